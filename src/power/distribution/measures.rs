//! Measures of concentration over amounts, exact where their definition is rational.

use crate::power::game::Exact;

/// Whom a distribution is about. The coefficient of Gini depends on it; the index of Herfindahl and
/// Hirschman, the effective numbers and the entropy do not, as they take no notice of zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Population {
    /// All members of the organisation, those without any power too.
    Everybody,
    /// Only those who hold some.
    Holders,
}

/// Amounts of something that people hold, at least one of them above 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distribution {
    population: Population,
    /// Ascending.
    amounts: Vec<Exact>,
    total: Exact,
}

impl Distribution {
    /// The distribution of amounts, one for each person; of [`Population::Holders`] zeros are left
    /// out. `None` where nobody holds anything, or somebody less than nothing.
    pub fn new(population: Population, amounts: impl IntoIterator<Item = Exact>) -> Option<Self> {
        let zero = Exact::zero();
        let mut amounts: Vec<Exact> = amounts.into_iter().collect();
        if population == Population::Holders {
            amounts.retain(|amount| !amount.is_zero());
        }
        amounts.sort();
        let total: Exact = amounts.iter().sum();
        (!total.is_zero() && *amounts.first()? >= zero).then_some(Distribution {
            population,
            amounts,
            total,
        })
    }

    /// Whom it is about.
    pub fn population(&self) -> Population {
        self.population
    }

    /// How many people it is about.
    pub fn people(&self) -> usize {
        self.amounts.len()
    }

    /// The shares of the whole, ascending; they sum up to 1.
    pub fn shares(&self) -> impl DoubleEndedIterator<Item = Exact> + '_ {
        let share = |amount: &Exact| amount.over(&self.total);
        self.amounts.iter().filter_map(share)
    }

    /// Gini's coefficient, Σ (2i - n - 1) xᵢ / (n Σ x) over ascending x: 0 where all hold the same,
    /// 1 - 1/n where one holds everything.
    pub fn gini(&self) -> Exact {
        let n = self.amounts.len();
        let mut above = Exact::zero();
        let mut below = Exact::zero();
        for (index, amount) in self.amounts.iter().enumerate() {
            above = &above + &(&Exact::from(2 * index as u64 + 2) * amount);
            below = &below + &(&Exact::from(n as u64 + 1) * amount);
        }
        (&above - &below)
            .over(&(&Exact::from(n as u64) * &self.total))
            .unwrap_or_else(Exact::zero)
    }

    /// Gini's coefficient stretched to reach 1: G n / (n - 1). `None` for one person.
    pub fn gini_corrected(&self) -> Option<Exact> {
        let n = self.amounts.len() as u64;
        (&self.gini() * &Exact::from(n)).over(&Exact::from(n - 1))
    }

    /// The index of Herfindahl and Hirschman (Simpson), Σ p²: from 1/n to 1.
    pub fn hhi(&self) -> Exact {
        self.shares().map(|share| &share * &share).sum()
    }

    /// The same from 0 to 1: (Σ p² - 1/n) / (1 - 1/n). `None` for one person.
    pub fn hhi_normalised(&self) -> Option<Exact> {
        let least = Exact::ratio(1, self.amounts.len() as u64)?;
        (&self.hhi() - &least).over(&(&Exact::one() - &least))
    }

    /// The effective number of Laakso and Taagepera 1979, N₂ = 1 / Σ p²: how many equals would be
    /// as concentrated.
    pub fn effective_number(&self) -> Exact {
        Exact::one().over(&self.hhi()).unwrap_or_else(Exact::one)
    }

    /// Shannon's entropy, -Σ p log₂ p, in bits; never -0.
    pub fn entropy(&self) -> f64 {
        let parts = self.shares().filter(|share| !share.is_zero());
        let sum: f64 = parts
            .map(|share| {
                let share = share.to_f64();
                share * share.log2()
            })
            .sum();
        if sum < 0.0 { -sum } else { 0.0 }
    }

    /// The effective number by entropy, N₁ = 2ᴴ.
    pub fn effective_number_by_entropy(&self) -> f64 {
        self.entropy().exp2()
    }

    /// Entropy as a part of the most there can be, H / log₂ n. `None` for one person.
    pub fn evenness(&self) -> Option<f64> {
        #[allow(clippy::cast_precision_loss)] // far fewer people than 2⁵²
        let most = (self.amounts.len() as f64).log2();
        (most > 0.0).then(|| self.entropy() / most)
    }

    /// The share of the `k` people who hold most; 1 where there are not so many.
    pub fn top_share(&self, k: usize) -> Exact {
        self.shares().rev().take(k).sum()
    }

    /// How many people it takes at least to hold more than a part of the whole (the Nakamoto
    /// coefficient, Srinivasan and Lee 2017): `1/2` to decide, `1/3` to stop a two-thirds vote.
    /// `None` where not even all hold more, as for a part of 1.
    pub fn nakamoto(&self, part: &Exact) -> Option<usize> {
        let mut sum = Exact::zero();
        self.shares()
            .rev()
            .position(|share| {
                sum = &sum + &share;
                sum > *part
            })
            .map(|index| index + 1)
    }
}
