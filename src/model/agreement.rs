//! Agreements.

use serde::Deserialize;

use super::{Date, Envelope, Id, Kind, Object, RecordData, Right, Text};
use crate::source::{At, Node, TypeFault, read_part};

/// A rule that parties make for themselves; it binds only them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// What sort of agreement it is.
    #[serde(default)]
    pub form: Option<AgreementForm>,
    /// Who made it; at least two.
    #[serde(deserialize_with = "at_least_two")]
    pub parties: Vec<At<Party>>,
    /// The personal mission of a colleague letter.
    #[serde(default)]
    pub mission: Option<Text>,
    /// The promises.
    pub commitments: Vec<At<Commitment>>,
    /// When it must be made anew.
    pub renew_by: At<Date>,
    /// The conflict ladder.
    #[serde(default)]
    pub disputes: Option<At<Id>>,
}

fn at_least_two<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<At<Party>>, D::Error> {
    let parties = Vec::<At<Party>>::deserialize(deserializer)?;
    if parties.len() < 2 {
        return Err(serde::de::Error::invalid_length(
            parties.len(),
            &"at least two parties",
        ));
    }
    Ok(parties)
}

impl RecordData for Agreement {
    const KIND: Kind = Kind::Agreement;
    fn read(node: &Node) -> Result<Self, TypeFault> {
        read_part(node, |key| !Envelope::KEYS.contains(&key))
    }
}

/// Sorts of agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AgreementForm {
    /// A colleague letter of understanding.
    Clou,
    /// A contract.
    Contract,
    /// One person vouches for another.
    Sponsorship,
    /// How people want to work together.
    Relational,
    /// A memorandum of understanding.
    Mou,
    /// A service level.
    Service,
    /// Resources for a target.
    Stake,
}

impl AgreementForm {
    /// The word of the format.
    pub fn word(self) -> &'static str {
        match self {
            AgreementForm::Clou => "clou",
            AgreementForm::Contract => "contract",
            AgreementForm::Sponsorship => "sponsorship",
            AgreementForm::Relational => "relational",
            AgreementForm::Mou => "mou",
            AgreementForm::Service => "service",
            AgreementForm::Stake => "stake",
        }
    }
}

/// One of those who agree.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// A unit, role or person.
    pub actor: At<Id>,
    /// When it signed.
    #[serde(default)]
    pub signed: Option<Date>,
}

/// One promise.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Who promises.
    pub by: At<Id>,
    /// What.
    pub what: Text,
    /// The right that goes with it.
    #[serde(default)]
    pub right: Option<Right>,
    /// On what the right is.
    #[serde(default)]
    pub over: Option<At<Object>>,
    /// To whom.
    #[serde(default)]
    pub to: Option<At<Id>>,
    /// Hours a week.
    #[serde(default, deserialize_with = "hours")]
    pub hours: Option<f64>,
    /// How it is measured.
    #[serde(default)]
    pub metric: Option<Id>,
    /// What is aimed at.
    #[serde(default)]
    pub target: Option<Text>,
    /// What is at stake.
    #[serde(default)]
    pub stake: Option<Text>,
}

fn hours<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let hours = f64::deserialize(deserializer)?;
    if hours < 0.0 {
        return Err(serde::de::Error::invalid_value(
            serde::de::Unexpected::Float(hours),
            &"a number of hours",
        ));
    }
    Ok(Some(hours))
}
