//! Dates, counts and deadlines in words.

use std::cmp::Ordering;

use super::view::Tone;
use crate::model::{Date, Period};

pub(super) use crate::wording::{count, listed};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Year, month from 1, day.
pub(super) fn parts(date: Date) -> (i16, usize, usize) {
    let text = date.to_string();
    let mut numbers = text.rsplit('-').map(|part| part.parse().unwrap_or(1));
    let day = numbers.next().unwrap_or(1);
    let month: usize = numbers.next().unwrap_or(1);
    (date.year(), month.clamp(1, 12), day)
}

/// The name of a month, from 1.
pub(super) fn month_name(month: usize) -> &'static str {
    MONTHS[month.clamp(1, 12) - 1]
}

/// "3 May 2026".
pub(super) fn long_date(date: Date) -> String {
    let (year, month, day) = parts(date);
    format!("{day} {} {year}", month_name(month))
}

/// "3 Sep 2026".
pub(super) fn short_date(date: Date) -> String {
    let (year, month, day) = parts(date);
    format!("{day} {} {year}", &month_name(month)[..3])
}

/// The same text with its days, such as 2026-05-03, written out.
pub(super) fn with_long_dates(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = rest[at..]
            .find(|c: char| !c.is_ascii_digit() && c != '-')
            .map_or(rest.len(), |length| at + length);
        out.push_str(&rest[..at]);
        match Date::parse(&rest[at..end]) {
            Some(date) => out.push_str(&long_date(date).replace(' ', "\u{a0}")),
            None => out.push_str(&rest[at..end]),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// "1 day", "12 days".
pub(super) fn days(number: i32) -> String {
    count(usize::try_from(number).unwrap_or(0), "day", "days")
}

/// How often: "every month", "every 3 months".
pub(super) fn every(period: Period) -> String {
    let text = period.to_string();
    match text.strip_prefix("1 ") {
        Some(unit) if !unit.contains(' ') => format!("every {unit}"),
        _ => format!("every {text}"),
    }
}

/// How far a date is away: "overdue by 3 days", "due today", "due in 12 days"; the tint grows with
/// urgency. Dates beyond `notice` have no tint.
pub(super) fn due(on: Date, today: Date, notice: Period) -> (String, Option<Tone>) {
    let left = today.days_until(on);
    match left.cmp(&0) {
        Ordering::Less => (format!("overdue by {}", days(-left)), Some(Tone::Alarm)),
        Ordering::Equal => ("due today".to_owned(), Some(Tone::Lose)),
        Ordering::Greater => {
            let near = today.plus(notice) >= on;
            (format!("due in {}", days(left)), near.then_some(Tone::Lose))
        }
    }
}

/// Words made for a terminal as a page shows them: with long dates, and without the marks around the
/// names of fields.
pub(super) fn plain_words(text: &str) -> String {
    with_long_dates(&text.replace('`', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    #[test]
    fn days_are_written_out() {
        assert_eq!(long_date(on("2026-11-03")), "3 November 2026");
        assert_eq!(short_date(on("2026-09-30")), "30 Sep 2026");
    }

    #[test]
    fn days_inside_a_text_are_written_out() {
        assert_eq!(
            plain_words("`removal` is gone; the seat runs to 2029-03-01"),
            "removal is gone; the seat runs to 1\u{a0}March\u{a0}2029"
        );
        assert_eq!(
            with_long_dates("joins (to 2028-06-15; 12 of 2026-13-01)"),
            "joins (to 15\u{a0}June\u{a0}2028; 12 of 2026-13-01)"
        );
    }

    #[test]
    fn rhythms_leave_out_the_one() {
        let words = |text| every(Period::parse(text).expect("a period"));
        assert_eq!(words("P1M"), "every month");
        assert_eq!(words("P3M"), "every 3 months");
        assert_eq!(words("P1Y6M"), "every 1 year 6 months");
    }

    #[test]
    fn deadlines_say_how_far_they_are() {
        let notice = Period::parse("P14D").expect("a period");
        let due = |text| due(on(text), on("2026-11-22"), notice);
        assert_eq!(
            due("2026-11-21"),
            ("overdue by 1 day".into(), Some(Tone::Alarm))
        );
        assert_eq!(due("2026-11-22"), ("due today".into(), Some(Tone::Lose)));
        assert_eq!(
            due("2026-12-06"),
            ("due in 14 days".into(), Some(Tone::Lose))
        );
        assert_eq!(due("2026-12-07"), ("due in 15 days".into(), None));
    }
}
