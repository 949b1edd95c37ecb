//! Findings as annotations of a GitHub workflow run.
//!
//! GitHub shows ten annotations of a step and drops the others without a word, so the heaviest come
//! first and the rest are counted; the job summary tells them all.

use std::io::{self, Write};

use super::{CheckReport, Positions};
use crate::diag::{Finding, Severity};
use crate::report::text::clean;

/// How many annotations GitHub shows of one step.
const MOST: usize = 10;

/// Writes one workflow command for each finding that GitHub shows, and the summary as a plain line.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, report: &CheckReport<'_>) -> io::Result<()> {
    let mut heaviest: Vec<&Finding> = report.findings.iter().collect();
    heaviest.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let mut positions = Positions::new(report.sources);
    for finding in heaviest.iter().take(MOST) {
        let place = finding.primary.place;
        let start = positions.at(place.source, place.span.start);
        let end = positions.at(place.source, place.span.end);
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let mut text = clean(&finding.message);
        for (word, more) in [("why", &finding.why), ("fix", &finding.fix)] {
            if let Some(more) = more {
                text.push_str(&format!("\n{word}: {}", clean(more)));
            }
        }
        let columns = if start.line == end.line {
            format!(",col={},endColumn={}", start.column, end.column)
        } else {
            String::new()
        };
        writeln!(
            out,
            "::{command} file={},line={},endLine={}{columns},title={}::{}",
            property(&report.path(place.source)),
            start.line,
            end.line,
            property(finding.rule),
            data(&text),
        )?;
    }
    let rest = heaviest.len().saturating_sub(MOST);
    if rest > 0 {
        writeln!(out, "{rest} more in the job summary")?;
    }
    writeln!(out, "{}", report.summary())
}

/// The text of a workflow command: whatever would end it is written otherwise.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    data(&clean(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_record_can_end_a_command() {
        assert_eq!(data("a%b\r\n::c"), "a%25b%0D%0A::c");
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25 ");
    }
}
