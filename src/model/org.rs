//! The organisation.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Date, Envelope, Id, Kind, Language, OneOrMany, Period, RecordData, Slug, Text};
use crate::source::{At, Node, TypeFault, read_part};

/// What binds the whole: vision, the top of the tree, who decides the rest, the vocabulary.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Org {
    /// What everything should serve.
    pub vision: Text,
    /// Goals that mandates link to by `serves`.
    #[serde(default)]
    pub goals: Vec<Goal>,
    /// Principles.
    #[serde(default)]
    pub values: Vec<Text>,
    /// The unit at the top of the tree.
    pub root: At<Id>,
    /// Who decides what nobody else holds.
    pub residual: At<Id>,
    /// The vocabulary of domains, with a plain description each.
    pub domains: BTreeMap<Slug, At<Text>>,
    /// External law and agreements that bind.
    #[serde(default)]
    pub law: Vec<Text>,
    /// The language of the records.
    #[serde(default)]
    pub language: Option<Language>,
    /// Which change of the repository needs whose approval.
    #[serde(default)]
    pub change_rules: Vec<ChangeRule>,
    /// What holds where a record is silent.
    #[serde(default)]
    pub defaults: Defaults,
}

impl RecordData for Org {
    const KIND: Kind = Kind::Org;
    fn read(node: &Node) -> Result<Self, TypeFault> {
        read_part(node, |key| !Envelope::KEYS.contains(&key))
    }
}

/// Something to reach.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// What `serves` names.
    pub id: At<Id>,
    /// The goal in words.
    pub text: Text,
    /// When it should be reached.
    #[serde(default)]
    pub until: Option<Date>,
}

/// Which approval a change of matching files needs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeRule {
    /// Which records, by path.
    #[serde(rename = "match")]
    pub matches: Text,
    /// An actor, or `owner`, `delegator`, `selector`, `self`.
    pub by: OneOrMany,
    /// By which method; the decider's own one if none is named.
    #[serde(default)]
    pub method: Option<At<Id>>,
}

/// What holds where a record is silent.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Defaults {
    /// How units decide.
    #[serde(default)]
    pub method: Option<At<Id>>,
    /// How often policies are reviewed.
    #[serde(default)]
    pub review_interval: Option<Period>,
    /// How long before a date passes people should hear of it.
    #[serde(default)]
    pub notice: Option<Period>,
}
