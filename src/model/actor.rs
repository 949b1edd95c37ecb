//! Who can hold power.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Id, Kind};

/// Anything that can hold power: a unit, a role, or (where a rule says so) a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Actor {
    /// A unit, through its members.
    Unit(Id),
    /// A role, through its holders.
    Role(Id),
    /// A person directly.
    Person(Id),
}

impl Actor {
    /// The id, whatever the kind.
    pub fn id(&self) -> &Id {
        match self {
            Actor::Unit(id) | Actor::Role(id) | Actor::Person(id) => id,
        }
    }

    /// The kind of the record behind the actor.
    pub fn kind(&self) -> Kind {
        match self {
            Actor::Unit(_) => Kind::Unit,
            Actor::Role(_) => Kind::Role,
            Actor::Person(_) => Kind::Person,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.id().fmt(f)
    }
}
