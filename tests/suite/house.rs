//! The plan of the house, enforced: layers, the home of each dependency, and that whatever is
//! there is registered, documented and exercised.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::support::{files_below, project};

/// The layers from the bottom up. A module names only modules of strictly lower layers.
const LAYERS: [&[&str]; 7] = [
    &["tree", "source"],
    &["diag", "catalogue"],
    &["schema", "model", "config"],
    &["load", "power", "ballot"],
    &["rules", "shift", "insight", "ask", "wording"],
    &["report", "site"],
    &["cli"],
];

/// Pairs inside one layer that may see each other in one direction: the schema layer names kinds,
/// the configuration is read as a record is, answers to questions are worded, and the data beside the
/// handbook's pages are in the shapes of reports.
const STEPS: [(&str, &str); 5] = [
    ("schema", "model"),
    ("config", "model"),
    ("config", "schema"),
    ("wording", "ask"),
    ("site", "report"),
];

/// A source file: its path below `src`, and its code without comments, strings and tests.
struct File {
    path: String,
    code: String,
}

fn sources() -> Vec<File> {
    let src = project("src");
    files_below(&src)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| File {
            code: code(&fs::read_to_string(&path).unwrap()),
            path: path
                .strip_prefix(&src)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned(),
        })
        .collect()
}

/// Code alone: what follows `#[cfg(test)]` belongs to tests, comments and doc comments to readers.
fn code(text: &str) -> String {
    if text.contains("#![cfg(test)]") {
        return String::new();
    }
    let lines: Vec<&str> = text.lines().collect();
    let is_attribute = |line: &&&str| line.trim_start().starts_with("#[");
    let tests = lines.iter().enumerate().position(|(at, line)| {
        let item = lines[at..].iter().find(|line| !is_attribute(line));
        *line == "#[cfg(test)]" && item.is_some_and(|item| item.ends_with('{'))
    });
    lines[..tests.unwrap_or(lines.len())]
        .iter()
        .filter(|line| !line.trim_start().starts_with("//"))
        .copied()
        .collect::<Vec<_>>()
        .join("\n")
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

/// The top-level modules that a file names through `crate::`.
fn named_modules(code: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let preceded = code[..at].chars().next_back();
        if preceded.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let group = &group[..group.find('}').unwrap_or(group.len())];
            for part in group.split(',') {
                named.insert(word(part.trim()));
            }
        } else {
            named.insert(word(rest));
        }
    }
    named.remove("");
    named
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

fn upward_imports(files: &[File]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in files {
        let module = file.path.split(['/', '.']).next().unwrap_or_default();
        if matches!(module, "lib" | "main") {
            continue;
        }
        let Some(own) = layer(module) else {
            wrong.push(format!("src/{}: `{module}` has no layer", file.path));
            continue;
        };
        for named in named_modules(&file.code) {
            if named == module || STEPS.contains(&(module, named.as_str())) {
                continue;
            }
            match layer(&named) {
                Some(other) if other < own => {}
                Some(_) => wrong.push(format!(
                    "src/{}: `{module}` names `{named}`, which is not below it",
                    file.path
                )),
                None => wrong.push(format!("src/{}: `crate::{named}` has no layer", file.path)),
            }
        }
    }
    wrong
}

