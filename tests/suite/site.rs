//! The handbook as a whole: what must hold on every page, whatever the records say.

mod hostile;
mod large;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use polity::config::HandbookSettings;
use polity::diag::{Finding, Severity};
use polity::load::{Cache, Loaded, load};
use polity::model::{Date, Format, Governance};
use polity::power::{Powers, powers};
use polity::shift::ShiftSet;
use polity::shift::{Side, compare};
use polity::site::{Handbook, Incomplete, MARKER, WriteError, build, write};
use polity::source::Sources;
use polity::tree::{MemoryTree, Tree, WorkTree};

/// The scripts that are written by hand.
const SCRIPTS: [&str; 3] = ["handbook.js", "compare.js", "filter.js"];

type Files = BTreeMap<String, Vec<u8>>;

const DAY: &str = "2026-11-22";

fn on(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn read(tree: &dyn Tree) -> (Loaded, Powers) {
    let loaded = load(tree, None, &mut Cache::default()).unwrap();
    let powers = powers(&loaded.governance, on(DAY));
    (loaded, powers)
}

fn history(base: &(Loaded, Powers), head: &(Loaded, Powers), subject: &str) -> Vec<ShiftSet> {
    let side = |(loaded, powers): &'static (Loaded, Powers)| Side {
        governance: &loaded.governance,
        sources: &loaded.sources,
        powers,
    };
    // Leaked for the length of a test, so that a side needs no lifetime of its own.
    let leak = |(loaded, _): &(Loaded, Powers)| -> &'static (Loaded, Powers) {
        let powers = powers(&loaded.governance, on(DAY));
        Box::leak(Box::new((loaded.clone(), powers)))
    };
    let comparison = compare(side(leak(base)), side(leak(head)));
    assert!(!comparison.shifts.is_empty());
    let trouble = ShiftSet {
        lapse: false,
        commit: "b".repeat(40),
        short: "bbbbbbb".to_owned(),
        date: on("2025-05-05"),
        subject: subject.to_owned(),
        author: subject.to_owned(),
        comparison: polity::shift::Comparison::nothing(on(DAY)),
        trouble: Some(subject.to_owned()),
    };
    let first = ShiftSet {
        commit: "a".repeat(40),
        short: "aaaaaaa".to_owned(),
        date: on(DAY),
        comparison,
        trouble: None,
        ..trouble.clone()
    };
    vec![first, trouble]
}

fn site(now: &(Loaded, Powers), history: &[ShiftSet], findings: &[Finding]) -> Files {
    build(&Handbook {
        governance: &now.0.governance,
        sources: &now.0.sources,
        powers: &now.1,
        findings,
        history,
        as_of: on(DAY),
        commit: Some("abc1234".to_owned()),
        root: "governance-example",
        incomplete_history: Some(Incomplete::Shallow),
        other_day: None,
        versions: &BTreeMap::new(),
        settings: &now.0.config.handbook,
        counts: &[],
    })
    .unwrap()
}

fn example() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("governance-example");
    let now = read(&WorkTree::open(&root).unwrap());
    assert!(now.0.findings.is_empty(), "{:#?}", now.0.findings);
    site(&now, &[], &[])
}

/// The files of `tests/fixtures/handbook` with their texts.
macro_rules! records {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../fixtures/handbook/", $path)))),*]
    };
}

/// Every record kind with every text that a page prints; `@` stands for a text, and `~` for the end
/// of an id, of which nothing is made use here.
const RECORDS: &[(&str, &str)] = records![
    "org.yaml",
    "units/top.yaml",
    "units/crew.md",
    "roles/chair.yaml",
    "roles/clerk.yaml",
    "people/p1.yaml",
    "people/p2.yaml",
    "people/p3.yaml",
    "methods/vote.yaml",
    "methods/steps.md",
    "policies/rule.md",
    "agreements/pact.md",
    "decisions/found.md",
    "decisions/ask.yaml",
];

/// A record with `text` for every text, whatever that holds.
fn filled(record: &str, text: &str) -> String {
    let quoted = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        c => format!("\\U{:08x}", u32::from(c)),
    };
    let text: String = text.chars().map(quoted).collect();
    record.replace('~', "").replace('@', &format!("\"{text}\""))
}

