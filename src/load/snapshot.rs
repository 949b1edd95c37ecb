//! The files of one governance at one point of history, each understood and shared with its
//! neighbours in time.

use std::any::Any;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use super::adapter::{Adapter, File};
use super::files::{read_text, unreadable};
use super::{Cache, Loaded, distinct};
use crate::config::Config;
use crate::diag::Finding;
use crate::model::{Format, Id};
use crate::source::{SourceId, Sources};
use crate::tree::{ContentId, Entry, Step, Tree};

/// How many bytes of text a cache keeps before it starts anew.
const MAX_KEPT_BYTES: usize = 48 * 1024 * 1024;

/// Understood files by content and path (the path may tell what a file is).
pub(super) struct Kept<A: Adapter> {
    files: HashMap<(ContentId, String), Slot<A>>,
    bytes: usize,
    memory: A::Memory,
}

/// A file; `None` where it holds nothing and need not.
type Slot<A> = Option<Arc<File<<A as Adapter>::Content>>>;

impl<A: Adapter> Default for Kept<A> {
    fn default() -> Self {
        Kept {
            files: HashMap::new(),
            bytes: 0,
            memory: A::Memory::default(),
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
        let key = entry.id.map(|id| (id, entry.path.clone()));
        if let Some(known) = key.as_ref().and_then(|key| self.files.get(key)) {
            return known.clone();
        }
        let text = match read_text(tree, entry) {
            Ok(text) => text,
            Err(trouble) => {
                return A::is_due(&entry.path).then(|| {
                    let (source, finding) = unreadable(trouble);
                    Arc::new(File {
                        source,
                        content: None,
                        findings: vec![finding],
                        unread: A::announces(&entry.path).into_iter().collect(),
                    })
                });
            }
        };
        let size = text.source.text().len();
        let understood = if whole {
            A::understand(&text.source, &mut self.memory)
        } else {
            A::sketch(&text.source, &mut self.memory)
        };
        let file = understood.map(|understood| {
            Arc::new(File {
                source: text.source,
                content: understood.content,
                findings: understood.findings,
                unread: understood.unread,
            })
        });
        if let Some(key) = key.or_else(|| Some((text.content?, entry.path.clone()))) {
            if self.bytes + size > MAX_KEPT_BYTES {
                self.files.clear();
                self.bytes = 0;
            }
            self.bytes += size;
            self.files.insert(key, file.clone());
        }
        file
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
        let mut files: Vec<Filed<A>> = Vec::new();
        for entry in A::select(entries) {
            let whole = match &differing {
                Some(paths) => entry.id.is_none() || paths.contains(&entry.path),
                None => true,
            };
            if let Some(file) = kept.file(tree, &entry, whole) {
                files.push((Rc::from(entry.path), file));
            }
        }
        files.sort_by(|a, b| a.0.cmp(&b.0));
        Snapshot(Rc::new(Shelf::<A> { files }))
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

    /// As much of both sides as telling them apart takes; `None` where that is everything.
    pub fn difference(&self, head: &Snapshot) -> Option<(Loaded, Loaded)> {
        self.0.difference(&*head.0)
    }

    /// The name of a person, whether or not a difference holds the record.
    pub fn person_name(&self, id: &Id) -> Option<String> {
        self.0.person_name(id)
    }
}

/// The files of one format, whichever it is.
trait Files: Any {
    fn format(&self) -> Format;
    fn may_lapse(&self) -> bool;
    fn loaded(&self) -> Loaded;
    fn next(
        &self,
        tree: &dyn Tree,
        steps: &[Step],
        cache: &mut Cache,
    ) -> Option<(Snapshot, Vec<String>)>;
    fn changed(&self, other: &dyn Files) -> Option<BTreeSet<String>>;
    fn difference(&self, head: &dyn Files) -> Option<(Loaded, Loaded)>;
    fn person_name(&self, id: &Id) -> Option<String>;
}

/// A file and its path.
type Filed<A> = (Rc<str>, Arc<File<<A as Adapter>::Content>>);

/// Files, sorted by path.
struct Shelf<A: Adapter> {
    files: Vec<Filed<A>>,
}

impl<A: Adapter> Shelf<A> {
    fn place(&self, path: &str) -> Result<usize, usize> {
        self.files
            .binary_search_by(|(known, _)| (**known).cmp(path))
    }

    /// The paths that differ.
    fn differing<'f>(&'f self, other: &'f Self) -> BTreeSet<&'f str> {
        let mut differing = BTreeSet::new();
        let mut others = other.files.iter().peekable();
        for (path, file) in &self.files {
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
        for (_, file) in &self.files {
            if scope.is_some_and(|scope| !A::within(scope, file)) {
                continue;
            }
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
        let mut next = Shelf::<A> {
            files: self.files.clone(),
        };
        let mut troubles = Vec::new();
        for step in steps.iter().filter(|step| A::reads(step.path())) {
            let place = next.place(step.path());
            let file = match step {
                Step::Put(entry) => kept.file(tree, entry, true),
                Step::Gone(_) => None,
            };
            match (file, place) {
                (None, Ok(at)) => {
                    next.files.remove(at);
                }
                (None, Err(_)) => {}
                (Some(file), place) => {
                    if !file.is_sound() {
                        troubles.extend(first_trouble(&file));
                        if place.is_ok_and(|at| next.files[at].1.is_sound()) {
                            continue;
                        }
                    }
                    match place {
                        Ok(at) => next.files[at].1 = file,
                        Err(at) => next.files.insert(at, (Rc::from(step.path()), file)),
                    }
                }
            }
        }
        Some((Snapshot(Rc::new(next)), troubles))
    }

    fn changed(&self, other: &dyn Files) -> Option<BTreeSet<String>> {
        let other = (other as &dyn Any).downcast_ref::<Self>()?;
        let differing = self.differing(other);
        Some(differing.into_iter().map(str::to_owned).collect())
    }

    fn difference(&self, head: &dyn Files) -> Option<(Loaded, Loaded)> {
        let head = (head as &dyn Any).downcast_ref::<Self>()?;
        let changed = self.differing(head);
        let before: Vec<&File<A::Content>> = self.files.iter().map(|(_, file)| &**file).collect();
        let after: Vec<&File<A::Content>> = head.files.iter().map(|(_, file)| &**file).collect();
        let scope = A::scope(&before, &after, &changed)?;
        Some((self.assembled(Some(&scope)), head.assembled(Some(&scope))))
    }

    fn person_name(&self, id: &Id) -> Option<String> {
        let find = |path: &str| {
            let at = self.place(path).ok()?;
            Some(&*self.files[at].1)
        };
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
