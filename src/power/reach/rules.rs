//! From powers to rules: under which guard, to what effect.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::doubt::Doubt;
use super::guard::Guard;
use super::institution::{Institution, SlotKind};
use super::method::Methods;
use crate::model::{Actor, Id, MembershipRule, Object, Right};
use crate::power::{Act, Power, PowerKey, default_method};

/// How far up the units a power without a holder is followed.
const MOST_LEVELS: usize = 32;

/// What using a power does to seats and powers.
#[derive(Debug, Clone)]
pub(super) enum Effect {
    /// Brings people in.
    Choose(usize),
    /// Puts people out.
    Clear(Vec<usize>),
    /// Makes a unit anew: its seats fall vacant, members come in.
    Remake {
        unit: Id,
        members: usize,
        clear: Vec<usize>,
    },
    /// Lets the coalition use these powers too.
    Grant(Vec<usize>),
    /// Changes any rule.
    Organisation,
}

/// A power, as something to do.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) guard: Guard,
    pub(super) effects: Vec<(Effect, Option<Doubt>)>,
}

/// Makes rules of powers.
pub(super) struct Maker<'i, 'g> {
    institution: &'i Institution<'g>,
    methods: Methods<'i>,
    /// The powers of each actor, by number.
    held: BTreeMap<&'i Actor, Vec<usize>>,
    /// Slots that nobody is named to empty, and to fill.
    unremovable: Vec<usize>,
    unfilled: Vec<usize>,
    populated_above: BTreeMap<&'g Id, &'g Id>,
    /// The slots of each unit, those of its roles included, in their order.
    within: BTreeMap<&'i Id, Vec<usize>>,
}

impl<'i, 'g> Maker<'i, 'g> {
    pub(super) fn new(institution: &'i Institution<'g>) -> Self {
        let powers = institution.powers;
        let mut held: BTreeMap<&Actor, Vec<usize>> = BTreeMap::new();
        for (number, power) in powers.all.iter().enumerate() {
            held.entry(&power.key.holder).or_default().push(number);
        }
        let without = |act: Act| {
            let slots = institution.slots.iter().enumerate();
            let slots = slots.filter(|(_, slot)| {
                let object = match slot.kind {
                    SlotKind::Members => format!("membership/{}", slot.actor),
                    SlotKind::Holders => format!("seats/{}", slot.actor),
                    _ => return false,
                };
                !powers.over(&object).any(|power| {
                    settles(power.key.right) && [act, Act::Any].contains(&power.key.act)
                })
            });
            slots.map(|(number, _)| number).collect()
        };
        let mut within: BTreeMap<&Id, Vec<usize>> = BTreeMap::new();
        for (number, slot) in institution.slots.iter().enumerate() {
            let unit = match &slot.actor {
                Actor::Unit(id) => id,
                Actor::Role(id) => &institution.governance.roles[id].data.unit.value,
                Actor::Person(_) => continue,
            };
            within.entry(unit).or_default().push(number);
        }
        let mut maker = Maker {
            methods: Methods {
                governance: institution.governance,
                bodies: &institution.body_of,
            },
            held,
            unremovable: without(Act::Remove),
            unfilled: without(Act::Choose),
            populated_above: BTreeMap::new(),
            within,
            institution,
        };
        maker.populate_above();
        maker
    }

    pub(super) fn rule(&self, power: &Power) -> Rule {
        let key = &power.key;
        let own = self.chain(power, &key.holder, &power.method);
        let guard = match key.right {
            Right::Joint => {
                let mut all = vec![own];
                all.extend(power.with.iter().map(|id| self.partner(power, id)));
                Guard::All(all)
            }
            _ => own,
        };
        let guard = if settles(key.right) {
            self.vetoed(guard, &key.object)
        } else {
            guard
        };
        let mut effects = self.effects(power);
        if key.when.is_some() {
            for (_, doubt) in &mut effects {
                doubt.get_or_insert(Doubt::Condition);
            }
        }
        Rule { guard, effects }
    }

    /// A co-decider of a joint power, by its own part of it where that is written.
    fn partner(&self, power: &Power, id: &Id) -> Guard {
        let institution = self.institution;
        let Some(actor) = institution.governance.actor_or_person(id) else {
            return Guard::Never;
        };
        let key = PowerKey {
            holder: actor.clone(),
            ..power.key.clone()
        };
        match institution.powers.get(&key) {
            Some(part) => self.chain(part, &actor, &part.method),
            None => {
                let guard = self.methods.by_default(&actor, key.act, &key.object);
                Guard::All(vec![Arc::unwrap_or_clone(guard)])
            }
        }
    }

