//! The formats of `check`, and what they have in common: the findings and what was checked.

/// One line a finding.
pub mod concise;
/// Annotations of a GitHub workflow.
pub mod github;
/// Code quality of GitLab.
pub mod gitlab;
/// Frames for a terminal.
pub mod human;
/// For programs.
pub mod json;
/// For test reports.
pub mod junit;
/// For code scanning.
pub mod sarif;
/// A table for the summary of a job.
pub mod summary;

use std::collections::HashMap;
use std::fmt;

use crate::diag::{Finding, RuleInfo, Severity};
use crate::model::Date;
use crate::rules::Fingerprint;
use crate::source::{LineColumn, SourceId, Sources};

/// The outcome of a check.
#[derive(Debug, Clone, Copy)]
pub struct CheckReport<'r> {
    /// What was found, in the order in which it is printed.
    pub findings: &'r [Finding],
    /// A name for each finding, in the same order, that outlives edits elsewhere.
    pub fingerprints: &'r [Fingerprint],
    /// The files that the findings point into.
    pub sources: &'r Sources,
    /// The rules that were run.
    pub infos: &'r [RuleInfo],
    /// How many records they were run on.
    pub records: usize,
    /// How many findings are waived.
    pub waived: usize,
    /// How many old findings are left, and how many there were when that was written down.
    pub old: Option<(usize, usize)>,
    /// The least weight that fails the check, where one does.
    pub fails_at: Option<Severity>,
    /// The day they looked at.
    pub as_of: Date,
    /// What stands before every path: the way to the governance root, ending in `/`, or empty.
    pub prefix: &'r str,
}

impl CheckReport<'_> {
    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let same = |finding: &&Finding| finding.severity == severity;
        self.findings.iter().filter(same).count()
    }

    /// How many findings can be mended without anybody's decision.
    pub fn fixable(&self) -> usize {
        let is_fixable = |finding: &&Finding| finding.is_fixable();
        self.findings.iter().filter(is_fixable).count()
    }

    /// The path of a file as it was given on the command line.
    pub(super) fn path(&self, source: SourceId) -> String {
        format!("{}{}", self.prefix, self.sources.get(source).path())
    }

    /// The one line that says what was checked, as of when, and what came of it.
    pub(super) fn summary(&self) -> impl fmt::Display {
        let found: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .map(|severity| (self.count(severity), severity.word()))
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| counted(count, word))
            .collect();
        let found = if found.is_empty() {
            "nothing found".to_owned()
        } else {
            found.join(", ")
        };
        let records = counted(self.records, "record");
        let rules = counted(self.infos.len(), "rule");
        let fixable = match self.fixable() {
            0 => String::new(),
            count => format!("; {count} fixable"),
        };
        let waived = match self.waived {
            0 => String::new(),
            count => format!("; {count} waived"),
        };
        let old = self.old.map_or_else(String::new, |(left, all)| {
            format!("; {left} of {} left", counted(all, "old finding"))
        });
        format!(
            "checked {records} with {rules}, as of {}: {found}{fixable}{waived}{old}",
            self.as_of
        )
    }
}

fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}

/// Lines and columns of places that are asked for roughly in order. A file of a single line of
/// megabytes would cost its length for each of its findings; from one place to the next only what
/// lies between is counted.
pub(super) struct Positions<'s> {
    sources: &'s Sources,
    last: HashMap<SourceId, (usize, LineColumn)>,
}

impl<'s> Positions<'s> {
    pub(super) fn new(sources: &'s Sources) -> Self {
        Positions {
            sources,
            last: HashMap::new(),
        }
    }

    /// Line and column of a byte offset.
    pub(super) fn at(&mut self, source: SourceId, offset: usize) -> LineColumn {
        let file = self.sources.get(source);
        let offset = offset.min(file.text().len());
        if let Some((from, known)) = self.last.get(&source)
            && let Some(between) = file.text().get(*from..offset)
            && !between.contains('\n')
        {
            let columns = between.chars().filter(|c| *c != '\u{feff}').count();
            let position = LineColumn {
                line: known.line,
                column: known.column + columns,
            };
            self.last.insert(source, (offset, position));
            return position;
        }
        let position = file.position(offset);
        let farther = self.last.get(&source).is_none_or(|(at, _)| *at < offset);
        if farther {
            self.last.insert(source, (offset, position));
        }
        position
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::source::Source;

    #[test]
    fn positions_do_not_depend_on_the_order_of_asking() {
        let text = "\u{feff}a: é\nb: [x, ü, y]\n\nc: d";
        let mut sources = Sources::default();
        let id = sources.add(Arc::new(Source::new("x.yaml", text)));
        let offsets: Vec<usize> = (0..=text.len())
            .filter(|offset| text.is_char_boundary(*offset))
            .collect();
        let backwards = offsets.iter().rev();
        for order in [offsets.iter().collect::<Vec<_>>(), backwards.collect()] {
            let mut positions = Positions::new(&sources);
            for offset in order {
                let direct = sources.get(id).position(*offset);
                assert_eq!(positions.at(id, *offset), direct, "at {offset}");
            }
        }
        // An offset inside a character is counted by nobody, and harms nobody.
        let inside = text.find('é').expect("is there") + 1;
        let _ = Positions::new(&sources).at(id, inside);
    }
}
