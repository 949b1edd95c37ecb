//! What a card says: who settles a topic, how, up to which limit, who must be asked, who may object,
//! and the words beyond those by which it is found.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::ask::{Card, Claim, Matter, Records, Stage, who};
use crate::model::{Actor, Amount, Decision, Id, Kind, Object, Record, Right};
use crate::power::{Power, StandIn};
use crate::site::address::encoded;
use crate::site::book::decision_date;
use crate::site::here::Here;
use crate::site::search::WordLists;
use crate::site::text::name;
use crate::site::view::{Facts, Rich, Tone};
use crate::wording::Terms;

/// How many people a card names before it counts them.
const FEW: usize = 6;

/// How many decisions a card lists.
const LAST: usize = 3;

/// How many holders of one right a card names.
pub(super) const MOST: usize = 12;

/// How many bytes of further words lead to one card.
const MORE: usize = 2_000;

#[derive(Serialize)]
pub(super) struct Topic {
    pub id: String,
    pub slug: String,
    /// The plain description; empty where there is none.
    pub says: String,
    pub tags: Vec<Rich>,
    pub stages: Vec<Step>,
    pub facts: Facts,
}

/// Who decides, the first to ask first.
#[derive(Serialize)]
pub(super) struct Step {
    who: Rich,
    /// The number up to which they decide; empty where there is no limit to compare.
    most: String,
    unit: String,
}

impl Step {
    /// A line without a limit.
    pub(super) fn plain(who: Rich) -> Self {
        Step {
            who,
            most: String::new(),
            unit: String::new(),
        }
    }
}

/// The card of a topic, and the words beyond it by which it is found.
pub(super) fn topic<'b>(
    here: &Here<'b>,
    records: &Records<'_>,
    slug: &Object,
    decisions: &[&Record<Decision>],
    lists: &mut WordLists<'b>,
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
    if card.matters.is_empty() {
        stages.extend(access(here, &card));
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
    (topic, further_words(here, &card, lists))
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

/// Who works on a thing and who is heard on it, where nobody decides about it as such.
fn access(here: &Here<'_>, card: &Card<'_>) -> Vec<Step> {
    let mut lines: BTreeMap<(Right, Option<String>), Vec<Rich>> = BTreeMap::new();
    for power in &card.others {
        if power.key.object != card.object && !is_around(card, power) {
            continue;
        }
        let level = power.up_to.as_ref().map(ToString::to_string);
        let who = party(here, power);
        lines.entry((power.key.right, level)).or_default().push(who);
    }
    let lines = lines.into_iter().filter_map(|((right, level), who)| {
        let who = here.words.list(who.into_iter().take(MOST));
        let key = match (right, &level) {
            (Right::Execute, None) => "finder-works",
            (Right::Execute, Some(_)) => "finder-works-level",
            (Right::Advise, _) => "finder-heard",
            _ => return None,
        };
        let level = Rich::new().code(level.unwrap_or_default());
        let said = [("who", who.into()), ("level", level.into())];
        Some(Step::plain(here.words.rich(key, said)))
    });
    lines.collect()
}

/// Whether a power is about what lies around the object, and not about those who decide.
fn is_around(card: &Card<'_>, power: &Power) -> bool {
    card.object.lies_in(&power.key.object)
}

/// A holder with the people who act today.
pub(super) fn party(here: &Here<'_>, power: &Power) -> Rich {
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
fn further_words<'b>(here: &Here<'b>, card: &Card<'_>, lists: &mut WordLists<'b>) -> String {
    let governance = &here.book().governance;
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
    lists.distinct(texts, MORE)
}
