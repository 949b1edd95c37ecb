//! L3: the one front door. A tree of files becomes a [`Governance`], with a finding for whatever
//! could not be read.
//!
//! Each format has one adapter; the native one reads Polity's own records. A file that cannot be
//! read never hides the others.

mod adapter;
mod cloud_foundry;
mod files;
mod handle;
mod kubernetes;
mod names;
mod native;
mod openstack;
mod peribolos;
mod pieces;
mod reading;
mod runs;
mod rust_team;
mod settings;
mod slug;
mod snapshot;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::config::Config;
use crate::diag::{Finding, Severity};
use crate::model::{Format, Governance, Id, Kind};
use crate::source::{Fault, FaultKind, Place, SourceId, Sources};
use crate::tree::{Entry, EntryKind, Tree, TreeError};

use adapter::Adapter;
use cloud_foundry::CloudFoundry;
use kubernetes::Kubernetes;
use native::Native;
use openstack::OpenStack;
use peribolos::Peribolos;
use rust_team::RustTeam;
use snapshot::Kept;

pub use files::MAX_FILE_BYTES;
pub use snapshot::Snapshot;

/// Bytes that are not text, a file beyond the limit, a link in place of a file.
pub const UNREADABLE_FILE: &str = "unreadable-file";
/// Text that does not follow the grammar of its format.
pub const BROKEN_SYNTAX: &str = "broken-syntax";
/// A mapping that names one key twice.
pub const DUPLICATE_KEY: &str = "duplicate-key";
/// A word that readers of older YAML take for something else.
pub const AMBIGUOUS_WORD: &str = "ambiguous-word";
/// A file in a governed folder whose kind nothing tells.
pub const UNKNOWN_KIND: &str = "unknown-kind";
/// An id that is not the name of its file.
pub const ID_MISMATCH: &str = "id-mismatch";
/// Two records of one kind with the same id.
pub const DUPLICATE_ID: &str = "duplicate-id";

// What only a second look at the files finds; see [`remarks`].

/// A name that leads nowhere.
pub const DANGLING_REFERENCE: &str = "dangling-reference";
/// Units that do not form one tree.
pub const BROKEN_TREE: &str = "broken-tree";
/// Somebody twice in a list, or in two lists that exclude each other.
pub const DUPLICATE_ENTRY: &str = "duplicate-entry";
/// Something that is over and still has people or rights.
pub const RETIRED_STILL_ARMED: &str = "retired-still-armed";
/// A name that is not built like those of its kind.
pub const UNCONVENTIONAL_NAME: &str = "unconventional-name";
/// Fewer or more people than there should be.
pub const SEAT_BOUNDS: &str = "seat-bounds";
/// People who left and are not listed where such people are.
pub const UNLISTED_ALUMNI: &str = "unlisted-alumni";
/// A body led in another way than it says.
pub const FORM_MISMATCH: &str = "form-mismatch";
/// A list out of the order that its keepers keep.
pub const UNSORTED_LIST: &str = "unsorted-list";
/// One role or person, described in two ways.
pub const DIFFERING_DESCRIPTIONS: &str = "differing-descriptions";
/// Somebody in a place that only members may have.
pub const NOT_A_MEMBER: &str = "not-a-member";
/// A person whom nothing names.
pub const FORGOTTEN_PERSON: &str = "forgotten-person";
/// A permission that is not declared.
pub const UNKNOWN_PERMISSION: &str = "unknown-permission";
/// A right that its holder has already.
pub const REDUNDANT_GRANT: &str = "redundant-grant";
/// Access that nobody is to have.
pub const FORBIDDEN_ACCESS: &str = "forbidden-access";

/// What loading yields.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The records that could be read.
    pub governance: Governance,
    /// The files behind them, for showing places.
    pub sources: Sources,
    /// What could not be read, and where; in the order of files and text.
    pub findings: Vec<Finding>,
    /// The files that hold records or should.
    pub files: usize,
    /// How the repository wants to be judged.
    pub config: Config,
    /// All files below the root, those without records too; empty where only records were looked
    /// at.
    pub paths: BTreeSet<String>,
}

