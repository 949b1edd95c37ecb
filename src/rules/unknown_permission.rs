//! Permissions that the settings do not declare.
//!
//! Found by whoever reads the format ([`load::remarks`]); this rule gives the findings their page.

use super::{Context, Rule};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;
use crate::model::Format;

pub(super) struct UnknownPermission;

impl Rule for UnknownPermission {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::UNKNOWN_PERMISSION,
            summary: "a permission is given that is not declared",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("unknown-permission.md"),
        }
    }

    fn check(&self, _context: &Context<'_>) -> Vec<Finding> {
        Vec::new()
    }

    fn applies(&self, format: Format) -> bool {
        format == Format::RustTeam
    }
}
