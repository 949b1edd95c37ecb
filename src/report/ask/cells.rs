//! The cells of a matrix as programs and terminals print them: in English, on one line.

use super::AskReport;
use crate::ask::{Cell, Entry, Matrix};
use crate::catalogue::Catalogue;
use crate::report::clean;
use crate::wording;

/// What one column may do on one topic.
pub(super) fn cell_words(topic: &str, cell: &Cell) -> String {
    clean(&wording::cell_words(Catalogue::english(), topic, cell))
}

/// One say in words.
pub(super) fn entry_words(topic: &str, entry: &Entry) -> String {
    clean(&wording::entry_words(Catalogue::english(), topic, entry))
}

/// The names of the columns.
pub(super) fn column_names(report: &AskReport<'_>, matrix: &Matrix) -> Vec<String> {
    wording::column_names(report.records.governance, matrix, clean)
}
