//! Who decides? A card for each topic: who settles it, how, up to which limit, who must be asked
//! and who may object.
//!
//! The page is complete without script; with it, it answers a question typed in. The words that a
//! question may hit and that no card shows (purposes, texts of policies) go with each card.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Frame, Part, Site};
use crate::ask::{Card, Claim, Matter, Records, Stage, who};
use crate::model::{Actor, Amount, Decision, Id, Kind, Object, Record, Right};
use crate::power::{Power, StandIn};
use crate::site::SiteError;
use crate::site::address::encoded;
use crate::site::book::{Book, decision_date};
use crate::site::here::Here;
use crate::site::search::distinct_words;
use crate::site::text::name;
use crate::site::view::{Facts, Rich, Tone};
use crate::wording::Terms;

/// Where the page lies.
pub(in crate::site) const ADDRESS: &str = "who-decides.html";

/// How many people a card names before it counts them.
const FEW: usize = 6;

/// How many decisions a card lists.
const LAST: usize = 3;

/// How many holders of one right a card names.
const MOST: usize = 12;

/// How many bytes of further words lead to one card.
const MORE: usize = 2_000;

#[derive(Serialize)]
struct Page {
    lead: Rich,
    /// What the line says that counts the cards, with `{n}` and `{all}` in it, for the script.
    found: String,
    found_one: String,
    found_all: String,
    nothing: String,
    nearest: String,
    applies: String,
    groups: Vec<Group>,
}

/// The topics below one that lies in no other.
#[derive(Serialize)]
struct Group {
    id: String,
    title: Rich,
    cards: Vec<Topic>,
}

#[derive(Serialize)]
struct Topic {
    id: String,
    slug: String,
    /// The plain description; empty where there is none.
    says: String,
    tags: Vec<Rich>,
    stages: Vec<Step>,
    facts: Facts,
}

/// Who decides, the first to ask first.
#[derive(Serialize)]
struct Step {
    who: Rich,
    /// The number up to which they decide; empty where there is no limit to compare.
    most: String,
    unit: String,
}

/// Adds the page, and gives the further words that lead to each card, by its anchor.
pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<BTreeMap<String, String>, SiteError> {
    let here = Here::new(book, ADDRESS);
    let records = Records::new(&book.governance, book.handbook.powers);
    let topics = topics(book);
    let decisions = by_topic(book);
    let mut further: BTreeMap<String, String> = BTreeMap::new();
    let mut groups: BTreeMap<&str, Vec<Topic>> = BTreeMap::new();
    for slug in &topics {
        let root = slug.split('/').next().unwrap_or(slug);
        let decisions = decisions.get(&**slug).map_or(&[][..], Vec::as_slice);
        let (topic, words) = topic(&here, &records, slug, decisions);
        if !words.is_empty() {
            further.insert(topic.id.clone(), words);
        }
        groups.entry(root).or_default().push(topic);
    }
    let words = here.words;
    let residual = book.governance.org.as_ref().map(|org| &org.data.residual);
    let page = Page {
        lead: match residual {
            Some(residual) => words.rich("finder-lead", [("residual", here.who(residual).into())]),
            None => Rich::from(words.text("finder-lead-nobody")),
        },
        found: words.say(
            "finder-found",
            &[("n", "{n}".into()), ("all", "{all}".into())],
        ),
        found_one: words.say("finder-found-one", &[("all", "{all}".into())]),
        found_all: words.count("finder-found-all", topics.len()),
        nothing: match residual {
            Some(residual) => {
                let residual = here.who(residual).plain();
                let said = [("query", "{query}".into()), ("residual", residual.into())];
                words.say("finder-nothing", &said)
            }
            None => words.say("finder-nothing-nobody", &[("query", "{query}".into())]),
        },
        nearest: words.text("finder-nearest"),
        applies: words.say("finder-applies", &[("amount", "{amount}".into())]),
        groups: groups
            .into_iter()
            .map(|(root, cards)| Group {
                id: format!("g-{}", encoded(root)),
                title: Rich::new().code(root),
                cards,
            })
            .collect(),
    };
    let frame = Frame::new(Part::Finder, words.text("part-finder"));
    site.add(&here, frame, "finder.html", &page)?;
    Ok(further)
}

/// Everything that somebody may have to decide: the vocabulary of the organisation, and what its
/// records give to somebody though the vocabulary does not have it.
fn topics(book: &Book<'_>) -> BTreeSet<Object> {
    let org = book.governance.org.as_ref();
    let domains = org.into_iter().flat_map(|org| org.data.domains.keys());
    let mut topics: BTreeSet<Object> = domains.map(|slug| Object::of(slug.as_str())).collect();
    let powers = book.handbook.powers.all.iter();
    let settled = powers.filter(|power| matches!(power.key.right, Right::Decide | Right::Joint));
    let free = settled.filter(|power| !is_reserved(&power.key.object));
    topics.extend(free.map(|power| power.key.object.clone()));
    topics
}

