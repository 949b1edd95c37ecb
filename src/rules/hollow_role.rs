//! Roles that are held and ask for nothing, and roles whose matters others decide.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Decision, Format, Id, Object, Record, Right, Role, references};
use crate::power::{Origin, Power};

const ID: &str = "hollow-role";

pub(super) struct HollowRole;

impl Rule for HollowRole {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a role is held and has no task, or others decide what it may decide",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("hollow-role.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        if shared::has_gap(governance) {
            return Vec::new();
        }
        let held: Vec<&Record<Role>> = governance
            .roles
            .values()
            .filter(|role| !people(context, role).is_empty())
            .collect();
        let named = named(context);
        let hollow: Vec<&Record<Role>> = held
            .iter()
            .filter(|role| is_hollow(context, role, &named))
            .copied()
            .collect();
        let mut findings = Vec::new();
        // Where most roles are written so, the tasks are written elsewhere.
        if held.len() >= FEWEST && hollow.len() * 2 < held.len() {
            findings.extend(hollow.iter().map(|role| without_task(context, role)));
        }
        let matters = Matters::of(context);
        findings.extend(held.iter().filter_map(|role| matters.idle(context, role)));
        findings
    }

    /// Other formats do not say what a role is for.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Of fewer roles nobody can say what is usual.
const FEWEST: usize = 4;

fn people<'c>(context: &Context<'c>, role: &Record<Role>) -> &'c BTreeSet<Id> {
    context.powers.roster.people(&Actor::Role(role.id.clone()))
}

/// What mandates, rules and methods name: to be named there is a task.
fn named(context: &Context<'_>) -> BTreeSet<String> {
    let all = references(&context.loaded.governance);
    all.into_iter()
        .filter(|reference| !reference.from.starts_with("decision/"))
        .filter(|reference| reference.from.strip_prefix("role/") != Some(&reference.id))
        .map(|reference| reference.id)
        .collect()
}

/// Whether a role says why it is there, and neither what is expected of it nor what it may do.
fn is_hollow(context: &Context<'_>, role: &Record<Role>, named: &BTreeSet<String>) -> bool {
    let data = &role.data;
    let mandate = &data.mandate;
    let mut rights = context.powers.of_actor(&Actor::Role(role.id.clone()));
    // Without a purpose either, it has a finding of its own.
    mandate.purpose.is_some()
        && mandate.accountabilities.is_empty()
        && mandate.delivers.is_empty()
        && mandate.metrics.is_empty()
        && data.template.is_none()
        && data.represents.is_none()
        && !named.contains(role.id.as_str())
        && !rights.any(|power| power.origin == Origin::Declared)
}

fn without_task(context: &Context<'_>, role: &Record<Role>) -> Finding {
    let governance = &context.loaded.governance;
    let names = people(context, role).iter();
    let names: Vec<String> = names
        .map(|person| governance.person_name(person).to_owned())
        .collect();
    let name = role.name();
    let message = shared::fitting(format!("nothing says what {name} does"), || {
        format!("nothing says what `{}` does", role.id)
    });
    Finding::new(ID, Severity::Info, role.head_place(), message)
        .label(format!(
            "held by {}, no accountability and no right",
            shared::listed(&names)
        ))
        .why("a title without a task gives standing, and nobody can ask anything for it")
        .fix("add `accountabilities:` with what others may expect, or end the role")
        .record(role.reference())
}

/// What was decided lately, by domain and by decider.
struct Matters<'c> {
    by_domain: BTreeMap<&'c Object, Vec<&'c Record<Decision>>>,
    deciders: BTreeSet<&'c Id>,
}

impl<'c> Matters<'c> {
    fn of(context: &Context<'c>) -> Self {
        let mut matters = Matters {
            by_domain: BTreeMap::new(),
            deciders: BTreeSet::new(),
        };
        for (decision, _) in census::recent(context) {
            matters
                .deciders
                .extend(decision.data.by.as_ref().map(|by| &by.value));
            // What was passed up was first in the hands of the role.
            let data = &decision.data;
            matters
                .deciders
                .extend(data.escalated_from.as_ref().map(|from| &from.value));
            for domain in &data.domains {
                let all = matters.by_domain.entry(&domain.value).or_default();
                all.push(decision);
            }
        }
        matters
    }

    /// A role with a domain on which others decided several times, and the role on nothing.
    fn idle(&self, context: &Context<'_>, role: &Record<Role>) -> Option<Finding> {
        let window = census::limits(context).window;
        let settled = |since: crate::model::Date| since.plus(window) <= context.as_of;
        let holders = || role.data.holders.iter().filter(|h| h.holds(context.as_of));
        let long = holders().any(|holder| holder.since.is_some_and(|since| settled(*since)));
        let decides = |id: &Id| self.deciders.contains(id);
        if !long || decides(&role.id) || people(context, role).iter().any(decides) {
            return None;
        }
        let actor = Actor::Role(role.id.clone());
        let rights = context
            .powers
            .of_actor(&actor)
            .filter(|power| is_whole(power));
        let (power, decisions) = rights
            .filter_map(|power| Some((power, self.by_domain.get(&power.key.object)?)))
            .max_by_key(|(_, decisions)| decisions.len())?;
        let count = decisions.len();
        if count < census::limits(context).idle_decisions {
            return None;
        }
        let object = &power.key.object;
        let words = |name: &str| format!("{count} decisions on {object}, none of them by {name}");
        let message = shared::fitting(words(role.name()), || words(&format!("`{}`", role.id)));
        let first = Finding::new(ID, Severity::Info, power.place, message)
            .label(format!("{} decides this, as written", role.name()));
        let decided = decisions.iter().take(shared::MOST_PLACES);
        let finding = decided.fold(first, |finding, decision| {
            finding.related(decision.head_place(), "decided by others")
        });
        Some(
            finding
                .why("a right that its holder never uses is somebody else's in fact")
                .fix(format!(
                    "let the role decide again, or give the domain to who does {}",
                    shared::MOVES_POWER
                ))
                .record(role.reference()),
        )
    }
}

/// Whether a right is over all of a matter at all times.
fn is_whole(power: &Power) -> bool {
    power.origin == Origin::Declared
        && power.key.right == Right::Decide
        && power.key.when.is_none()
        && power.up_to.is_none()
}
