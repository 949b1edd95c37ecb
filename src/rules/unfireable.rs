//! Seats that only their holder can end, by way of another body.

use std::collections::BTreeSet;

use super::seat_rights::{MOST_RIGHTS, SeatRights};
use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format, Id, Record, Role};
use crate::power::{Act, Origin};

const ID: &str = "unfireable";

pub(super) struct Unfireable;

impl Rule for Unfireable {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "whoever can end a seat is the person who holds it",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("unfireable.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        if census::seated(context) < FEWEST || shared::has_gap(governance) {
            return Vec::new();
        }
        let all_rights = SeatRights::of_all(context);
        let roles = governance.roles.values();
        let roles = roles
            .filter(|role| governance.actor_in_force(&Actor::Role(role.id.clone()), context.as_of));
        roles
            .filter_map(|role| by_the_holder(context, role, &all_rights))
            .collect()
    }

    /// How seats of other formats end is a matter of their policies, which are prose.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Of two or three people who do everything, one has several seats.
const FEWEST: usize = 4;

fn by_the_holder(
    context: &Context<'_>,
    role: &Record<Role>,
    all_rights: &SeatRights<'_>,
) -> Option<Finding> {
    let governance = &context.loaded.governance;
    let roster = &context.powers.roster;
    let itself = Actor::Role(role.id.clone());
    let removal = role.data.removal.as_ref()?;
    let mut bodies: Vec<Actor> = Vec::new();
    for id in removal.by.iter() {
        bodies.push(governance.actor_or_person(id)?);
    }
    // That the seat alone ends itself is an error that another rule tells.
    if bodies.iter().all(|body| *body == itself) {
        return None;
    }
    let elsewhere = context
        .powers
        .over(&format!("seats/{}", role.id))
        .filter(|power| {
            power.origin == Origin::Declared
                && power.key.right.binds()
                && power.key.act != Act::Choose
        });
    bodies.extend(elsewhere.map(|power| power.key.holder.clone()));
    if bodies
        .iter()
        .any(|body| shared::people_elsewhere(governance, body))
    {
        return None;
    }
    // An empty body may come to life, and has a finding of its own.
    if bodies.iter().any(|body| roster.people(body).is_empty()) {
        return None;
    }
    let people: BTreeSet<&Id> = bodies
        .iter()
        .flat_map(|body| roster.people(body).iter())
        .collect();
    let [person] = people.into_iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    let rights = all_rights.of(role);
    if !roster.people(&itself).contains(person) || rights.is_empty() {
        return None;
    }
    let first = removal.by.iter().next()?;
    let by = governance.actor_or_person(first)?;
    let (name, by) = (governance.person_name(person), governance.actor_name(&by));
    let words =
        |name: &str, role: &str| format!("only {name} can end the seat of {name} as {role}");
    let message = shared::fitting(words(name, role.name()), || {
        words(&format!("`{person}`"), &format!("`{}`", role.id))
    });
    let mut finding = Finding::new(ID, Severity::Info, role.place(first.span), message)
        .label(format!("{name} is the only one in {by}"));
    for (words, place) in rights.iter().take(MOST_RIGHTS) {
        finding = finding.related(*place, words);
    }
    Some(
        finding
            .why("a seat that ends only when its holder agrees answers to nobody")
            .fix(format!(
                "let a body with other people end the seat too {}",
                shared::MOVES_POWER
            ))
            .record(role.reference()),
    )
}
