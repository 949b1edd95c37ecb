//! `polity build` as a program: which moment it shows, and that the same history gives the same
//! bytes whatever lies around it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Sandbox, TODAY, files_below, project};

type Files = BTreeMap<PathBuf, Vec<u8>>;

fn fixture(path: &str) -> PathBuf {
    project("tests/fixtures/shifts").join(path)
}

/// An organisation whose holder of the money changes, whose team breaks and is mended.
fn history() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .copy(&fixture("widened/old"), "gov")
        .commit_on("Start", "2025-03-01")
        .copy(&fixture("widened/new"), "gov")
        .commit_on("Widen", "2025-04-01");
    let team = fs::read(sandbox.path().join("gov/units/release-team.yaml")).unwrap();
    sandbox
        .write("gov/units/release-team.yaml", "name: [\n")
        .commit_on("Break the team", "2025-05-01")
        .write("gov/units/release-team.yaml", team)
        .commit_on("Mend the team", "2025-06-01")
        .copy(&fixture("widened/old"), "gov")
        .commit_on("Narrow again", "2025-07-01");
    sandbox
}

fn files(folder: &Path) -> Files {
    let files = files_below(folder).into_iter();
    files
        .map(|file| {
            let inner = file.strip_prefix(folder).unwrap().to_owned();
            (inner, fs::read(&file).unwrap())
        })
        .collect()
}

/// Builds with these arguments and takes the handbook.
fn build(sandbox: &Sandbox, args: &[&str]) -> Files {
    let mut all = vec!["build", "gov", "-o", "out"];
    all.extend(args);
    let run = sandbox.polity(&all);
    assert_eq!(run.code, 0, "{}", run.transcript());
    files(&sandbox.path().join("out"))
}

fn page<'f>(files: &'f Files, path: &str) -> &'f str {
    std::str::from_utf8(&files[Path::new(path)]).unwrap()
}

fn kept(sandbox: &Sandbox) -> Vec<PathBuf> {
    let folder = sandbox.path().join(".git/polity");
    if folder.exists() {
        files_below(&folder)
    } else {
        Vec::new()
    }
}

fn commit(sandbox: &Sandbox, rev: &str) -> String {
    sandbox
        .git(&["rev-parse", "--short", rev])
        .trim()
        .to_owned()
}

#[test]
fn a_commit_is_shown_as_things_stood_then() {
    let sandbox = history();
    let widened = commit(&sandbox, "HEAD~3");
    let now = build(&sandbox, &[]);
    assert!(!page(&now, "index.html").contains("role=\"note\""));
    let then = build(&sandbox, &["--rev", "HEAD~3", "--current", "../index.html"]);
    for (path, bytes) in &then {
        if path.extension().is_some_and(|end| end == "html") {
            let html = String::from_utf8(bytes.clone()).unwrap();
            let up = "../".repeat(path.components().count() - 1);
            assert!(html.contains("This is how things stood on"), "{path:?}");
            assert!(
                html.contains(&format!("<code>{widened}</code>")),
                "{path:?}"
            );
            let link = format!("<a href=\"{up}../index.html\">The handbook of today</a>");
            assert!(html.contains(&link), "{path:?}");
        }
    }
    // The day of the commit, the limit of then, and nothing that came later.
    assert!(page(&then, "index.html").contains("datetime=\"2025-04-01\""));
    assert!(page(&then, "power.html").contains("Widen"));
    for later in ["Narrow again", "Break the team"] {
        assert!(page(&now, "power.html").contains(later));
        assert!(!page(&then, "power.html").contains(later));
    }
    // Nothing on disk has a say, and nothing there is touched.
    sandbox.write("gov/units/release-team.yaml", "name: [\n");
    let again = build(&sandbox, &["--rev", "HEAD~3", "--current", "../index.html"]);
    assert!(again == then);
    // A day names the last commit up to its end; the day is then that one.
    let day = build(&sandbox, &["--at", "2025-04-15"]);
    let index = page(&day, "index.html");
    assert!(
        index.contains("datetime=\"2025-04-15\"") && index.contains(&widened),
        "{index}"
    );
    let same = build(&sandbox, &["--at", "2025-04-01", "--as-of", "2025-04-15"]);
    assert!(same == day);
}

#[test]
fn a_day_before_all_commits_and_a_name_of_nothing_are_told() {
    let sandbox = history();
    for (args, said) in [
        (
            ["--rev", "2025-02-28"],
            "there is no commit up to 2025-02-28",
        ),
        (["--rev", "mian"], "did you mean `main`?"),
        (["--current", "javascript:alert(1)"], "begins with https://"),
    ] {
        let mut all = vec!["build", "gov", "-o", "out"];
        all.extend(args);
        let run = sandbox.polity(&all);
        assert_eq!(run.code, 2, "{}", run.transcript());
        assert!(run.stderr.contains(said), "{}", run.transcript());
    }
    assert!(!sandbox.path().join("out").exists());
}

