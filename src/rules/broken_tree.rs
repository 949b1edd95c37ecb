//! Units that do not hang together: no organisation, a second root, a circle of parents.

use std::collections::BTreeMap;

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Format, Governance, Id, Kind, Record, Unit};
use crate::source::{At, Place, Span};

const ID: &str = "broken-tree";
const WHY: &str = "every unit answers to its parent, and somebody must be at the top of it all";

pub(super) struct BrokenTree;

impl Rule for BrokenTree {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "the units do not form one tree with the organisation's root on top",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("broken-tree.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let mut findings = Vec::new();
        // An organisation that could not be read, and a root that does not exist, have findings
        // of their own; what they would say of the tree is not known.
        let org_unread = governance.unread.iter().any(|(kind, _)| *kind == Kind::Org);
        let root = governance.org.as_ref().map(|org| &org.data.root);
        if root.is_none() && !org_unread {
            findings.extend(no_organisation(context));
        }
        let root = root.filter(|root| governance.has(Kind::Unit, root));
        let is_root = |unit: &Record<Unit>| root.is_some_and(|root| root.value == unit.id);
        for circle in circles(governance) {
            // Where the root stands in a circle, its parent is what closes it.
            if !circle.iter().any(|(unit, _)| is_root(unit)) {
                findings.push(circular(governance, &circle));
            }
        }
        // Where the root has a parent, the top above it is not a second cause.
        let top = root.and_then(|root| governance.ancestors(&root.value).pop());
        for unit in governance.units.values() {
            if is_root(unit) {
                findings.extend(root_with_parent(governance, unit));
            } else if let Some(root) = root
                && unit.data.parent.is_none()
                && top != Some(&unit.id)
                && shared::is_live(&unit.envelope, context.as_of)
            {
                findings.push(second_root(governance, unit, root));
            }
        }
        findings
    }
}

fn no_organisation(context: &Context<'_>) -> Option<Finding> {
    if context.loaded.governance.format != Format::Native {
        return None;
    }
    let source = context.loaded.sources.find("org.yaml");
    let first = context.loaded.governance.units.values().next();
    let source = source.or(first.map(|unit| unit.source))?;
    let place = Place {
        source,
        span: Span::default(),
    };
    let finding = Finding::new(
        ID,
        Severity::Error,
        place,
        "nothing describes the organisation",
    );
    Some(
        finding
            .label("org.yaml is to name the root and the residual decider")
            .why(WHY)
            .fix("write org.yaml with `name`, `vision`, `root`, `residual` and `domains`")
            .record("org/org"),
    )
}

fn second_root(governance: &Governance, unit: &Record<Unit>, root: &At<Id>) -> Finding {
    let id = &unit.id;
    let message = format!("`{id}` has no parent, and it is not the root");
    let mut finding = Finding::new(ID, Severity::Error, unit.head_place(), message)
        .label("no `parent` written")
        .why(WHY)
        .fix(format!(
            "add `parent:` with the unit that gave it its mandate {}",
            shared::MOVES_POWER
        ))
        .record(unit.reference());
    if let Some(org) = &governance.org {
        finding = finding.related(
            org.place(root.span),
            format!("the root is `{}`", root.value),
        );
    }
    finding
}

fn root_with_parent(governance: &Governance, unit: &Record<Unit>) -> Option<Finding> {
    let parent = unit.data.parent.as_ref()?;
    let org = governance.org.as_ref()?;
    let message = format!("the root `{}` has a parent", unit.id);
    Some(
        Finding::new(ID, Severity::Error, unit.place(parent.span), message)
            .label(format!("answers to `{}`", parent.value))
            .related(org.place(org.data.root.span), "the top of the tree")
            .why(WHY)
            .fix("delete the line `parent`, or name another root in org.yaml")
            .record(unit.reference()),
    )
}

type Step<'g> = (&'g Record<Unit>, Place);

/// Every circle of parents once, from its first unit by id along the parents; with each unit the
/// place where it names its parent.
fn circles(governance: &Governance) -> Vec<Vec<Step<'_>>> {
    let mut circles = Vec::new();
    // On which walk each unit was met: a walk that meets itself has found a circle.
    let mut met: BTreeMap<&Id, usize> = BTreeMap::new();
    for (walk, start) in governance.units.values().enumerate() {
        let mut way: Vec<Step<'_>> = Vec::new();
        let mut at = Some(start);
        while let Some(unit) = at {
            if let Some(before) = met.get(&unit.id) {
                if *before == walk {
                    let from = way.iter().position(|(seen, _)| seen.id == unit.id);
                    let mut circle = way.split_off(from.unwrap_or(0));
                    let ids = circle.iter().enumerate();
                    let first = ids.min_by_key(|(_, (unit, _))| &unit.id);
                    let first = first.map_or(0, |(index, _)| index);
                    circle.rotate_left(first);
                    circles.push(circle);
                }
                break;
            }
            met.insert(&unit.id, walk);
            let parent = unit.data.parent.as_ref();
            at = parent.and_then(|parent| {
                way.push((unit, unit.place(parent.span)));
                governance.units.get(&parent.value)
            });
        }
    }
    circles
}

fn circular(governance: &Governance, circle: &[Step<'_>]) -> Finding {
    let (first, place) = circle[0];
    let id = &first.id;
    let message = if circle.len() == 1 {
        format!("`{id}` is its own parent")
    } else {
        format!("the parents of `{id}` lead back to it")
    };
    let steps = circle.iter().take(shared::MOST_PLACES);
    let mut path: Vec<&str> = steps.map(|(unit, _)| unit.id.as_str()).collect();
    if path.len() < circle.len() {
        path.push("…");
    }
    path.push(id);
    let mut finding = Finding::new(ID, Severity::Error, place, message)
        .label(path.join(" → "))
        .why(WHY)
        .record(first.reference());
    for (unit, place) in circle.iter().take(shared::MOST_PLACES).skip(1) {
        finding = finding.related(*place, format!("the parent of `{}`", unit.id));
    }
    let root = governance.root().map_or("the root", Id::as_str);
    finding.fix(format!(
        "let one of them answer to `{root}` {}",
        shared::MOVES_POWER
    ))
}
