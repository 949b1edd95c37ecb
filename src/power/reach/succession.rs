//! Who can appoint themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{Change, Gain, Reach, Step, Verdict, Witness};
use super::doubt::Doubt;
use super::institution::{Institution, SlotKind};
use super::rules::Effect;
use crate::model::{Actor, Id};
use crate::power::PowerKey;

/// What somebody can do for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// Give themselves another term in a seat they hold.
    Renew,
    /// Take a seat they do not hold.
    Enter,
}

/// Somebody who can choose themselves into a seat, alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelfAppointment {
    /// A person; or a role, whose holders together can renew themselves without anybody else.
    pub who: Actor,
    /// The role, or the unit as a membership.
    pub seat: Actor,
    /// Renew or enter.
    pub way: Way,
    /// How, the choice itself included.
    pub gain: Gain,
}

/// Every person who can choose themselves into a role or unit or renew their own role, and every
/// role with several holders who together can renew their own seats, sorted by who and seat. Coming
/// in by a door that is open to everybody does not count.
///
/// Takes one reach for each person and for each role with several holders.
pub fn self_appointments(institution: &Institution<'_>) -> Vec<SelfAppointment> {
    let mut choosers: BTreeMap<usize, Vec<(usize, Option<&Doubt>)>> = BTreeMap::new();
    for rule in 0..institution.powers.all.len() {
        for (effect, doubt) in &institution.rules[rule].effects {
            if let Effect::Choose(slot) = effect {
                let rules = choosers.entry(*slot).or_default();
                rules.push((rule, doubt.as_ref()));
            }
        }
    }
    let mut all = Vec::new();
    for (person, id) in institution.people.iter().enumerate() {
        let reach = institution.reach(&BTreeSet::from([(*id).clone()]));
        let who = Actor::Person((*id).clone());
        for ((seat, _), gain) in &reach.seats {
            if !is_open_door(gain) {
                all.push(SelfAppointment {
                    who: who.clone(),
                    seat: seat.clone(),
                    way: Way::Enter,
                    gain: gain.clone(),
                });
            }
        }
        for slot in &institution.sits[person] {
            let rules = choosers.get(slot).map_or(&[][..], Vec::as_slice);
            all.extend(renewal(institution, &reach, &who, *slot, rules));
        }
    }
    for (slot, rules) in &choosers {
        let seat = &institution.slots[*slot];
        let people = &seat.people;
        if people.len() < 2 || seat.kind != SlotKind::Holders {
            continue;
        }
        let coalition = people
            .iter()
            .map(|p| institution.people[*p].clone())
            .collect();
        let reach = institution.reach(&coalition);
        let who = institution.slots[*slot].actor.clone();
        all.extend(renewal(institution, &reach, &who, *slot, rules));
    }
    all.sort_by(|a, b| (&a.who, &a.seat, a.way).cmp(&(&b.who, &b.seat, b.way)));
    all
}

fn is_open_door(gain: &Gain) -> bool {
    let steps = match gain {
        Gain::Can(witness) => &witness.steps,
        Gain::Undetermined { steps, .. } => steps,
    };
    steps.iter().all(|step| step.power.is_none())
}

/// Whether those in a role can use a power to choose into it: the surest and shortest way.
fn renewal(
    institution: &Institution<'_>,
    reach: &Reach,
    who: &Actor,
    slot: usize,
    rules: &[(usize, Option<&Doubt>)],
) -> Option<SelfAppointment> {
    let seat = &institution.slots[slot];
    let (Actor::Role(role), SlotKind::Holders) = (&seat.actor, seat.kind) else {
        return None;
    };
    let selection = institution.governance.roles[role].data.selection.as_ref();
    let limited = selection.is_some_and(|selection| {
        selection.max_terms.is_some()
            || selection.lifetime_terms.is_some()
            || selection.cooldown.is_some()
    });
    let person = reach.coalition.first()?;
    let ways = rules.iter().filter_map(|(rule, doubt)| {
        let power = &institution.powers.all[*rule];
        let (mut steps, mut shortest, mut doubts) = match reach.power(&power.key) {
            Verdict::Has => (Vec::new(), true, BTreeSet::new()),
            Verdict::Can(witness) => (witness.steps.clone(), witness.shortest, BTreeSet::new()),
            Verdict::Undetermined(doubts) => (Vec::new(), false, doubts.clone()),
            // Who can change every rule needs no seat.
            Verdict::ByRules | Verdict::Cannot => return None,
        };
        doubts.extend(doubt.cloned());
        if limited {
            doubts.insert(Doubt::TermLimit(role.clone()));
        }
        shortest &= doubts.is_empty();
        steps.push(choice(&power.key, person, &seat.actor, power.place));
        Some(if doubts.is_empty() {
            Gain::Can(Witness { steps, shortest })
        } else {
            Gain::Undetermined { doubts, steps }
        })
    });
    let best = ways.min_by_key(|gain| match gain {
        Gain::Can(witness) => (0, witness.steps.len()),
        Gain::Undetermined { steps, .. } => (1, steps.len()),
    })?;
    Some(SelfAppointment {
        who: who.clone(),
        seat: seat.actor.clone(),
        way: Way::Renew,
        gain: best,
    })
}

fn choice(key: &PowerKey, person: &Id, into: &Actor, place: crate::source::Place) -> Step {
    Step {
        power: Some(key.clone()),
        place: Some(place),
        change: Change::Seat {
            person: person.clone(),
            into: into.clone(),
        },
    }
}
