//! Every place where a record names another, and what it may name there.

use super::{Governance, Id, Kind, Mandate, OneOrMany, PowerLine, Record, RecordData};
use crate::source::{At, Place, Span};

/// What a reference may lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// A record of one kind.
    One(Kind),
    /// A unit or a role.
    Actor,
    /// A unit, a role or a person.
    ActorOrPerson,
    /// A unit, a role, a person, or a word of the change rules.
    Changer,
    /// A method, own or built-in.
    Method,
    /// A method or an actor.
    MethodOrActor,
    /// A domain of the vocabulary, or one that lies in it.
    Domain,
    /// An object of a right: a domain, an actor, or a reserved object.
    Object,
    /// A goal of the organisation.
    Goal,
}

/// One naming of a record by another.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The record that names, as `kind/id`.
    pub from: String,
    /// The place of the name.
    pub place: Place,
    /// The name.
    pub id: String,
    /// What it may lead to.
    pub wants: Wants,
}

/// The words that `change_rules` take in place of an actor.
pub(super) const CHANGERS: [&str; 4] = ["owner", "delegator", "selector", "self"];

struct Collector<'g> {
    all: Vec<Reference>,
    governance: &'g Governance,
}

/// All references of all records, in the order of kinds, ids and text. What a record `supersedes`
/// is none: it may be gone, and only the history has it.
pub fn references(governance: &Governance) -> Vec<Reference> {
    let mut found = Collector {
        all: Vec::new(),
        governance,
    };
    found.org();
    found.people();
    found.units();
    found.roles();
    found.methods();
    found.policies();
    found.agreements();
    found.decisions();
    found.all
}

/// Where the references of one record go.
struct From<'c> {
    all: &'c mut Vec<Reference>,
    record: String,
    place: Box<dyn Fn(Span) -> Place + 'c>,
}

impl From<'_> {
    fn add(&mut self, id: &str, span: Span, wants: Wants) {
        self.all.push(Reference {
            from: self.record.clone(),
            place: (self.place)(span),
            id: id.to_owned(),
            wants,
        });
    }

    fn one(&mut self, id: &At<Id>, wants: Wants) {
        self.add(id, id.span, wants);
    }

    fn each<'i>(&mut self, ids: impl IntoIterator<Item = &'i At<Id>>, wants: Wants) {
        for id in ids {
            self.one(id, wants);
        }
    }

    fn by(&mut self, by: &OneOrMany, method: Option<&At<Id>>) {
        self.each(by.iter(), Wants::ActorOrPerson);
        self.each(method, Wants::Method);
    }

    fn power(&mut self, line: &PowerLine) {
        self.add(&line.over, line.over.span, Wants::Object);
        self.each(&line.method, Wants::Method);
        self.each(&line.with, Wants::ActorOrPerson);
        self.each(&line.consult, Wants::ActorOrPerson);
        self.each(&line.override_by, Wants::ActorOrPerson);
        self.each(&line.escalate_to, Wants::ActorOrPerson);
    }

    fn mandate(&mut self, mandate: &Mandate) {
        self.each(&mandate.serves, Wants::Goal);
        for domain in &mandate.domains {
            self.add(domain, domain.span, Wants::Domain);
        }
        for power in &mandate.powers {
            self.power(power);
        }
        for delivery in &mandate.delivers {
            self.one(&delivery.to, Wants::ActorOrPerson);
        }
        self.each(&mandate.depends_on, Wants::ActorOrPerson);
        for metric in &mandate.metrics {
            self.each(&metric.by, Wants::ActorOrPerson);
        }
    }
}

impl<'g> Collector<'g> {
    fn from<'c, T: RecordData>(&'c mut self, record: &'c Record<T>) -> From<'c>
    where
        'g: 'c,
    {
        let mut from = From {
            all: &mut self.all,
            record: record.reference(),
            place: Box::new(|span| record.place(span)),
        };
        from.each(&record.envelope.decision, Wants::One(Kind::Decision));
        from
    }

