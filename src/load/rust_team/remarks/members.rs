//! Who stands in which list of a team.

use std::collections::{HashMap, HashSet};

use super::{Files, Team, error, folded};
use crate::diag::Finding;
use crate::load::{DUPLICATE_ENTRY, NOT_A_MEMBER, RETIRED_STILL_ARMED, UNLISTED_ALUMNI};
use crate::source::{Place, Span};

/// The team of all former members.
const ALUMNI: &str = "alumni";

/// How many teams may break a convention that is still one, however few teams there are.
const MOST_ODD: usize = 3;

/// Keys that bring people in without naming them.
const INCLUDES: [&str; 6] = [
    "included-teams",
    "include-team-leads",
    "include-wg-leads",
    "include-project-group-leads",
    "include-all-team-members",
    "include-all-alumni",
];

pub(super) fn remarks(files: &Files<'_>, findings: &mut Vec<Finding>) {
    let knows_teams = files.knows_teams();
    for team in &files.teams {
        if knows_teams {
            leads(files, team, findings);
        }
        alumni(team, &["members", "leads"], findings);
    }
    former(files, findings);
    for team in &files.archived {
        // Whoever else it lists is told of as such.
        alumni(team, &[], findings);
    }
    // Until 2022 a team was archived with its people.
    let mut armed: Vec<Finding> = files.archived.iter().filter_map(archived).collect();
    if are_exceptions(armed.len(), files.archived.len()) {
        findings.append(&mut armed);
    }
}

/// Whether those who break a convention are so few that it is one.
fn are_exceptions(odd: usize, all: usize) -> bool {
    odd <= MOST_ODD.max(all / 10)
}

/// Whoever leads a team is a member of it.
fn leads(files: &Files<'_>, team: &Team<'_>, findings: &mut Vec<Finding>) {
    let governance = &files.loaded.governance;
    let Some(unit) = governance.units.get(team.named.name) else {
        return;
    };
    let leads = team.named.file.handles("people", "leads");
    if leads.is_empty() {
        return;
    }
    let members = unit.data.members.iter();
    let members: HashSet<String> = members.map(|member| folded(&member.person)).collect();
    let mut told = HashSet::new();
    for (lead, place) in leads {
        let is_known = governance.has(crate::model::Kind::Person, lead);
        if !is_known || members.contains(&folded(lead)) || !told.insert(folded(lead)) {
            continue;
        }
        let message = format!(
            "`{lead}` leads `{}` and is no member of it",
            team.named.name
        );
        let mut finding = error(NOT_A_MEMBER, place, message).label("not among the members");
        if let Some((key, _)) = team.named.file.key("people", "members") {
            finding = finding.related(team.named.file.place(key.span), "the members");
        }
        findings.push(
            finding
                .why("who leads a team has its rights only as one of its members")
                .fix("add the lead to `members`, or take the lead out (changes power)")
                .record(team.named.unit()),
        );
    }
}

/// Former members stand once in their list, and in no other.
fn alumni(team: &Team<'_>, others: &[&'static str], findings: &mut Vec<Finding>) {
    let file = team.named.file;
    let mut listed: HashMap<String, (&str, Place)> = HashMap::new();
    for list in others {
        for (handle, place) in file.handles("people", list) {
            listed.entry(folded(handle)).or_insert((list, place));
        }
    }
    for (handle, place) in file.handles("people", ALUMNI) {
        let Some((list, first)) = listed.get(&folded(handle)) else {
            listed.insert(folded(handle), (ALUMNI, place));
            continue;
        };
        let name = team.named.name;
        let (message, why, fix) = if *list == ALUMNI {
            (
                format!("`{handle}` is listed twice as a former member of `{name}`"),
                "a name written twice stands where another was meant, or is left behind",
                "take one of the two entries out",
            )
        } else {
            let word = if *list == "leads" { "lead" } else { "member" };
            (
                format!("`{handle}` is a {word} and a former member of `{name}`"),
                "nobody can tell whether the person still has the rights of the team",
                "take one of the two entries out (changes power)",
            )
        };
        findings.push(
            error(DUPLICATE_ENTRY, place, message)
                .label("again here")
                .related(*first, "here already")
                .why(why)
                .fix(fix)
                .record(team.named.unit()),
        );
    }
}

