//! Rights that are given on by somebody who does not have them, or may not give them on.

use std::collections::BTreeMap;

use super::competence::{Competence, competence, is_above};
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Amount, Format, Mandate, Object, Policy, PowerLine, Record, Right};
use crate::power::Power;
use crate::source::{At, Place};

const ID: &str = "over-delegation";

pub(super) struct OverDelegation;

impl Rule for OverDelegation {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a right is given on by a body that does not have it, or may not give it on",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("over-delegation.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        if shared::has_gap(governance) {
            return Vec::new();
        }
        let mut findings = Vec::new();
        let mut adopters: BTreeMap<Place, Actor> = BTreeMap::new();
        for policy in governance.policies.values() {
            let adopter = governance.actor_or_person(&policy.data.adopted_by);
            let adopter = adopter.filter(|adopter| {
                policy.envelope.in_force(context.as_of)
                    && governance.actor_in_force(adopter, context.as_of)
            });
            let Some(adopter) = adopter else {
                continue;
            };
            for grant in &policy.data.grants {
                adopters.insert(policy.place(grant.span), adopter.clone());
                if grant.line.right.binds() || grant.line.right == Right::Execute {
                    let line = &grant.line;
                    let here = policy.place(grant.span);
                    let found = beyond(context, policy, &adopter, line, here);
                    findings.extend(found.or_else(|| more(context, policy, &adopter, line)));
                }
            }
        }
        findings.extend(given_on(context, &adopters));
        findings
    }

    /// Other formats do not say where a right comes from.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

const WHY: &str = "nobody can give what they do not have, and whoever gets it acts in good faith";

fn granted(policy: &Record<Policy>, place: Place, message: String) -> Finding {
    let message = shared::fitting(message, || {
        format!("`{}` grants more than its adopter has", policy.id)
    });
    Finding::new(ID, Severity::Error, place, message)
        .related(policy.place(policy.data.adopted_by.span), "who grants it")
        .why(WHY)
        .record(policy.reference())
}

/// A grant of what others hold. Of a policy that as such lies in the domain of others
/// `policy-adrift` tells.
fn beyond(
    context: &Context<'_>,
    policy: &Record<Policy>,
    adopter: &Actor,
    line: &PowerLine,
    here: Place,
) -> Option<Finding> {
    let governance = &context.loaded.governance;
    let mut domains = policy.data.domains.iter();
    if domains.any(|domain| line.over.lies_in(domain)) {
        return None;
    }
    let Competence::Others(holders) = competence(governance, context.powers, adopter, &line.over)
    else {
        return None;
    };
    let name = governance.actor_name(adopter);
    let over = &line.over.value;
    let place = policy.place(line.over.span);
    // Whoever has it by this grant alone shows nothing.
    let other = holders.iter().find(|power| power.place != here);
    let finding = granted(
        policy,
        place,
        format!("{name} grants {over}, which it does not hold"),
    )
    .fix(format!(
        "let whoever holds it grant it, or take the line out {}",
        shared::MOVES_POWER
    ));
    Some(match other {
        Some(power) => finding
            .label(format!(
                "{} decides on this",
                governance.actor_name(&power.key.holder)
            ))
            .related(power.place, "by this line"),
        None => finding.label("nobody else has it either"),
    })
}

