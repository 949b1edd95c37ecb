//! What every record carries, whatever its kind.

use serde::{Deserialize, Serialize};

use super::{Date, Id, Kind, Language, Text, Waiver};
use crate::source::At;

/// The fields that all kinds share.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The kind, where the folder does not say it.
    #[serde(default)]
    pub kind: Option<At<Kind>>,
    /// The id, where it is written; it must be the file's name.
    #[serde(default)]
    pub id: Option<At<Id>>,
    /// The name that people read.
    pub name: At<Text>,
    /// Whether it is in force.
    #[serde(default)]
    pub status: Status,
    /// First day of validity.
    #[serde(default)]
    pub since: Option<At<Date>>,
    /// Last day of validity.
    #[serde(default)]
    pub until: Option<At<Date>>,
    /// The decision that brought this version into force.
    #[serde(default)]
    pub decision: Option<At<Id>>,
    /// When it is due for review.
    #[serde(default)]
    pub review_by: Option<At<Date>>,
    /// Records that this one replaces.
    #[serde(default)]
    pub supersedes: Vec<At<Id>>,
    /// Ids that this record had before.
    #[serde(default)]
    pub aliases: Vec<At<Id>>,
    /// Who may read it.
    #[serde(default)]
    pub visibility: Visibility,
    /// The language of its texts, where it is not the organisation's.
    #[serde(default)]
    pub lang: Option<Language>,
    /// Findings about this record that the organisation bears for a while.
    #[serde(default, rename = "x-waive")]
    pub waive: Vec<At<Waiver>>,
}

impl Envelope {
    /// The keys of the envelope, as written.
    pub const KEYS: [&'static str; 13] = [
        "kind",
        "id",
        "name",
        "status",
        "since",
        "until",
        "decision",
        "review_by",
        "supersedes",
        "aliases",
        "visibility",
        "lang",
        "x-waive",
    ];

    /// An envelope with a name and nothing else, for records that adapters make.
    pub fn named(name: At<Text>) -> Self {
        Envelope {
            kind: None,
            id: None,
            name,
            status: Status::Active,
            since: None,
            until: None,
            decision: None,
            review_by: None,
            supersedes: Vec::new(),
            aliases: Vec::new(),
            visibility: Visibility::Public,
            lang: None,
            waive: Vec::new(),
        }
    }

    /// Whether the record is in force on a day: active, begun, not ended.
    pub fn in_force(&self, on: Date) -> bool {
        self.status == Status::Active
            && self.since.is_none_or(|since| *since <= on)
            && self.until.is_none_or(|until| *until >= on)
    }
}

/// Where a record stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Written, not in force.
    Draft,
    /// In force.
    #[default]
    Active,
    /// In force again later.
    Suspended,
    /// No longer in force.
    Retired,
}

/// Who may read a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Anyone.
    #[default]
    Public,
    /// Members of the organisation.
    Members,
    /// Those concerned.
    Private,
}
