//! Large YAML files, piece by piece.
//!
//! A list of groups or a mapping of teams that grows to thousands of lines changes by a few of them
//! a commit. Such a file is cut where a key, or an item below it, begins a line; each piece is
//! parsed alone and kept by its text. Where cutting would not be sound the whole file is parsed
//! instead; both ways tell the same.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::source::{Fault, FaultKind, Node, Span, Value, parse_yaml};

/// How many bytes of pieces are kept before keeping starts anew.
const MAX_KEPT_BYTES: usize = 24 * 1024 * 1024;

/// One in this many short list items begins a new piece.
const ITEMS_A_PIECE: u32 = 24;

/// What stands under one key at the top of a file, or a part of it: some items of a list, some
/// entries of a mapping.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'p> {
    /// The key.
    pub key: &'p str,
    /// The value or the part of it.
    pub node: &'p Node,
    /// The text that the places of the node count in.
    pub text: &'p str,
}

/// What a part was understood to hold.
#[derive(Debug)]
pub(super) struct Piece<P> {
    /// Where the text of the part begins in the file.
    pub offset: usize,
    /// What it holds, with places that count from there.
    pub holds: Arc<P>,
}

/// A file in pieces.
#[derive(Debug)]
pub(super) struct Pieces<P> {
    /// In the order of the text; `None` where the file cannot be read.
    pub all: Option<Vec<Piece<P>>>,
    /// What is wrong with the text.
    pub faults: Vec<Fault>,
}

/// Pieces by the key they stand under and their text.
#[derive(Debug)]
pub(super) struct Known<P> {
    keys: HashMap<String, HashMap<Box<str>, Arc<Reading<P>>>>,
    bytes: usize,
    limit: usize,
}

impl<P> Default for Known<P> {
    fn default() -> Self {
        Known {
            keys: HashMap::new(),
            bytes: 0,
            limit: MAX_KEPT_BYTES,
        }
    }
}

/// A piece that parses alone.
#[derive(Debug)]
struct Reading<P> {
    holds: Arc<P>,
    /// Keys that may stand once under the piece's own key.
    names: Box<[String]>,
    faults: Vec<Fault>,
}

