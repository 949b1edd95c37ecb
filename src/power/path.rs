//! Why somebody has a power: from the person over seat, role or unit and delegation to the root.

use std::collections::BTreeSet;

use crate::model::{Actor, Capacity, Governance, Id, Object, Voice};
use crate::source::Place;

use super::{Power, Powers, Seat, StandIn};

/// How one step of a path is bound to the next, nearer to the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// A person fills the role that follows.
    Holds,
    /// A person is deputy in the role that follows, whose holder cannot act.
    Deputises,
    /// A person is a member of the unit that follows.
    Member,
    /// A person is a member of the unit that follows through another unit.
    Through,
    /// A role speaks, with a vote, in the unit that follows.
    Represents,
    /// A unit or person answers for the one that follows, which cannot act.
    ActsFor,
    /// A policy of the one that follows gives the power.
    GrantedBy,
    /// The record of the one that follows names this one for the power.
    NamedBy,
    /// The power is a part of what the one that follows holds.
    DelegatedBy,
    /// A role or unit has its mandate from the unit that follows.
    PartOf,
    /// Nothing follows: the top.
    Top,
}

impl Tie {
    /// The words that people read between this step and the next.
    pub fn words(self) -> &'static str {
        match self {
            Tie::Holds => "holds",
            Tie::Deputises => "deputy of",
            Tie::Member => "member of",
            Tie::Through => "member through another unit of",
            Tie::Represents => "represents in",
            Tie::ActsFor => "acts for",
            Tie::GrantedBy => "granted by a policy of",
            Tie::NamedBy => "named by",
            Tie::DelegatedBy => "delegated by",
            Tie::PartOf => "part of",
            Tie::Top => "top",
        }
    }
}

/// One step of a path: a person, a role or a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Who or what.
    pub actor: Actor,
    /// How it is bound to the next step.
    pub tie: Tie,
    /// The record line that binds it; none for what no record says, and at the top.
    pub place: Option<Place>,
}

/// Why `person` can exercise `power`: from the person over the seat, the holder and whoever
/// delegated to it to the root. Empty for somebody who cannot exercise it.
///
/// Of several ways the most direct one is told: a listed membership before a role in the unit, and
/// the unit's own roles before those that represent others in it.
///
/// ```
/// use polity::load::{Cache, load};
/// use polity::model::{Date, Id};
/// use polity::power::{Tie, path, powers};
/// use polity::tree::MemoryTree;
///
/// let tree = MemoryTree::new("example")
///     .with("org.yaml", "name: O\nvision: V\nroot: all\nresidual: all\ndomains: {work: W}\n")
///     .with("units/all.yaml", "name: All\npurpose: P\n")
///     .with("roles/lead.yaml", "name: Lead\nunit: all\ndomains: [work]\nholders: [{person: ann}]\n")
///     .with("people/ann.yaml", "name: Ann\n");
/// let loaded = load(&tree, None, &mut Cache::default())?;
/// let powers = powers(&loaded.governance, Date::parse("2026-01-01").unwrap());
/// let power = powers.over("work").next().unwrap();
/// let ties: Vec<Tie> = path(&loaded.governance, &powers, power, &Id::of("ann"))
///     .iter()
///     .map(|step| step.tie)
///     .collect();
/// assert_eq!(ties, [Tie::Holds, Tie::PartOf, Tie::Top]);
/// # Ok::<(), polity::load::LoadError>(())
/// ```
pub fn path(governance: &Governance, powers: &Powers, power: &Power, person: &Id) -> Vec<Step> {
    if !power.people.contains(person) {
        return Vec::new();
    }
    let mut steps = Vec::new();
    let holder = &power.key.holder;
    let acting = match &power.stand_in {
        Some(StandIn::Delegator(actor)) => actor,
        _ => holder,
    };
    let capacity = match power.stand_in {
        Some(StandIn::Deputies) => Capacity::Deputy,
        _ => Capacity::Holder,
    };
    seated(governance, powers, capacity, acting, person, &mut steps);
    if acting != holder {
        steps.push(Step {
            actor: acting.clone(),
            tie: Tie::ActsFor,
            place: None,
        });
    }
    steps.extend(holder_path(governance, powers, power));
    steps
}

/// Why `person` sits in a role or unit: from the person over the seat to the root. Empty for
/// somebody who does not sit there.
pub fn seat_path(
    governance: &Governance,
    powers: &Powers,
    actor: &Actor,
    person: &Id,
) -> Vec<Step> {
    let mut steps = Vec::new();
    let capacities = [Capacity::Holder, Capacity::Deputy].into_iter();
    let seat = |capacity: &Capacity| seat(powers, actor, *capacity, person).is_some();
    let capacity = capacities.into_iter().find(seat);
    let capacity = capacity.unwrap_or(Capacity::Holder);
    seated(governance, powers, capacity, actor, person, &mut steps);
    if !steps.is_empty() {
        steps.extend(upwards(governance, actor, None, &BTreeSet::new()));
    }
    steps
}

/// Why a holder has a power: from the holder over whoever delegated to it to the root.
pub fn holder_path(governance: &Governance, powers: &Powers, power: &Power) -> Vec<Step> {
    let delegators = delegators(powers, &power.key.object);
    let given = giver(governance, power);
    upwards(governance, &power.key.holder, given, &delegators)
}

