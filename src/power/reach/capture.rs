//! The smallest groups that could take everything.

use std::collections::{BTreeMap, BTreeSet};

use super::closure::Closure;
use super::guard::{Heads, Mode, View};
use super::institution::Institution;
use super::rules::{Effect, settles};
use crate::model::Id;

/// The largest groups that are looked for.
pub const MOST_PEOPLE: usize = 3;
/// How many groups are examined before the search gives up.
const MOST_GROUPS: usize = 100_000;

/// What a group is to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aim {
    /// To change the rules of the organisation.
    Rules,
    /// To settle every matter that a power settles, those over seats, structure and rules included.
    Everything,
}

/// The smallest groups that reach an aim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Capture {
    /// These can, all of the same size, and no smaller group possibly can.
    By(Vec<BTreeSet<Id>>),
    /// These possibly can, and no smaller group; of none is it sure.
    PerhapsBy(Vec<BTreeSet<Id>>),
    /// No group of up to this many people can.
    NoneUpTo(usize),
    /// There are too many groups to examine; none of up to this many people can.
    NotSearched {
        /// Groups of up to this size were examined.
        beyond: usize,
    },
    /// Nothing to take: there are no such powers.
    Nothing,
}

/// The smallest groups, of up to [`MOST_PEOPLE`], that could reach an aim alone.
///
/// People who hold the same seats and are in all else of one kind are interchangeable: one group is
/// examined for each combination of kinds, and only kinds that sit in some body count. At most
/// `100 000` groups are examined; the smallest capturing group is NP-hard in general (it contains
/// minimum hitting set), so that there must be a limit. Groups that differ by interchangeable
/// people are named once.
pub fn capture(institution: &Institution<'_>, aim: Aim) -> Capture {
    let targets = targets(institution, aim);
    if targets.is_empty() {
        return Capture::Nothing;
    }
    let kinds = kinds(institution);
    let mut budget = MOST_GROUPS;
    for size in 1..=MOST_PEOPLE {
        if !optimistic(institution, size, &targets) {
            continue;
        }
        let mut groups = Groups::new(&kinds, size);
        let mut sure = Vec::new();
        let mut possible = Vec::new();
        while let Some(group) = groups.next_group() {
            if budget == 0 {
                return Capture::NotSearched { beyond: size - 1 };
            }
            budget -= 1;
            if !takes(institution, &group, Mode::Possible, &targets) {
                continue;
            }
            let ids = group
                .iter()
                .map(|p| institution.people[*p].clone())
                .collect();
            if takes(institution, &group, Mode::Sure, &targets) {
                sure.push(ids);
            } else {
                possible.push(ids);
            }
        }
        if !sure.is_empty() {
            return Capture::By(sure);
        }
        if !possible.is_empty() {
            return Capture::PerhapsBy(possible);
        }
    }
    Capture::NoneUpTo(MOST_PEOPLE)
}

/// The rules that reach the aim.
fn targets(institution: &Institution<'_>, aim: Aim) -> BTreeSet<usize> {
    let powers = institution.powers.all.iter().enumerate();
    powers
        .filter(|(_, power)| {
            let is_rules = power.key.object.as_str() == "rules/organisation";
            settles(power.key.right)
                && (aim == Aim::Everything || (is_rules && power.key.when.is_none()))
        })
        .map(|(rule, _)| rule)
        .collect()
}

/// Whether a group takes all targets, or can change any rule.
fn takes(
    institution: &Institution<'_>,
    group: &BTreeSet<usize>,
    mode: Mode,
    targets: &BTreeSet<usize>,
) -> bool {
    let closure = Closure::new(institution, group, mode);
    closure.position.state.organisation
        || targets.iter().all(|rule| closure.usable.contains_key(rule))
}

/// An upper bound for all groups of a size at once: as if such a group sat in every body as far as
/// there is room, with the fewest possible others.
struct Everywhere<'i, 'g> {
    institution: &'i Institution<'g>,
    size: usize,
    cleared: BTreeSet<usize>,
    filled: BTreeSet<usize>,
}

impl View for Everywhere<'_, '_> {
    fn heads(&self, body: usize) -> Heads {
        let body = &self.institution.bodies[body];
        let is_filled = body.slots.iter().any(|slot| self.filled.contains(slot));
        let inside = if is_filled {
            self.size
        } else {
            self.size.min(body.people.len())
        };
        let mut outside = body.people.len().saturating_sub(self.size) + body.unlisted;
        if body.slots.iter().any(|slot| self.cleared.contains(slot)) {
            let left = body.slots.iter().filter(|s| !self.cleared.contains(s));
            let left = left.map(|slot| &self.institution.slots[*slot]);
            let mut people: Vec<usize> = Vec::new();
            let mut unlisted = 0;
            for slot in left {
                people.extend_from_slice(&slot.people);
                unlisted += slot.unlisted;
            }
            people.sort_unstable();
            people.dedup();
            outside = people.len().saturating_sub(self.size) + unlisted;
        }
        Heads { inside, outside }
    }
}

