//! Powers that the default constitution gives where no record says anything.

use std::collections::BTreeSet;

use crate::model::{Actor, Date, Governance, Object, Right};
use crate::source::Place;

use super::{Act, Draft, Drafts, Origin, PowerKey};

/// Adds the implied powers: a unit rules inside its own borders and admits its members; its parent
/// rules the borders; a role's unit fills it; an adopter amends its policies; the root rules
/// itself and the organisation.
pub(super) fn collect(governance: &Governance, on: Date, drafts: &mut Drafts) {
    let declared: BTreeSet<(&str, Act)> = drafts
        .iter()
        .filter(|(key, _)| key.right.binds())
        .map(|(key, _)| (key.object.as_str(), key.act))
        .collect();
    let mut implied = Drafts::new();
    let mut imply = |object: String, act: Act, holder: Actor, place: Place| {
        let said = |act: Act| declared.contains(&(object.as_str(), act));
        if said(act) || said(Act::Any) || !governance.actor_in_force(&holder, on) {
            return;
        }
        let key = PowerKey {
            right: Right::Decide,
            object: Object::of(object),
            act,
            when: None,
            holder,
        };
        implied.push((key, Draft::new(Origin::Implied, place)));
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
    drafts.extend(implied);
}
