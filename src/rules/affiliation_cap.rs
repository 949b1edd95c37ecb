//! Bodies in which one employer or block has more seats than the body allows.

use std::collections::BTreeMap;

use super::bodies::{self, Belonging};
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Cap, Format, Id, Person, PersonType, Record, Unit};

const ID: &str = "affiliation-cap";

pub(super) struct AffiliationCap;

impl Rule for AffiliationCap {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "one employer or block has more people in a unit than its cap allows",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("affiliation-cap.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let units = bodies::of_units(context);
        let mut findings = Vec::new();
        for unit in context.loaded.governance.units.values() {
            if let (Some(cap), Some(people)) = (&unit.data.affiliation_cap, units.get(&unit.id)) {
                findings.extend(over(context, unit, cap, people));
            }
        }
        findings
    }

    /// Only native units have caps.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// How many people of one affiliation may sit among `people`; one always may.
fn most(cap: &Cap, people: usize) -> usize {
    let text = in_words(cap);
    let whole = |text: &str| text.parse::<u128>().ok();
    let fraction = if let Some((top, bottom)) = text.split_once('/') {
        whole(top).zip(whole(bottom))
    } else if let Some((units, decimals)) = text.split_once('.') {
        let bottom = u32::try_from(decimals.len()).ok();
        let bottom = bottom.and_then(|digits| 10_u128.checked_pow(digits));
        whole(&format!("{units}{decimals}")).zip(bottom)
    } else {
        return whole(&text).map_or(usize::MAX, |most| {
            usize::try_from(most).unwrap_or(usize::MAX)
        });
    };
    // What is no number bounds nothing.
    let Some((top, bottom)) = fraction.filter(|(_, bottom)| *bottom > 0) else {
        return usize::MAX;
    };
    let people = u128::try_from(people).unwrap_or(u128::MAX);
    let most = top.saturating_mul(people) / bottom;
    usize::try_from(most).unwrap_or(usize::MAX).max(1)
}

fn in_words(cap: &Cap) -> String {
    match cap {
        Cap::Number(number) => number.to_string(),
        Cap::Text(text) => text.to_string(),
    }
}

/// The employers and blocks of a person on the day, in one spelling; an organisation that is a
/// member stands for itself.
pub(super) fn affiliations(
    context: &Context<'_>,
    person: &Record<Person>,
) -> Vec<(String, String)> {
    let on = context.as_of;
    let ties = person.data.affiliations.iter().filter(|tie| {
        tie.since.is_none_or(|since| since <= on) && tie.until.is_none_or(|until| until >= on)
    });
    let itself = (person.data.person_type == PersonType::Organisation).then(|| person.name());
    let names = ties.map(|tie| tie.org.as_str()).chain(itself);
    let spelled = names.map(|name| {
        let words: Vec<&str> = name.split_whitespace().collect();
        let name = words.join(" ");
        (name.to_lowercase(), name)
    });
    let unique: BTreeMap<String, String> = spelled.collect();
    unique.into_iter().collect()
}

fn over(
    context: &Context<'_>,
    unit: &Record<Unit>,
    cap: &Cap,
    people: &Belonging<'_>,
) -> Vec<Finding> {
    let governance = &context.loaded.governance;
    // Of whoever is gone another rule tells.
    let people: Belonging<'_> = people
        .iter()
        .filter(|(id, _)| !bodies::is_gone(context, id))
        .map(|(id, seats)| (*id, seats.clone()))
        .collect();
    let most = most(cap, people.len());
    let mut by_org: BTreeMap<String, (String, Vec<&Id>)> = BTreeMap::new();
    for id in people.keys() {
        let person = governance.people.get(*id);
        for (key, name) in person.into_iter().flat_map(|p| affiliations(context, p)) {
            by_org.entry(key).or_insert((name, Vec::new())).1.push(id);
        }
    }
    let too_many = by_org.into_values().filter(|(_, ids)| ids.len() > most);
    let tell = |(org, ids): (String, Vec<&Id>)| {
        let place = shared::Fields::of(context, unit).at(&["affiliation_cap"]);
        let place = place.unwrap_or_else(|| unit.head_place());
        let (count, all) = (ids.len(), people.len());
        let message = shared::fitting(
            format!(
                "{count} of {all} in {} are with {org}, {most} may be",
                unit.name()
            ),
            || {
                shared::fitting(
                    format!(
                        "{count} of {all} in `{}` are with {org}, {most} may be",
                        unit.id
                    ),
                    || format!("{count} of {all} in `{}` are with one employer", unit.id),
                )
            },
        );
        let mut finding = Finding::new(ID, Severity::Error, place, message).label(format!(
            "at most {} of those in it: {most} of {all}",
            in_words(cap)
        ));
        if !in_words(cap).contains(['/', '.']) {
            finding = finding.label(format!("at most {most} from one employer or block"));
        }
        for id in ids.into_iter().take(shared::MOST_PLACES) {
            let seat = people.get(id).and_then(|seats| seats.first());
            if let Some(seat) = seat {
                let name = governance.person_name(id);
                let words = if name == org {
                    format!("{org} itself")
                } else {
                    format!("{name}, with {org}")
                };
                finding = finding.related(seat.place, words);
            }
        }
        finding
            .why("people who share an employer share what they cannot vote against")
            .fix("let somebody else take one of the seats, or let those above change the cap")
            .record(unit.reference())
    };
    too_many.map(tell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CapText;

    #[test]
    fn a_share_is_rounded_down_and_one_always_may() {
        let text = |text| Cap::Text(CapText::of(text));
        assert_eq!(most(&text("1/3"), 7), 2);
        assert_eq!(most(&text("1/3"), 9), 3);
        assert_eq!(most(&text("1/3"), 2), 1);
        assert_eq!(most(&text("2"), 100), 2);
        assert_eq!(most(&text("1/0"), 100), usize::MAX);
        assert_eq!(most(&Cap::Number(2.0), 3), 2);
        assert_eq!(most(&Cap::Number(0.25), 8), 2);
        assert_eq!(most(&Cap::Number(0.33), 3), 1);
        assert_eq!(most(&Cap::Number(0.33), 9), 2);
        assert_eq!(most(&Cap::Number(0.5), 100), 50);
        assert_eq!(most(&Cap::Number(1e30), 3), usize::MAX);
    }
}
