//! L3: the calculus. From records to powers: who may do what, on what, and which people that means
//! on a given day.
//!
//! A [`Power`] is a tuple of holder, right, object and conditions. Some are declared in records;
//! the rest follow from the default constitution: a unit rules inside its own borders, its parent
//! rules the borders, and what nobody holds belongs to the residual decider.

mod claims;
mod declared;
pub mod distribution;
pub mod game;
mod implied;
mod line;
mod path;
pub mod reach;
mod roster;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{Actor, Amount, Date, Family, Governance, Id, Object, Right, Text};
use crate::source::Place;

pub use claims::Claims;
pub use line::{line_of, rank};
pub use path::{Step, Tie, holder_path, path, seat_path};
pub use roster::{People, Roster, Seat, StandIn};

/// What a right over seats or membership lets its holder do. Other objects know only [`Act::Any`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Act {
    /// Whatever the right says.
    Any,
    /// Bring people in.
    Choose,
    /// Put people out before their time.
    Remove,
}

/// Where a power comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A record says so.
    Declared,
    /// The default constitution says so, because no record does.
    Implied,
}

/// The part of a power that makes it the same power at another point of history.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PowerKey {
    /// What kind of act.
    pub right: Right,
    /// On what.
    pub object: Object,
    /// For seats and membership: in or out.
    pub act: Act,
    /// Under which condition.
    pub when: Option<Text>,
    /// Who holds it.
    pub holder: Actor,
}

/// One power on one day.
#[derive(Debug, Clone)]
pub struct Power {
    /// Right, object, condition and holder.
    pub key: PowerKey,
    /// Declared or implied.
    pub origin: Origin,
    /// The method by which it is exercised: a method's id, or a family's word.
    pub method: Id,
    /// The family of that method, where it is known.
    pub family: Option<Family>,
    /// Up to which amount, risk or level.
    pub up_to: Option<Amount>,
    /// Co-deciders.
    pub with: Vec<Id>,
    /// Who must be heard.
    pub consult: Vec<Id>,
    /// The record line that gives it.
    pub place: Place,
    /// The people who can exercise it.
    pub people: People,
    /// Who exercises it in place of a holder that cannot.
    pub stand_in: Option<StandIn>,
}

impl Power {
    /// Whether one person of those who can exercise it may do so without the others.
    pub fn is_exercised_alone(&self) -> bool {
        self.people.len() == 1
            || (matches!(self.family, Some(Family::Holder | Family::Advice))
                && matches!(self.key.holder, Actor::Role(_) | Actor::Person(_)))
            || matches!(
                self.key.right,
                Right::Execute | Right::Propose | Right::Advise | Right::Audit
            )
    }
}

/// All powers of an organisation on one day.
#[derive(Debug)]
pub struct Powers {
    /// The day.
    pub as_of: Date,
    /// The powers, sorted by key; one for each key.
    pub all: Vec<Power>,
    /// The people behind every actor.
    pub roster: Roster,
    /// Indices of `all`, sorted by object, then by key.
    by_object: Vec<usize>,
    /// Made when somebody asks for it.
    by_holder: OnceCell<BTreeMap<Actor, Vec<usize>>>,
    /// The same.
    by_person: OnceCell<ByPerson>,
}

/// The powers of each person. Many powers share one set of people, which is gone through once.
#[derive(Debug, Default)]
struct ByPerson {
    /// Indices of the powers that share a set.
    sets: Vec<Vec<usize>>,
    /// In which sets a person is.
    of: BTreeMap<Id, Vec<usize>>,
}

impl ByPerson {
    fn new(powers: &[Power]) -> Self {
        let mut known: HashMap<*const BTreeSet<Id>, usize> = HashMap::new();
        let mut by_person = ByPerson::default();
        for (index, power) in powers.iter().enumerate() {
            let set = *known.entry(Arc::as_ptr(&power.people)).or_insert_with(|| {
                for person in power.people.iter() {
                    let sets = by_person.of.entry(person.clone()).or_default();
                    sets.push(by_person.sets.len());
                }
                by_person.sets.push(Vec::new());
                by_person.sets.len() - 1
            });
            by_person.sets[set].push(index);
        }
        by_person
    }