    fn org(&mut self) {
        let governance = self.governance;
        let Some(org) = &governance.org else {
            return;
        };
        let mut from = self.from(org);
        from.one(&org.data.root, Wants::One(Kind::Unit));
        from.one(&org.data.residual, Wants::ActorOrPerson);
        for rule in &org.data.change_rules {
            from.each(rule.by.iter(), Wants::Changer);
            from.each(&rule.method, Wants::Method);
        }
        from.each(&org.data.defaults.method, Wants::Method);
    }

    fn people(&mut self) {
        let governance = self.governance;
        for person in governance.people.values() {
            self.from(person);
        }
    }

    fn units(&mut self) {
        let governance = self.governance;
        for unit in governance.units.values() {
            let mut from = self.from(unit);
            let data = &unit.data;
            from.mandate(&data.mandate);
            from.each(&data.parent, Wants::One(Kind::Unit));
            if let Some(membership) = &data.membership {
                for admission in membership.admit.iter().chain(&membership.remove) {
                    from.by(&admission.by, admission.method.as_ref());
                }
                from.each(&membership.of, Wants::One(Kind::Unit));
            }
            for member in data.members.iter().filter(|m| m.through.is_none()) {
                from.add(&member.person, member.span, Wants::One(Kind::Person));
            }
            from.each(data.decides_by.values(), Wants::Method);
            from.each(&data.disputes, Wants::Method);
            from.each(&data.stakeholders, Wants::One(Kind::Unit));
        }
    }

    fn roles(&mut self) {
        let governance = self.governance;
        for role in governance.roles.values() {
            let mut from = self.from(role);
            let data = &role.data;
            from.mandate(&data.mandate);
            from.one(&data.unit, Wants::One(Kind::Unit));
            if let Some(selection) = &data.selection {
                if let Some(by) = &selection.by {
                    from.each(by.iter(), Wants::ActorOrPerson);
                }
                from.each(&selection.method, Wants::Method);
                from.each(&selection.from, Wants::Actor);
                from.each(&selection.if_stuck, Wants::MethodOrActor);
            }
            if let Some(removal) = &data.removal {
                from.by(&removal.by, removal.method.as_ref());
            }
            if let Some(represents) = &data.represents {
                from.one(&represents.unit, Wants::One(Kind::Unit));
            }
            from.each(&data.incompatible, Wants::Actor);
            from.each(&data.template, Wants::One(Kind::Role));
            for holder in &data.holders {
                from.one(&holder.person, Wants::One(Kind::Person));
                from.each(&holder.decision, Wants::One(Kind::Decision));
            }
        }
    }

    fn methods(&mut self) {
        let governance = self.governance;
        for method in governance.methods.values() {
            let mut from = self.from(method);
            let data = &method.data;
            from.each(&data.extends, Wants::Method);
            if let Some(veto) = &data.veto {
                from.each(veto.by.iter(), Wants::ActorOrPerson);
            }
            from.each(&data.casting_vote, Wants::ActorOrPerson);
            from.each(&data.facilitator, Wants::ActorOrPerson);
            from.each(&data.if_stuck, Wants::MethodOrActor);
        }
    }

    fn policies(&mut self) {
        let governance = self.governance;
        for policy in governance.policies.values() {
            let mut from = self.from(policy);
            let data = &policy.data;
            from.one(&data.adopted_by, Wants::ActorOrPerson);
            for domain in &data.domains {
                from.add(domain, domain.span, Wants::Domain);
            }
            from.each(&data.applies_to, Wants::ActorOrPerson);
            for grant in &data.grants {
                from.one(&grant.to, Wants::ActorOrPerson);
                from.power(&grant.line);
            }
            for restriction in &data.restricts {
                from.one(&restriction.of, Wants::ActorOrPerson);
                from.add(&restriction.over, restriction.over.span, Wants::Object);
            }
            from.each(&data.owner, Wants::ActorOrPerson);
            if let Some(amend) = &data.amend {
                from.by(&amend.by, amend.method.as_ref());
            }
            from.each(&data.exception_of, Wants::One(Kind::Policy));
        }
    }

