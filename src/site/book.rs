//! What pages look things up in: names, addresses, and who is tied to what.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Handbook;
use super::address::{encoded, file_names};
use super::seat::{Seat, holders, members};
use super::text::name;
use super::words::Words;
use crate::diag::Finding;
use crate::model::{
    Actor, Capacity, Date, Decision, Envelope, Family, Governance, Id, Kind, Period, Record,
    RecordData, Role, Unit, Visibility, references,
};
use crate::source::{SourceId, Sources};

/// The handbook's content with everything that pages ask for again and again.
pub(super) struct Book<'h> {
    /// What was asked for.
    pub handbook: &'h Handbook<'h>,
    /// The public records.
    pub governance: Cow<'h, Governance>,
    /// The name of the organisation.
    pub organisation: String,
    /// The words of its language.
    pub words: Words,
    /// How long before a day passes people should hear of it.
    pub notice: Period,
    hidden: BTreeSet<(Kind, Id)>,
    addresses: Addresses,
    /// The records that have a page each, by its address.
    pages: BTreeMap<String, (Kind, String)>,
    /// The families that stand where a method of their own could.
    pub built_in: BTreeSet<Family>,
    records_of: BTreeMap<SourceId, Vec<(Kind, Id)>>,
    files: BTreeMap<&'h str, SourceId>,
    seats: BTreeMap<Id, Vec<Seat>>,
    roles: BTreeMap<Id, Vec<Id>>,
    children: BTreeMap<Id, Vec<Id>>,
    decisions: BTreeMap<Id, Vec<Id>>,
    changed_by: BTreeMap<Id, BTreeSet<(Kind, Id)>>,
    findings: BTreeMap<String, Vec<&'h Finding>>,
}

impl<'h> Book<'h> {
    pub(super) fn new(handbook: &'h Handbook<'h>) -> Self {
        let (governance, hidden) = public(handbook.governance);
        let words = Words::of(&governance);
        let organisation = governance
            .org
            .as_ref()
            .map_or_else(|| words.text("this-organisation"), |org| name(org.name()));
        let defaults = governance.org.as_ref().map(|org| &org.data.defaults);
        let notice = defaults
            .and_then(|defaults| defaults.notice)
            .or_else(|| Period::parse("P30D"))
            .unwrap_or_else(|| unreachable!("a constant period"));
        let built_in = built_in(handbook, &governance);
        let addresses = addresses(
            &governance,
            &built_in,
            agreements_are_apart(&governance, handbook.sources),
        );
        let pages = addresses.iter().flat_map(|(kind, addresses)| {
            let pages = addresses.iter();
            let pages = pages.filter(|(_, address)| address.contains('/'));
            pages.map(|(id, address)| (address.clone(), (*kind, id.clone())))
        });
        let mut book = Book {
            handbook,
            pages: pages.collect(),
            addresses,
            organisation,
            words,
            notice,
            hidden,
            built_in,
            records_of: BTreeMap::new(),
            files: BTreeMap::new(),
            seats: BTreeMap::new(),
            roles: BTreeMap::new(),
            children: BTreeMap::new(),
            decisions: BTreeMap::new(),
            changed_by: BTreeMap::new(),
            findings: BTreeMap::new(),
            governance,
        };
        book.index();
        book
    }

