//! Policies: the rules in force by topic, and a page for each.

use std::collections::BTreeMap;

use serde::Serialize;

use super::mandate::texts;
use super::roles::by_method;
use super::sheets::{self, Sheets};
use super::versions::{Listed, Versions};
use super::{Findings, Frame, Head, Part, Site, crumb, envelope_facts, findings};
use crate::model::{Actor, Id, Kind, Policy, PolicyForm, Record, Right};
use crate::power::{Act, Power};
use crate::site::SiteError;
use crate::site::address::encoded;
use crate::site::book::Book;
use crate::site::here::{BODY_PREFIX, Here};
use crate::site::markdown::Body;
use crate::site::rights;
use crate::site::text::{capital, name, sort_key};
use crate::site::view::{self, Facts, Layout, Rich, Table};
use crate::site::words::Words;

/// How many policies on one topic a row names; the topic goes on in rows of their own.
const OF_ROW: usize = 40;

#[derive(Serialize)]
struct Policies {
    count: usize,
    table: Table,
    topics: Table,
    others: Table,
}

#[derive(Serialize)]
struct Page {
    head: Head,
    facts: Facts,
    grants: sheets::Listed,
    restricts: sheets::Listed,
    evaluation: sheets::Listed,
    findings: Findings,
    body: Body,
    /// Its versions; none where no history is known.
    versions: Option<Listed>,
}

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, "policies.html");
    let mut all: Vec<&Record<Policy>> = book.governance.policies.values().collect();
    all.sort_by_cached_key(|policy| (policy.data.form, sort_key(policy.name())));
    let in_force = |policy: &&&Record<Policy>| policy.envelope.in_force(book.as_of());
    let columns = [
        "column-policy",
        "column-about",
        "column-adopted-by",
        "column-review",
    ];
    let mut table = Table::new(here.words, here.words.text("policies-in-force"), &columns);
    let mut others = Table::new(
        here.words,
        here.words.text("policies-not-in-force"),
        &["column-policy", "column-adopted-by"],
    );
    for policy in all.iter().filter(in_force) {
        let topics = policy.data.domains.iter();
        let form = match policy.data.form {
            PolicyForm::Policy => Rich::new(),
            form => Rich::from(form_word(here.words, form)),
        };
        let link = here.link(Kind::Policy, &policy.id);
        table.row([
            if form.is_empty() {
                link
            } else {
                link.line().muted(form.plain())
            },
            here.words
                .list(topics.map(|slug| Rich::new().code(slug.as_str()))),
            here.who(&policy.data.adopted_by),
            review(&here, policy),
        ]);
    }
    for policy in all.iter().filter(|policy| !in_force(policy)) {
        others.row([
            here.link(Kind::Policy, &policy.id),
            here.who(&policy.data.adopted_by),
        ]);
    }
    let mut topics: BTreeMap<&str, Vec<&Record<Policy>>> = BTreeMap::new();
    for policy in all.iter().filter(in_force) {
        for slug in &policy.data.domains {
            topics.entry(slug.as_str()).or_default().push(policy);
        }
    }
    let mut by_topic = Table::new(
        here.words,
        here.words.text("policies-by-topic"),
        &["column-topic", "column-policies"],
    );
    for (slug, policies) in topics {
        for (number, policies) in policies.chunks(OF_ROW).enumerate() {
            let policies = policies.iter();
            let id = match number {
                0 => format!("t-{}", encoded(slug)),
                _ => String::new(),
            };
            by_topic.anchored(
                id,
                [
                    rights::domain(&here, slug),
                    here.words
                        .list(policies.map(|policy| here.link(Kind::Policy, &policy.id))),
                ],
            );
        }
    }
    let frame = Frame::new(Part::Policies, here.words.text("part-policies"));
    let mut cut = |stem: &str, table: Table| sheets::cut(site, &here, &frame, stem, table);
    let page = Policies {
        count: table.rows.len(),
        table: cut("in-force", table)?,
        topics: cut("topics", by_topic.laid(Layout::Words))?,
        others: cut("others", others)?,
    };
    site.add(&here, frame, "policies.html", &page)?;
    for policy in all {
        add_policy(book, site, policy)?;
    }
    Ok(())
}

fn form_word(words: Words, form: PolicyForm) -> String {
    words.word("policy-form", form.word())
}

