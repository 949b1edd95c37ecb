//! From methods to guards.
//!
//! The reading is adversarial: whoever is not of the coalition objects, votes against, or stays
//! away where that hurts more. Consent, consensus and lazy consensus therefore need the whole body;
//! a vote needs its share of all members, and its quorum from the coalition alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::doubt::Doubt;
use super::formula::{Clause, Formula, HALF, pass};
use super::guard::Guard;
use crate::model::{
    Actor, CountOrFormula, Family, Governance, Id, Object, OneOrMany, Right, Text, Weight,
};
use crate::power::{Act, PowerKey, default_method};

/// How many methods may refer to each other before the rest is left undecided.
const MOST_STEPS: usize = 4;

/// What names bodies: filled before methods are read.
pub(super) struct Methods<'g> {
    pub(super) governance: &'g Governance,
    pub(super) bodies: &'g BTreeMap<Actor, usize>,
}

/// The settings of a method after those it extends.
#[derive(Default)]
struct Settings<'g> {
    electors: Option<&'g Text>,
    weighed: bool,
    pass: Option<&'g Text>,
    least: Vec<&'g CountOrFormula>,
    veto: Option<(&'g OneOrMany, bool)>,
    casting_vote: Option<&'g Id>,
    if_stuck: Option<&'g Id>,
}

impl<'g> Methods<'g> {
    /// The guard under which `actor`, by the people of `body`, settles `object` with `method`.
    pub(super) fn guard(&self, actor: &Actor, body: usize, method: &Id, object: &Object) -> Guard {
        self.read(actor, body, method, object, MOST_STEPS)
    }

    /// The same by the actor's own default method for the object.
    pub(super) fn by_default(&self, actor: &Actor, act: Act, object: &Object) -> Arc<Guard> {
        Arc::new(self.default(actor, act, object, MOST_STEPS))
    }

    fn default(&self, actor: &Actor, act: Act, object: &Object, steps: usize) -> Guard {
        let Some(body) = self.bodies.get(actor) else {
            return Guard::Never;
        };
        let key = PowerKey {
            right: Right::Decide,
            object: object.clone(),
            act,
            when: None,
            holder: actor.clone(),
        };
        let method = default_method(self.governance, &key);
        self.read(actor, *body, &method, object, steps)
    }

    fn read(
        &self,
        actor: &Actor,
        body: usize,
        method: &Id,
        object: &Object,
        steps: usize,
    ) -> Guard {
        let Some(family) = self.governance.family(method) else {
            return Guard::unclear(body, Doubt::UnknownMethod(method.clone()));
        };
        let settings = self.settings(method);
        let by_one = matches!(family, Family::Holder | Family::Advice);
        let mut guard = match settings.electors.filter(|_| !by_one) {
            Some(electors) => self.elected(actor, body, (method, family, electors), &settings),
            None => self.family(actor, body, (method, family), &settings),
        };
        if let Some((by, overridable)) = settings.veto {
            let vetoers = by
                .iter()
                .filter_map(|id| self.governance.actor_or_person(id));
            let mut all = vec![guard.clone()];
            all.extend(vetoers.map(|vetoer| {
                let veto = match steps {
                    0 => Guard::Never,
                    _ => self.default(&vetoer, Act::Any, object, steps - 1),
                };
                Guard::Unblocked(Box::new(veto))
            }));
            let bound = Guard::All(all);
            guard = if overridable {
                Guard::Any(vec![bound, Guard::Doubtful(Doubt::Veto, Box::new(guard))])
            } else {
                bound
            };
        }
        let Some(next) = settings.if_stuck else {
            return guard;
        };
        if steps == 0 {
            let doubt = Doubt::IfStuck(method.clone());
            let open = Guard::Doubtful(doubt, Box::new(Guard::One(body)));
            return Guard::Any(vec![guard, open]);
        }
        // Whoever sits there can see to it that no result is found.
        let fallback = match self.governance.actor_or_person(next) {
            Some(other) if self.governance.family(next).is_none() => {
                self.default(&other, Act::Any, object, steps - 1)
            }
            _ => self.read(actor, body, next, object, steps - 1),
        };
        Guard::Any(vec![guard, Guard::All(vec![Guard::One(body), fallback])])
    }

