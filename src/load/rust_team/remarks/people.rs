//! People whom nothing names.

use std::collections::HashSet;

use super::{Files, error, folded};
use crate::diag::Finding;
use crate::load::FORGOTTEN_PERSON;
use crate::source::{Node, Value};

/// Tables of a team that name people besides its members.
const LISTS: [&str; 3] = ["lists", "zulip-groups", "zulip-streams"];

pub(super) fn remarks(files: &Files<'_>, findings: &mut Vec<Finding>) {
    // What an unread team or repository says is not known.
    if !files.knows_teams() || files.torn {
        return;
    }
    let named = named(files);
    for person in &files.people {
        let file = person.file;
        let permissions = file.root.get("permissions");
        if named.contains(&folded(person.name)) || permissions.is_some_and(gives) {
            continue;
        }
        let message = format!("nothing names `{}`", person.name);
        findings.push(
            error(FORGOTTEN_PERSON, person.at, message)
                .label("in no team, now or before, and without access of their own")
                .why("what is kept of a person is kept for a reason, and this one is gone")
                .fix("list the person where they belong or belonged, or delete the file")
                .record(person.person()),
        );
    }
}

/// Whether some permission of a table is given.
fn gives(table: &Node) -> bool {
    let mut entries = table.entries().iter();
    entries.any(|(_, node)| node.value == Value::Bool(true) || gives(node))
}

/// Everybody named by a team, by a list or by a repository.
fn named(files: &Files<'_>) -> HashSet<String> {
    let mut named = HashSet::new();
    for team in files.teams.iter().chain(&files.archived) {
        let file = team.named.file;
        for list in ["members", "leads", "alumni"] {
            let handles = file.handles("people", list).into_iter();
            named.extend(handles.map(|(handle, _)| folded(handle)));
        }
        for list in LISTS {
            for table in file.root.get(list).map_or(&[][..], Node::items) {
                let extra = table.get("extra-people").map_or(&[][..], Node::items);
                named.extend(extra.iter().filter_map(Node::text).map(folded));
            }
        }
    }
    for repo in &files.repos {
        let people = repo
            .named
            .file
            .root
            .get("access")
            .and_then(|access| access.get("individuals"));
        let people = people.map_or(&[][..], Node::entries);
        named.extend(people.iter().map(|(key, _)| folded(&key.name)));
    }
    named
}
