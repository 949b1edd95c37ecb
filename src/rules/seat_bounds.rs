//! Roles and units with fewer or more people than they say.

use std::collections::BTreeSet;

use super::seats::Seats;
use super::shared::Fields;
use super::{Context, Rule, bodies, orphan_domain, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Capacity, Format, Id, Record, Role, Unit};

const ID: &str = "seat-bounds";

pub(super) struct SeatBounds;

impl Rule for SeatBounds {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a role or unit has fewer or more people than its bounds say",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("seat-bounds.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        if governance.format != Format::Native {
            return Vec::new();
        }
        // An empty seat that decides something is told of as an orphan domain.
        let unable = orphan_domain::unable(context);
        let counts = |actor: &Actor| {
            governance.actor_in_force(actor, context.as_of)
                && !unable.contains_key(actor)
                && !shared::people_elsewhere(governance, actor)
        };
        let mut findings = Vec::new();
        let patterns = shared::patterns(governance);
        for role in governance.roles.values() {
            if !patterns.contains(&role.id) && counts(&Actor::Role(role.id.clone())) {
                findings.extend(seats(context, role));
            }
        }
        let members = bodies::of_units(context);
        let vacancies = shared::vacancies(context);
        for unit in governance.units.values() {
            let actor = Actor::Unit(unit.id.clone());
            let counted = unit.data.membership.as_ref().and_then(|m| m.count);
            let listed = || {
                members
                    .get(&unit.id)
                    .map_or(0, |people| number(people.len()))
            };
            let people = match counted {
                Some(_) => counted.filter(|_| governance.actor_in_force(&actor, context.as_of)),
                None => (counts(&actor) && !shared::has_gap(governance)).then(listed),
            };
            let vacant = vacancies.get(&unit.id).map_or(0, |count| number(*count));
            findings.extend(people.and_then(|people| size(context, unit, people, vacant)));
        }
        findings
    }

    /// Teams of rust-lang/team say nothing of how many they want to be. How many chairs a group of
    /// kubernetes/community needs is told by whoever reads it.
    fn applies(&self, format: Format) -> bool {
        matches!(format, Format::Native | Format::Kubernetes)
    }
}

fn seats(context: &Context<'_>, role: &Record<Role>) -> Option<Finding> {
    let seats = Seats::of(role, context.as_of);
    let people: BTreeSet<&Id> = seats
        .current
        .iter()
        .map(|holder| &holder.person.value)
        .collect();
    let holders = number(people.len());
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
                .why("where people outnumber the seats, each can say that another decides")
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
    let filled = holders.saturating_add(number(deputies.len()));
    let missing = seats.min.saturating_sub(filled);
    if missing == 0 || seats.term_explains() {
        return None;
    }
    let more = usize::try_from(missing).unwrap_or(usize::MAX);
    let place = Fields::of(context, role).at(&["holders"]);
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
        None if holders == 0 => format!("vacant, and {}", seats.deputy()),
        None => format!(
            "{} vacant, and {}",
            shared::counted(more, "seat"),
            seats.deputy()
        ),
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

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn size(context: &Context<'_>, unit: &Record<Unit>, people: u64, vacant: u64) -> Option<Finding> {
    let size = unit.data.size?;
    let (severity, bound, why, fix) = match (size.min, size.max) {
        // What empty seats explain is told of with the seats.
        (Some(min), _) if people < min && people.saturating_add(vacant) >= min => return None,
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
    Some(match Fields::of(context, unit).at(&["members"]) {
        Some(list) => finding.related(list, "listed here; holders of its roles count too"),
        None => finding,
    })
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