/// The organisation above with `text` for every text, in a language.
fn with_text(language: &str, text: &str, left_out: &[&str]) -> (Loaded, Powers) {
    let mut tree = MemoryTree::new("test");
    for (path, record) in RECORDS {
        if !left_out.contains(path) {
            let record = record.replace("language: fr", &format!("language: {language}"));
            tree = tree.with(*path, filled(&record, text));
        }
    }
    let read = read(&tree);
    assert!(read.0.findings.is_empty(), "{:#?}", read.0.findings);
    read
}

/// The handbook of all that, in English as nobody translated it into French.
fn whole(text: &str) -> Files {
    whole_in("fr", text)
}

fn whole_in(language: &str, text: &str) -> Files {
    let now = with_text(language, text, &[]);
    let before = with_text(
        language,
        text,
        &["roles/clerk.yaml", "people/p3.yaml", "policies/rule.md"],
    );
    let history = history(&before, &now, text);
    let finding = |record: &str| {
        let place = now.0.governance.units["top"].head_place();
        Finding::new("no-such-rule", Severity::Warning, place, text)
            .why(text)
            .fix(text)
            .record(record)
    };
    let records = [
        "unit/top",
        "role/chair",
        "person/p1",
        "policy/rule",
        "decision/found",
    ];
    let others = ["method/vote", "agreement/pact"];
    let findings: Vec<Finding> = records.into_iter().chain(others).map(finding).collect();
    site(&now, &history, &findings)
}

fn is_page(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|ending| ending == "html")
}

fn pages(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    files
        .iter()
        .filter(|(path, _)| is_page(path))
        .map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()))
}

/// A start or end tag with its attributes.
struct Tag<'h> {
    name: &'h str,
    attributes: Vec<(&'h str, &'h str)>,
}

/// The tags of a page. Stops the test at anything that is not plainly written: a bracket that is
/// not part of a tag, an attribute without quotes.
fn tags<'h>(path: &str, html: &'h str) -> Vec<Tag<'h>> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>']) {
        assert!(rest[at..].starts_with('<'), "{path}: a loose `>`");
        let end = rest[at..].find('>').expect("a tag ends");
        let inside = &rest[at + 1..at + end];
        assert!(!inside.contains('<'), "{path}: a loose `<` before {inside}");
        let (name, mut said) = inside.split_once(' ').unwrap_or((inside, ""));
        let mut attributes = Vec::new();
        while let Some((attribute, value)) = said.split_once("=\"") {
            let (value, more) = value.split_once('"').expect("a quoted value");
            // Before it may stand some that have no value.
            let attribute = attribute.trim().rsplit(' ').next().expect("a name");
            attributes.push((attribute, value));
            said = more;
        }
        assert_eq!(
            said.trim().trim_matches('/'),
            said.trim(),
            "{path}: {inside}"
        );
        tags.push(Tag { name, attributes });
        rest = &rest[at + end + 1..];
    }
    tags
}

impl<'h> Tag<'h> {
    fn get(&self, attribute: &str) -> Option<&'h str> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|(name, _)| *name == attribute)
            .map(|(_, value)| *value)
    }
}

