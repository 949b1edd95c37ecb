//! Records in force that name a unit or role that is not.

use std::collections::{BTreeMap, BTreeSet};

use super::ID;
use crate::diag::{Finding, Severity};
use crate::model::{Actor, Governance, Id, Kind, Record, Wants, references};
use crate::rules::bodies::ended;
use crate::rules::{Context, shared};
use crate::source::Place;

/// One finding for each pair of a record and what it names.
pub(super) fn named(context: &Context<'_>) -> Vec<Finding> {
    let governance = &context.loaded.governance;
    let over = over(context);
    if over.is_empty() {
        return Vec::new();
    }
    let live = live(context);
    let harmless = harmless(context);
    let mut findings: Vec<Finding> = Vec::new();
    let mut said: BTreeMap<(String, &Id), usize> = BTreeMap::new();
    for reference in references(governance) {
        let Some(actor) = meant(governance, &reference.id, reference.wants) else {
            continue;
        };
        let Some((id, words)) = over
            .get_key_value(actor.id())
            .filter(|_| live.contains(&reference.from) && !harmless.contains(&reference.place))
        else {
            continue;
        };
        if !words.0.contains(&actor.kind()) {
            continue;
        }
        let key = (reference.from.clone(), *id);
        if let Some(index) = said.get(&key) {
            shared::and_here(&mut findings[*index], reference.place);
            continue;
        }
        said.insert(key, findings.len());
        findings.push(names(
            context,
            &reference.from,
            reference.place,
            &actor,
            &words.1,
        ));
    }
    findings
}

fn names(context: &Context<'_>, from: &str, place: Place, actor: &Actor, words: &str) -> Finding {
    let id = from.split_once('/').map_or(from, |(_, id)| id);
    let governance = &context.loaded.governance;
    let is_at = |at: Option<Place>| at == Some(place);
    let role = governance
        .roles
        .get(id)
        .filter(|role| role.reference() == from);
    let unit = governance
        .units
        .get(id)
        .filter(|unit| unit.reference() == from);
    let home = role.map(|role| role.place(role.data.unit.span));
    let parent = unit.and_then(|unit| Some(unit.place(unit.data.parent.as_ref()?.span)));
    let policy = governance
        .policies
        .get(id)
        .filter(|policy| policy.reference() == from);
    let adopter = policy.map(|policy| policy.place(policy.data.adopted_by.span));
    let (severity, verb, fix) = if is_at(home) {
        let fix = "move the role to a unit that is in force, or retire it too";
        (Severity::Error, "belongs to", fix)
    } else if is_at(parent) {
        let fix = "let it answer to the unit that took over, or retire it too";
        (Severity::Error, "answers to", fix)
    } else if is_at(adopter) {
        let fix = "name an `owner` that is in force, or adopt it anew";
        (Severity::Warning, "was adopted by", fix)
    } else {
        let fix = "name whoever took over, or take the name out";
        let severity = if from.starts_with("org/") {
            Severity::Error
        } else {
            Severity::Warning
        };
        (severity, "names", fix)
    };
    let verb = if from.starts_with("org/") {
        "the organisation names".to_owned()
    } else {
        format!("`{id}` {verb}")
    };
    let message = shared::fitting(format!("{verb} `{actor}`, which is {words}"), || {
        format!("{verb} a {} that is {words}", actor.kind())
    });
    let finding = Finding::new(ID, severity, place, message)
        .label(words)
        .why("what is left to a body that is over is left to nobody, or to whoever answers first")
        .fix(format!("{fix} {}", shared::MOVES_POWER))
        .record(from);
    let ended = match actor {
        Actor::Unit(id) => governance.units.get(id).map(Record::head_place),
        Actor::Role(id) => governance.roles.get(id).map(Record::head_place),
        Actor::Person(_) => None,
    };
    match ended {
        Some(place) => finding.related(place, format!("this {}", actor.kind())),
        None => finding,
    }
}

/// The ended units and roles by id, with the kinds that have ended and since when.
fn over<'c>(context: &Context<'c>) -> BTreeMap<&'c Id, (Vec<Kind>, String)> {
    let governance = &context.loaded.governance;
    let mut over: BTreeMap<&Id, (Vec<Kind>, String)> = BTreeMap::new();
    let units = governance.units.values();
    let units = units.map(|unit| (Kind::Unit, &unit.id, &unit.envelope));
    let roles = governance.roles.values();
    let roles = roles.map(|role| (Kind::Role, &role.id, &role.envelope));
    for (kind, id, envelope) in units.chain(roles) {
        if let Some(words) = ended(envelope, context.as_of) {
            over.entry(id).or_insert((Vec::new(), words)).0.push(kind);
        }
    }
    over
}

/// The records whose words count today, by `kind/id`. Agreements, and decisions once they are
/// taken, speak of their own day.
fn live(context: &Context<'_>) -> BTreeSet<String> {
    let governance = &context.loaded.governance;
    let mut live: BTreeSet<String> = BTreeSet::new();
    macro_rules! add {
        ($records:expr) => {
            let records = $records.filter(|r| shared::is_live(&r.envelope, context.as_of));
            live.extend(records.map(|record| record.reference()));
        };
    }
    add!(governance.org.iter());
    add!(governance.units.values());
    add!(governance.roles.values());
    add!(governance.methods.values());
    add!(governance.policies.values());
    let pending = governance.decisions.values();
    add!(pending.filter(|decision| decision.data.state.is_pending()));
    live
}

/// Where an ended unit or role may be named: what it excluded, whose pattern it was, and what it
/// adopted if somebody else keeps that now.
fn harmless(context: &Context<'_>) -> BTreeSet<Place> {
    let governance = &context.loaded.governance;
    let mut places = BTreeSet::new();
    for role in governance.roles.values() {
        let ids = role.data.incompatible.iter().chain(&role.data.template);
        places.extend(ids.map(|id| role.place(id.span)));
    }
    for policy in governance.policies.values() {
        if policy.data.owner.is_some() || policy.data.amend.is_some() {
            places.insert(policy.place(policy.data.adopted_by.span));
        }
    }
    places
}

/// The unit or role that a reference leads to.
fn meant(governance: &Governance, id: &str, wants: Wants) -> Option<Actor> {
    let unit = |id: &str| {
        governance
            .units
            .get_key_value(id)
            .map(|(id, _)| Actor::Unit(id.clone()))
    };
    let role = |id: &str| {
        governance
            .roles
            .get_key_value(id)
            .map(|(id, _)| Actor::Role(id.clone()))
    };
    match wants {
        Wants::One(Kind::Unit) => unit(id),
        Wants::One(Kind::Role) => role(id),
        Wants::Actor | Wants::ActorOrPerson | Wants::Changer | Wants::MethodOrActor => {
            governance.actor(id)
        }
        Wants::Object => match id.split_once('/') {
            Some(("seats", id)) => role(id).or_else(|| unit(id)),
            Some(("membership" | "structure" | "rules", id)) => unit(id),
            _ => governance.actor(id).filter(|_| {
                governance
                    .org
                    .as_ref()
                    .is_none_or(|org| !org.data.domains.contains_key(id))
            }),
        },
        _ => None,
    }
}
