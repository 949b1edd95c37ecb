//! Decisions: the log, and a page for each question with how it was settled.

use serde::Serialize;

use super::parts::{self, PartLink};
use super::{Found, Frame, Head, Part, Site, crumb, envelope_facts, findings};
use crate::model::{
    Date, Decision, DecisionState, DecisionType, Kind, Objection, Record, Reversible, TallyLine,
};
use crate::site::SiteError;
use crate::site::book::{Book, decision_date};
use crate::site::here::{BODY_PREFIX, Here, outside};
use crate::site::markdown::Body;
use crate::site::rights;
use crate::site::text::capital;
use crate::site::view::{Facts, Layout, Rich, Table, Tone, day};
use crate::site::words::{Words, count};
use crate::wording::Terms;

#[derive(Serialize)]
struct Decisions {
    heading: String,
    is_first: bool,
    count: String,
    open: Table,
    years: Vec<Year>,
    parts: Vec<PartLink>,
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
    recused: Vec<Rich>,
    changes: Vec<Rich>,
    findings: Vec<Found>,
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
pub(super) fn state(state: DecisionState) -> Rich {
    let tone = match state {
        DecisionState::Adopted => Tone::Ok,
        DecisionState::Proposed | DecisionState::Open => Tone::Gain,
        DecisionState::Rejected
        | DecisionState::Withdrawn
        | DecisionState::Lapsed
        | DecisionState::Overturned => Tone::Plain,
    };
    Rich::new().tag(state.word(), tone)
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
    let page = Decisions {
        heading: "Decisions".to_owned(),
        is_first: true,
        count: count(all.len(), "decision is", "decisions are"),
        open: table(&here, "Decisions open now", open.copied()),
        years: years(&here, first),
        parts: parts::links(&here, &chunks),
    };
    let frame = Frame::new(Part::Decisions, "Decisions");
    site.add(&here, frame, "decisions.html", &page)?;
    for chunk in &chunks {
        let here = Here::new(book, &chunk.address);
        let heading = format!("Decisions: {}", chunk.title);
        let page = Decisions {
            heading: heading.clone(),
            is_first: false,
            count: String::new(),
            open: table(&here, "", []),
            years: years(&here, chunk.entries.clone()),
            parts: parts::links(&here, &chunks),
        };
        let above = crumb(&here, "Decisions", "decisions.html");
        let frame = Frame::new(Part::Decisions, heading).under([above]);
        site.add(&here, frame, "decisions.html", &page)?;
    }
    for decision in all {
        add_decision(book, site, decision)?;
    }
    Ok(())
}

fn years(here: &Here<'_>, entries: Vec<(Date, &Record<Decision>)>) -> Vec<Year> {
    parts::by_year(entries)
        .into_iter()
        .map(|group| Year {
            table: table(
                here,
                &format!("Decisions of {}", group.title),
                group.entries,
            ),
            id: group.id,
            title: group.title,
        })
        .collect()
}

fn table<'d>(
    here: &Here<'_>,
    caption: &str,
    decisions: impl IntoIterator<Item = &'d Record<Decision>>,
) -> Table {
    let columns = ["Decision", "State", "Date", "By", "About"];
    let mut table = Table::new(here.words, caption, &columns).laid(Layout::Log);
    for decision in decisions {
        let data = &decision.data;
        let topics = data.domains.iter();
        table.row([
            here.link(Kind::Decision, &decision.id),
            state(*data.state),
            day(Some(decision_date(decision))),
            match &data.by {
                Some(by) => here.who(by),
                None => Rich::new().muted("not said"),
            },
            here.words
                .list(topics.map(|topic| rights::topic(here, topic))),
        ]);
    }
    table
}

/// The last decisions of an actor.
pub(super) fn of_actor(here: &Here<'_>, actor: &str) -> Table {
    let mut table = Table::new(here.words, "Decisions", &["Decision", "State", "Date"]);
    for decision in here.book().decisions_by(actor) {
        table.row([
            here.link(Kind::Decision, &decision.id),
            state(*decision.data.state),
            day(Some(decision_date(decision))),
        ]);
    }
    table.at_most(LAST, "decisions")
}

fn type_word(decision_type: DecisionType) -> &'static str {
    match decision_type {
        DecisionType::Operational => "decision on a matter",
        DecisionType::Policy => "decision on a rule",
        DecisionType::Structural => "decision on structure",
        DecisionType::Election => "election",
        DecisionType::Removal => "end of a term",
        DecisionType::Review => "review",
        DecisionType::Override => "replacement of a decision",
        DecisionType::Interpretation => "interpretation",
        DecisionType::Emergency => "emergency decision",
    }
}

