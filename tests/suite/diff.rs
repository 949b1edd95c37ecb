//! What changed hands: every kind of shift on a pair of organisations, the laws that hold for all
//! pairs, and the words that people read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use polity::load::{Cache, Loaded, load};
use polity::model::{Date, Id};
use polity::power::{Powers, powers};
use polity::shift::{
    AlarmKind, Comparison, Shift, ShiftKind, Side, SideName, Tense, Where, compare, headline, lines,
};
use polity::tree::WorkTree;

use crate::support::{Sandbox, TODAY, project};

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(project("tests/fixtures/shifts"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() > 10, "the fixtures were not found");
    cases
}

/// One side, loaded and evaluated.
struct Loading {
    loaded: Loaded,
    powers: Powers,
}

impl Loading {
    fn of(folder: &std::path::Path) -> Self {
        let tree = WorkTree::open(folder).unwrap();
        let loaded = load(&tree, None, &mut Cache::default()).unwrap();
        let messages: Vec<_> = loaded.findings.iter().map(|f| &f.message).collect();
        assert!(messages.is_empty(), "{}: {messages:?}", folder.display());
        let powers = powers(&loaded.governance, Date::parse(TODAY).unwrap());
        Loading { loaded, powers }
    }

    fn side(&self) -> Side<'_> {
        Side {
            governance: &self.loaded.governance,
            sources: &self.loaded.sources,
            powers: &self.powers,
        }
    }
}

fn compared(case: &std::path::Path) -> (Comparison, Comparison) {
    let (old, new) = (
        Loading::of(&case.join("old")),
        Loading::of(&case.join("new")),
    );
    (
        compare(old.side(), new.side()),
        compare(new.side(), old.side()),
    )
}

fn name(case: &std::path::Path) -> String {
    case.file_name().unwrap().to_str().unwrap().to_owned()
}

#[test]
fn every_case_reads_as_it_should() {
    for case in cases() {
        let sandbox = Sandbox::new();
        sandbox.copy(&case.join("old"), "").commit("Old");
        sandbox.git(&["rm", "-rq", "."]);
        sandbox.copy(&case.join("new"), "").commit("New");
        let run = sandbox.polity(&["diff", "HEAD~1..HEAD", "--as-of", TODAY]);
        insta::with_settings!({ snapshot_suffix => name(&case), prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("diff", run.transcript());
        });
    }
}

/// The cases in which one edit is more than one shift, with all kinds that it must be.
const SEVERAL: [(&str, &[&str]); 33] = [
    ("deputy-rises", &["seated", "unseated"]),
    ("eased", &["eased", "eased", "eased"]),
    ("granted-around-two-parts", &["granted", "silent"]),
    (
        "granted-part-without-the-condition",
        &["granted", "revoked"],
    ),
    ("granted-part-without-the-limit", &["granted", "revoked"]),
    (
        "granted-under-a-body-that-may-only-block",
        &["granted", "silent"],
    ),
    ("granted-to-two-at-once", &["granted", "granted"]),
    (
        "granted-apart-with-one-of-another-two",
        &["granted", "revoked", "granted", "revoked"],
    ),
    ("hardened", &["hardened", "hardened", "hardened"]),
    ("narrowed-domain", &["narrowed", "silent"]),
    (
        "revoked-and-another-right-on-a-part",
        &["granted", "revoked"],
    ),
    ("revoked-and-may-still-inspect", &["revoked", "silent"]),
    ("revoked-from-two-at-once", &["revoked", "revoked"]),
    ("seated", &["seated", "unseated", "seated", "unseated"]),
    ("seated-while-a-deputy-goes", &["seated", "unseated"]),
    ("seated-where-holders-choose", &["seated", "unseated"]),
    ("shared-with-a-second-in-the-seat", &["shared", "seated"]),
    (
        "shared-with-who-is-back",
        &[
            "shared", "silent", "silent", "silent", "silent", "silent", "silent",
        ],
    ),
    ("silent-leave", &["silent"; 6]),
    ("silent-a-seat-goes-to-another-unit", &["silent"; 11]),
    ("silent-deputy", &["unseated", "silent"]),
    ("silent-deputy-steps-back", &["seated", "silent", "silent"]),
    ("silent-nobody-stands-in", &["silent"; 7]),
    ("silent-second-deputy-is-back", &["silent"; 2]),
    (
        "silent-who-is-back-in-a-body-that-stands-in",
        &["silent"; 7],
    ),
    ("silent-with-a-part-restated", &["silent"; 9]),
    ("silent-residual", &["revoked", "silent"]),
    ("silent-vacancy", &["unseated", "silent"]),
    (
        "streamlined-releases",
        &[
            "moved",
            "shielded",
            "prolonged",
            "widened",
            "unseated",
            "silent",
        ],
    ),
    ("taken-alone", &["taken-alone", "unseated"]),
    (
        "unseated-with-the-role",
        &["revoked", "unseated", "unseated"],
    ),
    ("widened-domain", &["widened", "silent"]),
    (
        "widened-while-somebody-else-comes",
        &["widened", "seated", "unseated"],
    ),
];

