//! Units none of whose people are anywhere else.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::{self, Belonging};
use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format, Id, Record, Unit};

const ID: &str = "island";

pub(super) struct Island;

impl Rule for Island {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "nobody of a unit sits in another one, though most units share people",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("island.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        if shared::has_gap(governance) {
            return Vec::new();
        }
        let people = bodies::of_units(context);
        let mut units_of: BTreeMap<&Id, BTreeSet<&Id>> = BTreeMap::new();
        for (unit, people) in &people {
            for person in people.keys() {
                units_of.entry(person).or_default().insert(unit);
            }
        }
        // To be where everybody is ties nobody to anybody.
        let everywhere = governance.root().filter(|root| {
            let here = people.get(root).map_or(0, BTreeMap::len);
            here == units_of.len()
                || shared::people_elsewhere(governance, &Actor::Unit((*root).clone()))
        });
        let tied = tied(context);
        let (mut islands, mut all) = (Vec::new(), 0);
        for (id, people) in &people {
            let Some(unit) = governance.units.get(*id) else {
                continue;
            };
            if !counts(context, unit, people) {
                continue;
            }
            all += 1;
            let elsewhere = people.keys().any(|person| {
                let mut units = units_of.get(person).into_iter().flatten();
                units.any(|other| other != id && Some(*other) != everywhere)
            });
            if !elsewhere && !tied.contains(*id) {
                islands.push((unit, people.len()));
            }
        }
        let limit = census::limits(context).units_connected;
        // Where most units are on their own, that is how the organisation is built.
        if all < FEWEST || !census::is_beyond(all - islands.len(), all, limit) {
            return Vec::new();
        }
        let islands = islands.into_iter();
        islands
            .map(|(unit, people)| finding(unit, people, all))
            .collect()
    }

    /// Other formats list repositories and teams, and not who talks to whom.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Of fewer units nobody can say what is usual.
const FEWEST: usize = 6;

/// Whether a unit could be expected to share people: it decides something below the root, and its
/// people are known. Whose units are needed has a rule of its own.
fn counts(context: &Context<'_>, unit: &Record<Unit>, people: &Belonging<'_>) -> bool {
    let governance = &context.loaded.governance;
    let actor = Actor::Unit(unit.id.clone());
    governance.actor_in_force(&actor, context.as_of)
        && governance.root() != Some(&unit.id)
        && unit.data.mandate.has_rights()
        && unit.data.mandate.depends_on.is_empty()
        && unit.data.stakeholders.is_empty()
        && people.len() > 1
        && !shared::people_elsewhere(governance, &actor)
}

/// The units that a link, an agreement, or people who were promised something tie to others.
fn tied<'c>(context: &Context<'c>) -> BTreeSet<&'c Id> {
    let governance = &context.loaded.governance;
    let mut tied = BTreeSet::new();
    for role in governance.roles.values() {
        if let Some(link) = &role.data.represents {
            tied.extend([&role.data.unit.value, &link.unit.value]);
        }
    }
    for unit in governance.units.values() {
        let needs = unit.data.mandate.depends_on.iter();
        let needs = needs.chain(&unit.data.stakeholders);
        tied.extend(needs.map(|id| &id.value));
    }
    for agreement in governance.agreements.values() {
        if shared::is_live(&agreement.envelope, context.as_of) {
            for party in &agreement.data.parties {
                if let Some((id, _)) = governance.units.get_key_value(&party.actor.value) {
                    tied.insert(id);
                } else if let Some(role) = governance.roles.get(&party.actor.value) {
                    tied.insert(&role.data.unit.value);
                }
            }
        }
    }
    tied
}

fn finding(unit: &Record<Unit>, people: usize, all: usize) -> Finding {
    let words = |name: &str| format!("none of the {people} people of {name} sits in another unit");
    let message = shared::fitting(words(unit.name()), || words(&format!("`{}`", unit.id)));
    Finding::new(ID, Severity::Info, unit.head_place(), message)
        .label(format!(
            "most of the {all} units here share people, or have a link"
        ))
        .why("what one unit knows and another needs travels with people")
        .fix("send somebody to a unit next to it, or add a role that `represents` it there")
        .record(unit.reference())
}
