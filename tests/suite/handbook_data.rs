//! The data beside the pages of the handbook: documents, feeds, addresses.

use std::collections::{BTreeMap, BTreeSet};

use polity::config::{BaseUrl, HandbookSettings};
use polity::load::{Cache, Loaded, load};
use polity::model::Date;
use polity::power::{Powers, powers};
use polity::shift::{Comparison, ShiftSet, Side, compare};
use polity::site::{Handbook, build};
use polity::tree::{MemoryTree, Tree, WorkTree};
use serde_json::Value as Json;

use crate::support::{Sandbox, project};

type Files = BTreeMap<String, Vec<u8>>;

const DAY: &str = "2026-11-22";

fn on(text: &str) -> Date {
    Date::parse(text).unwrap()
}

struct Read {
    loaded: Loaded,
    powers: Powers,
}

fn read(tree: &dyn Tree) -> Read {
    let loaded = load(tree, None, &mut Cache::default()).unwrap();
    assert!(loaded.findings.is_empty(), "{:#?}", loaded.findings);
    let powers = powers(&loaded.governance, on(DAY));
    Read { loaded, powers }
}

impl Read {
    fn side(&self) -> Side<'_> {
        Side {
            governance: &self.loaded.governance,
            sources: &self.loaded.sources,
            powers: &self.powers,
        }
    }

    fn site(&self, history: &[ShiftSet], settings: &HandbookSettings) -> Files {
        build(&Handbook {
            governance: &self.loaded.governance,
            sources: &self.loaded.sources,
            powers: &self.powers,
            findings: &[],
            history,
            as_of: on(DAY),
            commit: Some("abc1234".to_owned()),
            root: "gov",
            incomplete_history: None,
            other_day: None,
            versions: &BTreeMap::new(),
            settings,
            counts: &[],
        })
        .unwrap()
    }
}

/// The example as it is.
fn example() -> Read {
    read(&WorkTree::open(&project("governance-example")).unwrap())
}

/// The example with one file changed, by path and replacement.
fn example_with(path: &str, from: &str, to: &str) -> Read {
    let tree = WorkTree::open(&project("governance-example")).unwrap();
    let mut memory = MemoryTree::new("test");
    for entry in tree.entries().unwrap() {
        let bytes = tree.read(&entry, 1 << 20).unwrap();
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        let text = if entry.path == path {
            assert!(text.contains(from), "{path} has no {from}");
            text.replacen(from, to, 1)
        } else {
            text
        };
        memory = memory.with(entry.path, text);
    }
    read(&memory)
}

fn set(commit: &str, day: &str, comparison: Comparison) -> ShiftSet {
    ShiftSet {
        lapse: false,
        commit: commit.repeat(40),
        short: commit.repeat(7),
        date: on(day),
        subject: "Another <bound> & more".to_owned(),
        author: "Ana".to_owned(),
        comparison,
        trouble: None,
    }
}

/// A history of two changes in two years.
fn history(now: &Read) -> Vec<ShiftSet> {
    let path = "units/coordination/roles/treasurer.yaml";
    let before = example_with(path, "2500 EUR", "500 EUR");
    let comparison = compare(before.side(), now.side());
    assert!(!comparison.shifts.is_empty());
    vec![
        set("b", "2026-03-02", comparison.clone()),
        set("a", "2025-02-01", comparison),
    ]
}

fn json(files: &Files, path: &str) -> Json {
    let bytes = files.get(path).unwrap_or_else(|| panic!("no {path}"));
    serde_json::from_slice(bytes).unwrap()
}

fn documents(files: &Files) -> impl Iterator<Item = &String> {
    let schema = |path: &String| path.contains("/schemas/");
    let files = files.keys().filter(|path| path.starts_with("api/"));
    files.filter(move |path| !schema(path))
}

/// The names of all fields that a schema describes.
fn described(schema: &Json, names: &mut BTreeSet<String>) {
    match schema {
        Json::Object(map) => {
            if let Some(Json::Object(properties)) = map.get("properties") {
                names.extend(properties.keys().cloned());
            }
            map.values().for_each(|value| described(value, names));
        }
        Json::Array(items) => items.iter().for_each(|value| described(value, names)),
        _ => {}
    }
}

