//! People on whom many seats or rights rest.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Capacity, Format, Id, PersonType};
use crate::power::{Act, Origin, Seat};

const ID: &str = "role-hoarding";

pub(super) struct RoleHoarding;

impl Rule for RoleHoarding {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "many seats, or many of the rights to decide, rest with one person",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("role-hoarding.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let limits = census::limits(context);
        let seats = seats(context);
        if seats.len() < census::CROWD || shared::has_gap(governance) {
            return Vec::new();
        }
        let mut numbers: Vec<usize> = seats.values().map(Vec::len).collect();
        numbers.sort_unstable();
        let median = numbers[numbers.len() / 2];
        let (alone, all) = rights(context);
        let mut findings = Vec::new();
        for (id, seats) in &seats {
            let Some(person) = governance.people.get(*id) else {
                continue;
            };
            if person.data.person_type != PersonType::Human {
                continue;
            }
            let count = seats.len();
            let times = median.saturating_mul(limits.seats_times_median);
            let many = count > limits.seats_per_person || (count >= FEWEST_SEATS && count > times);
            let own = alone.get(*id).copied().unwrap_or(0);
            let much = all >= FEWEST_RIGHTS && census::is_beyond(own, all, limits.rights_share);
            let name = person.name();
            let rights = format!("{own} of {all} rights to decide rest with");
            let (message, other) = match (many, much) {
                (false, false) => continue,
                (true, false) => (
                    shared::fitting(format!("{name} holds {count} seats"), || {
                        format!("`{id}` holds {count} seats")
                    }),
                    format!("half of the people hold {median} or fewer"),
                ),
                (_, true) => (
                    shared::fitting(format!("{rights} {name} alone"), || {
                        format!("{rights} `{id}` alone")
                    }),
                    format!("in {}", shared::counted(count, "seat")),
                ),
            };
            let finding =
                Finding::new(ID, Severity::Info, person.head_place(), message).label(other);
            let shown = seats.iter().take(shared::MOST_PLACES);
            let finding = shown.fold(finding, |finding, seat| {
                let seat_name = governance.actor_name(&seat.actor);
                finding.related(seat.place, format!("a seat: {seat_name}"))
            });
            findings.push(
                finding
                    .why("what rests with one person stops when that person is away")
                    .fix(format!(
                        "let others take some of the seats, or learn them as trainees {}",
                        shared::MOVES_POWER
                    ))
                    .record(person.reference()),
            );
        }
        findings
    }

    /// In other formats a seat is access, and many have much of it.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// From how many seats on a multiple of the usual number is many.
const FEWEST_SEATS: usize = 4;
/// Of fewer rights a share says little.
const FEWEST_RIGHTS: usize = 20;

/// The seats of everybody who can act: roles, and memberships apart from them. Everybody is in the
/// root.
fn seats<'c>(context: &Context<'c>) -> BTreeMap<&'c Id, Vec<&'c Seat>> {
    let governance = &context.loaded.governance;
    let root = governance.root();
    let mut seats: BTreeMap<&Id, Vec<&Seat>> = BTreeMap::new();
    let mut seen: BTreeSet<(&Id, &Actor)> = BTreeSet::new();
    let mut in_role: BTreeSet<(&Id, &Id)> = BTreeSet::new();
    let all = || {
        let all = context.powers.roster.seats.iter();
        all.filter(|seat| seat.able && seat.capacity == Capacity::Holder)
    };
    for seat in all() {
        if let Actor::Role(role) = &seat.actor
            && let Some(role) = governance.roles.get(role)
        {
            in_role.extend(shared::units_of(role).map(|unit| (&seat.person, unit)));
        }
    }
    for seat in all() {
        let counts = match &seat.actor {
            Actor::Unit(unit) => {
                Some(unit) != root
                    && seat.through.is_none()
                    && !in_role.contains(&(&seat.person, unit))
            }
            _ => true,
        };
        if counts && seen.insert((&seat.person, &seat.actor)) {
            seats.entry(&seat.person).or_default().push(seat);
        }
    }
    seats
}

/// How many rights over matters that bind others each person can use without the others, and how many such
/// rights somebody can use at all.
fn rights<'c>(context: &Context<'c>) -> (BTreeMap<&'c Id, usize>, usize) {
    let mut alone: BTreeMap<&Id, usize> = BTreeMap::new();
    let mut all = 0;
    for power in &context.powers.all {
        let counts = power.origin == Origin::Declared
            && power.key.right.binds()
            && power.key.act == Act::Any
            && power.stand_in.is_none()
            && !power.people.is_empty();
        if counts {
            all += 1;
            if power.is_exercised_alone() {
                for person in power.people.iter() {
                    *alone.entry(person).or_default() += 1;
                }
            }
        }
    }
    (alone, all)
}
