//! Cutting a large YAML mapping at its top-level keys, so that each can be read alone.

use std::collections::HashSet;
use std::ops::Range;

/// The bytes of every top-level key with its value, up to the next key; comments and a `---` before
/// the first key belong to none.
///
/// `None` where the text may not mean the same when it is cut: anything at the left margin but
/// plain keys, comments and one `---` at the top; tabs and bare carriage returns; what may be an
/// anchor or an alias; a key that stands twice. Quoted text and brackets that run over several
/// pieces show when a piece is read: alone it is broken, and the caller reads the whole.
pub(super) fn top_level_pieces(text: &str) -> Option<Vec<Range<usize>>> {
    let mut starts: Vec<usize> = Vec::new();
    let mut keys: HashSet<&str> = HashSet::new();
    let mut begun = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.strip_suffix('\n').unwrap_or(line);
        let content = content.strip_suffix('\r').unwrap_or(content);
        if may_refer(content) {
            return None;
        }
        match content.bytes().next() {
            None | Some(b'#') => {}
            // Before the first key, an indented line is no part of a mapping.
            Some(b' ') if !starts.is_empty() || content.trim_start().starts_with('#') => {}
            Some(b' ') if content.trim().is_empty() => {}
            Some(b'-') if content == "---" && !begun => begun = true,
            _ => {
                if !keys.insert(plain_key(content)?) {
                    return None;
                }
                begun = true;
                starts.push(at);
            }
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let pieces: Vec<Range<usize>> = starts
        .iter()
        .zip(ends)
        .map(|(from, to)| *from..to)
        .collect();
    (!pieces.is_empty()).then_some(pieces)
}

/// Whether a line has a character that changes what other lines mean: a tab or carriage return, an
/// anchor, an alias, a tag.
fn may_refer(line: &str) -> bool {
    let mut before = b' ';
    let bytes = line.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\t' | b'\r' => return true,
            b'&' | b'*' | b'!'
                if matches!(before, b' ' | b'[' | b'{' | b',')
                    && bytes.get(at + 1).is_some_and(|next| *next != b' ') =>
            {
                return true;
            }
            _ => {}
        }
        before = *byte;
    }
    false
}

/// The key of a line that begins with a plain one of letters, digits, spaces and `-_./()`.
fn plain_key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let is_word =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '(' | ')');
    let plain = key.starts_with(char::is_alphanumeric) && key.chars().all(is_word);
    (plain && (rest.is_empty() || rest.starts_with(' '))).then(|| key.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Option<Vec<&str>> {
        let ranges = top_level_pieces(text)?;
        Some(ranges.into_iter().map(|range| &text[range]).collect())
    }

    #[test]
    fn every_key_at_the_margin_begins_a_piece() {
        assert_eq!(
            pieces("# list\n---\n\na b:\n  x: 1\n# note\n  y: 2\nc-d: 3\n"),
            Some(vec!["a b:\n  x: 1\n# note\n  y: 2\n", "c-d: 3\n"])
        );
        assert_eq!(
            pieces("a:\r\n  b\r\nc:\r\n"),
            Some(vec!["a:\r\n  b\r\n", "c:\r\n"])
        );
        assert_eq!(
            pieces("a:\n  b: 'x\n\n    y'"),
            Some(vec!["a:\n  b: 'x\n\n    y'"])
        );
    }

    #[test]
    fn what_may_mean_something_else_is_left_whole() {
        for text in [
            "",
            "# nothing\n",
            "- a\n- b\n",
            "a:\n- b\n",
            "a: 1\n---\nb: 2\n",
            "a: 1\n...\n",
            "%YAML 1.2\n---\na: 1\n",
            "a: 1\na: 2\n",
            "a: 1\na : 2\n",
            "'a': 1\n",
            "? a\n: b\n",
            "<<: {}\n",
            "a: &x 1\nb: *x\n",
            "a: !!str 1\n",
            "a:\n\tb: 1\n",
            "  a: 1\nb: 2\n",
            "a: |\n  x\ny z\n",
            "{a: 1}\n",
            "\u{feff}a: 1\n",
            "a:b\n",
        ] {
            assert_eq!(pieces(text), None, "{text:?}");
        }
    }
}
