//! What a method asks of the people of one body, as its `pass` and `quorum` say.

use crate::model::{CountOrFormula, Text};

use super::{Exact, formula};

/// How many of a body must agree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    /// Any one of them.
    Anyone,
    /// All of them.
    Everyone,
    /// A part of them, or of a fixed number of seats if more: `>= 3/4 of seats`.
    Part {
        part: Exact,
        above: bool,
        seats: u64,
    },
    /// So many.
    Votes(u64),
    /// As many as a formula in `n` says.
    Formula(Text),
}

impl Need {
    /// More than half of the votes cast.
    pub(super) fn majority() -> Self {
        Need::Part {
            part: half(),
            above: true,
            seats: 0,
        }
    }

    /// How many of `n` people that is; more than `n` where it cannot be met.
    pub(super) fn of(&self, n: u64) -> u64 {
        match self {
            Need::Anyone => 1,
            Need::Everyone => n.max(1),
            Need::Part { part, above, seats } => {
                let bound = part * &Exact::from(n.max(*seats));
                let least = if *above {
                    bound.floor() + 1
                } else {
                    bound.ceiling()
                };
                // Nothing passes by nobody's vote.
                u64::try_from(least).unwrap_or(u64::MAX).max(1)
            }
            Need::Votes(votes) => *votes,
            Need::Formula(text) => formula::value(text, n).map_or(u64::MAX, |value| {
                u64::try_from(value.ceiling()).unwrap_or(u64::MAX)
            }),
        }
    }

    /// The same where a casting vote breaks the tie: the bound is enough if it can be met.
    pub(super) fn tied(&self) -> Option<Self> {
        match self {
            Need::Part {
                part,
                above: true,
                seats,
            } => Some(Need::Part {
                part: part.clone(),
                above: false,
                seats: *seats,
            }),
            _ => None,
        }
    }

    /// Whether it depends on what each vote weighs.
    pub(super) fn weighs(&self) -> bool {
        !matches!(self, Need::Anyone | Need::Everyone)
    }
}

/// A quorum: how many must take part. `None` where the formula cannot be read.
pub(super) fn quorum(quorum: &CountOrFormula) -> Option<Need> {
    match quorum {
        CountOrFormula::Count(count) => Some(Need::Votes(u64::try_from(*count).unwrap_or(0))),
        CountOrFormula::Formula(text) => {
            formula::value(text, 1).or_else(|| formula::value(text, 2))?;
            Some(Need::Formula(text.clone()))
        }
    }
}

/// When a method passes: all of the needs that its expression joins by `and`. `seats` is the
/// number of seats of the body, where it is fixed. `None` where the expression cannot be read.
///
/// Read are `no-objection`, `> 1/2 of cast` (or `present`, `seats`, `members`, `eligible`, `n`;
/// also `>=`, percentages and decimals), `>= 3 for`, `for > against`, `no against` and `beats
/// default by 3:1`, after which `, then …` may name the count among several options.
pub(super) fn pass(expression: &str, seats: u64) -> Option<Vec<Need>> {
    let clauses = clauses(expression)?;
    clauses.iter().map(|clause| clause.need(seats)).collect()
}

/// One of the conditions under which a vote passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Clause {
    /// Nobody is against it.
    NoneAgainst,
    /// More for it than against, or as many.
    MoreFor { above: bool },
    /// So many times as many above the default option as below it.
    BeatsDefault { more: u64, less: u64 },
    /// So many votes for it.
    Votes(u64),
    /// A part of those who are counted.
    Part { part: Exact, above: bool, of: Base },
}

/// Of whom a part must be for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// Those who voted for or against.
    Cast,
    /// Those who took part.
    Present,
    /// Those who may take part.
    Eligible,
    /// The seats, empty ones included.
    Seats,
}

/// The clauses that an expression joins by `and`; `None` where it cannot be read.
pub(super) fn clauses(expression: &str) -> Option<Vec<Clause>> {
    let expression = match expression.split_once(',') {
        Some((pass, rest)) if rest.trim_start().starts_with("then ") => pass,
        _ => expression,
    };
    expression
        .split(" and ")
        .map(|clause| {
            let words: Vec<&str> = clause.split_whitespace().collect();
            Clause::read(&words)
        })
        .collect()
}

