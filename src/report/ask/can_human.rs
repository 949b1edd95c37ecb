//! What a person may do, for a terminal: seats, then powers by how much others are needed.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::rows::Rows;
use super::who_human::incomplete;
use super::words::label;
use super::{AskReport, Screen};
use crate::ask::{Group, How, Sheet, Through};
use crate::model::{Actor, Capacity};
use crate::power::{Origin, Power, Seat};
use crate::source::SourceId;
use crate::wording::{count, is_repository, listed};

/// How many objects one line lists before the rest is counted.
const MOST: usize = 30;

/// Writes what a person may do; `filtered` tells that only some of it was asked for.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(
    out: &mut dyn Write,
    report: &AskReport<'_>,
    sheet: &Sheet<'_>,
    filtered: bool,
    screen: Screen,
) -> io::Result<()> {
    let mut rows = Rows::new(out, screen);
    let name = report.person(&sheet.person);
    rows.title(name, &format!("as of {}", report.as_of))?;
    rows.paragraph(&summary(report, sheet, filtered))?;
    if !filtered {
        rows.gap()?;
        seats(&mut rows, report, sheet)?;
    }
    for group in &sheet.groups {
        rows.heading(&heading(report, group))?;
        powers(&mut rows, report, group)?;
    }
    incomplete(&mut rows, report)
}

/// How many powers there are, by how much others are needed.
fn summary(report: &AskReport<'_>, sheet: &Sheet<'_>, filtered: bool) -> String {
    let number = |how: How| -> usize {
        let groups = sheet.groups.iter().filter(|group| group.how == how);
        groups.map(|group| group.powers.len()).sum()
    };
    let parts: Vec<String> = [
        (How::Alone, "alone"),
        (How::Together, "together with others"),
        (How::Consent, "only while nobody objects"),
    ]
    .into_iter()
    .map(|(how, words)| (number(how), words))
    .filter(|(number, _)| *number > 0)
    .map(|(number, words)| format!("{} {words}", count(number, "power", "powers")))
    .collect();
    if !parts.is_empty() {
        return format!("{}.", listed(&parts));
    }
    let of_that_sort = if filtered { " of that sort" } else { "" };
    let name = report.person(&sheet.person);
    let absent = sheet.seats.iter().any(|seat| !seat.able);
    let person = report.records.governance.people.get(&sheet.person);
    let gone = person.is_some_and(|person| !person.data.is_able());
    if gone || absent {
        format!("{name} is away or no longer active, and has no power{of_that_sort} at present.")
    } else {
        format!("{name} has no power{of_that_sort}.")
    }
}

fn seats(rows: &mut Rows<'_>, report: &AskReport<'_>, sheet: &Sheet<'_>) -> io::Result<()> {
    for seat in &sheet.seats {
        let mut text = seat_name(report, seat);
        if let Some(through) = &seat.through {
            text += &format!(", through {}", report.who(through));
        }
        if let Some(until) = seat.until {
            text += &format!(", until {until}");
        }
        rows.row("Seat", &text, Some(report.shown(seat.place)))?;
    }
    if sheet.seats.is_empty() {
        rows.row("Seat", "none", None)?;
    }
    for seat in &sheet.shielded {
        let end = match seat.until {
            Some(until) => format!(" before {until}"),
            None => String::new(),
        };
        let seat_name = seat_name(report, seat);
        let text = format!("{seat_name}: no way to end it{end} is written");
        rows.row("Unremovable", &text, Some(report.shown(seat.place)))?;
    }
    Ok(())
}

fn seat_name(report: &AskReport<'_>, seat: &Seat) -> String {
    let name = report.name(&seat.actor);
    match (&seat.actor, seat.capacity) {
        (Actor::Unit(_), _) => format!("member of {name}"),
        (_, Capacity::Holder) => name.to_owned(),
        (_, capacity) => format!("{name} ({})", capacity.word()),
    }
}

