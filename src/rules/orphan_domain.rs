//! Matters that nobody can decide: given to no one, or to a seat or body without people.

use std::collections::{BTreeMap, BTreeSet};

use super::seats::Seats;
use super::{Context, Rule, shared};
use crate::diag::{Finding, RuleInfo, Severity, nearest};
use crate::model::{Activity, Actor, Format, Governance, Object, Right, Wants, references};
use crate::power::{Act, Origin, Power, StandIn};
use crate::source::Place;

const ID: &str = "orphan-domain";
const WHY: &str = "what nobody is there to decide waits, or is decided by whoever dares";

pub(super) struct OrphanDomain;

impl Rule for OrphanDomain {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "nobody able holds a domain: it was given to none, or its seat is empty",
            severity: Severity::Warning,
            page: include_str!("orphan-domain.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let mut findings = unheld(context);
        for (holder, powers) in unable(context) {
            findings.push(vacant(context, holder, &powers));
        }
        findings
    }

    /// Teams of rust-lang/team have permissions, and no domains.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// The actors that were given something to decide and have nobody to do it, with those powers.
///
/// Left out are those of whom another finding tells: a term that ran out, a file that cannot be
/// read.
pub(super) fn unable<'c>(context: &Context<'c>) -> BTreeMap<&'c Actor, Vec<&'c Power>> {
    let governance = &context.loaded.governance;
    let mut unable: BTreeMap<&Actor, Vec<&Power>> = BTreeMap::new();
    for power in &context.powers.all {
        let nobody = matches!(
            power.stand_in,
            Some(StandIn::Delegator(_) | StandIn::Nobody)
        );
        let decides = matches!(power.key.right, Right::Decide | Right::Joint);
        if nobody && decides && power.key.act != Act::Remove && power.origin == Origin::Declared {
            unable.entry(&power.key.holder).or_default().push(power);
        }
    }
    unable.retain(|holder, _| {
        let told_elsewhere = match holder {
            Actor::Role(id) => governance.roles.get(id).is_some_and(|role| {
                shared::is_pattern(governance, role)
                    || Seats::of(role, context.as_of).term_explains()
            }),
            Actor::Unit(_) => shared::has_gap(governance),
            Actor::Person(_) => false,
        };
        !told_elsewhere && !shared::people_elsewhere(governance, holder)
    });
    unable
}

fn vacant(context: &Context<'_>, holder: &Actor, powers: &[&Power]) -> Finding {
    let governance = &context.loaded.governance;
    let mut objects: Vec<String> = Vec::new();
    for power in powers {
        let object = power.key.object.to_string();
        if !objects.contains(&object) {
            objects.push(object);
        }
    }
    let message = shared::fitting(
        format!("nobody able holds {}", shared::listed(&objects)),
        || match &objects[..] {
            [one] => format!("nobody able holds {one}"),
            more => format!("nobody able holds {} domains", more.len()),
        },
    );
    let (place, state) = state(context, holder).unwrap_or((powers[0].place, "nobody is there"));
    let meanwhile = shared::answers_for(context, holder);
    let severity = if meanwhile.is_none() && governance.org.is_some() {
        Severity::Error
    } else {
        Severity::Warning
    };
    let until = match &meanwhile {
        Some((actor, _)) => format!("until then {} decides", governance.actor_name(actor)),
        None => "and nobody decides in its place".to_owned(),
    };
    let noun = match holder {
        Actor::Unit(_) => "unit",
        Actor::Role(_) => "role",
        Actor::Person(_) => "person",
    };
    let mut finding = Finding::new(ID, severity, place, message)
        .label(format!("{state}: {until}"))
        .why(WHY)
        .fix(match holder {
            Actor::Role(_) => "fill the seat, or name a deputy for the time being",
            Actor::Unit(_) => "name members, or give the domain to a body that has some",
            Actor::Person(_) => "give it to somebody else",
        })
        .record(format!("{}/{}", holder.kind(), holder.id()));
    for power in powers.iter().take(3).filter(|power| power.place != place) {
        finding = finding.related(power.place, format!("given to this {noun}"));
    }
    match meanwhile {
        Some((_, place)) => finding.related(place, "who decides until then"),
        None => finding,
    }
}

