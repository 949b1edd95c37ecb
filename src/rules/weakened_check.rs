//! Changes of `polity.toml` by which less is found, or less fails.

use super::change::{Change, ChangeRule};
use super::shared;
use crate::config::Config;
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Format, Record};
use crate::source::{Place, Span};

/// The name of the rule; what it weighs, the configuration before the change says.
pub(super) const ID: &str = "weakened-check";

pub(super) struct WeakenedCheck;

impl ChangeRule for WeakenedCheck {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a change makes the check itself find less, or fail later",
            severity: Severity::Warning,
            level: Level::Rules,
            essential: false,
            page: include_str!("weakened-check.md"),
        }
    }

    fn compare(&self, change: &Change<'_>) -> Vec<Finding> {
        let (old, new) = (&change.base.loaded.config, &change.context.loaded.config);
        // Where the file stands, or where it stood: beside the organisation's.
        let top = |source| Place {
            source,
            span: Span::new(0, 0),
        };
        let org = change.now.org.as_ref();
        let first = change.now.units.values().next();
        let head = new.source.map(top);
        let head = head
            .or_else(|| org.map(Record::head_place))
            .or_else(|| first.map(Record::head_place));
        let Some(head) = head else {
            return Vec::new();
        };
        let mut findings = Vec::new();
        let rules = super::infos();
        for info in rules.iter().filter(|info| !info.essential) {
            let (was, is) = (weight(old, info), weight(new, info));
            if is < was {
                let at = new.weights.get(info.id).zip(new.source);
                let place = at.map(|(weight, source)| Place {
                    source,
                    span: weight.span,
                });
                let message = format!("`{}` now weighs less: {}", info.id, word(is));
                findings.push(told(place.unwrap_or(head), message, word(was)));
            }
        }
        let fails = |config: &Config| config.fail_on.unwrap_or(Severity::Error);
        if fails(new) > fails(old) {
            let message = format!("a check now fails only on `{}`", fails(new).word());
            findings.push(told(head, message, fails(old).word()));
        }
        let level = |config: &Config| config.level.unwrap_or_default();
        if level(new) < level(old) {
            let message = "smells are no longer looked for".to_owned();
            findings.push(told(head, message, "looked for"));
        }
        findings
    }

    /// Every format may have a `polity.toml`.
    fn applies(&self, _format: Format) -> bool {
        true
    }
}

/// How much a rule weighs under a configuration; nothing where it is off.
fn weight(config: &Config, info: &RuleInfo) -> Option<Severity> {
    match config.weights.get(info.id) {
        Some(weight) => weight.severity(),
        None => Some(info.severity),
    }
}

fn word(weight: Option<Severity>) -> &'static str {
    weight.map_or("off", Severity::word)
}

fn told(place: Place, message: String, was: &str) -> Finding {
    let message = shared::fitting(message, || "a rule now weighs less".to_owned());
    Finding::new(ID, Severity::Warning, place, message)
        .label(format!("was {was}"))
        .why("whoever may loosen the check may bring in anything in the same change")
        .fix("bring it in by itself, so that nothing passes under it unseen")
}