/// The names of all fields in a document, those left aside that people choose.
fn written(json: &Json, names: &mut BTreeSet<String>) {
    match json {
        Json::Object(map) => {
            for (key, value) in map {
                names.insert(key.clone());
                if !["handles", "decides_by"].contains(&key.as_str()) {
                    written(value, names);
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|value| written(value, names)),
        _ => {}
    }
}

#[test]
fn every_document_fits_the_published_schema_and_says_nothing_else() {
    let now = example();
    let files = now.site(&history(&now), &HandbookSettings::default());
    let at = "api/v1/schemas/handbook-api.schema.json";
    let published = std::fs::read(project("schemas/handbook-api.schema.json")).unwrap();
    assert_eq!(files[at], published);
    let schema = json(&files, at);
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let mut known = BTreeSet::new();
    described(&schema, &mut known);
    let mut sorts = BTreeSet::new();
    for path in documents(&files) {
        let document = json(&files, path);
        let errors: Vec<String> = validator
            .iter_errors(&document)
            .map(|error| format!("{}: {error:.300}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{path}: {errors:#?}");
        let mut said = BTreeSet::new();
        written(&document, &mut said);
        let unknown: Vec<_> = said.difference(&known).collect();
        assert!(unknown.is_empty(), "{path}: {unknown:?}");
        sorts.insert(document["document"].as_str().unwrap().to_owned());
        let schema = document["$schema"].as_str().unwrap();
        let up = path.matches('/').count() - 2;
        assert_eq!(schema.matches("../").count(), up, "{path}");
    }
    assert_eq!(sorts.len(), 14, "{sorts:?}");
}

#[test]
fn documents_are_sorted_and_lead_to_pages_and_to_one_another() {
    let now = example();
    let files = now.site(&history(&now), &HandbookSettings::default());
    for (list, folder) in [
        ("units", "units"),
        ("roles", "roles"),
        ("people", "people"),
        ("policies", "policies"),
    ] {
        let document = json(&files, &format!("api/v1/{list}.json"));
        let records = document[list].as_array().unwrap();
        let ids: Vec<&str> = records.iter().map(|r| r["id"].as_str().unwrap()).collect();
        assert!(ids.is_sorted() && !ids.is_empty(), "{list}: {ids:?}");
        for record in records {
            let page = record["page"].as_str().unwrap();
            assert!(
                page.starts_with(folder) && files.contains_key(page),
                "{page}"
            );
            let own = json(&files, record["data"].as_str().unwrap());
            assert_eq!(own["record"]["id"], record["id"]);
            let source = record["source"].as_str().unwrap();
            assert!(source.starts_with("gov/"), "{source}");
        }
    }
    let role = json(&files, "api/v1/roles/treasurer.json");
    assert_eq!(role["record"]["unit"]["id"], "coordination");
    assert_eq!(role["record"]["holders"][0]["when"], "now");
    let rights = json(&files, "api/v1/rights.json");
    let groups = rights["groups"].as_array().unwrap();
    let rights = rights["rights"].as_array().unwrap();
    assert_eq!(rights.len(), now.powers.all.len());
    for (right, power) in rights.iter().zip(&now.powers.all) {
        let people: Vec<&str> = power.people.iter().map(|id| id.as_str()).collect();
        let group = usize::try_from(right["group"].as_u64().unwrap()).unwrap();
        assert_eq!(groups[group], serde_json::json!(people));
    }
    for (at, group) in groups.iter().enumerate() {
        assert!(!groups[..at].contains(group), "{group} stands there twice");
    }
    let decisions = json(&files, "api/v1/decisions.json");
    let days = decisions["decisions"].as_array().unwrap().iter();
    let days: Vec<&str> = days.map(|d| d["date"].as_str().unwrap()).collect();
    assert!(days.is_sorted_by(|a, b| a >= b), "{days:?}");
}

#[test]
fn changes_lie_in_the_documents_of_their_years() {
    let now = example();
    let files = now.site(&history(&now), &HandbookSettings::default());
    let all = json(&files, "api/v1/shifts.json");
    let years: Vec<i64> = all["years"]
        .as_array()
        .unwrap()
        .iter()
        .map(|year| year["year"].as_i64().unwrap())
        .collect();
    assert_eq!(years, [2026, 2025]);
    for year in all["years"].as_array().unwrap() {
        let own = json(&files, year["data"].as_str().unwrap());
        assert_eq!(own["sets"].as_array().unwrap().len(), 1);
        let page = own["sets"][0]["page"].as_str().unwrap();
        assert!(files.contains_key(page), "{page}");
    }
    assert_eq!(all["sets"][0]["commit"], "b".repeat(40));
}

#[test]
fn nobody_who_is_not_public_is_named_in_data() {
    let hidden = example_with(
        "people/rahel-tesfai.yaml",
        "name:",
        "visibility: private\nname:",
    );
    let open = example();
    let path = "units/coordination/roles/treasurer.yaml";
    let before = example_with(path, "2500 EUR", "500 EUR");
    let comparison = compare(before.side(), open.side());
    let history = [set("c", "2026-03-02", comparison)];
    let files = hidden.site(&history, &HandbookSettings::default());
    assert!(!files.contains_key("api/v1/people/rahel-tesfai.json"));
    for path in files
        .keys()
        .filter(|path| path.starts_with("api/") || path.starts_with("feeds/"))
    {
        // What others write in their texts is theirs, so what could be voted for.
        let text = String::from_utf8_lossy(&files[path]);
        let text = text.replace("\"option\":\"Rahel Tesfai\"", "");
        for word in [
            "\"rahel-tesfai\"",
            "\"Rahel Tesfai\"",
            "people/rahel-tesfai",
        ] {
            let at = text.find(word);
            let near = at.map(|at| &text[at.saturating_sub(120)..(at + 60).min(text.len())]);
            assert_eq!(near, None, "{path}");
        }
    }
    let role = json(&files, "api/v1/roles/treasurer.json");
    assert!(role["record"]["holders"].as_array().unwrap().len() < 3);
    let sets = json(&files, "api/v1/shifts.json");
    assert_eq!(sets["sets"][0]["concealed"], true);
}

fn at(base: &str) -> HandbookSettings {
    HandbookSettings {
        base_url: Some(BaseUrl::parse(base).unwrap()),
        ..HandbookSettings::default()
    }
}

fn text<'f>(files: &'f Files, path: &str) -> &'f str {
    let bytes = files.get(path).unwrap_or_else(|| panic!("no {path}"));
    std::str::from_utf8(bytes).unwrap()
}

/// Every text between a start tag and its end.
fn all<'t>(text: &'t str, tag: &str) -> Vec<&'t str> {
    let (start, end) = (format!("<{tag}>"), format!("</{tag}>"));
    let parts = text.split(start.as_str()).skip(1);
    parts
        .map(|part| part.split(end.as_str()).next().unwrap())
        .collect()
}

