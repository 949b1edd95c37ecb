//! L2: how this repository wants to be judged and published: `polity.toml` beside the organisation's
//! file.
//!
//! It stands in the same tree as the records, so that a past commit is judged as it was then.

mod baseline;
mod handbook;
mod limits;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diag::{Finding, Level, Severity};
use crate::model::{Id, Waiver};
use crate::schema;
use crate::source::{At, Node, Place, SourceId, Span, TypeFault, read};

pub use baseline::{BASELINE_FILE, Baseline, Known};
pub use handbook::{BaseUrl, EditAddress, HandbookSettings, WebAddress};
pub use limits::Limits;

/// The name of the file, at the governance root.
pub const FILE: &str = "polity.toml";

/// What the file says; all of it may be left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Config {
    /// The file; none where there is no file.
    pub source: Option<SourceId>,
    /// What to look for.
    pub level: Option<Level>,
    /// The lightest finding that fails a check.
    pub fail_on: Option<Severity>,
    /// How much findings weigh here, by rule, in the order of the rules' names; with the places of
    /// the weights.
    pub weights: BTreeMap<Id, At<Weight>>,
    /// What is borne for a while.
    pub waivers: Vec<At<Waiver>>,
    /// From when on a pattern is a smell.
    pub limits: Limits,
    /// The findings that were there when checking began, where that was written down.
    pub baseline: Option<Baseline>,
    /// Where the handbook is published, and where the records behind it are kept.
    pub handbook: HandbookSettings,
}

/// How much the findings of a rule weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// The rule does not run.
    Off,
    /// Worth knowing.
    Info,
    /// Likely to go wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Weight {
    /// The severity; none where the rule does not run.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Weight::Off => None,
            Weight::Info => Some(Severity::Info),
            Weight::Warning => Some(Severity::Warning),
            Weight::Error => Some(Severity::Error),
        }
    }
}

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    check: Check,
    #[serde(default)]
    rules: BTreeMap<Id, At<Weight>>,
    #[serde(default)]
    waive: Vec<At<Waiver>>,
    #[serde(default)]
    limits: Limits,
    #[serde(default)]
    handbook: HandbookSettings,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Check {
    #[serde(default)]
    level: Option<Level>,
    #[serde(default)]
    fail_on: Option<Weight>,
}

/// Reads the tree of the file, with a finding for whatever does not fit; then nothing of it counts,
/// so that no half of it judges.
pub fn read_config(root: &Node, source: SourceId) -> (Config, Vec<Finding>) {
    let nothing = Config {
        source: Some(source),
        ..Config::default()
    };
    let findings = schema::check_config(root, source);
    if !findings.is_empty() {
        return (nothing, findings);
    }
    match read::<Written>(root) {
        Ok(written) => {
            let config = Config {
                level: written.check.level,
                fail_on: written.check.fail_on.and_then(Weight::severity),
                weights: written.rules,
                waivers: written.waive,
                limits: written.limits,
                handbook: written.handbook,
                ..nothing
            };
            (config, Vec::new())
        }
        Err(fault) => (nothing, vec![misfit(&fault, source)]),
    }
}

fn misfit(fault: &TypeFault, source: SourceId) -> Finding {
    let span: Span = fault.span;
    let place = Place { source, span };
    Finding::new(
        schema::SCHEMA_MISMATCH,
        Severity::Error,
        place,
        fault.message.clone(),
    )
}
