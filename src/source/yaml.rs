//! YAML 1.2, core schema, into the [`Node`] tree. The only importer of the YAML parser.
//!
//! Records are plain data, so tags, directives, several documents in one file and merge keys are
//! refused rather than half understood, and limits keep hostile text cheap: [`MAX_DEPTH`] levels,
//! [`MAX_ALIASED`] nodes through aliases.

mod plain;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError};

use super::{Fault, FaultKind, Key, Node, Parsed, Span, Value};

/// How deep lists and mappings may nest.
pub(super) const MAX_DEPTH: usize = 128;

/// How many nodes all aliases of one text may add up to.
pub(super) const MAX_ALIASED: usize = 10_000;

/// Parses one YAML document.
///
/// A syntax error ends the tree; duplicate keys and ambiguous words are reported and reading goes
/// on (the first of two equal keys counts).
pub fn parse_yaml(text: &str) -> Parsed {
    plainly(text).unwrap_or_else(|| parse_fully(text))
}

/// What needs no parser.
fn plainly(text: &str) -> Option<Parsed> {
    let root = Some(plain::read(text)?);
    let faults = Vec::new();
    Some(Parsed { root, faults })
}

fn parse_fully(text: &str) -> Parsed {
    parsed(Builder::new(text))
}

/// Parses one YAML document as the tools of other formats do: of two equal keys the last counts.
/// They are reported all the same.
pub fn parse_yaml_last_counts(text: &str) -> Parsed {
    plainly(text).unwrap_or_else(|| {
        parsed(Builder {
            last_counts: true,
            ..Builder::new(text)
        })
    })
}

fn parsed(mut builder: Builder<'_>) -> Parsed {
    let root = match builder.document() {
        Ok(root) => root,
        Err(fault) => {
            builder.faults.push(*fault);
            None
        }
    };
    let mut faults = builder.faults;
    faults.sort_by_key(|fault| fault.span);
    Parsed { root, faults }
}

type Step<T> = Result<T, Box<Fault>>;

/// A collection whose end has not come yet.
enum Open {
    List {
        start: usize,
        anchor: usize,
        flow: bool,
        items: Vec<Node>,
    },
    Map {
        start: usize,
        anchor: usize,
        flow: bool,
        entries: Vec<(Key, Node)>,
        seen: HashMap<String, Span>,
        key: Option<Key>,
    },
}

