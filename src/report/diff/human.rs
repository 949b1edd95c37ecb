//! Shifts for a terminal: the result, who gains and who loses, the alarms, and each shift with its
//! line. Every block has its place and is left out where it is empty.

use std::io::{self, Write};

use crate::shift::{Alarm, AlarmKind, SideName};

use super::brief::brief;
use super::detail;
use super::layout::{Ink, Screen, columns, cut, padding};
use super::prose::Prose;
use super::{CannotTell, DiffReport, View, counted, stat};
use crate::report::text::grouped;

/// The words of the first column take at least 12 columns and two spaces; `grep '^  Loses'` finds its
/// lines.
pub(super) const WORD: usize = 14;
/// The column of names, at least and at most.
const NAMES: (usize, usize) = (12, 24);
/// How many lines of gains, of losses and of shifts are printed before the rest is counted.
pub(super) const MOST_LINES: usize = 40;
/// How many names and phrases share a line; phrases where there are many lines.
const MOST_PIECES: usize = 12;
const MOST_PIECES_OF_MANY: usize = 4;
const MANY_LINES: usize = 10;

/// What a terminal is shown, and how.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Whether the terminal shows colours.
    pub colour: bool,
    /// Whether to keep to ASCII in what is not a name.
    pub ascii: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// How much to tell.
    pub extent: Extent,
}

/// How much of a comparison is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extent {
    /// The result alone.
    Result,
    /// One line for each actor.
    Stat,
    /// Who, the alarms, and one line for each shift.
    #[default]
    Whole,
    /// With both sides and the reasons of each shift.
    Verbose,
}

impl Options {
    fn screen(self) -> Screen {
        Screen {
            colour: self.colour,
            ascii: self.ascii,
            width: self.width,
        }
    }
}

/// Writes the report, at most `width` columns wide where names and ids allow it; `texts` are
/// changed texts to show below it.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(
    out: &mut dyn Write,
    report: &DiffReport<'_>,
    texts: &[Prose],
    options: Options,
) -> io::Result<()> {
    let screen = options.screen();
    first_line(out, report, screen)?;
    if report.is_shift() {
        let headline = report.headline().unwrap_or_default();
        let headline = screen.sentence(&screen.text(&headline), 0, 0);
        writeln!(out, "{}", strong(screen, &headline))?;
    } else {
        let why = screen.text(&report.no_shift());
        let word = screen.ink(Ink::Strong, "NO POWER SHIFT");
        writeln!(out, "{word}   {}", screen.sentence(&why, 17, 17))?;
    }
    if options.extent == Extent::Result {
        return Ok(());
    }
    let view = report.view();
    if let Some(shown) = report.shown(&view) {
        writeln!(out, "\n  {:<WORD$}{}", "Shown", screen.text(&shown))?;
    }
    if options.extent == Extent::Stat {
        stat::write(out, &view, screen)?;
    } else {
        who(out, &view, screen)?;
        let verbose = options.extent == Extent::Verbose;
        shifts(out, &view, report.prefix_here, screen, verbose)?;
    }
    for text in texts {
        text.write(out, screen)?;
    }
    if !report.skipped.is_empty() {
        writeln!(out)?;
    }
    for skipped in report.skipped {
        writeln!(out, "  {:<WORD$}{}", "Not compared", screen.text(skipped))?;
    }
    Ok(())
}

/// Writes why nothing was compared, and what to do.
///
/// # Errors
/// Whatever the writer reports.
pub fn cannot_tell(out: &mut dyn Write, why: &CannotTell, options: Options) -> io::Result<()> {
    let screen = options.screen();
    let reason = screen.text(&format!("{}; compared nothing", why.reason));
    let word = screen.ink(Ink::Strong, "CANNOT TELL");
    writeln!(out, "{word}      {}", screen.sentence(&reason, 17, 17))?;
    if options.extent != Extent::Result && !why.hints.is_empty() {
        writeln!(out)?;
        for hint in &why.hints {
            writeln!(out, "  {}", screen.text(hint))?;
        }
    }
    Ok(())
}

