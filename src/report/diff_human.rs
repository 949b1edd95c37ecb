//! Shifts for a terminal: who gains, who loses, and each shift with its line.

use std::io::{self, Write};

use crate::shift::{Tense, headline, lines};

use super::diff::DiffReport;
use super::text::clean;

/// The width of the word column, so that `grep '^  Loses'` finds its lines.
const WORD: usize = 14;
/// How many names and shifts are printed before the rest is counted.
const MOST_LINES: usize = 40;

/// Writes the report, at most `width` columns wide where names allow it.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, report: &DiffReport<'_>, width: usize) -> io::Result<()> {
    first_line(out, report)?;
    let comparison = report.comparison;
    if comparison.shifts.is_empty() {
        let records = counted(report.changed, "record");
        match report.changed {
            0 => writeln!(out, "NO POWER SHIFT   no record changed")?,
            _ => writeln!(
                out,
                "NO POWER SHIFT   {records} changed, nobody gained or lost a right"
            )?,
        }
        return skipped(out, report);
    }
    if let Some(headline) = headline(comparison, Tense::Proposal) {
        writeln!(out, "{}", clean(&headline))?;
    }
    writeln!(out)?;
    who(out, report, width)?;
    writeln!(out)?;
    shifts(out, report, width)?;
    skipped(out, report)
}

/// What was not compared, so that nobody takes silence for sameness.
fn skipped(out: &mut dyn Write, report: &DiffReport<'_>) -> io::Result<()> {
    for skipped in report.skipped {
        writeln!(out, "  {:<WORD$}{}", "Not compared", clean(skipped))?;
    }
    Ok(())
}

fn first_line(out: &mut dyn Write, report: &DiffReport<'_>) -> io::Result<()> {
    let comparison = report.comparison;
    write!(
        out,
        "Power shift   {} → {}",
        clean(report.base),
        clean(report.head)
    )?;
    if !comparison.shifts.is_empty() {
        write!(
            out,
            "   {} in {}",
            counted(comparison.shifts.len(), "shift"),
            counted(comparison.records(), "record")
        )?;
    }
    if let Some((added, removed)) = report.line_counts {
        let gap = if comparison.shifts.is_empty() {
            "   "
        } else {
            " "
        };
        write!(out, "{gap}(+{added} −{removed} lines)")?;
    }
    writeln!(out, "   as of {}", comparison.as_of)
}

fn who(out: &mut dyn Write, report: &DiffReport<'_>, width: usize) -> io::Result<()> {
    let mut lines = lines(report.comparison);
    for line in &mut lines {
        line.who.iter_mut().for_each(|who| *who = clean(who));
        line.phrases
            .iter_mut()
            .for_each(|phrase| phrase.text = clean(&phrase.text));
    }
    let column = lines
        .iter()
        .filter(|line| line.who.len() == 1)
        .map(|line| columns(&line.who[0]))
        .filter(|length| *length <= 24)
        .max()
        .unwrap_or(12)
        .max(12);
    for gains in [true, false] {
        let side: Vec<_> = lines.iter().filter(|line| line.gains == gains).collect();
        let word = if gains { "Gains" } else { "Loses" };
        for (number, line) in side.iter().enumerate().take(MOST_LINES) {
            let word = if number == 0 { word } else { "" };
            let names = line.who.join(", ");
            let texts: Vec<&str> = line.phrases.iter().map(|p| p.text.as_str()).collect();
            let start = format!("  {word:<WORD$}");
            let indent = " ".repeat(WORD + 2 + column + 2);
            if columns(&names) <= column {
                let pad = " ".repeat(column - columns(&names) + 2);
                write!(out, "{start}{names}{pad}")?;
            } else {
                write!(out, "{start}")?;
                let who: Vec<&str> = line.who.iter().map(String::as_str).collect();
                let hang = " ".repeat(WORD + 2);
                wrapped(out, &who, ",", &hang, width)?;
                write!(out, "{indent}")?;
            }
            wrapped(out, &texts, ";", &indent, width)?;
        }
        if side.len() > MOST_LINES {
            writeln!(out, "  {:<WORD$}and {} more", "", side.len() - MOST_LINES)?;
        }
    }
    Ok(())
}

/// Texts joined by a mark, broken between texts where a line would pass `width`; the cursor stands
/// at the indentation.
fn wrapped(
    out: &mut dyn Write,
    texts: &[&str],
    mark: &str,
    indent: &str,
    width: usize,
) -> io::Result<()> {
    const MOST_PHRASES: usize = 12;
    let mut at = columns(indent);
    let shown = texts.len().min(MOST_PHRASES);
    for (number, text) in texts[..shown].iter().enumerate() {
        let last = number + 1 == shown;
        let rest = texts.len() - shown;
        let end = match (last, rest) {
            (false, _) => mark.to_owned(),
            (true, 0) => String::new(),
            (true, rest) => format!("{mark} and {rest} more"),
        };
        let length = columns(text) + columns(&end);
        if number > 0 {
            if at + 1 + length > width {
                write!(out, "\n{indent}")?;
                at = columns(indent);
            } else {
                write!(out, " ")?;
                at += 1;
            }
        }
        write!(out, "{text}{end}")?;
        at += length;
    }
    writeln!(out)
}

fn shifts(out: &mut dyn Write, report: &DiffReport<'_>, width: usize) -> io::Result<()> {
    let shifts = &report.comparison.shifts;
    let digits = shifts.len().min(MOST_LINES).to_string().len();
    let shown: Vec<(String, String)> = shifts
        .iter()
        .take(MOST_LINES)
        .map(|shift| {
            let place = shift.places.first();
            let place = place.map_or_else(String::new, |place| {
                format!("{}:{}", place.path, place.line)
            });
            (clean(&shift.summary()), clean(&place))
        })
        .collect();
    let room = width.saturating_sub(2 + digits + 1 + 11);
    let longest_place = shown
        .iter()
        .map(|(_, place)| columns(place))
        .max()
        .unwrap_or(0);
    let column = shown
        .iter()
        .map(|(summary, _)| columns(summary))
        .filter(|length| length + 2 + longest_place <= room)
        .max()
        .unwrap_or(0);
    for (number, (shift, (summary, place))) in shifts.iter().zip(&shown).enumerate() {
        let number = number + 1;
        write!(
            out,
            "  {number:>digits$} {:<11}{summary}",
            shift.kind.word()
        )?;
        if columns(summary) <= column {
            let pad = column - columns(summary) + 2;
            writeln!(out, "{}{place}", " ".repeat(pad))?;
        } else {
            writeln!(out, "\n  {:digits$} {:<11}{place}", "", "")?;
        }
    }
    if shifts.len() > MOST_LINES {
        writeln!(
            out,
            "  {:digits$} and {} more: `--format json` lists all",
            "",
            shifts.len() - MOST_LINES
        )?;
    }
    Ok(())
}

/// "1 record", "3 records".
fn counted(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// How many columns a text takes on a terminal.
fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}
