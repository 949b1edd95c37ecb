//! People, units and roles that are over and still sit somewhere, own something or are named.

mod named;

use std::collections::BTreeMap;

use super::bodies::{ended, gone, seat_id, seat_name};
use super::{Context, Rule, orphan_domain, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Activity, Actor, Capacity, Id, Mandate, Record, RecordData, Resource, Role};
use crate::power::Seat;
use crate::source::{Place, Span};

const ID: &str = "retired-still-armed";

pub(super) struct RetiredStillArmed;

impl Rule for RetiredStillArmed {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a person, unit or role that is over still sits, owns or is named somewhere",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("retired-still-armed.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let mut findings = sitting(context);
        for role in governance.roles.values() {
            findings.extend(honoured(context, role));
            let held = role.data.holders.iter().filter(|holder| {
                let fills = matches!(holder.capacity, Capacity::Holder | Capacity::Deputy);
                fills && holder.holds(context.as_of)
            });
            let held: Vec<Span> = held.map(|holder| holder.span).collect();
            findings.extend(left_over(
                context,
                role,
                "holder",
                &held,
                &role.data.mandate,
            ));
        }
        for unit in governance.units.values() {
            let members = unit.data.members.iter();
            let members = members.filter(|member| member.holds(context.as_of));
            let members: Vec<Span> = members.map(|member| member.span).collect();
            findings.extend(left_over(
                context,
                unit,
                "member",
                &members,
                &unit.data.mandate,
            ));
        }
        findings.extend(named::named(context));
        findings
    }
}

/// People who are gone and still in a seat. Where that leaves a domain to nobody, `orphan-domain`
/// tells of it.
fn sitting(context: &Context<'_>) -> Vec<Finding> {
    let governance = &context.loaded.governance;
    let told = orphan_domain::unable(context);
    let mut findings = Vec::new();
    for seat in &context.powers.roster.seats {
        if seat.able || told.contains_key(&seat.actor) {
            continue;
        }
        let Some(person) = governance.people.get(&seat.person) else {
            continue;
        };
        let Some((words, place)) = gone(context, person) else {
            continue;
        };
        let activity = person.data.activity.map(|activity| activity.value);
        let is_member = matches!(seat.actor, Actor::Unit(_));
        // Bodies keep members who come seldom in their lists; they hold no powers meanwhile.
        let left = ended(&person.envelope, context.as_of).is_some();
        if is_member && activity == Some(Activity::Inactive) && !left {
            continue;
        }
        findings.push(sits(context, seat, words, place));
    }
    findings
}

fn sits(context: &Context<'_>, seat: &Seat, words: &str, place: Option<Place>) -> Finding {
    let name = context.loaded.governance.person_name(&seat.person);
    let (still, fix) = match seat.actor {
        Actor::Unit(_) => ("a member of ", "end the membership with `until`"),
        _ => ("", "end the seat with `until`, and let it be filled"),
    };
    let message = shared::fitting(
        format!(
            "{name} {words} and is still {still}{}",
            seat_name(context, seat)
        ),
        || {
            format!(
                "`{}` {words} and is still {still}{}",
                seat.person,
                seat_id(seat)
            )
        },
    );
    let finding = Finding::new(ID, Severity::Error, seat.place, message)
        .label("listed as if present")
        .why("a seat whose holder is gone is neither used nor free for somebody else")
        .fix(format!("{fix} {}", shared::MOVES_POWER))
        .record(format!("{}/{}", seat.actor.kind(), seat.actor));
    match place {
        Some(place) => finding.related(place, format!("{name} {words}")),
        None => finding,
    }
}

/// Those who fill a role and are honoured for having filled it, both today.
fn honoured(context: &Context<'_>, role: &Record<Role>) -> Vec<Finding> {
    if !shared::is_live(&role.envelope, context.as_of) {
        return Vec::new();
    }
    let today = |capacity: Capacity| {
        let holders = role.data.holders.iter();
        holders.filter(move |h| h.capacity == capacity && h.holds(context.as_of))
    };
    let fills = today(Capacity::Deputy).chain(today(Capacity::Holder));
    let fills: BTreeMap<&Id, _> = fills.map(|h| (&h.person.value, h)).collect();
    let mut findings = Vec::new();
    for entry in today(Capacity::Emeritus) {
        let Some(other) = fills.get(&entry.person.value) else {
            continue;
        };
        let name = context.loaded.governance.person_name(&entry.person);
        let word = other.capacity.word();
        let message = shared::fitting(
            format!("{name} is {word} and emeritus of {} at once", role.name()),
            || {
                format!(
                    "`{}` is {word} and emeritus of `{}`",
                    entry.person.value, role.id
                )
            },
        );
        findings.push(
            Finding::new(ID, Severity::Error, role.place(entry.span), message)
                .label("honoured for a time that is over")
                .related(role.place(other.span), format!("{word} today"))
                .why("who is honoured for the past and who decides today must be told apart")
                .fix("take out the entry that is no longer true, or give it its last day")
                .record(role.reference()),
        );
    }
    findings
}

/// What an ended unit or role still has: people of whom no last day is known, and money.
fn left_over<T: RecordData>(
    context: &Context<'_>,
    record: &Record<T>,
    noun: &str,
    people: &[Span],
    mandate: &Mandate,
) -> Option<Finding> {
    let words = ended(&record.envelope, context.as_of)?;
    // Where the last day is written, it is that of all who were there.
    let people = if record.envelope.until.is_some() {
        &[]
    } else {
        people
    };
    let budget = mandate.resources.iter();
    let budget = budget.filter(|means| matches!(means, Resource::Budget { .. }));
    let has_budget = budget.count() > 0;
    let mut things = Vec::new();
    if !people.is_empty() {
        things.push(shared::counted(people.len(), noun));
    }
    if has_budget {
        things.push("a budget".to_owned());
    }
    let money = has_budget.then(|| shared::Fields::of(context, record).at(&["resources"]));
    let money = money.flatten();
    let first = people.first().map(|span| record.place(*span)).or(money);
    let (severity, fix) = match people {
        [] => (
            Severity::Warning,
            "give the money to somebody, and take the line out",
        ),
        _ => (
            Severity::Error,
            "give each of them an `until`, or bring the record back into force",
        ),
    };
    if things.is_empty() {
        return None;
    }
    let things = shared::listed(&things);
    let message = shared::fitting(
        format!("{} is {words} and still has {things}", record.name()),
        || format!("`{}` is {words} and still has {things}", record.id),
    );
    let finding = Finding::new(ID, severity, first.unwrap_or(record.head_place()), message)
        .label(if people.is_empty() {
            "not given to anybody else"
        } else {
            "no last day written"
        })
        .why("what outlives the body that had it is taken along by whoever was there last")
        .fix(format!("{fix} {}", shared::MOVES_POWER))
        .record(record.reference());
    Some(match record.envelope.until {
        Some(until) => finding.related(record.place(until.span), "the last day"),
        None => finding,
    })
}
