//! A shift in one line by names, in pieces that each format sets in its own way:
//! "decide `code/release`: Release team (consent, 5) → Release lead (holder, 1)".

use crate::model::{Actor, Id, Right};
use crate::shift::{Comparison, Party, Saying, Shift, ShiftKind};

use super::brief::{comes_or_leaves, falls, from_to, object};

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words, some of them perhaps out of a record.
    Text(String),
    /// A domain or another word of the machine.
    Code(String),
    /// The name of a unit, role or person.
    Actor(Actor, String),
}

/// The shift without its kind.
pub fn full(comparison: &Comparison, shift: &Shift) -> Vec<Piece> {
    let text = |words: &str| Piece::Text(words.to_owned());
    let mut pieces = Vec::new();
    match shift.kind {
        ShiftKind::Seated | ShiftKind::Unseated => seat(comparison, shift, &mut pieces),
        ShiftKind::Prolonged | ShiftKind::Shortened => {
            pieces.push(subject(shift));
            pieces.push(Piece::Text(format!(": term {}", from_to(shift, "no term"))));
        }
        ShiftKind::Widened | ShiftKind::Narrowed | ShiftKind::Eased | ShiftKind::Hardened => {
            matter(shift, &mut pieces);
            if let Some(holder) = shift.to.as_ref().or(shift.from.as_ref()) {
                pieces.extend([text(", "), named(holder)]);
            }
            let words = from_to(shift, "no limit");
            pieces.push(Piece::Text(format!(": {words}")));
        }
        ShiftKind::Silent => {
            matter(shift, &mut pieces);
            match (&shift.from, &shift.to) {
                (_, Some(to)) if falls(shift) => {
                    pieces.extend([text(" falls to "), named(to)]);
                }
                (Some(party), _) | (None, Some(party)) => {
                    pieces.extend([text(", "), named(party)]);
                }
                (None, None) => {}
            }
        }
        _ => hands(shift, &mut pieces),
    }
    if let Some(cause) = shift.cause.as_ref().filter(|_| !falls(shift)) {
        pieces.push(Piece::Text(format!(" ({cause})")));
    }
    pieces
}

/// The same as plain text.
pub fn plain(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) | Piece::Code(text) | Piece::Actor(_, text) => text.as_str(),
        })
        .collect()
}

fn named(party: &Party) -> Piece {
    Piece::Actor(party.actor.clone(), party.name.to_string())
}

/// What the object of a shift is called: the name of a role or unit, or the domain.
fn subject(shift: &Shift) -> Piece {
    let root = shift.object.split_once('/').map_or("", |(root, _)| root);
    let (id, _) = object(shift);
    let name = shift.object_name.as_ref().map(Saying::to_string);
    let name = name.unwrap_or_else(|| id.to_owned());
    match root {
        "seats" => Piece::Actor(Actor::Role(Id::of(id)), name),
        "membership" | "structure" => Piece::Actor(Actor::Unit(Id::of(id)), name),
        _ if shift.object_name.is_some() => Piece::Text(name),
        _ => Piece::Code(shift.object.to_string()),
    }
}

/// The right and its object: "decide `code/release`", "removal of Release lead".
fn matter(shift: &Shift, pieces: &mut Vec<Piece>) {
    let start = match object(shift) {
        (_, "admission") => "admission to ".to_owned(),
        (_, "exclusion") => "exclusion from ".to_owned(),
        (_, "") => match shift.right {
            Some(right) => format!("{} ", right.word()),
            None => String::new(),
        },
        (_, act) => format!("{act} of "),
    };
    // What falls to somebody is the matter as such.
    let plainly = falls(shift) && shift.right == Some(Right::Decide) && object(shift).1.is_empty();
    if !start.is_empty() && !plainly {
        pieces.push(Piece::Text(start));
    }
    pieces.push(subject(shift));
}

/// Who had it and who has it.
fn hands(shift: &Shift, pieces: &mut Vec<Piece>) {
    matter(shift, pieces);
    let by_act = !object(shift).1.is_empty();
    let side = |party: &Party, bound: Option<&Saying>| {
        let mut about: Vec<String> = Vec::new();
        if !party.method.is_empty() {
            about.push(party.method.clone());
        }
        about.push(party.people.len().to_string());
        let bound = bound.map_or_else(String::new, |bound| format!(" {bound}"));
        [
            named(party),
            Piece::Text(format!(" ({}){bound}", about.join(", "))),
        ]
    };
    let link = |words: &str| Piece::Text(words.to_owned());
    match (&shift.from, &shift.to) {
        (Some(from), Some(to)) => {
            pieces.push(link(": "));
            pieces.extend(side(from, shift.before.as_ref()));
            pieces.push(link(" → "));
            pieces.extend(side(to, shift.after.as_ref()));
        }
        (None, Some(to)) => {
            pieces.push(link(if by_act { " by " } else { " to " }));
            pieces.extend(side(to, shift.after.as_ref()));
        }
        (Some(from), None) if by_act => {
            pieces.extend([link(" by "), named(from), link(" dropped")]);
        }
        (Some(from), None) => {
            pieces.push(link(" taken from "));
            pieces.extend(side(from, shift.before.as_ref()));
        }
        (None, None) => {}
    }
}

fn seat(comparison: &Comparison, shift: &Shift, pieces: &mut Vec<Piece>) {
    let comes = shift.kind == ShiftKind::Seated;
    let party = if comes { &shift.to } else { &shift.from };
    match party {
        Some(party) => pieces.push(named(party)),
        None => pieces.push(subject(shift)),
    }
    pieces.push(Piece::Text(format!(
        ": {}",
        comes_or_leaves(comparison, shift)
    )));
}
