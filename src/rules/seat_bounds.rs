//! Roles and units with fewer or more people than they say.

use std::collections::BTreeSet;

use super::seats::Seats;
use super::{Context, Rule, orphan_domain, shared};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::{Actor, Capacity, Format, Id, Record, Role, Unit, Voice};

const ID: &str = "seat-bounds";

pub(super) struct SeatBounds;

impl Rule for SeatBounds {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a role or unit has fewer or more people than its bounds say",
            severity: Severity::Error,
            page: include_str!("seat-bounds.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        // An empty seat that decides something is told of as an orphan domain.
        let unable = orphan_domain::unable(context);
        let counts = |actor: &Actor| {
            governance.actor_in_force(actor, context.as_of)
                && !unable.contains_key(actor)
                && !shared::people_elsewhere(governance, actor)
        };
        let mut findings = Vec::new();
        for role in governance.roles.values() {
            let is_pattern = shared::is_pattern(governance, role);
            if !is_pattern && counts(&Actor::Role(role.id.clone())) {
                findings.extend(seats(context, role));
            }
        }
        for unit in governance.units.values() {
            let actor = Actor::Unit(unit.id.clone());
            let counted = unit.data.membership.as_ref().and_then(|m| m.count);
            if counted.is_some() && governance.actor_in_force(&actor, context.as_of) {
                findings.extend(size(context, unit, counted.unwrap_or(0)));
            } else if counts(&actor) && !shared::has_gap(governance) {
                let people = members(context, unit).len();
                findings.extend(size(
                    context,
                    unit,
                    u64::try_from(people).unwrap_or(u64::MAX),
                ));
            }
        }
        findings
    }

    /// Teams of rust-lang/team say nothing of how many they want to be.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

fn seats(context: &Context<'_>, role: &Record<Role>) -> Option<Finding> {
    let seats = Seats::of(role, context.as_of);
    let people: BTreeSet<&Id> = seats
        .current
        .iter()
        .map(|holder| &holder.person.value)
        .collect();
    let holders = u64::try_from(people.len()).unwrap_or(u64::MAX);
    if let Some(max) = seats.max.filter(|max| holders > *max) {
        let latest = seats
            .current
            .iter()
            .max_by_key(|holder| holder.since.map(|since| *since))?;
        let message = message(
            role.name(),
            &role.id,
            holders,
            "holder",
            &format!("at most {max}"),
        );
        let finding = Finding::new(ID, Severity::Warning, role.place(latest.span), message)
            .label("the last to come");
        let finding = match &role.data.seats {
            Some(bounds) => finding.related(role.place(bounds.span), "the bounds"),
            None => finding.related(role.head_place(), "one seat, for `seats` says nothing else"),
        };
        let fix = format!(
            "end a seat, or write `seats: {{max: {holders}}}` {}",
            shared::MOVES_POWER
        );
        return Some(
            finding
                .why("in a seat for one, two can each say that the other decides")
                .fix(fix)
                .record(role.reference()),
        );
    }
    let deputies: BTreeSet<&Id> = seats
        .deputies
        .iter()
        .map(|holder| &holder.person.value)
        .filter(|deputy| context.powers.roster.deputies(&role.id).contains(*deputy))
        .collect();
    let filled = holders.saturating_add(u64::try_from(deputies.len()).unwrap_or(0));
    let missing = seats.min.saturating_sub(filled);
    if missing == 0 || seats.term_explains() {
        return None;
    }
    let place = shared::field(context, role.source, role.span, &["holders"]);
    let least = format!("at least {}", seats.min);
    let message = message(role.name(), &role.id, holders, "holder", &least);
    let next = role
        .data
        .holders
        .iter()
        .filter(|holder| holder.capacity == Capacity::Holder);
    let next = next
        .filter_map(|holder| holder.since.filter(|since| **since > context.as_of))
        .map(|since| *since)
        .min();
    let finding = Finding::new(
        ID,
        Severity::Error,
        place.unwrap_or_else(|| role.head_place()),
        message,
    )
    .label(match next {
        Some(day) => format!("the next one begins on {day}"),
        None if deputies.is_empty() => "vacant, and no deputy".to_owned(),
        None => "vacant, and too few deputies".to_owned(),
    });
    let finding = match &role.data.seats {
        Some(bounds) => finding.related(role.place(bounds.span), "the bounds"),
        None => finding,
    };
    Some(
        finding
            .why("what the role owes to others is left undone, or done by somebody unseen")
            .fix("fill the seat, name a deputy, or allow it to be empty with `seats: {min: 0}`")
            .record(role.reference()),
    )
}

/// The people of a unit: its members, those in its roles, and those who speak for others in it with
/// a vote. Whoever is on leave belongs to it all the same.
fn members<'c>(context: &Context<'c>, unit: &Record<Unit>) -> BTreeSet<&'c Id> {
    let governance = &context.loaded.governance;
    let itself = Actor::Unit(unit.id.clone());
    let belongs =
        |actor: &Actor| match actor {
            Actor::Role(id) => governance.roles.get(id).is_some_and(|role| {
                role.data.unit.value == unit.id
                    || role.data.represents.as_ref().is_some_and(|link| {
                        link.voice == Voice::Member && link.unit.value == unit.id
                    })
            }),
            other => *other == itself,
        };
    let seats = context.powers.roster.seats.iter();
    seats
        .filter(|seat| seat.capacity == Capacity::Holder && belongs(&seat.actor))
        .map(|seat| &seat.person)
        .collect()
}

fn size(context: &Context<'_>, unit: &Record<Unit>, people: u64) -> Option<Finding> {
    let size = unit.data.size?;
    let (severity, bound, why, fix) = match (size.min, size.max) {
        (Some(min), _) if people < min => (
            Severity::Error,
            format!("at least {min}"),
            "below its own bound a body can neither share the work nor check itself",
            "admit members, or let the unit above lower the bound or close the unit",
        ),
        (_, Some(max)) if people > max => (
            Severity::Warning,
            format!("at most {max}"),
            "a body that outgrows its bound stops hearing each of its members",
            "split the unit, or let the unit above raise the bound",
        ),
        _ => return None,
    };
    let place = unit.place(size.span);
    let message = message(unit.name(), &unit.id, people, "member", &bound);
    let finding = Finding::new(ID, severity, place, message)
        .label(bound)
        .why(why)
        .fix(fix)
        .record(unit.reference());
    Some(
        match shared::field(context, unit.source, unit.span, &["members"]) {
            Some(list) => finding.related(list, "listed here; holders of its roles count too"),
            None => finding,
        },
    )
}

fn message(name: &str, id: &Id, count: u64, noun: &str, bound: &str) -> String {
    let count = match count {
        0 => format!("no {noun}"),
        1 => format!("1 {noun}"),
        more => format!("{more} {noun}s"),
    };
    shared::fitting(format!("{name} has {count}, {bound} is the rule"), || {
        format!("`{id}` has {count}, {bound} is the rule")
    })
}
