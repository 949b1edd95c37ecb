//! Roles.

use serde::{Deserialize, Serialize};

use super::{Date, Envelope, Id, Kind, Mandate, OneOrMany, Period, RecordData, Text};
use crate::source::{At, Node, TypeFault, read_part};

/// A seat or set of seats, defined apart from who fills it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// What it is for and may do.
    #[serde(skip)]
    pub mandate: Mandate,
    /// Where it lives.
    pub unit: At<Id>,
    /// How many seats; one if nothing is said.
    #[serde(default)]
    pub seats: Option<At<RoleSeats>>,
    /// Whether it must have a deputy or trainee.
    #[serde(default)]
    pub key: bool,
    /// How one gets in.
    #[serde(default)]
    pub selection: Option<At<Selection>>,
    /// How one gets out early.
    #[serde(default)]
    pub removal: Option<At<Removal>>,
    /// The unit in which it speaks for its own.
    #[serde(default)]
    pub represents: Option<Representation>,
    /// Seats that its holder may not hold too.
    #[serde(default)]
    pub incompatible: Vec<At<Id>>,
    /// Training or skills that a holder needs.
    #[serde(default)]
    pub requires: Vec<At<Id>>,
    /// How much time it takes.
    #[serde(default)]
    pub time: Option<Text>,
    /// The role whose mandate it inherits.
    #[serde(default)]
    pub template: Option<At<Id>>,
    /// Where holders are kept, if elsewhere.
    #[serde(default)]
    pub source: Option<Text>,
    /// Who fills it, now and before.
    #[serde(default)]
    pub holders: Vec<At<Holder>>,
}

impl Role {
    /// A role of a unit with nothing else said.
    pub fn of_unit(unit: At<Id>) -> Self {
        Role {
            mandate: Mandate::default(),
            unit,
            seats: None,
            key: false,
            selection: None,
            removal: None,
            represents: None,
            incompatible: Vec::new(),
            requires: Vec::new(),
            time: None,
            template: None,
            source: None,
            holders: Vec::new(),
        }
    }
}

impl RecordData for Role {
    const KIND: Kind = Kind::Role;
    fn read(node: &Node) -> Result<Self, TypeFault> {
        let role: Role = read_part(node, |key| {
            !Envelope::KEYS.contains(&key) && !Mandate::KEYS.contains(&key)
        })?;
        let mandate = read_part(node, |key| Mandate::KEYS.contains(&key))?;
        Ok(Role { mandate, ..role })
    }
}

/// Bounds on the number of seats; both are 1 if nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleSeats {
    /// At least.
    #[serde(default)]
    pub min: Option<u64>,
    /// At most.
    #[serde(default)]
    pub max: Option<u64>,
}

/// How one gets into a role.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// Who chooses.
    #[serde(default)]
    pub by: Option<OneOrMany>,
    /// How.
    #[serde(default)]
    pub method: Option<At<Id>>,
    /// From among whom.
    #[serde(default)]
    pub from: Option<At<Id>>,
    /// For how long.
    #[serde(default)]
    pub term: Option<At<Period>>,
    /// In how many groups seats fall due.
    #[serde(default)]
    pub stagger: Option<std::num::NonZeroU64>,
    /// How many terms in a row.
    #[serde(default)]
    pub max_terms: Option<At<std::num::NonZeroU64>>,
    /// How many terms in all.
    #[serde(default)]
    pub lifetime_terms: Option<At<std::num::NonZeroU64>>,
    /// How long before one may return.
    #[serde(default)]
    pub cooldown: Option<Period>,
    /// Who chooses when this cannot.
    #[serde(default)]
    pub if_stuck: Option<At<Id>>,
}

/// How one gets out of a role before the term ends.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Removal {
    /// Who removes.
    pub by: OneOrMany,
    /// How.
    #[serde(default)]
    pub method: Option<At<Id>>,
    /// For which reasons.
    #[serde(default, rename = "for")]
    pub reasons: Option<Text>,
}

/// A seat that the role carries in another unit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Representation {
    /// In which unit.
    #[serde(rename = "in")]
    pub unit: At<Id>,
    /// With what say.
    #[serde(rename = "as")]
    pub voice: Voice,
}

/// What say a representative has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Voice {
    /// Voice and vote.
    Member,
    /// Voice.
    Voice,
    /// Neither.
    Observer,
}

/// A person in a seat.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// Who.
    pub person: At<Id>,
    /// First day.
    #[serde(default)]
    pub since: Option<At<Date>>,
    /// Last day.
    #[serde(default)]
    pub until: Option<At<Date>>,
    /// How chosen.
    #[serde(default)]
    pub how: Option<Chosen>,
    /// In which capacity.
    #[serde(default, rename = "as")]
    pub capacity: Capacity,
    /// Which part of the role.
    #[serde(default)]
    pub focus: Option<Text>,
    /// Which share of it.
    #[serde(default)]
    pub share: Option<Text>,
    /// The decision that seated the person.
    #[serde(default)]
    pub decision: Option<At<Id>>,
}

impl Holder {
    /// A holder with nothing else said.
    pub fn of(person: At<Id>) -> Self {
        Holder {
            person,
            since: None,
            until: None,
            how: None,
            capacity: Capacity::Holder,
            focus: None,
            share: None,
            decision: None,
        }
    }

    /// Whether the assignment holds on a day.
    pub fn holds(&self, on: Date) -> bool {
        self.since.is_none_or(|since| *since <= on) && self.until.is_none_or(|until| *until >= on)
    }
}

/// How a holder was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Chosen {
    /// By an electorate.
    Elected,
    /// By a superior.
    Appointed,
    /// By sitting members.
    CoOpted,
    /// By another seat.
    ExOfficio,
    /// By lot.
    Lot,
    /// By oneself.
    SelfSelected,
    /// By followership.
    Emergent,
    /// For the time being.
    Acting,
    /// By having been first.
    Founder,
}

impl Chosen {
    /// The word of the format.
    pub fn word(self) -> &'static str {
        match self {
            Chosen::Elected => "elected",
            Chosen::Appointed => "appointed",
            Chosen::CoOpted => "co-opted",
            Chosen::ExOfficio => "ex-officio",
            Chosen::Lot => "lot",
            Chosen::SelfSelected => "self-selected",
            Chosen::Emergent => "emergent",
            Chosen::Acting => "acting",
            Chosen::Founder => "founder",
        }
    }
}

/// In which capacity a person stands by a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Capacity {
    /// Fills the seat.
    #[default]
    Holder,
    /// Stands in with the powers.
    Deputy,
    /// Learns without them.
    Trainee,
    /// Honoured without them.
    Emeritus,
}

impl Capacity {
    /// The word of the format.
    pub fn word(self) -> &'static str {
        match self {
            Capacity::Holder => "holder",
            Capacity::Deputy => "deputy",
            Capacity::Trainee => "trainee",
            Capacity::Emeritus => "emeritus",
        }
    }
}
