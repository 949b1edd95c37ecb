//! Lines of a label, words and a place, at most so many columns wide.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::Screen;
use crate::report::clean;

/// The width of the labels, so that `grep '^  Decides'` finds its lines.
const LABEL: usize = 14;

/// Writes labelled lines.
pub(super) struct Rows<'o> {
    out: &'o mut dyn Write,
    screen: Screen,
    last: String,
}

impl<'o> Rows<'o> {
    pub(super) fn new(out: &'o mut dyn Write, screen: Screen) -> Self {
        Rows {
            out,
            screen,
            last: String::new(),
        }
    }

    /// A title, bold, and what stands beside it.
    pub(super) fn title(&mut self, title: &str, beside: &str) -> io::Result<()> {
        self.last.clear();
        let bold = self.style(Style::new().bold());
        let title = clean(title);
        writeln!(self.out, "{bold}{title}{bold:#}   {}", clean(beside))
    }

    /// A paragraph without a label.
    pub(super) fn paragraph(&mut self, text: &str) -> io::Result<()> {
        for line in wrapped(&clean(text), self.screen.width, 0) {
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    /// An empty line, after which a label is written again.
    pub(super) fn gap(&mut self) -> io::Result<()> {
        self.last.clear();
        writeln!(self.out)
    }

    /// A line of its own that leads a group of rows.
    pub(super) fn heading(&mut self, text: &str) -> io::Result<()> {
        self.gap()?;
        let bold = self.style(Style::new().bold());
        for line in wrapped(&clean(text), self.screen.width, 0) {
            writeln!(self.out, "{bold}{line}{bold:#}")?;
        }
        Ok(())
    }

    /// A labelled line; the place stands at the end if it fits, else below. A label that is that of
    /// the line before is not repeated.
    pub(super) fn row(&mut self, label: &str, text: &str, place: Option<String>) -> io::Result<()> {
        let bold = self.style(Style::new().bold());
        let dim = self.style(Style::new().fg_color(Some(AnsiColor::BrightBlack.into())));
        let label = clean(label);
        let shown = if label == self.last {
            ""
        } else {
            label.as_str()
        };
        let indent = LABEL + 2;
        write!(self.out, "  {bold}{shown}{bold:#}")?;
        if columns(shown) < LABEL {
            write!(self.out, "{}", " ".repeat(LABEL - columns(shown)))?;
        } else {
            write!(self.out, "\n{}", " ".repeat(indent))?;
        }
        self.last = label;
        let lines = wrapped(&clean(text), self.screen.width.saturating_sub(indent), 2);
        let mut end = 0;
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                write!(self.out, "\n{}", " ".repeat(indent))?;
            }
            write!(self.out, "{line}")?;
            end = indent + columns(line);
        }
        if let Some(place) = place {
            let place = clean(&place);
            if end + 2 + columns(&place) <= self.screen.width {
                write!(self.out, "  {dim}{place}{dim:#}")?;
            } else {
                write!(self.out, "\n{}{dim}{place}{dim:#}", " ".repeat(indent + 2))?;
            }
        }
        writeln!(self.out)
    }

    fn style(&self, style: Style) -> Style {
        if self.screen.colour {
            style
        } else {
            Style::new()
        }
    }
}

/// A text broken between words; all but the first line are set in by `hang`.
fn wrapped(text: &str, width: usize, hang: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut is_empty = true;
    for word in text.split(' ') {
        if !is_empty && columns(&line) + 1 + columns(word) > width {
            lines.push(std::mem::replace(&mut line, " ".repeat(hang)));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    lines.push(line);
    lines
}

/// How many columns a text takes on a terminal.
fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(width: usize, colour: bool) -> String {
        let mut out = Vec::new();
        let mut rows = Rows::new(&mut out, Screen { colour, width });
        rows.title("money", "as of 2026-09-14").expect("is written");
        rows.paragraph("All money that comes in or goes out")
            .expect("is written");
        rows.gap().expect("is written");
        for (label, text) in [
            ("Decides", "Treasurer: Rahel Tesfai, alone, up to 2500 EUR"),
            ("Decides", "Circle\u{1b}[2J"),
            ("A label that is long", "words"),
        ] {
            let place = "units/coordination/roles/treasurer.yaml:12".to_owned();
            rows.row(label, text, Some(place)).expect("is written");
        }
        rows.heading("Alone").expect("is written");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn rows_fit_the_width_and_hide_nothing() {
        insta::assert_snapshot!(written(100, false));
        insta::assert_snapshot!(written(40, false));
        assert!(!written(60, false).contains('\u{1b}'));
        assert!(written(60, true).contains("\u{1b}[1mmoney\u{1b}[0m"));
    }
}
