//! Powers in words: what they allow, on what, and within which bounds.

use std::collections::BTreeMap;

use crate::model::{Actor, Family, Id, Kind, PowerLine, Right};
use crate::power::{Act, Origin, Power, StandIn};

use super::here::Here;
use super::text::{capital, name, uncapital};
use super::view::{Layout, Rich, Table, Tone};
use super::words::count;

/// How many rows a table of powers shows.
const MOST: usize = 80;

/// How many objects one row lists.
const TARGETS: usize = 40;

/// A right and what it is about: "Decides money/operations", with links.
pub(super) fn said(here: &Here<'_>, right: Right, object: &str, act: Act) -> Rich {
    let (words, target) = phrase(here, right, object, act);
    Rich::from(words).then(target)
}

/// The same without a line break and a capital, for the middle of a sentence.
pub(super) fn said_inside(here: &Here<'_>, right: Right, object: &str) -> Rich {
    let whole = said(here, right, object, Act::Any);
    whole.on_one_line().map_first(uncapital)
}

/// The words of a right, and what they lead to.
fn phrase(here: &Here<'_>, right: Right, object: &str, act: Act) -> (String, Rich) {
    // What adapters find in forges reads better in the words of forges.
    if let (Right::Execute, Some(("permissions", permission))) = (right, object.split_once('/')) {
        let permission = Rich::new().code(permission.replace('/', "."));
        return ("Has the permission ".to_owned(), permission);
    }
    let is_actor =
        here.governance.actor_or_person(object).is_some() && here.domain(object).is_none();
    let verb = match right {
        Right::Decide | Right::Joint => "Decides",
        Right::Veto => "May block",
        Right::Override if is_actor => "May replace decisions of",
        Right::Override => "May replace decisions on",
        Right::Propose => "May propose",
        Right::Advise => "Is heard on",
        Right::Execute => "Carries out",
        Right::Audit if is_actor => "Inspects the work of",
        Right::Audit => "Inspects",
    };
    let (between, target) = noun(here, object, act);
    (format!("{verb} {between}"), target)
}

/// The words of a power: those of its right, or its level of access to a repository.
fn phrase_of(here: &Here<'_>, power: &Power) -> (String, Rich) {
    let object = power.key.object.as_str();
    match (&power.up_to, repository(power)) {
        (Some(level), Some(repository)) => (
            format!("Has {level} access to "),
            Rich::new().code(repository),
        ),
        _ => phrase(here, power.key.right, object, power.key.act),
    }
}

/// The repository of a right to act in one.
fn repository(power: &Power) -> Option<&str> {
    let object = power.key.object.strip_prefix("repos/")?;
    (power.key.right == Right::Execute).then_some(object)
}

/// What a right is about: a domain with its description, a seat, a membership, rules. First the
/// words that lead to it.
fn noun(here: &Here<'_>, object: &str, act: Act) -> (&'static str, Rich) {
    let (root, id) = object.split_once('/').unwrap_or(("", object));
    let is_unit = here.governance.units.contains_key(id);
    let unit = || here.link(Kind::Unit, id);
    match (root, act) {
        ("seats", Act::Remove) => ("on ending a term early as ", seat(here, id)),
        ("seats", _) => ("who is ", seat(here, id)),
        ("membership", Act::Remove) if is_unit => ("who must leave ", unit()),
        ("membership", _) if is_unit => ("who joins ", unit()),
        ("rules", _) if id == "organisation" => ("the rules of ", "the whole".into()),
        ("rules", _) if is_unit => ("the inner rules of ", unit()),
        ("rules", _) if here.governance.policies.contains_key(id) => {
            ("changes of ", here.link(Kind::Policy, id))
        }
        ("structure", _) if is_unit => ("the mandate of ", unit()),
        _ if object == "residual" => ("", "whatever nobody has been given".into()),
        _ => match here.domain(object) {
            Some(words) => ("", Rich::new().code(object).line().muted(words)),
            None if root.is_empty() && here.governance.actor_or_person(id).is_some() => {
                ("", here.who(id))
            }
            None => ("", Rich::new().code(object)),
        },
    }
}

fn seat(here: &Here<'_>, id: &str) -> Rich {
    if here.governance.roles.contains_key(id) || here.is_hidden(Kind::Role, id) {
        here.link(Kind::Role, id)
    } else {
        here.who(id)
    }
}

