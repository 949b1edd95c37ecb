//! Topics against holders, for programs, version 1. Fields are added, never renamed or dropped.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::AskReport;
use super::cells::entry_words;
use super::json::{act, amount, head};
use crate::ask::{From, Matrix};
use crate::catalogue::Catalogue;
use crate::power::distribution::{Distribution, Found, Overview, Population};
use crate::power::game::Exact;
use crate::report::text::escaped;
use crate::wording::{domain, spread};

/// Writes one JSON document and a line break; `asked` is what the user asked for.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(
    out: &mut dyn Write,
    report: &AskReport<'_>,
    asked: Json,
    matrix: &Matrix,
    overview: Option<&Overview<'_>>,
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
    document.insert("distribution".to_owned(), json!(overview.map(distribution)));
    writeln!(out, "{}", escaped(serde_json::to_string(&document)?))
}

/// How the power to decide is spread: numbers with the people they are about.
fn distribution(overview: &Overview<'_>) -> Json {
    let (by_one, topics) = overview.decided_by_one();
    let whole = overview.whole();
    let group = |found: &Found| json!({"people": found.people, "least": found.least});
    json!({
        "words": spread(Catalogue::english(), overview, whole.as_ref()),
        "topics": topics,
        "topics_decided_by_one_person": by_one,
        "deciding_alone": overview.deciding_alone(),
        "powers_of_one_person": overview.single.len(),
        "powers_of_nobody": overview.nobody.len(),
        "powers_not_computed": overview.not_computed.len(),
        "smallest_group_for_everything": whole.as_ref().map(group),
        "smallest_group_to_lose": overview.bus_factor().as_ref().map(group),
        "of_everybody": overview.distribution(Population::Everybody).map(|all| measures(&all)),
        "of_holders": overview.distribution(Population::Holders).map(|all| measures(&all)),
    })
}

/// The measures over one population.
fn measures(distribution: &Distribution) -> Json {
    let half = Exact::ratio(1, 2);
    json!({
        "people": distribution.people(),
        "effective_number": distribution.effective_number().to_f64(),
        "gini": distribution.gini().to_f64(),
        "top_share": distribution.top_share(1).to_f64(),
        "people_with_more_than_half": half.and_then(|half| distribution.nakamoto(&half)),
    })
}
