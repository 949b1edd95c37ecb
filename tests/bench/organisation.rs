//! Organisations made up for measuring: as many files as wanted, with a history.
//!
//! Of the files 45 % are people, 25 % units and roles, 10 % policies and 20 % decisions: some twenty
//! lines of YAML each, and texts of about 3.5 KiB, which makes 1.4 KiB on average. The same numbers
//! give the same bytes on every machine.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Numbers without pattern, the same every time.
pub struct Dice(u64);

impl Dice {
    /// Dice that fall as `seed` says.
    pub fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(2).wrapping_add(1))
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        // Constants of Knuth's MMIX generator.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }
}

/// How many files of each sort there are.
#[derive(Clone, Copy)]
pub struct Size {
    people: usize,
    units: usize,
    roles: usize,
    policies: usize,
    decisions: usize,
}

impl Size {
    /// About `files` files.
    pub fn of(files: usize) -> Self {
        let units = (files / 50).max(1);
        Size {
            people: files * 45 / 100,
            units,
            roles: (files * 25 / 100).saturating_sub(units),
            policies: files / 10,
            decisions: files / 5,
        }
    }

    /// All paths, each with its text after `edits` changes to it.
    fn paths(self) -> Vec<Sort> {
        let mut all = vec![Sort::Org];
        all.extend((0..self.people).map(Sort::Person));
        all.extend((0..self.units).map(Sort::Unit));
        all.extend((0..self.roles).map(Sort::Role));
        all.extend((0..self.policies).map(Sort::Policy));
        all.extend((0..self.decisions).map(Sort::Decision));
        all
    }
}

/// One file.
#[derive(Clone, Copy)]
enum Sort {
    Org,
    Person(usize),
    Unit(usize),
    Role(usize),
    Policy(usize),
    Decision(usize),
}

/// How long a text is, in bytes, without its front matter.
const PROSE: usize = 3_400;

/// Sentences that texts are made of, in an order that the dice give.
const SENTENCES: [&str; 12] = [
    "Who keeps the key also keeps the list of those who have one, and shows it to anybody who asks.",
    "A list that nobody reads is a drawer; one that is read aloud twice a year is a rule that holds.",
    "What is lent is written down on the day it leaves, with the day it is due.",
    "**Nobody signs alone** for more than was agreed, however small the hurry makes it look.",
    "The books are open on the first Monday of a month, and the one who wrote them is there.",
    "Whoever objects says what would have to change, and is asked again before it is put to a vote.",
    "A seat that stands empty for longer than two meetings is on the agenda of the third.",
    "Those who are *concerned and absent* are told in writing, and have a week to answer.",
    "What was decided in a hurry is read again when there is time, and may be taken back then.",
    "The minutes say who was there, what was asked, and what nobody wanted to answer.",
    "Repairs below the limit are done at once; those above it wait for two offers.",
    "A guest may speak to any matter and vote on none.",
];

/// A text of Markdown as people write it: headings, paragraphs, lists, and a link now and then.
fn push_prose(text: &mut String, seed: usize, policies: usize) {
    let mut dice = Dice::new(u64::try_from(seed).unwrap_or(0));
    let end = text.len() + PROSE;
    let sentence = |text: &mut String, dice: &mut Dice| {
        text.push_str(SENTENCES[dice.below(SENTENCES.len())]);
    };
    while text.len() < end {
        match dice.below(8) {
            0 => {
                // Writing to a string never fails.
                let _ = write!(text, "## Of matter {}", dice.below(1_000));
            }
            1 | 2 => {
                for at in 0..4 {
                    text.push_str(if at == 0 { "- " } else { "\n- " });
                    sentence(text, &mut dice);
                }
            }
            3 => {
                let policy = dice.below(policies.max(1));
                let _ = write!(
                    text,
                    "More is in [rule {policy}](../policies/policy-{policy:05}.md). "
                );
                sentence(text, &mut dice);
            }
            _ => {
                for _ in 0..4 {
                    sentence(text, &mut dice);
                    text.push(' ');
                }
                text.pop();
            }
        }
        text.push_str("\n\n");
    }
}

impl Sort {
    fn path(self) -> String {
        match self {
            Sort::Org => "org.yaml".to_owned(),
            Sort::Person(n) => format!("people/person-{n:05}.yaml"),
            Sort::Unit(n) => format!("units/unit-{n:04}.yaml"),
            Sort::Role(n) => format!("roles/role-{n:05}.yaml"),
            Sort::Policy(n) => format!("policies/policy-{n:05}.md"),
            Sort::Decision(n) => format!("decisions/decision-{n:05}.md"),
        }
    }

