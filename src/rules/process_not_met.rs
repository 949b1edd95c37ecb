//! Decisions whose facts contradict the method that they name.

mod amendments;
mod days;
mod votes;

use std::collections::BTreeSet;

use super::procedure::{Procedure, place_in};
use super::settled::{settled, tallied};
use super::shared::Fields;
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Decision, DecisionState, Format, Id, Method, Record};
use crate::power::game::{Count, is_readable};
use crate::source::Place;
use amendments::first_changes;

const ID: &str = "process-not-met";
const WHY: &str =
    "those who lost accept a result because the rules were kept, and for no other reason";

pub(super) struct ProcessNotMet;

impl Rule for ProcessNotMet {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "the count, the days or the sponsors of a decision contradict its method",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("process-not-met.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let mut findings = Vec::new();
        let mut unread: BTreeSet<&Id> = BTreeSet::new();
        let changed = first_changes(governance);
        for decision in settled(governance) {
            let Some(checked) = Checked::of(context, decision) else {
                continue;
            };
            findings.extend(checked.days());
            findings.extend(checked.votes());
            findings.extend(checked.quorum());
            findings.extend(checked.sponsors());
            findings.extend(checked.amendments(&changed));
            let pass = checked.procedure.first(|method| method.pass.as_ref());
            if let Some((pass, method)) = pass.filter(|(pass, _)| !is_readable(pass))
                && checked.procedure.counts_votes()
                && unread.insert(&method.id)
            {
                findings.push(cannot_recount(context, method, pass, decision));
            }
        }
        findings
    }

    /// No other format keeps decisions.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// A decision with what its method asks for.
struct Checked<'c> {
    context: &'c Context<'c>,
    decision: &'c Record<Decision>,
    method: &'c Id,
    procedure: Procedure<'c>,
    counts: Vec<Count>,
}

impl<'c> Checked<'c> {
    fn of(context: &'c Context<'c>, decision: &'c Record<Decision>) -> Option<Self> {
        let method = decision.data.method.as_ref()?;
        let procedure = Procedure::of(&context.loaded.governance, method)?;
        Some(Checked {
            counts: tallied(&decision.data, &procedure),
            context,
            decision,
            method,
            procedure,
        })
    }

    fn finding(&self, place: Place, what: &str) -> Finding {
        let decision = self.decision;
        let message = shared::fitting(format!("{}: {what}", decision.name()), || {
            format!("`{}`: {what}", decision.id)
        });
        Finding::new(ID, Severity::Error, place, message)
            .why(WHY)
            .record(decision.reference())
    }

    fn is(&self, state: DecisionState) -> bool {
        *self.decision.data.state == state
    }

    fn fields(&self) -> Fields {
        Fields::of(self.context, self.decision)
    }

    fn place_of(&self, path: &[&str]) -> Place {
        let place = self.fields().value_at(path);
        place.unwrap_or_else(|| self.decision.head_place())
    }

    fn place_in(&self, method: &Record<Method>, field: &str) -> Place {
        place_in(self.context, method, field)
    }
}

/// An expression by which votes were counted, and which cannot be read.
fn cannot_recount(
    context: &Context<'_>,
    method: &Record<Method>,
    pass: &str,
    decision: &Record<Decision>,
) -> Finding {
    let message = shared::fitting(
        format!("votes by {} cannot be counted again", method.name()),
        || format!("votes by `{}` cannot be counted again", method.id),
    );
    let place = decision.data.method.as_ref();
    let place = place.map_or(decision.head_place(), |method| decision.place(method.span));
    Finding::new(
        ID,
        Severity::Info,
        place_in(context, method, "pass"),
        message,
    )
    .label(format!("`{pass}` is no expression that can be read"))
    .related(place, "decided by it")
    .why(WHY)
    .fix("write it as in `> 1/2 of cast`, `>= 2/3 of eligible` or `for > against`")
    .record(method.reference())
}
