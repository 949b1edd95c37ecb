//! Words, tables and facts as HTML. There are a hundred of them on a page, and templates would
//! print them piece by piece.

use super::text::{escaped, push_escaped};
use super::view::{Day, Fact, Piece, Rich, Table};
use super::words::Words;
use crate::model::Date;

/// Pieces as HTML.
pub(super) fn rich(words: Words, pieces: &[Piece]) -> String {
    let mut html = String::new();
    push_rich(&mut html, words, pieces);
    html
}

fn push_rich(html: &mut String, words: Words, pieces: &[Piece]) {
    for piece in pieces {
        push_piece(html, words, piece);
    }
}

fn push_piece(html: &mut String, words: Words, piece: &Piece) {
    match piece {
        Piece::Text { text } => push_escaped(html, text),
        Piece::Link { text, href } => {
            html.push_str("<a href=\"");
            push_escaped(html, href);
            html.push_str("\">");
            push_escaped(html, text);
            html.push_str("</a>");
        }
        Piece::CodeLink { text, href } => {
            html.push_str("<a href=\"");
            push_escaped(html, href);
            html.push_str("\"><code>");
            push_escaped(html, text);
            html.push_str("</code></a>");
        }
        Piece::Code { text } => {
            html.push_str("<code>");
            html.push_str(&broken(text));
            html.push_str("</code>");
        }
        Piece::Muted { text } => {
            html.push_str("<span class=\"muted\">");
            push_escaped(html, text);
            html.push_str("</span>");
        }
        Piece::English { text } => html.push_str(&english(words, text)),
        Piece::Time { iso, form } => {
            html.push_str("<time datetime=\"");
            push_escaped(html, iso);
            html.push_str("\">");
            push_escaped(html, &day(words, iso, *form));
            html.push_str("</time>");
        }
        Piece::Tag { text, tone } => {
            html.push_str("<span class=\"tag ");
            html.push_str(tone.word());
            html.push_str("\">");
            push_escaped(html, text);
            html.push_str("</span>");
        }
        Piece::Break => html.push_str("<br>"),
    }
}

/// A day as the language writes it.
fn day(words: Words, iso: &str, form: Day) -> String {
    match (Date::parse(iso), form) {
        (Some(date), Day::Long) => words.long_date(date),
        (Some(date), Day::Short) => words.short_date(date),
        (None, _) => iso.to_owned(),
    }
}

/// Words that come in English, marked as such in a handbook of another language.
pub(super) fn english(words: Words, text: &str) -> String {
    let text = escaped(text);
    match words.tag() {
        "en" => text,
        _ => format!("<span lang=\"en\">{text}</span>"),
    }
}

/// A path that may be broken after its slashes, as HTML.
pub(super) fn broken(path: &str) -> String {
    escaped(path).replace('/', "/<wbr>")
}

