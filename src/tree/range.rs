//! Reading `A..B` and its relatives.

/// Two ends of a comparison as the user named them; nothing is looked up yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Range {
    /// The older side; none leaves the choice to the program (see `Repo::default_base`).
    pub base: Option<String>,
    /// The newer side; none means the work tree.
    pub head: Option<String>,
    /// Three dots: compare with the point where the two sides parted.
    pub symmetric: bool,
}

/// Splits a revision range.
///
/// | written | base | head |
/// |---|---|---|
/// | `A..B` | A | B |
/// | `A...B` | A, from where the sides parted | B |
/// | `A` | A | work tree |
/// | `A..` | A | `HEAD`, as in Git |
/// | `..B` | the program's choice | B |
/// | nothing | the program's choice | work tree |
///
/// Dots inside braces, as in `HEAD^{/fix..up}`, do not split. There are no errors: what is not a
/// revision fails when it is resolved.
pub fn parse_range(spec: &str) -> Range {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let Some(at) = find_dots(spec) else {
        return Range {
            base: some(spec),
            head: None,
            symmetric: false,
        };
    };
    let (base, rest) = (&spec[..at], &spec[at + 2..]);
    let (head, symmetric) = match rest.strip_prefix('.') {
        Some(head) => (head, true),
        None => (rest, false),
    };
    let head = some(head).or_else(|| Some("HEAD".to_owned()));
    Range {
        base: some(base),
        head,
        symmetric,
    }
}

/// The byte index of the first two dots outside braces.
fn find_dots(spec: &str) -> Option<usize> {
    let bytes = spec.as_bytes();
    let mut depth = 0_usize;
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'.' if depth == 0 && bytes.get(at + 1) == Some(&b'.') => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_every_form() {
        let cases = [
            ("A..B", Some("A"), Some("B"), false),
            ("A...B", Some("A"), Some("B"), true),
            ("A", Some("A"), None, false),
            ("..B", None, Some("B"), false),
            ("...B", None, Some("B"), true),
            ("A..", Some("A"), Some("HEAD"), false),
            ("A...", Some("A"), Some("HEAD"), true),
            ("..", None, Some("HEAD"), false),
            ("", None, None, false),
            ("v1.0..v1.1", Some("v1.0"), Some("v1.1"), false),
            ("HEAD^{/a..b}", Some("HEAD^{/a..b}"), None, false),
            ("é..ü", Some("é"), Some("ü"), false),
            ("a..b..c", Some("a"), Some("b..c"), false),
            ("}..{", Some("}"), Some("{"), false),
        ];
        for (spec, base, head, symmetric) in cases {
            let range = parse_range(spec);
            let got = (
                range.base.as_deref(),
                range.head.as_deref(),
                range.symmetric,
            );
            assert_eq!(got, (base, head, symmetric), "{spec}");
        }
    }
}
