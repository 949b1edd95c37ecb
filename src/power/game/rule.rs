//! Rules of voting as compositions of weighted thresholds.

use super::Exact;

/// How much a weighted sum must come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// The bound, in the unit of the weights.
    pub bound: Exact,
    /// Whether the sum must lie above the bound (`>`) or may meet it (`>=`).
    pub above: bool,
}

impl Threshold {
    /// `>= bound`.
    pub fn at_least(bound: impl Into<Exact>) -> Self {
        Threshold {
            bound: bound.into(),
            above: false,
        }
    }

    /// `> bound`.
    pub fn more_than(bound: impl Into<Exact>) -> Self {
        Threshold {
            bound: bound.into(),
            above: true,
        }
    }

    /// The least whole sum that suffices.
    pub(super) fn least(&self) -> u128 {
        if self.above {
            self.bound.floor().saturating_add(1)
        } else {
            self.bound.ceiling()
        }
    }
}

/// Which coalitions win. Monotone by construction: weights are not negative, and more of the parts
/// that hold never break the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// The weights of a coalition's members sum up to a threshold.
    Sum {
        /// One weight for each player, by the player's number.
        weights: Vec<u64>,
        /// What their sum must come to.
        threshold: Threshold,
    },
    /// So many of the parts hold.
    Parts {
        /// How many.
        least: usize,
        /// The parts.
        of: Vec<Rule>,
    },
}

impl Rule {
    /// A weighted vote: \[quota; weights\], where a coalition wins with `quota` or more.
    pub fn weighted(quota: u64, weights: impl Into<Vec<u64>>) -> Self {
        Rule::Sum {
            weights: weights.into(),
            threshold: Threshold::at_least(quota),
        }
    }

    /// One vote for each of `players`, more than `part` of them to win.
    pub fn more_than(part: &Exact, players: usize) -> Self {
        Rule::Sum {
            weights: vec![1; players],
            threshold: Threshold::more_than(part * &Exact::from(players as u64)),
        }
    }

    /// `least` of `players`.
    pub fn count(least: usize, players: usize) -> Self {
        Rule::weighted(least as u64, vec![1; players])
    }

    /// This one player of `players`: a veto if joined by [`Rule::all`], a sole power by
    /// [`Rule::any`].
    pub fn one(player: usize, players: usize) -> Self {
        let mut weights = vec![0; players];
        if let Some(weight) = weights.get_mut(player) {
            *weight = 1;
        }
        Rule::weighted(1, weights)
    }

    /// Every part: double majorities, vetoes.
    pub fn all(parts: impl Into<Vec<Rule>>) -> Self {
        let of = parts.into();
        Rule::Parts {
            least: of.len(),
            of,
        }
    }

    /// At least one part: overrides, casting votes.
    pub fn any(parts: impl Into<Vec<Rule>>) -> Self {
        let of = parts.into();
        Rule::Parts { least: 1, of }
    }

    /// The rule by which a coalition can prevent: S wins in it if and only if the players outside
    /// S lose in this one.
    #[must_use]
    pub fn dual(&self) -> Self {
        match self {
            Rule::Sum { weights, threshold } => {
                let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
                let bound = (total + 1).saturating_sub(threshold.least());
                Rule::Sum {
                    weights: weights.clone(),
                    threshold: Threshold::at_least(bound),
                }
            }
            Rule::Parts { least, of } => Rule::Parts {
                least: (of.len() + 1).saturating_sub(*least),
                of: of.iter().map(Rule::dual).collect(),
            },
        }
    }
}