/// What must hold on every page.
fn check(files: &Files) {
    let mut ids: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, html) in pages(files) {
        let of_page = ids.entry(path).or_default();
        for id in tags(path, html).iter().filter_map(|tag| tag.get("id")) {
            assert!(of_page.insert(id), "{path}: two elements are called {id}");
        }
    }
    for (path, html) in pages(files) {
        let tags = tags(path, html);
        let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
        assert_eq!(count("h1"), 1, "{path}");
        assert_eq!(count("main"), 1, "{path}");
        let drawn = tags.iter().filter(|tag| tag.name == "circle").count();
        assert_eq!(count("title"), 1 + drawn, "{path}");
        // Scripts are files of the handbook.
        let scripts = tags.iter().filter(|tag| tag.name == "script");
        let scripts: Vec<_> = scripts.map(|tag| tag.get("src").expect("a file")).collect();
        assert!(scripts[0].ends_with("handbook.js"), "{path}");
        for src in &scripts {
            resolves(path, src, files, &ids);
            let name = src.rsplit('/').next().unwrap();
            assert!(SCRIPTS.contains(&name), "{path}: {src}");
        }
        assert_eq!(html.matches(" defer></script>").count(), scripts.len());
        assert_eq!(
            count("table"),
            count("caption") + count("section") - plain_sections(&tags),
            "{path}"
        );
        for name in ["style", "img", "iframe", "object", "base"] {
            assert_eq!(count(name), 0, "{path} has <{name}>");
        }
        // What does nothing without a script is not shown without one.
        let plain = html
            .split("<template ")
            .enumerate()
            .map(|(at, part)| match at {
                0 => part,
                _ => part.split_once("</template>").expect("its end").1,
            })
            // A style sheet answers to this one.
            .map(|part| part.replace("<input type=\"checkbox\" id=\"ties\">", ""))
            .collect::<Vec<_>>();
        for name in ["<form", "<input", "<button"] {
            assert!(plain.iter().all(|part| !part.contains(name)), "{path}");
        }
        let policy = tags
            .iter()
            .find(|tag| tag.get("http-equiv") == Some("Content-Security-Policy"))
            .and_then(|tag| tag.get("content"));
        assert_eq!(
            policy,
            Some(
                // Nothing here connects to anything; what rates pages asks for `robots.txt` from
                // within, and takes a refusal for a broken one.
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                 base-uri 'none'; form-action 'self'; connect-src 'self'"
            ),
            "{path}"
        );
        assert!(
            html.starts_with("<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">"),
            "{path}"
        );
        assert!(
            !html.contains('\u{202e}') && !html.contains('\u{7}'),
            "{path}"
        );
        balanced(path, &tags);
        outline(path, &tags);
        for tag in &tags {
            for (name, value) in &tag.attributes {
                assert!(
                    !name.starts_with("on") && *name != "style",
                    "{path}: {name}"
                );
                // Labels and what the script says may name a record, whatever that is called.
                let may_name =
                    ["aria-label", "content"].contains(name) || name.starts_with("data-");
                assert!(may_name || !value.contains("{{"), "{path}: {value}");
            }
            for named in ["aria-labelledby"] {
                if let Some(id) = tag.get(named) {
                    assert!(ids[path].contains(id), "{path}: nothing is called {id}");
                }
            }
            if let Some(href) = tag.get("href") {
                resolves(path, href, files, &ids);
            }
        }
    }
}

