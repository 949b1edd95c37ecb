//! Who can end a seat before its time, and who cannot be put out at all.

use super::Institution;
use super::guard::{Heads, Mode, View};
use super::institution::SlotKind;
use super::rules::Effect;
use crate::model::{Actor, Capacity, Date, Governance, Id, Object};
use crate::power::{Act, PowerKey, Powers};
use crate::source::Place;

/// The powers that can put people out of a seat. Two kinds count: powers over the seat itself that
/// settle ([`crate::model::Right::Decide`] or [`crate::model::Right::Joint`]) and let their holder
/// remove, and powers over `structure/` of the unit that the seat belongs to. The residual decider
/// and the rules of the organisation are last resorts and do not count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Removers {
    /// Powers over the seat.
    pub direct: Vec<PowerKey>,
    /// Powers over the borders of its unit.
    pub by_structure: Vec<PowerKey>,
}

impl Removers {
    /// Whether nobody can remove anybody.
    pub fn is_empty(&self) -> bool {
        self.direct.is_empty() && self.by_structure.is_empty()
    }
}

/// The powers that can put people out of a role, as far as somebody can exercise them. Looks up two
/// objects: cheap enough to ask for every role.
pub fn removers(governance: &Governance, powers: &Powers, role: &Id) -> Removers {
    let usable = |object: &str, acts: &[Act]| -> Vec<PowerKey> {
        powers
            .over(object)
            .filter(|power| {
                super::rules::settles(power.key.right)
                    && acts.contains(&power.key.act)
                    && !power.people.is_empty()
            })
            .map(|power| power.key.clone())
            .collect()
    };
    let unit = governance.roles.get(role).map(|role| &role.data.unit.value);
    Removers {
        direct: usable(&format!("seats/{role}"), &[Act::Remove, Act::Any]),
        by_structure: unit.map_or_else(Vec::new, |unit| {
            usable(&format!("structure/{unit}"), &[Act::Any])
        }),
    }
}

/// Why somebody cannot be put out of a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hold {
    /// No power over the seat removes, or none that anybody can exercise.
    NoPower,
    /// All others together cannot use any such power: the holder takes part in it and can block.
    OwnConsent,
}

/// Somebody in a seat whom no power over that seat removes against their will.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Irremovable {
    /// Who.
    pub person: Id,
    /// From which role, or from which unit as a member.
    pub seat: Actor,
    /// Why.
    pub hold: Hold,
    /// When the term ends by itself, where it does: nobody could remove the person before.
    pub until: Option<Date>,
    /// Where the seat is written.
    pub place: Place,
    /// Powers over the unit's borders that others can still use against the person.
    pub by_structure: Vec<PowerKey>,
}

/// Everybody against one.
struct Without<'i, 'g> {
    institution: &'i Institution<'g>,
    person: usize,
}

impl View for Without<'_, '_> {
    fn heads(&self, body: usize) -> Heads {
        let body = &self.institution.bodies[body];
        let outside = usize::from(body.people.binary_search(&self.person).is_ok());
        Heads {
            inside: body.people.len() + body.unlisted - outside,
            outside,
        }
    }
}

/// The people who cannot be put out of a seat against their will by any power over that seat: of
/// roles, and of units as members listed by name. Sorted by seat and person.
///
/// A power counts where all others together could possibly use it; what is doubtful counts for
/// them, so that an entry is a proof. One look at the removing powers for each seat.
pub fn irremovable(institution: &Institution<'_>) -> Vec<Irremovable> {
    let powers = institution.powers;
    let mut all = Vec::new();
    for seat in &powers.roster.seats {
        if seat.through.is_some() || seat.capacity != Capacity::Holder {
            continue;
        }
        let (object, kind, unit) = match &seat.actor {
            Actor::Role(id) => (
                Object::of(format!("seats/{id}")),
                SlotKind::Holders,
                &institution.governance.roles[id].data.unit.value,
            ),
            Actor::Unit(id) => (
                Object::of(format!("membership/{id}")),
                SlotKind::Members,
                id,
            ),
            Actor::Person(_) => continue,
        };
        let key = (seat.actor.clone(), kind);
        let Some(slot) = institution.slot_of.get(&key).copied() else {
            continue;
        };
        let others = Without {
            institution,
            person: institution.number[&seat.person],
        };
        let rules = |object: &Object| -> Vec<usize> {
            let powers = powers.over(object);
            powers
                .filter_map(|power| institution.rule_of(&power.key))
                .collect()
        };
        let removing: Vec<usize> = rules(&object)
            .into_iter()
            .filter(|rule| institution.clears(*rule, slot))
            .collect();
        let usable = |rule: &usize| {
            let guard = &institution.rules[*rule].guard;
            guard.is_met(&others, Mode::Standing)
        };
        if removing.iter().any(usable) {
            continue;
        }
        let exercised = removing
            .iter()
            .any(|rule| !powers.all[*rule].people.is_empty());
        let borders = rules(&Object::of(format!("structure/{unit}")));
        all.push(Irremovable {
            person: seat.person.clone(),
            seat: seat.actor.clone(),
            hold: if exercised {
                Hold::OwnConsent
            } else {
                Hold::NoPower
            },
            until: seat.until,
            place: seat.place,
            by_structure: borders
                .iter()
                .filter(|rule| institution.clears(**rule, slot) && usable(rule))
                .map(|rule| powers.all[*rule].key.clone())
                .collect(),
        });
    }
    all.sort_by(|a, b| (&a.seat, &a.person).cmp(&(&b.seat, &b.person)));
    all
}

impl Institution<'_> {
    /// The rule of a power.
    fn rule_of(&self, key: &PowerKey) -> Option<usize> {
        let all = &self.powers.all;
        all.binary_search_by(|power| power.key.cmp(key)).ok()
    }

    /// Whether using a rule empties a slot.
    fn clears(&self, rule: usize, slot: usize) -> bool {
        let effects = &self.rules[rule].effects;
        effects.iter().any(|(effect, _)| match effect {
            Effect::Clear(slots) | Effect::Remake { clear: slots, .. } => slots.contains(&slot),
            _ => false,
        })
    }
}
