//! Edits of records and configuration that leave every other byte as it is: comments, order,
//! layout, line ends, the prose of Markdown.
//!
//! An edit is worked out on the text by the places of its tree, and then held against the tree: the
//! edited text must parse into the old tree but for what was asked. Where it does not, or where the
//! layout is one that this module does not know, there is no edit.

mod block;
mod flow;
mod lines;
mod tables;
mod tree;

use super::comments::comments;
use super::{FaultKind, Key, Node, Parsed, Source, Span, Value};
use super::{parse_toml, parse_yaml, split_front_matter};
use tree::{Step, Target};

/// Bytes of a text, and what is to stand in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// The bytes.
    pub span: Span,
    /// What takes their place.
    pub text: String,
}

impl Splice {
    fn cut(start: usize, end: usize) -> Self {
        Splice {
            span: Span::new(start, end),
            text: String::new(),
        }
    }

    /// A text with this edit made; none where its bytes are not in the text.
    pub fn apply(&self, text: &str) -> Option<String> {
        let before = text.get(..self.span.start)?;
        let after = text.get(self.span.end..)?;
        Some(format!("{before}{}{after}", self.text))
    }
}

/// Takes values out of their lists and mappings. A list or mapping that would be left empty goes
/// with its key. In block style whole lines go, with the comments that can only belong to them.
pub fn remove(source: &Source, values: &[Span]) -> Option<Splice> {
    let (language, part) = data_of(source)?;
    remove_from(language, source.slice(part), part, values)
}

/// As [`remove`], but nothing where a comment would go too: it may say what nothing else does.
pub fn remove_uncommented(source: &Source, values: &[Span]) -> Option<Splice> {
    let (language, part) = data_of(source)?;
    let text = source.slice(part);
    let splice = remove_from(language, text, part, values)?;
    let inner = Splice {
        span: within(splice.span, part)?,
        ..splice.clone()
    };
    let is_kept = comments(text).len() == comments(&inner.apply(text)?).len();
    is_kept.then_some(splice)
}

/// Writes one text in place of another, as a value or as a key, in the quotation marks it has.
pub fn replace(source: &Source, at: Span, old: &str, new: &str) -> Option<Splice> {
    let (language, part) = data_of(source)?;
    let text = source.slice(part);
    let parsed = language.parse(text);
    let root = parsed.root.as_ref()?;
    let span = within(at, part)?;
    let target = tree::find(root, span)?;
    if tree::text_of(root, &target)? != old || language != Language::Yaml {
        return None;
    }
    let expected = tree::renamed(root, &target, new)?;
    let mark = match text.get(span.start..)?.chars().next()? {
        mark @ ('"' | '\'') => Some(mark),
        _ => None,
    };
    let plain = mark.map_or_else(|| new.to_owned(), |mark| format!("{mark}{new}{mark}"));
    [plain, format!("\"{new}\"")].into_iter().find_map(|word| {
        let splice = Splice { span, text: word };
        is_exact(language, text, &parsed, &splice, &expected).then(|| shifted(splice, part))
    })
}

/// Puts a word in quotation marks that is read as a text without them.
pub fn quote(source: &Source, at: Span) -> Option<Splice> {
    let (language, part) = data_of(source)?;
    let text = source.slice(part);
    let parsed = language.parse(text);
    let root = parsed.root.as_ref()?;
    let span = within(at, part)?;
    let word = text.get(span.start..span.end)?;
    let target = tree::find(root, span)?;
    if tree::text_of(root, &target)? != word || word.contains(['"', '\\', '\n']) {
        return None;
    }
    let splice = Splice {
        span,
        text: format!("\"{word}\""),
    };
    is_exact(language, text, &parsed, &splice, root).then(|| shifted(splice, part))
}

/// Whether the values at two places are items of one list that say the same.
pub fn is_repeated(source: &Source, one: Span, other: Span) -> bool {
    let same = || {
        let (language, part) = data_of(source)?;
        let root = language.parse(source.slice(part)).root?;
        let item = |span| match tree::find(&root, within(span, part)?)? {
            Target::Value(path) => Some(path),
            Target::Key(..) => None,
        };
        let (one, other) = (item(one)?, item(other)?);
        let (Step::Item(_), list) = one.split_last()? else {
            return None;
        };
        let is_sibling = other.split_last()?.1 == list && one != other;
        let (one, other) = (tree::at(&root, &one)?, tree::at(&root, &other)?);
        Some(is_sibling && tree::is_same(one, other))
    };
    same().unwrap_or(false)
}

/// What a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    Yaml,
    Toml,
}

impl Language {
    fn parse(self, text: &str) -> Parsed {
        match self {
            Language::Yaml => parse_yaml(text),
            Language::Toml => parse_toml(text),
        }
    }
}