fn strong(screen: Screen, lines: &str) -> String {
    let lines: Vec<String> = lines
        .split('\n')
        .map(|line| screen.ink(Ink::Strong, line))
        .collect();
    lines.join("\n")
}

fn first_line(out: &mut dyn Write, report: &DiffReport<'_>, screen: Screen) -> io::Result<()> {
    let comparison = report.comparison;
    let ends = format!("{} → {}", report.base.shown(), report.head.shown());
    let mut line = format!("   {}", screen.text(&ends));
    let mut gap = "   ";
    if report.is_shift() {
        let shifts = counted(comparison.shifts.len(), "shift");
        let records = counted(comparison.records(), "record");
        line.push_str(&screen.text(&format!("   {shifts} in {records}")));
        gap = " ";
    }
    if let Some((added, removed)) = report.line_counts {
        let (added, removed) = (grouped(added), grouped(removed));
        line.push_str(&screen.text(&format!("{gap}(+{added} −{removed} lines)")));
    }
    let title = screen.ink(Ink::Strong, "Power shift");
    writeln!(out, "{title}{line}   as of {}", comparison.as_of)
}

/// The column that names take, so that gains, losses and alarms stand in one table.
fn name_column(names: impl Iterator<Item = usize>) -> usize {
    let fitting = names.filter(|length| *length <= NAMES.1);
    fitting.max().unwrap_or(0).max(NAMES.0) + 2
}

fn who(out: &mut dyn Write, view: &View<'_>, screen: Screen) -> io::Result<()> {
    let mut lines = view.lines();
    for line in &mut lines {
        line.who.iter_mut().for_each(|who| *who = screen.text(who));
    }
    let alarms = alarms(view, screen);
    let single = lines.iter().filter(|line| line.who.len() == 1);
    let column = name_column(
        single
            .map(|line| columns(&line.who[0]))
            .chain(alarms.iter().map(|(_, over, _)| columns(over))),
    );
    if !lines.is_empty() || !alarms.is_empty() {
        writeln!(out)?;
    }
    // A longer word widens the column for all, so that names stay below one another.
    let longest = alarms.iter().map(|(word, ..)| word.len() + 1).max();
    let word_column = longest.unwrap_or(0).max(WORD);
    let start = 2 + word_column;
    let indent = start + column;
    for (gains, word, ink) in [(true, "Gains", Ink::Gain), (false, "Loses", Ink::Lose)] {
        let side: Vec<_> = lines.iter().filter(|line| line.gains == gains).collect();
        let most = if side.len() > MANY_LINES {
            MOST_PIECES_OF_MANY
        } else {
            MOST_PIECES
        };
        for (number, line) in side.iter().enumerate().take(MOST_LINES) {
            let word = if number == 0 { word } else { "" };
            let fill = " ".repeat(word_column - word.len());
            write!(out, "  {}{fill}", screen.ink(ink, word))?;
            if let [name] = &line.who[..]
                && columns(name) + 2 <= column
            {
                write!(out, "{name}{}", padding(name, column))?;
            } else {
                let names = screen.flow(&cut(&line.who, MOST_PIECES, ","), start, start);
                write!(out, "{names}\n{}", " ".repeat(indent))?;
            }
            let phrases: Vec<String> = line
                .phrases
                .iter()
                .map(|phrase| screen.text(&phrase.text))
                .collect();
            let words = cut(&phrases, most, ";").join(" ");
            writeln!(out, "{}", screen.sentence(&words, indent, indent))?;
        }
        if side.len() > MOST_LINES {
            let rest = grouped(side.len() - MOST_LINES);
            writeln!(out, "  {:<word_column$}and {rest} more", "")?;
        }
    }
    for (word, over, text) in alarms {
        let fill = " ".repeat(word_column - word.len());
        let pad = padding(&over, column);
        write!(out, "  {}{fill}{over}{pad}", screen.ink(Ink::Alarm, &word))?;
        let at = start + columns(&over) + pad.len();
        writeln!(out, "{}", screen.sentence(&text, at, indent))?;
    }
    Ok(())
}

