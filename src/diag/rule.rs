//! Rule metadata without the rule, so that formats and pages can name rules they cannot run.

use serde::Deserialize;

use super::Severity;

/// What a rule is, for lists, reports and the handbook.
#[derive(Debug, Clone, Copy)]
pub struct RuleInfo {
    /// Kebab-case, names the wrong; reads well after "allow".
    pub id: &'static str,
    /// One sentence in lower case, without a full stop.
    pub summary: &'static str,
    /// The usual severity; single findings may weigh less.
    pub severity: Severity,
    /// Whether it finds what is wrong, or what tends to go wrong.
    pub level: Level,
    /// Whether what it finds keeps a record from being read, so that it can be neither turned off
    /// nor waived: the other rules would judge a picture with a hole.
    pub essential: bool,
    /// The rule's page, in Markdown.
    pub page: &'static str,
}

/// What a check looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// What is wrong.
    #[default]
    Rules,
    /// That, and patterns that tend to go wrong.
    Smells,
}
