//! Names that do not follow the conventions of their kind, and roles described in two ways.

use std::collections::BTreeMap;

use super::{Files, Team, error};
use crate::diag::Finding;
use crate::load::{DIFFERING_DESCRIPTIONS, DUPLICATE_ID, UNCONVENTIONAL_NAME};
use crate::source::{Node, Place};

const WHY: &str = "people and tools tell by the name what something is";

/// Kinds of which the name tells, and the key by which a team gathers the leads of all of them:
/// such a team may bear the prefix too.
const PREFIXES: [(&str, &str, &str, &str); 2] = [
    ("working-group", "working group", "wg-", "include-wg-leads"),
    (
        "project-group",
        "project group",
        "project-",
        "include-project-group-leads",
    ),
];

pub(super) fn remarks(files: &Files<'_>, findings: &mut Vec<Finding>) {
    let kinds_are_said = files
        .teams
        .iter()
        .any(|team| team.named.file.root.get("kind").is_some());
    for team in &files.teams {
        kebab(
            "team",
            team.named.name,
            team.named.at,
            &team.named.unit(),
            findings,
        );
        if kinds_are_said {
            findings.extend(prefix(team));
        }
    }
    roles(files, findings);
}

fn kebab(what: &str, name: &str, at: Place, record: &str, findings: &mut Vec<Finding>) {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    // What is no name at all could not be read.
    if name.bytes().all(fits) || name.contains(char::is_whitespace) {
        return;
    }
    let message = format!("the {what} `{name}` is not in small letters with hyphens");
    let usual: String = name.to_ascii_lowercase().replace(['_', '.', '[', ']'], "-");
    findings.push(
        error(UNCONVENTIONAL_NAME, at, message)
            .label(format!("by the convention `{usual}`"))
            .why("it becomes part of addresses and of names in other tools")
            .fix(format!("call it `{usual}`, here and wherever it is named"))
            .record(record),
    );
}

fn prefix(team: &Team<'_>) -> Option<Finding> {
    let file = team.named.file;
    let name = team.named.name;
    let kind = file
        .root
        .entry("kind")
        .map(|(key, node)| file.place(key.span.to(node.span)));
    for (kind_word, words, prefix, gathers) in PREFIXES {
        let is_one = team.kind == kind_word;
        if is_one == name.starts_with(prefix) || file.is_true("people", gathers) {
            continue;
        }
        let (message, label, fix) = if is_one {
            (
                format!("the {words} `{name}` is not called `{prefix}…`"),
                format!("names of {words}s begin with `{prefix}`"),
                format!("call it `{prefix}{name}`, or give it another kind"),
            )
        } else {
            (
                format!("`{name}` is called like a {words} and is none"),
                format!("only names of {words}s begin with `{prefix}`"),
                format!("add `kind = \"{kind_word}\"`, or give it another name"),
            )
        };
        let mut finding = error(UNCONVENTIONAL_NAME, team.named.at, message).label(label);
        if let Some(kind) = kind {
            finding = finding.related(kind, "what it is");
        }
        return Some(finding.why(WHY).fix(fix).record(team.named.unit()));
    }
    None
}

/// Roles of one id are one role to whoever translates them.
fn roles(files: &Files<'_>, findings: &mut Vec<Finding>) {
    let mut known: BTreeMap<&str, (&str, Place)> = BTreeMap::new();
    let active = files.teams.iter().map(|team| (team, false));
    let archived = files.archived.iter().map(|team| (team, true));
    for (team, is_archived) in active.chain(archived) {
        let file = team.named.file;
        let mut own: BTreeMap<&str, Place> = BTreeMap::new();
        for role in file.root.get("roles").map_or(&[][..], Node::items) {
            let Some((id, at)) = role
                .get("id")
                .and_then(|id| Some((id.text()?, file.place(id.span))))
            else {
                continue;
            };
            if let Some(first) = own.insert(id, at) {
                // In a team that takes part now, reading it told this already.
                if is_archived {
                    let message = format!("two roles of `{}` have the id `{id}`", team.named.name);
                    findings.push(
                        error(DUPLICATE_ID, at, message)
                            .related(first, "the first one")
                            .why("whoever bears the id bears the one role or the other")
                            .fix("give one of them another id")
                            .record(team.named.unit()),
                    );
                }
                continue;
            }
            kebab("role", id, at, &team.named.unit(), findings);
            let Some((text, said)) = role
                .get("description")
                .and_then(|node| Some((node.text()?, file.place(node.span))))
            else {
                continue;
            };
            let (first, first_said) = *known.entry(id).or_insert((text, said));
            if first != text {
                let message = format!("the role `{id}` is described in two ways");
                findings.push(
                    error(DIFFERING_DESCRIPTIONS, said, message)
                        .label("another description")
                        .related(first_said, "the first one")
                        .why("one id is one role: readers and translators see one of the two")
                        .fix("describe it alike, or give one of the roles another id")
                        .record(team.named.unit()),
                );
            }
        }
    }
}
