//! A finding that the organisation bears for a while, and says so.

use serde::Deserialize;

use super::{Date, Id, Text};
use crate::source::At;

/// Leave not to act on what a rule finds. It is governance itself: it has a reason and an end, and
/// names the decision that gave it where there was one.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The rule whose findings are waived.
    pub rule: At<Text>,
    /// The record concerned, as `role/chair` or by its path; in a record, that record.
    #[serde(default)]
    pub record: Option<At<Text>>,
    /// Why the finding is borne.
    pub reason: At<Text>,
    /// The last day on which it is.
    pub until: At<Date>,
    /// The decision that says so.
    #[serde(default)]
    pub decision: Option<At<Id>>,
}

impl Waiver {
    /// Whether it is over on a day.
    pub fn is_over(&self, on: Date) -> bool {
        *self.until < on
    }
}
