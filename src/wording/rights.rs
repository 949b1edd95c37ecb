//! Powers in words: what they allow, on what, and within which bounds.

use std::borrow::Cow;

use crate::catalogue::Catalogue;
use crate::model::{Actor, Amount, Family, Governance, Id, PowerLine, Right, Text};
use crate::power::{Act, Origin, Power, StandIn};

use super::procedure::family_name;

/// What a right leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target<'g> {
    /// A domain of the vocabulary, with its description.
    Domain(&'g str, &'g str),
    /// The seat of a role.
    Seat(&'g str),
    /// A unit.
    Unit(&'g str),
    /// A policy.
    Policy(&'g str),
    /// A unit, role or person by its id alone.
    Actor(&'g str),
    /// Nothing but what the words say.
    Nothing,
    /// A word of the machine: a domain outside of the vocabulary, a repository, a permission.
    Code(String),
}

/// What a right is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// Who is in a seat.
    Seat,
    /// That somebody leaves a seat before the end of the term.
    SeatEnd,
    /// Who becomes a member.
    Joining,
    /// Who stops being one.
    Leaving,
    /// The rules of the organisation.
    Whole,
    /// The rules of a unit.
    Rules,
    /// A policy.
    Policy,
    /// The mandate of a unit.
    Structure,
    /// Whatever nobody has been given.
    Residual,
    /// A domain, or an object outside of the vocabulary.
    Topic,
    /// What a unit, role or person does.
    Actor,
}

impl Matter {
    /// How the keys of its messages end.
    fn key(self) -> &'static str {
        match self {
            Matter::Seat => "seat",
            Matter::SeatEnd => "seat-end",
            Matter::Joining => "joining",
            Matter::Leaving => "leaving",
            Matter::Whole => "whole",
            Matter::Rules => "rules",
            Matter::Policy => "policy",
            Matter::Structure => "structure",
            Matter::Residual => "residual",
            Matter::Topic => "topic",
            Matter::Actor => "actor",
        }
    }
}

/// Words with a place in them for what they lead to: "decides who is" and a seat. They begin with a
/// small letter, for the middle of a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Phrase<'g> {
    /// A right and what it is about.
    Right(Right, Matter),
    /// What a right is about, by itself.
    Object(Matter),
    /// A permission in a forge.
    Permission,
    /// A level of access to a repository.
    Access(&'g Amount),
}

impl Phrase<'_> {
    /// The key of its message, in which [`level`](Phrase::level) and `what` stand.
    pub fn key(&self) -> String {
        match self {
            // Together with others one decides as well.
            Phrase::Right(Right::Joint, matter) => format!("right-decide-{}", matter.key()),
            Phrase::Right(right, matter) => format!("right-{}-{}", right.word(), matter.key()),
            Phrase::Object(matter) => format!("object-{}", matter.key()),
            Phrase::Permission => "access-permission".to_owned(),
            Phrase::Access(_) => "access-repository".to_owned(),
        }
    }

    /// The level of access that stands in it.
    pub fn level(&self) -> String {
        match self {
            Phrase::Access(level) => level.to_string(),
            Phrase::Right(..) | Phrase::Object(_) | Phrase::Permission => String::new(),
        }
    }

    /// It in plain words.
    pub fn say(&self, words: &Catalogue, what: &str) -> String {
        let values = [("level", self.level().into()), ("what", what.into())];
        words.say(&self.key(), &values)
    }
}

/// The description that the organisation gives to a domain.
pub fn domain<'g>(governance: &'g Governance, slug: &str) -> Option<&'g str> {
    let org = governance.org.as_ref()?;
    org.data.domains.get(slug).map(|text| text.as_str())
}

/// The words of a right, and what they lead to.
pub fn phrase<'g>(
    governance: &'g Governance,
    right: Right,
    object: &'g str,
    act: Act,
) -> (Phrase<'g>, Target<'g>) {
    // What adapters find in forges reads better in the words of forges.
    if let (Right::Execute, Some(("permissions", permission))) = (right, object.split_once('/')) {
        let permission = Target::Code(permission.replace('/', "."));
        return (Phrase::Permission, permission);
    }
    let (matter, target) = matter(governance, object, act);
    (Phrase::Right(right, matter), target)
}

