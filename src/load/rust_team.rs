//! rust-lang/team as it is.
use super::Loaded;
use crate::model::{Format, Governance};
use crate::source::Sources;
use crate::tree::{Entry, Tree};

/// Parsed files by content and path.
pub(super) type Cache = ();

pub(super) fn detects(entries: &[Entry]) -> bool {
    super::has_file(entries, |path| path == "config.toml")
}

pub(super) fn load(_tree: &dyn Tree, _entries: &[Entry], _cache: &mut Cache) -> Loaded {
    Loaded {
        governance: Governance::empty(Format::RustTeam),
        sources: Sources::default(),
        findings: Vec::new(),
        files: 0,
    }
}
