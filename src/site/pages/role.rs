//! The page of a role.

use serde::Serialize;

use super::mandate::{deliveries, means, texts};
use super::roles::{by_method, by_powers, who};
use super::seats::{chosen, vacant, with_capacity};
use super::sheets::{Listed, Sheets};
use super::{
    Findings, Frame, Head, Part, Site, agreements_of, crumb, decisions, end_of_term,
    envelope_facts, findings,
};
use crate::model::{
    Actor, Capacity, Family, Id, Kind, Record, Removal, Right, Role, Selection, Voice,
};
use crate::power::{Act, Origin, Power};
use crate::site::SiteError;
use crate::site::book::Book;
use crate::site::here::{BODY_PREFIX, Here, outside};
use crate::site::markdown::Body;
use crate::site::rights;
use crate::site::seat::{Seat, Time};
use crate::site::text::{capital, name};
use crate::site::view::{Facts, Rich, Table, Tone, day};
use crate::site::words::Words;
use crate::source::At;

#[derive(Serialize)]
struct Page {
    head: Head,
    facts: Facts,
    holders: Table,
    /// What stands in place of the holders, or above the few that there are.
    no_holders: Rich,
    coming: Table,
    earlier: Table,
    accountabilities: Listed,
    declared: Table,
    implied: Table,
    means: Facts,
    decisions: Table,
    agreements: Table,
    findings: Findings,
    body: Body,
}

fn with_method(here: &Here<'_>, who: Rich, method: Option<&At<Id>>) -> Rich {
    match method {
        Some(method) => by_method(here, who, method),
        None => who,
    }
}

fn chosen_by(here: &Here<'_>, role: &Record<Role>) -> Vec<Rich> {
    let written = role
        .data
        .selection
        .as_ref()
        .map(|selection| &selection.value);
    let first = match written.and_then(|selection| selection.by.as_ref()) {
        Some(by) => {
            let method = written.and_then(|selection| selection.method.as_ref());
            with_method(here, who(here, by), method)
        }
        None => match by_powers(here, role, Act::Choose) {
            Some((who, Origin::Implied)) => {
                here.words.rich("chosen-by-default", [("who", who.into())])
            }
            Some((who, Origin::Declared)) => who,
            None => Rich::from(here.words.text("chosen-by-nobody")),
        },
    };
    let mut lines = vec![first];
    if let Some(Selection {
        from: Some(from), ..
    }) = written
    {
        let body = [("body", here.who(from).into())];
        lines.push(here.words.rich("chosen-from", body));
    }
    if let Some(Selection {
        if_stuck: Some(next),
        ..
    }) = written
    {
        let next = [("next", here.method_or_actor(next).into())];
        lines.push(here.words.rich("chosen-if-stuck", next));
    }
    lines
}

fn removed_by(here: &Here<'_>, role: &Record<Role>) -> Rich {
    match role.data.removal.as_ref().map(|removal| &removal.value) {
        Some(Removal {
            by,
            method,
            reasons,
        }) => {
            let line = with_method(here, who(here, by), method.as_ref());
            match reasons {
                Some(reasons) => {
                    let said = [("who", line.into()), ("reasons", reasons.as_str().into())];
                    here.words.rich("removed-for", said)
                }
                None => line,
            }
        }
        None => match by_powers(here, role, Act::Remove) {
            Some((who, _)) => who,
            None => {
                let nobody = Rich::new().tag(here.words.text("nobody"), Tone::Alarm);
                let said = [("nobody", nobody.into())];
                here.words.rich("removed-by-nobody", said)
            }
        },
    }
}

fn term(words: Words, role: &Role) -> String {
    let Some(selection) = &role.selection else {
        return String::new();
    };
    let mut parts = Vec::new();
    parts.push(match selection.term {
        Some(term) => words.period(term.value),
        None => words.text("term-endless"),
    });
    if let Some(terms) = selection.max_terms {
        parts.push(match terms.get() {
            1 => words.text("term-not-twice"),
            terms => words.count("term-in-a-row", counted(terms)),
        });
    }
    if let Some(terms) = selection.lifetime_terms {
        parts.push(words.count("term-in-all", counted(terms.get())));
    }
    if let Some(pause) = selection.cooldown {
        parts.push(words.say("term-pause", &[("pause", words.period(pause).into())]));
    }
    if let Some(groups) = selection.stagger {
        parts.push(words.count("term-groups", counted(groups.get())));
    }
    parts.join(", ")
}

