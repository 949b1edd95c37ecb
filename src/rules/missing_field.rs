//! Fields that a record must have and has not.
//!
//! Found while a file is read; this rule gives the finding its reason and its page.

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::schema;

pub(super) struct MissingField;

impl Rule for MissingField {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: schema::MISSING_FIELD,
            summary: "a record lacks a field that its kind must have",
            severity: Severity::Error,
            level: Level::Rules,
            essential: true,
            page: include_str!("missing-field.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let why = "without it the record cannot be placed, and none of it counts";
        shared::from_loader(context, schema::MISSING_FIELD, why)
    }
}
