//! Powers in words: what they allow, on what, and within which bounds.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::model::{Actor, Id, Kind, Right};
use crate::power::{Act, Origin, Power, PowerKey, line_of, rank};
use crate::wording::{self, Bound, Phrase, Target, capital};

use super::here::Here;
use super::text::name;
use super::view::{Layout, Piece, Rich, Table, Tone};
use super::words::Words;

/// How many rows a table of powers shows.
const MOST: usize = 80;

/// How many objects one row lists.
const TARGETS: usize = 40;

/// A right and what it is about: "Decides money/operations", with links.
pub(super) fn said(here: &Here<'_>, right: Right, object: &str, act: Act) -> Rich {
    let (_, target) = wording::phrase(&here.governance, right, object, act);
    said_shortly(here, right, object, act).then(about(&target))
}

/// The same without what a domain is about.
pub(super) fn said_shortly(here: &Here<'_>, right: Right, object: &str, act: Act) -> Rich {
    let (phrase, target) = wording::phrase(&here.governance, right, object, act);
    say(here.words, phrase, shown(here, &target)).map_first(capital)
}

/// The same without a line break and a capital, for the middle of a sentence.
pub(super) fn said_inside(here: &Here<'_>, right: Right, object: &str) -> Rich {
    let (phrase, target) = wording::phrase(&here.governance, right, object, Act::Any);
    say(here.words, phrase, shown(here, &target))
}

/// Words with what they lead to, for the middle of a sentence.
fn say(words: Words, phrase: Phrase<'_>, what: Rich) -> Rich {
    let said = [("level", phrase.level().into()), ("what", what.into())];
    words.rich(&phrase.key(), said)
}

/// What words lead to: a domain, a seat, a membership, rules.
fn shown(here: &Here<'_>, target: &Target<'_>) -> Rich {
    match target {
        Target::Domain(slug, _) => Rich::new().code(*slug),
        Target::Seat(id) => seat(here, id),
        Target::Unit(id) => here.link(Kind::Unit, id),
        Target::Policy(id) => here.link(Kind::Policy, id),
        Target::Actor(id) => here.who(id),
        Target::Nothing => Rich::new(),
        Target::Code(text) => Rich::new().code(text.as_str()),
    }
}

/// The description of a domain, on a line of its own.
fn about(target: &Target<'_>) -> Rich {
    match target {
        Target::Domain(_, words) => Rich::from(Piece::Break).muted(*words),
        _ => Rich::new(),
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
    object_of(here, &power.key.object, power.key.act)
}

/// An object of a right, on one line.
pub(super) fn object(here: &Here<'_>, object: &str) -> Rich {
    object_of(here, object, Act::Any)
}

fn object_of(here: &Here<'_>, object: &str, act: Act) -> Rich {
    match wording::noun(&here.governance, object, act) {
        (_, Target::Domain(slug, _)) => domain(here, slug),
        (phrase, target) => say(here.words, phrase, shown(here, &target)).map_first(capital),
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
    let words = here.words;
    let bounds = wording::bounds(power, line, policy, alone).into_iter();
    words.clauses(bounds.map(|bound| match bound {
        Bound::Together(others) => words.rich("bound-together", [("who", here.all(others).into())]),
        Bound::Holder => words.text("bound-holder").into(),
        Bound::Alone => words.text("bound-alone").into(),
        Bound::Method(method) => {
            words.rich("bound-method", [("method", here.method(method).into())])
        }
        Bound::UpTo(amount) => words.rich("bound-up-to", [("amount", amount.to_string().into())]),
        Bound::Hearing(others) => words.rich("bound-hearing", [("who", here.all(others).into())]),
        Bound::When(when) => words.rich("bound-when", [("when", when.as_str().into())]),
        Bound::OverriddenBy(by) => {
            words.rich("bound-overridden-by", [("who", here.who(by).into())])
        }
        Bound::EscalatesTo(to) => words.rich("bound-escalates-to", [("who", here.who(to).into())]),
        Bound::NotDelegable => words.text("bound-not-delegable").into(),
        Bound::GivenBy(policy) => {
            let policy = here.link(Kind::Policy, policy);
            words.rich("bound-given-by", [("policy", policy.into())])
        }
        Bound::ByDeputy => words.text("bound-by-deputy").into(),
        Bound::ByDelegator(actor) => {
            words.rich("bound-by-delegator", [("who", here.actor(actor).into())])
        }
        Bound::ByNobody => Rich::new().tag(words.text("bound-by-nobody"), Tone::Vacant),
    }))
}

/// Rows of a table of powers: those that differ only in what they are about share one.
#[derive(Default)]
struct Rows<'b>(Vec<Row<'b>>);

struct Row<'b> {
    /// Domains first, then what concerns people, then rules, then access.
    rank: usize,
    phrase: Phrase<'b>,
    targets: Vec<Rich>,
    /// The description of a domain.
    about: Rich,
    /// The other cells.
    rest: Vec<Rich>,
}

