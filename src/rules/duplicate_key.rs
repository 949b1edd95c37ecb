//! Mappings that write one key twice.
//!
//! Found while a file is read; this rule gives the finding its reason and its page.

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;

pub(super) struct DuplicateKey;

impl Rule for DuplicateKey {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::DUPLICATE_KEY,
            summary: "a mapping writes the same key twice",
            severity: Severity::Error,
            level: Level::Rules,
            essential: true,
            page: include_str!("duplicate-key.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let why = "readers disagree which of the two counts, and so would people";
        shared::from_loader(context, load::DUPLICATE_KEY, why)
    }
}