/// The words of a power: those of its right, or its level of access to a repository.
pub fn phrase_of<'g>(governance: &'g Governance, power: &'g Power) -> (Phrase<'g>, Target<'g>) {
    match (&power.up_to, repository(power)) {
        (Some(level), Some(repository)) => {
            (Phrase::Access(level), Target::Code(repository.to_owned()))
        }
        _ => phrase(
            governance,
            power.key.right,
            &power.key.object,
            power.key.act,
        ),
    }
}

/// The repository of a right to act in one.
fn repository(power: &Power) -> Option<&str> {
    let object = power.key.object.strip_prefix("repos/")?;
    (power.key.right == Right::Execute).then_some(object)
}

/// Whether a power is access to a repository, so that its bound is a level and no amount.
pub fn is_repository(power: &Power) -> bool {
    repository(power).is_some()
}

/// What a right is about by itself, and what that leads to.
pub fn noun<'g>(governance: &'g Governance, object: &'g str, act: Act) -> (Phrase<'g>, Target<'g>) {
    let (matter, target) = matter(governance, object, act);
    (Phrase::Object(matter), target)
}

fn matter<'g>(governance: &'g Governance, object: &'g str, act: Act) -> (Matter, Target<'g>) {
    let (root, id) = object.split_once('/').unwrap_or(("", object));
    let is_unit = governance.units.contains_key(id);
    match (root, act) {
        ("seats", Act::Remove) => (Matter::SeatEnd, Target::Seat(id)),
        ("seats", _) => (Matter::Seat, Target::Seat(id)),
        ("membership", Act::Remove) if is_unit => (Matter::Leaving, Target::Unit(id)),
        ("membership", _) if is_unit => (Matter::Joining, Target::Unit(id)),
        ("rules", _) if id == "organisation" => (Matter::Whole, Target::Nothing),
        ("rules", _) if is_unit => (Matter::Rules, Target::Unit(id)),
        ("rules", _) if governance.policies.contains_key(id) => {
            (Matter::Policy, Target::Policy(id))
        }
        ("structure", _) if is_unit => (Matter::Structure, Target::Unit(id)),
        _ if object == "residual" => (Matter::Residual, Target::Nothing),
        _ => match domain(governance, object) {
            Some(words) => (Matter::Topic, Target::Domain(object, words)),
            None if root.is_empty() && governance.actor_or_person(id).is_some() => {
                (Matter::Actor, Target::Actor(id))
            }
            None => (Matter::Topic, Target::Code(object.to_owned())),
        },
    }
}

/// The name of a method, own or built-in; its id where it is neither.
pub fn method_name<'g>(
    words: &'g Catalogue,
    governance: &'g Governance,
    id: &'g str,
) -> Cow<'g, str> {
    match governance.methods.get(id) {
        Some(method) => Cow::Borrowed(method.name()),
        None => match Family::from_word(id) {
            Some(family) => family_name(words, family),
            None => Cow::Borrowed(id),
        },
    }
}

