//! Which lines differ between the texts of the two sides, and whom they name.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::{Id, Person, Record};
use crate::source::{Place, Source, Sources};
use crate::tree::{shared_end, shared_start};

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
        let (gone, come) = differing(old, new);
        self.base.insert(old.path(), gone);
        self.head.insert(new.path(), come);
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
                for number in lines {
                    words.extend(parts(source.line(*number)).map(str::to_lowercase));
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

/// The lines of each text that the other does not have, or has less often: of lines that are alike
/// the first ones count as the same. Neighbours in history have nearly everything alike, so only
/// what lies between the first and the last difference is counted.
fn differing(old: &Source, new: &Source) -> (Lines, Lines) {
    let (old_text, new_text) = (old.text().as_bytes(), new.text().as_bytes());
    let shared = shared_start(old_text, new_text);
    // The line in which they part begins within what both have.
    let front = old.position(shared).line - 1;
    let rest = shared_end(&old_text[shared..], &new_text[shared..]);
    let middle = |source: &Source, text: &[u8]| {
        // Lines that begin behind a line break of the shared end.
        let back = source.position(text.len() - rest).line;
        front + 1..back.min(source.line_count()) + 1
    };
    let (olds, news) = (middle(old, old_text), middle(new, new_text));
    let mut surplus: HashMap<&str, (usize, usize)> = HashMap::new();
    for number in olds.clone() {
        surplus.entry(old.line(number).trim()).or_default().0 += 1;
    }
    for number in news.clone() {
        surplus.entry(new.line(number).trim()).or_default().1 += 1;
    }
    let (mut gone, mut come): (Wanted<'_>, Wanted<'_>) = (HashMap::new(), HashMap::new());
    for (line, (was, is)) in surplus {
        if was > is {
            gone.insert(line, was - is);
        } else if is > was {
            come.insert(line, is - was);
        }
    }
    (last(old, olds.start, gone), last(new, news.start, come))
}

/// How often each line is looked for.
type Wanted<'t> = HashMap<&'t str, usize>;

/// The last of the lines from `first` on that are wanted, each as often.
fn last(source: &Source, first: usize, mut wanted: Wanted<'_>) -> Lines {
    let mut left: usize = wanted.values().sum();
    // Most lines are told apart by their length alone.
    let mut lengths = [false; 128];
    for line in wanted.keys() {
        lengths[line.len() % 128] = true;
    }
    let mut found = Lines::new();
    let mut number = source.line_count();
    while left > 0 && number >= first {
        let line = source.line(number).trim();
        if lengths[line.len() % 128]
            && let Some(times) = wanted.get_mut(line)
            && *times > 0
        {
            *times -= 1;
            left -= 1;
            found.insert(number);
        }
        number -= 1;
    }
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::source::Span;
    use proptest::prelude::*;
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

    /// The lines of a text that another lacks or has less often, found line by line.
    fn missing(text: &Source, other: &Source) -> Lines {
        let mut there: HashMap<&str, usize> = HashMap::new();
        for line in other.text().lines() {
            *there.entry(line.trim()).or_default() += 1;
        }
        let numbered = (1..).zip(text.text().lines());
        let missing = numbered.filter(|(_, line)| match there.get_mut(line.trim()) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        });
        missing.map(|(number, _)| number).collect()
    }

    fn text() -> impl Strategy<Value = String> {
        let line = prop_oneof!["[ab]", " [ab]", "", "é", Just("x".repeat(300))];
        let lines = proptest::collection::vec(line, 0..12);
        let ends = prop_oneof![Just("\n"), Just("\r\n"), Just("")];
        (lines, ends).prop_map(|(lines, end)| lines.join("\n") + end)
    }

    proptest! {
        #[test]
        fn what_lies_between_the_differences_tells_all(old in text(), new in text(), around in text()) {
            let of = |text: &str| Source::new("a", format!("{around}{text}{around}"));
            let (old, new) = (of(&old), of(&new));
            let (gone, come) = differing(&old, &new);
            prop_assert_eq!(gone, missing(&old, &new));
            prop_assert_eq!(come, missing(&new, &old));
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
