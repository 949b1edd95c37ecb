//! Whether an actor may settle a matter at all.

use crate::model::{Actor, Governance, Right};
use crate::power::{Power, Powers};

/// What records say of an actor and a matter.
pub(super) enum Competence<'p> {
    /// It may settle it, itself or as the one that others have it from.
    Own,
    /// Others do: the holders of the narrowest domain around it.
    Others(Vec<&'p Power>),
    /// Nobody was given it.
    Nobody,
}

/// Whether `actor` may settle matters of `object`: it holds the object or something around it, it
/// is above the holder in the tree, or it is the root or the residual decider. One of these it is too
/// where it stands in for the holder.
pub(super) fn competence<'p>(
    governance: &Governance,
    powers: &'p Powers,
    actor: &Actor,
    object: &str,
) -> Competence<'p> {
    let residual = governance
        .org
        .as_ref()
        .and_then(|org| governance.actor_or_person(&org.data.residual));
    let is_root = matches!(actor, Actor::Unit(id) if governance.root() == Some(id));
    if residual.as_ref() == Some(actor) || is_root {
        return Competence::Own;
    }
    let mut nearest: Vec<&Power> = Vec::new();
    let mut at = object;
    loop {
        let held: Vec<&Power> = powers
            .over(at)
            .filter(|power| matches!(power.key.right, Right::Decide | Right::Joint))
            .collect();
        if held.iter().any(|power| settles(governance, power, actor)) {
            return Competence::Own;
        }
        if nearest.is_empty() {
            nearest = held;
        }
        match at.rsplit_once('/') {
            Some((outer, _)) => at = outer,
            None => break,
        }
    }
    if nearest.is_empty() {
        Competence::Nobody
    } else {
        Competence::Others(nearest)
    }
}

fn settles(governance: &Governance, power: &Power, actor: &Actor) -> bool {
    let holder = &power.key.holder;
    let with = power.with.iter().any(|id| id == actor.id());
    let in_person = matches!(actor, Actor::Person(id) if power.people.contains(id));
    holder == actor || with || in_person || is_above(governance, actor, holder)
}

/// Whether a unit is above an actor: it is the unit of the role, or one above that.
pub(super) fn is_above(governance: &Governance, upper: &Actor, lower: &Actor) -> bool {
    let (Actor::Unit(top), Some(unit)) = (upper, governance.unit_of(lower)) else {
        return false;
    };
    let is_role = matches!(lower, Actor::Role(_));
    (is_role && unit == top) || governance.ancestors(unit).contains(&top)
}
