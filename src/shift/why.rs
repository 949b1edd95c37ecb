//! Why those concerned by a shift have, or had, what it is about.

use crate::model::{Actor, Id, Right};
use crate::power::{self, Act, Power, holder_path, path, seat_path};

use super::sides::Both;
use super::{Comparison, Party, Shift, ShiftKind, Side, SideName, Step, Why};

/// For how many people of each shift the way to their power is told: the first by id, those who
/// gain before those who lose.
pub const MOST_EXPLAINED: usize = 8;

impl Comparison {
    /// Fills in why those who gain have it on the head, and why those who lose had it on the base:
    /// the first [`MOST_EXPLAINED`] people of each shift. Where nobody can exercise the power the
    /// way leads from its holder. `base` and `head` are the sides that were compared.
    pub fn explain(&mut self, base: Side<'_>, head: Side<'_>) {
        let both = Both::new(base, head);
        for shift in &mut self.shifts {
            shift.why = whys(&both, shift);
        }
    }
}

fn whys(both: &Both<'_>, shift: &Shift) -> Vec<Why> {
    let gains = shift.gains.iter().map(|id| (SideName::Head, id));
    let loses = shift.loses.iter().map(|id| (SideName::Base, id));
    let mut whys: Vec<Why> = gains
        .chain(loses)
        .take(MOST_EXPLAINED)
        .filter_map(|(side, id)| why(both, shift, side, id))
        .collect();
    if let Some(to) = &shift.to
        && to.people.is_empty()
        && let Some(power) = powers(both, shift, SideName::Head, Some(to)).first()
    {
        let steps = holder_path(both.head.governance, both.head.powers, power);
        whys.push(Why {
            side: SideName::Head,
            person: None,
            steps: steps
                .iter()
                .map(|step| told(both, SideName::Head, step))
                .collect(),
        });
    }
    whys
}

/// The way of one person on one side; none where the person could do nothing there.
fn why(both: &Both<'_>, shift: &Shift, side: SideName, id: &Id) -> Option<Why> {
    let here = both.side(side);
    let person = match side {
        SideName::Base => both.base_person(id),
        SideName::Head => id.clone(),
    };
    let party = match side {
        SideName::Base => shift.from.as_ref().or(shift.to.as_ref()),
        SideName::Head => shift.to.as_ref().or(shift.from.as_ref()),
    };
    let about_seat = matches!(
        shift.kind,
        ShiftKind::Seated | ShiftKind::Unseated | ShiftKind::Prolonged | ShiftKind::Shortened
    );
    let steps = if about_seat {
        let actor = &party?.actor;
        let actor = match side {
            SideName::Base => both.was(actor)?,
            SideName::Head => actor.clone(),
        };
        seat_path(here.governance, here.powers, &actor, &person)
    } else {
        let powers = powers(both, shift, side, party);
        let power = powers.iter().find(|power| power.people.contains(&person))?;
        path(here.governance, here.powers, power, &person)
    };
    (!steps.is_empty()).then(|| Why {
        side,
        person: Some(id.clone()),
        steps: steps.iter().map(|step| told(both, side, step)).collect(),
    })
}

/// The powers of a side that a shift may be about: those of its party first, then others of the
/// same right over the same object or around it, then the right to decide the rest.
fn powers<'s>(
    both: &Both<'s>,
    shift: &Shift,
    side: SideName,
    party: Option<&Party>,
) -> Vec<&'s Power> {
    let here = both.side(side);
    let right = shift.right.unwrap_or(Right::Decide);
    let settles = |right: Right| matches!(right, Right::Decide | Right::Joint);
    let fits = |power: &&Power| {
        let same = power.key.right == right || (settles(right) && settles(power.key.right));
        let object = match side {
            SideName::Base => both.identity.object(&power.key.object),
            SideName::Head => power.key.object.clone(),
        };
        let over = object == shift.object
            || shift.object.lies_in(&object)
            || object.lies_in(&shift.object);
        same && power.key.act == shift.act && over
    };
    let mut found: Vec<&'s Power> = here.powers.all.iter().filter(fits).collect();
    let held = |actor: &Actor| party.is_some_and(|party| party.actor == *actor);
    found.sort_by_key(|power| (!held(&power.key.holder), power.key.object != shift.object));
    if shift.act == Act::Any {
        found.extend(here.powers.over("residual"));
    }
    found
}

fn told(both: &Both<'_>, side: SideName, step: &power::Step) -> Step {
    let actor = match side {
        SideName::Base => both.identity.actor(&step.actor),
        SideName::Head => step.actor.clone(),
    };
    Step {
        name: both.actor_name(&actor).to_string(),
        actor: step.actor.clone(),
        tie: step.tie.words().to_owned(),
        place: step.place.map(|place| both.place(side, place)),
    }
}
