//! The mandate: what a unit or role is for and may do.

use serde::{Deserialize, Serialize};

use super::{Amount, Id, Object, Period, Slug, Text};
use crate::source::{At, Span};

/// The block that units and roles share.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mandate {
    /// Why it exists.
    #[serde(default)]
    pub purpose: Option<Text>,
    /// Goals it serves.
    #[serde(default)]
    pub serves: Vec<At<Id>>,
    /// Domains it controls: exclusive, delegable `decide`.
    #[serde(default)]
    pub domains: Vec<At<Slug>>,
    /// Ongoing activities others may expect.
    #[serde(default)]
    pub accountabilities: Vec<Text>,
    /// Explicit rights.
    #[serde(default)]
    pub powers: Vec<At<PowerLine>>,
    /// Bounds on its autonomy, in words.
    #[serde(default)]
    pub limits: Vec<Text>,
    /// What it hands to whom.
    #[serde(default)]
    pub delivers: Vec<Delivery>,
    /// Whom it needs.
    #[serde(default)]
    pub depends_on: Vec<At<Id>>,
    /// What the delegator owes it.
    #[serde(default)]
    pub support: Vec<Text>,
    /// Its means.
    #[serde(default)]
    pub resources: Vec<Resource>,
    /// How it is measured.
    #[serde(default)]
    pub metrics: Vec<Metric>,
}

impl Mandate {
    /// The keys of the mandate, as written.
    pub const KEYS: [&'static str; 11] = [
        "purpose",
        "serves",
        "domains",
        "accountabilities",
        "powers",
        "limits",
        "delivers",
        "depends_on",
        "support",
        "resources",
        "metrics",
    ];

    /// Whether it gives any right.
    pub fn has_rights(&self) -> bool {
        !self.domains.is_empty() || !self.powers.is_empty()
    }
}

/// One kind of act that a holder may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Right {
    /// Settle the matter.
    Decide,
    /// Settle only together with another actor.
    Joint,
    /// Block, not settle.
    Veto,
    /// Replace another actor's decision.
    Override,
    /// Put to decision.
    Propose,
    /// Be heard before.
    Advise,
    /// Act within what is decided.
    Execute,
    /// Inspect and report.
    Audit,
}

impl Right {
    /// The word of the format.
    pub fn word(self) -> &'static str {
        match self {
            Right::Decide => "decide",
            Right::Joint => "joint",
            Right::Veto => "veto",
            Right::Override => "override",
            Right::Propose => "propose",
            Right::Advise => "advise",
            Right::Execute => "execute",
            Right::Audit => "audit",
        }
    }

    /// Whether the right binds others; an advisory body may hold none of these.
    pub fn binds(self) -> bool {
        matches!(
            self,
            Right::Decide | Right::Joint | Right::Veto | Right::Override
        )
    }
}

/// One line of `powers`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PowerLine {
    /// What kind of act.
    pub right: Right,
    /// On what.
    pub over: At<Object>,
    /// By which method.
    #[serde(default)]
    pub method: Option<At<Id>>,
    /// Up to which amount or risk.
    #[serde(default)]
    pub up_to: Option<At<Amount>>,
    /// Co-deciders of a joint right.
    #[serde(default)]
    pub with: Vec<At<Id>>,
    /// Who must be heard.
    #[serde(default)]
    pub consult: Vec<At<Id>>,
    /// Under which condition.
    #[serde(default)]
    pub when: Option<Text>,
    /// Whether it may be given on.
    #[serde(default)]
    pub delegable: Option<bool>,
    /// Who may replace the decision.
    #[serde(default)]
    pub override_by: Option<At<Id>>,
    /// Who decides when this one cannot.
    #[serde(default)]
    pub escalate_to: Option<At<Id>>,
}

impl PowerLine {
    /// A right over one thing, with nothing else said; `span` is where the thing is named.
    pub fn plain(right: Right, over: &str, span: Span) -> Self {
        PowerLine {
            right,
            over: At::new(Object::of(over), span),
            method: None,
            up_to: None,
            with: Vec::new(),
            consult: Vec::new(),
            when: None,
            delegable: None,
            override_by: None,
            escalate_to: None,
        }
    }
}

/// Something handed to somebody.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// To whom.
    pub to: At<Id>,
    /// What.
    pub what: Text,
}

/// Means: words, or a budget.
#[derive(Debug, Clone, PartialEq)]
pub enum Resource {
    /// In words.
    Text(Text),
    /// Money for a time.
    Budget {
        /// How much.
        budget: Amount,
        /// For how long.
        period: Option<Period>,
        /// What for.
        purpose: Option<Text>,
    },
}

impl<'de> Deserialize<'de> for Resource {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Money {
            budget: Amount,
            #[serde(default)]
            period: Option<Period>,
            #[serde(default, rename = "for")]
            purpose: Option<Text>,
        }
        super::words::text_or(
            deserializer,
            "a text or a budget",
            Resource::Text,
            |money: Money| Resource::Budget {
                budget: money.budget,
                period: money.period,
                purpose: money.purpose,
            },
        )
    }
}

/// A measure of health.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// Its name.
    pub id: At<Id>,
    /// What is aimed at.
    #[serde(default)]
    pub target: Option<Text>,
    /// How often it is looked at.
    #[serde(default)]
    pub every: Option<Period>,
    /// By whom.
    #[serde(default)]
    pub by: Option<At<Id>>,
}
