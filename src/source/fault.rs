//! What can be wrong with a text before anything is known of its meaning.

use super::{Node, Span};

/// The families of faults; each is a rule of its own for the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The text does not follow the grammar of its format, or uses a part of it that records must
    /// not use.
    Syntax,
    /// A mapping names one key twice.
    DuplicateKey,
    /// A word that readers of older YAML take for something else than this one does.
    Ambiguous,
}

/// One fault with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which family.
    pub kind: FaultKind,
    /// What is wrong, in lower case, without a full stop.
    pub message: String,
    /// The bytes concerned.
    pub span: Span,
    /// The words under the marked bytes; may be empty.
    pub label: String,
    /// A second place that explains the first.
    pub related: Option<(Span, String)>,
    /// What to do about it.
    pub fix: Option<String>,
}

impl Fault {
    /// A fault of `kind` at `span`.
    pub fn new(kind: FaultKind, span: Span, message: impl Into<String>) -> Self {
        Fault {
            kind,
            message: message.into(),
            span,
            label: String::new(),
            related: None,
            fix: None,
        }
    }

    /// Adds the words under the marked bytes.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related = Some((span, label.into()));
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// The same fault further on by `offset` bytes.
    #[must_use]
    pub fn shifted(mut self, offset: usize) -> Self {
        self.span = self.span.shifted(offset);
        if let Some((span, _)) = &mut self.related {
            *span = span.shifted(offset);
        }
        self
    }
}

/// The outcome of parsing: a tree unless the text is beyond reading, and every fault met.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The tree; absent where a fault makes the text unreadable.
    pub root: Option<Node>,
    /// All faults in the order of the text.
    pub faults: Vec<Fault>,
}

impl Parsed {
    /// Moves every place by `offset` bytes, for a text that is part of a larger one.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Parsed {
            root: self.root.map(|root| root.shifted(offset)),
            faults: self
                .faults
                .into_iter()
                .map(|fault| fault.shifted(offset))
                .collect(),
        }
    }
}
