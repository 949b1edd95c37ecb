//! What several rules ask of records.

use std::collections::BTreeSet;

use super::Context;
use crate::diag::Finding;
use crate::model::{Actor, Date, Envelope, Governance, Id, MembershipRule, Record, Role, Status};
use crate::source::{Node, Place, SourceId, Span, Value, parse_yaml};

/// What is added to a remedy that gives or takes a right: it is for people to write.
pub(super) const MOVES_POWER: &str = "(changes power: not applied by --fix)";

/// The longest message, in characters, that is not cut or put in other words.
pub(super) const LONGEST_MESSAGE: usize = 72;

/// What loading found under the id of a rule, with the reason that the rule gives.
pub(super) fn from_loader(context: &Context<'_>, id: &str, why: &str) -> Vec<Finding> {
    let found = context.loaded.findings.iter();
    found
        .filter(|finding| finding.rule == id)
        .cloned()
        .map(|mut finding| {
            finding.why.get_or_insert_with(|| why.to_owned());
            finding
        })
        .collect()
}

/// Whether a record is neither a draft nor over: in force now, suspended, or about to begin.
pub(super) fn is_live(envelope: &Envelope, on: Date) -> bool {
    matches!(envelope.status, Status::Active | Status::Suspended)
        && envelope.until.is_none_or(|until| *until >= on)
}

/// The message with names if it is short enough, else the one with ids.
pub(super) fn fitting(with_names: String, with_ids: impl FnOnce() -> String) -> String {
    if with_names.chars().count() <= LONGEST_MESSAGE {
        with_names
    } else {
        with_ids()
    }
}

/// `a`, `a and b`, `a, b and 3 more`.
pub(super) fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [one, two, rest @ ..] => format!("{one}, {two} and {} more", rest.len()),
    }
}

/// `1 member`, `2 members`.
pub(super) fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}

/// Where a field of a native record stands: its value if that is short and there, else its key.
/// The model keeps the places of values, not of keys, so the record is parsed again.
pub(super) fn field(
    context: &Context<'_>,
    source: SourceId,
    record: Span,
    path: &[&str],
) -> Option<Place> {
    let text = context.loaded.sources.get(source).slice(record);
    let mut node = parse_yaml(text).root?;
    let mut found = None;
    for name in path {
        let index = node
            .entries()
            .iter()
            .position(|(key, _)| key.name == *name)?;
        let Value::Map(mut entries) = node.value else {
            return None;
        };
        let (key, value) = entries.swap_remove(index);
        found = Some(if is_empty(&value) {
            value.span
        } else {
            key.span
        });
        node = value;
    }
    found.map(|span| Place {
        source,
        span: span.shifted(record.start),
    })
}

fn is_empty(node: &Node) -> bool {
    matches!(&node.value, Value::List(items) if items.is_empty())
}

/// Whether the people behind an actor are listed somewhere else than in the records, so that an
/// empty list says nothing.
pub(super) fn people_elsewhere(governance: &Governance, actor: &Actor) -> bool {
    match actor {
        Actor::Unit(id) => governance.units.get(id).is_some_and(|unit| {
            unit.data.membership.as_ref().is_some_and(|membership| {
                let many = matches!(
                    membership.rule,
                    MembershipRule::Open | MembershipRule::Shares | MembershipRule::Tokens
                );
                membership.source.is_some()
                    || membership.count.is_some_and(|count| count > 0)
                    || (many && unit.data.members.is_empty())
            })
        }),
        Actor::Role(id) => governance
            .roles
            .get(id)
            .is_some_and(|role| role.data.source.is_some()),
        Actor::Person(_) => false,
    }
}

/// Whether a role is only the pattern of others: named as their `template`, held by nobody.
pub(super) fn is_pattern(governance: &Governance, role: &Record<Role>) -> bool {
    let named = |other: &Record<Role>| {
        let template = other.data.template.as_ref();
        template.is_some_and(|template| template.value == role.id)
    };
    role.data.holders.is_empty() && governance.roles.values().any(named)
}

/// Who decides in place of an actor that cannot, and the line that makes it so: the unit of a role,
/// the units above, and at last the residual decider.
pub(super) fn answers_for(context: &Context<'_>, actor: &Actor) -> Option<(Actor, Place)> {
    let governance = &context.loaded.governance;
    let able = |other: &Actor| {
        other != actor
            && (!context.powers.roster.people(other).is_empty()
                || people_elsewhere(governance, other))
    };
    let mut seen: BTreeSet<Id> = BTreeSet::new();
    let mut unit: Option<(Id, Place)> = match actor {
        Actor::Role(id) => governance.roles.get(id).map(|role| {
            let unit = &role.data.unit;
            (unit.value.clone(), role.place(unit.span))
        }),
        Actor::Unit(id) => parent(governance, id),
        Actor::Person(_) => None,
    };
    while let Some((id, place)) = unit {
        let next = Actor::Unit(id.clone());
        if able(&next) {
            return Some((next, place));
        }
        if !seen.insert(id.clone()) {
            break;
        }
        unit = parent(governance, &id);
    }
    let org = governance.org.as_ref()?;
    let residual = governance.actor_or_person(&org.data.residual)?;
    able(&residual).then(|| (residual, org.place(org.data.residual.span)))
}

fn parent(governance: &Governance, unit: &str) -> Option<(Id, Place)> {
    let record = governance.units.get(unit)?;
    let parent = record.data.parent.as_ref()?;
    Some((parent.value.clone(), record.place(parent.span)))
}

/// Whether a file announces a record of one of the kinds that give or hold power, and could not be
/// read. What it would have said is then unknown, and its fault has a finding of its own.
pub(super) fn has_gap(governance: &Governance) -> bool {
    use crate::model::Kind;
    let gives_power = |kind: &Kind| matches!(kind, Kind::Unit | Kind::Role | Kind::Policy);
    governance.unread.iter().any(|(kind, _)| gives_power(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_stay_short() {
        let words =
            |words: &[&str]| listed(&words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&["a"]), "a");
        assert_eq!(words(&["a", "b"]), "a and b");
        assert_eq!(words(&["a", "b", "c", "d"]), "a, b and 2 more");
    }

    #[test]
    fn names_give_way_to_ids_where_they_are_too_long() {
        assert_eq!(fitting("a".repeat(72), || "b".to_owned()), "a".repeat(72));
        assert_eq!(fitting("ü".repeat(73), || "b".to_owned()), "b");
    }
}
