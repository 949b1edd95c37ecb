//! Silent: the same text, another effect. Powers whose people changed though no line that names
//! them did, and domains that fell to the residual decider or came back from it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::model::{Actor, Governance, Id, Object, Right, Voice};
use crate::power::{Act, Decider, Origin, Power, Powers, StandIn};
use crate::shift::found::{Cause, Found, whole};
use crate::shift::parties::{by_count, people_of};
use crate::shift::sides::{Both, blank, names, plain_party};
use crate::shift::{Saying, Shift, ShiftKind, SideName};
use crate::source::Place;

use super::seated;

/// People who took a seat, or gave one up.
type Explained<'b> = Rc<BTreeSet<&'b Id>>;

/// What stands behind the people of a power: whose seats changed, and which seats count.
pub(super) struct Behind<'b, 's> {
    both: &'b Both<'s>,
    /// People who came to an actor.
    came: BTreeMap<&'b Actor, BTreeSet<&'b Id>>,
    /// People who left one.
    left: BTreeMap<&'b Actor, BTreeSet<&'b Id>>,
    /// Where those seats are written.
    seats: BTreeMap<&'b Actor, Vec<Cause>>,
    feeders: Feeders,
    /// What was found for a holder: many powers have the same.
    known: RefCell<BTreeMap<(Actor, bool), Explained<'b>>>,
}

impl<'b, 's> Behind<'b, 's> {
    pub(super) fn new(both: &'b Both<'s>, seats: &'b [Found]) -> Self {
        let mut behind = Behind {
            both,
            came: BTreeMap::new(),
            left: BTreeMap::new(),
            seats: BTreeMap::new(),
            feeders: Feeders::new(both),
            known: RefCell::default(),
        };
        for found in seats {
            for party in found.shift.from.iter().chain(&found.shift.to) {
                behind
                    .came
                    .entry(&party.actor)
                    .or_default()
                    .extend(&found.shift.gains);
                behind
                    .left
                    .entry(&party.actor)
                    .or_default()
                    .extend(&found.shift.loses);
                let places = behind.seats.entry(&party.actor).or_default();
                places.extend(found.causes.iter().copied());
            }
        }
        behind
    }

    /// The actors whose seats stand behind a power, by ids of the head: its holder's own, those of
    /// roles that feed a unit, and those of whoever answers for a holder that cannot act.
    fn actors(&self, base: &Power, head: &Power) -> Vec<Actor> {
        let mut actors: Vec<Actor> = self.feeders.of(&head.key.holder).collect();
        if let Some(StandIn::Delegator(actor)) = &base.stand_in {
            actors.extend(self.feeders.of(&self.both.identity.actor(actor)));
        }
        if let Some(StandIn::Delegator(actor)) = &head.stand_in {
            actors.extend(self.feeders.of(actor));
        }
        actors
    }

    /// People who took a seat behind a power, or who gave one up: that tells why they have it now,
    /// or no longer.
    pub(super) fn explained(&self, head: &Power, gained: bool) -> Explained<'b> {
        let mut known = self.known.borrow_mut();
        let found = known.entry((head.key.holder.clone(), gained));
        let found = found.or_insert_with(|| {
            let seats = if gained { &self.came } else { &self.left };
            let actors = self.feeders.of(&head.key.holder);
            let people = actors.filter_map(|actor| seats.get(&actor)).flatten();
            Rc::new(people.copied().collect())
        });
        Rc::clone(found)
    }

    /// Who gained and who lost a power of both sides without a seat of theirs to explain it.
    fn unseen(&self, base: &Power, head: &Power) -> (BTreeSet<Id>, BTreeSet<Id>) {
        let before = self.both.today(&base.people);
        let others = |here: &BTreeSet<Id>, there: &BTreeSet<Id>, gained: bool| {
            let explained = self.explained(head, gained);
            let only = here.difference(there);
            only.filter(|id| !explained.contains(id)).cloned().collect()
        };
        (
            others(&head.people, &before, true),
            others(&before, &head.people, false),
        )
    }

    /// Why people came to a power or left it, where no seat of theirs explains it.
    pub(super) fn unseen_cause(&self, base: &Power, head: &Power) -> Option<Saying> {
        let (gains, loses) = self.unseen(base, head);
        (!gains.is_empty() || !loses.is_empty())
            .then(|| cause(self.both, base, head, &gains, &loses))
    }

    /// Entries that may have changed the people behind a power: seats, then records of people.
    pub(super) fn causes(&self, base: &Power, head: &Power) -> Vec<Cause> {
        let mut causes: Vec<Cause> = self
            .actors(base, head)
            .iter()
            .filter_map(|actor| self.seats.get(actor))
            .flatten()
            .copied()
            .collect();
        let before = self.both.today(&base.people);
        let governance = self.both.head.governance;
        let changed = before.symmetric_difference(&head.people);
        let records = changed.filter_map(|id| governance.people.get(id));
        causes.extend(records.map(|record| Cause::record(SideName::Head, whole(record))));
        let gone = base.people.iter().filter_map(|id| {
            let gone = !head.people.contains(&self.both.identity.person(id));
            let record = self.both.base.governance.people.get(id)?;
            gone.then(|| Cause::record(SideName::Base, whole(record)))
        });
        causes.extend(gone);
        for actor in self.actors(base, head) {
            causes.extend(seated::records(self.both, &actor));
        }
        causes
    }
}