    fn index(&mut self) {
        let governance = &self.governance;
        let as_of = self.handbook.as_of;
        for (id, unit) in &governance.units {
            note(&mut self.records_of, unit);
            if let Some(parent) = &unit.data.parent {
                let children = self.children.entry(parent.value.clone()).or_default();
                children.push(id.clone());
            }
            for seat in members(unit, governance, as_of) {
                self.seats
                    .entry(seat.person.clone())
                    .or_default()
                    .push(seat);
            }
            note_decision(&mut self.changed_by, unit);
        }
        for (id, role) in &governance.roles {
            note(&mut self.records_of, role);
            let roles = self.roles.entry(role.data.unit.value.clone()).or_default();
            roles.push(id.clone());
            for seat in holders(role, governance, as_of) {
                self.seats
                    .entry(seat.person.clone())
                    .or_default()
                    .push(seat);
            }
            note_decision(&mut self.changed_by, role);
        }
        for person in governance.people.values() {
            note(&mut self.records_of, person);
        }
        for method in governance.methods.values() {
            note(&mut self.records_of, method);
            note_decision(&mut self.changed_by, method);
        }
        for policy in governance.policies.values() {
            note(&mut self.records_of, policy);
            note_decision(&mut self.changed_by, policy);
        }
        for agreement in governance.agreements.values() {
            note(&mut self.records_of, agreement);
            note_decision(&mut self.changed_by, agreement);
        }
        if let Some(org) = &governance.org {
            note(&mut self.records_of, org);
        }
        for decision in governance.decisions.values() {
            note(&mut self.records_of, decision);
            for change in &decision.data.changes {
                if let Some(record) = self.named(change) {
                    let changed = self.changed_by.entry(decision.id.clone()).or_default();
                    changed.insert(record);
                }
            }
        }
        let sources = self.handbook.sources;
        for source in self.records_of.keys() {
            self.files.insert(sources.get(*source).path(), *source);
        }
        let mut newest: Vec<&Record<Decision>> = governance.decisions.values().collect();
        newest.sort_by(|a, b| (decision_date(b), &a.id).cmp(&(decision_date(a), &b.id)));
        for decision in newest {
            if let Some(by) = &decision.data.by {
                let of_actor = self.decisions.entry(by.value.clone()).or_default();
                of_actor.push(decision.id.clone());
            }
        }
        for finding in self.handbook.findings {
            let of_source = || self.records_of.get(&finding.primary.place.source);
            let record = finding
                .record
                .clone()
                .or_else(|| match of_source()?.as_slice() {
                    [(kind, id)] => Some(format!("{kind}/{id}")),
                    _ => None,
                });
            if let Some(record) = record {
                self.findings.entry(record).or_default().push(finding);
            }
        }
        for seats in self.seats.values_mut() {
            seats.sort_by_key(|seat| {
                let is_membership = matches!(seat.actor, Actor::Unit(_));
                (seat.time, is_membership, std::cmp::Reverse(seat.since))
            });
        }
    }

    pub(super) fn as_of(&self) -> Date {
        self.handbook.as_of
    }

    /// Every seat that a person has, had or will have: running ones first, roles before
    /// memberships, the newest first.
    pub(super) fn seats_of(&self, person: &str) -> &[Seat] {
        self.seats.get(person).map_or(&[], Vec::as_slice)
    }

    /// Every seat of a role or membership of a unit.
    pub(super) fn seats_in(&self, actor: &Actor) -> Vec<Seat> {
        let (governance, as_of) = (&self.governance, self.handbook.as_of);
        let mut seats = match actor {
            Actor::Unit(id) => governance
                .units
                .get(id)
                .map_or_else(Vec::new, |unit| members(unit, governance, as_of)),
            Actor::Role(id) => governance
                .roles
                .get(id)
                .map_or_else(Vec::new, |role| holders(role, governance, as_of)),
            Actor::Person(_) => Vec::new(),
        };
        seats.sort_by_key(|seat| (seat.time, seat.capacity));
        seats
    }

