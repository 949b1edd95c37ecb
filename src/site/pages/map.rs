//! The map of the whole, and the same as a table.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Frame, Part, Site};
use crate::model::{Actor, Capacity, Id, Kind, Record, Role, Status, Unit, Voice};
use crate::site::SiteError;
use crate::site::book::Book;
use crate::site::here::Here;
use crate::site::map::{self, Map};
use crate::site::seat::Time;
use crate::site::text::sort_key;
use crate::site::view::{Layout, Rich, Table, Tone};

/// Beyond so many rows the table leaves roles to the pages of their units, and then the deepest
/// units to the pages of those above.
const ROWS: usize = 400;

/// How many holders a row names.
const FEW: usize = 3;

#[derive(Serialize)]
struct Page {
    map: Option<Map>,
    table: Table,
    /// What is left out, in words; empty where nothing is.
    without: Vec<String>,
}

/// Adds the page.
pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, "map.html");
    let words = here.words;
    let columns = ["column-unit-or-role", "column-kind", "column-holder"];
    let caption = words.text("map-table");
    let mut table = Table::new(words, caption, &columns).laid(Layout::Log);
    let governance = &book.governance;
    let with_roles = governance.units.len() + governance.roles.len() <= ROWS;
    let mut units = tree(&here);
    let all = units.len();
    if !with_roles && all > ROWS {
        let fits = |depth: &usize| units.iter().filter(|(_, at)| at <= depth).count() <= ROWS;
        let deepest = (1..all).take_while(fits).last().unwrap_or(0);
        units.retain(|(_, depth)| *depth <= deepest);
    }
    let mut without = Vec::new();
    if !with_roles {
        without.push(words.count("map-without-roles", governance.roles.len()));
    }
    if units.len() < all {
        without.push(words.count("map-without-units", all - units.len()));
    }
    for (unit, depth) in units {
        table.set_in(depth, unit_row(&here, unit));
        if with_roles {
            let mut roles: Vec<&Record<Role>> = book
                .roles_in(&unit.id)
                .filter(|role| role.envelope.status == Status::Active)
                .collect();
            roles.sort_by_cached_key(|role| sort_key(role.name()));
            for role in roles {
                table.set_in(depth + 1, role_row(&here, role));
            }
        }
    }
    let page = Page {
        map: map::root(&here).and_then(|unit| Map::around(&here, unit)),
        table,
        without,
    };
    let frame = Frame::new(Part::Map, words.text("part-map")).with_map(page.map.is_some());
    site.add(&here, frame, "map.html", &page)
}

/// The units below the root that are in force, each with how deep it lies. No recursion: a chain of
/// units may be as long as there are units.
fn tree<'b>(here: &Here<'b>) -> Vec<(&'b Record<Unit>, usize)> {
    let book = here.book();
    let governance = &book.governance;
    let mut seen: BTreeSet<&Id> = BTreeSet::new();
    let tops = governance.root().and_then(|id| governance.units.get(id));
    let mut waiting: Vec<(&Record<Unit>, usize)> = tops.map(|unit| (unit, 0)).into_iter().collect();
    let mut tree = Vec::new();
    while let Some((unit, depth)) = waiting.pop() {
        if !seen.insert(&unit.id) {
            continue;
        }
        tree.push((unit, depth));
        let mut units: Vec<&Record<Unit>> = book
            .units_in(&unit.id)
            .filter(|unit| unit.envelope.status == Status::Active)
            .collect();
        units.sort_by_cached_key(|unit| std::cmp::Reverse(sort_key(unit.name())));
        waiting.extend(units.into_iter().map(|unit| (unit, depth + 1)));
    }
    tree
}

fn unit_row(here: &Here<'_>, unit: &Record<Unit>) -> [Rich; 3] {
    let words = here.words;
    let actor = Actor::Unit(unit.id.clone());
    let people = here.book().handbook.powers.roster.people(&actor);
    let counted = unit.data.membership.as_ref().and_then(|m| m.count);
    let many = counted.map_or(people.len(), |n| usize::try_from(n).unwrap_or(usize::MAX));
    let holder = if here.is_vacant_unit(unit) {
        Rich::new().tag(words.text("vacant"), Tone::Vacant)
    } else if many == 0 {
        Rich::new()
    } else {
        Rich::from(words.count("people", many))
    };
    let kind = unit.data.unit_type.as_deref();
    [
        here.link(Kind::Unit, &unit.id),
        Rich::from(kind.map_or_else(|| words.text("unit"), str::to_owned)),
        holder,
    ]
}

fn role_row(here: &Here<'_>, role: &Record<Role>) -> [Rich; 3] {
    let words = here.words;
    let seats = here.seats_in(&Actor::Role(role.id.clone()));
    let now: Vec<_> = seats
        .iter()
        .filter(|seat| seat.time == Time::Now && seat.capacity == Capacity::Holder)
        .collect();
    let holders = if here.is_vacant(role) && now.is_empty() {
        Rich::new().tag(words.text("vacant"), Tone::Vacant)
    } else if now.len() > FEW {
        Rich::from(words.count("people", now.len()))
    } else {
        words.list(now.into_iter().map(|seat| here.person(&seat.person)))
    };
    [
        here.link(Kind::Role, &role.id),
        kind_of(here, role),
        holders,
    ]
}

