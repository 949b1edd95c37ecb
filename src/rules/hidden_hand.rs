//! People without a seat or a say who are asked again and again.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, bodies, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Decision, Family, Format, Id, Object, Record};

const ID: &str = "hidden-hand";

pub(super) struct HiddenHand;

impl Rule for HiddenHand {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "somebody without a seat or a written say is asked in many decisions of a body",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("hidden-hand.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        if shared::has_gap(governance) {
            return Vec::new();
        }
        let mut by_unit: BTreeMap<&Id, Vec<&Record<Decision>>> = BTreeMap::new();
        for (decision, _) in census::recent(context) {
            let by = decision.data.by.as_ref();
            let unit = by.and_then(|by| governance.units.get_key_value(&by.value));
            if let Some((unit, _)) = unit {
                by_unit.entry(unit).or_default().push(decision);
            }
        }
        let members = bodies::of_units(context);
        let limit = census::limits(context).outside_consultations;
        // For each person the unit that asks the most.
        let mut hands: BTreeMap<&Id, Hand<'_>> = BTreeMap::new();
        for (unit, decisions) in by_unit {
            if decisions.len() < FEWEST_DECISIONS {
                continue;
            }
            let nobody = BTreeMap::new();
            let members = members.get(unit).unwrap_or(&nobody);
            let mut asked: BTreeMap<&Id, Vec<&Record<Decision>>> = BTreeMap::new();
            for decision in &decisions {
                for person in outsiders(context, decision) {
                    if !members.contains_key(person) {
                        asked.entry(person).or_default().push(decision);
                    }
                }
            }
            for (person, asked) in asked {
                let is_often = asked.len() >= FEWEST_ASKED
                    && census::is_beyond(asked.len(), decisions.len(), limit);
                let more = hands
                    .get(person)
                    .is_none_or(|hand| hand.asked.len() < asked.len());
                if is_often && more {
                    let all = decisions.len();
                    hands.insert(person, Hand { unit, all, asked });
                }
            }
        }
        let hands = hands.into_iter();
        hands
            .filter_map(|(person, hand)| hand.finding(context, person))
            .collect()
    }

    /// Other formats record no decisions.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Of fewer decisions a share says little.
const FEWEST_DECISIONS: usize = 10;
/// Once or twice is courtesy.
const FEWEST_ASKED: usize = 3;

/// Somebody whom a unit asks.
struct Hand<'c> {
    unit: &'c Id,
    all: usize,
    asked: Vec<&'c Record<Decision>>,
}

impl Hand<'_> {
    fn finding(&self, context: &Context<'_>, person: &Id) -> Option<Finding> {
        let governance = &context.loaded.governance;
        let record = governance.people.get(person)?;
        let (count, all) = (self.asked.len(), self.all);
        let unit = governance
            .actor_name(&Actor::Unit(self.unit.clone()))
            .to_owned();
        let words = |name: &str, unit: &str| {
            format!("{name} was asked in {count} of {all} decisions of {unit}")
        };
        let message = shared::fitting(words(record.name(), &unit), || {
            words(&format!("`{person}`"), &format!("`{}`", self.unit))
        });
        let finding = Finding::new(ID, Severity::Info, record.head_place(), message).label(
            format!("no seat in {unit}, and no written say in these matters"),
        );
        let shown = self.asked.iter().take(shared::MOST_PLACES);
        let finding = shown.fold(finding, |finding, decision| {
            finding.related(decision.head_place(), "asked here")
        });
        Some(
            finding
                .why("a say that stands nowhere cannot be questioned, passed on or ended")
                .fix(format!(
                    "write it down with `consult:` or `right: advise`, or ask others too {}",
                    shared::MOVES_POWER
                ))
                .record(record.reference()),
        )
    }
}

/// The people who were asked by name and have no written say in the matter. The advice process
/// asks whoever is affected, and says so.
fn outsiders<'c>(context: &Context<'c>, decision: &'c Record<Decision>) -> BTreeSet<&'c Id> {
    let governance = &context.loaded.governance;
    let data = &decision.data;
    let method = data.method.as_ref();
    if method.and_then(|method| governance.family(method)) == Some(Family::Advice) {
        return BTreeSet::new();
    }
    let people = data.consulted.iter().map(|asked| &asked.value);
    people
        .filter(|id| matches!(governance.actor_or_person(id), Some(Actor::Person(_))))
        .filter(|id| {
            !data
                .domains
                .iter()
                .any(|domain| has_say(context, domain, id))
        })
        .collect()
}

/// Whether somebody has any right over a matter or what is around it, or must be heard on it.
fn has_say(context: &Context<'_>, object: &Object, person: &Id) -> bool {
    let governance = &context.loaded.governance;
    let is_heard = |id: &Id| {
        id == person
            || governance
                .actor_or_person(id)
                .is_some_and(|actor| context.powers.roster.people(&actor).contains(person))
    };
    let mut at = object.as_str();
    loop {
        let mut powers = context.powers.over(at);
        if powers.any(|power| power.people.contains(person) || power.consult.iter().any(is_heard)) {
            return true;
        }
        match at.rsplit_once('/') {
            Some((outer, _)) => at = outer,
            None => return false,
        }
    }
}