    /// The roles that live in a unit.
    pub(super) fn roles_in(&self, unit: &str) -> impl Iterator<Item = &Record<Role>> {
        let ids = self.roles.get(unit).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| self.governance.roles.get(id))
    }

    /// The units whose parent is `unit`.
    pub(super) fn units_in(&self, unit: &str) -> impl Iterator<Item = &Record<Unit>> {
        let ids = self.children.get(unit).map_or(&[][..], Vec::as_slice);
        ids.iter().filter_map(|id| self.governance.units.get(id))
    }

    /// The decisions that an actor took or is to take, newest first.
    pub(super) fn decisions_by(&self, actor: &str) -> impl Iterator<Item = &Record<Decision>> {
        let ids = self.decisions.get(actor).map_or(&[][..], Vec::as_slice);
        ids.iter()
            .filter_map(|id| self.governance.decisions.get(id))
    }

    /// The records that a decision says it changed, or that name it as their own.
    pub(super) fn changed_by(&self, decision: &str) -> impl Iterator<Item = &(Kind, Id)> {
        self.changed_by.get(decision).into_iter().flatten()
    }

    /// What was found in a record.
    pub(super) fn findings_on(&self, reference: &str) -> &[&'h Finding] {
        self.findings.get(reference).map_or(&[], Vec::as_slice)
    }

    /// Whether a role lacks holders on the day: fewer than it must have. A role that may stand
    /// empty, or whose holders are kept elsewhere, is not vacant.
    pub(super) fn is_vacant(&self, role: &Record<Role>) -> bool {
        let actor = Actor::Role(role.id.clone());
        if role.data.source.is_some() || !self.governance.actor_in_force(&actor, self.as_of()) {
            return false;
        }
        let needed = role.data.seats.map_or(1, |seats| seats.min.unwrap_or(1));
        let held = role
            .data
            .holders
            .iter()
            .filter(|holder| holder.capacity == Capacity::Holder && holder.holds(self.as_of()))
            .count();
        u64::try_from(held).unwrap_or(u64::MAX) < needed
    }

    /// Whether nobody is in a unit on the day, though people should be. A unit that says who belongs
    /// to it, or that holds units together, is not vacant.
    pub(super) fn is_vacant_unit(&self, unit: &Record<Unit>) -> bool {
        let actor = Actor::Unit(unit.id.clone());
        self.handbook.powers.roster.people(&actor).is_empty()
            && unit.data.membership.is_none()
            && self.units_in(&unit.id).next().is_none()
    }

    /// The one record that a file holds, if it holds one.
    fn record_at(&self, source: SourceId) -> Option<&(Kind, Id)> {
        match self.records_of.get(&source)?.as_slice() {
            [record] => Some(record),
            _ => None,
        }
    }

    /// The one record in the file at a path relative to the governance root.
    pub(super) fn record_in(&self, path: &str) -> Option<&(Kind, Id)> {
        self.record_at(*self.files.get(path)?)
    }

    /// The one policy that a file holds, if it is that.
    pub(super) fn policy_at(&self, source: SourceId) -> Option<&Id> {
        self.record_at(source)
            .and_then(|(kind, id)| (*kind == Kind::Policy).then_some(id))
    }

    /// The name of a record; none where there is no such record.
    pub(super) fn name(&self, kind: Kind, id: &str) -> Option<String> {
        let governance = &self.governance;
        let text = match kind {
            Kind::Org => governance.org.as_ref().map(Record::name),
            Kind::Person => governance.people.get(id).map(Record::name),
            Kind::Unit => governance.units.get(id).map(Record::name),
            Kind::Role => governance.roles.get(id).map(Record::name),
            Kind::Method => governance.methods.get(id).map(Record::name),
            Kind::Policy => governance.policies.get(id).map(Record::name),
            Kind::Agreement => governance.agreements.get(id).map(Record::name),
            Kind::Decision => governance.decisions.get(id).map(Record::name),
        };
        text.map(name)
    }

    pub(super) fn is_hidden(&self, kind: Kind, id: &str) -> bool {
        self.hidden.contains(&(kind, Id::of(id)))
    }

    /// Whether a word is the id of a record that is not public, and of no actor that is.
    pub(super) fn is_hidden_word(&self, id: &str) -> bool {
        let kinds = [Kind::Unit, Kind::Role, Kind::Person];
        let is_known = kinds.iter().any(|kind| self.name(*kind, id).is_some());
        !self.hidden.is_empty()
            && !is_known
            && Kind::ALL.iter().any(|kind| self.is_hidden(*kind, id))
    }

    /// Whether an object of rights names a record that is not public.
    pub(super) fn is_about_hidden(&self, object: &str) -> bool {
        let id = object.split_once('/').map_or(object, |(_, id)| id);
        self.is_hidden_word(id)
    }

    /// Whether a file holds a policy that is not public.
    pub(super) fn is_in_hidden(&self, source: SourceId) -> bool {
        let policies = &self.handbook.governance.policies;
        let hidden = self.hidden.iter().filter(|(kind, _)| *kind == Kind::Policy);
        let mut hidden = hidden.filter_map(|(_, id)| policies.get(id));
        hidden.any(|policy| policy.source == source)
    }

    /// How many records are not public.
    pub(super) fn hidden(&self) -> usize {
        self.hidden.len()
    }

    /// Where a record is shown, from the root of the site.
    pub(super) fn address(&self, kind: Kind, id: &str) -> Option<&str> {
        self.addresses.get(&kind)?.get(id).map(String::as_str)
    }

    /// The record that a page shows, where it shows one alone.
    pub(super) fn record_of_page(&self, path: &str) -> Option<(Kind, &str)> {
        let (kind, id) = self.pages.get(path)?;
        Some((*kind, id))
    }

    /// Some record that has a page, for an example: a role where there is one.
    pub(super) fn some_page(&self) -> Option<(Kind, &str)> {
        let pages = || self.pages.values();
        let role = pages().find(|(kind, _)| *kind == Kind::Role);
        let (kind, id) = role.or_else(|| pages().next())?;
        Some((*kind, id))
    }

    /// The record that a word of an author names: `kind/id`, `folder/id`, or an id.
    pub(super) fn named(&self, word: &str) -> Option<(Kind, Id)> {
        const ORDER: [Kind; 7] = [
            Kind::Decision,
            Kind::Policy,
            Kind::Role,
            Kind::Unit,
            Kind::Method,
            Kind::Agreement,
            Kind::Person,
        ];
        if let Some((folder, id)) = word.split_once('/') {
            let kind = Kind::from_folder(folder).or_else(|| Kind::from_word(folder))?;
            return self.governance.has(kind, id).then(|| (kind, Id::of(id)));
        }
        let kind = ORDER
            .into_iter()
            .find(|kind| self.address(*kind, word).is_some() && self.name(*kind, word).is_some())?;
        Some((kind, Id::of(word)))
    }

    /// The path of a record's file in the repository.
    pub(super) fn source_path<T>(&self, record: &Record<T>) -> String {
        self.in_repository(self.handbook.sources.get(record.source).path())
    }

    /// A path relative to the governance root as one relative to the repository.
    pub(super) fn in_repository(&self, path: &str) -> String {
        match self.handbook.root.trim_matches('/') {
            "" | "." => path.to_owned(),
            root => format!("{root}/{path}"),
        }
    }

    /// A path relative to the repository as one relative to the governance root.
    pub(super) fn in_governance<'p>(&self, path: &'p str) -> Option<&'p str> {
        match self.handbook.root.trim_matches('/') {
            "" | "." => Some(path),
            root => path.strip_prefix(root)?.strip_prefix('/'),
        }
    }

    /// The language of a record's texts, where it is not that of the handbook's own words.
    pub(super) fn language(&self, envelope: &Envelope) -> String {
        let org = self.governance.org.as_ref();
        let language = envelope
            .lang
            .as_ref()
            .or_else(|| org.and_then(|org| org.data.language.as_ref()));
        language.map_or_else(String::new, |tag| match tag.as_str() {
            tag if tag == self.words.tag() => String::new(),
            tag => tag.to_owned(),
        })
    }

    /// The text of a record as its author wrote it.
    pub(super) fn own_text<T>(&self, record: &Record<T>) -> Option<&'h str> {
        let text = self.handbook.sources.get(record.source).slice(record.body?);
        (!text.trim().is_empty()).then_some(text)
    }

    /// The description of a domain in the vocabulary.
    pub(super) fn domain(&self, slug: &str) -> Option<&str> {
        let org = self.governance.org.as_ref()?;
        org.data.domains.get(slug).map(|text| text.as_str())
    }
}