/// A table as HTML: the first cell of a row is its heading, and each cell knows its column, so that
/// a row can stand as a block of its own on a narrow screen.
pub(super) fn table(words: Words, table: &Table) -> String {
    let mut html = String::new();
    html.push_str("<table class=\"stack ");
    html.push_str(table.layout.word());
    html.push_str("\">\n<caption>");
    push_escaped(&mut html, &table.caption);
    html.push_str("</caption>\n<thead><tr>");
    for column in &table.columns {
        html.push_str("<th scope=\"col\"");
        html.push_str(number(column.number));
        html.push('>');
        push_escaped(&mut html, &column.title);
        html.push_str("</th>");
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    // Said once for all rows.
    let labels = table.columns.iter().map(|column| {
        let (label, number) = (escaped(&column.title), number(column.number));
        format!("<td data-label=\"{label}\"{number}>")
    });
    let labels: Vec<String> = labels.collect();
    for row in &table.rows {
        html.push_str("<tr");
        if !row.id.is_empty() {
            html.push_str(" id=\"");
            push_escaped(&mut html, &row.id);
            html.push('"');
        }
        html.push('>');
        for (at, (cell, label)) in row.cells.iter().zip(&labels).enumerate() {
            if at == 0 {
                html.push_str("<th scope=\"row\"");
                if row.depth > 0 {
                    html.push_str(&format!(" class=\"d{}\"", row.depth.min(DEEPEST)));
                }
                html.push('>');
                let before = html.len();
                push_rich(&mut html, words, cell.pieces());
                if html[before..].trim().is_empty() {
                    html.truncate(before);
                    html.push('–');
                }
                html.push_str("</th>");
            } else if cell.is_empty() {
                html.push_str("<td class=\"none\"></td>");
            } else {
                html.push_str(label);
                push_rich(&mut html, words, cell.pieces());
                html.push_str("</td>");
            }
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
    if !table.rest.is_empty() {
        html.push_str("<p class=\"muted\">");
        push_escaped(&mut html, &table.rest);
        html.push_str("</p>");
    }
    if !table.sheets.is_empty() {
        let others = words.say("sheet-others", &[("table", table.caption.as_str().into())]);
        html.push_str("<nav aria-label=\"");
        push_escaped(&mut html, &others);
        html.push_str("\">\n");
        push_list(&mut html, words, table.sheets.iter().map(Rich::pieces));
        html.push_str("</nav>\n");
    }
    html
}

/// How deep a heading of a row can be set in.
const DEEPEST: usize = 4;

fn number(is_number: bool) -> &'static str {
    if is_number { " class=\"number\"" } else { "" }
}

fn push_list<'p>(html: &mut String, words: Words, items: impl Iterator<Item = &'p [Piece]>) {
    html.push_str("<ul>\n");
    for item in items {
        html.push_str("<li>");
        push_rich(html, words, item);
        html.push_str("</li>\n");
    }
    html.push_str("</ul>\n");
}

/// Facts as HTML: nothing where there is none.
pub(super) fn facts(words: Words, facts: &[Fact]) -> String {
    if facts.is_empty() {
        return String::new();
    }
    let mut html = String::from("<dl class=\"facts\">\n");
    for fact in facts {
        html.push_str("<div><dt>");
        push_escaped(&mut html, &fact.label);
        html.push_str("</dt>");
        for line in &fact.lines {
            html.push_str("<dd>");
            push_rich(&mut html, words, line.pieces());
            html.push_str("</dd>");
        }
        html.push_str("</div>\n");
    }
    html.push_str("</dl>\n");
    html
}

/// A link in a list of such.
pub(super) struct ListedLink {
    pub text: String,
    pub href: String,
    /// As `aria-current` wants it.
    pub current: Option<&'static str>,
}

/// Links as the items of a list.
pub(super) fn links(links: impl Iterator<Item = ListedLink>) -> String {
    let mut html = String::new();
    for link in links {
        html.push_str("<li><a href=\"");
        push_escaped(&mut html, &link.href);
        html.push('"');
        if let Some(current) = link.current {
            html.push_str(" aria-current=\"");
            html.push_str(current);
            html.push('"');
        }
        html.push('>');
        push_escaped(&mut html, &link.text);
        html.push_str("</a></li>\n");
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::view::Tone;

    #[test]
    fn every_cell_of_a_table_says_its_column_and_nothing_hostile_passes() {
        let words = Words::english();
        let mut made = Table::new(words, "<Seats>", &["\"Who\"", "Since", "#Many"]);
        made.set_in(0, [Rich::from(" "), Rich::from("a&b"), Rich::new()]);
        made.set_in(
            7,
            [
                Rich::from("Ana").tag("left", Tone::Plain),
                Rich::new(),
                "2".into(),
            ],
        );
        made.rows[0].id = "\"><script>".to_owned();
        made.rest = "1 < 2".to_owned();
        made.sheets = vec![Rich::from(Piece::Link {
            text: "More".to_owned(),
            href: "a.html?x=\"&y".to_owned(),
        })];
        assert_eq!(
            table(words, &made),
            "<table class=\"stack free\">\n<caption>&lt;Seats&gt;</caption>\n\
             <thead><tr><th scope=\"col\">&quot;Who&quot;</th><th scope=\"col\">Since</th>\
             <th scope=\"col\" class=\"number\">Many</th></tr></thead>\n<tbody>\n\
             <tr id=\"&quot;&gt;&lt;script&gt;\"><th scope=\"row\">–</th>\
             <td data-label=\"Since\">a&amp;b</td><td class=\"none\"></td></tr>\n\
             <tr><th scope=\"row\" class=\"d4\">Ana<span class=\"tag plain\">left</span></th>\
             <td class=\"none\"></td><td data-label=\"Many\" class=\"number\">2</td></tr>\n\
             </tbody>\n</table>\n<p class=\"muted\">1 &lt; 2</p>\
             <nav aria-label=\"&lt;Seats&gt;: the others\">\n<ul>\n\
             <li><a href=\"a.html?x=&quot;&amp;y\">More</a></li>\n</ul>\n</nav>\n"
        );
    }

    #[test]
    fn facts_are_a_list_of_terms_and_none_are_nothing() {
        let words = Words::english();
        assert_eq!(facts(words, &[]), "");
        let fact = Fact {
            label: "By <whom>".to_owned(),
            lines: vec!["Ana".into(), Rich::new().code("money/small")],
        };
        assert_eq!(
            facts(words, &[fact]),
            "<dl class=\"facts\">\n<div><dt>By &lt;whom&gt;</dt><dd>Ana</dd>\
             <dd><code>money/<wbr>small</code></dd></div>\n</dl>\n"
        );
    }
}
