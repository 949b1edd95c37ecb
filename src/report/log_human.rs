//! The shifts of history for people: date, sentence, who gained, who lost.

use std::io::{self, Write};

use crate::shift::{Line, ShiftSet, Tense, headline, lines};

use super::log::LogReport;
use super::text::clean;

/// How many lines each side of a set has at most.
const MOST_LINES: usize = 4;
/// How many phrases a line has at most.
const MOST_PHRASES: usize = 3;
/// How many names a line has at most.
const MOST_NAMES: usize = 6;

/// Writes all sets and one line on what was read.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, report: &LogReport<'_>, width: usize) -> io::Result<()> {
    for set in report.sets {
        one(out, set, width)?;
    }
    let counted = |number: usize, word: &str| {
        let ending = if number == 1 { "" } else { "s" };
        format!("{number} {word}{ending}")
    };
    let mut parts = vec![counted(report.read, "commit") + " read"];
    parts.push(match report.who {
        Some(who) => format!(
            "{} for {}",
            counted(report.found, "entry").replace("entrys", "entries"),
            clean(who)
        ),
        None => format!(
            "power changed hands {}",
            times(report.found - report.unread.min(report.found))
        ),
    });
    if report.unread > 0 {
        parts.push(format!(
            "{} with a file that could not be read",
            counted(report.unread, "commit")
        ));
    }
    if report.sets.len() < report.found {
        parts.push(format!("the newest {} shown", report.sets.len()));
    }
    writeln!(out, "{}", parts.join("; "))
}

fn times(number: usize) -> String {
    match number {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{number} times"),
    }
}

fn one(out: &mut dyn Write, set: &ShiftSet, width: usize) -> io::Result<()> {
    if set.lapse {
        writeln!(
            out,
            "{} {:<12} {}",
            set.date,
            "by date",
            clean(&set.subject)
        )?;
    } else {
        writeln!(
            out,
            "{} {:<12} {}",
            set.date,
            set.short,
            clean(&set.subject)
        )?;
    }
    if let Some(trouble) = &set.trouble {
        writeln!(
            out,
            "  not read, taken as it was before: {}",
            clean(trouble)
        )?;
    }
    if let Some(sentence) = headline(&set.comparison, Tense::History) {
        writeln!(out, "  {}", clean(&sentence))?;
    }
    let all = lines(&set.comparison);
    for (gains, word) in [(true, "Gains"), (false, "Loses")] {
        let side: Vec<&Line> = all.iter().filter(|line| line.gains == gains).collect();
        for (number, line) in side.iter().take(MOST_LINES).enumerate() {
            let word = if number == 0 { word } else { "" };
            let names = cut(&line.who, MOST_NAMES, ", ");
            let texts: Vec<&str> = line
                .phrases
                .iter()
                .map(|phrase| phrase.text.as_str())
                .collect();
            let what = cut(&texts, MOST_PHRASES, "; ");
            let text = clean(&format!("{names}: {what}"));
            let indent = " ".repeat(9);
            let mut at = 9;
            write!(out, "  {word:<7}")?;
            for (number, part) in text.split(' ').enumerate() {
                let columns = unicode_width::UnicodeWidthStr::width(part);
                if number > 0 && at + 1 + columns > width {
                    write!(out, "\n{indent}")?;
                    at = 9;
                } else if number > 0 {
                    write!(out, " ")?;
                    at += 1;
                }
                write!(out, "{part}")?;
                at += columns;
            }
            writeln!(out)?;
        }
        if side.len() > MOST_LINES {
            let more = side.len() - MOST_LINES;
            let short = &set.short;
            if set.lapse {
                writeln!(out, "         and {more} more")?;
            } else {
                writeln!(
                    out,
                    "         and {more} more: polity diff {short}~1..{short}"
                )?;
            }
        }
    }
    writeln!(out)
}

/// The first few of several, and how many more there are.
fn cut<T: AsRef<str>>(words: &[T], most: usize, mark: &str) -> String {
    let shown: Vec<&str> = words.iter().take(most).map(AsRef::as_ref).collect();
    let text = shown.join(mark);
    match words.len().saturating_sub(most) {
        0 => text,
        more => format!("{text} and {more} more"),
    }
}
