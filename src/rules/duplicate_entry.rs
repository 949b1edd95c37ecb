//! Lists that name the same twice, and seats given to two people at a time.

use std::collections::BTreeMap;

use super::seats::{Seats, is_reversed};
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{
    Capacity, Chosen, Date, Format, Holder, Id, Mandate, Member, Record, RecordData, Role, Unit,
};
use crate::source::{At, Span, Splice, is_repeated, remove_uncommented};

const ID: &str = "duplicate-entry";

pub(super) struct DuplicateEntry;

impl Rule for DuplicateEntry {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a list names the same twice, or one seat is given to two people at a time",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("duplicate-entry.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let mut findings = Vec::new();
        for unit in live(context, &governance.units) {
            findings.extend(members(context, unit));
        }
        for role in live(context, &governance.roles) {
            findings.extend(holders(context, role));
            findings.extend(two_at_once(context, role));
        }
        if governance.format == Format::Native {
            names(context, &mut findings);
        }
        findings
    }
}

/// The days of an entry.
type Days = (Option<Date>, Option<Date>);

/// Whether two entries hold on a day in common that is not over. A day on which one hands over to
/// the other is none.
fn overlap(one: Days, other: Days, on: Date) -> bool {
    let before = |(_, until): Days, (since, _): Days| match (until, since) {
        (Some(until), Some(since)) => until <= since,
        _ => false,
    };
    let is_past = |(_, until): Days| until.is_some_and(|until| until < on);
    !before(one, other) && !before(other, one) && !is_past(one) && !is_past(other)
}

fn days(since: Option<At<Date>>, until: Option<At<Date>>) -> Days {
    (since.map(|day| day.value), until.map(|day| day.value))
}

/// An entry, and those that say the same again.
type Again<'e, E> = (&'e E, Vec<&'e E>);

/// Every entry that others repeat.
fn again<'e, E, K: Ord>(
    entries: impl Iterator<Item = &'e E>,
    key: impl Fn(&'e E) -> K,
    clash: impl Fn(&'e E, &'e E) -> bool,
) -> Vec<Again<'e, E>> {
    let mut known: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    let mut all: Vec<Again<'e, E>> = Vec::new();
    for entry in entries {
        let others = known.entry(key(entry)).or_default();
        match others.iter().find(|other| clash(all[**other].0, entry)) {
            Some(other) => all[*other].1.push(entry),
            None => {
                others.push(all.len());
                all.push((entry, Vec::new()));
            }
        }
    }
    all.retain(|(_, again)| !again.is_empty());
    all
}

fn told<T: RecordData>(
    context: &Context<'_>,
    record: &Record<T>,
    message: String,
    first: Span,
    again: &[Span],
    why: &str,
    fix: &str,
) -> Finding {
    let second = again.first().copied().unwrap_or(first);
    let mut finding = Finding::new(ID, Severity::Error, record.place(second), message)
        .label("again here")
        .related(record.place(first), "here already");
    for span in again.iter().take(shared::MOST_PLACES).skip(1) {
        finding = finding.related(record.place(*span), "and here");
    }
    let splice = repeats(context, record, first, again);
    let finding = finding.mended_by(splice);
    finding.why(why).fix(fix).record(record.reference())
}

/// Takes the further mentions out, where each of them says no more and no less than the first. In
/// other formats a list may be kept by a program that has its own mind about it.
fn repeats<T: RecordData>(
    context: &Context<'_>,
    record: &Record<T>,
    first: Span,
    again: &[Span],
) -> Option<Splice> {
    if context.loaded.governance.format != Format::Native {
        return None;
    }
    let source = context.loaded.sources.get(record.place(first).source);
    let is_same = |span: &Span| is_repeated(source, first, *span);
    let same = again.iter().all(is_same);
    same.then(|| remove_uncommented(source, again))?
}

