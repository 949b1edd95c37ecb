//! Shifts of power in several languages: the catalogue says in English what terminals say, and a
//! handbook in another language says none of it in English.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use polity::catalogue::Catalogue;
use polity::load::{Cache, Loaded, load};
use polity::model::Date;
use polity::power::{Powers, powers};
use polity::shift::{
    AlarmKind, Comparison, Saying, ShiftKind, ShiftSet, Side, Tense, compare, headline,
    headline_in, lines, lines_in,
};
use polity::site::{Handbook, build};
use polity::tree::MemoryTree;

use crate::support::{TODAY, files_below, project};

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(project("tests/fixtures/shifts")).unwrap();
    let cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    assert!(cases.len() > 50, "the fixtures were not found");
    cases
}

fn today() -> Date {
    Date::parse(TODAY).unwrap()
}

/// One side of a case, of an organisation that writes its records in a language.
struct Organisation {
    loaded: Loaded,
    powers: Powers,
    texts: String,
}

impl Organisation {
    fn of(folder: &Path, language: &str) -> Self {
        let mut tree = MemoryTree::new("test");
        let mut texts = String::new();
        for file in files_below(folder) {
            let mut text = fs::read_to_string(&file).unwrap();
            let path = file.strip_prefix(folder).unwrap().to_str().unwrap();
            texts.push_str(&text);
            texts.push_str(path);
            texts.push('\n');
            if path.starts_with("org.") {
                let own = text.lines().filter(|line| !line.starts_with("language:"));
                let own: Vec<&str> = own.collect();
                text = format!("language: {language}\n{}\n", own.join("\n"));
            }
            tree = tree.with(path, text);
        }
        let loaded = load(&tree, None, &mut Cache::default()).unwrap();
        let messages: Vec<_> = loaded.findings.iter().map(|f| &f.message).collect();
        assert!(messages.is_empty(), "{}: {messages:?}", folder.display());
        let powers = powers(&loaded.governance, today());
        Organisation {
            loaded,
            powers,
            texts,
        }
    }

    fn side(&self) -> Side<'_> {
        Side {
            governance: &self.loaded.governance,
            sources: &self.loaded.sources,
            powers: &self.powers,
        }
    }
}

/// Both sides of every case, and what changed hands in either direction.
fn compared(language: &str, mut look: impl FnMut(&str, &[Organisation; 2], &[Comparison; 2])) {
    for case in cases() {
        let sides = ["old", "new"].map(|side| Organisation::of(&case.join(side), language));
        let [old, new] = &sides;
        let comparisons = [
            compare(old.side(), new.side()),
            compare(new.side(), old.side()),
        ];
        look(
            case.file_name().unwrap().to_str().unwrap(),
            &sides,
            &comparisons,
        );
    }
}

/// Everything that a comparison says besides its sentences.
fn sayings(comparison: &Comparison) -> Vec<&Saying> {
    let shifts = comparison.shifts.iter();
    let of_shifts = shifts.flat_map(|shift| {
        let parties = [&shift.from, &shift.to].into_iter().flatten();
        let names = parties.map(|party| &party.name);
        let (before, after) = (&shift.before, &shift.after);
        let words = [
            before,
            after,
            &shift.detail,
            &shift.cause,
            &shift.object_name,
        ];
        names.chain(words.into_iter().flatten())
    });
    let alarms = comparison.alarms.iter();
    let of_alarms = alarms.flat_map(|alarm| [&alarm.words].into_iter().chain(&alarm.name));
    of_shifts.chain(of_alarms).collect()
}

#[test]
fn the_english_catalogue_says_what_terminals_say() {
    let english = Catalogue::english();
    let (mut kinds, mut alarms) = (BTreeSet::new(), BTreeSet::new());
    compared("en", |case, _, comparisons| {
        for comparison in comparisons {
            kinds.extend(comparison.shifts.iter().map(|shift| shift.kind));
            alarms.extend(comparison.alarms.iter().map(|alarm| alarm.kind));
            assert_eq!(lines_in(english, comparison), lines(comparison), "{case}");
            let said = headline(comparison, Tense::History);
            assert_eq!(headline_in(english, comparison), said, "{case}");
            for saying in sayings(comparison) {
                assert_eq!(saying.say(english), **saying, "{case}");
            }
        }
    });
    assert_eq!(kinds, ShiftKind::ALL.into_iter().collect());
    assert_eq!(alarms, AlarmKind::ALL.into_iter().collect());
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphabetic());
    let words = words.filter(|word| word.chars().count() > 1);
    words.map(str::to_lowercase)
}

