//! Decisions that do not say who decided what, when, how and with what result.

use std::collections::{BTreeMap, BTreeSet};

use super::procedure::Procedure;
use super::settled::settled;
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Decision, DecisionState, DecisionType, Family, Format, Id, Record};
use crate::source::At;

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
        let mut bare: BTreeMap<&Id, Vec<Bare<'_>>> = BTreeMap::new();
        for decision in settled(&context.loaded.governance) {
            findings.extend(incomplete(decision));
            if let Some(found) = Bare::of(context, decision) {
                bare.entry(&found.method.value).or_default().push(found);
            }
        }
        for (method, all) in bare {
            // What is left out again and again is a habit, and one cause.
            if all.len() > MOST_APART {
                findings.extend(habit(context, method, &all));
            } else {
                findings.extend(all.iter().map(Bare::finding));
            }
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

/// Of so many decisions by one method each is told by itself.
const MOST_APART: usize = 3;

/// A decision of which not enough is written to tell whether its method was kept.
struct Bare<'c> {
    decision: &'c Record<Decision>,
    method: &'c At<Id>,
    /// The fields that lack.
    missing: Vec<&'static str>,
}

const WHY_COUNT: &str = "what was counted and who was asked is forgotten long before it is doubted";

impl<'c> Bare<'c> {
    fn of(context: &Context<'_>, decision: &'c Record<Decision>) -> Option<Self> {
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
        let missing = missing.into_iter().filter(|(is_missing, _)| *is_missing);
        let missing: Vec<&str> = missing.map(|(_, field)| field).collect();
        (!missing.is_empty()).then_some(Bare {
            decision,
            method,
            missing,
        })
    }

    fn finding(&self) -> Finding {
        let decision = self.decision;
        let words = |name: &str| format!("nothing shows that {name} kept its method");
        let message = shared::fitting(words(decision.name()), || {
            words(&format!("`{}`", decision.id))
        });
        let verb = if self.missing.len() == 1 { "is" } else { "are" };
        let fields = quoted(&self.missing);
        Finding::new(
            ID,
            Severity::Info,
            decision.place(self.method.span),
            message,
        )
        .label(format!(
            "`{}` needs {fields}, which {verb} not written",
            self.method.value
        ))
        .why(WHY_COUNT)
        .fix(format!("add {fields}, if anybody still knows"))
        .record(decision.reference())
    }
}

fn quoted(fields: &[&str]) -> String {
    let fields: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
    fields.join(", ")
}

/// Many decisions by one method that lack what shows that it was kept.
fn habit(context: &Context<'_>, method: &Id, all: &[Bare<'_>]) -> Option<Finding> {
    let newest = all
        .iter()
        .max_by_key(|bare| bare.decision.data.decided.map(|day| *day))?;
    let missing: BTreeSet<&str> = all.iter().flat_map(|bare| bare.missing.clone()).collect();
    let fields = quoted(&missing.into_iter().collect::<Vec<_>>());
    let count = all.len();
    let own = context.loaded.governance.methods.get(method);
    let words = |name: &str| format!("nothing shows that {count} decisions kept {name}");
    let message = shared::fitting(words(own.map_or(method, Record::name)), || {
        words(&format!("`{method}`"))
    });
    let at = |bare: &Bare<'_>| bare.decision.place(bare.method.span);
    let mut finding = Finding::new(ID, Severity::Info, at(newest), message)
        .label(format!("in the newest as in the others, without {fields}"));
    for bare in all {
        if at(bare) != at(newest) && finding.related.len() < shared::MOST_PLACES {
            finding = finding.related(at(bare), "and by this one");
        }
    }
    let record = own.map_or_else(|| newest.decision.reference(), Record::reference);
    Some(
        finding
            .why(WHY_COUNT)
            .fix("write it from the next decision on, or ask for less in the method")
            .record(record),
    )
}
