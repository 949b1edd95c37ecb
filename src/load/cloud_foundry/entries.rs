//! A charter in the words of the source: who is listed where as what, and which area owns what.

use super::charter::{Area, Charter, Posted};
use crate::model::{Actor, Entry, Id, Named, Text};

/// The entries of a charter, in the order of the text.
pub(super) fn of(charter: &Charter) -> Vec<Entry> {
    let mut entries = Vec::new();
    let body = named(&charter.word, &charter.id);
    for row in charter.rows.iter().filter(|row| row.chair) {
        entries.push(Entry {
            who: who(&row.person.handle, &row.person.id),
            role: Text::of("chair"),
            body: body.clone(),
            span: row.person.span,
        });
    }
    seats(&charter.posts, &body, &mut entries);
    for area in &charter.areas {
        let body = named(&area.word, &area.id);
        seats(&area.posts, &body, &mut entries);
        owned(area, &body, &mut entries);
    }
    entries
}

fn named(word: &Text, unit: &Id) -> Named {
    Named {
        word: word.clone(),
        actor: Some(Actor::Unit(unit.clone())),
    }
}

fn who(handle: &Text, id: &Id) -> Named {
    Named {
        word: handle.clone(),
        actor: Some(Actor::Person(id.clone())),
    }
}

fn seats(posts: &[Posted], body: &Named, entries: &mut Vec<Entry>) {
    for posted in posts {
        let role = Text::of(posted.post.key());
        entries.extend(posted.people.iter().map(|person| Entry {
            who: who(&person.handle, &person.id),
            role: role.clone(),
            body: body.clone(),
            span: person.span,
        }));
    }
}

fn owned(area: &Area, owner: &Named, entries: &mut Vec<Entry>) {
    let role = Text::of("owns");
    entries.extend(area.repositories.iter().map(|repository| Entry {
        who: owner.clone(),
        role: role.clone(),
        body: Named {
            word: repository.value.clone(),
            actor: None,
        },
        span: repository.span,
    }));
}
