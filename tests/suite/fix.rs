//! `polity check --fix`: mends what moves no power and nothing else, byte for byte.

use std::fs;

use crate::support::{Run, Sandbox, TODAY, files_below, fits_output};

const ORG: &str = "name: Lanternworks\nvision: No doorstep stays dark\nroot: assembly\n\
                   residual: assembly\ndomains:\n  money: What comes in and what goes out\n  \
                   light: Lamps and who cleans them\n";
const ASSEMBLY: &str = "name: Assembly\npurpose: The members decide\ndomains: [money, light]\n\
                        members: [ann, bo]\n";
const KEEPER: &str = "name: Lamp keeper\nunit: assembly\npurpose: Keeps the lamps\n\
                      domains: [light/cleaning]\nselection: {by: assembly, method: majority, term: P1Y}\n\
                      removal: {by: assembly, method: majority}\n";

/// A governance in which nothing is found.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .write("org.yaml", ORG)
        .write("units/assembly.yaml", ASSEMBLY)
        .write("people/ann.yaml", "name: Ann Verhoeven\n")
        .write("people/bo.yaml", "name: Bo Lind\naliases: [bob]\n");
    let run = check(&sandbox, &[]);
    assert!(
        run.stdout.ends_with("nothing found\n"),
        "{}",
        run.transcript()
    );
    sandbox
}

/// One with something to mend of every kind.
fn with_all() -> Sandbox {
    let sandbox = sandbox();
    sandbox
        .write(
            "units/assembly.yaml",
            "# The members.\nname: Assembly\npurpose: The members decide\n\
             domains: [money, light, money] # all of it\nmembers:\n  - ann\n  # came in May\n  \
             - bo\n\n  - ann\nx-waive:\n  # until the election\n  \
             - {rule: empty-mandate, reason: it is late, until: 2026-12-31}\n",
        )
        .write(
            "people/ann.yaml",
            "name: Ann Verhoeven\r\nlocation: NO # the country\r\nlanguages: [en, no]\r\n",
        )
        .write(
            "policies/lamps.md",
            "---\nname: Lamps\nadopted_by: assembly\ndomains: [light]\nreview_by: 2027-05-01\n\
             applies_to: [bob]\n---\nAsk bob.\n\n*   As it is\n",
        )
        .write(
            "polity.toml",
            "# how we judge\n[check]\nfail-on = \"warning\"\n\n# the election is late\n[[waive]]\n\
             rule = \"orphan-domain\"\nrecord = \"role/keeper\"\nreason = \"it is late\"\n\
             until = 2027-05-31\n\n[rules]\nreview-overdue = \"info\" # for now\n",
        );
    sandbox
}

fn check(sandbox: &Sandbox, flags: &[&str]) -> Run {
    sandbox.polity(&[&["check", "--as-of", TODAY], flags].concat())
}

fn read(sandbox: &Sandbox, path: &str) -> String {
    fs::read_to_string(sandbox.path().join(path)).unwrap()
}

/// All files with their bytes.
fn bytes(sandbox: &Sandbox) -> Vec<(String, Vec<u8>)> {
    let files = files_below(sandbox.path()).into_iter();
    let files = files.filter(|path| !path.to_string_lossy().contains("/.git/"));
    files
        .map(|path| (path.display().to_string(), fs::read(&path).unwrap()))
        .collect()
}

#[test]
fn what_is_certain_is_mended_and_every_other_byte_stays() {
    let sandbox = with_all();
    let found = check(&sandbox, &[]);
    assert!(found.stdout.ends_with("; 7 fixable\n"), "{}", found.stdout);
    let before = bytes(&sandbox);
    let shown = check(&sandbox, &["--fix", "--diff"]);
    assert_eq!(shown.code, 1);
    assert_eq!(bytes(&sandbox), before, "--diff writes nothing");
    insta::assert_snapshot!("fix-diff", shown.transcript());
    let run = check(&sandbox, &["--fix"]);
    assert_eq!(run.code, 0);
    insta::assert_snapshot!("fix", run.transcript());
    assert_eq!(
        read(&sandbox, "people/ann.yaml"),
        "name: Ann Verhoeven\r\nlocation: \"NO\" # the country\r\nlanguages: [en, \"no\"]\r\n"
    );
    assert!(read(&sandbox, "policies/lamps.md").ends_with("[bo]\n---\nAsk bob.\n\n*   As it is\n"));
    // What was shown is what was done.
    let done = bytes(&sandbox);
    for (path, old) in &before {
        fs::write(path, old).unwrap();
    }
    let patch = shown.stdout.split("would mend").next().unwrap();
    sandbox.write(".git/change.patch", patch);
    sandbox.git(&["apply", ".git/change.patch"]);
    for (path, new) in done {
        assert_eq!(fs::read(&path).unwrap(), new, "{path}");
    }
}

