//! One thing that a rule found.

use super::Severity;
use crate::source::{Place, Splice};

/// Words under marked bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The bytes.
    pub place: Place,
    /// The words; empty for a mark alone.
    pub text: String,
}

/// Bytes that, written otherwise, mend what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes.
    pub place: Place,
    /// What is to stand in their place.
    pub text: String,
}

/// A finding: always at a place, in the reader's words, with what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// One line in lower case, at most about 72 characters.
    pub message: String,
    /// Where it is.
    pub primary: Label,
    /// Other places that explain it.
    pub related: Vec<Label>,
    /// Why it matters, one line.
    pub why: Option<String>,
    /// What to do, one line.
    pub fix: Option<String>,
    /// The record concerned as `kind/id`, where it is known.
    pub record: Option<String>,
    /// What mends it for certain, all of it together; none where somebody has to decide.
    pub edits: Vec<Edit>,
}

impl Finding {
    /// A finding of `rule` at `place`. There is no way to make one without a place.
    pub fn new(
        rule: &'static str,
        severity: Severity,
        place: Place,
        message: impl Into<String>,
    ) -> Self {
        Finding {
            rule,
            severity,
            // Names that a message repeats may be of several lines.
            message: message.into().replace(['\n', '\r'], " "),
            primary: Label {
                place,
                text: String::new(),
            },
            related: Vec::new(),
            why: None,
            fix: None,
            record: None,
            edits: Vec::new(),
        }
    }

    /// Adds the words under the marked bytes.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, place: Place, text: impl Into<String>) -> Self {
        self.related.push(Label {
            place,
            text: text.into(),
        });
        self
    }

    /// Adds why it matters.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// Adds what to do where there is something to say.
    #[must_use]
    pub fn maybe_fix(mut self, fix: Option<String>) -> Self {
        self.fix = fix.or(self.fix);
        self
    }

    /// Names the record concerned, as `kind/id`.
    #[must_use]
    pub fn record(mut self, record: impl Into<String>) -> Self {
        self.record = Some(record.into());
        self
    }

    /// Adds an edit in the primary place's file that mends it, where there is one.
    #[must_use]
    pub fn mended_by(mut self, splice: Option<Splice>) -> Self {
        let source = self.primary.place.source;
        self.edits.extend(splice.map(|Splice { span, text }| Edit {
            place: Place { source, span },
            text,
        }));
        self
    }

    /// Whether it can be mended without anybody's decision.
    pub fn is_fixable(&self) -> bool {
        !self.edits.is_empty()
    }
}
