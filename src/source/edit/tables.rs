//! Tables of TOML under a header of their own, as `[[waive]]`, and arrays in brackets.

use super::lines::Lines;
use super::tree::{self, Step};
use super::{Splice, flow, members};
use crate::source::{Node, Span};

/// The bytes of one item of an array: a table with its header, or a value in brackets.
pub(super) fn cut(text: &str, root: &Node, path: &[Step]) -> Option<Splice> {
    let lines = Lines(text);
    // Where the only table goes, the way leads to the array that no bytes of its own stand for.
    let (item, list) = match path.split_last()? {
        (Step::Item(_), above) => (tree::at(root, path)?, tree::at(root, above)?),
        (Step::Entry(_), _) => {
            let list = tree::at(root, path)?;
            (list.items().first()?, list)
        }
    };
    let line = lines.start(item.span.start);
    if text[line..].trim_start().starts_with("[[") {
        let end = last_byte(item);
        let whole = lines.widened(Span::new(line, end));
        return Some(Splice::cut(whole.start, whole.end));
    }
    match path.split_last()? {
        (Step::Item(index), _) => flow::cut(text, &members(list), *index),
        (Step::Entry(_), _) => None,
    }
}

/// Where the last value of a table ends.
fn last_byte(node: &Node) -> usize {
    let inner = node.entries().iter().map(|(_, value)| value);
    let ends = inner.chain(node.items()).map(last_byte);
    ends.fold(node.span.end, usize::max)
}
