//! The page of a unit.

use std::collections::BTreeSet;

use serde::Serialize;

use super::mandate::{deliveries, means, texts};
use super::seats::{chosen, seat_cell};
use super::sheets::{Listed, Sheets};
use super::{
    Findings, Frame, Head, Part, Site, agreements_of, crumb, decisions, end_of_term,
    envelope_facts, findings, policies, roles, status,
};
use crate::model::{
    Actor, Admission, Capacity, Id, Kind, Meeting, Membership, MembershipRule, Policy, Record,
    Size, Status, Unit, Voice, Weight,
};
use crate::power::Origin;
use crate::site::SiteError;
use crate::site::book::Book;
use crate::site::here::{BODY_PREFIX, Here, outside};
use crate::site::map::Map;
use crate::site::markdown::Body;
use crate::site::rights;
use crate::site::seat::Time;
use crate::site::text::{name, sort_key};
use crate::site::view::{Facts, Rich, Table, day};
use crate::site::words::Words;

#[derive(Serialize)]
struct Page {
    head: Head,
    facts: Facts,
    people: Table,
    /// Who is or was there before, or comes later.
    earlier: Table,
    no_people: String,
    /// What lies inside it, drawn; none where nothing does.
    map: Option<Map>,
    units: Table,
    roles: Table,
    declared: Table,
    implied: Table,
    accountabilities: Listed,
    links: Facts,
    means: Facts,
    adopted: Table,
    binding: Table,
    decisions: Table,
    agreements: Table,
    findings: Findings,
    body: Body,
}

/// Adds the page of a unit.
pub(super) fn add(book: &Book<'_>, site: &mut Site, unit: &Record<Unit>) -> Result<(), SiteError> {
    let address = book.address(Kind::Unit, &unit.id).unwrap_or_default();
    let here = Here::new(book, address);
    let data = &unit.data;
    let actor = Actor::Unit(unit.id.clone());
    let (people, earlier) = people(&here, unit);
    let words = here.words;
    let own = data.unit_type.as_deref().map(name);
    let mut word = own.unwrap_or_else(|| words.text("unit"));
    if data.advisory {
        word = words.say("unit-advisory", &[("unit", word.into())]);
    }
    let purpose = data.mandate.purpose.as_deref().unwrap_or_default();
    let map = Map::around(&here, unit);
    let mut path = vec![crumb(&here, &words.text("part-units"), "units.html")];
    let above = book.governance.ancestors(&unit.id);
    path.extend(above.into_iter().rev().map(|id| here.link(Kind::Unit, id)));
    let frame = Frame::new(Part::Units, name(unit.name()))
        .under(path)
        .with_map(map.is_some())
        .of_record(&here, unit);
    let mut sheets = Sheets::on(site, &here, &frame);
    let answers = words.text("unit-answers");
    let page = Page {
        head: Head::new(&here, unit, &word, purpose),
        facts: sheets.facts("known", facts(&here, unit))?,
        no_people: match &data.membership {
            Some(
                Membership {
                    source: Some(_), ..
                }
                | Membership { count: Some(_), .. },
            ) => words.text("unit-unlisted"),
            _ => words.text("unit-nobody"),
        },
        people: sheets.table("people", people)?,
        earlier: sheets.table("others", earlier)?,
        map,
        units: sheets.table("units", sub_units(&here, unit))?,
        roles: sheets.table("roles", roles_in(&here, unit))?,
        declared: sheets.table("powers", rights::of_actor(&here, &actor, Origin::Declared))?,
        implied: sheets.table("implied", rights::of_actor(&here, &actor, Origin::Implied))?,
        accountabilities: sheets.lines("tasks", &answers, texts(&data.mandate.accountabilities))?,
        links: sheets.facts("links", links(&here, unit))?,
        means: sheets.facts("means", means(&here, &data.mandate))?,
        adopted: sheets.table("policies", adopted(&here, unit))?,
        binding: sheets.table("rules", binding(&here, unit))?,
        decisions: decisions::of_actor(&here, &unit.id),
        agreements: sheets.table("pacts", agreements_of(&here, &unit.id))?,
        findings: findings(&here, &unit.reference(), &mut sheets)?,
        body: here.body(unit, BODY_PREFIX, 3),
    };
    site.add(&here, frame, "unit.html", &page)
}

