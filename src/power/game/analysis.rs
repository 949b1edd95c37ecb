//! The indices of a game, exactly.
//!
//! For a player p of n, with ηₚ swings (coalitions that lose without p and win with p) and W
//! winning coalitions:
//!
//! - Banzhaf (Penrose): ηₚ / 2ⁿ⁻¹; as a share: ηₚ / Σ η. Banzhaf 1965, Dubey and Shapley 1979.
//! - Shapley and Shubik 1954: Σ s! (n - s - 1)! / n! over the same swings by size s.
//! - Coleman 1971: power to act W / 2ⁿ, to prevent ηₚ / W, to initiate ηₚ / (2ⁿ - W).

use num_bigint::BigUint;

use super::tally::{NARROW, Tally, Whole};
use super::{Exact, Game, by_class, by_half, by_sum, equal};

/// The most steps that a count may take: about a second or two in a release build.
const STEPS: f64 = 3e8;
/// The most numbers that a count may hold at once.
const HELD: f64 = 2e7;

/// A way of counting coalitions. All give the same counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// A closed form, where all players count the same.
    Equals,
    /// By how many members of each kind take part.
    Classes,
    /// By the sums that coalitions reach.
    Sums,
    /// By meeting in the middle.
    Halves,
}

/// A game too large to be counted exactly in reasonable time; nothing else is known of it than
/// what needs no count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not computed: {players} players of {kinds} kinds have too many coalitions to count")]
pub struct TooLarge {
    /// How many players.
    pub players: usize,
    /// How many kinds of player.
    pub kinds: usize,
}

/// Every index of a game.
#[derive(Debug, Clone)]
pub struct Analysis {
    algorithm: Algorithm,
    class_of: Vec<usize>,
    winning: Exact,
    act: Exact,
    capture: Option<usize>,
    blocking: Option<usize>,
    classes: Vec<Indices>,
}

/// The indices of each player of one class.
#[derive(Debug, Clone)]
struct Indices {
    swings: Exact,
    banzhaf: Exact,
    share: Option<Exact>,
    shapley: Option<Exact>,
    prevent: Option<Exact>,
    initiate: Option<Exact>,
}

impl Game {
    /// Counts the coalitions of the game, in whichever way is cheapest.
    ///
    /// # Errors
    ///
    /// [`TooLarge`] where every way takes more than about 3·10⁸ steps or holds more than 2·10⁷
    /// numbers at once.
    pub fn analysis(&self) -> Result<Analysis, TooLarge> {
        let (algorithm, _) = self
            .costs()
            .into_iter()
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .ok_or_else(|| self.too_large())?;
        self.analysis_by(algorithm)
    }

    /// Counts the coalitions in a given way.
    ///
    /// # Errors
    ///
    /// [`TooLarge`] where this way takes too many steps, or does not fit the game: equals that are
    /// not equal, sums that are too many.
    pub fn analysis_by(&self, algorithm: Algorithm) -> Result<Analysis, TooLarge> {
        if !self.costs().iter().any(|(able, _)| *able == algorithm) {
            return Err(self.too_large());
        }
        let tally = if self.players() <= NARROW {
            self.tally::<u128>(algorithm).as_ref().map(Counts::of)
        } else {
            self.tally::<BigUint>(algorithm).as_ref().map(Counts::of)
        };
        let counts = match tally {
            Some(counts) => counts,
            None => self.counts_of_equals().ok_or_else(|| self.too_large())?,
        };
        Ok(Analysis::new(self, algorithm, counts))
    }

    fn too_large(&self) -> TooLarge {
        TooLarge {
            players: self.players(),
            kinds: self.classes.len(),
        }
    }

    /// How much longer a step with numbers wide enough takes than one with `u128`, about.
    #[allow(clippy::cast_precision_loss)] // an estimate
    fn width(&self) -> f64 {
        if self.players() <= NARROW {
            1.0
        } else {
            8.0 + self.players() as f64 / 64.0
        }
    }