/// Whether an object is about seats, borders or rules, which the pages of units and roles tell.
fn is_reserved(object: &str) -> bool {
    let root = object.split('/').next().unwrap_or(object);
    matches!(
        root,
        "seats" | "membership" | "structure" | "rules" | "residual" | "repos" | "permissions"
    )
}

fn topic(
    here: &Here<'_>,
    records: &Records<'_>,
    slug: &Object,
    decisions: &[&Record<Decision>],
) -> (Topic, String) {
    let card = who(records, slug, None);
    let mut facts = Facts::new(here.words);
    let mut tags = Vec::new();
    let mut stages = Vec::new();
    for matter in &card.matters {
        for (number, stage) in matter.stages.iter().enumerate() {
            tags.extend(tag(here, stage.claim));
            stages.push(step(here, &card, stage, number));
        }
        say_how(here, matter, &mut facts);
        say_asked(here, &card, matter, &mut facts);
        say_objections(here, &card, matter, &mut facts);
    }
    let policies: Vec<&&Id> = card.policies.iter().collect();
    let bind = policies.iter().map(|id| here.link(Kind::Policy, id));
    facts.add("fact-policies", here.words.list(bind.take(MOST)));
    facts.list("fact-last-decisions", last_decisions(here, decisions));
    facts.add("fact-propose", propose(here, &card));
    let topic = Topic {
        id: format!("t-{}", encoded(slug)),
        slug: slug.to_string(),
        says: here.domain(slug).map(name).unwrap_or_default(),
        tags,
        stages,
        facts,
    };
    (topic, further_words(here, &card))
}

/// A word on what is special about who decides.
fn tag(here: &Here<'_>, claim: Claim) -> Option<Rich> {
    let (key, tone) = match claim {
        Claim::Residual => ("finder-falls", Tone::Plain),
        Claim::Nobody => ("finder-nobody", Tone::Alarm),
        Claim::Rivals => ("finder-rivals", Tone::Lose),
        Claim::One | Claim::Each | Claim::Together => return None,
    };
    Some(Rich::new().tag(here.words.text(key), tone))
}

/// One stage as a line: who, the people behind it today, and up to which amount.
fn step(here: &Here<'_>, card: &Card<'_>, stage: &Stage<'_>, number: usize) -> Step {
    let words = here.words;
    let mut who = match stage.claim {
        Claim::Nobody => Rich::from(words.text("finder-nobody-decides")),
        _ => words.list(
            stage
                .powers
                .iter()
                .take(MOST)
                .map(|power| party(here, power)),
        ),
    };
    let limits: BTreeSet<String> = stage
        .powers
        .iter()
        .filter_map(|power| power.up_to.as_ref().map(ToString::to_string))
        .collect();
    let limit = stage.powers.iter().find_map(|power| power.up_to.as_ref());
    let parts = limit.and_then(Amount::parts).filter(|_| limits.len() == 1);
    if limits.len() == 1 {
        for limit in limits {
            who = words.rich(
                "finder-up-to",
                [("who", who.into()), ("amount", limit.into())],
            );
        }
    }
    let key = match stage.claim {
        Claim::Residual if number == 0 => "finder-residual",
        Claim::Residual => "finder-above-residual",
        Claim::Rivals => "finder-claimed",
        Claim::Together => "finder-together",
        _ if number > 0 => "finder-above",
        _ => "finder-decides",
    };
    let mut line = words.rich(key, [("who", who.into())]);
    if stage.at != card.object && !matches!(stage.claim, Claim::Residual | Claim::Nobody) {
        let at = Rich::new().code(stage.at.to_string());
        line = words.rich(
            "finder-as-part",
            [("who", line.into()), ("domain", at.into())],
        );
    }
    let (most, unit) = parts.map_or_else(Default::default, |(number, unit)| {
        (number.to_string(), unit)
    });
    Step {
        who: line,
        most,
        unit,
    }
}

/// A holder with the people who act today.
fn party(here: &Here<'_>, power: &Power) -> Rich {
    let words = here.words;
    let holder = here.actor(&power.key.holder);
    if matches!(power.key.holder, Actor::Person(_)) {
        return holder;
    }
    let people = match power.people.len() {
        0 => Rich::new().tag(words.text("vacant"), Tone::Vacant),
        many if many > FEW => Rich::from(words.count("people", many)),
        _ => words.list(power.people.iter().map(|id| here.person(id))),
    };
    let said = [("holder", holder.into()), ("people", people.into())];
    match &power.stand_in {
        Some(StandIn::Deputies) => words.rich("finder-by-deputy", said),
        Some(StandIn::Delegator(actor)) => {
            let [holder, _] = said;
            let other = ("other", here.actor(actor).into());
            words.rich("finder-by-other", [holder, other])
        }
        _ => words.rich("finder-people", said),
    }
}

