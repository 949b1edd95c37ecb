//! All topics against all who have a say on them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, Amount, Governance, Object, Right};
use crate::power::{Act, Origin, Power, rank};

use super::who::who;
use super::{Claim, Glob, Records, around, say};

/// Who stands in the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Those who hold the powers: units, roles, and persons that a rule names.
    Holders,
    /// Units, with what their roles hold.
    Units,
    /// People.
    People,
}

/// From where on a say on one topic begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// At once.
    Start,
    /// Only above somebody else's limit.
    Limit,
    /// Only because nobody else has it.
    Rest,
}

/// One say of one column on one topic.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Which right.
    pub right: Right,
    /// On seats and memberships: in or out.
    pub act: Act,
    /// Up to which limit, or level of access.
    pub up_to: Option<Amount>,
    /// From where on.
    pub from: From,
    /// Whether others must agree.
    pub shared: bool,
    /// Whether it holds only in some case.
    pub sometimes: bool,
    /// Whether it holds because no record says otherwise.
    pub implied: bool,
}

/// What one column may do on one topic.
pub type Cell = Vec<Entry>;

/// Topics against those who have a say. Both are sorted; cells without a say are absent.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// Who stands in the columns.
    pub who: Who,
    /// The columns.
    pub columns: Vec<Actor>,
    /// The rows.
    pub topics: Vec<Object>,
    /// By row and column.
    pub cells: BTreeMap<(usize, usize), Cell>,
}

/// The matrix of all topics that fit `over`.
pub fn matrix(records: &Records<'_>, over: Option<&Glob>, columns: Who) -> Matrix {
    let governance = records.governance;
    let vocabulary = governance
        .org
        .iter()
        .flat_map(|org| org.data.domains.keys());
    let vocabulary = vocabulary.map(|slug| Object::of(slug.as_str()));
    let topics: BTreeSet<Object> = records
        .powers
        .objects()
        .cloned()
        .chain(vocabulary)
        .collect();
    let mut topics: Vec<Object> = topics
        .into_iter()
        .filter(|object| over.is_none_or(|glob| glob.fits(object)))
        .collect();
    topics.sort_by_cached_key(|object| (rank(governance, object), object.clone()));
    let mut by_actor: BTreeMap<(usize, Actor), Cell> = BTreeMap::new();
    for (row, topic) in topics.iter().enumerate() {
        let mut add = |power: &Power, from: From| {
            for actor in actors(governance, power, columns) {
                let entry = entry(records, power, &actor, from);
                let cell = by_actor.entry((row, actor)).or_default();
                if !cell.contains(&entry) {
                    cell.push(entry);
                }
            }
        };
        let card = who(records, topic, None);
        for matter in &card.matters {
            for (number, stage) in matter.stages.iter().enumerate() {
                let from = match stage.claim {
                    Claim::Residual if **topic != *"residual" => From::Rest,
                    _ if number > 0 => From::Limit,
                    _ => From::Start,
                };
                for power in &stage.powers {
                    add(power, from);
                }
            }
            for power in &matter.sometimes {
                add(power, From::Start);
            }
        }
        let own = |power: &&&Power| around(topic).any(|at| *power.key.object == *at);
        for power in card.others.iter().filter(own) {
            add(power, From::Start);
        }
    }
    let actors: BTreeSet<&Actor> = by_actor.keys().map(|(_, actor)| actor).collect();
    let who = columns;
    let columns: Vec<Actor> = actors.into_iter().cloned().collect();
    let cells = by_actor.into_iter().filter_map(|((row, actor), cell)| {
        let column = columns.binary_search(&actor).ok()?;
        Some(((row, column), cell))
    });
    let cells = cells.collect();
    Matrix {
        who,
        columns,
        topics,
        cells,
    }
}

/// The columns under which a power stands.
fn actors(governance: &Governance, power: &Power, columns: Who) -> Vec<Actor> {
    let holder = &power.key.holder;
    match columns {
        Who::Holders => vec![holder.clone()],
        Who::Units => {
            let unit = governance.unit_of(holder).cloned().map(Actor::Unit);
            vec![unit.unwrap_or_else(|| holder.clone())]
        }
        Who::People => power.people.iter().cloned().map(Actor::Person).collect(),
    }
}

fn entry(records: &Records<'_>, power: &Power, actor: &Actor, from: From) -> Entry {
    let shared = match actor {
        Actor::Person(person) => !say(records, power).alone.contains(person),
        Actor::Unit(_) | Actor::Role(_) => false,
    };
    let joint = power.key.right == Right::Joint;
    Entry {
        right: if joint {
            Right::Decide
        } else {
            power.key.right
        },
        act: power.key.act,
        up_to: power.up_to.clone(),
        from,
        shared: shared || joint,
        sometimes: power.key.when.is_some(),
        implied: power.origin == Origin::Implied,
    }
}