/// One line for each kind of alarm, the worst first: the word, over what, and what is wrong.
fn alarms(view: &View<'_>, screen: Screen) -> Vec<(String, String, String)> {
    let of_kind = |kind: AlarmKind| {
        let mut alarms = view.comparison.alarms.iter();
        let first: &Alarm = alarms.find(|alarm| alarm.kind == kind)?;
        let more = alarms.filter(|alarm| alarm.kind == kind).count();
        let mut text = screen.text(&first.words);
        if more > 0 {
            text.push_str(&format!("; and {} more", grouped(more)));
        }
        let seat = ["seats/", "membership/"].iter();
        let mut seat = seat.filter_map(|root| first.over.strip_prefix(root));
        let over = seat.next().unwrap_or(&first.over);
        Some((capital(kind.word()), screen.text(over), text))
    };
    AlarmKind::ALL.into_iter().filter_map(of_kind).collect()
}

/// "concentrated" → "Concentrated".
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn shifts(
    out: &mut dyn Write,
    view: &View<'_>,
    prefix: &str,
    screen: Screen,
    verbose: bool,
) -> io::Result<()> {
    let shifts = &view.comparison.shifts;
    if shifts.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    let numbers = view.numbers.iter().take(MOST_LINES);
    let digits = numbers.max().copied().unwrap_or(1).to_string().len();
    let shown: Vec<(String, String)> = shifts
        .iter()
        .take(MOST_LINES)
        .map(|shift| {
            let place = shift.places.first();
            let place = place.map_or_else(String::new, |place| match place.side {
                SideName::Head => format!("{prefix}{}:{}", place.path, place.line),
                // The line is no longer there: only the file can be opened.
                SideName::Base => format!("{prefix}{}", place.path),
            });
            let words = screen.text(&brief(&view.comparison, shift));
            (words, screen.text(&place))
        })
        .collect();
    let kinds = shifts.iter().take(MOST_LINES);
    let kinds = kinds.map(|shift| shift.kind.word().len()).max();
    let kind_column = kinds.unwrap_or(0).max(KIND) + 2;
    let start = 2 + digits + 1 + kind_column;
    let column = text_column(&shown, screen.width.saturating_sub(start));
    for ((shift, number), (words, place)) in shifts.iter().zip(&view.numbers).zip(&shown) {
        let word = shift.kind.word();
        let fill = " ".repeat(kind_column - word.len());
        let kind = screen.ink(Ink::Strong, word);
        write!(out, "  {number:>digits$} {kind}{fill}")?;
        let place_ink = screen.ink(Ink::Quiet, place);
        if place.is_empty() {
            writeln!(out, "{}", screen.sentence(words, start, start))?;
        } else if columns(words) + 2 <= column {
            writeln!(out, "{words}{}{place_ink}", padding(words, column))?;
        } else {
            let words = screen.sentence(words, start, start);
            writeln!(out, "{words}\n{}{place_ink}", " ".repeat(start))?;
        }
        if verbose {
            let told = detail::told(&view.comparison, shift, prefix);
            detail::write(out, &told, start, screen)?;
        }
    }
    if shifts.len() > MOST_LINES {
        let rest = grouped(shifts.len() - MOST_LINES);
        let more = format!("and {rest} more: `--format json` lists all, `--stat` counts");
        writeln!(out, "  {:digits$} {more}", "")?;
    }
    Ok(())
}

/// The column of the kinds takes at least as much as most of their words.
const KIND: usize = 9;

