//! Keys that the format does not know.
//!
//! Found while a file is read; this rule gives the finding its reason and its page.

use super::{Context, Rule, shared};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::schema;

pub(super) struct UnknownField;

impl Rule for UnknownField {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: schema::UNKNOWN_FIELD,
            summary: "a record has a field that its kind does not know",
            severity: Severity::Error,
            page: include_str!("unknown-field.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let why = "a misspelt limit, term or removal would be no limit, term or removal";
        shared::from_loader(context, schema::UNKNOWN_FIELD, why)
    }
}
