//! Bodies whose proposals another confirms as they are, each time.

use std::collections::BTreeMap;

use super::competence::is_above;
use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, DecisionState, Format};

const ID: &str = "rubber-stamp";

pub(super) struct RubberStamp;

impl Rule for RubberStamp {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a body confirms nearly all that one below it proposes",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("rubber-stamp.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let mut pairs: BTreeMap<(Actor, Actor), (usize, usize)> = BTreeMap::new();
        for (decision, _) in census::recent(context) {
            let data = &decision.data;
            let from = governance.actor(&data.proposed.by);
            let (Some(from), Some(to)) = (from, census::decider(governance, data)) else {
                continue;
            };
            if !is_above(governance, &to, &from) {
                continue;
            }
            let (confirmed, all) = pairs.entry((from, to)).or_default();
            *all += 1;
            if *data.state == DecisionState::Adopted && data.objections.is_empty() {
                *confirmed += 1;
            }
        }
        let limits = census::limits(context);
        let mut findings = Vec::new();
        for ((from, to), (confirmed, all)) in &pairs {
            let share = confirmed * 100 >= all * limits.proposals_confirmed;
            let both = [from, to];
            let live = both
                .iter()
                .all(|one| governance.actor_in_force(one, context.as_of));
            if *all < limits.proposals_counted || !share || !live {
                continue;
            }
            let Some(place) = shared::head_of(governance, from) else {
                continue;
            };
            let words = |to: &str, from: &str| {
                format!("{to} confirmed {confirmed} of {all} proposals of {from}")
            };
            let (above, below) = (governance.actor_name(to), governance.actor_name(from));
            let message = shared::fitting(words(above, below), || {
                words(&format!("`{to}`"), &format!("`{from}`"))
            });
            let mut finding = Finding::new(ID, Severity::Info, place, message)
                .label("as proposed, and without an objection");
            if let Some(place) = shared::head_of(governance, to) {
                finding = finding.related(place, "confirms them");
            }
            findings.push(
                finding
                    .why("a yes that never is a no costs time, and leaves open who answers for it")
                    .fix(format!(
                        "give {below} the right to decide such matters, up to a limit {}",
                        shared::MOVES_POWER
                    ))
                    .record(format!("{}/{from}", from.kind())),
            );
        }
        findings
    }

    /// Other formats record no decisions.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}
