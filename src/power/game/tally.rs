//! What the ways of counting have in common: whole numbers wide enough, and the counts by size.

use num_bigint::BigUint;

use super::Game;

/// A whole number that counts coalitions: `u128` for bodies of up to [`NARROW`] players, any size
/// beyond.
pub(super) trait Whole: Clone {
    fn zero() -> Self;
    fn one() -> Self;
    fn is_zero(&self) -> bool;
    fn add(&mut self, other: &Self);
    fn subtract(&mut self, other: &Self);
    fn times(&self, other: &Self) -> Self;
    fn scaled(&self, by: usize) -> Self;
    /// Divided by a divisor that leaves no remainder.
    fn divided(&self, by: usize) -> Self;
    fn big(&self) -> BigUint;
}

/// The most players whose coalitions `u128` counts, with the factor of up to as many that the
/// counting multiplies by on the way: 2¹¹² · 112 < 2¹²⁷.
pub(super) const NARROW: usize = 112;

impl Whole for u128 {
    fn zero() -> Self {
        0
    }
    fn one() -> Self {
        1
    }
    fn is_zero(&self) -> bool {
        *self == 0
    }
    fn add(&mut self, other: &Self) {
        *self += other;
    }
    fn subtract(&mut self, other: &Self) {
        *self -= other;
    }
    fn times(&self, other: &Self) -> Self {
        self * other
    }
    fn scaled(&self, by: usize) -> Self {
        self * by as u128
    }
    fn divided(&self, by: usize) -> Self {
        self / by as u128
    }
    fn big(&self) -> BigUint {
        BigUint::from(*self)
    }
}

impl Whole for BigUint {
    fn zero() -> Self {
        BigUint::ZERO
    }
    fn one() -> Self {
        BigUint::from(1u8)
    }
    fn is_zero(&self) -> bool {
        *self == BigUint::ZERO
    }
    fn add(&mut self, other: &Self) {
        *self += other;
    }
    fn subtract(&mut self, other: &Self) {
        *self -= other;
    }
    fn times(&self, other: &Self) -> Self {
        self * other
    }
    fn scaled(&self, by: usize) -> Self {
        self * by
    }
    fn divided(&self, by: usize) -> Self {
        self / by
    }
    fn big(&self) -> BigUint {
        self.clone()
    }
}

/// The counts from which every index follows.
pub(super) struct Tally<W> {
    /// Winning coalitions by how many members they have: n + 1 entries.
    pub winning: Vec<W>,
    /// For each class, the coalitions that lose and win once one given member of the class joins
    /// them, by how many members they have before: n entries each.
    pub swings: Vec<Vec<W>>,
}

/// Winning coalitions, and for each class the sum over them of how many members of the class they
/// have, both by size.
pub(super) struct Wins<W> {
    winning: Vec<W>,
    with: Vec<Vec<W>>,
}

impl<W: Whole> Wins<W> {
    /// Nothing counted yet.
    pub(super) fn new(game: &Game) -> Self {
        let none = vec![W::zero(); game.players() + 1];
        Wins {
            with: vec![none.clone(); game.classes.len()],
            winning: none,
        }
    }

    /// Counts `many` winning coalitions of `size` members.
    pub(super) fn add(&mut self, size: usize, many: &W) {
        self.winning[size].add(many);
    }

    /// Counts the members of a class in winning coalitions of `size` members.
    pub(super) fn add_members(&mut self, class: usize, size: usize, many: &W) {
        self.with[class][size].add(many);
    }

    /// The swings: those who leave a losing rest behind when they leave. Of the winning coalitions
    /// with p, of s + 1 members, those remain winning without p that are the winning coalitions
    /// without p, of s members.
    pub(super) fn tally(self, game: &Game) -> Tally<W> {
        let classes = game.classes.iter().zip(&self.with);
        let swings = classes.map(|(class, with)| {
            let with: Vec<W> = with.iter().map(|sum| sum.divided(class.members)).collect();
            (0..game.players())
                .map(|size| {
                    let mut swings = with[size + 1].clone();
                    swings.add(&with[size]);
                    swings.subtract(&self.winning[size]);
                    swings
                })
                .collect()
        });
        Tally {
            swings: swings.collect(),
            winning: self.winning,
        }
    }
}