    /// The settings of a method, and where it is silent those of the methods it extends.
    fn settings(&self, method: &Id) -> Settings<'g> {
        let mut settings = Settings::default();
        let mut quorum = None;
        let mut sponsors = None;
        let mut at = self.governance.methods.get(method);
        for _ in 0..MOST_STEPS * 4 {
            let Some(record) = at else { break };
            let data = &record.data;
            settings.electors = settings.electors.or(data.electors.as_ref());
            settings.weighed |= data.weight != Weight::Person;
            settings.pass = settings.pass.or(data.pass.as_ref());
            quorum = quorum.or(data.quorum.as_ref());
            sponsors = sponsors.or(data.sponsors.as_ref());
            let veto = data.veto.as_ref();
            let veto = veto.map(|veto| (&veto.by, veto.overridden_by.is_some()));
            settings.veto = settings.veto.or(veto);
            let casting = data.casting_vote.as_ref().map(|id| &id.value);
            settings.casting_vote = settings.casting_vote.or(casting);
            let stuck = data.if_stuck.as_ref().map(|id| &id.value);
            settings.if_stuck = settings.if_stuck.or(stuck);
            let next = data.extends.as_ref().filter(|next| next.value != record.id);
            at = next.and_then(|next| self.governance.methods.get(&next.value));
        }
        settings.least.extend(quorum.into_iter().chain(sponsors));
        settings
    }

    /// With electors named: an id is plain; other words are sure only where they name the deciding
    /// body itself and no other.
    fn elected(
        &self,
        actor: &Actor,
        body: usize,
        (method, family, electors): (&Id, Family, &Text),
        settings: &Settings<'g>,
    ) -> Guard {
        if let Some(other) = self.governance.actor_or_person(electors) {
            return match self.bodies.get(&other) {
                Some(other_body) => self.family(&other, *other_body, (method, family), settings),
                None => Guard::Never,
            };
        }
        let words: Vec<&str> = electors
            .split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
            .collect();
        let named: Vec<(&Actor, &usize)> = self
            .bodies
            .iter()
            .filter(|(actor, _)| words.contains(&actor.id().as_str()))
            .collect();
        let own = self.family(actor, body, (method, family), settings);
        if let [(only, _)] = named[..]
            && only == actor
        {
            return own;
        }
        let mut readings = vec![own];
        for (other, other_body) in named {
            readings.push(self.family(other, *other_body, (method, family), settings));
        }
        let doubt = Doubt::Electors(method.clone());
        Guard::Doubtful(doubt, Box::new(Guard::Any(readings)))
    }

    fn family(
        &self,
        actor: &Actor,
        body: usize,
        (method, family): (&Id, Family),
        settings: &Settings<'g>,
    ) -> Guard {
        let is_unit = matches!(actor, Actor::Unit(_));
        if let (Family::Holder | Family::Advice, false) = (family, is_unit) {
            return Guard::One(body);
        }
        let by_weight = |id: &Id| {
            let unit = self.governance.units.get(id);
            let membership = unit.and_then(|unit| unit.data.membership.as_ref());
            membership.is_some_and(|membership| membership.weight != Weight::Person)
        };
        if settings.weighed || (is_unit && by_weight(actor.id())) {
            return Guard::unclear(body, Doubt::Weights);
        }
        let doubt = match family {
            Family::Holder | Family::Advice => Doubt::WhoDecides(actor.clone()),
            Family::Consent | Family::Consensus | Family::LazyConsensus | Family::Joint => {
                return Self::vote(body, method, vec![Clause::NoObjection], settings);
            }
            Family::Majority => return self.majority(body, method, settings),
            Family::Ranked | Family::Score => Doubt::NoGame(family),
            Family::Lot | Family::Emergent | Family::Ladder => {
                let one = Box::new(Guard::One(body));
                return Guard::Doubtful(Doubt::NoGame(family), one);
            }
        };
        Guard::unclear(body, doubt)
    }

    fn majority(&self, body: usize, method: &Id, settings: &Settings<'g>) -> Guard {
        let clauses = match settings.pass.map(|text| pass(text)) {
            None => vec![HALF],
            Some(Some(clauses)) => clauses,
            Some(None) => return Guard::unclear(body, Doubt::Unreadable(method.clone())),
        };
        let casting = settings
            .casting_vote
            .and_then(|id| self.governance.actor_or_person(id))
            .and_then(|actor| self.bodies.get(&actor));
        let Some(casting) = casting else {
            return Self::vote(body, method, clauses, settings);
        };
        // Who breaks ties makes "more than" into "at least", where it is the coalition's alone.
        let tied = clauses.iter().map(|clause| match clause {
            Clause::Share { top, bottom, .. } => Clause::Share {
                top: *top,
                bottom: *bottom,
                strict: false,
            },
            other => *other,
        });
        let tied = Self::vote(body, method, tied.collect(), settings);
        Guard::Any(vec![
            Self::vote(body, method, clauses, settings),
            Guard::All(vec![tied, Guard::whole(*casting)]),
        ])
    }

    fn vote(body: usize, method: &Id, clauses: Vec<Clause>, settings: &Settings<'g>) -> Guard {
        let least: Option<Vec<Formula>> = settings
            .least
            .iter()
            .map(|text| Formula::read(text))
            .collect();
        match least {
            Some(least) => Guard::Vote {
                body,
                clauses,
                least,
            },
            None => {
                let vote = Guard::Vote {
                    body,
                    clauses,
                    least: Vec::new(),
                };
                Guard::Doubtful(Doubt::Unreadable(method.clone()), Box::new(vote))
            }
        }
    }
}
