//! Who has which say on one object, line by line.

use std::borrow::Cow;
use std::io;

use super::AskReport;
use super::rows::Rows;
use super::words::label;
use crate::ask::{Card, Claim, Matter, say};
use crate::catalogue::Catalogue;
use crate::model::{Actor, Capacity, Format, Id, Restriction};
use crate::power::{Act, Origin, Power, Seat, StandIn};
use crate::source::At;
use crate::wording::{capital, count, is_repository, method_name};

/// How many lines of one label are shown before the rest is counted.
const MOST: usize = 40;

/// Tells how many of `number` lines are left out.
fn more(rows: &mut Rows<'_>, label: &str, number: usize) -> io::Result<()> {
    match number.saturating_sub(MOST) {
        0 => Ok(()),
        more => rows.row(
            label,
            &format!("and {more} more: `--format json` lists all"),
            None,
        ),
    }
}

/// One matter: who settles it, and what belongs to them.
pub(super) fn matter(
    rows: &mut Rows<'_>,
    report: &AskReport<'_>,
    card: &Card<'_>,
    matter: &Matter<'_>,
) -> io::Result<()> {
    let is_seat = card.object.starts_with("seats/");
    let first = match matter.act {
        Act::Any => "Decides",
        Act::Choose if is_seat => "Chooses",
        Act::Choose => "Admits",
        Act::Remove => "Removes",
    };
    if matter.stages.is_empty() && matter.sometimes.is_empty() {
        rows.row(first, "nobody: no way is written", None)?;
    }
    for (number, stage) in matter.stages.iter().enumerate() {
        let label = if number == 0 { first } else { "Above that" };
        if stage.claim == Claim::Nobody {
            rows.row(label, "nobody", None)?;
        }
        for power in stage.powers.iter().take(MOST) {
            let mut parts = vec![report.party(power)];
            parts.extend(report.how(power, true, true));
            if power.origin == Origin::Implied {
                parts.push("by default".to_owned());
            }
            match stage.claim {
                Claim::Residual => parts.push("because nobody else holds it".to_owned()),
                _ if stage.at != card.object => parts.push(format!("as holder of {}", stage.at)),
                _ => {}
            }
            rows.row(label, &parts.join("; "), Some(report.shown(power.place)))?;
        }
        more(rows, label, stage.powers.len())?;
    }
    for power in matter.sometimes.iter().take(MOST) {
        let mut parts = vec![report.party(power)];
        parts.extend(report.how(power, true, true));
        if power.key.object != card.object {
            parts.push(format!("on {}", power.key.object));
        }
        rows.row(
            "In some cases",
            &parts.join("; "),
            Some(report.shown(power.place)),
        )?;
    }
    more(rows, "In some cases", matter.sometimes.len())?;
    sides(rows, report, matter)
}

/// What belongs to those who decide: who must be heard, who can stop them, who stands in, who
/// removes them.
fn sides(rows: &mut Rows<'_>, report: &AskReport<'_>, matter: &Matter<'_>) -> io::Result<()> {
    let governance = report.records.governance;
    for power in matter.first().iter().take(MOST) {
        let Some(block) = say(report.records, power).block else {
            continue;
        };
        let all = block.len() == power.people.len();
        if power.people.len() > 1 && all {
            let people = count(block.len(), "person", "people");
            let acting = match &power.stand_in {
                Some(StandIn::Delegator(actor)) => actor,
                _ => &power.key.holder,
            };
            let name = governance.actor_name(acting);
            rows.row(
                "Can block",
                &format!("each of the {people} of {name}"),
                None,
            )?;
        } else if power.people.len() > 1 && !block.is_empty() {
            rows.row("Can block", &report.people(&block), None)?;
        }
    }
    for power in matter.first().iter().take(MOST) {
        if let Actor::Role(role) = &power.key.holder {
            let deputies = report.records.powers.roster.deputies(role);
            if power.stand_in.is_none() && !deputies.is_empty() {
                let text = format!(
                    "{} for {}",
                    report.people(deputies),
                    governance.actor_name(&power.key.holder)
                );
                rows.row("Deputy", &text, None)?;
            }
        }
    }
    // What binds the choosers of a seat, and how they are removed, is not what was asked.
    if matter.act != Act::Any {
        return Ok(());
    }
    limits(rows, report, matter)?;
    for power in matter.first().iter().take(MOST) {
        let holder = &power.key.holder;
        let seat = match holder {
            Actor::Role(_) => governance.actor_name(holder).to_owned(),
            Actor::Unit(_) => format!("members of {}", governance.actor_name(holder)),
            Actor::Person(_) => continue,
        };
        let removers = report.records.removers(holder);
        let is_role = matches!(holder, Actor::Role(_));
        if removers.is_empty() && is_role && governance.format == Format::Native {
            rows.row("Removal", &format!("of {seat}: no way is written"), None)?;
        }
        for remover in removers {
            let mut parts = vec![format!("of {seat}: {}", report.party(remover))];
            parts.extend(report.how(remover, true, false));
            let place = Some(report.shown(remover.place));
            rows.row("Removal", &parts.join("; "), place)?;
        }
    }
    Ok(())
}

