//! Units and roles that need each other and have nobody who talks to both.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::{self, Belonging};
use super::seats::Seats;
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format, Id, Record, Role};
use crate::source::{At, Place};

const ID: &str = "missing-liaison";

pub(super) struct MissingLiaison;

impl Rule for MissingLiaison {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a unit needs another, and no link, shared member or agreement joins them",
            severity: Severity::Warning,
            level: Level::Rules,
            essential: false,
            page: include_str!("missing-liaison.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        if shared::has_gap(governance) {
            return Vec::new();
        }
        let ties = Ties::of(context);
        let mut findings = Vec::new();
        let mut seen = BTreeSet::new();
        let mut tell = |from: Actor, record: String, needs: Vec<(&At<Id>, Place, &str)>| {
            if !governance.actor_in_force(&from, context.as_of) {
                return;
            }
            for (id, place, verb) in needs {
                let Some(other) = governance.actor(id) else {
                    continue;
                };
                let missing = ties.missing(context, &from, &other);
                // Who needs whom matters less than that they do not meet.
                if let Some((one, two)) = missing
                    && seen.insert((one.min(two), one.max(two)))
                {
                    findings.push(ties.finding(context, &from, &other, place, verb, &record));
                }
            }
        };
        for unit in governance.units.values() {
            let needs = unit.data.mandate.depends_on.iter();
            let needs = needs.map(|id| (id, unit.place(id.span), "needs"));
            let serves = unit.data.stakeholders.iter();
            let serves = serves.map(|id| (id, unit.place(id.span), "serves"));
            let actor = Actor::Unit(unit.id.clone());
            tell(actor, unit.reference(), needs.chain(serves).collect());
        }
        for role in governance.roles.values() {
            let needs = role.data.mandate.depends_on.iter();
            let needs = needs.map(|id| (id, role.place(id.span), "needs")).collect();
            tell(Actor::Role(role.id.clone()), role.reference(), needs);
        }
        findings
    }

    /// Other formats do not say who needs whom.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Two units in order.
type Ends<'c> = (&'c Id, &'c Id);

/// Everything that joins units.
struct Ties<'c> {
    people: BTreeMap<&'c Id, Belonging<'c>>,
    /// Links with somebody in them, or whose vacancy is told of.
    links: BTreeSet<Ends<'c>>,
    /// Links that may be vacant, and are.
    vacant: BTreeMap<Ends<'c>, &'c Record<Role>>,
    agreed: BTreeSet<Ends<'c>>,
}

fn ends<'c>(one: &'c Id, two: &'c Id) -> Ends<'c> {
    (one.min(two), one.max(two))
}

impl<'c> Ties<'c> {
    fn of(context: &Context<'c>) -> Self {
        let governance = &context.loaded.governance;
        let people = bodies::of_units(context);
        let (mut links, mut vacant) = (BTreeSet::new(), BTreeMap::new());
        for role in governance.roles.values() {
            let actor = Actor::Role(role.id.clone());
            let Some(link) = &role.data.represents else {
                continue;
            };
            if !governance.actor_in_force(&actor, context.as_of) {
                continue;
            }
            let seats = Seats::of(role, context.as_of);
            let joins = ends(&role.data.unit.value, &link.unit.value);
            let stands_in = !seats.deputies.is_empty() || role.data.source.is_some();
            if seats.current.is_empty() && seats.min == 0 && !stands_in {
                vacant.insert(joins, role);
            } else {
                links.insert(joins);
            }
        }
        let mut agreed = BTreeSet::new();
        for agreement in governance.agreements.values() {
            if !shared::is_live(&agreement.envelope, context.as_of) {
                continue;
            }
            let parties = agreement.data.parties.iter();
            let parties = parties.filter_map(|party| governance.actor(&party.actor));
            let units: BTreeSet<&Id> = parties
                .filter_map(|party| governance.unit_of(&party))
                .collect();
            for one in &units {
                agreed.extend(units.range::<&Id, _>(one..).map(|two| ends(one, two)));
            }
        }
        Ties {
            people,
            links,
            vacant,
            agreed,
        }
    }

    /// The units of the two, where nothing joins them.
    fn missing(&self, context: &Context<'c>, from: &Actor, other: &Actor) -> Option<Ends<'c>> {
        let governance = &context.loaded.governance;
        let (one, two) = (governance.unit_of(from)?, governance.unit_of(other)?);
        let joins = ends(one, two);
        let nobody = BTreeMap::new();
        let (here, there) = (
            self.people.get(one).unwrap_or(&nobody),
            self.people.get(two).unwrap_or(&nobody),
        );
        let shares = || here.keys().any(|person| there.contains_key(person));
        let in_line =
            || governance.ancestors(one).contains(&two) || governance.ancestors(two).contains(&one);
        let elsewhere = [one, two]
            .iter()
            .any(|unit| shared::people_elsewhere(governance, &Actor::Unit((*unit).clone())));
        let joined = one == two
            || self.links.contains(&joins)
            || self.agreed.contains(&joins)
            || elsewhere
            || !governance.actor_in_force(other, context.as_of)
            || in_line()
            || shares();
        (!joined).then_some(joins)
    }

    fn finding(
        &self,
        context: &Context<'c>,
        from: &Actor,
        other: &Actor,
        place: Place,
        verb: &str,
        record: &str,
    ) -> Finding {
        let governance = &context.loaded.governance;
        let message = shared::fitting(
            format!(
                "{} {verb} {}, and nobody links them",
                governance.actor_name(from),
                governance.actor_name(other)
            ),
            || format!("`{from}` {verb} `{other}`, and nobody links them"),
        );
        let units = governance.unit_of(from).zip(governance.unit_of(other));
        let vacant = units.and_then(|(one, two)| self.vacant.get(&ends(one, two)));
        let mut finding = Finding::new(ID, Severity::Warning, place, message)
            .label("no link, nobody in both, and no agreement")
            .why("who needs another and never meets them learns of changes when they hurt")
            .record(record);
        let fix = match (vacant, units) {
            (Some(role), _) => {
                finding = finding.related(role.head_place(), "the link, which nobody holds");
                format!("fill the seat of `{}`", role.id)
            }
            (None, Some((_, two))) => format!(
                "add a role with `represents: {{in: {two}, as: observer}}`, or an agreement"
            ),
            (None, None) => "add a link, or an agreement".to_owned(),
        };
        finding = finding.fix(fix);
        finding
    }
}