impl Clause {
    fn read(words: &[&str]) -> Option<Self> {
        match words {
            ["no-objection"] | ["no", "against" | "objection" | "objections"] => {
                Some(Clause::NoneAgainst)
            }
            ["for", sign, "against"] => Some(Clause::MoreFor {
                above: above(sign)?,
            }),
            ["beats", "default", "by", ratio] => {
                let (more, less) = ratio.split_once(':')?;
                let (more, less): (u64, u64) = (more.parse().ok()?, less.parse().ok()?);
                (more >= less).then_some(Clause::BeatsDefault { more, less })
            }
            [sign, votes, "for"] => {
                let votes: u64 = votes.parse().ok()?;
                let votes = votes.checked_add(u64::from(above(sign)?))?;
                Some(Clause::Votes(votes))
            }
            [sign, part, "of", base] => {
                let part = match part.strip_suffix('%') {
                    Some(percent) => {
                        let percent: Exact = percent.parse().ok()?;
                        percent.over(&Exact::from(100u64))?
                    }
                    None => part.parse().ok()?,
                };
                let of = match *base {
                    "cast" => Base::Cast,
                    "present" => Base::Present,
                    "members" | "eligible" | "n" => Base::Eligible,
                    "seats" => Base::Seats,
                    _ => return None,
                };
                (part <= Exact::one()).then_some(())?;
                let above = above(sign)?;
                Some(Clause::Part { part, above, of })
            }
            _ => None,
        }
    }

    fn need(&self, seats: u64) -> Option<Need> {
        Some(match self {
            Clause::NoneAgainst => Need::Everyone,
            Clause::MoreFor { above } => Need::Part {
                part: half(),
                above: *above,
                seats: 0,
            },
            // So many times as many as against it, and more than against it (Debian's
            // constitution, A.5.3): 1:1 is not enough at a tie.
            Clause::BeatsDefault { more, less } => Need::Part {
                part: Exact::ratio(*more, more.checked_add(*less)?)?,
                above: more == less,
                seats: 0,
            },
            Clause::Votes(votes) => Need::Votes(*votes),
            Clause::Part { part, above, of } => Need::Part {
                part: part.clone(),
                above: *above,
                seats: if *of == Base::Seats { seats } else { 0 },
            },
        })
    }
}

fn above(sign: &str) -> Option<bool> {
    match sign {
        ">" => Some(true),
        ">=" => Some(false),
        _ => None,
    }
}

fn half() -> Exact {
    Exact::ratio(1, 2).unwrap_or_else(Exact::one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(expression: &str, n: u64, seats: u64) -> Option<u64> {
        let needs = pass(expression, seats)?;
        needs.iter().map(|need| need.of(n)).max()
    }

    #[test]
    fn passing_is_a_number_of_votes() {
        assert_eq!(of("no-objection", 5, 0), Some(5));
        assert_eq!(of("> 1/2 of cast", 7, 0), Some(4));
        assert_eq!(of("> 1/2 of cast", 8, 0), Some(5));
        assert_eq!(of(">= 50% of members", 8, 0), Some(4));
        assert_eq!(of(">= 3/4 of seats", 6, 7), Some(6));
        assert_eq!(of(">= 3/4 of seats", 6, 0), Some(5));
        assert_eq!(of(">= 0.66 of present", 3, 0), Some(2));
        assert_eq!(of(">= 3 for and for > against", 4, 0), Some(3));
        assert_eq!(of(">= 3 for and for > against", 9, 0), Some(5));
        assert_eq!(of(">= 3 for and no against", 9, 0), Some(9));
        assert_eq!(of("> 3 for", 9, 0), Some(4));
        assert_eq!(of("beats default by 1:1, then Schwartz set", 4, 0), Some(3));
        assert_eq!(
            of("beats default by 3:1, then Schwartz set", 40, 0),
            Some(30)
        );
    }

    #[test]
    fn an_expression_that_says_something_else_is_not_guessed() {
        for text in [
            "",
            "> half of cast",
            "> 1/2 of the moon",
            "= 1/2 of cast",
            "> 3/2 of cast",
            "the chair feels so",
            "beats default by 1:3",
            "> 1/2 of cast and more",
            "> 1/2 of cast, or else",
            "for",
            ">= -1 for",
        ] {
            assert_eq!(pass(text, 0), None, "{text}");
        }
    }

    #[test]
    fn quorums_are_counts_or_formulas() {
        let of =
            |text: &str, n| quorum(&CountOrFormula::Formula(Text::of(text))).map(|need| need.of(n));
        assert_eq!(of("60%", 12), Some(8));
        assert_eq!(of("n-1", 12), Some(11));
        assert_eq!(of("3*sqrt(n)/2", 886), Some(45));
        assert_eq!(of("enough", 12), None);
        assert_eq!(
            quorum(&CountOrFormula::Count(5)).map(|need| need.of(3)),
            Some(5)
        );
    }
}
