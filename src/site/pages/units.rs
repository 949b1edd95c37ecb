//! Units: the tree of delegation.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Frame, Part, Site, crumb, sheets, status, unit};
use crate::model::{Actor, Id, Kind, Record, Status, Unit};
use crate::site::SiteError;
use crate::site::book::Book;
use crate::site::here::Here;
use crate::site::text::{name, sort_key};
use crate::site::view::{Piece, Rich, Tone};
use crate::site::words::Words;

/// Where the tree lies.
const ADDRESS: &str = "units.html";

/// Up to about so many bytes the tree stands on one page, and about so many a page of a longer one
/// has.
const WHOLE: usize = 120_000;
const PAGE: usize = 80_000;

#[derive(Serialize)]
struct Units {
    heading: String,
    is_first: bool,
    /// In which unit the first one lies, where that is on a page before; empty for none.
    inside: Rich,
    /// The tree, flattened: how each line relates to the one before.
    tree: Vec<Line>,
    loose: Vec<Line>,
    /// The other pages, by the units that they show first and last.
    pages: Vec<Rich>,
}

/// A unit in the tree.
#[derive(Serialize)]
struct Line {
    /// How deep it lies, from 0.
    #[serde(skip)]
    depth: usize,
    /// The unit above it.
    #[serde(skip)]
    above: Rich,
    /// How many lists open before it: 1 under its parent, 0 beside its sibling.
    opens: usize,
    /// How many items and lists close after it.
    closes: usize,
    name: Rich,
    word: String,
    people: String,
    purpose: String,
    /// That it is not in force, or that nobody is in it.
    tag: Rich,
}

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, ADDRESS);
    let governance = &book.governance;
    let mut seen: BTreeSet<&Id> = BTreeSet::new();
    let mut tree = Vec::new();
    if let Some(root) = governance.root() {
        branch(&here, root, &mut seen, &mut tree);
    }
    let mut loose = Vec::new();
    // Those whose chain of parents ends outside the root, from their tops down; then whatever
    // turns in a circle.
    let is_top = |unit: &&Record<Unit>| {
        let parent = unit.data.parent.as_ref();
        parent.is_none_or(|parent| !governance.units.contains_key(&*parent.value))
    };
    for unit in governance.units.values().filter(is_top) {
        branch(&here, &unit.id, &mut seen, &mut loose);
    }
    for id in governance.units.keys() {
        branch(&here, id, &mut seen, &mut loose);
    }
    let lengths: Vec<usize> = tree.iter().chain(&loose).map(Line::bytes).collect();
    let runs = sheets::runs(&lengths, WHOLE, PAGE);
    let called = |at: usize| {
        let line = tree.get(at).or_else(|| loose.get(at - tree.len()));
        line.map_or_else(String::new, |line| {
            sheets::called(std::slice::from_ref(&line.name))
        })
    };
    let links = runs.iter().enumerate().filter(|_| runs.len() > 1);
    let links = links.map(|(number, run)| {
        Rich::from(Piece::Link {
            text: sheets::title(&here, run, called(run.start), called(run.end - 1)),
            href: here.to(&sheets::address(ADDRESS, "part", number)),
        })
    });
    let links: Vec<Rich> = links.collect();
    let frame = Frame::new(Part::Units, here.words.text("part-units"));
    let (mut tree, mut loose) = (tree.into_iter(), loose.into_iter());
    for (number, run) in runs.iter().enumerate() {
        let mut own: Vec<Line> = tree.by_ref().take(run.len()).collect();
        let mut apart: Vec<Line> = loose.by_ref().take(run.len() - own.len()).collect();
        let is_first = number == 0;
        let inside = own.first().or(apart.first());
        let inside = inside.map(|line| line.above.clone()).filter(|_| !is_first);
        nest(&mut own);
        nest(&mut apart);
        let here = Here::new(book, sheets::address(ADDRESS, "part", number));
        let words = here.words;
        let heading = match links.get(number).filter(|_| !is_first) {
            Some(link) => words.say("units-part", &[("units", link.plain().into())]),
            None => frame.title.clone(),
        };
        let beside = [number.wrapping_sub(1), number + 1];
        let page = Units {
            heading: heading.clone(),
            is_first,
            inside: inside
                .filter(|unit| !unit.is_empty())
                .map_or_else(Rich::new, |unit| {
                    words.rich("units-inside", [("unit", unit.into())])
                }),
            tree: own,
            loose: apart,
            pages: if is_first {
                links.iter().skip(1).cloned().collect()
            } else {
                let beside = beside.iter().filter_map(|number| links.get(*number));
                beside.cloned().collect()
            },
        };
        let frame = if is_first {
            frame.clone()
        } else {
            frame.sheet(heading, crumb(&here, &frame.title, ADDRESS))
        };
        site.add(&here, frame, "units.html", &page)?;
    }
    for unit in governance.units.values() {
        unit::add(book, site, unit)?;
    }
    Ok(())
}

