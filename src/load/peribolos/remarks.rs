//! What the lists of an organisation break of each other, though each of them can be read.
//!
//! Nothing beyond the records is needed; only a check asks for it.

use std::collections::{BTreeMap, BTreeSet};

use super::team::Team;
use crate::diag::{Finding, Severity};
use crate::load::{DUPLICATE_ENTRY, Loaded, NOT_A_MEMBER, UNSORTED_LIST};
use crate::model::{Governance, Id, Record, Unit};
use crate::source::Place;

/// People, each at the first place where a list names them.
type Listed<'g> = BTreeMap<&'g Id, Place>;

/// The people of one organisation.
struct Org<'g> {
    unit: &'g Record<Unit>,
    members: Listed<'g>,
    admins: Listed<'g>,
}

/// What the lists break; see the module.
pub(in crate::load) fn remarks(loaded: &Loaded) -> Vec<Finding> {
    let governance = &loaded.governance;
    let mut findings = Vec::new();
    let mut orgs: BTreeMap<&str, Org<'_>> = BTreeMap::new();
    // The name of a team follows that of its organisation and a dot.
    for (id, unit) in &governance.units {
        let is_org = !id.contains('.') && governance.root() != Some(id);
        if is_org {
            let org = Org {
                unit,
                members: members(unit),
                admins: holders(governance, &Id::of(format!("{id}-owners"))),
            };
            for (person, place) in &org.members {
                if let Some(first) = org.admins.get(person) {
                    let name = unit.id.as_str();
                    let message = format!("`{person}` is an admin and a member of `{name}`");
                    let why = "whoever is taken out of one list is still in the other";
                    findings.push(twice(message, *place, *first, why, unit));
                }
            }
            orgs.insert(id, org);
        }
    }
    for (id, unit) in &governance.units {
        let Some(org) = id.split_once('.').and_then(|(org, _)| orgs.get(org)) else {
            continue;
        };
        let own = members(unit);
        let maintainers = holders(governance, &Team::maintainers_of(id));
        for (person, place) in &own {
            if let Some(first) = maintainers.get(person) {
                let message = format!("`{person}` is a maintainer and a member of `{id}`");
                let why = "on GitHub nobody is both, and which of the two holds is not known";
                findings.push(twice(message, *place, *first, why, unit));
            }
        }
        // Of a list that could not be read, or is kept elsewhere, nobody is a stranger.
        if loaded.is_incomplete() || org.members.is_empty() {
            continue;
        }
        let people: BTreeMap<_, _> = maintainers.iter().chain(&own).collect();
        let mut strangers: Vec<_> = people.into_iter().collect();
        strangers.retain(|(id, _)| !org.members.contains_key(*id) && !org.admins.contains_key(*id));
        for (person, place) in strangers {
            findings.push(stranger(person, *place, unit, org));
        }
    }
    findings.append(&mut unsorted(governance));
    findings
}

/// Of so many lists one may be out of order while order is the custom.
const ORDERLY: usize = 10;

/// Lists out of the order of the alphabet, where that is the custom.
fn unsorted(governance: &Governance) -> Vec<Finding> {
    let mut all = 0;
    let mut findings = Vec::new();
    let mut look = |mut people: Vec<(Place, &str)>, words: &str, record: String| {
        people.sort();
        people.dedup();
        if people.len() > 1 {
            all += 1;
        }
        let behind = |pair: &&[(Place, &str)]| pair[0].1 > pair[1].1;
        if let Some([(first, before), (place, person)]) = people.windows(2).find(behind) {
            findings.push(
                Finding::new(
                    UNSORTED_LIST,
                    Severity::Info,
                    *place,
                    format!("`{person}` stands behind `{before}` in {words}"),
                )
                .label("out of the order of the alphabet")
                .related(*first, "comes later")
                .why("in a sorted list a name that is there twice stands beside itself")
                .fix("move the name to its place")
                .record(record),
            );
        }
    };
    for unit in governance.units.values() {
        let members = unit.data.members.iter();
        let members = members.filter(|member| member.through.is_none());
        let members = members.map(|member| (unit.place(member.span), member.person.as_str()));
        let words = format!("the members of `{}`", unit.id);
        look(members.collect(), &words, unit.reference());
    }
    for role in governance.roles.values() {
        let holders = role.data.holders.iter();
        let holders = holders.map(|holder| (role.place(holder.span), holder.person.as_str()));
        let words = format!("`{}`", role.id);
        look(holders.collect(), &words, role.reference());
    }
    if findings.len() * ORDERLY > all {
        findings.clear();
    }
    findings
}

fn members(unit: &Record<Unit>) -> Listed<'_> {
    let members = unit.data.members.iter().rev();
    members
        .map(|member| (&member.person.value, unit.place(member.span)))
        .collect()
}

fn holders<'g>(governance: &'g Governance, role: &Id) -> Listed<'g> {
    let Some(role) = governance.roles.get(role) else {
        return Listed::new();
    };
    let holders = role.data.holders.iter().rev();
    holders
        .map(|holder| (&holder.person.value, role.place(holder.span)))
        .collect()
}

fn twice(message: String, place: Place, first: Place, why: &str, unit: &Record<Unit>) -> Finding {
    Finding::new(DUPLICATE_ENTRY, Severity::Error, place, message)
        .label("as a member")
        .related(first, "here already")
        .why(why)
        .fix("take one of the two entries out (changes power)")
        .record(unit.reference())
}

fn stranger(person: &Id, place: Place, team: &Record<Unit>, org: &Org<'_>) -> Finding {
    let name = org.unit.id.as_str();
    let message = format!("`{person}` is in `{}` and not in `{name}`", team.id);
    let mut finding = Finding::new(NOT_A_MEMBER, Severity::Error, place, message)
        .label(format!("neither a member nor an admin of `{name}`"));
    let first: BTreeSet<&Place> = org.members.values().collect();
    if let Some(first) = first.first() {
        finding = finding.related(**first, "the members of the organisation");
    }
    finding
        .why("nobody outside an organisation can be in its teams, so this is never carried out")
        .fix("add the person to the organisation, or take them out here (changes power)")
        .record(team.reference())
}