struct Builder<'t> {
    text: &'t str,
    parser: Parser<'t, granit_parser::StrInput<'t>>,
    faults: Vec<Fault>,
    anchors: HashMap<usize, (Node, usize)>,
    aliased: usize,
    /// Whether of two equal keys the last counts, not the first.
    last_counts: bool,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        let mut options = Options::default();
        options.flow_nesting_limit = MAX_DEPTH;
        options.block_nesting_limit = MAX_DEPTH;
        options.set_emit_comments(false);
        Builder {
            text,
            parser: Parser::new_from_str_with_options(text, options),
            faults: Vec::new(),
            anchors: HashMap::new(),
            aliased: 0,
            last_counts: false,
        }
    }

    /// Reads the only document; `None` where the text holds none.
    fn document(&mut self) -> Step<Option<Node>> {
        let mut stack: Vec<Open> = Vec::new();
        let mut root: Option<Node> = None;
        let mut documents = 0;
        while let Some(next) = self.parser.next_event() {
            let (event, span) = next.map_err(|error| Box::new(self.scan_fault(&error)))?;
            let at = self.span(span.start, span.end);
            let done = match event {
                Event::DocumentStart(_, version) => {
                    documents += 1;
                    if documents > 1 {
                        return Err(Box::new(
                            Fault::new(FaultKind::Syntax, at, "several documents in one file")
                                .label("a second document starts here")
                                .fix("keep one record a file: move what follows to a file of its own"),
                        ));
                    }
                    if version.is_some() {
                        return Err(Box::new(refused(at, "a `%YAML` directive")));
                    }
                    None
                }
                Event::Scalar(text, style, anchor, tag) => {
                    if tag.is_some() {
                        return Err(Box::new(refused(at, "a tag")));
                    }
                    let is_key = matches!(stack.last(), Some(Open::Map { key: None, .. }));
                    let node = self.scalar(&text, style, at, is_key)?;
                    Some((node, anchor))
                }
                Event::SequenceStart(style, anchor, tag) => {
                    if tag.is_some() {
                        return Err(Box::new(refused(at, "a tag")));
                    }
                    Self::open(&mut stack, at, || Open::List {
                        start: at.start,
                        anchor,
                        flow: style == granit_parser::StructureStyle::Flow,
                        items: Vec::new(),
                    })?;
                    None
                }
                Event::MappingStart(style, anchor, tag) => {
                    if tag.is_some() {
                        return Err(Box::new(refused(at, "a tag")));
                    }
                    Self::open(&mut stack, at, || Open::Map {
                        start: at.start,
                        anchor,
                        flow: style == granit_parser::StructureStyle::Flow,
                        entries: Vec::new(),
                        seen: HashMap::new(),
                        key: None,
                    })?;
                    None
                }
                Event::SequenceEnd | Event::MappingEnd => stack.pop().map(|open| close(open, at)),
                Event::Alias(id) => {
                    let (node, count) = self.anchors.get(&id).cloned().ok_or_else(|| {
                        Box::new(
                            Fault::new(FaultKind::Syntax, at, "an alias inside its own anchor")
                                .label("refers to a value that is not finished"),
                        )
                    })?;
                    self.aliased += count;
                    if self.aliased > MAX_ALIASED {
                        return Err(Box::new(
                            Fault::new(
                                FaultKind::Syntax,
                                at,
                                format!("aliases repeat more than {MAX_ALIASED} values"),
                            )
                            .label("the limit is passed here")
                            .fix("write the values out; records need no aliases"),
                        ));
                    }
                    Some((Node { span: at, ..node }, 0))
                }
                _ => None,
            };
            if let Some((node, anchor)) = done {
                if anchor > 0 {
                    let count = node.count();
                    self.anchors.insert(anchor, (node.clone(), count));
                }
                self.place(&mut stack, &mut root, node)?;
            }
        }
        Ok(root)
    }

    /// Puts a finished node where it belongs: into the open collection, or at the top.
    fn place(&mut self, stack: &mut [Open], root: &mut Option<Node>, node: Node) -> Step<()> {
        match stack.last_mut() {
            None => *root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map {
                entries, seen, key, ..
            }) => match key.take() {
                None => *key = Some(self.key(node, seen)?),
                Some(name) => {
                    // Of two equal keys one counts; that there are two was reported.
                    if self.last_counts || seen.get(&name.name) == Some(&name.span) {
                        entries.push((name, node));
                    }
                }
            },
        }
        Ok(())
    }

    /// Turns the node in key position into a key and notes where each name stood first.
    fn key(&mut self, node: Node, seen: &mut HashMap<String, Span>) -> Step<Key> {
        let span = node.span;
        let name = match node.value {
            Value::Text(name) => name,
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) => {
                self.text[span.start..span.end].to_owned()
            }
            Value::List(_) | Value::Map(_) => {
                return Err(Box::new(
                    Fault::new(
                        FaultKind::Syntax,
                        span,
                        "a list or mapping stands where a key is due",
                    )
                    .label("a key is one word or text"),
                ));
            }
        };
        if name == "<<" {
            return Err(Box::new(refused(span, "a merge key `<<`")));
        }
        match seen.get(&name) {
            Some(first) => {
                self.faults.push(
                    Fault::new(
                        FaultKind::DuplicateKey,
                        span,
                        format!("`{name}` is written twice"),
                    )
                    .label("the second one")
                    .related(*first, "the first one")
                    .fix("keep one of the two"),
                );
            }
            None => {
                seen.insert(name.clone(), span);
            }
        }
        Ok(Key { name, span })
    }

    fn open(stack: &mut Vec<Open>, at: Span, open: impl FnOnce() -> Open) -> Step<()> {
        if stack.len() >= MAX_DEPTH {
            return Err(Box::new(too_deep(at)));
        }
        stack.push(open());
        Ok(())
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, at: Span, is_key: bool) -> Step<Node> {
        let value = if style == ScalarStyle::Plain {
            if let Some(fault) = ambiguous(text, at, is_key) {
                self.faults.push(fault);
            }
            resolve(text, at)?
        } else {
            Value::Text(text.to_owned())
        };
        // The span of a block scalar runs on into the line of the next key.
        let raw = self.text.get(at.start..at.end).unwrap_or_default();
        let span = Span::new(at.start, at.start + raw.trim_end().len());
        Ok(Node { span, value })
    }

    fn span(&self, start: granit_parser::Marker, end: granit_parser::Marker) -> Span {
        let byte = |marker: granit_parser::Marker| {
            let mut at = marker.byte_offset().unwrap_or(0).min(self.text.len());
            while !self.text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        Span::new(byte(start), byte(end))
    }

    /// Puts the parser's error in the reader's words.
    fn scan_fault(&self, error: &ScanError) -> Fault {
        let mark = *error.marker();
        let mut span = self.span(mark, mark);
        if let Some(tab) = self.tab_near(span.start, error.kind()) {
            return Fault::new(FaultKind::Syntax, tab, "a tab indents this line")
                .label("YAML takes spaces only")
                .fix("replace the tab by spaces");
        }
        if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            return too_deep(span);
        }
        if let Some(c) = self.text[span.start..].chars().next()
            && !c.is_whitespace()
        {
            span.end = span.start + c.len_utf8();
        }
        if matches!(
            error.kind(),
            ErrorKind::MappingValueNotAllowed
                | ErrorKind::InvalidColonPlacement
                | ErrorKind::ExpectedFlowSequenceSeparator
                | ErrorKind::ExpectedFlowMappingSeparator
        ) && let Some(open) = self.open_bracket(span.start)
        {
            let bracket = &self.text[open.start..open.end];
            return Fault::new(
                FaultKind::Syntax,
                open,
                format!("`{bracket}` is opened and not closed before the next key"),
            )
            .label("opened here")
            .related(span, "reading stops here")
            .fix("add the closing bracket");
        }
        let (message, fix): (Cow<'static, str>, Option<&str>) = match error.kind() {
            ErrorKind::UnclosedFlowCollection { open } => (
                format!("`{open}` is opened and never closed").into(),
                Some("add the closing bracket"),
            ),
            ErrorKind::UnclosedQuotedScalar => (
                "a quotation mark is opened and never closed".into(),
                Some("add the closing quotation mark"),
            ),
            ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => (
                "a colon stands where none can".into(),
                Some("put quotation marks around text that contains `: `"),
            ),
            // The quotation marks that help others do not help here.
            ErrorKind::UnexpectedCharacter { character } if character.is_control() => (
                format!(
                    "the control character U+{:04X} has no place in a text",
                    u32::from(*character)
                )
                .into(),
                Some("delete it"),
            ),
            ErrorKind::UnexpectedCharacter { character } => (
                format!("the character {character:?} cannot start a value").into(),
                Some("put quotation marks around the text"),
            ),
            ErrorKind::UnknownAnchor => ("an alias to an anchor that does not exist".into(), None),
            ErrorKind::InvalidIndentation
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry => (
                "this line does not fit the lines above it".into(),
                Some("indent it like its neighbours, and check for a missing `:` or `-`"),
            ),
            ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => (
                "a key without its colon".into(),
                Some("write `key: value`, and quote text that spans lines"),
            ),
            kind => (format!("not readable as YAML: {kind}").into(), None),
        };
        let fault = Fault::new(FaultKind::Syntax, span, message).label("reading stops here");
        match fix {
            Some(fix) => fault.fix(fix),
            None => fault,
        }
    }

    /// The bracket that is still open at `at`, if it was opened on an earlier line.
    fn open_bracket(&self, at: usize) -> Option<Span> {
        let mut open: Vec<usize> = Vec::new();
        let mut quote: Option<char> = None;
        let mut before = ' ';
        let mut in_comment = false;
        for (offset, c) in self.text[..at].char_indices() {
            let starts_token = before.is_whitespace() || "[{,:".contains(before);
            match (quote, c) {
                (_, '\n') => in_comment = false,
                _ if in_comment => {}
                (Some(mark), c) if c == mark => quote = None,
                (None, '#') if before.is_whitespace() => in_comment = true,
                (None, '"' | '\'') if starts_token => quote = Some(c),
                (None, '[' | '{') if starts_token => open.push(offset),
                (None, ']' | '}') => {
                    open.pop();
                }
                _ => {}
            }
            before = c;
        }
        let last = open.pop()?;
        let line_ended = self.text[last..at].contains('\n');
        line_ended.then(|| Span::new(last, last + 1))
    }

    /// The tab in the indentation of the line at `at`, or of the line above it; for an error that
    /// speaks of a tab, the next one.
    fn tab_near(&self, at: usize, kind: &ErrorKind) -> Option<Span> {
        if matches!(kind, ErrorKind::TabInPlainScalar)
            && let Some(tab) = self.text[at..].find('\t')
        {
            return Some(Span::new(at + tab, at + tab + 1));
        }
        let line = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let above = self.text[..line.saturating_sub(1)]
            .rfind('\n')
            .map_or(0, |end| end + 1);
        for start in [line, above] {
            for (offset, c) in self.text[start..].char_indices() {
                match c {
                    ' ' => {}
                    '\t' => return Some(Span::new(start + offset, start + offset + 1)),
                    _ => break,
                }
            }
        }
        None
    }
}

