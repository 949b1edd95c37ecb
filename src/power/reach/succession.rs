//! Who can appoint themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{Change, Gain, Reach, Step, Verdict, Witness};
use super::doubt::Doubt;
use super::guard::{Heads, Mode, View};
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
    let succession = Succession::new(institution);
    let people = institution.people.iter();
    let mut all: Vec<SelfAppointment> = people.flat_map(|id| succession.of_person(id)).collect();
    for (slot, rules) in &succession.choosers {
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

/// Powers that fill each slot, with what may stand in their way.
type Choosers<'i> = BTreeMap<usize, Vec<(usize, Option<&'i Doubt>)>>;

/// An organisation prepared for the question who can appoint themselves, asked person by person.
pub struct Succession<'i, 'g> {
    institution: &'i Institution<'g>,
    choosers: Choosers<'i>,
}

impl<'i, 'g> Succession<'i, 'g> {
    /// Looks once at every power.
    pub fn new(institution: &'i Institution<'g>) -> Self {
        let mut choosers = Choosers::new();
        for rule in 0..institution.powers.all.len() {
            for (effect, doubt) in &institution.rules[rule].effects {
                if let Effect::Choose(slot) = effect {
                    let rules = choosers.entry(*slot).or_default();
                    rules.push((rule, doubt.as_ref()));
                }
            }
        }
        Succession {
            institution,
            choosers,
        }
    }

    /// The roles and units that a person can choose themselves into, and the own roles that they
    /// can renew: see [`self_appointments`]. Takes one reach for whoever can use any power over
    /// seats or rules alone, and a look at their bodies for all others.
    pub fn of_person(&self, id: &Id) -> Vec<SelfAppointment> {
        let institution = self.institution;
        let Some(number) = institution.number.get(id) else {
            return Vec::new();
        };
        if !can_begin(institution, *number) {
            return Vec::new();
        }
        let reach = institution.reach(&BTreeSet::from([id.clone()]));
        let who = Actor::Person(id.clone());
        let mut all = Vec::new();
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
        let sits = institution.number.get(id);
        for slot in sits
            .into_iter()
            .flat_map(|number| &institution.sits[*number])
        {
            let rules = self.choosers.get(slot).map_or(&[][..], Vec::as_slice);
            all.extend(renewal(institution, &reach, &who, *slot, rules));
        }
        all
    }
}

/// One person against all others, as things stand.
struct Alone<'i, 'g> {
    institution: &'i Institution<'g>,
    person: usize,
}

impl View for Alone<'_, '_> {
    fn heads(&self, body: usize) -> Heads {
        let body = &self.institution.bodies[body];
        let inside = usize::from(body.people.binary_search(&self.person).is_ok());
        Heads {
            inside,
            outside: body.people.len() + body.unlisted - inside,
        }
    }
}

/// Whether a person can possibly use some power over seats or rules at all: nobody else's reach
/// leads anywhere.
fn can_begin(institution: &Institution<'_>, person: usize) -> bool {
    let view = Alone {
        institution,
        person,
    };
    let own = institution.belongs[person].iter();
    let own = own.flat_map(|body| &institution.rules_of[*body]);
    let mut rules = institution.open.iter().chain(own);
    rules.any(|rule| {
        let rule = &institution.rules[*rule];
        !rule.effects.is_empty() && rule.guard.is_met(&view, Mode::Possible)
    })
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
