//! Plain words and numbers that older readers of YAML take for something else.
//!
//! Found while a file is read; this rule gives the finding its reason and its page, and drops it
//! where a graver one stands at the same place.

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;
use crate::model::Format;
use crate::source::quote;

pub(super) struct AmbiguousWord;

impl Rule for AmbiguousWord {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: load::AMBIGUOUS_WORD,
            summary: "a word without quotation marks is a truth value or number to other readers",
            severity: Severity::Warning,
            level: Level::Rules,
            essential: false,
            page: include_str!("ambiguous-word.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let why = "other tools on the same files would read another rule than this one";
        let mut findings = shared::from_loader(context, load::AMBIGUOUS_WORD, why);
        // Where the word does not even fit here, that says it all.
        findings.retain(|finding| {
            let others = context.loaded.findings.iter();
            let mut errors = others.filter(|other| other.severity == Severity::Error);
            !errors.any(|other| other.primary.place == finding.primary.place)
        });
        // Other formats have readers of their own, who may take the word for what it is to them.
        if context.loaded.governance.format != Format::Native {
            return findings;
        }
        let mended = findings.into_iter().map(|finding| {
            let place = finding.primary.place;
            let splice = quote(context.loaded.sources.get(place.source), place.span);
            finding.mended_by(splice)
        });
        mended.collect()
    }
}
