//! Topics against holders as comma-separated values by RFC 4180, safe to open in a spreadsheet.

use std::io::{self, Write};

use super::AskReport;
use super::cells::{cell_words, column_names};
use crate::ask::Matrix;
use crate::report::clean;
use crate::wording::domain;

/// Writes a line of names and a line for each topic.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, report: &AskReport<'_>, matrix: &Matrix) -> io::Result<()> {
    let mut csv = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let names = column_names(report, matrix);
    let head = ["topic", "about"].map(str::to_owned);
    csv.write_record(head.iter().chain(&names).map(|text| harmless(text)))?;
    for (row, topic) in matrix.topics.iter().enumerate() {
        let about = domain(report.records.governance, topic).unwrap_or_default();
        let cells = (0..matrix.columns.len()).map(|column| {
            let cell = matrix.cells.get(&(row, column));
            cell.map_or_else(String::new, |cell| cell_words(topic, cell))
        });
        let fixed = [topic.to_string(), clean(about)];
        let fields = fixed.into_iter().chain(cells);
        csv.write_record(fields.map(|text| harmless(&text)))?;
    }
    let bytes = csv.into_inner().map_err(csv::IntoInnerError::into_error)?;
    out.write_all(&bytes)
}

/// The text as one that no spreadsheet takes for a formula: such a one begins with one of these
/// characters, and an apostrophe before it makes it text.
fn harmless(text: &str) -> String {
    let begins =
        |text: &str| text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if begins(text) || begins(text.trim_start()) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_as_a_formula_does() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        assert_eq!(harmless("decides up to 5 EUR"), "decides up to 5 EUR");
    }
}
