//! People in seats for which the role's own conditions leave them out.

use std::collections::BTreeMap;

use super::bodies::{self, Belonging};
use super::terms::slack_after;
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Capacity, Format, Holder, Id, MembershipRule, Person, Record, Role};
use crate::source::At;

const ID: &str = "unqualified-holder";

pub(super) struct UnqualifiedHolder;

impl Rule for UnqualifiedHolder {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "somebody holds a seat without being eligible or trained for it",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("unqualified-holder.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let units = bodies::of_units(context);
        let mut findings = Vec::new();
        for role in governance.roles.values() {
            if !governance.actor_in_force(&Actor::Role(role.id.clone()), context.as_of) {
                continue;
            }
            let seated = role.data.holders.iter().filter(|holder| {
                matches!(holder.capacity, Capacity::Holder | Capacity::Deputy)
                    && holder.holds(context.as_of)
                    && governance.people.contains_key(&holder.person.value)
                    && !bodies::is_gone(context, &holder.person)
            });
            for holder in seated {
                findings.extend(outsider(context, role, holder, &units));
                findings.extend(untrained(context, role, holder));
            }
        }
        findings
    }

    /// Other formats say neither from among whom a seat is filled nor what it takes.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// A holder who is not one of those from among whom the role is filled.
fn outsider(
    context: &Context<'_>,
    role: &Record<Role>,
    holder: &At<Holder>,
    units: &BTreeMap<&Id, Belonging<'_>>,
) -> Option<Finding> {
    let governance = &context.loaded.governance;
    let from = role.data.selection.as_ref()?.from.as_ref()?;
    let body = governance.actor(from)?;
    let itself = Actor::Role(role.id.clone());
    if shared::people_elsewhere(governance, &body) || shared::has_gap(governance) {
        return None;
    }
    let belongs = match &body {
        Actor::Role(id) => {
            let pool = governance.roles.get(id)?.data.holders.iter();
            let mut pool = pool.filter(|other| other.holds(context.as_of)).peekable();
            pool.peek()?;
            pool.any(|other| other.person == holder.person)
        }
        _ => {
            let unit = governance.units.get(from.as_str())?;
            let open = |rule| matches!(rule, MembershipRule::Open);
            if unit.data.membership.as_ref().is_some_and(|m| open(m.rule)) {
                return None;
            }
            // The seat itself makes nobody eligible for it.
            let by_others =
                |seats: &&Vec<&crate::power::Seat>| seats.iter().any(|seat| seat.actor != itself);
            let people = units.get(&from.value)?;
            if !people.values().any(|seats| by_others(&seats)) {
                return None;
            }
            people
                .get(&holder.person.value)
                .is_some_and(|seats| by_others(&seats))
        }
    };
    if belongs || !governance.actor_in_force(&body, context.as_of) {
        return None;
    }
    let name = governance.person_name(&holder.person);
    let of = governance.actor_name(&body);
    let not = match &body {
        Actor::Role(_) => format!("not {of}"),
        _ => format!("not one of {of}"),
    };
    let message = shared::fitting(
        format!("{name} is {}, and {not}", seat(role, holder)),
        || {
            format!(
                "`{}` holds `{}` and is not of `{from}`",
                holder.person.value, role.id
            )
        },
    );
    Some(
        finding(role, holder, Severity::Error, message)
            .label(not)
            .related(role.place(from.span), "from among whom the seat is filled")
            .why("those who may be chosen are those who bear what the seat decides")
            .fix("choose one of them, or let those above widen `from` (changes power)"),
    )
}

/// `Treasurer`, or `deputy Treasurer`.
fn seat(role: &Record<Role>, holder: &Holder) -> String {
    match holder.capacity {
        Capacity::Deputy => format!("deputy {}", role.name()),
        _ => role.name().to_owned(),
    }
}

fn finding(
    role: &Record<Role>,
    holder: &At<Holder>,
    severity: Severity,
    message: String,
) -> Finding {
    Finding::new(ID, severity, role.place(holder.person.span), message).record(role.reference())
}

/// A holder without a training or skill that the role requires. A month is time to learn.
fn untrained(context: &Context<'_>, role: &Record<Role>, holder: &At<Holder>) -> Option<Finding> {
    let governance = &context.loaded.governance;
    let person = governance.people.get(&holder.person.value)?;
    let mut lacking = role.data.requires.iter();
    let lacking: Vec<&At<Id>> = lacking
        .by_ref()
        .filter(|id| !has(context, person, id))
        .collect();
    let first = lacking.first()?;
    let due = holder.since.map(|since| slack_after(*since));
    let in_time = due.filter(|due| *due >= context.as_of);
    let words: Vec<String> = lacking.iter().map(|id| format!("`{}`", id.value)).collect();
    let words = shared::listed(&words);
    let message = shared::fitting(
        format!(
            "{} is {} without {words}",
            person.name(),
            seat(role, holder)
        ),
        || format!("`{}` holds `{}` without {words}", person.id, role.id),
    );
    let (severity, label) = match in_time {
        Some(due) => (Severity::Warning, format!("time until {due}")),
        None => (
            Severity::Error,
            "neither in `training` nor in `skills`".to_owned(),
        ),
    };
    Some(
        finding(role, holder, severity, message)
            .label(label)
            .related(role.place(first.span), "required here")
            .related(person.head_place(), "nothing of it here")
            .why("a condition that nobody checks is kept by those only who would keep it anyway")
            .fix("write the training into the person's record once it is done, or fill the seat anew"),
    )
}

/// Whether somebody took a course or has a skill, however it is capitalised and joined; a course
/// that is only planned is none.
fn has(context: &Context<'_>, person: &Record<Person>, wanted: &str) -> bool {
    let plain = |text: &str| -> String {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words: Vec<String> = words
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect();
        words.join("-")
    };
    let wanted = plain(wanted);
    let trained = person.data.training.iter().any(|course| {
        course.at.is_none_or(|day| day <= context.as_of) && plain(&course.id) == wanted
    });
    trained
        || person
            .data
            .skills
            .iter()
            .any(|skill| plain(skill) == wanted)
}