impl<P> Known<P> {
    /// Reads a file; `read` understands each part that is not known yet.
    pub(super) fn read(&mut self, text: &str, read: impl Fn(Part<'_>) -> P) -> Pieces<P> {
        match self.cut_and_read(text, &read) {
            Some(pieces) => pieces,
            None => whole(text, read),
        }
    }

    fn cut_and_read(&mut self, text: &str, read: &impl Fn(Part<'_>) -> P) -> Option<Pieces<P>> {
        let sections = cut(text)?;
        let mut keys = HashSet::new();
        let mut all = Vec::new();
        let mut faults = Vec::new();
        for section in &sections {
            if !keys.insert(section.key) {
                return None;
            }
            let mut names: HashSet<String> = HashSet::new();
            for part in &section.parts {
                let reading = self.reading(section.key, part, text, read)?;
                if !reading.names.iter().all(|name| names.insert(name.clone())) {
                    return None;
                }
                let offset = part.range.start;
                faults.extend(reading.faults.iter().map(|fault| moved(fault, offset)));
                all.push(Piece {
                    offset,
                    holds: Arc::clone(&reading.holds),
                });
            }
        }
        Some(Pieces {
            all: Some(all),
            faults,
        })
    }

    /// What a part holds; `None` where it is not what it looked like.
    fn reading(
        &mut self,
        key: &str,
        part: &Fragment,
        text: &str,
        read: &impl Fn(Part<'_>) -> P,
    ) -> Option<Arc<Reading<P>>> {
        let text = &text[part.range.clone()];
        if let Some(reading) = self.keys.get(key).and_then(|known| known.get(text)) {
            return Some(Arc::clone(reading));
        }
        let parsed = parse_yaml(text);
        let is_broken = |fault: &Fault| fault.kind == FaultKind::Syntax;
        if parsed.faults.iter().any(is_broken) {
            return None;
        }
        let root = parsed.root?;
        let mut names = Vec::new();
        let node = match (part.kind, &root.value) {
            (Cut::Whole, Value::Map(entries)) => match &entries[..] {
                [(name, value)] if name.name == key => value,
                _ => return None,
            },
            (Cut::Items(count), Value::List(items)) if items.len() == count => &root,
            (Cut::Entry, Value::Map(entries)) if entries.len() == 1 => {
                names.extend(entries.iter().map(|(name, _)| name.name.clone()));
                &root
            }
            _ => return None,
        };
        let reading = Arc::new(Reading {
            holds: Arc::new(read(Part { key, node, text })),
            names: names.into(),
            faults: parsed.faults,
        });
        if self.bytes + text.len() > self.limit {
            self.keys.clear();
            self.bytes = 0;
        }
        self.bytes += text.len();
        let known = self.keys.entry(key.to_owned()).or_default();
        known.insert(text.into(), Arc::clone(&reading));
        Some(reading)
    }
}

/// Reads a file without cutting it.
fn whole<P>(text: &str, read: impl Fn(Part<'_>) -> P) -> Pieces<P> {
    let parsed = parse_yaml(text);
    let mut faults = parsed.faults;
    let all = match parsed.root {
        Some(Node {
            value: Value::Null, ..
        }) => Some(Vec::new()),
        None if faults.is_empty() => Some(Vec::new()),
        Some(root) => match &root.value {
            Value::Map(entries) => {
                let pieces = entries.iter().map(|(key, node)| Piece {
                    offset: 0,
                    holds: Arc::new(read(Part {
                        key: &key.name,
                        node,
                        text,
                    })),
                });
                Some(pieces.collect())
            }
            _ => {
                let message = format!("a mapping is due here, not {}", root.described());
                let start = Span::new(root.span.start, root.span.start);
                faults.push(Fault::new(FaultKind::Syntax, start, message).label("not read"));
                None
            }
        },
        None => None,
    };
    Pieces { all, faults }
}

/// A fault of a piece as one of the file.
fn moved(fault: &Fault, offset: usize) -> Fault {
    let mut fault = fault.clone();
    fault.span = fault.span.shifted(offset);
    if let Some((span, _)) = &mut fault.related {
        *span = span.shifted(offset);
    }
    fault
}

/// A key at the top of a file and what stands under it.
struct Section<'t> {
    key: &'t str,
    /// Whether nothing but a comment follows the key on its line.
    bare: bool,
    start: usize,
    /// The indentation of the first line below, and whether it begins a list item.
    below: Option<(usize, bool)>,
    parts: Vec<Fragment>,
}

/// A run of lines that parses alone.
struct Fragment {
    range: Range<usize>,
    kind: Cut,
}

#[derive(Clone, Copy)]
enum Cut {
    /// The key with its value.
    Whole,
    /// Some items of a list.
    Items(usize),
    /// One entry of a mapping.
    Entry,
}

/// Cuts a text at its keys, and at the items below them; `None` where the lines alone do not tell
/// where that is.
fn cut(text: &str) -> Option<Vec<Section<'_>>> {
    // Tabs and byte-order marks are rare, and never where one would cut.
    if text.contains('\t') || text.contains('\u{feff}') {
        return None;
    }
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let content = line.trim_end();
        let rest = content.trim_start_matches(' ');
        let indent = content.len() - rest.len();
        if rest.is_empty() || rest.starts_with('#') {
            continue;
        }
        let is_item = rest == "-" || rest.starts_with("- ");
        if indent == 0 && !is_item {
            let (key, bare) = key_of(rest)?;
            finish(sections.last_mut(), at);
            sections.push(Section {
                key,
                bare,
                start: at,
                below: None,
                parts: Vec::new(),
            });
            continue;
        }
        let section = sections.last_mut()?;
        if !section.bare {
            if indent == 0 {
                return None;
            }
            continue;
        }
        let (depth, listed) = *section.below.get_or_insert((indent, is_item));
        if indent > depth {
            continue;
        }
        if indent < depth {
            return None;
        }
        match (listed, is_item) {
            (true, true) => add_item(section, at, content),
            // A list may stand as deep as the key that it belongs to.
            (false, true) if !section.parts.is_empty() => {}
            (false, false) => {
                if !rest.starts_with(['"', '\'']) {
                    key_of(rest)?;
                }
                close(section.parts.last_mut(), at);
                section.parts.push(Fragment {
                    range: at..at,
                    kind: Cut::Entry,
                });
            }
            _ => return None,
        }
    }
    finish(sections.last_mut(), text.len());
    (!sections.is_empty()).then_some(sections)
}

/// The plain key that a line begins with, and whether the line says nothing more.
fn key_of(line: &str) -> Option<(&str, bool)> {
    let end = line.find(':')?;
    let (key, rest) = (&line[..end], &line[end + 1..]);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '/');
    let first = key.chars().next()?;
    if !first.is_alphanumeric() || !key.chars().all(plain) || key.ends_with(' ') {
        return None;
    }
    if !rest.is_empty() && !rest.starts_with(' ') {
        return None;
    }
    let rest = rest.trim_start();
    Some((key, rest.is_empty() || rest.starts_with('#')))
}

/// Adds a list item that begins at `at`. Short ones share a piece, which ends where their text
/// says so, so that an item that comes or goes leaves the pieces further on as they were.
fn add_item(section: &mut Section<'_>, at: usize, line: &str) {
    if let Some(last) = section.parts.last_mut() {
        let joins = last.range.end == at && !begins_piece(line);
        last.range.end = at;
        // Only a piece of one-line items goes on: its end was set by the line before.
        if let (true, Cut::Items(count)) = (joins, &mut last.kind) {
            *count += 1;
            last.range.end = at + line.len() + 1;
            return;
        }
    }
    section.parts.push(Fragment {
        range: at..at + line.len() + 1,
        kind: Cut::Items(1),
    });
}

/// Whether a new piece begins with this item, by its text alone.
fn begins_piece(item: &str) -> bool {
    // FNV-1a: the same on every machine.
    let hash = item.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    (hash >> 8) % ITEMS_A_PIECE == 0
}

fn close(part: Option<&mut Fragment>, at: usize) {
    if let Some(part) = part {
        part.range.end = at;
    }
}

/// Ends a section at `end`.
fn finish(section: Option<&mut Section<'_>>, end: usize) {
    let Some(section) = section else {
        return;
    };
    close(section.parts.last_mut(), end);
    if section.parts.is_empty() {
        section.parts.push(Fragment {
            range: section.start..end,
            kind: Cut::Whole,
        });
    }
}

#[cfg(test)]
mod tests;
