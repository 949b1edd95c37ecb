//! Findings as a table in Markdown, for the summary of a job.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{CheckReport, Positions};
use crate::report::escape::{escaped, line};

/// GitHub takes no summary beyond one mebibyte; the rest is for the headline and what others wrote.
const MOST_BYTES: usize = 900_000;

/// The most characters of a message or path.
const MOST_CHARACTERS: usize = 200;

/// Writes a heading, the summary and one row for each finding, as many as fit.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, report: &CheckReport<'_>) -> io::Result<()> {
    let mut text = format!("### Governance check\n\n{}\n\n", report.summary());
    let mut positions = Positions::new(report.sources);
    if !report.findings.is_empty() {
        text.push_str("| | Rule | What | Where |\n| :-- | :-- | :-- | :-- |\n");
    }
    for (number, finding) in report.findings.iter().enumerate() {
        let place = finding.primary.place;
        let at = positions.at(place.source, place.span.start);
        let shown = |text: &str| escaped(&line(text, MOST_CHARACTERS));
        let row = format!(
            "| {} | {} | {} | {} line {} |\n",
            finding.severity.word(),
            finding.rule,
            shown(&finding.message),
            shown(&report.path(place.source)),
            at.line,
        );
        if text.len() + row.len() > MOST_BYTES {
            let rest = report.findings.len() - number;
            let _ = writeln!(text, "\nand {rest} more");
            break;
        }
        text.push_str(&row);
    }
    out.write_all(text.as_bytes())
}
