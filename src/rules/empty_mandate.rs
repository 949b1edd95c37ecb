//! Units and roles of which nothing says what they are for.

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Format, Governance, Id, Kind, Mandate};
use crate::source::Place;

const ID: &str = "empty-mandate";

pub(super) struct EmptyMandate;

impl Rule for EmptyMandate {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a unit or role has no purpose, accountabilities, domains or powers",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("empty-mandate.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let mut findings = Vec::new();
        for unit in governance.units.values() {
            let is_live = shared::is_live(&unit.envelope, context.as_of);
            if is_live && is_empty(&unit.data.mandate) && !is_granted(governance, &unit.id) {
                findings.push(empty(Kind::Unit, &unit.id, unit.name(), unit.head_place()));
            }
        }
        for role in governance.roles.values() {
            // A role is also for what its template is for, even if that cannot be read.
            let inherits = role.data.template.as_ref().is_some_and(|template| {
                let template = governance.roles.get(&template.value);
                template.is_none_or(|template| !is_empty(&template.data.mandate))
            });
            let is_live = shared::is_live(&role.envelope, context.as_of);
            let says =
                !is_empty(&role.data.mandate) || inherits || is_granted(governance, &role.id);
            if is_live && !says {
                findings.push(empty(Kind::Role, &role.id, role.name(), role.head_place()));
            }
        }
        findings
    }

    /// Teams of rust-lang/team have a description on the web site and nothing of the kind here.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

fn is_empty(mandate: &Mandate) -> bool {
    mandate.purpose.is_none() && mandate.accountabilities.is_empty() && !mandate.has_rights()
}

/// Whether a policy gives the actor a right: then that is what it is for.
fn is_granted(governance: &Governance, actor: &Id) -> bool {
    let policies = governance.policies.values();
    policies
        .flat_map(|policy| &policy.data.grants)
        .any(|grant| grant.to.value == *actor)
}

fn empty(kind: Kind, id: &Id, name: &str, place: Place) -> Finding {
    let message = shared::fitting(format!("nothing says what {name} is for"), || {
        format!("nothing says what `{id}` is for")
    });
    Finding::new(ID, Severity::Error, place, message)
        .label("no purpose, accountabilities, domains or powers")
        .why("nobody can hold a body to a task that it was never given")
        .fix("add `purpose:` in one sentence")
        .record(format!("{kind}/{id}"))
}
