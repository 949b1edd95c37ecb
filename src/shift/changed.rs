//! Which lines differ between the texts of the two sides, and whom they name.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::{Id, Person, Record};
use crate::source::{Place, Source, Sources};

use super::SideName;

/// The lines of each side that the other does not have. A file that was only moved differs in
/// nothing, nor do lines that only changed places.
pub(super) struct Changed<'s> {
    base: BTreeMap<&'s str, Lines>,
    head: BTreeMap<&'s str, Lines>,
    sources: (&'s Sources, &'s Sources),
    words: OnceCell<BTreeSet<String>>,
    /// Paths of the head by those of the base, for files that were moved.
    moved: BTreeMap<&'s str, &'s str>,
}

/// Up to so many lines are held against each of those that follow them.
const FEW_LINES: usize = 8;

/// Numbers of lines, from 1.
type Lines = BTreeSet<usize>;

impl<'s> Changed<'s> {
    /// Compares the files by path; a file on one side only with one of the other that holds the
    /// same text, or has the same name.
    pub(super) fn new(base: &'s Sources, head: &'s Sources) -> Self {
        let mut changed = Changed {
            base: BTreeMap::new(),
            head: BTreeMap::new(),
            sources: (base, head),
            words: OnceCell::new(),
            moved: BTreeMap::new(),
        };
        let (mut alone, mut fresh): (Vec<&Source>, Vec<&Source>) = (Vec::new(), Vec::new());
        let (mut old, mut new) = (by_path(base).peekable(), by_path(head).peekable());
        loop {
            let order = match (old.peek(), new.peek()) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => old.path().cmp(new.path()),
            };
            match order {
                Ordering::Less => alone.extend(old.next()),
                Ordering::Greater => fresh.extend(new.next()),
                Ordering::Equal => {
                    if let (Some(old), Some(new)) = (old.next(), new.next()) {
                        changed.add(old, new);
                    }
                }
            }
        }
        for new in fresh {
            let same = |old: &&Source| old.text() == new.text();
            let named = |old: &&Source| name(old.path()) == name(new.path());
            let from = alone
                .iter()
                .position(same)
                .or_else(|| alone.iter().position(named));
            if let Some(from) = from {
                let old = alone.swap_remove(from);
                changed.moved.insert(old.path(), new.path());
                changed.add(old, new);
            } else {
                changed.head.insert(new.path(), all(new));
            }
        }
        for old in alone {
            changed.base.insert(old.path(), all(old));
        }
        changed
    }

    fn add(&mut self, old: &'s Source, new: &'s Source) {
        // Snapshots of a history share the files that did not change.
        if std::ptr::eq(old, new) || old.text() == new.text() {
            return;
        }
        self.base.insert(old.path(), missing(old, new));
        self.head.insert(new.path(), missing(new, old));
    }

    /// The first line of a place that differs, from 1.
    pub(super) fn first(&self, side: SideName, place: Place) -> Option<usize> {
        let (lines, sources) = match side {
            SideName::Base => (&self.base, self.sources.0),
            SideName::Head => (&self.head, self.sources.1),
        };
        let source = sources.get(place.source);
        let lines = lines.get(source.path())?;
        let first = source.position(place.span.start).line;
        let last = source.position(place.span.end.saturating_sub(1).max(place.span.start));
        lines.range(first..=last.line.max(first)).next().copied()
    }

    /// Where a file of the base is on the head; its own path where it was not moved.
    pub(super) fn now<'p>(&'p self, path: &'p str) -> &'p str {
        self.moved.get(path).copied().unwrap_or(path)
    }

    /// Whether any line that differs names a person, by id, by handle or by name.
    pub(super) fn names(&self, id: &Id, record: Option<&Record<Person>>) -> bool {
        let words = self.words.get_or_init(|| self.words());
        let has = |word: &str| words.contains(&word.to_lowercase());
        let Some(record) = record else {
            return has(id);
        };
        let mut name = parts(record.name()).peekable();
        has(id)
            || record.data.handles.values().any(|handle| has(handle))
            || (name.peek().is_some() && name.all(has))
    }

    fn words(&self) -> BTreeSet<String> {
        let sides = [(&self.base, self.sources.0), (&self.head, self.sources.1)];
        let mut words = BTreeSet::new();
        for (changed, sources) in sides {
            if changed.is_empty() {
                continue;
            }
            for source in sources.iter() {
                let Some(lines) = changed.get(source.path()) else {
                    continue;
                };
                for (number, line) in source.text().lines().enumerate() {
                    if lines.contains(&(number + 1)) {
                        words.extend(parts(line).map(str::to_lowercase));
                    }
                }
            }
        }
        words
    }
}

