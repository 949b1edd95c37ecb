//! Markdown files: the front matter that carries the record, and the body that people read.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

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

/// A link or picture of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkdownLink {
    /// Where it leads, as written.
    pub target: String,
    /// Its bytes, from the opening bracket on.
    pub span: Span,
}

/// The links and pictures of a body, in the order of the text. Code holds none, and brackets
/// without a target are no links.
pub fn markdown_links(text: &str) -> Vec<MarkdownLink> {
    let events = Parser::new_ext(text, extensions()).into_offset_iter();
    let links = events.filter_map(|(event, range)| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some(MarkdownLink {
                target: dest_url.to_string(),
                span: Span::new(range.start, range.end),
            })
        }
        _ => None,
    });
    links.collect()
}

/// The anchors that links may lead to: those that forges give to headings, and those that the
/// author wrote.
pub fn markdown_anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, extensions()) {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                anchors.extend(id.map(|id| id.to_string()));
                heading = Some(String::new());
            }
            Event::End(TagEnd::Heading(_)) => {
                let slug = heading_slug(&heading.take().unwrap_or_default());
                let numbered = (1..).map(|number| format!("{slug}-{number}"));
                let mut names = std::iter::once(slug.clone()).chain(numbered);
                anchors.extend(names.find(|name| !anchors.contains(name)));
            }
            Event::Text(part) | Event::Code(part) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&part);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                for attribute in ["id=\"", "name=\""] {
                    let ids = html.split(attribute).skip(1);
                    anchors.extend(ids.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
                }
            }
            _ => {}
        }
    }
    anchors
}

/// A heading as forges make an anchor of it: lower-case words joined by hyphens.
pub fn heading_slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '_' {
            slug.push(c);
        } else if matches!(c, ' ' | '-' | '\n' | '\t') {
            slug.push('-');
        }
    }
    slug
}

fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
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

    #[test]
    fn links_are_found_where_they_are_links() {
        let text =
            "See [one](a.md#x) and ![two](b.png), `[no](c.md)`, [no] and <https://d.example>.";
        let links = markdown_links(text);
        let found: Vec<(&str, &str)> = links
            .iter()
            .map(|link| (link.target.as_str(), &text[link.span.start..link.span.end]))
            .collect();
        assert_eq!(
            found,
            [
                ("a.md#x", "[one](a.md#x)"),
                ("b.png", "![two](b.png)"),
                ("https://d.example", "<https://d.example>")
            ]
        );
    }

    #[test]
    fn headings_and_html_give_anchors() {
        let text = "# Who pays?\n\n## Who pays?\n\n## By `id` {#own}\n\n<a id=\"here\"></a>\n\n```\n# No\n```\n";
        let anchors: Vec<String> = markdown_anchors(text).into_iter().collect();
        assert_eq!(anchors, ["by-id", "here", "own", "who-pays", "who-pays-1"]);
    }
}
