//! The catalogue of words: every language says the same, and pages ask for nothing that is not
//! there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use polity::catalogue::Catalogue;
use polity::model::Kind;
use polity::rules::infos;

use crate::support::{files_below, project};

/// The messages of a language by their keys, each with the variables in it and in the messages that
/// stand in it.
fn messages(language: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut inside: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files_below(language) {
        let text = fs::read_to_string(&file).unwrap();
        let mut key = String::new();
        for (at, line) in text.lines().enumerate() {
            let place = format!("{}:{}", file.display(), at + 1);
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let (name, _) = line.split_once(" =").unwrap_or_else(|| panic!("{place}"));
                key = name.to_owned();
                let before = messages.insert(key.clone(), BTreeSet::new());
                assert!(before.is_none(), "{place}: `{key}` stands twice");
            }
            if line.starts_with('#') {
                continue;
            }
            for part in line.split('{').skip(1) {
                let name: String = part
                    .trim_start_matches([' ', '$'])
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '-')
                    .collect();
                let named = match part.trim_start().starts_with('$') {
                    true => messages.get_mut(&key).expect("a key first"),
                    false => inside.entry(key.clone()).or_default(),
                };
                named.insert(name);
            }
        }
    }
    for (key, named) in inside {
        for name in named {
            let variables = messages
                .get(&name)
                .unwrap_or_else(|| panic!("`{key}` names `{name}`"));
            let variables = variables.clone();
            messages.get_mut(&key).unwrap().extend(variables);
        }
    }
    messages
}

fn languages() -> BTreeMap<String, BTreeMap<String, BTreeSet<String>>> {
    let folder = project("src/catalogue");
    let entries = fs::read_dir(&folder).unwrap();
    let folders = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir());
    let named = folders.map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, messages(&path))
    });
    named.collect()
}

#[test]
fn every_language_has_the_same_messages_with_the_same_variables() {
    let languages = languages();
    assert!(languages.len() > 1, "{:?}", languages.keys());
    let english = &languages["en"];
    for (language, messages) in &languages {
        let missing: Vec<_> = english
            .keys()
            .filter(|k| !messages.contains_key(*k))
            .collect();
        let extra: Vec<_> = messages
            .keys()
            .filter(|k| !english.contains_key(*k))
            .collect();
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
        assert!(extra.is_empty(), "only {language} has {extra:?}");
        for (key, variables) in messages {
            assert_eq!(
                variables, &english[key],
                "{language}: the variables of `{key}`"
            );
        }
    }
}

/// A text in the code, with the call or list that it stands in.
struct Literal {
    text: String,
    place: String,
    /// What was opened around it and not closed, the outermost first.
    open: Vec<Open>,
}

/// An open bracket: the code before it without white space, and how many commas came since.
#[derive(Clone)]
struct Open {
    bracket: char,
    before: String,
    commas: usize,
}

/// How much code before a bracket tells what it opens.
const BEFORE: usize = 60;

/// The literals of a source file, those of its tests left out.
fn literals(file: &str, text: &str) -> Vec<Literal> {
    let text = text.split("\n#[cfg(test)]\nmod ").next().unwrap();
    let (mut found, mut open, mut code) = (Vec::new(), Vec::<Open>::new(), String::new());
    let mut line = 1;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => line += 1,
            '/' if chars.peek() == Some(&'/') => {
                while chars.peek().is_some_and(|c| *c != '\n') {
                    chars.next();
                }
            }
            // A character, not a lifetime: a bracket in it opens nothing.
            '\'' => {
                let mut ahead = chars.clone();
                let first = ahead.next();
                if first == Some('\\') {
                    chars.nth(1);
                    while chars.next().is_some_and(|c| c != '\'') {}
                } else if ahead.next() == Some('\'') {
                    chars.nth(1);
                }
            }
            '"' => {
                let (place, mut text) = (format!("{file}:{line}"), String::new());
                while let Some(c) = chars.next().filter(|c| *c != '"') {
                    line += usize::from(c == '\n');
                    text.push(c);
                    if c == '\\' {
                        let escaped = chars.next();
                        line += usize::from(escaped == Some('\n'));
                        text.extend(escaped);
                    }
                }
                found.push(Literal {
                    text,
                    place,
                    open: open.clone(),
                });
            }
            c if c.is_whitespace() => {}
            c => {
                match c {
                    '(' | '[' | '{' => {
                        let start = code.char_indices().nth_back(BEFORE).map_or(0, |(at, _)| at);
                        open.push(Open {
                            bracket: c,
                            before: code[start..].to_owned(),
                            commas: 0,
                        });
                    }
                    ')' | ']' | '}' => {
                        open.pop();
                    }
                    ',' => {
                        if let Some(open) = open.last_mut() {
                            open.commas += 1;
                        }
                    }
                    _ => {}
                }
                code.push(c);
            }
        }
    }
    found
}

