//! Seats in the cells of tables.

use super::Here;
use crate::model::{Actor, Capacity};
use crate::site::seat::Seat;
use crate::site::view::{Rich, Tone};

/// A seat with what is special about it.
pub(super) fn seat_cell(here: &Here<'_>, seat: &Seat) -> Rich {
    let mut cell = match &seat.actor {
        Actor::Unit(_) => here
            .words
            .rich("member-of", [("unit", here.actor(&seat.actor).into())]),
        actor => here.actor(actor),
    };
    if seat.capacity != Capacity::Holder {
        cell = with_capacity(here, cell, seat.capacity);
    }
    let detail: Vec<&str> = [&seat.focus, &seat.share]
        .into_iter()
        .flatten()
        .map(|text| &**text)
        .collect();
    if detail.is_empty() {
        cell
    } else {
        cell.line().muted(detail.join(", "))
    }
}

/// A seat, or who has it, with the capacity in which it is held.
pub(super) fn with_capacity(here: &Here<'_>, seat: Rich, capacity: Capacity) -> Rich {
    let capacity = here.words.word("capacity", capacity.word());
    let said = [("seat", seat.into()), ("capacity", capacity.into())];
    here.words.rich("seat-as", said)
}

/// How somebody came into a seat.
pub(super) fn chosen(here: &Here<'_>, seat: &Seat) -> Rich {
    seat.how.map_or_else(Rich::new, |how| {
        Rich::from(here.words.word("chosen", how.word()))
    })
}

/// A tag for a seat that nobody holds.
pub(super) fn vacant(here: &Here<'_>) -> Rich {
    Rich::new().tag(here.words.text("vacant"), Tone::Vacant)
}
