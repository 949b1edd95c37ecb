//! Bodies whose form and powers do not fit: advisory ones that decide, temporary ones without end.

use std::collections::BTreeMap;

use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load;
use crate::model::{Actor, Date, Format, Id, Record, Right, Unit};
use crate::power::{Act, Origin, Power};

const ID: &str = load::FORM_MISMATCH;
/// How many of the rights are shown besides the first.
const MOST_RIGHTS: usize = 3;
/// House words that say of a unit that it will end.
const TEMPORARY: [&str; 9] = [
    "temporary",
    "interim",
    "task force",
    "taskforce",
    "task-force",
    "ad hoc",
    "ad-hoc",
    "pop-up",
    "popup",
];

pub(super) struct FormMismatch;

impl Rule for FormMismatch {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "an advisory unit may decide, a temporary one has no end, or nobody leads as is said",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("form-mismatch.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        // Charters in other formats are prose; what is found there whoever reads them tells.
        if governance.format != Format::Native {
            return Vec::new();
        }
        let rights = binding(context);
        let mut findings = Vec::new();
        for unit in governance.units.values() {
            if !governance.actor_in_force(&Actor::Unit(unit.id.clone()), context.as_of) {
                continue;
            }
            let rights = rights.get(&unit.id).map_or(&[][..], Vec::as_slice);
            findings.extend(rights.first().map(|_| decides(context, unit, rights)));
            findings.extend(endless(context, unit));
        }
        findings
    }

    fn applies(&self, format: Format) -> bool {
        matches!(format, Format::Native | Format::OpenStack)
    }
}

/// The rights of advisory units that bind others. To choose people, and to rule inside one's own
/// borders, is open to every body.
fn binding<'c>(context: &Context<'c>) -> BTreeMap<&'c Id, Vec<&'c Power>> {
    let governance = &context.loaded.governance;
    let mut rights: BTreeMap<&Id, Vec<&Power>> = BTreeMap::new();
    for power in &context.powers.all {
        let Actor::Unit(id) = &power.key.holder else {
            continue;
        };
        let is_advisory = || {
            governance
                .units
                .get(id)
                .is_some_and(|unit| unit.data.advisory)
        };
        let is_own = || {
            let object = power.key.object.split_once('/');
            match object {
                Some(("rules", _)) => true,
                Some(("membership", of)) => of == id.as_str(),
                Some(("seats", role)) => {
                    let role = governance.roles.get(role);
                    role.is_some_and(|role| role.data.unit.value == *id)
                }
                _ => false,
            }
        };
        let counts = power.key.right.binds()
            && power.key.act == Act::Any
            && power.origin == Origin::Declared;
        if counts && is_advisory() && !is_own() {
            rights.entry(id).or_default().push(power);
        }
    }
    rights
}

fn in_words(power: &Power) -> String {
    let object = match power.key.object.as_str() {
        "residual" => "what nobody else holds",
        object => object,
    };
    match power.key.right {
        Right::Veto => format!("can block {object}"),
        Right::Override => format!("can overrule {object}"),
        Right::Joint => format!("can decide {object} with others"),
        _ => format!("can decide {object}"),
    }
}

fn decides(context: &Context<'_>, unit: &Record<Unit>, rights: &[&Power]) -> Finding {
    let first = rights[0];
    let words = in_words(first);
    let message = shared::fitting(
        format!("{} may only advise, and {words}", unit.name()),
        || {
            shared::fitting(
                format!("`{}` may only advise, and {words}", unit.id),
                || format!("`{}` may only advise, and can decide", unit.id),
            )
        },
    );
    let mut finding = Finding::new(ID, Severity::Error, first.place, message).label("binds others");
    for power in rights.iter().skip(1).take(MOST_RIGHTS) {
        finding = finding.related(power.place, format!("{} too", in_words(power)));
    }
    if let Some(place) = shared::Fields::of(context, unit).at(&["advisory"]) {
        finding = finding.related(place, "may only advise");
    }
    finding
        .why("a body that is filled to be heard has no mandate to bind those who did not fill it")
        .fix(format!(
            "take the right out or make it `advise`, or drop `advisory` {}",
            shared::MOVES_POWER
        ))
        .record(unit.reference())
}

/// A temporary unit that says nowhere when it ends, or one that should have ended.
fn endless(context: &Context<'_>, unit: &Record<Unit>) -> Option<Finding> {
    if unit.envelope.until.is_some() {
        return None;
    }
    let place = |field: &str| {
        let place = shared::Fields::of(context, unit).at(&[field]);
        place.unwrap_or_else(|| unit.head_place())
    };
    let Some(exit) = &unit.data.exit else {
        let house_word = unit.data.unit_type.as_ref()?;
        let words = house_word.to_lowercase();
        if !TEMPORARY.iter().any(|word| words.contains(word)) {
            return None;
        }
        let message = shared::fitting(
            format!(
                "{} is temporary, and nothing says when it ends",
                unit.name()
            ),
            || format!("`{}` is temporary, and nothing says when it ends", unit.id),
        );
        return Some(
            Finding::new(ID, Severity::Warning, place("type"), message)
                .label("neither `exit` nor `until` written")
                .why("what was set up for a while stays for as long as nobody asks")
                .fix("add `exit:` with the day or the event that ends it, or `until:`")
                .record(unit.reference()),
        );
    };
    let day = Date::parse(exit).filter(|day| *day < context.as_of)?;
    let message = shared::fitting(
        format!("{} was to end on {day} and is still in force", unit.name()),
        || format!("`{}` was to end on {day} and is still in force", unit.id),
    );
    let days = usize::try_from(day.days_until(context.as_of)).unwrap_or(0);
    Some(
        Finding::new(ID, Severity::Warning, place("exit"), message)
            .label(format!("{} ago", shared::counted(days, "day")))
            .why("what was set up for a while stays for as long as nobody asks")
            .fix(format!(
                "retire the unit, or let those above give it a new end {}",
                shared::MOVES_POWER
            ))
            .record(unit.reference()),
    )
}