impl Literal {
    /// The key that a page asks for by this literal; none where it is something else.
    fn key(&self) -> Option<&str> {
        // A choice among keys stands where one key would.
        let mut open = self.open.iter().rev();
        let mut inner = open.find(|open| open.bracket != '{')?;
        let is_list = inner.bracket == '[';
        if is_list {
            let before = inner.before.to_lowercase();
            let before = before.trim_end_matches("vec!").trim_end_matches('=');
            let name = match before.rsplit_once(":[") {
                Some((name, of)) if of.ends_with(']') => name,
                _ => before,
            };
            if name.ends_with("columns") {
                return Some(self.text.trim_start_matches('#'));
            }
            inner = open.find(|open| open.bracket != '{')?;
        }
        let asks = |call: &str, at: usize| inner.before.ends_with(call) && inner.commas == at;
        let is_key = match is_list {
            true => asks("Table::new", 2),
            false => {
                let calls = [".text", ".say", ".count", ".rich", ".add", ".list"];
                calls.iter().any(|call| asks(call, 0)) || asks(".at_most", 1)
            }
        };
        is_key.then(|| self.text.trim_start_matches('#'))
    }

    /// The family of words of the format, one of which this literal helps to ask for.
    fn family(&self) -> Option<&str> {
        let inner = self.open.last()?;
        if inner.before.ends_with(".word") && inner.commas == 0 {
            return Some(&self.text);
        }
        let (family, _) = self.text.split_once("-{")?;
        let is_made = inner.before.ends_with("format!") && self.place.starts_with("src/wording/");
        is_made.then_some(family)
    }
}

/// The families of messages, each with a schema and where that lists the words that the family has
/// a message for.
const FAMILIES: [(&str, &str, &str); 14] = [
    ("agreement-form", "agreement", "/properties/form"),
    ("alarm", "diff", "/definitions/alarm/properties/kind"),
    (
        "capacity",
        "role",
        "/properties/holders/items/properties/as",
    ),
    ("chosen", "role", "/properties/holders/items/properties/how"),
    ("decision-type", "decision", "/properties/type"),
    ("effect", "diff", "/definitions/shift/properties/effect"),
    ("method", "method", "/properties/family"),
    ("passes", "method", "/properties/family"),
    ("policy-form", "policy", "/properties/form"),
    ("right-to", "agreement", "/definitions/rightKind"),
    (
        "severity",
        "check",
        "/definitions/finding/properties/severity",
    ),
    ("shift", "diff", "/definitions/shift/properties/kind"),
    ("shift-says", "diff", "/definitions/shift/properties/kind"),
    ("state", "decision", "/properties/state"),
];

/// Families that no schema lists the words of.
const OPEN: [&str; 4] = ["language", "object", "right", "right-decide"];

/// What no page says.
const UNSAID: [&str; 1] = ["effect-neither"];

/// The keys of the families whose words are known.
fn of_families() -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = Kind::ALL
        .iter()
        .map(|kind| format!("kind-{}", kind.word()))
        .collect();
    let rules = infos().into_iter();
    keys.extend(rules.map(|rule| format!("rule-{}", rule.id)));
    for (family, schema, pointer) in FAMILIES {
        let text = fs::read_to_string(project(&format!("schemas/{schema}.schema.json"))).unwrap();
        let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
        let words = schema
            .pointer(&format!("{pointer}/enum"))
            .unwrap()
            .as_array()
            .unwrap();
        let words = words.iter().map(|word| word.as_str().unwrap());
        keys.extend(words.map(|word| format!("{family}-{word}")));
    }
    keys.retain(|key| !UNSAID.contains(&key.as_str()));
    keys
}

/// The keys that templates ask for, each with its template.
fn asked_by_templates() -> Vec<(String, String)> {
    let mut asked = Vec::new();
    for path in files_below(&project("src/site/theme")) {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        for (at, call) in text.match_indices("w(\"") {
            if !text[..at].ends_with(|c: char| c.is_alphanumeric()) {
                let key = text[at + call.len()..].split('"').next().unwrap();
                asked.push((key.to_owned(), format!("src/site/theme/{name}")));
            }
        }
    }
    asked
}

