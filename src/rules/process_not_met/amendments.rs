//! Changes of policies that ask for more than the method by which they were changed.

use std::collections::BTreeMap;

use super::{Checked, ID};
use crate::diag::{Finding, Severity};
use crate::model::{Date, DecisionState, Family, Governance};
use crate::power::game::{people_asked, votes_asked};
use crate::rules::procedure::Procedure;
use crate::rules::settled::{adopted, id_of};
use crate::rules::shared;

/// The day of the first adopted decision that names each policy among its changes.
pub(super) fn first_changes(governance: &Governance) -> BTreeMap<&str, Date> {
    let mut first: BTreeMap<&str, Date> = BTreeMap::new();
    for decision in adopted(governance) {
        let Some(day) = decision.data.decided else {
            continue;
        };
        for changed in &decision.data.changes {
            let known = first.entry(id_of(changed)).or_insert(*day);
            *known = (*known).min(*day);
        }
    }
    first
}

impl Checked<'_> {
    /// Changes of a policy by a method that asks for less than the policy does.
    pub(super) fn amendments(&self, first: &BTreeMap<&str, Date>) -> Vec<Finding> {
        let governance = &self.context.loaded.governance;
        let data = &self.decision.data;
        let Some(decided) = data.decided.filter(|_| self.is(DecisionState::Adopted)) else {
            return Vec::new();
        };
        let mut findings = Vec::new();
        for changed in &data.changes {
            let Some(policy) = governance.policies.get(id_of(changed)) else {
                continue;
            };
            // To adopt a policy is not to amend it.
            let is_new = first
                .get(policy.id.as_str())
                .is_none_or(|first| *first >= *decided)
                && policy.envelope.since.is_none_or(|since| *since >= *decided);
            let Some(due) = policy
                .data
                .amend
                .as_ref()
                .and_then(|amend| amend.method.as_ref())
            else {
                continue;
            };
            let asked = Procedure::of(governance, due);
            if is_new
                || *self.method == due.value
                || !asked.is_some_and(|asked| asks_less(&self.procedure, &asked))
            {
                continue;
            }
            let what = format!("changed by {} and not {}", self.method, due.value);
            let message = shared::fitting(format!("{} was {what}", policy.name()), || {
                format!("`{}` was {what}", policy.id)
            });
            let message = shared::fitting(message, || {
                format!("`{}` was changed by less than it asks for", policy.id)
            });
            let place = data
                .method
                .as_ref()
                .map_or(self.decision.head_place(), |method| {
                    self.decision.place(method.span)
                });
            findings.push(
                Finding::new(ID, Severity::Error, place, message)
                    .label("asks for less")
                    .related(policy.place(due.span), "how it is amended")
                    .related(self.decision.place(changed.span), "what was changed")
                    .why("a rule that is hard to change is only as hard as the easiest way around it")
                    .fix(format!("decide it again by `{}`, or undo the change", due.value))
                    .record(self.decision.reference()),
            );
        }
        findings
    }
}

/// How many people are thought of: in a small body two parts may come to the same number of votes.
const MANY: u64 = 1000;

/// Whether a method asks for less agreement than another in some respect.
fn asks_less(used: &Procedure<'_>, due: &Procedure<'_>) -> bool {
    let rank = |procedure: &Procedure<'_>| match procedure.family {
        Family::Holder | Family::Advice | Family::Emergent => Some(0),
        Family::LazyConsensus => Some(1),
        Family::Majority | Family::Ranked | Family::Score => Some(2),
        Family::Consent | Family::Consensus | Family::Joint => Some(3),
        Family::Lot | Family::Ladder => None,
    };
    let (Some(used_rank), Some(due_rank)) = (rank(used), rank(due)) else {
        return false;
    };
    if used_rank != due_rank {
        return used_rank < due_rank;
    }
    let votes = |procedure: &Procedure<'_>| votes_asked(procedure.pass()?, MANY);
    let quorum = |procedure: &Procedure<'_>| {
        let quorum = procedure.first(|method| method.quorum.as_ref());
        quorum.map_or(Some(0), |(quorum, _)| people_asked(quorum, MANY))
    };
    let days = |procedure: &Procedure<'_>| {
        let period = procedure.first(|method| method.min_period);
        period.map_or(0.0, |(period, _)| period.approximate_days())
    };
    let less = |used: Option<u64>, due: Option<u64>| matches!((used, due), (Some(used), Some(due)) if used < due);
    less(votes(used), votes(due)) || less(quorum(used), quorum(due)) || days(used) < days(due)
}
