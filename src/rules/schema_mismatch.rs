//! Values of another shape than the format wants.
//!
//! Found while a file is read; this rule gives the finding its reason and its page.

use super::{Context, Rule, shared};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::schema;

pub(super) struct SchemaMismatch;

impl Rule for SchemaMismatch {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: schema::SCHEMA_MISMATCH,
            summary: "a field holds a value of another shape than the format wants",
            severity: Severity::Error,
            page: include_str!("schema-mismatch.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let why = "a value that cannot be understood binds nobody";
        shared::from_loader(context, schema::SCHEMA_MISMATCH, why)
    }
}