#[test]
fn a_second_run_has_nothing_to_do() {
    let sandbox = with_all();
    assert_eq!(check(&sandbox, &["--fix"]).code, 0);
    let once = bytes(&sandbox);
    let shown = check(&sandbox, &["--fix", "--diff"]);
    assert_eq!(
        (shown.code, shown.stdout.as_str()),
        (0, "would mend 0 findings in 0 files\n")
    );
    let again = check(&sandbox, &["--fix"]);
    assert_eq!(again.code, 0);
    assert!(!again.stdout.contains("mended"), "{}", again.stdout);
    assert_eq!(bytes(&sandbox), once);
}

#[test]
fn a_fix_that_moves_power_is_shown_and_not_made() {
    let sandbox = with_all();
    let holders = "holders:\n  - {person: bob, since: 2026-05-01, until: 2027-05-01} # she\n";
    sandbox.write("roles/keeper.yaml", format!("{KEEPER}{holders}"));
    let run = check(&sandbox, &["--fix"]);
    assert_eq!(run.code, 1);
    assert!(read(&sandbox, "roles/keeper.yaml").ends_with(holders));
    assert!(run.stdout.contains("(changes power: not applied by --fix)"));
    assert!(!run.stdout.contains("fixable"), "{}", run.stdout);
    insta::assert_snapshot!("fix-moves-power", run.transcript());
    // All the others were mended all the same.
    assert!(read(&sandbox, "polity.toml").starts_with("# how we judge\n[check]\nfail-on"));
    assert!(!read(&sandbox, "polity.toml").contains("[[waive]]"));
}

#[test]
fn a_fix_that_moves_power_later_is_not_made_either() {
    let sandbox = sandbox();
    let holders = "holders:\n  - {person: bob, since: 2027-01-01, until: 2027-12-31}\n";
    let keeper = format!("{KEEPER}{holders}");
    sandbox.write("roles/keeper.yaml", &keeper);
    let run = check(&sandbox, &["--fix"]);
    assert!(run.stdout.contains("it would move power"), "{}", run.stdout);
    assert_eq!(read(&sandbox, "roles/keeper.yaml"), keeper);
}

#[test]
fn a_fix_that_names_a_body_to_come_is_not_made() {
    let sandbox = sandbox();
    let crew = "name: Crew\nparent: assembly\npurpose: Cleans the lamps\nsince: 2027-01-01\n\
                aliases: [team]\nmembers: [ann, bo]\n";
    let keeper = KEEPER.replace("removal: {by: assembly", "removal: {by: team");
    let keeper = format!("{keeper}holders: [{{person: ann, since: 2026-05-01}}]\n");
    sandbox
        .write("units/crew.yaml", crew)
        .write("roles/keeper.yaml", &keeper);
    let run = check(&sandbox, &["--fix"]);
    assert!(run.stdout.contains("it would move power"), "{}", run.stdout);
    assert_eq!(read(&sandbox, "roles/keeper.yaml"), keeper);
}

#[test]
fn a_fix_that_brings_something_else_is_not_made() {
    let sandbox = sandbox();
    let policy = "---\nname: Lamps\nadopted_by: assembly\ndomains: [light]\n\
                  applies_to: [bob, bo]\n---\nClean them.\n";
    sandbox.write("policies/lamps.md", policy);
    let run = check(&sandbox, &["--fix"]);
    let why = "it would bring something else (`applies_to` of `lamps` names `bo` twice)";
    assert!(run.stdout.contains(why), "{}", run.stdout);
    assert_eq!(read(&sandbox, "policies/lamps.md"), policy);
}

#[test]
fn what_somebody_has_to_decide_is_not_offered() {
    let sandbox = sandbox();
    sandbox
        // Two people were called so.
        .write("people/eve.yaml", "name: Eve Osei\naliases: [bob]\n")
        .write(
            "policies/lamps.md",
            "---\nname: Lamps\nadopted_by: assembly\ndomains: [light]\napplies_to: [bob]\n---\nX\n",
        )
        // The two entries do not say the same, or a comment says more.
        .write(
            "units/assembly.yaml",
            "name: Assembly\npurpose: The members decide\ndomains:\n  - money\n  - money # of 2027\n  - light\n\
             members: [ann, bo, eve, {person: ann, since: 2026-05-01}]\n",
        )
        .write(
            "polity.toml",
            "[[waive]]\nrule = \"no-deputy\"\nrecord = \"role/x\"\nreason = \"x\"\n\
             until = 2026-01-31\n\n[[waive]]\nrule = \"no-depty\"\nrecord = \"role/x\"\n\
             reason = \"x\"\nuntil = 2027-01-31\n",
        );
    let before = bytes(&sandbox);
    let run = check(&sandbox, &["--fix", "--format", "json"]);
    let found = run.json();
    fits_output("check", &found);
    let rules: Vec<&str> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            assert_eq!(finding["fixable"], false, "{finding}");
            finding["rule"].as_str().unwrap()
        })
        .collect();
    for rule in [
        "dangling-reference",
        "duplicate-entry",
        "expired-waiver",
        "unused-waiver",
    ] {
        assert!(rules.contains(&rule), "{rule}: {rules:?}");
    }
    assert_eq!(found["summary"]["fixable"], 0);
    assert_eq!(bytes(&sandbox), before);
}

