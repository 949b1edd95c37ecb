//! Answers to questions: who may do something, what somebody may do, why, and all at once.

mod cells;
mod json;
mod rows;
mod who_rows;
mod words;

/// What a person may do, for a terminal.
pub mod can_human;
/// What a person may do, for programs.
pub mod can_json;
/// Topics against holders, for spreadsheets.
pub mod matrix_csv;
/// Topics against holders, for a terminal.
pub mod matrix_human;
/// Topics against holders, for programs.
pub mod matrix_json;
/// Who may do something, for a terminal.
pub mod who_human;
/// Who may do something, for programs.
pub mod who_json;
/// Why somebody may do something, for a terminal.
pub mod why_human;
/// Why somebody may do something, for programs.
pub mod why_json;

use crate::ask::Records;
use crate::model::Date;
use crate::source::{Place, Sources};

/// What all answers have in common.
#[derive(Debug, Clone, Copy)]
pub struct AskReport<'r> {
    /// The records that were asked.
    pub records: &'r Records<'r>,
    /// The files behind them.
    pub sources: &'r Sources,
    /// The day.
    pub as_of: Date,
    /// What stands before every path: the way to the governance root, ending in `/`, or empty.
    pub prefix: &'r str,
    /// Whether some record could not be read, so that the answer may have a hole.
    pub incomplete: bool,
}

/// How to print for a terminal.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// With colours.
    pub colour: bool,
    /// How many columns.
    pub width: usize,
}

impl AskReport<'_> {
    /// The path and line of a place.
    fn position(&self, place: Place) -> (String, usize) {
        let source = self.sources.get(place.source);
        let line = source.position(place.span.start).line;
        (format!("{}{}", self.prefix, source.path()), line)
    }

    /// `path:line`.
    fn shown(&self, place: Place) -> String {
        let (path, line) = self.position(place);
        format!("{path}:{line}")
    }
}
