//! One comparison as a page that stands alone: for a reviewer's browser, an artifact of a build, a
//! mail. It carries its own style sheet and asks for nothing else.

use std::fmt::Write as _;

use serde::Serialize;

use super::SiteError;
use super::pages::power::{Who, rest, side};
use super::template::{STYLE, Templates};
use super::text::name;
use super::view::{Facts, Rich, Table, Tone};
use super::words::{Words, count};
use crate::model::Id;
use crate::shift::{Alarm, Comparison, Effect, Line, Shift, SideName, Where};

/// How many lines, and how many shifts, the page shows.
const MOST: usize = 400;

/// What the page of a comparison tells.
#[derive(Debug)]
pub struct ComparisonPage<'c> {
    /// The result: "Power shift", "No power shift", "Cannot tell".
    pub title: &'c str,
    /// The sentence that it comes down to.
    pub lead: &'c str,
    /// What was compared: labels and words.
    pub facts: &'c [(&'static str, String)],
    /// What is not shown, and ways out, one sentence each.
    pub notes: &'c [String],
    /// What stands before paths.
    pub prefix: &'c str,
    /// What is shown of the comparison.
    pub comparison: &'c Comparison,
    /// The number of each shift, from 1.
    pub numbers: &'c [usize],
    /// Each shift in words, without its kind.
    pub what: &'c [String],
    /// Who gains and who loses; phrases name shifts by those numbers.
    pub lines: &'c [Line],
}

#[derive(Serialize)]
struct Frame {
    title: String,
    style: String,
    tool: &'static str,
}

#[derive(Serialize)]
struct Page {
    heading: String,
    lead: String,
    facts: Facts,
    notes: Vec<String>,
    alarms: Table,
    gains: Vec<Who>,
    loses: Vec<Who>,
    rest: String,
    table: Table,
}

/// The page, whole.
///
/// # Errors
/// See [`SiteError`].
pub fn comparison_page(page: &ComparisonPage<'_>) -> Result<Vec<u8>, SiteError> {
    let words = Words::english();
    let templates = Templates::new(words).map_err(SiteError::Templates)?;
    let (gains, more_gains) = side(words, page.lines, true, MOST);
    let (loses, more_losses) = side(words, page.lines, false, MOST);
    let mut facts = Facts::new(words);
    for (label, words) in page.facts {
        facts.add(label, name(words));
    }
    let view = Page {
        heading: page.title.to_owned(),
        lead: words.with_long_dates(page.lead),
        facts,
        notes: page.notes.to_vec(),
        alarms: alarms(words, &page.comparison.alarms),
        gains,
        loses,
        rest: rest(more_gains, more_losses),
        table: shifts(words, page),
    };
    let frame = Frame {
        title: page.title.to_owned(),
        style: format!("data:text/css;charset=utf-8,{}", in_address(STYLE)),
        tool: concat!("polity ", env!("CARGO_PKG_VERSION")),
    };
    templates
        .render_in("single.html", "comparison.html", &frame, &view)
        .map_err(|message| SiteError::Page {
            page: "diff.html".to_owned(),
            message,
        })
}

/// A text as the content of an address.
fn in_address(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~!*();:@,/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Alarms as rows: which, over what, in words.
pub(super) fn alarms(words: Words, alarms: &[Alarm]) -> Table {
    let mut table = Table::new(
        words,
        "What a reviewer must not miss",
        &["Alarm", "Over", "What"],
    );
    for alarm in alarms {
        let over = match &alarm.name {
            Some(called) => Rich::from(name(called)),
            None => Rich::new().code(alarm.over.to_string()),
        };
        table.row([
            Rich::new().tag(alarm.kind.word(), Tone::Alarm),
            over,
            Rich::from(words.plain_words(&alarm.words)),
        ]);
    }
    table.at_most(MOST, "alarms")
}

fn shifts(words: Words, page: &ComparisonPage<'_>) -> Table {
    let mut table = Table::new(
        words,
        "All shifts of this change",
        &["Shift", "What", "Who gains", "Who loses", "Where"],
    );
    let shifts = page.comparison.shifts.iter();
    for ((shift, number), what) in shifts.zip(page.numbers).zip(page.what) {
        let kind = Rich::from(format!("{number} ")).tag(shift.kind.word(), Tone::Plain);
        table.anchored(
            format!("shift-{number}"),
            [
                kind,
                described(words, shift, what),
                people(words, page.comparison, &shift.gains),
                people(words, page.comparison, &shift.loses),
                places(page.prefix, &shift.places),
            ],
        );
    }
    table.at_most(MOST, "shifts")
}

/// The shift in words, which way it goes, and whose records it left alone.
fn described(words: Words, shift: &Shift, what: &str) -> Rich {
    let mut rich = Rich::from(words.with_long_dates(what));
    if shift.effect != Effect::Neither {
        rich = rich.line().muted(shift.effect.word());
    }
    if !shift.untouched.is_empty() {
        let people = count(shift.untouched.len(), "person", "people");
        rich = rich.line().muted(format!(
            "{people} concerned without a change of their own records"
        ));
    }
    rich
}

fn people(words: Words, comparison: &Comparison, ids: &[Id]) -> Rich {
    const MANY: usize = 6;
    if ids.len() > MANY {
        return Rich::from(count(ids.len(), "person", "people"));
    }
    let names = ids.iter().map(|id| Rich::from(name(comparison.name(id))));
    words.list(names)
}

fn places(prefix: &str, places: &[Where]) -> Rich {
    const FEW: usize = 3;
    let mut rich = Rich::new();
    let is_now = |path: &str| {
        let mut places = places.iter();
        places.any(|place| place.side == SideName::Head && place.path == path)
    };
    // What stands in the same file on both sides is shown where it is.
    let shown = |place: &&Where| place.side == SideName::Head || !is_now(&place.path);
    for place in places.iter().filter(shown).take(FEW) {
        rich = rich.line().code(format!("{prefix}{}", place.path));
        rich = match place.side {
            SideName::Head => rich.then(format!(", line {}", place.line)),
            SideName::Base => rich.then(format!(", was line {}", place.line)),
        };
    }
    rich
}
