//! Bounds in words: money, and anything else with a number.

use crate::model::{Amount, Text};
use crate::shift::saying::{Part, Saying};

/// An amount of money.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::shift) struct Money {
    /// The digits before the decimal mark, and those behind it.
    digits: (String, Option<String>),
    unit: String,
}

impl Money {
    /// Reads a bound such as `up to 5000 EUR`; none where it is no money.
    pub(in crate::shift) fn of_bound(bound: &str) -> Option<Self> {
        let amount = bound.strip_prefix("up to ")?;
        let (number, unit) = Amount::Text(Text::of(amount)).parts()?;
        is_money(&unit).then(|| Money {
            digits: digits(number),
            unit,
        })
    }

    /// The amount, with its unit where it is not the same as `other`'s.
    pub(in crate::shift) fn beside(&self, other: &Money) -> Saying {
        if self.unit == other.unit {
            let (whole, rest) = self.digits.clone();
            Saying::new(self.number(), "said", [("what", Part::Digits(whole, rest))])
        } else {
            self.said()
        }
    }

    /// The amount with its unit.
    pub(in crate::shift) fn said(&self) -> Saying {
        let (whole, rest) = self.digits.clone();
        let parts = [
            ("number", Part::Digits(whole, rest)),
            ("unit", self.unit.as_str().into()),
        ];
        Saying::new(self.to_string(), "amount-of-money", parts)
    }

    fn number(&self) -> String {
        grouped(&self.digits.0, self.digits.1.as_deref())
    }
}

impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.number(), self.unit)
    }
}

/// Whether a unit is a currency: its sign, or a code of three capitals.
fn is_money(unit: &str) -> bool {
    let first = unit.split_whitespace().next().unwrap_or_default();
    let code = first.len() == 3 && first.bytes().all(|b| b.is_ascii_uppercase());
    code || first.starts_with(['€', '$', '£', '¥', '₹'])
}

/// The digits of a number before and after its decimal mark.
fn digits(number: f64) -> (String, Option<String>) {
    let text = number.to_string();
    match text.split_once('.') {
        Some((whole, rest)) => (whole.to_owned(), Some(rest.to_owned())),
        None => (text, None),
    }
}

/// A number with a thin space, which does not break, between its thousands.
fn grouped(whole: &str, rest: Option<&str>) -> String {
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        let left = whole.len() - at;
        if at > 0 && left.is_multiple_of(3) && digit.is_ascii_digit() && !grouped.ends_with('-') {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    if let Some(rest) = rest {
        grouped.push('.');
        grouped.push_str(rest);
    }
    grouped
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn money_is_told_from_other_amounts() {
        let five = Money::of_bound("up to 5000 EUR").unwrap();
        let less = Money::of_bound("up to EUR 500").unwrap();
        assert_eq!(five.to_string(), "5\u{202f}000 EUR");
        assert_eq!(&*less.beside(&five), "500");
        let dollars = Money::of_bound("up to 5 USD").unwrap();
        assert_eq!(&*less.beside(&dollars), "500 EUR");
        assert_eq!(Money::of_bound("up to 3 seats"), None);
        assert_eq!(Money::of_bound("up to write"), None);
        let (whole, rest) = digits(1_234_567.5);
        let grouped = grouped(&whole, rest.as_deref());
        assert_eq!(grouped, "1\u{202f}234\u{202f}567.5");
        let many = Money::of_bound("up to 1234567.5 EUR").unwrap().said();
        let say = |tag| many.say(Catalogue::of(tag)).into_owned();
        assert_eq!(say("en"), *many);
        assert_eq!(say("de"), "1.234.567,5 EUR");
    }
}
