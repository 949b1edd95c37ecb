//! `orgs/*.yml`: GitHub organisations, their people and teams.

use std::collections::HashSet;

use super::people::{self, Listed};
use crate::load::reading::Reader;
use crate::load::slug::slug;
use crate::model::{Amount, Id, Text};
use crate::source::{At, Node, Span, Value};

/// What a file says about one organisation. Several files may speak of one.
#[derive(Debug)]
pub(super) struct Organisation {
    /// `github-<org>`.
    pub id: Id,
    pub name: At<Text>,
    pub span: Span,
    /// `admins`: owners of the organisation.
    pub admins: Vec<Listed>,
    /// `members` and `contributors`.
    pub members: Vec<Listed>,
    pub teams: Vec<Team>,
}

/// A team that the charters do not make.
#[derive(Debug)]
pub(super) struct Team {
    /// `github-<org>-<team>`.
    pub id: Id,
    pub name: At<Text>,
    pub purpose: Option<Text>,
    pub span: Span,
    pub people: Vec<Listed>,
    /// Repositories as `<org>/<name>` with the level of access.
    pub access: Vec<(String, At<Amount>)>,
}

/// The organisations of a file; none where it speaks of something else.
pub(super) fn read(root: &Node, reader: &mut Reader) -> Vec<Organisation> {
    let entries = reader.map(root, "orgs").iter();
    let found = entries.map(|(key, node)| {
        let id = format!("github-{}", slug(&key.name));
        let (_, admins) = people::read(node, "admins", reader);
        let members = united(node, ["members", "contributors"], reader);
        Organisation {
            name: At::new(Text::of(&key.name), reader.span(key.span)),
            span: reader.span(key.span.to(node.span)),
            admins,
            members,
            teams: teams(&id, &key.name, node, reader),
            id: Id::of(id),
        }
    });
    found.collect()
}

fn teams(unit: &str, org: &str, node: &Node, reader: &mut Reader) -> Vec<Team> {
    let entries = reader.map(node, "teams").iter();
    let found = entries.map(|(key, team)| {
        let people = united(team, ["maintainers", "members"], reader);
        let purpose = team.get("description");
        let purpose = purpose.and_then(|text| reader.text("`description`", text));
        let repos = reader.map(team, "repos").iter();
        let access = repos.filter_map(|(repo, level)| {
            let Value::Text(word) = &level.value else {
                return None;
            };
            let level = At::new(Amount::Text(Text::of(word)), reader.span(level.span));
            Some((format!("{org}/{}", repo.name), level))
        });
        let access = access.collect();
        Team {
            id: Id::of(format!("{unit}-{}", slug(&key.name))),
            name: At::new(Text::of(&key.name), reader.span(key.span)),
            purpose: purpose.map(|text| text.value),
            span: reader.span(key.span.to(team.span)),
            people,
            access,
        }
    });
    found.collect()
}

/// The people of two lists, each once.
fn united(node: &Node, keys: [&str; 2], reader: &mut Reader) -> Vec<Listed> {
    let mut people: Vec<Listed> = Vec::new();
    let mut seen = HashSet::new();
    for key in keys {
        let (_, listed) = people::read(node, key, reader);
        people.extend(
            listed
                .into_iter()
                .filter(|person| seen.insert(person.id.clone())),
        );
    }
    people
}
