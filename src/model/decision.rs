//! Decisions.

use serde::{Deserialize, Serialize};

use super::{Date, Envelope, Id, Kind, Object, RecordData, Text};
use crate::source::{At, Node, TypeFault, read_part};

/// A question with its decider, method, dates and outcome; open or settled.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Which rules apply to it.
    #[serde(rename = "type")]
    pub decision_type: DecisionType,
    /// Where it stands.
    pub state: At<DecisionState>,
    /// Who decided.
    #[serde(default)]
    pub by: Option<At<Id>>,
    /// On what.
    pub domains: Vec<At<Object>>,
    /// How.
    #[serde(default)]
    pub method: Option<At<Id>>,
    /// Why it came up.
    #[serde(default)]
    pub driver: Option<Text>,
    /// The start of the clock.
    pub proposed: Proposal,
    /// When voting or consent opened.
    #[serde(default)]
    pub opened: Option<Date>,
    /// When it was settled.
    #[serde(default)]
    pub decided: Option<At<Date>>,
    /// When it takes effect.
    #[serde(default)]
    pub effective: Option<Date>,
    /// Who would normally decide.
    #[serde(default)]
    pub escalated_from: Option<At<Id>>,
    /// Who was asked.
    #[serde(default)]
    pub consulted: Vec<At<Id>>,
    /// How many could take part.
    #[serde(default)]
    pub eligible: Option<u64>,
    /// Votes by option.
    #[serde(default)]
    pub tally: Vec<TallyLine>,
    /// The file with the ballots.
    #[serde(default)]
    pub ballots: Option<Text>,
    /// Objections and how they were resolved.
    #[serde(default)]
    pub objections: Vec<Objection>,
    /// Who stepped aside.
    #[serde(default)]
    pub recused: Vec<Recusal>,
    /// Whether there is a way back.
    #[serde(default)]
    pub reversible: Option<Reversible>,
    /// What came out.
    #[serde(default)]
    pub outcome: Option<Text>,
    /// Whom it elects.
    #[serde(default)]
    pub elects: Vec<Election>,
    /// The decision that it overrides.
    #[serde(default)]
    pub overrides: Option<At<Id>>,
    /// What it put into force.
    #[serde(default)]
    pub changes: Vec<At<Text>>,
    /// Where the minutes are.
    #[serde(default)]
    pub minutes: Option<Text>,
}

impl RecordData for Decision {
    const KIND: Kind = Kind::Decision;
    fn read(node: &Node) -> Result<Self, TypeFault> {
        read_part(node, |key| !Envelope::KEYS.contains(&key))
    }
}

/// Sorts of decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DecisionType {
    /// On a matter inside a domain.
    Operational,
    /// Adopts or changes a policy.
    Policy,
    /// Changes units, roles or mandates.
    Structural,
    /// Fills seats.
    Election,
    /// Empties a seat.
    Removal,
    /// Looks at something again.
    Review,
    /// Replaces another actor's decision.
    Override,
    /// Reads a rule with authority.
    Interpretation,
    /// Taken in an emergency.
    Emergency,
}

impl DecisionType {
    /// The word of the format.
    pub fn word(self) -> &'static str {
        match self {
            DecisionType::Operational => "operational",
            DecisionType::Policy => "policy",
            DecisionType::Structural => "structural",
            DecisionType::Election => "election",
            DecisionType::Removal => "removal",
            DecisionType::Review => "review",
            DecisionType::Override => "override",
            DecisionType::Interpretation => "interpretation",
            DecisionType::Emergency => "emergency",
        }
    }
}

/// Where a decision stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DecisionState {
    /// Put forward.
    Proposed,
    /// Under decision.
    Open,
    /// Passed.
    Adopted,
    /// Refused.
    Rejected,
    /// Taken back.
    Withdrawn,
    /// Ran out.
    Lapsed,
    /// Replaced by an override.
    Overturned,
}

impl DecisionState {
    /// The word of the format.
    pub fn word(self) -> &'static str {
        match self {
            DecisionState::Proposed => "proposed",
            DecisionState::Open => "open",
            DecisionState::Adopted => "adopted",
            DecisionState::Rejected => "rejected",
            DecisionState::Withdrawn => "withdrawn",
            DecisionState::Lapsed => "lapsed",
            DecisionState::Overturned => "overturned",
        }
    }

    /// Whether it is still to be settled.
    pub fn is_pending(self) -> bool {
        matches!(self, DecisionState::Proposed | DecisionState::Open)
    }
}

/// Who put a question, and when.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Who.
    pub by: At<Id>,
    /// When.
    pub at: Date,
    /// With whose support.
    #[serde(default)]
    pub sponsors: Vec<At<Id>>,
}

/// The votes on one option.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TallyLine {
    /// Which option, where there are several.
    #[serde(default)]
    pub option: Option<Text>,
    /// In favour.
    #[serde(default, rename = "for")]
    pub in_favour: Option<u64>,
    /// Against.
    #[serde(default)]
    pub against: Option<u64>,
    /// Neither.
    #[serde(default)]
    pub abstain: Option<u64>,
    /// Ballots that rank it above the default option.
    #[serde(default)]
    pub above_default: Option<u64>,
    /// Ballots that rank it below.
    #[serde(default)]
    pub below_default: Option<u64>,
}

/// A reasoned claim that a proposal does harm.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objection {
    /// Whose.
    pub by: At<Id>,
    /// What it says.
    pub text: Text,
    /// Whether it passed the test.
    #[serde(default)]
    pub valid: Option<bool>,
    /// How it was resolved.
    #[serde(default)]
    pub resolved: Option<Text>,
}

/// Somebody who stepped aside.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recusal {
    /// Who.
    pub person: At<Id>,
    /// Why.
    pub why: Text,
}

/// Whether there is a way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reversible {
    /// At no cost.
    Full,
    /// At a cost.
    Costly,
    /// None.
    None,
}

/// A seat that a decision fills.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Election {
    /// Which role.
    pub role: At<Id>,
    /// Who.
    pub person: At<Id>,
    /// Until when.
    #[serde(default)]
    pub until: Option<Date>,
}