    fn agreements(&mut self) {
        let governance = self.governance;
        for agreement in governance.agreements.values() {
            let mut from = self.from(agreement);
            let data = &agreement.data;
            for party in &data.parties {
                from.one(&party.actor, Wants::ActorOrPerson);
            }
            for commitment in &data.commitments {
                from.one(&commitment.by, Wants::ActorOrPerson);
                from.each(&commitment.to, Wants::ActorOrPerson);
                if let Some(over) = &commitment.over {
                    from.add(over, over.span, Wants::Object);
                }
            }
            from.each(&data.disputes, Wants::Method);
        }
    }

    fn decisions(&mut self) {
        let governance = self.governance;
        for decision in governance.decisions.values() {
            let mut from = self.from(decision);
            let data = &decision.data;
            from.each(&data.by, Wants::ActorOrPerson);
            for domain in &data.domains {
                from.add(domain, domain.span, Wants::Object);
            }
            from.each(&data.method, Wants::Method);
            from.one(&data.proposed.by, Wants::ActorOrPerson);
            from.each(&data.proposed.sponsors, Wants::ActorOrPerson);
            from.each(&data.escalated_from, Wants::ActorOrPerson);
            from.each(&data.consulted, Wants::ActorOrPerson);
            for objection in &data.objections {
                from.one(&objection.by, Wants::ActorOrPerson);
            }
            for recusal in &data.recused {
                from.one(&recusal.person, Wants::One(Kind::Person));
            }
            for election in &data.elects {
                from.one(&election.role, Wants::One(Kind::Role));
                from.one(&election.person, Wants::One(Kind::Person));
            }
            from.each(&data.overrides, Wants::One(Kind::Decision));
        }
    }
}

impl Reference {
    /// Whether what the reference names exists (or stands in a file that could not be read).
    pub fn resolves(&self, governance: &Governance) -> bool {
        let id = self.id.as_str();
        let actor = || governance.has(Kind::Unit, id) || governance.has(Kind::Role, id);
        let actor_or_person = || actor() || governance.has(Kind::Person, id);
        let method = || governance.has(Kind::Method, id) || governance.family(id).is_some();
        match self.wants {
            Wants::One(kind) => governance.has(kind, id),
            Wants::Actor => actor(),
            Wants::ActorOrPerson => actor_or_person(),
            Wants::Changer => CHANGERS.contains(&id) || actor_or_person(),
            Wants::Method => method(),
            Wants::MethodOrActor => method() || actor_or_person(),
            Wants::Domain => governance.in_vocabulary(id),
            Wants::Object => match id.split_once('/') {
                Some(("seats", role)) => {
                    governance.has(Kind::Role, role) || governance.has(Kind::Unit, role)
                }
                Some(("membership" | "structure", unit)) => {
                    governance.has(Kind::Unit, unit) || governance.in_vocabulary(id)
                }
                Some(("rules", of)) => {
                    of == "organisation"
                        || governance.has(Kind::Unit, of)
                        || governance.has(Kind::Policy, of)
                        || governance.in_vocabulary(id)
                }
                _ => id == "residual" || governance.in_vocabulary(id) || actor_or_person(),
            },
            Wants::Goal => governance
                .org
                .as_ref()
                .is_none_or(|org| org.data.goals.iter().any(|goal| goal.id.as_str() == id)),
        }
    }
}

impl Governance {
    /// Whether a domain is in the vocabulary or lies inside one that is. Without a readable
    /// organisation there is no vocabulary to hold it against.
    pub fn in_vocabulary(&self, domain: &str) -> bool {
        self.org.as_ref().is_none_or(|org| {
            let mut around = std::iter::successors(Some(domain), |inner| {
                inner.rsplit_once('/').map(|(outer, _)| outer)
            });
            around.any(|known| org.data.domains.contains_key(known))
        })
    }
}
