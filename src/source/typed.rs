//! Typed structs read off the [`Node`] tree, with the places of fields that ask for them.
//!
//! Structs that deny unknown fields accept keys that start with `x-`: those belong to the reader.

use std::fmt;
use std::ops::Deref;

use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Key, Node, Span, Value};

/// A value with its place. Compares, and shows itself, as the value alone: a moved line is no
/// change.
#[derive(Clone, Copy)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its bytes.
    pub span: Span,
}

impl<T> At<T> {
    /// A value at a place.
    pub fn new(value: T, span: Span) -> Self {
        At { value, span }
    }
}

impl<T> Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for At<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for At<T> {}

impl<T: fmt::Debug> fmt::Debug for At<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: fmt::Display> fmt::Display for At<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// The struct name and fields by which [`At`] asks the deserializer for a place. The names cannot
/// be keys of a record.
const AT: &str = "\0At";
const AT_FIELDS: &[&str] = &["\0start", "\0end", "\0value"];

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AtVisitor<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for AtVisitor<T> {
            type Value = At<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value with its place")
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<At<T>, A::Error> {
                let missing = || de::Error::custom("a place is missing");
                let start = seq.next_element()?.ok_or_else(missing)?;
                let end = seq.next_element()?.ok_or_else(missing)?;
                let value = seq.next_element()?.ok_or_else(missing)?;
                Ok(At::new(value, Span::new(start, end)))
            }
        }
        deserializer.deserialize_struct(AT, AT_FIELDS, AtVisitor(std::marker::PhantomData))
    }
}

/// Why a tree does not fit a type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct TypeFault {
    /// What is wrong, in lower case.
    pub message: String,
    /// The bytes concerned.
    pub span: Span,
    placed: bool,
}

impl TypeFault {
    /// A fault at a place.
    pub fn new(message: impl Into<String>, span: Span) -> Self {
        TypeFault {
            message: message.into(),
            span,
            placed: true,
        }
    }

    fn placed_at(mut self, span: Span) -> Self {
        if !self.placed {
            self.span = span;
            self.placed = true;
        }
        self
    }
}

impl de::Error for TypeFault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        TypeFault {
            message: message.to_string(),
            span: Span::default(),
            placed: false,
        }
    }
}

/// Reads a `T` off a tree.
pub fn read<'de, T: Deserialize<'de>>(node: &'de Node) -> Result<T, TypeFault> {
    T::deserialize(Typed(node)).map_err(|fault| fault.placed_at(node.span))
}

/// Reads a `T` off those entries of a mapping whose key `keep` accepts, so that several structs
/// can share one mapping and each still deny what it does not know.
pub fn read_part<'de, T: Deserialize<'de>>(
    node: &'de Node,
    keep: fn(&str) -> bool,
) -> Result<T, TypeFault> {
    read_entries(node, |key| !key.starts_with("x-"), keep)
}

/// As [`read_part`], for a `T` some of whose own keys start with `x-`: `keep` alone says which.
pub fn read_named<'de, T: Deserialize<'de>>(
    node: &'de Node,
    keep: fn(&str) -> bool,
) -> Result<T, TypeFault> {
    read_entries(node, |_| true, keep)
}

fn read_entries<'de, T: Deserialize<'de>>(
    node: &'de Node,
    keep: fn(&str) -> bool,
    keep_too: fn(&str) -> bool,
) -> Result<T, TypeFault> {
    let entries = Entries {
        rest: node.entries().iter(),
        keep,
        keep_too,
        value: None,
    };
    if matches!(node.value, Value::Map(_)) {
        T::deserialize(de::value::MapAccessDeserializer::new(entries))
            .map_err(|fault| fault.placed_at(node.span))
    } else {
        read(node)
    }
}

#[derive(Clone, Copy)]
struct Typed<'de>(&'de Node);

