//! Who may do something, for a terminal: a sentence first, then who has which say, with places.

use std::io::{self, Write};

use super::rows::Rows;
use super::words::{label, sentence};
use super::{AskReport, Screen};
use crate::ask::{Card, Claim, Matter, Stage, Topic, say, who};
use crate::model::{Actor, Capacity, Format, Id, Right};
use crate::power::{Act, Origin, Power, Seat};
use crate::wording::{capital, count, domain, is_repository, listed};

/// How many lines of one label are shown before the rest is counted.
const MOST: usize = 40;

/// Writes who may do something.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(
    out: &mut dyn Write,
    report: &AskReport<'_>,
    cards: &[Card<'_>],
    right: Option<Right>,
    screen: Screen,
) -> io::Result<()> {
    let mut rows = Rows::new(out, screen);
    for (number, card) in cards.iter().enumerate() {
        if number > 0 {
            rows.gap()?;
        }
        rows.title(&card.object, &format!("as of {}", report.as_of))?;
        about(&mut rows, report, card)?;
        match right {
            None => {
                let clauses = clauses(report, card);
                if !clauses.is_empty() {
                    rows.paragraph(&sentence(&clauses))?;
                }
            }
            Some(right) if is_empty(card) => {
                let what = report.right_over(right, &card.object);
                rows.paragraph(&format!("Nobody {what}."))?;
                continue;
            }
            Some(_) => {}
        }
        rows.gap()?;
        held_by(&mut rows, report, card)?;
        for matter in &card.matters {
            self::matter(&mut rows, report, card, matter)?;
        }
        others(&mut rows, report, card, cards.len() == 1)?;
    }
    incomplete(&mut rows, report)
}

/// What could not be seen.
pub(super) fn incomplete(rows: &mut Rows<'_>, report: &AskReport<'_>) -> io::Result<()> {
    if report.incomplete {
        rows.gap()?;
        rows.paragraph(
            "Some records cannot be read, so this may not be all: polity check shows them.",
        )?;
    }
    Ok(())
}

fn is_empty(card: &Card<'_>) -> bool {
    card.matters.is_empty() && card.others.is_empty()
}

fn about(rows: &mut Rows<'_>, report: &AskReport<'_>, card: &Card<'_>) -> io::Result<()> {
    let governance = report.records.governance;
    if let Some(words) = domain(governance, &card.object) {
        rows.paragraph(words)?;
    }
    if let Some(wider) = &card.wider {
        rows.paragraph(&format!("No record names it; it lies in {wider}."))?;
    }
    Ok(())
}

/// The answer in a sentence: who decides, and who above the limit.
pub(super) fn clauses(report: &AskReport<'_>, card: &Card<'_>) -> Vec<String> {
    let mut clauses = Vec::new();
    for matter in &card.matters {
        let what = report.object(&card.object, matter.act);
        let mut stages = matter.stages.iter();
        match stages.next() {
            None => clauses.push(format!("nobody decides {what}: no way is written")),
            Some(stage) => clauses.push(clause(report, card, stage, &what)),
        }
        for stage in stages {
            let who = names(report, &stage.powers);
            clauses.push(match stage.claim {
                Claim::Residual => format!("above that it falls to {who}, as nobody holds it"),
                Claim::Nobody => "above that nobody decides".to_owned(),
                _ => format!("above that {who}{}", limit(stage)),
            });
        }
    }
    clauses
}

fn clause(report: &AskReport<'_>, card: &Card<'_>, stage: &Stage<'_>, what: &str) -> String {
    let who = names(report, &stage.powers);
    let several = stage.powers.len() > 1;
    let decide = if several { "decide" } else { "decides" };
    let wider = if stage.at == card.object || matches!(stage.claim, Claim::Residual) {
        String::new()
    } else {
        format!(", as holder of {}", stage.at)
    };
    match stage.claim {
        Claim::Residual => format!("nobody holds {what}: it falls to {who}, who decides the rest"),
        Claim::Nobody => format!("nobody decides {what}, and no record says who decides the rest"),
        Claim::Rivals => format!(
            "{} claim {what}: {who}{wider}; neither has it from the other",
            if stage.powers.len() == 2 {
                "two".to_owned()
            } else {
                stage.powers.len().to_string()
            }
        ),
        Claim::Together => format!("{who} decide {what} together{}{wider}", limit(stage)),
        Claim::Each => format!("{who} each decide {what}{}{wider}", limit(stage)),
        Claim::One => format!("{who} {decide} {what}{}{wider}", limit(stage)),
    }
}

