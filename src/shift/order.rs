//! The order in which shifts are told: those of one edited record together, and the weightiest
//! first, both among the records and within each.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::model::Format;

use super::sides::Both;
use super::{Shift, ShiftKind, SideName, Where};

/// How much a shift weighs; the least comes first. By its kind, then whether records say it
/// themselves, then whether it is about a domain or about seats and borders.
pub(super) type Weight = (ShiftKind, bool, bool);

/// How much a shift weighs.
pub(super) fn weight(shift: &Shift) -> Weight {
    (
        shift.kind,
        shift.cause.is_some(),
        is_about_people(&shift.object),
    )
}

/// Sorts the shifts. Where every record has a file of its own, shifts of one file belong together;
/// elsewhere those of one line do.
pub(super) fn sort(both: &Both<'_>, shifts: &mut Vec<Shift>) {
    let format = both.head.governance.format;
    let record = |entry: &Where| match entry.side {
        SideName::Base => both.changed().now(&entry.path).to_owned(),
        SideName::Head => entry.path.clone(),
    };
    let mut groups: BTreeMap<String, Vec<Shift>> = BTreeMap::new();
    for shift in shifts.drain(..) {
        let cause = match (&shift.entry, &shift.cause) {
            (Some(entry), _) if format == Format::Native => format!("record {}", record(entry)),
            (Some(entry), _) => format!("line {}:{}", entry.path, entry.line),
            (None, Some(cause)) => format!("cause {cause}"),
            (None, None) => format!("shift {}", shift.id()),
        };
        groups.entry(cause).or_default().push(shift);
    }
    let mut groups: Vec<Vec<Shift>> = groups.into_values().collect();
    for group in &mut groups {
        group.sort_by(compare);
    }
    // The heaviest shift of each stands first in it.
    groups.sort_by(|a, b| compare(&a[0], &b[0]));
    shifts.extend(groups.into_iter().flatten());
}

fn compare(a: &Shift, b: &Shift) -> Ordering {
    weight(a)
        .cmp(&weight(b))
        .then_with(|| a.right.cmp(&b.right))
        .then_with(|| a.object.cmp(&b.object))
        .then_with(|| a.act.cmp(&b.act))
        .then_with(|| (&a.gains, &a.loses).cmp(&(&b.gains, &b.loses)))
        .then_with(|| a.id().cmp(&b.id()))
        .then_with(|| (&a.before, &a.after).cmp(&(&b.before, &b.after)))
}

/// Rights over seats and borders follow those over domains.
fn is_about_people(object: &str) -> bool {
    ["seats/", "membership/", "structure/", "rules/"]
        .iter()
        .any(|root| object.starts_with(root))
}
