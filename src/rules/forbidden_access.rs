//! Access that nobody is to have.
//!
//! Found by whoever reads the format ([`load::remarks`]); this rule gives the findings their page.

use super::{Context, Rule};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;
use crate::model::Format;

pub(super) struct ForbiddenAccess;

impl Rule for ForbiddenAccess {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::FORBIDDEN_ACCESS,
            summary: "somebody is given a level of access that nobody is to have",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("forbidden-access.md"),
        }
    }

    fn check(&self, _context: &Context<'_>) -> Vec<Finding> {
        Vec::new()
    }

    fn applies(&self, format: Format) -> bool {
        format == Format::RustTeam
    }
}
