//! Decisions adopted over an objection that nobody resolved, or stopped by one that did not count.

use std::collections::BTreeSet;

use super::procedure::Procedure;
use super::settled::{settled, tallied};
use super::shared::Fields;
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Decision, DecisionState, Format, Id, Objection, Record};
use crate::source::{Place, Value};

const ID: &str = "open-objection";

pub(super) struct OpenObjection;

impl Rule for OpenObjection {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a decision was adopted over an objection that blocks it, or stopped by one that does not",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("open-objection.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for decision in settled(&context.loaded.governance) {
            let Some(blocks) = Blocks::of(context, decision) else {
                continue;
            };
            match *decision.data.state {
                DecisionState::Adopted => {
                    findings.extend(blocks.open(decision).map(|(number, objection)| {
                        adopted_over(context, decision, number, objection)
                    }));
                }
                DecisionState::Rejected => findings.extend(blocks.stopped(context, decision)),
                _ => {}
            }
        }
        findings
    }

    /// No other format keeps decisions.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Whose objections stop a decision under its method.
struct Blocks<'g> {
    procedure: Procedure<'g>,
    /// Those with a veto that no vote overrides.
    vetoers: BTreeSet<&'g Id>,
    /// Whether everybody's objection stops it.
    all: bool,
}

impl<'g> Blocks<'g> {
    fn of(context: &Context<'g>, decision: &Record<Decision>) -> Option<Self> {
        let method = decision.data.method.as_ref()?;
        let procedure = Procedure::of(&context.loaded.governance, method)?;
        let veto = procedure.first(|method| method.veto.as_ref());
        let vetoers = match veto {
            Some((veto, _)) if veto.overridden_by.is_none() => {
                veto.by.iter().map(|id| &id.value).collect()
            }
            _ => BTreeSet::new(),
        };
        Some(Blocks {
            all: procedure.seeks_agreement(),
            procedure,
            vetoers,
        })
    }

    fn blocks(&self, objection: &Objection) -> bool {
        self.all || self.vetoers.contains(&objection.by.value)
    }

    /// The objections, by their number, that should have stopped it.
    fn open<'d>(
        &self,
        decision: &'d Record<Decision>,
    ) -> impl Iterator<Item = (usize, &'d Objection)> {
        let objections = decision.data.objections.iter().enumerate();
        objections.filter(|(_, objection)| {
            objection.valid != Some(false) && objection.resolved.is_none() && self.blocks(objection)
        })
    }

    /// Whether nothing but objections that did not pass the test stood against it.
    fn stopped(&self, context: &Context<'_>, decision: &Record<Decision>) -> Option<Finding> {
        let data = &decision.data;
        let all_fail = !data.objections.is_empty()
            && data
                .objections
                .iter()
                .all(|objection| objection.valid == Some(false));
        let counts = tallied(data, &self.procedure);
        let pass = self.procedure.pass()?;
        let unopposed = matches!(&counts[..], [one] if one.against == 0
            && one.in_favour > 0
            && one.passes(pass) == Some(true));
        if !all_fail || !unopposed {
            return None;
        }
        let name = decision.name();
        let message = shared::fitting(
            format!("{name}: stopped by an objection that fails the test"),
            || {
                format!(
                    "`{}`: stopped by an objection that fails the test",
                    decision.id
                )
            },
        );
        let place = objection_place(context, decision, 0);
        Some(
            Finding::new(
                ID,
                Severity::Error,
                decision.place(data.state.span),
                message,
            )
            .label("rejected, with nobody against it")
            .related(place, "did not meet the test of an objection")
            .why("a block without a reason that others can check is a veto that nobody was given")
            .fix("write who was against it, correct `valid`, or take the matter up again")
            .record(decision.reference()),
        )
    }
}

fn adopted_over(
    context: &Context<'_>,
    decision: &Record<Decision>,
    number: usize,
    objection: &Objection,
) -> Finding {
    let governance = &context.loaded.governance;
    let actor = governance.actor_or_person(&objection.by);
    let by = actor
        .as_ref()
        .map_or(objection.by.as_str(), |actor| governance.actor_name(actor));
    let message = shared::fitting(
        format!("{} was adopted over the objection of {by}", decision.name()),
        || format!("`{}` was adopted over an objection", decision.id),
    );
    let (severity, label) = match objection.valid {
        Some(_) => (
            Severity::Error,
            format!("{by} objects, and nothing says how that was resolved"),
        ),
        None => (
            Severity::Warning,
            format!("{by} objects, and nothing says whether that counts or how it was resolved"),
        ),
    };
    Finding::new(ID, severity, objection_place(context, decision, number), message)
        .label(label)
        .related(decision.place(decision.data.state.span), "adopted all the same")
        .why("where an objection can be passed over, consent is a word for the will of whoever chairs")
        .fix("write how it was resolved (`resolved`) or that it met no test (`valid: false`), or decide again")
        .record(decision.reference())
}

/// The place of an objection: its text.
fn objection_place(context: &Context<'_>, decision: &Record<Decision>, number: usize) -> Place {
    let by = decision.data.objections.get(number);
    let by = by.map_or_else(|| decision.head_place(), |by| decision.place(by.by.span));
    let fields = Fields::of(context, decision);
    let item = fields
        .value(&["objections"])
        .and_then(|list| match &list.value {
            Value::List(items) => items.get(number).and_then(|item| item.get("text")),
            _ => None,
        });
    item.map_or(by, |text| fields.place(text.span))
}