/// That it is a role, and in which unit it speaks for its own.
fn kind_of(here: &Here<'_>, role: &Record<Role>) -> Rich {
    let words = here.words;
    let kind = Rich::from(words.text("role"));
    let Some(represents) = &role.data.represents else {
        return kind;
    };
    let key = match represents.voice {
        Voice::Member => "map-represents",
        Voice::Voice => "map-represents-voice",
        Voice::Observer => "map-represents-observer",
    };
    let own = here.name(Kind::Unit, &role.data.unit);
    let own = own.unwrap_or_else(|| words.text("not-public"));
    let other = here.link(Kind::Unit, &represents.unit);
    let said = [
        ("role", kind.into()),
        ("unit", own.into()),
        ("other", other.into()),
    ];
    words.rich(key, said)
}

#[cfg(test)]
mod tests {
    use super::ROWS;
    use crate::site::fixture::Fixture;

    #[test]
    fn the_map_and_its_table_show_the_same() {
        let html = Fixture::with(&[]).html("map.html");
        let start = html.find("<svg").expect("a map");
        let end = html.find("</svg>").expect("its end");
        let (map, table) = (&html[start..end], &html[end..]);
        for page in [
            "units/assembly",
            "units/crew",
            "roles/keeper",
            "roles/webmaster",
        ] {
            let link = format!("href=\"{page}.html\"");
            assert_eq!(map.matches(&link).count(), 1, "{page}");
            assert_eq!(table.matches(&link).count(), 1, "{page}");
        }
        assert!(map.contains("Webmaster, vacant"), "{map}");
        assert!(map.contains("class=\"role empty\""), "{map}");
    }

    #[test]
    fn a_unit_has_a_map_of_its_own_where_something_lies_inside() {
        let fixture = Fixture::with(&[("units/bare.yaml", "name: Bare\nparent: assembly\n")]);
        let crew = fixture.html("units/crew.html");
        assert_eq!(crew.matches("<svg").count(), 1);
        assert!(crew.contains("aria-label=\"Map of Crew\""), "{crew}");
        assert!(crew.contains("href=\"../map.css\""), "{crew}");
        let bare = fixture.html("units/bare.html");
        assert!(!bare.contains("<svg") && !bare.contains("map.css"));
    }

    #[test]
    fn representatives_are_a_layer_of_the_map_and_named_in_the_table() {
        let fixture = Fixture::with(&[
            ("units/divers.yaml", "name: Divers\nparent: assembly\n"),
            (
                "roles/voice.yaml",
                "name: Voice\nunit: divers\nrepresents: {in: crew, as: voice}\n",
            ),
            (
                "roles/link.yaml",
                "name: Link\nunit: divers\nrepresents: {in: assembly, as: member}\n",
            ),
        ]);
        let html = fixture.html("map.html");
        assert_eq!(html.matches("<line ").count(), 2, "{html}");
        assert!(
            html.contains("<input type=\"checkbox\" id=\"ties\">"),
            "{html}"
        );
        let words = fixture.words("map.html");
        for part in [
            "Role, speaks for Divers in Crew",
            "Role, represents Divers in Assembly",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        assert!(!Fixture::with(&[]).html("map.html").contains("checkbox"));
    }

    /// An assembly around a fleet with so many teams.
    fn fleet(teams: usize) -> Fixture {
        let mut files = vec![(
            "units/fleet.yaml".to_owned(),
            "name: Fleet\nparent: assembly\n".to_owned(),
        )];
        files.extend((0..teams).map(|n| {
            let text = format!("name: Team {n:04}\nparent: fleet\nmembers: [ana]\n");
            (format!("units/team{n}.yaml"), text)
        }));
        let files: Vec<(&str, &str)> = files.iter().map(|(p, t)| (&**p, &**t)).collect();
        Fixture::with(&files)
    }

    #[test]
    fn what_is_too_small_to_aim_at_is_a_dot_where_there_are_many() {
        let few = fleet(150).html("map.html");
        assert!(few.contains("<title>Team 0149</title>") && !few.contains("lead nowhere"));
        let many = fleet(600).html("map.html");
        assert!(many.matches("<circle").count() > 600);
        assert!(!many.contains("<title>Team "), "{many}");
        assert!(many.contains("<title>Fleet</title>"));
        assert!(many.contains("The smallest circles lead nowhere here"));
        let none = fleet(1500).html("map.html");
        // As deep as there is room for.
        assert!(none.contains("<title>Fleet</title>") && !none.contains("Team 0001"));
        assert!(none.contains("Some units lie deeper"));
    }

    #[test]
    fn the_table_leaves_to_others_what_is_too_much_for_it() {
        let table = |teams: usize| {
            let words = fleet(teams).words("map.html");
            let (_, table) = words.split_once("The same as a table").expect("a table");
            table.to_owned()
        };
        let words = table(ROWS - 5);
        assert!(
            words.contains("Team 0000") && words.contains("Keeper"),
            "{words}"
        );
        let words = table(ROWS - 3);
        assert!(words.contains("2 roles stand on the pages"), "{words}");
        assert!(
            words.contains("Team 0000") && !words.contains("Keeper"),
            "{words}"
        );
        let words = table(ROWS + 1);
        let left = format!("{} units that lie deeper stand on the pages", ROWS + 1);
        assert!(words.contains(&left), "{words}");
        assert!(
            words.contains("Fleet") && !words.contains("Team 0000"),
            "{words}"
        );
    }

    #[test]
    fn units_that_turn_in_a_circle_are_drawn_once() {
        let words = Fixture::with(&[
            ("units/a.yaml", "name: Round A\nparent: b\n"),
            ("units/b.yaml", "name: Round B\nparent: a\n"),
        ])
        .words("map.html");
        assert!(!words.contains("Round A"), "{words}");
        assert!(words.contains("Crew"), "{words}");
    }
}