/// The part of a file that is data: all of it save a byte-order mark, or the front matter.
fn data_of(source: &Source) -> Option<(Language, Span)> {
    let text = source.text();
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let all = Span::new(start, text.len());
    match source.path().rsplit_once('.').map(|(_, ending)| ending) {
        Some("md") => split_front_matter(text)
            .filter(|front| front.closed)
            .map(|front| (Language::Yaml, front.yaml)),
        Some("toml") => Some((Language::Toml, all)),
        _ => Some((Language::Yaml, all)),
    }
}

/// A place of the file as one of the part.
fn within(span: Span, part: Span) -> Option<Span> {
    let is_inside = part.start <= span.start && span.end <= part.end;
    is_inside.then(|| Span::new(span.start - part.start, span.end - part.start))
}

/// An edit of the part as one of the file.
fn shifted(splice: Splice, part: Span) -> Splice {
    Splice {
        span: splice.span.shifted(part.start),
        text: splice.text,
    }
}

/// One edit that takes all values out, from the last to the first, so that the ways to those before
/// stay what they are.
fn remove_from(language: Language, text: &str, part: Span, values: &[Span]) -> Option<Splice> {
    let root = language.parse(text).root?;
    let mut paths = Vec::new();
    for value in values {
        match tree::find(&root, within(*value, part)?)? {
            Target::Value(path) => paths.push(path),
            Target::Key(..) => return None,
        }
    }
    paths.sort();
    paths.dedup();
    let mut edited = text.to_owned();
    let (mut start, mut tail) = (text.len(), text.len());
    for path in paths.iter().rev() {
        let parsed = language.parse(&edited);
        let root = parsed.root.as_ref()?;
        let path = tree::emptied(root, path, language == Language::Toml)?;
        let cuts = match language {
            Language::Yaml => cuts(&edited, root, path)?,
            Language::Toml => tables::cut(&edited, root, path).into_iter().collect(),
        };
        let expected = tree::without(root, path)?;
        let is_exact = |cut: &Splice| is_exact(language, &edited, &parsed, cut, &expected);
        let splice = cuts.into_iter().find(is_exact)?;
        start = start.min(splice.span.start);
        tail = tail.min(edited.len() - splice.span.end);
        edited = splice.apply(&edited)?;
    }
    // What lies before the first cut and after the last one is the same in both texts.
    let end = text.len().checked_sub(tail)?;
    let new_end = edited.len().checked_sub(tail)?;
    let splice = Splice {
        span: Span::new(start, end),
        text: edited.get(start..new_end)?.to_owned(),
    };
    (!paths.is_empty()).then(|| shifted(splice, part))
}

/// The bytes that may be those of one value of a list or mapping that has others.
fn cuts(text: &str, root: &Node, path: &[Step]) -> Option<Vec<Splice>> {
    let (last, above) = path.split_last()?;
    let parent = tree::at(root, above)?;
    let members = members(parent);
    let index = last.index();
    let first = members.first()?;
    // A list in block style may begin where its first item, one in brackets, does.
    let is_flow =
        text[parent.span.start..].starts_with(['[', '{']) && first.start > parent.span.start;
    Some(if is_flow {
        flow::cut(text, &members, index).into_iter().collect()
    } else {
        block::cuts(text, parent, &members, index)
    })
}

/// The bytes of the values of a list, or of the entries of a mapping.
fn members(parent: &Node) -> Vec<Span> {
    match &parent.value {
        Value::List(items) => items.iter().map(|item| item.span).collect(),
        Value::Map(entries) => entries.iter().map(entry_span).collect(),
        _ => Vec::new(),
    }
}

/// Where nothing is written as the value, the parser says that it stands at what comes next.
fn entry_span((key, value): &(Key, Node)) -> Span {
    match value.span {
        span if span.start == span.end => key.span,
        span => key.span.to(span),
    }
}

/// Whether the edited text is the expected tree, without a fault that the old text had not.
fn is_exact(
    language: Language,
    text: &str,
    parsed: &Parsed,
    splice: &Splice,
    expected: &Node,
) -> bool {
    let Some(edited) = splice.apply(text) else {
        return false;
    };
    let new = language.parse(&edited);
    let count = |parsed: &Parsed, kind: FaultKind| {
        let faults = parsed.faults.iter();
        faults.filter(|fault| fault.kind == kind).count()
    };
    let is_no_worse = [
        FaultKind::Syntax,
        FaultKind::DuplicateKey,
        FaultKind::Ambiguous,
    ]
    .into_iter()
    .all(|kind| count(&new, kind) <= count(parsed, kind));
    let is_same = new
        .root
        .as_ref()
        .is_some_and(|root| tree::is_same(root, expected));
    is_no_worse && is_same
}
