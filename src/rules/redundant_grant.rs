//! Rights that their holder has already.
//!
//! Found by whoever reads the format ([`load::remarks`]); this rule gives the findings their page.

use super::{Context, Rule};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;
use crate::model::Format;

pub(super) struct RedundantGrant;

impl Rule for RedundantGrant {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::REDUNDANT_GRANT,
            summary: "a right is given to somebody who has it already",
            severity: Severity::Warning,
            level: Level::Rules,
            essential: false,
            page: include_str!("redundant-grant.md"),
        }
    }

    fn check(&self, _context: &Context<'_>) -> Vec<Finding> {
        Vec::new()
    }

    fn applies(&self, format: Format) -> bool {
        format == Format::RustTeam
    }
}
