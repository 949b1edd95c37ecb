//! Days as a calendar file (RFC 5545), the only importer of the library for it.

use icalendar::{Calendar, Component, Event, Property};

use crate::model::Date;

/// Something that falls on a day.
pub(super) struct Entry {
    /// The day.
    pub on: Date,
    /// What it is called for ever, also when it is put off to another day.
    pub uid: String,
    /// What happens, in words.
    pub summary: String,
}

/// A calendar of whole days; `stamp` is the day on which it shows how things stand.
pub(super) fn calendar(name: &str, stamp: Date, entries: &[Entry]) -> Vec<u8> {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Polity//Handbook//EN"),
        ("CALSCALE", "GREGORIAN"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    for key in ["NAME", "X-WR-CALNAME"] {
        let mut called = Property::new(key, name);
        // What the library does not know as text it would not escape.
        called.add_parameter("VALUE", "TEXT");
        calendar.append_property(called.done());
    }
    for entry in entries {
        let mut event = Event::new();
        let whole_day = |key: &str, day: Date| {
            let mut day = Property::new(key, digits(day));
            day.add_parameter("VALUE", "DATE");
            day.done()
        };
        event
            .uid(&entry.uid)
            .add_property("DTSTAMP", format!("{}T000000Z", digits(stamp)))
            .append_property(whole_day("DTSTART", entry.on))
            .append_property(whole_day("DTEND", entry.on.tomorrow()))
            .add_property("TRANSP", "TRANSPARENT")
            .summary(&entry.summary);
        calendar.push(event.done());
    }
    calendar.to_string().into_bytes()
}

/// A day as calendars write it: `20260503`.
fn digits(day: Date) -> String {
    day.to_string().replace('-', "")
}

#[cfg(test)]
mod tests {
    use super::super::fixture::on;
    use super::*;

    #[test]
    fn days_are_written_by_the_standard_and_the_same_each_time() {
        let entries = [Entry {
            on: on("2026-12-31"),
            uid: "term/role/keeper/ana@polity".to_owned(),
            summary: format!("Ends; all, of\n{}\r\nEND:VCALENDAR", "it ".repeat(40)),
        }];
        let write = || String::from_utf8(calendar("Tidepool, all", on("2026-11-01"), &entries));
        let text = write().expect("UTF-8");
        assert_eq!(text, write().expect("UTF-8"));
        for line in [
            "BEGIN:VCALENDAR",
            "PRODID:-//Polity//Handbook//EN",
            "NAME;VALUE=TEXT:Tidepool\\, all",
            "UID:term/role/keeper/ana@polity",
            "DTSTAMP:20261101T000000Z",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
        ] {
            let found = text.split("\r\n").filter(|found| *found == line);
            assert_eq!(found.count(), 1, "{line} in {text}");
        }
        assert!(text.contains("SUMMARY:Ends\\; all\\, of\\n"), "{text}");
        assert_eq!(text.matches("\r\nEND:VCALENDAR").count(), 1, "{text}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    }
}