/// The method, what it takes, and how long.
fn say_how(here: &Here<'_>, matter: &Matter<'_>, facts: &mut Facts) {
    let mut methods: Vec<Rich> = Vec::new();
    let mut seen: BTreeSet<&Id> = BTreeSet::new();
    let powers = matter.stages.iter().flat_map(|stage| &stage.powers);
    for power in powers.filter(|power| seen.insert(&power.method)).take(MOST) {
        let mut line = here.method(&power.method);
        if let Some(terms) = Terms::of(here.words.catalogue(), &here.governance, &power.method) {
            let (key, passes) = terms.in_full();
            let said = [("method", line.into()), ("passes", passes.into())];
            line = here.words.rich(key, said);
            let periods = terms.periods();
            if !periods.is_empty() {
                let said = [("how", line.into()), ("periods", periods.into())];
                line = here.words.rich("finder-periods", said);
            }
        }
        methods.push(line);
    }
    facts.list("fact-decides-how", methods);
}

/// Who must be heard before.
fn say_asked(here: &Here<'_>, card: &Card<'_>, matter: &Matter<'_>, facts: &mut Facts) {
    let consulted = matter.stages.iter().flat_map(|stage| &stage.powers);
    let mut asked: BTreeSet<Id> = consulted
        .flat_map(|power| power.consult.iter().cloned())
        .collect();
    let advisers = card
        .others
        .iter()
        .filter(|power| power.key.right == Right::Advise);
    asked.extend(advisers.map(|power| power.key.holder.id().clone()));
    facts.add("fact-must-be-asked", here.all(&asked));
}

/// Who may stop the decision, replace it or settle it where it is stuck, and the way of a conflict.
fn say_objections(here: &Here<'_>, card: &Card<'_>, matter: &Matter<'_>, facts: &mut Facts) {
    let words = here.words;
    let holders = |right: Right| {
        let powers = card
            .others
            .iter()
            .filter(move |power| power.key.right == right);
        let holders: BTreeSet<&Actor> = powers.map(|power| &power.key.holder).collect();
        words.list(
            holders
                .into_iter()
                .take(MOST)
                .map(|holder| here.actor(holder)),
        )
    };
    let mut lines = Vec::new();
    for (right, key) in [
        (Right::Veto, "finder-block"),
        (Right::Override, "finder-replace"),
    ] {
        let who = holders(right);
        if !who.is_empty() {
            lines.push(words.rich(key, [("who", who.into())]));
        }
    }
    let mut ladders: BTreeSet<&Id> = BTreeSet::new();
    for power in matter.first() {
        let unit = here.governance.unit_of(&power.key.holder);
        let unit = unit.and_then(|id| here.governance.units.get(id));
        if let Some(ladder) = unit.and_then(|unit| unit.data.disputes.as_ref()) {
            ladders.insert(&ladder.value);
        }
    }
    for ladder in ladders {
        lines.push(words.rich("finder-ladder", [("ladder", here.method(ladder).into())]));
    }
    facts.list("fact-objection", lines);
    facts.add("fact-inspected-by", holders(Right::Audit));
}

/// The decisions on each topic and its parts, the newest first.
fn by_topic<'b>(book: &'b Book<'_>) -> BTreeMap<&'b str, Vec<&'b Record<Decision>>> {
    let mut all: Vec<_> = book.governance.decisions.values().collect();
    all.sort_by_key(|decision| std::cmp::Reverse(decision_date(decision)));
    let mut by_topic: BTreeMap<&str, Vec<&Record<Decision>>> = BTreeMap::new();
    for decision in all {
        let mut about: BTreeSet<&str> = BTreeSet::new();
        for domain in &decision.data.domains {
            about.insert(domain);
            about.extend(domain.match_indices('/').map(|(at, _)| &domain[..at]));
        }
        for topic in about {
            by_topic.entry(topic).or_default().push(decision);
        }
    }
    by_topic
}

fn last_decisions(here: &Here<'_>, decisions: &[&Record<Decision>]) -> Vec<Rich> {
    let last = decisions.iter().take(LAST);
    last.map(|decision| {
        let link = here.link(Kind::Decision, &decision.id);
        let day = Rich::new().day(decision_date(decision));
        let said = [("decision", link.into()), ("day", day.into())];
        here.words.rich("adopted-by", said)
    })
    .collect()
}

