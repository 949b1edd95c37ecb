//! Counting by sums: how many losing coalitions have which sums and which size, built up player by
//! player. The way for whole weights whose sums stay small, such as electoral votes.
//!
//! The dynamic programme of Brams and Affuso (1976) and Lucas (1983) for several criteria at once;
//! instead of dividing one player out of the whole, the players left out are halved until one
//! class remains, which needs log k builds and no subtraction, and so may stop counting at the
//! highest threshold.

use super::Game;
use super::tally::{Tally, Whole};

/// The most cells of one table.
const CELLS: u128 = 1 << 18;

/// All combinations of a size and of sums up to the highest thresholds.
pub(super) struct Plan {
    /// How many values each coordinate has; the first is the size.
    spans: Vec<u128>,
    /// The coordinate of each criterion; one vote for each player is the size itself.
    coordinate: Vec<usize>,
    cells: usize,
    /// About how many steps it takes.
    pub cost: f64,
}

/// Plans the count of a game; `None` where the sums have too many values.
#[allow(clippy::cast_precision_loss)] // estimates
pub(super) fn plan(game: &Game) -> Option<Plan> {
    let mut spans = vec![game.players() as u128 + 1];
    let mut coordinate = Vec::new();
    for criterion in 0..game.totals.len() {
        if game
            .classes
            .iter()
            .all(|class| class.weights[criterion] == 1)
        {
            coordinate.push(0);
        } else {
            coordinate.push(spans.len());
            spans.push(game.rule.highest(criterion).checked_add(1)?);
        }
    }
    let cells = spans
        .iter()
        .try_fold(1u128, |cells, span| cells.checked_mul(*span))
        .filter(|cells| *cells <= CELLS)?;
    let halvings = (game.classes.len() as f64).log2().ceil() + 1.0;
    Some(Plan {
        spans,
        coordinate,
        cells: usize::try_from(cells).ok()?,
        cost: cells as f64 * game.players() as f64 * halvings,
    })
}

/// Counts all coalitions of a game.
pub(super) fn count<W: Whole>(game: &Game, plan: &Plan) -> Tally<W> {
    let mut table = Table::new(game, plan);
    let mut start = vec![W::zero(); plan.cells];
    if table.loses[0] {
        start[0] = W::one();
    }
    table.leave_out(0, game.classes.len(), start);
    // Of all coalitions of each size, those that do not lose win.
    let mut winning = Vec::with_capacity(game.players() + 1);
    let mut all = W::one();
    for (size, losing) in table.losing.iter().enumerate() {
        let mut wins = all.clone();
        wins.subtract(losing);
        winning.push(wins);
        all = all.scaled(game.players() - size).divided(size + 1);
    }
    Tally {
        winning,
        swings: table.swings,
    }
}

struct Table<'g, W> {
    game: &'g Game,
    plan: &'g Plan,
    /// Whether a coalition in a cell loses.
    loses: Vec<bool>,
    /// Coordinates of each cell.
    at: Vec<Vec<u128>>,
    /// Losing coalitions of all players, by size.
    losing: Vec<W>,
    swings: Vec<Vec<W>>,
}

impl<'g, W: Whole> Table<'g, W> {
    fn new(game: &'g Game, plan: &'g Plan) -> Self {
        let mut at = Vec::with_capacity(plan.cells);
        let mut loses = Vec::with_capacity(plan.cells);
        let mut here = vec![0; plan.spans.len()];
        for _ in 0..plan.cells {
            let sums: Vec<u128> = plan.coordinate.iter().map(|c| here[*c]).collect();
            loses.push(!game.rule.wins(&sums));
            at.push(here.clone());
            for (value, span) in here.iter_mut().zip(&plan.spans).rev() {
                *value += 1;
                if *value < *span {
                    break;
                }
                *value = 0;
            }
        }
        Table {
            game,
            plan,
            loses,
            at,
            losing: vec![W::zero(); game.players() + 1],
            swings: vec![vec![W::zero(); game.players()]; game.classes.len()],
        }
    }

    /// The cell that one more member of a class leads to.
    fn target(&self, cell: usize, class: usize) -> usize {
        let mut next = self.at[cell].clone();
        next[0] += 1;
        for (criterion, weight) in self.game.classes[class].weights.iter().enumerate() {
            let coordinate = self.plan.coordinate[criterion];
            if coordinate > 0 {
                let most = self.plan.spans[coordinate] - 1;
                next[coordinate] = (next[coordinate] + weight).min(most);
            }
        }
        let cell = next
            .iter()
            .zip(&self.plan.spans)
            .fold(0, |cell, (value, span)| cell * span + value);
        // Below the number of cells, which is a `usize`.
        usize::try_from(cell).unwrap_or(usize::MAX)
    }

    /// Adds so many members of each class from `first` up to `end` to the coalitions of a table.
    fn join(&self, cells: &mut [W], classes: impl Iterator<Item = (usize, usize)>) {
        for (class, members) in classes {
            for _ in 0..members {
                // A player leads to a higher cell, so from the top down nobody joins twice.
                for cell in (0..cells.len()).rev() {
                    if cells[cell].is_zero() {
                        continue;
                    }
                    let target = self.target(cell, class);
                    if self.loses[target] {
                        let many = cells[cell].clone();
                        cells[target].add(&many);
                    }
                }
            }
        }
    }

    /// Counts for the classes from `first` up to `end`; `cells` holds the losing coalitions of all
    /// other players.
    fn leave_out(&mut self, first: usize, end: usize, mut cells: Vec<W>) {
        let members = |class: usize| (class, self.game.classes[class].members);
        if end - first > 1 {
            let middle = first.midpoint(end);
            let mut left = cells.clone();
            self.join(&mut left, (middle..end).map(members));
            self.join(&mut cells, (first..middle).map(members));
            self.leave_out(first, middle, left);
            self.leave_out(middle, end, cells);
            return;
        }
        let class = first;
        let others = self.game.classes[class].members - 1;
        self.join(&mut cells, std::iter::once((class, others)));
        for (cell, many) in cells.iter().enumerate() {
            if many.is_zero() {
                continue;
            }
            // The size is at most n - 1 while one player is left out.
            let size = usize::try_from(self.at[cell][0]).unwrap_or(usize::MAX);
            let stays_losing = self.loses[self.target(cell, class)];
            if !stays_losing {
                self.swings[class][size].add(many);
            }
            if class == 0 {
                self.losing[size].add(many);
                if stays_losing {
                    self.losing[size + 1].add(many);
                }
            }
        }
    }
}
