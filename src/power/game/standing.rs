//! What a power means for each person: alone, blocking, and how much.

use std::collections::BTreeSet;

use crate::model::{Governance, Id};
use crate::power::{People, Power, Powers};

use super::{Analysis, Exact, Facts, Game, Scheme, Why, scheme};

/// A power as a game between persons.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Everybody who can exercise it or has a say in it, by id.
    pub positions: Vec<Position>,
    /// What holds for all of them together.
    pub body: Body,
    /// Why the indices could not be computed; the shares are then equal parts, except in a game
    /// that is too large, where they are not known.
    pub why: Option<Why>,
}

/// The place of one person in a power.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Who.
    pub person: Id,
    /// Can use it without anybody else.
    pub alone: bool,
    /// Nobody can use it without this person.
    pub blocks: bool,
    /// The index of Shapley and Shubik; all of one power sum up to 1. `None` where nobody ever
    /// makes a difference, or where it was not computed.
    pub share: Option<Exact>,
    /// The indices of Banzhaf and Coleman.
    pub indices: Option<PersonIndices>,
}

/// Indices of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonIndices {
    /// Banzhaf's absolute index: how likely this person decides if all others toss coins.
    pub banzhaf: Exact,
    /// Banzhaf's index as a share; `None` where nobody ever makes a difference.
    pub banzhaf_share: Option<Exact>,
    /// Coleman's power to prevent.
    pub prevent: Option<Exact>,
    /// Coleman's power to initiate.
    pub initiate: Option<Exact>,
    /// Never makes a difference.
    pub dummy: bool,
}

/// What holds for the people of a power together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// Coleman's power to act: the part of all coalitions that win.
    pub act: Option<Exact>,
    /// The least number of people who can use it (capture number).
    pub capture: Option<usize>,
    /// The least number of people who can stop it.
    pub blocking: Option<usize>,
    /// Whether two groups without a common member could both use it, at odds with each other.
    pub improper: Option<bool>,
    /// Whether even all together cannot use it, as with a quorum above the number of members.
    pub never_passes: bool,
}

impl Standing {
    /// The position of a person.
    pub fn of(&self, person: &str) -> Option<&Position> {
        let index = self
            .positions
            .binary_search_by(|position| position.person.as_str().cmp(person));
        index.ok().map(|index| &self.positions[index])
    }

    /// Whether a game could be read off the method and counted.
    pub fn is_computed(&self) -> bool {
        self.why.is_none()
    }
}

/// Who can use a power alone and who can block it, without counting any coalition. Where the
/// method gives no game, the only person there is can do both.
pub fn facts(governance: &Governance, powers: &Powers, power: &Power) -> Facts {
    match scheme(governance, powers, power) {
        Ok(scheme) => scheme.facts(),
        Err(why) => facts_without_game(power, &why),
    }
}

/// Whether all who have a say can use a power together, whatever that takes.
pub fn is_usable(governance: &Governance, powers: &Powers, power: &Power) -> bool {
    match scheme(governance, powers, power) {
        Ok(scheme) => scheme.suffices(|_| true),
        Err(why) => !matches!(why, Why::Nobody | Why::NoPartner),
    }
}

fn facts_without_game(power: &Power, why: &Why) -> Facts {
    let only = power.people.len() == 1 && *why != Why::Nobody && *why != Why::NoPartner;
    let people = if only {
        People::clone(&power.people)
    } else {
        People::default()
    };
    Facts {
        alone: People::clone(&people),
        block: people,
    }
}

/// What a power means for each person, with every index.
pub fn standing(governance: &Governance, powers: &Powers, power: &Power) -> Standing {
    let scheme = match scheme(governance, powers, power) {
        Ok(scheme) => scheme,
        Err(why) => return without_game(power, why),
    };
    scheme
        .standing(&power.people)
        .unwrap_or_else(|| without_game(power, Why::Nobody))
}

impl Scheme {
    /// What a scheme means for each person, with every index. `others` take part without a say.
    /// `None` where there is nobody.
    pub fn standing(&self, others: &BTreeSet<Id>) -> Option<Standing> {
        let (people, game) = self.game(others).ok()?;
        Some(standing_in(people, &game))
    }
}

fn standing_in(people: Vec<Id>, game: &Game) -> Standing {
    let analysis = game.analysis();
    let positions = people.into_iter().enumerate();
    let positions = positions.map(|(player, person)| {
        let analysis = analysis.as_ref().ok();
        Position {
            person,
            alone: game.alone(player),
            blocks: game.blocks(player),
            share: analysis.and_then(|found| found.shapley(player).cloned()),
            indices: analysis.map(|found| indices(found, player)),
        }
    });
    Standing {
        positions: positions.collect(),
        body: body(game, analysis.as_ref().ok()),
        why: analysis.err().map(Why::from),
    }
}

fn indices(found: &Analysis, player: usize) -> PersonIndices {
    PersonIndices {
        banzhaf: found.banzhaf(player).clone(),
        banzhaf_share: found.banzhaf_share(player).cloned(),
        prevent: found.prevent(player).cloned(),
        initiate: found.initiate(player).cloned(),
        dummy: found.dummy(player),
    }
}

fn body(game: &Game, found: Option<&Analysis>) -> Body {
    Body {
        act: found.map(|found| found.act().clone()),
        capture: found.and_then(Analysis::capture),
        blocking: found.and_then(Analysis::blocking),
        improper: game.improper(),
        never_passes: game.never_passes(),
    }
}

/// Equal shares for want of a game.
pub(in crate::power) fn without_game(power: &Power, why: Why) -> Standing {
    let facts = facts_without_game(power, &why);
    let share = Exact::ratio(1, power.people.len() as u64);
    let everybody: &BTreeSet<Id> = &power.people;
    let positions = everybody.iter().map(|person| Position {
        person: person.clone(),
        alone: facts.alone.contains(person),
        blocks: facts.block.contains(person),
        share: share.clone(),
        indices: None,
    });
    Standing {
        positions: positions.collect(),
        body: Body::default(),
        why: Some(why),
    }
}
