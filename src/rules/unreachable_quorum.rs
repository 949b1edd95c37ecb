//! Methods that ask for more people than there are, or for nobody.

use std::collections::{BTreeMap, BTreeSet};

use super::bodies::{self, Belonging};
use super::procedure::{Procedure, place_in};
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, CountOrFormula, Family, Format, Id, Method, Record, Role};
use crate::power::game::{Count, people_asked, scheme};
use crate::power::{Origin, Power};
use crate::source::Place;

const ID: &str = "unreachable-quorum";
const WHY: &str = "a body that cannot decide by its own rules decides by nobody's";

pub(super) struct UnreachableQuorum;

impl Rule for UnreachableQuorum {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a method asks for more people than the body has, or for nobody",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("unreachable-quorum.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        if shared::has_gap(governance) {
            return Vec::new();
        }
        let vacancies = shared::vacancies(context);
        let mut seen: BTreeSet<(&Id, &Actor, &[Id])> = BTreeSet::new();
        let mut told: BTreeSet<(Place, String)> = BTreeSet::new();
        let mut findings: Vec<Finding> = Vec::new();
        // What records give is told before what follows from them.
        let (given, implied): (Vec<&Power>, Vec<&Power>) = context
            .powers
            .all
            .iter()
            .partition(|power| power.origin == Origin::Declared);
        for power in given.into_iter().chain(implied) {
            let key = (&power.method, &power.key.holder, &power.with[..]);
            let counts = power.key.right.binds()
                && power.stand_in.is_none()
                && !power.people.is_empty()
                && !shared::people_elsewhere(governance, &power.key.holder);
            let Some(method) = governance.methods.get(&power.method) else {
                continue;
            };
            if !counts || !seen.insert(key) {
                continue;
            }
            let finding = unreachable(context, power, method, &vacancies)
                .or_else(|| nothing_asked(context, power))
                // Several bodies may decide by the same method, or by the same electors.
                .filter(|finding| told.insert((finding.primary.place, finding.message.clone())));
            findings.extend(finding);
        }
        let units = bodies::of_units(context);
        for role in governance.roles.values() {
            if shared::is_live(&role.envelope, context.as_of) {
                findings.extend(too_few_to_choose(context, &units, role));
            }
        }
        findings
    }

    /// No other format writes methods.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Those whose votes count, and how many they are: the electors where they are an actor, else the
/// holder.
fn voters(context: &Context<'_>, power: &Power, procedure: &Procedure<'_>) -> Option<(Actor, u64)> {
    let governance = &context.loaded.governance;
    let electors = procedure.first(|method| method.electors.as_ref());
    let actor = electors.and_then(|(text, _)| governance.actor_or_person(text.trim()));
    let (actor, count) = match actor {
        Some(actor) if shared::people_elsewhere(governance, &actor) => return None,
        Some(actor) => {
            let count = context.powers.roster.people(&actor).len();
            (actor, count)
        }
        None => (power.key.holder.clone(), power.people.len()),
    };
    Some((actor, u64::try_from(count).ok()?))
}

/// A finding where even all of them together cannot decide.
fn unreachable(
    context: &Context<'_>,
    power: &Power,
    own: &Record<Method>,
    vacancies: &BTreeMap<&Id, usize>,
) -> Option<Finding> {
    let governance = &context.loaded.governance;
    let procedure = Procedure::of(governance, &power.method)?;
    let (_, game) = scheme(governance, context.powers, power)
        .ok()?
        .game(&BTreeSet::new())
        .ok()?;
    if !game.never_passes() {
        return None;
    }
    let (voters, people) = voters(context, power, &procedure)?;
    let holder = &power.key.holder;
    let empty = match &voters {
        Actor::Unit(id) => vacancies.get(id).copied().unwrap_or(0),
        Actor::Role(id) => governance.roles.get(id).map_or(0, |role| {
            shared::vacant(context, role, &shared::patterns(governance))
        }),
        Actor::Person(_) => 0,
    };
    let quorum = procedure.first(|method| method.quorum.as_ref());
    let asked = quorum.and_then(|(quorum, method)| Some((people_asked(quorum, people)?, method)));
    let name = governance.actor_name(holder);
    let counted = shared::people(people);
    let (message, place, label) = match asked.filter(|(asked, _)| *asked > people) {
        Some((asked, method)) => {
            // Empty seats have findings of their own.
            if people.saturating_add(u64::try_from(empty).ok()?) >= asked {
                return None;
            }
            let says = |name: &str| format!("{name} has {counted}, the quorum is {asked}");
            let name = governance.actor_name(&voters);
            let message = shared::fitting(says(name), || says(&format!("`{}`", voters.id())));
            (
                message,
                place_in(context, method, "quorum"),
                format!("{asked} of {people}"),
            )
        }
        None => {
            let (text, method) = match procedure.first(|method| method.pass.as_ref()) {
                Some((text, method)) => (text.to_string(), method),
                None => ("the method".to_owned(), own),
            };
            if empty > 0 {
                return None;
            }
            let message = shared::fitting(
                format!("{name} can never decide by {}", method.name()),
                || format!("`{}` can never decide by `{}`", holder.id(), method.id),
            );
            let label = format!("{text} is out of reach of {counted}");
            (message, place_in(context, method, "pass"), label)
        }
    };
    Some(
        Finding::new(ID, Severity::Error, place, message)
            .label(label)
            .related(power.place, format!("decides {} by it", power.key.object))
            .why(WHY)
            .fix(format!(
                "lower what it takes, write it as a part (`60%`), or add people {}",
                shared::MOVES_POWER
            ))
            .record(own.reference()),
    )
}

