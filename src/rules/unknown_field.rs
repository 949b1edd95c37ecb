//! Keys that the format does not know.
//!
//! Found while a file is read; this rule gives the finding its reason and its page.

use super::{Context, Rule, find, infos, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity, did_you_mean};
use crate::schema;
use crate::source::Place;

pub(super) struct UnknownField;

impl Rule for UnknownField {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: schema::UNKNOWN_FIELD,
            summary: "a record has a field that its kind does not know",
            severity: Severity::Error,
            level: Level::Rules,
            essential: true,
            page: include_str!("unknown-field.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let why = "a misspelt limit, term or removal would be no limit, term or removal";
        let mut findings = shared::from_loader(context, schema::UNKNOWN_FIELD, why);
        findings.extend(unknown_rules(context));
        findings
    }
}

/// Rules to which `polity.toml` gives a weight, and that there are not.
fn unknown_rules(context: &Context<'_>) -> Vec<Finding> {
    let config = &context.loaded.config;
    let Some(source) = config.source else {
        return Vec::new();
    };
    let unknown = config.weights.iter().filter(|(id, _)| find(id).is_none());
    unknown
        .map(|(id, weight)| {
            let place = Place {
                source,
                span: weight.span,
            };
            let near = did_you_mean(id, infos().iter().map(|info| info.id));
            let message = format!("there is no rule `{id}` to weigh");
            Finding::new(schema::UNKNOWN_FIELD, Severity::Error, place, message)
                .label(near.unwrap_or_else(|| "no rule of this name".to_owned()))
                .why("a misspelt rule goes on as if nothing were written")
                .fix("`polity explain` lists all rules")
        })
        .collect()
}
