//! Moved: the same right has another holder.

use crate::model::Right;
use crate::power::{Origin, Power};
use crate::shift::about::{about, bound};
use crate::shift::found::Found;
use crate::shift::parties::Hold;
use crate::shift::sides::{Both, ordered};
use crate::shift::{Saying, Shift, ShiftKind, SideName};

/// From one party to another, where both are one power or several joint ones.
pub(super) fn shift(both: &Both<'_>, from: &[&Power], to: &[&Power]) -> Found {
    let (was, is) = (
        Hold::together(both, SideName::Base, from.to_vec()),
        Hold::together(both, SideName::Head, to.to_vec()),
    );
    let (gains, loses) = was.passes_to(&is);
    let implied = |powers: &[&Power]| powers.iter().all(|p| p.origin == Origin::Implied);
    let by_default = implied(from) && implied(to);
    let places: Vec<_> = to
        .iter()
        .map(|power| (SideName::Head, power.place))
        .chain(from.iter().map(|power| (SideName::Base, power.place)))
        .collect();
    // To decide and to decide jointly are one matter.
    let right = if from[0].key.right == to[0].key.right {
        to[0].key.right
    } else {
        Right::Decide
    };
    let shift = Shift {
        right: Some(right),
        before: bound(from[0]).or_else(|| was.jointly()),
        after: bound(to[0]).or_else(|| is.jointly()),
        from: was.party(both),
        to: is.party(both),
        gains,
        loses,
        cause: by_default.then(|| Saying::new("by the default constitution", "cause-default", [])),
        places: ordered(
            places
                .iter()
                .map(|(side, p)| both.place(*side, *p))
                .collect(),
        ),
        effect: was.effect(&is),
        ..about(both, ShiftKind::Moved, to[0], to[0].key.object.clone())
    };
    Found::at(shift, &places)
}
