//! Matters that nobody can decide: given to no one, or to a seat or body without people.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::ended;
use super::dangling_reference::MOST_SUGGESTIONS;
use super::seats::Seats;
use super::shared::Fields;
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity, nearest};
use crate::model::{Activity, Actor, Format, Governance, Object, Wants, references};
use crate::power::{Power, StandIn};
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
            level: Level::Rules,
            essential: false,
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
    for power in shared::given(context) {
        if matches!(
            power.stand_in,
            Some(StandIn::Delegator(_) | StandIn::Nobody)
        ) {
            unable.entry(&power.key.holder).or_default().push(power);
        }
    }
    let patterns = shared::patterns(governance);
    let vacancies = shared::vacancies(context);
    unable.retain(|holder, _| {
        let told_elsewhere = match holder {
            // A body that is over holds nothing; that it is still named has a finding of its own.
            _ if is_over(context, holder) => true,
            Actor::Role(id) => governance.roles.get(id).is_some_and(|role| {
                patterns.contains(&role.id) || Seats::of(role, context.as_of).term_explains()
            }),
            // A unit of role holders is empty because its seats are.
            Actor::Unit(id) => {
                let lists = governance
                    .units
                    .get(id)
                    .is_some_and(|u| !u.data.members.is_empty());
                shared::has_gap(governance)
                    || (!lists && vacancies.get(id).is_some_and(|count| *count > 0))
            }
            // Somebody gone holds nothing; somebody unknown is a dangling reference.
            Actor::Person(_) => true,
        };
        !told_elsewhere && !shared::people_elsewhere(governance, holder)
    });
    unable
}

fn is_over(context: &Context<'_>, holder: &Actor) -> bool {
    let governance = &context.loaded.governance;
    let envelope = match holder {
        Actor::Unit(id) => governance.units.get(id).map(|unit| &unit.envelope),
        Actor::Role(id) => governance.roles.get(id).map(|role| &role.envelope),
        Actor::Person(_) => None,
    };
    envelope.is_some_and(|envelope| ended(envelope, context.as_of).is_some())
}

fn vacant(context: &Context<'_>, holder: &Actor, powers: &[&Power]) -> Finding {
    let governance = &context.loaded.governance;
    // Domains first, then seats, membership and other people's rules.
    let mut powers = powers.to_vec();
    powers.sort_by_key(|power| is_reserved(&power.key.object));
    let mut objects: Vec<String> = Vec::new();
    for power in &powers {
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
    let (place, state) =
        state(context, holder).unwrap_or((powers[0].place, "nobody is there".to_owned()));
    let meanwhile = shared::answers_for(context, holder);
    let severity = if meanwhile.is_none() && governance.org.is_some() {
        Severity::Error
    } else {
        Severity::Warning
    };
    let until = match &meanwhile {
        Some((actor, _)) => format!(": until then {} decides", governance.actor_name(actor)),
        None => "; nobody decides in its place".to_owned(),
    };
    let mut finding = Finding::new(ID, severity, place, message)
        .label(format!("{state}{until}"))
        .why(WHY)
        .fix(match holder {
            Actor::Role(_) => "fill the seat, or name a deputy for the time being",
            _ => "name members, or give the domain to a body that has some",
        })
        .record(format!("{}/{}", holder.kind(), holder.id()));
    for power in powers.iter().take(3).filter(|power| power.place != place) {
        finding = finding.related(power.place, format!("given to this {}", holder.kind()));
    }
    match meanwhile {
        Some((_, place)) => finding.related(place, "who decides until then"),
        None => finding,
    }
}

fn is_reserved(object: &str) -> bool {
    let roots = ["seats/", "membership/", "rules/", "structure/"];
    roots.iter().any(|root| object.starts_with(root))
}

/// Where it shows that an actor has nobody able, and why it has not.
fn state(context: &Context<'_>, holder: &Actor) -> Option<(Place, String)> {
    let governance = &context.loaded.governance;
    match holder {
        Actor::Role(id) => {
            let role = governance.roles.get(id)?;
            let seats = Seats::of(role, context.as_of);
            let (place, state) = if let Some(first) = seats.current.first() {
                let state = absence(governance, &first.person);
                (Some(role.place(first.span)), state)
            } else {
                let list = Fields::of(context, role).at(&["holders"]);
                (list, "vacant")
            };
            let state = format!("{state}, and {}", seats.deputy());
            Some((place.unwrap_or_else(|| role.head_place()), state))
        }
        Actor::Unit(id) => {
            let unit = governance.units.get(id)?;
            let mut members = unit.data.members.iter();
            let member = members.find(|member| member.holds(context.as_of));
            let (place, state) = if let Some(member) = member {
                let state = absence(governance, &member.person);
                (Some(unit.place(member.span)), state)
            } else {
                let list = Fields::of(context, unit).at(&["members"]);
                (list, "nobody is a member")
            };
            Some((place.unwrap_or_else(|| unit.head_place()), state.to_owned()))
        }
        Actor::Person(_) => None,
    }
}

fn absence(governance: &Governance, person: &str) -> &'static str {
    let person = governance.people.get(person);
    let activity = person.and_then(|person| person.data.activity);
    match activity.map(|activity| activity.value) {
        Some(Activity::Leave) => "on leave",
        Some(Activity::Inactive) => "inactive",
        Some(Activity::Emeritus) => "emeritus",
        Some(Activity::Active) | None => "no longer here",
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
    let held: BTreeSet<&Object> = shared::given(context)
        .map(|power| &power.key.object)
        .collect();
    let mut orphans: BTreeSet<&str> = BTreeSet::new();
    for slug in org.data.domains.keys() {
        let mut around = std::iter::once(slug.as_str())
            .chain(slug.rmatch_indices('/').map(|(at, _)| &slug[..at]));
        let told = |word: &str| held.contains(&Object::of(word)) || orphans.contains(word);
        if !around.any(told) {
            orphans.insert(slug.as_str());
        }
    }
    if orphans.is_empty() {
        return Vec::new();
    }
    let misspelt = misspelt(governance);
    orphans.retain(|slug| !misspelt.contains(slug));
    let residual = governance.actor_or_person(&org.data.residual);
    let able = residual.as_ref().filter(|residual| {
        !context.powers.roster.people(residual).is_empty()
            || shared::people_elsewhere(governance, residual)
    });
    let fields = Fields::of(context, org);
    orphans
        .into_iter()
        .map(|slug| {
            let (severity, until) = match able {
                Some(actor) => {
                    let name = governance.actor_name(actor);
                    (Severity::Warning, format!(": until then {name} decides"))
                }
                None => (
                    Severity::Error,
                    "; nobody decides the rest either".to_owned(),
                ),
            };
            let place = fields.at(&["domains", slug]);
            let place = place.unwrap_or_else(|| org.head_place());
            Finding::new(ID, severity, place, format!("nobody holds {slug}"))
                .label(format!("in nobody's hands{until}"))
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
        .take(MOST_SUGGESTIONS)
        .filter_map(|reference| nearest(&reference.id, governance.names_for(Wants::Domain)))
        .collect()
}
