//! Where a power stands, and in which order powers are told.

use crate::model::{Actor, Governance, Id, PowerLine};

use super::Power;

/// The line of a mandate, or of the policy that gives it, that a power stands in; `policy` is the
/// one whose file that is.
pub fn line_of<'g>(
    governance: &'g Governance,
    power: &Power,
    policy: Option<&Id>,
) -> Option<&'g PowerLine> {
    let place = power.place;
    if let Some(policy) = policy {
        let policy = governance.policies.get(policy)?;
        let mut grants = policy.data.grants.iter();
        return Some(&grants.find(|grant| grant.span == place.span)?.line);
    }
    let mandate = match &power.key.holder {
        Actor::Unit(id) => &governance.units.get(id)?.data.mandate,
        Actor::Role(id) => {
            let role = governance.roles.get(id)?;
            match &role.data.template {
                Some(template) if role.source != place.source => {
                    &governance.roles.get(&**template)?.data.mandate
                }
                _ => &role.data.mandate,
            }
        }
        Actor::Person(_) => return None,
    };
    let mut lines = mandate.powers.iter();
    Some(&lines.find(|line| line.span == place.span)?.value)
}

/// In which order objects are told: domains first, then what concerns people, then rules, then
/// access.
pub fn rank(governance: &Governance, object: &str) -> usize {
    let org = governance.org.as_ref();
    let is_domain = org.is_some_and(|org| org.data.domains.contains_key(object));
    match object.split_once('/').map_or(object, |(root, _)| root) {
        _ if is_domain => 0,
        "residual" => 1,
        "seats" => 2,
        "membership" => 3,
        "structure" => 4,
        "rules" => 5,
        "repos" | "permissions" => 6,
        _ => 0,
    }
}
