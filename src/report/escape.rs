//! Text of records on its way into Markdown that a bot posts under its own name. Whoever may write
//! a record must not be able to ping people, link to issues or pages, or break out of a table.

use crate::report::text::{is_hidden, with_groups};

/// The most characters of a text out of a record.
pub(super) const MOST: usize = 80;

/// The text on one line, without characters that hide or reorder others, and cut at `most`
/// characters. Not escaped yet.
pub(super) fn line(text: &str, most: usize) -> String {
    let text: String = text
        .chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
            c if is_hidden(c) || c == '\u{ad}' || c == '\u{180e}' => None,
            c => Some(c),
        })
        .collect();
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let text = words.join(" ");
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

/// The text of one line as Markdown that shows nothing but it, in a table or outside.
///
/// A backslash keeps a mark from forming anything; no bracket is left that could make a link of
/// the parentheses in a sentence. `@`, `#`, `www.` and `://` mean something to
/// the forge after the marks are gone: a space of no width after them ends that.
pub(super) fn escaped(text: &str) -> String {
    let text = with_groups(text);
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("&#64;&#8203;"),
            '#' => out.push_str("&#35;&#8203;"),
            '$' => out.push_str("&#36;"),
            '|' | '[' | ']' | '*' | '_' | '~' | '`' | '\\' | '!' => {
                out.push('\\');
                out.push(c);
            }
            ':' if text[at..].starts_with("://") => out.push_str(":&#8203;"),
            '.' if ends_with_www(&text[..at]) => out.push_str("&#8203;."),
            // `GH-12` is a link to an issue as well.
            '-' if last.eq_ignore_ascii_case(&'h') && is_issue(&text[..at], &text[at..]) => {
                out.push_str("&#8203;-");
            }
            c => out.push(c),
        }
        last = c;
    }
    out
}

fn ends_with_www(before: &str) -> bool {
    let tail: Vec<char> = before.chars().rev().take(3).collect();
    tail.len() == 3 && tail.iter().all(|c| c.eq_ignore_ascii_case(&'w'))
}

fn is_issue(before: &str, after: &str) -> bool {
    let mut tail = before.chars().rev().skip(1);
    tail.next().is_some_and(|c| c.eq_ignore_ascii_case(&'g'))
        && after[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// A sentence of our own, in which names of records may stand: what it sets as code stays code
/// where that is harmless.
pub(super) fn sentence(text: &str) -> String {
    let harmless = |inner: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~+: ".contains(c);
        !inner.trim().is_empty() && inner.chars().all(plain)
    };
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('`') {
        match after.split_once('`').filter(|(inner, _)| harmless(inner)) {
            Some((inner, after)) => {
                out.push_str(&format!("{}`{inner}`", escaped(before)));
                rest = after;
            }
            None => {
                out.push_str(&format!("{}\\`", escaped(before)));
                rest = after;
            }
        }
    }
    out.push_str(&escaped(rest));
    out
}

/// A word of the machine in a span of code, where it can stand there as it is; escaped elsewhere.
pub(super) fn code(text: &str) -> String {
    let text = line(text, MOST);
    if is_plain(&text) {
        format!("`{text}`")
    } else {
        escaped(&text)
    }
}

/// Whether a text is safe in a span of code, in a table as well.
fn is_plain(text: &str) -> bool {
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '~' | '+');
    !text.is_empty() && text.chars().all(plain)
}

/// Escaped, with the first occurrence of `word` as code.
pub(super) fn with_code(text: &str, word: &str) -> String {
    let found = (is_plain(word)).then(|| text.find(word)).flatten();
    let whole = |at: &usize| {
        let joins = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_');
        !text[..*at].ends_with(joins) && !text[*at + word.len()..].starts_with(joins)
    };
    match found.filter(whole) {
        Some(at) => format!(
            "{}`{word}`{}",
            escaped(&text[..at]),
            escaped(&text[at + word.len()..])
        ),
        None => sentence(text),
    }
}

/// A link, where there is an address; its text is a name out of a record.
pub(super) fn link(name: &str, address: Option<&str>) -> String {
    let name = escaped(&line(name, MOST));
    let name = name.replace('(', "\\(").replace(')', "\\)");
    match address {
        Some(address) => format!("[{name}]({address})"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_record_acts() {
        for (hostile, expected) in [
            ("@octocat", "&#64;&#8203;octocat"),
            ("see #12", "see &#35;&#8203;12"),
            ("a|b", "a\\|b"),
            ("<img src=x>", "&lt;img src=x&gt;"),
            ("[x](y)", "\\[x\\](y)"),
            ("*_~`\\", "\\*\\_\\~\\`\\\\"),
            ("https://evil.example", "https:&#8203;//evil.example"),
            ("WWW.evil", "WWW&#8203;.evil"),
            ("GH-12 gh-x", "GH&#8203;-12 gh-x"),
            ("&amp;", "&amp;amp;"),
            ("$x$", "&#36;x&#36;"),
        ] {
            assert_eq!(escaped(hostile), expected);
        }
        assert_eq!(line("a\n\n  b\u{202e}\u{0}\tc", 80), "a b c");
        assert_eq!(line(&"ü".repeat(90), 80).chars().count(), 81);
    }

    #[test]
    fn code_is_for_plain_words() {
        assert_eq!(code("code/release"), "`code/release`");
        assert_eq!(code("a`b"), "a\\`b");
        assert_eq!(code(""), "");
        assert_eq!(
            sentence("`removal` is `g|ne`, `@x"),
            "`removal` is \\`g\\|ne\\`, \\`&#64;&#8203;x"
        );
        assert_eq!(link("A (b)", None), "A \\(b\\)");
        assert_eq!(
            with_code("decides code/release alone (was 1)", "code/release"),
            "decides `code/release` alone (was 1)"
        );
        assert_eq!(
            with_code("decides code/released", "code/release"),
            "decides code/released"
        );
    }
}
