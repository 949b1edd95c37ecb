//! The schemas are proved by corpora: every valid record is accepted and every invalid one refused,
//! at the right node, by the schema and by the Rust type alike.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use polity::model::{
    Agreement, Decision, Id, Kind, Method, Org, Person, Policy, RecordData, Role, Unit, read_record,
};
use polity::schema;
use polity::source::{Node, Source, Sources, parse_yaml};

fn corpus(kind: Kind, half: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/schemas")
        .join(kind.word())
        .join(half);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() >= 4, "{} is too thin", folder.display());
    files
}

fn fits_type<T: RecordData>(node: &Node, sources: &mut Sources) -> Result<(), String> {
    let source = sources.add(Arc::new(Source::new("x", "")));
    read_record::<T>(node, Id::of("x"), source, None)
        .map(|_| ())
        .map_err(|fault| fault.to_string())
}

fn fits(kind: Kind, node: &Node) -> Result<(), String> {
    let sources = &mut Sources::default();
    match kind {
        Kind::Org => fits_type::<Org>(node, sources),
        Kind::Person => fits_type::<Person>(node, sources),
        Kind::Unit => fits_type::<Unit>(node, sources),
        Kind::Role => fits_type::<Role>(node, sources),
        Kind::Method => fits_type::<Method>(node, sources),
        Kind::Policy => fits_type::<Policy>(node, sources),
        Kind::Agreement => fits_type::<Agreement>(node, sources),
        Kind::Decision => fits_type::<Decision>(node, sources),
    }
}

#[test]
fn schema_and_type_accept_every_valid_record() {
    let mut wrong = Vec::new();
    for kind in Kind::ALL {
        for path in corpus(kind, "valid") {
            let text = fs::read_to_string(&path).unwrap();
            let mut sources = Sources::default();
            let source = sources.add(Arc::new(Source::new("x", text.clone())));
            let root = parse_yaml(&text).root.expect("a valid record is YAML");
            for finding in schema::check(kind, &root, source) {
                wrong.push(format!("{}: schema: {}", path.display(), finding.message));
            }
            if let Err(message) = fits(kind, &root) {
                wrong.push(format!("{}: type: {message}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn schema_and_type_refuse_every_invalid_record_at_the_faulty_node() {
    let mut wrong = Vec::new();
    for kind in Kind::ALL {
        for path in corpus(kind, "invalid") {
            let text = fs::read_to_string(&path).unwrap();
            let name = path.display();
            let mut sources = Sources::default();
            let source = sources.add(Arc::new(Source::new("x", text.clone())));
            let root = parse_yaml(&text)
                .root
                .expect("an invalid record is YAML all the same");
            // The first line names the fault: `# fault: <keyword> <pointer>`.
            let (_, fault) = text
                .lines()
                .next()
                .unwrap()
                .split_once("# fault: ")
                .unwrap();
            let (keyword, pointer) = fault.split_once(' ').unwrap_or((fault, ""));
            let findings = schema::check(kind, &root, source);
            if findings.len() != 1 {
                let messages: Vec<_> = findings.iter().map(|f| &f.message).collect();
                wrong.push(format!(
                    "{name}: schema: {} findings: {messages:?}",
                    findings.len()
                ));
            }
            let (node, key) = root.pointer(pointer);
            let span = match key {
                Some(key) => key.span.to(node.span),
                None => node.span,
            };
            for finding in &findings {
                let at = finding.primary.place.span;
                if at.start < span.start || at.end > span.end {
                    wrong.push(format!("{name}: `{}` is not at {pointer}", finding.message));
                }
                let rule = match keyword {
                    "additionalProperties" => schema::UNKNOWN_FIELD,
                    "required" => schema::MISSING_FIELD,
                    _ => schema::SCHEMA_MISMATCH,
                };
                if finding.rule != rule {
                    wrong.push(format!("{name}: {} where {rule} is due", finding.rule));
                }
            }
            if fits(kind, &root).is_ok() {
                wrong.push(format!("{name}: the type accepts it"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