/// The files in the order of their paths, in which they mostly stand already.
fn by_path(sources: &Sources) -> impl Iterator<Item = &Source> {
    let mut files: Vec<&Source> = sources.iter().collect();
    files.sort_by(|a, b| a.path().cmp(b.path()));
    files.into_iter()
}

/// The words of a line that may be ids, handles and names.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
        .filter(|word| !word.is_empty())
}

fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn all(file: &Source) -> Lines {
    (1..=file.text().lines().count()).collect()
}

/// The lines of a text that another does not have, or has less often; of several alike the last.
fn missing(text: &Source, other: &Source) -> Lines {
    let mut here: Vec<&str> = text.text().lines().collect();
    let mut there: Vec<&str> = other.text().lines().collect();
    // Most changes are small. What both start with each has for itself, and so what both end with,
    // unless a line before it is the same as one of those.
    let is_same = |(a, b): &(&&str, &&str)| a == b || a.trim() == b.trim();
    let start = here.iter().zip(&there).take_while(is_same).count();
    here.drain(..start);
    there.drain(..start);
    let ends = here.iter().rev().zip(there.iter().rev());
    let end = ends.take_while(is_same).count();
    let (middle, last) = here.split_at(here.len() - end);
    let stands_apart = |line: &&str| {
        let line = line.trim();
        last.iter().all(|same| same.trim() != line)
    };
    if middle.len() <= FEW_LINES && middle.iter().all(stands_apart) {
        here.truncate(here.len() - end);
        there.truncate(there.len() - end);
    }
    let mut left: HashMap<&str, usize> = HashMap::new();
    for line in there {
        *left.entry(line.trim()).or_default() += 1;
    }
    let mut lines = Lines::new();
    for (number, line) in here.into_iter().enumerate() {
        match left.get_mut(line.trim()) {
            Some(left) if *left > 0 => *left -= 1,
            _ => {
                lines.insert(start + number + 1);
            }
        }
    }
    lines
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::source::Span;
    use std::sync::Arc;

    fn sources(files: &[(&str, &str)]) -> Sources {
        let mut sources = Sources::default();
        for (path, text) in files {
            sources.add(Arc::new(Source::new(*path, *text)));
        }
        sources
    }

    fn lines(changed: &Changed<'_>, sources: &Sources, side: SideName) -> Vec<(String, usize)> {
        let mut found = Vec::new();
        for source in sources.iter() {
            let mut at = 0;
            for (number, line) in source.text().split_inclusive('\n').enumerate() {
                let place = Place {
                    source: sources.find(source.path()).unwrap(),
                    span: Span::new(at, at + line.len()),
                };
                if changed.first(side, place) == Some(number + 1) {
                    found.push((source.path().to_owned(), number + 1));
                }
                at += line.len();
            }
        }
        found
    }

    #[test]
    fn only_lines_that_the_other_side_lacks_differ() {
        let base = sources(&[
            ("a", "one\ntwo\nthree\n"),
            ("old/b", "x\n"),
            ("c", "gone\n"),
        ]);
        let head = sources(&[
            ("a", "three\n  one\nfour\n"),
            ("new/b", "x\n"),
            ("d", "come\n"),
        ]);
        let changed = Changed::new(&base, &head);
        assert_eq!(
            lines(&changed, &base, SideName::Base),
            [("a".to_owned(), 2), ("c".to_owned(), 1)]
        );
        assert_eq!(
            lines(&changed, &head, SideName::Head),
            [("a".to_owned(), 3), ("d".to_owned(), 1)]
        );
        let named = |id: &str| changed.names(&Id::of(id), None);
        assert!(named("two") && named("Four") && named("gone"));
        assert!(!named("one") && !named("x"));
    }

    proptest::proptest! {
        /// Each line counted by itself tells the same.
        #[test]
        fn lines_are_missing_as_often_as_the_other_has_less_of_them(
            text in "([abc] ?\n){0,6}(d\n){0,3}[ab\n]{0,12}",
            other in "([abc] ?\n){0,6}(d\n){0,3}[ab\n]{0,12}",
        ) {
            let count = |text: &str, line: &str| text.lines().filter(|l| l.trim() == line).count();
            let mut expected = Lines::new();
            let mut before = String::new();
            for (number, line) in text.lines().enumerate() {
                before += &format!("{line}\n");
                if count(&before, line.trim()) > count(&other, line.trim()) {
                    expected.insert(number + 1);
                }
            }
            let found = missing(&Source::new("a", text), &Source::new("b", other));
            proptest::prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_file_that_moved_and_changed_is_known_by_its_name() {
        let base = sources(&[("old/b", "x\ny\n")]);
        let head = sources(&[("new/b", "x\nz\n")]);
        let changed = Changed::new(&base, &head);
        let found = lines(&changed, &head, SideName::Head);
        assert_eq!(found, [("new/b".to_owned(), 2)]);
    }
}
