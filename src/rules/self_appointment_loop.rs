//! Bodies that fill themselves or each other, and that nobody outside can fill or empty.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format, Id, Object, Right};
use crate::power::reach::{Circle, Institution, circles};
use crate::power::{Act, Origin, Power};
use crate::source::Place;

const ID: &str = "self-appointment-loop";
const WHY: &str = "who is chosen only by those whom they choose answers to nobody else";

pub(super) struct SelfAppointmentLoop;

impl Rule for SelfAppointmentLoop {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "bodies fill themselves or each other, and nobody else can change that",
            severity: Severity::Warning,
            level: Level::Rules,
            essential: false,
            page: include_str!("self-appointment-loop.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        if shared::has_gap(governance) {
            return Vec::new();
        }
        let mut told: BTreeSet<Actor> = BTreeSet::new();
        let mut findings = Vec::new();
        // To prepare an institution is long work, and most have no circle.
        if may_be_told(context) && may_be_closed(context) {
            let institution = Institution::new(governance, context.powers);
            for circle in circles(&institution) {
                if let Some(finding) = closed(context, &circle) {
                    findings.push(finding);
                    told.extend(circle.bodies);
                }
            }
        }
        findings.extend(mutual(context, &told));
        findings
    }

    /// How seats of other formats are filled is a matter of their policies, which are prose.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// The role or unit that a power over seats or membership fills.
fn filled(object: &Object) -> Option<Actor> {
    let (root, id) = object.split_once('/')?;
    match root {
        "seats" => Some(Actor::Role(Id::of(id))),
        "membership" => Some(Actor::Unit(Id::of(id))),
        _ => None,
    }
}

/// Whether a record says of some body that another, or it itself, chooses who is in it, where both
/// could stand in a circle that is told. Units that say nothing of how their listed members come in
/// choose them by default, so that any circle with one of them in it is none that is told.
fn may_be_told(context: &Context<'_>) -> bool {
    let governance = &context.loaded.governance;
    let choices = || {
        let powers = context.powers.all.iter().filter(|power| {
            let settles = matches!(power.key.right, Right::Decide | Right::Joint);
            settles && power.key.act != Act::Remove && !power.people.is_empty()
        });
        powers.filter_map(|power| Some((power, filled(&power.key.object)?)))
    };
    let says_nothing = |(power, body): (&Power, Actor)| {
        let lists_members = match &body {
            Actor::Unit(id) => !governance.units.get(id)?.data.members.is_empty(),
            _ => false,
        };
        let by_itself = power.origin == Origin::Implied && power.key.holder == body;
        (by_itself && lists_members).then_some(body)
    };
    let silent: BTreeSet<Actor> = choices().filter_map(says_nothing).collect();
    choices().any(|(power, body)| {
        let is_declared = power.origin == Origin::Declared;
        is_declared && !silent.contains(&body) && !silent.contains(&power.key.holder)
    })
}

/// Whether some body is chosen by somebody, and not by the root or by those whom the root fills, at
/// whatever remove: only such bodies can form a closed circle without the root.
fn may_be_closed(context: &Context<'_>) -> bool {
    let governance = &context.loaded.governance;
    let mut fills: BTreeMap<Actor, Vec<Actor>> = BTreeMap::new();
    let mut chosen: BTreeSet<Actor> = BTreeSet::new();
    for power in &context.powers.all {
        let settles = matches!(power.key.right, Right::Decide | Right::Joint);
        if !settles || power.key.when.is_some() || power.people.is_empty() {
            continue;
        }
        if let Some(body) = filled(&power.key.object) {
            if power.origin == Origin::Declared && power.key.act != Act::Remove {
                chosen.insert(body.clone());
            }
            fills
                .entry(power.key.holder.clone())
                .or_default()
                .push(body);
        }
    }
    for role in governance.roles.values() {
        let units = shared::units_of(role).map(|unit| Actor::Unit(unit.clone()));
        fills
            .entry(Actor::Role(role.id.clone()))
            .or_default()
            .extend(units);
    }
    let mut open: Vec<Actor> = governance
        .root()
        .cloned()
        .map(Actor::Unit)
        .into_iter()
        .collect();
    let mut reached: BTreeSet<Actor> = open.iter().cloned().collect();
    while let Some(actor) = open.pop() {
        for body in fills.get(&actor).into_iter().flatten() {
            if reached.insert(body.clone()) {
                open.push(body.clone());
            }
        }
    }
    !chosen.is_subset(&reached)
}

