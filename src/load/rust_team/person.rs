//! `people/*.toml`.

use std::sync::Arc;

use super::entries;
use super::permissions;
use super::reader::Reader;
use crate::model::{Entry, Envelope, Person, PowerLine, Record, RecordData, Text};
use crate::source::{At, Node};

/// Names of a person elsewhere: the key there, and here. Addresses of electronic mail are left out.
const HANDLES: [(&str, &str); 7] = [
    ("github-id", "github-id"),
    ("zulip-id", "zulip-id"),
    ("discord-id", "discord-id"),
    ("discord", "discord"),
    ("irc", "irc"),
    ("irc-nickname", "irc"),
    ("matrix", "matrix"),
];

/// What the file of a person says.
#[derive(Debug)]
pub(super) struct PersonFile {
    pub record: Record<Person>,
    /// The id in small letters: handles differ in more than case, as they do on GitHub.
    pub handle: Box<str>,
    /// What the file records directly.
    pub entries: Arc<[Entry]>,
    /// Rights given to the person alone.
    pub permissions: Vec<At<Arc<PowerLine>>>,
}

impl PersonFile {
    pub(super) fn read(root: &Node, reader: &mut Reader) -> Option<PersonFile> {
        let Some(github) = root.get("github") else {
            reader.missing("github", "person", root);
            return None;
        };
        let id = reader.name("`github`", github)?;
        let name = match reader.text(root, "name") {
            Some(name) => At::new(Text::of(name.value), name.span),
            None => {
                if root.get("name").is_none() {
                    reader.missing("name", "person", root);
                }
                At::new(Text::of(&*id.value), id.span)
            }
        };
        let mut person = Person::default();
        let handles = &mut person.handles;
        handles.insert(Text::of("github"), Text::of(&*id.value));
        for (key, service) in HANDLES {
            let handle = reader.number_or_text(root, key);
            if let Some(handle) = handle.filter(|handle| key == "matrix" || !handle.contains('@')) {
                handles.insert(Text::of(service), Text::of(handle));
            }
        }
        let mut envelope = Envelope::named(name);
        envelope.id = Some(id.clone());
        let permissions = permissions::read(root, "permissions", reader);
        reader.concerns(Person::KIND, &id);
        Some(PersonFile {
            entries: entries::of_person(&id, &permissions),
            handle: Box::from(id.to_ascii_lowercase()),
            record: Record {
                source: reader.source,
                span: root.span,
                head: github.span,
                body: None,
                envelope: Arc::new(envelope),
                data: Arc::new(person),
                id: id.value,
            },
            permissions: permissions
                .into_iter()
                .map(|line| At::new(Arc::new(line.value), line.span))
                .collect(),
        })
    }
}