    /// Indices of the powers of a person, sorted.
    fn of(&self, person: &str) -> Vec<usize> {
        let sets = self.of.get(person).map_or(&[][..], Vec::as_slice);
        let indices = sets.iter().flat_map(|set| &self.sets[*set]);
        let mut indices: Vec<usize> = indices.copied().collect();
        indices.sort_unstable();
        indices
    }
}

/// Who settles matters about an object.
#[derive(Debug, Clone)]
pub enum Decider<'p> {
    /// These powers do; several where they are joint, or where two claim the object.
    Held(Vec<&'p Power>),
    /// Nobody holds it: the residual decider.
    Residual(Option<&'p Power>),
}

/// The powers of `governance` on the day `as_of`.
pub fn powers(governance: &Governance, as_of: Date) -> Powers {
    let roster = Roster::new(governance, as_of);
    let mut drafts = Drafts::new();
    declared::collect(governance, as_of, &mut drafts);
    implied::collect(governance, as_of, &mut drafts);
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by(|a, b| drafts[*a].0.cmp(&drafts[*b].0));
    order.dedup_by(|later, first| drafts[*later].0 == drafts[*first].0);
    let mut all = Vec::with_capacity(order.len());
    let mut drafts: Vec<Option<(PowerKey, Draft)>> = drafts.into_iter().map(Some).collect();
    let drafts = order.into_iter().filter_map(|at| drafts[at].take());
    let defaults = DefaultMethods::new(governance);
    for (key, draft) in drafts {
        let method = draft
            .method
            .unwrap_or_else(|| defaults.of(governance, &key));
        let (people, stand_in) = roster.able(governance, &key);
        all.push(Power {
            family: governance.family(&method),
            method,
            origin: draft.origin,
            up_to: draft.up_to,
            with: draft.with,
            consult: draft.consult,
            place: draft.place,
            people,
            stand_in,
            key,
        });
    }
    let mut by_object: Vec<usize> = (0..all.len()).collect();
    by_object.sort_by(|a, b| all[*a].key.object.cmp(&all[*b].key.object));
    Powers {
        as_of,
        all,
        roster,
        by_object,
        by_holder: OnceCell::new(),
        by_person: OnceCell::new(),
    }
}

/// Powers before they are sorted; of two with one key the first counts.
type Drafts = Vec<(PowerKey, Draft)>;

/// A power before its method and people are known.
struct Draft {
    origin: Origin,
    method: Option<Id>,
    up_to: Option<Amount>,
    with: Vec<Id>,
    consult: Vec<Id>,
    place: Place,
}

impl Draft {
    fn new(origin: Origin, place: Place) -> Self {
        Draft {
            origin,
            method: None,
            up_to: None,
            with: Vec::new(),
            consult: Vec::new(),
            place,
        }
    }
}

/// The method of an actor for an object where the power names none.
fn default_method(governance: &Governance, key: &PowerKey) -> Id {
    DefaultMethods::new(governance).of(governance, key)
}

/// The methods that count where neither a power nor a class of decision names one.
struct DefaultMethods {
    /// Of roles and persons.
    holder: Id,
    /// Of units.
    unit: Id,
}

impl DefaultMethods {
    fn new(governance: &Governance) -> Self {
        let of_org = governance.org.as_ref().and_then(|org| {
            let method = org.data.defaults.method.as_ref();
            method.map(|method| method.value.clone())
        });
        DefaultMethods {
            holder: Id::of(Family::Holder.word()),
            unit: of_org.unwrap_or_else(|| Id::of(Family::Consent.word())),
        }
    }

    /// That of the narrowest class of decision that fits, the unit's default, the organisation's,
    /// and at last consent (units) or the holder's own decision (roles and persons).
    fn of(&self, governance: &Governance, key: &PowerKey) -> Id {
        let unit = match &key.holder {
            Actor::Unit(id) => governance.units.get(id),
            Actor::Role(_) | Actor::Person(_) => return self.holder.clone(),
        };
        let by_class = unit.and_then(|unit| {
            let classes = &unit.data.decides_by;
            let narrowest = classes
                .iter()
                .filter(|(class, _)| key.object.lies_in(class))
                .max_by_key(|(class, _)| class.len());
            let removal = (key.act == Act::Remove)
                .then(|| classes.get_key_value("removal"))
                .flatten();
            let rules = (key.object.starts_with("rules/"))
                .then(|| classes.get_key_value("rules"))
                .flatten();
            removal
                .or(narrowest)
                .or(rules)
                .or_else(|| classes.get_key_value("default"))
                .map(|(_, method)| method.value.clone())
        });
        by_class.unwrap_or_else(|| self.unit.clone())
    }
}

impl Powers {
    /// The powers that an actor holds itself, by key.
    pub fn of_actor<'p>(&'p self, actor: &Actor) -> impl Iterator<Item = &'p Power> + use<'p> {
        let by_holder = self.by_holder.get_or_init(|| {
            let mut by_holder: BTreeMap<Actor, Vec<usize>> = BTreeMap::new();
            for (index, power) in self.all.iter().enumerate() {
                let holder = power.key.holder.clone();
                by_holder.entry(holder).or_default().push(index);
            }
            by_holder
        });
        let indices = by_holder.get(actor).map_or(&[][..], Vec::as_slice);
        indices.iter().map(|index| &self.all[*index])
    }

    /// The powers that a person can exercise, by key.
    pub fn of_person<'p>(&'p self, person: &str) -> impl Iterator<Item = &'p Power> + use<'p> {
        let by_person = self.by_person.get_or_init(|| ByPerson::new(&self.all));
        let indices = by_person.of(person).into_iter();
        indices.map(|index| &self.all[index])
    }

    /// The powers over exactly this object, by key.
    pub fn over(&self, object: &str) -> impl Iterator<Item = &Power> + use<'_> {
        let of = |index: &usize| self.all[*index].key.object.as_str();
        let first = self.by_object.partition_point(|index| of(index) < object);
        let rest = &self.by_object[first..];
        let count = rest.partition_point(|index| of(index) == object);
        rest[..count].iter().map(|index| &self.all[*index])
    }

    /// All objects of powers, sorted.
    pub fn objects(&self) -> impl Iterator<Item = &Object> {
        let chunks = self
            .by_object
            .chunk_by(|a, b| self.all[*a].key.object == self.all[*b].key.object);
        chunks.map(|indices| &self.all[indices[0]].key.object)
    }

    /// The power with this key.
    pub fn get(&self, key: &PowerKey) -> Option<&Power> {
        let index = self.all.binary_search_by(|power| power.key.cmp(key)).ok()?;
        Some(&self.all[index])
    }

    /// Who settles matters about a domain or reserved object: the holders of the narrowest domain
    /// that covers it, else the residual decider.
    pub fn decider(&self, object: &str) -> Decider<'_> {
        let mut at = object;
        loop {
            let held: Vec<&Power> = self
                .over(at)
                .filter(|power| {
                    matches!(power.key.right, Right::Decide | Right::Joint)
                        && power.key.act != Act::Remove
                        && power.key.when.is_none()
                })
                .collect();
            // Above a limit the wider holder decides, so a limited power alone is no decider of
            // all; but it is the first to ask.
            if !held.is_empty() {
                return Decider::Held(held);
            }
            match at.rsplit_once('/') {
                Some((outer, _)) => at = outer,
                None => break,
            }
        }
        Decider::Residual(self.over("residual").find(|p| p.key.right == Right::Decide))
    }
}

/// A set of people that many powers share.
fn shared(people: impl IntoIterator<Item = Id>) -> People {
    Arc::new(people.into_iter().collect())
}
