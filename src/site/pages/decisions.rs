//! Decisions: the log, and a page for each question with how it was settled.

use std::collections::BTreeSet;

use serde::Serialize;

use super::parts::{self, Chunk, PartLink};
use super::sheets::{self, Sheets};
use super::{Findings, Frame, Head, Part, Site, crumb, envelope_facts, findings};
use crate::model::{
    Date, Decision, DecisionState, DecisionType, Kind, Objection, PolicyForm, Record, Reversible,
    TallyLine,
};
use crate::site::SiteError;
use crate::site::book::{Book, decision_date};
use crate::site::here::{BODY_PREFIX, Here, outside};
use crate::site::markdown::Body;
use crate::site::rights;
use crate::site::text::capital;
use crate::site::view::{Facts, Layout, Rich, Table, Tone, day};
use crate::site::words::Words;
use crate::wording::Terms;

#[derive(Serialize)]
struct Decisions {
    heading: String,
    is_first: bool,
    open: Table,
    years: Vec<Year>,
    parts: Vec<PartLink>,
    /// Pages of one state or year.
    filtered: Vec<PartLink>,
    /// The words of the filters that the script draws.
    filters: bool,
}

#[derive(Serialize)]
struct Year {
    id: String,
    title: String,
    table: Table,
}

#[derive(Serialize)]
struct Page {
    head: Head,
    outcome: String,
    facts: Facts,
    tally: Table,
    objections: Vec<Objected>,
    no_objections: String,
    /// Links to the pages with the other objections.
    more_objections: Vec<Rich>,
    recused: sheets::Listed,
    changes: sheets::Listed,
    findings: Findings,
    body: Body,
}

/// An objection and what became of it.
#[derive(Serialize)]
struct Objected {
    by: Rich,
    text: String,
    verdict: Rich,
    resolved: String,
}

/// How many decisions the page of a unit or role lists.
const LAST: usize = 10;

/// A state as a tag.
fn state(words: Words, state: DecisionState) -> Rich {
    let tone = match state {
        DecisionState::Adopted => Tone::Ok,
        DecisionState::Proposed | DecisionState::Open => Tone::Gain,
        DecisionState::Rejected
        | DecisionState::Withdrawn
        | DecisionState::Lapsed
        | DecisionState::Overturned => Tone::Plain,
    };
    Rich::new().tag(words.word("state", state.word()), tone)
}

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let mut all: Vec<&Record<Decision>> = book.governance.decisions.values().collect();
    all.sort_by(|a, b| (decision_date(b), &b.id).cmp(&(decision_date(a), &a.id)));
    let dated: Vec<(Date, &Record<Decision>)> = all
        .iter()
        .map(|decision| (decision_date(decision), *decision))
        .collect();
    let is_long = parts::is_long(dated.len());
    let chunks = if is_long {
        parts::chunks(book.words, "decisions", dated.clone())
    } else {
        Vec::new()
    };
    let here = Here::new(book, "decisions.html");
    let first = if is_long {
        dated[..parts::NEWEST].to_vec()
    } else {
        dated.clone()
    };
    let open = all
        .iter()
        .filter(|decision| decision.data.state.is_pending());
    let filters = filters(book, &dated);
    let frame = Frame::new(Part::Decisions, here.words.text("part-decisions")).filtered();
    let open = table(&here, here.words.text("decisions-open-now"), open.copied());
    let open = sheets::cut(site, &here, &frame, "open", open)?;
    let page = Decisions {
        filtered: links(&here, &filters),
        filters: true,
        heading: here.words.text("part-decisions"),
        is_first: true,
        open,
        years: years(&here, first),
        parts: parts::links(&here, &chunks),
    };
    site.add(&here, frame, "decisions.html", &page)?;
    for chunk in &chunks {
        let here = Here::new(book, &chunk.address);
        let time = chunk.title.as_str();
        let heading = here
            .words
            .say("decisions-of-part", &[("time", time.into())]);
        let page = Decisions {
            filtered: Vec::new(),
            filters: true,
            heading: heading.clone(),
            is_first: false,
            open: table(&here, String::new(), []),
            years: years(&here, chunk.entries.clone()),
            parts: parts::links(&here, &chunks),
        };
        let above = crumb(&here, &here.words.text("part-decisions"), "decisions.html");
        let frame = Frame::new(Part::Decisions, heading)
            .under([above])
            .filtered();
        site.add(&here, frame, "decisions.html", &page)?;
    }
    for filter in &filters {
        let here = Here::new(book, &filter.address);
        let heading = here.words.say(
            "decisions-of-part",
            &[("time", filter.title.as_str().into())],
        );
        let above = crumb(&here, &here.words.text("part-decisions"), "decisions.html");
        let frame = Frame::new(Part::Decisions, heading.clone()).under([above]);
        let entries = filter.entries.iter().map(|(_, decision)| *decision);
        let entries = table(&here, heading.clone(), entries);
        let years = vec![Year {
            id: "log-of-part".to_owned(),
            title: filter.title.clone(),
            table: sheets::cut(site, &here, &frame, "log", entries)?,
        }];
        let page = Decisions {
            filtered: links(&here, &filters),
            filters: false,
            heading,
            is_first: false,
            open: table(&here, String::new(), []),
            years,
            parts: Vec::new(),
        };
        site.add(&here, frame, "decisions.html", &page)?;
    }
    for decision in all {
        add_decision(book, site, decision)?;
    }
    Ok(())
}

