//! The page of a unit.

use std::collections::BTreeSet;

use serde::Serialize;

use super::mandate::{deliveries, means, texts};
use super::seats::{chosen, seat_cell};
use super::{
    Found, Frame, Head, Part, Site, agreements_of, crumb, decisions, end_of_term, envelope_facts,
    findings, policies, roles, status,
};
use crate::model::{
    Actor, Admission, Capacity, Id, Kind, Membership, MembershipRule, Policy, Record, Status, Unit,
    Voice, Weight,
};
use crate::power::Origin;
use crate::site::SiteError;
use crate::site::book::Book;
use crate::site::here::{BODY_PREFIX, Here, outside};
use crate::site::markdown::Body;
use crate::site::rights;
use crate::site::seat::Time;
use crate::site::text::{name, sort_key};
use crate::site::view::{Facts, Rich, Table, day};

#[derive(Serialize)]
struct Page {
    head: Head,
    facts: Facts,
    people: Table,
    /// Who is or was there before, or comes later.
    earlier: Table,
    no_people: String,
    units: Table,
    roles: Table,
    declared: Table,
    implied: Table,
    accountabilities: Vec<String>,
    links: Facts,
    means: Facts,
    adopted: Table,
    binding: Table,
    decisions: Table,
    agreements: Table,
    findings: Vec<Found>,
    body: Body,
}

/// Adds the page of a unit.
pub(super) fn add(book: &Book<'_>, site: &mut Site, unit: &Record<Unit>) -> Result<(), SiteError> {
    let address = book.address(Kind::Unit, &unit.id).unwrap_or_default();
    let here = Here::new(book, address);
    let data = &unit.data;
    let actor = Actor::Unit(unit.id.clone());
    let (people, earlier) = people(&here, unit);
    let mut word = data.unit_type.as_deref().unwrap_or("unit").to_owned();
    if data.advisory {
        word.push_str(", advisory");
    }
    let purpose = data.mandate.purpose.as_deref().unwrap_or_default();
    let page = Page {
        head: Head::new(&here, unit, &word, purpose),
        facts: facts(&here, unit),
        no_people: match &data.membership {
            Some(
                Membership {
                    source: Some(_), ..
                }
                | Membership { count: Some(_), .. },
            ) => "The members are not listed one by one.".to_owned(),
            _ => "Nobody is in it at present.".to_owned(),
        },
        people,
        earlier,
        units: sub_units(&here, unit),
        roles: roles_in(&here, unit),
        declared: rights::of_actor(&here, &actor, Origin::Declared),
        implied: rights::of_actor(&here, &actor, Origin::Implied),
        accountabilities: texts(&data.mandate.accountabilities),
        links: links(&here, unit),
        means: means(&here, &data.mandate),
        adopted: adopted(&here, unit),
        binding: binding(&here, unit),
        decisions: decisions::of_actor(&here, &unit.id),
        agreements: agreements_of(&here, &unit.id),
        findings: findings(&here, &unit.reference()),
        body: here.body(unit, BODY_PREFIX, 3),
    };
    let mut path = vec![crumb(&here, "Units", "units.html")];
    let above = book.governance.ancestors(&unit.id);
    path.extend(above.into_iter().rev().map(|id| here.link(Kind::Unit, id)));
    let frame = Frame::new(Part::Units, page.head.name.clone())
        .under(path)
        .of_record(&here, unit);
    site.add(&here, frame, "unit.html", &page)
}

