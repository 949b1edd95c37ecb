//! Changes by which a unit or role gets more, or is held to less, without its delegator.

use std::collections::BTreeSet;

use super::settled::{counts, id_of};
use super::{Base, Context, Rule, renames, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{
    Actor, Amount, Decision, DecisionState, Envelope, Format, Governance, Id, Mandate, Period,
    PowerLine, Record, Right, Role, Status, Unit,
};
use crate::source::Place;

const ID: &str = "self-written-mandate";

pub(super) struct SelfWrittenMandate;

impl Rule for SelfWrittenMandate {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a unit or role gets more, or is held to less, without a decision of its delegator",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("self-written-mandate.md"),
        }
    }

    fn looks_at_changes(&self) -> bool {
        true
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let Some(base) = context.base else {
            return Vec::new();
        };
        let (before, now) = (&base.loaded.governance, &context.loaded.governance);
        let deciders = Deciders::of(base, now);
        let mut findings = Vec::new();
        for (old, unit) in renames::pairs(&before.units, &now.units) {
            let actor = Actor::Unit(unit.id.clone());
            if both_hold(&old.envelope, &unit.envelope)
                && !deciders.decided(now, &actor, unit, &old.envelope)
            {
                let mut more = More::default();
                more.mandate(
                    (&old.data.mandate, &unit.data.mandate),
                    |span| unit.place(span),
                    unit.head_place(),
                );
                more.unit(old, unit);
                more.watchers(
                    context,
                    &base,
                    &Actor::Unit(old.id.clone()),
                    &actor,
                    unit.head_place(),
                );
                findings.extend(more.finding(now, &actor, unit));
            }
        }
        for (old, role) in renames::pairs(&before.roles, &now.roles) {
            let actor = Actor::Role(role.id.clone());
            if both_hold(&old.envelope, &role.envelope)
                && !deciders.decided(now, &actor, role, &old.envelope)
            {
                let mut more = More::default();
                more.mandate(
                    (&old.data.mandate, &role.data.mandate),
                    |span| role.place(span),
                    role.head_place(),
                );
                more.role(now, old, role);
                more.watchers(
                    context,
                    &base,
                    &Actor::Role(old.id.clone()),
                    &actor,
                    role.head_place(),
                );
                findings.extend(more.finding(now, &actor, role));
            }
        }
        findings
    }

    /// In other formats decisions are kept elsewhere.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// What is new comes with its mandate, and what was a draft had none.
fn both_hold(old: &Envelope, new: &Envelope) -> bool {
    old.status == Status::Active && new.status == Status::Active
}

/// Who may give an actor more: those above it, whoever fills the seat, the residual decider. The
/// root is above itself.
fn delegators(governance: &Governance, actor: &Actor) -> Vec<Actor> {
    let mut above: Vec<Actor> = Vec::new();
    if let Actor::Role(id) = actor
        && let Some(role) = governance.roles.get(id)
    {
        above.extend(governance.actor(&role.data.unit));
        let by = role
            .data
            .selection
            .as_ref()
            .and_then(|selection| selection.by.as_ref());
        above.extend(
            by.iter()
                .flat_map(|by| by.iter())
                .filter_map(|id| governance.actor(id)),
        );
    }
    if let Some(unit) = governance.unit_of(actor) {
        above.extend(
            governance
                .ancestors(unit)
                .into_iter()
                .cloned()
                .map(Actor::Unit),
        );
        if governance.root() == Some(unit) {
            above.push(Actor::Unit(unit.clone()));
        }
    }
    let residual = governance.org.as_ref().map(|org| &org.data.residual);
    above.extend(residual.and_then(|id| governance.actor_or_person(id)));
    above.retain(|other| {
        other != actor || matches!(actor, Actor::Unit(id) if governance.root() == Some(id))
    });
    above
}

/// The adopted decisions that came with this change, by the record that each names.
struct Deciders<'c> {
    new: Vec<&'c Record<Decision>>,
    named: BTreeSet<(&'c str, &'c Id)>,
}

impl<'c> Deciders<'c> {
    fn of(base: Base<'c>, now: &'c Governance) -> Self {
        let is_adopted = |decision: &Record<Decision>| {
            *decision.data.state == DecisionState::Adopted && counts(decision)
        };
        let was = |decision: &Record<Decision>| {
            base.loaded
                .governance
                .decisions
                .get(&decision.id)
                .is_some_and(is_adopted)
        };
        let all = now.decisions.values();
        let new: Vec<_> = all
            .filter(|decision| is_adopted(decision) && !was(decision))
            .collect();
        let mut named = BTreeSet::new();
        for decision in &new {
            let by = decision.data.by.as_ref();
            for changed in &decision.data.changes {
                let id = id_of(changed);
                named.extend(by.map(|by| (id, &by.value)));
            }
        }
        Deciders { new, named }
    }

