//! The bounded forward search: confirms, in states that can really occur, what the fixpoint finds
//! when seats are too few for all, clash or must be left first.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::closure::Closure;
use super::guard::Mode;
use super::institution::Institution;
use super::state::{Act, Goal, Position, State};

/// States after which the search gives up.
const MOST_STATES: usize = 2000;
/// The same, in states times rules.
const MOST_WORK: usize = 20_000;

/// What a search found.
pub(super) struct Found {
    /// The ways, shortest first by the order of the search.
    pub(super) ways: BTreeMap<Goal, Vec<Act>>,
    /// Whether every state was seen: what was not found, cannot be.
    pub(super) is_exhaustive: bool,
}

/// Searches breadth first for `goals`, using the rules that `relaxed` found usable.
///
/// At most [`MOST_STATES`] states are visited, fewer where there are many rules to try in each.
pub(super) fn search(
    institution: &Institution<'_>,
    coalition: &BTreeSet<usize>,
    goals: &BTreeSet<Goal>,
    relaxed: &Closure<'_, '_>,
) -> Found {
    let rules: Vec<usize> = relaxed
        .usable
        .keys()
        .copied()
        .filter(|rule| !institution.rules[*rule].effects.is_empty())
        .collect();
    let start = Position::start(institution, coalition);
    let mut open: BTreeSet<Goal> = goals.clone();
    let mut ways = BTreeMap::new();
    let mut seen: BTreeSet<State> = BTreeSet::from([start.state.clone()]);
    let mut queue: VecDeque<(Position<'_, '_>, Vec<Act>)> = VecDeque::from([(start, vec![])]);
    // Each state tries every rule and may leave every seat.
    let most_states = (MOST_WORK / (rules.len() + 1)).clamp(20, MOST_STATES);
    while let Some((position, way)) = queue.pop_front() {
        let reached: Vec<Goal> = open
            .iter()
            .copied()
            .filter(|goal| position.has(*goal, Mode::Sure))
            .collect();
        for goal in reached {
            open.remove(&goal);
            ways.insert(goal, way.clone());
        }
        if open.is_empty() {
            break;
        }
        let mut acts = Vec::new();
        for rule in &rules {
            if position.can_use(*rule, Mode::Sure) {
                position.moves(*rule, Mode::Sure, &mut acts);
            }
        }
        let seats = position
            .own_seats()
            .filter(|(slot, _)| position.is_seat(*slot));
        acts.extend(seats.map(|(slot, person)| Act::Leave { person, slot }));
        for act in acts {
            let mut next = position.clone();
            next.apply(act);
            if seen.contains(&next.state) {
                continue;
            }
            if seen.len() >= most_states {
                return Found {
                    ways,
                    is_exhaustive: false,
                };
            }
            seen.insert(next.state.clone());
            let way = way.iter().copied().chain([act]).collect();
            queue.push_back((next, way));
        }
    }
    Found {
        ways,
        is_exhaustive: true,
    }
}
