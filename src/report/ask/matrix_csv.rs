//! Topics against holders as comma-separated values, for spreadsheets.

use std::io::{self, Write};

use super::AskReport;
use crate::ask::Matrix;
use crate::catalogue::Catalogue;
use crate::report::clean;
use crate::wording::sheet;

/// Writes a line of names and a line for each topic.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, report: &AskReport<'_>, matrix: &Matrix) -> io::Result<()> {
    let governance = report.records.governance;
    out.write_all(&sheet(Catalogue::english(), governance, matrix, clean)?)
}
