//! Policies: the rules in force by topic, and a page for each.

use std::collections::BTreeMap;

use serde::Serialize;

use super::mandate::texts;
use super::{Found, Frame, Head, Part, Site, crumb, envelope_facts, findings};
use crate::model::{Actor, Id, Kind, Policy, PolicyForm, Record, Right};
use crate::power::{Act, Power};
use crate::site::SiteError;
use crate::site::address::encoded;
use crate::site::book::Book;
use crate::site::here::{BODY_PREFIX, Here};
use crate::site::markdown::Body;
use crate::site::rights;
use crate::site::text::{capital, sort_key};
use crate::site::view::{self, Facts, Layout, Rich, Table};
use crate::site::words::count;

#[derive(Serialize)]
struct Policies {
    count: String,
    table: Table,
    topics: Table,
    others: Table,
}

#[derive(Serialize)]
struct Page {
    head: Head,
    facts: Facts,
    grants: Vec<Rich>,
    restricts: Vec<Rich>,
    evaluation: Vec<String>,
    findings: Vec<Found>,
    body: Body,
}

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, "policies.html");
    let mut all: Vec<&Record<Policy>> = book.governance.policies.values().collect();
    all.sort_by_cached_key(|policy| (policy.data.form, sort_key(policy.name())));
    let in_force = |policy: &&&Record<Policy>| policy.envelope.in_force(book.as_of());
    let columns = ["Policy", "About", "Adopted by", "Review"];
    let mut table = Table::new(here.words, "Policies in force", &columns);
    let mut others = Table::new(
        here.words,
        "Policies not in force",
        &["Policy", "Adopted by"],
    );
    for policy in all.iter().filter(in_force) {
        let topics = policy.data.domains.iter();
        let form = match policy.data.form {
            PolicyForm::Policy => Rich::new(),
            form => Rich::from(form_word(form)),
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
    let mut by_topic = Table::new(here.words, "Policies by topic", &["Topic", "Policies"]);
    for (slug, policies) in topics {
        let policies = policies.into_iter();
        by_topic.anchored(
            format!("t-{}", encoded(slug)),
            [
                rights::domain(&here, slug),
                here.words
                    .list(policies.map(|policy| here.link(Kind::Policy, &policy.id))),
            ],
        );
    }
    let page = Policies {
        count: count(table.rows.len(), "policy is", "policies are"),
        table,
        topics: by_topic.laid(Layout::Words),
        others,
    };
    let frame = Frame::new(Part::Policies, "Policies");
    site.add(&here, frame, "policies.html", &page)?;
    for policy in all {
        add_policy(book, site, policy)?;
    }
    Ok(())
}

fn form_word(form: PolicyForm) -> &'static str {
    match form {
        PolicyForm::Bylaw => "by-law",
        PolicyForm::Code => "code of conduct",
        form => form.word(),
    }
}

/// When a policy is due for review, in few words.
pub(super) fn review(here: &Here<'_>, policy: &Record<Policy>) -> Rich {
    let Some(review) = policy.envelope.review_by else {
        return Rich::new().muted("no date set");
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
    facts.add("Why", data.driver.as_deref().unwrap_or_default());
    facts.add("Adopted by", adopted_by(here, policy));
    envelope_facts(here, Kind::Policy, &policy.envelope, &mut facts);
    if policy.envelope.review_by.is_none() {
        facts.add("Review", Rich::new().muted("No date is set"));
    }
    let domains = data.domains.iter();
    facts.list("About", domains.map(|slug| rights::domain(here, slug)));
    facts.add("Binds", binds(here, data));
    match &data.owner {
        Some(owner) => facts.add("Owner", here.who(owner)),
        None => facts.add("Owner", Rich::new().muted("Nobody is named")),
    }
    facts.add("Changed by", changed_by(here, policy));
    if data.emergency {
        facts.add("Emergency", "Yes: it exists only as long as the emergency");
    }
    if let Some(broader) = &data.exception_of {
        let broader = here.link(Kind::Policy, broader);
        facts.add("Exception from", broader);
    }
    let replaced = here.governance.policies.values().filter(|other| {
        let mut replaced = other.envelope.supersedes.iter();
        replaced.any(|id| id.value == policy.id)
    });
    let replaced = replaced.map(|other| here.link(Kind::Policy, &other.id));
    facts.add("Replaced by", here.words.list(replaced));
    facts
}

/// Who adopted a policy, by which decision and when.
fn adopted_by(here: &Here<'_>, policy: &Record<Policy>) -> Rich {
    let who = here.who(&policy.data.adopted_by);
    match &policy.envelope.decision {
        Some(decision) => who.then(", by ").then(super::adopted_by(here, decision)),
        None => who.muted(" (no decision is named)"),
    }
}

fn binds(here: &Here<'_>, policy: &Policy) -> Rich {
    if !policy.applies_to.is_empty() {
        return here.all(policy.applies_to.iter().map(|id| &id.value));
    }
    let by = here.who(&policy.adopted_by);
    match here.governance.actor(&policy.adopted_by) {
        Some(Actor::Unit(id)) if Some(&id) == here.governance.root() => "Everyone".into(),
        Some(Actor::Unit(_)) => by.then(" and everything inside it"),
        _ => by,
    }
}

/// Who may change a policy: as it says, or as the powers over it say.
fn changed_by(here: &Here<'_>, policy: &Record<Policy>) -> Rich {
    if let Some(amend) = &policy.data.amend {
        let who = here.all(amend.by.iter().map(|id| &id.value));
        return match &amend.method {
            Some(method) => who.then(", by ").then(here.method(method)),
            None => who,
        };
    }
    let powers = &here.book().handbook.powers;
    let object = format!("rules/{}", policy.id);
    let deciding = powers.over(&object).filter(|power| {
        matches!(power.key.right, Right::Decide | Right::Joint) && power.key.act == Act::Any
    });
    let each = deciding.map(|power: &Power| {
        let who = here.actor(&power.key.holder);
        who.then(", by ").then(here.method(&power.method))
    });
    here.words.list(each)
}

fn grant(here: &Here<'_>, to: &Id, right: Right, object: &str) -> Rich {
    let words = rights::said_inside(here, right, object);
    here.who(to).then(" ").then(words)
}

fn add_policy(book: &Book<'_>, site: &mut Site, policy: &Record<Policy>) -> Result<(), SiteError> {
    let address = book.address(Kind::Policy, &policy.id).unwrap_or_default();
    let here = Here::new(book, address);
    let data = &policy.data;
    let grants = data.grants.iter().map(|given| {
        let line = &given.line;
        let mut words = grant(&here, &given.to, line.right, &line.over);
        if let Some(amount) = &line.up_to {
            words = words.then(format!(", up to {}", amount.value));
        }
        if let Some(when) = &line.when {
            words = words.then(format!(", when {when}"));
        }
        words
    });
    let restricts = data.restricts.iter().map(|line| {
        let words = grant(&here, &line.of, line.right, &line.over);
        words.then(format!(". {}", capital(&line.text)))
    });
    let page = Page {
        head: Head::new(&here, policy, form_word(data.form), ""),
        facts: facts(&here, policy),
        grants: grants.collect(),
        restricts: restricts.collect(),
        evaluation: texts(&data.evaluation),
        findings: findings(&here, &policy.reference()),
        body: here.body(policy, BODY_PREFIX, 3),
    };
    let frame = Frame::new(Part::Policies, page.head.name.clone())
        .under([crumb(&here, "Policies", "policies.html")])
        .of_record(&here, policy);
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
}
