//! YAML laid out anew: keys in their order, quoting and white space in one manner. Comments stay
//! with what they stand at, and what the text says stays what it is. The only importer of the
//! printer.

use pretty_yaml::config::{FormatOptions, LanguageOptions, LayoutOptions, LineBreak};

use super::comments::comments;
use super::{KeyOrder, Node, Span, Value, parse_yaml, split_front_matter};

/// The widest line that is not broken for its length, in characters.
const WIDTH: usize = 120;

/// How often laying out again may still change something before it is given up.
const MOST_ROUNDS: usize = 3;

/// How many brackets may open in one run of unquoted words. Where the printer takes them for lists
/// that never end, it tries each in two ways, and all ways of all of them.
const MOST_BRACKETS: usize = 8;

/// Lays out a text of one YAML document. The result says the same, keeps every comment, and is
/// laid out already.
///
/// `None` where that cannot be done for certain: a fault in the text, or a text that would say
/// something else afterwards.
pub fn format_yaml(text: &str, order: &KeyOrder) -> Option<String> {
    let root = sound(text)?;
    if bewilders_the_printer(&root, text) || comments(text).iter().any(|line| is_deep(line)) {
        return None;
    }
    let mut last = text.to_owned();
    for _ in 0..MOST_ROUNDS {
        let arranged = arranged(&last, order);
        let next = printed(&arranged)?;
        if next == last {
            let is_same = sound(&next)?.to_json() == root.to_json()
                && sorted(comments(&next)) == sorted(comments(text));
            return is_same.then_some(next);
        }
        last = next;
    }
    None
}

/// Lays out the front matter of a Markdown file as [`format_yaml`] does; all around it stays.
///
/// `None` also where the front matter would end elsewhere afterwards.
pub fn format_front_matter(text: &str, order: &KeyOrder) -> Option<String> {
    let front = split_front_matter(text)?;
    let formatted = format_yaml(text.get(front.yaml.start..front.yaml.end)?, order)?;
    let (before, after) = (text.get(..front.yaml.start)?, text.get(front.yaml.end..)?);
    let all = format!("{before}{formatted}{after}");
    // A mark that is laid aside may have kept a line from being a fence.
    let again = split_front_matter(&all)?.yaml;
    let is_kept = all.get(again.start..again.end) == Some(formatted.as_str());
    is_kept.then_some(all)
}

