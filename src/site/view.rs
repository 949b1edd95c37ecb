//! The shapes that templates print. Everything here is text until it is printed, and is escaped
//! then; the only HTML that passes through is what `markdown` made.

use std::cell::OnceCell;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::words::Words;
use super::{print, template};
use crate::model::Date;

/// A run of text, or something to set apart in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// Plain words.
    Text { text: String },
    /// A link to a page of the handbook, or to elsewhere.
    Link { text: String, href: String },
    /// A link that is a word of the machine, such as the name of a rule.
    CodeLink { text: String, href: String },
    /// A word of the machine: a domain, a path.
    Code { text: String },
    /// Less important words.
    Muted { text: String },
    /// Words of the program, which speaks English whatever the handbook's language is.
    English { text: String },
    /// A day; it is written as the language does.
    Time { iso: String, form: Day },
    /// A state, in words, with a tint.
    Tag { text: String, tone: Tone },
    /// A new line.
    Break,
}

/// How a day is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// In full: "3 May 2026".
    Long,
    /// In few letters: "3 Sep 2026".
    Short,
}

/// The tint of a tag. It only repeats what the word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Tone {
    Plain,
    Gain,
    Lose,
    Alarm,
    Ok,
    Vacant,
}

impl Tone {
    /// The word of the style sheet.
    pub(super) fn word(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Gain => "gain",
            Tone::Lose => "lose",
            Tone::Alarm => "alarm",
            Tone::Ok => "ok",
            Tone::Vacant => "vacant",
        }
    }
}

/// Words with links, dates and tags in them.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub(super) struct Rich(#[serde(serialize_with = "template::pass")] Vec<Piece>);

impl Rich {
    pub(super) fn new() -> Self {
        Rich::default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn pieces(&self) -> &[Piece] {
        &self.0
    }

    #[must_use]
    pub(super) fn then(mut self, more: impl Into<Rich>) -> Self {
        for piece in more.into().0 {
            match (self.0.last_mut(), piece) {
                // Plain words that meet are one run.
                (Some(Piece::Text { text }), Piece::Text { text: more }) => text.push_str(&more),
                (_, piece) => self.0.push(piece),
            }
        }
        self
    }

    /// Adds `more` where there is something to add.
    #[must_use]
    pub(super) fn maybe(self, more: Option<impl Into<Rich>>) -> Self {
        match more {
            Some(more) => self.then(more),
            None => self,
        }
    }

    /// Adds a day in full: "3 May 2026".
    #[must_use]
    pub(super) fn day(self, date: Date) -> Self {
        self.then(Piece::Time {
            iso: date.to_string(),
            form: Day::Long,
        })
    }

    #[must_use]
    pub(super) fn code(self, text: impl Into<String>) -> Self {
        self.then(Piece::Code { text: text.into() })
    }

    /// Adds words that come in English from where findings and troubles are told.
    #[must_use]
    pub(super) fn english(self, text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            self
        } else {
            self.then(Piece::English { text })
        }
    }

    #[must_use]
    pub(super) fn muted(self, text: impl Into<String>) -> Self {
        self.then(Piece::Muted { text: text.into() })
    }

    #[must_use]
    pub(super) fn tag(self, text: impl Into<String>, tone: Tone) -> Self {
        self.then(Piece::Tag {
            text: text.into(),
            tone,
        })
    }

    /// Starts a new line, unless there is nothing before it.
    #[must_use]
    pub(super) fn line(self) -> Self {
        if self.is_empty() {
            self
        } else {
            self.then(Piece::Break)
        }
    }

    /// The same with its first piece changed, where that is plain text.
    #[must_use]
    pub(super) fn map_first(mut self, change: impl Fn(&str) -> String) -> Self {
        if let Some(Piece::Text { text }) = self.0.first_mut() {
            *text = change(text);
        }
        self
    }

    /// What it is called: the words before what is less important, or in a line of its own.
    pub(super) fn name(&self) -> String {
        let is_aside = |piece: &&Piece| {
            matches!(
                piece,
                Piece::Muted { .. } | Piece::Tag { .. } | Piece::Break
            )
        };
        let name = self.0.iter().take_while(|piece| !is_aside(piece));
        Rich(name.cloned().collect()).plain().trim().to_owned()
    }

    /// The same with its plain words as less important ones.
    #[must_use]
    pub(super) fn with_muted_words(mut self) -> Self {
        for piece in &mut self.0 {
            if let Piece::Text { text } = piece {
                let text = std::mem::take(text);
                *piece = Piece::Muted { text };
            }
        }
        self
    }