impl Loaded {
    /// Whether some file could not be read as what it should be, so that the picture has a hole.
    pub fn is_incomplete(&self) -> bool {
        self.findings.iter().any(|finding| {
            let path = self.sources.get(finding.primary.place.source).path();
            finding.severity == Severity::Error && !settings::is_ours(path)
        })
    }
}

/// Why nothing could be loaded at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The tree could not be listed.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// There is no file of any known format.
    #[error("no governance here: neither `org.yaml` nor another format that Polity reads")]
    NoGovernance,
    /// The format that was asked for has no file here.
    #[error("no governance of the format `{}` here", .0.word())]
    NotThisFormat(Format),
}

/// Understood files by their content, kept between loadings of one repository's commits.
#[derive(Debug, Default)]
pub struct Cache {
    native: Kept<Native>,
    rust_team: Kept<RustTeam>,
    kubernetes: Kept<Kubernetes>,
    peribolos: Kept<Peribolos>,
    openstack: Kept<OpenStack>,
    cloud_foundry: Kept<CloudFoundry>,
    /// The paths that two sides have otherwise, where nothing else is to be told apart.
    differing: Option<Arc<HashSet<String>>>,
}

impl Cache {
    /// A cache for comparing two commits that differ at these paths only: files elsewhere are read
    /// as far as power rests on them, and faults in what they say besides are not looked for.
    pub fn for_comparing(differing: impl IntoIterator<Item = String>) -> Self {
        Cache {
            differing: Some(Arc::new(differing.into_iter().collect())),
            ..Cache::default()
        }
    }
}

/// Loads the governance of a tree; `from` forces a format that is detected otherwise.
///
/// # Errors
/// See [`LoadError`]; faults in single files are findings, not errors.
pub fn load(tree: &dyn Tree, from: Option<Format>, cache: &mut Cache) -> Result<Loaded, LoadError> {
    let entries = tree.entries()?;
    let settings = settings::find(&entries);
    let paths = entries.iter().map(|entry| entry.path.clone()).collect();
    let mut loaded = understand(tree, entries, from, cache)?.loaded();
    loaded.paths = paths;
    settings::read(tree, &settings, &mut loaded);
    Ok(loaded)
}

/// What is found by a second look at the files of a format, beyond what keeps them from being read:
/// its own conventions. Only a check asks for it.
pub fn remarks(loaded: &Loaded) -> Vec<Finding> {
    let mut findings = match loaded.governance.format {
        Format::RustTeam => rust_team::remarks(loaded),
        Format::Kubernetes => kubernetes::remarks(loaded),
        Format::Peribolos => peribolos::remarks(loaded),
        Format::OpenStack => openstack::remarks(loaded),
        Format::Native | Format::CloudFoundry => Vec::new(),
    };
    for finding in &mut findings {
        finding.message = fitting(&finding.message);
    }
    findings
}

/// A message of which the longest names are cut where it is too long for a line.
fn fitting(message: &str) -> String {
    const LONGEST_MESSAGE: usize = 72;
    const LONGEST_NAME: usize = 16;
    if message.chars().count() <= LONGEST_MESSAGE {
        return message.to_owned();
    }
    let parts = message.split('`').enumerate();
    let cut = parts.map(|(number, part)| {
        if number % 2 == 1 && part.chars().count() > LONGEST_NAME {
            let start: String = part.chars().take(LONGEST_NAME - 1).collect();
            format!("{start}…")
        } else {
            part.to_owned()
        }
    });
    cut.collect::<Vec<_>>().join("`")
}

/// Reads the files of a tree without putting them together; `from` as in [`load`].
///
/// # Errors
/// See [`LoadError`]; faults in single files are findings, not errors.
pub fn snapshot(
    tree: &dyn Tree,
    from: Option<Format>,
    cache: &mut Cache,
) -> Result<Snapshot, LoadError> {
    understand(tree, tree.entries()?, from, cache)
}

