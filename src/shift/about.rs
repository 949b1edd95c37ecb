//! The part of a shift that says which power it is about.

use crate::model::Object;
use crate::power::Power;

use super::sides::{Both, blank};
use super::{Shift, ShiftKind};

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
pub(super) fn bound(power: &Power) -> Option<String> {
    let up_to = power.up_to.as_ref().map(|amount| format!("up to {amount}"));
    let when = power.key.when.as_ref().map(|when| format!("when {when}"));
    match (up_to, when) {
        (Some(up_to), Some(when)) => Some(format!("{up_to}, {when}")),
        (up_to, when) => up_to.or(when),
    }
}
