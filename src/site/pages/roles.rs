//! Roles: who holds what.

use serde::Serialize;

use super::seats::vacant;
use super::{Frame, Part, Site, crumb, end_of_term, role, sheets, status};
use crate::model::{Actor, Capacity, Family, Id, Kind, OneOrMany, Record, Right, Role, Unit};
use crate::power::{Act, Origin, Power};
use crate::site::SiteError;
use crate::site::address::encoded;
use crate::site::book::Book;
use crate::site::here::Here;
use crate::site::seat::Time;
use crate::site::text::{name, sort_key};
use crate::site::view::{Layout, Piece, Rich, Table, Tone};

/// Where the list lies.
const ADDRESS: &str = "roles.html";

/// Beyond so many roles, units go on at pages of their own.
const MOST: usize = 200;

#[derive(Serialize)]
struct Roles {
    heading: String,
    is_first: bool,
    count: String,
    vacant: String,
    groups: Vec<Group>,
    /// The other pages, by the units whose roles they show first and last.
    pages: Vec<Rich>,
}

/// The roles of one unit.
#[derive(Serialize)]
struct Group {
    id: String,
    unit: Rich,
    /// What the unit is called.
    #[serde(skip)]
    name: String,
    word: String,
    table: Table,
}

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, ADDRESS);
    let words = here.words;
    let governance = &book.governance;
    let mut units: Vec<&Record<Unit>> = governance.units.values().collect();
    // The root first, then by name.
    units.sort_by_cached_key(|unit| (governance.root() != Some(&unit.id), sort_key(unit.name())));
    let mut groups = Vec::new();
    for unit in units {
        let roles: Vec<&Record<Role>> = book.roles_in(&unit.id).collect();
        if !roles.is_empty() {
            let word = unit.data.unit_type.as_deref().map(name);
            let title = [("unit", name(unit.name()).into())];
            groups.push(Group {
                id: format!("u-{}", encoded(&unit.id)),
                unit: here.link(Kind::Unit, &unit.id),
                name: name(unit.name()),
                word: word.unwrap_or_default(),
                table: list(&here, words.say("roles-in", &title), roles),
            });
        }
    }
    let mut homeless: Vec<&Record<Role>> = Vec::new();
    for role in governance.roles.values() {
        if !governance.units.contains_key(&*role.data.unit.value) {
            homeless.push(role);
        }
    }
    if !homeless.is_empty() {
        groups.push(Group {
            id: "no-unit".to_owned(),
            unit: words.text("roles-no-unit").into(),
            name: words.text("roles-no-unit"),
            word: String::new(),
            table: list(&here, words.text("roles-in-no-unit"), homeless),
        });
    }
    let vacant = governance
        .roles
        .values()
        .filter(|role| book.is_vacant(role));
    let frame = Frame::new(Part::Roles, words.text("part-roles"));
    let mut pages: Vec<Vec<Group>> = vec![Vec::new()];
    let mut shown = 0;
    for mut group in groups {
        let rows = group.table.rows.len();
        if shown > 0 && shown + rows > MOST {
            pages.push(Vec::new());
            shown = 0;
        }
        shown += rows;
        group.table = sheets::cut(site, &here, &frame, &group.id, group.table)?;
        if let Some(page) = pages.last_mut() {
            page.push(group);
        }
    }
    let links = links(&here, &pages);
    let mut count = words.count("roles-count", governance.roles.len());
    let mut vacant = words.count("roles-vacant", vacant.count());
    for ((number, groups), link) in pages.into_iter().enumerate().zip(&links) {
        let is_first = number == 0;
        let here = Here::new(book, address(number));
        let page = Roles {
            heading: if is_first {
                frame.title.clone()
            } else {
                words.say("roles-of", &[("units", link.plain().into())])
            },
            is_first,
            count: std::mem::take(&mut count),
            vacant: std::mem::take(&mut vacant),
            groups,
            pages: if is_first {
                links.iter().skip(1).cloned().collect()
            } else {
                Vec::new()
            },
        };
        let frame = if is_first {
            frame.clone()
        } else {
            let above = crumb(&here, &frame.title, ADDRESS);
            frame.sheet(page.heading.clone(), above)
        };
        site.add(&here, frame, "roles.html", &page)?;
    }
    for role in governance.roles.values() {
        role::add(book, site, role)?;
    }
    Ok(())
}

