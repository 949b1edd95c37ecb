//! The part of a shift that says which power it is about.

use crate::model::Object;
use crate::power::Power;

use super::sides::{Both, blank};
use super::{Saying, Shift, ShiftKind};

/// A shift of a power, with neither parties nor people yet.
pub(super) fn about(both: &Both<'_>, kind: ShiftKind, power: &Power, object: Object) -> Shift {
    Shift {
        right: Some(power.key.right),
        object_name: both.object_name(&object),
        act: power.key.act,
        ..blank(kind, object)
    }
}

/// Up to what, and under which condition, a power holds.
pub(super) fn bound(power: &Power) -> Option<Saying> {
    let amount = power.up_to.as_ref().map(ToString::to_string);
    let when = power.key.when.as_ref().map(ToString::to_string);
    Some(match (amount, when) {
        (Some(amount), Some(when)) => {
            let english = format!("up to {amount}, when {when}");
            let parts = [("amount", amount.into()), ("when", when.into())];
            Saying::new(english, "bound-up-to-when", parts)
        }
        (Some(amount), None) => {
            let english = format!("up to {amount}");
            Saying::new(english, "bound-up-to", [("amount", amount.into())])
        }
        (None, Some(when)) => {
            let english = format!("when {when}");
            Saying::new(english, "bound-when", [("when", when.into())])
        }
        (None, None) => return None,
    })
}