/// Sections that are no scroll region of a table.
fn plain_sections(tags: &[Tag<'_>]) -> usize {
    let sections = tags.iter().filter(|tag| tag.name == "section");
    sections.filter(|tag| tag.get("tabindex").is_none()).count()
}

/// Every element is closed, in the right order.
fn balanced(path: &str, tags: &[Tag<'_>]) {
    const VOID: [&str; 7] = ["meta", "link", "br", "wbr", "hr", "input", "!DOCTYPE"];
    let mut open = Vec::new();
    for tag in tags {
        if let Some(name) = tag.name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{path}");
        } else if !VOID.contains(&tag.name) {
            open.push(tag.name);
        }
    }
    assert!(open.is_empty(), "{path}: {open:?} is open");
}

/// Headings go down one level at a time.
fn outline(path: &str, tags: &[Tag<'_>]) {
    let mut last = 0;
    for level in tags
        .iter()
        .filter_map(|tag| tag.name.strip_prefix('h')?.parse::<u32>().ok())
    {
        assert!(level <= last + 1, "{path}: h{last} and then h{level}");
        last = level;
    }
}

/// A link leads to a page that is written and to an anchor on it, or out by a safe scheme.
fn resolves(path: &str, href: &str, files: &Files, ids: &BTreeMap<&str, BTreeSet<&str>>) {
    if href == "data:,"
        || ["https://", "http://", "mailto:"]
            .iter()
            .any(|s| href.starts_with(s))
    {
        return;
    }
    let (page, anchor) = href.split_once('#').unwrap_or((href, ""));
    let mut parts: Vec<&str> = path.split('/').collect();
    if page.is_empty() {
        assert!(href.starts_with('#'), "{path}: an empty link");
    } else {
        parts.pop();
        for part in page.split('/') {
            if part == ".." {
                assert!(parts.pop().is_some(), "{path}: {href} leaves the site");
            } else {
                parts.push(part);
            }
        }
    }
    let target = parts.join("/");
    assert!(files.contains_key(&target), "{path}: {href} leads nowhere");
    if !anchor.is_empty() {
        assert!(
            ids[target.as_str()].contains(anchor),
            "{path}: no anchor for {href}"
        );
    }
}

#[test]
fn the_example_makes_a_sound_handbook() {
    let files = example();
    check(&files);
    for page in [
        "index.html",
        "units/coordination.html",
        "roles/treasurer.html",
        "people/rahel-tesfai.html",
        "policies/spending.html",
        "decisions/2026-03-elect-treasurer.html",
        "methods.html",
        "agreements.html",
        "power.html",
        "compare.html",
        "matrix.html",
        "matrix.csv",
        "who-decides.html",
        "map.html",
        "search.html",
        "404.html",
    ] {
        assert!(files.contains_key(page), "{page}");
    }
    for (path, html) in pages(&files) {
        assert!(html.len() < 32 * 1024, "{path} has {} bytes", html.len());
    }
}

#[test]
fn every_record_with_everything_said_makes_sound_pages() {
    check(&whole("Plain text"));
}

/// The words of a page and the labels in it, without code and without what is marked as English.
fn said(html: &str) -> BTreeSet<&str> {
    let mut said = BTreeSet::new();
    let mut left_out = None;
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag ends");
        let name = tag.split(' ').next().unwrap();
        match left_out {
            Some(open) if name.strip_prefix('/') == Some(open) => left_out = None,
            Some(_) => {}
            None if name == "code"
                || (["span", "div"].contains(&name) && tag.contains("lang=\"en\"")) =>
            {
                left_out = Some(name);
            }
            None => {}
        }
        if left_out.is_none() {
            said.insert(text.trim());
            let labels = ["aria-label=\"", "data-label=\""];
            let labels = labels.iter().filter_map(|label| tag.split_once(label));
            said.extend(labels.filter_map(|(_, value)| value.split('"').next()));
        }
    }
    said
}

#[test]
fn nothing_stays_english_in_a_handbook_of_another_language() {
    // What is the same in both languages.
    const SAME: &[&str] = &[
        "Commit",
        "Feeds",
        "Links",
        "November 2026",
        "Person",
        "Text",
        "in",
    ];
    // What records say, and what a body is called where shifts are told.
    const RECORDED: &[&str] = &[
        "1.1 One",
        "Body",
        "One",
        "See",
        "Skill",
        "Text of the crew.",
        "Two",
        "and",
        "github:",
        "matrix:",
        "the seat",
        "two",
    ];
    let text = "Xqz";
    let english = whole_in("fr", text);
    let german = whole_in("de", text);
    let mut left = BTreeSet::new();
    for (path, html) in pages(&german) {
        let english = std::str::from_utf8(&english[path]).unwrap();
        let same = said(html)
            .intersection(&said(english))
            .copied()
            .collect::<Vec<_>>();
        let is_path = |words: &str| words.ends_with(".json") || words.ends_with(".html");
        let words = same.into_iter().filter(|words| !is_path(words));
        let words = words.filter(|words| {
            let own = words.replace(text, "");
            own.split(|c: char| !c.is_alphabetic())
                .any(|word| word.chars().count() > 1)
        });
        left.extend(
            words
                .filter(|words| !SAME.contains(words) && !RECORDED.contains(words))
                .map(|words| (words.to_owned(), path)),
        );
    }
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn a_finding_is_headed_by_what_its_rule_finds_in_the_language_of_the_handbook() {
    let told = "Nobody stands behind Xqz";
    let page = |language: &str, rule: &'static str| {
        let now = with_text(language, "Xqz", &[]);
        let place = now.0.governance.units["top"].head_place();
        let finding = Finding::new(rule, Severity::Warning, place, told).record("role/chair");
        let files = site(&now, &[], &[finding]);
        let html = String::from_utf8(files["roles/chair.html"].clone()).unwrap();
        let found = html.split("class=\"found\"").nth(1).expect("findings");
        found.split("</ul>").next().unwrap().to_owned()
    };
    let marked = format!("<span lang=\"en\">{told}</span>");
    let heading = "<strong>Eine Schlüsselrolle hängt an einer Person: niemand vertritt sie, und \
                   niemand lernt sie</strong><br>";
    let german = page("de", "no-deputy");
    assert!(german.contains(&format!("{heading}{marked}")), "{german}");
    // One that is no rule of ours says what it says alone.
    let other = page("de", "no-such-rule");
    assert!(
        other.contains(&marked) && !other.contains("<strong>"),
        "{other}"
    );
    let english = page("en", "no-deputy");
    assert!(english.contains(&format!("</span> {told}")), "{english}");
    assert!(!english.contains("<strong>"), "{english}");
}

#[test]
fn an_organisation_without_anything_has_a_handbook_too() {
    let governance = Governance::empty(Format::Native);
    let none = powers(&governance, on(DAY));
    let files = build(&Handbook {
        governance: &governance,
        sources: &Sources::default(),
        powers: &none,
        findings: &[],
        history: &[],
        as_of: on(DAY),
        commit: None,
        root: "",
        incomplete_history: None,
        other_day: None,
        versions: &BTreeMap::new(),
        settings: &HandbookSettings::default(),
        counts: &[],
    })
    .unwrap();
    check(&files);
    for (path, sentence) in [
        ("units.html", "There are no units yet."),
        ("roles.html", "There are no roles yet."),
        ("people.html", "Nobody holds a seat at present."),
        ("policies.html", "No policy is in force."),
        ("decisions.html", "No decision is recorded."),
        (
            "power.html",
            "The history of these records shows no change of power.",
        ),
        ("index.html", "files that are not committed yet"),
    ] {
        let html = String::from_utf8_lossy(&files[path]);
        assert!(html.contains(sentence), "{path}");
    }
}

#[test]
fn the_same_records_give_the_same_bytes() {
    assert!(example() == example());
    assert!(whole("Plain text") == whole("Plain text"));
}

#[test]
fn many_people_and_units_keep_the_lists_short() {
    let mut tree = MemoryTree::new("test").with(
        "org.yaml",
        "name: Large\nvision: Room for all\nroot: u0x\nresidual: u0x\ndomains: {all: Everything}\n",
    );
    for n in 0..200 {
        let members: Vec<String> = (0..12)
            .map(|m| format!("p{}x", (n * 7 + m * 31) % 700))
            .collect();
        let parent = if n == 0 {
            String::new()
        } else {
            format!("parent: u{}x\n", (n - 1) / 6)
        };
        let unit = format!(
            "name: Unit number {n}\ntype: team\n{parent}purpose: {}\nmembers: [{}]\n",
            "A purpose that takes about one line of a page. ".repeat(2),
            members.join(", ")
        );
        tree = tree.with(format!("units/u{n}x.yaml"), unit);
    }
    for n in 0..700 {
        let name = format!("name: Person number {n}\n");
        tree = tree.with(format!("people/p{n}x.yaml"), name);
    }
    let now = read(&tree);
    let files = site(&now, &[], &[]);
    check(&files);
    for (path, html) in pages(&files) {
        assert!(html.len() < 300 * 1024, "{path} has {} bytes", html.len());
    }
}

#[test]
fn a_handbook_is_written_replaced_and_refused() {
    let place = tempfile::tempdir().unwrap();
    let target = place.path().join("site");
    let files = whole("Plain text");
    write(&target, &files).unwrap();
    for (path, bytes) in &files {
        assert_eq!(&std::fs::read(target.join(path)).unwrap(), bytes);
    }
    assert!(target.join(MARKER).is_file());
    write(&target, &example()).unwrap();
    assert!(!target.join("units/top.html").exists());
    std::fs::remove_file(target.join(MARKER)).unwrap();
    let error = write(&target, &files).unwrap_err();
    assert!(matches!(error, WriteError::NotOurs { .. }), "{error}");
    assert!(target.join("units/coordination.html").exists());
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 1);
}