/// The records that anyone may read, and the names of the others.
fn public(governance: &Governance) -> (Cow<'_, Governance>, BTreeSet<(Kind, Id)>) {
    let mut hidden = BTreeSet::new();
    note_hidden(&governance.people, &mut hidden);
    note_hidden(&governance.units, &mut hidden);
    note_hidden(&governance.roles, &mut hidden);
    note_hidden(&governance.methods, &mut hidden);
    note_hidden(&governance.policies, &mut hidden);
    note_hidden(&governance.agreements, &mut hidden);
    note_hidden(&governance.decisions, &mut hidden);
    if hidden.is_empty() {
        return (Cow::Borrowed(governance), hidden);
    }
    let mut open = governance.clone();
    open.people.retain(|_, record| is_public(record));
    open.units.retain(|_, record| is_public(record));
    open.roles.retain(|_, record| is_public(record));
    open.methods.retain(|_, record| is_public(record));
    open.policies.retain(|_, record| is_public(record));
    open.agreements.retain(|_, record| is_public(record));
    open.decisions.retain(|_, record| is_public(record));
    (Cow::Owned(open), hidden)
}

fn is_public<T>(record: &Record<T>) -> bool {
    record.envelope.visibility == Visibility::Public
}

fn note_hidden<T: RecordData>(
    records: &BTreeMap<Id, Record<T>>,
    hidden: &mut BTreeSet<(Kind, Id)>,
) {
    let records = records.iter().filter(|(_, record)| !is_public(record));
    hidden.extend(records.map(|(id, _)| (T::KIND, id.clone())));
}

