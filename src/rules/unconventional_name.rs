//! Names that are not built like those of their kind.
//!
//! Found by whoever reads the format ([`load::remarks`]); this rule gives the findings their page.

use super::{Context, Rule};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;
use crate::model::Format;

pub(super) struct UnconventionalName;

impl Rule for UnconventionalName {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::UNCONVENTIONAL_NAME,
            summary: "a name is not built like the others of its kind",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("unconventional-name.md"),
        }
    }

    fn check(&self, _context: &Context<'_>) -> Vec<Finding> {
        Vec::new()
    }

    fn applies(&self, format: Format) -> bool {
        format == Format::RustTeam
    }
}
