//! Shifts for programs, version 1.
//!
//! Authorisation is not part of it yet: no field says or suggests that anything was judged.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::shift::{Party, SideName, Tense, headline, lines};

use super::diff::DiffReport;
use super::text::escaped;

#[derive(Serialize)]
struct Document<'d> {
    version: u8,
    tool: &'d str,
    as_of: String,
    base: Json,
    head: Json,
    headline: Option<String>,
    checked: Json,
    shifts: Vec<Json>,
    people: Map<String, Json>,
    lines: Vec<Json>,
    seats: Vec<Json>,
}

/// Writes one JSON document and a line break.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, report: &DiffReport<'_>) -> io::Result<()> {
    let comparison = report.comparison;
    let mut people: Map<String, Json> = Map::new();
    for (id, name) in &comparison.names {
        let numbers = |of: fn(&crate::shift::Shift) -> &Vec<crate::model::Id>| -> Vec<usize> {
            comparison
                .shifts
                .iter()
                .enumerate()
                .filter(|(_, shift)| of(shift).contains(id))
                .map(|(number, _)| number + 1)
                .collect()
        };
        let gained = numbers(|shift| &shift.gains);
        let lost = numbers(|shift| &shift.loses);
        if !gained.is_empty() || !lost.is_empty() {
            people.insert(
                id.to_string(),
                json!({"name": name, "gained": gained, "lost": lost}),
            );
        }
    }
    let document = Document {
        version: 1,
        tool: concat!("polity ", env!("CARGO_PKG_VERSION")),
        as_of: comparison.as_of.to_string(),
        base: json!({"ref": report.base, "commit": report.base_commit}),
        head: json!({"ref": report.head, "commit": report.head_commit}),
        headline: headline(comparison, Tense::Proposal),
        checked: json!({
            "records": report.records,
            "changed": report.changed,
            "skipped": report.skipped,
        }),
        shifts: comparison
            .shifts
            .iter()
            .enumerate()
            .map(|(number, shift)| {
                json!({
                    "n": number + 1,
                    "kind": shift.kind.word(),
                    "right": shift.right,
                    "over": shift.object,
                    "act": match shift.act {
                        crate::power::Act::Any => None,
                        crate::power::Act::Choose => Some("choose"),
                        crate::power::Act::Remove => Some("remove"),
                    },
                    "from": shift.from.as_ref().map(party),
                    "to": shift.to.as_ref().map(party),
                    "before": shift.before,
                    "after": shift.after,
                    "gains": shift.gains,
                    "loses": shift.loses,
                    "detail": shift.detail,
                    "cause": shift.cause,
                    "where": shift.places.iter().map(|place| json!({
                        "path": place.path,
                        "line": place.line,
                        "side": match place.side {
                            SideName::Base => "base",
                            SideName::Head => "head",
                        },
                    })).collect::<Vec<_>>(),
                    "id": shift.id(),
                })
            })
            .collect(),
        people,
        seats: comparison
            .entries
            .iter()
            .map(|entry| {
                json!({
                    "change": if entry.gained { "gained" } else { "lost" },
                    "who": entry.who,
                    "role": entry.role,
                    "body": entry.body,
                })
            })
            .collect(),
        lines: lines(comparison)
            .into_iter()
            .map(|line| {
                json!({
                    "side": if line.gains { "gains" } else { "loses" },
                    "who": line.who,
                    "what": line.phrases.iter().map(|phrase| json!({
                        "text": phrase.text,
                        "shift": phrase.shift,
                    })).collect::<Vec<_>>(),
                })
            })
            .collect(),
    };
    writeln!(out, "{}", escaped(&serde_json::to_string(&document)?))
}

fn party(party: &Party) -> Json {
    json!({
        "actor": party.actor.id(),
        "kind": party.actor.kind().word(),
        "name": party.name,
        "method": (!party.method.is_empty()).then_some(&party.method),
        "people": party.people,
        "alone": party.alone,
    })
}
