//! Rules that hold the records before a change against those after it.

use super::{Base, Context, Rule};
use crate::diag::{Finding, RuleInfo};
use crate::model::{Format, Governance};

/// Both sides of a change.
pub(super) struct Change<'c> {
    pub context: &'c Context<'c>,
    pub base: Base<'c>,
    /// The records before it.
    pub before: &'c Governance,
    /// The records after it.
    pub now: &'c Governance,
}

/// A rule that finds nothing where no change is checked.
pub(super) trait ChangeRule: Sync {
    /// What the rule is, with its page.
    fn info(&self) -> RuleInfo;

    /// What the rule finds in a change, in any order.
    fn compare(&self, change: &Change<'_>) -> Vec<Finding>;

    /// Whether the rule makes sense for records of a format. Most of these look at what no other
    /// format keeps: decisions, mandates, and accounts beside names.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

impl<R: ChangeRule> Rule for R {
    fn info(&self) -> RuleInfo {
        ChangeRule::info(self)
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let compare = |base: Base<'_>| {
            self.compare(&Change {
                context,
                base,
                before: &base.loaded.governance,
                now: &context.loaded.governance,
            })
        };
        context.base.map_or_else(Vec::new, compare)
    }

    fn applies(&self, format: Format) -> bool {
        ChangeRule::applies(self, format)
    }

    fn looks_at_changes(&self) -> bool {
        true
    }
}