    fn text(self, size: Size, edits: usize) -> String {
        let mut text = String::new();
        let write = |text: &mut String, line: std::fmt::Arguments<'_>| {
            // Writing to a string never fails.
            let _ = text.write_fmt(line);
        };
        match self {
            Sort::Org => {
                text.push_str(
                    "name: Society of the Long Table\nvision: Everybody eats\nroot: unit-0000\n\
                     residual: unit-0000\ndomains:\n",
                );
                for unit in 0..size.units {
                    write(
                        &mut text,
                        format_args!("  area-{unit:04}: What unit {unit} looks after\n"),
                    );
                }
                for role in 0..size.roles {
                    let unit = role % size.units;
                    write(
                        &mut text,
                        format_args!("  area-{unit:04}/task-{role:05}: Task {role}\n"),
                    );
                }
            }
            Sort::Person(n) => {
                write(
                    &mut text,
                    format_args!(
                        "name: Person Number{n}\ntimezone: Europe/Dublin\nlocation: House {}\n",
                        n + edits
                    ),
                );
                text.push_str("languages: [en, fr, de]\nskills:\n");
                for skill in 0..15 {
                    write(&mut text, format_args!("  - the {skill}th craft\n"));
                }
            }
            Sort::Unit(n) => {
                write(
                    &mut text,
                    format_args!("name: Unit {n}\npurpose: Looks after area {n}\n"),
                );
                if n > 0 {
                    write(&mut text, format_args!("parent: unit-{:04}\n", (n - 1) / 8));
                }
                write(
                    &mut text,
                    format_args!("domains: [area-{n:04}]\nmembers:\n"),
                );
                for seat in 0..(20 + edits % 3) {
                    let person = (n * 7 + seat * 3) % size.people.max(1);
                    write(
                        &mut text,
                        format_args!(
                            "  - {{person: person-{person:05}, since: 2024-0{}-01}}\n",
                            seat % 9 + 1
                        ),
                    );
                }
            }
            Sort::Role(n) => {
                let unit = n % size.units;
                write(
                    &mut text,
                    format_args!(
                        "name: Keeper {n}\nunit: unit-{unit:04}\npurpose: Keeps task {n}\naccountabilities:\n"
                    ),
                );
                for duty in 0..8 {
                    write(
                        &mut text,
                        format_args!(
                            "  - Looking after the {duty}th part of it, and telling those who depend on it\n"
                        ),
                    );
                }
                write(
                    &mut text,
                    format_args!(
                        "domains: [area-{unit:04}/task-{n:05}]\npowers:\n  - {{right: execute, over: area-{unit:04}, up_to: {} EUR}}\n\
                         selection: {{by: unit-{unit:04}, method: majority, term: P1Y}}\n\
                         removal: {{by: unit-{unit:04}, method: majority}}\nholders:\n  - {{person: person-{:05}}}\n",
                        500 + edits % 2 * 500,
                        (n * 11 + edits * 5) % size.people.max(1)
                    ),
                );
            }
            Sort::Policy(n) => {
                let unit = n % size.units;
                write(
                    &mut text,
                    format_args!(
                        "---\nname: Rule {n}\nadopted_by: unit-{unit:04}\ndomains: [area-{unit:04}]\n---\n\n# Rule {n}, wording {edits}\n\n"
                    ),
                );
                push_prose(&mut text, n, size.policies);
            }
            Sort::Decision(n) => {
                let unit = n % size.units;
                write(
                    &mut text,
                    format_args!(
                        "---\nname: Decision {n}\ntype: policy\nstate: open\nby: unit-{unit:04}\ndomains: [area-{unit:04}]\nmethod: majority\n\
                         proposed: {{by: person-{:05}, at: 2026-01-0{}}}\n---\n\nWording {edits}.\n\n",
                        n % size.people.max(1),
                        n % 9 + 1
                    ),
                );
                push_prose(&mut text, size.policies + n, size.policies);
            }
        }
        text
    }
}

/// Makes a repository of about `files` files in `folder`, with `commits` commits after the first,
/// each of which edits one file.
///
/// # Panics
/// Where `git` is missing or fails.
pub fn make(folder: &Path, files: usize, commits: usize) {
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.arg("-C").arg(folder).args(args);
        command.env("GIT_CONFIG_GLOBAL", "/dev/null");
        command
    };
    std::fs::create_dir_all(folder).expect("the folder can be made");
    let done = git(&["init", "-q", "-b", "main"]).status();
    assert!(done.expect("git runs").success());
    let size = Size::of(files);
    let sorts = size.paths();
    let mut stream: Vec<u8> = Vec::new();
    let mut edits = vec![0_usize; sorts.len()];
    let mut dice = Dice::new(7);
    for commit in 0..=commits {
        let time = 1_700_000_000 + commit * 3600;
        let message = format!("Edit {commit}\n");
        let _ = write!(
            stream,
            "commit refs/heads/main\ncommitter Bench <bench@example.org> {time} +0000\ndata {}\n{message}",
            message.len()
        );
        let touched: Vec<usize> = if commit == 0 {
            (0..sorts.len()).collect()
        } else {
            vec![1 + dice.below(sorts.len() - 1)]
        };
        for at in touched {
            if commit > 0 {
                edits[at] += 1;
            }
            let text = sorts[at].text(size, edits[at]);
            let _ = write!(
                stream,
                "M 100644 inline {}\ndata {}\n{text}\n",
                sorts[at].path(),
                text.len()
            );
        }
        stream.push(b'\n');
    }
    let mut import = git(&["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("git runs");
    let mut input = import.stdin.take().expect("it was asked for");
    input.write_all(&stream).expect("git reads");
    drop(input);
    assert!(import.wait().expect("git ends").success());
    let done = git(&["reset", "-q", "--hard", "main"]).status();
    assert!(done.expect("git runs").success());
}