fn sound(text: &str) -> Option<Node> {
    let parsed = parse_yaml(text);
    parsed.root.filter(|_| parsed.faults.is_empty())
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

fn printed(text: &str) -> Option<String> {
    if misleads_the_printer(text) {
        return None;
    }
    let line_break = if text.contains("\r\n") {
        LineBreak::Crlf
    } else {
        LineBreak::Lf
    };
    let options = FormatOptions {
        layout: LayoutOptions {
            print_width: WIDTH,
            line_break,
            ..LayoutOptions::default()
        },
        language: LanguageOptions {
            brace_spacing: false,
            trailing_comma: false,
            ..LanguageOptions::default()
        },
    };
    pretty_yaml::format_text(text, &options).ok()
}

/// Whether the printer would take the wrong number of columns, or half a character, off the lines of
/// a block: it counts a tab before the first word as indent, and knows one line break of YAML's two.
fn misleads_the_printer(text: &str) -> bool {
    let mut opens_block = false;
    let begins_by_tab = |line: &str| {
        let blanks = line.len() - line.trim_start().len();
        line[..blanks].contains('\t')
    };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let is_hidden = lines.any(|line| {
        let follows = opens_block && begins_by_tab(line);
        opens_block = line.contains(['|', '>']);
        follows
    });
    is_hidden || text.replace("\r\n", "").contains('\r')
}

/// Whether some unquoted words have so many brackets in them that the printer might not come to an
/// end: it takes the words after an indented `---` for the beginning of a document.
fn bewilders_the_printer(node: &Node, text: &str) -> bool {
    let is_full = |span: Span| {
        let words = text.get(span.start..span.end).unwrap_or_default();
        let opens = |c: &char| matches!(c, '[' | '{');
        !words.starts_with(['"', '\'']) && words.chars().filter(opens).count() > MOST_BRACKETS
    };
    match &node.value {
        Value::List(items) => items.iter().any(|item| bewilders_the_printer(item, text)),
        Value::Map(entries) => entries
            .iter()
            .any(|(key, value)| is_full(key.span) || bewilders_the_printer(value, text)),
        _ => is_full(node.span) && !is_block(text.get(..node.span.start).unwrap_or_default()),
    }
}

/// Whether more brackets are open at once in a comment than the printer can undo: behind keys of
/// several lines it takes the comment for a value.
fn is_deep(comment: &str) -> bool {
    let open = comment.chars().scan(0, |open: &mut usize, c| {
        match c {
            '[' | '{' => *open += 1,
            ']' | '}' => *open = open.saturating_sub(1),
            _ => {}
        }
        Some(*open)
    });
    open.max() > Some(MOST_BRACKETS)
}

/// Whether a value that follows here is a block, which is not looked into: its head stands on the
/// line before.
fn is_block(before: &str) -> bool {
    let before = before.trim_end();
    let head = before.rsplit('\n').next().unwrap_or(before);
    let head = head.split(" #").next().unwrap_or(head).trim_end();
    let is_comment = head.trim_start().starts_with('#');
    let head = head.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    !is_comment && head.ends_with(['|', '>'])
}

/// The text with the keys of its mappings in their order.
fn arranged(text: &str, order: &KeyOrder) -> String {
    let Some(root) = sound(text) else {
        return text.to_owned();
    };
    // A name must stand before it is used, wherever that is.
    if has_anchors(text) {
        return text.to_owned();
    }
    let arranger = Arranger { text };
    arranger.within(&root, order, 0, text.len())
}

/// Whether something in the text may be an anchor or alias; text that only looks so counts too.
fn has_anchors(text: &str) -> bool {
    let mut before = '\n';
    text.chars().any(|c| {
        let begins = matches!(before, '\n' | ' ' | '\t' | '[' | '{' | ',');
        before = c;
        begins && matches!(c, '&' | '*')
    })
}

struct Arranger<'t> {
    text: &'t str,
}

/// An entry of a mapping with the lines that belong to it.
struct Chunk {
    rank: usize,
    text: String,
    has_comment_above: bool,
}