/// What a power is about, on one line.
pub(super) fn noun_of(here: &Here<'_>, power: &Power) -> Rich {
    match power.key.act {
        Act::Remove => {
            let (words, target) = noun(here, &power.key.object, Act::Remove);
            Rich::from(capital(words)).then(target)
        }
        Act::Any | Act::Choose => object(here, &power.key.object),
    }
}

/// An object of a right, on one line.
pub(super) fn object(here: &Here<'_>, object: &str) -> Rich {
    if here.domain(object).is_some() {
        return domain(here, object);
    }
    let (words, target) = noun(here, object, Act::Any);
    if words.is_empty() {
        target.map_first(capital)
    } else {
        Rich::from(capital(words)).then(target)
    }
}

/// An object of a right in few words, for tables.
pub(super) fn topic(here: &Here<'_>, topic: &str) -> Rich {
    if here.domain(topic).is_some() {
        Rich::new().code(topic)
    } else {
        object(here, topic)
    }
}

/// A domain with its description.
pub(super) fn domain(here: &Here<'_>, slug: &str) -> Rich {
    match here.domain(slug) {
        Some(words) => Rich::from(words).then(" ").code(slug),
        None => Rich::new().code(slug),
    }
}

/// The method and the bounds: "By Secret ballot; up to 2500 EUR; after hearing Audit". `alone`
/// tells whether to say that somebody decides alone or with whom.
fn how(here: &Here<'_>, power: &Power, alone: bool) -> Rich {
    let mut parts: Vec<Rich> = Vec::new();
    if alone && power.key.right == Right::Joint && !power.with.is_empty() {
        parts.push(Rich::from("only together with ").then(here.all(&power.with)));
    }
    if power.key.right.binds() {
        parts.push(if power.family == Some(Family::Holder) {
            match power.key.holder {
                // Said of the seat on its own page.
                Actor::Unit(_) => Rich::from("by whoever holds it"),
                _ if power.key.right == Right::Joint || !alone => Rich::new(),
                _ => Rich::from("alone"),
            }
        } else {
            Rich::from("by ").then(here.method(&power.method))
        });
    }
    if let Some(amount) = power.up_to.as_ref().filter(|_| repository(power).is_none()) {
        parts.push(Rich::from(format!("up to {amount}")));
    }
    if !power.consult.is_empty() {
        parts.push(Rich::from("after hearing ").then(here.all(&power.consult)));
    }
    if let Some(when) = &power.key.when {
        parts.push(Rich::from(format!("when {when}")));
    }
    if let Some(line) = line_of(here, power) {
        if let Some(by) = &line.override_by {
            let by = here.who(by);
            parts.push(by.then(" may replace the decision"));
        }
        if let Some(to) = &line.escalate_to {
            parts.push(here.who(to).then(" decides if this one cannot"));
        }
        if line.delegable == Some(false) {
            parts.push(Rich::from("may not be handed on"));
        }
    }
    let policy = here.policy_at(power.place.source);
    let policy = policy.filter(|policy| {
        let own_rules = power.key.object.strip_prefix("rules/") == Some(policy.as_str());
        power.origin == Origin::Declared && !own_rules
    });
    if let Some(policy) = policy {
        parts.push(Rich::from("given by ").then(here.link(Kind::Policy, policy)));
    }
    parts.push(match &power.stand_in {
        None => Rich::new(),
        Some(StandIn::Deputies) => Rich::from("exercised by the deputy, as nobody else is there"),
        Some(StandIn::Delegator(actor)) => Rich::from("exercised by ")
            .then(here.actor(actor))
            .then(", as nobody is there"),
        Some(StandIn::Nobody) => Rich::new().tag("nobody can", Tone::Vacant),
    });
    sentence(parts)
}

/// Parts joined by semicolons, with a capital at the start.
fn sentence(parts: Vec<Rich>) -> Rich {
    let mut whole = Rich::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !whole.is_empty() {
            whole = whole.then("; ");
        }
        whole = whole.then(part);
    }
    whole.map_first(capital)
}

