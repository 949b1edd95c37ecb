//! The eight kinds of record.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The organisation itself, one file.
    Org,
    /// A natural person, a bot, or an organisation acting as a member.
    Person,
    /// A continuing group with a mandate.
    Unit,
    /// A seat or set of seats, apart from who fills it.
    Role,
    /// A named procedure by which a decision becomes valid.
    Method,
    /// A standing rule that binds others.
    Policy,
    /// A rule that parties make for themselves.
    Agreement,
    /// A settled or open question.
    Decision,
}

impl Kind {
    /// All kinds, the organisation first, then in the order of the handbook.
    pub const ALL: [Kind; 8] = [
        Kind::Org,
        Kind::Person,
        Kind::Unit,
        Kind::Role,
        Kind::Method,
        Kind::Policy,
        Kind::Agreement,
        Kind::Decision,
    ];

    /// The word that `kind:` takes.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Org => "org",
            Kind::Person => "person",
            Kind::Unit => "unit",
            Kind::Role => "role",
            Kind::Method => "method",
            Kind::Policy => "policy",
            Kind::Agreement => "agreement",
            Kind::Decision => "decision",
        }
    }

    /// The folder whose files are of this kind; the organisation has a file instead.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Org => "",
            Kind::Person => "people",
            Kind::Unit => "units",
            Kind::Role => "roles",
            Kind::Method => "methods",
            Kind::Policy => "policies",
            Kind::Agreement => "agreements",
            Kind::Decision => "decisions",
        }
    }

    /// The kind with this word.
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The kind whose records lie in a folder of this name.
    pub fn from_folder(folder: &str) -> Option<Kind> {
        Kind::ALL
            .into_iter()
            .find(|kind| *kind != Kind::Org && kind.folder() == folder)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}