/// A circle that is meant as written. The root is not above itself by mistake, and where a unit says
/// nothing of how its members come in, nothing is known of who chooses them.
fn closed(context: &Context<'_>, circle: &Circle) -> Option<Finding> {
    let governance = &context.loaded.governance;
    let root = governance.root().cloned().map(Actor::Unit);
    if root.is_some_and(|root| circle.bodies.contains(&root)) {
        return None;
    }
    let choices: Vec<&Power> = circle
        .choices
        .iter()
        .filter_map(|key| context.powers.get(key))
        .collect();
    let is_unsaid = |power: &&Power| {
        let unit = match filled(&power.key.object) {
            Some(Actor::Unit(id)) => governance.units.get(&id),
            _ => None,
        };
        power.origin == Origin::Implied && unit.is_some_and(|unit| !unit.data.members.is_empty())
    };
    if choices.iter().any(is_unsaid) {
        return None;
    }
    let declared: Vec<&Power> = choices
        .into_iter()
        .filter(|power| power.origin == Origin::Declared)
        .collect();
    let first = declared.first()?;
    let bodies: BTreeSet<Actor> = declared
        .iter()
        .flat_map(|power| {
            filled(&power.key.object)
                .into_iter()
                .chain([power.key.holder.clone()])
        })
        .collect();
    let names: Vec<&str> = bodies
        .iter()
        .map(|actor| governance.actor_name(actor))
        .collect();
    let ids: Vec<String> = bodies.iter().map(|actor| format!("`{actor}`")).collect();
    let in_words = |names: &[String]| match names {
        [one] => format!("{one} fills its own seats, and nobody else can"),
        more => format!(
            "{} choose each other, and nobody else can",
            shared::listed(more)
        ),
    };
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let message = shared::fitting(in_words(&names), || {
        shared::fitting(in_words(&ids), || {
            format!(
                "{} bodies choose each other, and nobody else can",
                ids.len()
            )
        })
    });
    let mut finding =
        Finding::new(ID, Severity::Warning, first.place, message).label(label(context, first));
    for power in declared.iter().skip(1).take(shared::MOST_PLACES) {
        finding = finding.related(power.place, label(context, power));
    }
    let above = bodies.iter().find_map(|body| {
        let unit = governance.unit_of(body)?;
        let chain = governance.ancestors(unit);
        let outside = |id: &&&Id| !bodies.contains(&Actor::Unit((**id).clone()));
        chain.iter().find(outside).map(|id| (*id).clone())
    });
    let above = above.map_or_else(|| "a body outside".to_owned(), |id| format!("`{id}`"));
    let record = filled(&first.key.object).unwrap_or_else(|| first.key.holder.clone());
    Some(
        finding
            .why(WHY)
            .fix(format!(
                "let {above} choose or remove some of them {}",
                shared::MOVES_POWER
            ))
            .record(format!("{}/{record}", record.kind())),
    )
}

fn label(context: &Context<'_>, power: &Power) -> String {
    let governance = &context.loaded.governance;
    let holder = governance.actor_name(&power.key.holder);
    match filled(&power.key.object) {
        Some(actor) if actor == power.key.holder => format!("{holder} fills its own seats"),
        Some(actor) => format!("{holder} fills {}", governance.actor_name(&actor)),
        None => format!("{holder} chooses"),
    }
}

/// Two roles, each of which fills or ends the other's seat.
fn mutual(context: &Context<'_>, told: &BTreeSet<Actor>) -> Vec<Finding> {
    let governance = &context.loaded.governance;
    let mut over: BTreeMap<(Actor, Actor), Place> = BTreeMap::new();
    for power in &context.powers.all {
        let seat = filled(&power.key.object).filter(|seat| matches!(seat, Actor::Role(_)));
        let holder = &power.key.holder;
        let counts = power.origin == Origin::Declared
            && power.key.right.binds()
            && matches!(holder, Actor::Role(_));
        if let Some(seat) = seat.filter(|seat| counts && seat != holder) {
            over.entry((holder.clone(), seat)).or_insert(power.place);
        }
    }
    let mut findings = Vec::new();
    for ((one, two), place) in &over {
        let back = over.get(&(two.clone(), one.clone())).filter(|_| one < two);
        let Some(back) = back.filter(|_| !(told.contains(one) && told.contains(two))) else {
            continue;
        };
        let (first, second) = (governance.actor_name(one), governance.actor_name(two));
        let message = shared::fitting(
            format!("{first} and {second} have each other's seat in hand"),
            || format!("`{one}` and `{two}` have each other's seat in hand"),
        );
        findings.push(
            Finding::new(ID, Severity::Warning, *place, message)
                .label(format!("{first} fills or ends the seat of {second}"))
                .related(*back, format!("{second} fills or ends the seat of {first}"))
                .why("two who can end each other's seats do not look closely at each other")
                .fix(format!(
                    "let the body above both choose or remove one of them {}",
                    shared::MOVES_POWER
                ))
                .record(format!("role/{two}")),
        );
    }
    findings
}
