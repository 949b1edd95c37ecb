//! openstack/governance as it is: `reference/projects.yaml` and `reference/members.yaml`.

use std::sync::Arc;

use super::Cache;
use super::adapter::{Adapter, Placed, Understood};
use super::snapshot::Kept;
use crate::diag::Finding;
use crate::model::{Format, Governance, Id, Kind};
use crate::source::{Source, Sources};
use crate::tree::Entry;

/// The format.
pub(super) struct OpenStack;

impl Adapter for OpenStack {
    type Content = ();
    type Memory = ();
    type Scope = ();

    const FORMAT: Format = Format::OpenStack;
    const HINTS: &[&str] = &["reference"];

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
        Governance::empty(Format::OpenStack)
    }

    fn kept(cache: &mut Cache) -> &mut Kept<Self> {
        &mut cache.openstack
    }
}
