//! Every rule is proved by small organisations: those in `fires` make it speak; those in `silent`
//! tempt it, and it may not. No other rule speaks unless `also.txt` names it. Where a case has
//! the folders `old` and `new`, the change from one to the other is checked; what stood there a year
//! ago is in `earlier`. Smells are looked for
//! in their own cases alone.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use polity::diag::{Finding, Level, RuleInfo};
use polity::load::{self, Loaded};
use polity::model::{Date, Format, Kind};
use polity::power::powers;
use polity::report::check::{CheckReport, human};
use polity::rules::{self, Base, Context, Demand, Outcome};
use polity::tree::{EntryKind, MemoryTree, Tree, WorkTree};

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn today() -> Date {
    day("2026-09-14")
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rules")
}

fn load_tree(tree: &dyn Tree) -> Loaded {
    load::load(tree, None, &mut load::Cache::default()).unwrap()
}

/// What some records are compared with.
#[derive(Default)]
struct Before<'t> {
    base: Option<&'t dyn Tree>,
    earlier: Option<&'t dyn Tree>,
}

/// Everything that is found on a day, for one level, and in comparison where there is any.
fn look(tree: &dyn Tree, before: &Before<'_>, as_of: Date, level: Level) -> (Loaded, Outcome) {
    let loaded = load_tree(tree);
    let now = powers(&loaded.governance, as_of);
    let on = |tree: &dyn Tree, day: Date| {
        let loaded = load_tree(tree);
        let powers = powers(&loaded.governance, day);
        (loaded, powers)
    };
    let base = before.base.map(|base| on(base, as_of));
    let year_ago = as_of.minus(polity::model::Period::YEAR);
    let earlier = before.earlier.map(|earlier| on(earlier, year_ago));
    let context = Context {
        loaded: &loaded,
        powers: &now,
        as_of,
        base: base
            .as_ref()
            .map(|(loaded, powers)| Base { loaded, powers }),
        earlier: earlier
            .as_ref()
            .map(|(loaded, powers)| Base { loaded, powers }),
    };
    let demand = Demand {
        level,
        ignore_waivers: false,
    };
    let outcome = rules::run(&context, demand);
    (loaded, outcome)
}

fn check(tree: &dyn Tree, as_of: Date) -> (Loaded, Vec<Finding>) {
    let (loaded, outcome) = look(tree, &Before::default(), as_of, Level::Rules);
    (loaded, outcome.findings)
}

fn check_folder(folder: &Path) -> (Loaded, Vec<Finding>) {
    check(&WorkTree::open(folder).unwrap(), today())
}

/// What is found in a case of a rule. Of the smells only the rule's own counts.
fn check_case(info: &RuleInfo, folder: &Path) -> (Loaded, Vec<Finding>) {
    let [new, old, earlier] = ["new", "old", "earlier"].map(|part| folder.join(part));
    let open = |part: &Path| part.is_dir().then(|| WorkTree::open(part).unwrap());
    let head = open(&new).unwrap_or_else(|| WorkTree::open(folder).unwrap());
    let (base, earlier) = (open(&old), open(&earlier));
    let before = Before {
        base: base.as_ref().map(|tree| tree as &dyn Tree),
        earlier: earlier.as_ref().map(|tree| tree as &dyn Tree),
    };
    let (loaded, outcome) = look(&head, &before, today(), info.level);
    let mut findings = outcome.findings;
    let is_smell = |rule: &str| rules::find(rule).is_some_and(|info| info.level == Level::Smells);
    findings.retain(|finding| finding.rule == info.id || !is_smell(finding.rule));
    (loaded, findings)
}

fn shown(loaded: &Loaded, findings: &[Finding]) -> String {
    let report = CheckReport {
        findings,
        fingerprints: &rules::fingerprints(findings, &loaded.sources),
        sources: &loaded.sources,
        infos: &rules::infos_for(loaded.governance.format),
        records: loaded.governance.len(),
        waived: 0,
        old: None,
        fails_at: None,
        as_of: today(),
        prefix: "",
    };
    let options = human::Options {
        colour: false,
        width: 100,
    };
    let mut out = Vec::new();
    human::write(&mut out, &report, options).unwrap();
    let text = String::from_utf8(out).unwrap();
    // How many rules there are is no matter of one case.
    let rules = format!(" with {} rules", report.infos.len());
    text.replace(&rules, "")
}

/// The cases of a rule, by name.
fn cases(rule: &str, half: &str) -> Vec<(String, PathBuf)> {
    let folder = fixtures().join(rule).join(half);
    let mut cases: Vec<(String, PathBuf)> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "{rule} has no case that {half}");
    cases
}

