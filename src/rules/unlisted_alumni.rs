//! People who left a team and are not listed among those who did.
//!
//! Found by whoever reads the format ([`load::remarks`]); this rule gives the findings their page.

use super::{Context, Rule};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;
use crate::model::Format;

pub(super) struct UnlistedAlumni;

impl Rule for UnlistedAlumni {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::UNLISTED_ALUMNI,
            summary: "those who left a team have no list there, or are listed elsewhere",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("unlisted-alumni.md"),
        }
    }

    fn check(&self, _context: &Context<'_>) -> Vec<Finding> {
        Vec::new()
    }

    fn applies(&self, format: Format) -> bool {
        format == Format::RustTeam
    }
}