/// Whether the bound lets some group of this size reach all targets. Each round uses every rule
/// once; there are at most as many rounds as slots and rules.
fn optimistic(institution: &Institution<'_>, size: usize, targets: &BTreeSet<usize>) -> bool {
    let mut view = Everywhere {
        institution,
        size,
        cleared: BTreeSet::new(),
        filled: BTreeSet::new(),
    };
    let mut usable: BTreeSet<usize> = BTreeSet::new();
    loop {
        let before = (usable.len(), view.cleared.len(), view.filled.len());
        for (number, rule) in institution.rules.iter().enumerate() {
            if !usable.contains(&number) && !rule.guard.is_met(&view, Mode::Possible) {
                continue;
            }
            usable.insert(number);
            for (effect, _) in &rule.effects {
                match effect {
                    Effect::Choose(slot) => {
                        view.filled.insert(*slot);
                    }
                    Effect::Clear(slots) => view.cleared.extend(slots),
                    Effect::Remake { members, clear, .. } => {
                        view.filled.insert(*members);
                        view.cleared.extend(clear);
                    }
                    Effect::Grant(rules) => usable.extend(rules),
                    Effect::Organisation => return true,
                }
            }
        }
        if targets.is_subset(&usable) {
            return true;
        }
        if before == (usable.len(), view.cleared.len(), view.filled.len()) {
            return false;
        }
    }
}

/// People by kind: the slots they sit in, and what else may tell them apart when they apply.
fn kinds(institution: &Institution<'_>) -> Vec<Vec<usize>> {
    let mut kinds: BTreeMap<(&[usize], String), Vec<usize>> = BTreeMap::new();
    let chosen: BTreeSet<usize> = institution
        .rules
        .iter()
        .flat_map(|rule| &rule.effects)
        .filter_map(|(effect, _)| match effect {
            Effect::Choose(slot) => Some(*slot),
            _ => None,
        })
        .collect();
    for person in 0..institution.people.len() {
        let slots = institution.sits[person].as_slice();
        if slots.is_empty() || !institution.is_able(person) {
            continue;
        }
        let traits = institution.traits(person, &chosen);
        kinds.entry((slots, traits)).or_default().push(person);
    }
    kinds.into_values().collect()
}

impl Institution<'_> {
    /// What besides seats decides whether a person may come in somewhere, as one text.
    fn traits(&self, person: usize, chosen: &BTreeSet<usize>) -> String {
        let id = self.people[person];
        let record = self.governance.people.get(id);
        let mut words: Vec<String> = Vec::new();
        if let Some(person) = record {
            let training = person.data.training.iter();
            words.extend(training.map(|training| training.id.value.to_string()));
            words.extend(person.data.skills.iter().map(ToString::to_string));
            words.extend((!person.data.affiliations.is_empty()).then(|| " ".to_owned()));
        }
        words.sort_unstable();
        // Past terms matter for limits on them: the roles where the person stands at all.
        for slot in chosen {
            let role = self.governance.roles.get(self.slots[*slot].actor.id());
            let stands = role.is_some_and(|role| {
                let mut holders = role.data.holders.iter();
                holders.any(|holder| holder.person.value == *id)
            });
            if stands {
                words.push(slot.to_string());
            }
        }
        words.join("\n")
    }
}

/// All groups of one size up to the interchange of people of one kind.
struct Groups<'k> {
    kinds: &'k [Vec<usize>],
    /// The kinds of the next group, in ascending order; each as often as it has people at most.
    next: Option<Vec<usize>>,
}

impl<'k> Groups<'k> {
    fn new(kinds: &'k [Vec<usize>], size: usize) -> Self {
        let first = (!kinds.is_empty()).then(|| vec![0; size]);
        let mut groups = Groups { kinds, next: first };
        groups.skip_impossible();
        groups
    }

    fn is_possible(&self, group: &[usize]) -> bool {
        let of_kind = |kind: &usize| group.iter().filter(|other| *other == kind).count();
        group
            .iter()
            .all(|kind| of_kind(kind) <= self.kinds[*kind].len())
    }

    fn advance(&mut self) {
        let Some(group) = &mut self.next else { return };
        let last = self.kinds.len() - 1;
        match group.iter().rposition(|kind| *kind < last) {
            None => self.next = None,
            Some(at) => {
                let kind = group[at] + 1;
                group[at..].fill(kind);
            }
        }
    }

    fn skip_impossible(&mut self) {
        while let Some(group) = &self.next {
            if self.is_possible(group) {
                return;
            }
            self.advance();
        }
    }

    fn next_group(&mut self) -> Option<BTreeSet<usize>> {
        let kinds = self.next.clone()?;
        let mut people = BTreeSet::new();
        for (at, kind) in kinds.iter().enumerate() {
            let nth = kinds[..at].iter().filter(|other| *other == kind).count();
            people.insert(self.kinds[*kind][nth]);
        }
        self.advance();
        self.skip_impossible();
        Some(people)
    }
}
