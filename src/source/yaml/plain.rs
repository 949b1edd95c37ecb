//! A short way for the plainest YAML, which is what most records are: block mappings and lists
//! whose values stand on one line.
//!
//! It reads what it is sure of and leaves everything else, faults included, to the parser: whatever
//! it yields the parser would have yielded too, without a fault. A property test holds it to that.

use std::collections::HashSet;

use memchr::{memchr, memchr3};

use super::{ambiguous, resolve};
use crate::source::{Key, Node, Span, Value};

/// How deep it follows: far less deep than the parser.
const MOST_LEVELS: usize = 16;

/// The longest key: beyond 1,024 characters the parser takes none without a mark.
const LONGEST_KEY: usize = 128;

/// How many bytes are looked at together.
const BLOCK: usize = 256;

/// Up to so many entries are held against each other one by one, more by a set of their keys.
const FEW: usize = 16;

/// The only document of a text; `None` where the parser must read it.
pub(super) fn read(text: &str) -> Option<Node> {
    if !is_printable(text) {
        return None;
    }
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: if text.starts_with("---\n") { 4 } else { 0 },
        levels: 0,
    };
    let root = match reader.next_line() {
        Some(0) => reader.block(0)?,
        _ => return None,
    };
    reader.next_line().is_none().then_some(root)
}

/// Whether a text is of lines of characters that have no meaning of their own: no tabs, no other
/// line ends, no wide spaces, no marks.
fn is_printable(text: &str) -> bool {
    let plain = |b: u8| b == b'\n' || (b' '..0x7f).contains(&b);
    // No byte of a block decides before the others, so that the processor takes many at once.
    let mut blocks = text.as_bytes().chunks(BLOCK);
    blocks.all(|block| block.iter().fold(true, |all, b| all & plain(*b)))
        || text.chars().all(|c| {
            if c.is_ascii() {
                plain(c as u8)
            } else {
                !c.is_control() && !c.is_whitespace() && !('\u{fe00}'..'\u{10000}').contains(&c)
            }
        })
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    levels: usize,
}

