//! `OWNERS` files: who approves and who reviews changes of a folder.

use std::sync::Arc;

use super::piece::alias_id;
use crate::load::handle::{Handle, handles_at};
use crate::model::{Actor, Entry, Id, Named, PowerLine, Right, Text};
use crate::source::{At, Node, Span};

/// The domain that all folders lie in.
pub(super) const DOMAIN: &str = "files";

/// Marks by which a name that is no alias now is known to have been one.
const ALIAS_STARTS: [&str; 4] = ["sig-", "wg-", "ug-", "committee-"];
const ALIAS_ENDS: [&str; 7] = [
    "-leads",
    "-committee",
    "-approvers",
    "-reviewers",
    "-maintainers",
    "-owners",
    "-admins",
];

/// What one file says.
#[derive(Debug)]
pub(super) struct Owners {
    /// In the order of the text; whoever stands in several lists stands here several times.
    pub grants: Vec<Listed>,
    pub entries: Arc<[Entry]>,
    /// Whether the folder only keeps what has ended.
    pub archived: bool,
}

/// Somebody, or an alias, in a list.
#[derive(Debug)]
pub(super) struct Listed {
    pub handle: Handle,
    /// The unit, should the name be an alias.
    pub alias: Id,
    pub line: Arc<PowerLine>,
    pub span: Span,
}

impl Listed {
    /// Whether the name looks like that of an alias, be there one or not.
    pub(super) fn seems_alias(&self) -> bool {
        let name = self.handle.word.to_ascii_lowercase();
        ALIAS_STARTS.iter().any(|start| name.starts_with(start))
            || ALIAS_ENDS.iter().any(|end| name.ends_with(end))
    }
}

impl Owners {
    /// What a file without a word says.
    pub(super) fn empty(path: &str) -> Owners {
        Owners {
            grants: Vec::new(),
            entries: Arc::from([]),
            archived: is_archive(path),
        }
    }

    pub(super) fn read(root: &Node, path: &str, text: &str) -> Owners {
        let folder = path.rsplit_once('/').map(|(folder, _)| folder);
        let object = match folder {
            Some(folder) => format!("{DOMAIN}/{folder}"),
            None => DOMAIN.to_owned(),
        };
        // A folder with the name of a group is the group's.
        let body = Named {
            word: Text::of(folder.unwrap_or("/")),
            actor: folder.map(|folder| Actor::Unit(Id::of(folder))),
        };
        let filters = root.get("filters").map_or(&[][..], Node::entries);
        let lists = std::iter::once(root).chain(filters.iter().map(|(_, node)| node));
        let mut grants = Vec::new();
        for node in lists {
            for (key, right) in [("approvers", Right::Execute), ("reviewers", Right::Advise)] {
                for At { value, span } in handles_at(node, key, text) {
                    let line = PowerLine::plain(right, &object, span);
                    grants.push(Listed {
                        alias: alias_id(&value.word),
                        handle: value,
                        line: Arc::new(line),
                        span,
                    });
                }
            }
        }
        let entries = grants.iter().map(|listed| {
            let role = match listed.line.right {
                Right::Advise => "reviewers",
                _ => "approvers",
            };
            let mut who = listed.handle.named();
            if listed.seems_alias() {
                who.actor = Some(Actor::Unit(listed.alias.clone()));
            }
            Entry {
                who,
                role: Text::of(role),
                body: body.clone(),
                span: listed.span,
            }
        });
        Owners {
            entries: entries.collect(),
            archived: is_archive(path),
            grants,
        }
    }
}

fn is_archive(path: &str) -> bool {
    path.starts_with("archive/")
}
