//! Findings as SARIF 2.1.0, the format in which code scanning services take results.
//!
//! Columns count characters (`unicodeCodePoints`). A result keeps its fingerprint under edits
//! elsewhere, so that a service knows it again.

use std::collections::BTreeMap;
use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::{CheckReport, Positions};
use crate::diag::{Edit, Finding, Label, Level, RuleInfo, Severity};
use crate::report::text::{clean, escaped};
use crate::rules::Fingerprint;
use crate::source::{Place, SourceId};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What stays as it is in the path of a relative reference (RFC 3986).
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

#[derive(Serialize)]
struct Log<'l> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'l>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'l> {
    tool: Tool<'l>,
    column_kind: &'static str,
    results: Vec<Outcome<'l>>,
}

#[derive(Serialize)]
struct Tool<'l> {
    driver: Driver<'l>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'l> {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule<'l>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'l> {
    id: &'l str,
    short_description: Message,
    help: Help<'l>,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
struct Help<'l> {
    text: &'l str,
    markdown: &'l str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    tags: [&'static str; 2],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'l> {
    rule_id: &'l str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints<'l>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
}

/// What mends a finding, all of it together.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Message>,
    artifact_changes: Vec<Change>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Message,
}

#[derive(Serialize)]
struct Fingerprints<'l> {
    #[serde(rename = "polity/v1")]
    first: &'l str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_field_names)] // the names are those of the format
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// Writes one JSON document and a line break.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, report: &CheckReport<'_>) -> io::Result<()> {
    let mut positions = Positions::new(report.sources);
    let results = report
        .findings
        .iter()
        .zip(report.fingerprints)
        .map(|(finding, fingerprint)| outcome(report, finding, fingerprint, &mut positions))
        .collect();
    let driver = Driver {
        name: "polity",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: report.infos.iter().map(rule).collect(),
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver },
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    writeln!(out, "{}", escaped(serde_json::to_string(&log)?))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(info: &RuleInfo) -> Rule<'_> {
    Rule {
        id: info.id,
        short_description: Message {
            text: info.summary.to_owned(),
        },
        help: Help {
            text: info.page,
            markdown: info.page,
        },
        default_configuration: Configuration {
            level: level(info.severity),
        },
        properties: Properties {
            tags: match info.level {
                Level::Rules => ["governance", "rule"],
                Level::Smells => ["governance", "smell"],
            },
        },
    }
}

fn outcome<'l>(
    report: &CheckReport<'l>,
    finding: &'l Finding,
    fingerprint: &'l Fingerprint,
    positions: &mut Positions<'_>,
) -> Outcome<'l> {
    let notes = [("why", &finding.why), ("fix", &finding.fix)];
    let mut text = clean(&finding.message);
    for (word, note) in notes {
        if let Some(note) = note {
            text.push_str(&format!("\n{word}: {}", clean(note)));
        }
    }
    let primary = location(report, &finding.primary, None, positions);
    let related = finding.related.iter().enumerate();
    Outcome {
        rule_id: finding.rule,
        rule_index: report.infos.iter().position(|info| info.id == finding.rule),
        level: level(finding.severity),
        message: Message { text },
        locations: [primary],
        related_locations: related
            .map(|(number, label)| location(report, label, Some(number + 1), positions))
            .collect(),
        partial_fingerprints: Fingerprints {
            first: fingerprint.as_str(),
        },
        fixes: fix(report, finding, positions).into_iter().collect(),
    }
}

/// The edits of a finding, by file.
fn fix(report: &CheckReport<'_>, finding: &Finding, positions: &mut Positions<'_>) -> Option<Fix> {
    let mut files: BTreeMap<SourceId, Vec<Replacement>> = BTreeMap::new();
    for Edit { place, text } in &finding.edits {
        files.entry(place.source).or_default().push(Replacement {
            deleted_region: region(*place, positions),
            inserted_content: Message { text: text.clone() },
        });
    }
    let changes = files.into_iter().map(|(source, replacements)| Change {
        artifact_location: artifact(report, source),
        replacements,
    });
    let changes: Vec<Change> = changes.collect();
    let description = finding.fix.as_deref().map(clean);
    (!changes.is_empty()).then_some(Fix {
        description: description.map(|text| Message { text }),
        artifact_changes: changes,
    })
}

fn artifact(report: &CheckReport<'_>, source: SourceId) -> Artifact {
    Artifact {
        uri: utf8_percent_encode(&report.path(source), PATH).to_string(),
        uri_base_id: "%SRCROOT%",
    }
}

fn region(place: Place, positions: &mut Positions<'_>) -> Region {
    let start = positions.at(place.source, place.span.start);
    let end = positions.at(place.source, place.span.end);
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

fn location(
    report: &CheckReport<'_>,
    label: &Label,
    id: Option<usize>,
    positions: &mut Positions<'_>,
) -> Location {
    let words = clean(&label.text);
    Location {
        id,
        physical_location: PhysicalLocation {
            artifact_location: artifact(report, label.place.source),
            region: region(label.place, positions),
        },
        message: (!words.is_empty()).then_some(Message { text: words }),
    }
}