impl Reader<'_> {
    /// Goes to the start of the next line that is neither empty nor a comment, and tells its
    /// indentation; none at the end.
    fn next_line(&mut self) -> Option<usize> {
        loop {
            let rest = &self.bytes[self.at..];
            let indent = rest.iter().take_while(|b| **b == b' ').count();
            match rest.get(indent) {
                None => return None,
                Some(b'\n') => self.at += indent + 1,
                Some(b'#') => {
                    self.at = self.line_end();
                    self.end_line()?;
                }
                Some(_) => return Some(indent),
            }
        }
    }

    fn line_end(&self) -> usize {
        let rest = &self.bytes[self.at..];
        memchr(b'\n', rest).map_or(self.bytes.len(), |n| self.at + n)
    }

    /// The end of a line that is one value without marks; `None` where `: ` or ` #` stands in it.
    fn plain_end(&self) -> Option<usize> {
        let mut from = self.at;
        loop {
            let rest = &self.bytes[from..];
            let Some(found) = memchr3(b'\n', b':', b'#', rest) else {
                return Some(self.bytes.len());
            };
            let at = from + found;
            match self.bytes[at] {
                b'\n' => return Some(at),
                b':' if self.bytes.get(at + 1) == Some(&b' ') => return None,
                b'#' if at > self.at && self.bytes[at - 1] == b' ' => return None,
                _ => from = at + 1,
            }
        }
    }

    /// Passes over spaces and the end of the line; `None` where anything else is left on it.
    fn end_line(&mut self) -> Option<()> {
        self.skip_spaces();
        match self.peek() {
            None => Some(()),
            Some(b'\n') => {
                self.at += 1;
                Some(())
            }
            Some(_) => None,
        }
    }

    fn skip_spaces(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn is_item(&self) -> bool {
        self.bytes[self.at..].starts_with(b"- ")
    }

    /// One collection in block style, whose first line starts here.
    fn block(&mut self, indent: usize) -> Option<Node> {
        self.levels += 1;
        if self.levels > MOST_LEVELS {
            return None;
        }
        self.at += indent;
        let node = if self.is_item() {
            self.list(indent)?
        } else {
            self.map(indent)?
        };
        self.levels -= 1;
        Some(node)
    }

    /// The entries of a mapping, from its first key on.
    fn map(&mut self, indent: usize) -> Option<Node> {
        let mut entries = Vec::new();
        loop {
            let key = self.key()?;
            self.skip_spaces();
            let value = match self.peek() {
                None | Some(b'\n') => {
                    self.end_line()?;
                    match self.next_line()? {
                        deeper if deeper > indent => self.block(deeper)?,
                        same if same == indent => {
                            let is_list = self.bytes[self.at + indent..].starts_with(b"- ");
                            if !is_list {
                                return None;
                            }
                            self.block(indent)?
                        }
                        _ => return None,
                    }
                }
                Some(_) => self.line()?,
            };
            entries.push((key, value));
            if !self.goes_on(indent)? {
                break;
            }
            self.at += indent;
        }
        let (first, last) = (entries.first()?.0.span, entries.last()?.1.span);
        map_of(first.to(last), entries)
    }

    /// The items of a list, from its first dash on.
    fn list(&mut self, indent: usize) -> Option<Node> {
        let mut items = Vec::new();
        loop {
            let dash = self.at;
            self.at += 1;
            self.skip_spaces();
            let item = if self.is_key() {
                self.levels += 1;
                if self.levels > MOST_LEVELS {
                    return None;
                }
                let item = self.map(indent + self.at - dash)?;
                self.levels -= 1;
                item
            } else {
                self.line()?
            };
            items.push(item);
            if !self.goes_on(indent)? || !self.bytes[self.at + indent..].starts_with(b"- ") {
                break;
            }
            self.at += indent;
        }
        let span = items.first()?.span.to(items.last()?.span);
        let value = Value::List(items);
        Some(Node { span, value })
    }

    /// Whether the next line stands as deep as the collection; `None` where it stands deeper, as
    /// the rest of a value on several lines does.
    fn goes_on(&mut self, indent: usize) -> Option<bool> {
        match self.next_line() {
            Some(deeper) if deeper > indent => None,
            next => Some(next == Some(indent)),
        }
    }

    /// One past the characters that a key may be of here.
    fn key_end(&self) -> usize {
        let rest = &self.bytes[self.at..];
        let is_plain = |b: &&u8| b.is_ascii_alphanumeric() || b"_-./".contains(b);
        self.at + rest.iter().take_while(is_plain).count()
    }

    fn is_key(&self) -> bool {
        let rest = &self.bytes[self.key_end()..];
        rest.first() == Some(&b':') && matches!(rest.get(1), None | Some(b' ' | b'\n'))
    }

    /// A key and its colon.
    fn key(&mut self) -> Option<Key> {
        let span = Span::new(self.at, self.key_end());
        let name = &self.text[span.start..span.end];
        let first = name.bytes().next()?;
        if !self.is_key() || !first.is_ascii_alphanumeric() || name.len() > LONGEST_KEY {
            return None;
        }
        let is_number_too_large = || first.is_ascii_digit() && resolve(name, span).is_err();
        if ambiguous(name, span, true).is_some() || is_number_too_large() {
            return None;
        }
        self.at = span.end + 1;
        Some(Key {
            name: name.to_owned(),
            span,
        })
    }

    /// A value that fills the rest of the line.
    fn line(&mut self) -> Option<Node> {
        let node = match self.peek()? {
            b'[' | b'{' => self.flow()?,
            b'"' | b'\'' => self.quoted()?,
            _ => {
                let end = self.plain_end()?;
                let text = self.text[self.at..end].trim_end_matches(' ');
                if text.ends_with(':') {
                    return None;
                }
                let node = self.scalar(text)?;
                self.at = end;
                node
            }
        };
        self.end_line()?;
        Some(node)
    }

    fn scalar(&self, text: &str) -> Option<Node> {
        let first = *text.as_bytes().first()?;
        let is_safe =
            first.is_ascii_alphanumeric() || !first.is_ascii() || b"/(+._$<~".contains(&first);
        let span = Span::new(self.at, self.at + text.len());
        if !is_safe || ambiguous(text, span, false).is_some() {
            return None;
        }
        let value = resolve(text, span).ok()?;
        Some(Node { span, value })
    }

    /// A text in quotation marks, on one line and without escapes.
    fn quoted(&mut self) -> Option<Node> {
        let (start, mark) = (self.at, self.peek()?);
        let rest = &self.bytes[start + 1..];
        let stop = |b: &u8| *b == mark || *b == b'\n' || (mark == b'"' && *b == b'\\');
        let length = rest.iter().position(stop)?;
        // Twice the mark is one in the text.
        if rest[length] != mark || rest.get(length + 1) == Some(&mark) {
            return None;
        }
        let inner = &self.text[start + 1..start + 1 + length];
        self.at = start + length + 2;
        Some(Node {
            span: Span::new(start, self.at),
            value: Value::Text(inner.to_owned()),
        })
    }

    /// A list or mapping in brackets, on one line.
    fn flow(&mut self) -> Option<Node> {
        self.levels += 1;
        if self.levels > MOST_LEVELS {
            return None;
        }
        let start = self.at;
        let is_list = self.peek() == Some(b'[');
        let close = if is_list { b']' } else { b'}' };
        let (mut items, mut entries) = (Vec::new(), Vec::new());
        self.at += 1;
        self.skip_spaces();
        if self.peek() == Some(close) {
            self.at += 1;
        } else {
            loop {
                if is_list {
                    items.push(self.flow_value()?);
                } else {
                    let key = self.key()?;
                    if self.peek() != Some(b' ') {
                        return None;
                    }
                    self.skip_spaces();
                    entries.push((key, self.flow_value()?));
                }
                self.skip_spaces();
                let next = self.peek()?;
                self.at += 1;
                if next == close {
                    break;
                }
                if next != b',' {
                    return None;
                }
                self.skip_spaces();
            }
        }
        self.levels -= 1;
        let span = Span::new(start, self.at);
        if is_list {
            let value = Value::List(items);
            Some(Node { span, value })
        } else {
            map_of(span, entries)
        }
    }

    fn flow_value(&mut self) -> Option<Node> {
        match self.peek()? {
            b'[' | b'{' => self.flow(),
            b'"' | b'\'' => self.quoted(),
            _ => {
                let rest = &self.bytes[self.at..];
                let length = rest.iter().position(|b| b",[]{}:#\n".contains(b))?;
                let node =
                    self.scalar(self.text[self.at..self.at + length].trim_end_matches(' '))?;
                self.at += length;
                Some(node)
            }
        }
    }
}

