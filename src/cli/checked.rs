//! A governance with its powers and everything that was found in it.

use std::collections::HashSet;

use crate::config::{Baseline, Known};
use crate::diag::{Finding, RuleInfo, Severity};
use crate::load::Loaded;
use crate::model::Date;
use crate::power::{Powers, powers};
use crate::report::check::CheckReport;
use crate::rules::{self, Base, Context, Demand, Fingerprint};

/// What a check is to look at, and what of it to tell.
pub(super) struct Asked<'a> {
    pub(super) as_of: Date,
    pub(super) demand: Demand,
    /// What was before a change, where only what is new since then is told.
    pub(super) base: Option<&'a Checked>,
    /// What was when the window of smells began.
    pub(super) earlier: Option<&'a Earlier>,
    /// Whether to leave out the old findings of the baseline.
    pub(super) leaves_out_old: bool,
}

impl Asked<'_> {
    /// All that the rules find.
    pub(super) fn check(&self, loaded: Loaded) -> Checked {
        Checked::new(loaded, self.as_of, self.demand, self.base, self.earlier)
    }

    /// Leaves out what is not to be told.
    pub(super) fn narrow(&self, checked: &mut Checked) {
        if let Some(base) = self.base {
            checked.only_new_since(base);
        }
        if self.leaves_out_old {
            checked.leave_out_old();
        }
    }

    /// Tells of each finding of a check whether it is told.
    pub(super) fn told<'c>(
        &'c self,
        checked: &'c Checked,
    ) -> impl Fn(&Finding, &Fingerprint) -> bool + 'c {
        let since: Option<HashSet<&Fingerprint>> =
            self.base.map(|base| base.fingerprints.iter().collect());
        let old = checked.loaded.config.baseline.as_ref();
        let old = old.filter(|_| self.leaves_out_old);
        move |finding, fingerprint| {
            let is_since = since.as_ref().is_none_or(|old| !old.contains(fingerprint));
            is_since && !old.is_some_and(|old| is_old(old, finding, fingerprint))
        }
    }
}

/// A governance as it stood on an earlier day.
pub(super) struct Earlier {
    loaded: Loaded,
    powers: Powers,
}

impl Earlier {
    pub(super) fn new(loaded: Loaded, day: Date) -> Self {
        let powers = powers(&loaded.governance, day);
        Earlier { loaded, powers }
    }
}

/// What the rules say of a governance on a day.
pub(super) struct Checked {
    pub(super) loaded: Loaded,
    pub(super) powers: Powers,
    /// What is told.
    pub(super) findings: Vec<Finding>,
    /// A name for each of them that outlives edits elsewhere.
    pub(super) fingerprints: Vec<Fingerprint>,
    /// The rules that were run.
    pub(super) rules: Vec<RuleInfo>,
    /// How many findings are waived.
    waived: usize,
    /// Of how many old findings of the baseline how many are left.
    old: Option<(usize, usize)>,
    as_of: Date,
}

impl Checked {
    /// Checks what was loaded; `base` is what it was before a change, to see the change too, and
    /// `earlier` what it was before much of its history.
    pub(super) fn new(
        loaded: Loaded,
        as_of: Date,
        demand: Demand,
        base: Option<&Checked>,
        earlier: Option<&Earlier>,
    ) -> Self {
        let powers = powers(&loaded.governance, as_of);
        let context = Context {
            loaded: &loaded,
            powers: &powers,
            as_of,
            base: base.map(|base| Base {
                loaded: &base.loaded,
                powers: &base.powers,
            }),
            earlier: earlier.map(|earlier| Base {
                loaded: &earlier.loaded,
                powers: &earlier.powers,
            }),
        };
        let outcome = rules::run(&context, demand);
        let fingerprints = rules::fingerprints(&outcome.findings, &loaded.sources);
        Checked {
            powers,
            findings: outcome.findings,
            fingerprints,
            rules: outcome.rules,
            waived: outcome.waived.len(),
            old: None,
            as_of,
            loaded,
        }
    }

