//! Why somebody may do something, for a terminal: the power, then each step of the way to the root.

use std::io::{self, Write};

use super::rows::Rows;
use super::who_human::{clauses, incomplete};
use super::words::{label, sentence};
use super::{AskReport, Screen};
use crate::ask::{Chain, Why};
use crate::model::{Actor, Right};
use crate::power::{Act, Tie};
use crate::wording::{capital, listed};

/// How many ways are told before the rest is counted.
const MOST: usize = 8;

/// Writes why a person has a power, or who has it.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(
    out: &mut dyn Write,
    report: &AskReport<'_>,
    why: &Why<'_>,
    right: Option<Right>,
    screen: Screen,
) -> io::Result<()> {
    let mut rows = Rows::new(out, screen);
    let objects: Vec<String> = why.objects.iter().map(ToString::to_string).collect();
    let name = report.person(&why.person);
    let title = format!("{name}, {}", listed(&objects));
    rows.title(&title, &format!("as of {}", report.as_of))?;
    for (number, chain) in why.chains.iter().take(MOST).enumerate() {
        if number > 0 {
            rows.gap()?;
        }
        self::chain(&mut rows, report, name, chain)?;
    }
    if why.chains.len() > MOST {
        rows.gap()?;
        let more = why.chains.len() - MOST;
        rows.paragraph(&format!("And {more} more: `--format json` lists all."))?;
    }
    if why.chains.is_empty() {
        none(&mut rows, report, why, right)?;
    }
    incomplete(&mut rows, report)
}

fn chain(
    rows: &mut Rows<'_>,
    report: &AskReport<'_>,
    name: &str,
    chain: &Chain<'_>,
) -> io::Result<()> {
    let power = chain.power;
    let mut parts = vec![format!("{name} {}", report.allows(power))];
    parts.extend(report.how(power, true, false));
    if chain.above {
        parts.push("above the limit of others".to_owned());
    }
    rows.paragraph(&format!("{}.", parts.join("; ")))?;
    rows.gap()?;
    let place = Some(report.shown(power.place));
    let holder = report.name(&power.key.holder);
    rows.row(
        "Power",
        &format!("{holder} {}", report.allows(power)),
        place,
    )?;
    for (number, step) in chain.steps.iter().enumerate() {
        let label = capital(step.actor.kind().word());
        let actor = report.name(&step.actor);
        let next = chain.steps.get(number + 1);
        let text = match next {
            None => format!("{actor} is at the top"),
            Some(next) => {
                let verb = match step.tie {
                    Tie::Holds | Tie::ActsFor | Tie::Represents => "",
                    Tie::Member | Tie::Through => "is a ",
                    _ => "is ",
                };
                format!(
                    "{actor} {verb}{} {}",
                    step.tie.words(),
                    report.name(&next.actor)
                )
            }
        };
        let place = step.place.map(|place| report.shown(place));
        rows.row(&label, &text, place)?;
    }
    Ok(())
}

/// That the person has no such power, who has, and what comes nearest.
fn none(
    rows: &mut Rows<'_>,
    report: &AskReport<'_>,
    why: &Why<'_>,
    right: Option<Right>,
) -> io::Result<()> {
    let name = report.person(&why.person);
    let what: Vec<String> = why
        .objects
        .iter()
        .map(|object| report.object(object, Act::Any))
        .collect();
    let no = match right {
        None => format!("{name} has no power over {}.", listed(&what)),
        Some(right) => format!(
            "{name} does not hold the right `{}` over {}.",
            right.word(),
            listed(&what)
        ),
    };
    rows.paragraph(&no)?;
    for card in &why.cards {
        let clauses = clauses(report, card);
        if !clauses.is_empty() {
            rows.paragraph(&sentence(&clauses))?;
        }
    }
    rows.gap()?;
    let stages = why
        .cards
        .iter()
        .flat_map(|card| &card.matters)
        .flat_map(|matter| &matter.stages);
    for power in stages.flat_map(|stage| &stage.powers) {
        let Actor::Role(role) = &power.key.holder else {
            continue;
        };
        let roster = &report.records.powers.roster;
        let away = roster
            .seats
            .iter()
            .find(|seat| seat.actor == power.key.holder && seat.person == why.person && !seat.able);
        if let Some(seat) = away {
            let text = format!(
                "{name} holds {}, and is away or no longer active",
                report.name(&power.key.holder)
            );
            rows.row("Away", &text, Some(report.shown(seat.place)))?;
        } else if roster.deputies(role).contains(&why.person) {
            let text = format!(
                "{name} is deputy of {}, and acts while nobody in that seat can",
                report.name(&power.key.holder)
            );
            rows.row("Stands in", &text, Some(report.shown(power.place)))?;
        }
    }
    for power in why.cards.iter().flat_map(|card| &card.others) {
        if right.is_some() {
            let place = Some(report.shown(power.place));
            rows.row(label(power.key.right), &report.party(power), place)?;
        }
    }
    for power in &why.near {
        let mut parts = vec![report.allows(power)];
        parts.extend(report.how(power, true, false));
        let holder = report.name(&power.key.holder);
        if power.key.holder.id() != &why.person {
            parts.push(format!("in {holder}"));
        }
        let place = Some(report.shown(power.place));
        rows.row("Nearest", &parts.join("; "), place)?;
    }
    if why.near.is_empty() {
        rows.row("Nearest", "none; `polity can` lists what there is", None)?;
    }
    Ok(())
}