/// The families that are named, or used, where a method could stand.
fn built_in(handbook: &Handbook<'_>, governance: &Governance) -> BTreeSet<Family> {
    let named = references(governance)
        .into_iter()
        .map(|reference| reference.id);
    let used = handbook.powers.all.iter();
    let used = used.map(|power| power.method.as_str().to_owned());
    named
        .chain(used)
        .filter(|word| !governance.methods.contains_key(word.as_str()))
        .filter_map(|word| Family::from_word(&word))
        .collect()
}

/// The pages of the public people, units and roles.
pub(super) fn actor_pages(governance: &Governance) -> BTreeMap<Actor, String> {
    let (open, _) = public(governance);
    let addresses = addresses(&open, &BTreeSet::new(), false).into_iter();
    addresses
        .flat_map(|(kind, addresses)| addresses.into_iter().map(move |one| (kind, one)))
        .filter_map(|(kind, (id, address))| {
            let id = Id::of(id);
            let actor = match kind {
                Kind::Person => Actor::Person(id),
                Kind::Unit => Actor::Unit(id),
                Kind::Role => Actor::Role(id),
                _ => return None,
            };
            Some((actor, address))
        })
        .collect()
}

/// Where records are shown, by kind and id.
type Addresses = BTreeMap<Kind, BTreeMap<String, String>>;

fn addresses(governance: &Governance, built_in: &BTreeSet<Family>, are_apart: bool) -> Addresses {
    let mut all = Addresses::new();
    let mut put = |kind: Kind, id: String, address: String| {
        all.entry(kind).or_default().insert(id, address);
    };
    let mut pages = |kind: Kind, ids: Vec<&Id>| {
        for (id, file) in file_names(ids.into_iter().map(Id::as_str)) {
            let address = format!("{}/{file}.html", kind.folder());
            put(kind, id.to_owned(), address);
        }
    };
    pages(Kind::Person, governance.people.keys().collect());
    pages(Kind::Unit, governance.units.keys().collect());
    pages(Kind::Role, governance.roles.keys().collect());
    pages(Kind::Policy, governance.policies.keys().collect());
    pages(Kind::Decision, governance.decisions.keys().collect());
    pages(Kind::Method, governance.methods.keys().collect());
    if are_apart {
        pages(Kind::Agreement, governance.agreements.keys().collect());
    }
    for id in built_in.iter().map(|family| family.word()) {
        let address = format!("methods.html#{}", method_anchor(id));
        put(Kind::Method, id.to_owned(), address);
    }
    if !are_apart {
        for id in governance.agreements.keys() {
            let address = format!("agreements.html#{}", agreement_anchor(id));
            put(Kind::Agreement, id.to_string(), address);
        }
    }
    if let Some(org) = &governance.org {
        put(Kind::Org, org.id.to_string(), "index.html".to_owned());
    }
    all
}

/// The anchor of a method on the page of methods.
pub(super) fn method_anchor(id: &str) -> String {
    format!("m-{}", encoded(id))
}