/// Where the pages lie, counted from 0.
fn address(number: usize) -> String {
    match number {
        0 => ADDRESS.to_owned(),
        before => format!("roles~{}.html", before + 1),
    }
}

/// Links to the pages, each called by its first and last unit.
fn links(here: &Here<'_>, pages: &[Vec<Group>]) -> Vec<Rich> {
    let link = |(number, groups): (usize, &Vec<Group>)| {
        let name = |group: Option<&Group>| group.map(|group| group.name.clone());
        let first = name(groups.first()).unwrap_or_default();
        let last = name(groups.last()).unwrap_or_default();
        let said = [
            ("first", first.as_str().into()),
            ("last", last.as_str().into()),
        ];
        Rich::from(Piece::Link {
            text: match groups.len() {
                0 | 1 => first,
                _ => here.words.say("roles-from-to", &said),
            },
            href: here.to(&address(number)),
        })
    };
    pages.iter().enumerate().map(link).collect()
}

fn list(here: &Here<'_>, caption: String, mut roles: Vec<&Record<Role>>) -> Table {
    let columns = [
        "column-role",
        "column-held-by",
        "column-until",
        "column-chosen-by",
    ];
    let mut table = Table::new(here.words, caption, &columns).laid(Layout::Even);
    roles.sort_by_cached_key(|role| sort_key(role.name()));
    for role in roles {
        let link = here.link(Kind::Role, &role.id);
        let link = if role.data.key {
            link.then(" ")
                .tag(here.words.text("roles-key"), Tone::Plain)
        } else {
            link
        };
        let tag = status(here, &role.envelope).map(|tag| Rich::from(" ").then(tag));
        let link = link.maybe(tag);
        let ends: Vec<_> = here
            .seats_in(&Actor::Role(role.id.clone()))
            .into_iter()
            .filter(|seat| seat.time == Time::Now && seat.capacity == Capacity::Holder)
            .map(|seat| seat.until)
            .collect();
        let first_end = ends.iter().flatten().min().copied();
        table.row([
            link,
            held_by(here, role),
            end_of_term(here, first_end),
            selectors(here, role),
        ]);
    }
    table
}

/// The holders of a role, or that there is none.
pub(super) fn held_by(here: &Here<'_>, role: &Record<Role>) -> Rich {
    let seats = here.seats_in(&Actor::Role(role.id.clone()));
    let people = |capacity: Capacity| -> Vec<Rich> {
        let of = seats
            .iter()
            .filter(|seat| seat.time == Time::Now && seat.capacity == capacity);
        of.map(|seat| here.person(&seat.person)).collect()
    };
    let holders = people(Capacity::Holder);
    let deputies = people(Capacity::Deputy);
    let mut held = few(here, holders);
    if here.is_vacant(role) {
        held = if held.is_empty() {
            vacant(here)
        } else {
            held.then(" ")
                .tag(here.words.text("held-with-a-vacancy"), Tone::Vacant)
        };
    } else if held.is_empty() {
        held = match &role.data.source {
            Some(_) => Rich::new().muted(here.words.text("held-elsewhere")),
            None => Rich::new().muted(here.words.text("held-by-nobody")),
        };
    }
    if !deputies.is_empty() {
        let word = here.words.count("held-deputies", deputies.len());
        held = held
            .line()
            .muted(format!("{word} "))
            .then(few(here, deputies));
    }
    held
}

/// The first of these people, and how many more there are.
pub(super) fn few(here: &Here<'_>, mut people: Vec<Rich>) -> Rich {
    const MOST: usize = 8;
    if people.len() > MOST {
        let more = people.len() - MOST;
        people.truncate(MOST);
        people.push(here.words.count("and-more", more).into());
    }
    here.words.list(people)
}

/// Who fills a role, in few words.
pub(super) fn selectors(here: &Here<'_>, role: &Record<Role>) -> Rich {
    let selection = role.data.selection.as_ref();
    match selection.and_then(|selection| selection.by.as_ref()) {
        Some(by) => who(here, by),
        None => by_powers(here, role, Act::Choose).map_or_else(Rich::new, |(who, _)| who),
    }
}

