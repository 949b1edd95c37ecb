//! Which records a change can concern.
//!
//! Two questions are asked of the index, one after the other. Whose powers, seats or borders can be
//! other ones now? That goes from the edited records to those that name them, that they are a part
//! of, and that lie below them. And what must be known to say what those can do? That goes from
//! them to the people in them, to whoever chooses, removes, agrees or stands in, by which method,
//! and to whoever has a right over the same things. Everything else is the same on both sides, and
//! says nothing of what differs.
//!
//! Where the organisation itself, its root or whoever decides the rest acts otherwise than before,
//! everything may.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::AnyRecord;
use super::index::{Filed, Index, key, names, objects, overrides, record};
use super::weight::{self, Weight};
use crate::model::{Capacity, Date, Family, Id, Kind, Object, Text};

/// The files that are needed.
#[derive(Debug, Default)]
pub(in crate::load) struct Scope {
    paths: BTreeSet<Arc<str>>,
}

impl Scope {
    /// The paths of the files, sorted.
    pub(super) fn paths(&self) -> &BTreeSet<Arc<str>> {
        &self.paths
    }

    /// What an edit concerns: `here` are the files that differ as the index knows them, `there`
    /// those of the other side.
    pub(super) fn of(index: &Index, here: &[&Filed], there: &[&Filed], on: Date) -> Option<Self> {
        let edits = edits(index, here, there)?;
        if edits.is_empty() {
            return Some(Scope::default());
        }
        let other = Index::of(there.iter().copied());
        let mut scope = Search::new([index, &other], [on, on]).found(edits)?;
        let differing = here.iter().chain(there);
        scope.extend(differing.map(|file| Arc::from(file.source.path())));
        Some(Scope { paths: scope })
    }

    /// What is concerned by the records in which something begins or ends on `day`, where nothing
    /// does between `last` and it.
    pub(super) fn of_day(index: &Index, last: Date, day: Date) -> Option<Self> {
        let ids = index.on(day).iter().filter_map(key);
        let edits = ids.map(|(_, id)| (id.clone(), Weight::People)).collect();
        let other = Index::default();
        let paths = Search::new([index, &other], [last, day]).found(edits)?;
        Some(Scope { paths })
    }
}

/// The records that are other ones, and how far that is felt; `None` where everybody feels it.
fn edits(index: &Index, here: &[&Filed], there: &[&Filed]) -> Option<Vec<(Id, Weight)>> {
    let mut versions: BTreeMap<(Kind, &Id), [Vec<&Filed>; 2]> = BTreeMap::new();
    for (side, files) in [here, there].into_iter().enumerate() {
        for file in files {
            if let Some(key) = key(file) {
                versions.entry(key).or_default()[side].push(file);
            }
        }
    }
    let mut edits = Vec::new();
    for ((kind, id), [here, there]) in versions {
        // No power rests on these.
        if matches!(kind, Kind::Decision | Kind::Agreement) {
            continue;
        }
        let weight = match (&here[..], &there[..]) {
            ([now], [then]) if is_sole(index, kind, id) => match (record(now), record(then)) {
                (Some(now), Some(then)) => weight::between(then, now),
                _ => Some(Weight::People),
            },
            _ => Some(Weight::People),
        };
        let Some(weight) = weight else {
            continue;
        };
        if kind == Kind::Org {
            return None;
        }
        edits.push((id.clone(), weight));
    }
    Some(edits)
}

/// Whether one file at most has this record: of two the first counts.
fn is_sole(index: &Index, kind: Kind, id: &Id) -> bool {
    let files = match kind {
        Kind::Org => index.organisation(),
        _ => index.records(id),
    };
    let same = |file: &&Filed| kind == Kind::Org || key(file).is_some_and(|(k, _)| k == kind);
    files.iter().filter(same).count() == 1
}

/// What is still to be known of an actor or method.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Need {
    /// Who is in it.
    People(Id),
    /// How it decides, and who acts where nobody in it can.
    Say(Id),
    /// What it holds.
    Powers(Id),
}

struct Search<'i> {
    /// The index of one side, and that of what differs on the other.
    sides: [&'i Index; 2],
    /// The days on which the two are looked at.
    days: [Date; 2],
    edited: HashSet<Id>,
    felt: HashMap<Id, Weight>,
    seen: HashSet<Need>,
    open: Vec<Need>,
    files: BTreeSet<Arc<str>>,
    /// The names of the roles among them.
    roles: BTreeSet<Text>,
}