fn too_deep(at: Span) -> Fault {
    Fault::new(
        FaultKind::Syntax,
        at,
        format!("lists and mappings nest more than {MAX_DEPTH} deep"),
    )
    .label("the limit is passed here")
}

fn close(open: Open, end: Span) -> (Node, usize) {
    // In block style the parser's end lies behind trailing white space: take the content's.
    let span_of = |flow: bool, start: usize, first: Option<Span>, last: Option<Span>| match (
        flow, first, last,
    ) {
        (false, Some(first), Some(last)) => first.to(last),
        _ => Span::new(start, end.end),
    };
    match open {
        Open::List {
            start,
            anchor,
            flow,
            items,
        } => {
            let first = items.first().map(|node| node.span);
            let span = span_of(flow, start, first, items.last().map(|node| node.span));
            let value = Value::List(items);
            (Node { span, value }, anchor)
        }
        Open::Map {
            start,
            anchor,
            flow,
            mut entries,
            seen,
            ..
        } => {
            if entries.len() > seen.len() {
                let mut last: HashSet<String> = HashSet::with_capacity(seen.len());
                entries.reverse();
                entries.retain(|(key, _)| last.insert(key.name.clone()));
                entries.reverse();
            }
            let first = entries.first().map(|(key, _)| key.span);
            let last = entries.last().map(|(key, node)| key.span.to(node.span));
            let span = span_of(flow, start, first, last);
            let value = Value::Map(entries);
            (Node { span, value }, anchor)
        }
    }
}