/// The literals of every file that may ask for words.
fn all_literals() -> Vec<Literal> {
    ["src/site", "src/wording", "src/shift", "src/cli/diff"]
        .iter()
        .flat_map(|folder| files_below(&project(folder)))
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .flat_map(|path| {
            let file = path.strip_prefix(project("")).unwrap();
            literals(
                &file.display().to_string(),
                &fs::read_to_string(&path).unwrap(),
            )
        })
        .collect()
}

#[test]
fn pages_ask_for_no_message_that_is_not_there() {
    let english = &languages()["en"];
    let in_code = all_literals();
    let in_code = in_code
        .iter()
        .filter(|literal| literal.place.starts_with("src/site/"));
    let in_code =
        in_code.filter_map(|literal| Some((literal.key()?.to_owned(), literal.place.clone())));
    let asked: Vec<(String, String)> = in_code.chain(asked_by_templates()).collect();
    assert!(asked.len() > 300, "only {} keys were found", asked.len());
    let missing: Vec<String> = asked
        .iter()
        .filter(|(key, _)| !english.contains_key(key))
        .map(|(key, place)| format!("{place}: no message `{key}`"))
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn families_have_a_message_for_each_word_of_the_format() {
    let literals = all_literals();
    let asked: BTreeSet<&str> = literals.iter().filter_map(Literal::family).collect();
    let known = FAMILIES.iter().map(|(family, ..)| *family);
    let known: BTreeSet<&str> = known.chain(OPEN).chain(["kind", "rule"]).collect();
    assert_eq!(asked, known);
    let english = &languages()["en"];
    let keys = of_families();
    let missing: Vec<&String> = keys
        .iter()
        .filter(|key| !english.contains_key(*key))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_rule_says_what_it_finds_in_every_language() {
    let rules = infos();
    assert!(rules.len() > 50);
    let all = languages();
    for rule in rules {
        let key = format!("rule-{}", rule.id);
        assert_eq!(Catalogue::english().text(&key), rule.summary, "{}", rule.id);
        for (language, messages) in all.iter().filter(|(language, _)| *language != "en") {
            assert!(messages.contains_key(&key), "{language} lacks `{key}`");
            let said = Catalogue::of(language).text(&key);
            assert_ne!(said, rule.summary, "{language}: `{key}` is not translated");
        }
    }
}

#[test]
fn every_message_is_used() {
    let mut used = of_families();
    let literals = all_literals();
    used.extend(
        literals
            .iter()
            .map(|literal| literal.text.trim_start_matches('#').to_owned()),
    );
    used.extend(asked_by_templates().into_iter().map(|(key, _)| key));
    for path in files_below(&project("src/catalogue/en")) {
        // A message that stands in another one is `{ named }` there.
        for part in fs::read_to_string(path).unwrap().split('{').skip(1) {
            used.extend(part.split('}').next().map(|name| name.trim().to_owned()));
        }
    }
    let is_open = |key: &str| {
        OPEN.iter().any(|family| {
            key.strip_prefix(family)
                .is_some_and(|rest| rest.starts_with('-'))
        })
    };
    let unused: Vec<String> = languages()["en"]
        .keys()
        .filter(|key| !used.contains(*key) && !is_open(key))
        .cloned()
        .collect();
    assert!(unused.is_empty(), "nothing asks for {unused:?}");
}

#[test]
fn keys_are_found_however_the_code_is_laid_out() {
    let code = r##"fn f() {
    let word = words.text("one");
    words
        .say(
            "two", // not "this"
            &[("value", x('"', "no key"))],
        );
    facts.add(match it { A => "three", B => { "four" } }, name("no key"));
    let x: Y = "no \
        key";
    let columns = ["five", "#six"];
    const WIDE_COLUMNS: [&str; 1] = ["seven"];
    Table::new(words, "no key", &["eight"]).at_most(MOST, "nine");
    words.word("kind", "no key");
    format!("right-{}-{}", a, "no key");
}

#[cfg(test)]
mod tests {
    fn f() { words.text("no key"); }
}
"##;
    let literals = literals("src/wording/a.rs", code);
    let keys: Vec<&str> = literals.iter().filter_map(Literal::key).collect();
    let all = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    assert_eq!(keys, all);
    let families: Vec<&str> = literals.iter().filter_map(Literal::family).collect();
    assert_eq!(families, ["kind", "right"]);
    assert_eq!(literals[0].place, "src/wording/a.rs:2");
    assert_eq!(literals[1].place, "src/wording/a.rs:5");
    let five = literals.iter().find(|literal| literal.text == "five");
    assert_eq!(five.unwrap().place, "src/wording/a.rs:11");
}
