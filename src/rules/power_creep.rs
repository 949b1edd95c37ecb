//! Bodies whose share of the rights grows, in one change or step by step over a year.

use std::collections::{BTreeMap, BTreeSet};

use super::{Base, Context, Rule, census, renames, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format, Governance};
use crate::power::{Act, Origin, Power, PowerKey, Powers};

const ID: &str = "power-creep";

pub(super) struct PowerCreep;

impl Rule for PowerCreep {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "the share of one body in the rights to decide becomes much larger",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("power-creep.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        if shared::has_gap(&context.loaded.governance) {
            return Vec::new();
        }
        let window = census::limits(context).window;
        let sides = [
            (context.base, " before this change".to_owned()),
            (context.earlier, format!(", {window} ago")),
        ];
        let mut findings = Vec::new();
        // What one change brings is no creeping.
        let mut told: BTreeSet<&Actor> = BTreeSet::new();
        let new = rights(context.powers);
        for (before, when) in &sides {
            let Some(before) = before else { continue };
            for (actor, finding) in grown(context, *before, &new, when) {
                if told.insert(actor) {
                    findings.push(finding);
                }
            }
        }
        findings
    }

    fn looks_at_changes(&self) -> bool {
        true
    }

    /// Rights of other formats are access, of which there is much.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Of fewer rights a share says little.
const FEWEST: usize = 10;
/// One or two more are an ordinary change.
const FEWEST_GAINED: usize = 3;

/// How many rights each actor has.
type Rights<'p> = BTreeMap<&'p Actor, usize>;

/// Those whose share grew since `before` by as much as the limit.
fn grown<'n>(
    context: &Context<'_>,
    before: Base<'_>,
    new: &Rights<'n>,
    when: &str,
) -> Vec<(&'n Actor, Finding)> {
    let governance = &context.loaded.governance;
    if shared::has_gap(&before.loaded.governance) {
        return Vec::new();
    }
    let old = rights(before.powers);
    let (was_all, all): (usize, usize) = (old.values().sum(), new.values().sum());
    if was_all < FEWEST || all < FEWEST {
        return Vec::new();
    }
    let former = former(&before.loaded.governance, governance);
    let points = census::limits(context).share_gained;
    let mut findings = Vec::new();
    for (actor, now) in new {
        // A body that is new has to get its rights from somewhere.
        let former = former.get(actor);
        let was = former.and_then(|former| Some((former, old.get(former)?)));
        let Some((former, was)) = was else {
            continue;
        };
        let grows = now.saturating_sub(*was) >= FEWEST_GAINED
            && now * was_all * 100 >= was * all * 100 + points * was_all * all;
        let place = shared::head_of(governance, actor).filter(|_| grows);
        let Some(place) = place else {
            continue;
        };
        let name = governance.actor_name(actor);
        let words = |name: &str| format!("{name} now has {now} of {all} rights to decide");
        let message = shared::fitting(words(name), || words(&format!("`{actor}`")));
        let mut finding = Finding::new(ID, Severity::Info, place, message)
            .label(format!("{was} of {was_all}{when}"));
        for power in context.powers.of_actor(actor) {
            let is_new = is_given(power) && before.powers.get(&key(power, former)).is_none();
            if is_new && finding.related.len() < shared::MOST_PLACES {
                finding = finding.related(power.place, format!("new: {}", power.key.object));
            }
        }
        let finding = finding
            .why("each step is small, and nobody would have agreed to all of them at once")
            .fix(format!(
                "check that each of these rights was meant to go there {}",
                shared::MOVES_POWER
            ))
            .record(format!("{}/{actor}", actor.kind()));
        findings.push((*actor, finding));
    }
    findings
}

/// What each actor was called before.
fn former(before: &Governance, now: &Governance) -> BTreeMap<Actor, Actor> {
    let units = renames::ids(&before.units, &now.units).into_iter();
    let units = units.map(|(old, new)| (Actor::Unit(new.clone()), Actor::Unit(old.clone())));
    let roles = renames::ids(&before.roles, &now.roles).into_iter();
    let roles = roles.map(|(old, new)| (Actor::Role(new.clone()), Actor::Role(old.clone())));
    let people = renames::ids(&before.people, &now.people).into_iter();
    let people = people.map(|(old, new)| (Actor::Person(new.clone()), Actor::Person(old.clone())));
    units.chain(roles).chain(people).collect()
}

/// How many rights that bind others each actor was given.
fn rights(powers: &Powers) -> Rights<'_> {
    let mut rights = Rights::new();
    for power in powers.all.iter().filter(|power| is_given(power)) {
        *rights.entry(&power.key.holder).or_default() += 1;
    }
    rights
}

/// The same right in other hands.
fn key(power: &Power, holder: &Actor) -> PowerKey {
    PowerKey {
        holder: holder.clone(),
        ..power.key.clone()
    }
}

/// Whether a record gives a right over a matter that binds others.
fn is_given(power: &Power) -> bool {
    power.origin == Origin::Declared && power.key.right.binds() && power.key.act == Act::Any
}