/// Powers of both sides that other people can exercise now, where no change of a seat explains it:
/// a deputy stands in, a vacancy passes a power up, somebody is away.
pub(super) fn by_people(
    both: &Both<'_>,
    kept: &[(&Power, &Power)],
    behind: &Behind<'_, '_>,
) -> Vec<Found> {
    let mut found = Vec::new();
    for (base, head) in kept {
        // Of a part and the whole that it belongs to, the part is what both sides have.
        let was = both.identity.object(&base.key.object);
        let object = if was.lies_in(&head.key.object) {
            was
        } else {
            head.key.object.clone()
        };
        // Read both ways: what follows from the default constitution alone is no news.
        if base.origin == Origin::Implied || head.origin == Origin::Implied {
            continue;
        }
        if both.are_same(&base.people, &head.people) {
            continue;
        }
        let (gains, loses) = behind.unseen(base, head);
        if gains.is_empty() && loses.is_empty() {
            continue;
        }
        let shift = silent(both, object, base, head, &gains, &loses);
        found.push(Found::at(shift, &[]).or(behind.causes(base, head)));
    }
    found
}

/// Why the people behind a power changed.
fn cause(
    both: &Both<'_>,
    base: &Power,
    head: &Power,
    gains: &BTreeSet<Id>,
    loses: &BTreeSet<Id>,
) -> Saying {
    let holder = both.actor_name(&head.key.holder);
    let of = |english: String, key: &'static str| {
        Saying::new(english, key, [("holder", (&holder).into())])
    };
    match (&base.stand_in, &head.stand_in) {
        (was, Some(StandIn::Deputies)) if *was != head.stand_in => {
            of(format!("the deputy of {holder} stands in"), "cause-deputy")
        }
        (was, Some(StandIn::Delegator(_)))
            if *was != head.stand_in && fallen(both, head).is_some() =>
        {
            nobody_else()
        }
        (was, Some(StandIn::Delegator(actor))) if *was != head.stand_in => {
            let to = both.actor_name(actor);
            let english = format!("{holder} cannot act, so it falls to {to}");
            let parts = [("holder", (&holder).into()), ("to", to.into())];
            Saying::new(english, "cause-falls", parts)
        }
        (was, Some(StandIn::Nobody)) if *was != head.stand_in => of(
            format!("{holder} cannot act, and nobody stands in"),
            "cause-nobody-stands-in",
        ),
        (Some(_), None) => of(format!("{holder} can act again"), "cause-acts-again"),
        _ if gains
            .iter()
            .chain(loses)
            .all(|person| is_other_now(both, person)) =>
        {
            come_and_gone(both, gains, loses)
        }
        _ => of(
            format!("the people behind {holder} changed"),
            "cause-people-behind",
        ),
    }
}

