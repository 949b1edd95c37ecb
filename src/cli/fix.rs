//! Mends what a check found and knows to mend for certain.
//!
//! No fix moves power. Edits are tried in memory first: the records that would come of them are
//! loaded and checked as the written ones were, and stand only if nobody gains or loses a right by
//! them, on the day of the check and on each later day that the edited files name, if what they are
//! to mend is gone, and if nothing new is found.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use crate::diag::Finding;
use crate::load::Cache;
use crate::model::Date;
use crate::power::{Powers, powers};
use crate::report::clean;
use crate::report::diff::{full, plain};
use crate::rules::Fingerprint;
use crate::shift::{Side, compare};
use crate::source::{SourceId, Splice};
use crate::tree::{Overlay, WorkTree};

use super::checked::{Asked, Checked};
use super::error::CliError;
use super::exit::Exit;
use super::place::Place;
use super::{rewrite, unified};

/// What came of mending.
pub(super) struct Mended {
    /// What is found afterwards, as far as it is told.
    pub(super) after: Checked,
    /// The old and the new text of each file that is otherwise now, by its path.
    files: BTreeMap<String, (String, String)>,
    /// What was mended, by its path.
    done: Vec<(String, Finding)>,
    refused: Vec<Refused>,
}

/// An edit that is not made.
struct Refused {
    candidate: Candidate,
    why: Refusal,
}

/// Why an edit is not made.
enum Refusal {
    /// It moves a right; which one.
    MovesPower(String),
    /// Something else would be found.
    Brings(String),
    /// What it is to mend would still be found.
    MendsNothing,
}

impl Refusal {
    fn words(&self) -> String {
        match self {
            Refusal::MovesPower(shift) => format!("it would move power ({shift})"),
            Refusal::Brings(message) => format!("it would bring something else ({message})"),
            Refusal::MendsNothing => "it would still be found".to_owned(),
        }
    }
}

/// A finding whose edits are tried.
struct Candidate {
    fingerprint: Fingerprint,
    finding: Finding,
    path: String,
    /// The file as it is, and as the edits make it.
    texts: (String, String),
}

/// Tries the edits of what is told of the work tree, `found`, until none is left to try.
pub(super) fn mend(place: &Place, asked: &Asked<'_>, found: Checked) -> Result<Mended, CliError> {
    let Some(folder) = &place.folder else {
        return Err(
            CliError::new("this repository is bare: it has no work tree to mend")
                .hint("run this in a clone with a work tree"),
        );
    };
    let tree = WorkTree::open(folder)?;
    let mut trial = Trial {
        place,
        asked,
        tree: &tree,
        start: Census::of(&found),
        now: None,
        files: BTreeMap::new(),
        found,
    };
    let (mut done, mut refused) = (Vec::new(), Vec::<Refused>::new());
    loop {
        let mut batch = trial.candidates(&refused);
        if batch.is_empty() {
            break;
        }
        loop {
            match trial.prove(&batch)? {
                Ok(next) => {
                    trial.accept(next, &batch);
                    done.extend(batch.into_iter().map(|one| (one.path, one.finding)));
                    break;
                }
                Err(why) if batch.len() == 1 => {
                    refused.extend(batch.pop().map(|candidate| Refused { candidate, why }));
                    break;
                }
                // Which of them it is shows when fewer are tried.
                Err(_) => batch.truncate(batch.len() / 2),
            }
        }
    }
    done.sort_by(|(one, _), (other, _)| one.cmp(other));
    let files = std::mem::take(&mut trial.files);
    let mut after = trial.now.unwrap_or(trial.found);
    asked.narrow(&mut after);
    for one in &refused {
        after.leave_to_people(
            &one.candidate.fingerprint,
            matches!(one.why, Refusal::MovesPower(_)),
        );
    }
    Ok(Mended {
        after,
        files,
        done,
        refused,
    })
}

/// The work tree with the edits that stand so far.
struct Trial<'t> {
    place: &'t Place,
    asked: &'t Asked<'t>,
    tree: &'t WorkTree,
    found: Checked,
    start: Census,
    /// What is found with the edits; none before the first one stands.
    now: Option<Checked>,
    files: BTreeMap<String, (String, String)>,
}

