//! What is fuzzed: each target takes any bytes and holds laws against what becomes of them. The
//! suite replays the seeds through the same functions.

mod text;
mod trees;

use std::fmt::Debug;

use polity::model::Format;
use polity::source::{Node, Span, Value};

/// A target by its name.
pub type Target = (&'static str, fn(&[u8]));

/// All targets; the names are those of the folders of seeds.
pub const TARGETS: [Target; 10] = [
    ("yaml", text::yaml),
    ("front_matter", text::front_matter),
    ("words", text::words),
    ("method", trees::method),
    ("native", |bytes| trees::governance(Format::Native, bytes)),
    ("rust_team", |bytes| {
        trees::governance(Format::RustTeam, bytes)
    }),
    ("kubernetes", |bytes| {
        trees::governance(Format::Kubernetes, bytes)
    }),
    ("peribolos", |bytes| {
        trees::governance(Format::Peribolos, bytes)
    }),
    ("openstack", |bytes| {
        trees::governance(Format::OpenStack, bytes)
    }),
    ("cloud_foundry", |bytes| {
        trees::governance(Format::CloudFoundry, bytes)
    }),
];

/// Runs the target of this name.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|(known, _)| *known == name);
    let (_, run) = target.unwrap_or_else(|| panic!("no target is called {name}"));
    run(bytes);
}

/// A span lies in a text and cuts no character.
fn lies_in(text: &str, span: Span) {
    assert!(
        text.get(span.start..span.end).is_some(),
        "{span:?} in {} bytes",
        text.len()
    );
}

/// All places of a tree lie in the text, and those of parts in those of the whole.
fn stands_in(text: &str, node: &Node, aliases: bool) {
    lies_in(text, node.span);
    let inside = |part: Span| {
        // What stands for an alias has the places of its anchor below it.
        let is_inside = node.span.start <= part.start && part.end <= node.span.end;
        assert!(aliases || is_inside, "{part:?} in {:?}", node.span);
    };
    match &node.value {
        Value::List(items) => {
            for item in items {
                inside(item.span);
                stands_in(text, item, aliases);
            }
        }
        Value::Map(entries) => {
            for (key, value) in entries {
                lies_in(text, key.span);
                inside(key.span);
                inside(value.span);
                stands_in(text, value, aliases);
            }
        }
        _ => {}
    }
}

/// Two ways lead to the same.
fn same<T: PartialEq + Debug>(one: &T, other: &T, what: &str) {
    assert!(one == other, "{what}:\n{one:#?}\n{other:#?}");
}