impl<'i> Search<'i> {
    fn new(sides: [&'i Index; 2], days: [Date; 2]) -> Self {
        Search {
            sides,
            days,
            edited: HashSet::default(),
            felt: HashMap::default(),
            seen: HashSet::default(),
            open: Vec::new(),
            files: BTreeSet::new(),
            roles: BTreeSet::new(),
        }
    }

    fn records(&self, id: &Id) -> impl Iterator<Item = &'i AnyRecord> + use<'i> {
        let files = self.sides.map(|side| side.records(id));
        files.into_iter().flatten().filter_map(record)
    }

    fn named_by(&self, id: &Id) -> impl Iterator<Item = &'i Filed> + use<'i> {
        let files = self.sides.map(|side| side.named_by(id));
        files.into_iter().flatten()
    }

    /// A record, and the one whose mandate it has besides its own.
    fn with_template(&self, record: &'i AnyRecord) -> Vec<&'i AnyRecord> {
        let template = match record {
            AnyRecord::Role(role) => role.data.template.as_ref(),
            _ => None,
        };
        let template = template.into_iter();
        let template = template.flat_map(|template| self.records(&template.value));
        std::iter::once(record).chain(template).collect()
    }

    /// The files that all of these edits concern.
    fn found(mut self, edits: Vec<(Id, Weight)>) -> Option<BTreeSet<Arc<str>>> {
        let central = self.central()?;
        self.edited = edits.iter().map(|(id, _)| id.clone()).collect();
        self.spread(edits)?;
        let moves_all = |id: &Id| {
            self.felt
                .get(id)
                .is_some_and(|weight| *weight > Weight::Powers)
        };
        if central.iter().any(moves_all) {
            return None;
        }
        let felt: Vec<Id> = self.felt.keys().cloned().collect();
        for id in felt {
            self.need_all(&id);
        }
        for id in central {
            self.need(Need::Say(id));
        }
        self.settle();
        self.share_names();
        let organisation = self.sides.map(Index::organisation);
        for file in organisation.into_iter().flatten() {
            self.files.insert(Arc::from(file.source.path()));
        }
        Some(self.files)
    }

    /// Those on whom everybody depends: the root, whoever decides the rest, and the methods that
    /// hold where nothing is said.
    fn central(&self) -> Option<Vec<Id>> {
        let organisation = self.sides.map(Index::organisation);
        let mut central: Vec<Id> = vec![
            Id::of(Family::Consent.word()),
            Id::of(Family::Holder.word()),
        ];
        let mut is_known = false;
        for file in organisation.into_iter().flatten() {
            let Some(AnyRecord::Org(org)) = record(file) else {
                return None;
            };
            is_known = true;
            central.push(org.data.root.value.clone());
            central.push(org.data.residual.value.clone());
            let method = org.data.defaults.method.iter();
            central.extend(method.map(|method| method.value.clone()));
        }
        is_known.then_some(central)
    }

    /// Follows the edits to whatever feels them; `None` where that is everything.
    fn spread(&mut self, edits: Vec<(Id, Weight)>) -> Option<()> {
        let mut open = edits;
        while let Some((id, weight)) = open.pop() {
            if self.felt.get(&id).is_some_and(|known| *known >= weight) {
                continue;
            }
            self.felt.insert(id.clone(), weight);
            for record in self.records(&id) {
                for record in self.with_template(record) {
                    Self::reaches(record, &mut open)?;
                }
                if let (AnyRecord::Role(role), Weight::People) = (record, weight) {
                    // Who fills a role of a unit, or speaks in one, acts as the unit.
                    open.push((role.data.unit.value.clone(), Weight::Filled));
                    let link = role.data.represents.iter();
                    open.extend(link.map(|link| (link.unit.value.clone(), Weight::Filled)));
                }
            }
            for file in self.named_by(&id) {
                let (Some(record), Some((_, by))) = (record(file), key(file)) else {
                    continue;
                };
                if let Some(felt) = felt_by(record, &id, weight) {
                    // Nobody acts in the place of those who can act themselves.
                    let passes = felt == Weight::Acting && weight == Weight::Filled;
                    let is_unit = matches!(record, AnyRecord::Unit(_));
                    if passes && is_unit && self.can_act(by) {
                        let mut named = 0;
                        names(record, &mut |name| named += usize::from(*name == id));
                        // As its parent alone.
                        if named > 1 {
                            open.push((by.clone(), Weight::Powers));
                        }
                        continue;
                    }
                    open.push((by.clone(), felt));
                }
            }
        }
        Some(())
    }

    /// Whether a unit has so many people on either side that a single one of them does not leave
    /// it to others to act.
    fn can_act(&self, id: &Id) -> bool {
        let mut people: HashSet<&Id> = HashSet::default();
        for record in self.records(id).filter(|_| !self.edited.contains(id)) {
            let AnyRecord::Unit(unit) = record else {
                return false;
            };
            if !self.days.iter().all(|day| unit.envelope.in_force(*day)) {
                return false;
            }
            let members = unit.data.members.iter();
            let members = members.filter(|seat| self.days.iter().all(|day| seat.holds(*day)));
            people.extend(members.map(|seat| &seat.person.value));
            for role in self.named_by(id).filter_map(record_of) {
                if let AnyRecord::Role(role) = role
                    && role.data.unit.value == *id
                    && !self.edited.contains(&role.id)
                    && self.days.iter().all(|day| role.envelope.in_force(*day))
                {
                    let holders = role.data.holders.iter();
                    let holders = holders.filter(|seat| {
                        seat.capacity == Capacity::Holder
                            && self.days.iter().all(|day| seat.holds(*day))
                    });
                    people.extend(holders.map(|seat| &seat.person.value));
                }
            }
        }
        let able = |id: &&&Id| {
            let mut records = self.records(id);
            !self.edited.contains(**id)
                && records.all(|record| match record {
                    AnyRecord::Person(person) => {
                        let envelope = &person.envelope;
                        person.data.is_able() && self.days.iter().all(|day| envelope.in_force(*day))
                    }
                    _ => true,
                })
        };
        people.iter().filter(able).take(2).count() == 2
    }

    /// What a record declares over the seats, borders and rules of others takes the place of what
    /// follows from those others' own records.
    fn reaches(record: &AnyRecord, open: &mut Vec<(Id, Weight)>) -> Option<()> {
        let mut all = false;
        let overrides = overrides(record);
        objects(record, &mut |object| match object.split_once('/') {
            Some(("seats" | "membership" | "structure" | "rules", id)) => {
                all |= id == "organisation";
                open.push((Id::of(id), Weight::Powers));
            }
            Some(_) => {}
            None => {
                let object: &str = object;
                let reserved = ["seats", "membership", "structure", "rules", "residual"];
                all |= reserved.contains(&object);
                if overrides {
                    open.push((Id::of(object), Weight::Powers));
                }
            }
        });
        (!all).then_some(())
    }

    /// Everything about a record that an edit concerns.
    fn need_all(&mut self, id: &Id) {
        self.need(Need::Powers(id.clone()));
        for record in self.records(id).collect::<Vec<_>>() {
            for record in self.with_template(record) {
                self.need_rivals(record);
            }
        }
        for object in [
            format!("seats/{id}"),
            format!("membership/{id}"),
            format!("structure/{id}"),
            format!("rules/{id}"),
            id.to_string(),
            // Rights over all seats, borders or rules at once.
            "seats".to_owned(),
            "membership".to_owned(),
            "structure".to_owned(),
            "rules".to_owned(),
        ] {
            self.need_holders(&object);
        }
    }

    /// Whoever else has a right over what a record gives rights over, over a part of it, or over
    /// what it is a part of.
    fn need_rivals(&mut self, record: &AnyRecord) {
        let mut all: Vec<Object> = Vec::new();
        objects(record, &mut |object| all.push(object.clone()));
        for object in all {
            for side in self.sides {
                for file in side.within(&object) {
                    self.need_powers_of(file);
                }
            }
            let mut at: &str = &object;
            loop {
                self.need_holders(at);
                match at.rsplit_once('/') {
                    Some((outer, _)) => at = outer,
                    None => break,
                }
            }
        }
    }

    fn need_holders(&mut self, object: &str) {
        for side in self.sides {
            for file in side.over(object) {
                self.need_powers_of(file);
            }
        }
    }

    fn need_powers_of(&mut self, file: &Filed) {
        if let Some((_, id)) = key(file) {
            self.need(Need::Powers(id.clone()));
        }
    }

    fn need(&mut self, need: Need) {
        if !self.seen.contains(&need) {
            self.seen.insert(need.clone());
            self.open.push(need);
        }
    }

    /// Adds the files of what is needed, and what that needs.
    fn settle(&mut self) {
        while let Some(need) = self.open.pop() {
            match need {
                Need::People(id) => self.people(&id),
                Need::Say(id) => self.say(&id),
                Need::Powers(id) => self.powers(&id),
            }
        }
    }

    /// The record itself.
    fn take(&mut self, id: &Id) {
        for side in self.sides {
            for file in side.records(id) {
                if !self.files.contains(file.source.path()) {
                    self.files.insert(Arc::from(file.source.path()));
                }
            }
        }
    }

    fn people(&mut self, id: &Id) {
        self.take(id);
        for record in self.records(id) {
            match record {
                AnyRecord::Role(role) => {
                    self.take(&role.data.unit.value);
                    for holder in &role.data.holders {
                        self.take(&holder.person.value);
                    }
                    self.roles.insert(role.envelope.name.value.clone());
                }
                AnyRecord::Unit(unit) => {
                    for member in &unit.data.members {
                        self.take(&member.person.value);
                    }
                    for file in self.named_by(id) {
                        if let Some(AnyRecord::Role(role)) = record_of(file)
                            && (role.data.unit.value == *id
                                || role
                                    .data
                                    .represents
                                    .as_ref()
                                    .is_some_and(|r| r.unit.value == *id))
                        {
                            self.need(Need::People(role.id.clone()));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn say(&mut self, id: &Id) {
        self.need(Need::People(id.clone()));
        for record in self.records(id) {
            match record {
                AnyRecord::Role(role) => self.need(Need::Say(role.data.unit.value.clone())),
                AnyRecord::Unit(unit) => {
                    if let Some(parent) = &unit.data.parent {
                        self.need(Need::Say(parent.value.clone()));
                    }
                    for method in unit.data.decides_by.values() {
                        self.need(Need::Say(method.value.clone()));
                    }
                }
                AnyRecord::Method(_) => self.need_named(record),
                _ => {}
            }
        }
    }

    fn powers(&mut self, id: &Id) {
        self.need(Need::Say(id.clone()));
        for record in self.records(id) {
            self.need_named(record);
            if let AnyRecord::Role(role) = record {
                if let Some(template) = &role.data.template {
                    self.need(Need::Powers(template.value.clone()));
                }
                // Who has the mandate of a template holds what it gives.
                for file in self.named_by(id) {
                    if let Some(AnyRecord::Role(role)) = record_of(file)
                        && role.data.template.as_ref().is_some_and(|t| t.value == *id)
                    {
                        self.need(Need::Powers(role.id.clone()));
                    }
                }
            }
        }
    }

    fn need_named(&mut self, record: &AnyRecord) {
        let people: HashSet<&Id> = match record {
            AnyRecord::Role(role) => role.data.holders.iter().map(|h| &h.person.value).collect(),
            AnyRecord::Unit(unit) => unit.data.members.iter().map(|m| &m.person.value).collect(),
            _ => HashSet::default(),
        };
        names(record, &mut |id| {
            if !people.contains(id) {
                self.need(Need::Say(id.clone()));
            }
        });
    }

    /// A role whose name others have too is told with its unit: two of a name are enough to know.
    fn share_names(&mut self) {
        let [all, _] = self.sides;
        for name in std::mem::take(&mut self.roles) {
            for file in all.called(&name).iter().take(2) {
                if let Some((_, id)) = key(file) {
                    self.need(Need::Say(id.clone()));
                }
            }
        }
        self.settle();
    }
}

fn record_of(file: &Filed) -> Option<&AnyRecord> {
    record(file)
}

/// How a record feels that another one which it names is felt in some way.
fn felt_by(record: &AnyRecord, id: &Id, weight: Weight) -> Option<Weight> {
    match record {
        AnyRecord::Role(role) => {
            let data = &role.data;
            let inherits = data.template.as_ref().is_some_and(|t| t.value == *id);
            if data.holders.iter().any(|holder| holder.person.value == *id) {
                return (weight > Weight::Powers).then_some(Weight::People);
            }
            if data.unit.value == *id {
                // In a unit that is not in force its roles are not.
                return (weight > Weight::Powers).then_some(weight);
            }
            (inherits || weight > Weight::Powers).then_some(Weight::Powers)
        }
        _ if weight == Weight::Powers => None,
        AnyRecord::Unit(unit) => {
            let data = &unit.data;
            let below = data
                .parent
                .as_ref()
                .is_some_and(|parent| parent.value == *id);
            let decides = data.decides_by.values().any(|method| method.value == *id);
            let seats = data.members.iter().any(|member| member.person.value == *id);
            Some(match (below || decides, seats) {
                (true, _) => Weight::Acting,
                (_, true) => Weight::Filled,
                _ => Weight::Powers,
            })
        }
        AnyRecord::Method(_) => Some(Weight::Acting),
        _ => Some(Weight::Powers),
    }
}
