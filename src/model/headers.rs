//! What all records of a governance have in common, kind by kind.

use super::{Envelope, Governance, Id, Kind, Record, RecordData};
use crate::source::{Place, SourceId, Span};

/// A record without the fields of its kind.
#[derive(Debug, Clone, Copy)]
pub struct Header<'g> {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: &'g Id,
    /// What all kinds have.
    pub envelope: &'g Envelope,
    /// The file it stands in.
    pub source: SourceId,
    /// The bytes that best stand for it: its name.
    pub head: Span,
}

impl Header<'_> {
    /// `kind/id`, as findings name records.
    pub fn reference(&self) -> String {
        format!("{}/{}", self.kind, self.id)
    }

    /// A place in the record's file.
    pub fn place(&self, span: Span) -> Place {
        Place {
            source: self.source,
            span,
        }
    }
}

fn header<T: RecordData>(record: &Record<T>) -> Header<'_> {
    Header {
        kind: T::KIND,
        id: &record.id,
        envelope: &record.envelope,
        source: record.source,
        head: record.head,
    }
}

impl Governance {
    /// Every record without the fields of its kind, by kind and id.
    pub fn headers(&self) -> impl Iterator<Item = Header<'_>> {
        let org = self.org.iter().map(header);
        org.chain(self.people.values().map(header))
            .chain(self.units.values().map(header))
            .chain(self.roles.values().map(header))
            .chain(self.methods.values().map(header))
            .chain(self.policies.values().map(header))
            .chain(self.agreements.values().map(header))
            .chain(self.decisions.values().map(header))
    }
}
