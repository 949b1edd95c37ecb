//! From the pieces, each understood alone, to the governance.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::committee::{self, Committee};
use super::people::Mention;
use super::project::{DOMAIN, Office, Piece, Post};
use super::scope::Scope;
use super::{Content, Holds};
use crate::diag::{Finding, Severity};
use crate::load::DUPLICATE_ID;
use crate::load::adapter::Placed;
use crate::load::slug::{free_id, slug};
use crate::model::{
    Defaults, Entries, Envelope, Format, Governance, Holder, Id, Member, Org, Person, Record, Role,
    RoleSeats, Slug, Text, Unit,
};
use crate::source::{At, Place, SourceId, Span};

/// The id and the name of the organisation.
pub(super) const ORG: &str = "openstack";
const NAME: &str = "OpenStack";

/// Puts the parts together; with a scope, only the projects in it. Of projects that would have one
/// id, the first counts.
pub(super) fn assemble(
    files: &[Placed<'_, Content>],
    scope: Option<&Scope>,
    findings: &mut Vec<Finding>,
) -> Governance {
    let mut parts = Parts::default();
    for (source, file) in files {
        match &file.content {
            Some(Content(Holds::Projects(pieces))) => {
                let pieces = pieces.iter();
                let wanted = pieces.filter(|(_, piece)| scope.is_none_or(|s| s.needs(piece)));
                parts
                    .pieces
                    .extend(wanted.map(|(offset, piece)| (*source, *offset, &**piece)));
            }
            Some(Content(Holds::Committee(committee))) => {
                parts.committee = Some((*source, committee));
            }
            None => {}
        }
    }
    let Some(first) = files.first().map(|(source, _)| *source) else {
        return Governance::empty(Format::OpenStack);
    };
    let mut assembly = Assembly {
        governance: Governance::empty(Format::OpenStack),
        who: Who::new(&parts),
        findings,
    };
    assembly.add_committee(parts.committee, first);
    for (source, offset, piece) in &parts.pieces {
        assembly.add_piece(*source, *offset, piece);
    }
    assembly.add_people();
    assembly.add_organisation(parts.committee.map_or(first, |(source, _)| source));
    assembly.governance
}

#[derive(Default)]
struct Parts<'f> {
    committee: Option<(SourceId, &'f Committee)>,
    pieces: Vec<(SourceId, usize, &'f Piece)>,
}

/// Who is who among those named at one point: whoever has one name is one person, whether or not a
/// nick stands beside it.
struct Who<'f> {
    people: BTreeMap<&'f Id, Known<'f>>,
    /// Ids of mentions that are somebody else's id.
    same: HashMap<&'f Id, &'f Id>,
}

struct Known<'f> {
    name: Option<&'f Text>,
    nick: Option<&'f Text>,
    account: Option<&'f Text>,
    source: SourceId,
    span: Span,
}

impl<'f> Who<'f> {
    fn new(parts: &Parts<'f>) -> Self {
        let mut mentions: Vec<(SourceId, usize, &Mention, Option<&Text>)> = Vec::new();
        if let Some((source, committee)) = parts.committee {
            let seats = committee.seats.iter();
            mentions.extend(seats.map(|seat| (source, 0, &seat.who, seat.account.as_ref())));
        }
        for (source, offset, piece) in &parts.pieces {
            mentions.extend(piece.mentions().map(|who| (*source, *offset, who, None)));
        }
        // The first nick that a name has is the person's.
        let mut by_name: HashMap<&Text, &Id> = HashMap::new();
        for (_, _, mention, _) in mentions.iter().filter(|(_, _, m, _)| m.nick.is_some()) {
            if let Some(name) = &mention.name_key {
                by_name.entry(name).or_insert(&mention.id);
            }
        }
        let mut same: HashMap<&Id, &Id> = HashMap::new();
        for (_, _, mention, _) in &mentions {
            if let Some(id) = mention.name_key.as_ref().and_then(|name| by_name.get(name))
                && **id != mention.id
            {
                same.entry(&mention.id).or_insert(id);
            }
        }
        // A chain of nicks and names leads to its end; two that lead to one another are the first.
        let ends: Vec<(&Id, &Id)> = same.keys().map(|id| (*id, end_of(&same, id))).collect();
        same = ends.into_iter().filter(|(id, end)| id != end).collect();
        let mut who = Who {
            people: BTreeMap::new(),
            same,
        };
        for (source, offset, mention, account) in mentions {
            who.meet(source, offset, mention, account);
        }
        who
    }

