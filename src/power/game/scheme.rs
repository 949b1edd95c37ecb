//! Who must agree that a power be used, in terms of persons.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::Id;
use crate::power::People;

use super::demand::{Demand, Group};
use super::need::Need;
use super::{Game, GameError, Rule};

/// Which people must agree: so many of one body, or a composition of such.
///
/// A coalition suffices if it can bring a decision through whatever the others do, whether they
/// vote against or stay away. So a quorum of participation, which others can break by staying
/// away, counts like one of approval.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scheme(Part);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// So many of these people.
    Of { people: People, need: Need },
    /// So many that the others of these people are too few for the need.
    Against { people: People, need: Need },
    /// All parts agree.
    All(Vec<Part>),
    /// One part suffices.
    Any(Vec<Part>),
}

/// What can be said of people without counting coalitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Who can use the power without anybody else.
    pub alone: People,
    /// Without whom nobody can use it; empty where nobody can use it at all.
    pub block: People,
}

impl Scheme {
    pub(super) fn of(people: &People, need: Need) -> Self {
        Scheme(Part::Of {
            people: Arc::clone(people),
            need,
        })
    }

    /// All schemes must agree.
    pub(super) fn all(schemes: impl IntoIterator<Item = Scheme>) -> Self {
        let mut parts: Vec<Part> = schemes.into_iter().map(|scheme| scheme.0).collect();
        match parts.len() {
            1 => Scheme(parts.remove(0)),
            _ => Scheme(Part::All(parts)),
        }
    }

    /// One scheme suffices.
    pub(in crate::power) fn any(schemes: impl IntoIterator<Item = Scheme>) -> Self {
        Scheme(Part::Any(
            schemes.into_iter().map(|scheme| scheme.0).collect(),
        ))
    }

    /// Who must agree so that this scheme is not used against it: the dual.
    pub(super) fn against(self) -> Self {
        Scheme(self.0.against())
    }

    /// Everybody who has a say.
    pub fn people(&self) -> BTreeSet<Id> {
        let mut people = BTreeSet::new();
        self.0.collect(&mut people);
        people
    }

    /// Whether these people together suffice.
    pub fn suffices(&self, member: impl Fn(&Id) -> bool) -> bool {
        self.0.ready(&|_| true).holds(&|body, least| {
            let agree = body.iter().filter(|person| member(person));
            agree.count() as u64 >= least
        })
    }

    /// Whether the people who are left when some are gone for good can still use the power: with
    /// fewer members fewer are a majority, but a fixed number stays.
    pub fn survives(&self, gone: &dyn Fn(&Id) -> bool) -> bool {
        self.0.ready(&|person| !gone(person)).holds(&|body, least| {
            let left = body.iter().filter(|person| !gone(person));
            left.count() as u64 >= least
        })
    }

    /// Who can use the power alone and who can block it. Takes time in proportion to the number of
    /// people, whatever the number of coalitions.
    pub fn facts(&self) -> Facts {
        let ready = self.0.ready(&|_| true);
        let nobody = || Arc::new(BTreeSet::new());
        if !ready.holds(&|body, least| body.len() as u64 >= least) {
            return Facts {
                alone: nobody(),
                block: nobody(),
            };
        }
        if let Ready::Of { people, least } = &ready {
            let whole = |all: bool| if all { Arc::clone(people) } else { nobody() };
            return Facts {
                alone: whole(*least <= 1),
                block: whole(*least >= people.len() as u64),
            };
        }
        let everybody = self.people();
        let alone = everybody.iter().filter(|person| {
            ready.holds(&|body, least| u64::from(body.contains(*person)) >= least)
        });
        let block = everybody.iter().filter(|person| {
            !ready.holds(&|body, least| {
                body.len() as u64 - u64::from(body.contains(*person)) >= least
            })
        });
        Facts {
            alone: Arc::new(alone.cloned().collect()),
            block: Arc::new(block.cloned().collect()),
        }
    }

    /// The scheme over people who are numbered by their place in a sorted list.
    pub(in crate::power) fn demand(&self, players: &[Id]) -> Demand {
        self.0.demand(players)
    }

    /// The game, and the person behind each player, sorted. `others` take part without a say.
    ///
    /// # Errors
    ///
    /// [`GameError::Empty`] where there is nobody.
    pub fn game(&self, others: &BTreeSet<Id>) -> Result<(Vec<Id>, Game), GameError> {
        let mut people = self.people();
        people.extend(others.iter().cloned());
        let people: Vec<Id> = people.into_iter().collect();
        let rule = self.0.ready(&|_| true).rule(&people);
        let game = Game::new(people.len(), &rule)?;
        Ok((people, game))
    }
}

