//! Permissions: whether there are such, and whether they give anything that is not held already.

use std::collections::{BTreeMap, HashMap};

use super::{Files, Named, error, folded, meant, warning};
use crate::diag::Finding;
use crate::load::{REDUNDANT_GRANT, UNKNOWN_PERMISSION};
use crate::model::Id;
use crate::source::{Key, Node, Place, Span, Value};

const WHY_UNKNOWN: &str = "a permission that nothing knows gives nothing, or more than was meant";

pub(super) fn remarks(files: &Files<'_>, findings: &mut Vec<Finding>) {
    let known = Known::of(files);
    let teams = files.teams.iter().map(|team| {
        let record = team.named.unit();
        (
            &team.named,
            record,
            &["permissions", "leads-permissions"][..],
        )
    });
    let people = files.people.iter();
    let people = people.map(|person| (person, person.person(), &["permissions"][..]));
    for (named, record, tables) in teams.chain(people) {
        for table in tables {
            if let Some(table) = named.file.root.get(table) {
                known.hold(named, table, &record, findings);
                findings.extend(dominated(named, table, &record));
            }
        }
    }
    held_twice(files, findings);
}

/// The permissions that the settings declare, where they do.
struct Known<'f> {
    plain: Option<(Vec<&'f str>, Place)>,
    bors: Option<(Vec<&'f str>, Place)>,
}

impl<'f> Known<'f> {
    fn of(files: &Files<'f>) -> Self {
        let allowed = |name| files.settings.and_then(|file| file.allowed(name));
        Known {
            plain: allowed("permissions-bools"),
            bors: allowed("permissions-bors-repos"),
        }
    }

    /// Holds a table of permissions against what is declared.
    fn hold(&self, named: &Named<'_>, table: &Node, record: &str, findings: &mut Vec<Finding>) {
        for (key, node) in table.entries() {
            if key.name != "bors" {
                findings.extend(unknown(named, key, &key.name, self.plain.as_ref(), record));
                continue;
            }
            for (repo, rights) in node.entries() {
                let name = format!("bors.{}", repo.name);
                let before = findings.len();
                findings.extend(unknown(named, repo, &name, self.bors.as_ref(), record));
                if findings.len() > before || self.bors.is_none() {
                    continue;
                }
                for (right, _) in rights.entries() {
                    if matches!(right.name.as_str(), "try" | "review") {
                        continue;
                    }
                    let message = format!("there is no permission `{name}.{}`", right.name);
                    findings.push(
                        error(UNKNOWN_PERMISSION, named.file.place(right.span), message)
                            .label(meant(&right.name, ["try", "review"], "`try` or `review`"))
                            .why(WHY_UNKNOWN)
                            .fix("write `try` or `review`, or take the line out")
                            .record(record),
                    );
                }
            }
        }
    }
}

fn unknown(
    named: &Named<'_>,
    key: &Key,
    name: &str,
    declared: Option<&(Vec<&str>, Place)>,
    record: &str,
) -> Option<Finding> {
    let (words, list) = declared?;
    if words.contains(&key.name.as_str()) {
        return None;
    }
    let place = named.file.place(key.span);
    let message = format!("there is no permission `{name}`");
    Some(
        error(UNKNOWN_PERMISSION, place, message)
            .label(meant(
                &key.name,
                words.iter().copied(),
                "not declared in config.toml",
            ))
            .related(*list, "those that are declared")
            .why(WHY_UNKNOWN)
            .fix("write one that is declared, or declare this one in config.toml (changes power)")
            .record(record),
    )
}

/// Whoever may have changes merged may have them tried.
fn dominated(named: &Named<'_>, table: &Node, record: &str) -> Vec<Finding> {
    let repos = table.get("bors").map_or(&[][..], Node::entries).iter();
    let both = repos.filter_map(|(repo, rights)| {
        let given = |word| {
            let (key, node) = rights.entry(word)?;
            (node.value == Value::Bool(true)).then(|| named.file.place(key.span.to(node.span)))
        };
        let (tried, reviewed) = (given("try")?, given("review")?);
        let repo = &repo.name;
        let message = format!("`bors.{repo}.try` is part of `bors.{repo}.review`");
        Some(
            warning(REDUNDANT_GRANT, tried, message)
                .label("gives nothing more")
                .related(reviewed, "gives this too")
                .why("taken out of one place, a right given twice is still there")
                .fix("take `try` out, or `review` if that is too much (changes power)")
                .record(record),
        )
    });
    both.collect()
}

/// The dotted names of what a table gives, what goes with it included.
fn given(table: &Node, before: &str, out: &mut BTreeMap<String, Span>) {
    for (key, node) in table.entries() {
        let name = format!("{before}{}", key.name);
        match node.value {
            Value::Bool(true) => {
                let span = key.span.to(node.span);
                let tried = name
                    .strip_suffix(".review")
                    .filter(|name| name.starts_with("bors."));
                if let Some(repo) = tried {
                    out.entry(format!("{repo}.try")).or_insert(span);
                }
                out.insert(name, span);
            }
            Value::Map(_) => given(node, &format!("{name}."), out),
            _ => {}
        }
    }
}

/// Whose permission it is, and the teams that give it too.
type Twice<'f> = (&'f Named<'f>, Vec<(&'f str, Place)>);

/// People who hold a permission by themselves and through a team.
fn held_twice(files: &Files<'_>, findings: &mut Vec<Finding>) {
    let mut alone: HashMap<String, (&Named<'_>, BTreeMap<String, Span>)> = HashMap::new();
    for person in &files.people {
        let mut own = BTreeMap::new();
        if let Some(table) = person.file.root.get("permissions") {
            given(table, "", &mut own);
        }
        if !own.is_empty() {
            alone.insert(folded(person.name), (person, own));
        }
    }
    if alone.is_empty() {
        return;
    }
    let mut twice: BTreeMap<(Place, String), Twice<'_>> = BTreeMap::new();
    for team in &files.teams {
        let mut gives = BTreeMap::new();
        if let Some(table) = team.named.file.root.get("permissions") {
            given(table, "", &mut gives);
        }
        let unit = files.loaded.governance.units.get(&Id::of(team.named.name));
        for member in unit.map_or(&[][..], |unit| &unit.data.members) {
            let Some((person, own)) = alone.get(&folded(&member.person)) else {
                continue;
            };
            for (name, span) in own {
                let Some(through) = gives.get(name) else {
                    continue;
                };
                let place = person.file.place(*span);
                let teams = &mut twice
                    .entry((place, name.clone()))
                    .or_insert_with(|| (person, Vec::new()))
                    .1;
                let through = team.named.file.place(*through);
                if !teams.iter().any(|(_, known)| *known == through) {
                    teams.push((team.named.name, through));
                }
            }
        }
    }
    // What a permission brings along stands at the same place as the permission.
    let mut told: Option<Place> = None;
    for ((place, name), (person, teams)) in twice {
        if told == Some(place) {
            continue;
        }
        told = Some(place);
        let (team, _) = teams[0];
        let message = format!(
            "`{}` holds `{name}` alone and through `{team}`",
            person.name
        );
        let mut finding = warning(REDUNDANT_GRANT, place, message).label("given once more");
        for (team, through) in teams.iter().take(20) {
            finding = finding.related(*through, format!("`{team}` gives it already"));
        }
        findings.push(
            finding
                .why("whoever leaves the team keeps what was given to them alone")
                .fix("take the line out of the person's file")
                .record(person.person()),
        );
    }
}
