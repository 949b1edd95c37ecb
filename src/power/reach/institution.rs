//! The organisation as seats, bodies and rules, numbered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::doubt::Doubt;
use super::guard::Guard;
use super::method::Methods;
use crate::model::{
    Actor, Capacity, Governance, Id, MembershipRule, Object, Right, Role, Unit, Voice,
};
use crate::power::{Act, Power, PowerKey, Powers};

/// How far up the units a power without a holder is followed.
const MOST_LEVELS: usize = 32;
/// Members of a body whose list is kept elsewhere and not even counted: more than any coalition.
const UNLISTED: usize = 1 << 20;

/// A set of places that people fill together.
#[derive(Debug)]
pub(super) struct Slot {
    /// The role, or the unit as a membership.
    pub(super) actor: Actor,
    /// What is filled.
    pub(super) kind: SlotKind,
    /// Who sits there and can act, sorted.
    pub(super) people: Vec<usize>,
    /// Who sits there at all, sorted.
    pub(super) seated: Vec<usize>,
    /// Members who are counted and not named.
    pub(super) unlisted: usize,
    /// How many may sit there.
    pub(super) most: Option<u64>,
    /// The body that one must belong to.
    pub(super) from: Option<usize>,
    /// Slots whose people may not sit here too.
    pub(super) clashes: BTreeSet<usize>,
    /// The bodies that its people belong to.
    pub(super) bodies: Vec<usize>,
}

/// Kinds of slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SlotKind {
    /// Members of a unit, listed or counted.
    Members,
    /// Members of a unit who come in through another.
    Through,
    /// Holders of a role.
    Holders,
    /// Deputies of a role.
    Deputies,
    /// A person's own.
    Person,
}

/// People who act together: those of all its slots.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) slots: Vec<usize>,
    /// Everybody in it at first, sorted.
    pub(super) people: Vec<usize>,
    pub(super) unlisted: usize,
}

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

/// An organisation on one day, prepared for many questions about reach; see the module's page for
/// what is asked and how.
///
/// To prepare takes time in the number of powers times the depth of the units; all questions
/// then share it.
pub struct Institution<'g> {
    pub(super) governance: &'g Governance,
    pub(super) powers: &'g Powers,
    pub(super) people: Vec<&'g Id>,
    pub(super) number: BTreeMap<&'g Id, usize>,
    pub(super) slots: Vec<Slot>,
    pub(super) bodies: Vec<Body>,
    pub(super) body_of: BTreeMap<Actor, usize>,
    pub(super) deputies_of: BTreeMap<Id, usize>,
    pub(super) slot_of: BTreeMap<(Actor, SlotKind), usize>,
    /// The powers in the order of [`Powers::all`], then ways in that are no power.
    pub(super) rules: Vec<Rule>,
    /// For each body, the rules whose guard counts it.
    pub(super) rules_of: Vec<Vec<usize>>,
    /// Rules whose guard counts nobody.
    pub(super) open: Vec<usize>,
    /// For each person, the slots and the bodies at first.
    pub(super) sits: Vec<Vec<usize>>,
    pub(super) belongs: Vec<Vec<usize>>,
}

impl<'g> Institution<'g> {
    /// Prepares the organisation whose powers on a day are `powers`.
    pub fn new(governance: &'g Governance, powers: &'g Powers) -> Self {
        let mut institution = Institution {
            governance,
            powers,
            people: Vec::new(),
            number: BTreeMap::new(),
            slots: Vec::new(),
            bodies: Vec::new(),
            body_of: BTreeMap::new(),
            deputies_of: BTreeMap::new(),
            slot_of: BTreeMap::new(),
            rules: Vec::new(),
            rules_of: Vec::new(),
            open: Vec::new(),
            sits: Vec::new(),
            belongs: Vec::new(),
        };
        institution.number_people();
        institution.make_slots();
        institution.make_bodies();
        institution.close_doors();
        institution.make_rules();
        institution
    }

    fn number_people(&mut self) {
        let seats = self.powers.roster.seats.iter().map(|seat| &seat.person);
        let all: BTreeSet<&'g Id> = self.governance.people.keys().chain(seats).collect();
        self.people = all.into_iter().collect();
        let numbered = self.people.iter().enumerate();
        self.number = numbered.map(|(number, id)| (*id, number)).collect();
    }

    /// Whether somebody can hold and use power.
    pub(super) fn is_able(&self, person: usize) -> bool {
        let id = self.people[person];
        let actor = Actor::Person(id.clone());
        self.governance.actor_in_force(&actor, self.powers.as_of)
    }

    fn add_slot(&mut self, actor: Actor, kind: SlotKind) -> usize {
        let number = self.slots.len();
        self.slot_of.insert((actor.clone(), kind), number);
        self.slots.push(Slot {
            actor,
            kind,
            people: Vec::new(),
            seated: Vec::new(),
            unlisted: 0,
            most: None,
            from: None,
            clashes: BTreeSet::new(),
            bodies: Vec::new(),
        });
        number
    }

