//! Methods: how decisions become valid, side by side and one by one.

use std::collections::BTreeSet;

use serde::Serialize;

use super::sheets::Sheets;
use super::{Findings, Frame, Head, Part, Site, crumb, envelope_facts, findings};
use crate::model::{Abstain, Id, Kind, Method, Record, Weight, references};
use crate::site::SiteError;
use crate::site::book::{Book, method_anchor};
use crate::site::here::{BODY_PREFIX, Here};
use crate::site::markdown::Body;
use crate::site::text::{capital, name, sort_key};
use crate::site::view::{Facts, Rich, Table};
use crate::wording::{Terms, family_name};

#[derive(Serialize)]
struct Methods {
    table: Table,
    built_in: Table,
    changes: Table,
}

/// The page of one method.
#[derive(Serialize)]
struct Page {
    head: Head,
    facts: Facts,
    steps: Table,
    findings: Findings,
    body: Body,
}

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, "methods.html");
    let columns = [
        "column-method",
        "column-passes-when",
        "column-quorum",
        "column-duration",
        "column-if-stuck",
    ];
    let words = here.words;
    let mut table = Table::new(words, words.text("methods-side-by-side"), &columns);
    let mut own: Vec<&Record<Method>> = book.governance.methods.values().collect();
    own.sort_by_cached_key(|method| sort_key(method.name()));
    for method in &own {
        if let Some(terms) = Terms::of(words.catalogue(), &book.governance, &method.id) {
            row(&here, &method.id, &terms, &mut table);
        }
    }
    for method in &own {
        add_method(book, site, method)?;
    }
    let columns = ["column-method", "column-passes-when", "column-used-for"];
    let mut built_in = Table::new(words, words.text("methods-built-in-table"), &columns);
    for family in &book.built_in {
        if let Some(terms) = Terms::of(words.catalogue(), &book.governance, family.word()) {
            built_in.anchored(
                method_anchor(family.word()),
                [
                    Rich::from(&*family_name(words.catalogue(), *family)),
                    Rich::from(terms.passes.clone()),
                    used_by(&here, family.word()),
                ],
            );
        }
    }
    let frame = Frame::new(Part::Other, words.text("methods-title"));
    let mut sheets = Sheets::on(site, &here, &frame);
    let page = Methods {
        table: sheets.table("methods", table)?,
        built_in: built_in.without_empty_columns(),
        changes: sheets.table("records", changes(&here))?,
    };
    site.add(&here, frame, "methods.html", &page)
}

fn row(here: &Here<'_>, id: &Id, terms: &Terms, table: &mut Table) {
    let family = family_name(here.words.catalogue(), terms.family);
    let link = here.method(id);
    let stuck = terms.if_stuck.as_ref();
    table.anchored(
        method_anchor(id),
        [
            if link.plain() == family {
                link
            } else {
                link.line().muted(family)
            },
            Rich::from(terms.passes.clone()),
            Rich::from(terms.quorum.clone().unwrap_or_default()),
            Rich::from(terms.periods()),
            stuck.map_or_else(Rich::new, |id| here.method_or_actor(id)),
        ],
    );
}

fn add_method(book: &Book<'_>, site: &mut Site, method: &Record<Method>) -> Result<(), SiteError> {
    let address = book.address(Kind::Method, &method.id).unwrap_or_default();
    let here = Here::new(book, address);
    let words = here.words;
    let mut facts = Facts::new(words);
    if let Some(terms) = Terms::of(words.catalogue(), &here.governance, &method.id) {
        terms_facts(&here, &terms, &mut facts);
    }
    if let Some(base) = &method.data.extends {
        facts.add("fact-builds-on", here.method(base));
    }
    facts.add("fact-used-for", used_by(&here, &method.id));
    envelope_facts(&here, Kind::Method, &method.envelope, &mut facts);
    let family = family_name(words.catalogue(), method.data.family);
    let frame = Frame::new(Part::Other, name(method.name()))
        .under([crumb(&here, &words.text("methods-title"), "methods.html")])
        .of_record(&here, method);
    let mut sheets = Sheets::on(site, &here, &frame);
    let page = Page {
        head: Head::new(&here, method, &family, ""),
        facts: sheets.facts("known", facts)?,
        steps: sheets.table("steps", steps(&here, method))?,
        findings: findings(&here, &method.reference(), &mut sheets)?,
        body: here.body(method, BODY_PREFIX, 3),
    };
    site.add(&here, frame, "method.html", &page)
}

