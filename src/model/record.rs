//! A record: an envelope, the fields of its kind, and where they stand.

use std::sync::Arc;

use super::{Envelope, Id, Kind};
use crate::source::{Node, Place, SourceId, Span, TypeFault, read_named};

/// The fields of one kind.
pub trait RecordData: Sized {
    /// Which kind.
    const KIND: Kind;

    /// Reads the fields of the kind off a record's tree, the envelope left aside.
    fn read(node: &Node) -> Result<Self, TypeFault>;
}

/// One record with its places. Cheap to clone: a history walk keeps most records as they are.
#[derive(Debug, Clone)]
pub struct Record<T> {
    /// The id, unique among records of its kind.
    pub id: Id,
    /// The file it stands in.
    pub source: SourceId,
    /// The bytes of the whole record (of the front matter, in a Markdown file).
    pub span: Span,
    /// The bytes that best stand for the record as such: its `name`.
    pub head: Span,
    /// The bytes of the prose body, where there is one.
    pub body: Option<Span>,
    /// What all records have.
    pub envelope: Arc<Envelope>,
    /// What its kind has.
    pub data: Arc<T>,
}

impl<T> Record<T> {
    /// A place in this record's file.
    pub fn place(&self, span: Span) -> Place {
        Place {
            source: self.source,
            span,
        }
    }

    /// The place that stands for the record as such.
    pub fn head_place(&self) -> Place {
        self.place(self.head)
    }

    /// The name that people read.
    pub fn name(&self) -> &str {
        self.envelope.name.as_str()
    }
}

impl<T: RecordData> Record<T> {
    /// `kind/id`, as findings name records.
    pub fn reference(&self) -> String {
        format!("{}/{}", T::KIND, self.id)
    }
}

/// Reads one record off its tree. `id` is the one that the file's name gives.
pub fn read_record<T: RecordData>(
    node: &Node,
    id: Id,
    source: SourceId,
    body: Option<Span>,
) -> Result<Record<T>, TypeFault> {
    let envelope: Envelope = read_named(node, |key| Envelope::KEYS.contains(&key))?;
    if let Some(kind) = envelope.kind.filter(|kind| **kind != T::KIND) {
        return Err(TypeFault::new(
            format!("a {} stands where a {} is due", *kind, T::KIND),
            kind.span,
        ));
    }
    let data = T::read(node)?;
    Ok(Record {
        id,
        source,
        span: node.span,
        head: envelope.name.span,
        body,
        envelope: Arc::new(envelope),
        data: Arc::new(data),
    })
}
