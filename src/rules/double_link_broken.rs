//! Units that are to be linked upwards by two people, one chosen by each side, and are not.

use std::collections::BTreeMap;

use super::seats::Seats;
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format, Governance, Holder, Id, Record, Role, Unit, Voice};
use crate::source::{At, Place};

const ID: &str = "double-link-broken";
const WHY: &str = "one link carries one side's words; news from below needs a voice of its own";

pub(super) struct DoubleLinkBroken;

impl Rule for DoubleLinkBroken {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a doubly linked unit lacks two people above it, one chosen by each side",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("double-link-broken.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        if shared::has_gap(governance) {
            return Vec::new();
        }
        // Roles that speak with a vote, by the two units that they join.
        let mut links: BTreeMap<(&Id, &Id), Vec<&Record<Role>>> = BTreeMap::new();
        for role in governance.roles.values() {
            let represents = role.data.represents.as_ref();
            let link = represents.filter(|link| link.voice == Voice::Member);
            let actor = Actor::Role(role.id.clone());
            if let Some(link) = link.filter(|_| governance.actor_in_force(&actor, context.as_of)) {
                let ends = (&role.data.unit.value, &link.unit.value);
                links.entry(ends).or_default().push(role);
            }
        }
        let mut findings = Vec::new();
        for unit in governance.units.values() {
            let Some(parent) = unit.data.parent.as_ref().filter(|_| unit.data.double_link) else {
                continue;
            };
            let above = Actor::Unit(parent.value.clone());
            let itself = Actor::Unit(unit.id.clone());
            let in_force = |actor| governance.actor_in_force(actor, context.as_of);
            if in_force(&above) && in_force(&itself) {
                let up = links.get(&(&unit.id, &parent.value));
                let down = links.get(&(&parent.value, &unit.id));
                let both: Vec<&Record<Role>> =
                    up.into_iter().chain(down).flatten().copied().collect();
                findings.extend(unlinked(context, unit, &parent.value, &both));
            }
        }
        findings
    }

    /// Other formats have no links with a vote.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Who chooses for a role: its unit, unless something else is said.
fn choosers(governance: &Governance, role: &Record<Role>) -> Vec<Actor> {
    let by = role
        .data
        .selection
        .as_ref()
        .and_then(|selection| selection.by.as_ref());
    match by {
        None => vec![Actor::Unit(role.data.unit.value.clone())],
        Some(by) => by
            .iter()
            .filter_map(|id| governance.actor_or_person(id))
            .collect(),
    }
}

fn unlinked(
    context: &Context<'_>,
    unit: &Record<Unit>,
    parent: &Id,
    links: &[&Record<Role>],
) -> Option<Finding> {
    let governance = &context.loaded.governance;
    let chain = governance.ancestors(&unit.id);
    let is_above = |actor: &Actor| {
        let home = governance.unit_of(actor);
        home.is_some_and(|home| chain.contains(&home))
    };
    let is_below = |actor: &Actor| match governance.unit_of(actor) {
        Some(home) => *home == unit.id || governance.ancestors(home).contains(&&unit.id),
        None => false,
    };
    let of = |side: &dyn Fn(&Actor) -> bool| -> Vec<&Record<Role>> {
        let by_side = |role: &&&Record<Role>| choosers(governance, role).iter().any(side);
        links.iter().filter(by_side).copied().collect()
    };
    let (from_above, from_below) = (of(&is_above), of(&is_below));
    let place = shared::Fields::of(context, unit).at(&["double_link"]);
    let place = place.unwrap_or_else(|| unit.head_place());
    let above = governance
        .actor_name(&Actor::Unit(parent.clone()))
        .to_owned();
    for (side, roles, by) in [
        ("above", &from_above, parent),
        ("below", &from_below, &unit.id),
    ] {
        if roles.is_empty() {
            return Some(missing(unit, place, &above, side, by, links, parent));
        }
        // A vacant seat that may not be vacant is told of with the seat.
        let seats: Vec<Seats<'_>> = roles
            .iter()
            .map(|role| Seats::of(role, context.as_of))
            .collect();
        if seats.iter().all(|seats| seats.current.is_empty()) {
            let is_told = seats.iter().any(|seats| seats.min > 0);
            let role = roles[0];
            return (!is_told).then(|| {
                missing(unit, place, &above, side, by, &[], parent)
                    .related(role.head_place(), "nobody holds this link")
                    .fix(format!(
                        "fill the seat of `{}` {}",
                        role.id,
                        shared::MOVES_POWER
                    ))
            });
        }
    }
    let held = |roles: &[&Record<Role>]| -> Vec<(Id, Place, Id)> {
        let seats = roles.iter().flat_map(|role| {
            let holders = Seats::of(role, context.as_of).current;
            let entry =
                |h: &At<Holder>| (h.person.value.clone(), role.place(h.span), role.id.clone());
            holders.into_iter().map(entry).collect::<Vec<_>>()
        });
        seats.collect()
    };
    let (down, up) = (held(&from_above), held(&from_below));
    let two = down
        .iter()
        .any(|(one, ..)| up.iter().any(|(other, ..)| one != other));
    if two {
        return None;
    }
    let excludes = |one: &Id, other: &Id| {
        let one = governance.roles.get(one);
        one.is_some_and(|one| one.data.incompatible.iter().any(|id| id.value == *other))
    };
    let (person, first, lead) = &down[0];
    let (_, second, voice) = &up[0];
    // The two roles exclude each other, and that is told of.
    if lead != voice && (excludes(lead, voice) || excludes(voice, lead)) {
        return None;
    }
    let name = governance.person_name(person);
    let message = shared::fitting(
        format!("{name} alone links {} to {above}", unit.name()),
        || format!("one person alone links `{}` to `{parent}`", unit.id),
    );
    let mut finding =
        Finding::new(ID, Severity::Error, *second, message).label("the link that the unit chose");
    if first != second {
        finding = finding.related(*first, "the same person, chosen from above");
    }
    Some(
        finding
            .related(place, "two people are to link it")
            .why(WHY)
            .fix(format!(
                "let the unit choose somebody else, for a link of its own {}",
                shared::MOVES_POWER
            ))
            .record(unit.reference()),
    )
}

fn missing(
    unit: &Record<Unit>,
    place: Place,
    above: &str,
    side: &str,
    by: &Id,
    links: &[&Record<Role>],
    parent: &Id,
) -> Finding {
    let words = if side == "above" {
        format!("nobody chosen by {above} links it to {}", unit.name())
    } else {
        format!("nobody chosen by {} links it to {above}", unit.name())
    };
    let message = shared::fitting(words, || {
        let other = if side == "above" { &unit.id } else { parent };
        format!("nobody chosen by `{by}` links it to `{other}`")
    });
    let mut finding = Finding::new(ID, Severity::Error, place, message)
        .label("two people are to link it, one chosen by each side");
    for link in links.iter().take(shared::MOST_PLACES) {
        finding = finding.related(link.head_place(), "a link, chosen by the other side");
    }
    finding
        .why(WHY)
        .fix(format!(
            "add a role with `represents: {{in: {parent}, as: member}}` that `{by}` selects {}",
            shared::MOVES_POWER
        ))
        .record(unit.reference())
}