#[test]
fn feeds_are_the_same_in_every_build_and_wherever_they_lie() {
    let now = example();
    let history = history(&now);
    let local = now.site(&history, &HandbookSettings::default());
    let public = now.site(&history, &at("https://x.example/book"));
    for (path, count) in [("feeds/power.xml", 2), ("feeds/decisions.xml", 50)] {
        let (local, public) = (text(&local, path), text(&public, path));
        let ids = all(local, "id");
        assert_eq!(ids, all(public, "id"), "{path}");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{path}");
        let most = now.loaded.governance.decisions.len().min(count);
        let expected = if path.contains("power") { count } else { most };
        assert_eq!(ids.len(), 1 + expected, "{path}");
        assert!(ids.iter().all(|id| id.starts_with("tag:")), "{ids:?}");
        assert!(local.contains("href=\"../power") || local.contains("href=\"../decisions"));
        assert!(public.contains("href=\"https://x.example/book/"));
        assert!(!public.contains("href=\"../"), "{path}");
        let days = all(local, "updated");
        assert_eq!(days[0], *days[1..].iter().max().unwrap(), "{path}");
        assert!(days[1..].is_sorted_by(|a, b| a >= b), "{path}: {days:?}");
    }
    let power = text(&local, "feeds/power.xml");
    assert!(
        power.contains("<updated>2026-03-02T00:00:00+00:00</updated>"),
        "{power}"
    );
    assert!(
        power.contains("Another &lt;bound&gt; &amp; more"),
        "{power}"
    );
    assert!(power.contains("Gains: "), "{power}");
}

