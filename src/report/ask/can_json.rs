//! What a person may do, for programs, version 1. Fields are added, never renamed or dropped.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::AskReport;
use super::json::head;
use crate::ask::{How, Sheet, Through};
use crate::power::Seat;
use crate::report::text::escaped;

/// Writes one JSON document and a line break; `asked` is what the user asked for.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(
    out: &mut dyn Write,
    report: &AskReport<'_>,
    asked: Json,
    sheet: &Sheet<'_>,
) -> io::Result<()> {
    let mut document = head(report, asked);
    document.insert("person".to_owned(), report.person_json(&sheet.person));
    let seats = sheet
        .seats
        .iter()
        .map(|seat| seat_json(report, sheet, seat));
    document.insert("seats".to_owned(), seats.collect());
    let groups = sheet.groups.iter().map(|group| {
        json!({
            "how": match group.how {
                How::Alone => "alone",
                How::Together => "together",
                How::Consent => "consent",
            },
            "as": report.actor_json(group.actor),
            "through": match &group.through {
                Through::Seat => json!({"kind": "seat"}),
                Through::Deputy => json!({"kind": "deputy"}),
                Through::Role(role) => report.actor_json(role),
                Through::StandIn(other) => report.actor_json(other),
            },
            "powers": report.powers_json(&group.powers),
        })
    });
    document.insert("groups".to_owned(), groups.collect());
    writeln!(out, "{}", escaped(serde_json::to_string(&document)?))
}

fn seat_json(report: &AskReport<'_>, sheet: &Sheet<'_>, seat: &Seat) -> Json {
    let removers = report.records.removers(&seat.actor);
    let removers = removers
        .iter()
        .map(|power| report.actor_json(&power.key.holder));
    let shielded = sheet
        .shielded
        .iter()
        .any(|known| std::ptr::eq(*known, seat));
    json!({
        "in": report.actor_json(&seat.actor),
        "as": seat.capacity.word(),
        "through": seat.through,
        "until": seat.until,
        "able": seat.able,
        "removed_by": removers.collect::<Vec<_>>(),
        "unremovable": shielded,
        "where": report.place_json(seat.place),
    })
}
