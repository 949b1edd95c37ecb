//! What a file records directly, in its own words: who is listed where as what.

use std::sync::Arc;

use super::permissions;
use super::repo::RepoFile;
use super::team::TeamFile;
use crate::model::{Actor, Entry, Id, Named, PowerLine, Text};
use crate::source::{At, Span};

/// The seats of a team and its permissions; none of an archived one.
pub(super) fn of_team(team: &TeamFile) -> Arc<[Entry]> {
    if team.archived {
        return Arc::from([]);
    }
    let id = &team.record.id;
    let body = Named {
        word: Text::of(id.as_str()),
        actor: Some(Actor::Unit(id.clone())),
    };
    let seat = |person: &At<Id>, role: &str, span: Span| Entry {
        who: person_named(person),
        role: Text::of(role),
        body: body.clone(),
        span,
    };
    let unit = &team.record.data;
    let members = unit.members.iter();
    let mut entries: Vec<Entry> = members
        .map(|member| seat(&member.person, "member", member.span))
        .collect();
    if let Some(lead) = &team.lead {
        let holders = lead.role.holders.iter();
        entries.extend(holders.map(|holder| seat(&holder.person, "lead", holder.span)));
    }
    for role in &team.roles {
        let word = format!("role:{}", role.word);
        let holders = role.role.holders.iter();
        entries.extend(holders.map(|holder| seat(&holder.person, &word, holder.span)));
    }
    permitted(&team_named(id), &unit.mandate.powers, &mut entries);
    entries.into()
}

/// The permissions of one person.
pub(super) fn of_person(person: &At<Id>, lines: &[At<PowerLine>]) -> Arc<[Entry]> {
    let mut entries = Vec::new();
    permitted(&person_named(person), lines, &mut entries);
    entries.into()
}

/// Who has which access to a repository.
pub(super) fn of_repo(repo: &RepoFile) -> Arc<[Entry]> {
    let body = Named {
        word: Text::of(&repo.path),
        actor: None,
    };
    let access = repo.access.iter().map(|(holder, line)| {
        let level = line.up_to.as_ref();
        let level = level.map_or_else(String::new, ToString::to_string);
        Entry {
            who: match holder {
                Actor::Unit(id) => team_named(id),
                Actor::Role(id) | Actor::Person(id) => Named {
                    word: Text::of(id.as_str()),
                    actor: Some(holder.clone()),
                },
            },
            role: Text::of(format!("access:{level}")),
            body: body.clone(),
            span: line.span,
        }
    });
    access.collect()
}

fn permitted(who: &Named, lines: &[At<PowerLine>], entries: &mut Vec<Entry>) {
    let written = permissions::written(lines);
    entries.extend(written.map(|(name, span)| Entry {
        who: who.clone(),
        role: Text::of("permission"),
        body: Named {
            word: Text::of(name),
            actor: None,
        },
        span,
    }));
}

fn person_named(person: &At<Id>) -> Named {
    Named {
        word: Text::of(&*person.value),
        actor: Some(Actor::Person(person.value.clone())),
    }
}

fn team_named(id: &Id) -> Named {
    Named {
        word: Text::of(format!("team:{id}")),
        actor: Some(Actor::Unit(id.clone())),
    }
}
