//! Shifts for a comment on a pull request: a heading, a sentence, a table of who and what, and
//! everything else folded.
//!
//! A comment that is too long is posted by nobody, so it gets shorter in steps; the heading, the
//! sentence and the counts are never cut. Text of records is hostile here: see `escape`.

mod tables;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::model::Actor;
use crate::shift::{Comparison, Line, Party, Saying};

use super::{CannotTell, DiffReport, View, counted};
use crate::report::escape::{MOST, code, escaped, line, sentence, with_code};
use crate::report::text::grouped;

/// The most UTF-16 units of a comment: forges refuse those beyond 65 536.
const MOST_UNITS: usize = 60_000;
/// The most characters of the sentence on top, whatever names stand in it.
const MOST_HEADLINE: usize = 400;
/// The most characters of a phrase that the tool made of several texts.
const MOST_PHRASE: usize = 240;

/// Whether a text is too long whatever follows: no letter takes more than three bytes for a unit.
fn is_hopeless(text: &str) -> bool {
    text.len() > 3 * MOST_UNITS
}

/// Where the pages of the handbook are, for links.
#[derive(Debug, Clone, Copy)]
pub struct Links<'l> {
    /// The address of the handbook, without a slash at its end.
    pub site: &'l str,
    /// The pages of people, units and roles, relative to it.
    pub pages: &'l BTreeMap<Actor, String>,
}

impl Links<'_> {
    fn of(&self, actor: &Actor) -> Option<String> {
        let page = self.pages.get(actor)?;
        Some(format!("{}/{page}", self.site))
    }
}

/// How much is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// Nothing.
    Full,
    /// Rows of the folded table.
    FewShifts,
    /// Rows of the table on top as well.
    FewLines,
    /// Names of people: those who gain or lose stand as their units.
    Units,
    /// Everything but the sentence and the counts.
    Sentence,
}

const LEVELS: [Level; 5] = [
    Level::Full,
    Level::FewShifts,
    Level::FewLines,
    Level::Units,
    Level::Sentence,
];

/// Writes the comment.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(
    out: &mut dyn Write,
    report: &DiffReport<'_>,
    links: Option<Links<'_>>,
) -> io::Result<()> {
    let view = report.view();
    let view = View {
        comparison: Cow::Owned(tamed(&view.comparison, report.prefix)),
        numbers: view.numbers,
    };
    let comment = Comment {
        report,
        names: Names::new(&view.comparison),
        lines: view.lines(),
        view: &view,
        links,
    };
    let mut text = String::new();
    for level in LEVELS {
        text = comment.text(level);
        if text.encode_utf16().count() <= MOST_UNITS {
            break;
        }
    }
    out.write_all(text.as_bytes())
}

/// Writes why nothing was compared, and what to do.
///
/// # Errors
/// Whatever the writer reports.
pub fn cannot_tell(out: &mut dyn Write, why: &CannotTell) -> io::Result<()> {
    let short = |end: &Option<super::End>| {
        let end = end.as_ref();
        end.map_or_else(|| "unknown".to_owned(), |end| marked(end.brief()))
    };
    writeln!(out, "{}", marker("", &short(&why.base), &short(&why.head)))?;
    let reason = sentence(&line(&why.reason, MOST_HEADLINE));
    writeln!(
        out,
        "### Power shift: cannot tell\n\n**{reason}; compared nothing.**"
    )?;
    if !why.hints.is_empty() {
        writeln!(out)?;
    }
    for hint in &why.hints {
        writeln!(out, "- {}", sentence(&line(hint, MOST_HEADLINE)))?;
    }
    writeln!(out, "\n<sub>{}</sub>", tool())
}

fn tool() -> &'static str {
    concat!("polity ", env!("CARGO_PKG_VERSION"))
}

/// The line by which a bot finds its own comment.
fn marker(key: &str, base: &str, head: &str) -> String {
    let key = marked(key.trim_end_matches('/'));
    let key = if key.is_empty() { "default" } else { &key };
    format!("<!-- polity:power-diff v=1 key={key} base={base} head={head} -->")
}

/// A word as it may stand in the marker: nothing that ends the comment or the word.
fn marked(word: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_') {
            c
        } else {
            '-'
        }
    };
    let word: String = word.chars().take(MOST).map(plain).collect();
    word.replace("--", "-")
}

struct Comment<'c> {
    report: &'c DiffReport<'c>,
    view: &'c View<'c>,
    names: Names,
    lines: Vec<Line>,
    links: Option<Links<'c>>,
}