#[test]
fn all_places_of_a_former_id_get_the_new_one() {
    let sandbox = sandbox();
    sandbox.write(
        "policies/lamps.md",
        "---\nname: Lamps\nadopted_by: assembly\ndomains: [light]\napplies_to: ['bob']\n\
         owner: bob # by name\n---\nClean them.\n",
    );
    let run = check(&sandbox, &["--fix"]);
    let text = read(&sandbox, "policies/lamps.md");
    assert!(
        text.contains("applies_to: ['bo']\nowner: bo # by name\n"),
        "{}{text}",
        run.transcript()
    );
}

#[test]
fn former_ids_of_records_of_every_kind_get_the_new_ones() {
    let sandbox = sandbox();
    let decision = |name: &str, more: &str| {
        format!(
            "name: {name}\ntype: operational\nstate: adopted\nby: assembly\ndomains: [light]\n\
             method: old-vote\nproposed: {{by: ann, at: 2026-03-01}}\ndecided: 2026-03-08\n\
             outcome: Done\n{more}"
        )
    };
    sandbox
        .write(
            "methods/vote.yaml",
            "name: Vote\nfamily: consensus\naliases: [old-vote]\nif_stuck: old-count\n",
        )
        .write(
            "methods/count.yaml",
            "name: Count\nfamily: majority\naliases: [old-count]\n",
        )
        .write(
            "roles/keeper.yaml",
            format!("{KEEPER}incompatible: [old-scribe]\nholders: [{{person: ann, since: 2026-05-01}}]\n"),
        )
        .write(
            "roles/scribe.yaml",
            "name: Scribe\nunit: assembly\npurpose: Writes it down\naliases: [old-scribe]\n\
             decision: old-lamps\n\
             selection: {by: assembly, method: majority}\nremoval: {by: assembly}\n\
             holders: [{person: bo, since: 2026-05-01}]\n",
        )
        .write("decisions/lamps.yaml", decision("Lamps", "aliases: [old-lamps]\n"));
    let run = check(&sandbox, &["--fix"]);
    let wrote = |path: &str, line: &str| {
        let text = read(&sandbox, path);
        assert!(text.contains(line), "{path}: {text}{}", run.transcript());
    };
    wrote("methods/vote.yaml", "\nif_stuck: count\n");
    wrote("roles/keeper.yaml", "\nincompatible: [scribe]\n");
    wrote("decisions/lamps.yaml", "\nmethod: vote\n");
    wrote("roles/scribe.yaml", "\ndecision: lamps\n");
}

#[test]
fn a_former_id_is_left_where_something_else_is_meant() {
    let sandbox = sandbox();
    // A domain is no body, and no person can be in a list of offices.
    let policy = "---\nname: Lamps\nadopted_by: assembly\ndomains: [light, crew]\nowner: crew\n\
                  ---\nClean them.\n";
    let keeper =
        format!("{KEEPER}incompatible: [bob]\nholders: [{{person: ann, since: 2026-05-01}}]\n");
    sandbox
        .write(
            "units/cleaners.yaml",
            "name: Cleaners\nparent: assembly\npurpose: Cleans the lamps\naliases: [crew]\n\
             members: [ann, bo]\n",
        )
        .write("policies/lamps.md", policy)
        .write("roles/keeper.yaml", keeper);
    let run = check(&sandbox, &["--fix"]);
    for told in ["`crew` is not a domain", "no unit or role is called `bob`"] {
        assert!(run.stdout.contains(told), "{}", run.transcript());
    }
    assert!(!run.stdout.contains("mended"), "{}", run.transcript());
}