/// What those who decide first are bound by, in the words of their records and of policies, and the
/// way for whoever disagrees.
fn limits(rows: &mut Rows<'_>, report: &AskReport<'_>, matter: &Matter<'_>) -> io::Result<()> {
    let governance = report.records.governance;
    let on = report.records.powers.as_of;
    for power in matter.first().iter().take(MOST) {
        let holder = &power.key.holder;
        let record = match holder {
            Actor::Unit(id) => governance.units.get(id).map(|unit| &unit.data.mandate),
            Actor::Role(id) => governance.roles.get(id).map(|role| &role.data.mandate),
            Actor::Person(_) => None,
        };
        for limit in record.iter().flat_map(|mandate| &mandate.limits) {
            rows.row("Limits", limit, None)?;
        }
        let policies = governance.policies.values();
        for policy in policies.filter(|policy| policy.envelope.in_force(on)) {
            let fits = |bound: &&At<Restriction>| {
                let same = *bound.of.value == **holder.id() && bound.right == power.key.right;
                same && power.key.object.lies_in(&bound.over)
            };
            for bound in policy.data.restricts.iter().filter(fits) {
                let place = Some(report.shown(policy.place(bound.span)));
                rows.row("Limits", &bound.text, place)?;
            }
        }
    }
    let units = matter.first().iter().take(MOST);
    let mut ways: Vec<Cow<'_, str>> = units
        .filter_map(|power| {
            let unit = governance
                .units
                .get(governance.unit_of(&power.key.holder)?)?;
            let ladder = unit.data.disputes.as_ref()?;
            Some(method_name(Catalogue::english(), governance, &ladder.value))
        })
        .collect();
    ways.dedup();
    for way in ways {
        rows.row("Disputes", &way, None)?;
    }
    Ok(())
}

/// Who is in a seat, or how many are members.
pub(super) fn held_by(
    rows: &mut Rows<'_>,
    report: &AskReport<'_>,
    card: &Card<'_>,
) -> io::Result<()> {
    let actor = match card.object.split_once('/') {
        Some(("seats", id)) => Actor::Role(Id::of(id)),
        Some(("membership", id)) => Actor::Unit(Id::of(id)),
        _ => return Ok(()),
    };
    let roster = &report.records.powers.roster;
    let seats: Vec<&Seat> = roster
        .seats
        .iter()
        .filter(|seat| seat.actor == actor)
        .collect();
    if matches!(actor, Actor::Unit(_)) {
        let people = roster.people(&actor);
        if !people.is_empty() {
            rows.row("Members", &report.people(people), None)?;
        }
        return Ok(());
    }
    if seats.is_empty() {
        rows.row("Held by", "nobody", None)?;
    }
    for seat in seats {
        let mut text = report.person(&seat.person).to_owned();
        if seat.capacity != Capacity::Holder {
            text += &format!(", {}", seat.capacity.word());
        }
        if let Some(until) = seat.until {
            text += &format!(", until {until}");
        }
        if !seat.able {
            text += ", who cannot act at present";
        }
        rows.row("Held by", &text, Some(report.shown(seat.place)))?;
    }
    Ok(())
}

/// Levels of access, the highest first.
const LEVELS: [&str; 5] = ["Admin", "Maintain", "Write", "Triage", "Read"];

/// The rights that settle nothing, and the rules. `widely` tells those over the deciders too.
pub(super) fn others(
    rows: &mut Rows<'_>,
    report: &AskReport<'_>,
    card: &Card<'_>,
    widely: bool,
) -> io::Result<()> {
    let mut shown: Vec<(String, Vec<&Power>)> = Vec::new();
    for power in &card.others {
        if !widely && !card.object.lies_in(&power.key.object) {
            continue;
        }
        let label = match (&power.up_to, is_repository(power)) {
            (Some(level), true) => capital(&level.to_string()),
            _ if power.key.object.starts_with("permissions/") => "May".to_owned(),
            _ => label(power.key.right).to_owned(),
        };
        match shown.iter_mut().find(|(known, _)| *known == label) {
            Some((_, powers)) => powers.push(power),
            None => shown.push((label, vec![power])),
        }
    }
    shown.sort_by_key(|(label, _)| LEVELS.iter().position(|level| level == label));
    for (label, powers) in &shown {
        for power in powers.iter().take(MOST) {
            let mut parts = vec![report.party(power)];
            if power.key.object != card.object {
                parts.push(format!("on {}", report.matter_of(power)));
            }
            parts.extend(report.how(power, true, false));
            rows.row(label, &parts.join("; "), Some(report.shown(power.place)))?;
        }
        more(rows, label, powers.len())?;
    }
    let governance = report.records.governance;
    for policy in card
        .policies
        .iter()
        .filter_map(|id| governance.policies.get(*id))
    {
        let place = Some(report.shown(policy.head_place()));
        rows.row("Rules", policy.name(), place)?;
    }
    Ok(())
}
