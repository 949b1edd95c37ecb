//! Patterns for objects: `money/*`, `seats/**`.

/// A pattern of objects. `*` stands for any part of one word between slashes, `**` for any words;
/// `money/**` is `money` and all in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glob(String);

impl Glob {
    /// A pattern; every text is one.
    pub fn new(pattern: &str) -> Self {
        Glob(
            pattern
                .trim_matches(|c: char| c == '/' || c.is_whitespace())
                .to_owned(),
        )
    }

    /// The pattern as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether an object fits.
    pub fn fits(&self, object: &str) -> bool {
        let pattern: Vec<&str> = self.0.split('/').collect();
        let object: Vec<&str> = object.split('/').collect();
        // Which of the first words of the object the pattern so far can cover.
        let mut covered = vec![false; object.len() + 1];
        covered[0] = true;
        for part in pattern {
            let mut next = vec![false; object.len() + 1];
            for at in 0..=object.len() {
                if part == "**" {
                    next[at] = covered[at] || (at > 0 && next[at - 1]);
                } else if at > 0 {
                    next[at] = covered[at - 1] && word_fits(part, object[at - 1]);
                }
            }
            covered = next;
        }
        covered[object.len()]
    }
}

/// Whether one word fits a pattern in which `*` stands for any characters.
fn word_fits(pattern: &str, word: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = word.strip_prefix(first) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stay_inside_a_word_and_two_of_them_do_not() {
        let fits = |pattern, object| Glob::new(pattern).fits(object);
        for (pattern, object) in [
            ("money", "money"),
            ("money/**", "money"),
            ("money/**", "money/operations/small"),
            ("money/*", "money/operations"),
            ("**/operations", "money/operations"),
            ("**", "a/b"),
            ("mo*y/op*", "money/operations"),
            ("*", "money"),
            ("/money/", "money"),
        ] {
            assert!(fits(pattern, object), "{pattern} {object}");
        }
        for (pattern, object) in [
            ("money", "money/operations"),
            ("money/*", "money"),
            ("money/*", "money/operations/small"),
            ("mon", "money"),
            ("m*n", "money"),
            ("money/**", "moneybox"),
            ("", "money"),
        ] {
            assert!(!fits(pattern, object), "{pattern} {object}");
        }
        // No pattern takes long.
        let hard = ("*a".repeat(200), "b".repeat(2000));
        let deep = ("**/".repeat(100) + "x", "a/".repeat(500));
        for (pattern, object) in [&hard, &deep] {
            assert!(!fits(pattern, object));
        }
    }
}