/// Where it shows that an actor has nobody able, and why it has not.
fn state(context: &Context<'_>, holder: &Actor) -> Option<(Place, &'static str)> {
    let governance = &context.loaded.governance;
    match holder {
        Actor::Role(id) => {
            let role = governance.roles.get(id)?;
            let seats = Seats::of(role, context.as_of);
            if let Some(first) = seats.current.first() {
                return Some((role.place(first.span), absence(governance, &first.person)));
            }
            let place = shared::field(context, role.source, role.span, &["holders"]);
            let deputies = seats.deputies.is_empty();
            let state = if deputies {
                "vacant, and no deputy"
            } else {
                "vacant, the deputy away"
            };
            Some((place.unwrap_or_else(|| role.head_place()), state))
        }
        Actor::Unit(id) => {
            let unit = governance.units.get(id)?;
            let member = unit
                .data
                .members
                .iter()
                .find(|member| member.holds(context.as_of));
            if let Some(member) = member {
                return Some((unit.place(member.span), absence(governance, &member.person)));
            }
            let place = shared::field(context, unit.source, unit.span, &["members"]);
            Some((
                place.unwrap_or_else(|| unit.head_place()),
                "nobody is a member",
            ))
        }
        Actor::Person(_) => None,
    }
}

fn absence(governance: &Governance, person: &str) -> &'static str {
    let activity = governance
        .people
        .get(person)
        .and_then(|person| person.data.activity);
    match activity.map(|activity| activity.value) {
        Some(Activity::Leave) => "on leave, and no deputy",
        Some(Activity::Inactive) => "inactive, and no deputy",
        Some(Activity::Emeritus) => "emeritus, and no deputy",
        Some(Activity::Active) | None => "no longer here, and no deputy",
    }
}

/// Words of the vocabulary that no unit or role was given.
fn unheld(context: &Context<'_>) -> Vec<Finding> {
    let governance = &context.loaded.governance;
    let Some(org) = governance
        .org
        .as_ref()
        .filter(|_| !shared::has_gap(governance))
    else {
        return Vec::new();
    };
    let held: BTreeSet<&Object> = context
        .powers
        .all
        .iter()
        .filter(|power| {
            matches!(power.key.right, Right::Decide | Right::Joint)
                && power.key.act != Act::Remove
                && power.origin == Origin::Declared
        })
        .map(|power| &power.key.object)
        .collect();
    let misspelt = misspelt(governance);
    let mut orphans: BTreeSet<&str> = BTreeSet::new();
    for slug in org.data.domains.keys() {
        let mut around = std::iter::once(slug.as_str())
            .chain(slug.rmatch_indices('/').map(|(at, _)| &slug[..at]));
        let told = |word: &str| held.contains(&Object::of(word)) || orphans.contains(word);
        if !around.any(|word| told(word) || misspelt.contains(word)) {
            orphans.insert(slug.as_str());
        }
    }
    let residual = governance.actor_or_person(&org.data.residual);
    let able = residual.as_ref().filter(|residual| {
        !context.powers.roster.people(residual).is_empty()
            || shared::people_elsewhere(governance, residual)
    });
    orphans
        .into_iter()
        .map(|slug| {
            let (severity, until) = match able {
                Some(actor) => {
                    let name = governance.actor_name(actor);
                    (Severity::Warning, format!("until then {name} decides"))
                }
                None => (
                    Severity::Error,
                    "and nobody decides the rest either".to_owned(),
                ),
            };
            let place = shared::field(context, org.source, org.span, &["domains", slug]);
            let place = place.unwrap_or_else(|| org.head_place());
            Finding::new(ID, severity, place, format!("nobody holds {slug}"))
                .label(format!("given to no unit or role: {until}"))
                .related(
                    org.place(org.data.residual.span),
                    "decides what nobody holds",
                )
                .why(WHY)
                .fix(format!(
                    "add it to the `domains` of a unit or role {}",
                    shared::MOVES_POWER
                ))
                .record(org.reference())
        })
        .collect()
}

/// Words of the vocabulary that somebody probably meant to hold and misspelt; the misspelling has
/// a finding of its own.
fn misspelt(governance: &Governance) -> BTreeSet<&str> {
    references(governance)
        .iter()
        .filter(|reference| matches!(reference.wants, Wants::Domain | Wants::Object))
        .filter(|reference| !reference.resolves(governance))
        .filter_map(|reference| nearest(&reference.id, governance.names_for(Wants::Domain)))
        .collect()
}
