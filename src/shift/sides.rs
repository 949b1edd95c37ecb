//! The two sides of a comparison, and what the detectors say about them in the same way.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Actor, Format, Id, Object, Record, Role};
use crate::power::reach::Institution;
use crate::power::{Act, People};
use crate::source::Place;

use super::changed::Changed;
use super::identity::Identity;
use super::{Effect, Party, Saying, Shift, ShiftKind, Side, SideName, Where};

/// Both sides, and who is who on them. What only a shift asks for is computed when one does: most
/// commits of a history move nothing.
pub(super) struct Both<'s> {
    pub(super) base: Side<'s>,
    pub(super) head: Side<'s>,
    pub(super) identity: Identity,
    /// Units and roles of the base in force, by their ids of the head.
    base_actors: OnceCell<BTreeSet<Actor>>,
    /// Units and roles of the base by their ids of the head.
    origins: OnceCell<BTreeMap<Actor, Actor>>,
    /// Names that several roles of one side have.
    shared_names: OnceCell<BTreeSet<&'s str>>,
    changed: OnceCell<Changed<'s>>,
    /// The base and the head, prepared for questions about reach.
    institutions: [OnceCell<Institution<'s>>; 2],
}

impl<'s> Both<'s> {
    pub(super) fn new(base: Side<'s>, head: Side<'s>) -> Self {
        Both {
            base,
            head,
            identity: Identity::new(base.governance, head.governance),
            base_actors: OnceCell::new(),
            origins: OnceCell::new(),
            shared_names: OnceCell::new(),
            changed: OnceCell::new(),
            institutions: [OnceCell::new(), OnceCell::new()],
        }
    }

