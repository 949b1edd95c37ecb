//! Who may do something, for a terminal: a sentence first, then who has which say, with places.

use std::io::{self, Write};

use super::rows::Rows;
use super::words::sentence;
use super::{AskReport, Screen, who_rows};
use crate::ask::{Card, Claim, Stage, Topic, who};
use crate::model::{Actor, Right};
use crate::power::Power;
use crate::wording::{domain, listed};

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
        who_rows::held_by(&mut rows, report, card)?;
        for matter in &card.matters {
            who_rows::matter(&mut rows, report, card, matter)?;
        }
        who_rows::others(&mut rows, report, card, cards.len() == 1)?;
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
