//! Topics against holders, for programs, version 1. Fields are added, never renamed or dropped.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::AskReport;
use super::cells::entry_words;
use super::json::{act, amount, head};
use crate::ask::{From, Matrix};
use crate::report::text::escaped;
use crate::wording::domain;

/// Writes one JSON document and a line break; `asked` is what the user asked for.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(
    out: &mut dyn Write,
    report: &AskReport<'_>,
    asked: Json,
    matrix: &Matrix,
) -> io::Result<()> {
    let mut document = head(report, asked);
    let columns = matrix.columns.iter().map(|actor| report.actor_json(actor));
    document.insert("columns".to_owned(), columns.collect());
    let topics = matrix.topics.iter().map(|topic| {
        let about = domain(report.records.governance, topic);
        json!({"object": topic, "about": about})
    });
    document.insert("topics".to_owned(), topics.collect());
    let cells = matrix.cells.iter().map(|((row, column), cell)| {
        let topic = &matrix.topics[*row];
        let says = cell.iter().map(|entry| {
            json!({
                "right": entry.right,
                "act": act(entry.act),
                "up_to": amount(entry.up_to.as_ref()),
                "from": match entry.from {
                    From::Start => "start",
                    From::Limit => "limit",
                    From::Rest => "rest",
                },
                "with_others": entry.shared,
                "sometimes": entry.sometimes,
                "by_default": entry.implied,
                "words": entry_words(topic, entry),
            })
        });
        json!({
            "topic": topic,
            "who": matrix.columns[*column].id(),
            "kind": matrix.columns[*column].kind().word(),
            "says": says.collect::<Vec<_>>(),
        })
    });
    document.insert("cells".to_owned(), cells.collect());
    writeln!(out, "{}", escaped(&serde_json::to_string(&document)?))
}
