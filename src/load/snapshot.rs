//! The files of one governance at one point of history, each understood and shared with its
//! neighbours in time.

use std::any::Any;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use rayon::prelude::*;

use super::adapter::{Adapter, End, File};
use super::files::{TextFile, Unreadable, read_text, unreadable};
use super::runs::Runs;
use super::{Cache, Loaded, distinct};
use crate::config::Config;
use crate::diag::Finding;
use crate::model::{Date, Format, Id};
use crate::source::{SourceId, Sources};
use crate::tree::{ContentId, Entry, Step, Tree};

/// How many bytes of text a cache keeps before it starts anew.
const MAX_KEPT_BYTES: usize = 32 * 1024 * 1024;

/// Understood files by content and path (the path may tell what a file is).
pub(super) struct Kept<A: Adapter> {
    files: HashMap<(ContentId, String), Slot<A>>,
    bytes: usize,
    memory: A::Memory,
    /// What tells this cache from others.
    mark: Arc<()>,
}

/// A file; `None` where it holds nothing and need not.
type Slot<A> = Option<Arc<File<<A as Adapter>::Content>>>;

impl<A: Adapter> Default for Kept<A> {
    fn default() -> Self {
        Kept {
            files: HashMap::new(),
            bytes: 0,
            memory: A::Memory::default(),
            mark: Arc::default(),
        }
    }
}

impl<A: Adapter> fmt::Debug for Kept<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kept({} files, {} bytes)", self.files.len(), self.bytes)
    }
}

impl<A: Adapter> Kept<A> {
    /// How many files are kept.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// Reads one entry, or finds it among what is kept; if not `whole`, as far as power rests on it.
    fn file(&mut self, tree: &dyn Tree, entry: &Entry, whole: bool) -> Slot<A> {
        if let Some(known) = self.known(entry) {
            return known.clone();
        }
        let read = Read::<A>::of(entry, read_text(tree, entry), whole, &mut self.memory);
        self.keep(entry, read)
    }

    fn known(&self, entry: &Entry) -> Option<&Slot<A>> {
        let id = entry.id?;
        // Only what has an id is looked for, and that is what is kept.
        self.files.get(&(id, entry.path.clone()))
    }

    fn keep(&mut self, entry: &Entry, read: Read<A>) -> Slot<A> {
        if let Some(id) = read.content {
            if self.bytes + read.size > MAX_KEPT_BYTES {
                self.files.clear();
                self.bytes = 0;
            }
            self.bytes += read.size;
            let key = (id, entry.path.clone());
            self.files.insert(key, read.file.clone());
        }
        read.file
    }

