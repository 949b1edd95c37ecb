//! A state of the organisation as one coalition can make it, and the moves that lead on.

use std::collections::{BTreeMap, BTreeSet};

use super::doubt::Doubt;
use super::guard::{Heads, Mode, View};
use super::institution::{Institution, SlotKind};
use super::rules::Effect;
use crate::model::{Actor, Id};

/// What a coalition has changed: sparse, so that states are cheap to keep and to compare.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct State {
    /// The coalition's people in each slot.
    pub(super) inside: BTreeMap<usize, BTreeSet<usize>>,
    /// Slots without anybody else.
    pub(super) cleared: BTreeSet<usize>,
    /// Powers that changed rules put into the coalition's hands.
    pub(super) granted: BTreeSet<usize>,
    /// Whether the coalition can change any rule.
    pub(super) organisation: bool,
}

/// One act of a coalition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Act {
    /// Uses a rule: the number of the effect, and for a choice the person.
    Use {
        rule: usize,
        effect: usize,
        person: Option<usize>,
    },
    /// One of the coalition leaves a slot.
    Leave { person: usize, slot: usize },
}

/// What there is to gain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Goal {
    /// To be able to use a power.
    Rule(usize),
    /// A person in a slot.
    Seat { slot: usize, person: usize },
}

/// A state with its heads counted.
#[derive(Clone)]
pub(super) struct Position<'i, 'g> {
    pub(super) institution: &'i Institution<'g>,
    pub(super) coalition: &'i BTreeSet<usize>,
    pub(super) state: State,
    heads: Vec<Heads>,
}

impl View for Position<'_, '_> {
    fn heads(&self, body: usize) -> Heads {
        self.heads[body]
    }
}

impl<'i, 'g> Position<'i, 'g> {
    /// How things stand at first. Takes time in the number of bodies.
    pub(super) fn start(institution: &'i Institution<'g>, coalition: &'i BTreeSet<usize>) -> Self {
        let mut state = State::default();
        let mut heads: Vec<Heads> = institution
            .bodies
            .iter()
            .map(|body| Heads {
                inside: 0,
                outside: body.people.len() + body.unlisted,
            })
            .collect();
        for person in coalition {
            for slot in &institution.sits[*person] {
                state.inside.entry(*slot).or_default().insert(*person);
            }
            for body in &institution.belongs[*person] {
                heads[*body].inside += 1;
                heads[*body].outside -= 1;
            }
        }
        Position {
            institution,
            coalition,
            state,
            heads,
        }
    }

    fn count(&self, body: usize) -> Heads {
        let slots = &self.institution.bodies[body].slots;
        let mut inside: BTreeSet<usize> = BTreeSet::new();
        let mut outside: Vec<usize> = Vec::new();
        let mut unlisted = 0;
        for number in slots {
            if let Some(people) = self.state.inside.get(number) {
                inside.extend(people);
            }
            if !self.state.cleared.contains(number) {
                let slot = &self.institution.slots[*number];
                unlisted += slot.unlisted;
                let others = slot.people.iter().filter(|p| !self.coalition.contains(p));
                outside.extend(others);
            }
        }
        outside.sort_unstable();
        outside.dedup();
        Heads {
            inside: inside.len(),
            outside: outside.len() + unlisted,
        }
    }

    /// Whether the coalition can use a rule.
    pub(super) fn can_use(&self, rule: usize, mode: Mode) -> bool {
        self.state.granted.contains(&rule) || self.institution.rules[rule].guard.is_met(self, mode)
    }

    /// Whether a goal is reached.
    pub(super) fn has(&self, goal: Goal, mode: Mode) -> bool {
        match goal {
            Goal::Rule(rule) => self.can_use(rule, mode),
            Goal::Seat { slot, person } => self.sits(person, slot),
        }
    }

    pub(super) fn sits(&self, person: usize, slot: usize) -> bool {
        let inside = self.state.inside.get(&slot);
        inside.is_some_and(|people| people.contains(&person))
    }

    fn in_body(&self, person: usize, body: usize) -> bool {
        let slots = &self.institution.bodies[body].slots;
        slots.iter().any(|slot| self.sits(person, *slot))
    }