    /// The holder's own guard; where nobody is there, that of the deputies, and for a power that
    /// binds others that of the unit, the units above and the residual decider.
    fn chain(&self, power: &Power, holder: &Actor, method: &Id) -> Guard {
        let institution = self.institution;
        let key = &power.key;
        let mut links: Vec<(usize, Arc<Guard>)> = Vec::new();
        if let Some(body) = institution.body_of.get(holder) {
            links.push((*body, Arc::new(self.own(key, holder, *body, method))));
        }
        if let Actor::Role(role) = holder
            && let Some(body) = institution.deputies_of.get(role)
        {
            links.push((*body, Arc::new(self.own(key, holder, *body, method))));
        }
        if key.right.binds() {
            for actor in self.delegators(holder) {
                if let Some(body) = institution.body_of.get(&actor) {
                    let guard = self.methods.by_default(&actor, key.act, &key.object);
                    links.push((*body, guard));
                }
            }
        }
        match links.len() {
            0 => Guard::Never,
            _ => Guard::Chain(links),
        }
    }

    fn own(&self, key: &PowerKey, holder: &Actor, body: usize, method: &Id) -> Guard {
        if key.right.binds() {
            self.methods.guard(holder, body, method, &key.object)
        } else {
            Guard::One(body)
        }
    }

    /// Who answers for a holder that cannot act, nearest first.
    fn delegators(&self, holder: &Actor) -> Vec<Actor> {
        let institution = self.institution;
        let governance = institution.governance;
        let mut all: Vec<Actor> = Vec::new();
        let unit = governance.unit_of(holder);
        if let (Some(unit), Actor::Role(_)) = (unit, holder) {
            all.push(Actor::Unit(unit.clone()));
        }
        // The nearest levels as they are; further up only the levels where somebody sits.
        let mut at = unit;
        for level in 0..2 * MOST_LEVELS {
            let above = if level < MOST_LEVELS {
                at.and_then(|unit| self.parent(unit))
            } else {
                at.and_then(|unit| self.populated_above.get(unit).copied())
            };
            let Some(above) = above else { break };
            all.push(Actor::Unit(above.clone()));
            at = Some(above);
        }
        let residual = governance.org.as_ref();
        all.extend(residual.and_then(|org| governance.actor_or_person(&org.data.residual)));
        let mut seen: BTreeSet<Actor> = BTreeSet::from([holder.clone()]);
        all.retain(|actor| seen.insert(actor.clone()));
        all
    }

