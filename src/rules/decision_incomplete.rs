//! Decisions that do not say who decided what, when, how and with what result.

use super::procedure::Procedure;
use super::settled::settled;
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Decision, DecisionState, DecisionType, Family, Format, Record};

const ID: &str = "decision-incomplete";

pub(super) struct DecisionIncomplete;

impl Rule for DecisionIncomplete {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a settled decision does not say who decided what, when, how or with what result",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("decision-incomplete.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for decision in settled(&context.loaded.governance) {
            findings.extend(incomplete(decision));
            findings.extend(unverifiable(context, decision));
        }
        findings
    }

    /// No other format keeps decisions.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

fn incomplete(decision: &Record<Decision>) -> Option<Finding> {
    let data = &decision.data;
    let is_adopted = *data.state == DecisionState::Adopted;
    let missing = [
        (data.by.is_none(), "who decided", "by"),
        (data.domains.is_empty(), "on what", "domains"),
        (data.method.is_none(), "how it was decided", "method"),
        (data.decided.is_none(), "when it was decided", "decided"),
        (data.outcome.is_none(), "with what result", "outcome"),
        (
            is_adopted && data.decision_type == DecisionType::Election && data.elects.is_empty(),
            "whom it elects",
            "elects",
        ),
        (
            is_adopted && data.decision_type == DecisionType::Override && data.overrides.is_none(),
            "what it overrides",
            "overrides",
        ),
    ];
    let missing: Vec<_> = missing
        .iter()
        .filter(|(is_missing, ..)| *is_missing)
        .collect();
    if missing.is_empty() {
        return None;
    }
    let words: Vec<String> = missing
        .iter()
        .map(|(_, words, _)| (*words).to_owned())
        .collect();
    let fields: Vec<String> = missing
        .iter()
        .map(|(.., field)| format!("`{field}`"))
        .collect();
    let words = shared::listed(&words);
    let message = shared::fitting(format!("{} does not say {words}", decision.name()), || {
        format!("`{}` does not say {words}", decision.id)
    });
    let place = decision.place(data.state.span);
    Some(
        Finding::new(ID, Severity::Error, place, message)
            .label(format!(
                "{}, without {}",
                data.state.word(),
                fields.join(", ")
            ))
            .why(
                "a decision that cannot be traced to somebody can be neither followed nor disputed",
            )
            .fix(format!("add {}", fields.join(", ")))
            .record(decision.reference()),
    )
}

/// What is not written, so that nobody can tell whether the method was kept.
fn unverifiable(context: &Context<'_>, decision: &Record<Decision>) -> Option<Finding> {
    let data = &decision.data;
    let method = data.method.as_ref()?;
    let procedure = Procedure::of(&context.loaded.governance, method)?;
    let has_quorum = procedure.first(|method| method.quorum.as_ref()).is_some();
    let counts = procedure.counts_votes() || (procedure.seeks_agreement() && has_quorum);
    let is_adopted = *data.state == DecisionState::Adopted;
    let of_all = procedure.pass().is_some_and(|pass| {
        let words = ["of members", "of eligible", "of seats", "of n"];
        words.iter().any(|word| pass.contains(word))
    });
    let has_sponsors = procedure.first(|method| method.sponsors.as_ref()).is_some();
    let has_vote_period = procedure.first(|method| method.vote_period).is_some();
    let missing = [
        (counts && data.tally.is_empty(), "tally"),
        (
            counts && (has_quorum || of_all) && data.eligible.is_none(),
            "eligible",
        ),
        (
            is_adopted && has_sponsors && data.proposed.sponsors.is_empty(),
            "sponsors",
        ),
        (has_vote_period && data.opened.is_none(), "opened"),
        (
            procedure.family == Family::Advice && data.consulted.is_empty(),
            "consulted",
        ),
    ];
    let missing: Vec<String> = missing
        .iter()
        .filter(|(is_missing, _)| *is_missing)
        .map(|(_, field)| format!("`{field}`"))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let name = decision.name();
    let message = shared::fitting(format!("nothing shows that {name} kept its method"), || {
        format!("nothing shows that `{}` kept its method", decision.id)
    });
    let verb = if missing.len() == 1 { "is" } else { "are" };
    let fields = missing.join(", ");
    Some(
        Finding::new(ID, Severity::Info, decision.place(method.span), message)
            .label(format!(
                "`{}` needs {fields}, which {verb} not written",
                method.value
            ))
            .why("what was counted and who was asked is forgotten long before it is doubted")
            .fix(format!("add {fields}, if anybody still knows"))
            .record(decision.reference()),
    )
}