/// When a policy is due for review, in few words.
pub(super) fn review(here: &Here<'_>, policy: &Record<Policy>) -> Rich {
    let Some(review) = policy.envelope.review_by else {
        return Rich::new().muted(here.words.text("review-unset"));
    };
    let day = view::day(Some(review.value));
    match here.words.due(review.value, here.as_of(), here.notice) {
        (words, Some(tone)) => day.then(" ").tag(words, tone),
        (_, None) => day,
    }
}

fn facts(here: &Here<'_>, policy: &Record<Policy>) -> Facts {
    let data = &policy.data;
    let mut facts = Facts::new(here.words);
    facts.add("fact-why", data.driver.as_deref().unwrap_or_default());
    facts.add("fact-adopted-by", adopted_by(here, policy));
    envelope_facts(here, Kind::Policy, &policy.envelope, &mut facts);
    if policy.envelope.review_by.is_none() {
        facts.add(
            "fact-review",
            Rich::new().muted(here.words.text("review-none")),
        );
    }
    let domains = data.domains.iter();
    facts.list("fact-about", domains.map(|slug| rights::domain(here, slug)));
    facts.add("fact-binds", binds(here, data));
    match &data.owner {
        Some(owner) => facts.add("fact-owner", here.who(owner)),
        None => facts.add(
            "fact-owner",
            Rich::new().muted(here.words.text("owner-none")),
        ),
    }
    facts.add("fact-changed-by", changed_by(here, policy));
    if data.emergency {
        facts.add("fact-emergency", here.words.text("emergency"));
    }
    if let Some(broader) = &data.exception_of {
        let broader = here.link(Kind::Policy, broader);
        facts.add("fact-exception-from", broader);
    }
    let replaced = here.governance.policies.values().filter(|other| {
        let mut replaced = other.envelope.supersedes.iter();
        replaced.any(|id| id.value == policy.id)
    });
    let replaced = replaced.map(|other| here.link(Kind::Policy, &other.id));
    facts.add("fact-replaced-by", here.words.list(replaced));
    facts
}

/// Who adopted a policy, by which decision and when.
fn adopted_by(here: &Here<'_>, policy: &Record<Policy>) -> Rich {
    let who = here.who(&policy.data.adopted_by);
    match &policy.envelope.decision {
        Some(decision) => {
            let decision = super::adopted_by(here, decision);
            let said = [("who", who.into()), ("decision", decision.into())];
            here.words.rich("adopted-by-decision", said)
        }
        None => {
            let said = [("who", who.into())];
            let said = here.words.rich("adopted-without-decision", said);
            said.with_muted_words()
        }
    }
}

fn binds(here: &Here<'_>, policy: &Policy) -> Rich {
    if !policy.applies_to.is_empty() {
        return here.all(policy.applies_to.iter().map(|id| &id.value));
    }
    let by = here.who(&policy.adopted_by);
    match here.governance.actor(&policy.adopted_by) {
        Some(Actor::Unit(id)) if Some(&id) == here.governance.root() => {
            here.words.text("binds-everyone").into()
        }
        Some(Actor::Unit(_)) => here.words.rich("binds-inside", [("unit", by.into())]),
        _ => by,
    }
}

/// Who may change a policy: as it says, or as the powers over it say.
fn changed_by(here: &Here<'_>, policy: &Record<Policy>) -> Rich {
    if let Some(amend) = &policy.data.amend {
        let who = here.all(amend.by.iter().map(|id| &id.value));
        return match &amend.method {
            Some(method) => by_method(here, who, method),
            None => who,
        };
    }
    let powers = &here.book().handbook.powers;
    let object = format!("rules/{}", policy.id);
    let deciding = powers.over(&object).filter(|power| {
        matches!(power.key.right, Right::Decide | Right::Joint) && power.key.act == Act::Any
    });
    let each =
        deciding.map(|power: &Power| by_method(here, here.actor(&power.key.holder), &power.method));
    here.words.list(each)
}

fn grant(here: &Here<'_>, to: &Id, right: Right, object: &str) -> Rich {
    let words = rights::said_inside(here, right, object);
    let said = [("who", here.who(to).into()), ("power", words.into())];
    here.words.rich("grant", said)
}