/// A mapping, unless a key is written twice.
fn map_of(span: Span, entries: Vec<(Key, Node)>) -> Option<Node> {
    let is_double = if entries.len() > FEW {
        let mut seen = HashSet::with_capacity(entries.len());
        !entries
            .iter()
            .all(|(key, _)| seen.insert(key.name.as_str()))
    } else {
        let known = |at: usize, name: &str| entries[..at].iter().any(|(key, _)| key.name == name);
        let mut numbered = entries.iter().enumerate();
        numbered.any(|(at, (key, _))| known(at, &key.name))
    };
    let value = Value::Map(entries);
    (!is_double).then_some(Node { span, value })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::parse_fully;
    use super::*;

    /// What the short way yields is what the parser does.
    fn agrees(text: &str) -> Result<bool, TestCaseError> {
        let Some(node) = read(text) else {
            return Ok(false);
        };
        let parsed = parse_fully(text);
        prop_assert!(parsed.faults.is_empty(), "{text:?}: {:?}", parsed.faults);
        prop_assert_eq!(parsed.root, Some(node), "{:?}", text);
        Ok(true)
    }

    /// Pieces of records, and of what only looks like them.
    fn piece() -> impl Strategy<Value = String> {
        let plain = prop::sample::select(vec![
            "a",
            "b: c",
            "\na: b",
            "\na: c",
            "{a: b, a: c}",
            "name: Ann",
            "- ",
            "- a",
            "- b: c",
            "-",
            ":",
            ": ",
            "key:",
            "key: ",
            " ",
            "  ",
            "    ",
            "\n",
            "\n",
            "\n  ",
            "\n    ",
            "\n- ",
            "\n  - ",
            "\n    - ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            ",",
            "[a, b]",
            "{a: b}",
            "{a: b, c: [d]}",
            "[]",
            "{}",
            "\"q\"",
            "'q'",
            "\"",
            "'",
            "''",
            "\\",
            "#",
            " # c",
            "# c\n",
            "\n# c\n",
            "yes",
            "No",
            "on: x",
            "12:30",
            "007",
            "1",
            "1.5",
            "-1",
            "+1",
            "99999999999999999999",
            "~",
            "null",
            "true",
            "é",
            "–",
            "\u{a0}",
            "\u{feff}",
            "\u{85}",
            "\u{2028}",
            "\t",
            "\r",
            "\r\n",
            "---",
            "---\n",
            "...",
            "&x ",
            "*x",
            "!t ",
            "|",
            "|\n  x",
            ">",
            "%",
            "@",
            "`",
            "?",
            "? a",
            "<<",
            "<<: a",
            "x-y: z",
            "a/b",
            "http://x",
            "a:b",
            "a#b",
            "!",
            "2026-01-01",
            "P1Y",
            "(x)",
            "a b",
            ".5",
            "=",
            "1e3",
            "0x1f",
        ]);
        prop_oneof![8 => plain.prop_map(str::to_owned), 1 => "[ -~]{0,6}", 1 => "\\PC{0,3}"]
    }

    /// A tree in the styles that records are written in, by a depth.
    fn tree() -> impl Strategy<Value = serde_json::Value> {
        let text = prop::sample::select(vec![
            "Ann",
            "ann-b",
            "2026-01-01",
            "a b c",
            "true",
            "12",
            "http://x.y/z",
            "(é)",
            "it's",
            "a: b",
            "",
            "- x",
            "yes",
            "x #y",
        ]);
        let leaf = text.prop_map(serde_json::Value::from);
        leaf.prop_recursive(4, 24, 5, |inner| {
            let key = prop::sample::select(vec!["name", "unit", "x-a", "a/b", "2026", "y", "k_1"]);
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
                prop::collection::vec((key, inner), 0..4).prop_map(|entries| {
                    let entries = entries
                        .into_iter()
                        .map(|(key, value)| (key.to_owned(), value));
                    serde_json::Value::Object(entries.collect())
                }),
            ]
        })
    }

    /// A tree as YAML; `style` decides between brackets and lines, and how deep those stand.
    fn written(value: &serde_json::Value, indent: usize, style: u64, out: &mut String) {
        use serde_json::Value as Json;
        let pad = " ".repeat(indent);
        let next = style.rotate_right(3) ^ 5;
        let is_flow = style.is_multiple_of(4);
        match value {
            Json::Array(items) if !items.is_empty() && !is_flow => {
                for item in items {
                    out.push_str(&format!("\n{pad}- "));
                    match item {
                        Json::Object(entries) if !entries.is_empty() && style.is_multiple_of(3) => {
                            let mut inner = String::new();
                            written(item, indent + 2, 1, &mut inner);
                            out.push_str(inner.trim_start());
                        }
                        _ => flow(item, out),
                    }
                }
            }
            Json::Object(entries) if !entries.is_empty() && !is_flow => {
                for (key, value) in entries {
                    out.push_str(&format!("\n{pad}{key}:"));
                    if style.is_multiple_of(5) {
                        out.push_str("\n# why\n");
                    }
                    match value {
                        Json::Array(_) if style.is_multiple_of(2) => {
                            written(value, indent, next, out);
                        }
                        Json::Array(_) | Json::Object(_) => written(value, indent + 2, next, out),
                        _ => flow_after(value, out),
                    }
                }
            }
            other => flow_after(other, out),
        }
    }

    fn flow_after(value: &serde_json::Value, out: &mut String) {
        out.push(' ');
        flow(value, out);
    }

    fn flow(value: &serde_json::Value, out: &mut String) {
        use serde_json::Value as Json;
        match value {
            Json::Array(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    flow(item, out);
                }
                out.push(']');
            }
            Json::Object(entries) => {
                out.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    out.push_str(&format!("{key}: "));
                    flow(value, out);
                }
                out.push('}');
            }
            other => out.push_str(other.as_str().unwrap_or_default()),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn pieces_read_here_are_read_alike_by_the_parser(pieces in prop::collection::vec(piece(), 0..12)) {
            agrees(&pieces.concat())?;
        }

        #[test]
        fn records_read_here_are_read_alike_by_the_parser(
            tree in tree(),
            style in any::<u64>(),
            slip in (any::<prop::sample::Index>(), piece()),
            slips in any::<bool>(),
        ) {
            let mut text = String::new();
            written(&tree, 0, style, &mut text);
            let mut text = text.trim_start().to_owned() + "\n";
            if slips {
                let mut at = slip.0.index(text.len());
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                text.insert_str(at, &slip.1);
            }
            agrees(&text)?;
        }
    }

    #[test]
    fn records_as_people_write_them_take_the_short_way() {
        for text in [
            "name: Ann\n",
            "---\n# who\nname: Ann B.\nlanguages: [en, \"fr\"]\n\nskills:\n  - one: 1\n    two: 2\n  - x\n",
            "holders:\n- {person: ann, since: 2024-01-01}\n- person: ben\nseats: {min: 1, max: 3}\n",
            "a:\n  b:\n    c: 'd e'\nf: []\ng: {}\nh: –é\ni: ~",
            "a: 1 \n\n",
        ] {
            assert!(agrees(text).expect("they agree"), "{text:?}");
        }
    }

    #[test]
    fn whatever_needs_a_parser_is_left_to_it() {
        for text in [
            "",
            "a:\n",
            "a: b\n  c\n",
            "a: |\n  b\n",
            "a: b\na: c\n",
            "a: yes\n",
            "y: 1\n",
            "a: &b c\n",
            "a: *b\n",
            "a: b # c\n",
            "a: b: c\n",
            "a: [b\n",
            "a: \"b\\n\"\n",
            "a: 'b''c'\n",
            "- - a\n",
            "a: b\n---\n",
            "\ta: b\n",
            "a: b\r\n",
            "a: !t b\n",
            "99999999999999999999: a\n",
            "a: b\n...\n",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