impl Arranger<'_> {
    /// The bytes from `from` to `to`, in which a node stands, with its keys in order.
    fn within(&self, node: &Node, order: &KeyOrder, from: usize, to: usize) -> String {
        let is_flow = self.text[node.span.start..].starts_with(['{', '[']);
        match &node.value {
            Value::Map(entries) if entries.is_empty() => self.text[from..to].to_owned(),
            Value::Map(_) if is_flow => self.flow_map(node, order, from, to),
            Value::Map(_) => self.block_map(node, order, from, to),
            Value::List(items) => {
                let Some(order) = order.items.as_deref() else {
                    return self.text[from..to].to_owned();
                };
                let mut out = String::new();
                let mut at = from;
                for (number, item) in items.iter().enumerate() {
                    // Up to the line of the next item, or to the end of this one in a row.
                    let end = match items.get(number + 1) {
                        _ if is_flow => item.span.end,
                        Some(next) => {
                            let line = self.line_start(next.span.start);
                            let rest = &self.text[line..];
                            let indent = rest.len() - rest.trim_start().len();
                            let dash = (line + indent).min(next.span.start);
                            self.with_comments(dash, item.span.end).max(item.span.end)
                        }
                        None => to,
                    };
                    out.push_str(&self.within(item, order, at, end));
                    at = end;
                }
                out.push_str(&self.text[at..to]);
                out
            }
            _ => self.text[from..to].to_owned(),
        }
    }

    fn flow_map(&self, node: &Node, order: &KeyOrder, from: usize, to: usize) -> String {
        let inside = &self.text[node.span.start..node.span.end];
        // A line break may carry a comment; such a mapping stays as it is.
        if inside.contains(['\n', '#']) {
            return self.text[from..to].to_owned();
        }
        let mut entries: Vec<_> = node.entries().iter().collect();
        entries.sort_by_key(|(key, _)| order.rank(&key.name));
        let entries: Vec<String> = entries
            .into_iter()
            .map(|(key, value)| {
                let start = key.span.start;
                let end = value.span.end.max(key.span.end);
                match order.of(&key.name) {
                    Some(order) if value.span.start < value.span.end => {
                        self.within(value, order, start, end)
                    }
                    _ => self.text[start..end].to_owned(),
                }
            })
            .collect();
        format!(
            "{}{{{}}}{}",
            &self.text[from..node.span.start],
            entries.join(", "),
            &self.text[node.span.end..to]
        )
    }

    fn block_map(&self, node: &Node, order: &KeyOrder, from: usize, to: usize) -> String {
        let entries = node.entries();
        let starts: Vec<usize> = entries
            .iter()
            .enumerate()
            .map(|(number, (key, _))| {
                let earliest = match number.checked_sub(1) {
                    Some(before) => {
                        let (key, value) = &entries[before];
                        key.span.end.max(value.span.end)
                    }
                    None => from,
                };
                self.with_comments(key.span.start, earliest)
            })
            .collect();
        let mut chunks: Vec<Chunk> = Vec::with_capacity(entries.len());
        for (number, (key, value)) in entries.iter().enumerate() {
            let (start, end) = (
                starts[number],
                starts.get(number + 1).copied().unwrap_or(to),
            );
            let text = match order.of(&key.name) {
                Some(order) if value.span.start < value.span.end && value.span.end <= end => {
                    self.within(value, order, start, end)
                }
                _ => self.text[start..end].to_owned(),
            };
            chunks.push(Chunk {
                rank: order.rank(&key.name),
                has_comment_above: start < self.line_start(key.span.start),
                text,
            });
        }
        let head = &self.text[from..starts[0]];
        let plain: String = chunks.iter().map(|chunk| chunk.text.as_str()).collect();
        let in_order = chunks.is_sorted_by_key(|chunk| chunk.rank);
        // The first key of an item stands on the line of its dash, where no comment can go.
        let on_a_dash = starts[0] > self.line_start(entries[0].0.span.start);
        let has_comments = chunks.iter().any(|chunk| chunk.has_comment_above);
        if in_order || (on_a_dash && has_comments) {
            return format!("{head}{plain}");
        }
        let indent = " ".repeat(entries[0].0.span.start - self.line_start(entries[0].0.span.start));
        let tail_length = trailing(&chunks[chunks.len() - 1].text);
        let last = chunks.len() - 1;
        let tail = chunks[last].text.split_off(tail_length);
        if !chunks[last].text.ends_with('\n') {
            chunks[last].text.push('\n');
        }
        if on_a_dash {
            // The first key lacks the white space of its line, which the dash takes.
            chunks[0].text.insert_str(0, &indent);
        }
        chunks.sort_by_key(|chunk| chunk.rank);
        let mut out: String = chunks.iter().map(|chunk| chunk.text.as_str()).collect();
        if on_a_dash {
            out.drain(..indent.len());
        }
        format!("{head}{out}{tail}")
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// Where the comments begin that stand right above a key, in its column, but not before
    /// `earliest`; the start of the key's line where there is none, and the key itself where
    /// something else stands before it on its line.
    fn with_comments(&self, key: usize, earliest: usize) -> usize {
        let line = self.line_start(key);
        if !self.text[line..key].trim().is_empty() || line < earliest {
            return key;
        }
        let column = key - line;
        let mut start = line;
        while start > earliest {
            let above = self.line_start(start - 1);
            let text = &self.text[above..start];
            let is_comment = text.trim_start().starts_with('#');
            let width = text.len() - text.trim_start().len();
            // The first line of a file may be for the editor.
            let is_for_tools = above == 0 && text.contains("$schema=");
            if !is_comment || width != column || above < earliest || is_for_tools {
                break;
            }
            start = above;
        }
        start
    }
}

