//! The order in which a schema lists the fields of a record, and of whatever stands in it.

use crate::model::Kind;
use crate::source::{KeyOrder, Node, parse_yaml};

/// How far it follows fields into fields: definitions may contain themselves.
const MOST_LEVELS: usize = 12;

/// The order of the fields of a kind.
pub fn key_order(kind: Kind) -> KeyOrder {
    // JSON is YAML, and this reader keeps the order of keys.
    let parsed = parse_yaml(super::text(kind));
    parsed.root.map_or_else(KeyOrder::default, |schema| {
        order(&schema, &schema, MOST_LEVELS)
    })
}

fn order(schema: &Node, part: &Node, levels: usize) -> KeyOrder {
    let mut found = KeyOrder::default();
    gather(schema, part, levels, &mut found);
    found
}

/// Adds what a part of the schema says, and what it says through others.
fn gather(schema: &Node, part: &Node, levels: usize, found: &mut KeyOrder) {
    let Some(levels) = levels.checked_sub(1) else {
        return;
    };
    if let Some(name) = part.get("$ref").and_then(Node::text) {
        let (target, _) = schema.pointer(name.trim_start_matches('#'));
        gather(schema, target, levels, found);
        return;
    }
    for (key, value) in part.get("properties").map_or(&[][..], Node::entries) {
        if !found.keys.iter().any(|(known, _)| *known == key.name) {
            let inside = order(schema, value, levels);
            found.keys.push((key.name.clone(), inside));
        }
    }
    for items in ["items", "additionalProperties"] {
        if let Some(inside) = part.get(items)
            && found.items.is_none()
        {
            found.items = Some(Box::new(order(schema, inside, levels)));
        }
    }
    for several in ["allOf", "anyOf", "oneOf"] {
        for one in part.get(several).map_or(&[][..], Node::items) {
            gather(schema, one, levels, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(order: &KeyOrder) -> Vec<&str> {
        order.keys.iter().map(|(key, _)| key.as_str()).collect()
    }

    #[test]
    fn fields_come_as_the_schema_lists_them_at_every_depth() {
        let role = key_order(Kind::Role);
        assert_eq!(keys(&role)[..3], ["kind", "id", "name"]);
        let inside = |key: &str| {
            let found = role.keys.iter().find(|(known, _)| known == key);
            &found.expect("a field of roles").1
        };
        let selection = keys(inside("selection"));
        assert!(selection.contains(&"by"), "{selection:?}");
        let holders = inside("holders").items.as_deref().expect("a list");
        assert_eq!(keys(holders).first(), Some(&"person"));
    }
}
