//! The second layer of the map: lines from the roles that represent their unit to the unit in which
//! they do.

use std::collections::BTreeMap;

use serde::Serialize;

use super::number;
use super::pack::Circle;
use crate::model::{Actor, Id};
use crate::site::here::Here;

/// How far a line reaches into the unit around the one that is represented.
const REACH: f64 = 12.0;

/// A line.
#[derive(Serialize)]
pub(super) struct Tie {
    x1: String,
    y1: String,
    x2: String,
    y2: String,
}

/// The lines between circles that are drawn, in the order of the roles' ids.
pub(super) fn ties(here: &Here<'_>, drawn: &BTreeMap<Actor, Circle>) -> Vec<Tie> {
    let governance = &here.book().governance;
    let mut ties = Vec::new();
    for (actor, from) in drawn {
        let Actor::Role(id) = actor else {
            continue;
        };
        let role = governance.roles.get(id);
        let represents = role.and_then(|role| role.data.represents.as_ref());
        let Some((role, represents)) = role.zip(represents) else {
            continue;
        };
        let target = &represents.unit.value;
        if let Some(to) = drawn.get(&Actor::Unit(target.clone())) {
            let inside = within(here, &role.data.unit, target);
            let inside = inside.and_then(|unit| drawn.get(&Actor::Unit(unit)));
            let (x, y) = match inside {
                // Out of the unit, into the one around it.
                Some(own) => towards(own, from, own.r + REACH),
                None => towards(to, from, to.r),
            };
            ties.push(Tie {
                x1: number(from.x),
                y1: number(from.y),
                x2: number(x),
                y2: number(y),
            });
        }
    }
    ties
}

/// The unit next to `outer` on the way up from `unit`; none where the way does not lead there.
fn within(here: &Here<'_>, unit: &Id, outer: &Id) -> Option<Id> {
    let above = here.book().governance.ancestors(unit);
    let at = above.iter().position(|id| *id == outer)?;
    Some(match at {
        0 => unit.clone(),
        at => above[at - 1].clone(),
    })
}

/// The point at a distance from the middle of a circle, on the side of another circle.
fn towards(middle: &Circle, other: &Circle, distance: f64) -> (f64, f64) {
    let (x, y) = (other.x - middle.x, other.y - middle.y);
    let length = x.hypot(y);
    if length < 0.01 {
        return (middle.x, middle.y - distance);
    }
    let share = distance / length;
    (middle.x + x * share, middle.y + y * share)
}