fn refused(at: Span, what: &str) -> Fault {
    Fault::new(FaultKind::Syntax, at, format!("{what} is not read here"))
        .label("records are plain YAML")
        .fix("write the value out")
}

/// The core schema of YAML 1.2, save that numbers with leading zeros stay text: they are ids.
fn resolve(text: &str, at: Span) -> Step<Value> {
    Ok(match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if !text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) => {
            Value::Text(text.to_owned())
        }
        _ if is_integer(text) => match text.parse() {
            Ok(number) => Value::Integer(number),
            Err(_) => {
                return Err(Box::new(
                    Fault::new(FaultKind::Syntax, at, "this number is too large")
                        .label("numbers go up to 9223372036854775807")
                        .fix("put it in quotation marks if it is a name or an account"),
                ));
            }
        },
        _ if is_float(text) => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Value::Float(number),
            _ => Value::Text(text.to_owned()),
        },
        _ => Value::Text(text.to_owned()),
    })
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

fn is_integer(text: &str) -> bool {
    let text = unsigned(text);
    digits(text) && (text == "0" || !text.starts_with('0'))
}

fn is_float(text: &str) -> bool {
    let text = unsigned(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(unsigned(exponent))),
        None => (text, None),
    };
    let number = match mantissa.split_once('.') {
        Some((whole, part)) => {
            (whole.is_empty() || digits(whole))
                && (part.is_empty() || digits(part))
                && !(whole.is_empty() && part.is_empty())
        }
        None => digits(mantissa) && exponent.is_some(),
    };
    number && exponent.is_none_or(digits)
}

/// Words that a reader of YAML 1.1 (most tools still are) takes for something else than we do.
fn ambiguous(text: &str, at: Span, is_key: bool) -> Option<Fault> {
    // All of them are short or begin with a digit.
    if text.len() > 3 && !text.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    let (meaning, other) = match text.len() {
        1..=3 if is(["yes", "on", "y"]) => ("`true`", ", or `true`"),
        1..=3 if is(["no", "off", "n"]) => ("`false`", ", or `false`"),
        _ if is_sexagesimal(text) => ("a number in base 60", ""),
        _ if text.len() > 1 && text.starts_with('0') && digits(text) => ("an octal number", ""),
        _ => return None,
    };
    let place = if is_key { "key" } else { "value" };
    Some(
        Fault::new(
            FaultKind::Ambiguous,
            at,
            format!("the {place} `{text}` means different things to different readers"),
        )
        .label(format!(
            "older YAML reads {meaning}, this one the text `{text}`"
        ))
        .fix(format!("write \"{text}\" in quotation marks{other}")),
    )
}