fn members(context: &Context<'_>, unit: &Record<Unit>) -> Vec<Finding> {
    let listed = unit
        .data
        .members
        .iter()
        .filter(|member| member.through.is_none());
    let clash = |one: &At<Member>, other: &At<Member>| {
        overlap(
            days(one.since, one.until),
            days(other.since, other.until),
            context.as_of,
        )
    };
    let pairs = again(listed, |member| &member.person.value, clash);
    let tell = |(first, again): Again<'_, At<Member>>| {
        let second = again[0];
        let name = context.loaded.governance.person_name(&second.person);
        let message = shared::fitting(
            format!("{name} is listed twice as a member of {}", unit.name()),
            || {
                format!(
                    "`{}` is twice a member of `{}`",
                    second.person.value, unit.id
                )
            },
        );
        let why = "who is counted twice votes twice, or makes a quorum that is not there";
        told(
            context,
            unit,
            message,
            first.span,
            &spans(&again),
            why,
            "take one of the two entries out",
        )
    };
    pairs.into_iter().map(tell).collect()
}

fn spans<T>(entries: &[&At<T>]) -> Vec<Span> {
    entries.iter().map(|entry| entry.span).collect()
}

/// Somebody twice in a role at a time: in the same part of it, or as deputy of themselves.
fn holders(context: &Context<'_>, role: &Record<Role>) -> Vec<Finding> {
    let seated = role.data.holders.iter().filter(|holder| {
        let sits = matches!(holder.capacity, Capacity::Holder | Capacity::Deputy);
        sits && !is_reversed(holder)
    });
    let clash = |one: &At<Holder>, other: &At<Holder>| {
        let parts = one.capacity == other.capacity && one.focus != other.focus;
        let now = (days(one.since, one.until), days(other.since, other.until));
        !parts && overlap(now.0, now.1, context.as_of)
    };
    let tell = |(first, again): Again<'_, At<Holder>>| {
        let second = again[0];
        let name = context.loaded.governance.person_name(&second.person);
        let stands_in = first.capacity != second.capacity;
        let (words, fix) = if stands_in {
            ("holder and deputy of", "let somebody else be the deputy")
        } else {
            (
                "listed twice as",
                "take one entry out, or give each a `focus` of its own",
            )
        };
        let message = shared::fitting(format!("{name} is {words} {}", role.name()), || {
            format!("`{}` is {words} `{}`", second.person.value, role.id)
        });
        let why = "one person in two seats of a role hides that the other seat is empty";
        told(context, role, message, first.span, &spans(&again), why, fix)
    };
    let pairs = again(seated, |holder| &holder.person.value, clash);
    pairs.into_iter().map(tell).collect()
}

/// Two people who are to fill a role's only seat on days to come. Too many today are told of with
/// the seats.
fn two_at_once(context: &Context<'_>, role: &Record<Role>) -> Option<Finding> {
    let on = context.as_of;
    if Seats::of(role, on).max != Some(1) {
        return None;
    }
    let mut terms: Vec<&At<Holder>> = role.data.holders.iter().collect();
    terms.retain(|holder| {
        holder.capacity == Capacity::Holder
            && holder.how != Some(Chosen::Acting)
            && holder.until.is_none_or(|until| *until >= on)
            && !is_reversed(holder)
    });
    terms.sort_by_key(|holder| holder.since.map(|since| *since));
    let pair = terms.windows(2).find(|pair| {
        let (one, other) = (pair[0], pair[1]);
        let apart = one.person != other.person && !(one.holds(on) && other.holds(on));
        // Whoever sits without an end leaves when the next one comes.
        apart
            && one.until.is_some()
            && overlap(
                days(one.since, one.until),
                days(other.since, other.until),
                on,
            )
    })?;
    let people = &context.loaded.governance;
    let (one, other) = (
        people.person_name(&pair[0].person),
        people.person_name(&pair[1].person),
    );
    let message = shared::fitting(
        format!("the terms of {one} and {other} as {} overlap", role.name()),
        || format!("two terms in the only seat of `{}` overlap", role.id),
    );
    let why = "for as long as two people have one seat, each can say that the other had it";
    let fix = "let the first term end before the second begins";
    let finding = Finding::new(ID, Severity::Error, role.place(pair[1].span), message)
        .label("begins before the other ends")
        .related(role.place(pair[0].span), "the term before");
    Some(finding.why(why).fix(fix).record(role.reference()))
}

