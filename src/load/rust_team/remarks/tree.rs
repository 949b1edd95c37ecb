//! Where teams belong, and the teams that they make elsewhere.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::super::assemble::RESIDUAL;
use super::{Files, Team, error, folded, meant};
use crate::diag::Finding;
use crate::load::{BROKEN_TREE, DANGLING_REFERENCE, DUPLICATE_ID};
use crate::source::{Node, Place, Value};

pub(super) fn remarks(files: &Files<'_>, findings: &mut Vec<Finding>) {
    let tops_are_said = files
        .teams
        .iter()
        .any(|team| team.named.file.root.get("top-level").is_some());
    for team in &files.teams {
        if tops_are_said {
            findings.extend(belongs(team));
        }
    }
    elsewhere(files, findings);
    included(files, findings);
}

/// Each team has a parent, or says that it has none.
fn belongs(team: &Team<'_>) -> Option<Finding> {
    let (file, name) = (team.named.file, team.named.name);
    let top = file.root.entry("top-level");
    let top = top.filter(|(_, node)| node.value == Value::Bool(true));
    let parent = file.root.entry("subteam-of");
    let why = "every unit answers to its parent, or stands at the top and says so";
    let finding = match (top, parent) {
        (Some((key, _)), Some((other, _))) => {
            let message = format!("`{name}` is at the top and below another team");
            error(BROKEN_TREE, file.place(key.span), message)
                .label("says that it is at the top")
                .related(file.place(other.span), "says that it is not")
                .fix("keep one of the two lines")
        }
        (Some((key, _)), None) if team.kind != "team" => {
            let message = format!("`{name}` is at the top and is no team proper");
            let mut finding = error(BROKEN_TREE, file.place(key.span), message)
                .label("only teams proper stand at the top")
                .fix("name the team above it with `subteam-of`");
            if let Some((kind, _)) = file.root.entry("kind") {
                finding = finding.related(file.place(kind.span), "what it is");
            }
            finding
        }
        (None, None) if team.kind != "marker-team" && !RESIDUAL.contains(&name) => {
            let message = format!("`{name}` does not say where it belongs");
            error(BROKEN_TREE, team.named.at, message)
                .label("neither `subteam-of` nor `top-level`")
                .fix("add `subteam-of = \"…\"`, or `top-level = true`")
        }
        _ => return None,
    };
    Some(finding.why(why).record(team.named.unit()))
}

/// The teams on GitHub that a team makes: organisation and name, each with its place.
pub(super) fn on_github<'f>(team: &'f Team<'_>) -> Vec<(&'f str, &'f str, Place)> {
    let file = team.named.file;
    let mut made = Vec::new();
    for table in file.root.get("github").map_or(&[][..], Node::items) {
        let name = table.get("team-name").and_then(Node::text);
        for org in table.get("orgs").map_or(&[][..], Node::items) {
            if let Some(text) = org.text() {
                made.push((text, name.unwrap_or(team.named.name), file.place(org.span)));
            }
        }
    }
    made
}

fn elsewhere(files: &Files<'_>, findings: &mut Vec<Finding>) {
    let allowed = files
        .settings
        .and_then(|file| file.allowed("allowed-github-orgs"));
    let mut known: BTreeMap<(String, String), (&str, Place)> = BTreeMap::new();
    let each = files.teams.iter();
    let mut made: Vec<_> = each
        .flat_map(|team| on_github(team).into_iter().map(move |made| (team, made)))
        .collect();
    // Of two, the one that is called so itself has it.
    made.sort_by_key(|(team, (_, name, _))| *name != team.named.name);
    for (team, (org, name, place)) in made {
        if let Some((allowed, list)) = &allowed
            && !allowed.contains(&org)
        {
            findings.push(not_allowed(org, allowed, place, *list).record(team.named.unit()));
        }
        let own = team.named.name;
        let first = known.entry((folded(org), folded(name)));
        let (other, first) = match first {
            Entry::Vacant(free) => {
                free.insert((own, place));
                continue;
            }
            Entry::Occupied(taken) => *taken.get(),
        };
        let message = if other == own {
            format!("`{own}` makes the GitHub team {org}/{name} twice")
        } else {
            format!("`{other}` and `{own}` both make the GitHub team {org}/{name}")
        };
        findings.push(
            error(DUPLICATE_ID, place, message)
                .label("again here")
                .related(first, "here already")
                .why("of two lists of members for one team, the later one wins")
                .fix("give one of them another `team-name`, or take the organisation out")
                .record(team.named.unit()),
        );
    }
}

/// An organisation that the settings do not allow.
pub(super) fn not_allowed(org: &str, allowed: &[&str], place: Place, list: Place) -> Finding {
    let message = format!("no organisation that is allowed here is called `{org}`");
    let label = meant(org, allowed.iter().copied(), "not in `allowed-github-orgs`");
    error(DANGLING_REFERENCE, place, message)
        .label(label)
        .related(list, "the organisations that are allowed")
        .why("what lies in another organisation is not the project's to give")
        .fix("name one that is allowed, or allow this one in config.toml")
}

/// Teams that are taken in must be there.
fn included(files: &Files<'_>, findings: &mut Vec<Finding>) {
    let teams = files.by_name();
    for team in &files.teams {
        for (name, place) in team.named.file.handles("people", "included-teams") {
            let unread = (crate::model::Kind::Unit, crate::model::Id::of(name));
            if files.loaded.governance.unread.contains(&unread) {
                continue;
            }
            let finding = match teams.get(name) {
                Some((_, false)) => continue,
                Some((other, true)) => {
                    let message =
                        format!("`{}` takes in `{name}`, which is archived", team.named.name);
                    error(DANGLING_REFERENCE, place, message)
                        .label("has no members any more")
                        .related(other.named.at, "archived")
                        .fix("take the name out")
                }
                None => error(
                    DANGLING_REFERENCE,
                    place,
                    format!("no team is called `{name}`"),
                )
                .label(meant(
                    name,
                    teams.keys().copied(),
                    "taken in here and defined nowhere",
                ))
                .fix("correct the name, or take it out"),
            };
            let why = "a team that is not there brings nobody in";
            findings.push(finding.why(why).record(team.named.unit()));
        }
    }
}
