//! Powers that the default constitution gives where no record says anything.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Actor, Date, Governance, Object, Right};
use crate::source::Place;

use super::{Act, Draft, Origin, PowerKey};

/// Adds the implied powers: a unit rules inside its own borders and admits its members; its parent
/// rules the borders; a role's unit fills it; an adopter amends its policies; the root rules
/// itself and the organisation.
pub(super) fn collect(governance: &Governance, on: Date, drafts: &mut BTreeMap<PowerKey, Draft>) {
    let declared: BTreeSet<(Object, Act)> = drafts
        .keys()
        .filter(|key| key.right.binds())
        .map(|key| (key.object.clone(), key.act))
        .collect();
    let mut imply = |object: String, act: Act, holder: Actor, place: Place| {
        let object = Object::of(object);
        let said = declared.contains(&(object.clone(), act))
            || declared.contains(&(object.clone(), Act::Any));
        if said || !governance.actor_in_force(&holder, on) {
            return;
        }
        let key = PowerKey {
            right: Right::Decide,
            object,
            act,
            when: None,
            holder,
        };
        drafts
            .entry(key)
            .or_insert_with(|| Draft::new(Origin::Implied, place));
    };
    for (id, unit) in &governance.units {
        let itself = Actor::Unit(id.clone());
        if !governance.actor_in_force(&itself, on) {
            continue;
        }
        let place = unit.head_place();
        let parent = unit.data.parent.as_ref();
        let above = parent
            .and_then(|parent| governance.units.get_key_value(&*parent.value))
            .map_or_else(|| itself.clone(), |(parent, _)| Actor::Unit(parent.clone()));
        let border = parent.map_or(place, |parent| unit.place(parent.span));
        imply(format!("rules/{id}"), Act::Any, itself.clone(), place);
        imply(format!("structure/{id}"), Act::Any, above, border);
        imply(format!("membership/{id}"), Act::Choose, itself, place);
    }
    for (id, role) in &governance.roles {
        if !governance.actor_in_force(&Actor::Role(id.clone()), on) {
            continue;
        }
        let unit = Actor::Unit(role.data.unit.value.clone());
        imply(
            format!("seats/{id}"),
            Act::Choose,
            unit,
            role.place(role.data.unit.span),
        );
    }
    for (id, policy) in &governance.policies {
        if !policy.envelope.in_force(on) {
            continue;
        }
        if let Some(adopter) = governance.actor_or_person(&policy.data.adopted_by) {
            let place = policy.place(policy.data.adopted_by.span);
            imply(format!("rules/{id}"), Act::Any, adopter, place);
        }
    }
    if let (Some(org), Some(root)) = (&governance.org, governance.root()) {
        let place = org.place(org.data.root.span);
        imply(
            "rules/organisation".to_owned(),
            Act::Any,
            Actor::Unit(root.clone()),
            place,
        );
    }
}
