//! How much agreement a method asks for, so that two methods can be compared.

use std::cmp::Ordering;

use crate::model::{CountOrFormula, Family, Governance, Method, Period, Text};

use super::Saying;

/// How many methods may extend one another; a longer chain, or a circle, ends there.
const LONGEST_CHAIN: usize = 16;

/// What a method asks for, the methods that it extends included.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Demand {
    family: Family,
    pass: Option<Text>,
    quorum: Option<CountOrFormula>,
    sponsors: Option<CountOrFormula>,
    discussion: Option<Period>,
}

impl Demand {
    /// What the method with this id asks for; none where nothing is known of it.
    pub(super) fn of(governance: &Governance, method: &str) -> Option<Self> {
        let mut demand = Demand {
            family: governance.family(method)?,
            pass: None,
            quorum: None,
            sponsors: None,
            discussion: None,
        };
        let mut at = governance.methods.get(method);
        for _ in 0..LONGEST_CHAIN {
            let Some(record) = at else {
                break;
            };
            let method: &Method = &record.data;
            demand.pass = demand.pass.or_else(|| method.pass.clone());
            demand.quorum = demand.quorum.or_else(|| method.quorum.clone());
            demand.sponsors = demand.sponsors.or_else(|| method.sponsors.clone());
            demand.discussion = demand.discussion.or(method.min_period);
            let wider = method.extends.as_ref();
            at = wider.and_then(|id| governance.methods.get(&id.value));
        }
        if demand.pass.is_none() && demand.family == Family::Majority {
            demand.pass = Some(Text::of("> 1/2 of cast"));
        }
        Some(demand)
    }

    /// Whether this asks for less agreement than `other`, for more, or for the same. None where one
    /// asks for less in one way and for more in another, or where that cannot be said.
    pub(super) fn compare(&self, other: &Demand) -> Option<Ordering> {
        match strictness(self.family).cmp(&strictness(other.family)) {
            Ordering::Equal => {}
            order => return Some(order),
        }
        let pass = match (&self.pass, &other.pass) {
            (None, None) => Some(Ordering::Equal),
            (Some(a), Some(b)) => quantities(a, b),
            _ => None,
        };
        let days = |period: Option<Period>| period.map_or(0.0, Period::approximate_days);
        let orders = [
            pass,
            counts(self.quorum.as_ref(), other.quorum.as_ref()),
            counts(self.sponsors.as_ref(), other.sponsors.as_ref()),
            days(self.discussion).partial_cmp(&days(other.discussion)),
        ];
        let mut all = Ordering::Equal;
        for order in orders {
            all = match (all, order?) {
                (known, Ordering::Equal) => known,
                (Ordering::Equal, order) => order,
                (known, order) if known == order => known,
                _ => return None,
            };
        }
        Some(all)
    }

    /// What it asks for where `other` asks for something else, in words.
    pub(super) fn apart_from(&self, other: &Demand) -> Vec<Saying> {
        let mut words = Vec::new();
        if self.family != other.family {
            let family = self.family.word();
            words.push(Saying::new(
                family,
                "asks-kind",
                [("method", family.into())],
            ));
        }
        if self.pass != other.pass {
            words.push(match &self.pass {
                Some(pass) => {
                    let english = format!("passing at {pass}");
                    Saying::new(english, "asks-pass", [("pass", pass.as_str().into())])
                }
                None => Saying::new("passing as its kind does", "asks-pass-plainly", []),
            });
        }
        let none = || Saying::new("none", "asks-none", []);
        let asks = |english: &str, key: &'static str, what: Option<Saying>| {
            let what = what.unwrap_or_else(none);
            let english = format!("{english} {what}");
            Saying::new(english, key, [("what", what.into())])
        };
        let count = |count: &Option<CountOrFormula>| {
            Some(match count.as_ref()? {
                CountOrFormula::Count(count) => Saying::from(count.to_string()),
                CountOrFormula::Formula(formula) => Saying::from(formula.as_str()),
            })
        };
        if self.quorum != other.quorum {
            words.push(asks("quorum", "asks-quorum", count(&self.quorum)));
        }
        if self.sponsors != other.sponsors {
            words.push(asks("sponsors", "asks-sponsors", count(&self.sponsors)));
        }
        if self.discussion != other.discussion {
            let period = self.discussion.map(Saying::time);
            words.push(asks("discussion", "asks-discussion", period));
        }
        words
    }
}

