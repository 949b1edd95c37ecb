//! What units and roles have in common: what they serve, need, deliver and are measured by.

use super::Here;
use crate::model::{Mandate, Resource, Text};
use crate::site::text::name;
use crate::site::view::{Facts, Rich};
use crate::site::words::every;

/// Texts as they are printed in lists.
pub(super) fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

/// What is handed to whom.
pub(super) fn deliveries(here: &Here<'_>, mandate: &Mandate) -> Vec<Rich> {
    mandate
        .delivers
        .iter()
        .map(|delivery| {
            let what = delivery.what.to_string();
            Rich::from(what).then(", to ").then(here.who(&delivery.to))
        })
        .collect()
}

/// What a mandate serves, needs and is measured by.
pub(super) fn means(here: &Here<'_>, mandate: &Mandate) -> Facts {
    let mut facts = Facts::new();
    let org = here.governance.org.as_ref();
    facts.list(
        "Goals it serves",
        mandate.serves.iter().map(|id| {
            let goals = org.map_or(&[][..], |org| &org.data.goals);
            let goal = goals.iter().find(|goal| goal.id.value == id.value);
            Rich::from(goal.map_or_else(|| name(id), |goal| goal.text.to_string()))
        }),
    );
    facts.list("Means", mandate.resources.iter().map(resource));
    facts.list(
        "Support owed to it",
        mandate.support.iter().map(|text| Rich::from(text.as_str())),
    );
    facts.list(
        "Measured by",
        mandate.metrics.iter().map(|metric| {
            let target = metric.target.as_ref().map(|target| format!(": {target}"));
            let rhythm = metric.every.map(|period| format!(", {}", every(period)));
            let by = metric.by.as_ref().map(|by| here.who(by));
            Rich::from(name(&metric.id))
                .maybe(target)
                .maybe(rhythm)
                .maybe(by.map(|by| Rich::from(", by ").then(by)))
        }),
    );
    facts
}

fn resource(resource: &Resource) -> Rich {
    match resource {
        Resource::Text(text) => Rich::from(text.as_str()),
        Resource::Budget {
            budget,
            period,
            purpose,
        } => {
            let period = period.map(|period| format!(" for {period}"));
            let purpose = purpose.as_ref().map(|purpose| format!(", for {purpose}"));
            Rich::from(format!("Budget of {budget}"))
                .maybe(period)
                .maybe(purpose)
        }
    }
}