/// The words that the messages of some files put in themselves.
fn words_of_messages(files: impl IntoIterator<Item = PathBuf>) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for file in files {
        for line in fs::read_to_string(file).unwrap().lines() {
            let keyed = line.starts_with(|c: char| c.is_ascii_alphabetic());
            let text = match line.split_once(" = ") {
                _ if line.starts_with('#') => continue,
                Some((_, text)) if keyed => text,
                _ => line.trim_start_matches([' ', '*']),
            };
            // Outside of braces, and without the name of a form before it.
            let text = match text.split_once("] ") {
                Some((name, text)) if name.starts_with('[') => text,
                _ => text,
            };
            for part in text.split('}') {
                known.extend(words(part.split('{').next().unwrap()));
            }
        }
    }
    known
}

/// The text of a page, without the word of the format in code and what stands in tags.
fn text(page: &str) -> String {
    let mut text = String::new();
    let mut is_code = false;
    for piece in page.split('<').skip(1) {
        let (tag, rest) = piece.split_once('>').unwrap_or((piece, ""));
        match tag.split(' ').next() {
            Some("code") => is_code = true,
            Some("/code") => is_code = false,
            _ => {}
        }
        if !is_code {
            text.push(' ');
            text.push_str(rest);
        }
    }
    text
}

#[test]
fn a_german_handbook_says_nothing_of_shifts_in_english() {
    let english = words_of_messages([project("src/catalogue/en/shift.ftl")]);
    assert!(english.len() > 100, "{english:?}");
    let german = words_of_messages(files_below(&project("src/catalogue/de")));
    let german: BTreeSet<String> = german.into_iter().collect();
    let mut left: BTreeMap<String, String> = BTreeMap::new();
    let mut pages = 0;
    compared("de", |case, sides, comparisons| {
        let records: BTreeSet<String> = sides.iter().flat_map(|side| words(&side.texts)).collect();
        let day = today();
        let set = |(number, comparison): (usize, &Comparison)| ShiftSet {
            // One of the two by date, the other by a commit.
            lapse: number == 1,
            commit: format!("{number}").repeat(40),
            short: format!("{number}").repeat(7),
            date: day,
            subject: match number {
                1 => "Dates in the records ran out or began".to_owned(),
                _ => "Merge branch 'x'".to_owned(),
            },
            author: "Alma".to_owned(),
            comparison: comparison.clone(),
            trouble: None,
        };
        let history: Vec<ShiftSet> = comparisons.iter().enumerate().map(set).collect();
        let [_, new] = sides;
        let files = build(&Handbook {
            governance: &new.loaded.governance,
            sources: &new.loaded.sources,
            powers: &new.powers,
            findings: &[],
            history: &history,
            as_of: day,
            commit: None,
            root: "",
            incomplete_history: None,
            other_day: None,
            versions: &BTreeMap::new(),
            counts: &[],
            settings: &new.loaded.config.handbook,
        });
        for (path, page) in files.unwrap() {
            let tells = ["power", "compare", "feeds/power", "index"];
            let is_page = path.ends_with(".html") || path.ends_with(".xml");
            if !is_page || !tells.iter().any(|start| path.starts_with(start)) {
                continue;
            }
            pages += 1;
            let page = String::from_utf8(page).unwrap();
            assert!(!page.contains("lang=\"en\""), "{case}: {path}");
            // A piece of text between two tags tells where the word stands.
            let text = text(&page);
            for piece in text.lines() {
                for word in words(piece) {
                    let known = german.contains(&word) || records.contains(&word);
                    if english.contains(&word) && !known {
                        left.insert(word, format!("{case}: {path}: {piece}"));
                    }
                }
            }
        }
    });
    assert!(pages > 300, "only {pages} pages");
    assert!(left.is_empty(), "{left:#?}");
}
