//! Seats with rights, and memberships of bodies that decide, of which nothing says who fills them.

use std::collections::BTreeSet;

use super::seat_rights::{MOST_RIGHTS, SeatRights};
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format, Id, MembershipRule, Record, Role, Selection, Unit};
use crate::power::{Act, Origin};
use crate::source::At;

const ID: &str = "no-selection-path";
const WHY: &str = "a seat that nobody gives is taken, and whoever took it answers to nobody";

pub(super) struct NoSelectionPath;

impl Rule for NoSelectionPath {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "nothing says who fills a seat that holds rights, or a body that decides",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("no-selection-path.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let patterns = shared::patterns(governance);
        let rights = SeatRights::of_all(context);
        let roles = governance.roles.values();
        let roles = roles.filter(|role| {
            shared::is_live(&role.envelope, context.as_of) && !patterns.contains(&role.id)
        });
        let mut findings: Vec<Finding> = roles
            .filter_map(|role| unchosen(context, &rights, role))
            .collect();
        let deciding = deciding(context);
        let units = governance.units.values();
        let units = units.filter(|unit| deciding.contains(&unit.id));
        findings.extend(units.filter_map(|unit| unadmitted(context, unit)));
        findings
    }

    /// How seats of other formats are filled is a matter of their policies, which are prose.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Whether a mandate or policy elsewhere lets somebody bring people in.
fn given_elsewhere(context: &Context<'_>, object: &str) -> bool {
    context.powers.over(object).any(|power| {
        power.origin == Origin::Declared && power.key.right.binds() && power.key.act != Act::Remove
    })
}

fn unchosen(
    context: &Context<'_>,
    rights: &SeatRights<'_>,
    role: &Record<Role>,
) -> Option<Finding> {
    let says_how = |selection: &At<Selection>| selection.by.is_some() || selection.method.is_some();
    let template = role.data.template.as_ref();
    let template = template.and_then(|id| context.loaded.governance.roles.get(&id.value));
    let template = template.and_then(|template| template.data.selection.as_ref());
    let selection = role.data.selection.as_ref();
    if role.data.source.is_some()
        || selection.into_iter().chain(template).any(says_how)
        || given_elsewhere(context, &format!("seats/{}", role.id))
    {
        return None;
    }
    let rights = rights.of(role);
    if rights.is_empty() {
        return None;
    }
    let (span, label) = match selection {
        Some(selection) => (selection.span, "neither who chooses nor how"),
        None => (role.head, "no `selection` written"),
    };
    let message = shared::fitting(
        format!("nothing says who fills the seat of {}", role.name()),
        || format!("nothing says who fills the seat of `{}`", role.id),
    );
    let mut finding = Finding::new(ID, Severity::Error, role.place(span), message).label(label);
    for (words, place) in rights.iter().take(MOST_RIGHTS) {
        finding = finding.related(*place, words);
    }
    Some(
        finding
            .why(WHY)
            .fix(format!(
                "add `selection: {{by: {}}}`, or name whoever else chooses {}",
                role.data.unit.value,
                shared::MOVES_POWER
            ))
            .record(role.reference()),
    )
}

/// The units that were given something to decide.
fn deciding<'c>(context: &Context<'c>) -> BTreeSet<&'c Id> {
    let powers = context.powers.all.iter().filter(|power| {
        power.origin == Origin::Declared && power.key.right.binds() && power.key.act == Act::Any
    });
    let holders = powers.filter_map(|power| match &power.key.holder {
        Actor::Unit(id) => Some(id),
        _ => None,
    });
    holders.collect()
}

fn unadmitted(context: &Context<'_>, unit: &Record<Unit>) -> Option<Finding> {
    let membership = unit.data.membership.as_ref()?;
    let how = match membership.rule {
        MembershipRule::Invited => "invited",
        MembershipRule::Elected => "elected",
        MembershipRule::Appointed => "appointed",
        // By coming, by owning, by lot, or by another seat.
        _ => return None,
    };
    let object = format!("membership/{}", unit.id);
    let is_elsewhere = membership.source.is_some() || membership.count.is_some();
    if is_elsewhere || membership.admit.is_some() || given_elsewhere(context, &object) {
        return None;
    }
    let message = shared::fitting(
        format!("nothing says who admits members to {}", unit.name()),
        || format!("nothing says who admits members to `{}`", unit.id),
    );
    let place = shared::Fields::of(context, unit).at(&["membership"]);
    let place = place.unwrap_or_else(|| unit.head_place());
    Some(
        Finding::new(ID, Severity::Error, place, message)
            .label(format!("{how}, and by whom is not said"))
            .why(WHY)
            .fix(format!(
                "add `admit: {{by: …}}` with the body that lets people in {}",
                shared::MOVES_POWER
            ))
            .record(unit.reference()),
    )
}
