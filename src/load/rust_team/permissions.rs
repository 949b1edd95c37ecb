//! `[permissions]` and `[leads-permissions]`: what a team, its leads or a person may do with the
//! project's tools.

use std::collections::HashSet;

use super::reader::Reader;
use crate::model::{PowerLine, Right};
use crate::source::{At, Node, Span, Value};

/// The domain that all permissions lie in.
pub(super) const DOMAIN: &str = "permissions";

/// How many tables a permission may lie in; in practice three, as in `bors.rust.review`.
const MAX_DEPTH: usize = 8;

/// A right over one thing, with nothing else said.
pub(super) fn execute(over: &str, span: Span) -> PowerLine {
    PowerLine::plain(Right::Execute, over, span)
}

/// The permissions of the table `key` that are `true`, in the order of the text; each stands at its
/// own key and value.
///
/// Whoever may have changes merged by bors may have them tried: `review` brings `try` along, at
/// the place of `review`; see [`implied`].
pub(super) fn read(root: &Node, key: &str, reader: &mut Reader) -> Vec<At<PowerLine>> {
    let mut lines = Vec::new();
    if let Some(table) = reader.table(root, key) {
        collect(table, DOMAIN, 0, reader, &mut lines);
    }
    lines.extend(implied(&lines));
    lines
}

/// The dotted names of those permissions that a file writes itself.
pub(super) fn written(lines: &[At<PowerLine>]) -> impl Iterator<Item = (String, Span)> + '_ {
    // What is implied follows all that is written, at a place that was there before.
    let mut places = HashSet::new();
    let own = lines
        .iter()
        .filter(move |line| places.insert(line.span.start));
    own.filter_map(|line| {
        let name = line.over.strip_prefix(DOMAIN)?.strip_prefix('/')?;
        Some((name.replace('/', "."), line.span))
    })
}

/// What written permissions bring along.
fn implied(lines: &[At<PowerLine>]) -> Vec<At<PowerLine>> {
    let written: HashSet<&str> = lines.iter().map(|line| line.over.as_str()).collect();
    lines
        .iter()
        .filter_map(|line| {
            let repo = line.over.strip_suffix("/review")?;
            repo.strip_prefix("permissions/bors/")?;
            let tried = format!("{repo}/try");
            let is_new = !written.contains(tried.as_str());
            is_new.then(|| At::new(execute(&tried, line.span), line.span))
        })
        .collect()
}

fn collect(
    table: &Node,
    object: &str,
    depth: usize,
    reader: &mut Reader,
    lines: &mut Vec<At<PowerLine>>,
) {
    for (key, node) in table.entries() {
        if reader
            .checked("this permission", &key.name, key.span)
            .is_none()
        {
            continue;
        }
        let object = format!("{object}/{}", key.name);
        match &node.value {
            Value::Bool(true) => {
                let span = key.span.to(node.span);
                lines.push(At::new(execute(&object, span), span));
            }
            Value::Bool(false) => {}
            Value::Map(_) if depth < MAX_DEPTH => {
                collect(node, &object, depth + 1, reader, lines);
            }
            _ => {
                let found = format!("found {}", node.described());
                let message = format!("`{}` must be true or false", key.name);
                reader.wrong(node.span, message, found);
            }
        }
    }
}