/// Who is back, and who is away.
fn come_and_gone(both: &Both<'_>, gains: &BTreeSet<Id>, loses: &BTreeSet<Id>) -> Saying {
    let told = |people: &BTreeSet<Id>, word: &str, key: &'static str| {
        let names = people.iter().cloned();
        let names = names.map(|id| both.actor_name(&Actor::Person(id)));
        let names = Saying::listed(names.collect(), 3);
        let are = if people.len() == 1 { "is" } else { "are" };
        let english = format!("{names} {are} {word}");
        let parts = [("who", names.into()), ("n", people.len().into())];
        Saying::new(english, key, parts)
    };
    let back = || told(gains, "back", "cause-back");
    let away = || told(loses, "away", "cause-away");
    match (gains.is_empty(), loses.is_empty()) {
        (true, _) => away(),
        (_, true) => back(),
        _ => Saying::chain(vec![back(), away()], ", ", "list-middle"),
    }
}

fn silent(
    both: &Both<'_>,
    object: Object,
    base: &Power,
    head: &Power,
    gains: &BTreeSet<Id>,
    loses: &BTreeSet<Id>,
) -> Shift {
    let key = &head.key;
    let acting = |power: &Power| match &power.stand_in {
        Some(StandIn::Delegator(actor)) => actor.clone(),
        _ => power.key.holder.clone(),
    };
    let (was, is) = (acting(base), acting(head));
    let place = fallen(both, head).unwrap_or(head.place);
    Shift {
        right: Some(key.right),
        object_name: both.object_name(&object),
        act: key.act,
        from: Some(plain_party(
            was.clone(),
            both.actor_name(&both.identity.actor(&was)),
            names(&both.today(&base.people)),
        )),
        to: Some(plain_party(
            is.clone(),
            both.actor_name(&is),
            names(&head.people),
        )),
        gains: names(gains),
        loses: names(loses),
        detail: (was != base.key.holder || is != key.holder).then(|| {
            let holder = both.actor_name(&key.holder);
            let english = format!("in place of {holder}");
            Saying::new(english, "detail-in-place", [("who", holder.into())])
        }),
        cause: Some(cause(both, base, head, gains, loses)),
        places: vec![both.place(SideName::Head, place)],
        effect: by_count(base.people.len(), head.people.len()),
        ..blank(ShiftKind::Silent, object)
    }
}

/// Where a record says who decides what nobody holds, if a power fell to that body though it does
/// not stand above the holder.
fn fallen(both: &Both<'_>, head: &Power) -> Option<Place> {
    let governance = both.head.governance;
    let Some(StandIn::Delegator(actor)) = &head.stand_in else {
        return None;
    };
    let org = governance.org.as_ref()?;
    let residual = governance.actor_or_person(&org.data.residual)?;
    let unit = governance.unit_of(&head.key.holder);
    let above = unit.is_some_and(|unit| {
        let mut chain = std::iter::once(unit).chain(governance.ancestors(unit));
        chain.any(|unit| unit == actor.id())
    });
    (residual == *actor && !above).then(|| org.place(org.data.residual.span))
}

/// Whether a person's ability to act differs between the sides.
fn is_other_now(both: &Both<'_>, person: &Id) -> bool {
    let able = |governance: &Governance, id: &Id| {
        let record = governance.people.get(id)?;
        Some(record.data.is_able())
    };
    let base = both.base.governance;
    let mut known = base.people.keys();
    let was = if both.identity.is_plain() {
        Some(person)
    } else {
        known.find(|id| both.identity.person(id) == *person)
    };
    was.and_then(|was| able(base, was)) != able(both.head.governance, person)
}

/// Domains of the vocabulary that somebody held and nobody does now: they fall to the residual
/// decider, and the other way round.
pub(super) fn residual(both: &Both<'_>) -> Vec<Found> {
    let (Some(base), Some(head)) = (&both.base.governance.org, &both.head.governance.org) else {
        return Vec::new();
    };
    let (was, is) = (settled(both.base.powers), settled(both.head.powers));
    let turned: Vec<&&str> = was.symmetric_difference(&is).collect();
    if turned.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for slug in head.data.domains.keys() {
        // Only what lies in something that is settled on one side alone can have turned.
        if !turned.iter().any(|object| slug.lies_in(object)) {
            continue;
        }
        if !base.data.domains.contains_key(slug) {
            continue;
        }
        let before = both.base.powers.decider(slug);
        let after = both.head.powers.decider(slug);
        match (before, after) {
            (Decider::Held(held), Decider::Residual(Some(residual))) => {
                found.push(falls(both, SideName::Head, slug, residual, &held));
            }
            (Decider::Residual(Some(residual)), Decider::Held(held)) => {
                found.push(falls(both, SideName::Base, slug, residual, &held));
            }
            _ => {}
        }
    }
    found
}

