//! Roles: who holds what, and a page for each role.

use serde::Serialize;

use super::units::{chosen, decisions, deliveries, means, sentence, texts, vacant};
use super::{
    Found, Frame, Head, Part, Site, agreements_of, crumb, end_of_term, envelope_facts, findings,
};
use crate::model::{
    Actor, Capacity, Family, Id, Kind, OneOrMany, Record, Removal, Right, Role, Selection, Unit,
    Voice,
};
use crate::power::{Act, Origin, Power};
use crate::site::SiteError;
use crate::site::address::encoded;
use crate::site::book::{BODY_PREFIX, Book, Here, Seat, Time};
use crate::site::markdown::Body;
use crate::site::rights;
use crate::site::text::{name, sort_key};
use crate::site::view::{Facts, Rich, Table, Tone, day};
use crate::site::words::count;
use crate::source::At;

#[derive(Serialize)]
struct Roles {
    count: String,
    vacant: String,
    groups: Vec<Group>,
}

/// The roles of one unit.
#[derive(Serialize)]
struct Group {
    id: String,
    unit: Rich,
    word: String,
    table: Table,
}

#[derive(Serialize)]
struct Page {
    head: Head,
    facts: Facts,
    holders: Table,
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

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, "roles.html");
    let governance = &book.governance;
    let mut units: Vec<&Record<Unit>> = governance.units.values().collect();
    // The root first, then by name.
    units.sort_by_cached_key(|unit| (governance.root() != Some(&unit.id), sort_key(unit.name())));
    let mut groups = Vec::new();
    for unit in units {
        let roles: Vec<&Record<Role>> = book.roles_in(&unit.id).collect();
        if !roles.is_empty() {
            let word = unit.data.unit_type.as_deref().map(name);
            groups.push(Group {
                id: format!("u-{}", encoded(&unit.id)),
                unit: here.link(Kind::Unit, &unit.id),
                word: word.unwrap_or_default(),
                table: list(&here, name(unit.name()), roles),
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
            unit: "In no public unit".into(),
            word: String::new(),
            table: list(&here, "no public unit".to_owned(), homeless),
        });
    }
    let vacant = governance
        .roles
        .values()
        .filter(|role| book.is_vacant(role));
    let vacant = vacant.count();
    let page = Roles {
        count: count(governance.roles.len(), "role", "roles"),
        vacant: match vacant {
            0 => "None of them is vacant.".to_owned(),
            1 => "1 of them is vacant.".to_owned(),
            vacant => format!("{vacant} of them are vacant."),
        },
        groups,
    };
    let frame = Frame::new(Part::Roles, "Roles");
    site.add(&here, frame, "roles.html", &page)?;
    for role in governance.roles.values() {
        add_role(book, site, role)?;
    }
    Ok(())
}

fn list(here: &Here<'_>, unit: String, mut roles: Vec<&Record<Role>>) -> Table {
    let columns = ["Role", "Held by", "Until", "Chosen by"];
    let mut table = Table::new(format!("Roles in {unit}"), &columns).even();
    roles.sort_by_cached_key(|role| sort_key(role.name()));
    for role in roles {
        let link = here.link(Kind::Role, &role.id);
        let link = if role.data.key {
            link.then(" ").tag("key role", Tone::Plain)
        } else {
            link
        };
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
    const MOST: usize = 8;
    let seats = here.seats_in(&Actor::Role(role.id.clone()));
    let people = |capacity: Capacity| -> Vec<Rich> {
        let of = seats
            .iter()
            .filter(|seat| seat.time == Time::Now && seat.capacity == capacity);
        of.map(|seat| here.person(&seat.person)).collect()
    };
    let mut holders = people(Capacity::Holder);
    let deputies = people(Capacity::Deputy);
    let mut held = if holders.len() > MOST {
        let more = holders.len() - MOST;
        holders.truncate(MOST);
        holders.push(Rich::from(format!("{more} more")));
        Rich::list(holders, "and")
    } else {
        Rich::list(holders, "and")
    };
    if here.is_vacant(role) {
        held = if held.is_empty() {
            vacant()
        } else {
            held.then(" ").tag("a seat is vacant", Tone::Vacant)
        };
    } else if held.is_empty() {
        held = match &role.data.source {
            Some(_) => Rich::new().muted("kept elsewhere"),
            None => Rich::new().muted("nobody at present"),
        };
    }
    if !deputies.is_empty() {
        let word = if deputies.len() == 1 {
            "deputy"
        } else {
            "deputies"
        };
        held = held
            .line()
            .muted(format!("{word} "))
            .then(Rich::list(deputies, "and"));
    }
    held
}

/// Who fills a role, in few words.
fn selectors(here: &Here<'_>, role: &Record<Role>) -> Rich {
    let selection = role.data.selection.as_ref();
    match selection.and_then(|selection| selection.by.as_ref()) {
        Some(by) => who(here, by),
        None => by_powers(here, role, Act::Choose).map_or_else(Rich::new, |(who, _)| who),
    }
}

fn who(here: &Here<'_>, by: &OneOrMany) -> Rich {
    here.all(by.iter().map(|id| &id.value))
}

fn with_method(here: &Here<'_>, who: Rich, method: Option<&At<Id>>) -> Rich {
    match method {
        Some(method) => who.then(", by ").then(here.method(method)),
        None => who,
    }
}

/// Who holds the right over the seats of a role by other records or by default, and how it says so.
fn by_powers(here: &Here<'_>, role: &Record<Role>, act: Act) -> Option<(Rich, Origin)> {
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
            who.then(", by ").then(here.method(&power.method))
        }
    });
    Some((Rich::list(each, "and"), origin))
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
    facts.add("Requires", crate::site::words::listed(&required));
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
        .map(|text| text.as_str())
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

fn add_role(book: &Book<'_>, site: &mut Site, role: &Record<Role>) -> Result<(), SiteError> {
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
            .then(here.outside(source))
            .then("."),
        None if book.is_vacant(role) => vacant().then(" Nobody holds this role."),
        None => sentence("Nobody holds this role at present."),
    };
    let unit = here.link(Kind::Unit, &data.unit);
    let purpose = data.mandate.purpose.as_deref().unwrap_or_default();
    let mut means = means(&here, &data.mandate);
    means.list("Delivers", deliveries(&here, &data.mandate));
    let needs = data.mandate.depends_on.iter().map(|id| &id.value);
    means.add("Depends on", here.all(needs));
    let page = Page {
        head: Head::new(&here, role, "Role", purpose),
        facts: facts(&here, role),
        holders: holders.without_empty_columns(),
        no_holders,
        coming: coming.without_empty_columns(),
        earlier: earlier.without_empty_columns(),
        accountabilities: texts(&data.mandate.accountabilities),
        declared: rights::of_actor(&here, &actor, Origin::Declared),
        implied: rights::of_actor(&here, &actor, Origin::Implied),
        means,
        decisions: decisions(&here, &role.id),
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
        .from_record(&here, role);
    site.add(&here, frame, "role.html", &page)
}
