//! Ways to a goal: as short as they can be made, in words of the organisation.

use std::collections::BTreeSet;

use super::answer::{Change, Gain, Step, Witness};
use super::closure::{Closure, replay};
use super::doubt::Doubt;
use super::institution::Institution;
use super::rules::Effect;
use super::state::{Act, Goal, Position};
use crate::model::Id;

/// Longer ways are not shortened.
const LONGEST: usize = 64;
/// How many combinations of acts are tried for a shorter way.
const MOST_TRIES: usize = 200;

/// The way to a goal that a sure closure reached.
pub(super) fn witness(closure: &Closure<'_, '_>, goal: Goal) -> Witness {
    let institution = closure.position.institution;
    let coalition = closure.position.coalition;
    let mut acts = closure.behind(goal);
    let works = |acts: &[Act]| replay(&closure.start, acts, goal, closure.mode);
    // No way is shorter than the number of rounds.
    let rounds = closure.reached(goal).map_or(0, |(_, rounds)| rounds);
    if acts.len() > rounds.max(1) && acts.len() <= LONGEST {
        for at in (0..acts.len()).rev() {
            let act = acts.remove(at);
            if !works(&acts) {
                acts.insert(at, act);
            }
        }
    }
    let mut shortest = acts.len() <= rounds.max(1);
    if !shortest && acts.len() <= LONGEST {
        let all: Vec<Act> = closure.acts.iter().map(|(act, _)| *act).collect();
        shortest = true;
        for size in rounds.max(1)..acts.len() {
            match combination(&all, size, &works) {
                Tried::Found(shorter) => {
                    acts = shorter;
                    break;
                }
                Tried::None => {}
                Tried::TooMany => {
                    shortest = false;
                    break;
                }
            }
        }
    }
    Witness {
        steps: steps(institution, coalition, &acts),
        shortest,
    }
}

enum Tried {
    Found(Vec<Act>),
    None,
    TooMany,
}

/// The first `size` acts out of `all`, in order, that work together.
fn combination(all: &[Act], size: usize, works: &dyn Fn(&[Act]) -> bool) -> Tried {
    if size > all.len() {
        return Tried::None;
    }
    let mut chosen: Vec<usize> = (0..size).collect();
    for _ in 0..MOST_TRIES {
        let acts: Vec<Act> = chosen.iter().map(|at| all[*at]).collect();
        if works(&acts) {
            return Tried::Found(acts);
        }
        // The next combination in lexical order.
        let movable = (0..size)
            .rev()
            .find(|at| chosen[*at] < all.len() - size + at);
        let Some(movable) = movable else {
            return Tried::None;
        };
        chosen[movable] += 1;
        for at in movable + 1..size {
            chosen[at] = chosen[at - 1] + 1;
        }
    }
    Tried::TooMany
}

/// What stays open about a goal that only a possible closure reached.
pub(super) fn undetermined(closure: &Closure<'_, '_>, goal: Goal) -> Gain {
    let institution = closure.position.institution;
    let coalition = closure.position.coalition;
    let mut acts = closure.behind(goal);
    if acts.len() <= LONGEST {
        for at in (0..acts.len()).rev() {
            let act = acts.remove(at);
            if !replay(&closure.start, &acts, goal, closure.mode) {
                acts.insert(at, act);
            }
        }
    }
    let mut doubts = BTreeSet::new();
    let mut position = Position::start(institution, coalition);
    for act in &acts {
        if let Act::Use {
            rule,
            effect,
            person,
        } = *act
        {
            let (what, doubt) = &institution.rules[rule].effects[effect];
            doubts.extend(doubt.clone());
            if !position.state.granted.contains(&rule) {
                institution.rules[rule].guard.doubts(&position, &mut doubts);
            }
            if let (Effect::Choose(slot), Some(person)) = (what, person) {
                doubts.extend(obstacles(&position, person, *slot));
            }
        }
        position.apply(*act);
    }
    if let Goal::Rule(rule) = goal
        && !position.state.granted.contains(&rule)
    {
        institution.rules[rule].guard.doubts(&position, &mut doubts);
    }
    Gain::Undetermined {
        doubts,
        steps: steps(institution, coalition, &acts),
    }
}

/// Why it is open whether a person may take a seat.
fn obstacles(position: &Position<'_, '_>, person: usize, slot: usize) -> BTreeSet<Doubt> {
    let slots = &position.institution.slots;
    let mut doubts = position.unfit(person, slot);
    if let Some(other) = position.clash(person, slot) {
        doubts.insert(Doubt::Incompatible(slots[other].actor.clone()));
    }
    let own = position.state.inside.get(&slot).map_or(0, BTreeSet::len);
    let most = slots[slot].most;
    if own > 0 && most.is_some_and(|most| most <= own as u64) {
        doubts.insert(Doubt::Taken(slots[slot].actor.clone()));
    }
    doubts
}

/// Acts in words of the organisation: who is removed depends on what was done before.
pub(super) fn steps(
    institution: &Institution<'_>,
    coalition: &BTreeSet<usize>,
    acts: &[Act],
) -> Vec<Step> {
    let mut position = Position::start(institution, coalition);
    let mut steps = Vec::new();
    for act in acts {
        steps.push(step(&position, *act));
        position.apply(*act);
    }
    steps
}

fn step(position: &Position<'_, '_>, act: Act) -> Step {
    let institution = position.institution;
    let id = |person: usize| -> Id { institution.people[person].clone() };
    match act {
        Act::Leave { person, slot } => Step {
            power: None,
            place: None,
            change: Change::Leave {
                person: id(person),
                from: institution.slots[slot].actor.clone(),
            },
        },
        Act::Use {
            rule,
            effect,
            person,
        } => {
            let power = institution.powers.all.get(rule);
            let change = match (&institution.rules[rule].effects[effect].0, person) {
                (Effect::Choose(slot), Some(person)) => Change::Seat {
                    person: id(person),
                    into: institution.slots[*slot].actor.clone(),
                },
                (Effect::Clear(slots), _) => {
                    let others = slots.iter().filter(|s| !position.state.cleared.contains(s));
                    let others = others.flat_map(|slot| &institution.slots[*slot].seated);
                    let others: BTreeSet<usize> = others
                        .filter(|person| !position.coalition.contains(person))
                        .copied()
                        .collect();
                    Change::Remove {
                        people: others.into_iter().map(id).collect(),
                        from: institution.slots[slots[0]].actor.clone(),
                    }
                }
                (Effect::Remake { unit, .. }, _) => Change::Remake { unit: unit.clone() },
                (Effect::Organisation, _) => Change::Organisation,
                (Effect::Grant(_) | Effect::Choose(_), _) => Change::Rewrite,
            };
            Step {
                power: power.map(|power| power.key.clone()),
                place: power.map(|power| power.place),
                change,
            }
        }
    }
}