/// What the log shows of one state or year; what would be empty is left out, and what would take
/// the address of a decision.
fn filters<'d>(
    book: &Book<'_>,
    all: &[(Date, &'d Record<Decision>)],
) -> Vec<Chunk<&'d Record<Decision>>> {
    type Wanted = fn(DecisionState) -> bool;
    let states: [(&str, String, Wanted); 3] = [
        (
            "open",
            book.words.text("decisions-open"),
            DecisionState::is_pending,
        ),
        (
            "adopted",
            book.words.word("state", DecisionState::Adopted.word()),
            |state| state == DecisionState::Adopted,
        ),
        (
            "rejected",
            book.words.word("state", DecisionState::Rejected.word()),
            |state| state == DecisionState::Rejected,
        ),
    ];
    let mut filters: Vec<Chunk<&Record<Decision>>> = Vec::new();
    for (file, title, wanted) in states {
        let entries = all.iter();
        filters.push(Chunk {
            title,
            address: format!("decisions/{file}.html"),
            entries: entries
                .filter(|(_, decision)| wanted(*decision.data.state))
                .copied()
                .collect(),
        });
    }
    for year in parts::by_year(all.iter().map(|(day, d)| (*day, (*day, *d))).collect()) {
        filters.push(Chunk {
            address: format!("decisions/{}.html", year.title),
            title: year.title,
            entries: year.entries,
        });
    }
    let decisions = book.governance.decisions.keys();
    let taken: BTreeSet<&str> = decisions
        .filter_map(|id| book.address(Kind::Decision, id))
        .collect();
    let is_taken = |address: &str| taken.iter().any(|at| at.eq_ignore_ascii_case(address));
    filters.retain(|filter| !filter.entries.is_empty() && !is_taken(&filter.address));
    filters
}

fn links(here: &Here<'_>, filters: &[Chunk<&Record<Decision>>]) -> Vec<PartLink> {
    let links = parts::links(here, filters).into_iter();
    links
        .map(|link| PartLink {
            text: capital(&link.text),
            ..link
        })
        .collect()
}