#[test]
fn a_day_that_is_not_today_is_told_as_past_or_to_come() {
    let sandbox = history();
    let past = build(&sandbox, &["--as-of", "2025-12-24"]);
    assert!(page(&past, "404.html").contains("This is how things stood on"));
    let ahead = build(&sandbox, &["--as-of", "2999-12-24"]);
    assert!(page(&ahead, "404.html").contains("This is how things will stand on"));
}

#[test]
fn what_is_kept_of_the_history_changes_no_byte() {
    let sandbox = history();
    let cold = build(&sandbox, &["--as-of", TODAY, "--no-cache"]);
    assert!(kept(&sandbox).is_empty());
    let first = build(&sandbox, &["--as-of", TODAY]);
    let [file] = &kept(&sandbox)[..] else {
        panic!("one file is kept");
    };
    let warm = build(&sandbox, &["--as-of", TODAY]);
    assert!(first == cold && warm == cold);
    // The work tree has nothing of it.
    assert_eq!(
        sandbox.git(&["status", "--porcelain", "--ignored"]),
        "?? out/\n"
    );
    // Deleted, damaged, or somebody else's: as if it were not there.
    let whole = fs::read(file).unwrap();
    for bytes in [
        &b""[..],
        b"polity history 1\n",
        &whole[..whole.len() / 2],
        b"GIF89a",
    ] {
        fs::write(file, bytes).unwrap();
        assert!(build(&sandbox, &["--as-of", TODAY]) == cold);
        assert!(fs::read(file).unwrap() == whole);
    }
    fs::remove_dir_all(sandbox.path().join(".git/polity")).unwrap();
    assert!(build(&sandbox, &["--as-of", TODAY]) == cold);
}

/// That what is kept is used at all: a file made right by its own rules, but with another text in
/// it, shows on the page.
#[test]
fn what_is_kept_is_used() {
    let sandbox = history();
    build(&sandbox, &["--as-of", TODAY]);
    sandbox.forge_kept("Narrow again", "Narrow aging");
    let warm = build(&sandbox, &["--as-of", TODAY]);
    assert!(page(&warm, "power.html").contains("Narrow aging"));
}

#[test]
fn each_commit_more_is_told_as_if_all_were_walked() {
    let sandbox = history();
    for (number, rev) in ["HEAD~4", "HEAD~3", "HEAD~2", "HEAD~1", "HEAD"]
        .iter()
        .enumerate()
    {
        // A team that cannot be read at `HEAD~2` is a step from which none goes on.
        let args = ["--rev", rev, "--keep-going", "--as-of", TODAY];
        let warm = build(&sandbox, &args);
        let cold = build(&sandbox, &[&args[..], &["--no-cache"]].concat());
        assert!(warm == cold, "{number}");
    }
    assert!(
        build(&sandbox, &["--as-of", TODAY]) == build(&sandbox, &["--as-of", TODAY, "--no-cache"])
    );
}

#[test]
fn a_rebase_is_told_anew() {
    let sandbox = history();
    let args = ["--as-of", TODAY];
    let before = build(&sandbox, &args);
    // The same changes in other commits, one of them with another subject.
    sandbox.git(&["reset", "-q", "--hard", "HEAD~2"]);
    sandbox.git(&["checkout", "-q", "HEAD~1", "--", "gov"]);
    sandbox.commit_on("Mend it at once", "2025-05-02");
    sandbox.copy(&fixture("widened/old"), "gov");
    sandbox.commit_on("Narrow in the end", "2025-07-01");
    let warm = build(&sandbox, &args);
    let cold = build(&sandbox, &[&args[..], &["--no-cache"]].concat());
    assert!(warm == cold && warm != before);
    assert!(page(&warm, "power.html").contains("Narrow in the end"));
    assert!(!page(&warm, "power.html").contains("Narrow again"));
    // And back.
    sandbox.git(&["reset", "-q", "--hard", "ORIG_HEAD"]);
}