fn understand(
    tree: &dyn Tree,
    entries: Vec<Entry>,
    from: Option<Format>,
    cache: &mut Cache,
) -> Result<Snapshot, LoadError> {
    let format = match from {
        Some(format) if detects(format, &entries) => format,
        Some(format) => return Err(LoadError::NotThisFormat(format)),
        None => detect(&entries).ok_or(LoadError::NoGovernance)?,
    };
    Ok(match format {
        Format::Native => Snapshot::of::<Native>(tree, entries, cache),
        Format::RustTeam => Snapshot::of::<RustTeam>(tree, entries, cache),
        Format::Kubernetes => Snapshot::of::<Kubernetes>(tree, entries, cache),
        Format::Peribolos => Snapshot::of::<Peribolos>(tree, entries, cache),
        Format::OpenStack => Snapshot::of::<OpenStack>(tree, entries, cache),
        Format::CloudFoundry => Snapshot::of::<CloudFoundry>(tree, entries, cache),
    })
}

/// The format whose marks a list of files bears, the native one first.
pub fn detect(entries: &[Entry]) -> Option<Format> {
    Format::ALL
        .into_iter()
        .find(|format| detects(*format, entries))
}

/// The record that a path of Polity's own format announces by its folder and file name.
pub fn announced(path: &str) -> Option<(Kind, Id)> {
    Native::announces(path)
}

/// The files at the root of a tree that mark a governance of some format, for finding the root.
pub fn root_marks() -> &'static [&'static str] {
    &["org.yaml", "org.yml"]
}

/// Paths of which one stands at the root of every repository of the other formats, whatever its
/// age: without any of them there is no need to list a folder.
pub fn hints() -> impl Iterator<Item = &'static str> {
    [
        RustTeam::HINTS,
        Kubernetes::HINTS,
        Peribolos::HINTS,
        OpenStack::HINTS,
        CloudFoundry::HINTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// Whether a list of files bears the marks of a format.
pub fn detects(format: Format, entries: &[Entry]) -> bool {
    match format {
        Format::Native => Native::detects(entries),
        Format::RustTeam => RustTeam::detects(entries),
        Format::Kubernetes => Kubernetes::detects(entries),
        Format::Peribolos => Peribolos::detects(entries),
        Format::OpenStack => OpenStack::detects(entries),
        Format::CloudFoundry => CloudFoundry::detects(entries),
    }
}

/// Whether a path in `entries` is a regular file that `matches` accepts.
fn has_file(entries: &[Entry], matches: impl Fn(&str) -> bool) -> bool {
    entries
        .iter()
        .any(|entry| entry.kind == EntryKind::File && entry.utf8_path && matches(&entry.path))
}

/// A fault of a text as the finding of the rule that stands for its family.
fn finding_of(fault: &Fault, source: SourceId) -> Finding {
    let place = |span| Place { source, span };
    let (rule, severity) = match fault.kind {
        FaultKind::Syntax => (BROKEN_SYNTAX, Severity::Error),
        FaultKind::DuplicateKey => (DUPLICATE_KEY, Severity::Error),
        FaultKind::Ambiguous => (AMBIGUOUS_WORD, Severity::Warning),
    };
    let mut finding = Finding::new(rule, severity, place(fault.span), fault.message.clone())
        .label(fault.label.clone())
        .maybe_fix(fault.fix.clone());
    if let Some((span, label)) = &fault.related {
        finding = finding.related(place(*span), label.clone());
    }
    finding
}

/// Drops the findings of texts that a later one of the same place repeats.
fn distinct(findings: Vec<Finding>) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    findings
        .into_iter()
        .filter(|finding| {
            seen.insert((finding.rule, finding.primary.place, finding.message.clone()))
        })
        .collect()
}