fn limit(stage: &Stage<'_>) -> String {
    match &stage.powers[..] {
        [one] => AskReport::limit(one.up_to.as_ref()),
        [first, rest @ ..] if rest.iter().all(|power| power.up_to == first.up_to) => {
            AskReport::limit(first.up_to.as_ref())
        }
        _ => " within limits".to_owned(),
    }
}

/// Up to so many holders are named in a sentence.
const FEW: usize = 4;

fn names(report: &AskReport<'_>, powers: &[&Power]) -> String {
    let governance = report.records.governance;
    let mut names: Vec<String> = Vec::new();
    for power in powers {
        let holder = &power.key.holder;
        let name = governance.actor_name(holder);
        let mut people = power.people.iter();
        let name = match (holder, people.next(), people.next(), &power.stand_in) {
            (Actor::Role(_), Some(one), None, None) => {
                format!("{name} ({})", governance.person_name(one))
            }
            _ => name.to_owned(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(FEW);
    if more > 1 {
        names.truncate(FEW);
        names.push(format!("{more} more"));
    }
    listed(&names)
}

fn matter(
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
        for power in &stage.powers {
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
    }
    for power in &matter.sometimes {
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
    sides(rows, report, matter)
}

/// What belongs to those who decide: who must be heard, who can stop them, who stands in, who
/// removes them.
fn sides(rows: &mut Rows<'_>, report: &AskReport<'_>, matter: &Matter<'_>) -> io::Result<()> {
    let governance = report.records.governance;
    for power in matter.first() {
        let Some(block) = say(report.records, power).block else {
            continue;
        };
        let all = block.len() == power.people.len();
        if power.people.len() > 1 && all {
            let people = count(block.len(), "person", "people");
            let name = governance.actor_name(&power.key.holder);
            rows.row(
                "Can block",
                &format!("each of the {people} of {name}"),
                None,
            )?;
        } else if power.people.len() > 1 && !block.is_empty() {
            rows.row("Can block", &report.people(&block), None)?;
        }
    }
    for power in matter.first() {
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
    // How the choosers of a seat are removed is not what was asked.
    if matter.act != Act::Any {
        return Ok(());
    }
    for power in matter.first() {
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

/// Who is in a seat, or how many are members.
fn held_by(rows: &mut Rows<'_>, report: &AskReport<'_>, card: &Card<'_>) -> io::Result<()> {
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
fn others(
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
        let more = powers.len().saturating_sub(MOST);
        if more > 0 {
            let more = format!("and {more} more: `--format json` lists all");
            rows.row(label, &more, None)?;
        }
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

/// Writes the topics nearest to a text that is none.
///
/// # Errors
/// Whatever the writer reports.
pub fn write_near(
    out: &mut dyn Write,
    report: &AskReport<'_>,
    asked: &str,
    near: &[Topic],
    spelling: Option<&str>,
    screen: Screen,
) -> io::Result<()> {
    let governance = report.records.governance;
    let mut rows = Rows::new(out, screen);
    let day = format!("as of {}", report.as_of);
    rows.title(&format!("Nothing is called `{asked}`"), &day)?;
    if let Some(spelling) = spelling {
        rows.paragraph(&format!("Did you mean `{spelling}`?"))?;
    }
    if !near.is_empty() {
        rows.gap()?;
        rows.paragraph("Nearest topics:")?;
    }
    for topic in near {
        let (about, object) = match topic {
            Topic::Domain(slug) => (domain(governance, slug).unwrap_or_default(), slug.clone()),
            Topic::Actor(Actor::Role(id)) => {
                let role = governance.roles.get(id);
                (role.map_or("", |role| role.name()), format!("seats/{id}"))
            }
            Topic::Actor(actor) => (
                governance.actor_name(actor),
                format!("membership/{}", actor.id()),
            ),
            Topic::Policy(id) => {
                let policy = governance.policies.get(id);
                (
                    policy.map_or("", |policy| policy.name()),
                    format!("rules/{id}"),
                )
            }
        };
        let mut card = who(report.records, &object, None);
        card.matters.truncate(1);
        let text = format!("{about}: {}", clauses(report, &card).join("; "));
        rows.row(topic.word(), &text, None)?;
    }
    let residual = report.records.powers.over("residual");
    let residual: Vec<&Power> = residual
        .filter(|power| power.key.right == Right::Decide)
        .collect();
    if !residual.is_empty() {
        rows.gap()?;
        rows.paragraph(&format!(
            "What nobody holds falls to {}.",
            names(report, &residual)
        ))?;
    }
    incomplete(&mut rows, report)
}