    /// Others who sit in a slot, able or not.
    fn others(&self, slot: usize) -> usize {
        if self.state.cleared.contains(&slot) {
            return 0;
        }
        let slot = &self.institution.slots[slot];
        let others = slot.seated.iter().filter(|p| !self.coalition.contains(p));
        others.count() + slot.unlisted
    }

    /// The moves that a usable rule allows.
    pub(super) fn moves(&self, rule: usize, mode: Mode, into: &mut Vec<Act>) {
        let effects = &self.institution.rules[rule].effects;
        for (effect, (what, doubt)) in effects.iter().enumerate() {
            if doubt.is_some() && mode != Mode::Possible {
                continue;
            }
            let plain = Act::Use {
                rule,
                effect,
                person: None,
            };
            if let Effect::Choose(slot) = what {
                let free = self.coalition.iter().filter(|p| !self.sits(**p, *slot));
                for person in free {
                    let act = Act::Use {
                        rule,
                        effect,
                        person: Some(*person),
                    };
                    if self.may_enter(*person, *slot, mode) {
                        into.push(act);
                    }
                }
            } else if self.changes(what) {
                into.push(plain);
            }
        }
    }

    fn changes(&self, effect: &Effect) -> bool {
        match effect {
            Effect::Choose(_) => false,
            Effect::Clear(slots) => slots.iter().any(|slot| self.others(*slot) > 0),
            Effect::Remake { members, clear, .. } => {
                clear.iter().any(|slot| self.others(*slot) > 0)
                    || self.coalition.iter().any(|p| !self.sits(*p, *members))
            }
            Effect::Grant(rules) => rules.iter().any(|r| !self.state.granted.contains(r)),
            Effect::Organisation => !self.state.organisation,
        }
    }

    /// Whether a person may come in: qualified, from the right body, with a seat free of others.
    /// The sure reading also leaves every seat of the coalition's own as it is.
    fn may_enter(&self, person: usize, slot: usize, mode: Mode) -> bool {
        if mode != Mode::Possible && !self.unfit(person, slot).is_empty() {
            return false;
        }
        let door = &self.institution.slots[slot];
        if door.from.is_some_and(|body| !self.in_body(person, body)) {
            return false;
        }
        let others = self.others(slot);
        let own = self.state.inside.get(&slot).map_or(0, BTreeSet::len);
        let taken = if mode == Mode::Sure {
            others + own
        } else {
            others
        };
        let is_room = door
            .most
            .is_none_or(|most| usize::try_from(most).unwrap_or(usize::MAX) > taken);
        is_room && (mode != Mode::Sure || self.clash(person, slot).is_none())
    }

    /// Another seat of the person that rules this one out.
    pub(super) fn clash(&self, person: usize, slot: usize) -> Option<usize> {
        let clashes = &self.institution.slots[slot].clashes;
        clashes
            .iter()
            .copied()
            .find(|other| self.sits(person, *other))
    }

    /// Why it is open whether a person qualifies for a slot.
    pub(super) fn unfit(&self, person: usize, slot: usize) -> BTreeSet<Doubt> {
        let governance = self.institution.governance;
        let slot = &self.institution.slots[slot];
        let id = self.institution.people[person];
        let record = governance.people.get(id);
        let mut doubts = BTreeSet::new();
        let unit = match &slot.actor {
            Actor::Role(role_id) => {
                let role = &governance.roles[role_id].data;
                for need in &role.requires {
                    let has = record.is_some_and(|person| {
                        let training = &person.data.training;
                        training.iter().any(|t| t.id.value == need.value)
                            || person
                                .data
                                .skills
                                .iter()
                                .any(|s| s.as_str() == need.value.as_str())
                    });
                    if !has {
                        doubts.insert(Doubt::Requires(need.value.clone()));
                    }
                }
                if let Some(selection) = &role.selection {
                    let limited = selection.max_terms.is_some()
                        || selection.lifetime_terms.is_some()
                        || selection.cooldown.is_some();
                    if limited && role.holders.iter().any(|holder| holder.person.value == *id) {
                        doubts.insert(Doubt::TermLimit(role_id.clone()));
                    }
                    if let (Some(from), None) = (&selection.from, slot.from) {
                        doubts.insert(Doubt::Eligibility(from.value.clone()));
                    }
                }
                Some(&role.unit.value)
            }
            Actor::Unit(unit_id) => {
                let unit = &governance.units[unit_id].data;
                if let Some(membership) = &unit.membership {
                    if membership.criteria.is_some() {
                        doubts.insert(Doubt::Criteria(unit_id.clone()));
                    }
                    let was = unit.members.iter().any(|m| m.person.value == *id);
                    if membership.cooldown.is_some() && was {
                        doubts.insert(Doubt::TermLimit(unit_id.clone()));
                    }
                }
                Some(unit_id)
            }
            Actor::Person(_) => None,
        };
        let capped = |unit: &&Id| {
            let unit = governance.units.get(*unit);
            unit.is_some_and(|unit| unit.data.affiliation_cap.is_some())
        };
        let affiliated = record.is_some_and(|person| !person.data.affiliations.is_empty());
        if let Some(unit) = unit.filter(|unit| affiliated && capped(unit)) {
            doubts.insert(Doubt::AffiliationCap(unit.clone()));
        }
        doubts
    }

