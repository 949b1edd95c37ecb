//! Mandates that name no decision, where decisions are recorded.

use std::collections::BTreeSet;

use super::settled::id_of;
use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Date, Envelope, Format, Governance, Id, Mandate, Status};
use crate::source::Place;

const ID: &str = "decided-by-vapour";

pub(super) struct DecidedByVapour;

impl Rule for DecidedByVapour {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "many mandates with rights name no decision that gave them",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("decided-by-vapour.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let named = named(governance);
        // Rights are older than the habit to write decisions down.
        let begun = governance
            .decisions
            .values()
            .filter_map(|it| it.data.decided.map(|day| *day));
        let Some(begun) = begun.min() else {
            return Vec::new();
        };
        let mut mandates = Mandates {
            on: context.as_of,
            begun,
            named: &named,
            all: 0,
            bare: Vec::new(),
        };
        for unit in governance.units.values() {
            if governance.root() != Some(&unit.id) {
                mandates.add(
                    &unit.id,
                    &unit.envelope,
                    &unit.data.mandate,
                    unit.head_place(),
                );
            }
        }
        for role in governance.roles.values() {
            mandates.add(
                &role.id,
                &role.envelope,
                &role.data.mandate,
                role.head_place(),
            );
        }
        let (part, whole) = (mandates.bare.len(), mandates.all);
        let limit = census::limits(context).mandates_undecided;
        if whole < census::CROWD || !census::is_beyond(part, whole, limit) {
            return Vec::new();
        }
        let message = format!("{part} of {whole} mandates with rights name no decision");
        let finding = census::of_all(context, ID, message).map(|finding| {
            let shown = mandates.bare.iter().take(shared::MOST_PLACES);
            shown
                .fold(
                    finding.label(format!("decisions are written down since {begun}")),
                    |finding, place| finding.related(*place, "rights, and no `decision`"),
                )
                .why("a right that nobody decided on is hard to question, and as hard to defend")
                .fix("add `decision:` with the one that gave the rights, or decide on them now")
        });
        finding.into_iter().collect()
    }

    /// Other formats record no decisions.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// What decisions say that they put into force.
fn named(governance: &Governance) -> BTreeSet<&str> {
    let decisions = governance.decisions.values();
    decisions
        .flat_map(|decision| &decision.data.changes)
        .map(|change| id_of(change))
        .collect()
}

/// The mandates that give rights.
struct Mandates<'c> {
    on: Date,
    begun: Date,
    named: &'c BTreeSet<&'c str>,
    all: usize,
    /// Those that name no decision.
    bare: Vec<Place>,
}

impl Mandates<'_> {
    fn add(&mut self, id: &Id, envelope: &Envelope, mandate: &Mandate, place: Place) {
        // What is older, or may be, was decided before anybody wrote that down.
        let is_old = envelope.since.is_none_or(|since| *since < self.begun);
        let counts = envelope.status == Status::Active && envelope.in_force(self.on) && !is_old;
        if counts && mandate.has_rights() {
            self.all += 1;
            if envelope.decision.is_none() && !self.named.contains(id.as_str()) {
                self.bare.push(place);
            }
        }
    }
}
