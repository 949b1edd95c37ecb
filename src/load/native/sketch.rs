//! Records as far as power rests on them.
//!
//! A comparison needs little of the records that both its sides have alike: who is able to act, who
//! sits where and may do what, not what anybody is good at. Fields of prose are passed over without
//! being parsed, and no schema is asked. Where the lines of a text do not tell its fields for
//! certain the whole record is read.

use std::sync::Arc;

use memchr::memchr;

use super::{Content, place_of, read_any};
use crate::load::adapter::Understood;
use crate::model::{Id, Kind};
use crate::source::{Node, Source, Sources, Value, parse_yaml, split_front_matter};

/// Optional fields that no power rests on, in any kind of record.
const PROSE: [&str; 22] = [
    "accountabilities",
    "affiliations",
    "delivers",
    "depends_on",
    "driver",
    "evaluation",
    "interests",
    "languages",
    "limits",
    "links",
    "location",
    "meets",
    "metrics",
    "purpose",
    "resources",
    "review_by",
    "serves",
    "skills",
    "support",
    "time",
    "timezone",
    "training",
];

/// The record of a file whose fields the lines tell; `None` where the file must be read in full.
pub(super) fn sketch(source: &Arc<Source>) -> Option<Understood<Content>> {
    let only = Sources::default().add(Arc::clone(source));
    let says = place_of(source.path());
    let kind = says.kind?;
    if kind == Kind::Org {
        return None;
    }
    let text = source.text();
    let (start, yaml, body) = if source.path().ends_with(".md") {
        let front = split_front_matter(text)?;
        if !front.closed {
            return None;
        }
        let yaml = &text[front.yaml.start..front.yaml.end];
        (front.yaml.start, yaml, Some(front.body))
    } else {
        (0, text, None)
    };
    let root = fields(yaml, start)?;
    // What says its kind or id itself is for the full reading to judge.
    if root.get("kind").is_some() || root.get("id").is_some() {
        return None;
    }
    let name = root.get("name")?.span;
    let id = Id::of(&says.id);
    let record = read_any(kind, &root, id.clone(), only, body).ok()?;
    Some(Understood {
        content: Some(Content {
            name: Some((kind, id, name)),
            record: Some(record),
        }),
        findings: Vec::new(),
        unread: Vec::new(),
    })
}

/// The fields of a mapping that are not prose, each parsed alone.
fn fields(yaml: &str, start: usize) -> Option<Node> {
    // Marks that reach from one field into another, and white space that hides where one begins.
    let reaches = |found: bool, byte: &u8| found | matches!(byte, b'\t' | b'\r' | b'&' | b'*');
    // No byte of a block decides before the others, so that the processor takes many at once.
    let mut blocks = yaml.as_bytes().chunks(256);
    if blocks.any(|block| block.iter().fold(false, reaches)) || yaml.contains('\u{feff}') {
        return None;
    }
    let mut entries = Vec::new();
    let mut field: Option<(&str, usize)> = None;
    let mut at = 0;
    while at < yaml.len() {
        let line = &yaml[at..];
        let line = &line[..memchr(b'\n', line.as_bytes()).map_or(line.len(), |end| end + 1)];
        let begins = match line.as_bytes().first() {
            Some(b' ' | b'\n' | b'#') | None => false,
            // A list may stand as deep as the key that it belongs to.
            Some(b'-') if line.starts_with("- ") => false,
            Some(byte) if byte.is_ascii_lowercase() || *byte == b'x' => true,
            Some(_) => return None,
        };
        if begins {
            if let Some((key, from)) = field.take() {
                read(key, &yaml[from..at], start + from, &mut entries)?;
            }
            let (key, _) = line.split_once(':')?;
            let plain = key
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
            field = plain.then_some((key, at));
            field?;
        }
        at += line.len();
    }
    let (key, from) = field?;
    read(key, &yaml[from..], start + from, &mut entries)?;
    let (first, last) = (entries.first()?.0.span, entries.last()?.1.span);
    Some(Node {
        span: first.to(last),
        value: Value::Map(entries),
    })
}

fn read(
    key: &str,
    text: &str,
    at: usize,
    entries: &mut Vec<(crate::source::Key, Node)>,
) -> Option<()> {
    if PROSE.contains(&key) && !may_run_on(&text[key.len() + 1..]) {
        return Some(());
    }
    let parsed = parse_yaml(text).shifted(at);
    if !parsed.faults.is_empty() {
        return None;
    }
    let Value::Map(read) = parsed.root?.value else {
        return None;
    };
    let [(key, value)] = <[_; 1]>::try_from(read).ok()?;
    if entries.iter().any(|(known, _)| known.name == key.name) {
        return None;
    }
    entries.push((key, value));
    Some(())
}

/// Whether a value is of a style that need not end where a line stops being indented.
fn may_run_on(value: &str) -> bool {
    value.trim_start().starts_with(['"', '\'', '[', '{']) && value.trim_end().contains('\n')
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::super::understand;
    use super::*;

    fn both(path: &str, text: &str) -> (String, Option<String>) {
        let source = Arc::new(Source::new(path, text));
        let told = |understood: Understood<Content>| {
            let content = understood.content.unwrap();
            format!("{:?} {:?}", content.name, content.record)
        };
        (
            told(understand(&source).unwrap()),
            sketch(&source).map(told),
        )
    }

    #[test]
    fn what_is_sketched_is_what_is_read_but_for_the_prose() {
        let role = "name: Keeper\nunit: board\nselection: {by: board, term: P1Y}\n\
                    holders:\n- person: ann\n  since: 2024-01-01\n- {person: ben, as: deputy}\n";
        let (whole, sketched) = both("roles/keeper.yaml", role);
        assert_eq!(sketched, Some(whole));
        let with_prose = format!("purpose: |\n  name: Not this one\n\n  unit: x\n{role}");
        let (_, sketched) = both("roles/keeper.yaml", &with_prose);
        let sketched = sketched.unwrap();
        assert!(
            sketched.contains("Keeper") && !sketched.contains("Not this"),
            "{sketched}"
        );
    }

    #[test]
    fn what_the_lines_do_not_tell_is_read_in_full() {
        for text in [
            "{name: Keeper, unit: board}\n",
            "name: Keeper\nunit: &u board\n",
            "name: Keeper\nname: Other\nunit: board\n",
            "name: \"Keeper\nof keys\"\nunit: board\n",
            "name: Keeper\npurpose: \"Keys\nholders: none\"\nunit: board\n",
            "id: keeper\nname: Keeper\nunit: board\n",
            "name: Keeper\nunit: [board\n",
            "unit: board\n",
            "--- \nname: Keeper\nunit: board\n",
        ] {
            let source = Arc::new(Source::new("roles/keeper.yaml", text));
            assert!(sketch(&source).is_none(), "{text}");
        }
    }
}
