//! The page of a role.

use serde::Serialize;

use super::mandate::{deliveries, means, texts};
use super::roles::{by_powers, who};
use super::seats::{chosen, vacant};
use super::{
    Found, Frame, Head, Part, Site, agreements_of, crumb, decisions, end_of_term, envelope_facts,
    findings,
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
use crate::site::words::listed;
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
    accountabilities: Vec<String>,
    declared: Table,
    implied: Table,
    means: Facts,
    decisions: Table,
    agreements: Table,
    findings: Vec<Found>,
    body: Body,
}

fn with_method(here: &Here<'_>, who: Rich, method: Option<&At<Id>>) -> Rich {
    match method {
        Some(method) => who.then(", by ").then(here.method(method)),
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
                who.muted(" (by default: no rule of selection is written)")
            }
            Some((who, Origin::Declared)) => who,
            None => Rich::from("Nobody. No rule of selection is written."),
        },
    };
    let mut lines = vec![first];
    if let Some(Selection {
        from: Some(from), ..
    }) = written
    {
        lines.push(Rich::from("From among ").then(here.who(from)));
    }
    if let Some(Selection {
        if_stuck: Some(next),
        ..
    }) = written
    {
        lines.push(Rich::from("If that fails: ").then(here.method_or_actor(next)));
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
                Some(reasons) => line.then(format!(", for {reasons}")),
                None => line,
            }
        }
        None => match by_powers(here, role, Act::Remove) {
            Some((who, _)) => who,
            None => Rich::new()
                .tag("Nobody", Tone::Alarm)
                .then(" No removal path is written."),
        },
    }
}

fn term(role: &Role) -> String {
    let Some(selection) = &role.selection else {
        return String::new();
    };
    let mut parts = Vec::new();
    parts.push(match selection.term {
        Some(term) => term.to_string(),
        None => "No end is set".to_owned(),
    });
    if let Some(terms) = selection.max_terms {
        parts.push(match terms.get() {
            1 => "not twice in a row".to_owned(),
            terms => format!("at most {terms} in a row"),
        });
    }
    if let Some(terms) = selection.lifetime_terms {
        parts.push(format!("at most {} in all", terms.get()));
    }
    if let Some(pause) = selection.cooldown {
        parts.push(format!("then a pause of {pause}"));
    }
    if let Some(groups) = selection.stagger {
        parts.push(format!("seats fall due in {} groups", groups.get()));
    }
    parts.join(", ")
}

fn seats(role: &Role) -> String {
    let (min, max) = match role.seats {
        Some(seats) => (seats.min.unwrap_or(1), seats.max),
        None => return String::new(),
    };
    let text = match max {
        Some(max) if max == min => max.to_string(),
        Some(max) => format!("{min} to {max}"),
        None => format!("{min} or more"),
    };
    if min == 0 {
        format!("{text}; it may stand empty")
    } else {
        text
    }
}

fn facts(here: &Here<'_>, role: &Record<Role>) -> Facts {
    let data = &role.data;
    let actor = Actor::Role(role.id.clone());
    let mut facts = Facts::new();
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
                object
                    .then(", only together with ")
                    .then(here.all(&power.with))
            } else {
                object
            }
        });
    let decides: Vec<Rich> = decides.collect();
    if decides.is_empty() {
        facts.add("Decides", "Nothing on its own");
    } else {
        facts.list("Decides", decides);
    }
    let mut methods: Vec<Rich> = Vec::new();
    for power in own.iter().filter(|power| power.key.right == Right::Decide) {
        let how = if power.family == Some(Family::Holder) {
            Rich::from("The holder decides alone")
        } else {
            here.method(&power.method)
        };
        if !methods.contains(&how) {
            methods.push(how);
        }
    }
    facts.list("Decides how", methods);
    let bounds = own.iter().filter_map(|power| {
        let amount = power.up_to.as_ref()?;
        Some(rights::noun_of(here, power).then(format!(": up to {amount}")))
    });
    let limits = data.mandate.limits.iter();
    let limits = bounds.chain(limits.map(|text| Rich::from(text.as_str())));
    facts.list("Limits", limits);
    facts.list("Chosen by", chosen_by(here, role));
    facts.add("Removed by", removed_by(here, role));
    facts.add("Term", term(data));
    envelope_facts(here, Kind::Role, &role.envelope, &mut facts);
    if data.key {
        facts.add("Key role", "Yes: it must have a deputy or a trainee");
    }
    facts.add("Deputy", deputies(here, role));
    facts.add("Time", data.time.as_deref().unwrap_or_default());
    facts.add("Seats", seats(data));
    if let Some(link) = &data.represents {
        let voice = match link.voice {
            Voice::Member => "with voice and vote",
            Voice::Voice => "with a voice and no vote",
            Voice::Observer => "as an observer",
        };
        let of = here.link(Kind::Unit, &data.unit);
        let line = Rich::from("Speaks for ").then(of).then(" in ");
        let line = line.then(here.link(Kind::Unit, &link.unit));
        facts.add("Link", line.then(format!(", {voice}")));
    }
    facts.add(
        "Not together with",
        here.all(data.incompatible.iter().map(|id| &id.value)),
    );
    let required: Vec<String> = data
        .requires
        .iter()
        .map(|id| name(id).replace('-', " "))
        .collect();
    facts.add("Requires", capital(&listed(&required)));
    if let Some(template) = &data.template {
        facts.add("Mandate taken from", here.link(Kind::Role, template));
    }
    facts
}

