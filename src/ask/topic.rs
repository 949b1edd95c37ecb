//! Topics by whatever people call them: a domain, a reserved object, a record's id or name, words.

use std::collections::BTreeSet;

use crate::diag::nearest;
use crate::model::{Actor, Envelope, Id, Kind, Mandate, Object, Right, Slug};

use super::Records;
use super::who::{KINDS, objects_of};

/// How many topics are told where none was meant exactly.
const MOST: usize = 5;
/// With so many records of one name none of them is meant.
const MANY: usize = 5;

/// What a text stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// These objects; and what else is called so, with its kind.
    Objects(Vec<String>, Vec<(Kind, Id)>),
    /// A person.
    Person(Id),
    /// None; the nearest topics, best first, and the spelling that was perhaps meant.
    Near(Vec<Topic>, Option<String>),
}

/// A topic that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// A domain.
    Domain(String),
    /// A unit or role.
    Actor(Actor),
    /// A policy.
    Policy(Id),
}

impl Topic {
    /// What to ask for to get it.
    pub fn word(&self) -> &str {
        match self {
            Topic::Domain(slug) => slug,
            Topic::Actor(actor) => actor.id(),
            Topic::Policy(id) => id,
        }
    }
}

/// Whether a record names this object, or it is reserved for one that exists.
pub(super) fn is_known(records: &Records<'_>, object: &str) -> bool {
    let governance = records.governance;
    let in_vocabulary = || {
        let org = governance.org.as_ref();
        org.is_some_and(|org| org.data.domains.contains_key(object))
    };
    let reserved = || match object.split_once('/') {
        Some(("seats", id)) => governance.roles.contains_key(id),
        Some(("membership" | "structure", id)) => governance.units.contains_key(id),
        Some(("rules", id)) => {
            id == "organisation"
                || governance.units.contains_key(id)
                || governance.policies.contains_key(id)
        }
        _ => object == "residual",
    };
    in_vocabulary() || reserved() || records.powers.over(object).next().is_some()
}

/// What `text` stands for.
pub fn find_topics(records: &Records<'_>, text: &str) -> Found {
    let governance = records.governance;
    let text = text.trim().trim_matches('/');
    let mut objects: Vec<String> = Vec::new();
    let is_actor = governance.actor(text).is_some();
    if is_known(records, text) && (!is_actor || is_domain(records, text)) {
        objects.push(text.to_owned());
    }
    let named: Vec<(Kind, Id)> = named(records, text);
    if !objects.is_empty() {
        return Found::Objects(objects, named);
    }
    let mut add = |object: String| {
        if !objects.contains(&object) {
            objects.push(object);
        }
    };
    if named.len() <= MANY {
        for (kind, id) in named {
            match kind {
                Kind::Unit => objects_of(records, &Actor::Unit(id))
                    .into_iter()
                    .for_each(&mut add),
                Kind::Role => objects_of(records, &Actor::Role(id))
                    .into_iter()
                    .for_each(&mut add),
                _ => add(format!("rules/{id}")),
            }
        }
    }
    if !objects.is_empty() {
        return Found::Objects(objects, Vec::new());
    }
    if let Ok(person) = super::find_person(records, text) {
        return Found::Person(person);
    }
    // A word that no record names, inside of a domain that one does.
    let outer = super::around(text).skip(1);
    let inside = text.contains('/') && outer.into_iter().any(|at| is_domain(records, at));
    let spelling = spelling(records, text);
    let depth = |text: &str| text.matches('/').count();
    let misspelt = spelling
        .as_deref()
        .is_some_and(|near| depth(near) == depth(text));
    if inside && !misspelt {
        return Found::Objects(vec![text.to_owned()], Vec::new());
    }
    Found::Near(search(records, text), spelling)
}

fn is_domain(records: &Records<'_>, object: &str) -> bool {
    let org = records.governance.org.as_ref();
    org.is_some_and(|org| org.data.domains.contains_key(object))
        || records.powers.over(object).any(|power| {
            let right = power.key.right;
            matches!(right, Right::Decide | Right::Joint)
        })
}