    /// About how many bytes it takes on a page.
    pub(super) fn bytes(&self) -> usize {
        let each = self.0.iter().map(|piece| match piece {
            Piece::Text { text } => text.len(),
            Piece::Link { text, href } | Piece::CodeLink { text, href } => {
                text.len() + href.len() + 30
            }
            Piece::Code { text }
            | Piece::Muted { text }
            | Piece::English { text }
            | Piece::Tag { text, .. } => text.len() + 30,
            Piece::Time { .. } => 60,
            Piece::Break => 4,
        });
        each.sum()
    }

    /// The links, tags and the like in it, without the words between them.
    pub(super) fn parts(&self) -> Vec<Rich> {
        let set_apart = |piece: &&Piece| !matches!(piece, Piece::Text { .. } | Piece::Break);
        let parts = self.0.iter().filter(set_apart);
        parts.cloned().map(Rich::from).collect()
    }

    /// The words alone, for titles and tests; days as in records.
    pub(super) fn plain(&self) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Text { text }
                | Piece::Link { text, .. }
                | Piece::CodeLink { text, .. }
                | Piece::Code { text }
                | Piece::English { text }
                | Piece::Muted { text }
                | Piece::Tag { text, .. } => text.as_str(),
                Piece::Time { iso, .. } => iso.as_str(),
                Piece::Break => " ",
            })
            .collect()
    }
}

impl From<Piece> for Rich {
    fn from(piece: Piece) -> Self {
        Rich(vec![piece])
    }
}

impl From<&str> for Rich {
    fn from(text: &str) -> Self {
        Rich::from(text.to_owned())
    }
}

impl From<String> for Rich {
    fn from(text: String) -> Self {
        if text.is_empty() {
            Rich::default()
        } else {
            Rich(vec![Piece::Text { text }])
        }
    }
}

/// A day in few letters, for tables; empty where there is none.
pub(super) fn day(date: Option<Date>) -> Rich {
    date.map_or_else(Rich::new, |date| {
        Rich::from(Piece::Time {
            iso: date.to_string(),
            form: Day::Short,
        })
    })
}

/// Terms and what is said of them.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    words: Words,
    facts: Vec<Fact>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fact {
    pub label: String,
    pub lines: Vec<Rich>,
}

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let html = print::facts(self.words, &self.facts);
        template::pass_html(html.into(), self.facts.len(), serializer)
    }
}

impl Facts {
    pub(super) fn new(words: Words) -> Self {
        Facts {
            words,
            facts: Vec::new(),
        }
    }

    /// Adds a fact where there is something to say; `label` is the key of its term.
    pub(super) fn add(&mut self, label: &'static str, said: impl Into<Rich>) {
        self.list(label, [said.into()]);
    }

    /// Adds a fact of several lines.
    pub(super) fn list(&mut self, label: &'static str, lines: impl IntoIterator<Item = Rich>) {
        self.called(self.words.text(label), lines);
    }

    /// Adds a fact under a term that is words already.
    pub(super) fn called(&mut self, label: String, lines: impl IntoIterator<Item = Rich>) {
        let lines: Vec<Rich> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            self.facts.push(Fact { label, lines });
        }
    }

    /// The facts that take more than `most` bytes, each with its term.
    pub(super) fn long(&self, most: usize) -> Vec<(String, Vec<Rich>)> {
        let is_long = |fact: &&Fact| fact.lines.iter().map(Rich::bytes).sum::<usize>() > most;
        let long = self.facts.iter().filter(is_long);
        let told = long.map(|fact| (fact.label.clone(), fact.lines.clone()));
        told.collect()
    }

    /// Puts other lines under a term.
    pub(super) fn put(&mut self, label: &str, lines: Vec<Rich>) {
        if let Some(fact) = self.facts.iter_mut().find(|fact| fact.label == label) {
            fact.lines = lines;
        }
    }

    #[cfg(test)]
    pub(super) fn get(&self, label: &str) -> Option<String> {
        let fact = self.facts.iter().find(|fact| fact.label == label)?;
        let lines: Vec<String> = fact.lines.iter().map(Rich::plain).collect();
        Some(lines.join(" | "))
    }

    #[cfg(test)]
    pub(super) fn labels(&self) -> Vec<&str> {
        self.facts.iter().map(|fact| fact.label.as_str()).collect()
    }
}

/// HTML that `print` made, for pages that share it.
#[derive(Debug, Clone)]
pub(super) struct Block {
    html: Arc<str>,
    size: usize,
}

impl Block {
    /// HTML of so many things.
    pub(super) fn new(html: String, size: usize) -> Self {
        let html = html.into();
        Block { html, size }
    }
}

impl Serialize for Block {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        template::pass_html(self.html.clone(), self.size, serializer)
    }
}

