//! What several rules ask of records.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use super::seats::Seats;
use crate::diag::{Finding, Label};
use crate::model::{
    Actor, Date, Envelope, Governance, Id, Kind, MembershipRule, Record, Right, Role, Status, Voice,
};
use crate::power::{Act, Origin, Power};
use crate::source::{Node, Place, SourceId, Span, Value, parse_yaml};

/// What is added to a remedy that gives or takes a right: it is for people to write.
pub(super) const MOVES_POWER: &str = "(changes power)";

/// How many places besides the first a finding shows.
pub(super) const MOST_PLACES: usize = 20;

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

/// When a record came into force: as it says, or by the decision that it names.
pub(super) fn begun(governance: &Governance, envelope: &Envelope) -> Option<Date> {
    envelope.since.map(|since| *since).or_else(|| {
        let decision = governance
            .decisions
            .get(&envelope.decision.as_ref()?.value)?;
        let data = &decision.data;
        data.effective.or(data.decided.map(|decided| *decided))
    })
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

/// `1 person`, `2 people`.
pub(super) fn people(count: u64) -> String {
    match count {
        1 => "1 person".to_owned(),
        _ => format!("{count} people"),
    }
}

/// Shows another place at which the same is wrong, as long as there are not too many.
pub(super) fn and_here(finding: &mut Finding, place: Place) {
    if finding.related.len() < MOST_PLACES {
        finding.related.push(Label {
            place,
            text: "and here".to_owned(),
        });
    }
}

/// Where the fields of one native record stand. The model keeps the places of values and not of
/// keys, so the record is parsed again.
pub(super) struct Fields {
    root: Option<Node>,
    source: SourceId,
    start: usize,
}

impl Fields {
    pub(super) fn of<T>(context: &Context<'_>, record: &Record<T>) -> Self {
        let text = context.loaded.sources.get(record.source);
        Fields {
            root: parse_yaml(text.slice(record.span)).root,
            source: record.source,
            start: record.span.start,
        }
    }

    /// The place of a field: of an empty list the brackets, else the key.
    pub(super) fn at(&self, path: &[&str]) -> Option<Place> {
        let mut node = self.root.as_ref()?;
        let mut span = None;
        for name in path {
            let (key, value) = node.entry(name)?;
            let is_empty = matches!(&value.value, Value::List(items) if items.is_empty());
            span = Some(if is_empty { value.span } else { key.span });
            node = value;
        }
        span.map(|span| self.place(span))
    }

    /// What a field holds.
    pub(super) fn value(&self, path: &[&str]) -> Option<&Node> {
        let mut node = self.root.as_ref()?;
        for name in path {
            node = node.get(name)?;
        }
        Some(node)
    }

    /// The place of what a field holds.
    pub(super) fn value_at(&self, path: &[&str]) -> Option<Place> {
        self.value(path).map(|node| self.place(node.span))
    }

    /// The place in the file of a span in the record.
    pub(super) fn place(&self, span: Span) -> Place {
        Place {
            source: self.source,
            span: span.shifted(self.start),
        }
    }
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

/// The place that stands for an actor; where its record is gone, that of the organisation, or of
/// the first unit that there is.
pub(super) fn head_of(governance: &Governance, actor: &Actor) -> Option<Place> {
    let own = match actor {
        Actor::Unit(id) => governance.units.get(id).map(Record::head_place),
        Actor::Role(id) => governance.roles.get(id).map(Record::head_place),
        Actor::Person(id) => governance.people.get(id).map(Record::head_place),
    };
    let org = || governance.org.as_ref().map(Record::head_place);
    let first = || governance.units.values().next().map(Record::head_place);
    own.or_else(org).or_else(first)
}

/// The roles that are only the pattern of others: named as their `template`, held by nobody.
pub(super) fn patterns(governance: &Governance) -> BTreeSet<&Id> {
    let roles = governance.roles.values();
    let templates = roles.filter_map(|role| role.data.template.as_ref());
    templates
        .filter_map(|template| governance.roles.get(&template.value))
        .filter(|template| template.data.holders.is_empty())
        .map(|template| &template.id)
        .collect()
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

/// The powers to decide, alone or with others, that records give.
pub(super) fn given<'c>(context: &Context<'c>) -> impl Iterator<Item = &'c Power> {
    context.powers.all.iter().filter(|power| {
        matches!(power.key.right, Right::Decide | Right::Joint)
            && power.key.act != Act::Remove
            && power.origin == Origin::Declared
    })
}

/// The powers of some right that records give.
pub(super) fn given_of<'c>(context: &Context<'c>, right: Right) -> impl Iterator<Item = &'c Power> {
    let all = context.powers.all.iter();
    all.filter(move |power| power.key.right == right && power.origin == Origin::Declared)
}

/// By unit: how many seats of its roles, and of roles that speak for others in it with a vote, are
/// empty. Each of them is told of by itself.
pub(super) fn vacancies<'c>(context: &Context<'c>) -> BTreeMap<&'c Id, usize> {
    let governance = &context.loaded.governance;
    let patterns = patterns(governance);
    let mut vacancies: BTreeMap<&Id, usize> = BTreeMap::new();
    for role in governance.roles.values() {
        let empty = vacant(context, role, &patterns);
        for unit in units_of(role) {
            let all = vacancies.entry(unit).or_default();
            *all = all.saturating_add(empty);
        }
    }
    vacancies
}

/// How many seats of a role are empty, where it is in force, no pattern of others, and nobody
/// stands in.
pub(super) fn vacant(
    context: &Context<'_>,
    role: &Record<Role>,
    patterns: &BTreeSet<&Id>,
) -> usize {
    let governance = &context.loaded.governance;
    let in_force = governance.actor_in_force(&Actor::Role(role.id.clone()), context.as_of);
    let has_deputy = !context.powers.roster.deputies(&role.id).is_empty();
    if !in_force || has_deputy || patterns.contains(&role.id) {
        return 0;
    }
    let seats = Seats::of(role, context.as_of);
    let least = usize::try_from(seats.min).unwrap_or(usize::MAX);
    least.saturating_sub(seats.current.len())
}

/// The units to which the holders of a role belong by it: its own, and the one in which it speaks
/// for that with a vote.
pub(super) fn units_of(role: &Record<Role>) -> impl Iterator<Item = &Id> {
    let link = role.data.represents.as_ref();
    let other = link.filter(|link| link.voice == Voice::Member);
    std::iter::once(&role.data.unit.value).chain(other.map(|link| &link.unit.value))
}

/// Whether a file announces a record of one of the kinds that give or hold power, and could not be
/// read. What it would have said is then unknown, and its fault has a finding of its own.
pub(super) fn has_gap(governance: &Governance) -> bool {
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
    fn one_is_a_person_and_more_are_people() {
        assert_eq!(
            [people(0), people(1), people(2)].join(", "),
            "0 people, 1 person, 2 people"
        );
        assert_eq!(
            [counted(1, "seat"), counted(2, "seat")],
            ["1 seat", "2 seats"]
        );
    }

    #[test]
    fn names_give_way_to_ids_where_they_are_too_long() {
        assert_eq!(fitting("a".repeat(72), || "b".to_owned()), "a".repeat(72));
        assert_eq!(fitting("ü".repeat(73), || "b".to_owned()), "b");
    }
}
