//! Shifts in every format: what was compared, what is shown of it, and the words that the formats
//! have in common.

mod brief;
mod changes;
mod detail;
mod filter;
#[cfg(test)]
mod fixture;
mod full;
/// Shifts for a terminal.
pub mod human;
/// Shifts for programs.
pub mod json;
mod layout;
/// Shifts for a comment on a pull request.
pub mod markdown;
/// Changed texts of policies, word by word.
pub mod prose;
mod stat;

use std::borrow::Cow;

use crate::shift::{Comparison, Line, Tense, headline, lines};

pub use changes::Changes;
pub use filter::{Filter, Wanted};
pub use full::{Piece, full, plain};

/// One end of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// As it was named: `main`, `HEAD~1`, `work tree`.
    pub name: String,
    /// The full commit id; none for a work tree.
    pub commit: Option<String>,
    /// The short commit id.
    pub short: Option<String>,
}

impl End {
    /// As people read it: `main 9f2c1e4`, or the short id alone where that is how it was named.
    pub fn shown(&self) -> String {
        match (&self.commit, &self.short) {
            (Some(commit), Some(short)) if commit.starts_with(&self.name) => short.clone(),
            (_, Some(short)) => format!("{} {short}", self.name),
            (_, None) => self.name.clone(),
        }
    }

    /// The short id, or the name where there is none.
    pub fn brief(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.name)
    }
}

/// A comparison with the words around it.
#[derive(Debug, Clone, Copy)]
pub struct DiffReport<'r> {
    /// Everything that changed hands.
    pub comparison: &'r Comparison,
    /// Before.
    pub base: &'r End,
    /// After.
    pub head: &'r End,
    /// The path from the repository to the governance root, ending in `/`, or empty.
    pub prefix: &'r str,
    /// What stands before paths on a terminal, so that they can be opened as they are printed.
    pub prefix_here: &'r str,
    /// Lines added and removed below the root, where Git could count them.
    pub line_counts: Option<(usize, usize)>,
    /// How many records the head has.
    pub records: usize,
    /// How many records differ, and how.
    pub changes: Changes,
    /// Files that neither side could read, and that are the same on both.
    pub skipped: &'r [String],
    /// What is shown; the result is that of everything.
    pub filter: &'r Filter,
}

impl DiffReport<'_> {
    /// Whether power changed hands, whatever is shown.
    pub fn is_shift(&self) -> bool {
        !self.comparison.shifts.is_empty()
    }

    /// The sentence about people; none where nothing changed hands.
    pub fn headline(&self) -> Option<String> {
        headline(self.comparison, Tense::Proposal)
    }

    /// What the filter lets through.
    pub fn view(&self) -> View<'_> {
        View::new(self.comparison, self.filter)
    }

    /// Why nothing changed hands: "2 records changed, nobody gained or lost a right (2 renames)".
    pub fn no_shift(&self) -> String {
        self.changes.no_shift()
    }

    /// The filter in words: "2 of 6 shifts, by --who ines"; none where nothing is held back.
    pub fn shown(&self, view: &View<'_>) -> Option<String> {
        (!self.filter.is_empty()).then(|| {
            format!(
                "{} of {}, by {}",
                view.numbers.len(),
                counted(self.comparison.shifts.len(), "shift"),
                self.filter.words()
            )
        })
    }
}

/// The shifts and alarms that are shown, and the numbers that they have in the whole.
#[derive(Debug)]
pub struct View<'v> {
    /// What is shown.
    pub comparison: Cow<'v, Comparison>,
    /// The number of each shift shown, from 1.
    pub numbers: Vec<usize>,
}

impl<'v> View<'v> {
    fn new(whole: &'v Comparison, filter: &Filter) -> Self {
        if filter.is_empty() {
            return View {
                comparison: Cow::Borrowed(whole),
                numbers: (1..=whole.shifts.len()).collect(),
            };
        }
        let mut numbers = Vec::new();
        let mut shifts = Vec::new();
        for (at, shift) in whole.shifts.iter().enumerate() {
            if filter.shows(shift) {
                numbers.push(at + 1);
                shifts.push(shift.clone());
            }
        }
        let alarms = whole.alarms.iter();
        let alarms = alarms.filter(|alarm| filter.rings(alarm, &shifts)).cloned();
        View {
            comparison: Cow::Owned(Comparison {
                as_of: whole.as_of,
                alarms: alarms.collect(),
                shifts,
                entries: whole.entries.clone(),
                names: whole.names.clone(),
            }),
            numbers,
        }
    }

    /// Who gains and who loses, gains first; those with the weightiest shift first, then by name.
    /// Phrases name shifts by their numbers in the whole.
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = lines(&self.comparison);
        for line in &mut lines {
            line.who.sort();
            for phrase in &mut line.phrases {
                phrase.shift = self.numbers.get(phrase.shift - 1).copied().unwrap_or(0);
            }
        }
        lines.sort_by_cached_key(|line| {
            let weightiest = line.phrases.iter().map(|phrase| phrase.shift).min();
            (!line.gains, weightiest, line.who.clone())
        });
        lines
    }
}

/// Why nothing could be compared, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannotTell {
    /// What is in the way, without a full stop: "base 9f2c1e4 does not parse (org.yaml:3)".
    pub reason: String,
    /// Ways out, one sentence each.
    pub hints: Vec<String>,
    /// Before, as far as it is known.
    pub base: Option<End>,
    /// After, as far as it is known.
    pub head: Option<End>,
}

/// "1 record", "3 records", "5 000 shifts".
pub(super) fn counted(number: usize, word: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {word}{plural}", super::text::grouped(number))
}