    fn make_slots(&mut self) {
        let (governance, on) = (self.governance, self.powers.as_of);
        let templates: BTreeSet<&Id> = governance
            .roles
            .values()
            .filter_map(|role| role.data.template.as_ref().map(|id| &id.value))
            .collect();
        for (id, unit) in &governance.units {
            let actor = Actor::Unit(id.clone());
            if governance.actor_in_force(&actor, on) {
                let slot = self.add_slot(actor.clone(), SlotKind::Members);
                self.slots[slot].unlisted = unlisted(&unit.data);
                self.slots[slot].most = unit.data.size.and_then(|size| size.value.max);
                self.add_slot(actor, SlotKind::Through);
            }
        }
        for (id, role) in &governance.roles {
            let actor = Actor::Role(id.clone());
            // A pattern for other roles is no seat of its own.
            let is_pattern = templates.contains(id) && role.data.holders.is_empty();
            if governance.actor_in_force(&actor, on) && !is_pattern {
                let slot = self.add_slot(actor.clone(), SlotKind::Holders);
                self.slots[slot].most = Some(most_seats(&role.data));
                self.add_slot(actor, SlotKind::Deputies);
            }
        }
        for power in &self.powers.all {
            let holder = &power.key.holder;
            let key = (holder.clone(), SlotKind::Person);
            if let Actor::Person(id) = holder
                && !self.slot_of.contains_key(&key)
                && let Some(number) = self.number.get(id).copied()
            {
                let slot = self.add_slot(holder.clone(), SlotKind::Person);
                self.slots[slot].seated.push(number);
                if self.is_able(number) {
                    self.slots[slot].people.push(number);
                }
            }
        }
        for seat in &self.powers.roster.seats {
            let kind = match (&seat.actor, seat.capacity) {
                (Actor::Unit(_), _) if seat.through.is_some() => SlotKind::Through,
                (Actor::Unit(_), _) => SlotKind::Members,
                (_, Capacity::Deputy) => SlotKind::Deputies,
                _ => SlotKind::Holders,
            };
            let number = self.number[&seat.person];
            let Some(slot) = self.slot_of.get(&(seat.actor.clone(), kind)) else {
                continue;
            };
            let slot = &mut self.slots[*slot];
            slot.seated.push(number);
            if seat.able {
                slot.people.push(number);
            }
        }
        for slot in &mut self.slots {
            slot.people.sort_unstable();
            slot.people.dedup();
            slot.seated.sort_unstable();
            slot.seated.dedup();
        }
    }

    fn make_bodies(&mut self) {
        let mut parts: BTreeMap<Actor, Vec<usize>> = BTreeMap::new();
        for (number, slot) in self.slots.iter().enumerate() {
            if slot.kind == SlotKind::Deputies {
                let Actor::Role(role) = &slot.actor else {
                    continue;
                };
                if !slot.people.is_empty() {
                    self.deputies_of.insert(role.clone(), number);
                }
                continue;
            }
            parts.entry(slot.actor.clone()).or_default().push(number);
            let Actor::Role(role) = &slot.actor else {
                continue;
            };
            let role = &self.governance.roles[role].data;
            let link = role.represents.as_ref();
            let link = link.filter(|link| link.voice == Voice::Member);
            let units = [Some(&role.unit.value), link.map(|link| &link.unit.value)];
            for unit in units.into_iter().flatten() {
                let unit = Actor::Unit(unit.clone());
                if self
                    .slot_of
                    .contains_key(&(unit.clone(), SlotKind::Members))
                {
                    parts.entry(unit).or_default().push(number);
                }
            }
        }
        for (actor, slots) in parts {
            let body = self.add_body(slots);
            self.body_of.insert(actor, body);
        }
        let deputies = std::mem::take(&mut self.deputies_of);
        for (role, slot) in deputies {
            let body = self.add_body(vec![slot]);
            self.deputies_of.insert(role, body);
        }
        self.sits = vec![Vec::new(); self.people.len()];
        for (number, slot) in self.slots.iter().enumerate() {
            for person in &slot.people {
                self.sits[*person].push(number);
            }
        }
        self.belongs = vec![Vec::new(); self.people.len()];
        for (number, body) in self.bodies.iter().enumerate() {
            for person in &body.people {
                self.belongs[*person].push(number);
            }
        }
    }

    fn add_body(&mut self, mut slots: Vec<usize>) -> usize {
        slots.sort_unstable();
        slots.dedup();
        let number = self.bodies.len();
        let mut people = Vec::new();
        let mut unlisted = 0;
        for slot in &slots {
            let slot = &mut self.slots[*slot];
            slot.bodies.push(number);
            people.extend_from_slice(&slot.people);
            unlisted += slot.unlisted;
        }
        people.sort_unstable();
        people.dedup();
        self.bodies.push(Body {
            slots,
            people,
            unlisted,
        });
        number
    }