/// The steps of a ladder; no rows where there are none.
pub(super) fn steps(here: &Here<'_>, method: &Record<Method>) -> Table {
    let words = here.words;
    let title = name(method.name());
    let mut steps = Table::new(
        words,
        words.say("method-steps", &[("method", title.into())]),
        &[
            "column-step",
            "column-who",
            "column-within",
            "column-binding",
        ],
    );
    for step in &method.data.ladder {
        steps.row([
            Rich::from(step.step.as_str()),
            here.who(&step.who).map_first(capital),
            Rich::from(
                step.within
                    .map(|within| words.period(within))
                    .unwrap_or_default(),
            ),
            Rich::from(words.text(if step.binding { "yes" } else { "no" })),
        ]);
    }
    steps
}

fn terms_facts(here: &Here<'_>, terms: &Terms, facts: &mut Facts) {
    let words = here.words;
    facts.add("fact-passes-when", terms.passes.clone());
    let text = |value: Option<&crate::model::Text>| {
        Rich::from(value.map(|text| capital(text)).unwrap_or_default())
    };
    facts.add("fact-electors", text(terms.first(|m| m.electors.as_ref())));
    facts.add("fact-quorum", terms.quorum.clone().unwrap_or_default());
    facts.add("fact-sponsors", terms.sponsors.clone().unwrap_or_default());
    facts.add("fact-duration", terms.periods());
    match terms.chain.first().map(|method| method.weight) {
        Some(Weight::Shares) => facts.add("fact-weight", words.text("weight-shares")),
        Some(Weight::Tokens) => facts.add("fact-weight", words.text("weight-tokens")),
        Some(Weight::Person) | None => {}
    }
    if let Some(veto) = terms.first(|method| method.veto.as_ref()) {
        let mut who = here.all(veto.by.iter().map(|id| &id.value));
        if veto.reason_required {
            who = words.rich("veto-with-reason", [("who", who.into())]);
        }
        if let Some(way) = &veto.overridden_by {
            let said = [("who", who.into()), ("way", way.as_str().into())];
            who = words.rich("veto-overridden", said);
        }
        facts.add("fact-may-block", who);
    }
    if let Some(who) = terms.first(|method| method.casting_vote.as_ref()) {
        facts.add("fact-casting-vote", here.who(who));
    }
    match terms.first(|method| method.abstain) {
        Some(Abstain::Counts) => facts.add("fact-abstentions", words.text("abstain-counts")),
        Some(Abstain::Ignored) => facts.add("fact-abstentions", words.text("abstain-ignored")),
        None => {}
    }
    match terms.first(|method| method.secret) {
        Some(true) => facts.add("fact-voting", words.text("voting-secret")),
        Some(false) => facts.add("fact-voting", words.text("voting-open")),
        None => {}
    }
    facts.add(
        "fact-default-option",
        text(terms.first(|m| m.default_option.as_ref())),
    );
    let texts = |list: fn(&Method) -> &Vec<crate::model::Text>| {
        let list = terms.first(|method| Some(list(method)).filter(|list| !list.is_empty()));
        let list = list.map_or(&[][..], Vec::as_slice);
        list.iter()
            .map(|text| Rich::from(text.as_str()))
            .collect::<Vec<Rich>>()
    };
    facts.list(
        "fact-objection-test",
        texts(|method| &method.objection_test),
    );
    facts.list("fact-criteria", texts(|method| &method.criteria));
    if let Some(who) = terms.first(|method| method.facilitator.as_ref()) {
        facts.add("fact-facilitator", here.who(who));
    }
    facts.add(
        "fact-venue",
        text(terms.first(|method| method.venue.as_ref())),
    );
    if let Some(period) = terms.first(|method| method.every) {
        facts.add("fact-rhythm", capital(&words.every(period)));
    }
    if let Some(next) = &terms.if_stuck {
        facts.add("fact-if-stuck", here.method_or_actor(next));
    }
}

