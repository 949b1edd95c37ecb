//! Findings in one line each, for editors, `grep` and long lists.

use std::io::{self, Write};

use super::{CheckReport, Positions};
use crate::report::text::clean;

/// Writes `path:line:column: severity[rule]: message` for every finding, then the summary.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, report: &CheckReport<'_>) -> io::Result<()> {
    let mut positions = Positions::new(report.sources);
    for finding in report.findings {
        let place = finding.primary.place;
        let at = positions.at(place.source, place.span.start);
        writeln!(
            out,
            "{}:{}:{}: {}[{}]: {}",
            clean(&report.path(place.source)),
            at.line,
            at.column,
            finding.severity.word(),
            finding.rule,
            clean(&finding.message),
        )?;
    }
    writeln!(out, "{}", report.summary())
}