fn facts(here: &Here<'_>, unit: &Record<Unit>) -> Facts {
    let data = &unit.data;
    let mut facts = Facts::new(here.words);
    match &data.parent {
        Some(parent) => facts.add("Part of", here.link(Kind::Unit, parent)),
        None => facts.add("Part of", "Nothing above it"),
    }
    let domains = data.mandate.domains.iter();
    facts.list("Decides", domains.map(|slug| rights::domain(here, slug)));
    if data.advisory {
        facts.add("Decides", "Nothing: it advises");
    }
    facts.list("Decides how", decides_how(here, unit));
    facts.list(
        "Limits",
        data.mandate
            .limits
            .iter()
            .map(|text| Rich::from(text.as_str())),
    );
    if let Some(membership) = &data.membership {
        facts.list("Members", membership_lines(here, membership));
    }
    if let Some(size) = data.size {
        let text = match (size.min, size.max) {
            (Some(min), Some(max)) => format!("{min} to {max} people"),
            (Some(min), None) => format!("At least {min} people"),
            (None, Some(max)) => format!("At most {max} people"),
            (None, None) => String::new(),
        };
        facts.add("Size", text);
    }
    facts.list(
        "Meets",
        data.meets.iter().map(|meeting| {
            let when = meeting
                .every
                .map(|period| format!(", {}", here.words.every(period)));
            let time = meeting.time.as_ref().map(|time| format!(" at {time}"));
            let zone = meeting.timezone.as_ref().filter(|_| time.is_some());
            Rich::from(meeting.what.as_str())
                .maybe(when)
                .maybe(time)
                .maybe(zone.map(|zone| format!(" ({zone})")))
        }),
    );
    if let Some(ladder) = &data.disputes {
        facts.add("In a conflict", here.method(ladder));
    }
    envelope_facts(here, Kind::Unit, &unit.envelope, &mut facts);
    if let Some(exit) = &data.exit {
        facts.add("Ends when", exit.as_str());
    }
    facts
}

fn decides_how(here: &Here<'_>, unit: &Record<Unit>) -> Vec<Rich> {
    let classes = &unit.data.decides_by;
    let mut lines = Vec::new();
    if let Some(default) = classes.get("default") {
        lines.push(here.method(default));
    } else {
        let org = here.governance.org.as_ref();
        let default = org.and_then(|org| org.data.defaults.method.as_ref());
        let default = default.map_or_else(|| here.method("consent"), |id| here.method(id));
        lines.push(default.muted(" (by default)"));
    }
    for (class, method) in classes
        .iter()
        .filter(|(class, _)| class.as_str() != "default")
    {
        let class = match class.as_str() {
            "rules" => Rich::from("Its rules"),
            "removal" => Rich::from("Ending a term or membership early"),
            slug => rights::domain(here, slug),
        };
        lines.push(class.then(": ").then(here.method(method)));
    }
    lines
}

fn membership_lines(here: &Here<'_>, membership: &Membership) -> Vec<Rich> {
    let rule = match membership.rule {
        MembershipRule::Open => "Whoever comes",
        MembershipRule::Invited => "By invitation",
        MembershipRule::Elected => "Elected",
        MembershipRule::Appointed => "Appointed",
        MembershipRule::Delegates => "Delegates of other units",
        MembershipRule::ExOfficio => "Holders of certain seats",
        MembershipRule::Shares => "Owners of shares",
        MembershipRule::Tokens => "Owners of tokens",
        MembershipRule::Lot => "Drawn by lot",
    };
    let by = |admission: &Admission| {
        let who = here.all(admission.by.iter().map(|id| &id.value));
        match &admission.method {
            Some(method) => who.then(", by ").then(here.method(method)),
            None => who,
        }
    };
    let mut lines = vec![match &membership.criteria {
        Some(criteria) => Rich::from(format!("{rule}: {criteria}")),
        None => Rich::from(rule),
    }];
    if !membership.of.is_empty() {
        let units = here.all(membership.of.iter().map(|id| &id.value));
        lines.push(Rich::from("Sent by ").then(units));
    }
    if let Some(admission) = &membership.admit {
        lines.push(Rich::from("Admitted by ").then(by(admission)));
    }
    lines.push(match &membership.remove {
        Some(admission) => Rich::from("Put out by ").then(by(admission)),
        None => Rich::from("Nobody can put a member out: no rule is written"),
    });
    match membership.weight {
        Weight::Person => {}
        Weight::Shares => lines.push("Votes weigh by shares".into()),
        Weight::Tokens => lines.push("Votes weigh by tokens".into()),
    }
    if let Some(active) = &membership.active_if {
        lines.push(Rich::from(format!("Counts as active: {active}")));
    }
    if let Some(pause) = membership.cooldown {
        lines.push(Rich::from(format!("May return after {pause}")));
    }
    if let Some(source) = &membership.source {
        lines.push(Rich::from("The list is kept at ").then(outside(source)));
    }
    lines
}

