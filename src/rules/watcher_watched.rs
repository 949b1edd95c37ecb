//! Bodies that inspect or overrule, and share people with what they oversee or owe it their seat.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::incompatible_offices::{self, Clash, Pair};
use super::{Context, Rule, bodies, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format, Id, Object, Right};
use crate::power::{Act, Origin, Power, Seat};
use crate::source::Place;

const ID: &str = "watcher-watched";

pub(super) struct WatcherWatched;

impl Rule for WatcherWatched {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "whoever inspects or hears appeals sits in, or is chosen by, what it oversees",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("watcher-watched.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let watches = watches(context);
        let clashes = incompatible_offices::clashes(context);
        let told: BTreeSet<Pair<'_>> = clashes.iter().flat_map(Clash::pairs).collect();
        let seats = seats(context);
        let mut roles: BTreeMap<&Id, Vec<&Id>> = BTreeMap::new();
        for role in context.loaded.governance.roles.values() {
            if !role.data.holders.is_empty() {
                roles
                    .entry(&role.data.unit.value)
                    .or_default()
                    .push(&role.id);
            }
        }
        let mut findings = Vec::new();
        for (watcher, watched) in &watches {
            for (body, line) in watched {
                findings.extend(in_both(context, &seats, &told, watcher, body, line));
            }
            for door in doors(&roles, watcher) {
                findings.extend(beholden(context, &door, watched));
            }
        }
        findings
    }

    /// Other formats know no right to inspect.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// How a body is overseen: where it says so, and in which word.
struct Line {
    place: Place,
    verb: &'static str,
}

/// Who oversees whom. The body above oversees what it gave its mandate to by being above, and may
/// share people with it; nobody can be apart from the root, which is everybody.
type Watches<'c> = BTreeMap<&'c Actor, BTreeMap<Actor, Line>>;

fn watches<'c>(context: &Context<'c>) -> Watches<'c> {
    let governance = &context.loaded.governance;
    let settling = settling(context);
    let root = governance.root();
    let mut watches: Watches<'c> = BTreeMap::new();
    for power in &context.powers.all {
        let verb = match power.key.right {
            Right::Audit => "inspects",
            Right::Override => "can overrule",
            _ => continue,
        };
        let watcher = &power.key.holder;
        for body in overseen(context, &settling, &power.key.object) {
            let unit = governance.unit_of(&body);
            let is_root = matches!(&body, Actor::Unit(id) if Some(id) == root);
            // Whoever leads a body and may overrule it is no body of appeal.
            let seat = match power.key.right {
                Right::Override => governance.unit_of(watcher),
                _ => governance
                    .unit_of(watcher)
                    .filter(|_| matches!(watcher, Actor::Unit(_))),
            };
            let is_above = seat.zip(unit).is_some_and(|(above, unit)| {
                above == unit || governance.ancestors(unit).contains(&above)
            });
            if body != *watcher && !is_root && !is_above {
                let line = Line {
                    place: power.place,
                    verb,
                };
                let watched = watches.entry(watcher).or_default();
                watched.entry(body).or_insert(line);
            }
        }
    }
    watches
}

/// The powers by which somebody settles or spends something, by what.
fn settling<'c>(context: &Context<'c>) -> BTreeMap<&'c Object, Vec<&'c Actor>> {
    let mut settling: BTreeMap<&Object, Vec<&Actor>> = BTreeMap::new();
    for power in &context.powers.all {
        let settles = matches!(
            power.key.right,
            Right::Decide | Right::Joint | Right::Execute
        );
        if settles && power.origin == Origin::Declared && power.key.act == Act::Any {
            settling
                .entry(&power.key.object)
                .or_default()
                .push(&power.key.holder);
        }
    }
    settling
}

/// The bodies that a right to oversee is about: a named one, or those that settle a domain.
fn overseen<'c>(
    context: &Context<'c>,
    settling: &BTreeMap<&'c Object, Vec<&'c Actor>>,
    object: &'c Object,
) -> BTreeSet<Actor> {
    let governance = &context.loaded.governance;
    let within = settling.range::<&Object, _>(object..);
    let within = within.take_while(|(inner, _)| inner.starts_with(object.as_str()));
    let within = within.filter(|(inner, _)| inner.lies_in(object));
    let mut bodies: BTreeSet<Actor> = within
        .flat_map(|(_, holders)| holders.iter().map(|holder| (*holder).clone()))
        .collect();
    if bodies.is_empty() {
        bodies.extend(governance.actor(object));
    }
    bodies
}

/// The people of each unit and role with the seats that put them there, deputies of roles included.
fn seats<'c>(context: &Context<'c>) -> BTreeMap<Actor, BTreeMap<&'c Id, &'c Seat>> {
    let mut seats: BTreeMap<Actor, BTreeMap<&Id, &Seat>> = BTreeMap::new();
    for seat in &context.powers.roster.seats {
        if bodies::is_gone(context, &seat.person) {
            continue;
        }
        let people = seats.entry(seat.actor.clone()).or_default();
        people.entry(&seat.person).or_insert(seat);
    }
    for (unit, people) in bodies::of_units(context) {
        let all = seats.entry(Actor::Unit(unit.clone())).or_default();
        for (person, by) in people {
            if !bodies::is_gone(context, person) {
                all.entry(person).or_insert(by[0]);
            }
        }
    }
    seats
}

