//! When two powers to decide the same matter collide, and when one of them comes from the other.

use std::collections::BTreeMap;

use crate::model::{Actor, Governance};
use crate::source::Place;

use super::Power;

/// Who has power from whom.
#[derive(Debug)]
pub struct Claims<'g> {
    governance: &'g Governance,
    residual: Option<Actor>,
    /// The adopters of policies that grant rights, by the place of the grant.
    granted_by: BTreeMap<Place, Actor>,
}

impl<'g> Claims<'g> {
    /// The claims of an organisation.
    pub fn new(governance: &'g Governance) -> Self {
        let mut granted_by = BTreeMap::new();
        for policy in governance.policies.values() {
            if let Some(adopter) = governance.actor_or_person(&policy.data.adopted_by) {
                for grant in &policy.data.grants {
                    granted_by.insert(policy.place(grant.span), adopter.clone());
                }
            }
        }
        let residual = governance.org.as_ref().map(|org| &org.data.residual);
        Claims {
            governance,
            residual: residual.and_then(|residual| governance.actor_or_person(residual)),
            granted_by,
        }
    }

    /// Whether two powers of which one covers the other collide.
    pub fn overlap(&self, one: &Power, other: &Power) -> bool {
        one.key.holder != other.key.holder
            // Roles of one template share its lines, each for its own unit.
            && one.place != other.place
            // A limit on both is an allowance, and many may have one.
            && !(one.up_to.is_some() && other.up_to.is_some())
            && !self.is_delegation(one, other)
            && !self.is_delegation(other, one)
    }

    /// Whether the holder of `to` has it from the holder of `from`: by its place in the tree, or by
    /// a policy of the giver or of somebody above it.
    pub fn is_delegation(&self, from: &Power, to: &Power) -> bool {
        let (giver, taker) = (&from.key.holder, &to.key.holder);
        self.residual.as_ref() == Some(giver)
            || self.is_above(giver, taker)
            || self
                .granted_by
                .get(&to.place)
                .is_some_and(|adopter| adopter == giver || self.is_above(adopter, giver))
    }

    /// Whether `lower` lives in or below the unit `upper`, or below the unit of the role `upper`.
    fn is_above(&self, upper: &Actor, lower: &Actor) -> bool {
        let (Some(top), Some(unit)) = (
            self.governance.unit_of(upper),
            self.governance.unit_of(lower),
        ) else {
            return false;
        };
        let inclusive = matches!((upper, lower), (Actor::Unit(_), Actor::Role(_)));
        if inclusive && unit == top {
            return true;
        }
        let mut at = self.governance.units.get(unit);
        // In a circle of parents the way never ends.
        for _ in 0..self.governance.units.len() {
            let Some(parent) = at.and_then(|unit| unit.data.parent.as_ref()) else {
                return false;
            };
            if parent.value == *top {
                return true;
            }
            at = self.governance.units.get(&parent.value);
        }
        false
    }
}
