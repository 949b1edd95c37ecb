//! `reference/members.yaml`: the Technical Committee.

use std::sync::Arc;

use super::people::Mention;
use crate::load::reading::Reader;
use crate::model::{Actor, Entry, Id, Named, Text};
use crate::source::{At, Node, Value};

/// The id of the committee's unit, and its word.
pub(super) const UNIT: &str = "technical-committee";

/// A member.
#[derive(Debug)]
pub(super) struct Seat {
    pub who: Mention,
    /// The number of the member in the Foundation.
    pub account: Option<Text>,
    /// `chair` or `vice-chair`.
    pub office: Option<At<Text>>,
}

/// What the file says.
#[derive(Debug)]
pub(super) struct Committee {
    pub seats: Vec<Seat>,
    pub entries: Arc<[Entry]>,
}

impl Committee {
    /// `None` where the file is no list.
    pub(super) fn read(root: &Node, reader: &mut Reader) -> Option<Committee> {
        let Value::List(items) = &root.value else {
            let found = format!("found {}", root.described());
            reader.wrong(
                root.span,
                "this must be a list of members".to_owned(),
                found,
            );
            return None;
        };
        let seats: Vec<Seat> = items.iter().filter_map(|item| seat(item, reader)).collect();
        let body = Named {
            word: Text::of(UNIT),
            actor: Some(Actor::Unit(Id::of(UNIT))),
        };
        let (member, office) = (Text::of("tc-member"), Text::of("tc-role"));
        let mut entries = Vec::new();
        for seat in &seats {
            let entry = |role: &Text| Entry {
                who: seat.who.named(),
                role: role.clone(),
                body: body.clone(),
                span: seat.who.span,
            };
            entries.push(entry(&member));
            if seat.office.is_some() {
                entries.push(entry(&office));
            }
        }
        Some(Committee {
            seats,
            entries: entries.into(),
        })
    }
}

fn seat(item: &Node, reader: &mut Reader) -> Option<Seat> {
    let mut text = |key: &str| {
        let node = item.get(key)?;
        reader.text(&format!("`{key}`"), node)
    };
    let (name, nick) = (text("name"), text("irc"));
    let account = text("memberid").map(|number| number.value);
    let office = text("role");
    let span = reader.span(item.span);
    let who = Mention::of(
        name.as_deref().map(|t| &**t),
        nick.as_deref().map(|t| &**t),
        span,
    );
    if who.is_none() && !matches!(item.value, Value::Map(_)) {
        let found = format!("found {}", item.described());
        reader.wrong(item.span, "a member must be a mapping".to_owned(), found);
    }
    Some(Seat {
        who: who?,
        account,
        office,
    })
}
