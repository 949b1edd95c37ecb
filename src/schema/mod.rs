//! L2: the JSON Schemas of `schemas/`, the public contract of the record format. The only importer
//! of the schema validator.

mod explain;
mod modeline;
mod order;
mod records;

use std::sync::{LazyLock, OnceLock};

use jsonschema::{PatternCache, Validator};
use serde_json::Value as Json;

use crate::diag::Finding;
use crate::model::Kind;
use crate::source::{Node, SourceId};

pub use explain::{MISSING_FIELD, SCHEMA_MISMATCH, UNKNOWN_FIELD};
pub use modeline::with_modeline;
pub use order::key_order;
use records::Records;

/// The schema of a kind as it is published.
pub fn text(kind: Kind) -> &'static str {
    match kind {
        Kind::Org => include_str!("../../schemas/org.schema.json"),
        Kind::Person => include_str!("../../schemas/person.schema.json"),
        Kind::Unit => include_str!("../../schemas/unit.schema.json"),
        Kind::Role => include_str!("../../schemas/role.schema.json"),
        Kind::Method => include_str!("../../schemas/method.schema.json"),
        Kind::Policy => include_str!("../../schemas/policy.schema.json"),
        Kind::Agreement => include_str!("../../schemas/agreement.schema.json"),
        Kind::Decision => include_str!("../../schemas/decision.schema.json"),
    }
}

/// The schemas of what the program writes for other programs, by the command that prints it, and
/// of the data in a handbook.
pub const OUTPUTS: [(&str, &str); 7] = [
    ("check", include_str!("../../schemas/check.schema.json")),
    ("diff", include_str!("../../schemas/diff.schema.json")),
    ("who", include_str!("../../schemas/who.schema.json")),
    ("can", include_str!("../../schemas/can.schema.json")),
    ("why", include_str!("../../schemas/why.schema.json")),
    ("matrix", include_str!("../../schemas/matrix.schema.json")),
    (
        "handbook-api",
        include_str!("../../schemas/handbook-api.schema.json"),
    ),
];

/// The rules that this layer reports, without their pages.
pub fn rule_ids() -> [&'static str; 3] {
    [UNKNOWN_FIELD, MISSING_FIELD, SCHEMA_MISMATCH]
}

/// The schema of `polity.toml`.
pub const CONFIG: &str = include_str!("../../schemas/config.schema.json");

struct Compiled {
    json: Json,
    validator: Validator<Records>,
}

impl Compiled {
    /// The schemas are part of the program: a test compiles each of them.
    fn new(text: &str) -> Self {
        let json: Json = serde_json::from_str(text).expect("a published schema is JSON");
        let validator = jsonschema::options_for::<Records>()
            .should_validate_formats(true)
            .with_pattern_options(jsonschema::PatternOptions::regex())
            .with_pattern_cache(PATTERNS.clone())
            .build(&json)
            .expect("a published schema compiles");
        Compiled { json, validator }
    }
}

/// The patterns of all schemas: most kinds have the same ones.
static PATTERNS: LazyLock<PatternCache> = LazyLock::new(PatternCache::new);

/// Each is compiled when the first record of its kind is held against it.
static RECORDS: [OnceLock<Compiled>; Kind::ALL.len()] =
    [const { OnceLock::new() }; Kind::ALL.len()];

static CONFIGURATION: LazyLock<Compiled> = LazyLock::new(|| Compiled::new(CONFIG));

fn compiled(kind: Kind) -> &'static Compiled {
    // `Kind::ALL` lists every kind once, in the order of the declaration.
    RECORDS[kind as usize].get_or_init(|| Compiled::new(text(kind)))
}

/// Holds a record against the schema of its kind. Each fault is one finding, at the node or key
/// concerned, in the order of the text.
pub fn check(kind: Kind, node: &Node, source: SourceId) -> Vec<Finding> {
    hold(compiled(kind), kind.word(), node, source)
}

/// Holds `polity.toml` against its schema, as [`check`] does with records.
pub fn check_config(node: &Node, source: SourceId) -> Vec<Finding> {
    hold(&CONFIGURATION, "configuration", node, source)
}

fn hold(compiled: &Compiled, what: &str, node: &Node, source: SourceId) -> Vec<Finding> {
    if compiled.validator.is_valid(node) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for error in compiled.validator.iter_errors(node) {
        let place = error.instance_path().to_string();
        for finding in explain::explain(&error, &compiled.json, what, node, source) {
            // A text that breaks a pattern may break a format and a length too: one is enough.
            if finding.rule != SCHEMA_MISMATCH || seen.insert(place.clone()) {
                findings.push(finding);
            }
        }
    }
    findings.sort_by_key(|finding| (finding.primary.place, finding.message.clone()));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_compiles_and_names_its_kind() {
        for kind in Kind::ALL {
            let compiled = compiled(kind);
            assert_eq!(compiled.json["properties"]["kind"]["const"], kind.word());
        }
    }
}
