//! The card of a unit, where the records name no topics: who decides how it works, who comes in, who
//! changes its mandate and fills its roles, and what it works on.

use std::collections::BTreeSet;

use super::card::{MOST, Step, Topic, party};
use crate::ask::Records;
use crate::model::{Actor, Id, Kind, Right, Status};
use crate::power::{Act, Power};
use crate::site::address::encoded;
use crate::site::here::Here;
use crate::site::search::distinct_words;
use crate::site::text::name;
use crate::site::view::{Facts, Rich};

/// How many bytes of further words lead to one card.
const MORE: usize = 300;

/// The card of a unit, and the words beyond it by which it is found.
pub(super) fn topic(here: &Here<'_>, records: &Records<'_>, id: &Id) -> (Topic, String) {
    let words = here.words;
    let powers = records.powers;
    let unit = here.governance.units.get(id);
    let settled = |object: String, act: Act| -> Vec<&Power> {
        let held = powers.over(&object);
        held.filter(|power| {
            let comes_in = act != Act::Choose || power.key.act != Act::Remove;
            let settles = matches!(power.key.right, Right::Decide | Right::Joint);
            settles && comes_in
        })
        .collect()
    };
    let listed = |powers: Vec<&Power>| {
        let parties = powers.into_iter().take(MOST);
        words.list(parties.map(|power| party(here, power)))
    };
    let mut stages = Vec::new();
    let rules = listed(settled(format!("rules/{id}"), Act::Any));
    if !rules.is_empty() {
        stages.push(Step::plain(
            words.rich("finder-unit-rules", [("who", rules.into())]),
        ));
    }
    let mut facts = Facts::new(words);
    facts.add("finder-unit-page", here.link(Kind::Unit, id));
    let joins = listed(settled(format!("membership/{id}"), Act::Choose));
    facts.add("finder-unit-joins", joins);
    let mandate = listed(settled(format!("structure/{id}"), Act::Any));
    facts.add("finder-unit-mandate", mandate);
    let roles = here.book().roles_in(id);
    let roles = roles.filter(|role| role.envelope.status == Status::Active);
    let roles = roles.take(MOST).map(|role| {
        let link = here.link(Kind::Role, &role.id);
        let by = listed(settled(format!("seats/{}", role.id), Act::Choose));
        if by.is_empty() {
            return link;
        }
        words.rich(
            "finder-unit-role",
            [("role", link.into()), ("who", by.into())],
        )
    });
    facts.list("finder-unit-roles", roles.collect::<Vec<_>>());
    let actor = Actor::Unit(id.clone());
    let things: BTreeSet<&str> = powers
        .of_actor(&actor)
        .filter(|power| super::is_access(&power.key.object) && power.key.object.contains('/'))
        .map(|power| power.key.object.as_str())
        .collect();
    let mut named: Vec<Rich> = things
        .iter()
        .take(MOST)
        .map(|thing| Rich::new().code(*thing))
        .collect();
    if things.len() > MOST {
        named.push(Rich::from(words.count("and-more", things.len() - MOST)));
    }
    facts.add("finder-unit-things", words.list(named));
    let purpose = unit.and_then(|unit| unit.data.mandate.purpose.as_deref());
    let further = things.into_iter().chain(purpose);
    let topic = Topic {
        id: format!("u-{}", encoded(id)),
        slug: id.to_string(),
        says: name(unit.map_or(id.as_str(), |unit| unit.name())),
        tags: Vec::new(),
        stages,
        facts,
    };
    (topic, distinct_words(further, MORE))
}