    fn parent(&self, unit: &Id) -> Option<&'g Id> {
        let units = &self.institution.governance.units;
        let parent = units.get(unit)?.data.parent.as_ref()?;
        units.get_key_value(&parent.value).map(|(id, _)| id)
    }

    /// For each unit the nearest one above it in which somebody sits. Every unit is visited once;
    /// a circle of parents ends.
    fn populate_above(&mut self) {
        let governance = self.institution.governance;
        let roster = &self.institution.powers.roster;
        let mut done: BTreeSet<&Id> = BTreeSet::new();
        for start in governance.units.keys() {
            let (mut path, mut at) = (Vec::new(), start);
            let found = loop {
                if !done.insert(at) {
                    break self.populated_above.get(at).copied();
                }
                path.push(at);
                let Some(above) = self.parent(at) else {
                    break None;
                };
                if !roster.people(&Actor::Unit(above.clone())).is_empty() {
                    break Some(above);
                }
                at = above;
            };
            if let Some(found) = found {
                self.populated_above
                    .extend(path.into_iter().map(|unit| (unit, found)));
            }
        }
    }

    /// Nobody outside may be able to use a veto over the object or what contains it.
    fn vetoed(&self, guard: Guard, object: &Object) -> Guard {
        let mut at: &str = object;
        let mut vetoes = Vec::new();
        let mut conditional = false;
        loop {
            let over = self.institution.powers.over(at);
            for veto in over.filter(|power| power.key.right == Right::Veto) {
                conditional |= veto.key.when.is_some();
                let body = self.institution.body_of.get(&veto.key.holder);
                let Some(body) = body else { continue };
                let own = self.own(&veto.key, &veto.key.holder, *body, &veto.method);
                vetoes.push(Guard::Unblocked(Box::new(own)));
            }
            match at.rsplit_once('/') {
                Some((outer, _)) => at = outer,
                None => break,
            }
        }
        if vetoes.is_empty() {
            return guard;
        }
        vetoes.push(guard.clone());
        let bound = Guard::All(vetoes);
        if conditional {
            Guard::Any(vec![bound, Guard::Doubtful(Doubt::Veto, Box::new(guard))])
        } else {
            bound
        }
    }

    fn effects(&self, power: &Power) -> Vec<(Effect, Option<Doubt>)> {
        let key = &power.key;
        if key.right == Right::Override {
            return self.override_effects(key);
        }
        if !settles(key.right) {
            return Vec::new();
        }
        let chooses = key.act != Act::Remove;
        let removes = key.act != Act::Choose;
        match key.object.split_once('/') {
            Some(("seats", role)) => {
                let actor = Actor::Role(Id::of(role));
                let reasons = self.reasons(role, key.act);
                self.seats(&actor, (chooses, removes), reasons)
            }
            Some(("membership", unit)) => {
                let actor = Actor::Unit(Id::of(unit));
                self.seats(&actor, (chooses, removes), None)
            }
            Some(("structure", unit)) => self.remake(unit),
            Some(("rules", "organisation")) => vec![(Effect::Organisation, None)],
            Some(("rules", record)) => self.rewrite(record),
            None if matches!(key.object.as_str(), "residual" | "seats" | "membership") => {
                self.leftovers(&key.object)
            }
            _ => Vec::new(),
        }
    }

    fn slot(&self, actor: &Actor, kind: SlotKind) -> Option<usize> {
        let key = (actor.clone(), kind);
        self.institution.slot_of.get(&key).copied()
    }

    fn reasons(&self, role: &str, act: Act) -> Option<Doubt> {
        let role = self.institution.governance.roles.get(role)?;
        let removal = role.data.removal.as_ref()?;
        let stated = removal.value.reasons.is_some() && act == Act::Remove;
        stated.then(|| Doubt::Reasons(Actor::Role(role.id.clone())))
    }

    fn seats(
        &self,
        actor: &Actor,
        (chooses, removes): (bool, bool),
        reasons: Option<Doubt>,
    ) -> Vec<(Effect, Option<Doubt>)> {
        let (main, aside) = match actor {
            Actor::Unit(_) => (SlotKind::Members, SlotKind::Through),
            _ => (SlotKind::Holders, SlotKind::Deputies),
        };
        let (Some(main), Some(aside)) = (self.slot(actor, main), self.slot(actor, aside)) else {
            return Vec::new();
        };
        let mut effects = Vec::new();
        if removes {
            match actor {
                // Who comes in through another unit is put out there.
                Actor::Unit(unit) => {
                    effects.push((Effect::Clear(vec![main]), reasons));
                    let doubt = Doubt::Through(unit.clone());
                    effects.push((Effect::Clear(vec![aside]), Some(doubt)));
                }
                _ => effects.push((Effect::Clear(vec![main, aside]), reasons)),
            }
        }
        if chooses {
            effects.push((Effect::Choose(main), None));
        }
        effects
    }

    /// Who rules a unit's borders can dissolve it and found it anew with people of their own.
    fn remake(&self, unit: &str) -> Vec<(Effect, Option<Doubt>)> {
        let unit = Id::of(unit);
        let actor = Actor::Unit(unit.clone());
        let Some(members) = self.slot(&actor, SlotKind::Members) else {
            return Vec::new();
        };
        let clear = self.within.get(&unit).cloned().unwrap_or_default();
        let slots = &self.institution.slots;
        let holders = clear.iter().copied();
        let holders = holders.filter(|slot| slots[*slot].kind == SlotKind::Holders);
        let mut effects: Vec<_> = holders
            .map(|number| {
                let doubt = Doubt::Borders(unit.clone());
                (Effect::Choose(number), Some(doubt))
            })
            .collect();
        let remake = Effect::Remake {
            unit: unit.clone(),
            members,
            clear,
        };
        effects.insert(0, (remake, None));
        effects
    }

    /// Who writes a unit's own rules says how it decides; who amends a policy can grant by it what
    /// its adopter holds in the policy's domains.
    fn rewrite(&self, record: &str) -> Vec<(Effect, Option<Doubt>)> {
        let institution = self.institution;
        let governance = institution.governance;
        let mut effects = Vec::new();
        if let Some(unit) = governance.units.get(record) {
            let actor = Actor::Unit(unit.id.clone());
            let held = self.held.get(&actor).map_or(&[][..], Vec::as_slice);
            let (own, named): (Vec<usize>, Vec<usize>) = held.iter().partition(|number| {
                let power = &institution.powers.all[**number];
                power.key.right != Right::Joint
                    && power.method == default_method(governance, &power.key)
            });
            effects.push((Effect::Grant(own), None));
            let doubt = Doubt::Method(unit.id.clone());
            effects.push((Effect::Grant(named), Some(doubt)));
        }
        if let Some(policy) = governance.policies.get(record)
            && let Some(adopter) = governance.actor_or_person(&policy.data.adopted_by)
        {
            let held = self.held.get(&adopter).map_or(&[][..], Vec::as_slice);
            let within = held.iter().copied().filter(|number| {
                let object = &institution.powers.all[*number].key.object;
                policy.data.domains.iter().any(|d| object.lies_in(d))
            });
            let doubt = Doubt::Amendment(policy.id.clone());
            effects.push((Effect::Grant(within.collect()), Some(doubt)));
        }
        effects.retain(|(effect, _)| !matches!(effect, Effect::Grant(rules) if rules.is_empty()));
        effects
    }

    fn override_effects(&self, key: &PowerKey) -> Vec<(Effect, Option<Doubt>)> {
        let powers = self.institution.powers.all.iter().enumerate();
        let replaced: Vec<usize> = powers
            .filter(|(_, power)| {
                let other = &power.key;
                settles(other.right)
                    && (**other.holder.id() == *key.object || other.object.lies_in(&key.object))
            })
            .map(|(number, _)| number)
            .collect();
        let doubt = Doubt::Override(key.holder.clone());
        vec![(Effect::Grant(replaced), Some(doubt))]
    }

    /// What nobody is named for belongs to who holds the rest.
    fn leftovers(&self, object: &str) -> Vec<(Effect, Option<Doubt>)> {
        let concerns = |slot: &usize| match self.institution.slots[*slot].kind {
            SlotKind::Members => object != "seats",
            _ => object != "membership",
        };
        let emptied = self.unremovable.iter().copied().filter(concerns);
        let emptied = emptied.map(|slot| Effect::Clear(vec![slot]));
        let filled = self.unfilled.iter().copied().filter(concerns);
        let effects = emptied.chain(filled.map(Effect::Choose));
        effects
            .map(|effect| (effect, Some(Doubt::Residual)))
            .collect()
    }

    /// Ways in that are no power: open doors, and who chooses when nobody else can.
    pub(super) fn ways_in(&self) -> Vec<Rule> {
        let governance = self.institution.governance;
        let mut rules = Vec::new();
        for (number, slot) in self.institution.slots.iter().enumerate() {
            match (&slot.actor, slot.kind) {
                (Actor::Unit(id), SlotKind::Members) => {
                    let membership = governance.units[id].data.membership.as_ref();
                    let open = membership.is_some_and(|membership| {
                        membership.rule == MembershipRule::Open && membership.admit.is_none()
                    });
                    if open {
                        rules.push(Rule {
                            guard: Guard::Always,
                            effects: vec![(Effect::Choose(number), None)],
                        });
                    }
                }
                (Actor::Role(id), SlotKind::Holders) => {
                    let selection = governance.roles[id].data.selection.as_ref();
                    let next = selection.and_then(|selection| selection.if_stuck.as_ref());
                    let next = next.and_then(|next| governance.actor_or_person(&next.value));
                    if let Some(next) = next {
                        let object = Object::of(format!("seats/{id}"));
                        let guard = self.methods.by_default(&next, Act::Choose, &object);
                        rules.push(Rule {
                            guard: Arc::unwrap_or_clone(guard),
                            effects: vec![(
                                Effect::Choose(number),
                                Some(Doubt::IfStuck(next.id().clone())),
                            )],
                        });
                    }
                }
                _ => {}
            }
        }
        rules
    }
}

/// Whether a right settles the matter, alone or with others.
pub(super) fn settles(right: Right) -> bool {
    matches!(right, Right::Decide | Right::Joint)
}
