//! Text that does not follow the grammar of its format, or uses a part of it that records do not.
//!
//! Found while a file is read; this rule gives the finding its reason and its page.

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;

pub(super) struct BrokenSyntax;

impl Rule for BrokenSyntax {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::BROKEN_SYNTAX,
            summary: "a record's file does not follow the grammar of its format",
            severity: Severity::Error,
            level: Level::Rules,
            essential: true,
            page: include_str!("broken-syntax.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let why = "the record is missing from everything that is checked, compared and shown";
        shared::from_loader(context, load::BROKEN_SYNTAX, why)
    }
}
