//! Get involved: which seats are free, how to object, and what to do in a conflict.

use serde::Serialize;

use super::methods::steps;
use super::roles::{few, held_by, selectors};
use super::sheets::{Listed, Sheets};
use super::{Frame, Part, Site};
use crate::model::{
    Actor, Capacity, Family, Kind, Mandate, MembershipRule, Method, Record, Role, Unit,
};
use crate::site::SiteError;
use crate::site::book::Book;
use crate::site::here::Here;
use crate::site::rights;
use crate::site::seat::Time;
use crate::site::text::{capital, sort_key};
use crate::site::view::{Layout, Piece, Rich, Table, Tone};

/// Where the page lies.
pub(super) const ADDRESS: &str = "involved.html";

/// Of how many ladders the page tells the steps; the pages of the others do.
const LADDERS: usize = 8;

#[derive(Serialize)]
struct Page {
    vacancies: Table,
    behind: Table,
    open: Table,
    object: Vec<Rich>,
    appeal: Table,
    ladders: Vec<Ladder>,
    /// The others.
    further: Listed,
    write: Vec<Rich>,
    contacts: Table,
}

/// The steps of a conflict.
#[derive(Serialize)]
struct Ladder {
    title: Rich,
    table: Table,
}

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, ADDRESS);
    let mut roles: Vec<&Record<Role>> = book
        .governance
        .roles
        .values()
        .filter(|role| {
            let actor = Actor::Role(role.id.clone());
            book.governance.actor_in_force(&actor, book.as_of())
        })
        .collect();
    roles.sort_by_cached_key(|role| (!role.data.key, sort_key(role.name())));
    let mut units: Vec<&Record<Unit>> = book.governance.units.values().collect();
    units.retain(|unit| unit.envelope.in_force(book.as_of()));
    let root = book.governance.root();
    units.sort_by_cached_key(|unit| (root != Some(&unit.id), sort_key(unit.name())));
    let frame = Frame::new(Part::Other, here.words.text("involved"));
    let mut sheets = Sheets::on(site, &here, &frame);
    let ladders = ladders(&here);
    let page = Page {
        vacancies: sheets.table("vacant", vacancies(&here, &roles))?,
        behind: sheets.table("key-roles", behind(&here, &roles))?,
        open: sheets.table("open", open(&here, &units))?,
        object: object(&here),
        appeal: sheets.table("higher", appeal(&here, &roles, &units))?,
        further: sheets.lines(
            "ladders",
            &here.words.text("involved-ladders"),
            further(&here),
        )?,
        ladders,
        write: residual(&here),
        contacts: contacts(&here, &roles),
    };
    site.add(&here, frame, "involved.html", &page)
}

fn vacancies(here: &Here<'_>, roles: &[&Record<Role>]) -> Table {
    let columns = [
        "column-role",
        "column-unit",
        "column-time-needed",
        "column-chosen-by",
    ];
    let words = here.words;
    let caption = words.text("involved-vacancies");
    let mut table = Table::new(words, caption, &columns).laid(Layout::Even);
    for role in roles.iter().filter(|role| here.is_vacant(role)) {
        let mut link = here.link(Kind::Role, &role.id);
        if role.data.key {
            link = link.then(" ").tag(words.text("roles-key"), Tone::Plain);
        }
        if let Some(purpose) = &role.data.mandate.purpose {
            link = link.line().muted(capital(purpose));
        }
        table.row([
            link,
            here.link(Kind::Unit, &role.data.unit),
            Rich::from(role.data.time.as_deref().unwrap_or_default()),
            selectors(here, role),
        ]);
    }
    table
}

