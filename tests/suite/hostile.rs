//! What nobody would write by mistake: whatever stands in a tree, it costs little memory, is told
//! in plain words, and the exit codes mean what they mean elsewhere.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use crate::support::{Run, Sandbox, TODAY};

const ORG: &str = "name: Lanternworks\nvision: No doorstep stays dark\nroot: assembly\n\
                   residual: assembly\ndomains:\n  money: What comes in and what goes out\n";
const UNIT: &str =
    "name: Assembly\npurpose: The members decide\ndomains: [money]\nmembers: [ann]\n";

/// What any of these runs may use, in mebibytes; a debug build takes a part of it for itself.
const MEMORY: u32 = 400;

/// A committed governance in which nothing is wrong.
fn lanternworks() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .write("org.yaml", ORG)
        .write("people/ann.yaml", "name: Ann Verhoeven\n")
        .write("units/assembly.yaml", UNIT);
    sandbox.commit("Start");
    sandbox
}

fn run(sandbox: &Sandbox, args: &[&str]) -> Run {
    let run = sandbox.polity_within(MEMORY, args);
    let told = run.transcript();
    assert!(!run.stderr.contains("panicked"), "{told}");
    let is_shown = |c: char| c == '\n' || !(c.is_control() || is_bidirectional(c));
    let strange: String = told.chars().filter(|c| !is_shown(*c)).collect();
    assert!(strange.is_empty(), "{strange:?} in {told}");
    run
}

/// Whether a character changes the order in which others are shown.
fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What is said, by these exit codes, when the tree is checked, compared with its last commit, and
/// made a handbook of.
fn told(sandbox: &Sandbox, codes: [i32; 3]) -> String {
    let commands: [&[&str]; 3] = [
        &["check", "--as-of", TODAY],
        &["diff", "--as-of", TODAY],
        &["build", "--as-of", TODAY, "-o", "site"],
    ];
    let mut text = String::new();
    for (args, code) in commands.into_iter().zip(codes) {
        let run = run(sandbox, args);
        assert_eq!(run.code, code, "{args:?}: {}", run.transcript());
        text += &format!("$ polity {}\n{}\n", args[0], run.transcript());
    }
    text
}