    /// Reads many entries, each as [`Kept::file`] does; files that do not need each other on all
    /// processors.
    fn files(
        &mut self,
        tree: &dyn Tree,
        entries: &[Entry],
        is_whole: impl Fn(&Entry) -> bool + Sync,
    ) -> Vec<Slot<A>> {
        let threads = if A::ALONE {
            threads_for(entries.len())
        } else {
            1
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let pool = (threads > 1).then(|| pool.build().ok()).flatten();
        let Some(pool) = pool else {
            let file = |entry| self.file(tree, entry, is_whole(entry));
            return entries.iter().map(file).collect();
        };
        let understand = |entry: &Entry, text| {
            let mut memory = A::Memory::default();
            Read::<A>::of(entry, text, is_whole(entry), &mut memory)
        };
        let known: Vec<Option<Slot<A>>> = entries.iter().map(|e| self.known(e).cloned()).collect();
        let new = entries.iter().zip(&known);
        let new: Vec<&Entry> = new.filter_map(|(e, k)| k.is_none().then_some(e)).collect();
        let read: Vec<Read<A>> = match tree.shared() {
            Some(tree) => pool.install(|| {
                let read = |entry: &&Entry| understand(entry, read_text(tree, entry));
                new.par_iter().map(read).collect()
            }),
            None => {
                let texts: Vec<_> = new.iter().map(|entry| read_text(tree, entry)).collect();
                pool.install(|| {
                    let both = new.par_iter().zip(texts);
                    both.map(|(entry, text)| understand(entry, text)).collect()
                })
            }
        };
        let mut read = read.into_iter();
        let files = entries.iter().zip(known);
        let files = files.map(|(entry, known)| match known {
            Some(known) => known,
            None => self.keep(entry, read.next()?),
        });
        files.collect()
    }
}

/// How many threads read so many files: a thread is worth it only for some hundreds.
fn threads_for(files: usize) -> usize {
    const FILES_A_THREAD: usize = 256;
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    processors.min(files / FILES_A_THREAD)
}

/// A file that was read for the first time.
struct Read<A: Adapter> {
    file: Slot<A>,
    content: Option<ContentId>,
    size: usize,
}

impl<A: Adapter> Read<A> {
    fn of(
        entry: &Entry,
        text: Result<TextFile, Unreadable>,
        whole: bool,
        memory: &mut A::Memory,
    ) -> Self {
        let text = match text {
            Ok(text) => text,
            Err(trouble) => {
                let file = A::is_due(&entry.path).then(|| {
                    let (source, finding) = unreadable(trouble);
                    Arc::new(File {
                        source,
                        content: None,
                        findings: vec![finding],
                        unread: A::announces(&entry.path).into_iter().collect(),
                    })
                });
                return Read {
                    file,
                    content: None,
                    size: 0,
                };
            }
        };
        let size = text.source.text().len();
        let understood = if whole {
            A::understand(&text.source, memory)
        } else {
            A::sketch(&text.source, memory)
        };
        let file = understood.map(|understood| {
            Arc::new(File {
                source: text.source,
                content: understood.content,
                findings: understood.findings,
                unread: understood.unread,
            })
        });
        Read {
            file,
            content: text.content,
            size,
        }
    }
}

/// The governance of one commit or work tree, file by file. Cheap to clone.
#[derive(Clone)]
pub struct Snapshot(Rc<dyn Files>);

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Snapshot({})", self.format().word())
    }
}

impl Snapshot {
    pub(super) fn of<A: Adapter>(tree: &dyn Tree, entries: Vec<Entry>, cache: &mut Cache) -> Self {
        let differing = cache.differing.clone();
        let kept = A::kept(cache);
        let entries = A::select(entries);
        let files = kept.files(tree, &entries, |entry| match &differing {
            Some(paths) => entry.id.is_none() || paths.contains(&entry.path),
            None => true,
        });
        let files = entries.into_iter().zip(files);
        let files = files.filter_map(|(entry, file)| Some((Rc::from(entry.path), file?)));
        let mark = Arc::clone(&kept.mark);
        Snapshot(Rc::new(Shelf::<A>::of(files.collect(), mark)))
    }

    /// The format.
    pub fn format(&self) -> Format {
        self.0.format()
    }

    /// The snapshot of a tree whose listing is `steps` away from this one; `None` where the steps
    /// change which files belong to the governance at all, so that it must be listed anew.
    ///
    /// A file that cannot be read any more stays as it was, so that what stands in it does not seem
    /// lost; it is told in the second value.
    pub fn next(
        &self,
        tree: &dyn Tree,
        steps: &[Step],
        cache: &mut Cache,
    ) -> Option<(Snapshot, Vec<String>)> {
        self.0.next(tree, steps, cache)
    }

    /// Whether every file can be read as what it should be.
    pub fn is_sound(&self) -> bool {
        self.0.is_sound()
    }

    /// Whether dates in the records may change who holds what without a commit.
    pub fn may_lapse(&self) -> bool {
        self.0.may_lapse()
    }

