//! Seats held for the time being for long, or filled again and again without the vote due.

use super::seats::Seats;
use super::terms::slack_after;
use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Capacity, Chosen, Family, Format, Holder, Record, Role};
use crate::source::At;

const ID: &str = "overstayer";

pub(super) struct Overstayer;

impl Rule for Overstayer {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "somebody acts in a seat for long, or one after another came without the vote that fills it",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("overstayer.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let mut findings = Vec::new();
        for role in governance.roles.values() {
            if governance.actor_in_force(&Actor::Role(role.id.clone()), context.as_of) {
                let seats = Seats::of(role, context.as_of);
                let acting = seats.current.iter();
                let acting = acting.filter_map(|holder| acting_long(context, role, holder));
                let before = findings.len();
                findings.extend(acting);
                if findings.len() == before {
                    findings.extend(unelected(context, role, &seats));
                }
            }
        }
        findings
    }

    /// Other formats do not say how somebody came to a seat.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

fn acting_long(context: &Context<'_>, role: &Record<Role>, holder: &At<Holder>) -> Option<Finding> {
    let since = holder
        .since
        .filter(|_| holder.how == Some(Chosen::Acting))?;
    let limit = census::limits(context).acting;
    if since.plus(limit) >= context.as_of {
        return None;
    }
    // Longer than a term is a breach of the term, which has a finding of its own.
    let term = role
        .data
        .selection
        .as_ref()
        .and_then(|selection| selection.term);
    if term.is_some_and(|term| slack_after(since.plus(term.value)) < context.as_of) {
        return None;
    }
    let name = context.loaded.governance.person_name(&holder.person);
    let message = shared::fitting(
        format!("{name} has been acting as {} since {}", role.name(), *since),
        || {
            format!(
                "`{}` has been acting as `{}` since {}",
                holder.person.value, role.id, *since
            )
        },
    );
    Some(
        Finding::new(ID, Severity::Info, role.place(since.span), message)
            .label(format!("more than {limit} ago"))
            .why("what was meant for the time being becomes the state of things by waiting")
            .fix("fill the seat as `selection` says, or note the day on which that happens")
            .record(role.reference()),
    )
}

/// The last few holders of a seat that a vote fills, none of whom came by one.
fn unelected(context: &Context<'_>, role: &Record<Role>, seats: &Seats<'_>) -> Option<Finding> {
    let governance = &context.loaded.governance;
    let selection = role.data.selection.as_ref()?;
    let method = selection.method.as_ref()?;
    let votes = matches!(
        governance.family(method),
        Some(Family::Majority | Family::Ranked | Family::Score)
    );
    let [current] = seats.current[..] else {
        return None;
    };
    if !votes || seats.max != Some(1) {
        return None;
    }
    let mut holders: Vec<&At<Holder>> = role
        .data
        .holders
        .iter()
        .filter(|holder| holder.capacity == Capacity::Holder)
        .filter(|holder| holder.since.is_some_and(|since| *since <= context.as_of))
        .collect();
    holders.sort_by_key(|holder| holder.since.map(|since| *since));
    let limit = census::limits(context).unelected_in_a_row;
    let last = &holders[holders.len().checked_sub(limit)?..];
    let came_otherwise = |holder: &&&At<Holder>| {
        matches!(
            holder.how,
            Some(Chosen::Appointed | Chosen::CoOpted | Chosen::Acting)
        )
    };
    if last.is_empty()
        || last.iter().filter(came_otherwise).count() < limit
        || !last.iter().any(|holder| holder.person == current.person)
    {
        return None;
    }
    let words = |name: &str| format!("{name} was filled {limit} times in a row without a vote");
    let message = shared::fitting(words(role.name()), || words(&format!("`{}`", role.id)));
    let first = Finding::new(ID, Severity::Info, role.place(method.span), message)
        .label("the vote that fills the seat");
    let finding = last
        .iter()
        .take(shared::MOST_PLACES)
        .fold(first, |finding, holder| {
            let how = holder.how.map_or("", Chosen::word);
            let name = governance.person_name(&holder.person);
            finding.related(role.place(holder.span), format!("{name}: {how}"))
        });
    Some(
        finding
            .why("who is put in for want of candidates has nobody's vote, however well they do")
            .fix("hold the vote, or write down that the seat is filled in another way")
            .record(role.reference()),
    )
}
