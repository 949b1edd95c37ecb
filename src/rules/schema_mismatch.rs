//! Values of another shape than the format wants.
//!
//! Found while a file is read; this rule gives the finding its reason and its page.

use super::{Context, Rule, find, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::schema;
use crate::source::Place;

pub(super) struct SchemaMismatch;

impl Rule for SchemaMismatch {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: schema::SCHEMA_MISMATCH,
            summary: "a field holds a value of another shape than the format wants",
            severity: Severity::Error,
            level: Level::Rules,
            essential: true,
            page: include_str!("schema-mismatch.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let why = "a value that cannot be understood binds nobody";
        let mut findings = shared::from_loader(context, schema::SCHEMA_MISMATCH, why);
        findings.extend(weighed_though_essential(context));
        findings
    }
}

/// Rules to which `polity.toml` gives a weight though they cannot weigh otherwise.
fn weighed_though_essential(context: &Context<'_>) -> Vec<Finding> {
    let config = &context.loaded.config;
    let Some(source) = config.source else {
        return Vec::new();
    };
    let is_essential = |id: &str| find(id).is_some_and(|info| info.essential);
    let weighed = config.weights.iter().filter(|(id, _)| is_essential(id));
    weighed
        .map(|(id, weight)| {
            let place = Place {
                source,
                span: weight.span,
            };
            let message = format!("`{id}` cannot weigh otherwise than it does");
            Finding::new(schema::SCHEMA_MISMATCH, Severity::Error, place, message)
                .label("what it finds is not read at all")
                .why("the other rules would judge a picture with a hole")
                .fix("delete the line, and mend the records")
        })
        .collect()
}