/// Who stands behind those on whom much depends.
fn behind(here: &Here<'_>, roles: &[&Record<Role>]) -> Table {
    let columns = [
        "column-role",
        "column-held-by",
        "column-deputy",
        "column-trainee",
    ];
    let words = here.words;
    let caption = words.text("involved-behind");
    let mut table = Table::new(words, caption, &columns).laid(Layout::Even);
    for role in roles {
        let seats = here.seats_in(&Actor::Role(role.id.clone()));
        let people = |capacity: Capacity| {
            let of = seats
                .iter()
                .filter(|seat| seat.time == Time::Now && seat.capacity == capacity);
            let people: Vec<Rich> = of.map(|seat| here.person(&seat.person)).collect();
            few(here, people)
        };
        let (holders, deputies, trainees) = (
            people(Capacity::Holder),
            people(Capacity::Deputy),
            people(Capacity::Trainee),
        );
        let is_told = role.data.key || !trainees.is_empty();
        if !is_told || role.data.source.is_some() {
            continue;
        }
        let or_missing = |people: Rich| {
            if people.is_empty() {
                Rich::new().tag(words.text("involved-missing"), Tone::Vacant)
            } else {
                people
            }
        };
        table.row([
            here.link(Kind::Role, &role.id),
            or_missing(holders),
            or_missing(deputies),
            or_missing(trainees),
        ]);
    }
    table
}

/// Units that whoever wants to may join.
fn open(here: &Here<'_>, units: &[&Record<Unit>]) -> Table {
    let columns = ["column-unit", "column-purpose", "column-criteria"];
    let words = here.words;
    let mut table = Table::new(words, words.text("involved-open"), &columns);
    for unit in units {
        let Some(membership) = &unit.data.membership else {
            continue;
        };
        if membership.rule != MembershipRule::Open {
            continue;
        }
        let purpose = unit.data.mandate.purpose.as_deref();
        table.row([
            here.link(Kind::Unit, &unit.id),
            Rich::from(purpose.map(capital).unwrap_or_default()),
            Rich::from(
                membership
                    .criteria
                    .as_deref()
                    .map(capital)
                    .unwrap_or_default(),
            ),
        ]);
    }
    table.without_empty_columns()
}

/// How an objection is raised, and against what.
fn object(here: &Here<'_>) -> Vec<Rich> {
    let words = here.words;
    let decisions = here.governance.decisions.values();
    let open = decisions.filter(|decision| decision.data.state.is_pending());
    let open = Rich::from(Piece::Link {
        text: words.count("involved-open-decisions", open.count()),
        href: here.to("decisions.html#open"),
    });
    let mut lines = vec![words.rich("involved-object", [("open", open.into())])];
    let mut methods: Vec<&Record<Method>> = here.governance.methods.values().collect();
    methods.sort_by_cached_key(|method| sort_key(method.name()));
    for method in methods {
        let link = || here.link(Kind::Method, &method.id);
        let tests = method.data.objection_test.iter();
        let tests: Vec<String> = tests.map(ToString::to_string).collect();
        if !tests.is_empty() {
            let tests = words.clauses(tests.into_iter().map(Rich::from));
            let said = [("method", link().into()), ("tests", tests.into())];
            lines.push(words.rich("involved-test", said));
        } else if matches!(method.data.family, Family::Consent | Family::LazyConsensus) {
            lines.push(words.rich("involved-consent", [("method", link().into())]));
        }
    }
    lines.truncate(12);
    lines
}

/// Whose decisions others may replace, and to whom a stuck matter goes.
fn appeal(here: &Here<'_>, roles: &[&Record<Role>], units: &[&Record<Unit>]) -> Table {
    let columns = [
        "column-decider",
        "column-about",
        "column-overridden-by",
        "column-escalated-to",
    ];
    let mut table = Table::new(here.words, here.words.text("involved-appeal"), &columns);
    let mut tell = |kind: Kind, id: &str, mandate: &Mandate| {
        for line in &mandate.powers {
            if line.override_by.is_none() && line.escalate_to.is_none() {
                continue;
            }
            let who = |id: Option<&str>| id.map_or_else(Rich::new, |id| here.method_or_actor(id));
            table.row([
                here.link(kind, id),
                rights::topic(here, &line.over),
                who(line.override_by.as_ref().map(|id| id.as_str())),
                who(line.escalate_to.as_ref().map(|id| id.as_str())),
            ]);
        }
    };
    for unit in units {
        tell(Kind::Unit, &unit.id, &unit.data.mandate);
    }
    for role in roles {
        tell(Kind::Role, &role.id, &role.data.mandate);
    }
    table.without_empty_columns()
}

/// The methods that are ladders, by name.
fn by_steps<'b>(here: &Here<'b>) -> Vec<&'b Record<Method>> {
    let methods = here.book().governance.methods.values();
    let mut methods: Vec<&Record<Method>> = methods
        .filter(|method| !method.data.ladder.is_empty())
        .collect();
    methods.sort_by_cached_key(|method| sort_key(method.name()));
    methods
}

