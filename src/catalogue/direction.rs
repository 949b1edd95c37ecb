//! Which way a language is written.

/// Left to right, or right to left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// As Latin script.
    LeftToRight,
    /// As Arabic and Hebrew script.
    RightToLeft,
}

impl Direction {
    /// As HTML says it.
    pub fn word(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}

/// Languages that are written from right to left in their usual script (CLDR 45, `characterOrder`).
const FROM_THE_RIGHT: [&str; 14] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "nqo", "ps", "sd", "syr", "ur", "yi",
];

/// Scripts that are, whatever the language.
const SCRIPTS: [&str; 7] = ["arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg"];

/// Which way the language of a tag (BCP 47) is written: by its script where it names one.
pub fn direction(tag: &str) -> Direction {
    let mut parts = tag.split(['-', '_']).map(str::to_ascii_lowercase);
    let language = parts.next().unwrap_or_default();
    let script =
        parts.find(|part| part.len() == 4 && part.chars().all(|c| c.is_ascii_alphabetic()));
    let from_the_right = match script {
        Some(script) => SCRIPTS.contains(&script.as_str()),
        None => FROM_THE_RIGHT.contains(&language.as_str()),
    };
    if from_the_right {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_decides_where_it_is_named() {
        assert_eq!(direction("ar-EG"), Direction::RightToLeft);
        assert_eq!(direction("uz-Arab-AF"), Direction::RightToLeft);
        assert_eq!(direction("ku-Latn"), Direction::LeftToRight);
        assert_eq!(direction("de_AT"), Direction::LeftToRight);
        assert_eq!(direction(""), Direction::LeftToRight);
    }
}