impl<'de> Deserializer<'de> for Typed<'de> {
    type Error = TypeFault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeFault> {
        let done = match &self.0.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Integer(value) => visitor.visit_i64(*value),
            // As in JSON Schema, 1.0 is a whole number.
            #[allow(clippy::cast_possible_truncation)] // below 2^53
            Value::Float(value) if value.fract() == 0.0 && value.abs() < 9.0e15 => {
                visitor.visit_i64(*value as i64)
            }
            Value::Float(value) => visitor.visit_f64(*value),
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::List(items) => visitor.visit_seq(Items(items.iter())),
            Value::Map(entries) => visitor.visit_map(Entries::all(entries)),
        };
        done.map_err(|fault: TypeFault| fault.placed_at(self.0.span))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TypeFault> {
        // A key with nothing behind it is not the same as no key: the type must say so itself.
        visitor.visit_some(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TypeFault> {
        if name == AT {
            return visitor.visit_seq(Placed {
                node: self.0,
                step: 0,
            });
        }
        match &self.0.value {
            Value::Map(entries) => visitor
                .visit_map(Entries::of_struct(entries))
                .map_err(|fault: TypeFault| fault.placed_at(self.0.span)),
            // A derived struct would take a list for its fields in order; a record does not.
            Value::List(_) => Err(TypeFault::new(
                "expected a mapping, found a list",
                self.0.span,
            )),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, TypeFault> {
        visitor
            .visit_newtype_struct(self)
            .map_err(|fault: TypeFault| fault.placed_at(self.0.span))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TypeFault> {
        let done = match &self.0.value {
            Value::Text(text) => visitor.visit_enum(text.as_str().into_deserializer()),
            _ => Err(de::Error::custom(format!(
                "expected one word, found {}",
                self.0.described()
            ))),
        };
        done.map_err(|fault: TypeFault| fault.placed_at(self.0.span))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

struct Placed<'de> {
    node: &'de Node,
    step: u8,
}

impl<'de> de::SeqAccess<'de> for Placed<'de> {
    type Error = TypeFault;
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, TypeFault> {
        let step = self.step;
        self.step += 1;
        match step {
            0 => seed
                .deserialize(self.node.span.start.into_deserializer())
                .map(Some),
            1 => seed
                .deserialize(self.node.span.end.into_deserializer())
                .map(Some),
            2 => seed
                .deserialize(Typed(self.node))
                .map(Some)
                .map_err(|fault: TypeFault| fault.placed_at(self.node.span)),
            _ => Ok(None),
        }
    }
}

struct Items<'de>(std::slice::Iter<'de, Node>);

impl<'de> de::SeqAccess<'de> for Items<'de> {
    type Error = TypeFault;
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, TypeFault> {
        let Some(node) = self.0.next() else {
            return Ok(None);
        };
        seed.deserialize(Typed(node))
            .map(Some)
            .map_err(|fault: TypeFault| fault.placed_at(node.span))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Entries<'de> {
    rest: std::slice::Iter<'de, (Key, Node)>,
    keep: fn(&str) -> bool,
    keep_too: fn(&str) -> bool,
    value: Option<&'de Node>,
}

impl<'de> Entries<'de> {
    fn all(entries: &'de [(Key, Node)]) -> Self {
        Entries {
            rest: entries.iter(),
            keep: |_| true,
            keep_too: |_| true,
            value: None,
        }
    }

    fn of_struct(entries: &'de [(Key, Node)]) -> Self {
        Entries {
            keep: |key| !key.starts_with("x-"),
            ..Entries::all(entries)
        }
    }
}

impl<'de> de::MapAccess<'de> for Entries<'de> {
    type Error = TypeFault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, TypeFault> {
        for (key, node) in self.rest.by_ref() {
            if !(self.keep)(&key.name) || !(self.keep_too)(&key.name) {
                continue;
            }
            self.value = Some(node);
            return seed
                .deserialize(key.name.as_str().into_deserializer())
                .map(Some)
                .map_err(|fault: TypeFault| fault.placed_at(key.span));
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, TypeFault> {
        match self.value.take() {
            Some(node) => seed
                .deserialize(Typed(node))
                .map_err(|fault: TypeFault| fault.placed_at(node.span)),
            None => Err(de::Error::custom("a value without its key")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_yaml;
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Colour {
        Red,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Thing {
        name: At<String>,
        #[serde(default)]
        colours: Vec<At<Colour>>,
        #[serde(default)]
        size: Option<u32>,
        #[serde(default)]
        labels: std::collections::BTreeMap<String, String>,
    }

    fn thing(text: &str) -> Result<Thing, (String, String)> {
        let root = parse_yaml(text).root.expect("parses");
        read(&root).map_err(|fault: TypeFault| {
            (
                text[fault.span.start..fault.span.end].to_owned(),
                fault.message,
            )
        })
    }

    #[test]
    fn fields_keep_their_places() {
        let text = "name: door\ncolours: [red]\nx-note: ours\nlabels: {x-a: b}\n";
        let thing = thing(text).expect("fits");
        assert_eq!(&text[thing.name.span.start..thing.name.span.end], "door");
        assert_eq!(
            &text[thing.colours[0].span.start..thing.colours[0].span.end],
            "red"
        );
        // In a free mapping `x-` is a key like any other.
        assert_eq!(thing.labels["x-a"], "b");
    }

    #[test]
    fn a_misfit_points_at_the_deepest_node() {
        let at = |text: &str| thing(text).expect_err("must not fit").0;
        assert_eq!(at("name: a\ncolours: [red, blue]\n"), "blue");
        assert_eq!(at("name: a\nsise: 3\n"), "sise");
        assert_eq!(at("name: [a]\n"), "[a]");
        assert_eq!(at("name: a\nsize: big\n"), "big");
        assert_eq!(at("colours: []\n"), "colours: []");
        assert_eq!(at("name: 3\n"), "3");
        assert_eq!(at("name: a\nsize:\nlabels: {}\n"), "");
    }
}
