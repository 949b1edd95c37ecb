//! Seats in the cells of tables.

use super::Here;
use crate::model::{Actor, Capacity, Chosen};
use crate::site::seat::Seat;
use crate::site::text::capital;
use crate::site::view::{Rich, Tone};

/// A seat with what is special about it.
pub(super) fn seat_cell(here: &Here<'_>, seat: &Seat) -> Rich {
    let mut cell = match &seat.actor {
        Actor::Unit(_) => Rich::from("Member of ").then(here.actor(&seat.actor)),
        actor => here.actor(actor),
    };
    if seat.capacity != Capacity::Holder {
        cell = cell.then(format!(", {}", seat.capacity.word()));
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

/// How somebody came into a seat.
pub(super) fn chosen(seat: &Seat) -> Rich {
    seat.how.map_or_else(Rich::new, |how| {
        Rich::from(match how {
            Chosen::ExOfficio => "By another seat".to_owned(),
            Chosen::Lot => "By lot".to_owned(),
            Chosen::SelfSelected => "By oneself".to_owned(),
            Chosen::Emergent => "By being followed".to_owned(),
            Chosen::Acting => "For the time being".to_owned(),
            how => capital(how.word()),
        })
    })
}

/// A tag for a seat that nobody holds.
pub(super) fn vacant() -> Rich {
    Rich::new().tag("vacant", Tone::Vacant)
}