/// The colours of the style sheet for one scheme.
fn tokens(css: &str, dark: bool) -> BTreeMap<&str, [f64; 3]> {
    let (light, rest) = css
        .split_once("@media (prefers-color-scheme:dark)")
        .unwrap();
    let (dark_part, _) = rest.split_once("}}").unwrap();
    let part = if dark { dark_part } else { light };
    part.split([';', '{'])
        .filter_map(|said| {
            let (name, value) = said.strip_prefix("--")?.split_once(":#")?;
            let value = u32::from_str_radix(value, 16).ok()?;
            let channel = |shift: u32| f64::from((value >> shift) & 0xff) / 255.0;
            Some((name, [channel(16), channel(8), channel(0)]))
        })
        .collect()
}

/// Contrast by WCAG 2.2: relative luminance, <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let luminance = |colour: [f64; 3]| {
        let linear = colour.map(|c| {
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_pair_of_colours_can_be_told_apart() {
    const TEXT: f64 = 4.5;
    const SHAPE: f64 = 3.0;
    let files = example();
    let css = std::str::from_utf8(&files["style.css"]).unwrap();
    for dark in [false, true] {
        let tokens = tokens(css, dark);
        assert_eq!(tokens.len(), 18, "{tokens:?}");
        for (ink, ground, need) in [
            ("ink", "bg", TEXT),
            ("ink", "surface", TEXT),
            ("ink", "gainbg", TEXT),
            ("muted", "bg", TEXT),
            ("muted", "surface", TEXT),
            ("muted", "gainbg", TEXT),
            ("link", "bg", TEXT),
            ("link", "gainbg", TEXT),
            ("visited", "bg", TEXT),
            ("visited", "gainbg", TEXT),
            ("edge", "bg", SHAPE),
            ("link", "surface", SHAPE),
            ("gain", "bg", TEXT),
            ("gain", "gainbg", TEXT),
            ("lose", "bg", TEXT),
            ("lose", "losebg", TEXT),
            ("alarm", "bg", TEXT),
            ("alarm", "alarmbg", TEXT),
            ("ok", "okbg", TEXT),
            ("focus", "focusink", SHAPE),
        ] {
            let found = contrast(tokens[ink], tokens[ground]);
            assert!(found >= need, "{ink} on {ground}: {found:.1}, dark: {dark}");
        }
    }
}

#[test]
fn own_scripts_are_small() {
    let files = example();
    let own = SCRIPTS.map(|script| std::str::from_utf8(&files[script]).unwrap());
    // No page loads more than the one of all pages and one of its own.
    let [all, rest @ ..] = own.map(str::len);
    let most = rest.into_iter().max().unwrap_or_default();
    assert!(all + most <= 10_240, "{all} and {most} bytes");
    for script in own {
        // Neither comments nor the white space of their lines are shipped.
        assert!(script.lines().count() < 3, "{script}");
        for forbidden in ["eval(", "innerHTML", "document.write", "://"] {
            assert!(!script.contains(forbidden), "{forbidden}");
        }
    }
}

#[test]
fn the_style_sheet_is_small_and_asks_for_nothing() {
    let files = example();
    let css = std::str::from_utf8(&files["style.css"]).unwrap();
    assert!(css.len() <= 12 * 1024, "{} bytes", css.len());
    for forbidden in [
        "url(",
        "@import",
        "@font-face",
        "animation",
        "transition",
        "position:fixed",
    ] {
        assert!(!css.contains(forbidden), "{forbidden}");
    }
    for needed in [
        "prefers-color-scheme:dark",
        "forced-colors:active",
        "@media print",
    ] {
        assert!(css.contains(needed), "{needed}");
    }
    for physical in ["-left", "-right", "-top:", "-bottom:", "width:", "height:"] {
        let found = css.split(['{', '}', ';']).find(|said| {
            said.contains(physical) && !said.contains("line-height") && !said.contains("@media")
        });
        assert_eq!(found, None, "{physical} is not logical");
    }
}