/// Whether there is more in the agreements than one page holds, so that each has its own.
pub(super) fn agreements_are_apart(governance: &Governance, sources: &Sources) -> bool {
    const MANY: usize = 40;
    const LONG: usize = 40_000;
    let agreements = governance.agreements.values();
    let written = agreements.map(|agreement| sources.get(agreement.source).text().len());
    governance.agreements.len() > MANY || written.sum::<usize>() > LONG
}

/// The anchor of an agreement on the page of agreements.
pub(super) fn agreement_anchor(id: &str) -> String {
    format!("a-{}", encoded(id))
}

fn note<T: RecordData>(records_of: &mut BTreeMap<SourceId, Vec<(Kind, Id)>>, record: &Record<T>) {
    let of_source = records_of.entry(record.source).or_default();
    of_source.push((T::KIND, record.id.clone()));
}

fn note_decision<T: RecordData>(
    changed_by: &mut BTreeMap<Id, BTreeSet<(Kind, Id)>>,
    record: &Record<T>,
) {
    if let Some(decision) = &record.envelope.decision {
        let changed = changed_by.entry(decision.value.clone()).or_default();
        changed.insert((T::KIND, record.id.clone()));
    }
}

/// The day by which a decision is filed: when it was settled, else opened, else proposed.
pub(super) fn decision_date(decision: &Record<Decision>) -> Date {
    let data = &decision.data;
    data.decided
        .map(|day| day.value)
        .or(data.opened)
        .unwrap_or(data.proposed.at)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    #[test]
    fn vacant_is_what_must_be_filled_and_is_not() {
        let fixture = Fixture::with(&[
            ("units/group.yaml", "name: Group\nparent: assembly\n"),
            ("units/bare.yaml", "name: Bare\nparent: group\n"),
            (
                "roles/spare.yaml",
                "name: Spare\nunit: crew\nseats: {min: 0, max: 2}\n",
            ),
            (
                "roles/listed.yaml",
                "name: L\nunit: crew\nsource: https://x.example\n",
            ),
            ("roles/old.yaml", "name: O\nunit: crew\nstatus: retired\n"),
            (
                "roles/pair.yaml",
                "name: P\nunit: crew\nseats: {min: 2}\nholders: [{person: bao}]\n",
            ),
        ]);
        fixture.read(|book| {
            let vacant = |id: &str| book.is_vacant(&book.governance.roles[id]);
            assert!(vacant("webmaster") && vacant("pair"));
            assert!(!vacant("keeper") && !vacant("spare") && !vacant("listed") && !vacant("old"));
            let vacant = |id: &str| book.is_vacant_unit(&book.governance.units[id]);
            assert!(vacant("bare") && !vacant("group") && !vacant("crew"));
        });
    }

    #[test]
    fn records_that_are_not_public_have_no_page_and_no_name() {
        let fixture = Fixture::with(&[
            (
                "people/ana.yaml",
                "name: Ana Maria Paz\nvisibility: private\n",
            ),
            (
                "policies/spending.md",
                "---\nname: Hush\nadopted_by: assembly\ndomains: [money]\nvisibility: members\n---\nsecret\n",
            ),
        ]);
        let files = super::super::build(&fixture.handbook()).expect("a site");
        assert!(!files.contains_key("people/ana.html"));
        for (path, bytes) in &files {
            let text = String::from_utf8_lossy(bytes);
            for word in ["Ana Maria", "ana.html", "Hush", "secret\n"] {
                assert!(!text.contains(word), "{path} has {word}");
            }
        }
        assert!(fixture.words("roles/keeper.html").contains("not public"));
        assert!(
            fixture
                .words("index.html")
                .contains("2 records are not public")
        );
    }

    #[test]
    fn ids_that_differ_in_case_have_pages_of_their_own() {
        let fixture = Fixture::with(&[("people/Ana.yaml", "name: Another Ana\n")]);
        fixture.read(|book| {
            let lower = book.address(Kind::Person, "ana").map(str::to_lowercase);
            let upper = book.address(Kind::Person, "Ana").map(str::to_lowercase);
            assert_eq!(lower.as_deref(), Some("people/ana.html"));
            assert_ne!(lower, upper);
        });
    }
}
