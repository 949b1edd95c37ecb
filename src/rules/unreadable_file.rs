//! Files that hold no text to read: other bytes than UTF-8, links, devices, or too much of it.
//!
//! Found while a file is read; this rule gives the finding its reason and its page.

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;

pub(super) struct UnreadableFile;

impl Rule for UnreadableFile {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::UNREADABLE_FILE,
            summary: "a record's file cannot be read as text",
            severity: Severity::Error,
            level: Level::Rules,
            essential: true,
            page: include_str!("unreadable-file.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let why = "what stands in it governs nobody until it can be read";
        shared::from_loader(context, load::UNREADABLE_FILE, why)
    }
}
