//! Bodies to which questions go that others should settle on the way.

use std::collections::BTreeMap;

use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Decision, Format, Governance, Id, Record};

const ID: &str = "escalation-magnet";

pub(super) struct EscalationMagnet;

impl Rule for EscalationMagnet {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "much of what is passed up goes to one body, past those in between",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("escalation-magnet.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let mut all = 0;
        let mut received: BTreeMap<Actor, Received<'_>> = BTreeMap::new();
        for (decision, _) in census::recent(context) {
            let data = &decision.data;
            let from = data.escalated_from.as_ref();
            let from = from.and_then(|from| governance.actor_or_person(from));
            let (Some(from), Some(to)) = (from, census::decider(governance, data)) else {
                continue;
            };
            all += 1;
            let received = received.entry(to.clone()).or_default();
            received.count += 1;
            if is_passed(governance, &from, &to) {
                received.past.push(decision);
            }
        }
        let limit = census::limits(context).escalations_share;
        let mut findings = Vec::new();
        for (actor, received) in &received {
            let is_much = all >= FEWEST && census::is_beyond(received.count, all, limit);
            if is_much && received.past.len() >= FEWEST_PAST {
                findings.extend(received.finding(context, actor, all));
            }
        }
        findings
    }

    /// Other formats record no decisions.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Of fewer questions a share says little.
const FEWEST: usize = 5;
/// Once or twice there was a reason.
const FEWEST_PAST: usize = 3;

/// What a body settled that others passed up.
#[derive(Default)]
struct Received<'c> {
    count: usize,
    /// What somebody in between could have settled.
    past: Vec<&'c Record<Decision>>,
}

impl Received<'_> {
    fn finding(&self, context: &Context<'_>, actor: &Actor, all: usize) -> Option<Finding> {
        let governance = &context.loaded.governance;
        let place = shared::head_of(governance, actor)?;
        let count = self.count;
        let words = |name: &str| format!("{count} of {all} questions passed up went to {name}");
        let message = shared::fitting(words(governance.actor_name(actor)), || {
            words(&format!("`{actor}`"))
        });
        let past = self.past.len();
        let finding = Finding::new(ID, Severity::Info, place, message)
            .label(format!("{past} of them past a body in between"));
        let shown = self.past.iter().take(shared::MOST_PLACES);
        let finding = shown.fold(finding, |finding, decision| {
            finding.related(decision.head_place(), "past a body in between")
        });
        Some(
            finding
                .why("who has the right and passes each question on has it in name only")
                .fix("ask the bodies in between what they lack to settle such questions themselves")
                .record(format!("{}/{actor}", actor.kind())),
        )
    }
}

/// Whether a question went past the body that is next above: the unit of a role, the parent of a
/// unit.
fn is_passed(governance: &Governance, from: &Actor, to: &Actor) -> bool {
    let above = |unit: &Id| {
        let parent = governance.units.get(unit)?.data.parent.as_ref()?;
        Some(parent.value.clone())
    };
    let (Some(unit), Some(end)) = (governance.unit_of(from), governance.unit_of(to)) else {
        return false;
    };
    let next = match from {
        Actor::Role(_) => Some(unit.clone()),
        _ => above(unit),
    };
    next.is_some_and(|next| governance.ancestors(&next).contains(&end))
}
