//! Markdown files: the front matter that carries the record, and the body that people read.

use super::Span;

/// Where the parts of a Markdown file with front matter lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrontMatter {
    /// The YAML between the fences.
    pub yaml: Span,
    /// Everything after the closing fence.
    pub body: Span,
    /// Whether the closing fence is there; without it the rest of the file counts as YAML.
    pub closed: bool,
}

/// Finds the front matter: a first line `---` (a byte-order mark may precede it), then YAML up to a
/// line `---` or `...`. A file that starts otherwise has none.
pub fn split_front_matter(text: &str) -> Option<FrontMatter> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let first_end = line_end(text, start);
    if text[start..first_end].trim_end() != "---" {
        return None;
    }
    let yaml_start = first_end;
    let mut at = yaml_start;
    while at < text.len() {
        let end = line_end(text, at);
        let line = text[at..end].trim_end();
        if line == "---" || line == "..." {
            return Some(FrontMatter {
                yaml: Span::new(yaml_start, at),
                body: Span::new(end, text.len()),
                closed: true,
            });
        }
        at = end;
    }
    Some(FrontMatter {
        yaml: Span::new(yaml_start, text.len()),
        body: Span::new(text.len(), text.len()),
        closed: false,
    })
}

/// One past the line break that ends the line at `start`, or the end of the text.
fn line_end(text: &str, start: usize) -> usize {
    text[start..]
        .find('\n')
        .map_or(text.len(), |at| start + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(&str, &str, bool)> {
        split_front_matter(text).map(|parts| {
            (
                &text[parts.yaml.start..parts.yaml.end],
                &text[parts.body.start..parts.body.end],
                parts.closed,
            )
        })
    }

    #[test]
    fn splits_at_the_fences() {
        assert_eq!(
            parts("---\na: 1\n---\nText\n"),
            Some(("a: 1\n", "Text\n", true))
        );
        assert_eq!(
            parts("---\r\na: 1\r\n---\r\nT"),
            Some(("a: 1\r\n", "T", true))
        );
        assert_eq!(
            parts("\u{feff}---\na: 1\n...\n"),
            Some(("a: 1\n", "", true))
        );
    }

    #[test]
    fn a_rule_inside_the_text_opens_nothing() {
        assert_eq!(parts("Text\n---\na: 1\n---\n"), None);
        assert_eq!(parts("----\na: 1\n---\n"), None);
    }

    #[test]
    fn a_missing_end_is_told() {
        assert_eq!(parts("---\na: 1\n"), Some(("a: 1\n", "", false)));
        assert_eq!(parts("---"), Some(("", "", false)));
    }
}