#[test]
fn each_edit_is_the_shifts_that_it_should_be_and_no_more() {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for case in cases() {
        let (forward, _) = compared(&case);
        let kinds: Vec<&str> = forward.shifts.iter().map(|s| s.kind.word()).collect();
        let name = name(&case);
        seen.extend(&kinds);
        let several = SEVERAL.iter().find(|(known, _)| *known == name);
        if let Some((_, expected)) = several {
            assert_eq!(kinds, *expected, "{name}");
        } else if name.starts_with("none-") {
            assert!(kinds.is_empty(), "{name}: {kinds:?}");
        } else {
            // The name begins with the kind.
            assert!(
                kinds.len() == 1 && name.starts_with(kinds[0]),
                "{name}: {kinds:?}"
            );
        }
    }
    for kind in ShiftKind::ALL {
        assert!(seen.contains(kind.word()), "no case shows {}", kind.word());
    }
}

#[test]
fn nothing_changes_hands_between_equals() {
    for case in cases() {
        for side in ["old", "new"] {
            let side = Loading::of(&case.join(side));
            let comparison = compare(side.side(), side.side());
            assert!(
                comparison.shifts.is_empty(),
                "{}: {:?}",
                case.display(),
                comparison.shifts
            );
        }
    }
}

/// What one shift says, without its direction.
fn essence(shift: &Shift, mirrored: bool, today: &BTreeMap<Id, Id>) -> String {
    let kind = if mirrored {
        shift.kind.opposite()
    } else {
        shift.kind
    };
    let now = |ids: &[Id]| -> Vec<Id> {
        ids.iter()
            .map(|id| today.get(id).unwrap_or(id).clone())
            .collect()
    };
    let (gains, loses) = (now(&shift.gains), now(&shift.loses));
    let (gains, loses) = if mirrored {
        (loses, gains)
    } else {
        (gains, loses)
    };
    let (before, after) = if mirrored {
        (&shift.after, &shift.before)
    } else {
        (&shift.before, &shift.after)
    };
    let [from, to] = [&shift.from, &shift.to].map(|party| {
        let party = party.as_ref()?;
        Some(party.actor.clone())
    });
    // Whoever stays longer or shorter is named alike on both ways.
    let stays = matches!(shift.kind, ShiftKind::Prolonged | ShiftKind::Shortened);
    let (from, to) = if mirrored && !stays {
        (to, from)
    } else {
        (from, to)
    };
    format!(
        "{} {:?} {} {gains:?} {loses:?} {before:?} {after:?} {from:?} {to:?}",
        kind.word(),
        shift.right,
        shift.object
    )
}

#[test]
fn the_way_back_mirrors_the_way_there() {
    for case in cases() {
        let (forward, back) = compared(&case);
        let none = BTreeMap::new();
        let mut there: Vec<String> = forward
            .shifts
            .iter()
            .map(|s| essence(s, false, &none))
            .collect();
        let mut and_back: Vec<String> = back
            .shifts
            .iter()
            .map(|s| essence(s, true, &none))
            .collect();
        there.sort();
        and_back.sort();
        assert_eq!(there, and_back, "{}", case.display());
    }
}