/// Who is in a unit now: through its roles, through links from other units, and as a member; and
/// who is not yet or no longer a member.
fn people(here: &Here<'_>, unit: &Record<Unit>) -> (Table, Table) {
    let columns = ["Person", "Seat", "Since", "Until", "How chosen"];
    let mut now = Table::new(
        here.words,
        format!("People in {}", name(unit.name())),
        &columns,
    );
    let mut other = Table::new(
        here.words,
        format!("Members of {} at other times", name(unit.name())),
        &["Person", "Since", "Until"],
    );
    let links = here.book().governance.roles.values().filter(|role| {
        role.data.unit.as_str() != unit.id.as_str()
            && role
                .data
                .represents
                .as_ref()
                .is_some_and(|link| link.unit.as_str() == unit.id.as_str())
    });
    let mut in_roles: BTreeSet<Id> = BTreeSet::new();
    for role in here.book().roles_in(&unit.id).chain(links) {
        let seats = here.seats_in(&Actor::Role(role.id.clone()));
        for seat in seats.iter().filter(|seat| seat.time == Time::Now) {
            let is_of_unit = role.data.unit.as_str() == unit.id.as_str();
            if is_of_unit && seat.capacity == Capacity::Emeritus {
                continue;
            }
            if seat.capacity == Capacity::Holder {
                in_roles.insert(seat.person.clone());
            }
            let voice = role.data.represents.as_ref().filter(|_| !is_of_unit);
            let mut cell = seat_cell(here, seat);
            if let Some(link) = voice {
                let from = here.link(Kind::Unit, &role.data.unit);
                cell = cell.line().then("for ").then(from).muted(match link.voice {
                    Voice::Member => "",
                    Voice::Voice => ", no vote",
                    Voice::Observer => ", listens",
                });
            }
            now.row([
                here.person(&seat.person),
                cell,
                day(seat.since),
                end_of_term(here, seat.until),
                chosen(here, seat),
            ]);
        }
    }
    let mut members = here.seats_in(&Actor::Unit(unit.id.clone()));
    members.sort_by_cached_key(|seat| sort_key(here.governance.person_name(&seat.person)));
    for seat in &members {
        if seat.time == Time::Now {
            // Those with a seat are members too; their line stands above.
            if in_roles.contains(&seat.person) && seat.since.is_none() && seat.until.is_none() {
                continue;
            }
            now.row([
                here.person(&seat.person),
                match &seat.through {
                    Some(through) => {
                        Rich::from("Member through ").then(here.link(Kind::Unit, through))
                    }
                    None => Rich::from("Member"),
                },
                day(seat.since),
                end_of_term(here, seat.until),
                Rich::new(),
            ]);
        } else {
            other.row([here.person(&seat.person), day(seat.since), day(seat.until)]);
        }
    }
    (now.without_empty_columns(), other)
}

fn sub_units(here: &Here<'_>, unit: &Record<Unit>) -> Table {
    let mut table = Table::new(
        here.words,
        "Units inside it",
        &["Unit", "Purpose", "#People"],
    );
    let mut below: Vec<&Record<Unit>> = here.units_in(&unit.id).collect();
    below.sort_by_cached_key(|unit| {
        let gone = unit.envelope.status != Status::Active;
        (gone, sort_key(unit.name()))
    });
    for unit in below {
        let actor = Actor::Unit(unit.id.clone());
        let people = here.book().handbook.powers.roster.people(&actor).len();
        let link = here.link(Kind::Unit, &unit.id);
        let tag = status(here, &unit.envelope).map(|tag| Rich::from(" ").then(tag));
        let link = link.maybe(tag);
        table.row([
            match &unit.data.unit_type {
                Some(word) => link.line().muted(name(word)),
                None => link,
            },
            Rich::from(unit.data.mandate.purpose.as_deref().unwrap_or_default()),
            Rich::from(people.to_string()),
        ]);
    }
    table.without_empty_columns()
}

fn roles_in(here: &Here<'_>, unit: &Record<Unit>) -> Table {
    let mut table = Table::new(here.words, "Roles in it", &["Role", "Purpose", "Held by"]);
    for role in here.roles_in(&unit.id) {
        let purpose = role.data.mandate.purpose.as_deref().unwrap_or_default();
        table.row([
            here.link(Kind::Role, &role.id),
            Rich::from(purpose),
            roles::held_by(here, role),
        ]);
    }
    table.without_empty_columns()
}