/// How much agreement a family asks for; only the order counts.
fn strictness(family: Family) -> u8 {
    match family {
        Family::Holder | Family::Emergent | Family::Lot => 0,
        Family::Advice => 1,
        Family::LazyConsensus => 2,
        Family::Majority | Family::Ranked | Family::Score => 3,
        Family::Consent | Family::Ladder => 4,
        Family::Consensus => 5,
        Family::Joint => 6,
    }
}

fn counts(a: Option<&CountOrFormula>, b: Option<&CountOrFormula>) -> Option<Ordering> {
    match (a, b) {
        (None, None) => Some(Ordering::Equal),
        (None, Some(_)) => Some(Ordering::Less),
        (Some(_), None) => Some(Ordering::Greater),
        (Some(CountOrFormula::Count(a)), Some(CountOrFormula::Count(b))) => Some(a.cmp(b)),
        (Some(CountOrFormula::Formula(a)), Some(CountOrFormula::Formula(b))) => quantities(a, b),
        _ => None,
    }
}

/// Compares two texts that differ in one number: `> 1/2 of cast` asks for less than
/// `>= 2/3 of cast`. None where they differ in more.
fn quantities(a: &str, b: &str) -> Option<Ordering> {
    if a == b {
        return Some(Ordering::Equal);
    }
    let (a, b) = (Quantity::parse(a)?, Quantity::parse(b)?);
    if a.rest != b.rest {
        return None;
    }
    Some(
        a.number
            .partial_cmp(&b.number)?
            .then(a.strict.cmp(&b.strict)),
    )
}

/// The first number of a text, and the text around it.
struct Quantity {
    number: f64,
    /// More than the number, not as much.
    strict: bool,
    rest: String,
}

impl Quantity {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (strict, text) = match (text.strip_prefix(">="), text.strip_prefix('>')) {
            (Some(text), _) => (false, text.trim()),
            (_, Some(text)) => (true, text.trim()),
            _ => (false, text),
        };
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let (before, tail) = text.split_at(start);
        let (top, tail) = number(tail)?;
        let (mut value, mut rest) = (top, tail);
        if let Some((bottom, tail)) = tail.strip_prefix(['/', ':']).and_then(number) {
            if bottom == 0.0 {
                return None;
            }
            (value, rest) = (top / bottom, tail);
        } else if let Some(tail) = tail.strip_prefix('%') {
            (value, rest) = (top / 100.0, tail);
        }
        // The more is taken away, the less is asked for.
        if before.trim_end().ends_with(['-', '/']) {
            value = -value;
        }
        let rest: String = format!("{before}#{rest}").split_whitespace().collect();
        Some(Quantity {
            number: value,
            strict,
            rest,
        })
    }
}

fn number(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.'));
    let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
    Some((digits.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_in_one_number_compare() {
        let more = Some(Ordering::Greater);
        assert_eq!(quantities(">= 2/3 of cast", "> 1/2 of cast"), more);
        assert_eq!(quantities("> 1/2 of cast", ">= 50% of cast"), more);
        assert_eq!(
            quantities("> 1/2 of cast", "> 50% of cast"),
            Some(Ordering::Equal)
        );
        assert_eq!(quantities("n-1", "n-2"), more);
        assert_eq!(quantities("sqrt(n)/2", "sqrt(n)/3"), more);
        assert_eq!(
            quantities("beats default by 3:1", "beats default by 2:1"),
            more
        );
        assert_eq!(quantities(">= 2/3 of cast", ">= 1/2 of seats"), None);
        assert_eq!(quantities("no-objection", "> 1/2 of cast"), None);
        assert_eq!(quantities("1/0", "1/2"), None);
    }
}