#[test]
fn programs_read_what_is_left_and_people_what_was_mended() {
    let sandbox = with_all();
    let found = check(&sandbox, &["--format", "json"]).json();
    fits_output("check", &found);
    assert_eq!(found["summary"]["fixable"], 7);
    let run = check(&sandbox, &["--fix", "--format", "json"]);
    let left = run.json();
    fits_output("check", &left);
    assert_eq!(left["findings"].as_array().unwrap().len(), 0);
    assert_eq!(run.stderr.matches("mended ").count(), 7, "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn all_files_are_written_or_none_and_keep_their_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = with_all();
    let mode = |path: &str, mode: u32| {
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(sandbox.path().join(path), permissions).unwrap();
    };
    mode("people/ann.yaml", 0o640);
    mode("units/assembly.yaml", 0o444);
    let before = bytes(&sandbox);
    let run = check(&sandbox, &["--fix"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert_eq!(
        run.stderr,
        "error: `[SANDBOX]/units/assembly.yaml` is read-only\n  \
         hint: make it writable; nothing was written\n"
    );
    assert_eq!(bytes(&sandbox), before);
    mode("units/assembly.yaml", 0o644);
    assert_eq!(check(&sandbox, &["--fix"]).code, 0);
    let metadata = fs::metadata(sandbox.path().join("people/ann.yaml")).unwrap();
    assert_eq!(metadata.permissions().mode() & 0o777, 0o640);
}

#[test]
fn only_what_is_told_is_mended() {
    let sandbox = with_all();
    sandbox.commit("Start");
    sandbox.write(
        "people/bo.yaml",
        "name: Bo Lind\naliases: [bob]\nlocation: NO\n",
    );
    let before = bytes(&sandbox);
    let run = check(&sandbox, &["--fix", "--new-since", "HEAD"]);
    assert_eq!(run.stdout.matches("mended ").count(), 1, "{}", run.stdout);
    let after = bytes(&sandbox);
    let changed = before.iter().zip(&after).filter(|(old, new)| old != new);
    let changed: Vec<&str> = changed.map(|(old, _)| old.0.as_str()).collect();
    assert_eq!(changed.len(), 1);
    assert!(changed[0].ends_with("people/bo.yaml"));
    check(&sandbox, &["--write-baseline"]);
    let old = check(&sandbox, &["--fix"]);
    assert!(!old.stdout.contains("mended "), "{}", old.stdout);
    let all = check(&sandbox, &["--fix", "--no-baseline"]);
    assert_eq!(all.stdout.matches("mended ").count(), 7, "{}", all.stdout);
}

#[test]
fn a_waiver_of_a_change_to_come_is_kept() {
    let sandbox = sandbox();
    sandbox.commit("Start");
    let waiver = "[[waive]]\nrule = \"mass-removal\"\nrecord = \"unit/assembly\"\n\
                  reason = \"the union leaves\"\nuntil = 2026-12-31\n";
    sandbox.write("polity.toml", waiver);
    let run = check(&sandbox, &["--fix"]);
    assert!(run.stdout.ends_with("nothing found\n"), "{}", run.stdout);
    assert_eq!(read(&sandbox, "polity.toml"), waiver);
    // Where a change is looked at, it shows whether the waiver is of use.
    let run = check(&sandbox, &["--fix", "--new-since", "HEAD"]);
    assert!(run.stdout.contains("mended polity.toml"), "{}", run.stdout);
    assert_eq!(read(&sandbox, "polity.toml"), "");
}

#[test]
fn only_a_work_tree_can_be_mended() {
    let sandbox = with_all();
    sandbox.commit("Start");
    sandbox.git(&["clone", "-q", "--bare", ".", "bare.git"]);
    let bare = sandbox.polity_in("bare.git", &["check", "--fix"]);
    assert_eq!(bare.code, 2, "{}", bare.transcript());
    for flags in [
        &["--fix", "--rev", "HEAD"][..],
        &["--fix", "--write-baseline"],
        &["--diff"],
        &["--fix", "--diff", "--format", "json"],
    ] {
        assert_eq!(check(&sandbox, flags).code, 2, "{flags:?}");
    }
}

#[test]
fn other_formats_are_left_to_their_own_tools() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "sigs.yaml",
        "sigs:\n  - dir: sig-lamps\n    name: Lamps\n    mission_statement: on\n    \
         leadership:\n      chairs:\n        - github: ann\n          name: NO\n          \
         company: X\n",
    );
    sandbox.write(
        "OWNERS_ALIASES",
        "aliases:\n  sig-lamps-leads:\n    - ann\n    - ann\n",
    );
    let before = bytes(&sandbox);
    let run = check(&sandbox, &["--fix"]);
    assert!(
        run.stdout.contains("ambiguous-word"),
        "{}",
        run.transcript()
    );
    assert!(!run.stdout.contains("fixable"), "{}", run.stdout);
    assert_eq!(bytes(&sandbox), before);
}
