//! Bodies of records: Markdown in, HTML out.
//!
//! Raw HTML becomes text, links keep only schemes that are safe, pictures become links, and nothing
//! else of what an author writes reaches a page unescaped. That needs no sanitiser afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use serde::Serialize;

use crate::source::heading_slug;

use super::text::{clean, escaped, name, push_escaped};
use super::words::Words;

/// How a body is set into its page.
pub(super) struct Setting<'s> {
    /// The words of the handbook's language.
    pub words: Words,
    /// What all its anchors begin with.
    pub prefix: &'s str,
    /// The level of its outermost headings.
    pub level: u8,
    /// The name of the record: a first heading that repeats it is left out.
    pub title: &'s str,
    /// Where a link of the author leads, if anywhere.
    pub link: &'s dyn Fn(&str) -> Option<String>,
}

/// A body as HTML.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Body {
    /// Safe to print as it is.
    pub html: String,
    /// Its outermost headings, for a table of contents.
    pub contents: Vec<Entry>,
}

/// A line of a table of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Entry {
    /// The anchor.
    pub id: String,
    /// The heading.
    pub text: String,
}

fn parser(text: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    Parser::new_ext(text, options)
}

/// A heading as written.
struct Heading {
    level: u8,
    text: String,
    /// The anchor that forges give it, by which authors link to it.
    forge: String,
    /// The anchor that it has here: its words without the number, so that it survives renumbering.
    id: String,
}

/// Renders a body.
pub(super) fn render(text: &str, setting: &Setting<'_>) -> Body {
    let headings = headings(text, setting.prefix);
    let repeats = headings.first().is_some_and(|first| {
        first.level == 1 && name(&first.text).to_lowercase() == name(setting.title).to_lowercase()
    });
    let shown = &headings[usize::from(repeats)..];
    let top = shown.iter().map(|heading| heading.level).min();
    let mut writer = Writer {
        setting,
        headings: &headings,
        heading: 0,
        top: top.unwrap_or(1),
        last_level: setting.level.saturating_sub(1),
        skipping: false,
        skip_first: repeats,
        out: String::with_capacity(text.len() * 2),
        contents: Vec::new(),
        links: Vec::new(),
        picture: None,
        table: None,
        tables: 0,
        notes: BTreeMap::new(),
    };
    for event in parser(text) {
        writer.event(event);
    }
    Body {
        html: writer.out,
        contents: writer.contents,
    }
}

/// What sort of block a text stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Shape {
    Heading,
    Text,
    Item,
    Row,
    Code,
}

/// The words of one heading, paragraph, item, row or block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub shape: Shape,
    /// In one line, without marks.
    pub text: String,
}

/// The words of a body, block by block.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut shape, mut words) = (Shape::Text, String::new());
    let mut end = |shape: Shape, words: &mut String| {
        let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
        words.clear();
        if !text.is_empty() {
            blocks.push(Block { shape, text });
        }
    };
    for event in parser(text) {
        match event {
            Event::Start(tag) => {
                let next = match tag {
                    Tag::Heading { .. } => Shape::Heading,
                    Tag::Item => Shape::Item,
                    Tag::TableHead | Tag::TableRow => Shape::Row,
                    Tag::CodeBlock(_) => Shape::Code,
                    // A paragraph of an item is that item, as far as it goes.
                    Tag::Paragraph if shape == Shape::Item && words.is_empty() => Shape::Item,
                    Tag::Paragraph | Tag::HtmlBlock => Shape::Text,
                    _ => continue,
                };
                end(shape, &mut words);
                shape = next;
            }
            Event::End(
                TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::CodeBlock
                | TagEnd::Paragraph
                | TagEnd::HtmlBlock,
            ) => {
                end(shape, &mut words);
                shape = Shape::Text;
            }
            Event::End(TagEnd::TableCell) => words.push_str(" | "),
            Event::Text(part)
            | Event::Code(part)
            | Event::Html(part)
            | Event::InlineHtml(part)
            | Event::InlineMath(part)
            | Event::DisplayMath(part) => words.push_str(&part),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::TaskListMarker(done) => words.push_str(if done { "☑ " } else { "☐ " }),
            _ => {}
        }
    }
    end(shape, &mut words);
    blocks
}

/// The anchor here of the heading that a forge would give the anchor `forge`.
pub(super) fn anchor(text: &str, prefix: &str, forge: &str) -> Option<String> {
    headings(text, prefix)
        .into_iter()
        .find(|heading| heading.forge == forge || heading.id == forge)
        .map(|heading| heading.id)
}

