//! The tree that every file format becomes: values with their places.

use super::Span;

/// A value and the bytes it stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// For a mapping in block style: from its first key to the end of its last value.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// A key of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The text of the key, unquoted.
    pub name: String,
    /// Its bytes.
    pub span: Span,
}

/// The shapes that records are made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing written, `~` or `null`.
    Null,
    /// `true` or `false` and nothing else.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other finite number.
    Float(f64),
    /// Text, dates included.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order of the text, every key once.
    Map(Vec<(Key, Node)>),
}

impl Node {
    /// The value under `name` if this is a mapping that has it.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.entry(name).map(|(_, node)| node)
    }

    /// Key and value under `name` if this is a mapping that has it.
    pub fn entry(&self, name: &str) -> Option<&(Key, Node)> {
        self.entries().iter().find(|(key, _)| key.name == name)
    }

    /// The entries of a mapping; none for anything else.
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The text if this is text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What this is, with its article, as a reader would say it.
    pub fn described(&self) -> String {
        match &self.value {
            Value::Null => "nothing".to_owned(),
            Value::Bool(value) => format!("`{value}`"),
            Value::Integer(value) => format!("the number {value}"),
            Value::Float(value) => format!("the number {value}"),
            Value::Text(text) if text.chars().count() <= 40 && !text.contains('\n') => {
                format!("`{text}`")
            }
            Value::Text(_) => "a text".to_owned(),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a mapping".to_owned(),
        }
    }

    /// Follows a JSON Pointer (RFC 6901) as far as it leads.
    ///
    /// Returns the node found and, where the last step was a key, that key.
    pub fn pointer(&self, pointer: &str) -> (&Node, Option<&Key>) {
        let mut node = self;
        let mut key = None;
        for step in pointer.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            match &node.value {
                Value::Map(entries) => match entries.iter().find(|(key, _)| key.name == step) {
                    Some((found, value)) => {
                        key = Some(found);
                        node = value;
                    }
                    None => break,
                },
                Value::List(items) => match step.parse::<usize>().ok().and_then(|i| items.get(i)) {
                    Some(item) => {
                        key = None;
                        node = item;
                    }
                    None => break,
                },
                _ => break,
            }
        }
        (node, key)
    }

    /// The same tree as a JSON value. Places are lost, numbers that JSON lacks become null.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Integer(value) => Json::from(*value),
            Value::Float(value) => Json::from(*value),
            Value::Text(text) => Json::String(text.clone()),
            Value::List(items) => Json::Array(items.iter().map(Node::to_json).collect()),
            Value::Map(entries) => Json::Object(
                entries
                    .iter()
                    .map(|(key, node)| (key.name.clone(), node.to_json()))
                    .collect(),
            ),
        }
    }

    /// How many nodes the tree has, this one included.
    pub(super) fn count(&self) -> usize {
        1 + match &self.value {
            Value::List(items) => items.iter().map(Node::count).sum(),
            Value::Map(entries) => entries.iter().map(|(_, node)| node.count()).sum(),
            _ => 0,
        }
    }

    /// The same tree further on by `offset` bytes.
    #[must_use]
    pub(super) fn shifted(mut self, offset: usize) -> Self {
        self.shift(offset);
        self
    }

    fn shift(&mut self, offset: usize) {
        self.span = self.span.shifted(offset);
        match &mut self.value {
            Value::List(items) => items.iter_mut().for_each(|item| item.shift(offset)),
            Value::Map(entries) => {
                for (key, node) in entries {
                    key.span = key.span.shifted(offset);
                    node.shift(offset);
                }
            }
            _ => {}
        }
    }
}