impl<'b> Rows<'b> {
    fn add(&mut self, here: &Here<'b>, power: &'b Power, rest: Vec<Rich>) {
        let governance = here.book().handbook.governance;
        let (phrase, target) = wording::phrase_of(governance, power);
        let (what, about) = (shown(here, &target), about(&target));
        let rank = rank(governance, &power.key.object);
        let same = |row: &&mut Row<'_>| rank > 1 && row.phrase == phrase && row.rest == rest;
        match self.0.iter_mut().find(same) {
            Some(row) => row.targets.push(what),
            None => self.0.push(Row {
                rank,
                phrase,
                targets: vec![what],
                about,
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
                targets.push(words.count("and-more", more).into());
            }
            let what = say(words, row.phrase, words.list(targets));
            let what = what.map_first(capital).then(row.about);
            table.row(std::iter::once(what).chain(row.rest));
        }
    }
}

/// The powers of an actor, those that records give or those that follow by default.
pub(super) fn of_actor(here: &Here<'_>, actor: &Actor, origin: Origin) -> Table {
    let caption = match origin {
        Origin::Declared => "powers-declared",
        Origin::Implied => "powers-implied",
    };
    let caption = here.words.text(caption);
    let mut rows = Rows::default();
    let powers = &here.book().handbook.powers;
    for power in powers.of_actor(actor).filter(|p| p.origin == origin) {
        rows.add(here, power, vec![how(here, power, true)]);
    }
    let columns = ["column-what", "column-how-within"];
    let mut table = Table::new(here.words, caption, &columns).laid(Layout::Words);
    rows.fill(here.words, &mut table);
    table.without_empty_columns()
}

/// The powers that a person can exercise as one actor.
pub(super) struct AsActor {
    pub actor: Actor,
    /// Whether the person stands in for somebody who is not there.
    pub stands_in: bool,
    /// With whom, where that is the same for all of them.
    pub with: Rich,
    pub table: Table,
    /// How many rows it has, with those that are not shown.
    pub rows: usize,
}

/// What the members of units can do as such, by their powers: most of a unit have the same. For pages
/// of one folder, whose links begin alike.
pub(super) struct Common<'p> {
    known: BTreeMap<Vec<&'p PowerKey>, Rc<AsActor>>,
    shown: Shown,
}

/// What is shown of a table, given how many rows there are.
type Shown = fn(&Here<'_>, &Actor, usize, Table) -> Table;

impl Common<'_> {
    pub(super) fn new(shown: Shown) -> Self {
        let known = BTreeMap::new();
        Common { known, shown }
    }
}

/// What a person can do, by the actor as which: roles, then the person as such, then units.
pub(super) fn of_person<'b>(
    here: &Here<'b>,
    person: &Id,
    common: &mut Common<'b>,
) -> Vec<Rc<AsActor>> {
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
    let groups = groups.into_iter();
    let groups = groups.map(|((_, actor, stands_in), powers)| {
        let shown = common.shown;
        let new = || {
            let mut own = as_actor(here, actor, stands_in, &powers);
            own.table = shown(here, actor, own.rows, own.table);
            Rc::new(own)
        };
        if !matches!(actor, Actor::Unit(_)) {
            return new();
        }
        let keys = powers.iter().map(|power| &power.key).collect();
        Rc::clone(common.known.entry(keys).or_insert_with(new))
    });
    groups.collect()
}

fn as_actor<'b>(here: &Here<'b>, actor: &Actor, stands_in: bool, powers: &[&'b Power]) -> AsActor {
    let with: Vec<Rich> = powers.iter().map(|power| with_whom(here, power)).collect();
    let is_same = with.iter().all(|other| *other == with[0]);
    let mut rows = Rows::default();
    for (power, with) in powers.iter().zip(&with) {
        let mut how = how(here, power, false);
        if power.origin == Origin::Implied {
            how = how.muted(format!(" ({})", here.words.text("by-default")));
        }
        let rest = if is_same {
            vec![how]
        } else {
            vec![with.clone(), how]
        };
        rows.add(here, power, rest);
    }
    let mut columns = vec!["column-what", "column-with-whom", "column-how-within"];
    if is_same {
        columns.remove(1);
    }
    let name = [("name", name(here.governance.actor_name(actor)).into())];
    let caption = here.words.say("powers-with", &name);
    let mut table = Table::new(here.words, caption, &columns).laid(Layout::Words);
    rows.fill(here.words, &mut table);
    let rows = table.rows.len();
    let table = table.at_most(MOST, "powers-more");
    AsActor {
        actor: actor.clone(),
        stands_in,
        with: with
            .into_iter()
            .next()
            .filter(|_| is_same)
            .unwrap_or_default(),
        rows,
        table: table.without_empty_columns(),
    }
}

fn with_whom(here: &Here<'_>, power: &Power) -> Rich {
    if power.key.right == Right::Joint && !power.with.is_empty() {
        let who = here.all(&power.with);
        here.words.rich("power-together", [("who", who.into())])
    } else if power.is_exercised_alone() {
        here.words.text("power-alone").into()
    } else {
        let others = power.people.len().saturating_sub(1);
        here.words.count("power-others", others).into()
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
            let groups = of_person(
                &here,
                &Id::of("ana"),
                &mut Common::new(|_, _, _, table| table),
            );
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