/// A grant up to more than its adopter may decide itself.
fn more(
    context: &Context<'_>,
    policy: &Record<Policy>,
    adopter: &Actor,
    line: &PowerLine,
) -> Option<Finding> {
    let own: Vec<&Power> = context.powers.of_actor(adopter).collect();
    let own = own.into_iter().filter(|power| {
        matches!(power.key.right, Right::Decide | Right::Joint)
            && line.over.lies_in(&power.key.object)
    });
    let own: Vec<&Power> = own.collect();
    let bounds: Vec<&Amount> = own
        .iter()
        .filter_map(|power| power.up_to.as_ref())
        .collect();
    let first = own.first()?;
    if bounds.len() < own.len() {
        return None;
    }
    let exceeds = match &line.up_to {
        None => true,
        Some(amount) => bounds.iter().all(|bound| amount.value.exceeds(bound)),
    };
    if !exceeds {
        return None;
    }
    let name = context.loaded.governance.actor_name(adopter);
    let over = &line.over.value;
    let place = line.up_to.as_ref().map_or(line.over.span, |at| at.span);
    let most = bounds.first()?;
    Some(
        granted(
            policy,
            policy.place(place),
            format!("{name} grants more of {over} than it has"),
        )
        .label(match &line.up_to {
            Some(amount) => format!("up to {}", amount.value),
            None => "without a limit".to_owned(),
        })
        .related(first.place, format!("itself up to {most}"))
        .fix(format!(
            "grant no more than {most}, or let the body above grant it {}",
            shared::MOVES_POWER
        )),
    )
}

/// A line that says of a right that it stays where it is.
struct Reserved<'c> {
    holder: Actor,
    line: &'c PowerLine,
    place: Place,
}

/// Rights that are to stay where they are, and that somebody below has, or has by a grant.
fn given_on(context: &Context<'_>, adopters: &BTreeMap<Place, Actor>) -> Vec<Finding> {
    let governance = &context.loaded.governance;
    let mut reserved: Vec<Reserved<'_>> = Vec::new();
    let mut add = |holder: Actor, mandate, place: &dyn Fn(&At<Object>) -> Place| {
        let mandate: &Mandate = mandate;
        if governance.actor_in_force(&holder, context.as_of) {
            let lines = mandate.powers.iter();
            let lines = lines.filter(|line| {
                line.delegable == Some(false) && matches!(line.right, Right::Decide | Right::Joint)
            });
            reserved.extend(lines.map(|line| Reserved {
                holder: holder.clone(),
                line,
                place: place(&line.over),
            }));
        }
    };
    for unit in governance.units.values() {
        let actor = Actor::Unit(unit.id.clone());
        add(actor, &unit.data.mandate, &|over| unit.place(over.span));
    }
    for role in governance.roles.values() {
        let actor = Actor::Role(role.id.clone());
        add(actor, &role.data.mandate, &|over| role.place(over.span));
    }
    let mut given: BTreeMap<&str, Vec<&Power>> = BTreeMap::new();
    if !reserved.is_empty() {
        for power in shared::given(context) {
            let object = power.key.object.as_str();
            given.entry(object).or_default().push(power);
        }
    }
    let mut findings = Vec::new();
    for Reserved {
        holder,
        line,
        place,
    } in &reserved
    {
        let has = |power: &&Power| {
            let other = &power.key.holder;
            let with = line.with.iter().any(|id| id.value == *other.id());
            let by_grant = adopters.get(&power.place) == Some(holder);
            other != holder && !with && (by_grant || is_above(governance, holder, other))
        };
        let outer = line.over.as_str();
        let inside = given.range::<&str, _>(outer..);
        let inside = inside.take_while(|(object, _)| object.starts_with(outer));
        for power in inside.flat_map(|(_, powers)| powers).copied().filter(has) {
            if !power.key.object.lies_in(outer) {
                continue;
            }
            let name = governance.actor_name(holder);
            let other = governance.actor_name(&power.key.holder);
            let over = &power.key.object;
            let message = shared::fitting(
                format!("{other} decides {over}, reserved to {name}"),
                || format!("`{}` decides {over}, which is reserved", power.key.holder),
            );
            let message =
                shared::fitting(message, || format!("`{over}` is decided below its owner"));
            findings.push(
                Finding::new(ID, Severity::Error, power.place, message)
                    .label("given on to this")
                    .related(*place, "to be given on to nobody: `delegable: false`")
                    .why("what is reserved to a body is trusted to its members and to nobody else")
                    .fix(format!(
                        "take the right back, or drop `delegable: false` {}",
                        shared::MOVES_POWER
                    ))
                    .record(format!("{}/{}", power.key.holder.kind(), power.key.holder)),
            );
        }
    }
    findings
}
