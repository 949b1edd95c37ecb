//! The schemas are proved by corpora: every valid record is accepted and every invalid one refused,
//! at the right node, by the schema and by the Rust type alike.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use polity::config::{Limits, read_config};
use polity::model::{
    Agreement, Decision, Id, Kind, Method, Org, Person, Policy, RecordData, Role, Unit, read_record,
};
use polity::schema;
use polity::source::{Node, Source, Sources, Span, Value, parse_toml, parse_yaml};

fn corpus(kind: Kind, half: &str) -> Vec<PathBuf> {
    corpus_of(kind.word(), half)
}

fn corpus_of(schema: &str, half: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/schemas")
        .join(schema)
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

/// The fault that the first line of an invalid file names, `# fault: <keyword> <pointer>`: the rule
/// that is due, and where.
fn named_fault(text: &str, root: &Node) -> (&'static str, Span) {
    let line = text.lines().next().unwrap();
    let (_, fault) = line.split_once("# fault: ").unwrap();
    let (keyword, pointer) = fault.split_once(' ').unwrap_or((fault, ""));
    let rule = match keyword {
        "additionalProperties" => schema::UNKNOWN_FIELD,
        "required" => schema::MISSING_FIELD,
        _ => schema::SCHEMA_MISMATCH,
    };
    let (node, key) = root.pointer(pointer);
    let span = key.map_or(node.span, |key| key.span.to(node.span));
    (rule, span)
}

/// The keys of the table `[limits]`.
fn limits_of(root: &Node) -> impl Iterator<Item = String> {
    let entries = root.get("limits").map_or(&[][..], Node::entries);
    entries.iter().map(|(key, _)| key.name.to_string())
}

/// The limits that are not as by default, by the names that they have in the file. None of those
/// in the corpus is written as it is by default.
fn limits_that_differ(limits: &Limits) -> BTreeSet<String> {
    let lines = |limits: &Limits| -> Vec<String> {
        let text = format!("{limits:#?}");
        text.lines().map(str::to_owned).collect()
    };
    let (own, usual) = (lines(limits), lines(&Limits::default()));
    let pairs = own.iter().zip(&usual).filter(|(own, usual)| own != usual);
    pairs
        .filter_map(|(own, _)| own.split_once(':'))
        .map(|(name, _)| name.trim().replace('_', "-"))
        .collect()
}

/// What the schema says of a limit that is left out is what then holds.
#[test]
fn limits_are_by_default_as_the_schema_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/config.schema.json");
    let text = fs::read_to_string(path).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
    let properties = &schema["properties"]["limits"]["properties"];
    let properties = properties.as_object().unwrap();
    let usual = format!("{:#?}", Limits::default());
    assert_eq!(usual.lines().count(), properties.len() + 2);
    let mut toml = String::from("[limits]\n");
    for (key, property) in properties {
        writeln!(toml, "{key} = {}", property["default"]).unwrap();
    }
    let source = Sources::default().add(Arc::new(Source::new("x", toml.clone())));
    let (config, findings) = read_config(&parse_toml(&toml).root.unwrap(), source);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(config.limits, Limits::default());
}

#[test]
fn a_configuration_that_fits_is_read_whole() {
    for path in corpus_of("config", "valid") {
        let text = fs::read_to_string(&path).unwrap();
        let source = Sources::default().add(Arc::new(Source::new("x", text.clone())));
        let root = parse_toml(&text).root.expect("valid TOML");
        let (config, findings) = read_config(&root, source);
        assert!(findings.is_empty(), "{}: {findings:?}", path.display());
        // Nothing that is written gets lost.
        let count = |key: &str| match root.get(key).map(|node| &node.value) {
            Some(Value::Map(entries)) => entries.len(),
            Some(Value::List(items)) => items.len(),
            _ => 0,
        };
        let kept = (config.weights.len(), config.waivers.len());
        assert_eq!(kept, (count("rules"), count("waive")), "{}", path.display());
        let own = limits_of(&root).filter(|key| !key.starts_with("x-"));
        let kept = limits_that_differ(&config.limits);
        assert_eq!(kept, own.collect::<BTreeSet<_>>(), "{}", path.display());
        let says = |key: &str| {
            root.get("check")
                .is_some_and(|check| check.get(key).is_some())
        };
        let kept = (config.level.is_some(), config.fail_on.is_some());
        assert_eq!(kept, (says("level"), says("fail-on")), "{}", path.display());
    }
}

#[test]
fn a_configuration_that_does_not_fit_is_told_and_counts_for_nothing() {
    for path in corpus_of("config", "invalid") {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.display();
        let source = Sources::default().add(Arc::new(Source::new("x", text.clone())));
        let root = parse_toml(&text).root.expect("TOML all the same");
        let (config, findings) = read_config(&root, source);
        assert_eq!(findings.len(), 1, "{name}: {findings:?}");
        let (rule, span) = named_fault(&text, &root);
        assert_eq!(findings[0].rule, rule, "{name}");
        let at = findings[0].primary.place.span;
        assert!(span.start <= at.start && at.end <= span.end, "{name}");
        assert!(
            config.weights.is_empty() && config.waivers.is_empty(),
            "{name}"
        );
    }
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
            let (rule, span) = named_fault(&text, &root);
            let findings = schema::check(kind, &root, source);
            if findings.len() != 1 {
                let messages: Vec<_> = findings.iter().map(|f| &f.message).collect();
                wrong.push(format!(
                    "{name}: schema: {} findings: {messages:?}",
                    findings.len()
                ));
            }
            for finding in &findings {
                let at = finding.primary.place.span;
                if at.start < span.start || at.end > span.end {
                    wrong.push(format!("{name}: `{}` is not at the fault", finding.message));
                }
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
