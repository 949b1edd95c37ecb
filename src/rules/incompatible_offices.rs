//! One person in two seats that exclude each other.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::{self, seat_id, seat_name};
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format, Id};
use crate::power::Seat;
use crate::source::Place;

const ID: &str = "incompatible-offices";

pub(super) struct IncompatibleOffices;

impl Rule for IncompatibleOffices {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "one person holds two seats that exclude each other",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("incompatible-offices.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let clashes = clashes(context);
        clashes.iter().map(|clash| told(context, clash)).collect()
    }

    /// Other formats exclude nothing.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Somebody in a seat, and in others that its role excludes.
pub(super) struct Clash<'c> {
    /// The seat whose role says so.
    own: &'c Seat,
    /// The unit or role that it excludes, and where it says so.
    excluded: Actor,
    place: Place,
    /// The person's seats there.
    others: Vec<&'c Seat>,
}

impl Clash<'_> {
    /// Whose seats clash, and which.
    pub(super) fn pairs(&self) -> impl Iterator<Item = Pair<'_>> {
        self.others.iter().map(|other| pair(self.own, other))
    }
}

/// A person and two seats, in order.
pub(super) type Pair<'c> = (&'c Id, &'c Actor, &'c Actor);

pub(super) fn pair<'c>(one: &'c Seat, other: &'c Seat) -> Pair<'c> {
    let (first, last) = (
        (&one.actor).min(&other.actor),
        (&one.actor).max(&other.actor),
    );
    (&one.person, first, last)
}

/// Every clash once, though both roles may exclude each other. Deputies stand in with all powers,
/// so that they count; whoever is gone is told of elsewhere.
pub(super) fn clashes<'c>(context: &Context<'c>) -> Vec<Clash<'c>> {
    let governance = &context.loaded.governance;
    let mut of_person: BTreeMap<&Id, Vec<&Seat>> = BTreeMap::new();
    for seat in &context.powers.roster.seats {
        of_person.entry(&seat.person).or_default().push(seat);
    }
    let mut seen: BTreeSet<Pair<'_>> = BTreeSet::new();
    let mut clashes = Vec::new();
    for own in &context.powers.roster.seats {
        let Actor::Role(id) = &own.actor else {
            continue;
        };
        let Some(role) = governance.roles.get(id) else {
            continue;
        };
        if role.data.incompatible.is_empty() || bodies::is_gone(context, &own.person) {
            continue;
        }
        for named in &role.data.incompatible {
            let Some(excluded) = governance.actor(named) else {
                continue;
            };
            let is_there = |seat: &Seat| {
                seat.actor != own.actor
                    && (seat.actor == excluded
                        || bodies::units_of(context, seat)
                            .iter()
                            .any(|unit| excluded == Actor::Unit((*unit).clone())))
            };
            let mut others: Vec<&Seat> = of_person[&own.person].clone();
            others.retain(|seat| is_there(seat) && seen.insert(pair(own, seat)));
            if !others.is_empty() {
                clashes.push(Clash {
                    own,
                    excluded,
                    place: role.place(named.span),
                    others,
                });
            }
        }
    }
    clashes
}

fn told(context: &Context<'_>, clash: &Clash<'_>) -> Finding {
    let governance = &context.loaded.governance;
    let Clash {
        own,
        excluded,
        place,
        others,
    } = clash;
    let name = governance.person_name(&own.person);
    let other = others[0];
    let message = if other.actor == *excluded && matches!(excluded, Actor::Role(_)) {
        shared::fitting(
            format!(
                "{name} is both {} and {}",
                seat_name(context, own),
                seat_name(context, other)
            ),
            || {
                format!(
                    "`{}` is both {} and {}",
                    own.person,
                    seat_id(own),
                    seat_id(other)
                )
            },
        )
    } else {
        let unit = governance.actor_name(excluded);
        shared::fitting(
            format!("{name} is {} and sits in {unit}", seat_name(context, own)),
            || {
                format!(
                    "`{}` is {} and sits in `{excluded}`",
                    own.person,
                    seat_id(own)
                )
            },
        )
    };
    let mut finding = Finding::new(ID, Severity::Error, own.place, message)
        .label("one of two seats that exclude each other")
        .related(
            *place,
            format!("excludes {}", governance.actor_name(excluded)),
        );
    for other in others.iter().take(shared::MOST_PLACES) {
        finding = finding.related(other.place, format!("{name} sits here too"));
    }
    finding
        .why("two seats that are to check each other check nothing in one pair of hands")
        .fix(format!(
            "end one of the two seats, and let it be filled {}",
            shared::MOVES_POWER
        ))
        .record(format!("{}/{}", own.actor.kind(), own.actor))
}
