//! Shifts for programs, version 1: `schemas/diff.schema.json` says what stands where.
//!
//! Authorisation is not part of it yet: no field says or suggests that anything was judged.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use crate::model::{Actor, Id};
use crate::power::Act;
use crate::shift::{Alarm, Comparison, EntryChange, Party, Shift, SideName, Step, Where, Why};

use super::{CannotTell, DiffReport, End, View};
use crate::report::text::escaped;

const VERSION: u8 = 1;
const TOOL: &str = concat!("polity ", env!("CARGO_PKG_VERSION"));

/// Writes one JSON document and a line break.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, report: &DiffReport<'_>) -> io::Result<()> {
    let view = report.view();
    let comparison = &*view.comparison;
    let filter = (!report.filter.is_empty()).then(|| {
        json!({
            "words": report.filter.words(),
            "shown": view.numbers.len(),
            "of": report.comparison.shifts.len(),
        })
    });
    let numbered = view.numbers.iter().zip(&comparison.shifts);
    let limits = report.skipped.iter();
    let document = json!({
        "version": VERSION,
        "tool": TOOL,
        "as_of": comparison.as_of.to_string(),
        "base": end(report.base),
        "head": end(report.head),
        "result": if report.is_shift() { "shift" } else { "no-shift" },
        "headline": report.headline(),
        "checked": {
            "records": report.records,
            "changed": report.changes.total(),
            "renamed": report.changes.renamed,
            "edited": report.changes.edited,
            "added": report.changes.added,
            "removed": report.changes.removed,
            "skipped": report.skipped,
        },
        "filter": filter,
        "shifts": numbered.map(|(number, s)| shift(*number, s)).collect::<Vec<_>>(),
        "people": people(&view),
        "alarms": comparison.alarms.iter().map(alarm).collect::<Vec<_>>(),
        "lines": lines(&view),
        "seats": comparison.entries.iter().map(seat).collect::<Vec<_>>(),
        "limits": limits.map(|file| format!("not compared: {file}")).collect::<Vec<_>>(),
    });
    document_line(out, &document)
}

/// Writes a document that says why nothing was compared. It has no `shifts`: whoever reads them
/// without reading the result must not find that there are none.
///
/// # Errors
/// Whatever the writer reports.
pub fn cannot_tell(out: &mut dyn Write, why: &CannotTell) -> io::Result<()> {
    let document = json!({
        "version": VERSION,
        "tool": TOOL,
        "base": why.base.as_ref().map(end),
        "head": why.head.as_ref().map(end),
        "result": "cannot-tell",
        "reason": why.reason,
        "hints": why.hints,
    });
    document_line(out, &document)
}

fn document_line(out: &mut dyn Write, document: &Json) -> io::Result<()> {
    writeln!(out, "{}", escaped(serde_json::to_string(document)?))
}

fn end(end: &End) -> Json {
    json!({"ref": end.name, "commit": end.commit})
}

fn shift(number: usize, shift: &Shift) -> Json {
    json!({
        "n": number,
        "kind": shift.kind.word(),
        "right": shift.right,
        "over": shift.object,
        "act": match shift.act {
            Act::Any => None,
            Act::Choose => Some("choose"),
            Act::Remove => Some("remove"),
        },
        "from": shift.from.as_ref().map(party),
        "to": shift.to.as_ref().map(party),
        "before": shift.before.as_deref(),
        "after": shift.after.as_deref(),
        "gains": shift.gains,
        "loses": shift.loses,
        "untouched": shift.untouched,
        "effect": shift.effect.word(),
        "detail": shift.detail.as_deref(),
        "cause": shift.cause.as_deref(),
        "why": shift.why.iter().map(why).collect::<Vec<_>>(),
        "entry": shift.entry.as_ref().map(place),
        "where": shift.places.iter().map(place).collect::<Vec<_>>(),
        "id": shift.id(),
    })
}

fn party(party: &Party) -> Json {
    json!({
        "actor": party.actor.id(),
        "kind": party.actor.kind().word(),
        "name": &*party.name,
        "method": (!party.method.is_empty()).then_some(&party.method),
        "people": party.people,
        "alone": party.alone,
    })
}