#[test]
fn two_builds_at_once_do_not_disturb_each_other() {
    let sandbox = history();
    let cold = build(&sandbox, &["--as-of", TODAY, "--no-cache"]);
    std::thread::scope(|scope| {
        let builds = (0..4).map(|number| {
            let path = sandbox.path();
            scope.spawn(move || {
                let out = format!("out-{number}");
                let done = Command::new(env!("CARGO_BIN_EXE_polity"))
                    .current_dir(path)
                    .args(["build", "gov", "-o", &out, "--as-of", TODAY])
                    .output()
                    .unwrap();
                assert!(done.status.success());
                files(&path.join(out))
            })
        });
        let builds: Vec<_> = builds.collect();
        for built in builds {
            assert!(built.join().unwrap() == cold);
        }
    });
    assert_eq!(kept(&sandbox).len(), 1);
    assert!(build(&sandbox, &["--as-of", TODAY]) == cold);
}

#[cfg(unix)]
#[test]
fn two_clones_give_the_same_bytes() {
    let sandbox = history();
    let here = build(&sandbox, &["--as-of", TODAY]);
    let elsewhere = Sandbox::bare_folder();
    let from = sandbox.path().to_str().unwrap();
    elsewhere.git(&["clone", "-q", "--no-local", from, "deep/er/a clone"]);
    let clone = elsewhere.path().join("deep/er/a clone");
    for (number, file) in files_below(&clone.join("gov")).iter().enumerate() {
        let file = fs::File::options().append(true).open(file).unwrap();
        let seconds = std::time::Duration::from_secs(1_000_000 * (number as u64 + 1));
        file.set_modified(std::time::UNIX_EPOCH + seconds).unwrap();
    }
    // Another zone, another umask, another language, another folder to stand in.
    let done = Command::new("sh")
        .current_dir(clone.join("gov/units"))
        .args([
            "-c",
            "umask 077 && exec \"$0\" build -o ../../out --as-of \"$1\"",
        ])
        .args([env!("CARGO_BIN_EXE_polity"), TODAY])
        .env("TZ", "Pacific/Kiritimati")
        .env("LC_ALL", "de_DE.UTF-8")
        .env("HOME", "/nonexistent")
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    assert!(files(&clone.join("out")) == here);
}

#[test]
fn how_power_was_spread_is_counted_on_the_first_day_of_each_year() {
    let sandbox = Sandbox::new();
    let org = "name: Tidepool\nvision: Clean water\nroot: assembly\nresidual: assembly\n\
               domains: {money: All money, site: The web site}\n";
    let keeper = |domains: &str| {
        format!(
            "name: Keeper\nunit: assembly\ndomains: [{domains}]\nholders: [{{person: ana}}]\n\
             selection: {{by: assembly}}\nremoval: {{by: assembly}}\n"
        )
    };
    let crew = |domains: &str| {
        format!("name: Crew\nparent: assembly\ndomains: [{domains}]\nmembers: [bao, cem]\n")
    };
    for person in ["ana", "bao", "cem"] {
        sandbox.write(
            &format!("gov/people/{person}.yaml"),
            format!("name: {person}\n"),
        );
    }
    sandbox
        .write("gov/org.yaml", org)
        .write(
            "gov/units/assembly.yaml",
            "name: Assembly\nmembers: [ana, bao, cem]\n",
        )
        .write("gov/units/crew.yaml", crew(""))
        .write("gov/roles/keeper.yaml", keeper("money, site"))
        .commit_on("Start", "2023-05-01")
        .write("gov/roles/keeper.yaml", "name: [\n")
        .commit_on("Break", "2023-12-01")
        .write("gov/units/crew.yaml", crew("site"))
        .write("gov/roles/keeper.yaml", keeper("money"))
        .commit_on("Give the site to the crew", "2024-06-01");
    let main = |files: &Files, path: &str| {
        let html = page(files, path).split("<main").nth(1).unwrap().to_owned();
        let text = html.split('<').filter_map(|piece| piece.split_once('>'));
        let text: Vec<&str> = text.map(|(_, text)| text.trim()).collect();
        let words: Vec<&str> = text.into_iter().filter(|text| !text.is_empty()).collect();
        words.join(" ")
    };
    let first = build(&sandbox, &["--as-of", "2025-03-01"]);
    let words = main(&first, "power.html");
    // On 1 January 2024 the records could not be read.
    assert!(words.contains("1 January 2025 1 of 2 1 of 3"), "{words}");
    assert!(!words.contains("1 January 2024"), "{words}");
    // What was learnt of the history says the same, and so does the history itself.
    let again = build(&sandbox, &["--as-of", "2025-03-01"]);
    let anew = build(&sandbox, &["--as-of", "2025-03-01", "--no-cache"]);
    assert!(first == again && first == anew);
    let early = build(&sandbox, &["--as-of", "2024-12-31"]);
    let words = main(&early, "power.html");
    assert!(!words.contains("was spread"), "{words}");
}
