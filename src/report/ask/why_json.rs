//! Why somebody may do something, for programs, version 1. Fields are added, never renamed or
//! dropped.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::AskReport;
use super::json::head;
use crate::ask::Why;
use crate::power::Tie;
use crate::report::text::escaped;

/// Writes one JSON document and a line break; `asked` is what the user asked for.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(
    out: &mut dyn Write,
    report: &AskReport<'_>,
    asked: Json,
    why: &Why<'_>,
) -> io::Result<()> {
    let mut document = head(report, asked);
    document.insert("person".to_owned(), report.person_json(&why.person));
    document.insert("objects".to_owned(), json!(why.objects));
    let chains = why.chains.iter().map(|chain| {
        let steps = chain.steps.iter().map(|step| {
            json!({
                "actor": report.actor_json(&step.actor),
                "tie": tie(step.tie),
                "where": step.place.map(|place| report.place_json(place)),
            })
        });
        json!({
            "power": report.power_json(chain.power),
            "above": chain.above,
            "steps": steps.collect::<Vec<_>>(),
        })
    });
    document.insert("chains".to_owned(), chains.collect());
    let cards = why.cards.iter().map(|card| report.card_json(card));
    let cards: Vec<Json> = if why.chains.is_empty() {
        cards.collect()
    } else {
        Vec::new()
    };
    document.insert("instead".to_owned(), json!(cards));
    document.insert("nearest".to_owned(), report.powers_json(&why.near));
    writeln!(out, "{}", escaped(serde_json::to_string(&document)?))
}

/// The word for programs.
fn tie(tie: Tie) -> &'static str {
    match tie {
        Tie::Holds => "holds",
        Tie::Deputises => "deputises",
        Tie::Member => "member",
        Tie::Through => "through",
        Tie::Represents => "represents",
        Tie::ActsFor => "acts-for",
        Tie::GrantedBy => "granted-by",
        Tie::NamedBy => "named-by",
        Tie::DelegatedBy => "delegated-by",
        Tie::PartOf => "part-of",
        Tie::Top => "top",
    }
}