fn headings(text: &str, prefix: &str) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    let mut open: Option<(u8, Option<String>, String)> = None;
    let (mut ids, mut forges) = (BTreeSet::new(), BTreeSet::new());
    for event in parser(text) {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let id = id.map(|id| id.to_string());
                open = Some((level as u8, id, String::new()));
            }
            Event::End(TagEnd::Heading(_)) => {
                let Some((level, own, text)) = open.take() else {
                    continue;
                };
                let forge = unique(&slug(&text), &mut forges);
                let words = match &own {
                    Some(own) => slug(own),
                    None => slug(text.trim_start_matches(|c: char| {
                        c.is_ascii_digit() || matches!(c, '.' | ')' | '§' | ' ')
                    })),
                };
                let words = if words.is_empty() { slug(&text) } else { words };
                let id = unique(&format!("{prefix}{words}"), &mut ids);
                found.push(Heading {
                    level,
                    text,
                    forge,
                    id,
                });
            }
            Event::Text(part) | Event::Code(part) => {
                if let Some((_, _, text)) = &mut open {
                    text.push_str(&part);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some((_, _, text)) = &mut open {
                    text.push(' ');
                }
            }
            _ => {}
        }
    }
    found
}

/// Lower-case words joined by hyphens.
fn slug(text: &str) -> String {
    let mut slug = heading_slug(&clean(text));
    let end = slug.char_indices().nth(80).map_or(slug.len(), |(at, _)| at);
    slug.truncate(end);
    slug
}

fn unique(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let mut id = wanted.to_owned();
    let mut number = 1;
    while !taken.insert(id.clone()) {
        id = format!("{wanted}-{number}");
        number += 1;
    }
    id
}

/// A link of an author that leads out of the handbook, if it may: `http`, `https` and `mailto`.
pub(super) fn outside(destination: &str) -> Option<String> {
    let address: String = clean(destination)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let (scheme, rest) = address.split_once(':')?;
    let allowed = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest
            .strip_prefix("//")
            .is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '[')),
        "mailto" => !rest.is_empty(),
        _ => false,
    };
    allowed.then(|| address.replace('\\', "%5C"))
}

struct Table {
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// The text of the cell so far begins here.
    cell: usize,
}

struct Writer<'w> {
    setting: &'w Setting<'w>,
    headings: &'w [Heading],
    heading: usize,
    /// The level of the outermost heading as written.
    top: u8,
    last_level: u8,
    skip_first: bool,
    skipping: bool,
    out: String,
    contents: Vec<Entry>,
    /// For each open link, whether it became one.
    links: Vec<bool>,
    /// What an open picture says and where it lies.
    picture: Option<(String, String)>,
    table: Option<Table>,
    tables: usize,
    notes: BTreeMap<String, usize>,
}

