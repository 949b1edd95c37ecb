//! Why a person has a power: the way from the person to the root, or who has it instead.

use crate::model::{Id, Object, Right};
use crate::power::{Power, Step, path};

use super::{Card, Records, around, who};

/// How many powers are told in place of one that the person does not have.
const MOST_NEAR: usize = 3;

/// One power that a person has, and the way to it.
#[derive(Debug, Clone)]
pub struct Chain<'g> {
    /// The power.
    pub power: &'g Power,
    /// Whether it begins only above the limit of somebody else.
    pub above: bool,
    /// From the person to the root.
    pub steps: Vec<Step>,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Why<'g> {
    /// Who.
    pub person: Id,
    /// On what.
    pub objects: Vec<Object>,
    /// The powers that the person has on it; empty where there is none.
    pub chains: Vec<Chain<'g>>,
    /// Who has which say on each object.
    pub cards: Vec<Card<'g>>,
    /// Where the person has none: the nearest powers that the person does have.
    pub near: Vec<&'g Power>,
}

/// Why a person may do something on these objects, or that the person may not.
pub fn why<'g>(
    records: &Records<'g>,
    person: &Id,
    objects: &[String],
    right: Option<Right>,
) -> Why<'g> {
    let mut found: Vec<(bool, &'g Power)> = Vec::new();
    let mut cards = Vec::new();
    for object in objects {
        let card = who(records, object, right);
        let stages = card.matters.iter().flat_map(|matter| {
            let stages = matter.stages.iter().enumerate();
            stages.flat_map(|(number, stage)| {
                stage.powers.iter().map(move |power| (number > 0, *power))
            })
        });
        let sometimes = card.matters.iter().flat_map(|matter| &matter.sometimes);
        let over = |power: &&&Power| around(object).any(|at| *power.key.object == *at);
        let rest = sometimes.chain(card.others.iter().filter(over));
        for (above, power) in stages.chain(rest.map(|power| (false, *power))) {
            let known = found.iter().any(|(_, known)| known.key == power.key);
            if power.people.contains(person) && !known {
                found.push((above, power));
            }
        }
        cards.push(card);
    }
    let chains: Vec<Chain<'g>> = found
        .into_iter()
        .map(|(above, power)| Chain {
            power,
            above,
            steps: path(records.governance, records.powers, power, person),
        })
        .collect();
    let near = if chains.is_empty() {
        nearest(records, person, objects, right)
    } else {
        Vec::new()
    };
    Why {
        person: person.clone(),
        objects: objects.iter().map(Object::of).collect(),
        chains,
        cards,
        near,
    }
}

/// The powers of a person that come nearest to what was asked: over something around it or inside
/// of it, then over what begins alike; the asked right and those that bind first.
fn nearest<'g>(
    records: &Records<'g>,
    person: &Id,
    objects: &[String],
    right: Option<Right>,
) -> Vec<&'g Power> {
    let distance = |power: &Power| {
        let own = &power.key.object;
        let to = |object: &String| {
            let same_id = |a: &str, b: &str| {
                let id = |text: &str| text.rsplit('/').next().map(str::to_owned);
                id(a) == id(b)
            };
            if own.as_str() == object {
                Some(0)
            } else if own.lies_in(object) || Object::of(object).lies_in(own) {
                Some(1)
            } else if same_id(own, object) {
                Some(2)
            } else if own.split('/').next() == object.split('/').next() {
                Some(3)
            } else {
                None
            }
        };
        objects.iter().filter_map(to).min()
    };
    let mut near: Vec<(usize, bool, bool, &Power)> = records
        .powers_of(person)
        .filter_map(|power| {
            let other = right.is_some_and(|right| right != power.key.right);
            Some((distance(power)?, other, !power.key.right.binds(), power))
        })
        .collect();
    near.sort_by_key(|(distance, other, loose, power)| (*distance, *other, *loose, &power.key));
    near.into_iter()
        .map(|(.., power)| power)
        .take(MOST_NEAR)
        .collect()
}
