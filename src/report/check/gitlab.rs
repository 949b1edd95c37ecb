//! Findings as a code quality report of GitLab: a list of issues, those of the target branch told
//! apart by their fingerprints.

use std::io::{self, Write};

use serde::Serialize;

use super::{CheckReport, Positions};
use crate::diag::Severity;
use crate::report::text::escaped;

#[derive(Serialize)]
struct Issue<'i> {
    description: String,
    check_name: &'i str,
    fingerprint: &'i str,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// Writes one JSON document and a line break.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, report: &CheckReport<'_>) -> io::Result<()> {
    let mut positions = Positions::new(report.sources);
    let issues: Vec<Issue<'_>> = report
        .findings
        .iter()
        .zip(report.fingerprints)
        .map(|(finding, fingerprint)| {
            let place = finding.primary.place;
            let at = positions.at(place.source, place.span.start);
            let description = match &finding.fix {
                Some(fix) => format!("{} (fix: {fix})", finding.message),
                None => finding.message.clone(),
            };
            Issue {
                description,
                check_name: finding.rule,
                fingerprint: fingerprint.as_str(),
                severity: match finding.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Info => "info",
                },
                location: Location {
                    path: report.path(place.source),
                    lines: Lines { begin: at.line },
                },
            }
        })
        .collect();
    writeln!(out, "{}", escaped(serde_json::to_string(&issues)?))
}
