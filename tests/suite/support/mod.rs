//! A hermetic Git sandbox and the program in it: no global configuration, fixed author and dates,
//! a scrubbed environment.

pub mod organisation;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The day on which tests look at the world.
pub const TODAY: &str = "2026-09-14";

/// A folder with a Git repository in it.
pub struct Sandbox {
    dir: TempDir,
    commits: std::cell::Cell<u32>,
}

/// What a run of the program left.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Sandbox {
    /// An empty folder, no repository.
    pub fn bare_folder() -> Self {
        Sandbox {
            dir: TempDir::new().unwrap(),
            commits: std::cell::Cell::new(0),
        }
    }

    /// A new repository on branch `main`.
    pub fn new() -> Self {
        let sandbox = Sandbox::bare_folder();
        sandbox.git(&["init", "-q", "-b", "main"]);
        sandbox
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Puts other words of the same length into what earlier builds kept of the one root, as if that
    /// had been learnt.
    pub fn forge_kept(&self, old: &str, new: &str) -> &Self {
        let [file] = &files_below(&self.path().join(".git/polity"))[..] else {
            panic!("one file is kept");
        };
        let bytes = fs::read(file).unwrap();
        let mut parts = bytes.splitn(3, |byte| *byte == b'\n');
        let (layout, body) = (parts.next().unwrap(), parts.nth(1).unwrap());
        let mut body = body.to_vec();
        let starts = body.windows(old.len()).enumerate();
        let starts = starts.filter(|(_, part)| *part == old.as_bytes());
        let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
        assert!(!starts.is_empty() && old.len() == new.len(), "{old}");
        for at in starts {
            body[at..at + new.len()].copy_from_slice(new.as_bytes());
        }
        let sum = polity::tree::ContentId::of_file(&body).unwrap();
        let sum = format!("\n{sum}\n");
        fs::write(file, [layout, sum.as_bytes(), &body].concat()).unwrap();
        self
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let file = self.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        self
    }

    /// Copies a folder of files to `to` in the sandbox.
    pub fn copy(&self, from: &Path, to: &str) -> &Self {
        for file in files_below(from) {
            let inner = file.strip_prefix(from).unwrap();
            let target = Path::new(to).join(inner);
            self.write(target.to_str().unwrap(), fs::read(&file).unwrap());
        }
        self
    }

    /// Commits everything on a day of one's choice.
    pub fn commit_on(&self, subject: &str, day: &str) -> &Self {
        self.git(&["add", "-A"]);
        let date = format!("{day}T12:00:00Z");
        self.git_at(&["commit", "-q", "--allow-empty", "-m", subject], &date);
        self
    }

    /// Commits everything; each commit is a day later than the one before.
    pub fn commit(&self, subject: &str) -> String {
        let number = self.commits.get() + 1;
        self.commits.set(number);
        self.git(&["add", "-A"]);
        let date = format!("2026-01-{number:02}T12:00:00Z");
        self.git_at(&["commit", "-q", "--allow-empty", "-m", subject], &date);
        self.git(&["rev-parse", "HEAD"]).trim().to_owned()
    }

    pub fn git(&self, args: &[&str]) -> String {
        self.git_at(args, "2026-01-01T12:00:00Z")
    }

    fn git_at(&self, args: &[&str], date: &str) -> String {
        let output = scrubbed("git")
            .current_dir(self.path())
            .args(["-c", "commit.gpgsign=false"])
            .args(args)
            .env("GIT_AUTHOR_NAME", "Test")
            .env("GIT_AUTHOR_EMAIL", "test@example.org")
            .env("GIT_COMMITTER_NAME", "Test")
            .env("GIT_COMMITTER_EMAIL", "test@example.org")
            .env("GIT_AUTHOR_DATE", date)
            .env("GIT_COMMITTER_DATE", date)
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {args:?}: {stderr}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs the program in the sandbox's folder.
    pub fn polity(&self, args: &[&str]) -> Run {
        self.polity_in("", args)
    }

    /// Runs the program in the sandbox's folder, with variables in its environment.
    pub fn polity_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Run {
        let output = scrubbed(env!("CARGO_BIN_EXE_polity"))
            .current_dir(self.path())
            .args(args)
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        self.masked(&output)
    }

    /// Runs the program in a folder of the sandbox.
    pub fn polity_in(&self, folder: &str, args: &[&str]) -> Run {
        let output = scrubbed(env!("CARGO_BIN_EXE_polity"))
            .current_dir(self.path().join(folder))
            .args(args)
            .output()
            .unwrap();
        self.masked(&output)
    }

    /// Runs the program with so many mebibytes of memory and no more, and never waited for without end.
    #[cfg(target_os = "linux")]
    pub fn polity_within(&self, mebibytes: u32, args: &[&str]) -> Run {
        let limit = (mebibytes * 1024).to_string();
        let script = "ulimit -v \"$0\" && exec timeout --signal=KILL 300 \"$@\"";
        let output = scrubbed("sh")
            .current_dir(self.path())
            .args(["-c", script, &limit, env!("CARGO_BIN_EXE_polity")])
            .args(args)
            .output()
            .unwrap();
        self.masked(&output)
    }

    /// The output with what differs from run to run replaced by words.
    fn masked(&self, output: &Output) -> Run {
        let real = self.path().canonicalize().unwrap();
        let mut commits: Vec<String> = Vec::new();
        if self.path().join(".git").exists() && self.commits.get() > 0 {
            commits = self
                .git(&["rev-list", "--all", "--reverse"])
                .lines()
                .map(str::to_owned)
                .collect();
        }
        let mask = |bytes: &[u8]| {
            let mut text = String::from_utf8(bytes.to_vec()).expect("output is UTF-8");
            text = text.replace(real.to_str().unwrap(), "[SANDBOX]");
            for (number, commit) in commits.iter().enumerate() {
                let number = number + 1;
                text = text.replace(commit.as_str(), &format!("[COMMIT {number}]"));
                text = text.replace(&commit[..12], &format!("[COMMIT {number}]"));
                text = text.replace(&commit[..7], &format!("[C{number}]"));
            }
            text
        };
        Run {
            code: output.status.code().expect("the program exits by itself"),
            stdout: mask(&output.stdout),
            stderr: mask(&output.stderr),
        }
    }
}

impl Run {
    /// Everything that a reader sees, for snapshots.
    pub fn transcript(&self) -> String {
        let mut text = format!("exit {}\n", self.code);
        if !self.stdout.is_empty() {
            text += &format!("--- stdout\n{}", self.stdout);
        }
        if !self.stderr.is_empty() {
            text += &format!("--- stderr\n{}", self.stderr);
        }
        text
    }

    /// The output as JSON. What has a `result` is a document of `diff`, and must fit its schema.
    pub fn json(&self) -> serde_json::Value {
        let json: serde_json::Value = serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("not JSON: {error}\n{}", self.transcript()));
        if json.get("result").is_some() {
            fits_output("diff", &unmasked(json.clone()));
        }
        json
    }
}

