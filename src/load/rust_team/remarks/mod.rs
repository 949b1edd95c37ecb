//! What the files break of the project's own conventions, though each of them can be read.
//!
//! Only a check asks for this: the files are parsed again, keys and all, so that neither the
//! records nor a walk through history carry what nothing else needs. Much of it is what the
//! project's own tool demands; here each finding has a place.
//!
//! A convention that came later is held against a tree only where somebody there follows it:
//! every year has its own.

mod members;
mod names;
mod people;
mod repos;
mod rights;
mod tree;

use std::collections::HashMap;

use super::{Part, part_of};
use crate::diag::{Finding, Severity, nearest};
use crate::load::Loaded;
use crate::source::{Key, Node, Place, SourceId, Span, parse_toml};

/// One file of teams, people or repositories.
struct Parsed<'l> {
    part: Part,
    source: SourceId,
    path: &'l str,
    root: Node,
}

/// One file, with the name that it gives.
struct Named<'f> {
    file: &'f Parsed<'f>,
    name: &'f str,
    at: Place,
}

/// A team that takes part now.
struct Team<'f> {
    named: Named<'f>,
    kind: &'f str,
}

/// Everything that the remarks are about.
struct Files<'f> {
    loaded: &'f Loaded,
    settings: Option<&'f Parsed<'f>>,
    people: Vec<Named<'f>>,
    teams: Vec<Team<'f>>,
    archived: Vec<Team<'f>>,
    repos: Vec<Repo<'f>>,
    /// Whether some file of a team or repository does not say which.
    torn: bool,
}

/// A repository, with its organisation.
struct Repo<'f> {
    named: Named<'f>,
    org: &'f str,
    org_at: Place,
    archived: bool,
}

/// What the files break; see the module.
pub(in crate::load) fn remarks(loaded: &Loaded) -> Vec<Finding> {
    let mut torn = false;
    let mut parsed = Vec::new();
    for (source, text) in loaded.sources.placed() {
        let Some(part) = part_of(text.path()) else {
            continue;
        };
        let root = parse_toml(text.text()).root;
        let is_named = root.as_ref().is_some_and(|root| root.get("name").is_some());
        torn |= !is_named && matches!(part, Part::Team { .. } | Part::Repo { .. });
        parsed.extend(root.map(|root| Parsed {
            part,
            source,
            path: text.path(),
            root,
        }));
    }
    let files = Files::of(loaded, &parsed, torn);
    let mut findings = Vec::new();
    names::remarks(&files, &mut findings);
    tree::remarks(&files, &mut findings);
    members::remarks(&files, &mut findings);
    people::remarks(&files, &mut findings);
    rights::remarks(&files, &mut findings);
    repos::remarks(&files, &mut findings);
    findings
}

impl Parsed<'_> {
    fn place(&self, span: Span) -> Place {
        Place {
            source: self.source,
            span,
        }
    }

    /// The place of a key, and what stands under it.
    fn key(&self, table: &str, name: &str) -> Option<(&Key, &Node)> {
        let table = if table.is_empty() {
            &self.root
        } else {
            self.root.get(table)?
        };
        table.entry(name).map(|(key, node)| (key, node))
    }

    fn is_true(&self, table: &str, name: &str) -> bool {
        use crate::source::Value::Bool;
        self.key(table, name)
            .is_some_and(|(_, node)| node.value == Bool(true))
    }

    /// The text of each entry of a list, and where it stands; of a table, what it calls `github`.
    fn handles(&self, table: &str, name: &str) -> Vec<(&str, Place)> {
        let items = self
            .key(table, name)
            .map_or(&[][..], |(_, node)| node.items());
        let handle = |item| {
            let node = Node::get(item, "github").unwrap_or(item);
            node.text().map(|text| (text, self.place(node.span)))
        };
        items.iter().filter_map(handle).collect()
    }

    /// What a list of the settings allows; nothing where it is not there.
    fn allowed(&self, name: &str) -> Option<(Vec<&str>, Place)> {
        let (key, list) = self.key("", name)?;
        let words = list.items().iter().filter_map(Node::text);
        Some((words.collect(), self.place(key.span)))
    }
}

impl<'f> Files<'f> {
    fn of(loaded: &'f Loaded, parsed: &'f [Parsed<'f>], torn: bool) -> Self {
        let mut files = Files {
            loaded,
            settings: None,
            people: Vec::new(),
            teams: Vec::new(),
            archived: Vec::new(),
            repos: Vec::new(),
            torn,
        };
        for file in parsed {
            let named = |key: &str| {
                let node = file.root.get(key)?;
                Some(Named {
                    file,
                    name: node.text()?,
                    at: file.place(node.span),
                })
            };
            match file.part {
                Part::Settings => files.settings = Some(file),
                Part::Person => files.people.extend(named("github")),
                Part::Team { archived } => {
                    let kind = file.root.get("kind").and_then(Node::text);
                    let old = if file.is_true("", "wg") {
                        "working-group"
                    } else if file.is_true("", "marker-team") {
                        "marker-team"
                    } else {
                        "team"
                    };
                    let team = named("name").map(|named| Team {
                        named,
                        kind: kind.unwrap_or(old),
                    });
                    let list = if archived {
                        &mut files.archived
                    } else {
                        &mut files.teams
                    };
                    list.extend(team);
                }
                Part::Repo { archived } => {
                    let Some(named) = named("name") else { continue };
                    let org = file.root.get("org");
                    let written = org.and_then(|org| Some((org.text()?, file.place(org.span))));
                    let (org, org_at) =
                        written.unwrap_or((super::repo::folder_of(file.path), named.at));
                    files.repos.push(Repo {
                        named,
                        org,
                        org_at,
                        archived,
                    });
                }
            }
        }
        files
    }

    /// Teams by their name, those that take part now first.
    fn by_name(&self) -> HashMap<&'f str, (&Team<'f>, bool)> {
        let archived = self.archived.iter().map(|team| (team, true));
        let active = self.teams.iter().map(|team| (team, false));
        let each = archived.chain(active);
        each.map(|(team, archived)| (team.named.name, (team, archived)))
            .collect()
    }

    /// Whether every team could be read, so that it is known who belongs where.
    fn knows_teams(&self) -> bool {
        let mut unread = self.loaded.governance.unread.iter();
        !unread.any(|(kind, _)| *kind == crate::model::Kind::Unit)
    }
}

impl Named<'_> {
    fn unit(&self) -> String {
        format!("unit/{}", self.name)
    }

    fn person(&self) -> String {
        format!("person/{}", self.name)
    }
}

fn error(rule: &'static str, place: Place, message: String) -> Finding {
    Finding::new(rule, Severity::Error, place, message)
}

fn warning(rule: &'static str, place: Place, message: String) -> Finding {
    Finding::new(rule, Severity::Warning, place, message)
}

/// The word that was meant, as a label.
fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    match nearest(word, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => otherwise.to_owned(),
    }
}

/// Names are the same whatever their case, as they are on GitHub.
fn folded(name: &str) -> String {
    name.to_ascii_lowercase()
}
