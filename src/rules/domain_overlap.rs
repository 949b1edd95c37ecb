//! Two who decide the same matter, where neither has it from the other.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format, Governance, Object, Right};
use crate::power::{Act, Claims, Origin, Power};

const ID: &str = "domain-overlap";
/// With how many others each holder of one object is compared; more are never shown.
const MOST_RIVALS: usize = 50;

pub(super) struct DomainOverlap;

impl Rule for DomainOverlap {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "two bodies decide the same domain, and neither has it from the other",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("domain-overlap.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let tree = Tree::new(&context.loaded.governance);
        let mut claims: BTreeMap<&Object, Vec<&Power>> = BTreeMap::new();
        for power in context.powers.all.iter().filter(|power| is_claim(power)) {
            // A role in a unit that is not there has one fault, and `dangling-reference` tells it.
            let holder = &power.key.holder;
            let placed = context.loaded.governance.unit_of(holder).is_some();
            if !placed && !matches!(holder, Actor::Person(_)) {
                continue;
            }
            claims.entry(&power.key.object).or_default().push(power);
        }
        let mut findings = Vec::new();
        // Who overlaps with whom on what: inside of that, the same two need no second word.
        let mut told: BTreeSet<(&Actor, &Actor, &str)> = BTreeSet::new();
        // An object sorts before what lies inside it.
        for (object, holders) in &claims {
            let mut rivals: Vec<&Power> = Vec::new();
            for (index, one) in holders.iter().enumerate() {
                for other in &holders[..index.min(MOST_RIVALS)] {
                    if tree.rivals(one, other) && tell(&mut told, one, other, object) {
                        rivals.extend([*other, *one]);
                    }
                }
            }
            let mut seen = BTreeSet::new();
            rivals.retain(|rival| seen.insert(&rival.key.holder));
            findings.extend(tree.same(object, &rivals));
            for inner in holders {
                let wide = outer(object).filter_map(|outer| claims.get(&Object::of(outer)));
                let wider = wide.flatten().take(MOST_RIVALS).find(|wider| {
                    tree.rivals(inner, wider) && tell(&mut told, inner, wider, object)
                });
                findings.extend(wider.map(|wider| tree.nested(inner, wider)));
            }
        }
        findings
    }
}

/// Whether a power says "we decide this": always, alone, and because a record says so.
fn is_claim(power: &Power) -> bool {
    power.key.right == Right::Decide
        && power.key.act == Act::Any
        && power.key.when.is_none()
        && power.origin == Origin::Declared
}

/// The domains in which a domain lies, the narrowest first. Reserved objects lie in none.
fn outer(object: &str) -> impl Iterator<Item = &str> {
    let first = object.split('/').next().unwrap_or_default();
    let reserved = matches!(first, "seats" | "membership" | "rules" | "structure");
    let slashes = object.rmatch_indices('/').filter(move |_| !reserved);
    slashes.map(|(at, _)| &object[..at])
}

/// Notes that two overlap; `false` where that is already told of the object or one around it.
fn tell<'p>(
    told: &mut BTreeSet<(&'p Actor, &'p Actor, &'p str)>,
    one: &'p Power,
    other: &'p Power,
    object: &'p Object,
) -> bool {
    let (a, b) = (&one.key.holder, &other.key.holder);
    let (a, b) = if a < b { (a, b) } else { (b, a) };
    let known = std::iter::once(object.as_str())
        .chain(outer(object))
        .any(|around| told.contains(&(a, b, around)));
    !known && told.insert((a, b, object.as_str()))
}

/// The powers to decide and how they are told.
struct Tree<'g> {
    governance: &'g Governance,
    claims: Claims<'g>,
}

impl<'g> Tree<'g> {
    fn new(governance: &'g Governance) -> Self {
        Tree {
            governance,
            claims: Claims::new(governance),
        }
    }

    /// Whether two claims exclude each other. Cloud Foundry gives a repository to one working group
    /// (its RFC 7), whose areas may share it.
    fn rivals(&self, one: &Power, other: &Power) -> bool {
        let group = |power: &Power| {
            let unit = self.governance.unit_of(&power.key.holder)?;
            let parent = self.governance.units.get(unit)?.data.parent.as_ref()?;
            Some(&parent.value)
        };
        let shared = self.governance.format == Format::CloudFoundry
            && group(one).is_some_and(|own| Some(own) == group(other));
        !shared && self.claims.overlap(one, other)
    }

    fn same(&self, object: &Object, rivals: &[&Power]) -> Option<Finding> {
        let (first, others) = rivals.split_first()?;
        let short: BTreeSet<String> = rivals.iter().map(|rival| self.name(rival)).collect();
        // Roles of one name are told apart by their units.
        let name = |power: &Power| {
            let unit = self.governance.unit_of(&power.key.holder);
            let unit = unit.and_then(|unit| self.governance.units.get(unit));
            match unit.filter(|_| short.len() < rivals.len()) {
                Some(unit) => format!("{} of {}", self.name(power), unit.name()),
                None => self.name(power),
            }
        };
        let names: Vec<String> = rivals.iter().map(|rival| name(rival)).collect();
        let all = if others.len() == 1 { "both" } else { "all" };
        let message = shared::fitting(
            format!("{} {all} decide {object}", shared::listed(&names)),
            || format!("{} bodies decide {object}, each alone", names.len()),
        );
        let finding = Finding::new(ID, Severity::Error, first.place, message)
            .label(format!("decided by {}", name(first)));
        let related = others
            .iter()
            .take(shared::MOST_PLACES)
            .fold(finding, |finding, other| {
                finding.related(other.place, format!("and by {}", name(other)))
            });
        Some(self.finished(related, first))
    }

    fn nested(&self, inner: &Power, wider: &Power) -> Finding {
        let (part, whole) = (&inner.key.object, &wider.key.object);
        let message = shared::fitting(
            format!(
                "{} decides {part}, {} all of {whole}",
                self.name(inner),
                self.name(wider)
            ),
            || format!("two decide {part}, one of them all of {whole}"),
        );
        let finding = Finding::new(ID, Severity::Error, inner.place, message)
            .label(format!("{part}: decided by {}", self.name(inner)))
            .related(
                wider.place,
                format!("all of {whole}: decided by {}", self.name(wider)),
            );
        self.finished(finding, inner)
    }

    fn name(&self, power: &Power) -> String {
        self.governance.actor_name(&power.key.holder).to_owned()
    }

    fn finished(&self, finding: Finding, power: &Power) -> Finding {
        let holder = &power.key.holder;
        let fix = match self.governance.format {
            Format::Native => "keep one, or write `right: joint` for both",
            _ => "leave it to one of them",
        };
        finding
            .why("whoever one of them refuses asks the other, and neither answers for the result")
            .fix(format!("{fix} {}", shared::MOVES_POWER))
            .record(format!("{}/{}", holder.kind(), holder.id()))
    }
}
