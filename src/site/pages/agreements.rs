//! Agreements: what people and units promise one another, on one page.

use serde::Serialize;

use super::{Found, Frame, Part, Site, deadline, findings};
use crate::model::{Agreement, AgreementForm, Record};
use crate::site::SiteError;
use crate::site::book::{Book, agreement_anchor};
use crate::site::here::Here;
use crate::site::markdown::Body;
use crate::site::text::{name, sort_key};
use crate::site::view::{Facts, Rich, Table};

#[derive(Serialize)]
struct Agreements {
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
    let here = Here::new(book, "agreements.html");
    let mut all: Vec<&Record<Agreement>> = book.governance.agreements.values().collect();
    all.sort_by_cached_key(|agreement| sort_key(agreement.name()));
    let page = Agreements {
        agreements: all
            .iter()
            .map(|agreement| detail(&here, agreement))
            .collect(),
    };
    let frame = Frame::new(Part::Other, "Agreements");
    site.add(&here, frame, "agreements.html", &page)
}

fn form_word(form: AgreementForm) -> &'static str {
    match form {
        AgreementForm::Clou => "letter of understanding",
        AgreementForm::Mou => "memorandum of understanding",
        AgreementForm::Service => "service agreement",
        AgreementForm::Relational => "how we work together",
        AgreementForm::Stake => "stake",
        AgreementForm::Contract => "contract",
        AgreementForm::Sponsorship => "sponsorship",
    }
}

fn detail(here: &Here<'_>, agreement: &Record<Agreement>) -> Detail {
    let data = &agreement.data;
    let mut facts = Facts::new(here.words);
    facts.list(
        "Between",
        data.parties.iter().map(|party| {
            let who = here.who(&party.actor);
            match party.signed {
                Some(day) => who.then(", signed ").day(day),
                None => who.muted(", not signed"),
            }
        }),
    );
    facts.add("To be renewed by", deadline(here, data.renew_by.value));
    if let Some(ladder) = &data.disputes {
        facts.add("In a conflict", here.method(ladder));
    }
    super::envelope_facts(
        here,
        crate::model::Kind::Agreement,
        &agreement.envelope,
        &mut facts,
    );
    let columns = [
        "Promise",
        "By",
        "To",
        "With the right to",
        "Hours a week",
        "Measured by",
    ];
    let mut commitments = Table::new(
        here.words,
        format!("Promises in {}", name(agreement.name())),
        &columns,
    );
    for promise in &data.commitments {
        let right = match (promise.right, &promise.over) {
            (Some(right), Some(over)) => {
                Rich::from(format!("{} ", right.word())).code(over.as_str())
            }
            (Some(right), None) => Rich::from(right.word()),
            _ => Rich::new(),
        };
        let mut measure: Vec<String> = Vec::new();
        measure.extend(promise.metric.as_ref().map(|metric| name(metric)));
        measure.extend(promise.target.as_ref().map(ToString::to_string));
        measure.extend(
            promise
                .stake
                .as_ref()
                .map(|stake| format!("at stake: {stake}")),
        );
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
        name: name(agreement.name()),
        form: data.form.map_or("agreement", form_word).to_owned(),
        mission: data.mission.as_deref().unwrap_or_default().to_owned(),
        facts,
        commitments: commitments.without_empty_columns(),
        findings: findings(here, &agreement.reference()),
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
}
