//! Self-appointing: somebody can come to a seat of more power, or give themselves another term in
//! their own, without anybody else.
//!
//! Whatever leads there counts: choosing, and putting others out until their say is enough. A seat
//! that somebody could come to so before the change is no worse.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, Id, Object, Right};
use crate::power::Power;
use crate::power::reach::{
    Change, Doubt, Gain, Institution, SelfAppointment, Step, Succession, Way,
};
use crate::shift::sides::Both;
use crate::shift::{Alarm, AlarmKind, Saying, Side, SideName};

use super::{blank, names};

pub(super) fn alarms(both: &Both<'_>) -> Vec<Alarm> {
    let head = Seats::new(both.institution(SideName::Head), both.head);
    let mut open: BTreeMap<Actor, Vec<Climb>> = BTreeMap::new();
    for id in both.head.governance.people.keys() {
        for climb in head.climbs(id) {
            open.entry(climb.seat.clone()).or_default().push(climb);
        }
    }
    if open.is_empty() {
        return Vec::new();
    }
    let base = Seats::new(both.institution(SideName::Base), both.base);
    // Most of those who can, could before: asking for them alone settles most seats.
    let mut known: BTreeMap<Id, BTreeSet<Actor>> = BTreeMap::new();
    let mut could = |id: &Id, seat: &Actor| {
        let of = known.entry(id.clone()).or_insert_with_key(|id| {
            let climbs = base.climbs(id).into_iter();
            climbs.map(|climb| climb.seat).collect()
        });
        of.contains(seat)
    };
    let mut alarms = Vec::new();
    for (seat, climbs) in open {
        let Some(was) = both
            .was(&seat)
            .filter(|_| both.exists(SideName::Base, &seat))
        else {
            continue;
        };
        let first = climbs.iter().map(|climb| both.base_person(&climb.person));
        let mut people = first.chain(both.base.governance.people.keys().cloned());
        if !people.any(|id| could(&id, &was)) {
            alarms.push(alarm(both, &seat, &climbs));
        }
    }
    alarms
}

fn alarm(both: &Both<'_>, actor: &Actor, climbs: &[Climb]) -> Alarm {
    let people: BTreeSet<Id> = climbs.iter().map(|climb| climb.person.clone()).collect();
    let who = names(both, &people, actor);
    let seat = both.actor_name(actor);
    let first = &climbs[0];
    let one = people.len() == 1;
    let name = both.actor_name(&Actor::Person(first.person.clone()));
    // Of several the way of the first is told.
    let way = listed_steps(both, &first.steps);
    let steps = if one {
        way
    } else {
        let english = format!("{name} {way}");
        let parts = [("who", name.into()), ("steps", way.into())];
        Saying::new(english, "alarm-steps-of", parts)
    };
    let number = people.len();
    let said = |english: String, key: &'static str| {
        let parts = [
            ("who", (&who).into()),
            ("n", number.into()),
            ("seat", (&seat).into()),
            ("steps", (&steps).into()),
        ];
        Saying::new(english, key, parts)
    };
    let alone = if one { "alone" } else { "each alone" };
    let own = if one {
        format!("{who}'s own")
    } else {
        "their own".to_owned()
    };
    let fill = || {
        (
            format!("fill the seat of {seat}, which is {own}"),
            "alarm-fills-own",
        )
    };
    let (words, (clause, key)) = match (first.way, actor) {
        (Way::Renew, _) if first.steps.len() == 1 => {
            let choose = if one { "chooses" } else { "choose" };
            let english = format!("{who} {alone} {choose} who sits there");
            (said(english, "alarm-chooses-who"), fill())
        }
        (Way::Renew, _) => {
            let english = format!("{who} {alone} can stay there: {steps}");
            (said(english, "alarm-can-stay"), fill())
        }
        (Way::Enter, Actor::Unit(_)) => {
            let english = format!("{who} {alone} can come in: {steps}");
            let clause = (format!("come into {seat}"), "alarm-comes-into");
            (said(english, "alarm-can-come-in"), clause)
        }
        (Way::Enter, _) => {
            let english = format!("{who} {alone} can come to it: {steps}");
            let clause = (format!("take the seat of {seat}"), "alarm-takes-seat");
            (said(english, "alarm-can-come-to-it"), clause)
        }
    };
    let root = match actor {
        Actor::Unit(_) => "membership",
        _ => "seats",
    };
    let place = first.steps.iter().rev().find_map(|step| step.place);
    Alarm {
        name: Some(seat.clone()),
        words,
        proposal: format!("{who} {alone} could {clause}"),
        present: said(format!("{who} {alone} can {clause}"), key),
        people: people.into_iter().collect(),
        place: place.map(|place| both.place(SideName::Head, place)),
        ..blank(
            AlarmKind::SelfAppointing,
            Object::of(format!("{root}/{}", actor.id())),
        )
    }
}