    /// Whether an act can be done here and changes something.
    pub(super) fn allows(&self, act: Act, mode: Mode) -> bool {
        match act {
            Act::Leave { person, slot } => self.sits(person, slot),
            Act::Use {
                rule,
                effect,
                person,
            } => {
                let (what, doubt) = &self.institution.rules[rule].effects[effect];
                (doubt.is_none() || mode == Mode::Possible)
                    && match (what, person) {
                        (Effect::Choose(slot), Some(person)) => {
                            !self.sits(person, *slot) && self.may_enter(person, *slot, mode)
                        }
                        _ => self.changes(what),
                    }
                    && self.can_use(rule, mode)
            }
        }
    }

    /// The slots whose people an act concerns.
    pub(super) fn touched(&self, act: Act) -> Vec<usize> {
        match act {
            Act::Leave { slot, .. } => vec![slot],
            Act::Use { rule, effect, .. } => {
                match &self.institution.rules[rule].effects[effect].0 {
                    Effect::Choose(slot) => vec![*slot],
                    Effect::Clear(slots) => slots.clone(),
                    Effect::Remake { members, clear, .. } => {
                        let mut all = clear.clone();
                        all.push(*members);
                        all
                    }
                    Effect::Grant(_) | Effect::Organisation => Vec::new(),
                }
            }
        }
    }

    /// Does an act. Returns the bodies whose heads may have changed.
    pub(super) fn apply(&mut self, act: Act) -> BTreeSet<usize> {
        match act {
            Act::Leave { person, slot } => {
                if let Some(people) = self.state.inside.get_mut(&slot) {
                    people.remove(&person);
                    if people.is_empty() {
                        self.state.inside.remove(&slot);
                    }
                }
            }
            Act::Use {
                rule,
                effect,
                person,
            } => match &self.institution.rules[rule].effects[effect].0 {
                Effect::Choose(slot) => {
                    self.state.inside.entry(*slot).or_default().extend(person);
                }
                Effect::Clear(slots) => self.state.cleared.extend(slots),
                Effect::Remake { members, clear, .. } => {
                    self.state.cleared.extend(clear);
                    let inside = self.state.inside.entry(*members).or_default();
                    inside.extend(self.coalition);
                }
                Effect::Grant(rules) => self.state.granted.extend(rules),
                Effect::Organisation => self.state.organisation = true,
            },
        }
        let mut bodies = BTreeSet::new();
        for slot in self.touched(act) {
            bodies.extend(&self.institution.slots[slot].bodies);
        }
        for body in &bodies {
            self.heads[*body] = self.count(*body);
        }
        bodies
    }

    /// The coalition's seats, as roles and units.
    pub(super) fn own_seats(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let inside = self.state.inside.iter();
        inside.flat_map(|(slot, people)| people.iter().map(|person| (*slot, *person)))
    }

    /// Whether a slot is one that people strive for.
    pub(super) fn is_seat(&self, slot: usize) -> bool {
        let kind = self.institution.slots[slot].kind;
        matches!(kind, SlotKind::Members | SlotKind::Holders)
    }
}