/// The records that name a method, decisions left out: they are many and past.
fn used_by(here: &Here<'_>, method: &str) -> Rich {
    const MOST: usize = 12;
    let mut users: BTreeSet<(Kind, String)> = BTreeSet::new();
    for reference in references(&here.governance) {
        if reference.id != method {
            continue;
        }
        let Some((kind, id)) = reference.from.split_once('/') else {
            continue;
        };
        let kind = Kind::from_word(kind);
        if let Some(kind @ (Kind::Unit | Kind::Role | Kind::Policy | Kind::Agreement)) = kind {
            users.insert((kind, id.to_owned()));
        }
    }
    let more = users.len().saturating_sub(MOST);
    let mut shown: Vec<Rich> = users
        .iter()
        .take(MOST)
        .map(|(kind, id)| here.link(*kind, id))
        .collect();
    if more > 0 {
        shown.push(Rich::from(here.words.count("and-more", more)));
    }
    here.words.list(shown)
}

/// Whose approval a change of the records needs.
fn changes(here: &Here<'_>) -> Table {
    let mut table = Table::new(
        here.words,
        here.words.text("change-rules"),
        &["column-records", "column-by", "column-how"],
    );
    let rules = here
        .governance
        .org
        .as_ref()
        .map_or(&[][..], |org| &org.data.change_rules);
    for rule in rules {
        let who = rule.by.iter().map(|id| match id.as_str() {
            "owner" => Rich::from(here.words.text("by-owner")),
            "delegator" => Rich::from(here.words.text("by-delegator")),
            "selector" => Rich::from(here.words.text("by-selector")),
            "self" => Rich::from(here.words.text("by-self")),
            id => here.who(id),
        });
        table.row([
            Rich::new().code(rule.matches.as_str()),
            here.words.list(who),
            rule.method
                .as_ref()
                .map_or_else(Rich::new, |method| here.method(method)),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    #[test]
    fn methods_stand_side_by_side_with_those_that_need_no_record() {
        let fixture = Fixture::with(&[(
            "methods/ladder-up.yaml",
            "name: Up\nfamily: ladder\nladder: [{step: Talk, who: crew, within: P7D, binding: true}]\n",
        )]);
        let words = fixture.words("methods.html");
        for part in [
            "Vote Majority vote More than half of the votes cast are in favour 60% of those entitled",
            "Consent No qualified objection remains",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let words = fixture.words("methods/ladder-up.html");
        assert!(words.contains("Talk Crew 7 days Yes"), "{words}");
        let words = fixture.words("methods/vote.html");
        assert!(words.contains("Used for Assembly"), "{words}");
        let html = fixture.html("methods.html");
        assert!(html.contains("href=\"methods/vote.html\""));
        assert!(html.contains("id=\"m-vote\"") && html.contains("id=\"m-consent\""));
    }

    #[test]
    fn methods_speak_german_where_the_organisation_does() {
        let fixture = Fixture::german_with(&[(
            "methods/ladder-up.yaml",
            "name: Up\nfamily: ladder\nsecret: true\n\
             veto: {by: [keeper], reason_required: true, override: two thirds}\n\
             ladder: [{step: Talk, who: crew, within: P7D, binding: true}]\n",
        )]);
        let words = fixture.words("methods.html");
        for part in [
            "Wie entschieden wird Ein Verfahren sagt, was es braucht, damit ein Beschluss gilt.",
            "Mehr als die Hälfte der abgegebenen Stimmen ist dafür",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let words = fixture.words("methods/ladder-up.html");
        for part in [
            "Talk Crew 7 Tage Ja",
            "Darf blockieren Keeper , mit Begründung; überstimmt durch two thirds",
            "Stimmabgabe Geheim",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let words = fixture.words("methods/vote.html");
        assert!(words.contains("Genutzt von Assembly"), "{words}");
    }
}
