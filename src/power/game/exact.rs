//! Numbers without rounding.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Sub};
use std::str::FromStr;

use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

/// A fraction of whole numbers of any size, in lowest terms: a share, an index, a count.
///
/// Shown and read as `3/5`, or as `3` where the denominator is 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(BigRational);

impl Exact {
    /// Nothing.
    pub fn zero() -> Self {
        Exact::from(0u64)
    }

    /// The whole.
    pub fn one() -> Self {
        Exact::from(1u64)
    }

    /// `numerator / denominator`; `None` where the denominator is 0.
    pub fn ratio(numerator: u64, denominator: u64) -> Option<Self> {
        Exact::from(numerator).over(&Exact::from(denominator))
    }

    /// A count of anything.
    pub(super) fn count(count: BigUint) -> Self {
        Exact(BigRational::from_integer(BigInt::from(count)))
    }

    /// This divided by `other`; `None` where `other` is 0.
    pub fn over(&self, other: &Exact) -> Option<Self> {
        (!other.0.is_zero()).then(|| Exact(&self.0 / &other.0))
    }

    /// Whether this is 0.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// The nearest `f64`.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    /// In decimals, rounded half away from zero: 2/3 with 4 `places` is `0.6667`.
    pub fn decimal(&self, places: usize) -> String {
        let scale = BigInt::from(10).pow(u32::try_from(places).unwrap_or(u32::MAX));
        let scaled = (&self.0 * BigRational::from_integer(scale)).round();
        let digits = scaled.numer().abs().to_string();
        let digits = format!("{digits:0>width$}", width = places + 1);
        let sign = if scaled.is_negative() { "-" } else { "" };
        let (whole, part) = digits.split_at(digits.len() - places);
        if places == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{part}")
        }
    }

    /// The least whole number that is not below this; 0 for negative numbers, `u128::MAX` for
    /// those beyond it.
    pub(super) fn ceiling(&self) -> u128 {
        whole(&self.0.ceil())
    }

    /// The greatest whole number that is not above this, within the bounds of
    /// [`Exact::ceiling`].
    pub(super) fn floor(&self) -> u128 {
        whole(&self.0.floor())
    }

    /// The square root: exact for squares of fractions, otherwise a fraction below it by less than
    /// 2⁻⁶⁴; `None` for negative numbers.
    pub(super) fn root(&self) -> Option<Self> {
        if self.0.is_negative() {
            return None;
        }
        let (top, bottom) = (self.0.numer().sqrt(), self.0.denom().sqrt());
        let exact = BigRational::new(top, bottom);
        if &exact * &exact == self.0 {
            return Some(Exact(exact));
        }
        let scale = BigInt::from(1) << 64;
        let scaled: BigInt = (self.0.numer() * &scale * &scale) / self.0.denom();
        Some(Exact(BigRational::new(scaled.sqrt(), scale)))
    }
}

fn whole(number: &BigRational) -> u128 {
    if number.is_negative() {
        return 0;
    }
    number.to_integer().to_u128().unwrap_or(u128::MAX)
}

impl From<u64> for Exact {
    fn from(number: u64) -> Self {
        Exact(BigRational::from_integer(BigInt::from(number)))
    }
}

impl From<u128> for Exact {
    fn from(number: u128) -> Self {
        Exact(BigRational::from_integer(BigInt::from(number)))
    }
}

impl FromStr for Exact {
    type Err = NotExact;

    /// Reads `3/5`, `12` or `0.62`.
    fn from_str(text: &str) -> Result<Self, NotExact> {
        let wrong = || NotExact(text.to_owned());
        let (top, bottom) = text.split_once('/').unwrap_or((text, "1"));
        let (whole, part) = top.split_once('.').unwrap_or((top, ""));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let blank = whole.is_empty() || bottom.is_empty();
        if blank || !digits(whole) || !digits(part) || !digits(bottom) {
            return Err(wrong());
        }
        let number = |text: &str| text.parse::<BigInt>().map_err(|_| wrong());
        let scale = BigInt::from(10).pow(u32::try_from(part.len()).map_err(|_| wrong())?);
        let bottom = number(bottom)? * scale;
        if bottom.is_zero() {
            return Err(wrong());
        }
        Ok(Exact(BigRational::new(
            number(&format!("{whole}{part}"))?,
            bottom,
        )))
    }
}

/// A text that is no fraction.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no number such as 3/5")]
pub struct NotExact(String);

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

impl serde::Serialize for Exact {
    /// As text, `3/5`.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Add for &Exact {
    type Output = Exact;
    fn add(self, other: &Exact) -> Exact {
        Exact(&self.0 + &other.0)
    }
}

impl Sub for &Exact {
    type Output = Exact;
    fn sub(self, other: &Exact) -> Exact {
        Exact(&self.0 - &other.0)
    }
}

impl Mul for &Exact {
    type Output = Exact;
    fn mul(self, other: &Exact) -> Exact {
        Exact(&self.0 * &other.0)
    }
}

impl<'e> Sum<&'e Exact> for Exact {
    fn sum<I: Iterator<Item = &'e Exact>>(numbers: I) -> Exact {
        Exact(numbers.map(|number| &number.0).sum())
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(numbers: I) -> Exact {
        Exact(numbers.map(|number| number.0).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().expect("a fraction")
    }

    #[test]
    fn fractions_are_read_in_lowest_terms() {
        assert_eq!(exact("6/10").to_string(), "3/5");
        assert_eq!(exact("0.62"), exact("31/50"));
        assert_eq!(exact("4/2").to_string(), "2");
        for wrong in ["", "a", "1/0", "-1", "/2", "2/", "1/2/3", "."] {
            assert!(wrong.parse::<Exact>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn decimals_are_rounded_once() {
        assert_eq!(exact("2/3").decimal(4), "0.6667");
        assert_eq!(exact("1/8").decimal(2), "0.13");
        assert_eq!(exact("5/2").decimal(0), "3");
        assert_eq!(exact("1/1000").decimal(2), "0.00");
        assert_eq!((&exact("1") - &exact("3/2")).decimal(1), "-0.5");
    }

    #[test]
    fn roots_lie_just_below_or_meet_it() {
        assert_eq!(exact("9/4").root(), Some(exact("3/2")));
        let root = exact("886").root().expect("positive");
        assert!(&root * &root < exact("886"));
        assert_eq!((&root * &exact("3/2")).decimal(13), "44.6486281984117");
    }
}