/// "Alone, as Treasurer"; "Together with 19 others, as a member of General Assembly".
fn heading(report: &AskReport<'_>, group: &Group<'_>) -> String {
    let name = report.name(group.actor);
    let acting = match (&group.through, group.actor) {
        (Through::Deputy, _) => format!("as deputy of {name}, where nobody is there"),
        (Through::StandIn(other), _) => {
            format!(
                "in {} for {name}, where nobody is there",
                report.name(other)
            )
        }
        (_, Actor::Person(_)) => "in person".to_owned(),
        (Through::Role(role), _) => format!("in {name}, as {}", report.name(role)),
        (Through::Seat, Actor::Role(_)) => format!("as {name}"),
        (Through::Seat, _) => format!("as a member of {name}"),
    };
    let others = group.powers.iter().map(|power| power.people.len()).max();
    let others = others.unwrap_or(1).saturating_sub(1);
    match group.how {
        How::Alone => format!("Alone, {acting}"),
        How::Together if others == 0 => format!("Together with other holders, {acting}"),
        How::Together => format!("Together with others, {acting}: 1 of {}", others + 1),
        How::Consent => format!("Only while nobody objects, {acting}: 1 of {}", others + 1),
    }
}

/// Powers that differ only in what they are about share a line.
struct Line<'p> {
    label: String,
    words: String,
    objects: Vec<String>,
    rest: String,
    powers: Vec<&'p Power>,
}

fn powers(rows: &mut Rows<'_>, report: &AskReport<'_>, group: &Group<'_>) -> io::Result<()> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut known: BTreeMap<(String, String, String, Option<SourceId>), usize> = BTreeMap::new();
    for power in &group.powers {
        let (label, words, object) = parts(report, power);
        let mut rest = report.how(power, group.how != How::Alone, false);
        if power.origin == Origin::Implied {
            rest.push("by default".to_owned());
        }
        let rest = rest.join("; ");
        // What is told by its object alone has a line for each record that says so.
        let source = words.is_empty().then_some(power.place.source);
        let key = (label.clone(), words.clone(), rest.clone(), source);
        let at = *known.entry(key).or_insert(lines.len());
        match lines.get_mut(at) {
            Some(line) => {
                line.objects.extend(named(object));
                line.powers.push(power);
            }
            None => lines.push(Line {
                label,
                words,
                objects: named(object).into_iter().collect(),
                rest,
                powers: vec![power],
            }),
        }
    }
    for mut line in lines {
        let more = line.objects.len().saturating_sub(MOST);
        if more > 1 {
            line.objects.truncate(MOST);
            line.objects
                .push(format!("{more} more (`--format json` lists all)"));
        }
        let what = format!("{}{}", line.words, listed(&line.objects));
        let text = if line.rest.is_empty() {
            what
        } else {
            format!("{what}; {}", line.rest)
        };
        let source = line.powers[0].place.source;
        let one = line.powers.iter().all(|power| power.place.source == source);
        let place = one.then(|| report.shown(line.powers[0].place));
        rows.row(&line.label, &text, place)?;
    }
    Ok(())
}

/// An object, unless the words before it say all.
fn named(object: String) -> Option<String> {
    (!object.is_empty()).then_some(object)
}

/// The label of a power, the words that lead to its object, and the object.
fn parts(report: &AskReport<'_>, power: &Power) -> (String, String, String) {
    if let (Some(level), true) = (&power.up_to, is_repository(power)) {
        let object = report.target_of(power);
        return (
            "Has access".to_owned(),
            format!("{level} access to "),
            object,
        );
    }
    if power.key.object.starts_with("permissions/") {
        let object = report.target_of(power);
        return ("May".to_owned(), "use the permission ".to_owned(), object);
    }
    let label = label(power.key.right).to_owned();
    let (words, object) = report.noun_in_parts(power);
    (label, words, object)
}
