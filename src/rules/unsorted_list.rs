//! Lists of people that are kept in order, and one of which is not.
//!
//! Found by whoever reads the format ([`load::remarks`]); this rule gives the findings their page.

use super::{Context, Rule};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;
use crate::model::Format;

pub(super) struct UnsortedList;

impl Rule for UnsortedList {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::UNSORTED_LIST,
            summary: "a list of people is out of the order that the others are in",
            severity: Severity::Info,
            level: Level::Rules,
            essential: false,
            page: include_str!("unsorted-list.md"),
        }
    }

    fn check(&self, _context: &Context<'_>) -> Vec<Finding> {
        Vec::new()
    }

    fn applies(&self, format: Format) -> bool {
        format == Format::Peribolos
    }
}
