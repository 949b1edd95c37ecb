//! Powers in words: what they allow, on what, and within which bounds.

use std::collections::BTreeMap;

use crate::model::{Actor, Id, Kind, Right};
use crate::power::{Act, Origin, Power, line_of, rank};
use crate::wording::{self, Bound, Target};

use super::here::Here;
use super::text::{capital, name, uncapital};
use super::view::{Layout, Rich, Table, Tone};
use super::words::{Words, count};

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
    let (words, target) = wording::phrase(&here.governance, right, object, act);
    (words, shown(here, &target))
}

/// The words of a power: those of its right, or its level of access to a repository.
fn phrase_of(here: &Here<'_>, power: &Power) -> (String, Rich) {
    let (words, target) = wording::phrase_of(&here.governance, power);
    (words, shown(here, &target))
}

/// What a right is about: a domain with its description, a seat, a membership, rules. First the
/// words that lead to it.
fn noun(here: &Here<'_>, object: &str, act: Act) -> (&'static str, Rich) {
    let (words, target) = wording::noun(&here.governance, object, act);
    (words, shown(here, &target))
}

fn shown(here: &Here<'_>, target: &Target<'_>) -> Rich {
    match target {
        Target::Domain(slug, words) => Rich::new().code(*slug).line().muted(*words),
        Target::Seat(id) => seat(here, id),
        Target::Unit(id) => here.link(Kind::Unit, id),
        Target::Policy(id) => here.link(Kind::Policy, id),
        Target::Actor(id) => here.who(id),
        Target::Words(words) => Rich::from(*words),
        Target::Code(text) => Rich::new().code(text.as_str()),
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
    let policy = here.policy_at(power.place.source);
    let line = line_of(&here.governance, power, policy);
    let bounds = wording::bounds(power, line, policy, alone);
    sentence(bounds.iter().map(|bound| {
        match bound {
            Bound::Together(others) => Rich::from("only together with ").then(here.all(*others)),
            Bound::Holder => Rich::from("by whoever holds it"),
            Bound::Alone => Rich::from("alone"),
            Bound::Method(method) => Rich::from("by ").then(here.method(method)),
            Bound::UpTo(amount) => Rich::from(format!("up to {amount}")),
            Bound::Hearing(others) => Rich::from("after hearing ").then(here.all(*others)),
            Bound::When(when) => Rich::from(format!("when {when}")),
            Bound::OverriddenBy(by) => here.who(by).then(" may replace the decision"),
            Bound::EscalatesTo(to) => here.who(to).then(" decides if this one cannot"),
            Bound::NotDelegable => Rich::from("may not be handed on"),
            Bound::GivenBy(policy) => Rich::from("given by ").then(here.link(Kind::Policy, policy)),
            Bound::ByDeputy => Rich::from("exercised by the deputy, as nobody else is there"),
            Bound::ByDelegator(actor) => Rich::from("exercised by ")
                .then(here.actor(actor))
                .then(", as nobody is there"),
            Bound::ByNobody => Rich::new().tag("nobody can", Tone::Vacant),
        }
    }))
}

/// Parts joined by semicolons, with a capital at the start.
fn sentence(parts: impl Iterator<Item = Rich>) -> Rich {
    let mut whole = Rich::new();
    for part in parts.filter(|part| !part.is_empty()) {
        if !whole.is_empty() {
            whole = whole.then("; ");
        }
        whole = whole.then(part);
    }
    whole.map_first(capital)
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
        let (words, target) = phrase_of(here, power);
        let rank = rank(&here.governance, &power.key.object);
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

    fn fill(mut self, words: Words, table: &mut Table) {
        self.0.sort_by_key(|row| row.rank);
        for row in self.0 {
            let mut targets = row.targets;
            let more = targets.len().saturating_sub(TARGETS);
            if more > 1 {
                targets.truncate(TARGETS);
                targets.push(Rich::from(format!("{more} more")));
            }
            let what = Rich::from(row.words).then(words.list(targets));
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
    let mut table =
        Table::new(here.words, caption, &["What", "How and within what"]).laid(Layout::Words);
    rows.fill(here.words, &mut table);
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
            let mut table = Table::new(
                here.words,
                format!("Powers that come with {name}"),
                &columns,
            )
            .laid(Layout::Words);
            rows.fill(here.words, &mut table);
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
