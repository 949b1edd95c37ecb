//! What a method asks for, with what it takes over from those that it extends.

use super::Context;
use super::shared::Fields;
use crate::model::{Family, Governance, Method, Record, Text};
use crate::source::Place;

/// A method as it is used.
pub(super) struct Procedure<'g> {
    pub family: Family,
    /// The method itself and those that it extends, nearest first; none of a built-in one.
    pub chain: Vec<&'g Record<Method>>,
}

impl<'g> Procedure<'g> {
    pub(super) fn of(governance: &'g Governance, id: &str) -> Option<Self> {
        Some(Procedure {
            family: governance.family(id)?,
            chain: governance.method_chain(id),
        })
    }

    /// The first value that the method or one that it extends gives, and the record that gives it.
    pub(super) fn first<V>(
        &self,
        value: impl Fn(&'g Method) -> Option<V>,
    ) -> Option<(V, &'g Record<Method>)> {
        let mut chain = self.chain.iter();
        chain.find_map(|method| Some((value(&method.data)?, *method)))
    }

    /// Whether votes are counted.
    pub(super) fn counts_votes(&self) -> bool {
        matches!(
            self.family,
            Family::Majority | Family::Ranked | Family::Score
        )
    }

    /// Whether it takes that nobody is against it.
    pub(super) fn seeks_agreement(&self) -> bool {
        matches!(
            self.family,
            Family::Consent | Family::Consensus | Family::LazyConsensus
        )
    }

    /// The expression under which it passes: as written, or as is usual for the family. None where
    /// no count settles it.
    pub(super) fn pass(&self) -> Option<&'g str> {
        let written = self.first(|method| method.pass.as_ref());
        match written {
            Some((text, _)) => Some(Text::as_str(text)),
            None if self.counts_votes() => Some("> 1/2 of cast"),
            None if self.seeks_agreement() => Some("no-objection"),
            None => None,
        }
    }
}

/// The place of a field of a method; of the method as such where the field is not written.
pub(super) fn place_in(context: &Context<'_>, method: &Record<Method>, field: &str) -> Place {
    let place = Fields::of(context, method).at(&[field]);
    place.unwrap_or_else(|| method.head_place())
}
