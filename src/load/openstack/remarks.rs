//! What the projects break of the rules that the committee made for them, though they can be read.
//!
//! Only a check asks for this, so the file is parsed again.

use crate::diag::{Finding, Severity};
use crate::load::handle::word_at;
use crate::load::slug::slug;
use crate::load::{BROKEN_SYNTAX, FORM_MISMATCH, Loaded};
use crate::model::Kind;
use crate::source::{Node, Place, Value, parse_yaml_last_counts};

/// What a project that nobody leads alone must have somebody for.
const LIAISONS: [&str; 4] = ["release", "tact-sig", "security", "tc-liaison"];

const WHY: &str = "what nobody is named for is what nobody does";

/// What the projects break; see the module.
pub(in crate::load) fn remarks(loaded: &Loaded) -> Vec<Finding> {
    // Programs knew no other way to be led.
    let Some(source) = loaded.sources.find("reference/projects.yaml") else {
        return Vec::new();
    };
    if loaded
        .findings
        .iter()
        .any(|finding| finding.rule == BROKEN_SYNTAX)
    {
        return Vec::new();
    }
    let text = loaded.sources.get(source).text();
    let Some(root) = parse_yaml_last_counts(text).root else {
        return Vec::new();
    };
    let place = |span| Place { source, span };
    let due = due(&root);
    let mut findings = Vec::new();
    for (name, project) in root.entries() {
        let way = word_at(project, "leadership_type", text);
        let Some(way) = way else { continue };
        let note = |rule, span, message| {
            let finding = Finding::new(rule, Severity::Error, place(span), message);
            let finding = finding.related(place(way.span), "how it is led").why(WHY);
            finding.record(format!("{}/{}", Kind::Unit, slug(&name.name)))
        };
        let leader = project.entry("ptl");
        match (way.value, leader) {
            ("distributed", Some((key, _))) => findings.push(
                note(
                    FORM_MISMATCH,
                    key.span,
                    format!("`{}` is led by several and has a `ptl`", name.name),
                )
                .label("one person alone")
                .fix("take `ptl` out, or write `leadership_type: ptl` (changes power)"),
            ),
            ("ptl", None) => findings.push(
                note(
                    FORM_MISMATCH,
                    name.span,
                    format!("`{}` is led by a `ptl` and names none", name.name),
                )
                .label("`ptl` is required")
                .fix("name whoever leads it (changes power)"),
            ),
            _ => {}
        }
        if way.value != "distributed" {
            continue;
        }
        let liaisons = project.entry("liaisons");
        let mut missing = due.clone();
        missing.retain(|wanted| !has(project, wanted));
        if missing.is_empty() {
            continue;
        }
        let at = liaisons.map_or(name.span, |(key, _)| key.span);
        let message = format!(
            "`{}` lacks {} of the {} liaisons it must have",
            name.name,
            missing.len(),
            due.len()
        );
        findings.push(
            note(FORM_MISMATCH, at, message)
                .label(format!("nobody for {}", missing.join(", ")))
                .fix("name a liaison for each (changes power)"),
        );
    }
    findings
}

/// Whether a project has a liaison of a sort.
fn has(project: &Node, wanted: &str) -> bool {
    let list = project.get("liaisons").and_then(|list| list.get(wanted));
    list.is_some_and(|list| match &list.value {
        Value::List(people) => !people.is_empty(),
        value => *value != Value::Null,
    })
}

/// The sorts of liaison that are due: over the years more came, and a sort that most projects led
/// by several do not have is not due yet.
fn due(root: &Node) -> Vec<&'static str> {
    let projects = root.entries().iter().map(|(_, project)| project);
    let led = projects.filter(|project| {
        project.get("leadership_type").and_then(Node::text) == Some("distributed")
    });
    let led: Vec<&Node> = led.collect();
    let is_due = |wanted: &&str| {
        let having = led.iter().filter(|project| has(project, wanted));
        having.count() * 2 >= led.len()
    };
    LIAISONS.into_iter().filter(is_due).collect()
}