/// Whether an adopted decision fills or empties a seat, or changed who may do what.
fn changes_power(here: &Here<'_>, decision: &Record<Decision>) -> bool {
    let data = &decision.data;
    if *data.state != DecisionState::Adopted {
        return false;
    }
    let changed = here.changed_by(&decision.id);
    let gives_rights = |kind: Kind, id: &str| match kind {
        Kind::Unit | Kind::Role | Kind::Method | Kind::Org => true,
        Kind::Policy => here.governance.policies.get(id).is_some_and(|policy| {
            let policy = &policy.data;
            let is_basic = policy.form == PolicyForm::Constitution;
            is_basic || !policy.grants.is_empty() || !policy.restricts.is_empty()
        }),
        Kind::Person | Kind::Agreement | Kind::Decision => false,
    };
    !data.elects.is_empty()
        || matches!(
            data.decision_type,
            DecisionType::Structural | DecisionType::Election | DecisionType::Removal
        )
        || changed
            .into_iter()
            .any(|(kind, id)| gives_rights(*kind, id))
}

fn years(here: &Here<'_>, entries: Vec<(Date, &Record<Decision>)>) -> Vec<Year> {
    parts::by_year(entries)
        .into_iter()
        .map(|group| Year {
            table: table(
                here,
                here.words.say(
                    "decisions-of-year",
                    &[("year", group.title.as_str().into())],
                ),
                group.entries,
            ),
            id: group.id,
            title: group.title,
        })
        .collect()
}

fn table<'d>(
    here: &Here<'_>,
    caption: String,
    decisions: impl IntoIterator<Item = &'d Record<Decision>>,
) -> Table {
    let columns = [
        "column-matter",
        "column-state",
        "column-date",
        "column-by",
        "column-about",
        "column-changes-power",
    ];
    let mut table = Table::new(here.words, caption, &columns).laid(Layout::Log);
    for decision in decisions {
        let data = &decision.data;
        let topics = data.domains.iter();
        table.row([
            here.link(Kind::Decision, &decision.id),
            state(here.words, *data.state),
            day(Some(decision_date(decision))),
            match &data.by {
                Some(by) => here.who(by),
                None => Rich::new().muted(here.words.text("not-said")),
            },
            here.words
                .list(topics.map(|topic| rights::topic(here, topic))),
            if changes_power(here, decision) {
                Rich::from(here.words.text("yes"))
            } else {
                Rich::new()
            },
        ]);
    }
    table
}

/// The last decisions of an actor.
pub(super) fn of_actor(here: &Here<'_>, actor: &str) -> Table {
    let mut table = Table::new(
        here.words,
        here.words.text("part-decisions"),
        &["column-matter", "column-state", "column-date"],
    );
    for decision in here.book().decisions_by(actor) {
        table.row([
            here.link(Kind::Decision, &decision.id),
            state(here.words, *decision.data.state),
            day(Some(decision_date(decision))),
        ]);
    }
    table.at_most(LAST, "decisions-more")
}

