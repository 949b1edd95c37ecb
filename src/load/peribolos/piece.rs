//! A piece of a configuration file, understood alone.

use std::sync::Arc;

use super::team::Team;
use crate::load::handle::{Handle, handles, id_word, word, word_at};
use crate::load::pieces::Part;
use crate::model::{Actor, Entry, Id, Named, Text};
use crate::source::{At, Node};

/// What a piece holds; its places count from its start.
#[derive(Debug)]
pub(super) struct Held {
    /// Mostly one; a file with `orgs` may have several.
    pub orgs: Vec<OrgPart>,
    pub entries: Arc<[Entry]>,
}

/// What a piece says of one organisation.
#[derive(Debug)]
pub(super) struct OrgPart {
    pub org: OrgName,
    pub purpose: Option<At<Text>>,
    pub admins: Vec<At<Handle>>,
    pub members: Vec<At<Handle>>,
    /// Nested ones follow their parents.
    pub teams: Vec<Team>,
}

/// The name of a GitHub organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OrgName {
    pub word: Text,
    pub id: Id,
}

impl OrgName {
    pub(super) fn of(word: &str) -> OrgName {
        OrgName {
            word: Text::of(word),
            // The name of a team follows a dot.
            id: Id::of(id_word(word).replace('.', "-")),
        }
    }

    fn named(&self) -> Named {
        Named {
            word: self.word.clone(),
            actor: Some(Actor::Unit(self.id.clone())),
        }
    }
}

impl Held {
    /// Reads a part of a file that belongs to an organisation, or to none by its place.
    pub(super) fn read(part: Part<'_>, org: Option<&OrgName>) -> Held {
        let mut entries = Vec::new();
        let mut orgs = Vec::new();
        if part.key == "orgs" {
            for (key, node) in part.node.entries() {
                if key.name.trim().is_empty() {
                    continue;
                }
                let mut own = OrgPart::empty(OrgName::of(key.name.trim()));
                for (key, value) in node.entries() {
                    own.read(&key.name, value, part.text, &mut entries);
                }
                orgs.push(own);
            }
        } else if let Some(org) = org {
            let mut own = OrgPart::empty(org.clone());
            own.read(part.key, part.node, part.text, &mut entries);
            orgs.push(own);
        }
        Held {
            orgs,
            entries: entries.into(),
        }
    }

    /// Everybody who is named, in the order of the text.
    pub(super) fn people(&self) -> impl Iterator<Item = &At<Handle>> {
        self.orgs.iter().flat_map(|org| {
            let teams = org.teams.iter();
            let teams = teams.flat_map(|team| team.maintainers.iter().chain(&team.members));
            org.admins.iter().chain(&org.members).chain(teams)
        })
    }
}

impl OrgPart {
    fn empty(org: OrgName) -> OrgPart {
        OrgPart {
            org,
            purpose: None,
            admins: Vec::new(),
            members: Vec::new(),
            teams: Vec::new(),
        }
    }

    /// Reads what stands under one key of an organisation.
    fn read(&mut self, key: &str, value: &Node, text: &str, entries: &mut Vec<Entry>) {
        match key {
            "description" => {
                let said = word(value, text);
                self.purpose = said.map(|said| At::new(Text::of(said), value.span));
            }
            "admins" => {
                self.admins = handles(value, text);
                seats(&self.admins, "org-admin", &self.org.named(), entries);
            }
            "members" => {
                self.members = handles(value, text);
                seats(&self.members, "org-member", &self.org.named(), entries);
            }
            "teams" => {
                for (key, node) in value.entries() {
                    Team::read(
                        key,
                        node,
                        None,
                        &self.org,
                        text,
                        0,
                        &mut self.teams,
                        entries,
                    );
                }
            }
            _ => {}
        }
    }
}

/// The entries of people in one seat each.
pub(super) fn seats(people: &[At<Handle>], role: &str, body: &Named, entries: &mut Vec<Entry>) {
    let role = Text::of(role);
    entries.extend(people.iter().map(|handle| Entry {
        who: handle.value.named(),
        role: role.clone(),
        body: body.clone(),
        span: handle.span,
    }));
}

/// The text under `description`.
pub(super) fn described(node: &Node, text: &str) -> Option<Text> {
    word_at(node, "description", text).map(|said| Text::of(said.value))
}
