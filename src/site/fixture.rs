//! A small organisation for the unit tests of pages.

use std::collections::BTreeMap;

use super::book::Book;
use super::{Handbook, OtherDay, PolicyVersion, build};
use crate::load::{Cache, Loaded, load};
use crate::model::{Actor, Date, Id, Object};
use crate::power::distribution::Counts;
use crate::power::{Act, Powers, powers};
use crate::shift::{
    Comparison, Effect, Party, Saying, Shift, ShiftKind, ShiftSet, SideName, Where,
};
use crate::tree::MemoryTree;

/// A day.
pub(super) fn on(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

/// The files of the organisation.
pub(super) const FILES: [(&str, &str); 13] = [
    (
        "org.yaml",
        "name: Tidepool\nvision: Clean water\nroot: assembly\nresidual: assembly\n\
         domains: {money: All money, money/small: Small sums, site: The web site}\n\
         defaults: {method: consent, notice: P30D}\n\
         goals: [{id: clean, text: A clean bay, until: 2030-01-31}]\n",
    ),
    (
        "units/assembly.yaml",
        "name: Assembly\ntype: assembly\ndecides_by: {default: vote, rules: vote}\n\
         members: [ana, bao, cem, {person: dee, until: 2025-06-30}]\n",
    ),
    (
        "units/crew.yaml",
        "name: Crew\ntype: crew\nparent: assembly\npurpose: Do the work\ndomains: [site]\n\
         affiliation_cap: 1\n",
    ),
    (
        "roles/keeper.yaml",
        "name: Keeper\nunit: crew\npurpose: Keep the money\ndomains: [money]\nkey: true\n\
         powers: [{right: decide, over: money/small, up_to: 500 EUR, override_by: assembly}]\n\
         selection: {by: assembly, method: vote, term: P1Y, max_terms: 2}\n\
         decision: found\nlimits: [Never alone at night]\ntime: 2 hours a week\n\
         accountabilities: [Counting]\n\
         holders:\n  - {person: ana, since: 2026-01-01, until: 2026-12-31, how: elected, decision: found}\n\
         \x20 - {person: bao, since: 2025-01-01, until: 2025-12-31, how: elected}\n\
         \x20 - {person: cem, since: 2027-01-01, until: 2027-12-31}\n",
    ),
    (
        "roles/webmaster.yaml",
        "name: Webmaster\nunit: crew\nremoval: {by: assembly, method: vote, for: any reason}\n",
    ),
    (
        "people/ana.yaml",
        "name: Ana Maria Paz\naffiliations: [{org: Acme}]\n",
    ),
    (
        "people/bao.yaml",
        "name: Bao Tran\naffiliations: [{org: Bank}]\n",
    ),
    ("people/cem.yaml", "name: Cem Ay\nactivity: leave\n"),
    ("people/dee.yaml", "name: Dee\n"),
    (
        "methods/vote.yaml",
        "name: Vote\nfamily: majority\npass: '> 1/2 of cast'\nquorum: 60%\nif_stuck: consent\n",
    ),
    (
        "policies/spending.md",
        "---\nname: Spending\nadopted_by: assembly\ndomains: [money]\nreview_by: 2026-10-01\n\
         decision: found\n---\n# Spending\n\n## 1. Who pays\n\nSee [the seat](../roles/keeper.yaml) \
         and [a part](#1-who-pays).\n",
    ),
    (
        "decisions/found.md",
        "---\nname: Found the crew\ntype: structural\nstate: adopted\nby: assembly\n\
         domains: [structure/crew]\nmethod: vote\nproposed: {by: ana, at: 2026-01-02}\n\
         decided: 2026-02-03\neligible: 4\ntally: [{for: 3, against: 1}]\n\
         objections: [{by: bao, text: Too soon, valid: true, resolved: We waited}]\n\
         changes: [keeper, abcdef0]\noutcome: The crew exists\n---\nAs [agreed](../policies/spending.md#1-who-pays).\n",
    ),
    (
        "decisions/ask.yaml",
        "name: Ask the harbour\ntype: operational\nstate: open\nby: crew\ndomains: [site]\n\
         proposed: {by: bao, at: 2026-09-01}\n",
    ),
];

/// Somebody becomes keeper.
pub(super) fn seated(person: &str) -> Shift {
    let party = Party {
        actor: Actor::Role(Id::of("keeper")),
        name: "Keeper".into(),
        people: vec![Id::of(person)],
        method: String::new(),
        alone: true,
    };
    Shift {
        kind: ShiftKind::Seated,
        right: None,
        object: Object::of("seats/keeper"),
        object_name: Some("Keeper".into()),
        act: Act::Any,
        from: None,
        to: Some(party),
        before: None,
        after: None,
        gains: vec![Id::of(person)],
        loses: Vec::new(),
        detail: Some(Saying::until(on("2026-12-31"))),
        cause: None,
        places: vec![Where {
            side: SideName::Head,
            path: "roles/keeper.yaml".to_owned(),
            line: 9,
        }],
        effect: Effect::Neither,
        entry: None,
        untouched: Vec::new(),
        why: Vec::new(),
    }
}

/// A change of a day.
pub(super) fn entry(number: usize, date: &str, subject: &str, shifts: Vec<Shift>) -> ShiftSet {
    ShiftSet {
        lapse: false,
        commit: format!("{number:012x}{}", "0".repeat(28)),
        short: format!("{number:07x}"),
        date: on(date),
        subject: subject.to_owned(),
        author: "A. Nonymous".to_owned(),
        comparison: Comparison {
            names: shifts
                .iter()
                .flat_map(|shift| &shift.gains)
                .map(|id| (id.clone(), "Ana Maria Paz".to_owned()))
                .collect(),
            shifts,
            ..Comparison::nothing(on(date))
        },
        trouble: None,
    }
}

/// A loaded organisation.
pub(super) struct Fixture {
    loaded: Loaded,
    powers: Powers,
    as_of: Date,
    history: Vec<ShiftSet>,
    other_day: Option<OtherDay>,
    versions: BTreeMap<Id, Vec<PolicyVersion>>,
    counts: Vec<(Date, Counts)>,
}

impl Fixture {
    /// The files above on 1 November 2026, with `others` added or put in their place.
    pub(super) fn with(others: &[(&str, &str)]) -> Self {
        let mut files: BTreeMap<&str, &str> = FILES.into_iter().collect();
        files.extend(others.iter().copied());
        let tree = files
            .into_iter()
            .fold(MemoryTree::new("test"), |tree, (path, text)| {
                tree.with(path, text)
            });
        let loaded = load(&tree, None, &mut Cache::default()).expect("a governance");
        assert!(!loaded.is_incomplete(), "{:#?}", loaded.findings);
        let as_of = on("2026-11-01");
        let powers = powers(&loaded.governance, as_of);
        Fixture {
            loaded,
            powers,
            as_of,
            history: Vec::new(),
            other_day: None,
            versions: BTreeMap::new(),
            counts: Vec::new(),
        }
    }

    /// The same in a handbook that speaks German.
    pub(super) fn german() -> Self {
        Fixture::german_with(&[])
    }

    /// The same with `others` added or put in their place.
    pub(super) fn german_with(others: &[(&str, &str)]) -> Self {
        let (path, org) = FILES[0];
        let org = format!("{org}language: de\n");
        let mut files = vec![(path, org.as_str())];
        files.extend(others);
        Fixture::with(&files)
    }

    pub(super) fn history(mut self, history: Vec<ShiftSet>) -> Self {
        self.history = history;
        self
    }

    pub(super) fn other_day(mut self, other_day: OtherDay) -> Self {
        self.other_day = Some(other_day);
        self
    }

    /// The same with the versions of a policy, the oldest first.
    pub(super) fn versions(mut self, policy: &str, versions: Vec<PolicyVersion>) -> Self {
        self.versions.insert(Id::of(policy), versions);
        self
    }

    /// The same with how power was spread on earlier days.
    pub(super) fn counts(mut self, counts: &[(Date, Counts)]) -> Self {
        self.counts = counts.to_vec();
        self
    }

    /// Hands out the handbook.
    pub(super) fn handbook(&self) -> Handbook<'_> {
        Handbook {
            governance: &self.loaded.governance,
            sources: &self.loaded.sources,
            powers: &self.powers,
            findings: &[],
            history: &self.history,
            as_of: self.as_of,
            commit: Some("abc1234".to_owned()),
            root: "gov",
            incomplete_history: None,
            other_day: self.other_day.clone(),
            versions: &self.versions,
            settings: &self.loaded.config.handbook,
            counts: &self.counts,
        }
    }

    pub(super) fn read<R>(&self, read: impl FnOnce(&Book<'_>) -> R) -> R {
        let handbook = self.handbook();
        read(&Book::new(&handbook))
    }

    /// Everything as built.
    pub(super) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        build(&self.handbook()).expect("a site")
    }

    /// A page as built.
    pub(super) fn html(&self, path: &str) -> String {
        let files = self.files();
        let bytes = files.get(path).unwrap_or_else(|| panic!("no {path}"));
        String::from_utf8(bytes.clone()).expect("UTF-8")
    }

    /// The words of the main part of a page, white space collapsed.
    pub(super) fn words(&self, path: &str) -> String {
        let html = self.html(path);
        let start = html.find("<main").expect("a main part");
        let end = html.find("</main>").expect("its end");
        let mut words = String::new();
        let mut in_tag = false;
        for c in html[start..end].chars() {
            match c {
                '<' => in_tag = true,
                '>' => {
                    in_tag = false;
                    words.push(' ');
                }
                c if !in_tag => words.push(c),
                _ => {}
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
