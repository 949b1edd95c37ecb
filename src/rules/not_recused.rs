//! Decisions in which somebody took part who had a stake in them.

use std::collections::BTreeSet;

use super::procedure::Procedure;
use super::settled::{people_on, settled, tallied};
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{
    Actor, Date, Decision, DecisionState, DecisionType, Format, Id, Interest, Record,
};
use crate::source::Place;

const ID: &str = "not-recused";

pub(super) struct NotRecused;

impl Rule for NotRecused {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "somebody with a stake in a decision, or whom it is about, took part in it",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("not-recused.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for decision in settled(&context.loaded.governance) {
            findings.extend(look(context, decision));
        }
        findings
    }

    /// No other format keeps decisions.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

fn look(context: &Context<'_>, decision: &Record<Decision>) -> Vec<Finding> {
    let data = &decision.data;
    let (Some(by), Some(decided)) = (&data.by, data.decided) else {
        return Vec::new();
    };
    let Some((people, alone)) = participants(context, decision, *decided) else {
        return Vec::new();
    };
    let recused: BTreeSet<&Id> = data.recused.iter().map(|one| &one.person.value).collect();
    let place = decision.place(by.span);
    let mut findings = Vec::new();
    for person in people.difference(&recused) {
        if let Some((label, words)) = subject(context, decision, person, *decided, alone) {
            findings.push(
                finding(context, decision, person, place, "who is its subject")
                    .label(if alone {
                        "decides alone"
                    } else {
                        "all members voted"
                    })
                    .related(label, words),
            );
        } else if let Some((stake, interest)) = interest(context, decision, person, *decided) {
            findings.push(
                finding(context, decision, person, place, "who has a stake in it")
                    .label(if alone {
                        "decides alone"
                    } else {
                        "all members voted"
                    })
                    .related(stake, format!("the stake: {}", interest.what)),
            );
        }
    }
    findings
}

fn finding(
    context: &Context<'_>,
    decision: &Record<Decision>,
    person: &Id,
    place: Place,
    why: &str,
) -> Finding {
    let name = context.loaded.governance.person_name(person);
    let message = shared::fitting(
        format!("{name}, {why}, took part in {}", decision.name()),
        || format!("{name}, {why}, took part"),
    );
    let message = shared::fitting(message, || format!("`{person}`, {why}, took part"));
    let message = shared::fitting(message, || format!("somebody took part {why}"));
    Finding::new(ID, Severity::Error, place, message)
        .why("nobody is trusted as a judge in their own matter, however fair they are")
        .fix("let those decide again who have no stake; if the person stepped aside, add `recused`")
        .record(decision.reference())
}

/// Who surely took part, and whether one person did alone. None where nobody can tell.
fn participants<'c>(
    context: &Context<'c>,
    decision: &'c Record<Decision>,
    day: Date,
) -> Option<(BTreeSet<&'c Id>, bool)> {
    let governance = &context.loaded.governance;
    let data = &decision.data;
    let by = governance.actor_or_person(data.by.as_ref()?)?;
    let people: BTreeSet<Id> = people_on(governance, &by, day)?
        .into_iter()
        .cloned()
        .collect();
    let known = |people: BTreeSet<Id>| -> BTreeSet<&'c Id> {
        let people = people.into_iter();
        people
            .filter_map(|id| Some(governance.people.get_key_value(&id)?.0))
            .collect()
    };
    if !matches!(by, Actor::Unit(_)) {
        return (people.len() == 1).then(|| (known(people), true));
    }
    let procedure = Procedure::of(governance, data.method.as_ref()?)?;
    // Votes have no names: only where all voted did each of them.
    let [count] = tallied(data, &procedure)[..] else {
        return None;
    };
    let all = u64::try_from(people.len()).ok()?;
    (count.present() == all && count.eligible == Some(all)).then(|| (known(people), false))
}

/// Where it says that a decision is about this very person.
fn subject(
    context: &Context<'_>,
    decision: &Record<Decision>,
    person: &Id,
    day: Date,
    alone: bool,
) -> Option<(Place, String)> {
    let data = &decision.data;
    match data.decision_type {
        // To vote for oneself is no fault; to name oneself is.
        DecisionType::Election if alone && *data.state == DecisionState::Adopted => {
            let mut elects = data.elects.iter();
            let own = elects.find(|election| election.person.value == *person)?;
            Some((
                decision.place(own.person.span),
                "names the one who decides".to_owned(),
            ))
        }
        // Whoever asks to go has no stake in staying.
        DecisionType::Removal if data.proposed.by.value != *person => {
            let governance = &context.loaded.governance;
            data.domains.iter().find_map(|domain| {
                let id = domain.strip_prefix("seats/")?;
                let role = governance.roles.get(id)?;
                let holders = people_on(governance, &Actor::Role(role.id.clone()), day)?;
                (holders.len() == 1 && holders.contains(person))
                    .then(|| (decision.place(domain.span), "about this seat".to_owned()))
            })
        }
        _ => None,
    }
}

/// A stake that the person declared in a matter of the decision.
fn interest<'c>(
    context: &Context<'c>,
    decision: &Record<Decision>,
    person: &Id,
    day: Date,
) -> Option<(Place, &'c Interest)> {
    let record = context.loaded.governance.people.get(person)?;
    let data = &decision.data;
    let domains = data.domains.iter().map(|domain| domain.as_str());
    let about: BTreeSet<&str> = domains
        .chain(data.changes.iter().map(|changed| changed.as_str()))
        .collect();
    let interests = record.data.interests.iter().enumerate();
    let mut interests = interests.filter(|(_, one)| one.since.is_none_or(|since| since <= day));
    let (number, interest) = interests.find(|(_, one)| {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_');
        let mut words = one.what.split(|c: char| !is_word(c));
        about.contains(one.what.trim()) || words.any(|word| is_name(word) && about.contains(word))
    })?;
    let fields = shared::Fields::of(context, record);
    let item = fields
        .value(&["interests"])
        .and_then(|list| list.items().get(number));
    let place = item.map_or_else(|| record.head_place(), |item| fields.place(item.span));
    Some((place, interest))
}

/// Whether a word is surely a name of the vocabulary and not one of ordinary speech.
fn is_name(word: &str) -> bool {
    word.contains(['/', '-'])
}
