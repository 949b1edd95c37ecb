//! What a reviewer must not miss, whatever the number of shifts.

use serde::{Deserialize, Serialize};

use super::{Saying, Where};
use crate::model::{Date, Id, Object};

/// What is wrong with the state that a change leads to. The worst come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AlarmKind {
    /// Nobody can end a seat that somebody could end before.
    Unremovable,
    /// A matter that several decided is one person's.
    Concentrated,
    /// A matter that somebody held is nobody's.
    Orphaned,
    /// A right that had a bound has none.
    Unbounded,
    /// Somebody can fill their own seat, or a seat of more power, alone.
    SelfAppointing,
    /// A power that somebody audited or could override is held without that.
    Unaudited,
}

impl AlarmKind {
    /// All kinds, the worst first.
    pub const ALL: [AlarmKind; 6] = [
        AlarmKind::Unremovable,
        AlarmKind::Concentrated,
        AlarmKind::Orphaned,
        AlarmKind::Unbounded,
        AlarmKind::SelfAppointing,
        AlarmKind::Unaudited,
    ];

    /// The word that people read.
    pub fn word(self) -> &'static str {
        match self {
            AlarmKind::Unremovable => "unremovable",
            AlarmKind::Concentrated => "concentrated",
            AlarmKind::Orphaned => "orphaned",
            AlarmKind::Unbounded => "unbounded",
            AlarmKind::SelfAppointing => "self-appointing",
            AlarmKind::Unaudited => "unaudited",
        }
    }
}

/// One alarm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// What is wrong.
    pub kind: AlarmKind,
    /// With what: a domain, or `seats/<role>`.
    pub over: Object,
    /// What the object is called, where it names a role or unit.
    pub name: Option<Saying>,
    /// Whom it concerns: who decides alone, cannot be removed, may spend, by the ids of the head.
    pub people: Vec<Id>,
    /// How many people decided before, where that is what changed.
    pub before: Option<usize>,
    /// And how many do after.
    pub after: Option<usize>,
    /// Until when, for seats with a term.
    pub until: Option<Date>,
    /// In words, as they stand behind the name: "`removal` is gone; the seat runs to 2029-03-01".
    pub words: Saying,
    /// The clause for the headline in the tense of a proposal: "nobody could remove Ines Duarte
    /// before 2029-03-01".
    pub proposal: String,
    /// The same in the present tense.
    pub present: Saying,
    /// The record line behind it.
    pub place: Option<Where>,
}
