//! Units that always meet at the hours of one place while their people live far apart.

use std::collections::BTreeMap;

use super::{Context, Rule, bodies, census, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format, Person, Record, Unit};

const ID: &str = "one-clock";

pub(super) struct OneClock;

impl Rule for OneClock {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a unit meets by the clock of one place, and its people live many hours apart",
            severity: Severity::Info,
            level: Level::Smells,
            essential: false,
            page: include_str!("one-clock.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let people = bodies::of_units(context);
        let mut findings = Vec::new();
        for (id, people) in &people {
            let Some(unit) = governance.units.get(*id) else {
                continue;
            };
            if !governance.actor_in_force(&Actor::Unit(unit.id.clone()), context.as_of) {
                continue;
            }
            let here = people.keys().filter_map(|id| governance.people.get(*id));
            let here = here.filter(|person| {
                governance.actor_in_force(&Actor::Person(person.id.clone()), context.as_of)
            });
            findings.extend(told(context, unit, here));
        }
        findings
    }

    /// No other format that is read says where people are.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

const DAY: i32 = 24 * 60;

/// The zone of all meetings of a unit; none where one of them names another clock, or none.
fn clock<'u>(context: &Context<'_>, unit: &'u Unit) -> Option<&'u str> {
    let ahead = |zone: &str| context.as_of.clocks_ahead(zone);
    let (first, rest) = unit.meets.split_first()?;
    let zone = first.timezone.as_ref()?.as_str();
    let here = ahead(zone)?;
    let mut rest = rest.iter();
    let is_same = rest.all(|other| {
        let zone = other.timezone.as_ref();
        zone.is_some_and(|zone| ahead(zone.as_str()) == Some(here))
    });
    is_same.then_some(zone)
}

/// The shortest stretch of the clock, in minutes, that holds all of these, from where to where.
fn stretch<'p>(
    clocks: &BTreeMap<i32, &'p Record<Person>>,
) -> Option<(i32, [&'p Record<Person>; 2])> {
    // It is the whole day without the longest gap between two that follow each other.
    let (first, earliest) = clocks.first_key_value()?;
    let again = std::iter::once((first + DAY, *earliest));
    let later = clocks.iter().skip(1).map(|(at, who)| (*at, *who));
    let pairs = clocks.iter().zip(later.chain(again));
    let widest = pairs.max_by_key(|((from, _), (to, _))| to - **from)?;
    let ((from, west), (to, east)) = widest;
    Some((DAY - (to - from), [east, *west]))
}

fn told<'p>(
    context: &Context<'_>,
    unit: &Record<Unit>,
    people: impl Iterator<Item = &'p Record<Person>>,
) -> Option<Finding> {
    let zone = clock(context, &unit.data)?;
    let mut clocks: BTreeMap<i32, &Record<Person>> = BTreeMap::new();
    for person in people {
        let ahead = person.data.timezone.as_ref();
        let ahead = ahead.and_then(|zone| context.as_of.clocks_ahead(zone.as_str()));
        if let Some(ahead) = ahead {
            clocks.entry(ahead.rem_euclid(DAY)).or_insert(person);
        }
    }
    let (minutes, ends) = stretch(&clocks)?;
    let hours = usize::try_from(minutes / 60).unwrap_or_default();
    if hours < census::limits(context).hours_apart {
        return None;
    }
    let words =
        |name: &str| format!("people of {name} live {hours} hours apart and meet by one clock");
    let message = shared::fitting(words(unit.name()), || words(&format!("`{}`", unit.id)));
    let place = shared::Fields::of(context, unit).at(&["meets"]);
    let mut finding = Finding::new(
        ID,
        Severity::Info,
        place.unwrap_or(unit.head_place()),
        message,
    )
    .label(format!("each time by the clocks of {zone}"));
    for person in ends {
        let place = shared::Fields::of(context, person).value_at(&["timezone"]);
        finding = finding.related(
            place.unwrap_or(person.head_place()),
            format!("here lives {}", person.name()),
        );
    }
    Some(
        finding
            .why("who is always asked at night stops coming, and is decided over")
            .fix("let a second meeting follow another clock, or decide in writing")
            .record(unit.reference()),
    )
}
