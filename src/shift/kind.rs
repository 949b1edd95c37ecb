//! The kinds of shift.

use serde::{Deserialize, Serialize};

/// What happened to a power, a seat or a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ShiftKind {
    /// The same right has another holder.
    Moved,
    /// A seat can no longer be ended, or by fewer than before.
    Shielded,
    /// A right that several shared is one person's alone.
    TakenAlone,
    /// A right that nobody had on this object in this way.
    Granted,
    /// A right that its holder no longer has.
    Revoked,
    /// A body lets one below it decide in its place.
    Delegated,
    /// A body takes back what one below it decided.
    Recalled,
    /// A right that one person had alone is several people's.
    Shared,
    /// A seat can be ended that could not be, or by more than before.
    Exposed,
    /// The bound of a right grew.
    Widened,
    /// The bound of a right shrank.
    Narrowed,
    /// The method of a right asks for less.
    Eased,
    /// The method of a right asks for more.
    Hardened,
    /// Terms of a role got longer.
    Prolonged,
    /// Terms of a role got shorter.
    Shortened,
    /// A person has a seat.
    Seated,
    /// A person no longer has a seat.
    Unseated,
    /// The same text has another effect.
    Silent,
}

impl ShiftKind {
    /// All kinds, the weightiest first.
    pub const ALL: [ShiftKind; 18] = [
        ShiftKind::Moved,
        ShiftKind::Shielded,
        ShiftKind::TakenAlone,
        ShiftKind::Granted,
        ShiftKind::Revoked,
        ShiftKind::Delegated,
        ShiftKind::Recalled,
        ShiftKind::Shared,
        ShiftKind::Exposed,
        ShiftKind::Widened,
        ShiftKind::Narrowed,
        ShiftKind::Eased,
        ShiftKind::Hardened,
        ShiftKind::Prolonged,
        ShiftKind::Shortened,
        ShiftKind::Seated,
        ShiftKind::Unseated,
        ShiftKind::Silent,
    ];

    /// The word that people read.
    pub fn word(self) -> &'static str {
        match self {
            ShiftKind::Moved => "moved",
            ShiftKind::Shielded => "shielded",
            ShiftKind::TakenAlone => "taken-alone",
            ShiftKind::Granted => "granted",
            ShiftKind::Revoked => "revoked",
            ShiftKind::Delegated => "delegated",
            ShiftKind::Recalled => "recalled",
            ShiftKind::Shared => "shared",
            ShiftKind::Exposed => "exposed",
            ShiftKind::Widened => "widened",
            ShiftKind::Narrowed => "narrowed",
            ShiftKind::Eased => "eased",
            ShiftKind::Hardened => "hardened",
            ShiftKind::Prolonged => "prolonged",
            ShiftKind::Shortened => "shortened",
            ShiftKind::Seated => "seated",
            ShiftKind::Unseated => "unseated",
            ShiftKind::Silent => "silent",
        }
    }

    /// The kind of the same change read backwards. A right that moves or whose effect changes in
    /// silence does so in either direction.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            ShiftKind::Moved => ShiftKind::Moved,
            ShiftKind::Silent => ShiftKind::Silent,
            ShiftKind::Shielded => ShiftKind::Exposed,
            ShiftKind::Exposed => ShiftKind::Shielded,
            ShiftKind::TakenAlone => ShiftKind::Shared,
            ShiftKind::Shared => ShiftKind::TakenAlone,
            ShiftKind::Granted => ShiftKind::Revoked,
            ShiftKind::Revoked => ShiftKind::Granted,
            ShiftKind::Delegated => ShiftKind::Recalled,
            ShiftKind::Recalled => ShiftKind::Delegated,
            ShiftKind::Widened => ShiftKind::Narrowed,
            ShiftKind::Narrowed => ShiftKind::Widened,
            ShiftKind::Eased => ShiftKind::Hardened,
            ShiftKind::Hardened => ShiftKind::Eased,
            ShiftKind::Prolonged => ShiftKind::Shortened,
            ShiftKind::Shortened => ShiftKind::Prolonged,
            ShiftKind::Seated => ShiftKind::Unseated,
            ShiftKind::Unseated => ShiftKind::Seated,
        }
    }
}
