//! The same text, another effect: powers whose people changed though no line that names them did.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, Governance, Id, Object, Right, Voice};
use crate::power::{Act, Decider, Origin, Power, PowerKey, StandIn};

use super::sides::{Both, blank, listed, names, plain_party};
use super::{Shift, ShiftKind, SideName};

pub(super) fn shifts(both: &Both<'_>, seats: &[Shift]) -> Vec<Shift> {
    let mut shifts = effects(both, seats);
    shifts.extend(residual(both));
    shifts
}

/// Powers that both sides have and that other people can exercise now, where no change of a seat
/// explains it: a deputy stands in, a vacancy passes a power up, somebody is away.
fn effects(both: &Both<'_>, seats: &[Shift]) -> Vec<Shift> {
    let mut moved: BTreeMap<&Actor, BTreeSet<&Id>> = BTreeMap::new();
    for shift in seats {
        for party in shift.from.iter().chain(&shift.to) {
            moved
                .entry(&party.actor)
                .or_default()
                .extend(party.people.iter());
        }
    }
    let feeders = Feeders::new(both);
    let mut shifts = Vec::new();
    for base in &both.base.powers.all {
        let key = both.identity.key(&base.key);
        let Some(head) = both.head.powers.get(&key) else {
            continue;
        };
        if base.origin == Origin::Implied || base.people == head.people {
            continue;
        }
        let before = both.today(&base.people);
        let explained: BTreeSet<&Id> = feeders
            .of(&key.holder)
            .filter_map(|actor| moved.get(&actor))
            .flatten()
            .copied()
            .collect();
        let gains: BTreeSet<Id> = head
            .people
            .iter()
            .filter(|id| !before.contains(*id) && !explained.contains(id))
            .cloned()
            .collect();
        let loses: BTreeSet<Id> = before
            .iter()
            .filter(|id| !head.people.contains(*id) && !explained.contains(id))
            .cloned()
            .collect();
        if gains.is_empty() && loses.is_empty() {
            continue;
        }
        shifts.push(silent(both, &key, base, head, &gains, &loses));
    }
    shifts
}

fn silent(
    both: &Both<'_>,
    key: &PowerKey,
    base: &Power,
    head: &Power,
    gains: &BTreeSet<Id>,
    loses: &BTreeSet<Id>,
) -> Shift {
    let holder = both.actor_name(&key.holder);
    let cause = match (&base.stand_in, &head.stand_in) {
        (was, Some(StandIn::Deputies)) if *was != head.stand_in => {
            format!("the deputy of {holder} stands in")
        }
        (was, Some(StandIn::Delegator(actor))) if *was != head.stand_in => {
            format!(
                "{holder} cannot act, so it falls to {}",
                both.actor_name(actor)
            )
        }
        (was, Some(StandIn::Nobody)) if *was != head.stand_in => {
            format!("{holder} cannot act, and nobody stands in")
        }
        (Some(_), None) => format!("{holder} can act again"),
        _ if gains
            .iter()
            .chain(loses)
            .all(|person| is_other_now(both, person)) =>
        {
            let names = |people: &BTreeSet<Id>| -> Vec<String> {
                let name = |id| both.actor_name(&Actor::Person(id));
                people.iter().cloned().map(name).collect()
            };
            let (back, away) = (names(gains), names(loses));
            let are = |names: &[String]| if names.len() == 1 { "is" } else { "are" };
            match (&back[..], &away[..]) {
                ([], away) => format!("{} {} away", listed(away, 3), are(away)),
                (back, []) => format!("{} {} back", listed(back, 3), are(back)),
                (back, away) => format!(
                    "{} {} back, {} {} away",
                    listed(back, 3),
                    are(back),
                    listed(away, 3),
                    are(away)
                ),
            }
        }
        _ => format!("the people behind {holder} changed"),
    };
    let acting = match &head.stand_in {
        Some(StandIn::Delegator(actor)) => actor.clone(),
        _ => key.holder.clone(),
    };
    let acting_name = both.actor_name(&acting);
    Shift {
        right: Some(key.right),
        object_name: both.object_name(&key.object),
        act: key.act,
        from: Some(plain_party(
            key.holder.clone(),
            holder.clone(),
            names(&both.today(&base.people)),
        )),
        to: Some(plain_party(acting, acting_name, names(&head.people))),
        gains: names(gains),
        loses: names(loses),
        cause: Some(cause),
        places: vec![both.place(SideName::Head, head.place)],
        ..blank(ShiftKind::Silent, key.object.clone())
    }
}

/// Whether a person's ability to act differs between the sides.
fn is_other_now(both: &Both<'_>, person: &Id) -> bool {
    let able = |governance: &Governance| {
        let record = governance.people.get(person)?;
        Some(record.data.is_able())
    };
    able(both.base.governance) != able(both.head.governance)
}

/// Domains of the vocabulary that somebody held and nobody does now: they fall to the residual
/// decider, and the other way round.
fn residual(both: &Both<'_>) -> Vec<Shift> {
    let (Some(base_org), Some(head_org)) = (&both.base.governance.org, &both.head.governance.org)
    else {
        return Vec::new();
    };
    let mut shifts = Vec::new();
    for slug in head_org.data.domains.keys() {
        if !base_org.data.domains.contains_key(slug) {
            continue;
        }
        let before = both.base.powers.decider(slug);
        let after = both.head.powers.decider(slug);
        let object = Object::of(slug.as_str());
        let shift = |residual: &Power, falls: bool| {
            let people = both.today(&residual.people);
            let party = plain_party(
                residual.key.holder.clone(),
                both.actor_name(&residual.key.holder),
                names(&people),
            );
            let side = if falls {
                SideName::Head
            } else {
                SideName::Base
            };
            Shift {
                right: Some(Right::Decide),
                act: Act::Any,
                from: (!falls).then(|| party.clone()),
                to: falls.then_some(party),
                gains: if falls { names(&people) } else { Vec::new() },
                loses: if falls { Vec::new() } else { names(&people) },
                cause: Some(
                    if falls {
                        "because nobody else holds it"
                    } else {
                        "somebody holds it now"
                    }
                    .to_owned(),
                ),
                places: vec![both.place(side, residual.place)],
                ..blank(ShiftKind::Silent, object.clone())
            }
        };
        match (before, after) {
            (Decider::Held(_), Decider::Residual(Some(residual))) => {
                shifts.push(shift(residual, true));
            }
            (Decider::Residual(Some(residual)), Decider::Held(_)) => {
                shifts.push(shift(residual, false));
            }
            _ => {}
        }
    }
    shifts
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
