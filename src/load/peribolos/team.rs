//! One team, and the teams nested in it.

use std::sync::Arc;

use super::piece::{OrgName, described, seats};
use crate::load::handle::{Handle, handles_at, id_word, word};
use crate::model::{Actor, Amount, Entry, Id, Named, PowerLine, Right, Text};
use crate::source::{At, Key, Node, Span};

/// The domain that all repositories lie in.
pub(super) const DOMAIN: &str = "repos";

/// How deep teams may nest.
const MAX_DEPTH: usize = 32;

/// A team; its places count from the start of its piece.
#[derive(Debug)]
pub(super) struct Team {
    pub id: At<Id>,
    /// `<org>/<team>`, as GitHub mentions it.
    pub name: Text,
    pub parent: Option<Id>,
    pub purpose: Option<Text>,
    pub span: Span,
    pub maintainers: Vec<At<Handle>>,
    pub members: Vec<At<Handle>>,
    /// Its rights over repositories; the place is that of the level.
    pub repos: Vec<At<Arc<PowerLine>>>,
    /// Ids of teams that it was before.
    pub previously: Vec<At<Id>>,
}

fn team_id(org: &OrgName, name: &str) -> Id {
    Id::of(format!("{}.{}", org.id, id_word(name)))
}

impl Team {
    #[expect(
        clippy::too_many_arguments,
        reason = "what nests is read where it stands"
    )]
    pub(super) fn read(
        key: &Key,
        node: &Node,
        parent: Option<&Id>,
        org: &OrgName,
        text: &str,
        depth: usize,
        teams: &mut Vec<Team>,
        entries: &mut Vec<Entry>,
    ) {
        let name = key.name.trim();
        if name.is_empty() || depth > MAX_DEPTH {
            return;
        }
        let id = team_id(org, name);
        let named = |word: String| Named {
            word: Text::of(word),
            actor: Some(Actor::Unit(id.clone())),
        };
        let body = named(format!("{}:{name}", org.word));
        let maintainers = handles_at(node, "maintainers", text);
        seats(&maintainers, "team-maintainer", &body, entries);
        let members = handles_at(node, "members", text);
        seats(&members, "team-member", &body, entries);
        let holder = named(format!("team:{}:{name}", org.word));
        let mut repos = Vec::new();
        for (repo, level) in node.get("repos").map_or(&[][..], Node::entries) {
            let (repo, Some(said)) = (repo.name.trim(), word(level, text)) else {
                continue;
            };
            if repo.is_empty() {
                continue;
            }
            let path = format!("{}/{repo}", org.word);
            let mut line =
                PowerLine::plain(Right::Execute, &format!("{DOMAIN}/{path}"), level.span);
            line.up_to = Some(At::new(Amount::Text(Text::of(said)), level.span));
            repos.push(At::new(Arc::new(line), level.span));
            entries.push(Entry {
                who: holder.clone(),
                role: Text::of(format!("repo:{said}")),
                body: Named {
                    word: Text::of(path),
                    actor: None,
                },
                span: level.span,
            });
        }
        let previously = node.get("previously").map_or(&[][..], Node::items);
        let previously = previously.iter().filter_map(|item| {
            let name = word(item, text)?;
            Some(At::new(team_id(org, name), item.span))
        });
        teams.push(Team {
            name: Text::of(format!("{}/{name}", org.word)),
            parent: parent.cloned(),
            purpose: described(node, text),
            span: key.span.to(node.span),
            maintainers,
            members,
            repos,
            previously: previously.collect(),
            id: At::new(id.clone(), key.span),
        });
        for (key, node) in node.get("teams").map_or(&[][..], Node::entries) {
            Team::read(key, node, Some(&id), org, text, depth + 1, teams, entries);
        }
    }

    /// The role of its maintainers.
    pub(super) fn maintainers_of(id: &Id) -> Id {
        Id::of(format!("{id}.maintainers"))
    }
}