    fn meet(
        &mut self,
        source: SourceId,
        offset: usize,
        mention: &'f Mention,
        account: Option<&'f Text>,
    ) {
        let id = self.id(&mention.id);
        let known = self.people.entry(id).or_insert(Known {
            name: None,
            nick: None,
            account: None,
            source,
            span: mention.span.shifted(offset),
        });
        if known.name.is_none() && mention.name.is_some() {
            known.name = mention.name.as_ref();
            known.source = source;
            known.span = mention.span.shifted(offset);
        }
        known.nick = known.nick.or(mention.nick.as_ref());
        known.account = known.account.or(account);
    }

    /// The id of a person who is mentioned.
    fn id(&self, id: &'f Id) -> &'f Id {
        self.same.get(id).copied().unwrap_or(id)
    }
}

/// Where a chain of ids ends; of a circle, its least.
fn end_of<'f>(same: &HashMap<&'f Id, &'f Id>, start: &'f Id) -> &'f Id {
    let mut passed = vec![start];
    let mut at = start;
    while let Some(next) = same.get(at) {
        if let Some(circle) = passed.iter().position(|id| id == next) {
            return passed[circle..].iter().min().unwrap_or(next);
        }
        passed.push(next);
        at = next;
    }
    at
}

struct Assembly<'a, 'f> {
    governance: Governance,
    who: Who<'f>,
    findings: &'a mut Vec<Finding>,
}

