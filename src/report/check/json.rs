//! Findings for programs, version 1. Fields are added, never renamed or dropped.
//!
//! Lines and columns count from 1, columns in characters; an end is the position after the last
//! character.

use std::io::{self, Write};

use serde::Serialize;

use super::{CheckReport, Positions};
use crate::diag::{Finding, Label, Severity};
use crate::report::text::escaped;
use crate::rules::Fingerprint;

#[derive(Serialize)]
struct Document<'d> {
    version: u8,
    tool: &'static str,
    as_of: String,
    checked: Checked,
    findings: Vec<Entry<'d>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Checked {
    records: usize,
    rules: usize,
}

#[derive(Serialize)]
struct Entry<'d> {
    rule: &'d str,
    severity: &'static str,
    message: &'d str,
    #[serde(flatten)]
    place: Spot<'d>,
    related: Vec<Spot<'d>>,
    why: Option<&'d str>,
    fix: Option<&'d str>,
    fixable: bool,
    record: Option<&'d str>,
    fingerprint: &'d str,
}

#[derive(Serialize)]
struct Spot<'d> {
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    label: &'d str,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    infos: usize,
    fixable: usize,
    waived: usize,
    old: Option<Old>,
}

#[derive(Serialize)]
struct Old {
    left: usize,
    all: usize,
}

/// Writes one JSON document and a line break.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, report: &CheckReport<'_>) -> io::Result<()> {
    let mut positions = Positions::new(report.sources);
    let document = Document {
        version: 1,
        tool: concat!("polity ", env!("CARGO_PKG_VERSION")),
        as_of: report.as_of.to_string(),
        checked: Checked {
            records: report.records,
            rules: report.infos.len(),
        },
        findings: report
            .findings
            .iter()
            .zip(report.fingerprints)
            .map(|(finding, fingerprint)| entry(report, finding, fingerprint, &mut positions))
            .collect(),
        summary: Summary {
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            infos: report.count(Severity::Info),
            fixable: report.fixable(),
            waived: report.waived,
            old: report.old.map(|(left, all)| Old { left, all }),
        },
    };
    writeln!(out, "{}", escaped(serde_json::to_string(&document)?))
}

fn entry<'d>(
    report: &CheckReport<'d>,
    finding: &'d Finding,
    fingerprint: &'d Fingerprint,
    positions: &mut Positions<'_>,
) -> Entry<'d> {
    Entry {
        rule: finding.rule,
        severity: finding.severity.word(),
        message: &finding.message,
        place: spot(report, &finding.primary, positions),
        related: finding
            .related
            .iter()
            .map(|label| spot(report, label, positions))
            .collect(),
        why: finding.why.as_deref(),
        fix: finding.fix.as_deref(),
        fixable: finding.is_fixable(),
        record: finding.record.as_deref(),
        fingerprint: fingerprint.as_str(),
    }
}

fn spot<'d>(report: &CheckReport<'d>, label: &'d Label, positions: &mut Positions<'_>) -> Spot<'d> {
    let source = label.place.source;
    let start = positions.at(source, label.place.span.start);
    let end = positions.at(source, label.place.span.end);
    Spot {
        path: report.path(source),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        label: &label.text,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Date;
    use crate::rules::fingerprints;
    use crate::source::{Place, Source, Sources, Span};

    fn written() -> String {
        let mut sources = Sources::default();
        let source = sources.add(Arc::new(Source::new("roles/x.yaml", "name: é\nunit: yé\n")));
        let place = |start, end| Place {
            source,
            span: Span::new(start, end),
        };
        let findings = [
            Finding::new(
                "a-rule",
                Severity::Error,
                place(15, 18),
                "wrong \u{202e}here",
            )
            .label("this")
            .related(place(6, 8), "that")
            .why("it matters")
            .record("role/x"),
            Finding::new("b-rule", Severity::Warning, place(15, 18), "also"),
        ];
        let report = CheckReport {
            findings: &findings,
            fingerprints: &fingerprints(&findings, &sources),
            sources: &sources,
            infos: &[],
            records: 3,
            waived: 0,
            old: None,
            fails_at: None,
            as_of: Date::parse("2026-09-14").expect("a day"),
            prefix: "governance/",
        };
        let mut out = Vec::new();
        write(&mut out, &report).expect("a vector takes all");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn version_1_is_as_it_was() {
        let written = written();
        assert_eq!(written.matches('\n').count(), 1);
        assert!(!written.contains('\u{202e}'), "nothing hidden is printed");
        let json: serde_json::Value = serde_json::from_str(&written).expect("JSON");
        insta::assert_json_snapshot!(json);
    }
}
