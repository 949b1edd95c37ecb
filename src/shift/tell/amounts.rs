//! Bounds in words: money, and anything else with a number.

use crate::model::{Amount, Text};

/// An amount of money.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::shift) struct Money {
    number: String,
    unit: String,
}

impl Money {
    /// Reads a bound such as `up to 5000 EUR`; none where it is no money.
    pub(in crate::shift) fn of_bound(bound: &str) -> Option<Self> {
        let amount = bound.strip_prefix("up to ")?;
        let (number, unit) = Amount::Text(Text::of(amount)).parts()?;
        is_money(&unit).then(|| Money {
            number: grouped(number),
            unit,
        })
    }

    /// The amount, with its unit where it is not the same as `other`'s.
    pub(super) fn beside(&self, other: &Money) -> String {
        if self.unit == other.unit {
            self.number.clone()
        } else {
            self.to_string()
        }
    }
}

impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.number, self.unit)
    }
}

/// Whether a unit is a currency: its sign, or a code of three capitals.
fn is_money(unit: &str) -> bool {
    let first = unit.split_whitespace().next().unwrap_or_default();
    let code = first.len() == 3 && first.bytes().all(|b| b.is_ascii_uppercase());
    code || first.starts_with(['€', '$', '£', '¥', '₹'])
}

/// A number with a thin space, which does not break, between its thousands.
fn grouped(number: f64) -> String {
    let text = number.to_string();
    let (whole, rest) = text
        .split_once('.')
        .map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        let left = whole.len() - at;
        if at > 0 && left % 3 == 0 && digit.is_ascii_digit() && !grouped.ends_with('-') {
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

    #[test]
    fn money_is_told_from_other_amounts() {
        let five = Money::of_bound("up to 5000 EUR").unwrap();
        let less = Money::of_bound("up to EUR 500").unwrap();
        assert_eq!(five.to_string(), "5\u{202f}000 EUR");
        assert_eq!(less.beside(&five), "500");
        assert_eq!(
            less.beside(&Money::of_bound("up to 5 USD").unwrap()),
            "500 EUR"
        );
        assert_eq!(Money::of_bound("up to 3 seats"), None);
        assert_eq!(Money::of_bound("up to write"), None);
        assert_eq!(grouped(1_234_567.5), "1\u{202f}234\u{202f}567.5");
    }
}