impl Trial<'_> {
    fn now(&self) -> &Checked {
        self.now.as_ref().unwrap_or(&self.found)
    }

    /// What can be tried at once: one finding a file, since the places of the others hold no longer
    /// when its edits are made.
    fn candidates(&self, refused: &[Refused]) -> Vec<Candidate> {
        let now = self.now();
        let told = self.asked.told(now);
        let mut taken: BTreeSet<SourceId> = BTreeSet::new();
        let mut candidates = Vec::new();
        for (finding, fingerprint) in now.findings.iter().zip(&now.fingerprints) {
            let source = finding.primary.place.source;
            let is_refused = refused
                .iter()
                .any(|one| one.candidate.fingerprint == *fingerprint);
            if !finding.is_fixable() || is_refused || !told(finding, fingerprint) {
                continue;
            }
            if finding.edits.iter().any(|edit| edit.place.source != source) || !taken.insert(source)
            {
                continue;
            }
            let file = now.loaded.sources.get(source);
            if let Some(new) = edited(finding, file.text()) {
                candidates.push(Candidate {
                    fingerprint: fingerprint.clone(),
                    finding: finding.clone(),
                    path: file.path().to_owned(),
                    texts: (file.text().to_owned(), new),
                });
            }
        }
        candidates
    }

    /// What is found with some edits more, or why they cannot be made.
    fn prove(&self, batch: &[Candidate]) -> Result<Result<Checked, Refusal>, CliError> {
        let mut tree = Overlay::new(self.tree);
        for (path, (_, new)) in &self.files {
            tree = tree.with(path.clone(), new.as_str());
        }
        for one in batch {
            tree = tree.with(one.path.clone(), one.texts.1.as_str());
        }
        let loaded = self.place.load_tree(&tree, &mut Cache::default())?;
        let next = self.asked.check(loaded);
        for day in self.days(batch) {
            if let Some(shift) = self.moved(&next, day) {
                return Ok(Err(Refusal::MovesPower(shift)));
            }
        }
        if let Some(new) = self.start.first_new(&next) {
            return Ok(Err(Refusal::Brings(new)));
        }
        if next.findings.len() + batch.len() > self.now().findings.len() {
            return Ok(Err(Refusal::MendsNothing));
        }
        Ok(Ok(next))
    }

    fn accept(&mut self, next: Checked, batch: &[Candidate]) {
        for one in batch {
            let (old, new) = one.texts.clone();
            let texts = self
                .files
                .entry(one.path.clone())
                .or_insert((old, String::new()));
            texts.1 = new;
        }
        self.now = Some(next);
    }

    /// The day of the check, and those after it that the edited files name: what begins later is
    /// not in force today.
    fn days(&self, batch: &[Candidate]) -> BTreeSet<Date> {
        let texts = batch.iter().flat_map(|one| [&one.texts.0, &one.texts.1]);
        let later = texts.flat_map(|text| dates(text));
        let today = self.asked.as_of;
        later.filter(|day| *day > today).chain([today]).collect()
    }

    /// The weightiest shift from the beginning to now, and how many more there are.
    fn moved(&self, next: &Checked, day: Date) -> Option<String> {
        let sides = [&self.found, next];
        let [before, after] = sides.map(|side| powers(&side.loaded.governance, day));
        let comparison = compare(side(&self.found, &before), side(next, &after));
        let shift = comparison.shifts.first()?;
        let more = match comparison.shifts.len() - 1 {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        Some(format!("{}{more}", plain(&full(&comparison, shift))))
    }
}

fn side<'s>(checked: &'s Checked, powers: &'s Powers) -> Side<'s> {
    Side {
        governance: &checked.loaded.governance,
        sources: &checked.loaded.sources,
        powers,
    }
}

/// The file of a finding after its edits; none where they do not fit each other.
fn edited(finding: &Finding, text: &str) -> Option<String> {
    let mut edits: Vec<_> = finding.edits.iter().collect();
    edits.sort_by_key(|edit| edit.place.span);
    let is_apart = |pair: &[&crate::diag::Edit]| {
        pair[0].place.span.end <= pair[1].place.span.start && pair[0].place != pair[1].place
    };
    if !edits.windows(2).all(is_apart) {
        return None;
    }
    // From the last to the first, so that the places before stay what they are.
    let new = edits.iter().rev().try_fold(text.to_owned(), |text, edit| {
        let splice = Splice {
            span: edit.place.span,
            text: edit.text.clone(),
        };
        splice.apply(&text)
    })?;
    (new != text).then_some(new)
}