fn facts(here: &Here<'_>, unit: &Record<Unit>) -> Facts {
    let data = &unit.data;
    let mut facts = Facts::new(here.words);
    match &data.parent {
        Some(parent) => facts.add("fact-part-of", here.link(Kind::Unit, parent)),
        None => facts.add("fact-part-of", here.words.text("unit-nothing-above")),
    }
    let domains = data.mandate.domains.iter();
    facts.list(
        "fact-decides",
        domains.map(|slug| rights::domain(here, slug)),
    );
    if data.advisory {
        facts.add("fact-decides", here.words.text("unit-advises"));
    }
    facts.list("fact-decides-how", decides_how(here, unit));
    facts.list(
        "fact-limits",
        data.mandate
            .limits
            .iter()
            .map(|text| Rich::from(text.as_str())),
    );
    if let Some(membership) = &data.membership {
        facts.list("fact-members", membership_lines(here, membership));
    }
    if let Some(size) = data.size {
        facts.add("fact-size", size_in_words(here.words, size.value));
    }
    let meetings = data.meets.iter();
    facts.list(
        "fact-meets",
        meetings.map(|meeting| Rich::from(meeting_in_words(here.words, meeting))),
    );
    if let Some(ladder) = &data.disputes {
        facts.add("fact-in-conflict", here.method(ladder));
    }
    envelope_facts(here, Kind::Unit, &unit.envelope, &mut facts);
    if let Some(exit) = &data.exit {
        facts.add("fact-ends-when", exit.as_str());
    }
    facts
}

fn size_in_words(words: Words, size: Size) -> String {
    let [min, max] = [size.min, size.max].map(|number| number.map(counted));
    match (min, max) {
        (Some(min), Some(max)) => {
            let between = [("min", min.into()), ("max", max.into())];
            words.say("size-between", &between)
        }
        (Some(min), None) => words.say("size-from", &[("min", min.into())]),
        (None, Some(max)) => words.say("size-to", &[("max", max.into())]),
        (None, None) => String::new(),
    }
}