/// The document with commit ids where the sandbox has put words.
fn unmasked(mut json: serde_json::Value) -> serde_json::Value {
    for end in ["base", "head"] {
        if let Some(commit) = json.pointer_mut(&format!("/{end}/commit"))
            && commit.as_str().is_some_and(|id| id.starts_with('['))
        {
            *commit = "0".repeat(40).into();
        }
    }
    json
}

/// Holds a document against the schema of a command's output, in which nothing undocumented may
/// stand: readers of the published one pass over fields that they do not know, tests do not.
pub fn fits_output(command: &str, json: &serde_json::Value) {
    let (_, text) = polity::schema::OUTPUTS
        .iter()
        .find(|(of, _)| *of == command)
        .unwrap();
    let mut schema: serde_json::Value = serde_json::from_str(text).unwrap();
    close(&mut schema);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(json)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Forbids all properties that a schema does not list.
fn close(schema: &mut serde_json::Value) {
    if let Some(list) = schema.as_array_mut() {
        list.iter_mut().for_each(close);
    }
    if let Some(object) = schema.as_object_mut() {
        object.values_mut().for_each(close);
        if object.get("properties").is_some_and(|p| p.is_object())
            && object.get("type").is_some_and(|kind| kind == "object")
            && !object.contains_key("additionalProperties")
        {
            object.insert("additionalProperties".to_owned(), false.into());
        }
    }
}

/// A command that knows nothing of the machine but where programs are.
fn scrubbed(program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", "/nonexistent")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("LC_ALL", "C.UTF-8")
        .env("TZ", "UTC");
    command
}

/// All regular files below a folder, sorted.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let entry = entry.unwrap();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    files
}

/// A path below the project's top.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A clone of a corpus, or none.
pub fn clone(name: &str) -> Option<Sandbox> {
    let bundle = corpora()?.join(format!("{name}.bundle"));
    let sandbox = Sandbox::bare_folder();
    sandbox.git(&[
        "clone",
        "-q",
        "-b",
        "main",
        bundle.to_str().unwrap(),
        "repo",
    ]);
    Some(sandbox)
}

/// The shared corpora that lie beside the project in its own continuous integration; none in a
/// clone that stands alone.
pub fn corpora() -> Option<PathBuf> {
    let folder = project("../shared/corpora");
    folder.is_dir().then_some(folder)
}
