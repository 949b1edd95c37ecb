//! L0: text and places in it. Knows YAML, TOML and Markdown, and nothing of governance.
//!
//! Every parser here yields the same [`Node`] tree, whose nodes keep their byte [`Span`], and the
//! same [`Fault`]s, so that one way leads from any file format to a finding with line and column.

mod comments;
mod edit;
mod fault;
mod format;
mod markdown;
mod node;
mod order;
mod span;
mod toml;
mod typed;
mod yaml;

use std::sync::{Arc, OnceLock};

pub use self::toml::parse_toml;
pub use edit::{Splice, is_repeated, quote, remove, remove_uncommented, replace};
pub use fault::{Fault, FaultKind, Parsed};
pub use format::{format_front_matter, format_yaml};
pub use markdown::{
    FrontMatter, MarkdownLink, heading_slug, markdown_anchors, markdown_links, split_front_matter,
};
pub use node::{Key, Node, Value};
pub use order::KeyOrder;
pub use span::{LineColumn, Span};
pub use typed::{At, TypeFault, read, read_named, read_part};
pub use yaml::{parse_yaml, parse_yaml_last_counts};

use span::LineIndex;

/// The text of one file, with an index of its lines.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    /// Found when a place is asked for: most files never are.
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// A file named `path` (relative to the governance root, `/`-separated) that holds `text`.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Source {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
        }
    }

    /// The path relative to the governance root.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text, decoded.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column, both from 1, columns in characters, of a byte offset.
    pub fn position(&self, offset: usize) -> LineColumn {
        self.lines().position(&self.text, offset)
    }

    /// How many lines there are.
    pub fn line_count(&self) -> usize {
        self.lines().len(&self.text)
    }

    /// The line with this number, from 1, with its line break; empty where there is none.
    pub fn line(&self, number: usize) -> &str {
        self.lines().line(&self.text, number)
    }

    /// Made when somebody asks where something stands.
    fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The text of a span; empty where the span lies outside the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }
}

/// The number of a [`Source`] inside its [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A span in one of several sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which file.
    pub source: SourceId,
    /// Which bytes of it.
    pub span: Span,
}

/// All files that one loading read, in the order of their paths. Shared, never copied: a history
/// walk holds the same file in thousands of sets.
#[derive(Debug, Default, Clone)]
pub struct Sources {
    all: Vec<Arc<Source>>,
}

impl Sources {
    /// Adds a file and gives it a number.
    ///
    /// # Panics
    /// Never in practice: the limit on files of a tree lies far below `u32::MAX`.
    pub fn add(&mut self, source: Arc<Source>) -> SourceId {
        let id = SourceId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(source);
        id
    }

    /// The file with this number.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.all[id.0 as usize]
    }

    /// The number of the file with this path.
    pub fn find(&self, path: &str) -> Option<SourceId> {
        let index = self.all.iter().position(|source| source.path == path)?;
        u32::try_from(index).ok().map(SourceId)
    }

    /// All files in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.all.iter().map(|source| &**source)
    }

    /// All files, each with its number.
    pub fn placed(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        let numbers = (0..=u32::MAX).map(SourceId);
        numbers.zip(self.iter())
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Path and position of the start of a place.
    pub fn locate(&self, place: Place) -> (&str, LineColumn) {
        let source = self.get(place.source);
        (source.path(), source.position(place.span.start))
    }
}
