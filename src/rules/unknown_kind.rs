//! Records whose `kind` is none of the eight.
//!
//! Found while a file is read; this rule gives the finding its reason and its page.

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;

pub(super) struct UnknownKind;

impl Rule for UnknownKind {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::UNKNOWN_KIND,
            summary: "a record says that it is of a kind that does not exist",
            severity: Severity::Error,
            level: Level::Rules,
            essential: true,
            page: include_str!("unknown-kind.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let why = "nothing is known of what such a record should say, so none of it counts";
        shared::from_loader(context, load::UNKNOWN_KIND, why)
    }
}
