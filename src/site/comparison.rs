//! One comparison as a page that stands alone: for a reviewer's browser, an artifact of a build, a
//! mail. It carries its own style sheet and asks for nothing else.

use std::fmt::Write as _;

use serde::Serialize;

use super::SiteError;
use super::pages::power::{Who, rest, side};
use super::template::{Templates, style};
use super::text::name;
use super::view::{Facts, Rich, Table, Tone};
use super::words::Words;
use crate::model::Id;
use crate::shift::{Alarm, Comparison, Effect, Line, Shift, ShiftKind, SideName, Where};

/// How many lines, and how many shifts, the page shows.
const MOST: usize = 400;

/// What the page of a comparison tells.
#[derive(Debug)]
pub struct ComparisonPage<'c> {
    /// The result: "Power shift", "No power shift", "Cannot tell".
    pub title: &'c str,
    /// The sentence that it comes down to.
    pub lead: &'c str,
    /// What was compared: the keys of labels, and words.
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

/// The columns of a table of shifts.
pub(super) const SHIFT_COLUMNS: [&str; 5] = [
    "column-shift",
    "column-what",
    "column-who-gains",
    "column-who-loses",
    "column-where",
];

#[derive(Serialize)]
struct Frame {
    lang: &'static str,
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
    for (label, text) in page.facts {
        facts.add(label, name(text));
    }
    let view = Page {
        heading: page.title.to_owned(),
        lead: words.with_long_dates(page.lead),
        facts,
        notes: page.notes.to_vec(),
        alarms: alarms(words, &page.comparison.alarms),
        gains,
        loses,
        rest: rest(words, more_gains, more_losses),
        table: shifts(words, page),
    };
    let frame = Frame {
        lang: words.tag(),
        title: page.title.to_owned(),
        style: format!("data:text/css;charset=utf-8,{}", in_address(&style()?)),
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
        words.text("alarms-of-change"),
        &["column-alarm", "column-over", "column-what"],
    );
    for alarm in alarms {
        let over = match &alarm.name {
            Some(called) => Rich::from(name(&called.say(words.catalogue()))),
            None => Rich::new().code(alarm.over.to_string()),
        };
        table.row([
            Rich::new().tag(words.word("alarm", alarm.kind.word()), Tone::Alarm),
            over,
            Rich::from(words.plain_words(&alarm.words.say(words.catalogue()))),
        ]);
    }
    table.at_most(MOST, "alarms-more")
}

fn shifts(words: Words, page: &ComparisonPage<'_>) -> Table {
    let mut table = Table::new(words, words.text("shifts-of-change"), &SHIFT_COLUMNS);
    let shifts = page.comparison.shifts.iter();
    for ((shift, number), what) in shifts.zip(page.numbers).zip(page.what) {
        table.anchored(
            format!("shift-{number}"),
            [
                numbered(words, *number, shift.kind),
                described(words, shift, what),
                people(words, page.comparison, &shift.gains),
                people(words, page.comparison, &shift.loses),
                places(words, page.prefix, &shift.places),
            ],
        );
    }
    table.at_most(MOST, "shifts-more")
}

/// What a shift is, after its number.
pub(super) fn numbered(words: Words, number: usize, kind: ShiftKind) -> Rich {
    Rich::from(format!("{number} ")).tag(words.word("shift", kind.word()), Tone::Plain)
}

/// The shift in words, which way it goes, and whose records it left alone.
fn described(words: Words, shift: &Shift, what: &str) -> Rich {
    let mut rich = Rich::new().english(Words::english().with_long_dates(what));
    if shift.effect != Effect::Neither {
        rich = rich.line().muted(words.word("effect", shift.effect.word()));
    }
    if !shift.untouched.is_empty() {
        let untouched = shift.untouched.len();
        rich = rich
            .line()
            .muted(words.count("people-untouched", untouched));
    }
    rich
}

fn people(words: Words, comparison: &Comparison, ids: &[Id]) -> Rich {
    const MANY: usize = 6;
    if ids.len() > MANY {
        return Rich::from(words.count("count-people", ids.len()));
    }
    let names = ids.iter().map(|id| Rich::from(name(comparison.name(id))));
    words.list(names)
}

fn places(words: Words, prefix: &str, places: &[Where]) -> Rich {
    const FEW: usize = 3;
    let mut rich = Rich::new();
    let is_now = |path: &str| {
        let mut places = places.iter();
        places.any(|place| place.side == SideName::Head && place.path == path)
    };
    // What stands in the same file on both sides is shown where it is.
    let shown = |place: &&Where| place.side == SideName::Head || !is_now(&place.path);
    for place in places.iter().filter(shown).take(FEW) {
        rich = rich.line().then(stands_at(words, prefix, place));
    }
    rich
}

/// The file and the line where something stands or stood.
pub(super) fn stands_at(words: Words, prefix: &str, place: &Where) -> Rich {
    let key = match place.side {
        SideName::Head => "stands-at",
        SideName::Base => "stood-at",
    };
    let path = Rich::new().code(format!("{prefix}{}", place.path));
    // As text: a line number has no separators.
    let line = place.line.to_string();
    words.rich(key, [("path", path.into()), ("line", line.into())])
}
