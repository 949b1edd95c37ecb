//! L2: the typed domain. What the words of governance mean, whatever file they came from.
//!
//! A [`Governance`] is everything known of one organisation at one point: its records by kind and
//! id, each with its place. Adapters and the native loader produce the same one.

mod actor;
mod agreement;
mod date;
mod decision;
mod envelope;
mod governance;
mod headers;
mod kind;
mod mandate;
mod method;
mod org;
mod person;
mod policy;
mod record;
mod references;
mod role;
mod unit;
mod waiver;
mod words;

pub use actor::Actor;
pub use agreement::{Agreement, AgreementForm, Commitment, Party};
pub use date::{Date, Period};
pub use decision::{
    Decision, DecisionState, DecisionType, Election, Objection, Proposal, Recusal, Reversible,
    TallyLine,
};
pub use envelope::{Envelope, Status, Visibility};
pub use governance::{Entries, Entry, Format, Governance, Grant, Named};
pub use headers::Header;
pub use kind::Kind;
pub use mandate::{Delivery, Mandate, Metric, PowerLine, Resource, Right};
pub use method::{Abstain, Family, Ladder, Method, Veto, Weight};
pub use org::{ChangeRule, Defaults, Goal, Org};
pub use person::{Activity, Affiliation, Interest, Person, PersonType, Training};
pub use policy::{Amendment, Policy, PolicyForm, PolicyGrant, Restriction};
pub use record::{Record, RecordData, read_record};
pub use references::{Reference, Wants, references};
pub use role::{
    Capacity, Chosen, Holder, Removal, Representation, Role, RoleSeats, Selection, Voice,
};
pub use unit::{Admission, Meeting, Member, Membership, MembershipRule, Size, Unit};
pub use waiver::Waiver;
pub use words::{
    Amount, Cap, CapText, CountOrFormula, Id, Language, Object, OneOrMany, Slug, Text,
};