/// A way of one person to a seat.
struct Climb {
    person: Id,
    seat: Actor,
    way: Way,
    steps: Vec<Step>,
}

/// Who can come to which seats on one side, by its own ids.
struct Seats<'i, 's> {
    side: Side<'s>,
    succession: Succession<'i, 's>,
    /// Powers that bind others or act for them, by their holders.
    binding: OnceCell<BTreeMap<&'s Actor, Vec<&'s Power>>>,
}

impl<'i, 's> Seats<'i, 's> {
    fn new(institution: &'i Institution<'s>, side: Side<'s>) -> Self {
        Seats {
            side,
            succession: Succession::new(institution),
            binding: OnceCell::new(),
        }
    }

    /// The seats that a person can surely come to alone, of more power than theirs or their own.
    fn climbs(&self, id: &Id) -> Vec<Climb> {
        let ways = self.succession.of_person(id).into_iter();
        let sure = ways.filter_map(
            |SelfAppointment {
                 seat, way, gain, ..
             }| {
                let steps = sure_steps(gain)?;
                (way == Way::Renew || self.is_more(id, &seat)).then(|| Climb {
                    person: id.clone(),
                    seat,
                    way,
                    steps,
                })
            },
        );
        sure.collect()
    }

    /// Whether a seat lets somebody settle or do what the person has no part in.
    fn is_more(&self, person: &Id, seat: &Actor) -> bool {
        let binding = self.binding.get_or_init(|| {
            let mut binding: BTreeMap<&Actor, Vec<&Power>> = BTreeMap::new();
            for power in &self.side.powers.all {
                if power.key.right.binds() || power.key.right == Right::Execute {
                    binding.entry(&power.key.holder).or_default().push(power);
                }
            }
            binding
        });
        let powers = binding.get(seat);
        powers.is_some_and(|all| all.iter().any(|power| !power.people.contains(person)))
    }
}

/// The steps of a way that is there; a limit on terms does not close it today.
fn sure_steps(gain: Gain) -> Option<Vec<Step>> {
    match gain {
        Gain::Can(witness) => Some(witness.steps),
        Gain::Undetermined { doubts, steps } => {
            let only_later = |doubt: &Doubt| matches!(doubt, Doubt::TermLimit(_));
            doubts.iter().all(only_later).then_some(steps)
        }
    }
}

/// "removes Amara Nwosu and Bao Tran from Release team, then takes the seat of Release lead".
fn listed_steps(both: &Both<'_>, steps: &[Step]) -> Saying {
    const FEW: usize = 3;
    let of = |english: &str, name: Saying, key: &'static str| {
        Saying::new(format!("{english} {name}"), key, [("name", name.into())])
    };
    let words = steps.iter().map(|step| match &step.change {
        Change::Seat { into, .. } => {
            let name = both.actor_name(into);
            match into {
                Actor::Unit(_) => of("joins", name, "step-joins"),
                _ => of("takes the seat of", name, "step-takes-seat"),
            }
        }
        Change::Remove { people, from } => {
            let people = people.iter().cloned().map(Actor::Person);
            let people = people.map(|who| both.actor_name(&who)).collect();
            let (who, from) = (Saying::listed(people, FEW), both.actor_name(from));
            let english = format!("removes {who} from {from}");
            let parts = [("who", who.into()), ("from", from.into())];
            Saying::new(english, "step-removes", parts)
        }
        Change::Remake { unit } => {
            let unit = both.actor_name(&Actor::Unit(unit.clone()));
            let english = format!("dissolves {unit} and founds it anew");
            Saying::new(english, "step-remakes", [("name", unit.into())])
        }
        Change::Rewrite => {
            let object = step.power.as_ref().map(|key| &key.object);
            match object.and_then(|object| both.object_name(object)) {
                Some(name) => of("changes the rules of", name, "step-rewrites"),
                None => Saying::new("changes the rules", "step-rewrites-rules", []),
            }
        }
        Change::Organisation => {
            let english = "changes the rules of the organisation";
            Saying::new(english, "step-rewrites-all", [])
        }
        Change::Leave { from, .. } => {
            of("gives up the seat of", both.actor_name(from), "step-leaves")
        }
    });
    Saying::chain(words.collect(), ", then ", "step-then")
}
