//! L4: what changed hands between two points of history.
//!
//! A [`Shift`] is data; its words stand in `words`. Renamed files, reordered lists, reflowed text
//! and comments are no shifts, because powers and seats are compared, never lines.

mod access;
mod compare;
mod held;
mod identity;
mod kind;
mod seated;
mod sides;
mod silent;
mod terms;
mod words;

use std::collections::BTreeMap;

use crate::model::{Actor, Date, Governance, Id, Object, Right};
use crate::power::{Act, Powers};
use crate::source::Sources;

pub use compare::compare;
pub use kind::ShiftKind;
pub use words::{Line, Phrase, Tense, headline, lines};

/// One side of a comparison.
#[derive(Debug, Clone, Copy)]
pub struct Side<'s> {
    /// Its records.
    pub governance: &'s Governance,
    /// Its files.
    pub sources: &'s Sources,
    /// Its powers, evaluated on the same day as the other side's.
    pub powers: &'s Powers,
}

/// Which side a place lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SideName {
    /// Before.
    Base,
    /// After.
    Head,
}

/// A place by path and line, for people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Where {
    /// Before or after.
    pub side: SideName,
    /// Relative to the governance root.
    pub path: String,
    /// From 1.
    pub line: usize,
}

/// Who holds something on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The actor, by the ids of its own side.
    pub actor: Actor,
    /// Its name.
    pub name: String,
    /// The people behind it, sorted.
    pub people: Vec<Id>,
    /// The method by which it acts; empty for seats.
    pub method: String,
    /// Whether each of these people may act without the others.
    pub alone: bool,
}

/// One thing that changed hands.
#[derive(Debug, Clone, PartialEq)]
pub struct Shift {
    /// What happened.
    pub kind: ShiftKind,
    /// The right concerned; none for seats and terms.
    pub right: Option<Right>,
    /// Its object, or the role or unit of a seat as `seats/…` or `membership/…`.
    pub object: Object,
    /// What the object is called, where it names a role, a unit or a policy.
    pub object_name: Option<String>,
    /// For rights over seats and membership: in or out.
    pub act: Act,
    /// Who had it.
    pub from: Option<Party>,
    /// Who has it.
    pub to: Option<Party>,
    /// The bound, method or term before, in words.
    pub before: Option<String>,
    /// And after.
    pub after: Option<String>,
    /// People who can do more than before, by the ids of the head.
    pub gains: Vec<Id>,
    /// People who can do less, by the ids of the head where they still have one.
    pub loses: Vec<Id>,
    /// What comes with a seat: until when, and what it allows.
    pub detail: Option<String>,
    /// What caused it, where the lines at `places` do not say so themselves.
    pub cause: Option<String>,
    /// The record lines behind it, the head's first.
    pub places: Vec<Where>,
}

impl Shift {
    /// A name that stays the same when lines move: what a permalink or a waiver compares.
    pub fn id(&self) -> String {
        let party = |party: &Option<Party>| {
            party
                .as_ref()
                .map_or_else(String::new, |party| party.actor.to_string())
        };
        let act = match self.act {
            Act::Any => "",
            Act::Choose => "+",
            Act::Remove => "-",
        };
        let right = self.right.map_or("", Right::word);
        let mut id = format!(
            "{}:{right}{act}:{}:{}>{}",
            self.kind.word(),
            self.object,
            party(&self.from),
            party(&self.to)
        );
        if matches!(self.kind, ShiftKind::Seated | ShiftKind::Unseated) {
            for person in self.gains.iter().chain(&self.loses) {
                id.push(':');
                id.push_str(person);
            }
        }
        id
    }
}

/// Everything that changed hands between two sides.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The day on which both sides were evaluated.
    pub as_of: Date,
    /// The shifts, the weightiest first.
    pub shifts: Vec<Shift>,
    /// Names of all people concerned.
    pub names: BTreeMap<Id, String>,
}

impl Comparison {
    /// The name of a person; the id where none is known.
    pub fn name<'c>(&'c self, id: &'c Id) -> &'c str {
        self.names.get(id).map_or(id.as_str(), String::as_str)
    }

    /// How many different records the shifts stand in.
    pub fn records(&self) -> usize {
        let paths: std::collections::BTreeSet<&str> = self
            .shifts
            .iter()
            .filter_map(|shift| shift.places.first())
            .map(|place| place.path.as_str())
            .collect();
        paths.len()
    }
}
