//! People who check themselves: the only one among several who must agree, or who propose and decide alone.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Decision, DecisionType, Format, Id, Object, Record, Right};

const ID: &str = "own-watchdog";

pub(super) struct OwnWatchdog;

impl Rule for OwnWatchdog {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "one person is all who must agree, or proposes rules and decides on them alone",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("own-watchdog.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        if census::seated(context) < FEWEST || shared::has_gap(governance) {
            return Vec::new();
        }
        let mut findings = Vec::new();
        let mut told: BTreeSet<(&Object, &Id)> = BTreeSet::new();
        for power in &context.powers.all {
            if power.key.right != Right::Joint || power.with.is_empty() || power.stand_in.is_some()
            {
                continue;
            }
            let mut people: BTreeSet<&Id> = power.people.iter().collect();
            let others: Vec<Actor> = power
                .with
                .iter()
                .filter_map(|id| governance.actor_or_person(id))
                .collect();
            let known = others.len() == power.with.len()
                && !shared::people_elsewhere(governance, &power.key.holder)
                && others.iter().all(|other| {
                    !context.powers.roster.people(other).is_empty()
                        && !shared::people_elsewhere(governance, other)
                });
            people.extend(
                others
                    .iter()
                    .flat_map(|other| context.powers.roster.people(other).iter()),
            );
            let [person] = people.into_iter().collect::<Vec<_>>()[..] else {
                continue;
            };
            let object = &power.key.object;
            if known && told.insert((object, person)) {
                let name = governance.person_name(person);
                let mut bodies = vec![governance.actor_name(&power.key.holder).to_owned()];
                bodies.extend(
                    others
                        .iter()
                        .map(|other| governance.actor_name(other).to_owned()),
                );
                let message =
                    shared::fitting(format!("{name} is all who must agree on {object}"), || {
                        format!("`{person}` is all who must agree on {object}")
                    });
                let holder = &power.key.holder;
                findings.push(
                    Finding::new(ID, Severity::Info, power.place, message)
                        .label(format!(
                            "{} together, and it is one person",
                            shared::listed(&bodies)
                        ))
                        .why("two signatures of one person are one")
                        .fix(format!(
                            "let somebody else take one of the seats {}",
                            shared::MOVES_POWER
                        ))
                        .record(format!("{}/{holder}", holder.kind())),
                );
            }
        }
        findings.extend(own_proposals(context));
        findings
    }

    /// Other formats record neither.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Of two or three people who do everything, one does both.
const FEWEST: usize = 4;

/// People who proposed several rules and mandates lately, and decided on them alone.
fn own_proposals(context: &Context<'_>) -> Vec<Finding> {
    let governance = &context.loaded.governance;
    let mut by_person: BTreeMap<&Id, Vec<&Record<Decision>>> = BTreeMap::new();
    for (decision, _) in census::recently_adopted(context) {
        let data = &decision.data;
        // In the day's work it is usual that whoever sees what to do does it.
        let weighs = matches!(
            data.decision_type,
            DecisionType::Policy | DecisionType::Structural | DecisionType::Election
        );
        let Some(decider) = census::decider(governance, data).filter(|_| weighs) else {
            continue;
        };
        let people = context.powers.roster.people(&decider);
        let proposer = &data.proposed.by.value;
        let is_alone = people.len() == 1
            && (people.contains(proposer) || decider.id() == proposer)
            && !shared::people_elsewhere(governance, &decider);
        if is_alone && data.consulted.is_empty() && data.proposed.sponsors.is_empty() {
            by_person
                .entry(people.first().unwrap_or(proposer))
                .or_default()
                .push(decision);
        }
    }
    let limit = census::limits(context).own_proposals;
    by_person.retain(|_, decisions| decisions.len() >= limit);
    let tell = |(person, decisions): (&Id, Vec<&Record<Decision>>)| {
        let record = governance.people.get(person)?;
        let count = decisions.len();
        let words =
            |name: &str| format!("{name} proposed and alone decided {count} rules or mandates");
        let message = shared::fitting(words(record.name()), || words(&format!("`{person}`")));
        let finding = Finding::new(ID, Severity::Info, record.head_place(), message)
            .label("nobody was asked, and nobody else had a say");
        let shown = decisions.iter().take(shared::MOST_PLACES);
        let finding = shown.fold(finding, |finding, decision| {
            finding.related(
                decision.head_place(),
                "proposed and decided by the same person",
            )
        });
        Some(
            finding
                .why("a second pair of eyes sees what the author cannot")
                .fix("ask others first and note them under `consulted`, or let another body decide")
                .record(record.reference()),
        )
    };
    by_person.into_iter().filter_map(tell).collect()
}