/// The days that a text names.
fn dates(text: &str) -> impl Iterator<Item = Date> {
    let is_part = |c: char| c.is_ascii_digit() || c == '-';
    text.split(move |c| !is_part(c)).filter_map(Date::parse)
}

/// What was found before: by its fingerprint, and by its words, since the marked text of a finding
/// may be one that another finding's edit changes.
struct Census {
    fingerprints: HashSet<Fingerprint>,
    words: HashMap<(&'static str, Option<String>, String), usize>,
}

impl Census {
    fn of(checked: &Checked) -> Self {
        let mut words = HashMap::new();
        for finding in &checked.findings {
            *words.entry(said(finding)).or_default() += 1;
        }
        Census {
            fingerprints: checked.fingerprints.iter().cloned().collect(),
            words,
        }
    }

    /// The message of something that was not found before.
    fn first_new(&self, after: &Checked) -> Option<String> {
        let mut seen = HashMap::<_, usize>::new();
        let mut found = after.findings.iter().zip(&after.fingerprints);
        let new = found.find(|(finding, fingerprint)| {
            let said = said(finding);
            let before = self.words.get(&said).copied().unwrap_or(0);
            let count = seen.entry(said).or_default();
            *count += 1;
            *count > before && !self.fingerprints.contains(fingerprint)
        });
        new.map(|(finding, _)| finding.message.clone())
    }
}

fn said(finding: &Finding) -> (&'static str, Option<String>, String) {
    (
        finding.rule,
        finding.record.clone(),
        finding.message.clone(),
    )
}

impl Mended {
    /// Writes the files.
    pub(super) fn write(&self, place: &Place) -> Result<(), CliError> {
        let Some(folder) = &place.folder else {
            return Ok(());
        };
        let mut files: Vec<(PathBuf, &str)> = Vec::new();
        for (path, (old, new)) in &self.files {
            let file = folder.join(path);
            if fs::read(&file).ok().as_deref() != Some(old.as_bytes()) {
                let shown = file.display();
                return Err(
                    CliError::new(format!("`{shown}` has changed in the meantime"))
                        .hint("nothing was written; run the check again"),
                );
            }
            files.push((file, new));
        }
        rewrite::put_all(&files)
    }

    /// Tells what was mended, and what is for people to mend, as a change that they can apply.
    pub(super) fn tell(&self, prefix: &str, out: &mut dyn Write) -> io::Result<()> {
        for (path, finding) in &self.done {
            writeln!(out, "mended {}", line(prefix, path, finding))?;
        }
        for one in &self.refused {
            one.tell(prefix, out)?;
            let candidate = &one.candidate;
            let path = format!("{prefix}{}", candidate.path);
            unified::write(out, &path, &candidate.texts.0, &candidate.texts.1)?;
        }
        if !self.done.is_empty() || !self.refused.is_empty() {
            writeln!(out)?;
        }
        Ok(())
    }

    /// Shows what would be written.
    pub(super) fn show(&self, prefix: &str, out: &mut dyn Write) -> io::Result<Exit> {
        for (path, (old, new)) in &self.files {
            unified::write(out, &format!("{prefix}{path}"), old, new)?;
        }
        for one in &self.refused {
            one.tell(prefix, out)?;
        }
        let (findings, files) = (self.done.len(), self.files.len());
        let plural = |count| if count == 1 { "" } else { "s" };
        writeln!(
            out,
            "would mend {findings} finding{} in {files} file{}",
            plural(findings),
            plural(files)
        )?;
        let found = !self.files.is_empty();
        Ok(if found { Exit::Found } else { Exit::Clean })
    }
}

impl Refused {
    fn tell(&self, prefix: &str, out: &mut dyn Write) -> io::Result<()> {
        let what = line(prefix, &self.candidate.path, &self.candidate.finding);
        writeln!(out, "not mended {what}: {}", clean(&self.why.words()))
    }
}

fn line(prefix: &str, path: &str, finding: &Finding) -> String {
    let path = clean(&format!("{prefix}{path}"));
    format!("{path}: {} [{}]", clean(&finding.message), finding.rule)
}
