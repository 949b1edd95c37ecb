//! Whether the votes that were counted are those that a method asks for.

use crate::model::CountOrFormula;

use super::need::{Base, Clause, clauses};
use super::{Exact, formula, need};

/// The votes on one option, as they were counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// For it, or above the default option.
    pub in_favour: u64,
    /// Against it, or below the default option.
    pub against: u64,
    /// Neither.
    pub abstain: u64,
    /// How many could vote.
    pub eligible: Option<u64>,
    /// How many seats the body has, where that is fixed.
    pub seats: Option<u64>,
    /// Whether those who abstain count among those who cast a vote.
    pub abstain_counts: bool,
}

impl Count {
    /// How many took part.
    pub fn present(&self) -> u64 {
        self.in_favour
            .saturating_add(self.against)
            .saturating_add(self.abstain)
    }

    /// Whether the votes are as many as a `pass` expression asks for. `None` where the expression
    /// cannot be read, or where a number that it asks for was not written down.
    pub fn passes(&self, expression: &str) -> Option<bool> {
        let mut passes = Some(true);
        for clause in clauses(expression)? {
            match self.meets(&clause) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => passes = None,
            }
        }
        passes
    }

    /// Whether a casting vote would have to break a tie: more than a half was asked for, and a half
    /// is there.
    pub fn is_tied(&self) -> bool {
        self.in_favour == self.against
    }

    fn meets(&self, clause: &Clause) -> Option<bool> {
        let compare = |least: &Exact, above: bool| {
            let votes = Exact::from(self.in_favour);
            if above {
                votes > *least
            } else {
                votes >= *least
            }
        };
        Some(match clause {
            Clause::NoneAgainst => self.against == 0,
            Clause::MoreFor { above: true } => self.in_favour > self.against,
            Clause::MoreFor { above: false } => self.in_favour >= self.against,
            Clause::BeatsDefault { more, less } => {
                let (ours, theirs) = (Exact::from(self.in_favour), Exact::from(self.against));
                let enough = &ours * &Exact::from(*less) >= &theirs * &Exact::from(*more);
                enough && self.in_favour > self.against
            }
            Clause::Votes(votes) => self.in_favour >= *votes,
            Clause::Part { part, above, of } => {
                let base = match of {
                    Base::Cast if self.abstain_counts => self.present(),
                    Base::Cast => self.in_favour.saturating_add(self.against),
                    Base::Present => self.present(),
                    Base::Eligible => self.eligible?,
                    Base::Seats => self.seats.max(self.eligible)?,
                };
                compare(&(part * &Exact::from(base)), *above)
            }
        })
    }
}

/// Whether a `pass` expression can be read.
pub fn is_readable(expression: &str) -> bool {
    clauses(expression).is_some()
}

/// How many votes of `n` people a `pass` expression asks for if all of them vote; `None` where it
/// cannot be read.
pub fn votes_asked(expression: &str, n: u64) -> Option<u64> {
    let needs = need::pass(expression, 0)?;
    needs.iter().map(|need| need.of(n)).max()
}

/// How many of `n` people a quorum or a number of sponsors asks for. `None` where the formula
/// cannot be read, or has no value for so many.
pub fn people_asked(count: &CountOrFormula, n: u64) -> Option<u64> {
    match count {
        CountOrFormula::Count(count) => Some(u64::try_from(*count).unwrap_or(0)),
        CountOrFormula::Formula(text) => {
            let value = formula::value(text, n)?;
            // Less than nothing is nothing.
            Some(u64::try_from(value.ceiling()).unwrap_or(u64::MAX))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    fn count(in_favour: u64, against: u64, abstain: u64) -> Count {
        Count {
            in_favour,
            against,
            abstain,
            eligible: Some(20),
            ..Count::default()
        }
    }

    #[test]
    fn votes_are_counted_without_rounding() {
        // Two thirds of 20 are 13.33….
        assert_eq!(count(13, 0, 0).passes(">= 2/3 of eligible"), Some(false));
        assert_eq!(count(14, 6, 0).passes(">= 2/3 of eligible"), Some(true));
        assert_eq!(count(2, 1, 9).passes(">= 2/3 of cast"), Some(true));
        assert_eq!(count(2, 1, 9).passes("> 2/3 of cast"), Some(false));
        assert_eq!(count(2, 1, 1).passes("> 1/2 of present"), Some(false));
        let counting = Count {
            abstain_counts: true,
            ..count(2, 1, 1)
        };
        assert_eq!(counting.passes("> 1/2 of cast"), Some(false));
        assert_eq!(count(3, 1, 0).passes("beats default by 3:1"), Some(true));
        assert_eq!(count(2, 2, 0).passes("beats default by 1:1"), Some(false));
        assert_eq!(
            count(4, 4, 0).passes(">= 3 for and for > against"),
            Some(false)
        );
        assert_eq!(count(4, 0, 3).passes("no-objection"), Some(true));
        assert_eq!(count(4, 1, 3).passes("no-objection"), Some(false));
    }

    #[test]
    fn what_was_not_written_down_is_not_guessed() {
        let unknown = Count {
            eligible: None,
            ..count(9, 0, 0)
        };
        assert_eq!(unknown.passes(">= 3/4 of eligible"), None);
        assert_eq!(unknown.passes(">= 3/4 of seats"), None);
        assert_eq!(unknown.passes(">= 3/4 of seats and no against"), None);
        assert_eq!(count(1, 5, 0).passes("if it feels right"), None);
        let seats = Count {
            seats: Some(12),
            ..unknown
        };
        assert_eq!(seats.passes(">= 3/4 of seats"), Some(true));
        assert_eq!(seats.passes("> 3/4 of seats"), Some(false));
    }

    #[test]
    fn people_and_votes_are_asked_for() {
        let quorum = |text: &str, n| people_asked(&CountOrFormula::Formula(Text::of(text)), n);
        assert_eq!(quorum("60%", 12), Some(8));
        assert_eq!(quorum("n-9", 4), Some(0));
        assert_eq!(quorum("enough", 4), None);
        assert_eq!(people_asked(&CountOrFormula::Count(-3), 4), Some(0));
        assert_eq!(votes_asked(">= 3/4 of cast", 20), Some(15));
        assert_eq!(votes_asked("as we like", 20), None);
    }
}