/// How to propose something: to whom, or by whom alone.
fn propose(here: &Here<'_>, card: &Card<'_>) -> Rich {
    let words = here.words;
    let proposers = card
        .others
        .iter()
        .filter(|power| power.key.right == Right::Propose);
    let proposers: BTreeSet<&Actor> = proposers.map(|power| &power.key.holder).collect();
    let proposers: Vec<Rich> = proposers
        .into_iter()
        .take(MOST)
        .map(|holder| here.actor(holder))
        .collect();
    let first = card.matters.first();
    let deciders = first.into_iter().flat_map(Matter::first);
    let deciders: BTreeSet<&Actor> = deciders.map(|power| &power.key.holder).collect();
    let to = words.list(
        deciders
            .into_iter()
            .take(MOST)
            .map(|holder| here.actor(holder)),
    );
    if to.is_empty() {
        return Rich::new();
    }
    if proposers.is_empty() {
        return words.rich("finder-propose", [("to", to.into())]);
    }
    let by = words.list(proposers);
    words.rich("finder-propose-by", [("to", to.into()), ("by", by.into())])
}

/// What deciders are for and what the policies say, as the words in it, each once.
fn further_words(here: &Here<'_>, card: &Card<'_>) -> String {
    let governance = &here.governance;
    let mut texts: Vec<&str> = Vec::new();
    let powers = card.matters.iter().flat_map(|matter| &matter.stages);
    for power in powers.flat_map(|stage| &stage.powers).take(MOST) {
        let mandate = match &power.key.holder {
            Actor::Unit(id) => governance.units.get(id).map(|unit| &unit.data.mandate),
            Actor::Role(id) => governance.roles.get(id).map(|role| &role.data.mandate),
            Actor::Person(_) => None,
        };
        if let Some(mandate) = mandate {
            texts.extend(mandate.purpose.as_deref());
            texts.extend(mandate.accountabilities.iter().map(|text| &**text));
        }
    }
    for policy in card
        .policies
        .iter()
        .filter_map(|id| governance.policies.get(*id))
    {
        texts.push(policy.name());
        texts.extend(here.own_text(policy));
    }
    distinct_words(texts, MORE)
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    #[test]
    fn a_card_tells_who_decides_how_and_up_to_what() {
        let words = Fixture::with(&[]).words("who-decides.html");
        for part in [
            "What nobody has been given falls to Assembly .",
            "money All money money Keeper ( Ana Maria Paz )",
            "Small sums money/ small Keeper ( Ana Maria Paz ), up to 500 EUR \
             Above that: Keeper ( Ana Maria Paz ) (as part of money )",
            "Policies that bind Spending",
            "The web site site Crew ( Ana Maria Paz )",
            "To propose something Bring it to Crew",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }

    #[test]
    fn a_card_says_that_nobody_or_that_two_claim_a_topic() {
        let fixture = Fixture::with(&[
            (
                "org.yaml",
                "name: Tidepool\nvision: Clean water\nroot: assembly\nresidual: assembly\n\
                 domains: {money: All money, site: The web site, boats: The boats}\n",
            ),
            (
                "units/divers.yaml",
                "name: Divers\ntype: crew\nparent: assembly\npurpose: Dive\ndomains: [site]\n\
                 members: [bao]\n",
            ),
        ]);
        let words = fixture.words("who-decides.html");
        for part in [
            "The boats boats held by nobody Assembly ( Ana Maria Paz and Bao Tran ), because nobody \
             else holds it",
            "The web site site two claim it Claimed by",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }

    #[test]
    fn a_card_is_found_by_the_words_of_its_policies_and_purposes() {
        let index = Fixture::with(&[]).html("search-index.js");
        let card = index.split("\"t-money\":\"").nth(1).expect("a card");
        let words: Vec<&str> = card
            .split('"')
            .next()
            .unwrap_or_default()
            .split(' ')
            .collect();
        assert!(
            words.contains(&"counting") && words.contains(&"pays"),
            "{words:?}"
        );
        // Each once, and none that is too short to be asked for.
        assert_eq!(words.iter().filter(|word| **word == "seat").count(), 1);
        assert!(!words.contains(&"the"));
    }

    #[test]
    fn another_language_asks_and_answers_in_its_words() {
        let org = "name: Tidepool\nvision: Clean water\nroot: assembly\nresidual: assembly\n\
                   language: de\ndomains: {money: All money, money/small: Small sums}\n";
        let fixture = Fixture::with(&[("org.yaml", org)]);
        let words = fixture.words("who-decides.html");
        for part in [
            "Wer entscheidet?",
            "bis 500 EUR Darüber: Keeper",
            "Etwas vorschlagen Es einbringen bei Keeper",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let html = fixture.html("who-decides.html");
        assert!(html.contains("<html lang=\"de\" dir=\"ltr\">"));
        assert!(html.contains("<label for=\"q\">Worum geht es?</label>"));
    }
}
