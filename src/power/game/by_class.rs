//! Counting by how many members of each class take part: k classes of nₜ members have
//! Π (nₜ + 1) such profiles, each standing for Π C(nₜ, cₜ) coalitions. The way for most real
//! bodies, whose members are of two or three kinds.

use super::Game;
use super::tally::{Tally, Whole, Wins};

/// The most profiles that [`splits`] looks at.
const PROFILES: f64 = 2e6;

/// How many profiles a game has.
pub(super) fn profiles(game: &Game) -> f64 {
    #[allow(clippy::cast_precision_loss)] // an estimate
    let sizes = game.classes.iter().map(|class| (class.members + 1) as f64);
    sizes.product()
}

/// Counts all coalitions of a game.
pub(super) fn count<W: Whole>(game: &Game) -> Tally<W> {
    let mut walk = Walk {
        game,
        above: above(game),
        sums: vec![vec![0; game.totals.len()]; game.classes.len() + 1],
        profile: vec![0; game.classes.len()],
        wins: Wins::new(game),
    };
    walk.class(0, 0, &W::one());
    walk.wins.tally(game)
}

/// For each class, the sums of all members of that class and those after it.
fn above(game: &Game) -> Vec<Vec<u128>> {
    let mut above = vec![vec![0; game.totals.len()]; game.classes.len() + 1];
    for (index, class) in game.classes.iter().enumerate().rev() {
        above[index] = above[index + 1]
            .iter()
            .zip(&class.weights)
            .map(|(sum, weight)| sum + weight * class.members as u128)
            .collect();
    }
    above
}

struct Walk<'g, W> {
    game: &'g Game,
    above: Vec<Vec<u128>>,
    /// The sums of the classes before each.
    sums: Vec<Vec<u128>>,
    profile: Vec<usize>,
    wins: Wins<W>,
}

impl<W: Whole> Walk<'_, W> {
    /// Adds every number of members of a class to a coalition of `size` members that stands for
    /// `many`.
    fn class(&mut self, index: usize, size: usize, many: &W) {
        let sums = &self.sums[index];
        let Some(class) = self.game.classes.get(index) else {
            if self.game.rule.wins(sums) {
                self.wins.add(size, many);
                for (class, members) in self.profile.iter().enumerate() {
                    if *members > 0 {
                        self.wins.add_members(class, size, &many.scaled(*members));
                    }
                }
            }
            return;
        };
        let most: Vec<u128> = sums
            .iter()
            .zip(&self.above[index])
            .map(|(sum, rest)| sum + rest)
            .collect();
        if !self.game.rule.wins(&most) {
            return;
        }
        let mut many = many.clone();
        for members in 0..=class.members {
            for criterion in 0..class.weights.len() {
                self.sums[index + 1][criterion] =
                    self.sums[index][criterion] + class.weights[criterion] * members as u128;
            }
            self.profile[index] = members;
            self.class(index + 1, size + members, &many);
            // C(n, c + 1) = C(n, c) (n - c) / (c + 1)
            many = many.scaled(class.members - members).divided(members + 1);
        }
        self.profile[index] = 0;
    }
}

/// Whether some coalition wins and the players outside it win too. `None` where there are too many
/// profiles to see.
pub(super) fn splits(game: &Game) -> Option<bool> {
    if profiles(game) > PROFILES {
        return None;
    }
    let mut profile = vec![0; game.classes.len()];
    loop {
        let others: Vec<usize> = game
            .classes
            .iter()
            .zip(&profile)
            .map(|(class, members)| class.members - members)
            .collect();
        if game.profile_wins(&profile) && game.profile_wins(&others) {
            return Some(true);
        }
        // The next profile, as one counts up.
        let next = game
            .classes
            .iter()
            .zip(&profile)
            .position(|(class, members)| *members < class.members);
        let Some(next) = next else {
            return Some(false);
        };
        profile[..next].fill(0);
        profile[next] += 1;
    }
}
