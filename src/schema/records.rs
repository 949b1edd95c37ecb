//! Records as the schema validator sees them: the tree that was read, not a copy of it in JSON.

use std::borrow::Cow;
use std::slice::Iter;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, Node as Instance, NodeIdentity, Object};
use serde_json::{Number, Value as JsonValue};

use crate::source::{Key, Node, Span, Value};

/// Trees of YAML or TOML, as instances of a schema. They mean what [`Node::to_json`] makes of them.
pub(super) struct Records;

impl Json for Records {
    type Node<'a> = &'a Node;
    type PreparedKey = String;
    type StringBuffer = Option<Node>;

    // A mapping is looked through from its start, so that one pass does for many fields.
    const KEYS_PER_LOOKUP: usize = 2;
    // Aliases are written out when a text is read.
    const ACYCLIC: bool = true;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>(
        buffer: &mut Option<Node>,
        string: &str,
        f: impl FnOnce(&Node) -> T,
    ) -> T {
        f(buffer.insert(Node {
            span: Span::default(),
            value: Value::Text(string.to_owned()),
        }))
    }
}

impl<'a> Instance<'a, Records> for &'a Node {
    type Object = &'a [(Key, Node)];
    type Array = &'a [Node];
    type Number = Number;

    fn as_object(&self) -> Option<&'a [(Key, Node)]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    fn as_array(&self) -> Option<&'a [Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        match &self.value {
            Value::Text(text) => Some(Cow::Borrowed(text)),
            _ => None,
        }
    }

    fn as_number(&self) -> Option<Number> {
        match &self.value {
            Value::Integer(value) => Some(Number::from(*value)),
            Value::Float(value) => Number::from_f64(*value),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        Instance::json_type(self) == JsonType::Null
    }

    fn json_type(&self) -> JsonType {
        match &self.value {
            Value::Bool(_) => JsonType::Boolean,
            Value::Integer(_) => JsonType::Number,
            Value::Float(value) if value.is_finite() => JsonType::Number,
            Value::Null | Value::Float(_) => JsonType::Null,
            Value::Text(_) => JsonType::String,
            Value::List(_) => JsonType::Array,
            Value::Map(_) => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &JsonValue) -> bool {
        match (&self.value, expected) {
            (Value::Text(text), JsonValue::String(word)) => text == word,
            (Value::Text(_), _) | (_, JsonValue::String(_)) => false,
            _ => jsonschema::json::cmp::equal(&self.to_json(), expected),
        }
    }

    fn to_value(&self) -> Cow<'a, JsonValue> {
        Cow::Owned(self.to_json())
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(std::ptr::from_ref::<Node>(self).addr()))
    }
}

impl<'a> Object<'a, Records> for &'a [(Key, Node)] {
    type Node = &'a Node;
    type MemberName = &'a str;
    type MembersIter =
        std::iter::Map<Iter<'a, (Key, Node)>, fn(&'a (Key, Node)) -> (&'a str, &'a Node)>;

    fn len(&self) -> usize {
        <[(Key, Node)]>::len(self)
    }

    fn get(&self, key: &String) -> Option<&'a Node> {
        let mut entries = self.iter();
        let found = entries.find(|(known, _)| known.name == *key);
        found.map(|(_, node)| node)
    }

    fn members(&self) -> Self::MembersIter {
        self.iter().map(|(key, node)| (&*key.name, node))
    }
}

impl<'a> Array<'a, Records> for &'a [Node] {
    type Node = &'a Node;
    type ElementsIter = Iter<'a, Node>;

    fn len(&self) -> usize {
        <[Node]>::len(self)
    }

    fn elements(&self) -> Iter<'a, Node> {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a schema can ask for, in every way that ours do and some more.
    fn schemas() -> Vec<JsonValue> {
        let pattern = r##"{"properties": {"a": {"type": "integer", "minimum": 1},
            "b": {"allOf": [{"$ref": "#/definitions/word"}]}, "kind": {"const": "x"}},
            "patternProperties": {"^x-": {}}, "additionalProperties": false, "required": ["a"],
            "definitions": {"word": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 3}}}"##;
        let texts = [
            pattern,
            r#"{"propertyNames": {"pattern": "^[a-z]$"}, "minProperties": 1, "maxProperties": 3}"#,
            r#"{"items": {"enum": ["a", 1, 1.5, null, true, ["a"]]}, "uniqueItems": true}"#,
            r#"{"oneOf": [{"type": ["number", "null"]}, {"type": "array", "minItems": 2}]}"#,
            r#"{"anyOf": [{"minLength": 2}, {"type": "boolean"}], "not": {"const": "xx"}}"#,
            r#"{"type": "array", "contains": {"multipleOf": 2}, "maxItems": 2}"#,
        ];
        let parse = |text| serde_json::from_str(text).expect("JSON");
        texts.map(parse).into()
    }

    fn tree() -> impl Strategy<Value = Node> {
        let word = prop::sample::select(vec!["a", "b", "kind", "x", "xx", "x-y", "abcd", "é"]);
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            (-2..4_i64).prop_map(Value::Integer),
            prop::sample::select(vec![0.5, 1.0, 1.5, f64::INFINITY, 1e300]).prop_map(Value::Float),
            word.clone().prop_map(|word| Value::Text(word.to_owned())),
        ];
        let node = |value| Node {
            span: Span::default(),
            value,
        };
        leaf.prop_map(node).prop_recursive(3, 24, 4, move |inner| {
            let entries = prop::collection::btree_map(word.clone(), inner.clone(), 0..4);
            let entries = entries.prop_map(|entries| {
                let key = |name: &str| Key {
                    name: name.to_owned(),
                    span: Span::default(),
                };
                let entries = entries.into_iter().map(|(name, node)| (key(name), node));
                Value::Map(entries.collect())
            });
            let items = prop::collection::vec(inner, 0..4).prop_map(Value::List);
            prop_oneof![entries, items].prop_map(node)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn a_tree_is_judged_as_its_json_is(tree in tree()) {
            let json = tree.to_json();
            for schema in schemas() {
                let ours = jsonschema::options_for::<Records>().build(&schema).expect("a schema");
                let theirs = jsonschema::validator_for(&schema).expect("a schema");
                prop_assert_eq!(ours.is_valid(&tree), theirs.is_valid(&json), "{}", schema);
                let ours = ours.iter_errors(&tree).map(|error| error.to_string());
                let theirs = theirs.iter_errors(&json).map(|error| error.to_string());
                let (mut ours, mut theirs): (Vec<_>, Vec<_>) = (ours.collect(), theirs.collect());
                ours.sort();
                theirs.sort();
                prop_assert_eq!(ours, theirs, "{}", schema);
            }
        }
    }
}