fn is_sexagesimal(text: &str) -> bool {
    let mut parts = text.split(':');
    parts.next().is_some_and(digits)
        && text.contains(':')
        && parts.all(|part| digits(part) && part.len() <= 2 && part.as_bytes()[0] <= b'5')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn faults(text: &str) -> Vec<String> {
        let source = Source::new("x.yaml", text);
        parse_yaml(text)
            .faults
            .iter()
            .map(|fault| {
                let at = source.position(fault.span.start);
                format!("{}:{} {}", at.line, at.column, fault.message)
            })
            .collect()
    }

    #[test]
    fn of_two_keys_the_last_may_count() {
        let text = "a: 1\nb: 2\na: 3\na: 4\n";
        let keys = |parsed: Parsed| {
            assert_eq!(parsed.faults.len(), 2);
            let root = parsed.root.expect("it is a mapping");
            let entries = root.entries().iter();
            let found: Vec<String> = entries
                .map(|(key, node)| format!("{}={}", key.name, node.to_json()))
                .collect();
            found.join(" ")
        };
        assert_eq!(keys(parse_yaml(text)), "a=1 b=2");
        assert_eq!(keys(parse_yaml_last_counts(text)), "b=2 a=4");
    }

    #[test]
    fn spans_cover_the_values() {
        let text = "a: {b: [1, two]}\nc: |\n  long\n  text\nd:\n  - e: f\n    g: h\n";
        let root = parse_yaml(text).root.expect("parses");
        let at = |pointer: &str| {
            let span = root.pointer(pointer).0.span;
            &text[span.start..span.end]
        };
        assert_eq!(at("/a"), "{b: [1, two]}");
        assert_eq!(at("/a/b/1"), "two");
        assert_eq!(at("/c"), "long\n  text");
        assert_eq!(at("/d/0"), "e: f\n    g: h");
        assert_eq!(root.span, Span::new(0, text.trim_end().len()));
    }

    #[test]
    fn only_true_and_false_are_booleans() {
        let root = parse_yaml("[true, False, 'true', nope, 2026-01-01, 007, 1.5, ~]")
            .root
            .expect("parses");
        let values: Vec<_> = root.items().iter().map(|node| node.value.clone()).collect();
        assert_eq!(
            values,
            [
                Value::Bool(true),
                Value::Bool(false),
                Value::Text("true".into()),
                Value::Text("nope".into()),
                Value::Text("2026-01-01".into()),
                Value::Text("007".into()),
                Value::Float(1.5),
                Value::Null,
            ]
        );
    }

    #[test]
    fn each_trap_is_named_with_its_place() {
        insta::assert_debug_snapshot!(
            [
                "a: 1\nb: 2\na: 3\n",
                "a: yes\nno: b\nat: 12:30\nn: 0123\n",
                "a:\n\tb: 1\n",
                "a: x\n\tb: 1\n",
                "a: [1, 2\nb: 3\n",
                "a: \"open\n",
                "a: b: c\n",
                "a: 1\n---\nb: 2\n",
                "a: !x 1\n",
                "%YAML 1.2\n---\na: 1\n",
                "a: &x 1\nb: *y\n",
                "a: &x [*x]\n",
                "<<: {a: 1}\n",
                "[a]: b\n",
                "a: 99999999999999999999\n",
                "a: @b\n",
                "a: 1\n  b: 2\n",
                "a\nb: 1\n",
                "a: \u{0}\n",
            ]
            .map(|text| (text, faults(text)))
        );
    }

    #[test]
    fn hostile_nesting_and_aliases_are_cheap_errors() {
        let deep = "[".repeat(100_000);
        assert_eq!(
            faults(&deep),
            ["1:129 lists and mappings nest more than 128 deep"]
        );
        let block = "- ".repeat(100_000);
        assert_eq!(faults(&block).len(), 1);
        let mut laughs = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let refs = vec![format!("*a{}", level - 1); 9].join(", ");
            laughs += &format!("a{level}: &a{level} [{refs}]\n");
        }
        assert_eq!(
            faults(&laughs),
            ["5:10 aliases repeat more than 10000 values"]
        );
    }

    #[test]
    fn duplicates_keep_the_first_value() {
        let root = parse_yaml("a: 1\na: 2\n").root.expect("parses");
        assert_eq!(root.entries().len(), 1);
        assert_eq!(
            root.get("a").map(|n| n.value.clone()),
            Some(Value::Integer(1))
        );
    }

    #[test]
    fn an_empty_text_has_no_root() {
        for text in ["", "\n\n", "# only a comment\n", "\u{feff}"] {
            let parsed = parse_yaml(text);
            assert!(parsed.faults.is_empty(), "{text:?}: {:?}", parsed.faults);
            assert!(
                parsed.root.is_none_or(|root| root.value == Value::Null),
                "{text:?}"
            );
        }
    }

    #[test]
    fn windows_line_ends_and_byte_order_marks_change_nothing() {
        let plain = parse_yaml("a: b\nc: [d]\n").root.expect("parses").to_json();
        let windows = parse_yaml("\u{feff}a: b\r\nc: [d]\r\n")
            .root
            .expect("parses")
            .to_json();
        assert_eq!(plain, windows);
    }
}
