//! Findings that the organisation bears for a while: by `x-waive` in a record, or in
//! `polity.toml`.

use std::cell::Cell;

use super::{Context, find};
use crate::diag::Finding;
use crate::model::{Kind, Waiver};
use crate::source::{At, Place, SourceId};

/// A waiver with where it stands.
pub(super) struct Placed<'c> {
    pub waiver: &'c At<Waiver>,
    pub source: SourceId,
    /// The record in which it stands; none for one of the configuration.
    pub inside: Option<String>,
    used: Cell<bool>,
}

impl Placed<'_> {
    /// The place of the whole waiver.
    pub(super) fn place(&self) -> Place {
        Place {
            source: self.source,
            span: self.waiver.span,
        }
    }

    fn concerns(&self, finding: &Finding, path: &str) -> bool {
        if self.waiver.rule.as_str() != finding.rule {
            return false;
        }
        if self.inside.is_some() {
            return self.inside == finding.record;
        }
        self.waiver.record.as_ref().is_some_and(|record| {
            let named = finding.record.as_deref();
            named.is_some_and(|named| named == record.as_str() || is_written(record, named))
                || record.as_str() == path
        })
    }
}

/// Whether `roles/chair` is written for `role/chair`: people write the folder as often.
fn is_written(record: &str, named: &str) -> bool {
    let folder = record
        .split_once('/')
        .and_then(|(folder, id)| Some((Kind::from_folder(folder)?, id)));
    folder.is_some_and(|(kind, id)| named.split_once('/') == Some((kind.word(), id)))
}

/// All waivers, and which of them were of use.
pub(super) struct Waivers<'c>(Vec<Placed<'c>>);

impl<'c> Waivers<'c> {
    pub(super) fn of(context: &Context<'c>) -> Self {
        let config = &context.loaded.config;
        let written = config.source.into_iter().flat_map(|source| {
            config.waivers.iter().map(move |waiver| Placed {
                waiver,
                source,
                inside: None,
                used: Cell::new(false),
            })
        });
        let inside = context.loaded.governance.headers().flat_map(|header| {
            header.envelope.waive.iter().map(move |waiver| Placed {
                waiver,
                source: header.source,
                inside: Some(header.reference()),
                used: Cell::new(false),
            })
        });
        Waivers(written.chain(inside).collect())
    }

    /// Whether some waiver lets a finding pass on the day of the check. What keeps records from
    /// being read is never let pass.
    pub(super) fn waive(&self, context: &Context<'_>, finding: &Finding) -> bool {
        if self.0.is_empty() || find(finding.rule).is_none_or(|info| info.essential) {
            return false;
        }
        let source = context.loaded.sources.get(finding.primary.place.source);
        let mut is_waived = false;
        for placed in &self.0 {
            if placed.concerns(finding, source.path()) {
                placed.used.set(true);
                is_waived |= !placed.waiver.is_over(context.as_of);
            }
        }
        is_waived
    }

    /// The waivers that let nothing pass though they could: not over, and of a rule that ran or
    /// that there is not.
    pub(super) fn unused(
        &self,
        context: &Context<'_>,
        ran: impl Fn(&str) -> bool,
    ) -> Vec<&Placed<'c>> {
        let could = |placed: &&Placed<'_>| {
            let rule = placed.waiver.rule.as_str();
            let is_known = find(rule).is_some_and(|info| !info.essential);
            !placed.used.get() && !placed.waiver.is_over(context.as_of) && (ran(rule) || !is_known)
        };
        self.0.iter().filter(could).collect()
    }

    /// The waivers whose time is over.
    pub(super) fn over(&self, context: &Context<'_>) -> impl Iterator<Item = &Placed<'c>> {
        let day = context.as_of;
        self.0
            .iter()
            .filter(move |placed| placed.waiver.is_over(day))
    }
}
