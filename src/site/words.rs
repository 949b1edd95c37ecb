//! The handbook's own words, in the language of the organisation: messages of the catalogue, with
//! names, links and days in them.

use std::cmp::Ordering;

use super::view::{Rich, Tone};
use crate::catalogue::{Catalogue, Value};
use crate::model::{Date, Governance, Period};
use crate::wording;

/// What stands in a message that becomes part of a page.
pub(super) enum Said {
    /// Words with links, days and tags in them.
    Rich(Rich),
    /// A number, by which the message chooses its form.
    Number(usize),
}

impl<R: Into<Rich>> From<R> for Said {
    fn from(rich: R) -> Self {
        Said::Rich(rich.into())
    }
}

impl From<usize> for Said {
    fn from(number: usize) -> Self {
        Said::Number(number)
    }
}

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words(&'static Catalogue);

impl Words {
    /// The language that an organisation writes its records in, where it is spoken here.
    pub(super) fn of(governance: &Governance) -> Self {
        let org = governance.org.as_ref();
        let language = org.and_then(|org| org.data.language.as_ref());
        Words(Catalogue::of(language.map_or("", |tag| tag.as_str())))
    }

    /// English.
    pub(super) fn english() -> Self {
        Words(Catalogue::english())
    }

    pub(super) fn catalogue(self) -> &'static Catalogue {
        self.0
    }

    /// The tag of the language.
    pub(super) fn tag(self) -> &'static str {
        self.0.tag()
    }

    /// A message in which nothing stands.
    pub(super) fn text(self, key: &str) -> String {
        self.0.text(key).into_owned()
    }

    /// A message with words and numbers in it.
    pub(super) fn say(self, key: &str, values: &[(&'static str, Value<'_>)]) -> String {
        self.0.say(key, values)
    }

    /// The word of the language for a word of the format, such as `deputy` among the capacities.
    pub(super) fn word(self, family: &str, word: &str) -> String {
        self.text(&format!("{family}-{word}"))
    }

    /// A message about a number, which it calls `n`: "3 people".
    pub(super) fn count(self, key: &str, number: usize) -> String {
        self.0.say(key, &[("n", Value::Number(number))])
    }

    /// A message with links, days and tags in it.
    pub(super) fn rich<const N: usize>(self, key: &str, said: [(&'static str, Said); N]) -> Rich {
        // A character for private use stands for each part until the sentence is made: no text of a
        // record passes through the message, so none is taken for one.
        let mut parts = Vec::with_capacity(N);
        let values = said.map(|(name, said)| match said {
            Said::Number(number) => (name, Value::Number(number)),
            Said::Rich(rich) => {
                parts.push(rich);
                (name, Value::from(placeholder(parts.len() - 1).to_string()))
            }
        });
        let text = self.0.say(key, &values);
        let mut whole = Rich::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(is_placeholder) {
            let (before, after) = rest.split_at(at);
            let mut after = after.chars();
            let part = after.next().and_then(|mark| {
                parts
                    .iter()
                    .enumerate()
                    .find(|(at, _)| placeholder(*at) == mark)
            });
            whole = whole.then(before).maybe(part.map(|(_, part)| part.clone()));
            rest = after.as_str();
        }
        whole.then(rest)
    }

    /// "a", "a and b", "a, b and c".
    pub(super) fn list(self, items: impl IntoIterator<Item = Rich>) -> Rich {
        let mut items: Vec<Rich> = items.into_iter().filter(|item| !item.is_empty()).collect();
        let Some(last) = items.pop() else {
            return Rich::new();
        };
        let Some(before) = items.pop() else {
            return last;
        };
        let mut whole = Rich::new();
        let comma = self.between("list-middle");
        for item in items {
            whole = whole.then(item).then(comma.as_str());
        }
        whole
            .then(before)
            .then(self.between("list-last"))
            .then(last)
    }

    /// The same of plain words.
    pub(super) fn listed(self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => {
                let rest = rest.join(&self.between("list-middle"));
                format!("{rest}{}{last}", self.between("list-last"))
            }
        }
    }

    /// What a message puts between two things.
    fn between(self, key: &str) -> String {
        let [before, after] = [placeholder(0), placeholder(1)];
        let values = [before, after].map(|mark| Value::from(mark.to_string()));
        let [first, second] = values;
        let text = self.0.say(key, &[("before", first), ("after", second)]);
        text.replace([before, after], "")
    }

    /// "May 2026"; months count from 1.
    pub(super) fn month_of(self, year: i16, month: usize) -> String {
        let values = [
            ("month", Value::Number(month)),
            ("year", Value::from(year.to_string())),
        ];
        self.0.say("month-of-year", &values)
    }

    /// "3 May 2026".
    pub(super) fn long_date(self, date: Date) -> String {
        self.date("day-long", date)
    }

    /// "3 Sep 2026".
    pub(super) fn short_date(self, date: Date) -> String {
        self.date("day-short", date)
    }

    fn date(self, key: &str, date: Date) -> String {
        let (year, month, day) = parts(date);
        let values = [
            ("day", Value::Number(day)),
            ("month", Value::Number(month)),
            ("year", Value::from(year.to_string())),
        ];
        self.0.say(key, &values)
    }

    /// The same text with its days, such as 2026-05-03, written out.
    pub(super) fn with_long_dates(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let end = rest[at..]
                .find(|c: char| !c.is_ascii_digit() && c != '-')
                .map_or(rest.len(), |length| at + length);
            out.push_str(&rest[..at]);
            match Date::parse(&rest[at..end]) {
                Some(date) => out.push_str(&self.long_date(date).replace(' ', "\u{a0}")),
                None => out.push_str(&rest[at..end]),
            }
            rest = &rest[end..];
        }
        out.push_str(rest);
        out
    }

    /// Words made for a terminal as a page shows them: with long dates, and without the marks
    /// around the names of fields.
    pub(super) fn plain_words(self, text: &str) -> String {
        self.with_long_dates(&text.replace('`', ""))
    }

    /// A length of time: "1 year 6 months".
    pub(super) fn period(self, period: Period) -> String {
        wording::period(self.0, period)
    }

    /// How often: "every month", "every 3 months".
    pub(super) fn every(self, period: Period) -> String {
        let keys = ["every-years", "every-months", "every-days"];
        match wording::parts_of(self.0, period, keys).as_slice() {
            [every] => every.clone(),
            _ => self.say("every", &[("period", self.period(period).into())]),
        }
    }

    /// Clauses set apart as in a sentence, with a capital at the start.
    pub(super) fn clauses(self, clauses: impl IntoIterator<Item = Rich>) -> Rich {
        let clauses = clauses.into_iter().filter(|clause| !clause.is_empty());
        let whole = clauses.reduce(|before, after| {
            let said = [("before", before.into()), ("after", after.into())];
            self.rich("list-clause", said)
        });
        whole.unwrap_or_default().map_first(wording::capital)
    }

    /// How far a date is away: "overdue by 3 days", "due today", "due in 12 days"; the tint grows
    /// with urgency. Dates beyond `notice` have no tint.
    pub(super) fn due(self, on: Date, today: Date, notice: Period) -> (String, Option<Tone>) {
        let left = today.days_until(on);
        let far = usize::try_from(left.unsigned_abs()).unwrap_or(usize::MAX);
        match left.cmp(&0) {
            Ordering::Less => (self.count("overdue", far), Some(Tone::Alarm)),
            Ordering::Equal => (self.text("due-today"), Some(Tone::Lose)),
            Ordering::Greater => {
                let near = today.plus(notice) >= on;
                (self.count("due-in", far), near.then_some(Tone::Lose))
            }
        }
    }
}