impl Comment<'_> {
    fn text(&self, level: Level) -> String {
        let report = self.report;
        let (base, head) = (report.base.brief(), report.head.brief());
        let mut text = marker(report.prefix, &marked(base), &marked(head));
        text.push('\n');
        if report.is_shift() {
            self.shift(level, &mut text);
        } else {
            let why = escaped(&report.no_shift());
            text.push_str(&format!("### Power shift: none\n\n{why}.\n"));
        }
        if !report.skipped.is_empty() {
            const MOST_FILES: usize = 5;
            let mut files: Vec<String> = report
                .skipped
                .iter()
                .map(|file| escaped(&line(file, MOST)))
                .collect();
            let rest = files.len().saturating_sub(MOST_FILES);
            files.truncate(MOST_FILES);
            if rest > 0 {
                files.push(format!("and {} more", grouped(rest)));
            }
            text.push_str(&format!("\nNot compared: {}.\n", files.join(", ")));
        }
        text.push_str(&self.footer());
        text
    }

    fn shift(&self, level: Level, text: &mut String) {
        let report = self.report;
        text.push_str("### Power shift\n\n");
        let headline = report.headline().unwrap_or_default();
        let headline = line(&headline, MOST_HEADLINE);
        let about = self.about();
        let headline = match about.iter().find(|object| headline.contains(**object)) {
            Some(object) => with_code(&headline, object),
            None => sentence(&headline),
        };
        let shifts = counted(report.comparison.shifts.len(), "shift");
        let records = counted(report.comparison.records(), "record");
        text.push_str(&format!("**{headline}** {shifts} in {records}.\n"));
        if let Some(shown) = report.shown(self.view) {
            text.push_str(&format!(
                "\nShown: {}.\n",
                escaped(&line(&shown, MOST_HEADLINE))
            ));
        }
        match level {
            Level::Full | Level::FewShifts => self.who(usize::MAX, text),
            Level::FewLines => self.who(FEW_LINES, text),
            Level::Units => self.units(FEW_LINES, text),
            Level::Sentence => {}
        }
        match level {
            Level::Full => self.fold(usize::MAX, text),
            Level::FewShifts | Level::FewLines | Level::Units => self.fold(FEW_SHIFTS, text),
            Level::Sentence => {
                text.push_str("\nToo much for a comment: the JSON lists everything.\n");
            }
        }
    }

    /// The objects that the headline may be about, the weightiest first.
    fn about(&self) -> Vec<&str> {
        let whole = self.report.comparison;
        let alarms = whole.alarms.iter().map(|alarm| &*alarm.over);
        let shifts = whole.shifts.iter().map(|shift| &*shift.object);
        alarms.chain(shifts).take(FEW_SHIFTS).collect()
    }

    fn footer(&self) -> String {
        let report = self.report;
        let mut parts = vec![
            tool().to_owned(),
            format!(
                "{} against {}",
                code(report.head.brief()),
                code(report.base.brief())
            ),
            format!("as of {}", report.comparison.as_of),
        ];
        if let Some((added, removed)) = report.line_counts {
            let (added, removed) = (grouped(added), grouped(removed));
            parts.push(format!("+{added} −{removed} lines"));
        }
        if let Some(links) = self.links {
            parts.push(format!("[handbook]({}/index.html)", links.site));
        }
        format!("\n<sub>{}</sub>\n", parts.join(" · "))
    }
}

/// Rows of the table on top, and of the folded one, where there is no room for all.
const FEW_LINES: usize = 8;
const FEW_SHIFTS: usize = 100;

/// Whom a name on a line of gains or losses means; none where several go by it.
struct Names(BTreeMap<String, Option<Actor>>);

impl Names {
    fn new(comparison: &Comparison) -> Self {
        let mut names: BTreeMap<String, Option<Actor>> = BTreeMap::new();
        let mut add = |name: &str, actor: Actor| {
            names
                .entry(name.to_owned())
                .and_modify(|known| {
                    if known.as_ref() != Some(&actor) {
                        *known = None;
                    }
                })
                .or_insert(Some(actor));
        };
        for (id, name) in &comparison.names {
            add(name, Actor::Person(id.clone()));
        }
        for shift in &comparison.shifts {
            for party in shift.from.iter().chain(&shift.to) {
                add(&party.name, party.actor.clone());
            }
        }
        Names(names)
    }

    fn of(&self, name: &str) -> Option<&Actor> {
        self.0.get(name)?.as_ref()
    }
}

/// The comparison with every text out of a record on one line and not too long: the words that are
/// made of it are short then as well. Paths begin at the top of the repository.
fn tamed(comparison: &Comparison, prefix: &str) -> Comparison {
    let mut tamed = comparison.clone();
    let tame = |text: &mut Saying| text.cut(|text| line(text, MOST));
    let tame_party = |party: &mut Option<Party>| {
        if let Some(party) = party {
            tame(&mut party.name);
        }
    };
    for name in tamed.names.values_mut() {
        *name = line(name, MOST);
    }
    for shift in &mut tamed.shifts {
        tame_party(&mut shift.from);
        tame_party(&mut shift.to);
        for text in [&mut shift.object_name, &mut shift.before, &mut shift.after] {
            text.iter_mut().for_each(tame);
        }
        for place in &mut shift.places {
            place.path.insert_str(0, prefix);
        }
        for text in [&mut shift.detail, &mut shift.cause].into_iter().flatten() {
            text.cut(|text| line(text, MOST_PHRASE));
        }
    }
    for alarm in &mut tamed.alarms {
        alarm.name.iter_mut().for_each(tame);
        alarm.words.cut(|text| line(text, MOST_PHRASE));
    }
    tamed
}

#[cfg(test)]
mod tests;