#[test]
fn modules_name_only_lower_layers() {
    let wrong = upward_imports(&sources());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_layer_check_sees_upward_and_sideways_imports() {
    let file = |path: &str, text: &str| File {
        path: path.to_owned(),
        code: code(text),
    };
    let caught = |path: &str, text: &str| !upward_imports(&[file(path, text)]).is_empty();
    assert!(caught("diag/x.rs", "use crate::rules::RULES;\n"));
    assert!(caught("rules/x.rs", "use crate::shift::compare;\n"));
    assert!(caught("load/x.rs", "let x = crate::power::powers(g, d);\n"));
    assert!(caught(
        "source/x.rs",
        "use crate::{diag::Finding, tree::Tree};\n"
    ));
    assert!(caught("helpers/x.rs", ""));
    assert!(!caught(
        "rules/x.rs",
        "use crate::model::Id;\nuse crate::rules::y;\n"
    ));
    assert!(!caught("diag/x.rs", "/// See [`crate::cli`].\n"));
    assert!(!caught(
        "diag/x.rs",
        "fn f() {}\n#[cfg(test)]\n#[allow(x)]\nmod tests {\nuse crate::cli::x;\n}\n"
    ));
    assert!(caught(
        "diag/x.rs",
        "#[cfg(test)]\nmod fixture;\nuse crate::cli::x;\n"
    ));
}

/// The homes that `Cargo.toml` gives to each dependency: the comment above its line,
/// `# home: <places> — <reason>`.
fn homes() -> BTreeMap<String, Vec<String>> {
    let manifest = fs::read_to_string(project("Cargo.toml")).unwrap();
    let (_, rest) = manifest.split_once("[dependencies]\n").unwrap();
    let section = rest.split("\n[").next().unwrap();
    let mut homes = BTreeMap::new();
    let mut comment: Option<&str> = None;
    for line in section.lines() {
        if let Some(text) = line.strip_prefix("# home: ") {
            comment = Some(text);
        } else if let Some((name, _)) = line.split_once(" = ") {
            let (places, reason) = comment
                .take()
                .and_then(|text| text.split_once(" — "))
                .unwrap_or_else(|| panic!("`{name}` has no `# home: … — reason` in Cargo.toml"));
            assert!(!reason.trim().is_empty(), "`{name}` has no reason");
            let places = places.split_whitespace().map(str::to_owned).collect();
            homes.insert(name.replace('-', "_"), places);
        }
    }
    assert!(homes.len() > 5, "the dependencies were not found");
    homes
}

#[test]
fn every_dependency_stays_in_its_home() {
    let mut wrong = Vec::new();
    for file in sources() {
        for (name, homes) in &homes() {
            let at_home = homes.iter().any(|home| {
                home == "any"
                    || file.path == *home
                    || (home.ends_with('/') && file.path.starts_with(home.as_str()))
            });
            if !at_home && names_crate(&file.code, name) {
                wrong.push(format!("src/{}: `{name}` lives in {homes:?}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn names_crate(code: &str, name: &str) -> bool {
    let path = format!("{name}::");
    code.match_indices(&path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        // `::toml::` and `super::toml::` are modules of our own.
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

#[test]
fn every_test_file_belongs_to_the_suite() {
    let main = fs::read_to_string(project("tests/suite/main.rs")).unwrap();
    for file in fs::read_dir(project("tests/suite")).unwrap() {
        let path = file.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let is_module =
            path.extension().is_some_and(|end| end == "rs") || path.join("mod.rs").exists();
        if stem == "main" || !is_module {
            continue;
        }
        assert!(
            main.contains(&format!("mod {stem};")),
            "tests/suite/{stem} is not declared in main.rs"
        );
    }
}

#[test]
fn every_command_is_registered_documented_and_exercised() {
    let registry = fs::read_to_string(project("src/cli/mod.rs")).unwrap();
    let readme = fs::read_to_string(project("README.md")).unwrap();
    let tests: String = fs::read_dir(project("tests/suite"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let mut commands = 0;
    for file in files_below(&project("src/cli")) {
        let text = fs::read_to_string(&file).unwrap();
        let stem = file.file_stem().unwrap().to_str().unwrap().to_owned();
        if !text.contains("fn run(&self, world: &World") {
            continue;
        }
        commands += 1;
        let variant = stem[..1].to_uppercase() + &stem[1..];
        assert!(
            registry.contains(&format!("{variant}({stem}::{variant})")),
            "`{stem}` is not in the registry of commands"
        );
        assert!(
            readme.contains(&format!("polity {stem}")),
            "`{stem}` is not in the README"
        );
        assert!(
            text.contains("after_help = EXAMPLES"),
            "`{stem}` has no examples in its help"
        );
        assert!(
            tests.contains(&format!("&[\"{stem}\"")),
            "no test runs `{stem}`"
        );
    }
    assert!(commands >= 3, "the commands were not found");
}

#[test]
fn every_schema_is_registered_documented_and_exercised() {
    let registry = fs::read_to_string(project("src/schema/mod.rs")).unwrap();
    let readme = fs::read_to_string(project("schemas/README.md")).unwrap();
    for file in files_below(&project("schemas")) {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let Some(kind) = name.strip_suffix(".schema.json") else {
            assert_eq!(name, "README.md", "schemas/{name} is no schema");
            continue;
        };
        assert!(registry.contains(&name), "{name} is not embedded");
        assert!(readme.contains(kind), "{name} is not in schemas/README.md");
        if polity::schema::OUTPUTS.iter().any(|(of, _)| of == &kind) {
            // What the program prints has no corpus: every document that a test makes is one.
            assert!(
                polity::model::Kind::ALL
                    .iter()
                    .all(|known| known.word() != kind)
            );
            continue;
        }
        for half in ["valid", "invalid"] {
            let corpus = project(&format!("tests/fixtures/schemas/{kind}/{half}"));
            assert!(corpus.is_dir(), "{} is missing", corpus.display());
        }
    }
}

#[test]
fn files_stay_small() {
    for file in files_below(&project("src")) {
        let lines = fs::read_to_string(&file).map_or(0, |text| text.lines().count());
        assert!(
            lines <= 800,
            "{} has {lines} lines: split it",
            file.display()
        );
    }
}

#[test]
fn nothing_unfinished_is_left() {
    let words = ["to", "do"].concat().to_uppercase();
    let fixme = ["FIX", "ME"].concat();
    for file in files_below(&project("src")) {
        let text = fs::read_to_string(&file).unwrap_or_default();
        for word in [&words, &fixme] {
            assert!(
                !text.contains(word.as_str()),
                "{} has a {word}",
                file.display()
            );
        }
    }
}
