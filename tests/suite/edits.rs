//! Edits of YAML and TOML: the tree loses what was taken out and nothing else, and so do the bytes.

use polity::source::{
    Node, Source, Span, Splice, Value, is_repeated, parse_toml, parse_yaml, quote, remove,
    remove_uncommented, replace,
};
use proptest::prelude::*;
use serde_json::Value as Json;

/// The text after an edit.
fn after(source: &Source, splice: Option<Splice>) -> Option<String> {
    splice.map(|splice| splice.apply(source.text()).unwrap())
}

/// The text without the values at these pointers.
fn removed(path: &str, text: &str, pointers: &[&str]) -> Option<String> {
    let source = Source::new(path, text);
    let spans = spans(path, text, pointers);
    after(&source, remove(&source, &spans))
}

fn spans(path: &str, text: &str, pointers: &[&str]) -> Vec<Span> {
    let parsed = match path {
        "x.toml" => parse_toml(text),
        _ => parse_yaml(text),
    };
    let root = parsed.root.unwrap();
    let span = |pointer: &&str| root.pointer(pointer).0.span;
    pointers.iter().map(span).collect()
}

#[test]
fn lines_go_with_the_comments_that_are_theirs_alone() {
    let cases: [(&str, &str, &str); 14] = [
        (
            "/a/1",
            "a:\n  - x # one\n  # of y\n  - y # two\n\n  # of z\n  - z\n",
            "a:\n  - x # one\n\n  # of z\n  - z\n",
        ),
        ("/a/0", "a:\n- x\n# of y\n- y\n", "a:\n# of y\n- y\n"),
        // What stands above several may speak of them all.
        ("/a/0", "a:\n# all\n- x\n- y\n", "a:\n# all\n- y\n"),
        (
            "/a/1",
            "a:\n  - x\n  # since May\n  - y\n  - z\n",
            "a:\n  - x\n  # since May\n  - z\n",
        ),
        // The last one takes the key along.
        (
            "/b/0",
            "a: 1\n# why\nb:\n  # so\n  - x\nc: 2\n",
            "a: 1\n# why\nc: 2\n",
        ),
        ("/b/0", "a: 1\n\n# why\nb: [x]\n\nc: 2\n", "a: 1\n\nc: 2\n"),
        ("/b/c/0", "a: 1\nb:\n  c: [x]\n", "a: 1\n"),
        ("/a/1", "a: [x, y, z] # all\n", "a: [x, z] # all\n"),
        ("/a/0", "a: [ x, y ]\n", "a: [ y ]\n"),
        ("/a/2", "a: [x,\n    y, z]\n", "a: [x,\n    y]\n"),
        (
            "/a/1",
            "a: [\n  x, # one\n  y, # two\n  z, # three\n]\n",
            "a: [\n  x, # one\n  z, # three\n]\n",
        ),
        ("/a/0/b", "a: [{b: 1, c: 2}]\n", "a: [{c: 2}]\n"),
        ("/a/0/b", "a:\n  - b: 1\n    c: 2\n", "a:\n  - c: 2\n"),
        (
            "/a/0",
            "a:\n  - b: |\n      text\n      # and no comment\n    c: 2\n    # of c\n  - d\n",
            "a:\n  - d\n",
        ),
    ];
    for (pointer, text, expected) in cases {
        let got = removed("x.yaml", text, &[pointer]);
        assert_eq!(got.as_deref(), Some(expected), "{pointer} of\n{text}");
        // Line ends stay what they are, and so does a mark of byte order.
        let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let source = Source::new("x.yaml", text.as_str());
        let inner = &text[3..];
        let at = spans("x.yaml", inner, &[pointer])[0];
        let at = Span::new(at.start + 3, at.end + 3);
        let got = after(&source, remove(&source, &[at])).unwrap();
        assert_eq!(got, format!("\u{feff}{}", expected.replace('\n', "\r\n")));
    }
}

#[test]
fn several_values_go_in_one_edit() {
    let text = "a: [x, y, x, x, z, x]\nb: 1 # stays\n";
    let all = ["/a/2", "/a/3", "/a/5"];
    let got = removed("x.yaml", text, &all);
    assert_eq!(got.as_deref(), Some("a: [x, y, z]\nb: 1 # stays\n"));
    assert_eq!(
        removed("x.yaml", "a: [x, y]\nb: 1\n", &["/a/0", "/a/1"]).as_deref(),
        Some("b: 1\n")
    );
    assert_eq!(removed("x.yaml", "a: [x, y]\n", &[]), None);
}