    /// The ways that can count this game, with about how many steps they take.
    #[allow(clippy::cast_precision_loss)] // estimates
    fn costs(&self) -> Vec<(Algorithm, f64)> {
        let players = self.players() as f64;
        let width = self.width();
        // The counts by size, and for the index of Shapley and Shubik as many factorials.
        let kinds = self.classes.len() as f64;
        let factorial = 1.0 + players * players.log2() / 64.0;
        let base = kinds * players * (1.0 + players / 64.0) * factorial / 4.0;
        let mut costs = Vec::new();
        let mut offer = |algorithm, cost: f64| {
            if cost + base <= STEPS {
                costs.push((algorithm, cost));
            }
        };
        let trivial = self.never_passes() || self.always_passes();
        if self.classes.len() == 1 && !trivial && 3.0 * players * (players / 64.0) <= STEPS {
            return vec![(Algorithm::Equals, 0.0)];
        }
        let by_class = by_class::profiles(self) * (kinds + 2.0);
        offer(Algorithm::Classes, by_class * width);
        if let Some(plan) = by_sum::plan(self) {
            offer(Algorithm::Sums, plan.cost * width);
        }
        if let Some(plan) = by_half::plan(self, HELD / self.width()) {
            offer(Algorithm::Halves, plan.cost * width);
        }
        costs
    }

    fn tally<W: Whole>(&self, algorithm: Algorithm) -> Option<Tally<W>> {
        match algorithm {
            Algorithm::Equals => None,
            Algorithm::Classes => Some(by_class::count(self)),
            Algorithm::Sums => Some(by_sum::count(self, &by_sum::plan(self)?)),
            Algorithm::Halves => Some(by_half::count(
                self,
                &by_half::plan(self, HELD / self.width())?,
            )),
        }
    }

    fn counts_of_equals(&self) -> Option<Counts> {
        let equals = equal::count(self)?;
        let players = self.players();
        Some(Counts {
            winning: equals.winning,
            capture: Some(equals.least),
            blocking: Some(players - equals.least + 1),
            swings: vec![(equals.swings, Shares::Equal)],
        })
    }
}

/// What the counting found.
struct Counts {
    winning: BigUint,
    capture: Option<usize>,
    blocking: Option<usize>,
    swings: Vec<(BigUint, Shares)>,
}

/// How the index of Shapley and Shubik follows.
enum Shares {
    /// By symmetry.
    Equal,
    /// From the swings by size: Σ s! (n - s - 1)! over them.
    Weighed(BigUint),
}

impl Counts {
    fn of<W: Whole>(tally: &Tally<W>) -> Self {
        let players = tally.winning.len() - 1;
        let capture = tally.winning.iter().position(|many| !many.is_zero());
        // The largest losing coalitions leave the smallest blocking sets outside.
        let mut all = BigUint::from(1u8);
        let mut largest = None;
        for (size, winning) in tally.winning.iter().enumerate() {
            if winning.big() < all {
                largest = Some(size);
            }
            all = all * (players - size) / (size + 1);
        }
        let weighed = |swings: &Vec<W>| {
            // s! (n - s - 1)! step by step: (s + 1)! (n - s - 2)! is that · (s + 1) / (n - s - 1).
            let mut orders: BigUint = (1..players).product();
            let mut sum = BigUint::ZERO;
            for (size, many) in swings.iter().enumerate() {
                if !many.is_zero() {
                    sum += many.big() * &orders;
                }
                if size + 1 < players {
                    orders = orders * (size + 1) / (players - size - 1);
                }
            }
            sum
        };
        Counts {
            winning: tally.winning.iter().map(Whole::big).sum(),
            capture,
            blocking: largest
                .filter(|_| capture.is_some())
                .map(|size| players - size),
            swings: tally
                .swings
                .iter()
                .map(|swings| {
                    let sum = swings.iter().map(Whole::big).sum();
                    (sum, Shares::Weighed(weighed(swings)))
                })
                .collect(),
        }
    }
}