fn place(place: &Where) -> Json {
    json!({"path": place.path, "line": place.line, "side": side(place.side)})
}

fn side(side: SideName) -> &'static str {
    match side {
        SideName::Base => "base",
        SideName::Head => "head",
    }
}

fn why(why: &Why) -> Json {
    json!({
        "side": side(why.side),
        "person": why.person,
        "steps": why.steps.iter().map(step).collect::<Vec<_>>(),
    })
}

fn step(step: &Step) -> Json {
    let (Actor::Unit(id) | Actor::Role(id) | Actor::Person(id)) = &step.actor;
    json!({
        "actor": id,
        "kind": step.actor.kind().word(),
        "name": step.name,
        "tie": step.tie,
        "where": step.place.as_ref().map(place),
    })
}

fn alarm(alarm: &Alarm) -> Json {
    json!({
        "kind": alarm.kind.word(),
        "over": alarm.over,
        "name": alarm.name.as_deref(),
        "people": alarm.people,
        "before": alarm.before,
        "after": alarm.after,
        "until": alarm.until.map(|until| until.to_string()),
        "words": &*alarm.words,
        "where": alarm.place.as_ref().map(place),
    })
}

fn seat(entry: &EntryChange) -> Json {
    json!({
        "change": if entry.gained { "gained" } else { "lost" },
        "who": entry.who,
        "role": entry.role,
        "body": entry.body,
    })
}

/// What each person gains and loses, by the numbers of the shifts.
fn people(view: &View<'_>) -> Map<String, Json> {
    let comparison: &Comparison = &view.comparison;
    let mut concerned: BTreeMap<&Id, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (number, shift) in view.numbers.iter().zip(&comparison.shifts) {
        for id in &shift.gains {
            concerned.entry(id).or_default().0.push(*number);
        }
        for id in &shift.loses {
            concerned.entry(id).or_default().1.push(*number);
        }
    }
    concerned
        .into_iter()
        .map(|(id, (gained, lost))| {
            let name = comparison.name(id);
            let person = json!({"name": name, "gained": gained, "lost": lost});
            (id.to_string(), person)
        })
        .collect()
}

fn lines(view: &View<'_>) -> Vec<Json> {
    let lines = view.lines().into_iter();
    lines
        .map(|line| {
            let what = line.phrases.iter();
            let what = what.map(|phrase| json!({"text": phrase.text, "shift": phrase.shift}));
            json!({
                "side": if line.gains { "gains" } else { "loses" },
                "who": line.who,
                "what": what.collect::<Vec<_>>(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::diff::Filter;
    use crate::report::diff::fixture::{reported, streamlined};
    use crate::shift::ShiftKind;

    fn written(filter: &Filter) -> Json {
        let mut out = Vec::new();
        reported(&streamlined(), filter, |report| {
            write(&mut out, report).expect("a vector takes all");
        });
        let text = String::from_utf8(out).expect("text");
        assert_eq!(text.matches('\n').count(), 1);
        serde_json::from_str(&text).expect("JSON")
    }

    #[test]
    fn every_field_has_its_place() {
        insta::assert_json_snapshot!(written(&Filter::default()));
    }

    #[test]
    fn nothing_says_that_anything_was_judged() {
        let text = written(&Filter::default()).to_string();
        for word in ["authority", "needs", "authorised"] {
            assert!(!text.contains(word), "{word}");
        }
    }

    #[test]
    fn a_filter_keeps_the_result_and_the_numbers() {
        let json = written(&Filter::default().kinds(vec![ShiftKind::Silent]));
        assert_eq!(json["result"], "shift");
        assert_eq!(json["shifts"][0]["n"], 6);
        assert_eq!(json["filter"]["shown"], 1);
        assert_eq!(json["filter"]["of"], 6);
        assert_eq!(json["people"]["kim"]["gained"], json!([6]));
        assert_eq!(json["headline"], written(&Filter::default())["headline"]);
    }
}
