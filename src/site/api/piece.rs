//! Finished pieces of a document. Thousands of small objects make up the data, and as values of
//! `serde_json` each would be a map of its own that lives for a line.

use std::borrow::{Borrow, Cow};

use serde::Serialize;

use crate::model::{
    Activity, Date, Id, Language, MembershipRule, Object, PersonType, Reversible, Right, Slug,
    Status, Text, Voice,
};
use crate::report::escaped;

/// A finished piece of a document: JSON in which nothing is hidden. It takes a tenth of the memory
/// that the value would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece(String);

impl Piece {
    /// Its JSON.
    pub(super) fn json(&self) -> &str {
        &self.0
    }

    /// This object with the fields of another behind its own; the two share none.
    pub(super) fn and(mut self, other: &Piece) -> Piece {
        let more = other.0.strip_prefix('{').unwrap_or_default();
        self.0.pop();
        if self.0.len() > 1 && more.len() > 1 {
            self.0.push(',');
        }
        self.0.push_str(more);
        self
    }
}

/// A piece that says what a value does.
pub(super) fn piece(value: &impl Serialize) -> Piece {
    Piece(escaped(json(value)))
}

fn json(value: &impl Serialize) -> String {
    // Plain maps and strings: writing them as JSON does not fail.
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

/// A list of finished pieces.
pub(super) fn list<P: Borrow<Piece>>(pieces: impl IntoIterator<Item = P>) -> Piece {
    let mut json = String::from("[");
    for piece in pieces {
        if json.len() > 1 {
            json.push(',');
        }
        json.push_str(&piece.borrow().0);
    }
    json.push(']');
    Piece(json)
}

/// An object with these fields, in this order. Names of fields are plain words.
pub(super) fn object_of(fields: &[(&str, &dyn Said)]) -> Piece {
    let mut json = String::with_capacity(fields.len() * 24);
    json.push('{');
    for (name, value) in fields {
        if json.len() > 1 {
            json.push(',');
        }
        json.push('"');
        json.push_str(name);
        json.push_str("\":");
        value.say(&mut json);
    }
    json.push('}');
    Piece(json)
}

/// An object whose fields people named.
pub(super) fn entries<'n, S: Said>(fields: impl IntoIterator<Item = (&'n str, S)>) -> Piece {
    let mut json = String::from("{");
    for (name, value) in fields {
        if json.len() > 1 {
            json.push(',');
        }
        name.say(&mut json);
        json.push(':');
        value.say(&mut json);
    }
    json.push('}');
    Piece(json)
}

/// An object, written as it will stand there.
macro_rules! object {
    ({ $($name:literal: $value:expr),* $(,)? }) => {
        $crate::site::api::piece::object_of(&[$(($name, &$value)),*])
    };
}
pub(super) use object;

/// What can stand in a piece.
pub(super) trait Said {
    /// Adds itself as JSON in which nothing is hidden.
    fn say(&self, json: &mut String);
}

impl Said for Piece {
    fn say(&self, json: &mut String) {
        json.push_str(&self.0);
    }
}

impl Said for str {
    fn say(&self, json: &mut String) {
        let is_plain = |byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
        if self.bytes().all(is_plain) {
            json.push('"');
            json.push_str(self);
            json.push('"');
        } else {
            json.push_str(&piece(&self).0);
        }
    }
}

impl Said for bool {
    fn say(&self, json: &mut String) {
        json.push_str(if *self { "true" } else { "false" });
    }
}

impl<T: Said + ?Sized> Said for &T {
    fn say(&self, json: &mut String) {
        (**self).say(json);
    }
}

impl<T: Said> Said for Option<T> {
    fn say(&self, json: &mut String) {
        match self {
            Some(value) => value.say(json),
            None => json.push_str("null"),
        }
    }
}

impl<T: Said> Said for Vec<T> {
    fn say(&self, json: &mut String) {
        json.push('[');
        for (at, value) in self.iter().enumerate() {
            if at > 0 {
                json.push(',');
            }
            value.say(json);
        }
        json.push(']');
    }
}

/// Words of the model that are strings.
macro_rules! words {
    ($($word:ty),*) => {
        $(impl Said for $word {
            fn say(&self, json: &mut String) {
                let word: &str = self;
                word.say(json);
            }
        })*
    };
}
words!(Cow<'_, str>, Id, Language, Object, Slug, String, Text);

/// What is rare, or long enough in itself, goes the usual way.
macro_rules! values {
    ($($value:ty),*) => {
        $(impl Said for $value {
            fn say(&self, json: &mut String) {
                json.push_str(&piece(self).0);
            }
        })*
    };
}
values!(
    Activity,
    Date,
    MembershipRule,
    PersonType,
    Reversible,
    Right,
    Status,
    Voice,
    u64,
    usize
);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    use super::*;

    fn read(piece: &Piece) -> Json {
        serde_json::from_str(piece.json()).expect("JSON")
    }

    #[test]
    fn objects_are_put_together() {
        let none: Option<&str> = None;
        let head = object!({"id": "a", "name": String::from("A \"quoted\" \\ name")});
        let whole = head.and(&object!({"at": none, "is": true, "of": vec!["x", "y"]}));
        let said = json!({"id": "a", "name": "A \"quoted\" \\ name", "at": null, "is": true, "of": ["x", "y"]});
        assert_eq!(read(&whole), said);
        let nothing = object!({});
        assert_eq!(nothing.clone().and(&nothing).json(), "{}");
        assert_eq!(read(&whole.clone().and(&nothing)), said);
        assert_eq!(read(&nothing.and(&whole)), said);
        let named = entries([("a\"b", 1_usize), ("c", 2)]);
        assert_eq!(
            read(&list([&named, &named])),
            json!([{"a\"b": 1, "c": 2}, {"a\"b": 1, "c": 2}])
        );
    }

    proptest! {
        #[test]
        fn texts_are_read_back_and_hide_nothing(text in "([ -~]|[\n\\\\\"\u{7f}]|[\u{80}-\u{2fff}]|\u{e0001}){0,40}") {
            let said = object!({"text": text});
            prop_assert_eq!(&read(&said)["text"], &json!(text));
            prop_assert_eq!(said.json(), &escaped(said.json().to_owned()));
        }
    }
}