    /// Whether both are the same, file by file.
    pub fn is_same(&self, other: &Snapshot) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.0.changed(&*other.0).is_some_and(|c| c.is_empty())
    }

    /// How many files have other content on the other side, or stand on one side only; `None` where
    /// the two have different formats.
    pub fn changed_files(&self, other: &Snapshot) -> Option<usize> {
        self.0.changed(&*other.0).map(|changed| changed.len())
    }

    /// Everything, put together.
    pub fn loaded(&self) -> Loaded {
        self.0.loaded()
    }

    /// As much of both sides as telling them apart takes, as things stand on a day; `None` where
    /// that is everything, or where they were read through different caches.
    pub fn difference(&self, head: &Snapshot, on: Date) -> Option<(Loaded, Loaded)> {
        self.0.difference(&*head.0, on)
    }

    /// The days after `first` and up to `last` on which something begins, or no longer holds.
    pub fn days_of_change(&self, first: Date, last: Date) -> Vec<Date> {
        self.0.days_of_change(first, last)
    }

    /// As much as is needed to tell all that `day` changes, where nothing changes between `last`
    /// and it; `None` where everything is.
    pub fn around(&self, last: Date, day: Date) -> Option<Loaded> {
        self.0.around(last, day)
    }

    /// The name of a person, whether or not a difference holds the record.
    pub fn person_name(&self, id: &Id) -> Option<String> {
        self.0.person_name(id)
    }
}

/// The files of one format, whichever it is.
trait Files: Any {
    fn format(&self) -> Format;
    fn is_sound(&self) -> bool;
    fn may_lapse(&self) -> bool;
    fn loaded(&self) -> Loaded;
    fn next(
        &self,
        tree: &dyn Tree,
        steps: &[Step],
        cache: &mut Cache,
    ) -> Option<(Snapshot, Vec<String>)>;
    fn changed(&self, other: &dyn Files) -> Option<BTreeSet<String>>;
    fn difference(&self, head: &dyn Files, on: Date) -> Option<(Loaded, Loaded)>;
    fn days_of_change(&self, first: Date, last: Date) -> Vec<Date>;
    fn around(&self, last: Date, day: Date) -> Option<Loaded>;
    fn person_name(&self, id: &Id) -> Option<String>;
}

/// A file and its path.
type Filed<A> = (Rc<str>, Arc<File<<A as Adapter>::Content>>);

/// Files, sorted by path.
struct Shelf<A: Adapter> {
    files: Runs<Arc<File<A::Content>>>,
    /// Made when it is first asked for, and handed on to the next point of history.
    index: RefCell<Option<A::Index>>,
    /// That of the cache which the files come from.
    mark: Arc<()>,
}

impl<A: Adapter> Shelf<A> {
    fn of(files: Vec<Filed<A>>, mark: Arc<()>) -> Self {
        Shelf {
            files: Runs::of(files),
            index: RefCell::new(None),
            mark,
        }
    }

    /// Asks the index of these files.
    fn ask<T>(&self, question: impl FnOnce(&A::Index) -> T) -> T {
        let mut index = self.index.borrow_mut();
        let index = index.get_or_insert_with(|| {
            let mut index = A::Index::default();
            for (_, file) in self.files.iter() {
                A::note(&mut index, file, true);
            }
            index
        });
        question(index)
    }

