//! What a format has to say for itself, so that the front door can read it.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::Arc;

use super::Cache;
use super::snapshot::Kept;
use crate::diag::Finding;
use crate::model::{Date, Format, Governance, Id, Kind};
use crate::source::{Source, SourceId, Sources};
use crate::tree::Entry;

/// One format of governance repositories.
///
/// Each file is understood alone and kept by its content, so that a walk through history reads only
/// what changed; `assemble` then puts the files together, and must be cheap.
pub(super) trait Adapter: Sized + 'static {
    /// What one file holds, as far as it can be understood alone.
    type Content: Debug + Send + Sync + 'static;

    /// What is kept between files besides the files themselves: the pieces of large ones.
    type Memory: Debug + Default + 'static;

    /// The part of an organisation that a change can concern.
    type Scope;

    /// What is where among all files, kept up as they come and go, so that a scope is found without
    /// a look at each of them; nothing where scopes are found otherwise.
    type Index: Default;

    /// The format.
    const FORMAT: Format;

    /// Whether records carry terms or other days on which something begins or ends.
    const HAS_DATES: bool = false;

    /// Whether scopes are found by an index.
    const INDEXED: bool = false;

    /// Whether a file is understood without the memory of others, so that several threads can do it.
    const ALONE: bool = false;

    /// Files or folders of which one stands at the root, whatever the year.
    const HINTS: &[&str];

    /// Whether a listing bears the marks of this format.
    fn detects(entries: &[Entry]) -> bool;

    /// Whether the file at a path may belong to the governance, by its path alone.
    fn reads(path: &str) -> bool;

    /// Whether something belongs here that must be readable, by its path alone: a link or a broken
    /// file is a fault then.
    fn is_due(_path: &str) -> bool {
        true
    }

    /// The record that a file should hold, by its path alone.
    fn announces(path: &str) -> Option<(Kind, Id)>;

    /// Whether this path decides which others are read, so that a listing is needed when it comes
    /// or goes.
    fn shapes(_path: &str) -> bool {
        false
    }

    /// The entries of a listing that belong to the governance.
    fn select(entries: Vec<Entry>) -> Vec<Entry> {
        let reads = |entry: &Entry| Self::reads(&entry.path);
        entries.into_iter().filter(reads).collect()
    }

    /// Reads one file, knowing nothing of any other; `None` where it holds nothing and need not.
    /// Places are those of a set of one file.
    fn understand(
        source: &Arc<Source>,
        memory: &mut Self::Memory,
    ) -> Option<Understood<Self::Content>>;

    /// Reads one file that both sides of a comparison have, as far as power rests on it: what is
    /// the same on both sides need not be held against a schema again.
    fn sketch(
        source: &Arc<Source>,
        memory: &mut Self::Memory,
    ) -> Option<Understood<Self::Content>> {
        Self::understand(source, memory)
    }

    /// Puts the files together, in the order of their paths. With a scope, only what lies in it is
    /// needed.
    fn assemble(
        files: &[Placed<'_, Self::Content>],
        scope: Option<&Self::Scope>,
        sources: &Sources,
        findings: &mut Vec<Finding>,
    ) -> Governance;

    /// What of both sides is needed to tell all that differs between them, where `changed` are the
    /// paths that differ; `None` where everything is.
    ///
    /// The law (held by a test over every corpus): comparing what is assembled within the scope
    /// tells the same as comparing everything.
    fn scope(
        _before: &[&File<Self::Content>],
        _after: &[&File<Self::Content>],
        _changed: &BTreeSet<&str>,
    ) -> Option<Self::Scope> {
        None
    }

    /// Notes in the index that a file came, or that it went.
    fn note(_index: &mut Self::Index, _file: &Arc<File<Self::Content>>, _comes: bool) {}

    /// The same as [`Adapter::scope`], by the index of one side and the files that differ on
    /// either, as things stand on a day: `here` are those that the index knows, `there` those of
    /// the other side.
    fn scope_by(
        _index: &Self::Index,
        _here: &[&Arc<File<Self::Content>>],
        _there: &[&Arc<File<Self::Content>>],
        _on: Date,
    ) -> Option<Self::Scope> {
        None
    }

    /// Which side of the two is put together next within a scope, where that makes a difference.
    fn face(_scope: &mut Self::Scope, _end: End) {}

    /// The days after `first` and up to `last` on which something begins, or no longer holds.
    fn days_of_change(_index: &Self::Index, _first: Date, _last: Date) -> Vec<Date> {
        Vec::new()
    }

    /// What is needed to tell all that `day` changes, where nothing changes between `last` and it;
    /// `None` where everything is.
    fn scope_of_day(_index: &Self::Index, _last: Date, _day: Date) -> Option<Self::Scope> {
        None
    }

    /// The paths of all files within a scope, sorted, where it knows them.
    fn paths(_scope: &Self::Scope) -> Option<&BTreeSet<Arc<str>>> {
        None
    }

    /// Whether a file is needed within a scope that does not know its paths.
    fn within(_scope: &Self::Scope, _file: &File<Self::Content>) -> bool {
        true
    }

    /// The name of a person, though the person may lie outside a scope: by the file at a path, or
    /// by all files.
    fn person_name<'f>(
        _at: &dyn Fn(&str) -> Option<&'f File<Self::Content>>,
        _all: &mut dyn Iterator<Item = &'f File<Self::Content>>,
        _id: &Id,
    ) -> Option<String> {
        None
    }

    /// Where the files of this format are kept.
    fn kept(cache: &mut Cache) -> &mut Kept<Self>;
}

/// One of two sides that are compared by an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum End {
    /// The one that the index knows.
    #[default]
    Here,
    /// The other.
    There,
}

/// What was understood of one file.
#[derive(Debug)]
pub(super) struct Understood<C> {
    /// What it holds; `None` where that could not be told.
    pub content: Option<C>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// Records that it announces but that could not be read.
    pub unread: Vec<(Kind, Id)>,
}

/// A file with what was understood of it.
#[derive(Debug)]
pub(super) struct File<C> {
    /// Its text.
    pub source: Arc<Source>,
    /// What it holds; `None` where that could not be told.
    pub content: Option<C>,
    /// What is wrong with it, placed in a set of one file.
    pub findings: Vec<Finding>,
    /// Records that it announces but that could not be read.
    pub unread: Vec<(Kind, Id)>,
}

impl<C> File<C> {
    /// Whether everything that it should hold could be read.
    pub(super) fn is_sound(&self) -> bool {
        self.content.is_some() && self.unread.is_empty()
    }
}

/// A file with its number among the sources.
pub(super) type Placed<'f, C> = (SourceId, &'f File<C>);