/// A finding where nobody has to agree or to take part.
fn nothing_asked(context: &Context<'_>, power: &Power) -> Option<Finding> {
    let governance = &context.loaded.governance;
    let procedure = Procedure::of(governance, &power.method)?;
    let (_, people) = voters(context, power, &procedure)?;
    let votes = matches!(
        procedure.family,
        Family::Majority | Family::Ranked | Family::Score
    );
    let none_for = Count {
        against: 1,
        eligible: Some(people),
        ..Count::default()
    };
    let pass = procedure.first(|method| method.pass.as_ref());
    let pass = pass.filter(|(pass, _)| votes && none_for.passes(pass) == Some(true));
    let quorum = procedure.first(|method| method.quorum.as_ref());
    let quorum = quorum.filter(|(quorum, _)| is_zero(quorum, people));
    let (method, field, label): (&Record<Method>, &str, String) = match (pass, quorum) {
        (Some((text, method)), _) => (
            method,
            "pass",
            format!("`{text}` holds without any vote for it"),
        ),
        (None, Some((_, method))) => (method, "quorum", format!("0 of {}", shared::people(people))),
        (None, None) => return None,
    };
    let message = shared::fitting(format!("{} asks for nobody", method.name()), || {
        format!("`{}` asks for nobody", method.id)
    });
    Some(
        Finding::new(
            ID,
            Severity::Error,
            place_in(context, method, field),
            message,
        )
        .label(label)
        .related(power.place, format!("decides {} by it", power.key.object))
        .why("where nobody has to agree, whoever writes the minutes decides")
        .fix("write how many it takes, at least 1")
        .record(method.reference()),
    )
}

fn is_zero(quorum: &CountOrFormula, people: u64) -> bool {
    people_asked(quorum, people) == Some(0)
}

/// A finding where fewer may be chosen than there must be.
fn too_few_to_choose(
    context: &Context<'_>,
    units: &BTreeMap<&Id, Belonging<'_>>,
    role: &Record<Role>,
) -> Option<Finding> {
    let governance = &context.loaded.governance;
    let from = role.data.selection.as_ref()?.from.as_ref()?;
    let bounds = role.data.seats.as_ref()?;
    let least = bounds.min?;
    let actor = governance.actor(&from.value)?;
    let people = match &actor {
        // Whoever is on leave, or belongs by another seat, can be chosen all the same.
        Actor::Unit(id) => units.get(id).map_or(0, Belonging::len),
        _ => context.powers.roster.people(&actor).len(),
    };
    let people = u64::try_from(people).ok()?;
    if people == 0 || people >= least || shared::people_elsewhere(governance, &actor) {
        return None;
    }
    let (name, from_name) = (role.name(), governance.actor_name(&actor));
    let message = shared::fitting(
        format!("{name} needs {least} people, {from_name} has {people}"),
        || format!("`{}` needs {least} people of {people}", role.id),
    );
    let place: Place = role.place(bounds.span);
    Some(
        Finding::new(ID, Severity::Error, place, message)
            .label(format!("at least {least}"))
            .related(role.place(from.span), format!("chosen from {people}"))
            .why(WHY)
            .fix("lower the number of seats, or widen `from`")
            .record(role.reference()),
    )
}
