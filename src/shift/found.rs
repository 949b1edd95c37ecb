//! A shift on its way: what a detector found, and the entries that may have caused it.

use crate::source::{Place, Span};

use super::sides::Both;
use super::{Shift, SideName, Where};

/// A shift with the entries that may have caused it.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) shift: Shift,
    /// The likeliest first; the first whose text differs is the cause.
    pub(super) causes: Vec<Cause>,
}

/// An entry or a whole record that may have been edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cause {
    side: SideName,
    place: Place,
    /// Any line of the record will do, and the first that differs is told.
    loose: bool,
}

impl Cause {
    /// One entry, told by the line where it begins.
    pub(super) fn entry(side: SideName, place: Place) -> Self {
        Cause {
            side,
            place,
            loose: false,
        }
    }

    /// A whole record, told by its first line that differs.
    pub(super) fn record(side: SideName, place: Place) -> Self {
        Cause {
            side,
            place,
            loose: true,
        }
    }

    /// The line to show, where the text differs from the other side.
    fn edited(self, both: &Both<'_>) -> Option<Where> {
        let line = both.changed().first(self.side, self.place)?;
        let mut place = both.place(self.side, self.place);
        if self.loose {
            place.line = line;
        }
        Some(place)
    }
}

impl Found {
    /// A shift that the entries at these places caused, the head's first.
    pub(super) fn at(shift: Shift, places: &[(SideName, Place)]) -> Self {
        let mut places: Vec<(SideName, Place)> = places.to_vec();
        places.sort_by_key(|(side, _)| std::cmp::Reverse(*side));
        let causes = places.iter();
        let causes = causes.map(|(side, place)| Cause::entry(*side, *place));
        Found {
            shift,
            causes: causes.collect(),
        }
    }

    /// The same with further entries that may have caused it.
    #[must_use]
    pub(super) fn or(mut self, causes: impl IntoIterator<Item = Cause>) -> Self {
        self.causes.extend(causes);
        self
    }

    /// The shift with the edited entry that caused it.
    pub(super) fn finish(self, both: &Both<'_>) -> Shift {
        let mut shift = self.shift;
        let mut causes = self.causes.into_iter();
        shift.entry = causes.find_map(|cause| cause.edited(both));
        shift
    }
}

/// The place of the whole record around a span.
pub(super) fn whole<T>(record: &crate::model::Record<T>) -> Place {
    record.place(Span::new(record.span.start, record.span.end))
}
