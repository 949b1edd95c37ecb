//! What changed hands at one point of history.

use serde::{Deserialize, Serialize};

use super::Comparison;
use crate::model::Date;

/// The shifts of one commit, or of one day on which terms ran out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShiftSet {
    /// Whether no commit did it: a term or a record ran out, or began, by its own date.
    pub lapse: bool,
    /// The commit, 40 hexadecimal digits; for a lapse the one whose records were in force.
    pub commit: String,
    /// Its short id.
    pub short: String,
    /// The day.
    pub date: Date,
    /// The first line of the commit's message; for a lapse what happened, in words.
    pub subject: String,
    /// Who wrote the commit; empty for a lapse.
    pub author: String,
    /// What changed.
    pub comparison: Comparison,
    /// Why records could not be read, where that is so.
    pub trouble: Option<String>,
}
