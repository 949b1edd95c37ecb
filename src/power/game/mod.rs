//! Simple games: who can bring a decision about, who can stop it, and how much each counts.
//!
//! A [`Game`] says of every coalition whether it wins. It is built from a [`Rule`], a composition
//! of weighted thresholds, and is monotone by construction. [`Game::analysis`] counts coalitions
//! and yields the indices of Banzhaf, Shapley and Shubik, and Coleman, exactly.
//!
//! Players are persons. Who holds several seats is one player with the sum of their weights; the
//! caller merges them before it builds a game.
//!
//! [`scheme()`] reads off a [`Power`](super::Power) who must agree that it be used; [`facts`] and
//! [`standing()`] say what that means for each person.

mod analysis;
mod by_class;
mod by_half;
mod by_sum;
mod demand;
mod equal;
mod exact;
mod formula;
mod need;
mod node;
mod reading;
mod recount;
mod rule;
mod scheme;
mod standing;
mod tally;
mod ternary;

pub use analysis::{Algorithm, Analysis, TooLarge};
pub use exact::{Exact, NotExact};
pub use reading::{Why, scheme};
pub use recount::{Count, is_readable, people_asked, votes_asked};
pub use rule::{Rule, Threshold};
pub use scheme::{Facts, Scheme};
pub use standing::{Body, PersonIndices, Position, Standing, facts, is_usable, standing};
pub use ternary::{Answers, Swings, Ternary, TooManyAnswers, ternary};

pub(in crate::power) use demand::{Demand, Group};
use node::Node;
pub(in crate::power) use standing::without_game;

/// A simple game.
#[derive(Debug, Clone)]
pub struct Game {
    /// Players with the same weights throughout, heaviest first.
    classes: Vec<Class>,
    /// The class of each player.
    class_of: Vec<usize>,
    /// The sum of all weights, for each criterion.
    totals: Vec<u128>,
    rule: Node,
}

/// Players with the same weights.
#[derive(Debug, Clone)]
struct Class {
    /// A weight for each criterion.
    weights: Vec<u128>,
    members: usize,
}

/// Why there is no game.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GameError {
    /// Nobody is there.
    #[error("a body without members has no game: its power is vacant")]
    Empty,
    /// A part of the rule does not weigh every player, or weighs more than there are.
    #[error("a rule gives {weights} weights to {players} players")]
    Weights {
        /// How many weights the part has.
        weights: usize,
        /// How many players there are.
        players: usize,
    },
}

impl Game {
    /// The game of `players` players, numbered from 0, by a rule.
    ///
    /// # Errors
    ///
    /// [`GameError::Empty`] without players; [`GameError::Weights`] where a part of the rule has
    /// not one weight for each player.
    pub fn new(players: usize, rule: &Rule) -> Result<Self, GameError> {
        if players == 0 {
            return Err(GameError::Empty);
        }
        let (rule, criteria) = node::compile(rule, players)?;
        let of_player = |player: usize| -> Vec<u128> {
            criteria.iter().map(|weights| weights[player]).collect()
        };
        let mut order: Vec<(Vec<u128>, usize)> = (0..players)
            .map(|player| (of_player(player), player))
            .collect();
        order.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut classes: Vec<Class> = Vec::new();
        let mut class_of = vec![0; players];
        for (weights, player) in order {
            match classes.last_mut() {
                Some(class) if class.weights == weights => class.members += 1,
                _ => classes.push(Class {
                    weights,
                    members: 1,
                }),
            }
            class_of[player] = classes.len() - 1;
        }
        let totals = criteria
            .iter()
            .map(|weights| weights.iter().sum())
            .collect();
        Ok(Game {
            classes,
            class_of,
            totals,
            rule,
        })
    }

    /// How many players there are.
    pub fn players(&self) -> usize {
        self.class_of.len()
    }

    /// How many kinds of player there are: those with the same weights count as one kind.
    pub fn kinds(&self) -> usize {
        self.classes.len()
    }

    /// Whether the coalition of the players for whom `member` is true wins.
    pub fn wins(&self, member: impl Fn(usize) -> bool) -> bool {
        let mut profile = vec![0; self.classes.len()];
        for (player, class) in self.class_of.iter().enumerate() {
            if member(player) {
                profile[*class] += 1;
            }
        }
        self.profile_wins(&profile)
    }

    /// Whether a player wins alone ("sole power").
    pub fn alone(&self, player: usize) -> bool {
        self.class_alone(self.class_of[player])
    }

    /// Whether nothing passes without this player ("veto"). In a game that nobody can win nobody
    /// blocks.
    pub fn blocks(&self, player: usize) -> bool {
        self.class_blocks(self.class_of[player])
    }

    /// Whether even all players together lose: an unreachable quota.
    pub fn never_passes(&self) -> bool {
        !self.rule.wins(&self.totals)
    }

    /// Whether it passes without anybody: a threshold of nothing.
    pub fn always_passes(&self) -> bool {
        self.rule.wins(&vec![0; self.totals.len()])
    }

    /// Whether two coalitions without a common member can both win, so that both sides of one
    /// question could be decided. `None` where the game is too large to say.
    pub fn improper(&self) -> Option<bool> {
        if self.never_passes() {
            return Some(false);
        }
        if self.always_passes() {
            return Some(true);
        }
        if self.rule.crosses(&self.rule, &self.totals)
            || (0..self.classes.len()).any(|class| self.class_blocks(class))
        {
            return Some(false);
        }
        if (0..self.classes.len()).any(|class| self.class_alone(class)) {
            // One wins alone, and as nobody blocks, so do the others without that one.
            return Some(true);
        }
        by_class::splits(self)
    }

    fn class_alone(&self, class: usize) -> bool {
        self.rule.wins(&self.classes[class].weights)
    }

    fn class_blocks(&self, class: usize) -> bool {
        let weights = self.classes[class].weights.iter();
        let others: Vec<u128> = self
            .totals
            .iter()
            .zip(weights)
            .map(|(total, weight)| total - weight)
            .collect();
        !self.never_passes() && !self.rule.wins(&others)
    }

    /// Whether so many members of each class win together.
    fn profile_wins(&self, profile: &[usize]) -> bool {
        let sums: Vec<u128> = (0..self.totals.len())
            .map(|criterion| {
                let weighed = self.classes.iter().zip(profile);
                weighed
                    .map(|(class, count)| class.weights[criterion] * *count as u128)
                    .sum()
            })
            .collect();
        self.rule.wins(&sums)
    }
}
