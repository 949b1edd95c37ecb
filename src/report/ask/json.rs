//! The parts that the answers for programs share.

use serde_json::{Value as Json, json};

use super::AskReport;
use crate::ask::say;
use crate::catalogue::Catalogue;
use crate::model::{Actor, Amount, Id};
use crate::power::{Act, Origin, People, Power, StandIn};
use crate::source::Place;
use crate::wording::method_name;

/// What every document begins with.
pub(super) fn head(report: &AskReport<'_>, asked: Json) -> serde_json::Map<String, Json> {
    let mut head = serde_json::Map::new();
    head.insert("version".to_owned(), json!(1));
    head.insert(
        "tool".to_owned(),
        json!(concat!("polity ", env!("CARGO_PKG_VERSION"))),
    );
    head.insert("as_of".to_owned(), json!(report.as_of.to_string()));
    head.insert("asked".to_owned(), asked);
    head.insert("incomplete".to_owned(), json!(report.incomplete));
    head
}

/// An amount as text.
pub(super) fn amount(amount: Option<&Amount>) -> Json {
    json!(amount.map(ToString::to_string))
}

pub(super) fn act(act: Act) -> Json {
    match act {
        Act::Any => Json::Null,
        Act::Choose => json!("choose"),
        Act::Remove => json!("remove"),
    }
}

impl AskReport<'_> {
    pub(crate) fn actor_json(&self, actor: &Actor) -> Json {
        json!({
            "kind": actor.kind().word(),
            "id": actor.id(),
            "name": self.records.governance.actor_name(actor),
        })
    }

    pub(super) fn person_json(&self, id: &Id) -> Json {
        json!({"id": id, "name": self.records.governance.person_name(id)})
    }

    fn people_json(&self, people: &People) -> Json {
        people.iter().map(|id| self.person_json(id)).collect()
    }

    pub(super) fn place_json(&self, place: Place) -> Json {
        let (path, line) = self.position(place);
        json!({"path": path, "line": line})
    }

    /// One power: the same in an answer and in the data of a handbook.
    pub(super) fn power_json(&self, power: &Power) -> Json {
        self.power_json_of(power, &self.people_json(&power.people))
    }

    /// The same with its people told otherwise.
    pub(crate) fn power_json_of(&self, power: &Power, people: &Json) -> Json {
        let governance = self.records.governance;
        let line = self.records.line_of(power);
        let say = say(self.records, power);
        json!({
            "right": power.key.right,
            "over": power.key.object,
            "act": act(power.key.act),
            "holder": self.actor_json(&power.key.holder),
            "method": power.key.right.binds().then(|| json!({
                "id": power.method,
                "name": method_name(Catalogue::english(), governance, &power.method),
            })),
            "up_to": amount(power.up_to.as_ref()),
            "when": power.key.when,
            "with": power.with,
            "consult": power.consult,
            "override_by": line.and_then(|line| line.override_by.as_ref()).map(|id| &id.value),
            "escalate_to": line.and_then(|line| line.escalate_to.as_ref()).map(|id| &id.value),
            "given_by": self.records.policy_of(power),
            "by_default": power.origin == Origin::Implied,
            "people": people,
            "alone": say.alone.iter().collect::<Vec<_>>(),
            "block": say.block.as_ref().map(|block| block.iter().collect::<Vec<_>>()),
            "stand_in": power.stand_in.as_ref().map(|stand_in| match stand_in {
                StandIn::Deputies => json!({"kind": "deputies"}),
                StandIn::Delegator(actor) => self.actor_json(actor),
                StandIn::Nobody => json!({"kind": "nobody"}),
            }),
            "where": self.place_json(power.place),
        })
    }

    pub(super) fn powers_json(&self, powers: &[&Power]) -> Json {
        powers.iter().map(|power| self.power_json(power)).collect()
    }
}