/// The records of one kind that are neither drafts nor over.
fn live<'c, T>(
    context: &Context<'_>,
    records: &'c BTreeMap<Id, Record<T>>,
) -> impl Iterator<Item = &'c Record<T>> {
    let on = context.as_of;
    records
        .values()
        .filter(move |record| shared::is_live(&record.envelope, on))
}

/// Names that stand twice in one list of references.
fn names(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let governance = &context.loaded.governance;
    for unit in live(context, &governance.units) {
        let data = &unit.data;
        let mut lists = mandate(&data.mandate);
        lists.push(("stakeholders", ids(&data.stakeholders)));
        if let Some(membership) = &data.membership {
            lists.push(("of", ids(&membership.of)));
            let doors = [("admit", &membership.admit), ("remove", &membership.remove)];
            for (name, door) in doors {
                let by = door.as_ref().map(|door| door.by.0.as_slice());
                lists.push((name, ids(by.unwrap_or_default())));
            }
        }
        findings.extend(twice(context, unit, lists));
    }
    for role in live(context, &governance.roles) {
        let data = &role.data;
        let mut lists = mandate(&data.mandate);
        lists.push(("incompatible", ids(&data.incompatible)));
        lists.push(("requires", ids(&data.requires)));
        let by = data
            .selection
            .as_ref()
            .and_then(|selection| selection.by.as_ref());
        lists.push(("selection", ids(by.map_or(&[][..], |by| by.0.as_slice()))));
        let by = data.removal.as_ref().map(|removal| removal.by.0.as_slice());
        lists.push(("removal", ids(by.unwrap_or_default())));
        findings.extend(twice(context, role, lists));
    }
    for policy in live(context, &governance.policies) {
        let data = &policy.data;
        let domains = data
            .domains
            .iter()
            .map(|slug| (slug.to_string(), slug.span))
            .collect();
        let lists = vec![("domains", domains), ("applies_to", ids(&data.applies_to))];
        findings.extend(twice(context, policy, lists));
    }
    for agreement in live(context, &governance.agreements) {
        let parties = agreement.data.parties.iter();
        let parties = parties
            .map(|party| (party.actor.to_string(), party.span))
            .collect();
        findings.extend(twice(context, agreement, vec![("parties", parties)]));
    }
    for decision in live(context, &governance.decisions) {
        let data = &decision.data;
        let domains = data
            .domains
            .iter()
            .map(|slug| (slug.to_string(), slug.span))
            .collect();
        let lists = vec![
            ("domains", domains),
            ("sponsors", ids(&data.proposed.sponsors)),
            ("consulted", ids(&data.consulted)),
        ];
        findings.extend(twice(context, decision, lists));
    }
}

/// The names of one list, each with its place.
type Names = Vec<(String, Span)>;

fn ids(ids: &[At<Id>]) -> Names {
    ids.iter().map(|id| (id.to_string(), id.span)).collect()
}

fn mandate(mandate: &Mandate) -> Vec<(&'static str, Names)> {
    let domains = mandate
        .domains
        .iter()
        .map(|slug| (slug.to_string(), slug.span))
        .collect();
    let mut lists = vec![
        ("serves", ids(&mandate.serves)),
        ("domains", domains),
        ("depends_on", ids(&mandate.depends_on)),
    ];
    for power in &mandate.powers {
        lists.push(("with", ids(&power.with)));
        lists.push(("consult", ids(&power.consult)));
    }
    lists
}

fn twice<T: RecordData>(
    context: &Context<'_>,
    record: &Record<T>,
    lists: Vec<(&str, Names)>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (field, names) in lists {
        for ((name, first), others) in again(names.iter(), |(name, _)| name, |_, _| true) {
            let times = match others.len() {
                1 => "twice".to_owned(),
                more => format!("{} times", more + 1),
            };
            let message = shared::fitting(
                format!("`{field}` of `{}` names `{name}` {times}", record.id),
                || format!("`{field}` names `{name}` {times}"),
            );
            let why = "a name written twice stands where another was meant, or is left behind";
            let fix = "leave it there once, or write the name that was meant";
            let others: Vec<Span> = others.into_iter().map(|(_, span)| *span).collect();
            let mut finding = told(context, record, message, *first, &others, why, fix);
            finding.severity = Severity::Warning;
            findings.push(finding);
        }
    }
    findings
}
