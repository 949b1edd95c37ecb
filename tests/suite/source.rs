//! The reading of text: no bytes break it, places lie inside the text, and it agrees with an
//! independent YAML reader.

use polity::source::{Node, Parsed, Value, parse_toml, parse_yaml, split_front_matter};
use proptest::prelude::*;

use crate::support::{files_below, project};

/// Every place of a parse lies in the text, on character boundaries.
fn places_are_sound(text: &str, parsed: &Parsed) {
    fn walk(text: &str, node: &Node) {
        assert!(
            text.get(node.span.start..node.span.end).is_some(),
            "{:?}",
            node.span
        );
        for item in node.items() {
            walk(text, item);
        }
        for (key, value) in node.entries() {
            assert!(
                text.get(key.span.start..key.span.end).is_some(),
                "{:?}",
                key.span
            );
            walk(text, value);
        }
    }
    for fault in &parsed.faults {
        let related = fault.related.iter().map(|(span, _)| *span);
        for span in related.chain([fault.span]) {
            assert!(text.get(span.start..span.end).is_some(), "{fault:?}");
        }
    }
    if let Some(root) = &parsed.root {
        walk(text, root);
    }
}

/// Text that looks like YAML often enough to reach deep into the parser.
pub fn yamlish() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("a: "),
        Just("b:\n"),
        Just("  "),
        Just("- "),
        Just("\n"),
        Just("["),
        Just("]"),
        Just("{"),
        Just("}"),
        Just(", "),
        Just("&x "),
        Just("*x"),
        Just("!t "),
        Just("|\n"),
        Just("> \n"),
        Just("'"),
        Just("\""),
        Just("---\n"),
        Just("...\n"),
        Just("# c\n"),
        Just("\t"),
        Just("yes"),
        Just("é"),
        Just("\u{feff}"),
        Just("\r\n"),
        Just("?"),
        Just("%"),
        Just("\u{0}"),
        Just("<<: "),
        Just("1.5e3"),
        Just("\u{2028}"),
        Just("~"),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_is_read_or_refused(text in prop_oneof![yamlish(), ".*"]) {
        places_are_sound(&text, &parse_yaml(&text));
        places_are_sound(&text, &parse_toml(&text));
        if let Some(parts) = split_front_matter(&text) {
            prop_assert!(text.get(parts.yaml.start..parts.yaml.end).is_some());
            prop_assert!(text.get(parts.body.start..parts.body.end).is_some());
        }
    }

    #[test]
    fn plain_data_survives_the_way_through_text(value in data()) {
        let text = serde_yaml::to_string(&value).unwrap();
        let parsed = parse_yaml(&text);
        let faults: Vec<_> = parsed
            .faults
            .iter()
            // The other writer leaves `no` and `12:30` without quotation marks; we warn of that.
            .filter(|fault| fault.kind != polity::source::FaultKind::Ambiguous)
            .collect();
        prop_assert!(faults.is_empty(), "{faults:?}\n{text}");
        prop_assert_eq!(parsed.root.unwrap().to_json(), value, "{}", text);
    }
}

/// Mappings, lists, texts, whole numbers and truth values, as records have them.
fn data() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i32>().prop_map(serde_json::Value::from),
        "[ -~éß中]{0,12}".prop_map(serde_json::Value::from),
        "[a-z]{1,4}(\n[a-z]{0,4}){0,3}".prop_map(serde_json::Value::from),
    ];
    let tree = leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            proptest::collection::btree_map("[a-z]{1,6}", inner, 1..4)
                .prop_map(|map| serde_json::Value::from(serde_json::Map::from_iter(map))),
        ]
    });
    proptest::collection::btree_map("[a-z]{1,6}", tree, 1..4)
        .prop_map(|map| serde_json::Value::from(serde_json::Map::from_iter(map)))
}

#[test]
fn records_read_as_another_yaml_reader_reads_them() {
    let mut files = files_below(&project("governance-example"));
    files.extend(files_below(&project("tests/fixtures/schemas")));
    files.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    assert!(files.len() > 500);
    let mut compared = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let Some(root) = parse_yaml(&text).root else {
            panic!("{} is not read", file.display());
        };
        let Ok(other) = serde_yaml::from_str::<serde_yaml::Value>(&text) else {
            continue;
        };
        let ours = numbers_as_floats(root.to_json());
        let theirs = numbers_as_floats(serde_json::to_value(other).unwrap());
        assert_eq!(ours, theirs, "{}", file.display());
        compared += 1;
    }
    assert!(compared > 500, "only {compared} were compared");
}

/// One reader says 3, the other 3.0: the same number.
fn numbers_as_floats(value: serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Number(number) => number.as_f64().into(),
        serde_json::Value::Array(items) => items
            .into_iter()
            .map(numbers_as_floats)
            .collect::<Vec<_>>()
            .into(),
        serde_json::Value::Object(map) => serde_json::Value::Object(
            map.into_iter()
                .map(|(key, value)| (key, numbers_as_floats(value)))
                .collect(),
        ),
        other => other,
    }
}

#[test]
fn leading_zeros_and_dates_stay_text() {
    let root = parse_yaml("a: 007\nb: 2026-01-01\n").root.unwrap();
    assert_eq!(
        root.get("a").map(|node| &node.value),
        Some(&Value::Text("007".into()))
    );
    assert_eq!(
        root.get("b").map(|node| &node.value),
        Some(&Value::Text("2026-01-01".into()))
    );
}