impl Part {
    fn against(self) -> Self {
        let all = |parts: Vec<Part>| parts.into_iter().map(Part::against).collect();
        match self {
            Part::Of { people, need } => Part::Against { people, need },
            Part::Against { people, need } => Part::Of { people, need },
            Part::All(parts) => Part::Any(all(parts)),
            Part::Any(parts) => Part::All(all(parts)),
        }
    }

    fn collect(&self, into: &mut BTreeSet<Id>) {
        match self {
            Part::Of { people, .. } | Part::Against { people, .. } => {
                into.extend(people.iter().cloned());
            }
            Part::All(parts) | Part::Any(parts) => {
                for part in parts {
                    part.collect(into);
                }
            }
        }
    }

    fn demand(&self, players: &[Id]) -> Demand {
        let of = |people: &People, least: &dyn Fn(u64) -> u64| {
            let mut body = Group::none(players.len());
            let numbers = people
                .iter()
                .filter_map(|id| players.binary_search(id).ok());
            numbers.for_each(|player| body.insert(player));
            let n = people.len() as u64;
            Demand::Of {
                body,
                least: least(n),
                able: (0..=n).map(|left| left >= least(left)).collect(),
            }
        };
        let all = |parts: &[Part]| parts.iter().map(|part| part.demand(players)).collect();
        match self {
            Part::Of { people, need } => of(people, &|n| need.of(n)),
            Part::Against { people, need } => of(people, &|n| (n + 1).saturating_sub(need.of(n))),
            Part::All(parts) => Demand::All(all(parts)),
            Part::Any(parts) => Demand::Any(all(parts)),
        }
    }

    /// The same with numbers in place of needs, for those of the people who are there.
    fn ready(&self, there: &dyn Fn(&Id) -> bool) -> Ready {
        match self {
            Part::Of { people, need } => {
                let n = people.iter().filter(|person| there(person)).count() as u64;
                Ready::Of {
                    people: Arc::clone(people),
                    least: need.of(n),
                }
            }
            Part::Against { people, need } => {
                let n = people.iter().filter(|person| there(person)).count() as u64;
                Ready::Of {
                    people: Arc::clone(people),
                    least: (n + 1).saturating_sub(need.of(n)),
                }
            }
            Part::All(parts) => Ready::join(parts, there, true),
            Part::Any(parts) => Ready::join(parts, there, false),
        }
    }
}

/// A scheme whose needs are numbers.
enum Ready {
    Of { people: People, least: u64 },
    All(Vec<Ready>),
    Any(Vec<Ready>),
}

impl Ready {
    /// Joins parts; demands on the same body become one, the higher (`all`) or the lower.
    fn join(parts: &[Part], there: &dyn Fn(&Id) -> bool, all: bool) -> Ready {
        let mut joined: Vec<Ready> = Vec::new();
        for part in parts {
            let part = part.ready(there);
            if let Ready::Of { people, least } = &part {
                let known = joined.iter_mut().find_map(|known| match known {
                    Ready::Of {
                        people: body,
                        least,
                    } if Arc::ptr_eq(body, people) => Some(least),
                    _ => None,
                });
                if let Some(known) = known {
                    *known = if all {
                        (*known).max(*least)
                    } else {
                        (*known).min(*least)
                    };
                    continue;
                }
            }
            joined.push(part);
        }
        match joined.len() {
            1 => joined.remove(0),
            _ if all => Ready::All(joined),
            _ => Ready::Any(joined),
        }
    }

    fn holds(&self, of: &dyn Fn(&People, u64) -> bool) -> bool {
        match self {
            Ready::Of { people, least } => of(people, *least),
            Ready::All(parts) => parts.iter().all(|part| part.holds(of)),
            Ready::Any(parts) => parts.iter().any(|part| part.holds(of)),
        }
    }

    fn rule(&self, players: &[Id]) -> Rule {
        let rules = |parts: &[Ready]| -> Vec<Rule> {
            parts.iter().map(|part| part.rule(players)).collect()
        };
        match self {
            Ready::Of { people, least } => {
                let weights: Vec<u64> = players
                    .iter()
                    .map(|person| u64::from(people.contains(person)))
                    .collect();
                Rule::weighted(*least, weights)
            }
            Ready::All(parts) => Rule::all(rules(parts)),
            Ready::Any(parts) => Rule::any(rules(parts)),
        }
    }
}
