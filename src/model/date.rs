//! Calendar dates and periods. The only importer of the calendar crate.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer};

/// A calendar day, without a time zone: governance dates name days, not instants.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// Reads `YYYY-MM-DD`; `None` for anything else and for days that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let shape: Vec<&str> = text.split('-').collect();
        let [year, month, day] = shape[..] else {
            return None;
        };
        let digits =
            |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
            return None;
        }
        jiff::civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
            .ok()
            .map(Date)
    }

    /// The day in Universal Time of an instant in seconds since 1970.
    pub fn of_unix(seconds: i64) -> Self {
        let instant = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        Date(instant.to_zoned(jiff::tz::TimeZone::UTC).date())
    }

    /// The day `period` later; the last day that there is where the calendar ends.
    #[must_use]
    pub fn plus(self, period: Period) -> Self {
        Date(self.0.saturating_add(period.span()))
    }

    /// The day `period` earlier; the first day that there is where the calendar begins.
    #[must_use]
    pub fn minus(self, period: Period) -> Self {
        Date(self.0.saturating_sub(period.span()))
    }

    /// How many minutes the clocks of an IANA time zone are ahead of Universal Time at noon of this
    /// day; `None` for a zone that there is not.
    pub fn clocks_ahead(self, zone: &str) -> Option<i32> {
        let zone = jiff::tz::TimeZone::get(zone).ok()?;
        let noon = self.0.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
        let offset = zone.to_offset(noon.ok()?.timestamp());
        Some(offset.seconds() / 60)
    }

    /// The day after; the last day that there is where the calendar ends.
    #[must_use]
    pub fn tomorrow(self) -> Self {
        Date(self.0.tomorrow().unwrap_or(self.0))
    }

    /// The day before; the first day that there is where the calendar begins.
    #[must_use]
    pub fn yesterday(self) -> Self {
        Date(self.0.yesterday().unwrap_or(self.0))
    }

    /// How many days from `self` to `other`; negative where `other` is earlier.
    pub fn days_until(self, other: Date) -> i32 {
        self.0
            .until((jiff::Unit::Day, other.0))
            .map_or(0, |span| span.get_days())
    }

    /// The first day of a year.
    pub fn new_year(year: i16) -> Option<Self> {
        Date::parse(&format!("{year:04}-01-01"))
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        Date::parse(text).ok_or_else(|| {
            de::Error::invalid_value(de::Unexpected::Str(text), &"a day such as 2026-03-01")
        })
    }
}

/// A length of time in calendar units, as in `P1Y6M`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    years: i64,
    months: i64,
    days: i64,
}

impl Period {
    /// A year.
    pub const YEAR: Period = Period {
        years: 1,
        months: 0,
        days: 0,
    };
    /// Six months.
    pub const HALF_A_YEAR: Period = Period {
        years: 0,
        months: 6,
        days: 0,
    };

    /// Reads an ISO 8601 duration of years, months, weeks and days.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.strip_prefix('P').filter(|rest| !rest.is_empty())?;
        let mut period = Period {
            years: 0,
            months: 0,
            days: 0,
        };
        let mut order = "YMWD";
        while !rest.is_empty() {
            let end = rest
                .find(|c: char| !c.is_ascii_digit())
                .filter(|end| *end > 0)?;
            // More than the calendar has is all of it.
            let number: i64 = rest[..end].parse().unwrap_or(i64::MAX);
            let unit = rest[end..].chars().next()?;
            // Each unit once and in this order.
            order = &order[order.find(unit)? + 1..];
            match unit {
                'Y' => period.years = number,
                'M' => period.months = number,
                'W' => period.days = number.saturating_mul(7),
                _ => period.days = period.days.saturating_add(number),
            }
            rest = &rest[end + 1..];
        }
        Some(period)
    }

    /// How many years, months and days.
    pub fn parts(self) -> [i64; 3] {
        [self.years, self.months, self.days]
    }

    /// The period as the calendar crate counts it; more than the calendar has is all of it.
    fn span(self) -> jiff::Span {
        jiff::Span::new()
            .years(self.years.min(9000))
            .months(self.months.min(100_000))
            .days(self.days.min(3_000_000))
    }

    /// About how many days, for comparing two periods.
    pub fn approximate_days(self) -> f64 {
        let days = self.years.min(10_000) * 146_097 + (self.months.min(100_000) * 146_097) / 12;
        #[allow(clippy::cast_precision_loss)] // bounded above
        let calendar = days as f64 / 400.0;
        #[allow(clippy::cast_precision_loss)] // bounded by the cap
        let plain = self.days.min(10_000_000) as f64;
        calendar + plain
    }
}

impl fmt::Display for Period {
    /// In words: "1 year 6 months".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            (self.years, "year"),
            (self.months, "month"),
            (self.days, "day"),
        ];
        let words: Vec<String> = parts
            .iter()
            .filter(|(number, _)| *number != 0)
            .map(|(number, unit)| format!("{number} {unit}{}", if *number == 1 { "" } else { "s" }))
            .collect();
        if words.is_empty() {
            f.write_str("0 days")
        } else {
            f.write_str(&words.join(" "))
        }
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        Period::parse(text).ok_or_else(|| {
            de::Error::invalid_value(
                de::Unexpected::Str(text),
                &"a duration such as P1Y (a year), P6M (six months) or P14D (14 days)",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_are_dates() {
        assert!(Date::parse("2024-02-29").is_some());
        for bad in [
            "2026-02-29",
            "2026-13-40",
            "2026-1-1",
            "20260101",
            "2026-01-01T00:00",
            "",
        ] {
            assert!(Date::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn periods_add_by_the_calendar() {
        let day = |text| Date::parse(text).expect("a day");
        let later = |text| day("2024-01-31").plus(Period::parse(text).expect("a period"));
        assert_eq!(later("P1M"), day("2024-02-29"));
        assert_eq!(later("P1Y"), day("2025-01-31"));
        assert_eq!(later("P2W"), day("2024-02-14"));
        assert_eq!(later("P1Y6M10D"), day("2025-08-10"));
        for bad in ["", "P", "1Y", "P1", "PY", "P1H", "P1M1Y", "P1Y1Y", "p1y"] {
            assert!(Period::parse(bad).is_none(), "{bad}");
        }
        // Nothing overflows.
        let _ = day("2024-01-31").plus(Period::parse("P99999999999999Y").expect("a period"));
        let all = Period::parse("P99999999999999999999Y").expect("a period");
        assert_eq!(day("2024-01-31").plus(all).year(), 9999);
    }

    #[test]
    fn instants_become_days() {
        assert_eq!(Date::of_unix(0).to_string(), "1970-01-01");
        assert_eq!(Date::of_unix(1_764_000_000).to_string(), "2025-11-24");
    }
}