/// The line of a mandate or policy that gives a power.
fn line_of(here: &Here<'_>, power: &Power) -> Option<PowerLine> {
    let governance = &here.governance;
    let place = power.place;
    if let Some(policy) = here.policy_at(place.source) {
        let policy = governance.policies.get(policy)?;
        let mut grants = policy.data.grants.iter();
        return Some(grants.find(|grant| grant.span == place.span)?.line.clone());
    }
    let mandate = match &power.key.holder {
        Actor::Unit(id) => &governance.units.get(id)?.data.mandate,
        Actor::Role(id) => {
            let role = governance.roles.get(id)?;
            match &role.data.template {
                Some(template) if role.source != place.source => {
                    &governance.roles.get(&**template)?.data.mandate
                }
                _ => &role.data.mandate,
            }
        }
        Actor::Person(_) => return None,
    };
    let mut lines = mandate.powers.iter();
    Some(lines.find(|line| line.span == place.span)?.value.clone())
}

/// Rows of a table of powers: those that differ only in what they are about share one.
#[derive(Default)]
struct Rows(Vec<Row>);

struct Row {
    /// Domains first, then what concerns people, then rules, then access.
    rank: usize,
    words: String,
    targets: Vec<Rich>,
    /// The other cells.
    rest: Vec<Rich>,
}

impl Rows {
    fn add(&mut self, here: &Here<'_>, power: &Power, rest: Vec<Rich>) {
        let object = power.key.object.as_str();
        let (words, target) = phrase_of(here, power);
        let rank = match object.split_once('/').map_or(object, |(root, _)| root) {
            _ if here.domain(object).is_some() => 0,
            "residual" => 1,
            "seats" => 2,
            "membership" => 3,
            "structure" => 4,
            "rules" => 5,
            "repos" | "permissions" => 6,
            _ => 0,
        };
        let same = |row: &&mut Row| rank > 1 && row.words == words && row.rest == rest;
        match self.0.iter_mut().find(same) {
            Some(row) => row.targets.push(target),
            None => self.0.push(Row {
                rank,
                words,
                targets: vec![target],
                rest,
            }),
        }
    }

    fn fill(mut self, table: &mut Table) {
        self.0.sort_by_key(|row| row.rank);
        for row in self.0 {
            let mut targets = row.targets;
            let more = targets.len().saturating_sub(TARGETS);
            if more > 1 {
                targets.truncate(TARGETS);
                targets.push(Rich::from(format!("{more} more")));
            }
            let what = Rich::from(row.words).then(Rich::list(targets, "and"));
            table.row(std::iter::once(what).chain(row.rest));
        }
    }
}

/// The powers of an actor, those that records give or those that follow by default.
pub(super) fn of_actor(here: &Here<'_>, actor: &Actor, origin: Origin) -> Table {
    let caption = match origin {
        Origin::Declared => "Powers that records give",
        Origin::Implied => "Powers that hold because no record says otherwise",
    };
    let mut rows = Rows::default();
    let powers = &here.book().handbook.powers;
    for power in powers.of_actor(actor).filter(|p| p.origin == origin) {
        rows.add(here, power, vec![how(here, power, true)]);
    }
    let mut table = Table::new(caption, &["What", "How and within what"]).laid(Layout::Words);
    rows.fill(&mut table);
    table.without_empty_columns().at_most(MOST, "powers")
}

/// The powers that a person can exercise as one actor.
pub(super) struct AsActor {
    pub actor: Actor,
    /// Whether the person stands in for somebody who is not there.
    pub stands_in: bool,
    /// With whom, where that is the same for all of them.
    pub with: Rich,
    pub table: Table,
}

/// What a person can do, by the actor as which: roles, then the person as such, then units.
pub(super) fn of_person(here: &Here<'_>, person: &Id) -> Vec<AsActor> {
    let mut groups: BTreeMap<(usize, &Actor, bool), Vec<&Power>> = BTreeMap::new();
    let powers = &here.book().handbook.powers;
    for power in powers.of_person(person) {
        let actor = &power.key.holder;
        let rank = match actor {
            Actor::Role(_) => 0,
            Actor::Person(_) => 1,
            Actor::Unit(_) => 2,
        };
        let group = groups.entry((rank, actor, power.stand_in.is_some()));
        group.or_default().push(power);
    }
    groups
        .into_iter()
        .map(|((_, actor, stands_in), powers)| {
            let first = with_whom(here, powers[0]);
            let is_same = powers.iter().all(|power| with_whom(here, power) == first);
            let mut columns = vec!["What", "With whom", "How and within what"];
            if is_same {
                columns.remove(1);
            }
            let mut rows = Rows::default();
            for power in powers {
                let mut how = how(here, power, false);
                if power.origin == Origin::Implied {
                    how = how.muted(" (by default)");
                }
                let rest = if is_same {
                    vec![how]
                } else {
                    vec![with_whom(here, power), how]
                };
                rows.add(here, power, rest);
            }
            let name = name(here.governance.actor_name(actor));
            let mut table =
                Table::new(format!("Powers that come with {name}"), &columns).laid(Layout::Words);
            rows.fill(&mut table);
            AsActor {
                actor: actor.clone(),
                stands_in,
                with: if is_same { first } else { Rich::new() },
                table: table.at_most(MOST, "powers"),
            }
        })
        .collect()
}