    /// Leaves out what was found in the base already.
    fn only_new_since(&mut self, base: &Checked) {
        let old: HashSet<&Fingerprint> = base.fingerprints.iter().collect();
        self.retain(|_, fingerprint| !old.contains(fingerprint));
    }

    /// Leaves out the old findings of the baseline, and counts them.
    fn leave_out_old(&mut self) {
        let Some(baseline) = self.loaded.config.baseline.take() else {
            return;
        };
        let before = self.findings.len();
        self.retain(|finding, fingerprint| !is_old(&baseline, finding, fingerprint));
        self.old = Some((before - self.findings.len(), baseline.findings.len()));
        self.loaded.config.baseline = Some(baseline);
    }

    /// Leaves out what does not keep records from being read.
    pub(super) fn only_unread(&mut self) {
        self.retain(|finding, _| {
            let is_essential = rules::find(finding.rule).is_none_or(|info| info.essential);
            is_essential && finding.severity == Severity::Error
        });
    }

    fn retain(&mut self, keep: impl Fn(&Finding, &Fingerprint) -> bool) {
        let findings = std::mem::take(&mut self.findings);
        let fingerprints = std::mem::take(&mut self.fingerprints);
        for (finding, fingerprint) in findings.into_iter().zip(fingerprints) {
            if keep(&finding, &fingerprint) {
                self.findings.push(finding);
                self.fingerprints.push(fingerprint);
            }
        }
    }

    /// Takes back that a finding can be mended by itself.
    pub(super) fn leave_to_people(&mut self, fingerprint: &Fingerprint, moves_power: bool) {
        let found = self.findings.iter_mut().zip(&self.fingerprints);
        for (finding, _) in found.filter(|(_, known)| *known == fingerprint) {
            finding.edits.clear();
            if let Some(fix) = finding.fix.as_mut().filter(|_| moves_power) {
                fix.push_str(" (changes power: not applied by --fix)");
            }
        }
    }

    /// All that was found, as a baseline; what keeps records from being read is left out.
    pub(super) fn baseline(&self) -> Baseline {
        let found = self.findings.iter().zip(&self.fingerprints);
        let findings = found
            .filter(|(finding, _)| rules::find(finding.rule).is_some_and(|info| !info.essential))
            .map(|(finding, fingerprint)| {
                let source = self.loaded.sources.get(finding.primary.place.source);
                let record = finding.record.as_deref().unwrap_or(source.path());
                let known = Known {
                    rule: finding.rule.to_owned(),
                    record: record.to_owned(),
                };
                (fingerprint.to_string(), known)
            })
            .collect();
        Baseline::of(findings)
    }

    /// The report for the formats; `prefix` stands before every path, and what weighs `fails_at`
    /// or more fails.
    pub(super) fn report<'r>(
        &'r self,
        prefix: &'r str,
        fails_at: Option<Severity>,
    ) -> CheckReport<'r> {
        CheckReport {
            findings: &self.findings,
            fingerprints: &self.fingerprints,
            sources: &self.loaded.sources,
            infos: &self.rules,
            records: self.loaded.governance.len(),
            waived: self.waived,
            old: self.old,
            fails_at,
            as_of: self.as_of,
            prefix,
        }
    }

    /// Whether something weighs as much as this.
    pub(super) fn fails(&self, at: Severity) -> bool {
        self.findings.iter().any(|finding| finding.severity >= at)
    }
}

/// Whether a finding is among those of the baseline. What keeps records from being read never is.
fn is_old(baseline: &Baseline, finding: &Finding, fingerprint: &Fingerprint) -> bool {
    let is_essential = rules::find(finding.rule).is_none_or(|info| info.essential);
    !is_essential && baseline.findings.contains_key(fingerprint.as_str())
}