#[test]
fn what_cannot_be_taken_out_for_certain_stays() {
    let cases = [
        // Nothing would be left.
        ("/a/0", "a: [x]\n"),
        // An alias repeats it.
        ("/a/0", "a:\n  - &x one\n  - two\nb: *x\n"),
        ("/a/0", "a: &l [x, y]\nb: *l\n"),
        // A list of a list on one line.
        ("/a/0/0", "a:\n  - - x\n    - y\n"),
        // A comment between two entries, of which one moves to the dash.
        ("/a/0/b", "a:\n  - b: 1\n    # of c\n    c: 2\n"),
    ];
    for (pointer, text) in cases {
        assert_eq!(removed("x.yaml", text, &[pointer]), None, "{text}");
    }
    let source = Source::new("x.yaml", "a: [x, y]\n");
    assert_eq!(remove(&source, &[Span::new(4, 6)]), None);
    assert_eq!(remove(&source, &[Span::new(4, 900)]), None);
    let broken = Source::new("x.yaml", "a: [x, y\n");
    assert_eq!(remove(&broken, &[Span::new(4, 5)]), None);
}

#[test]
fn only_front_matter_is_edited() {
    let text = "---\nname: X\ndomains: [a, b]\n---\n- a\n\ndomains: [a, b]\n";
    let at = text.find("b]").unwrap();
    let source = Source::new("policies/x.md", text);
    let got = after(&source, remove(&source, &[Span::new(at, at + 1)]));
    assert_eq!(
        got.as_deref(),
        Some("---\nname: X\ndomains: [a]\n---\n- a\n\ndomains: [a, b]\n")
    );
    let at = text.rfind("b]").unwrap();
    assert_eq!(remove(&source, &[Span::new(at, at + 1)]), None);
}

#[test]
fn a_comment_may_keep_what_it_stands_at() {
    let text = "a:\n  - x\n  - x # the other one\nb: [x, x] # both\n";
    let source = Source::new("x.yaml", text);
    let at = |pointer| spans("x.yaml", text, &[pointer]);
    assert_eq!(remove_uncommented(&source, &at("/a/1")), None);
    assert!(remove_uncommented(&source, &at("/a/0")).is_some());
    assert!(remove_uncommented(&source, &at("/b/1")).is_some());
}

#[test]
fn words_are_replaced_in_the_marks_they_have() {
    let text = "a: old # it\nb: ['old', \"old\"]\nold: {k: old}\nc: |\n  old\n";
    let source = Source::new("x.yaml", text);
    let root = parse_yaml(text).root.unwrap();
    let write = |span, new| {
        let splice = replace(&source, span, "old", new)?;
        Some(splice.text)
    };
    let at = |pointer: &str| root.pointer(pointer).0.span;
    assert_eq!(write(at("/a"), "new").as_deref(), Some("new"));
    assert_eq!(write(at("/b/0"), "new").as_deref(), Some("'new'"));
    assert_eq!(write(at("/b/1"), "new").as_deref(), Some("\"new\""));
    assert_eq!(write(at("/old/k"), "new").as_deref(), Some("new"));
    let key = root.entry("old").unwrap().0.span;
    assert_eq!(write(key, "new").as_deref(), Some("new"));
    // A word that would be read as something else without marks.
    assert_eq!(write(at("/a"), "no").as_deref(), Some("\"no\""));
    assert_eq!(write(at("/a"), "12").as_deref(), Some("\"12\""));
    // Another key has that name, the text is not the old one, or nothing stands there.
    assert_eq!(write(key, "a"), None);
    assert_eq!(replace(&source, at("/a"), "older", "new"), None);
    assert_eq!(write(Span::new(0, 5), "new"), None);
}

#[test]
fn words_are_quoted_where_they_stay_the_same_text() {
    let text = "a: NO\non: [18:30, 7, true]\n";
    let source = Source::new("x.yaml", text);
    let root = parse_yaml(text).root.unwrap();
    let quoted = |span| quote(&source, span).map(|splice| splice.text);
    let at = |pointer: &str| root.pointer(pointer).0.span;
    assert_eq!(quoted(at("/a")).as_deref(), Some("\"NO\""));
    assert_eq!(quoted(at("/on/0")).as_deref(), Some("\"18:30\""));
    let key = root.entry("on").unwrap().0.span;
    assert_eq!(quoted(key).as_deref(), Some("\"on\""));
    // In quotation marks these would be texts.
    assert_eq!(quoted(at("/on/1")), None);
    assert_eq!(quoted(at("/on/2")), None);
}

#[test]
fn items_of_one_list_may_say_the_same() {
    let text = "a: [{x: 1}, {x:   1}, {x: 2}]\nb: [{x: 1}]\n";
    let source = Source::new("x.yaml", text);
    let same = |one, other| {
        let spans = spans("x.yaml", text, &[one, other]);
        is_repeated(&source, spans[0], spans[1])
    };
    assert!(same("/a/0", "/a/1"));
    assert!(!same("/a/0", "/a/2"));
    assert!(!same("/a/0", "/b/0"));
    assert!(!same("/a/0", "/a/0"));
}

