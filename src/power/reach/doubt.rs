//! Why an answer is neither yes nor no.

use crate::model::{Actor, Family, Id};

/// Something that the records leave open, or that makes the question hard: conditions that a
/// coalition can lose by gaining (separation of duties, term limits, caps) leave the class of
/// rules for which the fixpoint is exact (role reachability in ARBAC97 is PSPACE-complete:
/// Sasturkar, Yang, Stoller and Ramakrishnan, CSFW 2006).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// The power holds only `when` something is so.
    Condition,
    /// The method's electors are described in words.
    Electors(Id),
    /// The method's `pass`, `quorum` or `sponsors` cannot be read.
    Unreadable(Id),
    /// The method is not known.
    UnknownMethod(Id),
    /// Votes are weighed by shares or tokens, which are not recorded.
    Weights,
    /// The family has no winning coalitions of its own: lot, emergent, ladder, scores, and ranked
    /// ballots short of all.
    NoGame(Family),
    /// A unit is said to decide as one person does.
    WhoDecides(Actor),
    /// A veto stands in the way that may not be used, or may be overridden.
    Veto,
    /// Who chooses, or by what, when nobody else can.
    IfStuck(Id),
    /// Membership depends on criteria in words.
    Criteria(Id),
    /// Removal is for stated reasons only.
    Reasons(Actor),
    /// The seat asks for training or skills that are not recorded of the person.
    Requires(Id),
    /// The seat is open to a group that is not recorded.
    Eligibility(Id),
    /// A limit on terms, or a time before one may return.
    TermLimit(Id),
    /// A cap on seats of one affiliation.
    AffiliationCap(Id),
    /// The seats are too few for all, or taken.
    Taken(Actor),
    /// Another seat of the same person rules it out.
    Incompatible(Actor),
    /// Members come in through another unit.
    Through(Id),
    /// A right to replace another actor's decisions.
    Override(Actor),
    /// Amending a policy can grant what its adopter holds.
    Amendment(Id),
    /// Changing its rules may change how a unit uses a power that names its own method.
    Method(Id),
    /// Who rules a unit's borders may fill its roles.
    Borders(Id),
    /// What nobody holds belongs to the residual decider, or to whom holds the wider domain.
    Residual,
    /// The coalition must leave a body so that its powers pass on.
    Vacancy,
}