fn facts(here: &Here<'_>, decision: &Record<Decision>) -> Facts {
    let data = &decision.data;
    let mut facts = Facts::new(here.words);
    facts.add("fact-driver", data.driver.as_deref().unwrap_or_default());
    let domains = data.domains.iter();
    facts.list("fact-about", domains.map(|slug| rights::object(here, slug)));
    match &data.by {
        Some(by) if data.state.is_pending() => facts.add("fact-to-be-decided-by", here.who(by)),
        Some(by) => facts.add("fact-decided-by", here.who(by)),
        None => {}
    }
    facts.list("fact-how", how(here, data));
    let said = [
        ("who", here.who(&data.proposed.by).into()),
        ("day", Rich::new().day(data.proposed.at).into()),
    ];
    let mut proposed = here.words.rich("proposed-on", said);
    if !data.proposed.sponsors.is_empty() {
        let sponsors = data.proposed.sponsors.iter().map(|id| &id.value);
        let said = [
            ("proposed", proposed.into()),
            ("sponsors", here.all(sponsors).into()),
        ];
        proposed = here.words.rich("proposed-with-support", said);
    }
    facts.add("fact-proposed-by", proposed);
    for (label, date) in [
        ("fact-opened", data.opened),
        ("fact-decided", data.decided.map(|day| day.value)),
        ("fact-in-effect-from", data.effective),
    ] {
        if let Some(date) = date {
            facts.add(label, Rich::new().day(date));
        }
    }
    if let Some(from) = &data.escalated_from {
        facts.add("fact-normally-decided-by", here.who(from));
    }
    let consulted = data.consulted.iter().map(|id| &id.value);
    facts.add("fact-consulted", here.all(consulted));
    if let Some(reversible) = data.reversible {
        let way = here.words.text(match reversible {
            Reversible::Full => "way-back-full",
            Reversible::Costly => "way-back-costly",
            Reversible::None => "way-back-none",
        });
        facts.add("fact-way-back", way);
    }
    if let Some(other) = &data.overrides {
        facts.add("fact-replaces", here.link(Kind::Decision, other));
    }
    facts.list(
        "fact-elects",
        data.elects.iter().map(|election| {
            let person = here.person(&election.person);
            let role = here.link(Kind::Role, &election.role);
            let said = [("person", person.into()), ("role", role.into())];
            let seat = here.words.rich("elects", said);
            match election.until {
                Some(until) => {
                    let until = Rich::new().day(until);
                    let said = [("seat", seat.into()), ("day", until.into())];
                    here.words.rich("elects-until", said)
                }
                None => seat,
            }
        }),
    );
    if let Some(minutes) = &data.minutes {
        facts.add("fact-minutes", outside(minutes));
    }
    if let Some(ballots) = &data.ballots {
        facts.add("fact-ballots", Rich::new().code(ballots.as_str()));
    }
    envelope_facts(here, Kind::Decision, &decision.envelope, &mut facts);
    facts
}

/// The method, what it asks for, and how many could take part.
fn how(here: &Here<'_>, decision: &Decision) -> Vec<Rich> {
    let mut lines = Vec::new();
    if let Some(method) = &decision.method {
        lines.push(here.method(method));
        if let Some(terms) = Terms::of(here.words.catalogue(), &here.governance, method) {
            lines.push(Rich::new().muted(terms.condition()));
        }
    }
    if let Some(eligible) = decision.eligible {
        let eligible = usize::try_from(eligible).unwrap_or(usize::MAX);
        lines.push(Rich::from(here.words.count("could-take-part", eligible)));
    }
    lines
}

fn tally(words: Words, lines: &[TallyLine]) -> Table {
    let columns = [
        "column-option",
        "#column-for",
        "#column-against",
        "#column-abstained",
        "#column-above-default",
        "#column-below-default",
    ];
    let mut table = Table::new(words, words.text("votes"), &columns);
    let number =
        |number: Option<u64>| Rich::from(number.map(|n| n.to_string()).unwrap_or_default());
    for line in lines {
        table.row([
            match &line.option {
                Some(option) => Rich::from(option.as_str()),
                None => Rich::from(words.text("option-proposal")),
            },
            number(line.in_favour),
            number(line.against),
            number(line.abstain),
            number(line.above_default),
            number(line.below_default),
        ]);
    }
    table.without_empty_columns()
}

fn objected(here: &Here<'_>, objection: &Objection, pending: bool) -> Objected {
    let (verdict, tone) = match objection.valid {
        Some(true) => ("objection-qualified", Tone::Lose),
        Some(false) => ("objection-not-qualified", Tone::Plain),
        None => ("objection-not-tested", Tone::Plain),
    };
    let words = here.words;
    let resolved = match &objection.resolved {
        Some(text) => words.say("objection-resolved", &[("text", text.as_str().into())]),
        None if pending => words.text("objection-open"),
        None => words.text("objection-not-recorded"),
    };
    Objected {
        by: here.who(&objection.by),
        text: objection.text.to_string(),
        verdict: Rich::new().tag(words.text(verdict), tone),
        resolved,
    }
}