impl<'f> Assembly<'_, 'f> {
    fn add_committee(&mut self, committee: Option<(SourceId, &'f Committee)>, first: SourceId) {
        let mut unit = Unit {
            unit_type: Some(Text::of("committee")),
            ..Unit::default()
        };
        let id = Id::of(committee::UNIT);
        let source = committee.map_or(first, |(source, _)| source);
        let mut offices: BTreeMap<String, (At<Text>, Role)> = BTreeMap::new();
        if let Some((source, committee)) = committee {
            for seat in &committee.seats {
                let person = At::new(self.who.id(&seat.who.id).clone(), seat.who.span);
                if let Some(office) = &seat.office {
                    let role_id = format!("{id}-{}", slug(office));
                    let (_, role) = offices.entry(role_id).or_insert_with(|| {
                        (
                            office.clone(),
                            Role::of_unit(At::new(id.clone(), office.span)),
                        )
                    });
                    role.holders
                        .push(At::new(Holder::of(person.clone()), office.span));
                }
                let member = Member {
                    person,
                    since: None,
                    until: None,
                    through: None,
                };
                unit.members.push(At::new(member, seat.who.span));
            }
            self.governance.entries.push(Entries {
                source,
                offset: 0,
                entries: Arc::clone(&committee.entries),
            });
        }
        for (id, (office, role)) in offices {
            let name = At::new(Text::of(capital(&office)), office.span);
            let record = record(Id::of(id), source, office.span, name, role);
            self.governance.roles.insert(record.id.clone(), record);
        }
        let name = here(Text::of("Technical Committee"));
        let record = record(id.clone(), source, Span::default(), name, unit);
        self.governance.units.insert(id, record);
    }

    fn add_piece(&mut self, source: SourceId, offset: usize, piece: &'f Piece) {
        let project = &piece.project;
        if !piece.entries.is_empty() {
            self.governance.entries.push(Entries {
                source,
                offset,
                entries: Arc::clone(&piece.entries),
            });
        }
        let name = At::new(
            project.name.value.clone(),
            project.name.span.shifted(offset),
        );
        if let Some(first) = self.governance.units.get(&project.id) {
            let place = |source, span| Place { source, span };
            let message = format!("two projects have the name `{}`", name.value);
            let finding = Finding::new(
                DUPLICATE_ID,
                Severity::Error,
                place(source, name.span),
                message,
            )
            .label("the second one")
            .related(first.head_place(), "the first one")
            .fix("give one of them another name: the second is ignored");
            self.findings.push(finding);
            return;
        }
        let mut domains: Vec<At<Slug>> = project
            .domains
            .iter()
            .map(|domain| At::new(domain.value.clone(), domain.span.shifted(offset)))
            .collect();
        let mut unit = Unit {
            unit_type: Some(Text::of(if project.is_inactive {
                "inactive project"
            } else {
                "project"
            })),
            parent: Some(At::new(Id::of(committee::UNIT), name.span)),
            ..Unit::default()
        };
        unit.mandate.purpose.clone_from(&project.purpose);
        if project.is_distributed {
            unit.mandate.domains = std::mem::take(&mut domains);
        }
        for post in &project.posts {
            let mut role = self.role(&project.id, post, offset);
            if post.office == Office::Ptl {
                role.mandate.domains = std::mem::take(&mut domains);
            }
            let roles = &self.governance.roles;
            let id = free_id(&post.id, |id| roles.contains_key(id));
            let title = At::new(post.name.clone(), post.head.shifted(offset));
            let record = record(id.clone(), source, post.span.shifted(offset), title, role);
            self.governance.roles.insert(id, record);
        }
        let span = project.span.shifted(offset);
        let record = record(project.id.clone(), source, span, name, unit);
        self.governance.units.insert(project.id.clone(), record);
    }

    fn role(&self, unit: &Id, post: &'f Post, offset: usize) -> Role {
        let head = post.head.shifted(offset);
        let seats = RoleSeats {
            min: Some(u64::from(post.office == Office::Ptl)),
            max: None,
        };
        let mut role = Role {
            seats: Some(At::new(seats, head)),
            ..Role::of_unit(At::new(unit.clone(), head))
        };
        for mention in &post.people {
            let span = mention.span.shifted(offset);
            let person = At::new(self.who.id(&mention.id).clone(), span);
            if role
                .holders
                .iter()
                .all(|known| known.person.value != person.value)
            {
                role.holders.push(At::new(Holder::of(person), span));
            }
        }
        role
    }

    fn add_people(&mut self) {
        for (id, known) in &self.who.people {
            let handles = [("irc", known.nick), ("memberid", known.account)];
            let handles = handles
                .into_iter()
                .filter_map(|(service, handle)| Some((Text::of(service), handle?.clone())));
            let person = Person {
                handles: handles.collect(),
                ..Person::default()
            };
            let name = known.name.or(known.nick).cloned();
            let name = At::new(name.unwrap_or_else(|| Text::of(id.as_str())), known.span);
            let record = record((*id).clone(), known.source, known.span, name, person);
            self.governance.people.insert((*id).clone(), record);
        }
    }

    fn add_organisation(&mut self, source: SourceId) {
        let org = Org {
            vision: Text::of("OpenStack, as openstack/governance records it"),
            goals: Vec::new(),
            values: Vec::new(),
            root: here(Id::of(committee::UNIT)),
            residual: here(Id::of(committee::UNIT)),
            domains: BTreeMap::from([(
                Slug::of(DOMAIN),
                here(Text::of("The repositories of the projects")),
            )]),
            law: Vec::new(),
            language: None,
            change_rules: Vec::new(),
            defaults: Defaults::default(),
        };
        let name = here(Text::of(NAME));
        let record = record(Id::of(ORG), source, Span::default(), name, org);
        self.governance.org = Some(record);
    }
}

/// `vice-chair` as people read it.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn record<T>(id: Id, source: SourceId, span: Span, name: At<Text>, data: T) -> Record<T> {
    Record {
        id,
        source,
        span,
        head: name.span,
        body: None,
        envelope: Arc::new(Envelope::named(name)),
        data: Arc::new(data),
    }
}

/// A value that stands nowhere.
fn here<T>(value: T) -> At<T> {
    At::new(value, Span::default())
}
