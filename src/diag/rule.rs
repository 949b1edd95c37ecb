//! Rule metadata without the rule, so that formats and pages can name rules they cannot run.

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
    /// The rule's page, in Markdown.
    pub page: &'static str,
}
