//! Lists and mappings in brackets.

use super::Splice;
use super::lines::Lines;
use crate::source::Span;

/// An item or entry with its comma, of a list or mapping with others.
pub(super) fn cut(text: &str, members: &[Span], index: usize) -> Option<Splice> {
    let lines = Lines(text);
    let member = *members.get(index)?;
    let rest = lines.after(member.end);
    let after_comma = rest.strip_prefix(',').map_or(rest, str::trim_start);
    let has_own_lines = lines.before(member.start).trim().is_empty()
        && (after_comma.is_empty() || after_comma.starts_with('#'));
    if has_own_lines {
        let whole = lines.widened(member);
        return Some(Splice::cut(whole.start, whole.end));
    }
    let has_no = |start: usize, end: usize, marks: &[char]| {
        text.get(start..end)
            .is_some_and(|between| !between.contains(marks))
    };
    let before = index.checked_sub(1).and_then(|index| members.get(index));
    let next = members.get(index + 1);
    let same_line = before.filter(|before| has_no(before.end, member.start, &['#', '\n']));
    if let Some(before) = same_line {
        return Some(Splice::cut(before.end, member.end));
    }
    if let Some(next) = next.filter(|next| has_no(member.end, next.start, &['#'])) {
        return Some(Splice::cut(member.start, next.start));
    }
    let before = before.filter(|before| has_no(before.end, member.start, &['#']))?;
    Some(Splice::cut(before.end, member.end))
}
