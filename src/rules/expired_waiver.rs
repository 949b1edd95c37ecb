//! Waivers whose last day has passed.

use super::waivers::Waivers;
use super::{Context, Rule};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::source::Place;

const ID: &str = "expired-waiver";

pub(super) struct ExpiredWaiver;

impl Rule for ExpiredWaiver {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a waiver's last day has passed, so it lets nothing pass any more",
            severity: Severity::Warning,
            level: Level::Rules,
            essential: false,
            page: include_str!("expired-waiver.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let waivers = Waivers::of(context);
        waivers
            .over(context)
            .map(|placed| {
                let waiver = placed.waiver;
                let place = Place {
                    source: placed.source,
                    span: waiver.until.span,
                };
                let message = format!("this waiver of `{}` is over", *waiver.rule);
                let mut finding = Finding::new(ID, Severity::Warning, place, message)
                    .label(format!("its last day was {}", *waiver.until))
                    .why("what was borne for a while is told again, and somebody must decide anew")
                    .fix("delete the waiver, or decide on it again and write the new day");
                finding.record.clone_from(&placed.inside);
                finding
            })
            .collect()
    }
}
