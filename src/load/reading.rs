//! Typed values off a YAML tree that stands somewhere in a file, with a finding for each that is
//! not what is due.

use super::finding_of;
use crate::diag::{Finding, Severity};
use crate::model::Text;
use crate::schema::SCHEMA_MISMATCH;
use crate::source::{At, Fault, FaultKind, Key, Node, Place, SourceId, Span, Value};

/// A fault of a text as a finding. A key that stands twice is no error where the tools of a format
/// take the last one without a word.
pub(super) fn fault_of(fault: &Fault, source: SourceId) -> Finding {
    let mut finding = finding_of(fault, source);
    if fault.kind == FaultKind::DuplicateKey {
        finding.severity = Severity::Warning;
        finding.primary.text = "the second one: the last counts".into();
    }
    finding
}

/// Reads one tree; whatever misfits is noted and left out.
pub(super) struct Reader {
    source: SourceId,
    offset: usize,
    pub findings: Vec<Finding>,
}

impl Reader {
    /// A reader of a tree whose text begins `offset` bytes into the file.
    pub(super) fn new(source: SourceId, offset: usize) -> Self {
        Reader {
            source,
            offset,
            findings: Vec::new(),
        }
    }

    /// Where bytes of the tree lie in the file.
    pub(super) fn span(&self, span: Span) -> Span {
        span.shifted(self.offset)
    }

    /// Notes something that does not fit, so that somebody may be missing.
    pub(super) fn wrong(&mut self, span: Span, message: String, label: String) {
        let place = Place {
            source: self.source,
            span: self.span(span),
        };
        let finding = Finding::new(SCHEMA_MISMATCH, Severity::Error, place, message);
        self.findings.push(finding.label(label));
    }

    fn not_a(&mut self, due: &str, what: &str, node: &Node) {
        let found = format!("found {}", node.described());
        self.wrong(node.span, format!("{what} must be {due}"), found);
    }

    /// The items of a list, with the bytes of its key; nothing written is an empty list.
    pub(super) fn list<'n>(&mut self, map: &'n Node, key: &str) -> (Option<Span>, &'n [Node]) {
        let Some((key, node)) = map.entry(key) else {
            return (None, &[]);
        };
        let at = Some(self.span(key.span));
        match &node.value {
            Value::List(items) => (at, items),
            Value::Null => (at, &[]),
            _ => {
                self.not_a("a list", &format!("`{}`", key.name), node);
                (at, &[])
            }
        }
    }

    /// The entries of a mapping; nothing written is an empty one.
    pub(super) fn map<'n>(&mut self, map: &'n Node, key: &str) -> &'n [(Key, Node)] {
        let Some((key, node)) = map.entry(key) else {
            return &[];
        };
        match &node.value {
            Value::Map(entries) => entries,
            Value::Null => &[],
            _ => {
                self.not_a("a mapping", &format!("`{}`", key.name), node);
                &[]
            }
        }
    }

    /// A text that is not blank, or a number as its text.
    pub(super) fn text(&mut self, what: &str, node: &Node) -> Option<At<Text>> {
        let text = match &node.value {
            Value::Text(text) => text.trim().to_owned(),
            Value::Integer(number) => number.to_string(),
            Value::Null => return None,
            _ => {
                self.not_a("a text", what, node);
                return None;
            }
        };
        (!text.is_empty()).then(|| At::new(Text::of(text), self.span(node.span)))
    }
}