/// The units, roles and policies of this id, alias or name; `unit/x` and `roles/x` tell the kind.
fn named(records: &Records<'_>, text: &str) -> Vec<(Kind, Id)> {
    let governance = records.governance;
    let (kinds, text) = match text.split_once('/') {
        Some((kind, id)) => {
            let of = |known: &Kind| kind == known.word() || kind == format!("{}s", known.word());
            let policies = kind == "policies";
            let kind = KINDS
                .into_iter()
                .find(|known| of(known) || (policies && *known == Kind::Policy));
            match kind {
                Some(kind) => (vec![kind], id),
                None => return Vec::new(),
            }
        }
        None => (KINDS.to_vec(), text),
    };
    let wanted = text.to_lowercase();
    let is = |id: &Id, envelope: &Envelope| {
        id.to_lowercase() == wanted
            || envelope.name.to_lowercase() == wanted
            || envelope
                .aliases
                .iter()
                .any(|alias| alias.to_lowercase() == wanted)
    };
    let mut found = Vec::new();
    for kind in kinds {
        let records: Vec<(&Id, &Envelope)> = match kind {
            Kind::Unit => governance
                .units
                .iter()
                .map(|(id, r)| (id, &*r.envelope))
                .collect(),
            Kind::Role => governance
                .roles
                .iter()
                .map(|(id, r)| (id, &*r.envelope))
                .collect(),
            _ => governance
                .policies
                .iter()
                .map(|(id, r)| (id, &*r.envelope))
                .collect(),
        };
        let same = records
            .into_iter()
            .filter(|(id, envelope)| is(id, envelope));
        found.extend(same.map(|(id, _)| (kind, id.clone())));
    }
    // An id is meant before a name.
    if found.iter().any(|(_, id)| id.as_str() == text) {
        found.retain(|(_, id)| id.as_str() == text);
    }
    found
}

/// The known topic that is spelt nearly so.
fn spelling(records: &Records<'_>, text: &str) -> Option<String> {
    let governance = records.governance;
    let org = governance
        .org
        .iter()
        .flat_map(|org| org.data.domains.keys());
    let domains = org.map(Slug::as_str);
    let objects = records.powers.objects().map(Object::as_str);
    let units = governance
        .units
        .iter()
        .flat_map(|(id, r)| [id.as_str(), r.name()]);
    let roles = governance
        .roles
        .iter()
        .flat_map(|(id, r)| [id.as_str(), r.name()]);
    let policies = governance
        .policies
        .iter()
        .flat_map(|(id, r)| [id.as_str(), r.name()]);
    let known = domains
        .chain(objects)
        .chain(units)
        .chain(roles)
        .chain(policies);
    nearest(text, known).map(str::to_owned)
}

/// The topics that share words with a text, best first.
fn search(records: &Records<'_>, text: &str) -> Vec<Topic> {
    let governance = records.governance;
    let on = records.powers.as_of;
    let wanted = words(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut scored: Vec<(usize, Topic)> = Vec::new();
    let mut add = |score: usize, topic: Topic| {
        if score > 0 {
            scored.push((score, topic));
        }
    };
    for (slug, about) in governance.org.iter().flat_map(|org| &org.data.domains) {
        let score = 6 * shared(&wanted, slug) + 4 * shared(&wanted, about);
        add(score, Topic::Domain(slug.to_string()));
    }
    let of = |name: &str, id: &str, mandate: &Mandate| {
        let mandate_words: usize = std::iter::once(&mandate.purpose)
            .flatten()
            .chain(&mandate.accountabilities)
            .map(|text| shared(&wanted, text))
            .max()
            .unwrap_or(0);
        let itself = usize::from(wanted.contains(&id.to_lowercase()));
        4 * shared(&wanted, name).max(shared(&wanted, id)) + 3 * mandate_words + 6 * itself
    };
    for (id, unit) in &governance.units {
        let actor = Actor::Unit(id.clone());
        if governance.actor_in_force(&actor, on) {
            add(of(unit.name(), id, &unit.data.mandate), Topic::Actor(actor));
        }
    }
    for (id, role) in &governance.roles {
        let actor = Actor::Role(id.clone());
        if governance.actor_in_force(&actor, on) {
            add(of(role.name(), id, &role.data.mandate), Topic::Actor(actor));
        }
    }
    for (id, policy) in &governance.policies {
        if policy.envelope.in_force(on) {
            let driver = policy
                .data
                .driver
                .as_ref()
                .map_or(0, |text| shared(&wanted, text));
            let score = 4 * shared(&wanted, policy.name()) + 2 * driver;
            add(score, Topic::Policy(id.clone()));
        }
    }
    scored.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    scored
        .into_iter()
        .take(MOST)
        .map(|(_, topic)| topic)
        .collect()
}

/// The words of a text that tell something: three letters or more, in lower case.
fn words(text: &str) -> BTreeSet<String> {
    const EMPTY: [&str; 24] = [
        "the", "and", "for", "who", "can", "may", "what", "with", "that", "from", "are", "our",
        "has", "how", "does", "decides", "decide", "about", "into", "they", "this", "new", "buy",
        "not",
    ];
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 3)
        .map(str::to_lowercase)
        .filter(|word| !EMPTY.contains(&word.as_str()))
        .collect()
}

/// How many of the wanted words a text has, begun alike: "repair" is found in "repairs".
fn shared(wanted: &BTreeSet<String>, text: &str) -> usize {
    const STEM: usize = 4;
    let own = words(text);
    let alike = |a: &str, b: &str| {
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        a == b || (short.chars().count() >= STEM && long.starts_with(short))
    };
    wanted
        .iter()
        .filter(|word| own.iter().any(|own| alike(word, own)))
        .count()
}