#[test]
fn tables_of_toml_go_with_their_header() {
    let text = "# top\n[check]\na = 1\n\n# why\n[[waive]]\nrule = \"x\" # so\n\n[[waive]]\n\
                rule = \"y\"\nmore = [\n  1,\n]\n\n[rules]\nb = 2\n";
    let first =
        "# top\n[check]\na = 1\n\n[[waive]]\nrule = \"y\"\nmore = [\n  1,\n]\n\n[rules]\nb = 2\n";
    let second = "# top\n[check]\na = 1\n\n# why\n[[waive]]\nrule = \"x\" # so\n\n[rules]\nb = 2\n";
    let none = "# top\n[check]\na = 1\n\n[rules]\nb = 2\n";
    for end in ["\n", "\r\n"] {
        let text = text.replace('\n', end);
        let cut = |pointers: &[&str]| removed("x.toml", &text, pointers);
        assert_eq!(cut(&["/waive/0"]), Some(first.replace('\n', end)));
        assert_eq!(cut(&["/waive/1"]), Some(second.replace('\n', end)));
        assert_eq!(
            cut(&["/waive/0", "/waive/1"]),
            Some(none.replace('\n', end))
        );
    }
    let inline = "waive = [\n  {rule = \"x\"}, # why\n  {rule = \"y\"},\n]\n";
    let left = "waive = [\n  {rule = \"y\"},\n]\n";
    assert_eq!(
        removed("x.toml", inline, &["/waive/0"]).as_deref(),
        Some(left)
    );
    let only = "[[waive]]\nrule = \"x\"\n";
    assert_eq!(removed("x.toml", only, &["/waive/0"]).as_deref(), Some(""));
    // Without brackets of its own, a table is not known.
    assert_eq!(removed("x.toml", "[a]\nx = 1\ny = 2\n", &["/a/x"]), None);
}

/// A document as people write it: what it says, and how it is laid out.
#[derive(Debug, Clone)]
enum Made {
    Word(u8),
    Flow(Vec<Made>),
    List(Vec<Made>, bool),
    Map(Vec<Made>),
}

fn made() -> impl Strategy<Value = Made> {
    let word = any::<u8>().prop_map(Made::Word).boxed();
    let flow = proptest::collection::vec(word.clone(), 1..4).prop_map(Made::Flow);
    let leaf = prop_oneof![3 => word, 1 => flow];
    let inner = leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            (
                proptest::collection::vec(inner.clone(), 1..4),
                any::<bool>()
            )
                .prop_map(|(items, deep)| Made::List(items, deep)),
            proptest::collection::vec(inner, 1..4).prop_map(Made::Map),
        ]
    });
    proptest::collection::vec(inner, 1..5).prop_map(Made::Map)
}

/// Lays a document out; each word gets a number, and some a comment that bears it.
struct Layout {
    text: String,
    words: usize,
    comments: bool,
}

impl Layout {
    fn of(made: &Made, comments: bool) -> String {
        let mut layout = Layout {
            text: String::new(),
            words: 0,
            comments,
        };
        layout.block(made, 0);
        layout.text
    }

    fn word(&mut self, salt: u8) -> String {
        self.words += 1;
        let word = format!("w{}", self.words);
        match salt % 5 {
            0 => format!("'{word}'"),
            1 => format!("\"{word}, x # y\""),
            _ => word,
        }
    }

    /// A value that stands on one line, with what ends that line.
    fn line(&mut self, made: &Made) -> bool {
        let (line, salt) = match made {
            Made::Word(salt) => (self.word(*salt), *salt),
            Made::Flow(items) => {
                let words: Vec<String> = items
                    .iter()
                    .map(|item| match item {
                        Made::Word(salt) => self.word(*salt),
                        _ => unreachable!("only words are made"),
                    })
                    .collect();
                (format!("[{}]", words.join(", ")), items.len() as u8)
            }
            _ => return false,
        };
        self.text += &line;
        if self.comments && salt % 3 == 0 {
            self.text += &format!(" # of w{}", self.words);
        }
        self.text += "\n";
        if salt % 7 == 0 {
            self.text += "\n";
        }
        true
    }

