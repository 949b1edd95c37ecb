//! Methods: how a decision becomes valid.

use serde::Deserialize;

use super::{CountOrFormula, Envelope, Id, Kind, OneOrMany, Period, RecordData, Text};
use crate::source::{At, Node, TypeFault, read_part};

/// A named procedure. Every family is also a built-in method under its own word.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// The kind of procedure.
    pub family: Family,
    /// The method whose settings hold where this one is silent.
    #[serde(default)]
    pub extends: Option<At<Id>>,
    /// Whose say is binding; the members of the deciding unit if nothing is said.
    #[serde(default)]
    pub electors: Option<Text>,
    /// What a vote weighs.
    #[serde(default)]
    pub weight: Weight,
    /// When it passes, as an expression.
    #[serde(default)]
    pub pass: Option<Text>,
    /// How many must take part.
    #[serde(default)]
    pub quorum: Option<CountOrFormula>,
    /// How many must support it before it opens.
    #[serde(default)]
    pub sponsors: Option<CountOrFormula>,
    /// Discussion at least.
    #[serde(default)]
    pub min_period: Option<Period>,
    /// Discussion at most.
    #[serde(default)]
    pub max_period: Option<Period>,
    /// Voting time.
    #[serde(default)]
    pub vote_period: Option<Period>,
    /// Who can block.
    #[serde(default)]
    pub veto: Option<Veto>,
    /// Who breaks a tie.
    #[serde(default)]
    pub casting_vote: Option<At<Id>>,
    /// What wins if nothing else does.
    #[serde(default)]
    pub default_option: Option<Text>,
    /// What an abstention does.
    #[serde(default)]
    pub abstain: Option<Abstain>,
    /// Whether ballots are secret.
    #[serde(default)]
    pub secret: Option<bool>,
    /// What makes a concern an objection.
    #[serde(default)]
    pub objection_test: Vec<Text>,
    /// What is scored.
    #[serde(default)]
    pub criteria: Vec<Text>,
    /// Who runs it.
    #[serde(default)]
    pub facilitator: Option<At<Id>>,
    /// Where it happens.
    #[serde(default)]
    pub venue: Option<Text>,
    /// How often.
    #[serde(default)]
    pub every: Option<Period>,
    /// What follows when it finds no result: an actor or another method.
    #[serde(default)]
    pub if_stuck: Option<At<Id>>,
    /// The steps of a ladder.
    #[serde(default)]
    pub ladder: Vec<Ladder>,
}

impl RecordData for Method {
    const KIND: Kind = Kind::Method;
    fn read(node: &Node) -> Result<Self, TypeFault> {
        read_part(node, |key| !Envelope::KEYS.contains(&key))
    }
}

/// The kinds of procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// The person in the seat decides alone.
    Holder,
    /// The same, after asking those affected and those who know.
    Advice,
    /// Passes when no qualified objection remains.
    Consent,
    /// Passes when all agree or stand aside.
    Consensus,
    /// Silence for a period is consent.
    LazyConsensus,
    /// More votes for than a ratio demands.
    Majority,
    /// Ranked ballots.
    Ranked,
    /// Scores against criteria.
    Score,
    /// Several actors, all of them.
    Joint,
    /// At random.
    Lot,
    /// Whom people already follow.
    Emergent,
    /// Step by step until one settles it.
    Ladder,
}

impl Family {
    /// All families.
    pub const ALL: [Family; 12] = [
        Family::Holder,
        Family::Advice,
        Family::Consent,
        Family::Consensus,
        Family::LazyConsensus,
        Family::Majority,
        Family::Ranked,
        Family::Score,
        Family::Joint,
        Family::Lot,
        Family::Emergent,
        Family::Ladder,
    ];

    /// The word of the format, which is also the id of the built-in method.
    pub fn word(self) -> &'static str {
        match self {
            Family::Holder => "holder",
            Family::Advice => "advice",
            Family::Consent => "consent",
            Family::Consensus => "consensus",
            Family::LazyConsensus => "lazy-consensus",
            Family::Majority => "majority",
            Family::Ranked => "ranked",
            Family::Score => "score",
            Family::Joint => "joint",
            Family::Lot => "lot",
            Family::Emergent => "emergent",
            Family::Ladder => "ladder",
        }
    }

    /// The family with this word.
    pub fn from_word(word: &str) -> Option<Family> {
        Family::ALL.into_iter().find(|family| family.word() == word)
    }
}

/// What a vote weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// One each.
    #[default]
    Person,
    /// By shares.
    Shares,
    /// By tokens.
    Tokens,
}

/// What an abstention does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Abstain {
    /// Counts in the base.
    Counts,
    /// Does not.
    Ignored,
}

/// Who can block.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Veto {
    /// Who.
    pub by: OneOrMany,
    /// Whether a reason must be given.
    #[serde(default)]
    pub reason_required: bool,
    /// What overrides it.
    #[serde(default, rename = "override")]
    pub overridden_by: Option<Text>,
}

/// A step of a conflict ladder.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    /// What happens.
    pub step: Text,
    /// Who acts.
    pub who: Text,
    /// In what time.
    #[serde(default)]
    pub within: Option<Period>,
    /// Whether the result binds.
    #[serde(default)]
    pub binding: bool,
}