fn ladders(here: &Here<'_>) -> Vec<Ladder> {
    let ladders = by_steps(here).into_iter().take(LADDERS);
    let ladders = ladders.map(|method| Ladder {
        title: here.link(Kind::Method, &method.id),
        table: steps(here, method),
    });
    ladders.collect()
}

/// The ladders whose steps stand on their own pages.
fn further(here: &Here<'_>) -> Vec<Rich> {
    let others = by_steps(here).into_iter().skip(LADDERS);
    let link = |method: &Record<Method>| here.link(Kind::Method, &method.id);
    others.map(link).collect()
}

/// Who answers for what nobody was given.
fn residual(here: &Here<'_>) -> Vec<Rich> {
    let finder = Rich::from(Piece::Link {
        text: here.words.text("part-finder"),
        href: here.to(super::finder::ADDRESS),
    });
    let mut lines = vec![here.words.rich("involved-ask", [("finder", finder.into())])];
    if let Some(org) = &here.governance.org {
        let who = here.who(&org.data.residual);
        lines.push(here.words.rich("involved-residual", [("who", who.into())]));
    }
    lines
}

/// The seats of the uppermost unit, and those on which much depends.
fn contacts(here: &Here<'_>, roles: &[&Record<Role>]) -> Table {
    const FEW: usize = 20;
    let columns = ["column-role", "column-held-by", "column-purpose"];
    let words = here.words;
    let mut table = Table::new(words, words.text("involved-contacts"), &columns);
    let root = here.governance.root();
    for role in roles {
        let is_of_root = root.is_some_and(|root| *root == role.data.unit.value);
        if !(is_of_root || role.data.key) || here.is_vacant(role) {
            continue;
        }
        let purpose = role.data.mandate.purpose.as_deref();
        table.row([
            here.link(Kind::Role, &role.id),
            held_by(here, role),
            Rich::from(purpose.map(capital).unwrap_or_default()),
        ]);
    }
    table
        .laid(Layout::Even)
        .without_empty_columns()
        .at_most(FEW, "involved-more")
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    const OTHERS: [(&str, &str); 4] = [
        (
            "methods/ladder-up.yaml",
            "name: Up\nfamily: ladder\nladder: [{step: Talk, who: crew, within: P7D, binding: true}]\n",
        ),
        (
            "methods/calm.yaml",
            "name: Calm\nfamily: consent\nobjection_test: [it does harm, it can be told]\n",
        ),
        (
            "roles/alpha.yaml",
            "name: Alpha\nunit: crew\ntime: an hour a week\n",
        ),
        (
            "units/friends.yaml",
            "name: Friends\nparent: assembly\npurpose: talk\nmembership: {rule: open, criteria: lives here}\n",
        ),
    ];

    #[test]
    fn free_seats_come_with_time_and_way_in_key_roles_first() {
        let key =
            "name: Webmaster\nunit: crew\nkey: true\nselection: {by: assembly, method: vote}\n";
        let others = [OTHERS.as_slice(), &[("roles/webmaster.yaml", key)]].concat();
        let words = Fixture::with(&others).words("involved.html");
        for part in [
            "Webmaster key role Crew Assembly Alpha Crew an hour a week",
            "Keeper Ana Maria Paz missing missing",
            "Webmaster missing missing missing",
            "Friends Talk Lives here",
            "1 decision open",
            "An objection under Calm counts if all of this holds: It does harm; it can be told.",
            "Keeper money/ small Assembly",
            "Talk Crew 7 days Yes",
            "What nobody has been given falls to Assembly .",
            "Who to write to",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }

    #[test]
    fn getting_involved_is_told_in_german_too() {
        let words = Fixture::german_with(&OTHERS).words("involved.html");
        for part in [
            "Mitmachen",
            "Keeper Ana Maria Paz fehlt fehlt",
            "Ein Einwand gilt bei Calm, wenn Folgendes zutrifft",
            "Was sonst niemandem zufällt, geht an Assembly .",
        ] {
            assert!(
                words.replace(" ,", ",").contains(part),
                "{part} not in {words}"
            );
        }
    }
}