    fn block(&mut self, made: &Made, indent: usize) {
        let pad = " ".repeat(indent);
        match made {
            Made::List(items, _) => {
                for item in items {
                    self.text += &format!("{pad}- ");
                    if self.line(item) {
                        continue;
                    }
                    if let Made::Map(_) = item {
                        // The first entry stands on the line of the dash.
                        let at = self.text.len();
                        self.block(item, indent + 2);
                        self.text.replace_range(at..at + indent + 2, "");
                    } else {
                        self.text.truncate(self.text.len() - 1);
                        self.text += "\n";
                        self.block(item, indent + 2);
                    }
                }
            }
            Made::Map(entries) => {
                for (number, entry) in entries.iter().enumerate() {
                    if self.comments && number > 0 && self.words.is_multiple_of(4) {
                        self.text += &format!("{pad}# above w{}\n", self.words + 1);
                    }
                    self.text += &format!("{pad}k{number}: ");
                    if self.line(entry) {
                        continue;
                    }
                    self.text.truncate(self.text.len() - 1);
                    self.text += "\n";
                    let deep = !matches!(entry, Made::List(_, false));
                    self.block(entry, indent + if deep { 2 } else { 0 });
                }
            }
            Made::Word(_) | Made::Flow(_) => unreachable!("stands on a line"),
        }
    }
}

/// Ways and places of all values below the top.
fn values(node: &Node, way: &mut Vec<String>, all: &mut Vec<(Vec<String>, Span)>) {
    let items = node.items().iter().enumerate();
    let items = items.map(|(number, item)| (number.to_string(), item));
    let entries = node.entries().iter();
    let entries = entries.map(|(key, value)| (key.name.clone(), value));
    for (step, child) in items.chain(entries) {
        way.push(step);
        all.push((way.clone(), child.span));
        values(child, way, all);
        way.pop();
    }
}

/// The document without a value, and without whatever that leaves empty; none if that is all.
fn without(document: &Json, way: &[String]) -> Option<Json> {
    let (last, above) = way.split_last()?;
    let mut document = document.clone();
    let pointer: String = above.iter().map(|step| format!("/{step}")).collect();
    let parent = document.pointer_mut(&pointer)?;
    let is_empty = match parent {
        Json::Array(items) => {
            items.remove(last.parse().ok()?);
            items.is_empty()
        }
        Json::Object(entries) => {
            entries.remove(last)?;
            entries.is_empty()
        }
        _ => return None,
    };
    if is_empty {
        without(&document, above)
    } else {
        Some(document)
    }
}

/// Takes each value of a text out, one at a time, and tells how many could be.
fn each_goes_alone(text: &str) -> (usize, usize) {
    let Some(root) = parse_yaml(text).root else {
        return (0, 0);
    };
    let mut all = Vec::new();
    values(&root, &mut Vec::new(), &mut all);
    let (mut possible, mut done) = (0, 0);
    let source = Source::new("x.yaml", text);
    for (way, span) in all {
        // Two values on the same bytes, as a list and its only item, are the same to take out.
        let expected = without(&root.to_json(), &way);
        possible += usize::from(expected.is_some());
        let Some(got) = after(&source, remove(&source, &[span])) else {
            continue;
        };
        done += 1;
        let parsed = parse_yaml(&got);
        let tree = parsed.root.map(|root| root.to_json());
        assert_eq!(tree, expected, "{way:?} of\n{text}\nleft\n{got}");
        // Whatever is left says what it said: comments of words that stay, stay.
        for line in text.lines().filter(|line| line.contains("# of w")) {
            let word = line.rsplit("# of ").next().unwrap_or_default();
            let stays = words(&parse_yaml(&got).root).any(|left| left == word);
            let is_told = got
                .lines()
                .any(|line| line.ends_with(&format!("# of {word}")));
            assert!(
                !stays || is_told,
                "{word} after {way:?} of\n{text}\nleft\n{got}"
            );
        }
    }
    (possible, done)
}

/// The words of a tree.
fn words(root: &Option<Node>) -> impl Iterator<Item = String> {
    fn walk(node: &Node, all: &mut Vec<String>) {
        if let Value::Text(text) = &node.value {
            all.push(text.split(',').next().unwrap_or_default().to_owned());
        }
        node.items().iter().for_each(|item| walk(item, all));
        node.entries()
            .iter()
            .for_each(|(_, value)| walk(value, all));
    }
    let mut all = Vec::new();
    root.iter().for_each(|root| walk(root, &mut all));
    all.into_iter()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_value_can_be_taken_out_and_nothing_else_goes(made in made(), crlf: bool) {
        for comments in [false, true] {
            let mut text = Layout::of(&made, comments);
            if crlf {
                text = text.replace('\n', "\r\n");
            }
            prop_assert!(parse_yaml(&text).faults.is_empty(), "{text}");
            let (possible, done) = each_goes_alone(&text);
            // Only a comment can keep something where it is.
            prop_assert!(comments || possible == done, "{done} of {possible} in\n{text}");
        }
    }

    #[test]
    fn no_text_breaks_an_edit(text in crate::source::yamlish()) {
        each_goes_alone(&text);
    }
}
