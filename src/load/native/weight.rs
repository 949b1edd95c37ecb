//! How far an edit of one record can be felt: not at all, in its own powers, or wherever its people
//! count.

use super::AnyRecord;
use crate::model::{Envelope, Mandate, Person, Policy, Role, Unit};

/// How much of a record is another one, from what is felt least to what is felt most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Weight {
    /// What it gives: its own powers, and how its own seats are filled and emptied.
    Powers,
    /// Who is in it, too: whatever names it, and whatever it acts for.
    Filled,
    /// How it acts, and who acts in its place.
    Acting,
    /// Whether it is in force at all, and of a role who is in it: whatever it is a part of.
    People,
}

/// What an edit that made `after` of `before` changes; `None` for prose, on which no power rests.
pub(super) fn between(before: &AnyRecord, after: &AnyRecord) -> Option<Weight> {
    use AnyRecord as Any;
    match (before, after) {
        (Any::Person(a), Any::Person(b)) => {
            let same = is_as_valid(&a.envelope, &b.envelope) && is_same_person(&a.data, &b.data);
            (!same).then_some(Weight::People)
        }
        (Any::Unit(a), Any::Unit(b)) => {
            if !is_as_valid(&a.envelope, &b.envelope) {
                return Some(Weight::People);
            }
            if !acts_the_same(&a.data, &b.data) {
                return Some(Weight::Acting);
            }
            if a.data.members != b.data.members {
                return Some(Weight::Filled);
            }
            (plain_unit(&a.data) != plain_unit(&b.data)).then_some(Weight::Powers)
        }
        (Any::Role(a), Any::Role(b)) => {
            if !is_as_valid(&a.envelope, &b.envelope) || !has_same_seats(&a.data, &b.data) {
                return Some(Weight::People);
            }
            (plain_role(&a.data) != plain_role(&b.data)).then_some(Weight::Powers)
        }
        (Any::Policy(a), Any::Policy(b)) => {
            let same = is_as_valid(&a.envelope, &b.envelope)
                && plain_policy(&a.data) == plain_policy(&b.data);
            (!same).then_some(Weight::Powers)
        }
        (Any::Method(a), Any::Method(b)) => (a.data != b.data).then_some(Weight::People),
        _ => Some(Weight::People),
    }
}

fn is_as_valid(a: &Envelope, b: &Envelope) -> bool {
    (a.status, a.since, a.until) == (b.status, b.since, b.until)
}

fn is_same_person(a: &Person, b: &Person) -> bool {
    a.is_able() == b.is_able()
        && a.skills == b.skills
        && a.training == b.training
        && a.affiliations == b.affiliations
}

/// Whether units have the same place, the same ways in and out, and the same ways to decide.
fn acts_the_same(a: &Unit, b: &Unit) -> bool {
    a.parent == b.parent
        && a.membership == b.membership
        && a.decides_by == b.decides_by
        && a.size == b.size
        && a.affiliation_cap == b.affiliation_cap
}

/// Whether roles have the same place, and the same people in them.
fn has_same_seats(a: &Role, b: &Role) -> bool {
    a.unit == b.unit && a.represents == b.represents && a.holders == b.holders
}

fn rights(mandate: &Mandate) -> Mandate {
    Mandate {
        domains: mandate.domains.clone(),
        powers: mandate.powers.clone(),
        ..Mandate::default()
    }
}

fn plain_unit(unit: &Unit) -> Unit {
    Unit {
        mandate: rights(&unit.mandate),
        disputes: None,
        meets: Vec::new(),
        stakeholders: Vec::new(),
        exit: None,
        ..unit.clone()
    }
}

fn plain_role(role: &Role) -> Role {
    Role {
        mandate: rights(&role.mandate),
        time: None,
        ..role.clone()
    }
}

fn plain_policy(policy: &Policy) -> Policy {
    Policy {
        driver: None,
        evaluation: Vec::new(),
        ..policy.clone()
    }
}
