//! Ways through a tree, and trees that differ by one edit.

use crate::source::{Node, Span, Value};

/// One step down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// To an item of a list.
    Item(usize),
    /// To the value of an entry of a mapping.
    Entry(usize),
}

impl Step {
    pub(super) fn index(self) -> usize {
        match self {
            Step::Item(index) | Step::Entry(index) => index,
        }
    }
}

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A value, by the way to it.
    Value(Vec<Step>),
    /// The key of an entry, by the way to its mapping.
    Key(Vec<Step>, usize),
}

/// The deepest value, or the key, that stands on exactly these bytes.
pub(super) fn find(root: &Node, span: Span) -> Option<Target> {
    let mut path = Vec::new();
    find_below(root, span, &mut path)
}

fn find_below(node: &Node, span: Span, path: &mut Vec<Step>) -> Option<Target> {
    // Everywhere: in TOML a list of tables spans its first header alone. What an alias repeats comes
    // after its anchor, so that the anchor is found.
    for (index, item) in node.items().iter().enumerate() {
        path.push(Step::Item(index));
        if let Some(found) = find_below(item, span, path) {
            return Some(found);
        }
        path.pop();
    }
    for (index, (key, value)) in node.entries().iter().enumerate() {
        if key.span == span {
            return Some(Target::Key(path.clone(), index));
        }
        path.push(Step::Entry(index));
        if let Some(found) = find_below(value, span, path) {
            return Some(found);
        }
        path.pop();
    }
    (node.span == span).then(|| Target::Value(path.clone()))
}

/// The value at the end of a way.
pub(super) fn at<'n>(root: &'n Node, path: &[Step]) -> Option<&'n Node> {
    path.iter().try_fold(root, |node, step| match step {
        Step::Item(index) => node.items().get(*index),
        Step::Entry(index) => node.entries().get(*index).map(|(_, value)| value),
    })
}

fn at_mut<'n>(root: &'n mut Node, path: &[Step]) -> Option<&'n mut Node> {
    path.iter()
        .try_fold(root, |node, step| match (&mut node.value, step) {
            (Value::List(items), Step::Item(index)) => items.get_mut(*index),
            (Value::Map(entries), Step::Entry(index)) => {
                entries.get_mut(*index).map(|(_, value)| value)
            }
            _ => None,
        })
}

/// The text of a value or key; none where it is no text.
pub(super) fn text_of<'n>(root: &'n Node, target: &Target) -> Option<&'n str> {
    match target {
        Target::Value(path) => at(root, path)?.text(),
        Target::Key(path, index) => {
            let entries = at(root, path)?.entries();
            entries.get(*index).map(|(key, _)| key.name.as_str())
        }
    }
}

/// The way to what is taken out with a value: that value, or the highest list or mapping that would
/// be left empty. None where nothing would be left at all, unless all `may_go`.
pub(super) fn emptied<'p>(root: &Node, path: &'p [Step], may_go: bool) -> Option<&'p [Step]> {
    let mut path = path;
    loop {
        let (_, above) = path.split_last()?;
        let parent = at(root, above)?;
        let is_top = may_go && above.is_empty();
        if is_top || parent.items().len() + parent.entries().len() > 1 {
            return Some(path);
        }
        path = above;
    }
}

/// The tree without a value, or without the entry whose value it is.
pub(super) fn without(root: &Node, path: &[Step]) -> Option<Node> {
    let (last, above) = path.split_last()?;
    let mut root = root.clone();
    match (&mut at_mut(&mut root, above)?.value, last) {
        (Value::List(items), Step::Item(index)) if *index < items.len() => {
            items.remove(*index);
        }
        (Value::Map(entries), Step::Entry(index)) if *index < entries.len() => {
            entries.remove(*index);
        }
        _ => return None,
    }
    Some(root)
}

/// The tree with another text as a value or key.
pub(super) fn renamed(root: &Node, target: &Target, new: &str) -> Option<Node> {
    let mut root = root.clone();
    match target {
        Target::Value(path) => {
            at_mut(&mut root, path)?.value = Value::Text(new.to_owned());
        }
        Target::Key(path, index) => match &mut at_mut(&mut root, path)?.value {
            Value::Map(entries) => new.clone_into(&mut entries.get_mut(*index)?.0.name),
            _ => return None,
        },
    }
    Some(root)
}

/// Whether two trees say the same, in the same order, wherever it stands.
pub(super) fn is_same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| is_same(a, b))
        }
        (Value::Map(one), Value::Map(other)) => {
            let same = |((a, x), (b, y)): (&(_, Node), &(_, Node))| {
                let (a, b): (&crate::source::Key, &crate::source::Key) = (a, b);
                a.name == b.name && is_same(x, y)
            };
            one.len() == other.len() && one.iter().zip(other).all(same)
        }
        (one, other) => one == other,
    }
}
