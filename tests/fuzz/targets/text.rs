//! Texts by themselves: YAML, Markdown, and the small words that records are made of.

use std::str::FromStr;
use std::sync::OnceLock;

use polity::ask::Glob;
use polity::diag::Finding;
use polity::model::{CapText, Date, Id, Kind, Language, Object, Period, Slug, Text};
use polity::power::game::{Exact, is_readable, votes_asked};
use polity::report::diff::Filter;
use polity::schema::{check, key_order};
use polity::source::{
    FaultKind, KeyOrder, Node, Parsed, Source, SourceId, Sources, Value, format_front_matter,
    format_yaml, heading_slug, markdown_anchors, markdown_links, parse_yaml,
    parse_yaml_last_counts, quote, remove, remove_uncommented, replace, split_front_matter,
};
use polity::tree::parse_range;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use super::{lies_in, same, stands_in};

/// How many values of a text are edited.
const MOST_EDITED: usize = 6;

fn orders() -> &'static [KeyOrder; Kind::ALL.len()] {
    static ORDERS: OnceLock<[KeyOrder; Kind::ALL.len()]> = OnceLock::new();
    ORDERS.get_or_init(|| Kind::ALL.map(key_order))
}

/// A parsed text has its places in it, and says the same the next time.
fn parsed(text: &str, parse: fn(&str) -> Parsed) -> Parsed {
    let first = parse(text);
    let again = parse(text);
    same(&first.root, &again.root, "parsed twice");
    same(&first.faults, &again.faults, "parsed twice");
    let aliases = text.contains('*');
    if let Some(root) = &first.root {
        stands_in(text, root, aliases);
    }
    for fault in &first.faults {
        lies_in(text, fault.span);
        if let Some((span, _)) = fault.related {
            lies_in(text, span);
        }
    }
    first
}

/// What is laid out, in the order of one kind or another, says what it said and is laid out.
fn laid_out(text: &str) {
    let order = &orders()[text.len() % Kind::ALL.len()];
    if let Some(formatted) = format_yaml(text, order) {
        same(
            &format_yaml(&formatted, order).as_ref(),
            &Some(&formatted),
            "laid out twice",
        );
        let value = |text: &str| parse_yaml(text).root.map(|root| root.to_json());
        same(&value(text), &value(&formatted), "laid out");
    }
}

/// Edits of any value leave a text that can be read.
fn edited(text: &str, root: &Node) {
    let source = Source::new("x.yaml", text);
    let mut nodes = vec![root];
    let mut at = 0;
    while at < nodes.len().min(MOST_EDITED) {
        let node = nodes[at];
        nodes.extend(node.items());
        nodes.extend(node.entries().iter().map(|(_, node)| node));
        at += 1;
    }
    for node in nodes.into_iter().take(MOST_EDITED) {
        let edits = [
            quote(&source, node.span),
            remove(&source, &[node.span]),
            remove_uncommented(&source, &[node.span]),
            node.text()
                .and_then(|old| replace(&source, node.span, old, "other")),
        ];
        for edit in edits.into_iter().flatten() {
            let edited = edit.apply(text).expect("an edit lies in its text");
            let faults = parse_yaml(&edited).faults;
            assert!(
                faults.iter().all(|fault| fault.kind != FaultKind::Syntax),
                "{edit:?} leaves {edited:?}: {faults:?}"
            );
        }
    }
}

/// A text as YAML.
pub fn yaml(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let plain = parsed(text, parse_yaml);
    let last = parsed(text, parse_yaml_last_counts);
    same(
        &plain.faults.len(),
        &last.faults.len(),
        "which key counts is no fault",
    );
    if plain.faults.is_empty() {
        same(&plain.root, &last.root, "no key stands twice");
    }
    // A comment with a tab in it is for the parser, never for the short way. What ends in a block
    // of text may end otherwise before a comment, and a key without a value has it elsewhere.
    if plain.faults.is_empty() && !text.contains(['|', '>', '?']) {
        let parser = parse_yaml(&format!("{text}\n#\t\n"));
        same(&parser.faults, &Vec::new(), "a comment at the end");
        same(&plain.root, &parser.root, "the short way and the parser");
    }
    if let Some(root) = &plain.root {
        edited(text, root);
    }
    laid_out(text);
}

/// A text as a Markdown file.
pub fn front_matter(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let mut body = text;
    if let Some(parts) = split_front_matter(text) {
        lies_in(text, parts.yaml);
        lies_in(text, parts.body);
        assert!(parts.yaml.end <= parts.body.start && parts.body.end == text.len());
        body = &text[parts.body.start..];
        let yaml = &text[parts.yaml.start..parts.yaml.end];
        parsed(yaml, parse_yaml);
        let order = &orders()[text.len() % Kind::ALL.len()];
        if let Some(formatted) = format_front_matter(text, order) {
            let value = |text: &str| {
                let yaml = split_front_matter(text).map(|parts| parts.yaml);
                let yaml = yaml.and_then(|yaml| text.get(yaml.start..yaml.end));
                yaml.and_then(|yaml| parse_yaml(yaml).root)
                    .map(|root| root.to_json())
            };
            same(&value(text), &value(&formatted), "front matter laid out");
        }
    }
    for link in markdown_links(body) {
        lies_in(body, link.span);
    }
    same(&markdown_anchors(body), &markdown_anchors(body), "anchors");
    let slug = heading_slug(text);
    same(&heading_slug(&slug), &slug, "a slug is its own");
}