fn with_whom(here: &Here<'_>, power: &Power) -> Rich {
    let others = power.people.len().saturating_sub(1);
    if power.key.right == Right::Joint && !power.with.is_empty() {
        Rich::from("Together with ").then(here.all(&power.with))
    } else if power.is_exercised_alone() {
        Rich::from("Alone")
    } else {
        Rich::from(format!("With {}", count(others, "other", "others")))
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    #[test]
    fn rights_that_differ_only_in_their_object_share_a_line() {
        let fixture = Fixture::with(&[]);
        fixture.read(|book| {
            let here = Here::new(book, "units/assembly.html");
            let actor = Actor::Unit(Id::of("assembly"));
            let declared = of_actor(&here, &actor, Origin::Declared).plain();
            assert_eq!(
                declared,
                [
                    "Decides whatever nobody has been given | By Vote",
                    "Decides who is Keeper | By Vote",
                    "Decides on ending a term early as Webmaster | By Vote",
                ]
            );
            let implied = of_actor(&here, &actor, Origin::Implied).plain();
            assert!(implied.contains(&"Decides the mandate of Assembly and Crew | By Vote".into()));
        });
    }

    #[test]
    fn bounds_follow_the_method() {
        let fixture = Fixture::with(&[]);
        fixture.read(|book| {
            let here = Here::new(book, "roles/keeper.html");
            let table = of_actor(&here, &Actor::Role(Id::of("keeper")), Origin::Declared);
            assert_eq!(
                table.plain(),
                [
                    "Decides money All money | Alone",
                    "Decides money/small Small sums | \
                     Alone; up to 500 EUR; Assembly may replace the decision",
                ]
            );
        });
    }

    #[test]
    fn a_person_decides_alone_or_with_others() {
        let fixture = Fixture::with(&[]);
        fixture.read(|book| {
            let here = Here::new(book, "people/ana.html");
            let groups = of_person(&here, &Id::of("ana"));
            let said: Vec<String> = groups
                .iter()
                .map(|group| format!("{}: {}", group.actor, group.with.plain()))
                .collect();
            // Cem is on leave, so two decide in the assembly.
            assert_eq!(
                said,
                ["keeper: Alone", "assembly: With 1 other", "crew: Alone"]
            );
        });
    }

    #[test]
    fn a_vacant_seat_tells_who_stands_in() {
        let fixture = Fixture::with(&[(
            "roles/webmaster.yaml",
            "name: Webmaster\nunit: crew\npowers: [{right: veto, over: site}]\n",
        )]);
        fixture.read(|book| {
            let here = Here::new(book, "roles/webmaster.html");
            let table = of_actor(&here, &Actor::Role(Id::of("webmaster")), Origin::Declared);
            assert_eq!(
                table.plain(),
                ["May block site The web site | Alone; exercised by Crew, as nobody is there"]
            );
        });
    }

    #[test]
    fn access_is_told_in_the_words_of_forges() {
        let powers = "[{right: execute, over: repos/acme/site, up_to: write}, \
             {right: execute, over: repos/acme/docs, up_to: write}, \
             {right: execute, over: permissions/ci/retry}]";
        let role =
            format!("name: Webmaster\nunit: crew\npowers: {powers}\nholders: [{{person: bao}}]\n");
        let fixture = Fixture::with(&[("roles/webmaster.yaml", &role)]);
        fixture.read(|book| {
            let here = Here::new(book, "roles/webmaster.html");
            let table = of_actor(&here, &Actor::Role(Id::of("webmaster")), Origin::Declared);
            assert_eq!(
                table.plain(),
                [
                    "Has the permission ci.retry",
                    "Has write access to acme/docs and acme/site",
                ]
            );
        });
    }
}