/// The rules that a case allows to speak besides its own.
fn also(folder: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(folder.join("also.txt")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn each_rule_fires_on_its_own_organisations_and_alone() {
    let mut wrong = Vec::new();
    for info in rules::infos() {
        let mut text = String::new();
        for (name, folder) in cases(info.id, "fires") {
            let (loaded, findings) = check_case(&info, &folder);
            let (own, others): (Vec<Finding>, Vec<Finding>) = findings
                .into_iter()
                .partition(|finding| finding.rule == info.id);
            if own.is_empty() {
                wrong.push(format!("{}/{name}: the rule is silent", info.id));
            }
            let spoken: BTreeSet<String> = others.iter().map(|f| f.rule.to_owned()).collect();
            if spoken != also(&folder) {
                let others = shown(&loaded, &others);
                wrong.push(format!("{}/{name}: others speak too:\n{others}", info.id));
            }
            writeln!(text, "=== {name}\n\n{}", shown(&loaded, &own)).unwrap();
        }
        insta::assert_snapshot!(info.id, text);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_speaks_where_a_careless_rule_would() {
    let mut wrong = Vec::new();
    for info in rules::infos() {
        for (name, folder) in cases(info.id, "silent") {
            let (loaded, findings) = check_case(&info, &folder);
            let spoken: BTreeSet<String> = findings.iter().map(|f| f.rule.to_owned()).collect();
            if spoken != also(&folder) || spoken.contains(info.id) {
                let findings = shown(&loaded, &findings);
                wrong.push(format!("{}/{name}:\n{findings}", info.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_finding_is_short_placed_and_reasoned() {
    let mut wrong = Vec::new();
    for info in rules::infos() {
        for (name, folder) in cases(info.id, "fires") {
            let (loaded, findings) = check_case(&info, &folder);
            for finding in &findings {
                let Finding { message, rule, .. } = finding;
                let mut complain = |what: &str| {
                    wrong.push(format!("{}/{name}: {rule}: {what}: {message}", info.id));
                };
                if message.chars().count() > 72 {
                    complain("long");
                }
                let words = message.to_lowercase();
                if ["invalid", "illegal", "illegitimate"]
                    .iter()
                    .any(|bad| words.contains(bad))
                {
                    complain("judges instead of telling");
                }
                let record = finding.record.as_deref();
                let known = |(kind, id): (&str, &str)| {
                    Kind::ALL.iter().any(|known| known.word() == kind) && !id.is_empty()
                };
                if !record.is_none_or(|record| record.split_once('/').is_some_and(known)) {
                    complain("is about something that is no record");
                }
                if message.ends_with('.') || finding.why.is_none() {
                    complain("ends in a full stop, or has no reason");
                }
                if finding.severity > rules::find(rule).unwrap().severity
                    && *rule != "orphan-domain"
                {
                    complain("weighs more than its rule");
                }
                for label in std::iter::once(&finding.primary).chain(&finding.related) {
                    let text = loaded.sources.get(label.place.source).text();
                    if text
                        .get(label.place.span.start..label.place.span.end)
                        .is_none()
                    {
                        complain("points outside of the text");
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The sources of `src/rules` with this ending, without it.
fn sources(ending: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(ending).map(str::to_owned))
        .collect()
}

#[test]
fn every_rule_is_registered_under_the_name_of_its_file() {
    let infos = rules::infos();
    let ids: BTreeSet<&str> = infos.iter().map(|info| info.id).collect();
    assert_eq!(ids.len(), infos.len(), "an id is given twice");
    let pages: BTreeSet<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    assert_eq!(sources(".md"), pages);
    let mut files: BTreeSet<String> = ids.iter().map(|id| id.replace('-', "_")).collect();
    let rooms = [
        "bodies",
        "census",
        "change",
        "competence",
        "explained",
        "fingerprint",
        "mod",
        "procedure",
        "renames",
        "seat_rights",
        "seats",
        "settled",
        "shared",
        "terms",
        "waivers",
    ];
    files.extend(rooms.map(str::to_owned));
    assert_eq!(sources(".rs"), files);
    let folders: BTreeSet<String> = fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.'))
        .collect();
    assert_eq!(
        folders, pages,
        "a rule has no fixtures, or fixtures have no rule"
    );
    for id in &ids {
        let is_kebab = id
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()));
        assert!(is_kebab, "{id}");
        assert_eq!(rules::find(id).map(|info| info.id), Some(*id));
    }
    assert!(rules::find("no-such-rule").is_none());
}

/// A waiver of what only a change brings is not called unused where none is checked.
#[test]
fn rules_that_look_at_changes_say_so() {
    let (mut told, mut due) = (Vec::new(), Vec::new());
    for rule in rules::RULES {
        let id = rule.info().id;
        let changes = cases(id, "fires")
            .into_iter()
            .filter(|(_, folder)| folder.join("old").is_dir());
        let needs_one = changes.into_iter().any(|(_, folder)| {
            let head = WorkTree::open(&folder.join("new")).unwrap();
            let (_, outcome) = look(&head, &Before::default(), today(), rule.info().level);
            outcome.findings.iter().all(|finding| finding.rule != id)
        });
        told.extend(rule.looks_at_changes().then_some(id));
        due.extend(needs_one.then_some(id));
    }
    assert!(due.len() > 3);
    assert_eq!(told, due);
}

#[test]
fn every_rule_has_a_page() {
    for RuleInfo {
        id, summary, page, ..
    } in rules::infos()
    {
        let headings: Vec<&str> = page.lines().filter(|line| line.starts_with("##")).collect();
        let due = [
            "## What it finds",
            "## Why it matters",
            "## Example",
            "## How to mend it",
        ];
        assert_eq!(headings, due, "{id}");
        let lines = page.lines().count();
        assert!(
            (15..=45).contains(&lines),
            "the page of {id} has {lines} lines"
        );
        let examples = ["```yaml", "```toml"].map(|fence| page.matches(fence).count());
        assert!(
            examples.into_iter().sum::<usize>() >= 2,
            "{id}: before and after"
        );
        assert_eq!(
            page.matches("```").count() % 2,
            0,
            "{id}: an example never ends"
        );
        assert!(
            page.lines().all(|line| line.chars().count() <= 100),
            "{id}: long lines"
        );
        let first = summary.chars().next().unwrap();
        assert!(
            !first.is_uppercase() && !summary.ends_with('.'),
            "{id}: {summary}"
        );
    }
}

#[test]
fn what_loading_can_find_has_a_rule() {
    let ids = [
        load::UNREADABLE_FILE,
        load::BROKEN_SYNTAX,
        load::DUPLICATE_KEY,
        load::AMBIGUOUS_WORD,
        load::UNKNOWN_KIND,
        load::ID_MISMATCH,
        load::DUPLICATE_ID,
    ];
    for id in ids.into_iter().chain(polity::schema::rule_ids()) {
        assert!(rules::find(id).is_some(), "{id}");
    }
}

#[test]
fn the_example_is_clean() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/governance-example");
    let tree = WorkTree::open(Path::new(folder)).unwrap();
    let (loaded, findings) = check(&tree, day("2026-11-22"));
    assert!(loaded.governance.len() > 60);
    assert!(findings.is_empty(), "{}", shown(&loaded, &findings));
}

#[test]
fn findings_come_by_file_and_line_and_always_the_same() {
    let folder = fixtures().join("broken-syntax/fires/every-file-is-told");
    let (_, findings) = check_folder(&folder);
    let places: Vec<_> = findings.iter().map(|f| (f.primary.place, f.rule)).collect();
    let mut sorted = places.clone();
    sorted.sort();
    assert_eq!(places, sorted);
    assert_eq!(check_folder(&folder).1, findings);
}

/// Git cannot keep a link on every machine, so this case is made here.
#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let people = folder.path().join("people");
    fs::create_dir(&people).unwrap();
    let base = fixtures().join("unreadable-file/silent/plain");
    for file in ["org.yaml", "units/assembly.yaml", "people/bao.yaml"] {
        let to = folder.path().join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(base.join(file), to).unwrap();
    }
    std::os::unix::fs::symlink(base.join("people/ann.yaml"), people.join("ann.yaml")).unwrap();
    let (loaded, findings) = check_folder(folder.path());
    // One cause, one finding: that `ann` is named and not there is not told a second time.
    let rules: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(
        rules,
        [load::UNREADABLE_FILE],
        "{}",
        shown(&loaded, &findings)
    );
    insta::assert_snapshot!(shown(&loaded, &findings));
}

/// What no fixture can hold: a submodule, a device, a file beyond the limit.
#[test]
fn whatever_is_no_text_is_told() {
    let base = fixtures().join("unreadable-file/silent/plain");
    let read = |path: &str| fs::read(base.join(path)).unwrap();
    let large = vec![b'#'; usize::try_from(load::MAX_FILE_BYTES).unwrap() + 1];
    let tree = MemoryTree::new("memory")
        .with("org.yaml", read("org.yaml"))
        .with("units/assembly.yaml", read("units/assembly.yaml"))
        .with_kind("people/ann.yaml", EntryKind::Submodule, Vec::new())
        .with_kind("people/bao.yaml", EntryKind::Special, Vec::new())
        .with("people/cleo.yaml", large);
    let (loaded, findings) = check(&tree, today());
    assert!(findings.iter().all(|f| f.rule == load::UNREADABLE_FILE));
    insta::assert_snapshot!(shown(&loaded, &findings));
}

/// What people read in lists: how much each rule weighs, and the formats in whose records it makes
/// sense, Polity's own told only where they make none in it. Silence of another format is no fault.
#[test]
fn rules_weigh_and_apply_as_the_lists_show() {
    let others: Vec<Format> = Format::ALL
        .into_iter()
        .filter(|format| *format != Format::Native)
        .collect();
    let mut table = String::new();
    for info in rules::infos() {
        let applies = |format: &&Format| {
            let applying = rules::infos_for(**format);
            applying.iter().any(|other| other.id == info.id)
        };
        let words: Vec<&str> = others.iter().filter(applies).map(|f| f.word()).collect();
        let native = rules::infos_for(Format::Native);
        let is_native = native.iter().any(|other| other.id == info.id);
        let formats = if !is_native {
            format!("only {}", words.join(" "))
        } else if words.len() == others.len() {
            "all formats".to_owned()
        } else {
            words.join(" ")
        };
        let level = match info.level {
            Level::Rules => "",
            Level::Smells => "smell ",
        };
        let line = format!("{:22} {level}{:8} {formats}", info.id, info.severity.word());
        writeln!(table, "{}", line.trim_end()).unwrap();
    }
    insta::assert_snapshot!(table);
}

/// Any bytes in any place give findings and no panic.
#[test]
fn torn_and_hostile_records_do_no_harm() {
    let base = fixtures().join("term-breached/fires/every-breach-at-once");
    let role = fs::read(base.join("roles/chair.yaml")).unwrap();
    let org = fs::read(base.join("org.yaml")).unwrap();
    let unit = fs::read(base.join("units/assembly.yaml")).unwrap();
    for cut in (0..role.len()).step_by(7) {
        let mut torn = role[..cut].to_vec();
        torn.extend([0xff, b'\n', 0xe2, 0x80]);
        for bytes in [role[..cut].to_vec(), torn] {
            let tree = MemoryTree::new("memory")
                .with("org.yaml", org.clone())
                .with("units/assembly.yaml", unit.clone())
                .with("roles/chair.yaml", bytes);
            let (loaded, findings) = check(&tree, today());
            let _ = shown(&loaded, &findings);
        }
    }
}

/// However many places a fault has, its finding stays one that can be read.
#[test]
fn a_finding_of_a_hundred_places_shows_some() {
    let base = fixtures().join("unreadable-file/silent/plain");
    let read = |path: &str| fs::read(base.join(path)).unwrap();
    let mut tree = MemoryTree::new("memory")
        .with("org.yaml", read("org.yaml"))
        .with("people/ann.yaml", read("people/ann.yaml"))
        .with("people/bao.yaml", read("people/bao.yaml"))
        .with("units/assembly.yaml", read("units/assembly.yaml"));
    let mut names = String::new();
    for number in 0..100 {
        let parent = (number + 1) % 100;
        let circle = format!("name: C\npurpose: c\nparent: c{parent}\nmembers: [ann]\n");
        let rival = "name: R\npurpose: r\nparent: assembly\ndomains: [money]\nmembers: [ann]\n";
        let residual = "name: R\npurpose: r\nparent: assembly\nmembers: [bao]\n";
        tree = tree
            .with(format!("units/c{number}.yaml"), circle)
            .with(format!("units/r{number}.yaml"), rival)
            .with("units/elders.yaml", residual);
        names.push_str("nobody, ");
    }
    let org = String::from_utf8(read("org.yaml")).unwrap();
    let unit =
        format!("name: U\npurpose: u\nparent: assembly\ndepends_on: [{names}]\nmembers: [ann]\n");
    let tree = tree
        .with(
            "org.yaml",
            org.replace("residual: assembly", "residual: elders"),
        )
        .with(
            "units/assembly.yaml",
            "name: A\npurpose: a\nmembers: [ann]\n",
        )
        .with("units/u.yaml", unit);
    let (loaded, findings) = check(&tree, today());
    let mut rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    rules.sort_unstable();
    let due = [
        "broken-tree",
        "dangling-reference",
        "domain-overlap",
        "duplicate-entry",
    ];
    assert_eq!(rules, due, "{}", shown(&loaded, &findings));
    for finding in &findings {
        assert!(
            (10..=20).contains(&finding.related.len()),
            "{}",
            finding.rule
        );
    }
    let circle = findings.iter().find(|finding| finding.rule == due[0]);
    assert!(circle.unwrap().primary.text.ends_with(" → … → c0"));
}
