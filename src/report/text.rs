//! Text of records on its way to a screen. Whoever may write a record must not be able to move the
//! cursor, reverse the reading order or hide characters there.

use std::fmt::Write as _;

/// The most characters of a message, label, reason or remedy that are shown.
const MOST_CHARACTERS: usize = 400;

/// Whether a character shows nothing and changes how others show: controls, marks of direction,
/// invisible spaces, separators of lines, and the tags that spell out hidden text.
pub(super) fn is_hidden(c: char) -> bool {
    // Nearly all characters are of these.
    if matches!(c, ' '..='~') {
        return false;
    }
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// A hidden character made visible, as one character so that columns stay right.
fn shown(c: char) -> char {
    match u32::from(c) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or('\u{fffd}'),
        0x7f => '\u{2421}',
        _ if is_hidden(c) => '\u{fffd}',
        _ => c,
    }
}

/// Lines of a source, fit for a screen. Tabs and line breaks stay; a carriage return and a
/// byte-order mark take no room and are left out. Cleaning a prefix gives a prefix of the whole.
pub(super) fn clean_lines(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\r' | '\u{feff}'))
        .map(|c| match c {
            '\n' | '\t' => c,
            c => shown(c),
        })
        .collect()
}

/// Words that take one line, fit for a screen.
pub fn clean(text: &str) -> String {
    let mut clean: String = text
        .chars()
        .take(MOST_CHARACTERS)
        .map(|c| match c {
            '\n' | '\t' | '\r' => ' ',
            c => shown(c),
        })
        .collect();
    if text.chars().nth(MOST_CHARACTERS).is_some() {
        clean.push('…');
    }
    clean
}

/// The space between groups of three digits: thin, and never a place to break a line.
const THIN: char = '\u{202f}';

/// A number in groups of three digits: "5 000".
pub(super) fn grouped(number: usize) -> String {
    groups(&number.to_string())
}

fn groups(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(THIN);
        }
        text.push(digit);
    }
    text
}

/// The text with its amounts of money in groups of three digits: "up to 5 000 EUR". Years, ids and
/// whatever else has digits stay as they are.
pub(super) fn with_groups(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let stands_alone = before
            .chars()
            .next_back()
            .map_or(out.is_empty(), |c| c.is_whitespace() || c == '(');
        let end = number_end(from);
        let (number, after) = from.split_at(end);
        if stands_alone && is_currency(after) {
            let digits: String = number.chars().filter(char::is_ascii_digit).collect();
            out.push_str(&groups(&digits));
        } else {
            out.push_str(number);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where a number ends that may have its groups of three set apart by spaces already.
fn number_end(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(text);
    if end > 3 {
        return end;
    }
    while let Some(rest) = text[end..].strip_prefix([' ', '\u{a0}', THIN])
        && digits(rest) == 3
    {
        end = text.len() - rest.len() + 3;
    }
    end
}

/// Whether a text begins with a space and the three capitals of a currency.
fn is_currency(text: &str) -> bool {
    let Some(rest) = text.strip_prefix([' ', '\u{a0}', THIN]) else {
        return false;
    };
    let capitals = rest.bytes().take_while(u8::is_ascii_uppercase).count();
    capitals == 3 && !rest[3..].starts_with(|c: char| c.is_alphanumeric() || c == '-')
}

/// JSON with its hidden characters escaped, for the document may end on a screen. Outside of
/// strings there are none but the line breaks of the layout.
pub(crate) fn escaped(json: String) -> String {
    // Of ASCII only the controls are hidden.
    let mut bytes = json.bytes();
    if bytes.all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return json;
    }
    let mut text = String::with_capacity(json.len());
    let mut from = 0;
    for (at, hidden) in json.match_indices(|c| is_hidden(c) && c != '\n') {
        text.push_str(&json[from..at]);
        for unit in hidden.encode_utf16() {
            // Writing to a string does not fail.
            let _ = write!(text, "\\u{unit:04x}");
        }
        from = at + hidden.len();
    }
    text.push_str(&json[from..]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_hidden_is_left() {
        let hostile = "a\u{1b}[2J\u{9b}1m\u{202e}b\r\n\u{200b}\u{e0041}\u{7f}\0c";
        assert_eq!(
            clean(hostile),
            "a␛[2J\u{fffd}1m\u{fffd}b  \u{fffd}\u{fffd}␡␀c"
        );
        assert!(!clean_lines(hostile).contains(|c| is_hidden(c) && c != '\n'));
        assert_eq!(clean_lines("\u{feff}a:\tb\r\n"), "a:\tb\n");
        // What people write with stays: accents, joined emoji, any script.
        let written = "Inês, 智子, Ólafur 👩\u{200d}🔧";
        assert_eq!(clean(written), written);
    }

    #[test]
    fn amounts_have_groups_and_nothing_else_has() {
        for (text, expected) in [
            (
                "up to 5000 EUR (was 500 EUR)",
                "up to 5\u{202f}000 EUR (was 500 EUR)",
            ),
            ("5 000 EUR", "5\u{202f}000 EUR"),
            ("(1234567 CHF)", "(1\u{202f}234\u{202f}567 CHF)"),
            ("to 2029-03-01; D-2026-014", "to 2029-03-01; D-2026-014"),
            ("since 2026 EUROPE", "since 2026 EUROPE"),
            ("wg-2024 EUR", "wg-2024 EUR"),
            ("in 3 years, 12 500 USD", "in 3 years, 12\u{202f}500 USD"),
            ("1 2000 EUR", "1 2\u{202f}000 EUR"),
        ] {
            assert_eq!(with_groups(text), expected, "{text}");
        }
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(12_345), "12\u{202f}345");
    }

    #[test]
    fn long_words_are_cut() {
        let cut = clean(&"ü".repeat(10_000));
        assert_eq!(cut.chars().count(), MOST_CHARACTERS + 1);
        assert!(cut.ends_with('…'));
    }
}