#[test]
fn programs_get_every_shift() {
    let sandbox = Sandbox::new();
    let case = project("tests/fixtures/shifts/moved");
    sandbox.copy(&case.join("old"), "gov").commit("Old");
    sandbox.copy(&case.join("new"), "gov").commit("New");
    let run = sandbox.polity(&[
        "diff",
        "HEAD~1..HEAD",
        "--format",
        "json",
        "--root",
        "gov",
        "--as-of",
        TODAY,
    ]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let json = run.json();
    assert_eq!(json["version"], 1);
    assert_eq!(json["shifts"][0]["kind"], "moved");
    assert_eq!(json["shifts"][0]["over"], "code/release");
    assert_eq!(
        json["shifts"][0]["from"]["people"]
            .as_array()
            .unwrap()
            .len(),
        5
    );
    assert_eq!(
        json["shifts"][0]["to"]["people"],
        serde_json::json!(["ines"])
    );
    assert_eq!(json["people"]["ines"]["gained"], serde_json::json!([1]));
    insta::assert_snapshot!("diff-json", serde_json::to_string_pretty(&json).unwrap());
}

#[test]
fn the_default_range_is_this_branch_and_the_work_tree() {
    let sandbox = Sandbox::new();
    let case = project("tests/fixtures/shifts/widened");
    sandbox.copy(&case.join("old"), "").commit("Old");
    sandbox.git(&["switch", "-q", "-c", "topic"]);
    sandbox.copy(&case.join("new"), "").commit("New");
    sandbox.write(
        "people/tomas.yaml",
        "name: Tomas Lind\nactivity: inactive\n",
    );
    let run = sandbox.polity(&["diff", "--as-of", TODAY]);
    insta::assert_snapshot!("diff-default-range", run.transcript());
    // With a base alone the other end is the work tree.
    let run = sandbox.polity(&["diff", "HEAD", "--as-of", TODAY]);
    assert!(run.stdout.contains("→ work tree"), "{}", run.transcript());
    assert!(!run.stdout.contains("5 000 EUR"), "{}", run.transcript());
}

#[test]
fn an_exit_code_is_given_only_when_asked_for() {
    let sandbox = Sandbox::new();
    let case = project("tests/fixtures/shifts/widened");
    sandbox.copy(&case.join("old"), "").commit("Old");
    sandbox.copy(&case.join("new"), "").commit("New");
    assert_eq!(sandbox.polity(&["diff", "HEAD~1..HEAD"]).code, 0);
    assert_eq!(
        sandbox
            .polity(&["diff", "HEAD~1..HEAD", "--exit-code"])
            .code,
        1
    );
    assert_eq!(
        sandbox.polity(&["diff", "HEAD..HEAD", "--exit-code"]).code,
        0
    );
}

#[test]
fn what_cannot_be_compared_is_never_called_no_change() {
    let sandbox = Sandbox::new();
    let case = project("tests/fixtures/shifts/widened");
    sandbox.copy(&case.join("old"), "");
    sandbox.write(
        "roles/treasurer.yaml",
        "name: Treasurer\n  unit: steering\n",
    );
    sandbox.commit("Broken");
    sandbox.copy(&case.join("new"), "").commit("New");
    let run = sandbox.polity(&["diff", "HEAD~1..HEAD"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stdout.starts_with("CANNOT TELL"),
        "{}",
        run.transcript()
    );
    assert!(
        run.stdout.contains("roles/treasurer.yaml:2"),
        "{}",
        run.transcript()
    );
    // A file that is broken in the same way on both sides hides nothing new.
    sandbox
        .write("people/kim.yaml", "name: [\n")
        .commit("Break another");
    sandbox
        .write("people/lea.yaml", "name: Lea Rot\n")
        .commit("Change a third");
    let run = sandbox.polity(&["diff", "HEAD~1..HEAD"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    assert!(
        run.stdout.contains("people/kim.yaml"),
        "{}",
        run.transcript()
    );
}

#[test]
fn bad_ranges_get_a_sentence_and_a_way_out() {
    let sandbox = Sandbox::new();
    let empty = sandbox.polity(&["diff"]);
    let case = project("tests/fixtures/shifts/widened");
    sandbox
        .write("x.txt", "before there was governance")
        .commit("Start");
    sandbox.copy(&case.join("old"), "").commit("Old");
    let unknown = sandbox.polity(&["diff", "mian..HEAD"]);
    let before = sandbox.polity(&["diff", "HEAD~1..HEAD"]);
    sandbox.git(&["checkout", "-q", "--orphan", "island"]);
    sandbox.commit("Island");
    let unrelated = sandbox.polity(&["diff", "main...island"]);
    for run in [&empty, &unknown, &before, &unrelated] {
        assert_eq!(run.code, 2, "{}", run.transcript());
        assert!(
            run.stdout.starts_with("CANNOT TELL"),
            "{}",
            run.transcript()
        );
    }
    insta::assert_snapshot!(
        "diff-bad-ranges",
        [empty, unknown, before, unrelated]
            .map(|run| run.transcript())
            .join("\n")
    );
}

#[test]
fn names_cannot_move_the_cursor_of_whoever_reads() {
    let sandbox = Sandbox::new();
    let case = project("tests/fixtures/shifts/widened");
    sandbox.copy(&case.join("old"), "").commit("Old");
    sandbox.copy(&case.join("new"), "");
    sandbox
        .write("people/jonas.yaml", "name: \"Jonas\\e[2J\\u202E<b>\"\n")
        .commit("New");
    for format in ["human", "json"] {
        let run = sandbox.polity(&[
            "diff",
            "HEAD~1..HEAD",
            "--format",
            format,
            "--color",
            "always",
        ]);
        assert!(run.stdout.contains("Jonas"), "{}", run.transcript());
        assert!(!run.stdout.contains('\u{202e}'), "{}", run.stdout);
        // Colours are our own; nothing else that begins with an escape is.
        for code in run.stdout.split('\u{1b}').skip(1) {
            let colour = code.strip_prefix('[').and_then(|code| code.split_once('m'));
            let is_colour = |(digits, _): (&str, &str)| digits.bytes().all(|b| b.is_ascii_digit());
            assert!(colour.is_some_and(is_colour), "{}", run.stdout);
        }
    }
}

/// Both sides of a case, loaded.
fn sides(case: &str) -> (Loading, Loading) {
    let case = project("tests/fixtures/shifts").join(case);
    (
        Loading::of(&case.join("old")),
        Loading::of(&case.join("new")),
    )
}

#[test]
fn the_pull_request_that_streamlines_releases_is_read_in_full() {
    let (old, new) = sides("streamlined-releases");
    let mut comparison = compare(old.side(), new.side());
    assert!(comparison.shifts.iter().all(|shift| shift.why.is_empty()));
    comparison.explain(old.side(), new.side());
    let mut told = String::new();
    for line in lines(&comparison) {
        let phrases: Vec<&str> = line.phrases.iter().map(|p| p.text.as_str()).collect();
        let side = if line.gains { "Gains" } else { "Loses" };
        told += &format!("{side} {}: {}\n", line.who.join(", "), phrases.join("; "));
    }
    for alarm in &comparison.alarms {
        told += &format!(
            "{} {}: {}\n",
            alarm.kind.word(),
            alarm.name.as_deref().unwrap_or(&alarm.over),
            alarm.words
        );
    }
    for tense in [Tense::Proposal, Tense::History] {
        told += &format!("{}\n", headline(&comparison, tense).unwrap());
    }
    for shift in &comparison.shifts {
        let place = |place: &Where| {
            let was = if place.side == SideName::Base {
                "was "
            } else {
                ""
            };
            format!("{was}{}:{}", place.path, place.line)
        };
        told += &format!(
            "\n{} {}\n  {}; caused by {}; names not: {:?}\n",
            shift.kind.word(),
            comparison.summary(shift),
            shift.effect.word(),
            shift.entry.as_ref().map_or("nothing".to_owned(), place),
            shift.untouched,
        );
        for why in &shift.why {
            let steps: Vec<String> = why
                .steps
                .iter()
                .map(|step| {
                    let at = step.place.as_ref().map(place);
                    let at = at.map_or(String::new(), |at| format!(" ({at})"));
                    format!("{} {}{at}", step.name, step.tie)
                })
                .collect();
            told += &format!("  {:?} {}\n", why.side, steps.join(" ← "));
        }
    }
    insta::assert_snapshot!("streamlined-releases", told);
}

#[test]
fn a_shift_names_the_entry_that_caused_it() {
    let entry = |case: &str, number: usize| {
        let (old, new) = sides(case);
        let shift = &compare(old.side(), new.side()).shifts[number];
        let entry = shift.entry.as_ref();
        entry.map(|entry| (entry.side, format!("{}:{}", entry.path, entry.line)))
    };
    let head = |place: &str| Some((SideName::Head, place.to_owned()));
    let base = |place: &str| Some((SideName::Base, place.to_owned()));
    // The line that was edited, not the one that says what it is about.
    assert_eq!(entry("eased", 0), head("units/release-team.yaml:6"));
    assert_eq!(entry("eased", 2), head("units/release-team.yaml:6"));
    assert_eq!(entry("hardened", 1), head("methods/vote.yaml:3"));
    assert_eq!(entry("silent-method", 0), head("methods/vote.yaml:3"));
    assert_eq!(
        entry("shielded-method", 0),
        head("roles/release-lead.yaml:5")
    );
    // The line of the base where nothing of it is left.
    assert_eq!(entry("shielded", 0), base("roles/release-lead.yaml:5"));
    assert_eq!(entry("unseated", 0), base("roles/release-lead.yaml:11"));
    // Whatever made the people change: a seat that was given up, an absence.
    assert_eq!(entry("silent-vacancy", 0), entry("silent-vacancy", 1));
    assert_eq!(entry("taken-alone", 0), base("roles/release-lead.yaml:10"));
    assert_eq!(entry("silent-leave", 3), head("people/jonas.yaml:2"));
    assert_eq!(
        entry("exposed-by-a-vote", 0),
        head("roles/treasurer.yaml:8")
    );
    assert_eq!(
        entry("unseated-with-the-role", 2),
        head("roles/treasurer.yaml:11")
    );
}

#[test]
fn a_power_that_falls_to_others_says_in_whose_place() {
    let details = |case: &str| -> Vec<(String, Option<String>)> {
        let (old, new) = sides(case);
        let shifts = compare(old.side(), new.side()).shifts;
        let silent = shifts.iter().filter(|s| s.kind == ShiftKind::Silent);
        let said = silent.map(|s| {
            (
                s.object.to_string(),
                s.detail.as_ref().map(ToString::to_string),
            )
        });
        said.collect()
    };
    let contact = Some("in place of Security contact".to_owned());
    let embargo = ("security/embargo".to_owned(), contact);
    assert_eq!(details("silent-vacancy"), std::slice::from_ref(&embargo));
    // On both sides: who stands in changed, and nobody else is in anybody's place.
    let back = details("silent-who-is-back-in-a-body-that-stands-in");
    assert!(back.contains(&embargo));
    assert_eq!(back.iter().filter(|(_, said)| said.is_some()).count(), 1);
    // A deputy has the seat, whoever fills it.
    let deputy = details("silent-deputy");
    assert!(deputy.iter().all(|(_, said)| said.is_none()), "{deputy:?}");
}

#[test]
fn a_date_that_passes_has_no_entry() {
    let case = project("tests/fixtures/shifts/widened/old");
    let (before, mut after) = (Loading::of(&case), Loading::of(&case));
    after.powers = powers(&after.loaded.governance, Date::parse("2028-01-01").unwrap());
    let comparison = compare(before.side(), after.side());
    assert!(!comparison.shifts.is_empty());
    for shift in &comparison.shifts {
        assert_eq!(shift.entry, None, "{}", shift.summary());
        // Nobody was named, so everybody concerned could not see it coming.
        let concerned = shift.gains.len() + shift.loses.len();
        assert_eq!(shift.untouched.len(), concerned, "{}", shift.summary());
    }
}

#[test]
fn alarms_ring_for_what_a_reviewer_must_not_miss() {
    let mut told = String::new();
    let mut seen = BTreeSet::new();
    for case in cases() {
        let (forward, _) = compared(&case);
        for alarm in &forward.alarms {
            seen.insert(alarm.kind);
            let place = alarm.place.as_ref();
            told += &format!(
                "{}: {} {}, {}\n  {} / {} ({})\n",
                name(&case),
                alarm.kind.word(),
                alarm.name.as_deref().unwrap_or(&alarm.over),
                alarm.words,
                alarm.proposal,
                alarm.present,
                place.map_or("nowhere".to_owned(), |at| format!(
                    "{}:{}",
                    at.path, at.line
                )),
            );
        }
    }
    insta::assert_snapshot!("alarms", told);
    let silent: Vec<_> = AlarmKind::ALL
        .iter()
        .filter(|kind| !seen.contains(kind))
        .collect();
    assert!(silent.is_empty(), "no case raises {silent:?}");
}
