//! The tables of a comment: who and what on top, each shift in the fold.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, Id};
use crate::shift::{AlarmKind, Effect, Line, Phrase, Shift, SideName, Where};

use super::{Comment, MOST_PHRASE, is_hopeless};
use crate::report::diff::human::capital;
use crate::report::diff::{Piece, counted, full};
use crate::report::escape::{MOST, code, escaped, line as cut, link, with_code};
use crate::report::text::grouped;

/// How many names, phrases and places share a cell.
const MOST_PIECES: usize = 12;
const MOST_PLACES: usize = 3;
/// How many alarms name a domain that phrases may be about as well.
const FEW_ALARMS: usize = 8;

impl Comment<'_> {
    fn address(&self, actor: &Actor) -> Option<String> {
        self.links.and_then(|links| links.of(actor))
    }

    /// Who gains, who loses and what is at risk, at most `most` rows.
    pub(super) fn who(&self, most: usize, text: &mut String) {
        let objects: BTreeMap<usize, &str> = self
            .view
            .numbers
            .iter()
            .copied()
            .zip(
                self.view
                    .comparison
                    .shifts
                    .iter()
                    .map(|shift| &*shift.object),
            )
            .collect();
        let alarms = self.view.comparison.alarms.iter().take(FEW_ALARMS);
        let alarms: Vec<&str> = alarms.map(|alarm| &*alarm.over).collect();
        let rows = self.lines.iter().map(|line| {
            let word = if line.gains { "Gains" } else { "Loses" };
            let what = pieces(line.phrases.iter(), |phrase: &Phrase| {
                let object = objects.get(&phrase.shift).copied().unwrap_or_default();
                let text = cut(&phrase.text, MOST_PHRASE);
                let others = alarms.iter().copied();
                let mut objects = std::iter::once(object).chain(others);
                let object = objects.find(|object| text.contains(object));
                with_code(&text, object.unwrap_or_default())
            });
            row(&[word, &self.people(line), &what.join("; ")])
        });
        table_on_top(rows, &self.alarms(), most, text);
    }

    /// The same by unit or role, with people only counted.
    pub(super) fn units(&self, most: usize, text: &mut String) {
        #[derive(Default)]
        struct Sum<'s> {
            people: BTreeSet<&'s Id>,
            shifts: usize,
            objects: Vec<&'s str>,
            name: &'s str,
        }
        let mut sums: BTreeMap<(bool, Option<&Actor>), Sum<'_>> = BTreeMap::new();
        for shift in &self.view.comparison.shifts {
            for (gains, people, party) in [
                (true, &shift.gains, &shift.to),
                (false, &shift.loses, &shift.from),
            ] {
                if people.is_empty() {
                    continue;
                }
                let party = party.as_ref().or(shift.from.as_ref());
                let key = (!gains, party.map(|party| &party.actor));
                let sum = sums.entry(key).or_default();
                sum.name = party.map_or("others", |party| &party.name);
                sum.people.extend(people);
                sum.shifts += 1;
                if sum.objects.len() <= MOST_PLACES && !sum.objects.contains(&&*shift.object) {
                    sum.objects.push(&shift.object);
                }
            }
        }
        let mut sums: Vec<_> = sums.into_iter().collect();
        sums.sort_by_key(|((loses, _), sum)| (*loses, std::cmp::Reverse(sum.shifts)));
        let rows = sums.into_iter().map(|((loses, actor), sum)| {
            let word = if loses { "Loses" } else { "Gains" };
            let address = actor.and_then(|actor| self.address(actor));
            let people = match sum.people.len() {
                1 => "1 person".to_owned(),
                many => format!("{} people", grouped(many)),
            };
            let who = format!("{}, {people}", link(sum.name, address.as_deref()));
            let what = pieces(sum.objects.iter(), |object| code(object));
            let shifts = counted(sum.shifts, "shift");
            row(&[word, &who, &format!("{shifts}: {}", what.join(", "))])
        });
        table_on_top(rows, &self.alarms(), most, text);
    }

    /// One row for each kind of alarm, the worst first.
    fn alarms(&self) -> Vec<String> {
        let of_kind = |kind: AlarmKind| {
            let mut alarms = self.view.comparison.alarms.iter();
            let first = alarms.find(|alarm| alarm.kind == kind)?;
            let more = alarms.filter(|alarm| alarm.kind == kind).count();
            let over = match (&first.name, first.over.strip_prefix("seats/")) {
                (Some(name), Some(role)) => {
                    let address = self.address(&Actor::Role(Id::of(role)));
                    link(name, address.as_deref())
                }
                (Some(name), None) => escaped(name),
                (None, _) => code(&first.over),
            };
            let mut words = with_code(&first.words, &first.over);
            if more > 0 {
                words.push_str(&format!("; and {} more", grouped(more)));
            }
            Some(row(&[&capital(kind.word()), &over, &words]))
        };
        AlarmKind::ALL.into_iter().filter_map(of_kind).collect()
    }

    /// Names with links to their pages; a whole body has how many people it is.
    fn people(&self, line: &Line) -> String {
        let one = |name: &String| {
            if let Some(actor) = self.names.of(name) {
                return link(name, self.address(actor).as_deref());
            }
            let body = name
                .strip_suffix(')')
                .and_then(|name| name.rsplit_once(" ("));
            let Some((body, number)) = body else {
                return link(name, None);
            };
            let address = self.names.of(body).and_then(|actor| self.address(actor));
            let body = link(body, address.as_deref());
            match number.parse::<usize>() {
                Ok(1) => format!("{body}, 1 person"),
                Ok(number) => format!("{body}, {} people", grouped(number)),
                Err(_) => format!("{body} ({})", escaped(number)),
            }
        };
        pieces(line.who.iter(), one).join(", ")
    }

    /// Each shift with its lines, folded, at most `most` rows.
    pub(super) fn fold(&self, most: usize, text: &mut String) {
        let shifts = &self.view.comparison.shifts;
        if shifts.is_empty() {
            return;
        }
        let all = match shifts.len() {
            1 => "The shift and its lines".to_owned(),
            many => format!("All {} shifts and their lines", grouped(many)),
        };
        text.push_str(&format!(
            "\n<details><summary>{all}</summary>\n\n\
             | # | Shift | What | Where |\n| --: | :-- | :-- | :-- |\n"
        ));
        for (number, shift) in self.view.numbers.iter().zip(shifts).take(most) {
            let what: String = full(&self.view.comparison, shift)
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => joining(text),
                    Piece::Code(text) => code(text),
                    Piece::Actor(actor, name) => link(name, self.address(actor).as_deref()),
                })
                .collect();
            let places = told_once(&shift.places);
            let places = pieces_at_most(places.iter(), MOST_PLACES, |at| place(at));
            text.push_str(&row(&[
                &number.to_string(),
                &kind(shift),
                &what,
                &places.join(", "),
            ]));
            if is_hopeless(text) {
                return;
            }
        }
        if shifts.len() > most {
            let rest = grouped(shifts.len() - most);
            text.push_str(&format!("\nand {rest} more in the JSON\n"));
        }
        text.push_str("\n</details>\n");
    }
}

