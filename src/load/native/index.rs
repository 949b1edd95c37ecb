//! What is where among the records of an organisation: who names whom, who has a right over what,
//! and on which day something begins or ends.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use rustc_hash::FxHashMap as HashMap;

use super::{AnyRecord, Content};
use crate::load::adapter::File;
use crate::model::{
    Date, Id, Kind, Mandate, Method, Object, OneOrMany, Policy, PowerLine, Right, Role, Text, Unit,
};
use crate::source::At;

/// A file that is kept.
pub(super) type Filed = Arc<File<Content>>;

/// The files with a record, by what is looked for in them.
#[derive(Default)]
pub(in crate::load) struct Index {
    /// Files by the id of their record, whatever its kind: a name may lead to any of them.
    records: HashMap<Id, Vec<Filed>>,
    /// Files by the ids that their record names.
    named_by: HashMap<Id, Vec<Filed>>,
    /// Files by the objects over which their record gives a right.
    over: BTreeMap<Object, Vec<Filed>>,
    /// Roles by their names.
    called: HashMap<Text, Vec<Filed>>,
    /// Files by the days on which something in them begins, or no longer holds.
    days: BTreeMap<Date, Vec<Filed>>,
    organisation: Vec<Filed>,
}

/// The record in a file and its name.
pub(super) fn record(file: &Filed) -> Option<&AnyRecord> {
    file.content.as_ref()?.record.as_ref()
}

/// The kind and the id of the record that a file holds or announces.
pub(super) fn key(file: &Filed) -> Option<(Kind, &Id)> {
    let (kind, id, _) = file.content.as_ref()?.name.as_ref()?;
    Some((*kind, id))
}

impl Index {
    /// An index of a few files.
    pub(super) fn of<'f>(files: impl IntoIterator<Item = &'f Filed>) -> Self {
        let mut index = Index::default();
        for file in files {
            index.note(file, true);
        }
        index
    }

    /// Notes that a file came, or that it went.
    pub(super) fn note(&mut self, file: &Filed, comes: bool) {
        let Some((kind, id)) = key(file) else {
            return;
        };
        match kind {
            // No power rests on them.
            Kind::Decision | Kind::Agreement => return,
            Kind::Org => return keep(&mut self.organisation, file, comes),
            _ => {}
        }
        keep(self.records.entry(id.clone()).or_default(), file, comes);
        let Some(record) = record(file) else {
            return;
        };
        names(record, &mut |id| {
            keep(self.named_by.entry(id.clone()).or_default(), file, comes);
        });
        objects(record, &mut |object| {
            sort_in(&mut self.over, object, file, comes);
        });
        let mut begin = |day: Date| sort_in(&mut self.days, &day, file, comes);
        match record {
            AnyRecord::Person(person) => person.envelope.borders().for_each(begin),
            AnyRecord::Policy(policy) => policy.envelope.borders().for_each(begin),
            AnyRecord::Unit(unit) => unit.borders().for_each(begin),
            AnyRecord::Role(role) => {
                role.borders().for_each(&mut begin);
                let name = role.envelope.name.value.clone();
                keep(self.called.entry(name).or_default(), file, comes);
            }
            _ => {}
        }
    }

    /// The files of the records with an id.
    pub(super) fn records(&self, id: &Id) -> &[Filed] {
        self.records.get(id).map_or(&[], Vec::as_slice)
    }

    /// The files whose records name an id.
    pub(super) fn named_by(&self, id: &Id) -> &[Filed] {
        self.named_by.get(id).map_or(&[], Vec::as_slice)
    }

    /// The roles of a name.
    pub(super) fn called(&self, name: &Text) -> &[Filed] {
        self.called.get(name).map_or(&[], Vec::as_slice)
    }

    /// The files of the organisation itself.
    pub(super) fn organisation(&self) -> &[Filed] {
        &self.organisation
    }

    /// The files that give a right over exactly an object.
    pub(super) fn over(&self, object: &str) -> &[Filed] {
        self.over.get(object).map_or(&[], Vec::as_slice)
    }

    /// The files that give a right over what lies in an object.
    pub(super) fn within(&self, object: &str) -> impl Iterator<Item = &Filed> {
        let inner = format!("{object}/");
        let from = (Bound::Included(inner.as_str()), Bound::Unbounded);
        let found = self.over.range::<str, _>(from);
        let prefix = inner.clone();
        let found = found.take_while(move |(known, _)| known.starts_with(&prefix));
        found
            .flat_map(|(_, files)| files)
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// The days after `first` and up to `last` on which something begins, or no longer holds.
    pub(super) fn days(&self, first: Date, last: Date) -> Vec<Date> {
        if first >= last {
            return Vec::new();
        }
        let between = (Bound::Excluded(first), Bound::Included(last));
        self.days.range(between).map(|(day, _)| *day).collect()
    }

    /// The files in which something begins on a day, or no longer holds.
    pub(super) fn on(&self, day: Date) -> &[Filed] {
        self.days.get(&day).map_or(&[], Vec::as_slice)
    }
}

/// Adds a file to the others of a key, or takes it away, where the keys are gone through in order:
/// those without a file are left out.
fn sort_in<K: Ord + Clone>(map: &mut BTreeMap<K, Vec<Filed>>, key: &K, file: &Filed, comes: bool) {
    let files = map.entry(key.clone()).or_default();
    keep(files, file, comes);
    if files.is_empty() {
        map.remove(key);
    }
}

