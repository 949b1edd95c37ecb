//! People.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Date, Envelope, Id, Kind, Language, RecordData, Text};
use crate::source::{At, Node, TypeFault, read_part};

/// A natural person, a bot, or an organisation acting as a member.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// What stands behind the name.
    #[serde(default, rename = "type")]
    pub person_type: PersonType,
    /// Employers and blocks, where caps count them.
    #[serde(default)]
    pub affiliations: Vec<Affiliation>,
    /// Declared private stakes.
    #[serde(default)]
    pub interests: Vec<Interest>,
    /// IANA time zone.
    #[serde(default)]
    pub timezone: Option<Text>,
    /// Where the person is.
    #[serde(default)]
    pub location: Option<Text>,
    /// Languages spoken.
    #[serde(default)]
    pub languages: Vec<Language>,
    /// Skills that roles may require.
    #[serde(default)]
    pub skills: Vec<Text>,
    /// Courses taken.
    #[serde(default)]
    pub training: Vec<Training>,
    /// Names elsewhere, by service: they map commits and reviews to people.
    #[serde(default)]
    pub handles: BTreeMap<Text, Text>,
    /// Whether the person can hold power now.
    #[serde(default)]
    pub activity: Option<At<Activity>>,
    /// Pages of the person.
    #[serde(default)]
    pub links: Vec<Text>,
}

impl Person {
    /// Whether the person can exercise powers: neither on leave nor gone.
    pub fn is_able(&self) -> bool {
        self.activity
            .is_none_or(|activity| *activity == Activity::Active)
    }
}

impl RecordData for Person {
    const KIND: Kind = Kind::Person;
    fn read(node: &Node) -> Result<Self, TypeFault> {
        read_part(node, |key| !Envelope::KEYS.contains(&key))
    }
}

/// What stands behind a person record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PersonType {
    /// A natural person.
    #[default]
    Human,
    /// A program.
    Bot,
    /// A legal person.
    Organisation,
}

/// A tie to an employer or block.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Affiliation {
    /// Whose.
    pub org: Text,
    /// From when.
    #[serde(default)]
    pub since: Option<Date>,
    /// Until when.
    #[serde(default)]
    pub until: Option<Date>,
}

/// A declared private stake.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interest {
    /// In what.
    pub what: Text,
    /// From when.
    #[serde(default)]
    pub since: Option<Date>,
}

/// A course taken.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Training {
    /// What `requires` names.
    pub id: At<Id>,
    /// When.
    #[serde(default)]
    pub at: Option<Date>,
}

/// Whether a person takes part now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Activity {
    /// Takes part.
    Active,
    /// Away for a time; deputies stand in.
    Leave,
    /// Not seen for long; holds no powers.
    Inactive,
    /// Honoured; holds no powers.
    Emeritus,
}