fn add_policy(book: &Book<'_>, site: &mut Site, policy: &Record<Policy>) -> Result<(), SiteError> {
    let address = book.address(Kind::Policy, &policy.id).unwrap_or_default();
    let here = Here::new(book, address);
    let data = &policy.data;
    let grants = data.grants.iter().map(|given| {
        let line = &given.line;
        let mut grant = grant(&here, &given.to, line.right, &line.over);
        if let Some(amount) = &line.up_to {
            let amount = amount.value.to_string();
            let said = [("grant", grant.into()), ("amount", amount.into())];
            grant = here.words.rich("grant-up-to", said);
        }
        if let Some(when) = &line.when {
            let said = [("grant", grant.into()), ("case", when.as_str().into())];
            grant = here.words.rich("grant-when", said);
        }
        grant
    });
    let restricts = data.restricts.iter().map(|line| {
        let grant = grant(&here, &line.of, line.right, &line.over);
        let said = [
            ("grant", grant.into()),
            ("text", capital(&line.text).into()),
        ];
        here.words.rich("restriction", said)
    });
    let versions = Versions::of(book, policy);
    versions.add(book, site)?;
    let frame = Frame::new(Part::Policies, name(policy.name()))
        .under([crumb(
            &here,
            &here.words.text("part-policies"),
            "policies.html",
        )])
        .of_record(&here, policy)
        .styled("records.css");
    let mut sheets = Sheets::on(site, &here, &frame);
    let words = here.words;
    let page = Page {
        versions: versions.listed(&here),
        head: Head::new(&here, policy, &form_word(words, data.form), ""),
        facts: sheets.facts("known", facts(&here, policy))?,
        grants: sheets.lines("grants", &words.text("policy-allows"), grants.collect())?,
        restricts: sheets.lines(
            "restricts",
            &words.text("policy-restricts"),
            restricts.collect(),
        )?,
        evaluation: sheets.lines(
            "tests",
            &words.text("policy-evaluation"),
            texts(&data.evaluation),
        )?,
        findings: findings(&here, &policy.reference(), &mut sheets)?,
        body: here.body(policy, BODY_PREFIX, 3),
    };
    site.add(&here, frame, "policy.html", &page)
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    #[test]
    fn a_policy_tells_who_made_it_and_that_it_is_overdue() {
        let fixture = Fixture::with(&[]);
        let words = fixture.words("policies/spending.html");
        for part in [
            "Policy Spending",
            "Adopted by Assembly , by Found the crew , 3 February 2026",
            "Review 1 October 2026 overdue by 31 days",
            "About All money money",
            "Binds Everyone",
            "Owner Nobody is named",
            "Changed by Assembly , by Vote",
            "Text 1. Who pays ¶",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        assert!(
            fixture
                .words("policies.html")
                .contains("1 Oct 2026 overdue by 31 days")
        );
    }

    #[test]
    fn drafts_are_listed_apart() {
        let fixture = Fixture::with(&[(
            "policies/next.md",
            "---\nname: Next\nadopted_by: crew\ndomains: [site]\nstatus: draft\n\
             restricts: [{of: keeper, right: decide, over: money, text: not on Sundays}]\n---\n",
        )]);
        let words = fixture.words("policies.html");
        assert!(words.contains("1 policy is in force."));
        assert!(words.contains("Not in force Policies not in force Policy Adopted by Next Crew"));
        let words = fixture.words("policies/next.html");
        assert!(words.contains("draft, not in force"));
        assert!(
            words.contains("Keeper decides money . Not on Sundays"),
            "{words}"
        );
        assert!(
            words.contains("Binds Crew and everything inside it"),
            "{words}"
        );
    }

    #[test]
    fn policies_speak_german_where_the_organisation_does() {
        let fixture = Fixture::german_with(&[(
            "policies/next.md",
            "---\nname: Next\nform: bylaw\nadopted_by: crew\ndomains: [site]\n\
             grants: [{to: keeper, right: decide, over: money, up_to: 20 EUR, when: it rains}]\n\
             ---\n",
        )]);
        let words = fixture.words("policies.html");
        for part in [
            "Regeln Die dauerhaften Regeln, von wem sie stammen und wann sie überprüft werden. \
             2 Regeln gelten.",
            "Next Satzung site Crew kein Tag festgelegt",
            "Spending money Assembly 1. Okt. 2026 seit 31 Tagen überfällig",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let words = fixture.words("policies/next.html");
        for part in [
            "Satzung Next Beschlossen durch Crew (kein Beschluss ist genannt)",
            "Gilt für Crew und alles darin",
            "Was sie erlaubt Keeper",
            ", bis 20 EUR, in diesem Fall: it rains",
            "Der Eintrag hat außer diesen Angaben keinen Text.",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let words = fixture.words("policies/spending.html");
        let adopted = "Beschlossen durch Assembly , Beschluss: Found the crew , 3. Februar 2026";
        assert!(words.contains(adopted), "{words}");
        assert!(words.contains("Gilt für Alle"), "{words}");
    }
}
