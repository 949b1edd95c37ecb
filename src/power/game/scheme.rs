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
        Scheme(Part::join(schemes, Part::All))
    }

    /// One scheme suffices.
    pub(in crate::power) fn any(schemes: impl IntoIterator<Item = Scheme>) -> Self {
        Scheme(Part::join(schemes, Part::Any))
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
        if !ready.holds(&|body, least| body.len() as u64 >= least) {
            return Facts {
                alone: People::default(),
                block: People::default(),
            };
        }
        let everybody = || -> BTreeSet<Id> { self.people() };
        Facts {
            alone: ready.alone().people(everybody),
            block: ready.block().people(everybody),
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
    /// Joins parts in an order of their own, so that the same parties make the same scheme.
    fn join(schemes: impl IntoIterator<Item = Scheme>, by: fn(Vec<Part>) -> Part) -> Part {
        let mut parts: Vec<Part> = schemes.into_iter().map(|scheme| scheme.0).collect();
        parts.sort();
        parts.dedup();
        match parts.len() {
            1 => parts.remove(0),
            _ => by(parts),
        }
    }

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

    /// Who holds it alone: of all parts whoever holds each alone, of any part whoever holds one.
    fn alone(&self) -> Those {
        match self {
            Ready::Of { least: 0, .. } => Those::Everybody,
            Ready::Of { people, least: 1 } => Those::These(Arc::clone(people)),
            Ready::Of { .. } => Those::nobody(),
            Ready::All(parts) => Those::both(parts.iter().map(Ready::alone)),
            Ready::Any(parts) => Those::either(parts.iter().map(Ready::alone)),
        }
    }

    /// Without whom it does not hold: of all parts whoever can break one, of any part whoever can
    /// break each.
    fn block(&self) -> Those {
        match self {
            Ready::Of { people, least } if *least > people.len() as u64 => Those::Everybody,
            Ready::Of { people, least } if *least == people.len() as u64 && *least > 0 => {
                Those::These(Arc::clone(people))
            }
            Ready::Of { .. } => Those::nobody(),
            Ready::All(parts) => Those::either(parts.iter().map(Ready::block)),
            Ready::Any(parts) => Those::both(parts.iter().map(Ready::block)),
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

/// Some people, or whoever there is.
enum Those {
    Everybody,
    These(People),
}

impl Those {
    fn nobody() -> Self {
        Those::These(People::default())
    }

    fn people(self, everybody: impl Fn() -> BTreeSet<Id>) -> People {
        match self {
            Those::Everybody => Arc::new(everybody()),
            Those::These(people) => people,
        }
    }

    /// Who is in every one.
    fn both(all: impl Iterator<Item = Those>) -> Self {
        all.fold(Those::Everybody, |all, next| match (all, next) {
            (Those::Everybody, those) | (those, Those::Everybody) => those,
            (Those::These(a), Those::These(b)) => {
                Those::These(Arc::new(a.intersection(&b).cloned().collect()))
            }
        })
    }

    /// Who is in at least one.
    fn either(all: impl Iterator<Item = Those>) -> Self {
        let mut union = BTreeSet::new();
        for those in all {
            match those {
                Those::Everybody => return Those::Everybody,
                Those::These(people) => union.extend(people.iter().cloned()),
            }
        }
        Those::These(Arc::new(union))
    }
}