    /// One of the two sides.
    pub(super) fn side(&self, name: SideName) -> Side<'s> {
        match name {
            SideName::Base => self.base,
            SideName::Head => self.head,
        }
    }

    /// One of the two sides, prepared for questions about reach: once for all that ask.
    pub(super) fn institution(&self, name: SideName) -> &Institution<'s> {
        let side = self.side(name);
        let prepare = || Institution::new(side.governance, side.powers);
        self.institutions[name as usize].get_or_init(prepare)
    }

    /// Which lines differ between the two.
    pub(super) fn changed(&self) -> &Changed<'s> {
        let compute = || Changed::new(self.base.sources, self.head.sources);
        self.changed.get_or_init(compute)
    }

    /// A place of one side by path and line.
    pub(super) fn place(&self, side: SideName, place: Place) -> Where {
        let (path, at) = self.side(side).sources.locate(place);
        Where {
            side,
            path: path.to_owned(),
            line: at.line,
        }
    }

    /// People of the base by their ids of the head.
    pub(super) fn today(&self, people: &People) -> People {
        if self.identity.keeps_people() {
            return Arc::clone(people);
        }
        let people = people.iter().map(|id| self.identity.person(id));
        Arc::new(people.collect())
    }

    /// Whether people of the base are those of the head.
    pub(super) fn are_same(&self, base: &People, head: &People) -> bool {
        Arc::ptr_eq(base, head)
            || base == head
            || (base.len() == head.len()
                && !self.identity.is_plain()
                && base
                    .iter()
                    .all(|id| head.contains(&self.identity.person(id))))
    }

    /// The name of an actor given by its id of the head; the base knows it if it is gone.
    pub(super) fn actor_name(&self, actor: &Actor) -> Saying {
        if let Actor::Role(id) = actor {
            let named = [self.head, self.base].into_iter().find_map(|side| {
                let role = side.governance.roles.get(id)?;
                Some(self.role_name(role, side))
            });
            return named.unwrap_or_else(|| id.as_str().into());
        }
        let head = self.head.governance.actor_name(actor);
        if head == actor.id().as_str() {
            self.base.governance.actor_name(actor).into()
        } else {
            head.into()
        }
    }

    /// A role's name, with its unit where several roles are called the same.
    fn role_name(&self, role: &Record<Role>, side: Side<'_>) -> Saying {
        let name = role.name();
        // Other formats know roles by their unit alone: each has leads.
        let is_plain = side.governance.format == Format::Native;
        let shared = || {
            let sides = [self.base, self.head];
            sides.into_iter().flat_map(shared_names).collect()
        };
        if is_plain && !self.shared_names.get_or_init(shared).contains(name) {
            return name.into();
        }
        match side.governance.units.get(&*role.data.unit.value) {
            Some(unit) => {
                let english = format!("{name} of {}", unit.name());
                let parts = [("role", name.into()), ("unit", unit.name().into())];
                Saying::new(english, "said-role-of", parts)
            }
            None => name.into(),
        }
    }

    /// Whether the unit, role or person exists on a side. `actor` carries its id of the head.
    pub(super) fn exists(&self, side: SideName, actor: &Actor) -> bool {
        match (side, actor) {
            (_, Actor::Person(_)) => true,
            (SideName::Base, _) if self.identity.is_plain() => {
                let on = self.base.powers.as_of;
                self.base.governance.actor_in_force(actor, on)
            }
            (SideName::Base, _) => self.base_actors().contains(actor),
            (SideName::Head, _) => self
                .head
                .governance
                .actor_in_force(actor, self.head.powers.as_of),
        }
    }

    /// Whether a policy is in force on a side. `id` is its id of the head.
    pub(super) fn has_policy(&self, side: SideName, id: &str) -> bool {
        let here = self.side(side);
        let policies = &here.governance.policies;
        let on = here.powers.as_of;
        if side == SideName::Head || self.identity.is_plain() {
            let policy = policies.get(id);
            return policy.is_some_and(|policy| policy.envelope.in_force(on));
        }
        let object = Object::of(format!("rules/{id}"));
        policies.values().any(|policy| {
            let rules = Object::of(format!("rules/{}", policy.id));
            policy.envelope.in_force(on) && self.identity.object(&rules) == object
        })
    }

    /// A person's id of the base.
    pub(super) fn base_person(&self, id: &Id) -> Id {
        if self.identity.is_plain() || self.base.governance.people.contains_key(id) {
            return id.clone();
        }
        let mut people = self.base.governance.people.keys();
        let was = people.find(|was| self.identity.person(was) == *id);
        was.unwrap_or(id).clone()
    }

    /// The role or unit of the base that is this one of the head, by its id of the base.
    pub(super) fn was(&self, actor: &Actor) -> Option<Actor> {
        let governance = self.base.governance;
        if self.identity.is_plain() {
            let known = match actor {
                Actor::Unit(id) => governance.units.contains_key(id),
                Actor::Role(id) => governance.roles.contains_key(id),
                Actor::Person(id) => governance.people.contains_key(id),
            };
            return known.then(|| actor.clone());
        }
        let origins = self.origins.get_or_init(|| {
            let roles = governance.roles.keys().cloned().map(Actor::Role);
            let units = governance.units.keys().cloned().map(Actor::Unit);
            roles
                .chain(units)
                .map(|was| (self.identity.actor(&was), was))
                .collect()
        });
        origins.get(actor).cloned()
    }

    fn base_actors(&self) -> &BTreeSet<Actor> {
        self.base_actors.get_or_init(|| {
            let governance = self.base.governance;
            let units = governance.units.keys().cloned().map(Actor::Unit);
            let roles = governance.roles.keys().cloned().map(Actor::Role);
            units
                .chain(roles)
                .filter(|actor| governance.actor_in_force(actor, self.base.powers.as_of))
                .map(|actor| self.identity.actor(&actor))
                .collect()
        })
    }

    /// What an object is called, where it names a role, unit or policy.
    pub(super) fn object_name(&self, object: &str) -> Option<Saying> {
        let (root, id) = object.split_once('/')?;
        [self.head, self.base].into_iter().find_map(|side| {
            let governance = side.governance;
            let role = governance.roles.get(id).map(|r| self.role_name(r, side));
            let unit = || governance.units.get(id).map(|r| r.name().into());
            let policy = || governance.policies.get(id).map(|r| r.name().into());
            match root {
                "seats" => role.or_else(unit),
                "membership" | "structure" => unit(),
                "rules" => unit().or_else(policy),
                _ => None,
            }
        })
    }
}

fn shared_names(side: Side<'_>) -> BTreeSet<&str> {
    let mut seen = BTreeSet::new();
    let names = side.governance.roles.values().map(Record::name);
    names.filter(|name| !seen.insert(*name)).collect()
}

/// A party without a method, as seats have it.
pub(super) fn plain_party(actor: Actor, name: Saying, people: Vec<Id>) -> Party {
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