fn word<'t, T: Deserialize<'t>>(text: &'t str) -> Option<T> {
    let deserializer: StrDeserializer<'t, Error> = text.into_deserializer();
    T::deserialize(deserializer).ok()
}

/// Whether a record with the text in it fits its schema.
fn fits(kind: Kind, record: &str, text: &str) -> bool {
    static SOURCE: OnceLock<SourceId> = OnceLock::new();
    let id = *SOURCE.get_or_init(|| Sources::default().add(Source::new("x", "").into()));
    let mut root = parse_yaml(record)
        .root
        .expect("the frame of a record is YAML");
    fn fill(node: &mut Node, text: &str) {
        match &mut node.value {
            Value::Text(old) if old == "TEXT" => text.clone_into(old),
            Value::List(items) => items.iter_mut().for_each(|item| fill(item, text)),
            Value::Map(entries) => entries.iter_mut().for_each(|(_, node)| fill(node, text)),
            _ => {}
        }
    }
    fill(&mut root, text);
    let findings: Vec<Finding> = check(kind, &root, id);
    findings.is_empty()
}

/// A text as each of the small words.
pub fn words(bytes: &[u8]) {
    let Ok(all) = std::str::from_utf8(bytes) else {
        return;
    };
    let (text, other) = all.split_once('\n').unwrap_or((all, "money/operations"));
    // Schema and reading agree.
    let unit = "name: A\npurpose: P\n";
    let cases = [
        (
            word::<Slug>(text).is_some(),
            Kind::Unit,
            format!("{unit}domains: [TEXT]\n"),
        ),
        (
            word::<Id>(text).is_some(),
            Kind::Unit,
            format!("{unit}members: [TEXT]\n"),
        ),
        (
            word::<Text>(text).is_some(),
            Kind::Unit,
            "name: A\npurpose: TEXT\n".to_owned(),
        ),
        (
            word::<Language>(text).is_some(),
            Kind::Person,
            "name: A\nlanguages: [TEXT]\n".to_owned(),
        ),
        (
            Date::parse(text).is_some(),
            Kind::Unit,
            format!("{unit}review_by: TEXT\n"),
        ),
        (
            Period::parse(text).is_some(),
            Kind::Method,
            "name: A\nfamily: majority\nmin_period: TEXT\n".to_owned(),
        ),
    ];
    for (reads, kind, record) in cases {
        same(
            &reads,
            &fits(kind, &record, text),
            &format!("{text:?} in {record}"),
        );
    }
    // What is written is read again.
    if let Some(slug) = word::<Slug>(text) {
        same(&slug.as_str(), &text, "a domain is kept");
        assert!(
            word::<Object>(text).is_some(),
            "a domain is an object: {text:?}"
        );
        assert!(slug.lies_in(text) && !slug.lies_in(&format!("{text}/x")));
        let parts: Vec<&str> = text.split('/').collect();
        assert!((1..parts.len()).all(|end| slug.lies_in(&parts[..end].join("/"))));
    }
    let _ = word::<CapText>(text);
    if let Some(date) = Date::parse(text) {
        same(&Date::parse(&date.to_string()), &Some(date), "a date");
        if let Some(period) = Period::parse(other) {
            assert!(date.plus(period) >= date, "{date} {other}");
        }
    }
    if let Some(period) = Period::parse(text) {
        assert!(period.approximate_days() >= 0.0);
        assert!(!period.to_string().is_empty());
    }
    // Patterns.
    let glob = Glob::new(text);
    same(&Glob::new(glob.as_str()), &glob, "a pattern of a pattern");
    let _ = glob.fits(other);
    assert!(Glob::new("**").fits(other));
    if word::<Object>(text).is_some() {
        assert!(glob.fits(text) && Glob::new(&format!("{text}/**")).fits(text));
        same(
            &glob.fits(other),
            &(text == other),
            "a pattern without stars",
        );
    }
    let _ = Filter::default().over(&[text.to_owned()]);
    let _ = parse_range(text);
    // Numbers and formulas.
    if let Ok(number) = Exact::from_str(text) {
        same(
            &Exact::from_str(&number.to_string()).ok(),
            &Some(number),
            "a number",
        );
    }
    for n in [0, 1, 7, u64::MAX] {
        let _ = votes_asked(text, n);
    }
    let _ = is_readable(text);
}
