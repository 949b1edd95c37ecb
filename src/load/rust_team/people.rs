//! The people of a team, and the roles that some of them hold.

use std::collections::HashMap;
use std::sync::Arc;

use super::permissions;
use super::reader::{Listed, Reader};
use super::team::{Include, Seat, TeamKind};
use crate::diag::did_you_mean;
use crate::model::{Envelope, Holder, Id, Mandate, Role, RoleSeats, Text};
use crate::source::{At, Node, Span};

/// The table `[people]`.
#[derive(Default)]
pub(super) struct People {
    pub members: Vec<Listed>,
    pub leads: Vec<Listed>,
    /// The bytes of the key `leads`.
    leads_key: Span,
    pub alumni: Vec<Listed>,
    pub includes: Vec<At<Include>>,
}

/// The id that a role of a team has if it is free.
fn id_of(team: &Id, word: &str) -> Id {
    Id::of(format!("{team}-{word}"))
}

impl People {
    pub(super) fn read(root: &Node, reader: &mut Reader) -> People {
        let Some(table) = reader.table(root, "people") else {
            if root.get("people").is_none() {
                reader.missing("people", "team", root);
            }
            return People::default();
        };
        if table.get("members").is_none() {
            reader.missing("members", "table `people`", table);
        }
        let mut includes = Vec::new();
        // Until 2019 `children` stood at the top of the file.
        for (table, key) in [(root, "children"), (table, "included-teams")] {
            let names = reader.names(table, key).into_iter();
            includes.extend(names.map(|name| At::new(Include::Team(name.value), name.span)));
        }
        let flags = [
            ("include-team-leads", Include::Leads(TeamKind::Team)),
            ("include-wg-leads", Include::Leads(TeamKind::WorkingGroup)),
            (
                "include-project-group-leads",
                Include::Leads(TeamKind::ProjectGroup),
            ),
            ("include-all-team-members", Include::AllTeamMembers),
            ("include-all-alumni", Include::AllAlumni),
        ];
        for (key, include) in flags {
            includes.extend(reader.flag(table, key).map(|span| At::new(include, span)));
        }
        People {
            members: reader.people(table, "members"),
            leads: reader.people(table, "leads"),
            leads_key: table.entry("leads").map_or(table.span, |(key, _)| key.span),
            alumni: reader.people(table, "alumni"),
            includes,
        }
    }

    /// The role that the leads hold together; none without leads.
    pub(super) fn lead_role(
        &self,
        root: &Node,
        team: &At<Id>,
        reader: &mut Reader,
    ) -> Option<Seat> {
        let powers = permissions::read(root, "leads-permissions", reader);
        let last = self.leads.last()?;
        let mut role = role_of(team);
        role.mandate = Mandate {
            powers,
            ..Mandate::default()
        };
        let leads = self.leads.iter().map(|lead| &lead.person);
        role.holders = leads.map(|lead| holder(lead, lead.span)).collect();
        Some(Seat {
            word: Id::of("lead"),
            id: id_of(team, "lead"),
            span: self.leads_key.to(last.person.span),
            head: self.leads_key,
            envelope: Arc::new(Envelope::named(At::new(Text::of("Lead"), self.leads_key))),
            role: Arc::new(role),
        })
    }

    /// The roles of `[[roles]]`, each with the members that carry it.
    pub(super) fn own_roles(&self, root: &Node, team: &At<Id>, reader: &mut Reader) -> Vec<Seat> {
        let mut seats: Vec<Seat> = Vec::new();
        let mut index: HashMap<Id, usize> = HashMap::new();
        for node in reader.list(root, "roles") {
            let Some(id) = node.get("id") else {
                reader.missing("id", "role", node);
                continue;
            };
            let Some(id) = reader.name("`id`", id) else {
                continue;
            };
            if let Some(first) = index.get(&id.value) {
                let first = seats[*first].head;
                reader.twice(
                    &format!("two roles of this team have the id `{id}`"),
                    id.span,
                    first,
                );
                continue;
            }
            let name = reader.text(node, "description");
            let name = name.unwrap_or(At::new(id.as_str(), id.span));
            index.insert(id.value.clone(), seats.len());
            let mut envelope = Envelope::named(At::new(Text::of(name.value), name.span));
            envelope.id = Some(id.clone());
            seats.push(Seat {
                span: node.span,
                head: id.span,
                envelope: Arc::new(envelope),
                role: Arc::new(role_of(team)),
                id: id_of(team, &id.value),
                word: id.value,
            });
        }
        for member in &self.members {
            for word in &member.roles {
                if let Some(at) = index.get(&word.value) {
                    let role = Arc::make_mut(&mut seats[*at].role);
                    role.holders.push(holder(&member.person, word.span));
                } else {
                    let near = did_you_mean(word, index.keys().map(Id::as_str));
                    let label = near.unwrap_or_else(|| "not in `[[roles]]`".to_owned());
                    reader.wrong(word.span, format!("this team has no role `{word}`"), label);
                }
            }
        }
        seats
    }
}

/// A role with any number of seats.
fn role_of(team: &At<Id>) -> Role {
    let seats = RoleSeats {
        min: Some(0),
        max: None,
    };
    Role {
        seats: Some(At::new(seats, team.span)),
        ..Role::of_unit(team.clone())
    }
}

fn holder(person: &At<Id>, span: Span) -> At<Holder> {
    At::new(Holder::of(person.clone()), span)
}
