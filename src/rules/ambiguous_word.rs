//! Plain words and numbers that older readers of YAML take for something else.
//!
//! Found while a file is read; this rule gives the finding its reason and its page.

use super::{Context, Rule, shared};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::load;

pub(super) struct AmbiguousWord;

impl Rule for AmbiguousWord {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::AMBIGUOUS_WORD,
            summary: "a word without quotation marks is a truth value or number to other readers",
            severity: Severity::Warning,
            page: include_str!("ambiguous-word.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let why = "other tools on the same files would read another rule than this one";
        shared::from_loader(context, load::AMBIGUOUS_WORD, why)
    }
}