fn in_both(
    context: &Context<'_>,
    seats: &BTreeMap<Actor, BTreeMap<&Id, &Seat>>,
    told: &BTreeSet<Pair<'_>>,
    watcher: &Actor,
    body: &Actor,
    line: &Line,
) -> Option<Finding> {
    let governance = &context.loaded.governance;
    let (here, there) = (seats.get(watcher)?, seats.get(body)?);
    let both = here
        .iter()
        .filter_map(|(person, seat)| Some((*seat, *there.get(person)?)));
    let both: Vec<(&Seat, &Seat)> = both
        .filter(|(seat, other)| !told.contains(&incompatible_offices::pair(seat, other)))
        .collect();
    let (seat, _) = both.first()?;
    let (verb, watcher_name) = (line.verb, governance.actor_name(watcher));
    let body_name = governance.actor_name(body);
    let is_one = both.len() == 1;
    let does = match (verb, is_one) {
        ("inspects", false) => "inspect",
        (verb, _) => verb,
    };
    // `sits in Board and inspects it as Auditor`, `is Treasurer and overrules that seat in Appeals`.
    let words = |body_name: &str, watcher_name: &str| {
        let there = match (body, is_one) {
            (Actor::Unit(_), true) => format!("sits in {body_name} and {does} it"),
            (Actor::Unit(_), false) => format!("sit in {body_name} and {does} it"),
            (_, true) => format!("is {body_name} and {does} that seat"),
            (_, false) => format!("are {body_name} and {does} that seat"),
        };
        let preposition = if matches!(watcher, Actor::Unit(_)) {
            "in"
        } else {
            "as"
        };
        format!("{there} {preposition} {watcher_name}")
    };
    let many = format!("{} people", both.len());
    let who = if is_one {
        governance.person_name(&seat.person)
    } else {
        &many
    };
    let message = shared::fitting(format!("{who} {}", words(body_name, watcher_name)), || {
        let who = if is_one {
            format!("`{}`", seat.person)
        } else {
            many.clone()
        };
        format!(
            "{who} {}",
            words(&format!("`{body}`"), &format!("`{watcher}`"))
        )
    });
    let mut finding = Finding::new(ID, Severity::Error, seat.place, message)
        .label(format!("the seat that {verb}"))
        .related(line.place, format!("{watcher_name} {verb} {body_name}"));
    for (number, (seat, other)) in both.iter().take(shared::MOST_PLACES / 2).enumerate() {
        let name = governance.person_name(&seat.person);
        if number > 0 {
            finding = finding.related(seat.place, format!("{name} too"));
        }
        if other.place != seat.place {
            finding = finding.related(other.place, format!("{name} sits here as well"));
        }
    }
    Some(
        finding
            .why("whoever inspects their own work finds what they knew before")
            .fix(format!(
                "let somebody from outside take one of the two seats {}",
                shared::MOVES_POWER
            ))
            .record(format!("{}/{watcher}", watcher.kind())),
    )
}

/// The ways into a body: its membership, and the seats of the roles that make it up.
fn doors(roles: &BTreeMap<&Id, Vec<&Id>>, watcher: &Actor) -> Vec<Actor> {
    let mut doors = vec![watcher.clone()];
    if let Actor::Unit(id) = watcher {
        let roles = roles.get(id).into_iter().flatten();
        doors.extend(roles.map(|role| Actor::Role((*role).clone())));
    }
    doors
}

/// Seats of an overseer that only those overseen give, or only they can take.
fn beholden(context: &Context<'_>, door: &Actor, watched: &BTreeMap<Actor, Line>) -> Vec<Finding> {
    let governance = &context.loaded.governance;
    let seats = match door {
        Actor::Unit(id) => format!("membership/{id}"),
        Actor::Role(id) => format!("seats/{id}"),
        Actor::Person(_) => return Vec::new(),
    };
    let is_watched = |actor: &Actor| {
        watched.contains_key(actor)
            || governance
                .unit_of(actor)
                .is_some_and(|unit| watched.contains_key(&Actor::Unit(unit.clone())))
    };
    let tell =
        |removes: bool| {
            let mut by: Vec<&Power> = context.powers.over(&seats).collect();
            by.retain(|power| {
                let act = power.key.act;
                let fits = if removes {
                    act != Act::Choose
                } else {
                    act != Act::Remove
                };
                fits && power.key.right.binds()
            });
            let first = *by.first()?;
            if !by.iter().all(|power| is_watched(&power.key.holder)) {
                return None;
            }
            let holder = &first.key.holder;
            let verb = if removes {
                "can be removed only by"
            } else {
                "is chosen only by"
            };
            let line = watched.get(holder).or_else(|| watched.values().next())?;
            let mut message = String::new();
            // Writing to a text cannot fail.
            let _ = write!(message, "{} {verb} ", governance.actor_name(door));
            let message = shared::fitting(
                format!(
                    "{message}{}, which it {}",
                    governance.actor_name(holder),
                    line.verb
                ),
                || format!("`{door}` {verb} `{holder}`, which it {}", line.verb),
            );
            let label = if removes {
                "can end the seat"
            } else {
                "fills the seat"
            };
            Some(
            Finding::new(ID, Severity::Error, first.place, message)
                .label(label)
                .related(line.place, format!("{} what fills or ends its seats", line.verb))
                .why("whoever owes a seat to those inspected inspects them kindly, or not again")
                .fix(format!(
                    "let a body that is not inspected choose and remove, as the one above both {}",
                    shared::MOVES_POWER
                ))
                .record(format!("{}/{door}", door.kind())),
        )
        };
    [false, true].into_iter().filter_map(tell).collect()
}
