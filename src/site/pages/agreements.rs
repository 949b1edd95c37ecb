//! Agreements: what people and units promise one another, on one page.

use serde::Serialize;

use super::roles::few;
use super::sheets::Sheets;
use super::{Found, Frame, Part, Site, crumb, deadline, found};
use crate::model::{Agreement, Kind, Record};
use crate::site::SiteError;
use crate::site::book::{Book, agreement_anchor, agreements_are_apart};
use crate::site::here::Here;
use crate::site::markdown::Body;
use crate::site::text::{name, sort_key};
use crate::site::view::{Facts, Rich, Table};

/// Where the page lies.
const ADDRESS: &str = "agreements.html";

#[derive(Serialize)]
struct Agreements {
    /// The list of those that have pages of their own; no rows where they stand here.
    table: Table,
    agreements: Vec<Detail>,
}

#[derive(Serialize)]
struct Detail {
    id: String,
    name: String,
    form: String,
    mission: String,
    facts: Facts,
    commitments: Table,
    findings: Vec<Found>,
    body: Body,
}

/// Adds the page, unless there are no agreements.
pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    if book.governance.agreements.is_empty() {
        return Ok(());
    }
    let here = Here::new(book, ADDRESS);
    let words = here.words;
    let mut all: Vec<&Record<Agreement>> = book.governance.agreements.values().collect();
    all.sort_by_cached_key(|agreement| sort_key(agreement.name()));
    let frame = Frame::new(Part::Other, words.text("agreements"));
    let mut sheets = Sheets::on(site, &here, &frame);
    let columns = ["column-agreement", "column-with", "column-renewal"];
    let mut table = Table::new(words, frame.title.clone(), &columns);
    let mut page = Agreements {
        table: table.clone(),
        agreements: Vec::new(),
    };
    let is_apart = agreements_are_apart(&book.governance, book.handbook.sources);
    for agreement in &all {
        if is_apart {
            let parties = agreement.data.parties.iter();
            table.row([
                here.link(Kind::Agreement, &agreement.id),
                few(&here, parties.map(|party| here.who(&party.actor)).collect()),
                deadline(&here, agreement.data.renew_by.value),
            ]);
        } else {
            page.agreements.push(detail(&here, agreement));
        }
    }
    page.table = sheets.table("list", table)?;
    site.add(&here, frame, "agreements.html", &page)?;
    for agreement in all.into_iter().filter(|_| is_apart) {
        add_one(book, site, agreement)?;
    }
    Ok(())
}

/// Adds the page of one agreement, where there are too many for one page.
fn add_one(
    book: &Book<'_>,
    site: &mut Site,
    agreement: &Record<Agreement>,
) -> Result<(), SiteError> {
    let address = book.address(Kind::Agreement, &agreement.id);
    let here = Here::new(book, address.unwrap_or_default());
    let above = crumb(&here, &here.words.text("agreements"), ADDRESS);
    let frame = Frame::new(Part::Other, name(agreement.name()))
        .under([above])
        .of_record(&here, agreement);
    let mut detail = detail(&here, agreement);
    let mut sheets = Sheets::on(site, &here, &frame);
    detail.facts = sheets.facts("known", detail.facts)?;
    detail.commitments = sheets.table("promises", detail.commitments)?;
    site.add(&here, frame, "agreement.html", &detail)
}