/// Adds a unit and all below it, unless it is there already. Uses no recursion: a chain of units
/// may be as long as there are units.
fn branch<'b>(here: &Here<'b>, top: &'b Id, seen: &mut BTreeSet<&'b Id>, lines: &mut Vec<Line>) {
    let book = here.book();
    let mut waiting: Vec<(&Id, usize)> = vec![(top, 0)];
    while let Some((id, depth)) = waiting.pop() {
        let Some((id, unit)) = book.governance.units.get_key_value(id) else {
            continue;
        };
        if !seen.insert(id) {
            continue;
        }
        let people = book.handbook.powers.roster.people(&Actor::Unit(id.clone()));
        let purpose = unit.data.mandate.purpose.as_ref();
        let above = unit.data.parent.as_ref().filter(|_| depth > 0);
        lines.push(Line {
            depth,
            above: above.map_or_else(Rich::new, |above| here.link(Kind::Unit, above)),
            opens: 0,
            closes: 0,
            name: here.link(Kind::Unit, id),
            word: unit.data.unit_type.as_deref().map(name).unwrap_or_default(),
            people: members_in_words(here.words, unit, people.len()),
            purpose: purpose.map(ToString::to_string).unwrap_or_default(),
            tag: match status(here, &unit.envelope) {
                Some(tag) => tag,
                None if people.is_empty() && unit.data.membership.is_none() => {
                    Rich::new().tag(here.words.text("units-empty"), Tone::Vacant)
                }
                None => Rich::new(),
            },
        });
        let mut below: Vec<&Record<Unit>> = book.units_in(id).collect();
        // The last one is taken first: those not in force come after the others.
        below.sort_by_cached_key(|unit| {
            let gone = unit.envelope.status != Status::Active;
            std::cmp::Reverse((gone, sort_key(unit.name())))
        });
        waiting.extend(below.into_iter().map(|unit| (&unit.id, depth + 1)));
    }
}

/// Notes which lists open and close around the lines of one page. Those whose units above stand on
/// a page before begin at the margin.
fn nest(lines: &mut [Line]) {
    let mut open: Vec<usize> = Vec::new();
    for at in 0..lines.len() {
        let depth = lines[at].depth;
        let before = open.len();
        while open.last().is_some_and(|above| *above >= depth) {
            open.pop();
        }
        lines[at].opens = usize::from(at > 0 && open.len() == before);
        if at > 0 {
            lines[at - 1].closes = before - open.len();
        }
        open.push(depth);
    }
    if let Some(last) = lines.last_mut() {
        last.closes = open.len();
    }
}

impl Line {
    /// About how many bytes it takes on a page.
    fn bytes(&self) -> usize {
        let text = self.word.len() + self.people.len() + self.purpose.len();
        self.name.bytes() + self.tag.bytes() + text + 160
    }
}

fn members_in_words(words: Words, unit: &Record<Unit>, people: usize) -> String {
    let counted = unit.data.membership.as_ref().and_then(|m| m.count);
    match counted {
        Some(number) => {
            let number = usize::try_from(number).unwrap_or(usize::MAX);
            words.count("count-members", number)
        }
        None => words.count("count-people", people),
    }
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    #[test]
    fn the_tree_nests_and_loose_units_are_shown() {
        let fixture = Fixture::with(&[
            ("units/deep.yaml", "name: Deep\nparent: crew\n"),
            ("units/beside.yaml", "name: Beside\nparent: assembly\n"),
            ("units/orphan.yaml", "name: Orphan\n"),
            ("units/a.yaml", "name: Round A\nparent: b\n"),
            ("units/b.yaml", "name: Round B\nparent: a\n"),
        ]);
        let html = fixture.html("units.html");
        assert_eq!(html.matches("<ul").count(), html.matches("</ul>").count());
        assert_eq!(html.matches("<li>").count(), html.matches("</li>").count());
        let words = fixture.words("units.html");
        let order = [
            "Assembly",
            "Beside",
            "Crew",
            "Deep",
            "Outside the tree",
            "Orphan",
            "Round",
        ];
        let found: Vec<usize> = order.iter().filter_map(|name| words.find(name)).collect();
        assert_eq!(found.len(), order.len(), "{words}");
        assert!(found.is_sorted(), "{words}");
        assert_eq!(words.matches("Round A").count(), 1);
    }

    #[test]
    fn what_is_not_in_force_is_marked_and_comes_last() {
        let fixture = Fixture::with(&[
            (
                "units/aged.yaml",
                "name: Aged\nparent: assembly\nstatus: retired\n",
            ),
            ("units/bare.yaml", "name: Bare\nparent: assembly\n"),
        ]);
        let words = fixture.words("units.html");
        assert!(words.contains("Bare · 0 people empty"), "{words}");
        assert!(words.ends_with("Aged · 0 people retired"), "{words}");
        let words = fixture.words("units/assembly.html");
        assert!(words.contains("Aged retired"), "{words}");
    }
    #[test]
    fn the_tree_speaks_the_language_of_the_organisation() {
        let words = Fixture::german().words("units.html");
        assert_eq!(
            words,
            "Einheiten Jede Einheit hat ihren Auftrag von der, unter der sie steht; diese bleibt \
             dafür verantwortlich. Assembly assembly · 2 Personen Crew crew · 1 Person Do the work"
        );
    }
}
