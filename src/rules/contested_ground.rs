//! Domains on which several bodies decide in turn.

use std::collections::BTreeMap;

use super::competence::{Competence, competence, is_above};
use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Decision, DecisionType, Format, Object, Record};
use crate::source::Place;

const ID: &str = "contested-ground";

pub(super) struct ContestedGround;

impl Rule for ContestedGround {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "several bodies decided on one domain lately, and none of them is above the other",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("contested-ground.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let mut ground: BTreeMap<&Object, BTreeMap<Actor, Vec<Place>>> = BTreeMap::new();
        for (decision, _) in census::recently_adopted(context).filter(|(it, _)| is_plain(it)) {
            let Some(decider) = census::decider(governance, &decision.data) else {
                continue;
            };
            if !governance.actor_in_force(&decider, context.as_of) {
                continue;
            }
            for domain in &decision.data.domains {
                let bodies = ground.entry(&domain.value).or_default();
                let places = bodies.entry(decider.clone()).or_default();
                places.push(decision.place(domain.span));
            }
        }
        let most = census::limits(context).deciders_per_domain;
        let mut findings = Vec::new();
        for (object, mut bodies) in ground {
            // Once may be chance.
            bodies.retain(|actor, places| places.len() > 1 && may(context, actor, object));
            let all: Vec<Actor> = bodies.keys().cloned().collect();
            bodies.retain(|actor, _| !is_in_line(context, actor, &all));
            if bodies.len() > most.max(1) {
                findings.extend(finding(context, object, &bodies));
            }
        }
        findings
    }

    /// Other formats record no decisions.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Whether a decision is about the matter itself, and was taken where it belongs.
fn is_plain(decision: &Record<Decision>) -> bool {
    let data = &decision.data;
    matches!(
        data.decision_type,
        DecisionType::Operational | DecisionType::Policy
    ) && data.escalated_from.is_none()
        && data.overrides.is_none()
}

/// Whether a body may decide the matter; whoever may not has a finding of its own.
fn may(context: &Context<'_>, actor: &Actor, object: &Object) -> bool {
    let governance = &context.loaded.governance;
    let found = competence(governance, context.powers, actor, object);
    matches!(found, Competence::Own)
}

/// Whether another of the deciders is above or below the actor, or acts together with it.
fn is_in_line(context: &Context<'_>, actor: &Actor, all: &[Actor]) -> bool {
    let governance = &context.loaded.governance;
    let residual = governance.org.as_ref();
    let residual = residual.and_then(|org| governance.actor_or_person(&org.data.residual));
    let root = governance.root();
    let is_top = |one: &Actor| {
        residual.as_ref() == Some(one) || matches!(one, Actor::Unit(id) if Some(id) == root)
    };
    let same_people =
        |other: &Actor| context.powers.roster.people(actor) == context.powers.roster.people(other);
    is_top(actor)
        || all.iter().filter(|other| *other != actor).any(|other| {
            is_above(governance, other, actor)
                || is_above(governance, actor, other)
                || same_people(other)
        })
}

fn finding(
    context: &Context<'_>,
    object: &Object,
    bodies: &BTreeMap<Actor, Vec<Place>>,
) -> Option<Finding> {
    let governance = &context.loaded.governance;
    let name = |actor: &Actor| governance.actor_name(actor).to_owned();
    let names: Vec<String> = bodies.keys().map(name).collect();
    let (first, places) = bodies.iter().next()?;
    let count: usize = bodies.values().map(Vec::len).sum();
    let message = shared::fitting(
        format!("{} decided on {object} in turn", shared::listed(&names)),
        || format!("{} bodies decided on {object} in turn", names.len()),
    );
    let mut finding = Finding::new(ID, Severity::Info, *places.first()?, message).label(format!(
        "{count} decisions lately, this one by {}",
        name(first)
    ));
    for (actor, places) in bodies.iter().skip(1).take(shared::MOST_PLACES) {
        let label = format!(
            "{} by {}",
            shared::counted(places.len(), "decision"),
            name(actor)
        );
        finding = finding.related(*places.first()?, label);
    }
    Some(
        finding
            .why("where two decide the same, people ask the one who will say yes")
            .fix(format!(
                "split the domain, or let them decide it together with `right: joint` {}",
                shared::MOVES_POWER
            ))
            .record(format!("{}/{first}", first.kind())),
    )
}
