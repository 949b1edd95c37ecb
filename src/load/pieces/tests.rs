#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use proptest::prelude::*;

use super::*;

/// Every scalar with the keys that lead to it and its bytes in the file.
type Leaves = Vec<(String, String, Span)>;

fn leaves(path: &str, node: &Node, offset: usize, found: &mut Leaves) {
    match &node.value {
        Value::List(items) if !items.is_empty() => {
            for item in items {
                leaves(&format!("{path}/-"), item, offset, found);
            }
        }
        Value::Map(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                let path = format!("{path}/{}", key.name);
                let at = key.span.shifted(offset);
                found.push((path.clone(), "key".to_owned(), at));
                leaves(&path, value, offset, found);
            }
        }
        value => {
            // What is empty stands nowhere in particular.
            let is_empty = matches!(value, Value::Null) || node.text() == Some("");
            let at = if is_empty {
                Span::default()
            } else {
                node.span.shifted(offset)
            };
            found.push((path.to_owned(), format!("{value:?}"), at));
        }
    }
}

fn part(part: Part<'_>) -> Leaves {
    let mut found = Leaves::new();
    leaves(part.key, part.node, 0, &mut found);
    found
}

fn told(pieces: Pieces<Leaves>) -> (Option<Leaves>, Vec<Fault>) {
    let all = pieces.all.map(|all| {
        let mut leaves = Leaves::new();
        for piece in all {
            for (path, value, span) in piece.holds.iter() {
                let is_nowhere = *span == Span::default();
                let offset = if is_nowhere { 0 } else { piece.offset };
                leaves.push((path.clone(), value.clone(), span.shifted(offset)));
            }
        }
        leaves
    });
    (all, pieces.faults)
}

/// Reads a text in both ways, twice in pieces; returns what it holds and whether it was cut.
fn same(text: &str) -> (Option<Leaves>, bool) {
    let mut known = Known::default();
    let expected = told(whole(text, part));
    let was_cut = known.cut_and_read(text, &part).is_some();
    for _ in 0..2 {
        let read = told(known.read(text, part));
        assert_eq!(read, expected, "{text:?}");
    }
    (expected.0, was_cut)
}

#[test]
fn plain_files_are_cut() {
    for text in [
        "a:\n- b: c\n  d: |\n    x\n\n    - y\n- b: e\n# end\nf:\n  - g\n  - h\n",
        "a:\n  b:\n  - c\n  - d\n  # between\n  \"e f\":\n    - g\n",
        "a: b\nc: [d,\n  e]\nf:\nh: >\n  folded\n  text\n",
        "a:\r\n  - b\r\n  - c: d\r\n",
        "a:\n- 'b\n  c'\n- \"d\n\n  e\"\n- f\n  g\n- on\n- 012\n",
        "a:\n- b",
    ] {
        let (leaves, was_cut) = same(text);
        assert!(was_cut && leaves.is_some(), "{text:?}");
    }
}

#[test]
fn what_lines_do_not_tell_is_read_whole() {
    for text in [
        "a:\n- &x b\nc:\n- *x\n",
        "a:\n\t- b\n",
        "---\na:\n- b\n",
        "a:\n- b\n...\n",
        "a:\n- b\na:\n- c\n",
        "a:\n  b: 1\n  b: 2\n",
        "a:\n  - b\n c\n",
        "a: \"b\nc: d\"\n",
        "a: {b: c,\nd: e}\n",
        "- a\n- b\n",
        "a\n",
        "? a\n: b\n",
        "a:\n  some\n  text\n",
        "\u{feff}a:\n- b\n",
        "a: !x b\n",
        "a:\n- b\nc\n",
        "",
        "# nothing\n",
        "a:\n- b\r- c\n",
    ] {
        let (_, was_cut) = same(text);
        assert!(!was_cut, "{text:?}");
    }
}

#[test]
fn a_fault_stands_where_it_stands_in_the_file() {
    let text = "a:\n  b: 1\n  c:\n    d: yes\n    d: no\n";
    let pieces = Known::default().read(text, part);
    let places: Vec<&str> = pieces
        .faults
        .iter()
        .map(|fault| &text[fault.span.start..fault.span.end])
        .collect();
    assert_eq!(places, ["yes", "d", "no"]);
    same(text);
}

#[test]
fn what_is_kept_stays_bounded() {
    let mut known: Known<Leaves> = Known {
        limit: 100,
        ..Known::default()
    };
    let mut most = 0;
    for number in 0..100 {
        let text = format!("a:\n- b: {number}\n  c: d\n- e: {number}\n  f: g\n");
        let read = told(known.read(&text, part));
        assert_eq!(read, told(whole(&text, part)));
        most = most.max(known.bytes);
    }
    assert!((50..=100).contains(&most), "{most}");
}

fn line() -> impl Strategy<Value = String> {
    let indent = prop_oneof![Just(0), Just(0), Just(2), Just(2), Just(4), 0..6_usize];
    let content = prop_oneof![
        Just("a:"),
        Just("b:"),
        Just("c: d"),
        Just("- e"),
        Just("- f: g"),
        Just("-"),
        Just("h: |"),
        Just("i: >-"),
        Just("- |"),
        Just("text here"),
        Just("# note"),
        Just(""),
        Just("j: 'open"),
        Just("shut'"),
        Just("k: [1,"),
        Just("2]"),
        Just("'l m': n"),
        Just("---"),
        Just("- &x y"),
        Just("- *x"),
        Just("o: on"),
        Just("p: {q: r}"),
        Just("- - s"),
        Just("t: # note"),
        Just("? u"),
        Just("v:w"),
        Just("..."),
        Just("\tz"),
        Just("- \"x"),
        Just("y\""),
        Just("1: 2"),
        Just("a b: c"),
        Just("<<: {z: 1}"),
    ];
    let end = prop_oneof![
        Just("\n"),
        Just("\n"),
        Just("\n"),
        Just("\r\n"),
        Just(" \n")
    ];
    (indent, content, end)
        .prop_map(|(indent, content, end)| format!("{:indent$}{content}{end}", ""))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn cutting_tells_the_same_as_reading_whole(lines in prop::collection::vec(line(), 0..12)) {
        same(&lines.concat());
    }
}
