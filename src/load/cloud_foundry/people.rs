//! Who fills a seat.

use crate::load::reading::Reader;
use crate::model::{Id, Text};
use crate::source::{At, Node, Span, Value};

/// What stands where nobody is found yet.
const VACANT: [&str; 9] = [
    "tbd",
    "tba",
    "tbc",
    "n/a",
    "none",
    "vacant",
    "open",
    "to be determined",
    "to be announced",
];

/// A person in a list.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    /// The handle in lower case.
    pub id: Id,
    /// The handle as written.
    pub handle: Text,
    /// The name, where one is written.
    pub name: Option<At<Text>>,
    /// The bytes of the whole item.
    pub span: Span,
}

impl Listed {
    /// A person by handle; `None` for a placeholder.
    pub(super) fn of(handle: &str, name: Option<At<Text>>, span: Span) -> Option<Listed> {
        let handle = handle.trim().trim_start_matches('@');
        if handle.is_empty() || is_vacant(handle) {
            return None;
        }
        Some(Listed {
            id: Id::of(handle.to_lowercase()),
            handle: Text::of(handle),
            name,
            span,
        })
    }
}

fn is_vacant(word: &str) -> bool {
    VACANT
        .iter()
        .any(|vacant| word.eq_ignore_ascii_case(vacant))
}

/// The people of the list `key`, each once, with the bytes of the key.
pub(super) fn read(map: &Node, key: &str, reader: &mut Reader) -> (Option<Span>, Vec<Listed>) {
    let (at, items) = reader.list(map, key);
    let mut people: Vec<Listed> = Vec::with_capacity(items.len());
    let mut seen = std::collections::HashSet::new();
    for item in items {
        if let Some(listed) = one(item, key, reader)
            && seen.insert(listed.id.clone())
        {
            people.push(listed);
        }
    }
    (at, people)
}

/// A mapping with `github` and `name`, or the handle alone.
fn one(item: &Node, key: &str, reader: &mut Reader) -> Option<Listed> {
    let what = format!("an entry of `{key}`");
    match &item.value {
        Value::Null => None,
        Value::Map(_) => {
            let name = item.get("name");
            let name = name.and_then(|name| reader.text("`name`", name));
            let github = item.get("github");
            let Some(handle) = github.and_then(|node| reader.text("`github`", node)) else {
                let vacant = name.as_ref().is_none_or(|name| is_vacant(name));
                if !vacant {
                    let label = "who this is on GitHub is not said".to_owned();
                    reader.wrong(item.span, format!("{what} has no `github`"), label);
                }
                return None;
            };
            Listed::of(&handle, name, reader.span(item.span))
        }
        _ => {
            let handle = reader.text(&what, item)?;
            Listed::of(&handle, None, handle.span)
        }
    }
}