/// Where the lines at the end of a chunk begin that belong to no entry: a blank line, and all
/// behind it.
fn trailing(text: &str) -> usize {
    let mut at = 0;
    let mut blank = None;
    for line in text.split_inclusive('\n') {
        let rest = line.trim();
        if rest.is_empty() {
            blank.get_or_insert(at);
        } else if !rest.starts_with('#') {
            blank = None;
        }
        at += line.len();
    }
    blank.unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order() -> KeyOrder {
        let key = |name: &str| (name.to_owned(), KeyOrder::default());
        let holder = KeyOrder {
            keys: vec![key("person"), key("since"), key("until")],
            items: None,
        };
        let holders = KeyOrder {
            keys: Vec::new(),
            items: Some(Box::new(holder)),
        };
        KeyOrder {
            keys: vec![
                key("name"),
                key("unit"),
                key("purpose"),
                ("holders".to_owned(), holders),
            ],
            items: None,
        }
    }

    fn format(text: &str) -> String {
        format_yaml(text, &order()).expect("can be laid out")
    }

    #[test]
    fn a_block_that_begins_by_a_tab_is_left_alone() {
        for text in [
            "name: |\n  \tx\n  é\n",
            "name: >\n\n  \tx\n  y\n",
            "name: a\r\runit: b\n",
        ] {
            assert_eq!(format_yaml(text, &order()), None, "{text:?}");
        }
        // As a Makefile has them: the first line tells the indent.
        let text = "name: |\n  all:\n  \tcc\n";
        assert_eq!(format_yaml(text, &order()).as_deref(), Some(text));
    }

    #[test]
    fn brackets_among_unquoted_words_come_to_an_end() {
        let brackets = "[".repeat(60);
        for text in [
            format!("name: a\npurpose: ---\n  {brackets}old[[[:x c\n"),
            format!("name: a\nx-y:\n  - ---\n    {brackets}x: [\n"),
            format!("name: a\npurpose:\n  # |\n  ---\n  {brackets}old[[[:x c\n"),
            format!("name: a\n |\n? x |\n?\n\n# own: {brackets}o, x\n"),
        ] {
            assert_eq!(format_yaml(&text, &order()), None, "{text:?}");
        }
        // Lists in one another, and the links of prose, are laid out as ever.
        let lists = format!("name: a\nx-y: {brackets}b{}\n", "]".repeat(60));
        assert!(format_yaml(&lists, &order()).is_some());
        let links = "[a](b) ".repeat(20);
        let prose = format!("name: a\n# {0}\npurpose: >- # why\n  {0}\n", links.trim());
        assert_eq!(format_yaml(&prose, &order()).as_deref(), Some(&*prose));
    }

    #[test]
    fn keys_come_in_their_order_with_their_comments() {
        let text = "# Ours\n\n# who needs it\npurpose: to keep\nx-b: 1\n# which\nunit: house # here\nx-a: 2\nname: Keeper\n";
        insta::assert_snapshot!(format(text));
    }

    #[test]
    fn items_of_lists_are_arranged_too() {
        let text = "name: K\nholders:\n  - until: 2027-01-01\n    person: ann\n  # the deputy\n  - {since: 2026-01-01, as: deputy, person: bao}\nunit: u\n";
        insta::assert_snapshot!(format(text));
    }

    #[test]
    fn texts_of_several_lines_stay_what_they_are() {
        let text =
            "unit: u\npurpose: |\n  # no comment\n\n  two  spaces\n\nname:   'K'\n\n# the end\n";
        let formatted = format(text);
        insta::assert_snapshot!(formatted);
    }

    #[test]
    fn the_line_for_the_editor_stays_first() {
        let text = "# yaml-language-server: $schema=x\nunit: u\nname: K\n";
        let due = "# yaml-language-server: $schema=x\nname: K\nunit: u\n";
        assert_eq!(format(text), due);
    }

    #[test]
    fn what_has_names_inside_keeps_its_order() {
        let text = "unit: &u house\nname: *u\n";
        assert_eq!(format(text), text);
    }

    #[test]
    fn a_broken_text_is_left_alone() {
        assert_eq!(format_yaml("name: [\n", &order()), None);
        assert_eq!(format_yaml("name: a\nname: b\n", &order()), None);
    }
}
