//! Roles and people that are described in two ways.
//!
//! Found by whoever reads the format ([`load::remarks`]); this rule gives the findings their page.

use super::{Context, Rule};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;
use crate::model::Format;

pub(super) struct DifferingDescriptions;

impl Rule for DifferingDescriptions {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::DIFFERING_DESCRIPTIONS,
            summary: "the same role or person is described in two ways",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("differing-descriptions.md"),
        }
    }

    fn check(&self, _context: &Context<'_>) -> Vec<Finding> {
        Vec::new()
    }

    fn applies(&self, format: Format) -> bool {
        matches!(format, Format::RustTeam | Format::Kubernetes)
    }
}
