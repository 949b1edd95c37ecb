//! The catalogue of words: every language says the same, and pages ask for nothing that is not
//! there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::support::{files_below, project};

/// The messages of a language by their keys, each with the variables in it.
fn messages(language: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
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
            for (at, _) in line.match_indices('$') {
                let name: String = line[at + 1..]
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '-')
                    .collect();
                messages.get_mut(&key).expect("a key first").insert(name);
            }
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
            // A message may say by another what stands in it.
            let wrong = variables.difference(&english[key]).next();
            assert_eq!(wrong, None, "{language}: a variable of `{key}`");
        }
    }
}
