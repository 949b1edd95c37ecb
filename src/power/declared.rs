//! Powers that records declare.

use crate::model::{
    Actor, Date, Governance, Id, Mandate, Object, OneOrMany, PowerLine, Record, Right,
};
use crate::source::{At, Place};

use super::{Act, Draft, Drafts, Origin, PowerKey};

/// Adds every declared power of every actor in force. Of two lines for one key the first counts.
pub(super) fn collect(governance: &Governance, on: Date, drafts: &mut Drafts) {
    for (id, unit) in &governance.units {
        let holder = Actor::Unit(id.clone());
        if !governance.actor_in_force(&holder, on) {
            continue;
        }
        mandate(&holder, unit, &unit.data.mandate, drafts);
        if let Some(membership) = &unit.data.membership {
            let object = Object::of(format!("membership/{id}"));
            for (admission, act) in [
                (&membership.admit, Act::Choose),
                (&membership.remove, Act::Remove),
            ] {
                if let Some(admission) = admission {
                    over_people(
                        governance,
                        &object,
                        act,
                        &admission.by,
                        admission.method.as_ref(),
                        &|id| unit.place(id.span),
                        drafts,
                    );
                }
            }
        }
    }
    for (id, role) in &governance.roles {
        let holder = Actor::Role(id.clone());
        if !governance.actor_in_force(&holder, on) {
            continue;
        }
        mandate(&holder, role, &role.data.mandate, drafts);
        // A role with a template has the template's mandate besides its own.
        let template = role
            .data
            .template
            .as_ref()
            .and_then(|id| governance.roles.get(&**id));
        if let Some(template) = template {
            mandate(&holder, template, &template.data.mandate, drafts);
        }
        let object = Object::of(format!("seats/{id}"));
        let place = |id: &At<Id>| role.place(id.span);
        if let Some(selection) = &role.data.selection
            && let Some(by) = &selection.by
        {
            let method = selection.method.as_ref();
            over_people(governance, &object, Act::Choose, by, method, &place, drafts);
        }
        if let Some(removal) = &role.data.removal {
            let method = removal.method.as_ref();
            over_people(
                governance,
                &object,
                Act::Remove,
                &removal.by,
                method,
                &place,
                drafts,
            );
        }
    }
    for policy in governance.policies.values() {
        if !policy.envelope.in_force(on) {
            continue;
        }
        for grant in &policy.data.grants {
            let Some(holder) = governance.actor_or_person(&grant.to) else {
                continue;
            };
            if governance.actor_in_force(&holder, on) {
                line(&holder, &grant.line, policy.place(grant.span), drafts);
            }
        }
        if let Some(amend) = &policy.data.amend {
            let object = Object::of(format!("rules/{}", policy.id));
            let place = |id: &At<Id>| policy.place(id.span);
            let method = amend.method.as_ref();
            over_people(
                governance,
                &object,
                Act::Any,
                &amend.by,
                method,
                &place,
                drafts,
            );
        }
    }
    for grant in &governance.grants {
        if governance.actor_in_force(&grant.holder, on) {
            line(&grant.holder, &grant.line, grant.place, drafts);
        }
    }
    let residual = governance.org.as_ref().and_then(|org| {
        let holder = governance.actor_or_person(&org.data.residual)?;
        Some((holder, org.place(org.data.residual.span)))
    });
    if let Some((holder, place)) = residual {
        let key = PowerKey {
            right: Right::Decide,
            object: Object::of("residual"),
            act: Act::Any,
            when: None,
            holder,
        };
        add(key, Draft::new(Origin::Declared, place), drafts);
    }
}

fn mandate<T>(holder: &Actor, record: &Record<T>, mandate: &Mandate, drafts: &mut Drafts) {
    for domain in &mandate.domains {
        add(
            PowerKey {
                right: Right::Decide,
                object: Object::of(domain.as_str()),
                act: Act::Any,
                when: None,
                holder: holder.clone(),
            },
            Draft::new(Origin::Declared, record.place(domain.span)),
            drafts,
        );
    }
    for power in &mandate.powers {
        line(holder, power, record.place(power.span), drafts);
    }
}

fn line(holder: &Actor, line: &PowerLine, place: Place, drafts: &mut Drafts) {
    let ids = |ids: &[At<Id>]| ids.iter().map(|id| id.value.clone()).collect();
    add(
        PowerKey {
            right: line.right,
            object: line.over.value.clone(),
            act: Act::Any,
            when: line.when.clone(),
            holder: holder.clone(),
        },
        Draft {
            method: line.method.as_ref().map(|method| method.value.clone()),
            up_to: line.up_to.as_ref().map(|amount| amount.value.clone()),
            with: ids(&line.with),
            consult: ids(&line.consult),
            ..Draft::new(Origin::Declared, place)
        },
        drafts,
    );
}

/// A right over seats, membership or rules, for each actor of `by`; joint where they are several.
fn over_people(
    governance: &Governance,
    object: &Object,
    act: Act,
    by: &OneOrMany,
    method: Option<&At<Id>>,
    place: &dyn Fn(&At<Id>) -> Place,
    drafts: &mut Drafts,
) {
    let several = by.iter().count() > 1;
    for id in by.iter() {
        let Some(holder) = governance.actor_or_person(id) else {
            continue;
        };
        let others = by.iter().filter(|other| *other != id);
        add(
            PowerKey {
                right: if several { Right::Joint } else { Right::Decide },
                object: object.clone(),
                act,
                when: None,
                holder,
            },
            Draft {
                method: method.map(|method| method.value.clone()),
                with: others.map(|other| other.value.clone()).collect(),
                ..Draft::new(Origin::Declared, place(id))
            },
            drafts,
        );
    }
}

fn add(key: PowerKey, draft: Draft, drafts: &mut Drafts) {
    drafts.push((key, draft));
}
