//! L4: the rules. Each is one file with its page beside it: what it finds, why that matters, an
//! example, and how to mend it.
//!
//! A rule looks at everything that was loaded, on one day, and returns what it finds in the
//! reader's words. One cause gives one finding: where two rules could speak, the page of each says
//! which one does. How much a finding weighs for the outcome, and which are waived, is decided
//! elsewhere.

mod ambiguous_word;
mod broken_syntax;
mod broken_tree;
mod dangling_reference;
mod domain_overlap;
mod duplicate_id;
mod duplicate_key;
mod empty_mandate;
mod id_mismatch;
mod missing_field;
mod no_removal_path;
mod orphan_domain;
mod review_overdue;
mod schema_mismatch;
mod seat_bounds;
mod seats;
mod shared;
mod term_breached;
mod terms;
mod unknown_field;
mod unknown_kind;
mod unreadable_file;

use crate::diag::{Finding, RuleInfo};
use crate::load::Loaded;
use crate::model::{Date, Format};
use crate::power::Powers;

/// What a rule may look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'c> {
    /// The records, their files, and what loading found.
    pub loaded: &'c Loaded,
    /// The powers on the day of the check.
    pub powers: &'c Powers,
    /// That day.
    pub as_of: Date,
}

/// One rule.
pub trait Rule: Sync {
    /// What the rule is, with its page.
    fn info(&self) -> RuleInfo;

    /// What the rule finds, in any order.
    fn check(&self, context: &Context<'_>) -> Vec<Finding>;

    /// Whether the rule makes sense for records of a format. Other formats are silent on much that
    /// the native one asks for, and their silence is no fault.
    fn applies(&self, format: Format) -> bool {
        let _ = format;
        true
    }
}

/// All rules. The order matters: it is that of lists and of the handbook, and it goes from what
/// keeps a record from being read to what makes a readable one govern badly.
pub static RULES: &[&dyn Rule] = &[
    // Is it text that can be read?
    &unreadable_file::UnreadableFile,
    &broken_syntax::BrokenSyntax,
    &duplicate_key::DuplicateKey,
    &ambiguous_word::AmbiguousWord,
    // Is it a record?
    &unknown_kind::UnknownKind,
    &unknown_field::UnknownField,
    &missing_field::MissingField,
    &schema_mismatch::SchemaMismatch,
    // Do the records fit each other?
    &id_mismatch::IdMismatch,
    &duplicate_id::DuplicateId,
    &dangling_reference::DanglingReference,
    &broken_tree::BrokenTree,
    // Is it clear who may do what?
    &empty_mandate::EmptyMandate,
    &domain_overlap::DomainOverlap,
    &orphan_domain::OrphanDomain,
    // Are the seats filled, for a time, by people who can be replaced?
    &term_breached::TermBreached,
    &seat_bounds::SeatBounds,
    &no_removal_path::NoRemovalPath,
    // Does anybody look at it again?
    &review_overdue::ReviewOverdue,
];

/// Everything that the rules find, sorted by file, line and rule.
pub fn run(context: &Context<'_>) -> Vec<Finding> {
    let format = context.loaded.governance.format;
    let mut findings: Vec<Finding> = RULES
        .iter()
        .filter(|rule| rule.applies(format))
        .flat_map(|rule| rule.check(context))
        .collect();
    // What loading found is never lost, should it bear the name of no rule here.
    let strangers = context.loaded.findings.iter();
    findings.extend(
        strangers
            .filter(|finding| find(finding.rule).is_none())
            .cloned(),
    );
    findings.sort_by(|a, b| {
        (a.primary.place, a.rule, &a.message).cmp(&(b.primary.place, b.rule, &b.message))
    });
    findings
}

/// The rule with this id.
pub fn find(id: &str) -> Option<RuleInfo> {
    RULES
        .iter()
        .map(|rule| rule.info())
        .find(|info| info.id == id)
}

/// All rules, in the order of [`RULES`].
pub fn infos() -> Vec<RuleInfo> {
    RULES.iter().map(|rule| rule.info()).collect()
}

/// The rules that [`run`] runs on records of a format.
pub fn infos_for(format: Format) -> Vec<RuleInfo> {
    let rules = RULES.iter().filter(|rule| rule.applies(format));
    rules.map(|rule| rule.info()).collect()
}
