//! Text from records on its way into HTML. Anyone may have written it.

use std::borrow::Cow;

pub(super) use crate::wording::{capital, sort_key};

/// How many characters of a name are shown; a longer one ends in "…".
const LONGEST_NAME: usize = 120;

/// Whether a character may stand in a page. Controls, overrides of the writing direction,
/// invisible characters and code points that are no characters may not: they can hide or reorder
/// what a reader sees.
fn is_shown(c: char) -> bool {
    match c {
        '\n' | '\t' => true,
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => false,
        c => u32::from(c) & 0xfffe != 0xfffe && !c.is_control(),
    }
}

/// Which bytes are characters of their own that may stand in a page as they are: most are.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        plain[byte as usize] = !matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
        byte += 1;
    }
    plain[b'\n' as usize] = true;
    plain[b'\t' as usize] = true;
    plain
};

fn is_plain(byte: u8) -> bool {
    PLAIN[usize::from(byte)]
}

/// The text without characters that may not stand in a page.
pub(super) fn clean(text: &str) -> String {
    if text.bytes().all(is_plain) {
        return text.to_owned();
    }
    text.chars().filter(|c| is_shown(*c)).collect()
}

/// A name on one line: cleaned, white space collapsed, and cut where it is too long.
pub(super) fn name(text: &str) -> String {
    let bytes = text.as_bytes();
    let is_word = |byte: &u8| is_plain(*byte) && !byte.is_ascii_whitespace();
    let mut words = bytes.split(|byte| *byte == b' ');
    // Most are one line of plain words already.
    if bytes.len() <= LONGEST_NAME && words.all(|word| !word.is_empty() && word.iter().all(is_word))
    {
        return text.to_owned();
    }
    let text = text.replace(['\u{2028}', '\u{2029}'], " ");
    let words: Vec<String> = text
        .split_whitespace()
        .map(clean)
        .filter(|word| !word.is_empty())
        .collect();
    let line = words.join(" ");
    if line.is_empty() {
        return "(no name)".to_owned();
    }
    match line.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// Appends `text`, cleaned and escaped for HTML: for content and for quoted attributes alike.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !is_plain(byte)) {
        // What comes before is one character a byte, so this is where another begins.
        out.push_str(&rest[..at]);
        let mut chars = rest[at..].chars();
        match chars.next().filter(|c| is_shown(*c)) {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            Some('\'') => out.push_str("&#39;"),
            Some(c) => out.push(c),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// `text`, cleaned and escaped for HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    push_escaped(&mut out, text);
    out
}

/// The words of a text in small letters.
pub(super) fn lower_words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(|word| {
        let is_lower = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if word.bytes().all(is_lower) {
            Cow::Borrowed(word)
        } else {
            Cow::Owned(word.to_lowercase())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_or_reorders_is_left_out() {
        assert_eq!(clean("a\u{202e}b\u{0}c\u{200b}d\u{7}e\u{2066}f"), "abcdef");
        assert_eq!(
            clean("شيوا\u{200c}ناز 👩\u{200d}🔧"),
            "شيوا\u{200c}ناز 👩\u{200d}🔧"
        );
    }

    #[test]
    fn markup_becomes_text() {
        assert_eq!(
            escaped("<script a='b' c=\"d\">&"),
            "&lt;script a=&#39;b&#39; c=&quot;d&quot;&gt;&amp;"
        );
    }

    #[test]
    fn each_character_is_left_out_escaped_or_itself_wherever_it_stands() {
        for c in '\0'..=char::MAX {
            let shown = match c {
                '&' => "&amp;".to_owned(),
                '<' => "&lt;".to_owned(),
                '>' => "&gt;".to_owned(),
                '"' => "&quot;".to_owned(),
                '\'' => "&#39;".to_owned(),
                c if is_shown(c) => c.to_string(),
                _ => String::new(),
            };
            assert_eq!(escaped(&format!("é{c}a")), format!("é{shown}a"), "{c:?}");
            let plain = if is_shown(c) {
                c.to_string()
            } else {
                String::new()
            };
            assert_eq!(clean(&format!("a{c}")), format!("a{plain}"), "{c:?}");
        }
    }

    #[test]
    fn names_are_one_short_line() {
        assert_eq!(name("  Ana\n\tMaria\u{202e}  Paz "), "Ana Maria Paz");
        assert_eq!(name("\u{200b}"), "(no name)");
        let long = name(&"x".repeat(10_000));
        assert_eq!(long.chars().count(), LONGEST_NAME + 1);
        assert!(long.ends_with('…'));
    }
}
