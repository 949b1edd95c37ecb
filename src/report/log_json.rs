//! The shifts of history for programs, version 1.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use crate::shift::{ShiftSet, Tense, headline, lines};

use super::log::LogReport;
use super::text::escaped;

/// Writes one JSON document and a line break.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, report: &LogReport<'_>) -> io::Result<()> {
    let sets: Vec<Json> = report.sets.iter().map(|set| json_of(set)).collect();
    let document = json!({
        "version": 1,
        "tool": concat!("polity ", env!("CARGO_PKG_VERSION")),
        "commits": report.read,
        "unread": report.unread,
        "found": report.found,
        "sets": sets,
    });
    writeln!(out, "{}", escaped(serde_json::to_string(&document)?))
}

/// One set: the same in a log and in the data of a handbook.
pub(crate) fn json_of(set: &ShiftSet) -> Json {
    let comparison = &set.comparison;
    let side = |gains: bool| -> Vec<Json> {
        lines(comparison)
            .into_iter()
            .filter(|line| line.gains == gains)
            .map(|line| {
                let what = line.phrases.iter().map(|phrase| &phrase.text);
                json!({"who": line.who, "what": what.collect::<Vec<_>>()})
            })
            .collect()
    };
    json!({
        "date": set.date.to_string(),
        "cause": if set.lapse { "date" } else { "commit" },
        "commit": set.commit,
        "subject": set.subject,
        "author": (!set.lapse).then_some(&set.author),
        "headline": headline(comparison, Tense::History),
        "gains": side(true),
        "loses": side(false),
        "shifts": comparison.shifts.iter().map(|shift| json!({
            "kind": shift.kind.word(),
            "right": shift.right,
            "over": shift.object,
            "gains": shift.gains,
            "loses": shift.loses,
            "effect": shift.effect.word(),
            "id": shift.id(),
        })).collect::<Vec<_>>(),
        "alarms": comparison.alarms.iter().map(|alarm| json!({
            "kind": alarm.kind.word(),
            "over": alarm.over,
        })).collect::<Vec<_>>(),
        "trouble": set.trouble,
    })
}
