//! Units: the tree of delegation.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Frame, Part, Site, status, unit};
use crate::model::{Actor, Id, Kind, Record, Status, Unit};
use crate::site::SiteError;
use crate::site::book::Book;
use crate::site::here::Here;
use crate::site::text::{name, sort_key};
use crate::site::view::{Rich, Tone};
use crate::site::words::Words;

/// Beyond so many units the tree leaves their purposes to their own pages.
const PURPOSES: usize = 500;

#[derive(Serialize)]
struct Units {
    /// The tree, flattened: how each line relates to the one before.
    tree: Vec<Line>,
    loose: Vec<Line>,
}

/// A unit in the tree.
#[derive(Serialize)]
struct Line {
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
    let here = Here::new(book, "units.html");
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
    let frame = Frame::new(Part::Units, here.words.text("part-units"));
    site.add(&here, frame, "units.html", &Units { tree, loose })?;
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
    let mut depth_of_last: Option<usize> = None;
    while let Some((id, depth)) = waiting.pop() {
        let Some((id, unit)) = book.governance.units.get_key_value(id) else {
            continue;
        };
        if !seen.insert(id) {
            continue;
        }
        match (depth_of_last, lines.last_mut()) {
            (Some(last), Some(line)) if depth <= last => line.closes = last - depth + 1,
            _ => {}
        }
        let opens = usize::from(depth_of_last.is_some_and(|last| depth > last));
        let people = book.handbook.powers.roster.people(&Actor::Unit(id.clone()));
        let purpose = unit.data.mandate.purpose.as_ref();
        let shows_purpose = book.governance.units.len() <= PURPOSES;
        lines.push(Line {
            opens,
            closes: 0,
            name: here.link(Kind::Unit, id),
            word: unit.data.unit_type.as_deref().map(name).unwrap_or_default(),
            people: members_in_words(here.words, unit, people.len()),
            purpose: purpose
                .filter(|_| shows_purpose)
                .map(ToString::to_string)
                .unwrap_or_default(),
            tag: match status(here, &unit.envelope) {
                Some(tag) => tag,
                None if people.is_empty() && unit.data.membership.is_none() => {
                    Rich::new().tag(here.words.text("units-empty"), Tone::Vacant)
                }
                None => Rich::new(),
            },
        });
        depth_of_last = Some(depth);
        let mut below: Vec<&Record<Unit>> = book.units_in(id).collect();
        // The last one is taken first: those not in force come after the others.
        below.sort_by_cached_key(|unit| {
            let gone = unit.envelope.status != Status::Active;
            std::cmp::Reverse((gone, sort_key(unit.name())))
        });
        waiting.extend(below.into_iter().map(|unit| (&unit.id, depth + 1)));
    }
    if let (Some(last), Some(line)) = (depth_of_last, lines.last_mut()) {
        line.closes = last + 1;
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
