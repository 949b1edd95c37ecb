//! Who may do something, for programs, version 1. Fields are added, never renamed or dropped.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::AskReport;
use super::json::{act, head};
use crate::ask::{Card, Claim, Topic};
use crate::model::Right;
use crate::report::text::escaped;
use crate::wording::domain;

/// Writes one JSON document and a line break.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(
    out: &mut dyn Write,
    report: &AskReport<'_>,
    asked: &str,
    right: Option<Right>,
    cards: &[Card<'_>],
    near: &[Topic],
) -> io::Result<()> {
    let mut document = head(report, json!({"object": asked, "right": right}));
    let answers: Vec<Json> = cards.iter().map(|card| report.card_json(card)).collect();
    document.insert("answers".to_owned(), json!(answers));
    let near = near.iter().map(|topic| {
        json!({
            "kind": match topic {
                Topic::Domain(_) => "domain",
                Topic::Actor(actor) => actor.kind().word(),
                Topic::Policy(_) => "policy",
            },
            "object": topic.word(),
        })
    });
    document.insert("nearest".to_owned(), near.collect());
    writeln!(out, "{}", escaped(serde_json::to_string(&document)?))
}

impl AskReport<'_> {
    pub(super) fn card_json(&self, card: &Card<'_>) -> Json {
        let matters: Vec<Json> = card
            .matters
            .iter()
            .map(|matter| {
                let stages = matter.stages.iter().map(|stage| {
                    json!({
                        "over": stage.at,
                        "claim": match stage.claim {
                            Claim::One => "one",
                            Claim::Each => "each",
                            Claim::Together => "together",
                            Claim::Rivals => "rivals",
                            Claim::Residual => "residual",
                            Claim::Nobody => "nobody",
                        },
                        "powers": self.powers_json(&stage.powers),
                    })
                });
                json!({
                    "act": act(matter.act),
                    "stages": stages.collect::<Vec<_>>(),
                    "sometimes": self.powers_json(&matter.sometimes),
                })
            })
            .collect();
        json!({
            "object": card.object,
            "about": domain(self.records.governance, &card.object),
            "lies_in": card.wider,
            "matters": matters,
            "others": self.powers_json(&card.others),
            "policies": card.policies,
        })
    }
}