/// Where former members are gathered, each team that names its members has a list of them.
fn former(files: &Files<'_>, findings: &mut Vec<Finding>) {
    let gathers = |team: &&Team<'_>| team.named.file.is_true("people", "include-all-alumni");
    let Some(gathering) = files.teams.iter().find(gathers) else {
        no_gathering(files, findings);
        return;
    };
    if let Some((handle, place)) = gathering.named.file.handles("people", "members").first() {
        let message = format!(
            "`{}` gathers former members and lists `{handle}`",
            gathering.named.name
        );
        findings.push(
            error(UNLISTED_ALUMNI, *place, message)
                .label("this list is to be empty")
                .why("who left is listed where they left, so that it is known what they did")
                .fix("put the person among the `alumni` of the team that they left")
                .record(gathering.named.unit()),
        );
    }
    let mut lacking = Vec::new();
    for team in &files.teams {
        let file = team.named.file;
        let Some((people, table)) = file.root.entry("people") else {
            continue;
        };
        let includes = INCLUDES.iter().any(|key| {
            let list = file.key("people", key);
            file.is_true("people", key) || list.is_some_and(|(_, list)| !list.items().is_empty())
        });
        let is_composed = includes && file.handles("people", "members").is_empty();
        if table.get(ALUMNI).is_some() || is_composed || team.kind == "marker-team" {
            continue;
        }
        let message = format!("`{}` has no list of former members", team.named.name);
        lacking.push(
            error(UNLISTED_ALUMNI, file.place(people.span), message)
                .label("`alumni` is required")
                .related(
                    gathering.named.at,
                    "gathers the former members of all teams",
                )
                .why("who is taken out of `members` is to be found among those who left")
                .fix("add `alumni = []`")
                .record(team.named.unit()),
        );
    }
    // Until all teams had the list, those without one were as usual.
    if are_exceptions(lacking.len(), files.teams.len()) {
        findings.append(&mut lacking);
    }
}

/// The settings are those of the whole project, and that has a team of former members.
fn no_gathering(files: &Files<'_>, findings: &mut Vec<Finding>) {
    let has_lists = |team: &Team<'_>| team.named.file.key("people", ALUMNI).is_some();
    let Some(settings) = files.settings else {
        return;
    };
    let unread = (crate::model::Kind::Unit, crate::model::Id::of(ALUMNI));
    let is_there = files.teams.iter().any(|team| team.named.name == ALUMNI);
    if is_there
        || !files.teams.iter().any(has_lists)
        || files.loaded.governance.unread.contains(&unread)
    {
        return;
    }
    let at = settings.root.entries().first();
    let span = at.map_or(Span::default(), |(key, _)| key.span);
    findings.push(
        error(
            UNLISTED_ALUMNI,
            settings.place(span),
            format!("no team `{ALUMNI}` gathers the former members"),
        )
        .label("teams list who left, and nothing gathers them")
        .why("who left and is in no team now is still one of the project's people")
        .fix(format!(
            "add teams/{ALUMNI}.toml with `include-all-alumni = true`"
        )),
    );
}

/// An archived team has nobody.
fn archived(team: &Team<'_>) -> Option<Finding> {
    let file = team.named.file;
    let mut places = Vec::new();
    for (list, word) in [("members", "members"), ("leads", "leads")] {
        let people = file.handles("people", list);
        places.extend(people.into_iter().map(|(_, place)| (word, place)));
    }
    if places.is_empty() {
        let brings = |key: &&&str| {
            let under = file.key("people", key);
            let lists = under.is_some_and(|(_, node)| !node.items().is_empty());
            file.is_true("people", key) || lists
        };
        let key = INCLUDES.iter().find(brings)?;
        let (key, _) = file.key("people", key)?;
        places.push(("members of other teams", file.place(key.span)));
    }
    let (word, first) = *places.first()?;
    let message = format!(
        "the team `{}` is archived and still has {word}",
        team.named.name
    );
    let mut finding = error(RETIRED_STILL_ARMED, first, message).label("still listed");
    for (_, place) in places.iter().skip(1).take(20) {
        finding = finding.related(*place, "and here");
    }
    let why = "a list of an archived team looks as if it gave somebody something";
    let fix = match word {
        "leads" | "members" => "move the people to `alumni`",
        _ => "take the line out",
    };
    Some(finding.why(why).fix(fix).record(team.named.unit()))
}
