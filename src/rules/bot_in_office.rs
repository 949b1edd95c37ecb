//! Programs in seats that decide or vote.

use super::seat_rights::SeatRights;
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format, PersonType, Voice};
use crate::power::Seat;
use crate::source::Place;

const ID: &str = "bot-in-office";

pub(super) struct BotInOffice;

impl Rule for BotInOffice {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a program holds a seat that decides or votes",
            severity: Severity::Warning,
            level: Level::Rules,
            essential: false,
            page: include_str!("bot-in-office.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let people = &context.loaded.governance.people;
        let rights = SeatRights::of_all(context);
        let seats = context.powers.roster.seats.iter().filter(|seat| {
            let person = people.get(&seat.person);
            person.is_some_and(|person| person.data.person_type == PersonType::Bot)
        });
        let found = seats.filter_map(|seat| {
            let (does, place) = say(context, &rights, seat)?;
            Some(in_office(context, seat, does, place))
        });
        found.collect()
    }
}

/// What a seat has to say, if it is more than to carry things out, and the line that gives it.
fn say(
    context: &Context<'_>,
    rights: &SeatRights<'_>,
    seat: &Seat,
) -> Option<(String, Option<Place>)> {
    let governance = &context.loaded.governance;
    match &seat.actor {
        Actor::Role(id) => {
            let role = governance.roles.get(id)?;
            if let Some((words, place)) = rights.of(role).into_iter().next() {
                return Some((words, Some(place)));
            }
            let link = role.data.represents.as_ref();
            let link = link.filter(|link| link.voice == Voice::Member)?;
            let unit = governance
                .actor_name(&Actor::Unit(link.unit.value.clone()))
                .to_owned();
            let words = format!("the seat votes in {unit}");
            Some((words, Some(role.place(link.unit.span))))
        }
        Actor::Unit(id) => {
            let unit = governance.units.get(id)?;
            // Teams on GitHub hold access and take no votes.
            let is_native = governance.format == Format::Native;
            let votes = is_native && !unit.data.advisory && seat.through.is_none();
            votes.then(|| ("members decide together".to_owned(), None))
        }
        Actor::Person(_) => None,
    }
}

fn in_office(context: &Context<'_>, seat: &Seat, does: String, place: Option<Place>) -> Finding {
    let governance = &context.loaded.governance;
    let name = governance.person_name(&seat.person);
    let body = governance.actor_name(&seat.actor);
    let is_member = matches!(seat.actor, Actor::Unit(_));
    let relation = if is_member {
        "a voting member of"
    } else {
        "in the seat of"
    };
    let message = shared::fitting(format!("the program {name} is {relation} {body}"), || {
        format!(
            "the program `{}` is {relation} `{}`",
            seat.person, seat.actor
        )
    });
    let mut finding =
        Finding::new(ID, Severity::Warning, seat.place, message).label(if place.is_some() {
            "a program".to_owned()
        } else {
            does.clone()
        });
    if let Some(place) = place {
        finding = finding.related(place, does);
    }
    if let Some(person) = governance.people.get(&seat.person)
        && let Some(place) = shared::Fields::of(context, person).at(&["type"])
    {
        finding = finding.related(place, "a program, not a person");
    }
    finding
        .why("a program cannot be asked for its reasons, and votes as whoever runs it wants")
        .fix(format!(
            "seat the person who runs it, or leave it a role that only carries out {}",
            shared::MOVES_POWER
        ))
        .record(format!("{}/{}", seat.actor.kind(), seat.actor))
}
