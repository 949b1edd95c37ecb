//! The first page: what it is for, how it decides, what changed last, what is open.

use serde::Serialize;

use super::mandate::texts;
use super::power::{self, Entry};
use super::sheets::{Listed, Sheets};
use super::{Frame, Part, Site};
use crate::model::{Actor, Decision, Kind, Record};
use crate::site::SiteError;
use crate::site::book::{Book, decision_date};
use crate::site::here::{Here, outside};
use crate::site::view::{Piece, Rich};
use crate::site::words::Words;
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
    incomplete: Rich,
    open: Vec<Rich>,
    more_open: String,
    vacant: Vec<Rich>,
    more_vacant: String,
    /// How many roles there are, for saying that all are filled.
    roles: usize,
    goals: Listed,
    values: Listed,
    law: Listed,
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
    let words = here.words;
    let organisation = [("organisation", book.organisation.as_str().into())];
    let heading = words.say("home-heading", &organisation);
    let frame = Frame::new(Part::Home, heading.clone());
    let frame = match org {
        Some(org) => frame.of_record(&here, org),
        None => frame,
    };
    let mut sheets = Sheets::on(site, &here, &frame);
    let page = Home {
        heading,
        lang: org.map_or_else(String::new, |org| here.language(&org.envelope)),
        vision: org.map_or_else(String::new, |org| org.data.vision.to_string()),
        lines: decided(&here),
        change: power::newest(&here),
        incomplete: incomplete(&here),
        more_open: more(words, open.len()),
        open: open
            .into_iter()
            .take(FEW)
            .map(|decision| {
                let link = here.link(Kind::Decision, &decision.id);
                link.line().then(waiting(&here, decision))
            })
            .collect(),
        more_vacant: more(words, vacant.len()),
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
        goals: {
            let goals = goals.iter().map(|goal| {
                let text = Rich::from(goal.text.as_str());
                match goal.until {
                    Some(until) => {
                        let day = Rich::new().day(until);
                        words.rich("home-goal-by", [("goal", text.into()), ("day", day.into())])
                    }
                    None => text,
                }
            });
            let title = words.text("home-goals");
            sheets.lines("goals", &title, goals.collect())?
        },
        values: sheets.lines(
            "values",
            &words.text("home-values"),
            org.map_or_else(Vec::new, |org| texts(&org.data.values)),
        )?,
        law: sheets.lines(
            "law",
            &words.text("home-law"),
            org.map_or_else(Vec::new, |org| {
                org.data.law.iter().map(|law| outside(law)).collect()
            }),
        )?,
        extent: extent(&here),
        hidden: match book.hidden() {
            0 => String::new(),
            hidden => words.count("home-hidden", hidden),
        },
    };
    site.add(&here, frame, "home.html", &page)
}

/// Who put a decision forward, and since when it waits.
fn waiting(here: &Here<'_>, decision: &Record<Decision>) -> Rich {
    let day = Rich::new().day(decision_date(decision)).into();
    let is_open = decision.data.opened.is_some();
    match &decision.data.by {
        Some(by) => {
            let key = if is_open {
                "home-open-since-by"
            } else {
                "home-proposed-by"
            };
            let said = [("who", here.who(by).into()), ("day", day)];
            here.words.rich(key, said)
        }
        None => {
            let key = if is_open {
                "home-open-since"
            } else {
                "home-proposed"
            };
            here.words.rich(key, [("day", day)])
        }
    }
}

/// Why the history is not whole.
fn incomplete(here: &Here<'_>) -> Rich {
    let why = here.book().handbook.incomplete_history;
    why.map_or_else(Rich::new, |why| {
        let why = here.words.text(why.key());
        here.words.rich("home-incomplete", [("why", why.into())])
    })
}

fn more(words: Words, all: usize) -> String {
    if all > FEW {
        words.count("home-more", all - FEW)
    } else {
        String::new()
    }
}

/// Up to five lines on who decides what, and how.
fn decided(here: &Here<'_>) -> Vec<Rich> {
    let governance = &here.governance;
    let words = here.words;
    let mut lines = Vec::new();
    let method = |id: &str| {
        let link = here.method(id);
        match Terms::of(words.catalogue(), governance, id) {
            Some(terms) => {
                let (key, passes) = terms.in_full();
                words.rich(key, [("method", link.into()), ("passes", passes.into())])
            }
            None => link,
        }
    };
    let root = governance
        .root()
        .and_then(|root| governance.units.get(root));
    if let Some(org) = &governance.org {
        let residual = here.who(&org.data.residual);
        lines.push(words.rich("home-residual", [("who", residual.into())]));
        if let Some(default) = &org.data.defaults.method {
            let default = [("method", method(default).into())];
            lines.push(words.rich("home-default-method", default));
        }
    }
    if let Some(root) = root {
        let own = here.actor(&Actor::Unit(root.id.clone()));
        let classes = &root.data.decides_by;
        if let Some(default) = classes.get("default") {
            let said = [("unit", own.into()), ("method", method(default).into())];
            lines.push(words.rich("home-decides-by", said));
        }
        if let Some(rules) = classes.get("rules") {
            lines.push(words.rich("home-rules-by", [("method", method(rules).into())]));
        }
        if let Some(ladder) = &root.data.disputes {
            let ladder = [("ladder", here.method(ladder).into())];
            lines.push(words.rich("home-disputes", ladder));
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
        (governance.units.len(), "count-units", "units.html"),
        (governance.roles.len(), "count-roles", "roles.html"),
        (governance.people.len(), "count-people", "people.html"),
        (governance.policies.len(), "count-policies", "policies.html"),
        (
            governance.decisions.len(),
            "count-decisions",
            "decisions.html",
        ),
        (methods, "count-methods", "methods.html"),
        (
            governance.agreements.len(),
            "count-agreements",
            "agreements.html",
        ),
    ]
    .into_iter()
    .filter(|(number, _, _)| *number > 0)
    .map(|(number, key, address)| {
        Rich::from(Piece::Link {
            text: here.words.count(key, number),
            href: here.to(address),
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
    #[test]
    fn the_first_page_speaks_the_language_of_the_organisation() {
        let words = Fixture::german().words("index.html");
        for part in [
            "Wie Tidepool geführt wird Clean water",
            "Was sonst niemandem zufällt, entscheidet Assembly .",
            "Assembly entscheidet nach diesem Verfahren: Vote (Bedingung: mehr als die Hälfte der \
             abgegebenen Stimmen ist dafür, und 60 % der Berechtigten nehmen teil).",
            "Die Geschichte dieser Einträge zeigt keine Machtverschiebung.",
            "Ask the harbour Crew , vorgeschlagen am 1. September 2026",
            "A clean bay, bis zum 31. Januar 2030",
            "2 Einheiten 2 Rollen 4 Personen 1 Regel 2 Beschlüsse",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }
}
