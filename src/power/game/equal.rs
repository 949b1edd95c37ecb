//! Bodies of equals: as all players count the same, a coalition wins by its size alone.

use num_bigint::BigUint;

use super::Game;

/// The counts of a game with one class.
pub(super) struct Equals {
    /// The size from which a coalition wins.
    pub least: usize,
    /// Winning coalitions: Σ C(n, c) for c from `least` to n.
    pub winning: BigUint,
    /// The swings of each player: C(n - 1, `least` - 1).
    pub swings: BigUint,
}

/// Counts a game of equals that passes with all players, not with none.
pub(super) fn count(game: &Game) -> Option<Equals> {
    let [_] = &game.classes[..] else {
        return None;
    };
    let players = game.players();
    let least = (1..=players).find(|size| game.profile_wins(&[*size]))?;
    let mut winning = BigUint::ZERO;
    // From the top down, C(n, c - 1) = C(n, c) c / (n - c + 1).
    let mut at_size = BigUint::from(1u8);
    let mut swings = BigUint::ZERO;
    for size in (least..=players).rev() {
        winning += &at_size;
        if size == least {
            // C(n - 1, q - 1) = C(n, q) q / n.
            swings = &at_size * size / players;
        }
        at_size = at_size * size / (players - size + 1);
    }
    Some(Equals {
        least,
        winning,
        swings,
    })
}
