//! The fixpoint: everything a coalition can do, in rounds.

use std::collections::{BTreeMap, BTreeSet};

use super::guard::Mode;
use super::institution::Institution;
use super::rules::Effect;
use super::state::{Act, Goal, Position};

/// A closure and the way it came about.
pub(super) struct Closure<'i, 'g> {
    pub(super) mode: Mode,
    /// The first state.
    pub(super) start: Position<'i, 'g>,
    /// The last state.
    pub(super) position: Position<'i, 'g>,
    /// Every act with the round it was done in, in order.
    pub(super) acts: Vec<(Act, usize)>,
    /// When each rule could first be used: the number of acts before it, and the round.
    pub(super) usable: BTreeMap<usize, (usize, usize)>,
}

impl<'i, 'g> Closure<'i, 'g> {
    /// Uses every power that the coalition has, in rounds, until nothing changes.
    ///
    /// Each act puts a person of the coalition into a slot, clears a slot, or grants rules; none
    /// is ever undone, so there are at most `slots * (1 + people of the coalition) + rules` acts,
    /// and each re-examines only rules that count a body it changed.
    pub(super) fn new(
        institution: &'i Institution<'g>,
        coalition: &'i BTreeSet<usize>,
        mode: Mode,
    ) -> Self {
        let start = Position::start(institution, coalition);
        let mut closure = Closure {
            mode,
            position: start.clone(),
            start,
            acts: Vec::new(),
            usable: BTreeMap::new(),
        };
        let mut queue: BTreeSet<usize> = institution.open.iter().copied().collect();
        for person in coalition {
            for body in &institution.belongs[*person] {
                queue.extend(&institution.rules_of[*body]);
            }
        }
        closure.saturate(queue);
        closure
    }

    fn saturate(&mut self, mut queue: BTreeSet<usize>) {
        let institution = self.position.institution;
        // Rules with effects that may be possible later.
        let mut pending: BTreeSet<usize> = BTreeSet::new();
        for round in 0.. {
            let mut moves = Vec::new();
            for rule in queue.union(&pending).copied().collect::<Vec<_>>() {
                if !self.position.can_use(rule, self.mode) {
                    continue;
                }
                let now = (self.acts.len(), round);
                self.usable.entry(rule).or_insert(now);
                if !institution.rules[rule].effects.is_empty() {
                    pending.insert(rule);
                    self.position.moves(rule, self.mode, &mut moves);
                }
            }
            if moves.is_empty() {
                return;
            }
            queue = BTreeSet::new();
            for act in moves {
                // An earlier act of the round may have done it, or have taken the last seat.
                if !self.position.allows(act, self.mode) {
                    continue;
                }
                for body in self.position.apply(act) {
                    queue.extend(&institution.rules_of[body]);
                }
                if let Act::Use { rule, effect, .. } = act
                    && let Effect::Grant(rules) = &institution.rules[rule].effects[effect].0
                {
                    queue.extend(rules);
                }
                self.acts.push((act, round));
            }
        }
    }

    /// When a goal was first reached: after how many acts, and how many rounds.
    pub(super) fn reached(&self, goal: Goal) -> Option<(usize, usize)> {
        match goal {
            Goal::Rule(rule) => self.usable.get(&rule).copied(),
            Goal::Seat { slot, person } => {
                if self.start.sits(person, slot) {
                    return Some((0, 0));
                }
                let seats = |act: Act| self.seats(act).contains(&(slot, person));
                let at = self.acts.iter().position(|(act, _)| seats(*act))?;
                Some((at + 1, self.acts[at].1 + 1))
            }
        }
    }

    /// The seats that an act fills.
    pub(super) fn seats(&self, act: Act) -> Vec<(usize, usize)> {
        let Act::Use {
            rule,
            effect,
            person,
        } = act
        else {
            return Vec::new();
        };
        match &self.position.institution.rules[rule].effects[effect].0 {
            Effect::Choose(slot) => person.into_iter().map(|person| (*slot, person)).collect(),
            Effect::Remake { members, .. } => {
                let people = self.position.coalition.iter();
                people.map(|person| (*members, *person)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What the coalition gains, with the round: seats it did not have and powers it could not
    /// use.
    pub(super) fn gains(&self) -> BTreeSet<Goal> {
        let mut gains = BTreeSet::new();
        for (rule, (acts, _)) in &self.usable {
            let is_power = *rule < self.position.institution.powers.all.len();
            if *acts > 0 && is_power {
                gains.insert(Goal::Rule(*rule));
            }
        }
        for (slot, person) in self.position.own_seats() {
            if self.position.is_seat(slot) && !self.start.sits(person, slot) {
                gains.insert(Goal::Seat { slot, person });
            }
        }
        gains
    }

    /// The acts that a goal rests on, in order.
    pub(super) fn behind(&self, goal: Goal) -> Vec<Act> {
        let acts = self.behind_by(goal, true);
        let start = &self.start;
        if replay(start, &acts, goal, self.mode) {
            return acts;
        }
        self.behind_by(goal, false)
    }

    /// Those that changed a body which the goal's guard counts, and so on back; with `narrow`, only
    /// the bodies by which the guard is met in the end.
    fn behind_by(&self, goal: Goal, narrow: bool) -> Vec<Act> {
        let Some((before, _)) = self.reached(goal) else {
            return Vec::new();
        };
        let institution = self.position.institution;
        let mut needed: BTreeSet<usize> = BTreeSet::new();
        let mut slots: BTreeSet<usize> = BTreeSet::new();
        let mut rules: BTreeSet<usize> = BTreeSet::new();
        let want = |rule: usize, slots: &mut BTreeSet<usize>, rules: &mut BTreeSet<usize>| {
            rules.insert(rule);
            let mut bodies = BTreeSet::new();
            let guard = &institution.rules[rule].guard;
            if narrow {
                guard.support(&self.position, self.mode, &mut bodies);
            } else {
                guard.bodies(&mut bodies);
            }
            for body in bodies {
                slots.extend(&institution.bodies[body].slots);
            }
        };
        match goal {
            Goal::Rule(rule) => want(rule, &mut slots, &mut rules),
            Goal::Seat { .. } => {
                needed.insert(before - 1);
            }
        }
        for at in (0..before).rev() {
            let (act, _) = self.acts[at];
            let Act::Use {
                rule,
                effect,
                person,
            } = act
            else {
                continue;
            };
            let effect = &institution.rules[rule].effects[effect].0;
            let grants = matches!(effect, Effect::Grant(g) if g.iter().any(|r| rules.contains(r)));
            let touches = self.position.touched(act).iter().any(|s| slots.contains(s));
            if !(needed.contains(&at) || grants || touches) {
                continue;
            }
            needed.insert(at);
            want(rule, &mut slots, &mut rules);
            if let (Effect::Choose(slot), Some(_)) = (effect, person) {
                slots.insert(*slot);
                let from = institution.slots[*slot].from;
                if let Some(body) = from {
                    slots.extend(&institution.bodies[body].slots);
                }
            }
        }
        needed.into_iter().map(|at| self.acts[at].0).collect()
    }
}

/// Whether a coalition, by these acts in this order, leaving out what cannot be done, reaches a
/// goal.
pub(super) fn replay(start: &Position<'_, '_>, acts: &[Act], goal: Goal, mode: Mode) -> bool {
    let mut position = start.clone();
    for act in acts {
        if position.allows(*act, mode) {
            position.apply(*act);
        }
    }
    position.has(goal, mode)
}
