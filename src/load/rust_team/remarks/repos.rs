//! Repositories: where they are, and to whom they give access.

use std::collections::HashSet;

use super::tree::{not_allowed, on_github};
use super::{Files, Repo, error, folded, meant};
use crate::diag::Finding;
use crate::load::{DANGLING_REFERENCE, FORBIDDEN_ACCESS, ID_MISMATCH, RETIRED_STILL_ARMED};
use crate::model::{Id, Kind};
use crate::source::{Key, Node, Place};

/// The level that nobody is to have.
const FORBIDDEN: &str = "admin";

pub(super) fn remarks(files: &Files<'_>, findings: &mut Vec<Finding>) {
    let allowed = files
        .settings
        .and_then(|file| file.allowed("allowed-github-orgs"));
    let teams = files.by_name();
    let mut known = HashSet::new();
    for repo in &files.repos {
        // Of two files for one repository, reading told already.
        let is_first = known.insert(folded(&repo.path()));
        let mut is_allowed = true;
        if let Some((allowed, list)) = &allowed
            && !allowed.contains(&repo.org)
        {
            is_allowed = false;
            findings.push(not_allowed(repo.org, allowed, repo.org_at, *list));
        } else if is_first {
            findings.extend(misplaced(repo));
        }
        findings.extend(forbidden(repo));
        let keys = holders(repo, "teams");
        if repo.archived {
            findings.extend(archived(repo, keys));
            findings.extend(nobody(files, repo));
            continue;
        }
        for (key, _) in keys {
            let place = repo.named.file.place(key.span);
            let name = key.name.as_str();
            // A team that is not there at all is told of with the records.
            let Some((team, is_archived)) = teams.get(name) else {
                continue;
            };
            if *is_archived {
                let message = format!(
                    "{} gives access to `{name}`, which is archived",
                    repo.path()
                );
                findings.push(
                    error(RETIRED_STILL_ARMED, place, message)
                        .label("has no members any more")
                        .related(team.named.at, "archived")
                        .why("whoever revives the name has the access")
                        .fix("take the line out (changes power)"),
                );
                continue;
            }
            let on_github = on_github(team);
            if !is_allowed || on_github.iter().any(|(org, ..)| *org == repo.org) {
                continue;
            }
            let message = format!("`{name}` has no GitHub team in {}", repo.org);
            let mut finding = error(DANGLING_REFERENCE, place, message)
                .label(format!("so it gets no access to {}", repo.path()));
            finding = match on_github.first() {
                Some((.., elsewhere)) => finding.related(*elsewhere, "its GitHub teams"),
                None => finding.related(team.named.at, "has no GitHub team at all"),
            };
            findings.push(
                finding
                    .why("the file says that its members have access, and they have none")
                    .fix(
                        "give the team a GitHub team there with `[[github]]`, or take the line out",
                    ),
            );
        }
    }
}

impl Repo<'_> {
    fn path(&self) -> String {
        format!("{}/{}", self.org, self.named.name)
    }
}

/// Teams or people with access: key and level.
fn holders<'f>(repo: &'f Repo<'_>, table: &str) -> &'f [(Key, Node)] {
    let access = repo.named.file.root.get("access");
    let table = access.and_then(|access| access.get(table));
    table.map_or(&[], Node::entries)
}

/// The file of a repository is called like it, in the folder of its organisation.
fn misplaced(repo: &Repo<'_>) -> Option<Finding> {
    let path = repo.named.file.path;
    let folder = if repo.archived {
        "repos/archive"
    } else {
        "repos"
    };
    let due = format!("{folder}/{}/{}.toml", repo.org, repo.named.name);
    // Until 2022 no organisation had a folder.
    if path == due || path.matches('/').count() != due.matches('/').count() {
        return None;
    }
    let message = format!("the file of {} is called otherwise", repo.path());
    Some(
        error(ID_MISMATCH, repo.named.at, message)
            .label(format!("its place is {due}"))
            .why("people look for a repository where its name says that it is")
            .fix(format!("move the file to {due}, or correct the name")),
    )
}

/// Nobody gets everything.
fn forbidden(repo: &Repo<'_>) -> Vec<Finding> {
    let tables = [("teams", "the team "), ("individuals", "")];
    let mut findings = Vec::new();
    for (table, word) in tables {
        for (key, level) in holders(repo, table) {
            if level.text() != Some(FORBIDDEN) {
                continue;
            }
            let place = repo.named.file.place(key.span.to(level.span));
            let message = format!("{word}`{}` is given `{FORBIDDEN}`", key.name);
            findings.push(
                error(FORBIDDEN_ACCESS, place, message)
                    .label(format!("over {}", repo.path()))
                    .why("with it one can change the rules that protect a repository, or delete it")
                    .fix("give `maintain` or `write` (changes power)"),
            );
        }
    }
    findings
}

/// An archived repository gives no team anything.
fn archived(repo: &Repo<'_>, keys: &[(Key, Node)]) -> Option<Finding> {
    let place = |key: &Key| repo.named.file.place(key.span);
    let (first, _) = keys.first()?;
    let message = format!("{} is archived and gives access to teams", repo.path());
    let mut finding = error(RETIRED_STILL_ARMED, place(first), message).label("still written here");
    for (key, _) in keys.iter().skip(1).take(20) {
        finding = finding.related(place(key), "and here");
    }
    let why = "should it be opened again, the teams of another time have it";
    Some(finding.why(why).fix("empty the table `[access.teams]`"))
}

/// People with access to an archived repository, who are read with no record.
fn nobody(files: &Files<'_>, repo: &Repo<'_>) -> Vec<Finding> {
    let governance = &files.loaded.governance;
    let strangers = holders(repo, "individuals")
        .iter()
        .filter(|(key, _)| !governance.has(Kind::Person, &key.name));
    strangers
        .map(|(key, _)| {
            let known = governance.people.keys().map(Id::as_str);
            let place: Place = repo.named.file.place(key.span);
            error(
                DANGLING_REFERENCE,
                place,
                format!("no person is called `{}`", key.name),
            )
            .label(meant(&key.name, known, "named here and defined nowhere"))
            .why("a name that leads nowhere binds nobody, or whoever takes the name next")
            .fix("add the person's file, or take the name out")
        })
        .collect()
}
