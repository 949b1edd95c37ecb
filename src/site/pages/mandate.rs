//! What units and roles have in common: what they serve, need, deliver and are measured by.

use super::Here;
use crate::model::{Mandate, Resource, Text};
use crate::site::text::name;
use crate::site::view::{Facts, Rich};

/// Texts as they are printed in lists.
pub(super) fn texts(texts: &[Text]) -> Vec<Rich> {
    texts.iter().map(|text| Rich::from(text.as_str())).collect()
}

/// What is handed to whom.
pub(super) fn deliveries(here: &Here<'_>, mandate: &Mandate) -> Vec<Rich> {
    mandate
        .delivers
        .iter()
        .map(|delivery| {
            let what = delivery.what.to_string();
            let said = [("what", what.into()), ("to", here.who(&delivery.to).into())];
            here.words.rich("delivers", said)
        })
        .collect()
}

/// What a mandate serves, needs and is measured by.
pub(super) fn means(here: &Here<'_>, mandate: &Mandate) -> Facts {
    let mut facts = Facts::new(here.words);
    let org = here.governance.org.as_ref();
    facts.list(
        "fact-serves",
        mandate.serves.iter().map(|id| {
            let goals = org.map_or(&[][..], |org| &org.data.goals);
            let goal = goals.iter().find(|goal| goal.id.value == id.value);
            Rich::from(goal.map_or_else(|| name(id), |goal| goal.text.to_string()))
        }),
    );
    facts.list(
        "fact-means",
        mandate.resources.iter().map(|means| resource(here, means)),
    );
    facts.list(
        "fact-support",
        mandate.support.iter().map(|text| Rich::from(text.as_str())),
    );
    facts.list(
        "fact-measured-by",
        mandate.metrics.iter().map(|metric| {
            let words = here.words;
            let mut said = Rich::from(name(&metric.id));
            if let Some(target) = &metric.target {
                let values = [("metric", said.into()), ("target", target.as_str().into())];
                said = words.rich("metric-target", values);
            }
            if let Some(period) = metric.every {
                let values = [
                    ("metric", said.into()),
                    ("every", words.every(period).into()),
                ];
                said = words.rich("metric-rhythm", values);
            }
            if let Some(by) = &metric.by {
                let values = [("metric", said.into()), ("who", here.who(by).into())];
                said = words.rich("metric-by", values);
            }
            said
        }),
    );
    facts
}

fn resource(here: &Here<'_>, resource: &Resource) -> Rich {
    match resource {
        Resource::Text(text) => Rich::from(text.as_str()),
        Resource::Budget {
            budget,
            period,
            purpose,
        } => {
            let words = here.words;
            let mut said = words.say("budget", &[("amount", budget.to_string().into())]);
            if let Some(period) = period {
                let values = [
                    ("budget", said.into()),
                    ("period", words.period(*period).into()),
                ];
                said = words.say("budget-period", &values);
            }
            if let Some(purpose) = purpose {
                let values = [
                    ("budget", said.into()),
                    ("purpose", purpose.as_str().into()),
                ];
                said = words.say("budget-purpose", &values);
            }
            Rich::from(said)
        }
    }
}