    /// Whether a delegator decided on this change of the actor.
    fn decided<T>(
        &self,
        now: &Governance,
        actor: &Actor,
        record: &Record<T>,
        old: &Envelope,
    ) -> bool {
        let cited = record.envelope.decision.as_ref();
        let cited = cited.filter(|cited| old.decision.as_ref() != Some(cited));
        let cited = cited.and_then(|id| {
            let decision = now.decisions.get(&id.value)?;
            let holds = *decision.data.state == DecisionState::Adopted && counts(decision);
            decision.data.by.as_ref().filter(|_| holds)
        });
        delegators(now, actor).iter().any(|above| {
            cited.is_some_and(|by| by.value == *above.id())
                || self.named.contains(&(record.id.as_str(), above.id()))
        }) && !(self.new.is_empty() && cited.is_none())
    }
}

/// What an actor has or is spared that it had or was not before.
#[derive(Default)]
struct More(Vec<(String, Place)>);

impl More {
    fn mandate(
        &mut self,
        (old, new): (&Mandate, &Mandate),
        place: impl Fn(crate::source::Span) -> Place,
        head: Place,
    ) {
        let decided = |object: &str| {
            let lies = |outer: &str| {
                object
                    .strip_prefix(outer)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            old.domains.iter().any(|domain| lies(domain))
                || old.powers.iter().any(|line| {
                    line.right == Right::Decide
                        && lies(&line.over)
                        && line.up_to.is_none()
                        && line.when.is_none()
                })
        };
        for domain in &new.domains {
            if !decided(domain) {
                self.0
                    .push((format!("now decides {}", domain.value), place(domain.span)));
            }
        }
        for line in &new.powers {
            if !(line.right.binds() || line.right == Right::Execute) {
                continue;
            }
            let words = format!("{} {}", line.right.word(), line.over.value);
            let mut same = old
                .powers
                .iter()
                .filter(|old| old.right == line.right && line.over.lies_in(&old.over.value));
            match same.next() {
                Some(old) => self.line(old, line, &words, place(line.span)),
                None if decided(&line.over) => {}
                None => self.0.push((format!("may now {words}"), place(line.span))),
            }
        }
        let kept: BTreeSet<&str> = new.limits.iter().map(crate::model::Text::as_str).collect();
        let gone = old
            .limits
            .iter()
            .filter(|limit| !kept.contains(limit.as_str()))
            .count();
        // A limit in other words stays one.
        if new.limits.len() < old.limits.len() && gone > 0 {
            let gone = old.limits.len() - new.limits.len();
            self.0
                .push((format!("{} fewer", shared::counted(gone, "limit")), head));
        }
    }

    fn line(&mut self, old: &PowerLine, new: &PowerLine, words: &str, place: Place) {
        match (&old.up_to, &new.up_to) {
            (Some(before), None) => {
                self.0.push((
                    format!("may {words} without the limit of {}", before.value),
                    place,
                ));
            }
            (Some(before), Some(now)) if is_more(before, now) => {
                let words = format!("may {words} up to {}, was {}", now.value, before.value);
                self.0.push((words, place));
            }
            _ => {}
        }
        if old.when.is_some() && new.when.is_none() {
            self.0
                .push((format!("may {words} without a condition"), place));
        }
        if old.override_by.is_some() && new.override_by.is_none() {
            self.0.push((
                format!("nobody can overrule it on {}", new.over.value),
                place,
            ));
        }
    }

    fn unit(&mut self, old: &Record<Unit>, new: &Record<Unit>) {
        let head = new.head_place();
        if old.data.advisory && !new.data.advisory {
            self.0.push(("no longer advises only".to_owned(), head));
        }
        let most = |unit: &Record<Unit>| unit.data.size.and_then(|size| size.max);
        match (most(old), most(new)) {
            (Some(before), Some(now)) if now > before => {
                let place = new.data.size.map_or(head, |size| new.place(size.span));
                self.0
                    .push((format!("may have {now} members, was {before}"), place));
            }
            (Some(before), None) => self
                .0
                .push((format!("may have more than {before} members"), head)),
            _ => {}
        }
        let removes = |unit: &Record<Unit>| {
            unit.data
                .membership
                .as_ref()
                .is_some_and(|membership| membership.remove.is_some())
        };
        if removes(old) && !removes(new) {
            self.0
                .push(("nobody can end a membership".to_owned(), head));
        }
    }

    fn role(&mut self, governance: &Governance, old: &Record<Role>, new: &Record<Role>) {
        let head = new.head_place();
        let selection = |role: &Record<Role>| {
            role.data
                .selection
                .clone()
                .map(|at| at.value)
                .unwrap_or_default()
        };
        let (was, is) = (selection(old), selection(new));
        let days = |period: Period| period.approximate_days();
        let at = new
            .data
            .selection
            .as_ref()
            .map_or(head, |selection| new.place(selection.span));
        match (was.term, is.term) {
            (Some(before), Some(now)) if days(*now) > days(*before) => {
                self.0.push((
                    format!("a term of {}, was {}", now.value, before.value),
                    new.place(now.span),
                ));
            }
            (Some(before), None) => self.0.push((format!("no term, was {}", before.value), at)),
            _ => {}
        }
        let terms = [
            (was.max_terms, is.max_terms, "in a row"),
            (was.lifetime_terms, is.lifetime_terms, "in all"),
        ];
        for (before, now, words) in terms {
            match (before, now) {
                (Some(before), Some(now)) if *now > *before => {
                    let text = format!("{} terms {words}, was {}", now.value, before.value);
                    self.0.push((text, new.place(now.span)));
                }
                (Some(before), None) => {
                    self.0.push((
                        format!("no limit of terms {words}, was {}", before.value),
                        at,
                    ));
                }
                _ => {}
            }
        }
        if let Some(before) = was.cooldown
            && is.cooldown.is_none_or(|now| days(now) < days(before))
        {
            self.0
                .push((format!("a pause of less than {before} between terms"), at));
        }
        let most = |role: &Record<Role>| match &role.data.seats {
            Some(seats) => seats.max,
            None => Some(1),
        };
        if let Some(before) = most(old)
            && most(new).is_none_or(|now| now > before)
        {
            let place = new
                .data
                .seats
                .as_ref()
                .map_or(head, |seats| new.place(seats.span));
            self.0.push((
                format!(
                    "more than {}",
                    shared::counted(usize::try_from(before).unwrap_or(usize::MAX), "seat")
                ),
                place,
            ));
        }
        let itself = Actor::Role(new.id.clone());
        let by_others = |role: &Record<Role>| {
            role.data.removal.as_ref().is_some_and(|removal| {
                let mut by = removal.by.iter();
                by.any(|id| governance.actor_or_person(id).as_ref() != Some(&itself))
            })
        };
        if by_others(old) && !by_others(new) {
            let place = new
                .data
                .removal
                .as_ref()
                .map_or(head, |removal| new.place(removal.span));
            self.0
                .push(("nobody else can end the seat".to_owned(), place));
        }
    }

    /// Those who audited it and no longer do.
    fn watchers(
        &mut self,
        context: &Context<'_>,
        base: &Base<'_>,
        old: &Actor,
        new: &Actor,
        head: Place,
    ) {
        let watched = |powers: &crate::power::Powers, actor: &Actor| {
            let mut over = powers.over(actor.id());
            over.any(|power| power.key.right == Right::Audit && power.key.holder != *actor)
        };
        if watched(base.powers, old) && !watched(context.powers, new) {
            self.0.push(("nobody audits it any more".to_owned(), head));
        }
    }

    fn finding<T: crate::model::RecordData>(
        self,
        governance: &Governance,
        actor: &Actor,
        record: &Record<T>,
    ) -> Option<Finding> {
        let (first, rest) = self.0.split_first()?;
        let above = delegators(governance, actor);
        let from = above
            .first()
            .map_or("those above it", |above| governance.actor_name(above));
        let name = record.name();
        let message = shared::fitting(format!("{name} gains without a decision of {from}"), || {
            format!("`{}` gains without a decision from above", record.id)
        });
        let mut finding =
            Finding::new(ID, Severity::Error, first.1, message).label(first.0.clone());
        for (words, place) in rest.iter().take(shared::MOST_PLACES) {
            finding = finding.related(*place, words.clone());
        }
        Some(
            finding
                .why("a mandate is given; whoever writes their own answers to nobody")
                .fix(format!(
                    "add the decision of {from} with `changes: [{}]`, or take this back {}",
                    record.id,
                    shared::MOVES_POWER
                ))
                .record(record.reference()),
        )
    }
}

/// Whether an amount is more than another of the same unit.
fn is_more(before: &Amount, now: &Amount) -> bool {
    match (before.parts(), now.parts()) {
        (Some((before, unit)), Some((now, same))) => unit == same && now > before,
        _ => false,
    }
}
