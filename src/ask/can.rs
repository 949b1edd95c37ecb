//! What a person may do, as whom, and how much of it without others.

use std::collections::BTreeMap;

use crate::model::{Actor, Capacity, Family, Format, Id, Right};
use crate::power::{Power, Seat, path, rank};

use super::{Glob, Records, say};

/// Which powers are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter<'f> {
    /// Only this right.
    pub right: Option<Right>,
    /// Only over objects that fit.
    pub over: Option<&'f Glob>,
}

impl Filter<'_> {
    /// Whether a power is asked for.
    pub fn keeps(&self, power: &Power) -> bool {
        self.right.is_none_or(|right| power.key.right == right)
            && self.over.is_none_or(|glob| glob.fits(&power.key.object))
    }
}

/// How much a person needs others for a power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Not at all.
    Alone,
    /// Enough of them must agree.
    Together,
    /// None of them may object.
    Consent,
}

/// How a person comes to act as somebody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Through {
    /// By a seat, or as the person that it is.
    Seat,
    /// A member of a unit by holding this role.
    Role(Actor),
    /// As deputy, while no holder can.
    Deputy,
    /// In place of the holder, who is not there, as this one.
    StandIn(Actor),
}

/// The powers that a person has as one actor in one way.
#[derive(Debug, Clone)]
pub struct Group<'g> {
    /// With or without others.
    pub how: How,
    /// As whom.
    pub actor: &'g Actor,
    /// How the person comes to it.
    pub through: Through,
    /// What.
    pub powers: Vec<&'g Power>,
}

/// Everything a person may do.
#[derive(Debug, Clone)]
pub struct Sheet<'g> {
    /// Who.
    pub person: Id,
    /// The seats, those on which nothing can be done at present too.
    pub seats: Vec<&'g Seat>,
    /// The powers, those of the person alone first.
    pub groups: Vec<Group<'g>>,
    /// Seats in roles that nobody can take from the person before they end.
    pub shielded: Vec<&'g Seat>,
}

impl Sheet<'_> {
    /// How many powers it lists.
    pub fn len(&self) -> usize {
        self.groups.iter().map(|group| group.powers.len()).sum()
    }

    /// Whether it lists none.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

/// What a person may do.
pub fn can<'g>(records: &Records<'g>, person: &Id, filter: Filter<'_>) -> Sheet<'g> {
    let governance = records.governance;
    let mut ways: BTreeMap<&Actor, Through> = BTreeMap::new();
    let mut groups: BTreeMap<(How, usize, &Actor, Through), Vec<&Power>> = BTreeMap::new();
    let asked = |power: &&Power| filter.keeps(power);
    for power in records.powers_of(person).filter(asked) {
        let actor = &power.key.holder;
        let through = match &power.stand_in {
            None => {
                let way = ways.entry(actor);
                way.or_insert_with(|| through(records, power, person))
                    .clone()
            }
            Some(crate::power::StandIn::Delegator(other)) => Through::StandIn(other.clone()),
            Some(_) => Through::Deputy,
        };
        let order = match actor {
            Actor::Role(_) => 0,
            Actor::Person(_) => 1,
            Actor::Unit(_) => 2,
        };
        let key = (how(records, power, person), order, actor, through);
        groups.entry(key).or_default().push(power);
    }
    let groups = groups
        .into_iter()
        .map(|((how, _, actor, through), mut powers)| {
            powers.sort_by_key(|power| {
                let binds = power.key.right.binds();
                let settles = matches!(power.key.right, Right::Decide | Right::Joint);
                let right = if settles {
                    Right::Decide
                } else {
                    power.key.right
                };
                let rank = rank(governance, &power.key.object);
                (!binds, right, rank, &power.key)
            });
            Group {
                how,
                actor,
                through,
                powers,
            }
        });
    let groups = groups.collect();
    let seats = records.seats_of(person);
    // Other formats do not tell how a seat is taken away, which does not mean that none is.
    let tells = governance.format == Format::Native;
    let shielded = seats.iter().filter(|seat| {
        let held = seat.capacity == Capacity::Holder && matches!(seat.actor, Actor::Role(_));
        tells && held && records.removers(&seat.actor).is_empty()
    });
    Sheet {
        person: person.clone(),
        groups,
        shielded: shielded.copied().collect(),
        seats,
    }
}

fn how(records: &Records<'_>, power: &Power, person: &Id) -> How {
    let joint = power.key.right == Right::Joint && !power.with.is_empty();
    if say(records, power).alone.contains(person) && !joint {
        How::Alone
    } else if matches!(
        power.family,
        Some(Family::Consent | Family::Consensus | Family::LazyConsensus)
    ) {
        How::Consent
    } else {
        How::Together
    }
}

/// How a person comes to act as the holder of a power.
fn through(records: &Records<'_>, power: &Power, person: &Id) -> Through {
    let steps = path(records.governance, records.powers, power, person);
    match (&power.key.holder, steps.get(1)) {
        (Actor::Unit(_), Some(step)) if matches!(step.actor, Actor::Role(_)) => {
            Through::Role(step.actor.clone())
        }
        _ => Through::Seat,
    }
}
