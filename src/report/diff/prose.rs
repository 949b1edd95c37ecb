//! Changed texts of policies, word by word. No power: behind a flag of its own.

use std::io::{self, Write};

use similar::{ChangeTag, TextDiff};

use super::layout::{Ink, Screen};

/// The most bytes of a text that are compared word by word.
const MOST_BYTES: usize = 256 * 1024;
/// The most paragraphs of two texts, and words of two paragraphs, that are matched one by one.
const MOST_PARTS: usize = 4_000;
/// The most lines that are printed of one text.
const MOST_LINES: usize = 200;

/// The text of one record on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// The path of the newer side, or of the older where there is no newer.
    pub path: String,
    /// Before; empty where there was none.
    pub old: String,
    /// After; empty where there is none.
    pub new: String,
}

impl Prose {
    /// Prints the paragraphs that changed: `[-words that went-]` and `{+words that came+}`.
    pub(super) fn write(&self, out: &mut dyn Write, screen: Screen) -> io::Result<()> {
        let title = screen.text(&format!("Text of {}", self.path));
        writeln!(out, "\n  {}", screen.ink(Ink::Strong, &title))?;
        let changed = self
            .changed()
            .filter(|_| self.old.len().max(self.new.len()) <= MOST_BYTES);
        let Some(changed) = changed else {
            return writeln!(out, "    too long to compare word by word");
        };
        let mut room = MOST_LINES;
        let mut rest = 0;
        for paragraph in changed {
            if room == 0 {
                rest += 1;
                continue;
            }
            let words = marked(&paragraph.0, &paragraph.1, screen);
            let (words, inks): (Vec<String>, Vec<Option<Ink>>) = words.into_iter().unzip();
            let lines = screen.flow_inked(&words, 4, 4, |at| inks[at]);
            let count = lines.lines().count();
            for (number, line) in lines.lines().take(room).enumerate() {
                let indent = if number == 0 { "    " } else { "" };
                writeln!(out, "{indent}{line}")?;
            }
            if count > room {
                writeln!(out, "    and {} more lines", count - room)?;
            }
            room = room.saturating_sub(count);
        }
        if rest > 0 {
            let s = if rest == 1 { "" } else { "s" };
            writeln!(out, "    and {rest} more changed paragraph{s}")?;
        }
        Ok(())
    }

    /// Pairs of paragraphs that differ, the old and the new text; none where there are too many.
    fn changed(&self) -> Option<Vec<(String, String)>> {
        let (old, new) = (paragraphs(&self.old), paragraphs(&self.new));
        let (old, new): (Vec<&str>, Vec<&str>) = (
            old.iter().map(String::as_str).collect(),
            new.iter().map(String::as_str).collect(),
        );
        if old.len() + new.len() > MOST_PARTS {
            return None;
        }
        let diff = TextDiff::from_slices(&old, &new);
        let changed = diff
            .ops()
            .iter()
            .filter(|op| op.tag() != similar::DiffTag::Equal)
            .map(|op| {
                let old = old[op.old_range()].join(" ");
                (old, new[op.new_range()].join(" "))
            });
        Some(changed.collect())
    }
}

/// Paragraphs with their line breaks taken out, so that reflowed text is the same text.
fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() {
            if !words.is_empty() {
                paragraphs.push(std::mem::take(&mut words).join(" "));
            }
        } else {
            words.extend(line.split_whitespace());
        }
    }
    paragraphs
}

/// Words with what went and what came in marks.
fn marked(old: &str, new: &str, screen: Screen) -> Vec<(String, Option<Ink>)> {
    let old: Vec<&str> = old.split(' ').filter(|word| !word.is_empty()).collect();
    let new: Vec<&str> = new.split(' ').filter(|word| !word.is_empty()).collect();
    let whole = |tag, words: &[&str]| {
        let words = words.iter();
        words
            .map(|word| (tag, (*word).to_owned()))
            .collect::<Vec<_>>()
    };
    let changes: Vec<(ChangeTag, String)> = if old.len() + new.len() > MOST_PARTS {
        [
            whole(ChangeTag::Delete, &old),
            whole(ChangeTag::Insert, &new),
        ]
        .concat()
    } else {
        TextDiff::from_slices(&old, &new)
            .iter_all_changes()
            .map(|change| (change.tag(), change.value().to_owned()))
            .collect()
    };
    let mut pieces = Vec::new();
    for run in changes.chunk_by(|a, b| a.0 == b.0) {
        let (open, close, ink) = match run[0].0 {
            ChangeTag::Equal => ("", "", None),
            ChangeTag::Delete => ("[-", "-]", Some(Ink::Lose)),
            ChangeTag::Insert => ("{+", "+}", Some(Ink::Gain)),
        };
        for (at, (_, word)) in run.iter().enumerate() {
            let mut piece = screen.text(word);
            if at == 0 {
                piece.insert_str(0, open);
            }
            if at + 1 == run.len() {
                piece.push_str(close);
            }
            pieces.push((piece, ink));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(old: &str, new: &str) -> String {
        let prose = Prose {
            path: "policies/spending.md".to_owned(),
            old: old.to_owned(),
            new: new.to_owned(),
        };
        let mut out = Vec::new();
        let screen = Screen {
            colour: false,
            ascii: false,
            width: 60,
        };
        prose.write(&mut out, screen).expect("a vector takes all");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn words_that_went_and_came_are_marked_and_reflowed_text_is_the_same() {
        let old = "# Spending\n\nThe treasurer may spend\nup to 500 EUR.\n\nAll else stays.\n";
        let new =
            "# Spending\n\nThe treasurer may spend up to 5000 EUR\nalone.\n\nAll\nelse stays.\n";
        insta::assert_snapshot!(printed(old, new), @r"
          Text of policies/spending.md
            The treasurer may spend up to [-500 EUR.-] {+5000 EUR
            alone.+}
        ");
    }

    #[test]
    fn hostile_and_huge_texts_do_no_harm() {
        let shown = printed("a \u{1b}[2J b", "a \u{202e} b");
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
        let huge = "x y ".repeat(100_000);
        assert!(printed(&huge, "").contains("too long"));
        let numbered = |word: &str, end: &str, number: usize| {
            let words: Vec<String> = (0..number).map(|at| format!("{word}{at}{end}")).collect();
            words.concat()
        };
        let many = numbered("paragraph ", "\n\n", 3_000);
        assert!(printed("", &many).lines().count() < 400);
        let worst = numbered("w", " ", 20_000);
        let other = numbered("v", " ", 20_000);
        printed(&worst, &other);
    }
}
