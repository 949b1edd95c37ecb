//! `repos/**/*.toml`: who has which access to a repository.

use std::sync::Arc;

use super::entries;
use super::permissions::execute;
use super::reader::Reader;
use crate::model::{Actor, Amount, Entry, Id, PowerLine, Text};
use crate::source::{At, Node, Span};

/// The domain that all repositories lie in.
pub(super) const DOMAIN: &str = "repos";

/// The levels of access, from the least to the most.
const LEVELS: [&str; 5] = ["read", "triage", "write", "maintain", "admin"];

/// What the file of a repository says.
#[derive(Debug)]
pub(super) struct RepoFile {
    /// `<org>/<name>`.
    pub path: String,
    /// The same in small letters: names differ in more than case, as they do on GitHub.
    pub key: Arc<str>,
    pub archived: bool,
    /// The bytes of the name.
    pub head: Span,
    /// What the file records directly.
    pub entries: Arc<[Entry]>,
    /// Teams and people with their access; the place is that of the level.
    pub access: Vec<(Actor, At<Arc<PowerLine>>)>,
}

impl RepoFile {
    /// The name without the organisation.
    pub(super) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Archived repositories give nobody anything.
    pub(super) fn read(
        root: &Node,
        file: &str,
        archived: bool,
        reader: &mut Reader,
    ) -> Option<RepoFile> {
        let Some(name) = root.get("name") else {
            reader.missing("name", "repository", root);
            return None;
        };
        let name = reader.name("`name`", name)?;
        let org = match root.get("org") {
            Some(org) => reader.name("`org`", org)?.value,
            None => Id::of(folder_of(file)),
        };
        let path = format!("{org}/{}", name.value);
        let mut access = Vec::new();
        if !archived {
            match reader.table(root, "access") {
                Some(table) => {
                    read_access(table, "teams", Actor::Unit, &path, reader, &mut access);
                    read_access(
                        table,
                        "individuals",
                        Actor::Person,
                        &path,
                        reader,
                        &mut access,
                    );
                }
                None if root.get("access").is_none() => {
                    reader.missing("access", "repository", root);
                }
                None => {}
            }
        }
        let mut repo = RepoFile {
            key: Arc::from(path.to_ascii_lowercase()),
            path,
            archived,
            head: name.span,
            entries: Arc::from([]),
            access,
        };
        repo.entries = entries::of_repo(&repo);
        Some(repo)
    }
}

/// The folder that a file lies in.
pub(super) fn folder_of(file: &str) -> &str {
    let folders = file.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.rsplit('/').next().unwrap_or_default()
}

fn read_access(
    table: &Node,
    key: &str,
    actor: fn(Id) -> Actor,
    path: &str,
    reader: &mut Reader,
    access: &mut Vec<(Actor, At<Arc<PowerLine>>)>,
) {
    let Some(holders) = reader.table(table, key) else {
        return;
    };
    for (holder, _) in holders.entries() {
        let what = format!("this key of `{key}`");
        let Some(id) = reader.checked(&what, &holder.name, holder.span) else {
            continue;
        };
        let Some(level) = reader.text(holders, &holder.name) else {
            continue;
        };
        // A level that is not known is still one that somebody was meant to have.
        reader.one_of("the access", &level, &LEVELS);
        let mut line = execute(&format!("{DOMAIN}/{path}"), level.span);
        line.up_to = Some(At::new(Amount::Text(Text::of(level.value)), level.span));
        access.push((actor(id.value), At::new(Arc::new(line), level.span)));
    }
}
