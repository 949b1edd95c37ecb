//! Lists and mappings of one line or more an item.

use super::Splice;
use super::lines::Lines;
use crate::source::{Node, Span, Value};

/// What may be the lines of an item with its dash, or of an entry, of a list or mapping with others.
pub(super) fn cuts(text: &str, parent: &Node, members: &[Span], index: usize) -> Vec<Splice> {
    let lines = Lines(text);
    let Some(member) = members.get(index).copied() else {
        return Vec::new();
    };
    let is_list = matches!(parent.value, Value::List(_));
    let rest = lines.after(member.end);
    // Of an entry without a value the colon is left.
    let rest = rest.strip_prefix(':').map_or(rest, str::trim_start);
    if !rest.is_empty() && !rest.starts_with('#') {
        return Vec::new();
    }
    let starts = if is_list {
        dashes(lines, member.start)
    } else {
        vec![member.start]
    };
    let whole = starts.into_iter().filter(|start| {
        let before = lines.before(*start);
        before.trim().is_empty()
    });
    let whole = whole.map(|start| lines.widened(Span::new(start, member.end)));
    let whole = whole.map(|span| Splice::cut(span.start, span.end));
    // The first entry of a mapping on the line of its dash: the next one takes its place.
    let next = members.get(index + 1).filter(|_| !is_list && index == 0);
    let next = next.filter(|next| !text[member.end..next.start].contains('#'));
    let moved = next.map(|next| Splice::cut(member.start, next.start));
    whole.chain(moved).collect()
}

/// Where the dash of an item may stand: on its line, or on one above with nothing else on it. An
/// item that is a list begins with a dash of its own.
fn dashes(lines: Lines<'_>, item: usize) -> Vec<usize> {
    let before = lines.before(item);
    let on_line = lines.start(item) + before.trim_end().len().saturating_sub(1);
    let mut dashes = match before.trim() {
        "-" => vec![on_line],
        "" => Vec::new(),
        _ => return Vec::new(),
    };
    let mut at = lines.start(item);
    while let Some(above) = lines.above(at) {
        at = above;
        let line = lines.after(at);
        match line.strip_prefix('-').map(str::trim_start) {
            Some(rest) if rest.is_empty() || rest.starts_with('#') => {
                let indent = lines.0[at..].find('-').unwrap_or(0);
                dashes.push(at + indent);
            }
            None if line.is_empty() || line.starts_with('#') => {}
            _ => break,
        }
    }
    dashes
}