/// Who stands in; for a key role also that nobody does.
fn deputies(here: &Here<'_>, role: &Record<Role>) -> Rich {
    let seats = here.seats_in(&Actor::Role(role.id.clone()));
    let people = |capacity: Capacity, word: &str| {
        seats
            .iter()
            .filter(move |seat| seat.time == Time::Now && seat.capacity == capacity)
            .map(|seat| here.person(&seat.person).then(word.to_owned()))
            .collect::<Vec<Rich>>()
    };
    let mut all = people(Capacity::Deputy, "");
    all.extend(people(Capacity::Trainee, " (trainee)"));
    if all.is_empty() && role.data.key {
        Rich::new().tag("none", Tone::Lose)
    } else {
        Rich::list(all, "and")
    }
}

fn holder_row(here: &Here<'_>, seat: &Seat) -> [Rich; 5] {
    let mut person = here.person(&seat.person);
    if seat.capacity != Capacity::Holder {
        person = person.then(format!(", {}", seat.capacity.word()));
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
        chosen(seat),
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
    let columns = ["Person", "Since", "Until", "How chosen", "By decision"];
    let title = name(role.name());
    let mut holders = Table::new(format!("Who holds {title} now"), &columns);
    let mut coming = Table::new(format!("Who will hold {title}"), &columns);
    let mut earlier = Table::new(format!("Who held {title} before"), &columns);
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
        Some(source) => Rich::from("The holders are kept at ")
            .then(outside(source))
            .then("."),
        None if book.is_vacant(role) && holders.rows.is_empty() => {
            vacant().then(" Nobody holds this role.")
        }
        None if book.is_vacant(role) => vacant().then(" A seat that must be filled is empty."),
        None if !holders.rows.is_empty() => Rich::new(),
        None => Rich::from("Nobody holds this role at present."),
    };
    let unit = here.link(Kind::Unit, &data.unit);
    // Many units have a role of the same name.
    let kicker = match here.name(Kind::Unit, &data.unit) {
        Some(unit) => format!("Role in {unit}"),
        None => "Role".to_owned(),
    };
    let purpose = data.mandate.purpose.as_deref().unwrap_or_default();
    let mut means = means(&here, &data.mandate);
    means.list("Delivers", deliveries(&here, &data.mandate));
    let needs = data.mandate.depends_on.iter().map(|id| &id.value);
    means.add("Depends on", here.all(needs));
    let page = Page {
        head: Head::new(&here, role, &kicker, purpose),
        facts: facts(&here, role),
        holders: holders.without_empty_columns(),
        no_holders,
        coming: coming.without_empty_columns(),
        earlier: earlier.without_empty_columns(),
        accountabilities: texts(&data.mandate.accountabilities),
        declared: rights::of_actor(&here, &actor, Origin::Declared),
        implied: rights::of_actor(&here, &actor, Origin::Implied),
        means,
        decisions: decisions::of_actor(&here, &role.id),
        agreements: agreements_of(&here, &role.id),
        findings: findings(&here, &role.reference()),
        body: here.body(role, BODY_PREFIX, 3),
    };
    let mut path = vec![crumb(&here, "Units", "units.html")];
    let above = book.governance.ancestors(&data.unit);
    path.extend(above.into_iter().rev().map(|id| here.link(Kind::Unit, id)));
    path.push(unit);
    let frame = Frame::new(Part::Roles, page.head.name.clone())
        .under(path)
        .of_record(&here, role);
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
            assert_eq!(get("Adopted by"), "Found the crew, 3 February 2026");
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
