//! Powers in words: what they allow, on what, and within which bounds.

use crate::model::{Actor, Amount, Family, Governance, Id, PowerLine, Right, Text};
use crate::power::{Act, Origin, Power, StandIn};

use super::procedure::family_name;

/// What a right is about.
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
    /// Something that has no page, in words.
    Words(&'static str),
    /// A word of the machine: a domain outside of the vocabulary, a repository, a permission.
    Code(String),
}

/// The description that the organisation gives to a domain.
pub fn domain<'g>(governance: &'g Governance, slug: &str) -> Option<&'g str> {
    let org = governance.org.as_ref()?;
    org.data.domains.get(slug).map(|text| text.as_str())
}

/// The words of a right, with a capital, and what they lead to: "Decides who is " and a seat.
pub fn phrase<'g>(
    governance: &'g Governance,
    right: Right,
    object: &'g str,
    act: Act,
) -> (String, Target<'g>) {
    // What adapters find in forges reads better in the words of forges.
    if let (Right::Execute, Some(("permissions", permission))) = (right, object.split_once('/')) {
        let permission = Target::Code(permission.replace('/', "."));
        return ("Has the permission ".to_owned(), permission);
    }
    let is_actor =
        governance.actor_or_person(object).is_some() && domain(governance, object).is_none();
    let verb = match right {
        Right::Decide | Right::Joint => "Decides",
        Right::Veto => "May block",
        Right::Override if is_actor => "May replace decisions of",
        Right::Override => "May replace decisions on",
        Right::Propose => "May propose",
        Right::Advise => "Is heard on",
        Right::Execute => "Carries out",
        Right::Audit if is_actor => "Inspects the work of",
        Right::Audit => "Inspects",
    };
    let (between, target) = noun(governance, object, act);
    (format!("{verb} {between}"), target)
}

/// The words of a power: those of its right, or its level of access to a repository.
pub fn phrase_of<'g>(governance: &'g Governance, power: &'g Power) -> (String, Target<'g>) {
    match (&power.up_to, repository(power)) {
        (Some(level), Some(repository)) => (
            format!("Has {level} access to "),
            Target::Code(repository.to_owned()),
        ),
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

/// What a right is about, and before it the words that lead there.
pub fn noun<'g>(
    governance: &'g Governance,
    object: &'g str,
    act: Act,
) -> (&'static str, Target<'g>) {
    let (root, id) = object.split_once('/').unwrap_or(("", object));
    let is_unit = governance.units.contains_key(id);
    match (root, act) {
        ("seats", Act::Remove) => ("on ending a term early as ", Target::Seat(id)),
        ("seats", _) => ("who is ", Target::Seat(id)),
        ("membership", Act::Remove) if is_unit => ("who must leave ", Target::Unit(id)),
        ("membership", _) if is_unit => ("who joins ", Target::Unit(id)),
        ("rules", _) if id == "organisation" => ("the rules of ", Target::Words("the whole")),
        ("rules", _) if is_unit => ("the inner rules of ", Target::Unit(id)),
        ("rules", _) if governance.policies.contains_key(id) => ("changes of ", Target::Policy(id)),
        ("structure", _) if is_unit => ("the mandate of ", Target::Unit(id)),
        _ if object == "residual" => ("", Target::Words("whatever nobody has been given")),
        _ => match domain(governance, object) {
            Some(words) => ("", Target::Domain(object, words)),
            None if root.is_empty() && governance.actor_or_person(id).is_some() => {
                ("", Target::Actor(id))
            }
            None => ("", Target::Code(object.to_owned())),
        },
    }
}

/// The name of a method, own or built-in; its id where it is neither.
pub fn method_name<'g>(governance: &'g Governance, id: &'g str) -> &'g str {
    match governance.methods.get(id) {
        Some(method) => method.name(),
        None => match Family::from_word(id) {
            Some(family) => family_name(family),
            None => id,
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