fn links(here: &Here<'_>, unit: &Record<Unit>) -> Facts {
    let mut facts = Facts::new(here.words);
    let voice = |voice: Voice| match voice {
        Voice::Member => ", with voice and vote",
        Voice::Voice => ", with a voice",
        Voice::Observer => ", as an observer",
    };
    let all = || here.book().governance.roles.values();
    facts.list(
        "Sits elsewhere",
        all()
            .filter(|role| role.data.unit.as_str() == unit.id.as_str())
            .filter_map(|role| {
                let link = role.data.represents.as_ref()?;
                let seat = here.link(Kind::Role, &role.id).then(" sits in ");
                let seat = seat.then(here.link(Kind::Unit, &link.unit));
                Some(seat.then(voice(link.voice)))
            }),
    );
    facts.list(
        "Sits here",
        all()
            .filter(|role| role.data.unit.as_str() != unit.id.as_str())
            .filter_map(|role| {
                let link = role.data.represents.as_ref()?;
                (link.unit.as_str() == unit.id.as_str()).then(|| {
                    let seat = here.link(Kind::Role, &role.id).then(" of ");
                    let seat = seat.then(here.link(Kind::Unit, &role.data.unit));
                    seat.then(voice(link.voice))
                })
            }),
    );
    if unit.data.double_link {
        facts.add(
            "Double link",
            "Two different people link it upwards, one chosen from above and one by itself",
        );
    }
    let mandate = &unit.data.mandate;
    facts.add(
        "Depends on",
        here.all(mandate.depends_on.iter().map(|id| &id.value)),
    );
    let needed_by = here.governance.units.iter().filter(|(_, other)| {
        let mut needs = other.data.mandate.depends_on.iter();
        needs.any(|id| id.as_str() == unit.id.as_str())
    });
    facts.add("Needed by", here.all(needed_by.map(|(id, _)| id)));
    facts.list("Delivers", deliveries(here, mandate));
    facts.add(
        "Serves",
        here.all(unit.data.stakeholders.iter().map(|id| &id.value)),
    );
    facts
}

fn policy_table(here: &Here<'_>, caption: &str, policies: Vec<&Record<Policy>>) -> Table {
    let mut table = Table::new(here.words, caption, &["Policy", "Adopted by", "Review"]);
    for policy in policies {
        table.row([
            here.link(Kind::Policy, &policy.id),
            here.who(&policy.data.adopted_by),
            policies::review(here, policy),
        ]);
    }
    table
}

fn adopted(here: &Here<'_>, unit: &Record<Unit>) -> Table {
    let policies = here.book().governance.policies.values();
    let own = policies.filter(|policy| policy.data.adopted_by.as_str() == unit.id.as_str());
    policy_table(here, "Policies that it adopted", own.collect())
}

/// The policies of others that bind a unit: by name, or because their adopter stands above it.
fn binding(here: &Here<'_>, unit: &Record<Unit>) -> Table {
    let governance = &here.book().governance;
    let mut above = governance.ancestors(&unit.id);
    above.push(&unit.id);
    let binds = |policy: &&Record<Policy>| {
        let data = &policy.data;
        if data.adopted_by.as_str() == unit.id.as_str() || !policy.envelope.in_force(here.as_of()) {
            return false;
        }
        if data.applies_to.is_empty() {
            let adopter = governance.actor(&data.adopted_by);
            let adopter = adopter.and_then(|actor| governance.unit_of(&actor));
            adopter.is_some_and(|adopter| above.contains(&adopter))
        } else {
            let mut named = data.applies_to.iter();
            named.any(|id| above.iter().any(|unit| unit.as_str() == id.as_str()))
        }
    };
    let policies = governance.policies.values().filter(binds);
    policy_table(here, "Policies of others that bind it", policies.collect())
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    #[test]
    fn a_unit_tells_what_it_decides_who_is_in_it_and_what_it_decided() {
        let words = Fixture::with(&[]).words("units/crew.html");
        for part in [
            "Crew Crew Do the work",
            "Part of Assembly",
            "Decides The web site site",
            "Decides how Consent (by default)",
            "Ana Maria Paz Keeper 1 Jan 2026 31 Dec 2026 Elected",
            "It has adopted no policy.",
            "It is bound by",
            "Ask the harbour open 1 Sep 2026",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }

    #[test]
    fn members_of_before_are_folded_away() {
        let words = Fixture::with(&[]).words("units/assembly.html");
        let before = words.find("Members before").expect("the fold");
        assert!(!words[..before].contains("Dee"));
        assert!(words[before..].contains("Dee 30 Jun 2025"));
    }
}
