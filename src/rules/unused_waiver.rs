//! Waivers that match nothing.

use super::waivers::Placed;
use super::{Context, Rule, find, infos};
use crate::diag::{Finding, Level, RuleInfo, Severity, did_you_mean};
use crate::source::{Place, remove};

pub(super) const ID: &str = "unused-waiver";

pub(super) struct UnusedWaiver;

impl Rule for UnusedWaiver {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a waiver matches no finding",
            severity: Severity::Warning,
            level: Level::Rules,
            essential: false,
            page: include_str!("unused-waiver.md"),
        }
    }

    /// Nothing by itself: what the other rules found decides, see [`tell`].
    fn check(&self, _context: &Context<'_>) -> Vec<Finding> {
        Vec::new()
    }
}

/// The findings for waivers that were of no use.
pub(super) fn tell(context: &Context<'_>, unused: &[&Placed<'_>]) -> Vec<Finding> {
    let told = unused.iter().map(|placed| {
        let rule = &placed.waiver.rule;
        let at_rule = Place {
            source: placed.source,
            span: rule.span,
        };
        let new = |place, message: String| Finding::new(ID, Severity::Warning, place, message);
        let finding = match find(rule) {
            None => {
                let near = did_you_mean(rule, infos().iter().map(|info| info.id));
                let finding = new(at_rule, format!("there is no rule `{}`", rule.value));
                let finding = match near {
                    Some(near) => finding.label(near),
                    None => finding.label("no rule of this name"),
                };
                finding.fix("`polity explain` lists all rules")
            }
            Some(info) if info.essential => new(at_rule, format!("`{}` cannot be waived", info.id))
                .label("such a record is not read at all")
                .fix("mend the record, and delete the waiver"),
            Some(_) => new(placed.place(), "this waiver matches nothing".to_owned())
                .label(format!("no finding of `{}` here", rule.value))
                .fix("delete it")
                .mended_by(remove(
                    context.loaded.sources.get(placed.source),
                    &[placed.waiver.span],
                )),
        };
        let mut finding = finding.why("a waiver that is no longer needed hides what comes next");
        finding.record.clone_from(&placed.inside);
        finding
    });
    told.collect()
}