pub(super) fn who(here: &Here<'_>, by: &OneOrMany) -> Rich {
    here.all(by.iter().map(|id| &id.value))
}

/// Who does something, and by which method.
pub(super) fn by_method(here: &Here<'_>, who: Rich, method: &Id) -> Rich {
    let said = [("who", who.into()), ("method", here.method(method).into())];
    here.words.rich("who-by-method", said)
}

/// Who holds the right over the seats of a role by other records or by default, and how it says so.
pub(super) fn by_powers(here: &Here<'_>, role: &Record<Role>, act: Act) -> Option<(Rich, Origin)> {
    let powers = &here.book().handbook.powers;
    let object = format!("seats/{}", role.id);
    let deciding: Vec<&Power> = powers
        .over(&object)
        .filter(|power| {
            matches!(power.key.right, Right::Decide | Right::Joint)
                && (power.key.act == act || power.key.act == Act::Any)
        })
        .collect();
    let origin = deciding.first()?.origin;
    let each = deciding.iter().map(|power| {
        let who = here.actor(&power.key.holder);
        if power.family == Some(Family::Holder) {
            who
        } else {
            by_method(here, who, &power.method)
        }
    });
    Some((here.words.list(each), origin))
}

#[cfg(test)]
mod tests {
    use super::MOST;
    use crate::site::fixture::Fixture;

    #[test]
    fn vacancies_are_counted_and_marked() {
        let fixture = Fixture::with(&[]);
        let words = fixture.words("roles.html");
        assert!(
            words.contains("There are 2 roles. 1 of them is vacant."),
            "{words}"
        );
        assert!(words.contains("Webmaster vacant Crew"), "{words}");
        assert!(
            fixture
                .words("roles/webmaster.html")
                .contains("vacant Nobody holds this role.")
        );
    }
    #[test]
    fn the_list_speaks_the_language_of_the_organisation() {
        let words = Fixture::german().words("roles.html");
        for part in [
            "Eine Rolle ist ein Sitz mit einem Auftrag, wer immer sie innehat.",
            "Es gibt 2 Rollen. 1 davon ist unbesetzt.",
            "Rollen in Crew Rolle Wer sie innehat Bis Gewählt von",
            "Keeper Schlüsselrolle Ana Maria Paz 31. Dez. 2026",
            "Webmaster unbesetzt Crew",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }

    #[test]
    fn the_roles_of_many_units_lie_on_several_pages() {
        let mut files = Vec::new();
        for unit in 0..3 {
            let path = format!("units/team{unit}.yaml");
            files.push((path, format!("name: Team {unit}\nparent: assembly\n")));
            for role in 0..MOST / 2 {
                let path = format!("roles/r{unit}-{role}.yaml");
                let text = format!("name: Chair {role:03} of {unit}\nunit: team{unit}\n");
                files.push((path, text));
            }
        }
        let files: Vec<(&str, &str)> = files.iter().map(|(p, t)| (&**p, &**t)).collect();
        let fixture = Fixture::with(&files);
        let [first, second] = ["roles.html", "roles~2.html"].map(|page| fixture.words(page));
        assert!(first.contains("There are 302 roles."), "{first}");
        assert!(first.contains("Team 1 – Team 2 Crew"), "{first}");
        assert!(
            second.starts_with("Roles: Team 1 – Team 2 Team 1 "),
            "{second}"
        );
        for unit in 0..3 {
            for role in 0..MOST / 2 {
                let name = format!("Chair {role:03} of {unit} ");
                let found = [&first, &second].map(|words| words.matches(&name).count());
                assert_eq!(
                    found,
                    [usize::from(unit == 0), usize::from(unit > 0)],
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn deputies_and_empty_seats_are_named() {
        let keeper = "name: Keeper\nunit: crew\nseats: {min: 2, max: 2}\nholders:\n  - {person: ana}\n\
                      \x20 - {person: bao, as: deputy}\n  - {person: cem, as: deputy}\n";
        let words = Fixture::with(&[("roles/keeper.yaml", keeper)]).words("roles.html");
        assert!(
            words.contains("Keeper Ana Maria Paz a seat is vacant deputies Bao Tran and Cem Ay"),
            "{words}"
        );
    }
}
