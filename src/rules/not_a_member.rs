//! Leads of a team who are not in it, and members of a team who are not in its organisation.
//!
//! Found by whoever reads the format ([`load::remarks`]); this rule gives the findings their page.

use super::{Context, Rule};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;
use crate::model::Format;

pub(super) struct NotAMember;

impl Rule for NotAMember {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::NOT_A_MEMBER,
            summary: "somebody has a place that only members may have, and is no member",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("not-a-member.md"),
        }
    }

    fn check(&self, _context: &Context<'_>) -> Vec<Finding> {
        Vec::new()
    }

    fn applies(&self, format: Format) -> bool {
        matches!(format, Format::RustTeam | Format::Peribolos)
    }
}
