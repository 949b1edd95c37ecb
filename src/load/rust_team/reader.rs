//! Typed values off a TOML tree, with a finding for each that is not what is due.

use crate::diag::{Finding, Severity, did_you_mean, nearest};
use crate::load::DUPLICATE_ID;
use crate::model::{Id, Kind};
use crate::schema::{MISSING_FIELD, SCHEMA_MISMATCH};
use crate::source::{At, Node, Place, SourceId, Span, Value};

/// The longest name of a person, team, role, repository or permission, in bytes.
const MAX_NAME_BYTES: usize = 100;

/// Reads one file; whatever misfits is noted and left out.
pub(super) struct Reader {
    pub source: SourceId,
    pub findings: Vec<Finding>,
}

/// One entry of `members`, `leads` or `alumni`.
pub(super) struct Listed {
    /// The handle.
    pub person: At<Id>,
    /// Ids of the team's own roles.
    pub roles: Vec<At<Id>>,
}

impl Reader {
    pub(super) fn new(source: SourceId) -> Self {
        Reader {
            source,
            findings: Vec::new(),
        }
    }

    /// Notes something that does not fit.
    pub(super) fn wrong(&mut self, span: Span, message: String, label: String) -> &mut Finding {
        let place = Place {
            source: self.source,
            span,
        };
        let finding = Finding::new(SCHEMA_MISMATCH, Severity::Error, place, message).label(label);
        self.findings.push(finding);
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// Names the record that all findings so far concern.
    pub(super) fn concerns(&mut self, kind: Kind, id: &Id) {
        for finding in &mut self.findings {
            finding.record.get_or_insert_with(|| format!("{kind}/{id}"));
        }
    }

    fn not_a(&mut self, due: &str, what: &str, node: &Node) {
        let found = format!("found {}", node.described());
        self.wrong(node.span, format!("{what} must be {due}"), found);
    }

    /// Notes that a key is missing which every year's format requires; a near one may be meant.
    pub(super) fn missing(&mut self, key: &str, of: &str, table: &Node) {
        let keys = table.entries();
        let near = nearest(key, keys.iter().map(|(key, _)| key.name.as_str()));
        let near = near.and_then(|near| table.entry(near));
        let at = near
            .or(keys.first())
            .map_or(table.span, |(key, _)| key.span);
        let label = match near {
            Some((near, _)) => format!("is `{}` meant to be `{key}`?", near.name),
            None => format!("`{key}` is required"),
        };
        self.wrong(at, format!("this {of} has no `{key}`"), label)
            .rule = MISSING_FIELD;
    }

    /// Notes that something stands twice where it may stand once.
    pub(super) fn twice(&mut self, message: &str, second: Span, first: Span) {
        let place = |span| Place {
            source: self.source,
            span,
        };
        let finding = Finding::new(DUPLICATE_ID, Severity::Error, place(second), message)
            .label("the second one")
            .related(place(first), "the first one")
            .fix("give one of them another id: the first counts, the second is ignored");
        self.findings.push(finding);
    }

    /// A text that is not blank.
    pub(super) fn text<'n>(&mut self, table: &'n Node, key: &str) -> Option<At<&'n str>> {
        let node = table.get(key)?;
        match node.text() {
            Some(text) if text.trim().is_empty() => None,
            Some(text) => Some(At::new(text, node.span)),
            None => {
                self.not_a("a text", &format!("`{key}`"), node);
                None
            }
        }
    }

    /// A whole number or a text, as its text.
    pub(super) fn number_or_text(&mut self, table: &Node, key: &str) -> Option<String> {
        let node = table.get(key)?;
        match &node.value {
            Value::Integer(number) => Some(number.to_string()),
            Value::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            _ => {
                self.not_a("a number or a text", &format!("`{key}`"), node);
                None
            }
        }
    }

    /// The bytes of key and value where the value is `true`.
    pub(super) fn flag(&mut self, table: &Node, key: &str) -> Option<Span> {
        let (key, node) = table.entry(key)?;
        match node.value {
            Value::Bool(true) => Some(key.span.to(node.span)),
            Value::Bool(false) => None,
            _ => {
                self.not_a("true or false", &format!("`{}`", key.name), node);
                None
            }
        }
    }

    pub(super) fn table<'n>(&mut self, table: &'n Node, key: &str) -> Option<&'n Node> {
        let node = table.get(key)?;
        if let Value::Map(_) = node.value {
            return Some(node);
        }
        self.not_a("a table", &format!("`{key}`"), node);
        None
    }

    pub(super) fn list<'n>(&mut self, table: &'n Node, key: &str) -> &'n [Node] {
        let Some(node) = table.get(key) else {
            return &[];
        };
        if let Value::List(items) = &node.value {
            return items;
        }
        self.not_a("a list", &format!("`{key}`"), node);
        &[]
    }

    /// The name of a person, team, role, repository or permission.
    pub(super) fn name(&mut self, what: &str, node: &Node) -> Option<At<Id>> {
        let Some(text) = node.text() else {
            self.not_a("a text", what, node);
            return None;
        };
        self.checked(what, text, node.span)
    }

    /// A name that is known to be text. Names become addresses and file names later on, so nothing
    /// that could lead elsewhere is let in.
    pub(super) fn checked(&mut self, what: &str, text: &str, span: Span) -> Option<At<Id>> {
        if is_name(text) {
            return Some(At::new(Id::of(text), span));
        }
        self.wrong(
            span,
            format!("{what} is not a name"),
            format!("letters, digits, `-`, `_` and `.`, at most {MAX_NAME_BYTES}"),
        );
        None
    }

    pub(super) fn names(&mut self, table: &Node, key: &str) -> Vec<At<Id>> {
        let what = format!("an entry of `{key}`");
        let items = self.list(table, key).iter();
        items.filter_map(|item| self.name(&what, item)).collect()
    }

    /// People: handles, or tables of a handle and roles.
    pub(super) fn people(&mut self, table: &Node, key: &str) -> Vec<Listed> {
        let what = format!("an entry of `{key}`");
        let items = self.list(table, key).iter();
        items
            .filter_map(|item| match &item.value {
                Value::Map(_) => {
                    let Some(github) = item.get("github") else {
                        self.missing("github", &format!("entry of `{key}`"), item);
                        return None;
                    };
                    Some(Listed {
                        person: self.name("`github`", github)?,
                        roles: self.names(item, "roles"),
                    })
                }
                _ => Some(Listed {
                    person: self.name(&what, item)?,
                    roles: Vec::new(),
                }),
            })
            .collect()
    }

    /// A word of a list; an unknown one is noted.
    pub(super) fn one_of(&mut self, what: &str, word: &At<&str>, known: &[&str]) -> bool {
        if known.contains(&word.value) {
            return true;
        }
        let near = did_you_mean(word.value, known.iter().copied());
        let finding = self.wrong(
            word.span,
            format!("{what} cannot be `{}`", word.value),
            near.unwrap_or_else(|| "not a known word".to_owned()),
        );
        finding.fix = Some(format!("write one of: {}", known.join(", ")));
        false
    }
}

fn is_name(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '[' | ']');
    !text.is_empty()
        && text.len() <= MAX_NAME_BYTES
        && !matches!(text, "." | "..")
        && text.chars().all(allowed)
}
