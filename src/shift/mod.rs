//! L4: what changed hands between two points of history.
//!
//! A [`Shift`] is data; its words stand in `tell`. Renamed files, reordered lists, reflowed text
//! and comments are no shifts, because powers and seats are compared, never lines.

mod about;
mod access;
mod alarm;
mod alarms;
mod balance;
mod changed;
mod compare;
mod demand;
mod detect;
mod entries;
mod found;
mod hands;
mod identity;
mod kind;
mod matter;
mod order;
mod pairs;
mod parties;
mod removers;
mod saying;
mod set;
mod sides;
mod tell;
mod untouched;
mod why;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::{Actor, Date, Governance, Id, Object, Right};
use crate::power::{Act, Powers};
use crate::source::Sources;

pub use alarm::{Alarm, AlarmKind};
pub use balance::{Entry, Mark, Net, Thing, between, entries};
pub use compare::compare;
pub use entries::EntryChange;
pub use kind::ShiftKind;
pub use saying::Saying;
pub use set::ShiftSet;
pub use tell::{Line, Phrase, Tense, headline, headline_in, lines, lines_in};
pub use why::MOST_EXPLAINED;

use matter::Matter;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SideName {
    /// Before.
    Base,
    /// After.
    Head,
}

/// A place by path and line, for people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Where {
    /// Before or after.
    pub side: SideName,
    /// Relative to the governance root.
    pub path: String,
    /// From 1.
    pub line: usize,
}

/// Who holds something on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The actor, by the ids of its own side.
    pub actor: Actor,
    /// Its name.
    pub name: Saying,
    /// The people behind it, sorted.
    pub people: Vec<Id>,
    /// The method by which it acts; empty for seats.
    pub method: String,
    /// Whether each of these people may act without the others.
    pub alone: bool,
}

/// Whether a shift brings power together or spreads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Effect {
    /// Fewer people can do it, or do it with less agreement.
    Centralises,
    /// More people can do it, or it asks for more agreement.
    Distributes,
    /// As many as before: it changed hands, or neither can be said.
    Neither,
}

impl Effect {
    /// The word that people read.
    pub fn word(self) -> &'static str {
        match self {
            Effect::Centralises => "centralises",
            Effect::Distributes => "distributes",
            Effect::Neither => "neither",
        }
    }
}

/// One step of the way from the root of an organisation to a person's power.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What this step is: the person, the seat, the role or unit that holds, who fills or delegates
    /// it, and the root.
    pub actor: Actor,
    /// Its name.
    pub name: String,
    /// How it is bound to the next step towards the root: "holds", "member through", "delegated by".
    pub tie: String,
    /// The record line that says so; none for what the default constitution gives.
    pub place: Option<Where>,
}

/// Why somebody has a power: from the person over seat, role and delegation to the root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// The side on which it holds.
    pub side: SideName,
    /// The person at its start; none where nobody can exercise the power.
    pub person: Option<Id>,
    /// From the person to the root.
    pub steps: Vec<Step>,
}

/// One thing that changed hands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    /// What happened.
    pub kind: ShiftKind,
    /// The right concerned; none for seats and terms.
    pub right: Option<Right>,
    /// Its object, or the role or unit of a seat as `seats/…` or `membership/…`.
    pub object: Object,
    /// What the object is called, where it names a role, a unit or a policy.
    pub object_name: Option<Saying>,
    /// For rights over seats and membership: in or out.
    pub act: Act,
    /// Who had it.
    pub from: Option<Party>,
    /// Who has it.
    pub to: Option<Party>,
    /// The bound, method or term before, in words.
    pub before: Option<Saying>,
    /// And after.
    pub after: Option<Saying>,
    /// People who can do more than before, by the ids of the head.
    pub gains: Vec<Id>,
    /// People who can do less, by the ids of the head where they still have one.
    pub loses: Vec<Id>,
    /// What comes with a seat: until when, and what it allows; or what goes with it. For silent
    /// shifts in whose place somebody acts.
    pub detail: Option<Saying>,
    /// What caused it, where the lines at `places` do not say so themselves.
    pub cause: Option<Saying>,
    /// The record lines behind it, the head's first.
    pub places: Vec<Where>,
    /// Whether it brings power together or spreads it.
    pub effect: Effect,
    /// The edited entry that caused it: shifts with one entry belong together. None where only a
    /// date or the absence of a record did.
    pub entry: Option<Where>,
    /// Those who gain or lose though no record of theirs, nor one that names them, was touched.
    pub untouched: Vec<Id>,
    /// Why those concerned have or had it: one way for each, the head's first.
    pub why: Vec<Why>,
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
        if self.kind == ShiftKind::Silent {
            // Powers of several holders may fall to one body at once.
            for words in self.detail.iter().chain(&self.cause) {
                id.push(':');
                id.push_str(words);
            }
        }
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The day on which both sides were evaluated.
    pub as_of: Date,
    /// The shifts, the weightiest first.
    pub shifts: Vec<Shift>,
    /// What a reviewer must not miss, the worst first.
    pub alarms: Vec<Alarm>,
    /// What the sources record directly and now record otherwise, in their own words.
    pub entries: Vec<EntryChange>,
    /// Names of all people concerned.
    pub names: BTreeMap<Id, String>,
}

impl Comparison {
    /// Nothing changed hands.
    pub fn nothing(as_of: Date) -> Self {
        Comparison {
            as_of,
            shifts: Vec::new(),
            alarms: Vec::new(),
            entries: Vec::new(),
            names: BTreeMap::new(),
        }
    }

    /// The name of a person; the id where none is known.
    pub fn name<'c>(&'c self, id: &'c Id) -> &'c str {
        self.names.get(id).map_or(id.as_str(), String::as_str)
    }

    /// Whether what is told here must be asked of all records, though only those were compared that
    /// the change concerns: the steps by which somebody comes to a seat may lead through others.
    /// Where the first of them lies there, a part does not even show it.
    pub fn rests_on_all(&self) -> bool {
        let climbs = |alarm: &Alarm| alarm.kind == AlarmKind::SelfAppointing;
        self.alarms.iter().any(climbs)
    }

    /// Names those people whose records lie outside what was compared.
    pub fn name_others(&mut self, find: impl Fn(&Id) -> Option<String>) {
        let parties = |shift: &Shift| -> Vec<Id> {
            let parties = shift.from.iter().chain(&shift.to);
            let people = parties.flat_map(|party| &party.people);
            let all = people.chain(&shift.gains).chain(&shift.loses);
            all.cloned().collect()
        };
        let alarmed = self.alarms.iter().flat_map(|alarm| &alarm.people);
        let people = self.shifts.iter().flat_map(parties);
        let people = people.chain(alarmed.cloned());
        let unnamed: std::collections::BTreeSet<Id> =
            people.filter(|id| !self.names.contains_key(id)).collect();
        for id in unnamed {
            if let Some(name) = find(&id) {
                self.names.insert(id, name);
            }
        }
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