fn counted(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn seats(words: Words, role: &Role) -> String {
    let (min, max) = match role.seats {
        Some(seats) => (seats.min.unwrap_or(1), seats.max),
        None => return String::new(),
    };
    let text = match max {
        Some(max) if max == min => max.to_string(),
        Some(max) => {
            let between = [("min", counted(min).into()), ("max", counted(max).into())];
            words.say("seats-between", &between)
        }
        None => words.say("seats-from", &[("min", counted(min).into())]),
    };
    if min == 0 {
        words.say("seats-may-be-empty", &[("seats", text.into())])
    } else {
        text
    }
}

fn facts(here: &Here<'_>, role: &Record<Role>) -> Facts {
    let data = &role.data;
    let actor = Actor::Role(role.id.clone());
    let mut facts = Facts::new(here.words);
    let powers = &here.book().handbook.powers;
    let own: Vec<&Power> = powers
        .of_actor(&actor)
        .filter(|power| power.origin == Origin::Declared)
        .collect();
    let decides = own
        .iter()
        .filter(|power| matches!(power.key.right, Right::Decide | Right::Joint))
        .map(|power| {
            let object = rights::noun_of(here, power);
            if power.key.right == Right::Joint && !power.with.is_empty() {
                let said = [
                    ("object", object.into()),
                    ("others", here.all(&power.with).into()),
                ];
                here.words.rich("joint-with", said)
            } else {
                object
            }
        });
    let decides: Vec<Rich> = decides.collect();
    if decides.is_empty() {
        facts.add("fact-decides", here.words.text("decides-nothing"));
    } else {
        facts.list("fact-decides", decides);
    }
    let mut methods: Vec<Rich> = Vec::new();
    for power in own.iter().filter(|power| power.key.right == Right::Decide) {
        let how = if power.family == Some(Family::Holder) {
            Rich::from(here.words.text("holder-alone"))
        } else {
            here.method(&power.method)
        };
        if !methods.contains(&how) {
            methods.push(how);
        }
    }
    facts.list("fact-decides-how", methods);
    let bounds = own.iter().filter_map(|power| {
        let amount = power.up_to.as_ref()?;
        let said = [
            ("object", rights::noun_of(here, power).into()),
            ("amount", amount.to_string().into()),
        ];
        Some(here.words.rich("limit-up-to", said))
    });
    let limits = data.mandate.limits.iter();
    let limits = bounds.chain(limits.map(|text| Rich::from(text.as_str())));
    facts.list("fact-limits", limits);
    facts.list("fact-chosen-by", chosen_by(here, role));
    facts.add("fact-removed-by", removed_by(here, role));
    facts.add("fact-term", term(here.words, data));
    envelope_facts(here, Kind::Role, &role.envelope, &mut facts);
    if data.key {
        facts.add("fact-key-role", here.words.text("key-role"));
    }
    facts.add("fact-deputy", deputies(here, role));
    facts.add("fact-time", data.time.as_deref().unwrap_or_default());
    facts.add("fact-seats", seats(here.words, data));
    if let Some(link) = &data.represents {
        let voice = here.words.text(match link.voice {
            Voice::Member => "voice-member",
            Voice::Voice => "voice-voice",
            Voice::Observer => "voice-observer",
        });
        let said = [
            ("unit", here.link(Kind::Unit, &data.unit).into()),
            ("other", here.link(Kind::Unit, &link.unit).into()),
            ("voice", voice.into()),
        ];
        facts.add("fact-link", here.words.rich("speaks-for", said));
    }
    facts.add(
        "fact-not-together",
        here.all(data.incompatible.iter().map(|id| &id.value)),
    );
    let required: Vec<String> = data
        .requires
        .iter()
        .map(|id| name(id).replace('-', " "))
        .collect();
    facts.add("fact-requires", capital(&here.words.listed(&required)));
    if let Some(template) = &data.template {
        facts.add("fact-template", here.link(Kind::Role, template));
    }
    facts
}

/// Who stands in; for a key role also that nobody does.
fn deputies(here: &Here<'_>, role: &Record<Role>) -> Rich {
    let seats = here.seats_in(&Actor::Role(role.id.clone()));
    let people = |capacity: Capacity| {
        seats
            .iter()
            .filter(move |seat| seat.time == Time::Now && seat.capacity == capacity)
            .map(|seat| here.person(&seat.person))
            .collect::<Vec<Rich>>()
    };
    let mut all = people(Capacity::Deputy);
    let trainees = people(Capacity::Trainee).into_iter();
    all.extend(trainees.map(|person| {
        here.words
            .rich("deputy-trainee", [("person", person.into())])
    }));
    if all.is_empty() && role.data.key {
        Rich::new().tag(here.words.text("deputy-none"), Tone::Lose)
    } else {
        here.words.list(all)
    }
}

fn holder_row(here: &Here<'_>, seat: &Seat) -> [Rich; 5] {
    let mut person = here.person(&seat.person);
    if seat.capacity != Capacity::Holder {
        person = with_capacity(here, person, seat.capacity);
    }
    let focus: Vec<&str> = [&seat.focus, &seat.share]
        .into_iter()
        .flatten()
        .map(|text| &**text)
        .collect();
    if !focus.is_empty() {
        person = person.line().muted(focus.join(", "));
    }
    [
        person,
        day(seat.since),
        end_of_term(here, seat.until),
        chosen(here, seat),
        seat.decision
            .as_ref()
            .map_or_else(Rich::new, |decision| here.link(Kind::Decision, decision)),
    ]
}

/// Adds the page of a role.
pub(super) fn add(book: &Book<'_>, site: &mut Site, role: &Record<Role>) -> Result<(), SiteError> {
    let address = book.address(Kind::Role, &role.id).unwrap_or_default();
    let here = Here::new(book, address);
    let data = &role.data;
    let actor = Actor::Role(role.id.clone());
    let columns = [
        "column-person",
        "column-since",
        "column-until",
        "column-how-chosen",
        "column-decision",
    ];
    let title = name(role.name());
    let words = here.words;
    let table = |key: &str| {
        let caption = words.say(key, &[("role", title.as_str().into())]);
        Table::new(words, caption, &columns)
    };
    let mut holders = table("role-holders-now");
    let mut coming = table("role-holders-coming");
    let mut earlier = table("role-holders-earlier");
    let mut seats = here.seats_in(&actor);
    for seat in &seats {
        match seat.time {
            Time::Now => holders.row(holder_row(&here, seat)),
            Time::Coming => coming.row(holder_row(&here, seat)),
            Time::Past => {}
        }
    }
    seats.retain(|seat| seat.time == Time::Past);
    seats.sort_by_key(|seat| std::cmp::Reverse((seat.until, seat.since)));
    for seat in &seats {
        earlier.row(holder_row(&here, seat));
    }
    let no_holders = match &data.source {
        Some(source) => words.rich("role-kept-at", [("place", outside(source).into())]),
        None if book.is_vacant(role) => {
            let key = if holders.rows.is_empty() {
                "role-vacant"
            } else {
                "role-seat-vacant"
            };
            words.rich(key, [("vacant", vacant(&here).into())])
        }
        None if !holders.rows.is_empty() => Rich::new(),
        None => Rich::from(words.text("role-nobody-now")),
    };
    let unit = here.link(Kind::Unit, &data.unit);
    // Many units have a role of the same name.
    let kicker = match here.name(Kind::Unit, &data.unit) {
        Some(unit) => words.say("role-in", &[("unit", unit.into())]),
        None => words.text("role"),
    };
    let purpose = data.mandate.purpose.as_deref().unwrap_or_default();
    let mut means = means(&here, &data.mandate);
    means.list("fact-delivers", deliveries(&here, &data.mandate));
    let needs = data.mandate.depends_on.iter().map(|id| &id.value);
    means.add("fact-depends-on", here.all(needs));
    let mut path = vec![crumb(&here, &words.text("part-units"), "units.html")];
    let above = book.governance.ancestors(&data.unit);
    path.extend(above.into_iter().rev().map(|id| here.link(Kind::Unit, id)));
    path.push(unit);
    let frame = Frame::new(Part::Roles, title.clone())
        .under(path)
        .of_record(&here, role);
    let mut sheets = Sheets::on(site, &here, &frame);
    let answers = words.text("unit-answers");
    let page = Page {
        head: Head::new(&here, role, &kicker, purpose),
        facts: sheets.facts("known", facts(&here, role))?,
        holders: sheets.table("holders", holders.without_empty_columns())?,
        no_holders,
        coming: sheets.table("next", coming.without_empty_columns())?,
        earlier: sheets.table("past", earlier.without_empty_columns())?,
        accountabilities: sheets.lines("tasks", &answers, texts(&data.mandate.accountabilities))?,
        declared: sheets.table("powers", rights::of_actor(&here, &actor, Origin::Declared))?,
        implied: sheets.table("implied", rights::of_actor(&here, &actor, Origin::Implied))?,
        means: sheets.facts("means", means)?,
        decisions: decisions::of_actor(&here, &role.id),
        agreements: sheets.table("pacts", agreements_of(&here, &role.id))?,
        findings: findings(&here, &role.reference(), &mut sheets)?,
        body: here.body(role, BODY_PREFIX, 3),
    };
    site.add(&here, frame, "role.html", &page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::fixture::Fixture;

    #[test]
    fn facts_stand_in_the_order_in_which_they_are_asked() {
        Fixture::with(&[]).read(|book| {
            let here = Here::new(book, "roles/keeper.html");
            let facts = facts(&here, &book.governance.roles["keeper"]);
            assert_eq!(
                facts.labels(),
                [
                    "Decides",
                    "Decides how",
                    "Limits",
                    "Chosen by",
                    "Removed by",
                    "Term",
                    "Adopted by",
                    "Key role",
                    "Deputy",
                    "Time",
                ]
            );
            let get = |label| facts.get(label).unwrap_or_default();
            assert_eq!(get("Removed by"), "Nobody No removal path is written.");
            assert_eq!(get("Chosen by"), "Assembly, by Vote");
            assert_eq!(get("Term"), "1 year, at most 2 in a row");
            assert_eq!(get("Adopted by"), "Found the crew, 2026-02-03");
            assert_eq!(get("Deputy"), "none");
            assert_eq!(
                get("Limits"),
                "Small sums money/small: up to 500 EUR | Never alone at night"
            );
        });
    }

    #[test]
    fn what_no_record_says_is_told_as_a_default() {
        Fixture::with(&[]).read(|book| {
            let here = Here::new(book, "roles/webmaster.html");
            let facts = facts(&here, &book.governance.roles["webmaster"]);
            assert_eq!(
                facts.get("Chosen by").as_deref(),
                Some("Crew, by Consent (by default: no rule of selection is written)")
            );
            assert_eq!(
                facts.get("Removed by").as_deref(),
                Some("Assembly, by Vote, for any reason")
            );
            assert_eq!(facts.get("Decides").as_deref(), Some("Nothing on its own"));
        });
    }

    #[test]
    fn holders_of_now_before_and_later_stand_apart() {
        let words = Fixture::with(&[]).words("roles/keeper.html");
        let now = words.find("Ana Maria Paz 1 Jan 2026").expect("the holder");
        let later = words
            .find("Chosen, not yet in the seat")
            .expect("the next one");
        let before = words.find("Previous holders").expect("the one before");
        assert!(now < later && later < before);
        assert!(words[later..before].contains("Cem Ay"));
        assert!(words[before..].contains("Bao Tran 1 Jan 2025 31 Dec 2025 Elected"));
    }
}
