//! cloudfoundry/community as it is: YAML blocks in Markdown charters, and GitHub organisations.

use std::sync::Arc;

use super::Cache;
use super::adapter::{Adapter, Placed, Understood};
use super::snapshot::Kept;
use crate::diag::Finding;
use crate::model::{Format, Governance, Id, Kind};
use crate::source::{Source, Sources};
use crate::tree::Entry;

/// The format.
pub(super) struct CloudFoundry;

impl Adapter for CloudFoundry {
    type Content = ();
    type Memory = ();
    type Scope = ();

    const FORMAT: Format = Format::CloudFoundry;
    const HINTS: &[&str] = &["toc"];

    fn detects(_entries: &[Entry]) -> bool {
        false
    }

    fn reads(_path: &str) -> bool {
        false
    }

    fn announces(_path: &str) -> Option<(Kind, Id)> {
        None
    }

    fn understand(_source: &Arc<Source>, (): &mut ()) -> Option<Understood<()>> {
        None
    }

    fn assemble(
        _files: &[Placed<'_, ()>],
        _scope: Option<&()>,
        _sources: &Sources,
        _findings: &mut Vec<Finding>,
    ) -> Governance {
        Governance::empty(Format::CloudFoundry)
    }

    fn kept(cache: &mut Cache) -> &mut Kept<Self> {
        &mut cache.cloud_foundry
    }
}