    /// The files at these paths.
    fn at<'p>(&self, paths: impl IntoIterator<Item = &'p str>) -> Vec<&Arc<File<A::Content>>> {
        let files = paths.into_iter().filter_map(|path| self.files.get(path));
        files.collect()
    }

    /// The part of an organisation that a change to another point of history can concern, and which
    /// end of it each of the two is.
    fn scope(&self, head: &Self, on: Date) -> Option<(A::Scope, [End; 2])> {
        let changed = self.differing(head);
        let before = self.files.iter().map(|(_, file)| &**file);
        let after = head.files.iter().map(|(_, file)| &**file);
        if !A::INDEXED {
            let (before, after): (Vec<_>, Vec<_>) = (before.collect(), after.collect());
            let scope = A::scope(&before, &after, &changed)?;
            return Some((scope, [End::There, End::Here]));
        }
        let (old, new) = (
            self.at(changed.iter().copied()),
            head.at(changed.iter().copied()),
        );
        if head.index.borrow().is_none() && self.index.borrow().is_some() {
            let scope = self.ask(|index| A::scope_by(index, &old, &new, on))?;
            return Some((scope, [End::Here, End::There]));
        }
        let scope = head.ask(|index| A::scope_by(index, &new, &old, on))?;
        Some((scope, [End::There, End::Here]))
    }

    /// The paths that differ.
    fn differing<'f>(&'f self, other: &'f Self) -> BTreeSet<&'f str> {
        let mut differing = BTreeSet::new();
        let mut others = other.files.apart_from(&self.files).into_iter().peekable();
        for (path, file) in self.files.apart_from(&other.files) {
            // Neighbours in history share most paths and files.
            while let Some((before, _)) = others.peek()
                && !Rc::ptr_eq(before, path)
                && before < path
            {
                differing.insert(&**before);
                others.next();
            }
            let same = others.next_if(|(there, _)| Rc::ptr_eq(there, path) || there == path);
            let is_same = same.is_some_and(|(_, there)| {
                Arc::ptr_eq(there, file) || there.source.text() == file.source.text()
            });
            if !is_same {
                differing.insert(&**path);
            }
        }
        differing.extend(others.map(|(path, _)| &**path));
        differing
    }

    fn assembled(&self, scope: Option<&A::Scope>) -> Loaded {
        let mut sources = Sources::default();
        let mut findings = Vec::new();
        let mut placed: Vec<(SourceId, &File<A::Content>)> = Vec::new();
        let needed: Vec<&Arc<File<A::Content>>> = match (scope, scope.and_then(A::paths)) {
            (_, Some(paths)) => self.at(paths.iter().map(|path| &**path)),
            (Some(scope), None) => {
                let files = self.files.iter().map(|(_, file)| file);
                files.filter(|file| A::within(scope, file)).collect()
            }
            (None, None) => self.files.iter().map(|(_, file)| file).collect(),
        };
        for file in needed {
            let source = sources.add(Arc::clone(&file.source));
            findings.extend(file.findings.iter().map(|finding| moved(finding, source)));
            placed.push((source, file));
        }
        let files = sources.len();
        let mut governance = A::assemble(&placed, scope, &sources, &mut findings);
        let unread = placed.iter().flat_map(|(_, file)| &file.unread);
        governance.unread.extend(unread.cloned());
        let mut findings = distinct(findings);
        findings.sort_by(|a, b| {
            (a.primary.place, a.rule, &a.message).cmp(&(b.primary.place, b.rule, &b.message))
        });
        Loaded {
            governance,
            sources,
            findings,
            files,
            config: Config::default(),
            paths: std::collections::BTreeSet::new(),
        }
    }
}

impl<A: Adapter> Files for Shelf<A> {
    fn format(&self) -> Format {
        A::FORMAT
    }

    fn is_sound(&self) -> bool {
        self.files.iter().all(|(_, file)| file.is_sound())
    }

    fn may_lapse(&self) -> bool {
        A::HAS_DATES
    }

    fn loaded(&self) -> Loaded {
        self.assembled(None)
    }

    fn next(
        &self,
        tree: &dyn Tree,
        steps: &[Step],
        cache: &mut Cache,
    ) -> Option<(Snapshot, Vec<String>)> {
        if steps.iter().any(|step| A::shapes(step.path())) {
            return None;
        }
        let kept = A::kept(cache);
        if !Arc::ptr_eq(&self.mark, &kept.mark) {
            return None;
        }
        let mut files = self.files.clone();
        let mut index = self.index.take();
        let mut note = |file: &Arc<File<A::Content>>, comes: bool| {
            if let Some(index) = &mut index {
                A::note(index, file, comes);
            }
        };
        let mut troubles = Vec::new();
        for step in steps.iter().filter(|step| A::reads(step.path())) {
            let file = match step {
                Step::Put(entry) => kept.file(tree, entry, true),
                Step::Gone(_) => None,
            };
            let known = files.get(step.path());
            let gone = match file {
                None => files.remove(step.path()),
                Some(file) => {
                    if !file.is_sound() {
                        troubles.extend(first_trouble(&file));
                        if known.is_some_and(|known| known.is_sound()) {
                            continue;
                        }
                    }
                    note(&file, true);
                    files.put(step.path(), file)
                }
            };
            if let Some(gone) = gone {
                note(&gone, false);
            }
        }
        let next = Shelf::<A> {
            files,
            index: RefCell::new(index),
            mark: Arc::clone(&self.mark),
        };
        Some((Snapshot(Rc::new(next)), troubles))
    }

