//! Everything known of one shift: both sides, which way it goes, why, and which entry did it.

use std::io::{self, Write};

use crate::model::Id;
use crate::shift::{Comparison, Effect, Party, Shift, ShiftKind, Where, Why};

use super::layout::{Ink, Screen};

/// The column of the labels below a shift.
const LABEL: usize = 11;
/// How many people are named in a tuple, and how many ways are told.
const MOST: usize = 12;

/// A label, and what it says.
pub(super) type Told = (&'static str, String);

/// All there is to tell of a shift.
pub(super) fn told(comparison: &Comparison, shift: &Shift, prefix: &str) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for (label, party, bound) in [
        ("before", &shift.from, &shift.before),
        ("after", &shift.to, &shift.after),
    ] {
        // A bound or a term has the same holder on both sides, told once.
        let other = if label == "before" {
            &shift.to
        } else {
            &shift.from
        };
        let party = party
            .as_ref()
            .or_else(|| other.as_ref().filter(|_| bound.is_some()));
        if party.is_some() || bound.is_some() {
            told.push((label, tuple(shift, party, bound.as_deref())));
        }
    }
    if let Some(detail) = &shift.detail {
        told.push(("with it", detail.to_string()));
    }
    if let Some(cause) = &shift.cause {
        told.push(("cause", cause.to_string()));
    }
    told.push(("effect", effect(shift.effect).to_owned()));
    for why in shift.why.iter().take(MOST) {
        told.push(("why", path(comparison, why, prefix)));
    }
    if shift.why.len() > MOST {
        told.push(("why", format!("and {} more", shift.why.len() - MOST)));
    }
    if !shift.untouched.is_empty() {
        let names = people(&shift.untouched, |id| comparison.name(id));
        told.push((
            "untouched",
            format!("{names}: no record of theirs, nor one that names them, was touched"),
        ));
    }
    if let Some(entry) = &shift.entry {
        told.push(("entry", place(entry, prefix)));
    }
    let places: Vec<String> = shift
        .places
        .iter()
        .take(MOST)
        .map(|at| place(at, prefix))
        .collect();
    if !places.is_empty() {
        told.push(("where", places.join(", ")));
    }
    told.push(("id", shift.id()));
    told
}

/// Prints it below the line of the shift.
pub(super) fn write(
    out: &mut dyn Write,
    told: &[Told],
    indent: usize,
    screen: Screen,
) -> io::Result<()> {
    for (label, text) in told {
        let at = indent + LABEL;
        let fill = " ".repeat(LABEL.saturating_sub(label.len()));
        writeln!(
            out,
            "{}{}{fill}{}",
            " ".repeat(indent),
            screen.ink(Ink::Quiet, label),
            screen.sentence(&screen.text(text), at, at)
        )?;
    }
    Ok(())
}

/// Who, which right, over what, how, and through whom.
fn tuple(shift: &Shift, party: Option<&Party>, bound: Option<&str>) -> String {
    let mut text = party.map_or_else(|| "nobody".to_owned(), |party| party.actor.to_string());
    text.push_str(": ");
    match (shift.right, shift.kind) {
        (Some(right), _) => text.push_str(&format!("{} {}", right.word(), shift.object)),
        (None, ShiftKind::Prolonged | ShiftKind::Shortened) => text.push_str("a term of"),
        (None, _) => text.push_str("a seat as"),
    }
    if bound.is_none() && shift.right.is_none() {
        text.push_str(" holder");
    }
    if let Some(bound) = bound {
        text.push(' ');
        text.push_str(bound);
    }
    let Some(party) = party else { return text };
    let has_method = shift.right.is_some() && !party.method.is_empty();
    if has_method && !bound.is_some_and(|bound| bound.starts_with("by ")) {
        text.push_str(&format!(" by {}", party.method));
    }
    let each = if party.alone && party.people.len() > 1 {
        ", each alone"
    } else {
        ""
    };
    let names = people(&party.people, |id| id.as_str());
    text.push_str(&format!(" ({names}{each})"));
    text
}

fn people<'p>(ids: &'p [Id], name: impl Fn(&'p Id) -> &'p str) -> String {
    let mut names: Vec<&str> = ids.iter().take(MOST).map(name).collect();
    if names.is_empty() {
        names.push("nobody able");
    }
    let rest = ids.len().saturating_sub(MOST);
    let more = if rest > 0 {
        format!(" and {rest} more")
    } else {
        String::new()
    };
    format!("{}{more}", names.join(", "))
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Centralises => "centralises: fewer people, or less agreement",
        Effect::Distributes => "distributes: more people, or more agreement",
        Effect::Neither => "neither centralises nor distributes",
    }
}

fn place(place: &Where, prefix: &str) -> String {
    let was = match place.side {
        crate::shift::SideName::Base => " (before)",
        crate::shift::SideName::Head => "",
    };
    format!("{prefix}{}:{}{was}", place.path, place.line)
}

/// The way from a person to the root, each step with the line that says so.
fn path(comparison: &Comparison, why: &Why, prefix: &str) -> String {
    let mut text = String::new();
    if why.side == crate::shift::SideName::Base {
        text.push_str("before: ");
    }
    let first = why.steps.first().map(|step| step.name.as_str());
    let start = why.person.as_ref().map(|id| comparison.name(id));
    let start = start.or(first).unwrap_or("nobody");
    text.push_str(start);
    for (at, step) in why.steps.iter().enumerate() {
        let line = step
            .place
            .as_ref()
            .map(|at| format!(" ({})", place(at, prefix)));
        if let Some(next) = why.steps.get(at + 1) {
            let mark = if at == 0 { "" } else { "," };
            text.push_str(&format!("{mark} {} {}", step.tie, next.name));
        }
        text.push_str(&line.unwrap_or_default());
    }
    text
}
