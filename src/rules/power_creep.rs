//! Bodies whose share of the rights grows with a change.

use std::collections::BTreeMap;

use super::{Context, Rule, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format};
use crate::power::{Act, Origin, Power, Powers};

const ID: &str = "power-creep";

pub(super) struct PowerCreep;

impl Rule for PowerCreep {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a change makes the share of one body in the rights to decide much larger",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("power-creep.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let Some(base) = context.base else {
            return Vec::new();
        };
        if shared::has_gap(governance) || shared::has_gap(&base.loaded.governance) {
            return Vec::new();
        }
        let (old, new) = (rights(base.powers), rights(context.powers));
        let (before, after): (usize, usize) = (old.values().sum(), new.values().sum());
        if before < FEWEST || after < FEWEST {
            return Vec::new();
        }
        let points = census::limits(context).share_gained;
        let mut findings = Vec::new();
        for (actor, now) in &new {
            // A body that is new has to get its rights from somewhere.
            let Some(was) = old.get(actor) else {
                continue;
            };
            let grows = now.saturating_sub(*was) >= FEWEST_GAINED
                && now * before * 100 >= was * after * 100 + points * before * after;
            let place = shared::head_of(governance, actor).filter(|_| grows);
            let Some(place) = place else {
                continue;
            };
            let name = governance.actor_name(actor);
            let words = |name: &str| format!("{name} now has {now} of {after} rights to decide");
            let message = shared::fitting(words(name), || words(&format!("`{actor}`")));
            let mut finding = Finding::new(ID, Severity::Info, place, message)
                .label(format!("{was} of {before} before this change"));
            for power in context.powers.of_actor(actor) {
                let is_new = is_given(power) && base.powers.get(&power.key).is_none();
                if is_new && finding.related.len() < shared::MOST_PLACES {
                    finding = finding.related(power.place, format!("new: {}", power.key.object));
                }
            }
            findings.push(
                finding
                    .why("each step is small, and nobody would have agreed to all of them at once")
                    .fix(format!(
                        "check that each of these rights was meant to go there {}",
                        shared::MOVES_POWER
                    ))
                    .record(format!("{}/{actor}", actor.kind())),
            );
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

/// How many rights that bind others each actor was given.
fn rights(powers: &Powers) -> BTreeMap<Actor, usize> {
    let mut rights: BTreeMap<Actor, usize> = BTreeMap::new();
    let given = powers.all.iter();
    let given = given.filter(|power| is_given(power));
    for power in given {
        *rights.entry(power.key.holder.clone()).or_default() += 1;
    }
    rights
}

/// Whether a record gives a right over a matter that binds others.
fn is_given(power: &Power) -> bool {
    power.origin == Origin::Declared && power.key.right.binds() && power.key.act == Act::Any
}
