//! Byte spans, and lines and columns for people.

/// A half-open range of bytes in one text, always on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; an end before the start counts as the start.
    pub fn new(start: usize, end: usize) -> Self {
        Span {
            start,
            end: end.max(start),
        }
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same span further on by `offset` bytes.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Span {
        Span::new(self.start + offset, self.end + offset)
    }
}

/// A position as editors show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// Where each line of a text starts.
#[derive(Debug)]
pub(super) struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    pub(super) fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        LineIndex { starts }
    }

    pub(super) fn position(&self, text: &str, offset: usize) -> LineColumn {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let before = text.get(start..offset).unwrap_or_default();
        // A byte-order mark takes no room on a screen.
        let column = before.chars().filter(|c| *c != '\u{feff}').count() + 1;
        LineColumn { line, column }
    }

    /// How many lines `text.lines()` gives.
    pub(super) fn len(&self, text: &str) -> usize {
        // After the last line break begins no line of its own.
        match self.starts.last() {
            Some(last) if *last == text.len() => self.starts.len() - 1,
            _ => self.starts.len(),
        }
    }

    /// The line with this number, from 1, with its line break.
    pub(super) fn line<'t>(&self, text: &'t str, number: usize) -> &'t str {
        let start = number.checked_sub(1).and_then(|at| self.starts.get(at));
        let end = self.starts.get(number).copied().unwrap_or(text.len());
        let line = start.and_then(|start| text.get(*start..end));
        line.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_not_bytes() {
        let text = "aé: x\r\n\tb";
        let lines = LineIndex::new(text);
        let at = |needle: &str| lines.position(text, text.find(needle).expect("needle is in text"));
        assert_eq!(at(":"), LineColumn { line: 1, column: 3 });
        assert_eq!(at("b"), LineColumn { line: 2, column: 2 });
    }

    #[test]
    fn lines_are_those_of_the_text() {
        for text in ["", "a", "a\n", "a\r\nb", "\n\né\n", "a\n\n"] {
            let index = LineIndex::new(text);
            let lines = (1..=index.len(text)).map(|number| index.line(text, number));
            let broken: Vec<&str> = text.split_inclusive('\n').collect();
            assert_eq!(lines.collect::<Vec<_>>(), broken, "{text:?}");
            assert_eq!(index.len(text), text.lines().count(), "{text:?}");
            assert_eq!((index.line(text, 0), index.line(text, 9)), ("", ""));
        }
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        let lines = LineIndex::new("ab\n");
        assert_eq!(
            lines.position("ab\n", 99),
            LineColumn { line: 2, column: 1 }
        );
    }
}
