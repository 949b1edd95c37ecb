//! Ids that differ from the names of their files.
//!
//! Found while a file is read; this rule gives the finding its reason and its page.

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;

pub(super) struct IdMismatch;

impl Rule for IdMismatch {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::ID_MISMATCH,
            summary: "a record's id is not the name of its file",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("id-mismatch.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let why = "whoever protects the file by its name would protect another record";
        shared::from_loader(context, load::ID_MISMATCH, why)
    }
}