/// The kind, and which way it goes where it goes one.
fn kind(shift: &Shift) -> String {
    match shift.effect {
        Effect::Neither => shift.kind.word().to_owned(),
        effect => format!("{}, {}", shift.kind.word(), effect.word()),
    }
}

/// Words between other pieces of a sentence: the spaces at their edges stay.
fn joining(text: &str) -> String {
    let inner = text.trim_matches(' ');
    if inner.is_empty() {
        return escaped(text);
    }
    let (start, _) = text.split_at(text.len() - text.trim_start_matches(' ').len());
    let (_, end) = text.split_at(text.trim_end_matches(' ').len());
    format!("{start}{}{end}", escaped(&cut(inner, MOST_PHRASE)))
}

fn row(cells: &[&str]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// People first, then the alarms; where there is no room for all, none of the few alarms goes.
fn table_on_top(
    people: impl ExactSizeIterator<Item = String>,
    alarms: &[String],
    most: usize,
    text: &mut String,
) {
    if people.len() == 0 && alarms.is_empty() {
        return;
    }
    let most = most.saturating_sub(alarms.len());
    text.push_str("\n| | Who or what | Change |\n| :-- | :-- | :-- |\n");
    let rest = people.len().saturating_sub(most);
    for row in people.take(most) {
        text.push_str(&row);
        if is_hopeless(text) {
            return;
        }
    }
    if rest > 0 {
        text.push_str(&row(&["", "", &format!("and {} more", grouped(rest))]));
    }
    text.extend(alarms.iter().map(String::as_str));
}

fn pieces<'p, T: 'p>(
    items: impl ExactSizeIterator<Item = &'p T>,
    show: impl Fn(&'p T) -> String,
) -> Vec<String> {
    pieces_at_most(items, MOST_PIECES, show)
}

fn pieces_at_most<'p, T: 'p>(
    items: impl ExactSizeIterator<Item = &'p T>,
    most: usize,
    show: impl Fn(&'p T) -> String,
) -> Vec<String> {
    let rest = items.len().saturating_sub(most);
    let mut shown: Vec<String> = items.take(most).map(show).collect();
    if rest > 0 {
        shown.push(format!("and {} more", grouped(rest)));
    }
    shown
}

/// The places without those that another side of the same file says already.
fn told_once(places: &[Where]) -> Vec<&Where> {
    let is_now = |path: &str| {
        let mut places = places.iter();
        places.any(|place| place.side == SideName::Head && place.path == path)
    };
    let places = places.iter();
    places
        .filter(|place| place.side == SideName::Head || !is_now(&place.path))
        .collect()
}

fn place(place: &Where) -> String {
    let path = if place.path.chars().count() > MOST {
        // The end of a path says more than its start.
        let tail: Vec<char> = place.path.chars().rev().take(MOST).collect();
        format!("…{}", tail.into_iter().rev().collect::<String>())
    } else {
        place.path.clone()
    };
    let path = code(&path);
    match place.side {
        SideName::Head => format!("{path} line {}", place.line),
        SideName::Base => format!("{path} (was line {})", place.line),
    }
}
