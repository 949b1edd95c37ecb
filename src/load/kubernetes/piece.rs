//! A piece of `sigs.yaml` or `OWNERS_ALIASES`, understood alone.

use std::sync::Arc;

use super::group::{Group, Seat};
use crate::diag::{Finding, Severity};
use crate::load::handle::{Handle, handles_at, id_word, word, word_at};
use crate::load::pieces::Part;
use crate::model::{Actor, Entry, Id, Named, Text};
use crate::schema::MISSING_FIELD;
use crate::source::{At, Node, Place, SourceId, Span};

/// What a piece holds; its places count from its start.
#[derive(Debug)]
pub(super) struct Held {
    pub groups: Vec<Group>,
    pub aliases: Vec<Alias>,
    /// Whoever speaks for the project on the governing board.
    pub board_seat: Option<Seat>,
    pub entries: Arc<[Entry]>,
    /// Everybody who is named, with the name that is written beside the handle.
    pub people: Vec<Mention>,
    /// What is wrong, placed in a set of one file.
    pub findings: Vec<Finding>,
}

/// A handle where it stands, and the name beside it.
#[derive(Debug)]
pub(super) struct Mention {
    pub person: Id,
    pub word: Text,
    pub name: Option<Text>,
}

/// An alias of `OWNERS_ALIASES`.
#[derive(Debug)]
pub(super) struct Alias {
    pub id: At<Id>,
    pub name: Text,
    pub span: Span,
    pub members: Vec<At<Handle>>,
}

/// The id of the unit that an alias is. A group may bear the name of an alias, so it begins
/// otherwise.
pub(super) fn alias_id(name: &str) -> Id {
    Id::of(format!("alias.{}", id_word(name)))
}

impl Held {
    /// Reads a part of `sigs.yaml`.
    pub(super) fn groups(part: Part<'_>, source: SourceId) -> Held {
        let mut reading = Reading::new(part.text, source);
        let mut groups = Vec::new();
        for node in part.node.items() {
            groups.extend(Group::read(node, part.key, &mut reading));
        }
        let mut board_seat = None;
        if part.key == "gb_rep" {
            board_seat = reading.somebody(part.node);
        }
        reading.held(groups, Vec::new(), board_seat)
    }

    /// Reads a part of `OWNERS_ALIASES`.
    pub(super) fn aliases(part: Part<'_>, source: SourceId) -> Held {
        let mut reading = Reading::new(part.text, source);
        let mut aliases = Vec::new();
        let entries = if part.key == "aliases" {
            part.node.entries()
        } else {
            &[]
        };
        for (key, _) in entries {
            let name = key.name.trim();
            if name.is_empty() {
                continue;
            }
            let id = alias_id(name);
            let body = Named {
                word: Text::of(name),
                actor: Some(Actor::Unit(id.clone())),
            };
            let members = handles_at(part.node, &key.name, part.text);
            for member in &members {
                reading.entry(member, "alias-member", &body, None);
            }
            let last = members.last().map_or(key.span, |member| member.span);
            aliases.push(Alias {
                id: At::new(id, key.span),
                name: body.word,
                span: key.span.to(last),
                members,
            });
        }
        reading.held(Vec::new(), aliases, None)
    }
}

/// What is gathered while a piece is read.
pub(super) struct Reading<'p> {
    pub text: &'p str,
    pub entries: Vec<Entry>,
    people: Vec<Mention>,
    findings: Vec<Finding>,
    source: SourceId,
}

impl<'p> Reading<'p> {
    fn new(text: &'p str, source: SourceId) -> Self {
        Reading {
            text,
            entries: Vec::new(),
            people: Vec::new(),
            findings: Vec::new(),
            source,
        }
    }

    fn held(self, groups: Vec<Group>, aliases: Vec<Alias>, board_seat: Option<Seat>) -> Held {
        Held {
            groups,
            aliases,
            board_seat,
            entries: self.entries.into(),
            people: self.people,
            findings: self.findings,
        }
    }

    /// Notes that a key is missing without which an entry says nothing.
    pub(super) fn missing(&mut self, key: &str, of: &str, node: &Node) {
        let first = node.entries().first();
        let span = first.map_or(node.span, |(key, _)| key.span);
        let place = Place {
            source: self.source,
            span,
        };
        let message = format!("this {of} has no `{key}`");
        let finding = Finding::new(MISSING_FIELD, Severity::Error, place, message);
        self.findings
            .push(finding.label(format!("`{key}` is required")));
    }

    fn entry(&mut self, handle: &At<Handle>, role: &str, body: &Named, name: Option<&Text>) {
        self.mention(handle, name);
        self.entries.push(Entry {
            who: handle.named(),
            role: Text::of(role),
            body: body.clone(),
            span: handle.span,
        });
    }

    fn mention(&mut self, handle: &At<Handle>, name: Option<&Text>) {
        if let Some(person) = &handle.person {
            self.people.push(Mention {
                person: person.clone(),
                word: handle.word.clone(),
                name: name.cloned(),
            });
        }
    }

    /// The people of a list: mappings with `github`, or bare handles.
    pub(super) fn seats(&mut self, node: &Node, key: &str, role: &str, body: &Named) -> Vec<Seat> {
        let items = node.get(key).map_or(&[][..], Node::items).iter();
        items
            .filter_map(|item| self.seat(item, role, body))
            .collect()
    }

    pub(super) fn seat(&mut self, node: &Node, role: &str, body: &Named) -> Option<Seat> {
        let seat = self.read_seat(node)?;
        self.entry(&seat.handle, role, body, seat.name.as_ref());
        Some(seat)
    }

    /// Somebody whose seat is no entry.
    fn somebody(&mut self, node: &Node) -> Option<Seat> {
        let seat = self.read_seat(node)?;
        self.mention(&seat.handle, seat.name.as_ref());
        Some(seat)
    }

    fn read_seat(&self, node: &Node) -> Option<Seat> {
        let handle = match word_at(node, "github", self.text) {
            Some(handle) => handle,
            None => At::new(word(node, self.text)?, node.span),
        };
        let name = word_at(node, "name", self.text).map(|name| Text::of(name.value));
        Some(Seat {
            handle: At::new(Handle::of(handle.value)?, handle.span),
            name,
        })
    }
}
