//! Units most of whose people have one employer.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::{self, is_gone};
use super::{Context, Rule, affiliation_cap, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format, Id};

const ID: &str = "captured-unit";

pub(super) struct CapturedUnit;

impl Rule for CapturedUnit {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "more than half of a unit has one employer, who has less of the organisation",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("captured-unit.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let units = bodies::of_units(context);
        let everybody: BTreeSet<&Id> = units
            .values()
            .flat_map(BTreeMap::keys)
            .copied()
            .filter(|person| !is_gone(context, person))
            .collect();
        let all = employed(context, everybody.iter().copied());
        let limit = census::limits(context).affiliation_share;
        let mut findings = Vec::new();
        for (id, people) in &units {
            let Some(unit) = governance.units.get(*id) else {
                continue;
            };
            let actor = Actor::Unit(unit.id.clone());
            // A cap of its own has a rule of its own.
            let counts = unit.data.affiliation_cap.is_none()
                && unit.data.mandate.has_rights()
                && !shared::people_elsewhere(governance, &actor);
            let people = people
                .keys()
                .copied()
                .filter(|person| !is_gone(context, person));
            let people: BTreeSet<&Id> = people.collect();
            if !counts || people.len() < FEWEST {
                continue;
            }
            for (employer, (word, own)) in employed(context, people.iter().copied()) {
                let wide = all.get(&employer).map_or(0, |(_, all)| all.len());
                // In a firm everybody is of the firm.
                let is_theirs = census::is_beyond(wide, everybody.len(), 50);
                let count = own.len();
                if is_theirs || !census::is_beyond(count, people.len(), limit) {
                    continue;
                }
                let of = people.len();
                let words =
                    |name: &str| format!("{count} of the {of} people of {name} are of {word}");
                let message = shared::fitting(words(unit.name()), || words(&format!("`{id}`")));
                let finding = Finding::new(ID, Severity::Info, unit.head_place(), message).label(
                    format!("in the whole organisation {wide} of {}", everybody.len()),
                );
                let shown = own.iter().take(shared::MOST_PLACES);
                let finding = shown.fold(finding, |finding, person| {
                    let record = governance.people.get(*person);
                    record.map_or(finding.clone(), |record| {
                        finding.related(record.head_place(), format!("of {word}"))
                    })
                });
                findings.push(
                    finding
                        .why("an employer can give orders to those whom the organisation asks")
                        .fix(format!(
                            "add `affiliation_cap: 1/2` to the unit, and fill seats by it {}",
                            shared::MOVES_POWER
                        ))
                        .record(unit.reference()),
                );
            }
        }
        findings
    }

    /// In other formats employers stand in no record, or in prose.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Of fewer people two colleagues are half.
const FEWEST: usize = 5;

/// The people of each employer on the day, by the employer in one spelling, with the word written.
fn employed<'c>(
    context: &Context<'c>,
    people: impl Iterator<Item = &'c Id>,
) -> BTreeMap<String, (String, BTreeSet<&'c Id>)> {
    let mut employed: BTreeMap<String, (String, BTreeSet<&Id>)> = BTreeMap::new();
    for person in people {
        let record = context.loaded.governance.people.get(person);
        let own = record.map(|record| affiliation_cap::affiliations(context, record));
        for (key, word) in own.into_iter().flatten() {
            let (_, people) = employed.entry(key).or_insert((word, BTreeSet::new()));
            people.insert(person);
        }
    }
    employed
}