/// One of the conditions under which a power is exercised.
#[derive(Debug, Clone, PartialEq)]
pub enum Bound<'p> {
    /// Only together with these.
    Together(&'p [Id]),
    /// By whoever holds the seat.
    Holder,
    /// Alone.
    Alone,
    /// By a method.
    Method(&'p Id),
    /// Up to an amount.
    UpTo(&'p Amount),
    /// After these were heard.
    Hearing(&'p [Id]),
    /// Only in some case.
    When(&'p Text),
    /// Somebody may replace the decision.
    OverriddenBy(&'p Id),
    /// Somebody decides where this one cannot.
    EscalatesTo(&'p Id),
    /// It may not be handed on.
    NotDelegable,
    /// A policy gives it.
    GivenBy(&'p Id),
    /// The deputy exercises it.
    ByDeputy,
    /// Somebody else exercises it, as nobody is there.
    ByDelegator(&'p Actor),
    /// Nobody can.
    ByNobody,
}

/// The conditions of a power, in the order in which they are told. `line` is the line
/// that gives it and `policy` the one that this stands in; `alone` tells whether to say that
/// somebody decides alone or with whom.
pub fn bounds<'p>(
    power: &'p Power,
    line: Option<&'p PowerLine>,
    policy: Option<&'p Id>,
    alone: bool,
) -> Vec<Bound<'p>> {
    let mut parts = Vec::new();
    if alone && power.key.right == Right::Joint && !power.with.is_empty() {
        parts.push(Bound::Together(&power.with));
    }
    if power.key.right.binds() {
        if power.family == Some(Family::Holder) {
            match power.key.holder {
                // Said of the seat on its own page.
                Actor::Unit(_) => parts.push(Bound::Holder),
                _ if power.key.right == Right::Joint || !alone => {}
                _ => parts.push(Bound::Alone),
            }
        } else {
            parts.push(Bound::Method(&power.method));
        }
    }
    if let Some(amount) = power.up_to.as_ref().filter(|_| !is_repository(power)) {
        parts.push(Bound::UpTo(amount));
    }
    if !power.consult.is_empty() {
        parts.push(Bound::Hearing(&power.consult));
    }
    if let Some(when) = &power.key.when {
        parts.push(Bound::When(when));
    }
    if let Some(line) = line {
        if let Some(by) = &line.override_by {
            parts.push(Bound::OverriddenBy(by));
        }
        if let Some(to) = &line.escalate_to {
            parts.push(Bound::EscalatesTo(to));
        }
        if line.delegable == Some(false) {
            parts.push(Bound::NotDelegable);
        }
    }
    let policy = policy.filter(|policy| {
        let own_rules = power.key.object.strip_prefix("rules/") == Some(policy.as_str());
        power.origin == Origin::Declared && !own_rules
    });
    if let Some(policy) = policy {
        parts.push(Bound::GivenBy(policy));
    }
    match &power.stand_in {
        None => {}
        Some(StandIn::Deputies) => parts.push(Bound::ByDeputy),
        Some(StandIn::Delegator(actor)) => parts.push(Bound::ByDelegator(actor)),
        Some(StandIn::Nobody) => parts.push(Bound::ByNobody),
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const MATTERS: [Matter; 11] = [
        Matter::Seat,
        Matter::SeatEnd,
        Matter::Joining,
        Matter::Leaving,
        Matter::Whole,
        Matter::Rules,
        Matter::Policy,
        Matter::Structure,
        Matter::Residual,
        Matter::Topic,
        Matter::Actor,
    ];

    const RIGHTS: [Right; 8] = [
        Right::Decide,
        Right::Joint,
        Right::Veto,
        Right::Override,
        Right::Propose,
        Right::Advise,
        Right::Execute,
        Right::Audit,
    ];

    /// Terminals put what English words lead to after them.
    #[test]
    fn english_words_end_with_what_they_lead_to() {
        let words = Catalogue::english();
        for matter in MATTERS {
            let rights = RIGHTS.map(|right| Phrase::Right(right, matter));
            for phrase in rights.into_iter().chain([Phrase::Object(matter)]) {
                let said = phrase.say(words, "X");
                assert_ne!(said, phrase.key());
                let has_target = !matches!(matter, Matter::Whole | Matter::Residual);
                assert_eq!(said.ends_with('X'), has_target, "{said}");
            }
        }
        assert_eq!(Phrase::Permission.say(words, "X"), "has the permission X");
    }

    #[test]
    fn german_words_stand_around_what_they_lead_to() {
        let words = Catalogue::of("de");
        let say = |right, matter, what| Phrase::Right(right, matter).say(words, what);
        assert_eq!(
            say(Right::Joint, Matter::Seat, "Hüterin"),
            "entscheidet über die Besetzung von Hüterin"
        );
        assert_eq!(
            say(Right::Veto, Matter::Topic, "money"),
            "darf Beschlüsse über money aufhalten"
        );
        assert_eq!(
            say(Right::Audit, Matter::Actor, "Vorstand"),
            "prüft die Arbeit von Vorstand"
        );
    }
}
