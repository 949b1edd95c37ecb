//! Decisions by a body that had no right to take them.

use std::collections::{BTreeMap, BTreeSet};

use super::competence::{Competence, competence};
use super::settled::{adopted, id_of};
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Date, Decision, DecisionType, Envelope, Format, Id, Object, Record};
use crate::power::{Power, Powers, powers};
use crate::source::{At, Place};

const ID: &str = "ultra-vires";
/// For how many different days of the past the powers are worked out again.
const MOST_DAYS: usize = 50;

pub(super) struct UltraVires;

impl Rule for UltraVires {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a body decided on something that it had no right to decide on",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("ultra-vires.md"),
        }
    }

    fn looks_at_changes(&self) -> bool {
        true
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        if shared::has_gap(governance) {
            return Vec::new();
        }
        let changed = last_changes(context);
        let mut then = Then::default();
        let mut findings = Vec::new();
        for decision in adopted(governance) {
            let data = &decision.data;
            let (Some(by), Some(decided)) = (&data.by, data.decided) else {
                continue;
            };
            // An override is a right over another's decision, and not over the matter.
            if data.decision_type == DecisionType::Override {
                continue;
            }
            let Some(actor) = governance.actor_or_person(by) else {
                continue;
            };
            if !is_known(context, &changed, decision, &actor, *decided) {
                continue;
            }
            for domain in &data.domains {
                let Competence::Others(holders) =
                    competence(governance, context.powers, &actor, domain)
                else {
                    continue;
                };
                let holders_known = holders.iter().all(|power| {
                    is_known(context, &changed, decision, &power.key.holder, *decided)
                });
                if holders_known && then.is_beyond(context, *decided, &actor, domain) {
                    findings.push(finding(context, decision, (by, &actor), domain, &holders));
                }
            }
        }
        findings
    }

    /// No other format keeps decisions.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// The last day on which a decision changed each record that decisions name as changed.
fn last_changes<'c>(context: &Context<'c>) -> BTreeMap<&'c str, Date> {
    let mut last: BTreeMap<&str, Date> = BTreeMap::new();
    for decision in adopted(&context.loaded.governance) {
        let data = &decision.data;
        let Some(day) = data.effective.or(data.decided.map(|day| *day)) else {
            continue;
        };
        for changed in &data.changes {
            let id = id_of(changed);
            let known = last.entry(id).or_insert(day);
            *known = (*known).max(day);
        }
    }
    last
}

/// Whether what the records say of an actor today is what they said on the day of the decision. A
/// decision that is new in this change was taken under what holds now. Otherwise the record must
/// have begun before, and nothing may have changed it since.
fn is_known(
    context: &Context<'_>,
    changed: &BTreeMap<&str, Date>,
    decision: &Record<Decision>,
    actor: &Actor,
    day: Date,
) -> bool {
    let governance = &context.loaded.governance;
    if let Some(base) = context.base
        && !base.loaded.governance.decisions.contains_key(&decision.id)
    {
        return true;
    }
    let envelope = |actor: &Actor| -> Option<&Envelope> {
        Some(match actor {
            Actor::Unit(id) => &*governance.units.get(id)?.envelope,
            Actor::Role(id) => &*governance.roles.get(id)?.envelope,
            Actor::Person(_) => return None,
        })
    };
    let begun = |envelope: &Envelope| {
        let by = envelope.decision.as_ref();
        let by = by.and_then(|id| governance.decisions.get(&id.value));
        let by = by.and_then(|by| by.data.effective.or(by.data.decided.map(|day| *day)));
        match (envelope.since, by) {
            (_, Some(version)) => version < day,
            (Some(since), None) => *since <= day,
            (None, None) => false,
        }
    };
    let unchanged = |id: &Id| changed.get(id.as_str()).is_none_or(|last| *last < day);
    envelope(actor).is_some_and(begun) && unchanged(actor.id())
}

/// The powers on days of the past.
#[derive(Default)]
struct Then {
    by_day: BTreeMap<Date, Powers>,
    days: BTreeSet<Date>,
}

impl Then {
    /// Whether the actor could not settle the matter on that day either.
    fn is_beyond(
        &mut self,
        context: &Context<'_>,
        day: Date,
        actor: &Actor,
        object: &Object,
    ) -> bool {
        let governance = &context.loaded.governance;
        self.days.insert(day);
        if self.days.len() > MOST_DAYS {
            return false;
        }
        let powers = self
            .by_day
            .entry(day)
            .or_insert_with(|| powers(governance, day));
        matches!(
            competence(governance, powers, actor, object),
            Competence::Others(_)
        )
    }
}

fn finding(
    context: &Context<'_>,
    decision: &Record<Decision>,
    (by, actor): (&At<Id>, &Actor),
    domain: &At<Object>,
    holders: &[&Power],
) -> Finding {
    let governance = &context.loaded.governance;
    let name = governance.actor_name(actor);
    let message = shared::fitting(
        format!("{name} had no right to decide on {}", domain.value),
        || format!("`{by}` had no right to decide on this"),
    );
    let others: BTreeSet<&str> = holders
        .iter()
        .map(|power| governance.actor_name(&power.key.holder))
        .collect();
    let others: Vec<String> = others.into_iter().map(str::to_owned).collect();
    let others = shared::listed(&others);
    let mut finding = Finding::new(ID, Severity::Error, decision.place(domain.span), message)
        .label(format!("{others} decides on this"))
        .related(decision.place(by.span), "decided all the same");
    let mut places: Vec<Place> = holders.iter().map(|power| power.place).collect();
    places.dedup();
    for place in places.into_iter().take(3) {
        finding = finding.related(place, "who decides");
    }
    finding
        .why("whoever decides in another's place takes their say, and can be held to nothing")
        .fix(format!(
            "let {others} decide it again, or give {name} the right {}",
            shared::MOVES_POWER
        ))
        .record(decision.reference())
}