/// Characters for private use, of which no message has one of its own.
const FIRST: u32 = 0xF8D0;

fn placeholder(at: usize) -> char {
    let at = u32::try_from(at).unwrap_or(0);
    char::from_u32(FIRST + at).unwrap_or('\u{F8D0}')
}

fn is_placeholder(c: char) -> bool {
    (FIRST..FIRST + 32).contains(&u32::from(c))
}

/// Year, month from 1, day.
pub(super) fn parts(date: Date) -> (i16, usize, usize) {
    let text = date.to_string();
    let mut numbers = text.rsplit('-').map(|part| part.parse().unwrap_or(1));
    let day = numbers.next().unwrap_or(1);
    let month: usize = numbers.next().unwrap_or(1);
    (date.year(), month.clamp(1, 12), day)
}

#[cfg(test)]
mod tests {
    use super::super::view::Piece;
    use super::*;

    fn on(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    fn german() -> Words {
        Words(Catalogue::of("de-AT"))
    }

    #[test]
    fn days_are_written_out() {
        let words = Words::english();
        assert_eq!(words.long_date(on("2026-11-03")), "3 November 2026");
        assert_eq!(words.short_date(on("2026-09-30")), "30 Sep 2026");
        assert_eq!(german().long_date(on("2026-03-03")), "3. März 2026");
        assert_eq!(german().short_date(on("2026-09-30")), "30. Sep. 2026");
    }

    #[test]
    fn days_inside_a_text_are_written_out() {
        let words = Words::english();
        assert_eq!(
            words.plain_words("`removal` is gone; the seat runs to 2029-03-01"),
            "removal is gone; the seat runs to 1\u{a0}March\u{a0}2029"
        );
        assert_eq!(
            words.with_long_dates("joins (to 2028-06-15; 12 of 2026-13-01)"),
            "joins (to 15\u{a0}June\u{a0}2028; 12 of 2026-13-01)"
        );
    }

    #[test]
    fn rhythms_leave_out_the_one() {
        let every = |text| Words::english().every(Period::parse(text).expect("a period"));
        assert_eq!(every("P1M"), "every month");
        assert_eq!(every("P3M"), "every 3 months");
        assert_eq!(every("P1Y6M"), "every 1 year 6 months");
        let every = |text| german().every(Period::parse(text).expect("a period"));
        assert_eq!(every("P1M"), "jeden Monat");
        assert_eq!(every("P1Y6M"), "alle 1 Jahr 6 Monate");
    }

    #[test]
    fn deadlines_say_how_far_they_are() {
        let notice = Period::parse("P14D").expect("a period");
        let due = |text| Words::english().due(on(text), on("2026-11-22"), notice);
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

    #[test]
    fn lists_read_as_sentences_do() {
        let list = |items: &[&str]| {
            let rich = Words::english().list(items.iter().map(|i| Rich::from(*i)));
            let plain: Vec<String> = items.iter().map(|i| (*i).to_owned()).collect();
            if !items.contains(&"") {
                assert_eq!(Words::english().listed(&plain), rich.plain());
            }
            rich.plain()
        };
        assert_eq!(list(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        let german = german().list(["a", "b", "c"].map(Rich::from));
        assert_eq!(german.plain(), "a, b und c");
    }

    #[test]
    fn a_message_takes_links_and_no_text_is_taken_for_one() {
        let link = Rich::from(Piece::Link {
            text: "\u{F8D1}A".to_owned(),
            href: "a.html".to_owned(),
        });
        let said = Words::english().rich(
            "list-last",
            [
                ("before", link.clone().into()),
                ("after", "\u{F8D0}".into()),
            ],
        );
        assert_eq!(said, link.then(" and ").then("\u{F8D0}"));
    }
}