    fn changed(&self, other: &dyn Files) -> Option<BTreeSet<String>> {
        let other = (other as &dyn Any).downcast_ref::<Self>()?;
        let differing = self.differing(other);
        Some(differing.into_iter().map(str::to_owned).collect())
    }

    fn difference(&self, head: &dyn Files, on: Date) -> Option<(Loaded, Loaded)> {
        let head = (head as &dyn Any).downcast_ref::<Self>()?;
        if !Arc::ptr_eq(&self.mark, &head.mark) {
            return None;
        }
        let (mut scope, ends) = self.scope(head, on)?;
        let [old, new] = [(self, ends[0]), (head, ends[1])].map(|(side, end)| {
            A::face(&mut scope, end);
            side.assembled(Some(&scope))
        });
        Some((old, new))
    }

    fn days_of_change(&self, first: Date, last: Date) -> Vec<Date> {
        self.ask(|index| A::days_of_change(index, first, last))
    }

    fn around(&self, last: Date, day: Date) -> Option<Loaded> {
        let scope = self.ask(|index| A::scope_of_day(index, last, day))?;
        Some(self.assembled(Some(&scope)))
    }

    fn person_name(&self, id: &Id) -> Option<String> {
        let find = |path: &str| self.files.get(path).map(|file| &**file);
        let all = self.files.iter().map(|(_, file)| &**file);
        A::person_name(&find, &mut all.into_iter(), id)
    }
}

/// `path:line: message` of the first thing that is wrong with a file.
fn first_trouble<C>(file: &File<C>) -> Option<String> {
    let finding = file.findings.first()?;
    let at = file.source.position(finding.primary.place.span.start);
    Some(format!(
        "{}:{}: {}",
        file.source.path(),
        at.line,
        finding.message
    ))
}

/// A finding made on a set of one file, placed in a larger set.
fn moved(finding: &Finding, source: SourceId) -> Finding {
    let mut finding = finding.clone();
    finding.primary.place.source = source;
    for label in &mut finding.related {
        label.place.source = source;
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::native::Native;
    use crate::tree::{EntryKind, MemoryTree, Overlay};

    #[test]
    fn many_files_are_read_as_each_of_them_is() {
        let mut tree = MemoryTree::new("memory").with("org.yaml", "name: O\nroot: board\n");
        for number in 0..700 {
            let text = match number % 10 {
                0 => format!("name: Person {number}\nskils: [x]\n"),
                1 => "name: [\n".to_owned(),
                2 => String::new(),
                _ => format!("name: Person {number}\nlanguages: [en]\n"),
            };
            tree = tree.with(format!("people/p-{number:03}.yaml"), text);
        }
        let tree = tree
            .with("people/latin.yaml", [0xff, 0xfe])
            .with("notes/x.md", "no record")
            .with_kind("people/link.yaml", EntryKind::Symlink, "x");
        let entries = tree.entries().expect("memory can be listed");
        let is_whole = |entry: &Entry| !entry.path.ends_with("7.yaml");
        let mut kept = Kept::<Native>::default();
        let file = |entry| kept.file(&tree, entry, is_whole(entry));
        let each: Vec<_> = entries.iter().map(file).collect();
        assert!(each.iter().any(Option::is_none) && each.len() > 700);
        let each = format!("{each:?}");
        // What one thread alone may read, and what was read before, comes out the same.
        let alone = Overlay::new(&tree);
        for tree in [&tree as &dyn Tree, &alone] {
            let mut kept = Kept::<Native>::default();
            for entry in entries.iter().skip(100).step_by(3) {
                kept.file(tree, entry, is_whole(entry));
            }
            let all = kept.files(tree, &entries, is_whole);
            assert_eq!(format!("{all:?}"), each);
        }
    }
}