impl Writer<'_> {
    fn put(&mut self, html: fmt::Arguments<'_>) {
        let _ = self.out.write_fmt(html);
    }

    fn event(&mut self, event: Event<'_>) {
        if let Some((words, _)) = &mut self.picture {
            match event {
                Event::Text(text) | Event::Code(text) => words.push_str(&text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                Event::End(TagEnd::Image) => self.end_picture(),
                _ => {}
            }
            return;
        }
        if self.skipping {
            self.skipping = !matches!(event, Event::End(TagEnd::Heading(_)));
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                push_escaped(&mut self.out, &text);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let text = html.trim();
                let comment = text.starts_with("<!--")
                    && text.ends_with("-->")
                    && text.matches("-->").count() == 1;
                if !comment {
                    push_escaped(&mut self.out, &html);
                }
            }
            Event::Code(text) => {
                self.out.push_str("<code>");
                push_escaped(&mut self.out, &text);
                self.out.push_str("</code>");
            }
            Event::FootnoteReference(label) => {
                let number = self.note(&label);
                let prefix = self.setting.prefix;
                self.put(format_args!(
                    "<sup><a href=\"#{prefix}note.{number}\">{number}</a></sup>"
                ));
            }
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.out.push_str(if done { "☑ " } else { "☐ " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.out.push_str("<p>"),
            Tag::Heading { .. } => self.start_heading(),
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::CodeBlock(kind) => {
                // The language is for editors; nothing here colours code.
                let (CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) = kind;
                self.out.push_str("<pre><code>");
            }
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => self.put(format_args!("<ol start=\"{first}\">\n")),
            Tag::Item => self.out.push_str("<li>"),
            Tag::FootnoteDefinition(label) => {
                let number = self.note(&label);
                let prefix = self.setting.prefix;
                self.put(format_args!(
                    "<div class=\"note\" id=\"{prefix}note.{number}\"><p class=\"note-number\">{number}</p>\n"
                ));
            }
            Tag::Table(columns) => self.start_table(columns),
            Tag::TableHead => {
                self.out.push_str("<thead><tr>");
                if let Some(table) = &mut self.table {
                    (table.in_head, table.column) = (true, 0);
                }
            }
            Tag::TableRow => {
                self.out.push_str("<tr>");
                if let Some(table) = &mut self.table {
                    (table.in_head, table.column) = (false, 0);
                }
            }
            Tag::TableCell => {
                if let Some(table) = &mut self.table {
                    table.cell = self.out.len();
                }
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.start_link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => {
                self.picture = Some((String::new(), dest_url.to_string()));
            }
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_)
            | Tag::Superscript
            | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => {
                // A block that held a comment alone.
                if self.out.ends_with("<p>") {
                    self.out.truncate(self.out.len() - 3);
                } else {
                    self.out.push_str("</p>\n");
                }
            }
            TagEnd::Heading(_) => {
                let id = &self.headings[self.heading].id;
                let level = self.last_level;
                let label = self.setting.words.text("heading-link");
                self.put(format_args!(
                    " <a class=\"pilcrow\" href=\"#{}\" aria-label=\"{}\">¶</a></h{level}>\n",
                    escaped(id),
                    escaped(&label)
                ));
                self.heading += 1;
            }
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => self.out.push_str("</div>\n"),
            TagEnd::Table => {
                self.table = None;
                self.out.push_str("</tbody></table></section>\n");
            }
            TagEnd::TableHead => self.out.push_str("</tr></thead><tbody>\n"),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => {
                if self.links.pop() == Some(true) {
                    self.out.push_str("</a>");
                }
            }
            TagEnd::Image
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_)
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
        }
    }

    fn start_heading(&mut self) {
        if self.skip_first && self.heading == 0 {
            self.heading = 1;
            self.skipping = true;
            return;
        }
        let heading = &self.headings[self.heading];
        let depth = heading.level - self.top;
        // No level is skipped on the way down, whatever the author skipped.
        let level = (self.setting.level + depth).min(self.last_level + 1).min(6);
        self.last_level = level;
        if depth == 0 {
            self.contents.push(Entry {
                id: heading.id.clone(),
                text: name(&heading.text),
            });
        }
        let id = escaped(&heading.id);
        self.put(format_args!("<h{level} id=\"{id}\">"));
    }

    fn start_link(&mut self, link_type: LinkType, destination: &str) {
        let is_outer = self.links.iter().all(|link| !link);
        let target = match destination.strip_prefix('#') {
            Some(forge) => self
                .headings
                .iter()
                .skip(usize::from(self.skip_first))
                .find(|heading| heading.forge == forge || heading.id == forge)
                .map(|heading| format!("#{}", heading.id)),
            None if link_type == LinkType::Email => outside(&format!("mailto:{destination}")),
            None => outside(destination).or_else(|| (self.setting.link)(destination)),
        };
        let target = target.filter(|_| is_outer);
        self.links.push(target.is_some());
        if let Some(target) = target {
            self.put(format_args!("<a href=\"{}\">", escaped(&target)));
        }
    }

    fn end_picture(&mut self) {
        let Some((words, destination)) = self.picture.take() else {
            return;
        };
        let words = match words.trim() {
            "" => self.setting.words.text("picture"),
            shown => {
                let shown = [("words", shown.into())];
                self.setting.words.say("picture-of", &shown)
            }
        };
        let is_outer = self.links.iter().all(|link| !link);
        match outside(&destination).filter(|_| is_outer) {
            Some(target) => self.put(format_args!(
                "<a href=\"{}\">{}</a>",
                escaped(&target),
                escaped(&words)
            )),
            None => push_escaped(&mut self.out, &words),
        }
    }

    fn start_table(&mut self, columns: Vec<Alignment>) {
        self.tables += 1;
        let under = self
            .heading
            .checked_sub(1)
            .map(|at| &self.headings[at].text);
        let label = match under {
            Some(heading) => {
                let said = [("n", self.tables.into()), ("heading", name(heading).into())];
                self.setting.words.say("table-under", &said)
            }
            None => self.setting.words.count("table-numbered", self.tables),
        };
        self.put(format_args!(
            "<section class=\"scroll\" aria-label=\"{}\" tabindex=\"0\"><table>\n",
            escaped(&label)
        ));
        self.table = Some(Table {
            columns,
            column: 0,
            in_head: false,
            cell: 0,
        });
    }

    fn end_cell(&mut self) {
        let Some(table) = &mut self.table else {
            return;
        };
        let class = match table.columns.get(table.column) {
            Some(Alignment::Right) => " class=\"number\"",
            Some(Alignment::Center) => " class=\"middle\"",
            _ => "",
        };
        table.column += 1;
        let content = self.out.split_off(table.cell);
        let is_heading = table.in_head && !content.trim().is_empty();
        if is_heading {
            self.put(format_args!("<th scope=\"col\"{class}>{content}</th>"));
        } else {
            self.put(format_args!("<td{class}>{content}</td>"));
        }
    }

    fn note(&mut self, label: &str) -> usize {
        let next = self.notes.len() + 1;
        *self.notes.entry(label.to_owned()).or_insert(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        let link = |to: &str| (to == "../roles/t.yaml").then(|| "../roles/t.html".to_owned());
        let setting = Setting {
            words: Words::english(),
            prefix: "c-",
            level: 3,
            title: "Spending rule",
            link: &link,
        };
        render(text, &setting).html
    }

    #[test]
    fn raw_html_is_text() {
        for evil in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "<div onclick='x'>\n\ntext\n</div>",
            "<!-- a --><script>b</script><!-- c -->",
            "[a](<javascript:alert(1)>)",
            "[a](JaVa\tscript:alert)",
            "[a](data:text/html,x) [b](vbscript:x) [c](//evil.example) [d](\\\\evil.example)",
            "![x](javascript:alert(1)) <javascript:alert(1)>",
            "[a](https:evil) [b](http:\\\\evil.example/)",
        ] {
            let html = html(evil);
            let tags = html.replace("<p>", "").replace("</p>", "");
            assert!(!tags.contains('<'), "{evil} gave {html}");
        }
        assert_eq!(html("<!-- a note to editors -->"), "");
    }

    #[test]
    fn attributes_cannot_be_broken_out_of() {
        let html =
            html("[a](https://x.example/\"onmouseover=alert(1)) ## b\n\n## x\"y<z {#q\"r}\n");
        assert!(
            html.contains("https://x.example/&quot;onmouseover"),
            "{html}"
        );
        assert!(!html.contains("\"onmouseover"), "{html}");
        assert!(html.contains("<h3 id=\"c-qr\">"), "{html}");
    }

    #[test]
    fn links_lead_to_records_to_elsewhere_or_nowhere() {
        assert_eq!(
            html("[a](../roles/t.yaml) [b](../no.md) [c](https://x.example) <m@x.example>"),
            "<p><a href=\"../roles/t.html\">a</a> b <a href=\"https://x.example\">c</a> \
             <a href=\"mailto:m@x.example\">m@x.example</a></p>\n"
        );
    }

    #[test]
    fn pictures_become_links() {
        assert_eq!(
            html(
                "![Plan](https://x.example/p.png) [![b](https://x.example/b.svg)](https://x.example)"
            ),
            "<p><a href=\"https://x.example/p.png\">Plan (picture)</a> \
             <a href=\"https://x.example\">b (picture)</a></p>\n"
        );
    }

    #[test]
    fn headings_start_below_the_page_and_skip_no_level() {
        let html = html("# spending  Rule\n\n## 1. Who decides\n\n#### Detail\n\n## Who decides\n");
        let tags: Vec<&str> = html.lines().filter(|line| line.starts_with("<h")).collect();
        assert_eq!(tags.len(), 3);
        assert!(tags[0].starts_with("<h3 id=\"c-who-decides\">1. Who decides"));
        assert!(tags[1].starts_with("<h4 id=\"c-detail\">"));
        assert!(tags[2].starts_with("<h3 id=\"c-who-decides-1\">"));
    }

    #[test]
    fn anchors_of_forges_lead_to_ours() {
        let text = "## 7. Changing this\n\n[see](#7-changing-this) [not](#gone)\n";
        assert!(html(text).contains("<a href=\"#c-changing-this\">see</a> not"));
        assert_eq!(
            anchor(text, "c-", "7-changing-this").as_deref(),
            Some("c-changing-this")
        );
        assert_eq!(anchor(text, "c-", "gone"), None);
    }

    #[test]
    fn tables_scroll_by_keyboard_and_carry_no_styles() {
        let html = html("## Sums\n\n| | n |\n| :-- | --: |\n| a | 1 |\n");
        assert!(html.contains("aria-label=\"Table 1: Sums\" tabindex=\"0\""));
        assert!(html.contains("<td></td><th scope=\"col\" class=\"number\">n</th>"));
        assert!(html.contains("<td>a</td><td class=\"number\">1</td>"));
        assert!(!html.contains("style"));
    }

    #[test]
    fn footnotes_tasks_and_code_are_kept() {
        let html = html("Said[^a].\n\n[^a]: Where\n\n- [x] done\n\n```js\n<b>\n```\n");
        assert!(html.contains("<sup><a href=\"#c-note.1\">1</a></sup>"));
        assert!(html.contains("id=\"c-note.1\""));
        assert!(html.contains("☑ done"));
        assert!(html.contains("<pre><code>&lt;b&gt;\n</code></pre>"));
    }

    #[test]
    fn hidden_characters_do_not_pass() {
        let html = html("a\u{202e}b `c\u{2066}d` [e\u{202e}](https://x.example/\u{202e})");
        assert!(!html.contains(['\u{202e}', '\u{2066}']));
    }
}