fn add_decision(
    book: &Book<'_>,
    site: &mut Site,
    decision: &Record<Decision>,
) -> Result<(), SiteError> {
    let address = book
        .address(Kind::Decision, &decision.id)
        .unwrap_or_default();
    let here = Here::new(book, address);
    let data = &decision.data;
    let words = here.words;
    let pending = data.state.is_pending();
    let mut changes: Vec<Rich> = Vec::new();
    for (kind, id) in here.changed_by(&decision.id) {
        let link = here.link(*kind, id);
        let kind = words.word("kind", kind.word());
        let said = [("record", link.into()), ("kind", kind.into())];
        changes.push(words.rich("record-of-kind", said).with_muted_words());
    }
    // What an author names that is no record here: a commit, or something that is gone.
    for change in &data.changes {
        if here.named(change).is_none() {
            changes.push(Rich::new().code(change.as_str()));
        }
    }
    let decision_type = words.word("decision-type", data.decision_type.word());
    let mut head = Head::new(&here, decision, &decision_type, "");
    head.tags.insert(0, state(words, *data.state));
    let frame = Frame::new(Part::Decisions, head.name.clone())
        .under([crumb(
            &here,
            &words.text("part-decisions"),
            "decisions.html",
        )])
        .of_record(&here, decision);
    let mut sheets = Sheets::on(site, &here, &frame);
    let objections = data.objections.iter();
    let mut objections: Vec<Objected> = objections
        .map(|objection| objected(&here, objection, pending))
        .collect();
    let lines = objections.iter().map(|objection| {
        let said = objection
            .by
            .clone()
            .then(" ")
            .then(objection.verdict.clone());
        let said = said.line().then(objection.text.as_str());
        said.line().muted(objection.resolved.as_str())
    });
    let objected = sheets.lines("objections", &words.text("objections"), lines.collect())?;
    objections.truncate(objected.lines.len());
    let recused = data.recused.iter().map(|recusal| {
        let said = [
            ("person", here.person(&recusal.person).into()),
            ("why", recusal.why.as_str().into()),
        ];
        words.rich("recusal", said)
    });
    let page = Page {
        head,
        outcome: match &data.outcome {
            Some(outcome) => capital(outcome),
            None if pending => words.text("outcome-open"),
            None => words.text("outcome-not-recorded"),
        },
        facts: sheets.facts("known", facts(&here, decision))?,
        tally: sheets.table("votes", tally(words, &data.tally))?,
        objections,
        more_objections: objected.sheets,
        no_objections: words.text(if pending {
            "objections-none-so-far"
        } else {
            "objections-none"
        }),
        recused: sheets.lines("recused", &words.text("recusals"), recused.collect())?,
        changes: sheets.lines("new", &words.text("put-into-force"), changes)?,
        findings: findings(&here, &decision.reference(), &mut sheets)?,
        body: here.body(decision, BODY_PREFIX, 3),
    };
    site.add(&here, frame, "decision.html", &page)
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    #[test]
    fn the_log_says_what_changes_power_and_has_pages_by_state_and_year() {
        let fixture = Fixture::with(&[("decisions/2026.yaml", ONE)]);
        let html = fixture.html("decisions.html");
        let says_so = "data-label=\"Changes power?\">Yes</td>";
        let row = html.split("<tr>").filter(|row| row.contains(says_so));
        let rows: Vec<&str> = row.collect();
        assert_eq!(rows.len(), 1, "{html}");
        assert!(rows[0].contains("Found the crew"));
        let files = crate::site::build(&fixture.handbook()).expect("a site");
        let prebuilt: Vec<&str> = ["open", "adopted", "rejected"]
            .into_iter()
            .filter(|state| files.contains_key(&format!("decisions/{state}.html")))
            .collect();
        assert_eq!(prebuilt, ["open", "adopted"]);
        // A decision may have a year for its id; it keeps its page.
        assert!(
            fixture
                .words("decisions/2026.html")
                .contains("A decision called so")
        );
        let words = Fixture::with(&[]).words("decisions/2026.html");
        assert!(words.contains("Decisions: 2026"), "{words}");
        assert!(
            words.contains("Found the crew adopted 3 Feb 2026"),
            "{words}"
        );
        let html = Fixture::german().html("decisions.html");
        assert!(
            html.contains("data-found=\"{found} von {all} Beschlüssen passen.\""),
            "{html}"
        );
    }

    const ONE: &str = "name: A decision called so\ntype: operational\nstate: adopted\nby: crew\n\
        domains: [site]\nproposed: {by: bao, at: 2026-09-01}\n";

    #[test]
    fn the_filters_of_a_long_log_say_that_they_look_at_one_page() {
        let short = Fixture::with(&[]).html("decisions.html");
        assert!(short.contains("data-found=\"{found} of {all} decisions match.\""));
        assert!(!short.contains("data-rest") && !short.contains("id=\"by-year\""));
        let decisions: Vec<(String, String)> = (0..101)
            .map(|n| {
                let year = 2020 + n % 3;
                let text = format!(
                    "name: Buy boat {n}\ntype: operational\nstate: adopted\nby: crew\n\
                     domains: [site]\nproposed: {{by: bao, at: {year}-02-01}}\ndecided: {year}-03-01\n"
                );
                (format!("decisions/boat{n}.yaml"), text)
            })
            .collect();
        let files: Vec<(&str, &str)> = decisions.iter().map(|(p, t)| (&**p, &**t)).collect();
        let long = Fixture::with(&files);
        for page in ["decisions.html", "decisions-2021.html"] {
            let html = long.html(page);
            let says = "data-found=\"{found} of the {all} decisions on this page match.\"";
            assert!(html.contains(says), "{html}");
            assert!(html.contains("data-rest=") && html.contains("id=\"by-year\""));
        }
    }

    #[test]
    fn a_decision_tells_its_facts_as_recorded() {
        let fixture = Fixture::with(&[]);
        let words = fixture.words("decisions/found.html");
        for part in [
            "Decision on structure Found the crew adopted The crew exists",
            "About The mandate of Crew",
            "Decided by Assembly",
            "More than half of the votes cast are in favour and 60% of those entitled take part",
            "4 people could take part",
            "Proposed by Ana Maria Paz , 2 January 2026",
            "The proposal 3 1",
            "Bao Tran qualified Too soon Resolved: We waited",
            "Keeper (role)",
            "Spending (policy)",
            "abcdef0",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let html = fixture.html("decisions/found.html");
        assert!(html.contains("href=\"../policies/spending.html#c-who-pays\""));
    }

    #[test]
    fn open_decisions_stand_first() {
        let fixture = Fixture::with(&[]);
        let words = fixture.words("decisions.html");
        let open = words.find("Open now").expect("the open ones");
        let year = words.find("2026 Decisions of 2026").expect("the log");
        assert!(words[open..year].contains("Ask the harbour open 1 Sep 2026 Crew"));
        assert!(
            fixture
                .words("decisions/ask.html")
                .contains("Not settled yet.")
        );
    }

    #[test]
    fn decisions_speak_german_where_the_organisation_does() {
        let fixture = Fixture::german_with(&[]);
        let words = fixture.words("decisions/found.html");
        for part in [
            "Beschluss über den Aufbau Found the crew angenommen The crew exists",
            "4 Menschen konnten mitwirken",
            "Vorgeschlagen von Ana Maria Paz , 2. Januar 2026",
            "Der Vorschlag 3 1",
            "Bao Tran begründet Too soon Gelöst: We waited",
            "Keeper (Rolle)",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let words = fixture.words("decisions.html");
        for part in [
            "Jetzt offen Jetzt offene Beschlüsse",
            "Ask the harbour offen 1. Sep. 2026 Crew",
            "2026 Beschlüsse aus 2026",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }
}
