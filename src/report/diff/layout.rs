//! Columns, breaks and colours of a terminal.

use anstyle::{AnsiColor, Style};

use crate::report::text::{clean, with_groups};

/// What the screen can show.
#[derive(Debug, Clone, Copy)]
pub(super) struct Screen {
    pub colour: bool,
    pub ascii: bool,
    pub width: usize,
}

/// What a colour repeats; the word stands beside it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ink {
    Strong,
    Gain,
    Lose,
    Alarm,
    Quiet,
}

impl Ink {
    fn style(self) -> Style {
        match self {
            Ink::Strong => Style::new().bold(),
            Ink::Gain => AnsiColor::Blue.on_default().bold(),
            Ink::Lose => AnsiColor::Yellow.on_default().bold(),
            Ink::Alarm => AnsiColor::Red.on_default().bold(),
            Ink::Quiet => Style::new().dimmed(),
        }
    }
}

impl Screen {
    /// Text of a record or of ours, fit for the screen, on one line.
    pub(super) fn text(self, text: &str) -> String {
        let text = with_groups(&clean(text));
        if !self.ascii {
            return text;
        }
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '→' => plain.push_str("->"),
                '−' => plain.push('-'),
                '…' => plain.push_str("..."),
                '\u{a0}' | '\u{2009}' | '\u{202f}' => plain.push(' '),
                '\u{2400}'..='\u{2421}' | '\u{fffd}' => plain.push('?'),
                c => plain.push(c),
            }
        }
        plain
    }

    /// Text in a colour, where there are colours. It must be clean.
    pub(super) fn ink(self, ink: Ink, text: &str) -> String {
        if self.colour && !text.is_empty() {
            let style = ink.style();
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// Pieces with a space between, broken between them where a line would pass the width; the
    /// cursor stands at column `at`, and further lines begin at column `indent`. No piece is broken.
    pub(super) fn flow<S: AsRef<str>>(self, pieces: &[S], at: usize, indent: usize) -> String {
        self.flow_inked(pieces, at, indent, |_| None)
    }

    /// The same with a colour for some of the pieces, by their number.
    pub(super) fn flow_inked<S: AsRef<str>>(
        self,
        pieces: &[S],
        at: usize,
        indent: usize,
        ink: impl Fn(usize) -> Option<Ink>,
    ) -> String {
        let mut out = String::new();
        let mut column = at;
        for (number, piece) in pieces.iter().enumerate() {
            let piece = piece.as_ref();
            let length = columns(piece);
            if number > 0 {
                if column + 1 + length > self.width {
                    out.push('\n');
                    out.push_str(&" ".repeat(indent));
                    column = indent;
                } else {
                    out.push(' ');
                    column += 1;
                }
            }
            match ink(number) {
                Some(ink) => out.push_str(&self.ink(ink, piece)),
                None => out.push_str(piece),
            }
            column += length;
        }
        out
    }

    /// A sentence, broken at its spaces.
    pub(super) fn sentence(self, text: &str, at: usize, indent: usize) -> String {
        let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        self.flow(&words, at, indent)
    }
}

/// How many columns a text takes on a terminal.
pub(super) fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// The text and the spaces that fill a column of `width` after it; at least two.
pub(super) fn padding(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(columns(text)).max(2))
}

/// The first `most`, and how many more there are: "and 3 more".
pub(super) fn cut(items: &[String], most: usize, mark: &str) -> Vec<String> {
    let shown = items.len().min(most);
    let rest = items.len() - shown;
    let mut pieces: Vec<String> = items[..shown]
        .iter()
        .enumerate()
        .map(|(number, item)| {
            let ends = number + 1 == shown && rest == 0;
            format!("{item}{}", if ends { "" } else { mark })
        })
        .collect();
    if rest > 0 {
        pieces.push(format!("and {} more", crate::report::text::grouped(rest)));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screen(width: usize, ascii: bool) -> Screen {
        Screen {
            colour: false,
            ascii,
            width,
        }
    }

    #[test]
    fn lines_break_between_pieces_only() {
        let names = [
            "Amara Nwosu,",
            "Bao Tran,",
            "a-very-long-id-that-is-never-broken,",
            "x",
        ];
        assert_eq!(
            screen(20, false).flow(&names, 2, 2),
            "Amara Nwosu,\n  Bao Tran,\n  a-very-long-id-that-is-never-broken,\n  x"
        );
        assert_eq!(
            screen(10, false).sentence("一二 三四 五", 0, 1),
            "一二 三四\n 五"
        );
    }

    #[test]
    fn plain_characters_where_they_are_asked_for() {
        let text = "a → b, −1, 5000 EUR … \u{202e}";
        assert_eq!(screen(80, true).text(text), "a -> b, -1, 5 000 EUR ... ?");
        assert!(screen(80, false).text(text).contains("5\u{202f}000"));
    }

    #[test]
    fn long_lists_are_counted() {
        let items: Vec<String> = ["a", "b", "c"].map(str::to_owned).into();
        assert_eq!(cut(&items, 2, ","), ["a,", "b,", "and 1 more"]);
        assert_eq!(cut(&items, 3, ","), ["a,", "b,", "c"]);
    }
}