/// From the person to the actor that exercises the power, that one left out.
fn seated(
    governance: &Governance,
    powers: &Powers,
    capacity: Capacity,
    acting: &Actor,
    person: &Id,
    steps: &mut Vec<Step>,
) {
    let itself = Actor::Person(person.clone());
    if *acting == itself {
        return;
    }
    let mut step = |actor: &Actor, tie: Tie, place: Option<Place>| {
        steps.push(Step {
            actor: actor.clone(),
            tie,
            place,
        });
    };
    if let Some(seat) = seat(powers, acting, capacity, person) {
        let tie = match (acting, capacity) {
            (Actor::Role(_), Capacity::Deputy) => Tie::Deputises,
            (Actor::Role(_), _) => Tie::Holds,
            _ if seat.through.is_some() => Tie::Through,
            _ => Tie::Member,
        };
        step(&itself, tie, Some(seat.place));
        return;
    }
    let Actor::Unit(unit) = acting else {
        return;
    };
    // Through a role of the unit, or through one that represents its own in it.
    let filled = governance.roles.values().filter_map(|role| {
        let inside = role.data.unit.value == *unit;
        let link = role.data.represents.as_ref();
        let link = link.filter(|link| link.voice == Voice::Member && link.unit.value == *unit);
        if !inside && link.is_none() {
            return None;
        }
        let actor = Actor::Role(role.id.clone());
        let seat = seat(powers, &actor, Capacity::Holder, person)?;
        let (tie, span) = match link {
            Some(link) if !inside => (Tie::Represents, link.unit.span),
            _ => (Tie::PartOf, role.data.unit.span),
        };
        Some((!inside, actor, seat.place, tie, role.place(span)))
    });
    let nearest = filled.min_by_key(|(outside, ..)| *outside);
    if let Some((_, role, seat, tie, place)) = nearest {
        step(&itself, Tie::Holds, Some(seat));
        step(&role, tie, Some(place));
    }
}

/// The seat of a person who is able to act in it.
fn seat<'p>(
    powers: &'p Powers,
    actor: &Actor,
    capacity: Capacity,
    person: &Id,
) -> Option<&'p Seat> {
    let seats = &powers.roster.seats;
    let key = (actor, capacity, person);
    let first = seats.partition_point(|seat| (&seat.actor, seat.capacity, &seat.person) < key);
    seats[first..]
        .iter()
        .take_while(|seat| (&seat.actor, seat.capacity, &seat.person) == key)
        .find(|seat| seat.able)
}

/// From an actor to the root, by way of whoever gave it a power, if it was not the unit above.
fn upwards(
    governance: &Governance,
    actor: &Actor,
    given: Option<(Actor, Tie, Place)>,
    delegators: &BTreeSet<&Actor>,
) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut given = given;
    let mut at = actor.clone();
    let mut seen: BTreeSet<Actor> = BTreeSet::new();
    while seen.insert(at.clone()) {
        let next = given.take().or_else(|| above(governance, &at));
        let Some((above, tie, place)) = next else {
            break;
        };
        let tie = match tie {
            Tie::PartOf if delegators.contains(&above) => Tie::DelegatedBy,
            tie => tie,
        };
        let actor = std::mem::replace(&mut at, above);
        let place = Some(place);
        steps.push(Step { actor, tie, place });
    }
    steps.push(Step {
        actor: at,
        tie: Tie::Top,
        place: None,
    });
    steps
}

/// Who holds a wider domain around an object.
fn delegators<'p>(powers: &'p Powers, object: &Object) -> BTreeSet<&'p Actor> {
    let mut found = BTreeSet::new();
    let mut at = object.as_str();
    while let Some((outer, _)) = at.rsplit_once('/') {
        let held = powers.over(outer).filter(|power| power.key.right.binds());
        found.extend(held.map(|power| &power.key.holder));
        at = outer;
    }
    found
}

/// Who gave a power to a holder that does not have it from the unit it lives in: the adopter of a
/// policy, or the owner of the record that names it.
fn giver(governance: &Governance, power: &Power) -> Option<(Actor, Tie, Place)> {
    let (holder, place) = (&power.key.holder, power.place);
    let policy = governance
        .policies
        .values()
        .find(|policy| policy.source == place.source && covers(policy.span, place.span));
    if let Some(policy) = policy {
        let adopter = governance.actor_or_person(&policy.data.adopted_by)?;
        return (adopter != *holder).then_some((adopter, Tie::GrantedBy, place));
    }
    if !matches!(holder, Actor::Person(_)) {
        return None;
    }
    let owner = match power.key.object.split_once('/') {
        Some(("seats", id)) => governance.actor(id),
        Some(("membership" | "structure" | "rules", id)) => governance
            .units
            .contains_key(id)
            .then(|| Actor::Unit(Id::of(id))),
        _ => None,
    };
    let root = || governance.root().cloned().map(Actor::Unit);
    Some((owner.or_else(root)?, Tie::NamedBy, place))
}

fn covers(outer: crate::source::Span, inner: crate::source::Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The unit from which a role or unit has its mandate.
fn above(governance: &Governance, actor: &Actor) -> Option<(Actor, Tie, Place)> {
    let (unit, place) = match actor {
        Actor::Role(id) => {
            let role = governance.roles.get(id)?;
            (&role.data.unit, role.place(role.data.unit.span))
        }
        Actor::Unit(id) => {
            let unit = governance.units.get(id)?;
            let parent = unit.data.parent.as_ref()?;
            (parent, unit.place(parent.span))
        }
        Actor::Person(_) => return None,
    };
    governance.units.get(&unit.value)?;
    Some((Actor::Unit(unit.value.clone()), Tie::PartOf, place))
}
