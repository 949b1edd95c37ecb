//! The kinds of shift.

/// What happened to a power, a seat or a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShiftKind {
    /// The same right has another holder.
    Moved,
    /// A right that nobody had on this object in this way.
    Granted,
    /// A right that its holder no longer has.
    Revoked,
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
    pub const ALL: [ShiftKind; 12] = [
        ShiftKind::Moved,
        ShiftKind::Granted,
        ShiftKind::Revoked,
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
            ShiftKind::Granted => "granted",
            ShiftKind::Revoked => "revoked",
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
}