#[test]
fn every_page_names_the_feeds_and_its_home() {
    let now = example();
    let files = now.site(&[], &at("https://x.example/book"));
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
    let mut moved = 0;
    for (path, html) in pages {
        let html = std::str::from_utf8(html).unwrap();
        let feeds = html.matches("type=\"application/atom+xml\"").count();
        assert_eq!(feeds, 2, "{path}");
        if html.contains("http-equiv=\"refresh\"") {
            assert!(html.contains("noindex"), "{path}");
            moved += 1;
            continue;
        }
        let home = if path == "index.html" { "" } else { path };
        let canonical = format!("<link rel=\"canonical\" href=\"https://x.example/book/{home}\">");
        let is_listed = !["404.html", "search.html"].contains(&path.as_str());
        assert_eq!(html.contains(&canonical), is_listed, "{path}");
        assert_eq!(html.contains("noindex"), !is_listed, "{path}");
    }
    let missing = text(&files, "404.html");
    assert!(missing.contains("href=\"/book/style.css\""), "{missing}");
    assert!(missing.contains("href=\"/book/index.html\""), "{missing}");
    let robots = text(&files, "robots.txt");
    assert!(robots.ends_with("Sitemap: https://x.example/book/sitemap.xml\n"));
    let listed = all(text(&files, "sitemap.xml"), "loc");
    let pages = files.keys().filter(|path| path.ends_with(".html")).count();
    assert_eq!(listed.len(), pages - 2 - moved);
    assert!(listed.contains(&"https://x.example/book/"));
    let local = now.site(&[], &HandbookSettings::default());
    assert!(!local.contains_key("sitemap.xml"));
    assert_eq!(text(&local, "robots.txt"), "User-agent: *\nAllow: /\n");
    assert!(!text(&local, "index.html").contains("canonical"));
}

#[test]
fn the_command_takes_an_address_and_follows_the_links() {
    let sandbox = Sandbox::bare_folder();
    sandbox.copy(&project("governance-example"), "gov");
    let run = sandbox.polity(&[
        "build",
        "gov",
        "-o",
        "out",
        "--base-url",
        "https://x.example/book",
        "--check-links",
    ]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(run.stdout.contains(", 0 lead nowhere, "), "{}", run.stdout);
    let sitemap = std::fs::read_to_string(sandbox.path().join("out/sitemap.xml")).unwrap();
    assert!(sitemap.contains("<loc>https://x.example/book/roles/treasurer.html</loc>"));
    let page = std::fs::read_to_string(sandbox.path().join("out/roles/treasurer.html")).unwrap();
    let edit = "https://git.weirhouse.example/weirhouse/governance/_edit/main/gov/";
    assert!(
        page.contains(edit) || page.contains("_edit/main/units/"),
        "{page}"
    );
    let run = sandbox.polity(&["build", "gov", "-o", "out", "--base-url", "x.example"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--base-url"), "{}", run.stderr);
}

#[test]
fn a_misspelt_address_in_the_settings_is_told() {
    let sandbox = Sandbox::bare_folder();
    sandbox.copy(&project("governance-example"), "gov");
    sandbox.write(
        "gov/polity.toml",
        "[handbook]\nrepositry = \"https://x.example\"\n",
    );
    let run = sandbox.polity(&["check", "gov"]);
    assert!(run.stdout.contains("repository"), "{}", run.stdout);
}
