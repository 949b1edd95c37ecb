//! Counts, formulas and pass conditions, as methods write them.

use crate::model::CountOrFormula;

/// Longer texts are no formulas.
const MOST_BYTES: usize = 120;

/// A number that depends on `n`, how many could take part.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Formula {
    Number(f64),
    /// A share of `n`, from a percentage.
    Percent(f64),
    N,
    Root(Box<Formula>),
    Two(Operation, Box<Formula>, Box<Formula>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Operation {
    Plus,
    Minus,
    Times,
    Over,
    Least,
    Most,
}

impl Formula {
    /// Reads a count or a formula such as `60%`, `n-2`, `3*sqrt(n)/2` or `min(sqrt(n)/2, 5)`.
    pub(super) fn read(text: &CountOrFormula) -> Option<Self> {
        match text {
            #[allow(clippy::cast_precision_loss)] // counts of people lie far below 2^53
            CountOrFormula::Count(count) => Some(Formula::Number(*count as f64)),
            CountOrFormula::Formula(text) => Formula::parse(text),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        if text.len() > MOST_BYTES {
            return None;
        }
        let text = text.to_lowercase();
        let mut reader = Reader { rest: text.trim() };
        let formula = reader.sum()?;
        reader.rest.is_empty().then_some(formula)
    }

    /// Whether `count` people out of `n` are as many as the formula asks for.
    #[allow(clippy::cast_precision_loss)] // counts of people lie far below 2^53
    pub(super) fn is_met(&self, count: usize, n: usize) -> bool {
        count as f64 + 1e-9 >= self.value(n as f64)
    }

    fn value(&self, n: f64) -> f64 {
        match self {
            Formula::Number(number) => *number,
            Formula::Percent(percent) => percent * n / 100.0,
            Formula::N => n,
            Formula::Root(inner) => inner.value(n).sqrt(),
            Formula::Two(operation, a, b) => {
                let (a, b) = (a.value(n), b.value(n));
                match operation {
                    Operation::Plus => a + b,
                    Operation::Minus => a - b,
                    Operation::Times => a * b,
                    Operation::Over => a / b,
                    Operation::Least => a.min(b),
                    Operation::Most => a.max(b),
                }
            }
        }
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn take(&mut self, word: &str) -> bool {
        let found = self.rest.strip_prefix(word);
        if let Some(rest) = found {
            self.rest = rest.trim_start();
        }
        found.is_some()
    }

    fn sum(&mut self) -> Option<Formula> {
        let mut left = self.product()?;
        loop {
            let operation = if self.take("+") {
                Operation::Plus
            } else if self.take("-") {
                Operation::Minus
            } else {
                return Some(left);
            };
            left = Formula::Two(operation, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Option<Formula> {
        let mut left = self.factor()?;
        loop {
            let operation = if self.take("*") {
                Operation::Times
            } else if self.take("/") {
                Operation::Over
            } else {
                return Some(left);
            };
            left = Formula::Two(operation, Box::new(left), Box::new(self.factor()?));
        }
    }

    fn factor(&mut self) -> Option<Formula> {
        for (word, operation) in [("min(", Operation::Least), ("max(", Operation::Most)] {
            if self.take(word) {
                let first = self.sum()?;
                let second = self.take(",").then(|| self.sum())??;
                let both = Formula::Two(operation, Box::new(first), Box::new(second));
                return self.take(")").then_some(both);
            }
        }
        if self.take("sqrt(") {
            let inner = self.sum()?;
            return self.take(")").then(|| Formula::Root(Box::new(inner)));
        }
        if self.take("(") {
            let inner = self.sum()?;
            return self.take(")").then_some(inner);
        }
        if self.take("n") {
            return Some(Formula::N);
        }
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(self.rest.len());
        let number: f64 = self.rest[..end].parse().ok()?;
        self.rest = self.rest[end..].trim_start();
        Some(if self.take("%") {
            Formula::Percent(number)
        } else {
            Formula::Number(number)
        })
    }
}

/// A condition under which votes carry a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clause {
    /// Nobody against.
    NoObjection,
    /// More than (or at least) a share.
    Share {
        top: usize,
        bottom: usize,
        strict: bool,
    },
    /// At least so many in favour.
    AtLeast(usize),
}

/// A simple majority: more than half.
pub(super) const HALF: Clause = Clause::Share {
    top: 1,
    bottom: 2,
    strict: true,
};

impl Clause {
    /// Whether `inside` votes in favour carry it against `outside` votes: of votes cast and of all
    /// members alike, for whoever is against votes.
    pub(super) fn is_met(self, inside: usize, outside: usize) -> bool {
        let n = inside + outside;
        inside > 0
            && match self {
                Clause::NoObjection => outside == 0,
                Clause::Share {
                    top,
                    bottom,
                    strict,
                } => {
                    let (left, right) = (inside.saturating_mul(bottom), n.saturating_mul(top));
                    left > right || (!strict && left == right)
                }
                Clause::AtLeast(count) => inside >= count,
            }
    }
}

/// Reads `no-objection`, `> 1/2 of cast`, `>= 60% of members`, `>= 3 for and for > against`; all
/// clauses must hold. `None` for anything else.
pub(super) fn pass(text: &str) -> Option<Vec<Clause>> {
    let text = text.to_lowercase();
    text.split(" and ")
        .map(|part| clause(part.trim()))
        .collect()
}

fn clause(text: &str) -> Option<Clause> {
    if matches!(text, "no-objection" | "unanimity" | "unanimous") {
        return Some(Clause::NoObjection);
    }
    if matches!(text, "for > against" | "more for than against") {
        return Some(HALF);
    }
    let (strict, rest) = match text.strip_prefix(">=") {
        Some(rest) => (false, rest),
        None => (true, text.strip_prefix('>')?),
    };
    let rest = rest.trim();
    if let Some(count) = rest.strip_suffix(" for") {
        let count: usize = count.trim().parse().ok()?;
        return Some(Clause::AtLeast(count.saturating_add(usize::from(strict))));
    }
    let (share, base) = rest.split_once(" of ")?;
    let known = [
        "cast",
        "votes cast",
        "votes",
        "members",
        "seats",
        "eligible",
        "all",
        "present",
        "voters",
    ];
    if !known.contains(&base.trim()) {
        return None;
    }
    let (top, bottom) = match share.trim().strip_suffix('%') {
        Some(percent) => (percent.trim().parse().ok()?, 100),
        None => {
            let (top, bottom) = share.split_once('/')?;
            (top.trim().parse().ok()?, bottom.trim().parse().ok()?)
        }
    };
    (bottom > 0).then_some(Clause::Share {
        top,
        bottom,
        strict,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_depend_on_how_many_could_take_part() {
        let least = |text: &str, n: usize| {
            let formula = Formula::parse(text)?;
            (0..=n + 9).find(|count| formula.is_met(*count, n))
        };
        assert_eq!(least("60%", 20), Some(12));
        assert_eq!(least("n-2", 7), Some(5));
        assert_eq!(least("3*sqrt(n)/2", 1000), Some(48));
        assert_eq!(least("min(sqrt(n)/2, 5)", 1000), Some(5));
        assert_eq!(least(" max( 2 , n / 3 ) ", 9), Some(3));
        for text in [
            "",
            "half",
            "n n",
            "sqrt(n",
            "min(1)",
            "-1",
            "2*",
            &"(".repeat(500),
        ] {
            assert_eq!(Formula::parse(text), None, "{text}");
        }
    }

    #[test]
    fn pass_conditions_are_strict_where_they_say_so() {
        let carries = |text: &str, inside: usize, outside: usize| {
            pass(text).is_some_and(|all| all.iter().all(|c| c.is_met(inside, outside)))
        };
        assert!(!carries("> 1/2 of cast", 2, 2));
        assert!(carries("> 1/2 of cast", 3, 2));
        assert!(carries(">= 2/3 of cast", 4, 2));
        assert!(!carries(">= 75% of members", 2, 1));
        assert!(carries(">= 3 for and for > against", 3, 2));
        assert!(!carries(">= 3 for and for > against", 2, 0));
        assert!(carries("no-objection", 1, 0));
        assert!(!carries("no-objection", 9, 1));
        assert_eq!(pass("beats default by 3:1, then Schwartz set"), None);
    }
}
