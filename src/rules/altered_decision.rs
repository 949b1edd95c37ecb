//! Decisions whose text or facts were changed after they were taken.

use super::change::{Change, ChangeRule};
use super::settled::is_closed;
use super::{renames, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Decision, Record, Status};
use crate::source::{Node, Place, Sources, Value, parse_yaml};

const ID: &str = "altered-decision";
/// What may change later: where it stands, where to find more, and how it is filed.
const MAY_CHANGE: [&str; 13] = [
    "state",
    "status",
    "until",
    "changes",
    "minutes",
    "ballots",
    "review_by",
    "supersedes",
    "aliases",
    "visibility",
    "lang",
    "kind",
    "id",
];

pub(super) struct AlteredDecision;

impl ChangeRule for AlteredDecision {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "the text or the facts of a decision were changed after it was taken",
            severity: Severity::Warning,
            level: Level::Rules,
            essential: false,
            page: include_str!("altered-decision.md"),
        }
    }

    fn compare(&self, change: &Change<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (old, decision) in renames::pairs(&change.before.decisions, &change.now.decisions) {
            let counted = old.envelope.status != Status::Draft && is_closed(*old.data.state);
            if counted {
                let sources = (&change.base.loaded.sources, &change.context.loaded.sources);
                findings.extend(altered(sources, old, decision));
            }
        }
        findings
    }
}

fn altered(
    (before, now): (&Sources, &Sources),
    old: &Record<Decision>,
    decision: &Record<Decision>,
) -> Option<Finding> {
    let (was, is) = (text(before, old), text(now, decision));
    let mut changed: Vec<(String, Place)> = Vec::new();
    if was != is
        && let (Some(was), Some(is)) = (parse_yaml(was).root, parse_yaml(is).root)
    {
        for (key, value) in was.entries() {
            if MAY_CHANGE.contains(&key.name.as_str()) || key.name.starts_with("x-") {
                continue;
            }
            let place = match is.entry(&key.name) {
                // What was not written may be added; what was written stays.
                Some((_, new)) if says(new, value) => continue,
                Some((key, _)) => decision.place(key.span.shifted(decision.span.start)),
                None => decision.head_place(),
            };
            changed.push((format!("`{}`", key.name), place));
        }
    }
    if let Some(place) = body_changed((before, now), old, decision) {
        changed.push(("the text".to_owned(), place));
    }
    let (first, rest) = changed.split_first()?;
    let words: Vec<String> = changed.iter().map(|(words, _)| words.clone()).collect();
    let name = decision.name();
    let message = shared::fitting(format!("{name} was changed after it was taken"), || {
        format!("`{}` was changed after it was taken", decision.id)
    });
    let mut finding = Finding::new(ID, Severity::Warning, first.1, message)
        .label(format!("changed: {}", shared::listed(&words)));
    for (words, place) in rest.iter().take(shared::MOST_PLACES) {
        finding = finding.related(*place, format!("{words} changed too"));
    }
    Some(
        finding
            .why("a record that is rewritten tells what somebody wishes had been decided")
            .fix("bring the old words back, and add a note at the end or a decision of its own")
            .record(decision.reference()),
    )
}

fn text<'s>(sources: &'s Sources, record: &Record<Decision>) -> &'s str {
    sources.get(record.source).slice(record.span)
}

/// Whether a value still says all that it said before: it is the same, or a list or mapping with
/// more in it.
fn says(now: &Node, before: &Node) -> bool {
    match (&now.value, &before.value) {
        (Value::Map(_), Value::Map(entries)) => entries
            .iter()
            .all(|(key, value)| now.get(&key.name).is_some_and(|now| says(now, value))),
        (Value::List(now), Value::List(before)) => {
            now.len() >= before.len()
                && now
                    .iter()
                    .zip(before)
                    .all(|(now, before)| says(now, before))
        }
        _ => now.to_json() == before.to_json(),
    }
}

/// The first words of the body that are not those of before, links left aside; none where text was
/// only added at the end.
fn body_changed(
    (before, now): (&Sources, &Sources),
    old: &Record<Decision>,
    decision: &Record<Decision>,
) -> Option<Place> {
    let was = old
        .body
        .map_or("", |body| before.get(old.source).slice(body));
    let Some(body) = decision.body else {
        return words(was).next().map(|_| decision.head_place());
    };
    let is = now.get(decision.source).slice(body);
    let mut new = words(is);
    for word in words(was) {
        match new.next() {
            Some(next) if next.1 == word.1 => {}
            Some((at, word)) => {
                let start = body.start + at;
                return Some(decision.place(crate::source::Span::new(start, start + word.len())));
            }
            None => return Some(decision.head_place()),
        }
    }
    None
}

/// The words of a text with their offsets; where a link leads is left out.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_gap = |c: char| c.is_whitespace();
    text.split(is_gap)
        .filter(|word| !word.is_empty())
        .filter_map(move |word| {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            let word = word.split("](").next().unwrap_or(word);
            (!word.is_empty()).then_some((at, word))
        })
}