/// What somebody settles, whether anybody can or not.
fn settled(powers: &Powers) -> BTreeSet<&str> {
    let settle = powers.all.iter().filter(|power| {
        let key = &power.key;
        matches!(key.right, Right::Decide | Right::Joint)
            && key.act != Act::Remove
            && key.when.is_none()
    });
    settle.map(|power| power.key.object.as_str()).collect()
}

/// A domain that is the residual decider's on `side`, and held on the other.
fn falls(both: &Both<'_>, side: SideName, slug: &str, residual: &Power, held: &[&Power]) -> Found {
    let holder = &residual.key.holder;
    let people = people_of(both, side, residual);
    let name = match side {
        SideName::Base => both.actor_name(&both.identity.actor(holder)),
        SideName::Head => both.actor_name(holder),
    };
    let party = plain_party(holder.clone(), name, names(&people));
    let (falls, other) = match side {
        SideName::Head => (true, SideName::Base),
        SideName::Base => (false, SideName::Head),
    };
    let mut holders: BTreeSet<Id> = BTreeSet::new();
    for power in held {
        holders.extend(people_of(both, other, power).iter().cloned());
    }
    let (before, after) = if falls {
        (holders.len(), people.len())
    } else {
        (people.len(), holders.len())
    };
    let cause = if falls { nobody_else() } else { somebody() };
    let shift = Shift {
        right: Some(Right::Decide),
        from: (!falls).then(|| party.clone()),
        to: falls.then_some(party),
        gains: if falls { names(&people) } else { Vec::new() },
        loses: if falls { Vec::new() } else { names(&people) },
        cause: Some(cause),
        places: vec![both.place(side, residual.place)],
        effect: by_count(before, after),
        ..blank(ShiftKind::Silent, Object::of(slug))
    };
    let lines = held.iter().map(|power| Cause::entry(other, power.place));
    let mut causes: Vec<Cause> = lines.collect();
    for power in held {
        let actor = match other {
            SideName::Base => both.identity.actor(&power.key.holder),
            SideName::Head => power.key.holder.clone(),
        };
        causes.extend(seated::records(both, &actor));
    }
    Found::at(shift, &[]).or(causes)
}

/// What is said of a domain that fell to the residual decider.
fn nobody_else() -> Saying {
    Saying::new("because nobody else holds it", "cause-nobody-else", [])
}

/// And of one that came back from there.
fn somebody() -> Saying {
    Saying::new("somebody holds it now", "cause-somebody", [])
}

/// Which actors' seats decide who stands behind an actor, on either side.
struct Feeders(BTreeMap<Id, BTreeSet<Id>>);

impl Feeders {
    fn new(both: &Both<'_>) -> Self {
        let mut roles: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
        for (governance, is_base) in [(both.base.governance, true), (both.head.governance, false)] {
            for (id, role) in &governance.roles {
                let mut units = vec![&role.data.unit.value];
                if let Some(link) = &role.data.represents
                    && link.voice == Voice::Member
                {
                    units.push(&link.unit.value);
                }
                for unit in units {
                    let (unit, role) = if is_base {
                        let unit = both.identity.actor(&Actor::Unit(unit.clone()));
                        let role = both.identity.actor(&Actor::Role(id.clone()));
                        (unit.id().clone(), role.id().clone())
                    } else {
                        (unit.clone(), id.clone())
                    };
                    roles.entry(unit).or_default().insert(role);
                }
            }
        }
        Feeders(roles)
    }

    fn of(&self, actor: &Actor) -> impl Iterator<Item = Actor> {
        let roles = match actor {
            Actor::Unit(id) => self.0.get(id),
            _ => None,
        };
        std::iter::once(actor.clone()).chain(roles.into_iter().flatten().cloned().map(Actor::Role))
    }
}