/// The column of the words, wide enough for all that leave room for their places.
fn text_column(shown: &[(String, String)], room: usize) -> usize {
    let longest = shown.iter().map(|(_, place)| columns(place)).max();
    let longest = longest.unwrap_or(0);
    let fitting = shown
        .iter()
        .map(|(words, _)| columns(words) + 2)
        .filter(|length| length + longest <= room);
    fitting.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::diff::Filter;
    use crate::report::diff::fixture::{alarm, ids, reported, shift, streamlined, unit};
    use crate::shift::{Comparison, Shift, ShiftKind};

    fn printed(comparison: &Comparison, filter: &Filter, options: Options) -> String {
        let mut out = Vec::new();
        reported(comparison, filter, |report| {
            write(&mut out, report, &[], options).expect("a vector takes all");
        });
        String::from_utf8(out).expect("text")
    }

    fn options(extent: Extent) -> Options {
        Options {
            colour: false,
            ascii: false,
            width: 100,
            extent,
        }
    }

    #[test]
    fn each_extent_reads_as_it_should() {
        let comparison = streamlined();
        let all = Filter::default();
        for (name, extent) in [
            ("quiet", Extent::Result),
            ("stat", Extent::Stat),
            ("whole", Extent::Whole),
            ("verbose", Extent::Verbose),
        ] {
            let text = printed(&comparison, &all, options(extent));
            insta::assert_snapshot!(name, text);
            for line in text.lines() {
                assert!(columns(line) <= 101, "{line}");
            }
        }
    }

    #[test]
    fn colours_only_repeat_words_and_ascii_keeps_the_columns() {
        let comparison = streamlined();
        let all = Filter::default();
        let plain = printed(&comparison, &all, options(Extent::Whole));
        let coloured = Options {
            colour: true,
            ..options(Extent::Whole)
        };
        let coloured = printed(&comparison, &all, coloured);
        assert!(coloured.contains('\u{1b}'));
        let mut stripped = String::new();
        let mut rest = coloured.as_str();
        while let Some((before, code)) = rest.split_once('\u{1b}') {
            stripped.push_str(before);
            rest = code.split_once('m').expect("a code ends").1;
        }
        stripped.push_str(rest);
        assert_eq!(stripped, plain);
        let ascii = Options {
            ascii: true,
            ..options(Extent::Whole)
        };
        let ascii = printed(&comparison, &all, ascii);
        assert!(ascii.is_ascii(), "{ascii}");
        assert!(ascii.contains("5 people -> 1"), "{ascii}");
    }

    #[test]
    fn a_filter_is_printed_and_numbers_stay() {
        let comparison = streamlined();
        let filter = Filter::default().kinds(vec![ShiftKind::Widened, ShiftKind::Silent]);
        let filter = filter.over(&["money/**".to_owned()]).expect("a pattern");
        let text = printed(&comparison, &filter, options(Extent::Whole));
        insta::assert_snapshot!("filtered", text);
    }

    #[test]
    fn much_is_counted_and_narrow_screens_break_between_words() {
        let mut comparison = streamlined();
        for number in 0..1_000 {
            let object = format!("code/part-{number}");
            comparison.shifts.push(Shift {
                to: Some(unit("release-team", "Release team", "amara")),
                gains: ids(&format!("person-{number}")),
                ..shift(ShiftKind::Granted, &object)
            });
            let alarms = &mut comparison.alarms;
            alarms.push(alarm(AlarmKind::Unaudited, &object, "nobody audits it"));
        }
        let all = Filter::default();
        let text = printed(&comparison, &all, options(Extent::Whole));
        assert!(text.lines().count() < 120, "{}", text.lines().count());
        assert!(text.contains("1\u{202f}006 shifts in 4 records"), "{text}");
        assert!(
            text.contains("and 966 more: `--format json` lists all"),
            "{text}"
        );
        assert!(text.contains("nobody audits it; and 999 more"), "{text}");
        let stat = printed(&comparison, &all, options(Extent::Stat));
        assert!(stat.lines().count() < 50, "{stat}");
        let narrow = Options {
            width: 60,
            ..options(Extent::Verbose)
        };
        let narrow = printed(&streamlined(), &all, narrow);
        insta::assert_snapshot!("narrow", narrow);
    }

    #[test]
    fn what_cannot_be_told_is_said_with_a_way_out() {
        let why = CannotTell {
            reason: "base 9f2c1e4 does not parse (roles/treasurer.yml:8)".to_owned(),
            hints: vec!["polity check --rev 9f2c1e4 shows what is wrong".to_owned()],
            base: None,
            head: None,
        };
        let mut out = Vec::new();
        cannot_tell(&mut out, &why, options(Extent::Whole)).expect("a vector takes all");
        let text = String::from_utf8(out).expect("text");
        insta::assert_snapshot!(text, @r"
        CANNOT TELL      base 9f2c1e4 does not parse (roles/treasurer.yml:8); compared nothing

          polity check --rev 9f2c1e4 shows what is wrong
        ");
    }
}