/// A table whose first column names the rows. On a narrow screen each row becomes a block.
#[derive(Debug, Clone)]
pub(super) struct Table {
    words: Words,
    /// What it shows, for those who do not see the heading above it.
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// What is left out at the end, in words; empty if nothing is.
    pub rest: String,
    /// How wide its columns are.
    pub layout: Layout,
    /// Links to the pages with the rows that do not stand here.
    pub sheets: Vec<Rich>,
    /// The same as HTML, once a page shows it: several may show the same.
    printed: OnceCell<Arc<str>>,
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let print = || print::table(self.words, self).into();
        let html = self.printed.get_or_init(print).clone();
        template::pass_html(html, self.rows.len(), serializer)
    }
}

/// How wide the columns of a table are. All but the first line up with tables above and below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// As wide as their words.
    Free,
    /// All of one width.
    Even,
    /// The same, with sentences and not names in the first one.
    Words,
    /// The first one wide.
    Log,
}

impl Layout {
    /// The word of the style sheet.
    pub(super) fn word(self) -> &'static str {
        match self {
            Layout::Free => "free",
            Layout::Even => "even",
            Layout::Words => "words",
            Layout::Log => "log",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub title: String,
    /// Whether it holds numbers.
    pub number: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// The anchor of the row; empty for none.
    pub id: String,
    /// How deep its heading is set in.
    pub depth: usize,
    pub cells: Vec<Rich>,
}

impl Table {
    /// A table without rows, whose columns are named by keys. A key that begins with `#` stands
    /// over numbers.
    pub(super) fn new(words: Words, caption: impl Into<String>, columns: &[&'static str]) -> Self {
        Table {
            words,
            caption: caption.into(),
            columns: columns
                .iter()
                .map(|title| Column {
                    title: words.text(title.trim_start_matches('#')),
                    number: title.starts_with('#'),
                })
                .collect(),
            rows: Vec::new(),
            rest: String::new(),
            layout: Layout::Free,
            sheets: Vec::new(),
            printed: OnceCell::new(),
        }
    }

    #[must_use]
    pub(super) fn laid(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = Rich>) {
        self.anchored(String::new(), cells);
    }

    /// A row whose heading is set in, as deep as what it names lies.
    pub(super) fn set_in(&mut self, depth: usize, cells: impl IntoIterator<Item = Rich>) {
        self.row(cells);
        if let Some(row) = self.rows.last_mut() {
            row.depth = depth;
        }
    }

    pub(super) fn anchored(&mut self, id: String, cells: impl IntoIterator<Item = Rich>) {
        let cells: Vec<Rich> = cells.into_iter().collect();
        debug_assert_eq!(cells.len(), self.columns.len());
        self.rows.push(Row {
            id,
            depth: 0,
            cells,
        });
    }

    /// The same with these rows alone.
    pub(super) fn part(&self, rows: Vec<Row>) -> Self {
        Table {
            words: self.words,
            caption: self.caption.clone(),
            columns: self.columns.clone(),
            rows,
            rest: String::new(),
            layout: self.layout,
            sheets: Vec::new(),
            printed: OnceCell::new(),
        }
    }

    /// Cuts the table after `most` rows and says how many are left out, by a message of that key.
    #[must_use]
    pub(super) fn at_most(mut self, most: usize, key: &'static str) -> Self {
        if self.rows.len() > most {
            self.rest = self.words.count(key, self.rows.len() - most);
            self.rows.truncate(most);
        }
        self
    }

    /// Leaves out columns in which every cell is empty; the first one stays.
    #[must_use]
    pub(super) fn without_empty_columns(mut self) -> Self {
        for at in (1..self.columns.len()).rev() {
            if self.rows.iter().all(|row| row.cells[at].is_empty()) {
                self.columns.remove(at);
                for row in &mut self.rows {
                    row.cells.remove(at);
                }
            }
        }
        self
    }

    #[cfg(test)]
    pub(super) fn plain(&self) -> Vec<String> {
        let row = |row: &Row| {
            let cells: Vec<String> = row.cells.iter().map(Rich::plain).collect();
            cells.join(" | ")
        };
        self.rows.iter().map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_columns_go_and_long_tables_end_in_words() {
        let mut table = Table::new(Words::english(), "t", &["Name", "Empty", "#Size"]);
        for name in ["a", "b", "c"] {
            table.row([name.into(), Rich::new(), "1".into()]);
        }
        let table = table.without_empty_columns().at_most(2, "days-left");
        assert_eq!(table.plain(), ["a | 1", "b | 1"]);
        assert_eq!(table.rest, "1 day left");
        assert!(table.columns[1].number);
    }
}