fn counted(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// "Assembly, every month at 19:00 (Europe/Berlin)".
fn meeting_in_words(words: Words, meeting: &Meeting) -> String {
    let what = ("what", meeting.what.as_str().into());
    let every = meeting.every.map(|period| words.every(period));
    let every = every.map(|every| ("every", every.into()));
    let time = meeting.time.as_ref().map(|time| {
        let time = ("time", time.as_str().into());
        match &meeting.timezone {
            Some(zone) => words.say("meets-zone", &[time, ("zone", zone.as_str().into())]),
            None => meeting.time.as_deref().unwrap_or_default().to_owned(),
        }
    });
    let time = time.map(|time| ("time", time.into()));
    match (every, time) {
        (Some(every), Some(time)) => words.say("meets-every-at", &[what, every, time]),
        (Some(every), None) => words.say("meets-every", &[what, every]),
        (None, Some(time)) => words.say("meets-at", &[what, time]),
        (None, None) => meeting.what.to_string(),
    }
}

fn decides_how(here: &Here<'_>, unit: &Record<Unit>) -> Vec<Rich> {
    let words = here.words;
    let classes = &unit.data.decides_by;
    let mut lines = Vec::new();
    if let Some(default) = classes.get("default") {
        lines.push(here.method(default));
    } else {
        let org = here.governance.org.as_ref();
        let default = org.and_then(|org| org.data.defaults.method.as_ref());
        let default = default.map_or_else(|| here.method("consent"), |id| here.method(id));
        lines.push(default.muted(format!(" ({})", words.text("by-default"))));
    }
    for (class, method) in classes
        .iter()
        .filter(|(class, _)| class.as_str() != "default")
    {
        let method = ("method", here.method(method).into());
        lines.push(match class.as_str() {
            "rules" => words.rich("unit-decides-rules", [method]),
            "removal" => words.rich("unit-decides-removal", [method]),
            slug => {
                let topic = ("topic", rights::domain(here, slug).into());
                words.rich("unit-decides-topic", [topic, method])
            }
        });
    }
    lines
}

fn membership_lines(here: &Here<'_>, membership: &Membership) -> Vec<Rich> {
    let words = here.words;
    let rule = words.text(match membership.rule {
        MembershipRule::Open => "membership-open",
        MembershipRule::Invited => "membership-invited",
        MembershipRule::Elected => "membership-elected",
        MembershipRule::Appointed => "membership-appointed",
        MembershipRule::Delegates => "membership-delegates",
        MembershipRule::ExOfficio => "membership-ex-officio",
        MembershipRule::Shares => "membership-shares",
        MembershipRule::Tokens => "membership-tokens",
        MembershipRule::Lot => "membership-lot",
    });
    let by = |key: &str, admission: &Admission| {
        let who = here.all(admission.by.iter().map(|id| &id.value));
        let who = match &admission.method {
            Some(method) => roles::by_method(here, who, method),
            None => who,
        };
        words.rich(key, [("who", who.into())])
    };
    let mut lines = vec![match &membership.criteria {
        Some(criteria) => {
            let said = [
                ("rule", rule.into()),
                ("criteria", criteria.as_str().into()),
            ];
            words.rich("membership-criteria", said)
        }
        None => Rich::from(rule),
    }];
    if !membership.of.is_empty() {
        let units = here.all(membership.of.iter().map(|id| &id.value));
        lines.push(words.rich("membership-sent-by", [("units", units.into())]));
    }
    if let Some(admission) = &membership.admit {
        lines.push(by("membership-admitted-by", admission));
    }
    lines.push(match &membership.remove {
        Some(admission) => by("membership-put-out-by", admission),
        None => words.text("membership-put-out-nobody").into(),
    });
    match membership.weight {
        Weight::Person => {}
        Weight::Shares => lines.push(words.text("membership-votes-by-shares").into()),
        Weight::Tokens => lines.push(words.text("membership-votes-by-tokens").into()),
    }
    if let Some(active) = &membership.active_if {
        let when = [("when", active.as_str().into())];
        lines.push(words.rich("membership-active", when));
    }
    if let Some(pause) = membership.cooldown {
        let period = [("period", words.period(pause).into())];
        lines.push(words.rich("membership-may-return", period));
    }
    if let Some(source) = &membership.source {
        let place = [("place", outside(source).into())];
        lines.push(words.rich("membership-kept-at", place));
    }
    lines
}

/// Who is in a unit now: through its roles, through links from other units, and as a member; and
/// who is not yet or no longer a member.
fn people(here: &Here<'_>, unit: &Record<Unit>) -> (Table, Table) {
    let words = here.words;
    let columns = [
        "column-person",
        "column-seat",
        "column-since",
        "column-until",
        "column-how-chosen",
    ];
    let title = name(unit.name());
    let caption = |key| words.say(key, &[("unit", title.as_str().into())]);
    let mut now = Table::new(words, caption("unit-people-now"), &columns);
    let mut other = Table::new(
        words,
        caption("unit-people-other"),
        &["column-person", "column-since", "column-until"],
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
                let key = match link.voice {
                    Voice::Member => "unit-seat-for",
                    Voice::Voice => "unit-seat-for-voice",
                    Voice::Observer => "unit-seat-for-observer",
                };
                cell = cell.line().then(words.rich(key, [("unit", from.into())]));
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
                        let through = [("unit", here.link(Kind::Unit, through).into())];
                        words.rich("unit-member-through", through)
                    }
                    None => words.text("unit-member").into(),
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
        here.words.text("unit-units"),
        &["column-unit", "column-purpose", "#column-people"],
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
    let columns = ["column-role", "column-purpose", "column-held-by"];
    let mut table = Table::new(here.words, here.words.text("unit-roles"), &columns);
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
    let words = here.words;
    let seat = |role: &Id, unit: &Id, key: &str| {
        let said = [
            ("role", here.link(Kind::Role, role).into()),
            ("unit", here.link(Kind::Unit, unit).into()),
        ];
        words.rich(key, said)
    };
    let all = || here.book().governance.roles.values();
    facts.list(
        "fact-sits-elsewhere",
        all()
            .filter(|role| role.data.unit.as_str() == unit.id.as_str())
            .filter_map(|role| {
                let link = role.data.represents.as_ref()?;
                let key = match link.voice {
                    Voice::Member => "sits-in-member",
                    Voice::Voice => "sits-in-voice",
                    Voice::Observer => "sits-in-observer",
                };
                Some(seat(&role.id, &link.unit, key))
            }),
    );
    facts.list(
        "fact-sits-here",
        all()
            .filter(|role| role.data.unit.as_str() != unit.id.as_str())
            .filter_map(|role| {
                let link = role.data.represents.as_ref()?;
                let key = match link.voice {
                    Voice::Member => "sits-here-member",
                    Voice::Voice => "sits-here-voice",
                    Voice::Observer => "sits-here-observer",
                };
                (link.unit.as_str() == unit.id.as_str())
                    .then(|| seat(&role.id, &role.data.unit, key))
            }),
    );
    if unit.data.double_link {
        facts.add("fact-double-link", words.text("double-link"));
    }
    let mandate = &unit.data.mandate;
    facts.add(
        "fact-depends-on",
        here.all(mandate.depends_on.iter().map(|id| &id.value)),
    );
    let needed_by = here.governance.units.iter().filter(|(_, other)| {
        let mut needs = other.data.mandate.depends_on.iter();
        needs.any(|id| id.as_str() == unit.id.as_str())
    });
    facts.add("fact-needed-by", here.all(needed_by.map(|(id, _)| id)));
    facts.list("fact-delivers", deliveries(here, mandate));
    facts.add(
        "fact-stakeholders",
        here.all(unit.data.stakeholders.iter().map(|id| &id.value)),
    );
    facts
}

fn policy_table(here: &Here<'_>, caption: &str, policies: Vec<&Record<Policy>>) -> Table {
    let columns = ["column-policy", "column-adopted-by", "column-review"];
    let mut table = Table::new(here.words, here.words.text(caption), &columns);
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
    policy_table(here, "unit-adopted", own.collect())
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
    policy_table(here, "unit-binding", policies.collect())
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::{FILES, Fixture};

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
    fn a_unit_speaks_the_language_of_the_organisation() {
        let fixture = Fixture::german();
        let words = fixture.words("units/crew.html");
        for part in [
            "Teil von Assembly",
            "Entscheidet wie Konsent (von selbst)",
            "Ana Maria Paz Keeper 1. Jan. 2026 31. Dez. 2026",
            "Rollen Rollen in ihr Rolle",
            "Entscheidet über site The web site Verfahren: Konsent",
            "Sie hat keine Regel beschlossen.",
            "Für sie gelten auch Regeln anderer, die für sie gelten",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let words = fixture.words("units/assembly.html");
        for part in [
            "Entscheidet über die Besetzung von Keeper",
            "Entscheidet über das vorzeitige Ende einer Amtszeit als Webmaster",
            "Entscheidet über alles, was sonst niemandem zufällt",
            "Frühere und künftige Mitglieder",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }

    #[test]
    fn what_is_said_of_members_and_meetings_is_whole_sentences() {
        let assembly = "name: Assembly\ndecides_by: {default: vote, rules: vote, money: consent}\n\
             size: {min: 3, max: 9}\n\
             meets: [{what: Circle, every: P1M, time: '19:00', timezone: Europe/Berlin}, \
             {what: Fair, time: noon}, {what: Retreat, every: P1Y}, {what: Chat}]\n\
             membership: {rule: open, criteria: Living here, admit: {by: [crew], method: vote}, \
             cooldown: P6M, active_if: Voting}\n";
        let mut fixture = Fixture::with(&[("units/assembly.yaml", assembly)]);
        let words = fixture.words("units/assembly.html");
        for part in [
            "Decides how Vote All money money : Consent Its rules: Vote",
            "Members Whoever comes: Living here Admitted by Crew , by Vote \
             Nobody can put a member out: no rule is written Counts as active: Voting \
             May return after 6 months",
            "Size 3 to 9 people",
            "Meets Circle, every month at 19:00 (Europe/Berlin) Fair at noon Retreat, every year \
             Chat",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let org = format!("{}language: de-CH\n", FILES[0].1);
        fixture = Fixture::with(&[("units/assembly.yaml", assembly), (FILES[0].0, &org)]);
        let words = fixture.words("units/assembly.html");
        for part in [
            "Entscheidet wie Vote All money money : Konsent Ihre Regeln: Vote",
            "Mitglieder Wer kommt: Living here Aufgenommen von Crew , Verfahren: Vote \
             Niemand kann ein Mitglied ausschließen: keine Regel dafür ist aufgeschrieben \
             Gilt als aktiv: Voting Pause bis zu einer neuen Aufnahme: 6 Monate",
            "Größe 3 bis 9 Personen",
            "Treffen Circle, jeden Monat um 19:00 (Europe/Berlin) Fair, um noon \
             Retreat, jedes Jahr Chat",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }

    #[test]
    fn links_between_units_say_with_which_voice() {
        let link = "name: Link\nunit: crew\nholders: [{person: bao}]\n\
                    represents: {in: assembly, as: voice}\n";
        let words = Fixture::with(&[("roles/link.yaml", link)]);
        let here = words.words("units/crew.html");
        assert!(
            here.contains("Link sits in Assembly , with a voice"),
            "{here}"
        );
        let there = words.words("units/assembly.html");
        assert!(
            there.contains("Bao Tran Link for Crew , no vote"),
            "{there}"
        );
        assert!(there.contains("Link of Crew , with a voice"), "{there}");
    }

    #[test]
    fn members_of_before_are_folded_away() {
        let words = Fixture::with(&[]).words("units/assembly.html");
        let before = words.find("Members before").expect("the fold");
        assert!(!words[..before].contains("Dee"));
        assert!(words[before..].contains("Dee 30 Jun 2025"));
    }
}