fn facts(here: &Here<'_>, decision: &Record<Decision>) -> Facts {
    let data = &decision.data;
    let mut facts = Facts::new(here.words);
    facts.add("Why it came up", data.driver.as_deref().unwrap_or_default());
    let domains = data.domains.iter();
    facts.list("About", domains.map(|slug| rights::object(here, slug)));
    match &data.by {
        Some(by) if data.state.is_pending() => facts.add("To be decided by", here.who(by)),
        Some(by) => facts.add("Decided by", here.who(by)),
        None => {}
    }
    facts.list("How", how(here, data));
    let mut proposed = here.who(&data.proposed.by).then(", ").day(data.proposed.at);
    if !data.proposed.sponsors.is_empty() {
        let sponsors = data.proposed.sponsors.iter().map(|id| &id.value);
        proposed = proposed.then("; supported by ").then(here.all(sponsors));
    }
    facts.add("Proposed by", proposed);
    for (label, date) in [
        ("Opened", data.opened),
        ("Decided", data.decided.map(|day| day.value)),
        ("In effect from", data.effective),
    ] {
        if let Some(date) = date {
            facts.add(label, Rich::new().day(date));
        }
    }
    if let Some(from) = &data.escalated_from {
        facts.add("Would normally be decided by", here.who(from));
    }
    let consulted = data.consulted.iter().map(|id| &id.value);
    facts.add("Consulted", here.all(consulted));
    facts.add(
        "Way back",
        match data.reversible {
            Some(Reversible::Full) => "It can be undone at no cost",
            Some(Reversible::Costly) => "It can be undone at a cost",
            Some(Reversible::None) => "It cannot be undone",
            None => "",
        },
    );
    if let Some(other) = &data.overrides {
        facts.add("Replaces", here.link(Kind::Decision, other));
    }
    facts.list(
        "Elects",
        data.elects.iter().map(|election| {
            let seat = here.person(&election.person).then(" as ");
            let seat = seat.then(here.link(Kind::Role, &election.role));
            match election.until {
                Some(until) => seat.then(", until ").day(until),
                None => seat,
            }
        }),
    );
    if let Some(minutes) = &data.minutes {
        facts.add("Minutes", outside(minutes));
    }
    if let Some(ballots) = &data.ballots {
        facts.add("Ballots", Rich::new().code(ballots.as_str()));
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
        let people = count(eligible, "person", "people");
        lines.push(Rich::from(format!("{people} could take part")));
    }
    lines
}

fn tally(words: Words, lines: &[TallyLine]) -> Table {
    let columns = [
        "Option",
        "#For",
        "#Against",
        "#Abstained",
        "#Above default",
        "#Below default",
    ];
    let mut table = Table::new(words, "Votes", &columns);
    let number =
        |number: Option<u64>| Rich::from(number.map(|n| n.to_string()).unwrap_or_default());
    for line in lines {
        table.row([
            Rich::from(line.option.as_deref().unwrap_or("The proposal")),
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
    let verdict = match objection.valid {
        Some(true) => Rich::new().tag("qualified", Tone::Lose),
        Some(false) => Rich::new().tag("not qualified", Tone::Plain),
        None => Rich::new().tag("not tested", Tone::Plain),
    };
    let resolved = match &objection.resolved {
        Some(text) => format!("Resolved: {text}"),
        None if pending => "Not resolved yet.".to_owned(),
        None => "How it was resolved is not recorded.".to_owned(),
    };
    Objected {
        by: here.who(&objection.by),
        text: objection.text.to_string(),
        verdict,
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
    let pending = data.state.is_pending();
    let mut changes: Vec<Rich> = Vec::new();
    for (kind, id) in here.changed_by(&decision.id) {
        let link = here.link(*kind, id);
        changes.push(link.muted(format!(" ({kind})")));
    }
    // What an author names that is no record here: a commit, or something that is gone.
    for word in &data.changes {
        if here.named(word).is_none() {
            changes.push(Rich::new().code(word.as_str()));
        }
    }
    let mut head = Head::new(&here, decision, type_word(data.decision_type), "");
    head.tags.insert(0, state(*data.state));
    let page = Page {
        head,
        outcome: match &data.outcome {
            Some(outcome) => capital(outcome),
            None if pending => "Not settled yet.".to_owned(),
            None => "The outcome is not recorded.".to_owned(),
        },
        facts: facts(&here, decision),
        tally: tally(here.words, &data.tally),
        objections: data
            .objections
            .iter()
            .map(|objection| objected(&here, objection, pending))
            .collect(),
        no_objections: if pending {
            "None so far.".to_owned()
        } else {
            "None is recorded.".to_owned()
        },
        recused: data
            .recused
            .iter()
            .map(|recusal| {
                let person = here.person(&recusal.person);
                person.then(format!(": {}", recusal.why))
            })
            .collect(),
        changes,
        findings: findings(&here, &decision.reference()),
        body: here.body(decision, BODY_PREFIX, 3),
    };
    let frame = Frame::new(Part::Decisions, page.head.name.clone())
        .under([crumb(&here, "Decisions", "decisions.html")])
        .of_record(&here, decision);
    site.add(&here, frame, "decision.html", &page)
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

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
}
