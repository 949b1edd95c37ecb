//! The lines of a text, and which comments go with some of them.

use crate::source::Span;

/// A text by its lines. In YAML and TOML alike a line whose first mark is `#` is a comment, save
/// inside of texts of several lines, which no caller asks about.
#[derive(Clone, Copy)]
pub(super) struct Lines<'t>(pub(super) &'t str);

impl<'t> Lines<'t> {
    /// Where the line of an offset begins.
    pub(super) fn start(self, offset: usize) -> usize {
        self.0[..offset].rfind('\n').map_or(0, |at| at + 1)
    }

    /// One past the line break of the line of an offset.
    pub(super) fn end(self, offset: usize) -> usize {
        let rest = self.0[offset..].find('\n');
        rest.map_or(self.0.len(), |at| offset + at + 1)
    }

    /// What stands before an offset on its line.
    pub(super) fn before(self, offset: usize) -> &'t str {
        &self.0[self.start(offset)..offset]
    }

    /// What stands after an offset on its line, without the space around it.
    pub(super) fn after(self, offset: usize) -> &'t str {
        self.0[offset..self.end(offset)].trim()
    }

    /// The whole line that begins here; none at the end of the text.
    fn line(self, start: usize) -> Option<&'t str> {
        (start < self.0.len()).then(|| &self.0[start..self.end(start)])
    }

    /// Where the line above the one that begins here does.
    pub(super) fn above(self, start: usize) -> Option<usize> {
        let end = start.checked_sub(1)?;
        Some(self.start(end))
    }

    fn is_blank(self, start: usize) -> bool {
        self.line(start).is_some_and(|line| line.trim().is_empty())
    }

    fn is_comment(self, start: usize, fits: impl Fn(usize) -> bool) -> bool {
        self.line(start)
            .is_some_and(|line| line.trim_start().starts_with('#') && fits(indent(line)))
    }

    /// Whole lines, from the line of `span.start` to that of `span.end`, with the comments that go
    /// with them: those below that stand deeper, and those right above, unless what comes right
    /// below may be what they speak of as well. Of two empty lines that would meet one goes.
    pub(super) fn widened(self, span: Span) -> Span {
        let mut start = self.start(span.start);
        let mut end = self.end(span.end);
        let depth = self.line(start).map_or(0, indent);
        while self.is_comment(end, |indent| indent > depth) {
            end = self.end(end);
        }
        let same = |indent| indent == depth;
        let is_alone = match self.line(end) {
            None => true,
            Some(line) => self.is_blank(end) || self.is_comment(end, same) || indent(line) != depth,
        };
        if is_alone {
            while let Some(above) = self.above(start).filter(|at| self.is_comment(*at, same)) {
                start = above;
            }
        }
        let is_last = end == self.0.len();
        if let Some(above) = self.above(start).filter(|at| self.is_blank(*at))
            && (is_last || self.is_blank(end))
        {
            start = above;
        }
        Span::new(start, end)
    }
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|b| *b == b' ').count()
}