fn detail(here: &Here<'_>, agreement: &Record<Agreement>) -> Detail {
    let data = &agreement.data;
    let words = here.words;
    let mut facts = Facts::new(words);
    facts.list(
        "fact-between",
        data.parties.iter().map(|party| {
            let who = here.who(&party.actor);
            match party.signed {
                Some(day) => {
                    let day = Rich::new().day(day);
                    words.rich("signed-on", [("who", who.into()), ("day", day.into())])
                }
                None => {
                    let said = words.rich("not-signed", [("who", who.into())]);
                    said.with_muted_words()
                }
            }
        }),
    );
    facts.add("fact-to-be-renewed-by", deadline(here, data.renew_by.value));
    if let Some(ladder) = &data.disputes {
        facts.add("fact-in-conflict", here.method(ladder));
    }
    super::envelope_facts(here, Kind::Agreement, &agreement.envelope, &mut facts);
    let title = name(agreement.name());
    let columns = [
        "column-promise",
        "column-by",
        "column-to",
        "column-right",
        "column-hours",
        "column-measured-by",
    ];
    let mut commitments = Table::new(
        words,
        words.say("promises-in", &[("agreement", title.as_str().into())]),
        &columns,
    );
    for promise in &data.commitments {
        let right = match (promise.right, &promise.over) {
            (Some(right), Some(over)) => {
                let object = Rich::new().code(over.as_str());
                let right = words.word("right-to", right.word());
                let said = [("right", right.into()), ("object", object.into())];
                words.rich("promised-right", said)
            }
            (Some(right), None) => Rich::from(words.word("right-to", right.word())),
            _ => Rich::new(),
        };
        let mut measure: Vec<String> = Vec::new();
        measure.extend(promise.metric.as_ref().map(|metric| name(metric)));
        measure.extend(promise.target.as_ref().map(ToString::to_string));
        let stake = promise.stake.as_ref();
        measure.extend(stake.map(|stake| {
            let stake = [("stake", stake.to_string().into())];
            words.say("at-stake", &stake)
        }));
        commitments.row([
            Rich::from(promise.what.as_str()),
            here.who(&promise.by),
            promise
                .to
                .as_ref()
                .map_or_else(Rich::new, |to| here.who(to)),
            right,
            Rich::from(
                promise
                    .hours
                    .map(|hours| hours.to_string())
                    .unwrap_or_default(),
            ),
            Rich::from(measure.join(": ")),
        ]);
    }
    let anchor = agreement_anchor(&agreement.id);
    Detail {
        name: title,
        form: match data.form {
            Some(form) => words.word("agreement-form", form.word()),
            None => words.text("agreement"),
        },
        mission: data.mission.as_deref().unwrap_or_default().to_owned(),
        facts,
        commitments: commitments.without_empty_columns(),
        findings: found(here, &agreement.reference()),
        body: here.body(agreement, &format!("{anchor}."), 3),
        id: anchor,
    }
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    #[test]
    fn agreements_have_a_page_where_there_are_any() {
        assert!(
            !Fixture::with(&[])
                .html("index.html")
                .contains("agreements.html")
        );
        let fixture = Fixture::with(&[(
            "agreements/pact.md",
            "---\nname: Pact\nform: clou\nparties: [{actor: ana, signed: 2026-01-01}, {actor: crew}]\n\
             commitments: [{by: ana, what: Sweep, to: crew, hours: 2.5, right: execute, over: site}]\n\
             renew_by: 2026-11-20\n---\n## How\n\n[Back](#how)\n",
        )]);
        let words = fixture.words("agreements.html");
        for part in [
            "Pact letter of understanding",
            "Ana Maria Paz , signed 1 January 2026 Crew , not signed",
            "20 November 2026 due in 19 days",
            "Sweep Ana Maria Paz Crew execute site 2.5",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        assert!(
            fixture
                .html("agreements.html")
                .contains("<a href=\"#a-pact.how\">")
        );
        assert!(
            fixture
                .words("people/ana.html")
                .contains("Pact Crew 20 November 2026")
        );
    }

    #[test]
    fn agreements_speak_german_where_the_organisation_does() {
        let fixture = Fixture::german_with(&[(
            "agreements/pact.md",
            "---\nname: Pact\nform: mou\nparties: [{actor: ana, signed: 2026-01-01}, {actor: crew}]\n\
             commitments: [{by: ana, what: Sweep, to: crew, stake: honour, right: execute, over: site}]\n\
             renew_by: 2026-11-20\n---\n## How\n\n| a |\n| - |\n| ![](https://x.example/p.png) |\n",
        )]);
        let words = fixture.words("agreements.html");
        for part in [
            "Pact Absichtserklärung",
            "Ana Maria Paz , unterzeichnet am 1. Januar 2026 Crew , nicht unterzeichnet",
            "20. November 2026 fällig in 19 Tagen",
            "Sweep Ana Maria Paz Crew Ausführung: site auf dem Spiel steht: honour",
            "Bild",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let html = fixture.html("agreements.html");
        assert!(html.contains("aria-label=\"Tabelle 1: How\""), "{html}");
        assert!(
            html.contains("aria-label=\"Link auf diese Überschrift\""),
            "{html}"
        );
    }
}
