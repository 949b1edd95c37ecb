//! The two sides of a comparison, and what the detectors say about them in the same way.

use std::collections::BTreeSet;

use crate::model::{Actor, Format, Id, Object, Record, Role};
use crate::power::Act;
use crate::source::Place;

use super::identity::Identity;
use super::{Effect, Party, Shift, ShiftKind, Side, SideName, Where};

/// Both sides, and who is who on them.
pub(super) struct Both<'s> {
    pub(super) base: Side<'s>,
    pub(super) head: Side<'s>,
    pub(super) identity: Identity,
    /// Units and roles of the base in force, by their ids of the head.
    base_actors: BTreeSet<Actor>,
    /// Names that several roles of one side have.
    shared_names: BTreeSet<String>,
}

impl<'s> Both<'s> {
    pub(super) fn new(base: Side<'s>, head: Side<'s>) -> Self {
        let identity = Identity::new(base.governance, head.governance);
        let units = base.governance.units.keys().cloned().map(Actor::Unit);
        let roles = base.governance.roles.keys().cloned().map(Actor::Role);
        let base_actors = units
            .chain(roles)
            .filter(|actor| base.governance.actor_in_force(actor, base.powers.as_of))
            .map(|actor| identity.actor(&actor))
            .collect();
        Both {
            base,
            head,
            identity,
            base_actors,
            shared_names: [base, head].into_iter().flat_map(shared_names).collect(),
        }
    }

    /// A place of one side by path and line.
    pub(super) fn place(&self, side: SideName, place: Place) -> Where {
        let sources = match side {
            SideName::Base => self.base.sources,
            SideName::Head => self.head.sources,
        };
        let (path, at) = sources.locate(place);
        Where {
            side,
            path: path.to_owned(),
            line: at.line,
        }
    }

    /// People of the base by their ids of the head.
    pub(super) fn today(&self, people: &BTreeSet<Id>) -> BTreeSet<Id> {
        people.iter().map(|id| self.identity.person(id)).collect()
    }

    /// The name of an actor given by its id of the head; the base knows it if it is gone.
    pub(super) fn actor_name(&self, actor: &Actor) -> String {
        if let Actor::Role(id) = actor {
            let named = [self.head, self.base].into_iter().find_map(|side| {
                let role = side.governance.roles.get(id)?;
                Some(self.role_name(role, side))
            });
            return named.unwrap_or_else(|| id.to_string());
        }
        let head = self.head.governance.actor_name(actor);
        if head == actor.id().as_str() {
            self.base.governance.actor_name(actor).to_owned()
        } else {
            head.to_owned()
        }
    }

    /// A role's name, with its unit where several roles are called the same.
    fn role_name(&self, role: &Record<Role>, side: Side<'_>) -> String {
        let name = role.name();
        // Other formats know roles by their unit alone: each has leads.
        let is_plain = side.governance.format == Format::Native;
        if is_plain && !self.shared_names.contains(name) {
            return name.to_owned();
        }
        match side.governance.units.get(&*role.data.unit.value) {
            Some(unit) => format!("{name} of {}", unit.name()),
            None => name.to_owned(),
        }
    }

    /// Whether the unit, role or person exists on a side. `actor` carries its id of the head.
    pub(super) fn exists(&self, side: SideName, actor: &Actor) -> bool {
        match (side, actor) {
            (_, Actor::Person(_)) => true,
            (SideName::Base, _) => self.base_actors.contains(actor),
            (SideName::Head, _) => self
                .head
                .governance
                .actor_in_force(actor, self.head.powers.as_of),
        }
    }

    /// What an object is called, where it names a role, unit or policy.
    pub(super) fn object_name(&self, object: &str) -> Option<String> {
        let (root, id) = object.split_once('/')?;
        [self.head, self.base].into_iter().find_map(|side| {
            let governance = side.governance;
            let role = governance.roles.get(id).map(|r| self.role_name(r, side));
            let unit = || governance.units.get(id).map(|r| r.name().to_owned());
            let policy = || governance.policies.get(id).map(|r| r.name().to_owned());
            match root {
                "seats" => role.or_else(unit),
                "membership" | "structure" => unit(),
                "rules" => unit().or_else(policy),
                _ => None,
            }
        })
    }
}

fn shared_names(side: Side<'_>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let names = side.governance.roles.values().map(Record::name);
    names
        .filter(|name| !seen.insert(*name))
        .map(str::to_owned)
        .collect()
}

/// A party without a method, as seats have it.
pub(super) fn plain_party(actor: Actor, name: String, people: Vec<Id>) -> Party {
    Party {
        actor,
        name,
        people,
        method: String::new(),
        alone: false,
    }
}

/// Orders places, the head's first, each once.
pub(super) fn ordered(mut places: Vec<Where>) -> Vec<Where> {
    places.sort_by(|a, b| (b.side, &a.path, a.line).cmp(&(a.side, &b.path, b.line)));
    places.dedup();
    places
}

/// Only those shifts that concern somebody or something.
pub(super) fn names(set: &BTreeSet<Id>) -> Vec<Id> {
    set.iter().cloned().collect()
}

/// A short listing of words: "a, b and 3 more".
pub(super) fn listed(words: &[String], most: usize) -> String {
    if words.len() <= most {
        match words {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
        }
    } else {
        let shown = words[..most].join(", ");
        format!("{shown} and {} more", words.len() - most)
    }
}

/// The empty shift of a kind, to be filled in.
pub(super) fn blank(kind: ShiftKind, object: Object) -> Shift {
    Shift {
        kind,
        right: None,
        object,
        object_name: None,
        act: Act::Any,
        from: None,
        to: None,
        before: None,
        after: None,
        gains: Vec::new(),
        loses: Vec::new(),
        detail: None,
        cause: None,
        places: Vec::new(),
        effect: Effect::Neither,
        entry: None,
        untouched: Vec::new(),
        why: Vec::new(),
    }
}
