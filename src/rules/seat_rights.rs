//! The rights of seats that bind others: from the mandate of a role, its template and policies.

use std::collections::BTreeMap;

use super::Context;
use crate::model::{Governance, Id, Mandate, PowerLine, Record, Right, Role};
use crate::source::Place;

/// How many of the rights a finding shows.
pub(super) const MOST_RIGHTS: usize = 3;

/// The rights of all seats, prepared so that each role is looked up at once.
pub(super) struct SeatRights<'c> {
    governance: &'c Governance,
    /// What policies in force give, by receiver.
    granted: BTreeMap<&'c Id, Vec<(&'c PowerLine, Place)>>,
}

impl<'c> SeatRights<'c> {
    pub(super) fn of_all(context: &Context<'c>) -> Self {
        let governance = &context.loaded.governance;
        let mut granted: BTreeMap<&Id, Vec<(&PowerLine, Place)>> = BTreeMap::new();
        for policy in governance.policies.values() {
            if policy.envelope.in_force(context.as_of) {
                for grant in &policy.data.grants {
                    let lines = granted.entry(&grant.to.value).or_default();
                    lines.push((&grant.line, policy.place(grant.span)));
                }
            }
        }
        SeatRights {
            governance,
            granted,
        }
    }

    /// The rights of a seat that bind others, in words, each with the line that gives it.
    pub(super) fn of(&self, role: &Record<Role>) -> Vec<(String, Place)> {
        let mut rights = of_mandate(&role.data.mandate, role);
        let template = role.data.template.as_ref();
        if let Some(template) = template.and_then(|id| self.governance.roles.get(&id.value)) {
            rights.extend(of_mandate(&template.data.mandate, template));
        }
        let granted = self.granted.get(&role.id).into_iter().flatten();
        let granted = granted.filter(|(line, _)| line.right.binds());
        rights
            .extend(granted.map(|(line, place)| (in_words(line.right, &line.over.value), *place)));
        rights
    }
}

fn of_mandate(mandate: &Mandate, record: &Record<Role>) -> Vec<(String, Place)> {
    let domains = mandate.domains.iter();
    let domains = domains.map(|domain| {
        let words = in_words(Right::Decide, &domain.value);
        (words, record.place(domain.span))
    });
    let powers = mandate.powers.iter().filter(|line| line.right.binds());
    let powers = powers.map(|line| {
        let words = in_words(line.right, &line.over.value);
        (words, record.place(line.span))
    });
    domains.chain(powers).collect()
}

fn in_words(right: Right, object: &str) -> String {
    match right {
        Right::Joint => format!("the seat decides {object} with others"),
        Right::Veto => format!("the seat can block {object}"),
        Right::Override => format!("the seat can overrule {object}"),
        _ => format!("the seat decides {object}"),
    }
}