    /// Who may come in where, and what rules what out.
    fn close_doors(&mut self) {
        let mut clashes: Vec<(usize, usize)> = Vec::new();
        for number in 0..self.slots.len() {
            let slot = &self.slots[number];
            let (Actor::Role(id), SlotKind::Holders) = (&slot.actor, slot.kind) else {
                continue;
            };
            let role = &self.governance.roles[id].data;
            let from = role.selection.as_ref().and_then(|s| s.from.as_ref());
            let from = from.and_then(|id| self.governance.actor(&id.value));
            let from = from.and_then(|actor| self.body_of.get(&actor).copied());
            for other in &role.incompatible {
                let other = self.governance.actor(&other.value);
                let body = other.and_then(|actor| self.body_of.get(&actor));
                let slots = body.map_or(&[][..], |body| &self.bodies[*body].slots);
                clashes.extend(slots.iter().map(|other| (number, *other)));
            }
            self.slots[number].from = from;
        }
        for (a, b) in clashes.into_iter().filter(|(a, b)| a != b) {
            self.slots[a].clashes.insert(b);
            self.slots[b].clashes.insert(a);
        }
    }

    fn make_rules(&mut self) {
        let rules = {
            let maker = Maker::new(self);
            let powers = self.powers.all.iter();
            let mut rules: Vec<Rule> = powers.map(|power| maker.rule(power)).collect();
            rules.extend(maker.ways_in());
            rules
        };
        self.rules_of = vec![Vec::new(); self.bodies.len()];
        for (number, rule) in rules.iter().enumerate() {
            let mut bodies = BTreeSet::new();
            rule.guard.bodies(&mut bodies);
            if bodies.is_empty() {
                self.open.push(number);
            }
            for body in bodies {
                self.rules_of[body].push(number);
            }
        }
        self.rules = rules;
    }
}

/// How many members of a unit are not listed by name.
fn unlisted(unit: &Unit) -> usize {
    let Some(membership) = &unit.membership else {
        return 0;
    };
    match membership.count {
        Some(count) => {
            let count = usize::try_from(count).unwrap_or(UNLISTED).min(UNLISTED);
            count.saturating_sub(unit.members.len())
        }
        None if membership.source.is_some() && unit.members.is_empty() => UNLISTED,
        None => 0,
    }
}

fn most_seats(role: &Role) -> u64 {
    match role.seats.map(|seats| seats.value) {
        // A lower bound alone leaves the top open.
        Some(seats) => seats.max.unwrap_or(u64::MAX),
        None => 1,
    }
}

/// Makes rules of powers.
struct Maker<'i, 'g> {
    institution: &'i Institution<'g>,
    methods: Methods<'i>,
    /// The powers of each actor, by number.
    held: BTreeMap<&'i Actor, Vec<usize>>,
    /// Slots that nobody is named to empty, and to fill.
    unremovable: Vec<usize>,
    unfilled: Vec<usize>,
}

impl<'i, 'g> Maker<'i, 'g> {
    fn new(institution: &'i Institution<'g>) -> Self {
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
        Maker {
            methods: Methods {
                governance: institution.governance,
                bodies: &institution.body_of,
            },
            held,
            unremovable: without(Act::Remove),
            unfilled: without(Act::Choose),
            institution,
        }
    }

    fn rule(&self, power: &Power) -> Rule {
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
        if let Some(unit) = unit {
            let mut populated = 0;
            for (level, above) in governance.ancestors(unit).into_iter().enumerate() {
                let actor = Actor::Unit(above.clone());
                let people = institution.powers.roster.people(&actor);
                if !people.is_empty() {
                    populated += 1;
                }
                if level < MOST_LEVELS || (populated < MOST_LEVELS && !people.is_empty()) {
                    all.push(actor);
                }
            }
        }
        let residual = governance.org.as_ref();
        all.extend(residual.and_then(|org| governance.actor_or_person(&org.data.residual)));
        all.retain(|actor| actor != holder);
        all
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
        let slots = self.institution.slots.iter().enumerate();
        let within: Vec<(usize, SlotKind)> = slots
            .filter(|(_, slot)| match &slot.actor {
                Actor::Unit(id) => *id == unit,
                Actor::Role(id) => self.institution.governance.roles[id].data.unit.value == unit,
                Actor::Person(_) => false,
            })
            .map(|(number, slot)| (number, slot.kind))
            .collect();
        let clear = within.iter().map(|(number, _)| *number).collect();
        let holders = within.iter().filter(|(_, kind)| *kind == SlotKind::Holders);
        let mut effects: Vec<_> = holders
            .map(|(number, _)| {
                let doubt = Doubt::Borders(unit.clone());
                (Effect::Choose(*number), Some(doubt))
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
                    && power.method == crate::power::default_method(governance, &power.key)
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
    fn ways_in(&self) -> Vec<Rule> {
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
