//! The first page: what it is for, how it decides, what changed last, what is open.

use serde::Serialize;

use super::power::{self, Entry};
use super::{Frame, Part, Site};
use crate::model::{Actor, Kind};
use crate::site::SiteError;
use crate::site::book::{Book, decision_date};
use crate::site::here::{Here, outside};
use crate::site::view::{Piece, Rich};
use crate::site::words::count;
use crate::wording::Terms;

/// How many items a card lists.
const FEW: usize = 6;

#[derive(Serialize)]
struct Home {
    heading: String,
    lang: String,
    vision: String,
    /// How decisions are made.
    lines: Vec<Rich>,
    change: Option<Entry>,
    incomplete: String,
    open: Vec<Rich>,
    more_open: String,
    vacant: Vec<Rich>,
    more_vacant: String,
    /// How many roles there are, for saying that all are filled.
    roles: usize,
    goals: Vec<Rich>,
    values: Vec<String>,
    law: Vec<Rich>,
    extent: Vec<Rich>,
    hidden: String,
}

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, "index.html");
    let org = book.governance.org.as_ref();
    let mut open: Vec<_> = book
        .governance
        .decisions
        .values()
        .filter(|decision| decision.data.state.is_pending())
        .collect();
    open.sort_by_key(|decision| std::cmp::Reverse(decision_date(decision)));
    let vacant: Vec<_> = book
        .governance
        .roles
        .values()
        .filter(|role| book.is_vacant(role))
        .collect();
    let goals = org.map_or(&[][..], |org| &org.data.goals);
    let page = Home {
        heading: format!("How {} is run", book.organisation),
        lang: org.map_or_else(String::new, |org| here.language(&org.envelope)),
        vision: org.map_or_else(String::new, |org| org.data.vision.to_string()),
        lines: decided(&here),
        change: power::newest(&here),
        incomplete: book.handbook.incomplete_history.clone().unwrap_or_default(),
        more_open: more(open.len()),
        open: open
            .into_iter()
            .take(FEW)
            .map(|decision| {
                let since = if decision.data.opened.is_some() {
                    "open since"
                } else {
                    "proposed on"
                };
                here.link(Kind::Decision, &decision.id)
                    .line()
                    .maybe(decision.data.by.as_ref().map(|by| here.who(by).then(", ")))
                    .then(format!("{since} "))
                    .day(decision_date(decision))
            })
            .collect(),
        more_vacant: more(vacant.len()),
        vacant: vacant
            .into_iter()
            .take(FEW)
            .map(|role| {
                here.link(Kind::Role, &role.id)
                    .line()
                    .then(here.link(Kind::Unit, &role.data.unit))
            })
            .collect(),
        roles: book.governance.roles.len(),
        goals: goals
            .iter()
            .map(|goal| {
                let text = Rich::from(goal.text.as_str());
                match goal.until {
                    Some(until) => text.then(", by ").day(until),
                    None => text,
                }
            })
            .collect(),
        values: org.map_or_else(Vec::new, |org| {
            org.data.values.iter().map(ToString::to_string).collect()
        }),
        law: org.map_or_else(Vec::new, |org| {
            org.data.law.iter().map(|law| outside(law)).collect()
        }),
        extent: extent(&here),
        hidden: match book.hidden() {
            0 => String::new(),
            1 => "One record is not public and is left out.".to_owned(),
            hidden => format!("{hidden} records are not public and are left out."),
        },
    };
    let frame = Frame::new(Part::Home, page.heading.clone());
    let frame = match org {
        Some(org) => frame.of_record(&here, org),
        None => frame,
    };
    site.add(&here, frame, "home.html", &page)
}

fn more(all: usize) -> String {
    if all > FEW {
        format!("And {} more.", all - FEW)
    } else {
        String::new()
    }
}

/// Up to five lines on who decides what, and how.
fn decided(here: &Here<'_>) -> Vec<Rich> {
    let governance = &here.governance;
    let mut lines = Vec::new();
    let method = |id: &str| {
        let link = here.method(id);
        match Terms::of(governance, id) {
            Some(terms) => link.then(terms.clause()),
            None => link,
        }
    };
    let root = governance
        .root()
        .and_then(|root| governance.units.get(root));
    if let Some(org) = &governance.org {
        let residual = here.who(&org.data.residual);
        let line = Rich::from("What nobody has been given is decided by ").then(residual);
        lines.push(line.then("."));
        if let Some(default) = &org.data.defaults.method {
            lines.push(
                Rich::from("Where its page says nothing else, a unit decides by ")
                    .then(method(default))
                    .then("."),
            );
        }
    }
    if let Some(root) = root {
        let own = here.actor(&Actor::Unit(root.id.clone()));
        let classes = &root.data.decides_by;
        if let Some(default) = classes.get("default") {
            lines.push(
                own.clone()
                    .then(" decides by ")
                    .then(method(default))
                    .then("."),
            );
        }
        if let Some(rules) = classes.get("rules") {
            lines.push(
                Rich::from("The rules themselves change by ")
                    .then(method(rules))
                    .then("."),
            );
        }
        if let Some(ladder) = &root.data.disputes {
            lines.push(
                Rich::from("A conflict goes up ")
                    .then(here.method(ladder))
                    .then(", step by step."),
            );
        }
    }
    lines.truncate(5);
    lines
}

/// How much there is, as links to the lists.
fn extent(here: &Here<'_>) -> Vec<Rich> {
    let governance = &here.governance;
    let methods = governance.methods.len() + here.built_in.len();
    [
        (governance.units.len(), "unit", "units"),
        (governance.roles.len(), "role", "roles"),
        (governance.people.len(), "person", "people"),
        (governance.policies.len(), "policy", "policies"),
        (governance.decisions.len(), "decision", "decisions"),
        (methods, "method", "methods"),
        (governance.agreements.len(), "agreement", "agreements"),
    ]
    .into_iter()
    .filter(|(number, _, _)| *number > 0)
    .map(|(number, thing, things)| {
        Rich::from(Piece::Link {
            text: count(number, thing, things),
            href: here.to(&format!("{things}.html")),
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    #[test]
    fn the_first_page_tells_how_it_is_run_and_what_is_open() {
        let words = Fixture::with(&[]).words("index.html");
        for part in [
            "How Tidepool is run Clean water",
            "What nobody has been given is decided by Assembly .",
            "a unit decides by Consent , which passes when no qualified objection remains.",
            "Assembly decides by Vote , which passes when more than half of the votes cast are in \
             favour and 60% of those entitled take part.",
            "The history of these records shows no change of power.",
            "Ask the harbour Crew , proposed on 1 September 2026",
            "Webmaster Crew",
            "A clean bay, by 31 January 2030",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }
}