/// A file of which not one byte is on the disk.
fn hollow(path: &Path, bytes: u64) {
    File::create(path).unwrap().set_len(bytes).unwrap();
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn an_alias_bomb_is_put_out() {
    let sandbox = lanternworks();
    let mut text = "name: Bo\nx-0: &x0 [a, a, a, a, a, a, a, a, a, a]\n".to_owned();
    for level in 1..12 {
        let below = vec![format!("*x{}", level - 1); 10].join(", ");
        text += &format!("x-{level}: &x{level} [{below}]\n");
    }
    sandbox.write("people/bo.yaml", text);
    insta::assert_snapshot!(told(&sandbox, [1, 2, 1]));
}

#[test]
fn what_nests_without_end_is_not_followed() {
    let sandbox = lanternworks();
    let deep = 100_000;
    let flow = format!("name: Bo\nx-a: {}{}\n", "[".repeat(deep), "]".repeat(deep));
    let maps = format!("name: Bo\nx-a: {}\n", "{a: ".repeat(deep));
    let lists = format!("name: Bo\nx-a:\n  {}a\n", "- ".repeat(deep));
    let mut block = "name: Bo\n".to_owned();
    for level in 0..2_000 {
        block += &format!("{}x-a:\n", " ".repeat(level));
    }
    sandbox
        .write("people/flow.yaml", flow)
        .write("people/maps.yaml", maps)
        .write("people/lists.yaml", lists)
        .write("people/block.yaml", block)
        .write(
            "policies/front.md",
            format!("---\na: {}\n---\n", "[".repeat(deep)),
        )
        .write("polity.toml", format!("a = {}\n", "[".repeat(deep)));
    insta::assert_snapshot!(told(&sandbox, [1, 2, 1]));
}

#[test]
fn prose_that_nests_without_end_can_be_checked_and_shown() {
    let sandbox = lanternworks();
    let deep = 100_000;
    let prose = [
        ">".repeat(deep),
        "[".repeat(deep),
        "*a ".repeat(deep),
        "`".repeat(deep),
    ];
    let front = "---\nname: Lamps\nadopted_by: assembly\ndomains: [money]\n---\n";
    sandbox.write("policies/lamps.md", front.to_owned() + &prose.join("\n\n"));
    insta::assert_snapshot!(told(&sandbox, [0, 0, 0]));
}

#[test]
fn a_file_of_a_gibibyte_is_not_read() {
    let sandbox = lanternworks();
    fs::create_dir_all(sandbox.path().join("policies")).unwrap();
    for path in [
        "people/bo.yaml",
        "policies/large.md",
        "polity-baseline.json",
        "notes.txt",
    ] {
        hollow(&sandbox.path().join(path), 1 << 30);
    }
    insta::assert_snapshot!(told(&sandbox, [1, 2, 1]));
}

#[test]
fn a_configuration_of_a_gibibyte_is_not_read() {
    let sandbox = lanternworks();
    hollow(&sandbox.path().join("polity.toml"), 1 << 30);
    insta::assert_snapshot!(told(&sandbox, [1, 2, 0]));
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let sandbox = lanternworks();
    sandbox
        .write("people/nul.yaml", b"name: Bo\0\n")
        .write("people/nuls.yaml", [0; 100])
        .write("people/latin.yaml", b"name: Jos\xe9\n")
        .write("people/wide.yaml", b"\xff\xfen\0a\0m\0e\0:\0 \0B\0o\0\n\0")
        .write("people/escape.yaml", b"name: \x1b[31mBo\x07\n");
    insta::assert_snapshot!(told(&sandbox, [1, 2, 1]));
}

#[test]
fn marks_and_line_ends_of_other_systems_are_no_fault() {
    let sandbox = lanternworks();
    let front = "\u{feff}---\r\nname: Lamps\r\nadopted_by: assembly\r\ndomains: [money]\r\n---\r\nLight.\r\n";
    sandbox
        .write("org.yaml", format!("\u{feff}{}", ORG.replace('\n', "\r\n")))
        .write("units/assembly.yaml", UNIT.replace('\n', "\r\n"))
        .write("people/ann.yaml", "\u{feff}name: Ann Verhoeven")
        .write("policies/lamps.md", front);
    insta::assert_snapshot!(told(&sandbox, [0, 0, 0]));
}

#[test]
fn what_is_no_file_is_not_opened() {
    let sandbox = lanternworks();
    let people = sandbox.path().join("people");
    pipe(&people.join("pipe.yaml"));
    symlink("nowhere", people.join("dangling.yaml")).unwrap();
    symlink("loop.yaml", people.join("loop.yaml")).unwrap();
    symlink("/etc/passwd", people.join("outside.yaml")).unwrap();
    symlink("/", people.join("everything")).unwrap();
    fs::create_dir_all(people.join("folder.yaml/deeper.yaml")).unwrap();
    sandbox.write("people/folder.yaml/bo.yaml", "name: Bo\n");
    insta::assert_snapshot!(told(&sandbox, [1, 2, 1]));
}

#[test]
fn settings_and_outputs_that_are_no_files_are_told() {
    let sandbox = lanternworks();
    pipe(&sandbox.path().join("polity.toml"));
    symlink(
        "polity-baseline.json",
        sandbox.path().join("polity-baseline.json"),
    )
    .unwrap();
    pipe(&sandbox.path().join("site"));
    insta::assert_snapshot!(told(&sandbox, [1, 2, 2]));
}

#[test]
fn a_root_that_is_no_file_is_told() {
    let sandbox = lanternworks();
    let org = sandbox.path().join("org.yaml");
    fs::remove_file(&org).unwrap();
    pipe(&org);
    let mut text = told(&sandbox, [1, 2, 1]);
    fs::remove_file(&org).unwrap();
    symlink("nowhere", &org).unwrap();
    text += &told(&sandbox, [1, 2, 1]);
    fs::remove_file(&org).unwrap();
    fs::create_dir(&org).unwrap();
    text += &told(&sandbox, [2, 2, 2]);
    insta::assert_snapshot!(text);
}

/// To root every file can be read, so that there nothing is told of it.
#[test]
fn a_file_that_nobody_may_read_is_told() {
    let sandbox = lanternworks();
    sandbox.write("people/bo.yaml", "name: Bo\n");
    let file = sandbox.path().join("people/bo.yaml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    let is_root = File::open(&file).is_ok();
    let run = run(&sandbox, &["check", "--as-of", TODAY]);
    if is_root {
        assert_eq!(run.code, 0, "{}", run.transcript());
    } else {
        assert_eq!(run.code, 1, "{}", run.transcript());
        assert!(
            run.stdout.contains("this file cannot be read"),
            "{}",
            run.transcript()
        );
    }
}

#[test]
fn ids_that_differ_in_case_alone_are_told() {
    let sandbox = lanternworks();
    sandbox.write("people/Ann.yaml", "name: Ann Other\n").write(
        "units/ASSEMBLY.yaml",
        UNIT.replace("Assembly\n", "Other\nparent: assembly\n"),
    );
    if fs::read(sandbox.path().join("people/ann.yaml")).unwrap() != b"name: Ann Verhoeven\n" {
        return; // One file on this disk.
    }
    insta::assert_snapshot!(told(&sandbox, [1, 0, 0]));
}

#[test]
fn ten_thousand_findings_are_all_told() {
    let sandbox = lanternworks();
    for number in 0..10_000 {
        sandbox.write(&format!("people/p{number}.yaml"), "nmae: Bo\n");
    }
    let all = run(&sandbox, &["check", "--as-of", TODAY]);
    assert_eq!(all.code, 1);
    let marks = all.stdout.lines().filter(|line| line.starts_with("error["));
    assert_eq!(marks.count(), 10_000);
    insta::assert_snapshot!(all.stdout.lines().last().unwrap());
    let json = run(&sandbox, &["check", "--as-of", TODAY, "--format", "json"]);
    assert_eq!(json.code, 1);
    assert_eq!(json.json()["findings"].as_array().unwrap().len(), 10_000);
}

/// Names that would write lines of their own, or turn the order of what is shown around.
#[test]
fn names_of_files_cannot_write_what_is_printed() {
    let sandbox = lanternworks();
    for name in [
        "a\nerror: made up.yaml",
        "b\u{202e}lmay.yaml",
        "c\u{1b}[31m.yaml",
        "d\r\n::error::e.yaml",
        "e%0A::error.yaml",
        "f`g`.yaml",
        "g<script>.yaml",
    ] {
        sandbox.write(&format!("people/{name}"), "nmae: Bo\n");
    }
    let bytes = OsStr::from_bytes(b"h\xff\xfe.yaml");
    fs::write(sandbox.path().join("people").join(bytes), "name: Bo\n").unwrap();
    let mut text = told(&sandbox, [1, 2, 1]);
    for format in ["concise", "github", "gitlab", "json", "junit"] {
        let run = run(&sandbox, &["check", "--as-of", TODAY, "--format", format]);
        assert_eq!(run.code, 1, "{}", run.transcript());
        text += &format!("$ polity check --format {format}\n{}\n", run.transcript());
    }
    insta::assert_snapshot!(text);
}

/// The same inside of records, where it can also be committed, compared and shown.
#[test]
fn values_cannot_write_what_is_printed() {
    let sandbox = lanternworks();
    let name = r#""Bo\nerror: made up\r\u001b[31m\u202e\u2066 <script>alert(1)</script>""#;
    sandbox
        .write("people/bo.yaml", format!("name: {name}\n"))
        .write("people/cleo.yaml", "name: Cleo \u{202e}\u{2067}oelC\n")
        .write("units/assembly.yaml", UNIT.replace("[ann]", "[ann, bo, cleo]"))
        .write(
            "roles/chair.yaml",
            format!("name: {name}\nunit: assembly\npurpose: p\nholders: [{{person: bo}}]\nx-\u{202e}: 1\n\"x\\u001b\": 2\n"),
        );
    let mut text = told(&sandbox, [1, 2, 1]);
    fs::remove_file(sandbox.path().join("roles/chair.yaml")).unwrap();
    text += &told(&sandbox, [0, 0, 0]);
    let site = fs::read_to_string(sandbox.path().join("site/index.html")).unwrap();
    assert!(!site.contains("<script>alert"));
    // Its lines are no lines of the records.
    fs::remove_dir_all(sandbox.path().join("site")).unwrap();
    for args in [
        &["diff", "--as-of", TODAY, "--format", "markdown"][..],
        &["who", "money", "--as-of", TODAY],
        &["can", "bo", "--as-of", TODAY],
        &["why", "bo", "money", "--as-of", TODAY],
        &["matrix", "--as-of", TODAY],
    ] {
        let run = run(&sandbox, args);
        text += &format!("$ polity {}\n{}\n", args.join(" "), run.transcript());
    }
    insta::assert_snapshot!(text);
}
