//! Policies.

use serde::Deserialize;

use super::{Envelope, Id, Kind, Object, OneOrMany, PowerLine, RecordData, Right, Slug, Text};
use crate::source::{At, Node, TypeFault, Value, read_part};

/// A standing rule that an actor adopted inside its domain.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// What sort of rule it is.
    #[serde(default)]
    pub form: PolicyForm,
    /// Who adopted it.
    pub adopted_by: At<Id>,
    /// What it is about.
    pub domains: Vec<At<Slug>>,
    /// Whom it binds; the adopter's subtree if nothing is said.
    #[serde(default)]
    pub applies_to: Vec<At<Id>>,
    /// Why.
    #[serde(default)]
    pub driver: Option<Text>,
    /// Authority that it gives.
    #[serde(skip)]
    pub grants: Vec<At<PolicyGrant>>,
    /// Authority that it bounds.
    #[serde(default)]
    pub restricts: Vec<At<Restriction>>,
    /// Who keeps it alive.
    #[serde(default)]
    pub owner: Option<At<Id>>,
    /// Who may change it, where that is harder than adopting it.
    #[serde(default)]
    pub amend: Option<At<Amendment>>,
    /// How we will know whether it works.
    #[serde(default)]
    pub evaluation: Vec<Text>,
    /// Whether it exists only for an emergency.
    #[serde(default)]
    pub emergency: bool,
    /// The broader rule from which it deviates with permission.
    #[serde(default)]
    pub exception_of: Option<At<Id>>,
}

impl RecordData for Policy {
    const KIND: Kind = Kind::Policy;
    fn read(node: &Node) -> Result<Self, TypeFault> {
        let policy: Policy = read_part(node, |key| {
            !Envelope::KEYS.contains(&key) && key != "grants"
        })?;
        let grants = match node.get("grants") {
            None => Vec::new(),
            Some(grants) => match &grants.value {
                Value::List(items) => {
                    let grants = items.iter().map(PolicyGrant::read);
                    grants.collect::<Result<_, _>>()?
                }
                _ => return Err(TypeFault::new("`grants` must be a list", grants.span)),
            },
        };
        Ok(Policy { grants, ..policy })
    }
}

/// Sorts of standing rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PolicyForm {
    /// Binds the rule makers and is harder to amend.
    Constitution,
    /// A by-law.
    Bylaw,
    /// A charter.
    Charter,
    /// A principle.
    Principle,
    /// A strategy.
    Strategy,
    /// An ordinary policy.
    #[default]
    Policy,
    /// A process.
    Process,
    /// A code of conduct.
    Code,
}

impl PolicyForm {
    /// The word of the format.
    pub fn word(self) -> &'static str {
        match self {
            PolicyForm::Constitution => "constitution",
            PolicyForm::Bylaw => "bylaw",
            PolicyForm::Charter => "charter",
            PolicyForm::Principle => "principle",
            PolicyForm::Strategy => "strategy",
            PolicyForm::Policy => "policy",
            PolicyForm::Process => "process",
            PolicyForm::Code => "code",
        }
    }
}

/// A right that a policy gives to an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyGrant {
    /// To whom.
    pub to: At<Id>,
    /// What.
    pub line: PowerLine,
}

impl PolicyGrant {
    /// Reads the receiver and the right off one mapping.
    fn read(node: &Node) -> Result<At<Self>, TypeFault> {
        #[derive(Deserialize)]
        struct Receiver {
            to: At<Id>,
        }
        let Receiver { to } = read_part(node, |key| key == "to")?;
        let line = read_part(node, |key| key != "to")?;
        Ok(At::new(PolicyGrant { to, line }, node.span))
    }
}

/// A bound that a policy sets on a right.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restriction {
    /// Whose right.
    pub of: At<Id>,
    /// What kind of act.
    pub right: Right,
    /// On what.
    pub over: At<Object>,
    /// The bound in words.
    pub text: Text,
}

/// Who may amend a policy, and how.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// Who.
    pub by: OneOrMany,
    /// How.
    #[serde(default)]
    pub method: Option<At<Id>>,
}