impl Analysis {
    fn new(game: &Game, algorithm: Algorithm, counts: Counts) -> Self {
        let players = game.players();
        let count = Exact::count;
        let all = BigUint::from(1u8) << players;
        let half = count(&all >> 1);
        let losing = count(&all - &counts.winning);
        let winning = count(counts.winning);
        let factorial = count((1..=players).product());
        let swings_of_all: BigUint = game
            .classes
            .iter()
            .zip(&counts.swings)
            .map(|(class, (swings, _))| swings * class.members)
            .sum();
        let swings_of_all = count(swings_of_all);
        let classes = counts.swings.into_iter().map(|(swings, shares)| {
            let swings = count(swings);
            let shapley = match shares {
                Shares::Equal => Exact::ratio(1, players as u64),
                Shares::Weighed(sum) => count(sum).over(&factorial),
            };
            Indices {
                banzhaf: swings.over(&half).unwrap_or_else(Exact::zero),
                share: swings.over(&swings_of_all),
                shapley: shapley.filter(|_| !swings_of_all.is_zero()),
                prevent: swings.over(&winning),
                initiate: swings.over(&losing),
                swings,
            }
        });
        Analysis {
            algorithm,
            class_of: game.class_of.clone(),
            classes: classes.collect(),
            act: winning.over(&count(all)).unwrap_or_else(Exact::zero),
            winning,
            capture: counts.capture,
            blocking: counts.blocking,
        }
    }

    fn of(&self, player: usize) -> &Indices {
        &self.classes[self.class_of[player]]
    }

    /// The way in which the coalitions were counted.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// How many players there are.
    pub fn players(&self) -> usize {
        self.class_of.len()
    }

    /// W: how many of the 2ⁿ coalitions win.
    pub fn winning(&self) -> &Exact {
        &self.winning
    }

    /// Coleman's power of the body to act: W / 2ⁿ.
    pub fn act(&self) -> &Exact {
        &self.act
    }

    /// The capture number: how many players the smallest winning coalition has; `None` where none
    /// wins.
    pub fn capture(&self) -> Option<usize> {
        self.capture
    }

    /// How many players the smallest set has without which the others lose; `None` where nobody
    /// wins, or everybody always does.
    pub fn blocking(&self) -> Option<usize> {
        self.blocking
    }

    /// ηₚ: how many coalitions of the others lose, and win once the player joins.
    pub fn swings(&self, player: usize) -> &Exact {
        &self.of(player).swings
    }

    /// Whether the player never makes a difference.
    pub fn dummy(&self, player: usize) -> bool {
        self.of(player).swings.is_zero()
    }

    /// The absolute index of Banzhaf and Penrose, ηₚ / 2ⁿ⁻¹: how likely the player decides if the
    /// others toss coins. Comparable between bodies and over time.
    pub fn banzhaf(&self, player: usize) -> &Exact {
        &self.of(player).banzhaf
    }

    /// The share of Banzhaf, ηₚ / Σ η; `None` where nobody ever makes a difference.
    pub fn banzhaf_share(&self, player: usize) -> Option<&Exact> {
        self.of(player).share.as_ref()
    }

    /// The share of Shapley and Shubik; those of all players sum up to 1. `None` where nobody ever
    /// makes a difference.
    pub fn shapley(&self, player: usize) -> Option<&Exact> {
        self.of(player).shapley.as_ref()
    }

    /// Coleman's power to prevent, ηₚ / W; `None` where nothing wins.
    pub fn prevent(&self, player: usize) -> Option<&Exact> {
        self.of(player).prevent.as_ref()
    }

    /// Coleman's power to initiate, ηₚ / (2ⁿ - W); `None` where nothing loses.
    pub fn initiate(&self, player: usize) -> Option<&Exact> {
        self.of(player).initiate.as_ref()
    }
}