/// Adds a file to others, or takes it away.
fn keep(files: &mut Vec<Filed>, file: &Filed, comes: bool) {
    if comes {
        files.push(Arc::clone(file));
    } else if let Some(at) = files.iter().position(|known| Arc::ptr_eq(known, file)) {
        files.swap_remove(at);
    }
}

/// Every id on which the powers of a record rest, once for each time it is named.
pub(super) fn names(record: &AnyRecord, tell: &mut dyn FnMut(&Id)) {
    match record {
        AnyRecord::Unit(unit) => of_unit(&unit.data, tell),
        AnyRecord::Role(role) => of_role(&role.data, tell),
        AnyRecord::Policy(policy) => of_policy(&policy.data, tell),
        AnyRecord::Method(method) => of_method(&method.data, tell),
        AnyRecord::Org(_)
        | AnyRecord::Person(_)
        | AnyRecord::Agreement(_)
        | AnyRecord::Decision(_) => {}
    }
}

fn each<'i>(ids: impl IntoIterator<Item = &'i At<Id>>, tell: &mut dyn FnMut(&Id)) {
    for id in ids {
        tell(&id.value);
    }
}

fn by(by: &OneOrMany, method: Option<&At<Id>>, tell: &mut dyn FnMut(&Id)) {
    each(by.iter().chain(method), tell);
}

fn line(line: &PowerLine, tell: &mut dyn FnMut(&Id)) {
    each(line.method.iter().chain(&line.with), tell);
}

fn of_unit(unit: &Unit, tell: &mut dyn FnMut(&Id)) {
    unit.mandate
        .powers
        .iter()
        .for_each(|power| line(power, tell));
    each(&unit.parent, tell);
    if let Some(membership) = &unit.membership {
        for admission in membership.admit.iter().chain(&membership.remove) {
            by(&admission.by, admission.method.as_ref(), tell);
        }
    }
    for member in &unit.members {
        tell(&member.person.value);
        member.through.iter().for_each(&mut *tell);
    }
    each(unit.decides_by.values(), tell);
}

fn of_role(role: &Role, tell: &mut dyn FnMut(&Id)) {
    role.mandate
        .powers
        .iter()
        .for_each(|power| line(power, tell));
    tell(&role.unit.value);
    if let Some(selection) = &role.selection {
        each(selection.by.iter().flat_map(OneOrMany::iter), tell);
        each(&selection.method, tell);
        each(selection.from.iter().chain(&selection.if_stuck), tell);
    }
    if let Some(removal) = &role.removal {
        by(&removal.by, removal.method.as_ref(), tell);
    }
    if let Some(represents) = &role.represents {
        tell(&represents.unit.value);
    }
    each(role.incompatible.iter().chain(&role.template), tell);
    each(role.holders.iter().map(|holder| &holder.person), tell);
}

fn of_policy(policy: &Policy, tell: &mut dyn FnMut(&Id)) {
    tell(&policy.adopted_by.value);
    for grant in &policy.grants {
        tell(&grant.to.value);
        line(&grant.line, tell);
    }
    if let Some(amend) = &policy.amend {
        by(&amend.by, amend.method.as_ref(), tell);
    }
}

fn of_method(method: &Method, tell: &mut dyn FnMut(&Id)) {
    each(&method.extends, tell);
    if let Some(veto) = &method.veto {
        each(veto.by.iter(), tell);
    }
    each(method.casting_vote.iter().chain(&method.if_stuck), tell);
    // Electors are named in words, which may be ids.
    if let Some(electors) = &method.electors {
        tell(&Id::of(electors.trim()));
        let is_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        for word in electors.split(|c: char| !is_word(c)) {
            tell(&Id::of(word));
        }
    }
}

/// The lines of powers that a record gives.
pub(super) fn lines(record: &AnyRecord) -> impl Iterator<Item = &PowerLine> {
    let (mandate, policy): (Option<&Mandate>, Option<&Policy>) = match record {
        AnyRecord::Unit(unit) => (Some(&unit.data.mandate), None),
        AnyRecord::Role(role) => (Some(&role.data.mandate), None),
        AnyRecord::Policy(policy) => (None, Some(&policy.data)),
        _ => (None, None),
    };
    let own = mandate.into_iter().flat_map(|mandate| &mandate.powers);
    let granted = policy.into_iter().flat_map(|policy| &policy.grants);
    own.map(|line| &line.value)
        .chain(granted.map(|grant| &grant.line))
}

/// Every object over which a record gives a right.
pub(super) fn objects(record: &AnyRecord, tell: &mut dyn FnMut(&Object)) {
    let domains = match record {
        AnyRecord::Unit(unit) => &unit.data.mandate.domains[..],
        AnyRecord::Role(role) => &role.data.mandate.domains[..],
        _ => &[],
    };
    for domain in domains {
        tell(&Object::of(domain.as_str()));
    }
    for line in lines(record) {
        tell(&line.over.value);
    }
}

/// Whether a record has the right to override.
pub(super) fn overrides(record: &AnyRecord) -> bool {
    lines(record).any(|line| line.right == Right::Override)
}
