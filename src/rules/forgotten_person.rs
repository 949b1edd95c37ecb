//! People whom nothing names.
//!
//! Found by whoever reads the format ([`load::remarks`]); this rule gives the findings their page.

use super::{Context, Rule};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;
use crate::model::Format;

pub(super) struct ForgottenPerson;

impl Rule for ForgottenPerson {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::FORGOTTEN_PERSON,
            summary: "a file describes a person whom nothing names, now or before",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("forgotten-person.md"),
        }
    }

    fn check(&self, _context: &Context<'_>) -> Vec<Finding> {
        Vec::new()
    }

    fn applies(&self, format: Format) -> bool {
        format == Format::RustTeam
    }
}
