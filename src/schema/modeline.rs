//! The line by which an editor finds the schema of a file. Language servers look for it in the first
//! line alone.

/// What begins such a line in YAML.
const YAML: &str = "# yaml-language-server: $schema=";
/// What begins such a line in TOML.
const TOML: &str = "#:schema ";

/// The text with a first line that names the schema at `address`; `None` where it does already.
/// Nothing else of the text changes.
pub fn with_modeline(text: &str, address: &str, is_toml: bool) -> Option<String> {
    let start = if is_toml { TOML } else { YAML };
    let (mark, rest) = match text.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", text),
    };
    let (first, after) = rest.split_once('\n').unwrap_or((rest, ""));
    let end = if first.ends_with('\r') { "\r\n" } else { "\n" };
    let line = format!("{start}{address}");
    if first.trim_end() == line {
        return None;
    }
    let names_another = if is_toml {
        first.starts_with(TOML)
    } else {
        names_schema(first)
    };
    let after = if names_another { after } else { rest };
    Some(format!("{mark}{line}{end}{after}"))
}

/// Whether a line of YAML names a schema, however it is spaced.
fn names_schema(line: &str) -> bool {
    line.strip_prefix('#')
        .and_then(|rest| rest.trim_start().strip_prefix("yaml-language-server:"))
        .is_some_and(|rest| rest.trim_start().starts_with("$schema="))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yaml(text: &str) -> Option<String> {
        with_modeline(text, "../s.json", false)
    }

    #[test]
    fn it_comes_first_and_once() {
        let once = yaml("# Ours\nname: a\n").expect("changes");
        assert_eq!(
            once,
            "# yaml-language-server: $schema=../s.json\n# Ours\nname: a\n"
        );
        assert_eq!(yaml(&once), None);
        assert_eq!(
            with_modeline("[rules]\n", "s.json", true).as_deref(),
            Some("#:schema s.json\n[rules]\n")
        );
        assert_eq!(
            yaml("").as_deref(),
            Some("# yaml-language-server: $schema=../s.json\n")
        );
    }

    #[test]
    fn another_address_gives_way() {
        let old = "#  yaml-language-server:  $schema=http://old\nname: a\n";
        let new = "# yaml-language-server: $schema=../s.json\nname: a\n";
        assert_eq!(yaml(old).as_deref(), Some(new));
        // A comment that only speaks of it stays.
        let other = "# see yaml-language-server: $schema=x\n";
        assert_eq!(
            yaml(other),
            Some(format!("{}\n{other}", new.lines().next().expect("one")))
        );
    }

    #[test]
    fn marks_and_ends_of_lines_stay() {
        let text = "\u{feff}name: a\r\nunit: b\r\n";
        let due = "\u{feff}# yaml-language-server: $schema=../s.json\r\nname: a\r\nunit: b\r\n";
        assert_eq!(yaml(text).as_deref(), Some(due));
        assert_eq!(yaml(due), None);
    }
}
