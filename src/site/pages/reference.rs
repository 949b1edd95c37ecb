//! The reference: kinds of shift, rules of the check, and the words of this organisation.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Frame, Part, Site, crumb};
use crate::diag::{RuleInfo, Severity};
use crate::rules::{explained, infos};
use crate::shift::ShiftKind;
use crate::site::SiteError;
use crate::site::book::Book;
use crate::site::here::Here;
use crate::site::markdown::{Body, Setting, render};
use crate::site::text::{capital, name};
use crate::site::view::{Layout, Piece, Rich, Table, Tone};
use crate::site::words::Words;
use crate::wording::family_name;

/// Where the first page of the reference lies.
pub(super) const ADDRESS: &str = "reference/index.html";

const SHIFTS: &str = "reference/shifts.html";
const RULES: &str = "reference/rules/index.html";
const GLOSSARY: &str = "reference/glossary.html";

/// How many words of an organisation stand beside one of ours.
const MOST: usize = 12;

#[derive(Serialize)]
struct Index {
    pages: Vec<Rich>,
}

/// A page that is a lead and a table.
#[derive(Serialize)]
struct Listed {
    title: String,
    lead: String,
    table: Table,
}

#[derive(Serialize)]
struct Rule {
    id: &'static str,
    summary: String,
    weight: Rich,
    /// Empty where the page is in the language of the handbook.
    lang: &'static str,
    body: Body,
}

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, ADDRESS);
    let words = here.words;
    let rules = infos();
    let link = |key: &str, address: &str| {
        Rich::from(Piece::Link {
            text: words.text(key),
            href: here.to(address),
        })
    };
    let about = |link: Rich, says: String| {
        let said = [("page", link.into()), ("says", says.into())];
        words.rich("reference-page", said)
    };
    let page = Index {
        pages: vec![
            about(link("glossary", GLOSSARY), words.text("glossary-lead")),
            about(link("shifts-title", SHIFTS), words.text("shifts-lead")),
            about(link("rules-title", RULES), words.text("rules-lead")),
            about(
                link("methods-title", "methods.html"),
                words.text("methods-lead"),
            ),
        ],
    };
    let frame = Frame::new(Part::Other, words.text("reference"));
    site.add(&here, frame, "reference.html", &page)?;
    add_list(book, site, SHIFTS, shifts)?;
    add_list(book, site, GLOSSARY, glossary)?;
    add_list(book, site, RULES, |here| list(here, &rules))?;
    for info in &rules {
        add_rule(book, site, info)?;
    }
    Ok(())
}

fn add_list(
    book: &Book<'_>,
    site: &mut Site,
    address: &str,
    page: impl Fn(&Here<'_>) -> Listed,
) -> Result<(), SiteError> {
    let here = Here::new(book, address);
    let page = page(&here);
    let frame = Frame::new(Part::Other, page.title.clone()).under([above(&here)]);
    site.add(&here, frame, "reference-list.html", &page)
}

fn above(here: &Here<'_>) -> Rich {
    crumb(here, &here.words.text("reference"), ADDRESS)
}

/// Where the page of a rule lies.
fn rule_address(id: &str) -> String {
    format!("reference/rules/{id}.html")
}

/// A rule by its name, with a link to its page if it has one.
pub(super) fn rule(here: &Here<'_>, id: &str) -> Rich {
    if infos().iter().any(|info| info.id == id) {
        Rich::from(Piece::CodeLink {
            text: id.to_owned(),
            href: here.to(&rule_address(id)),
        })
    } else {
        Rich::new().code(id)
    }
}

fn shifts(here: &Here<'_>) -> Listed {
    let words = here.words;
    let title = words.text("shifts-title");
    let columns = [
        "column-sort",
        "column-says",
        "column-direction",
        "column-backwards",
    ];
    let mut table = Table::new(words, title.clone(), &columns);
    for kind in ShiftKind::ALL {
        let direction = match kind {
            ShiftKind::Eased
            | ShiftKind::Prolonged
            | ShiftKind::Shielded
            | ShiftKind::TakenAlone => "direction-centralises",
            ShiftKind::Hardened | ShiftKind::Shortened | ShiftKind::Exposed | ShiftKind::Shared => {
                "direction-distributes"
            }
            _ => "direction-either",
        };
        let opposite = kind.opposite();
        table.anchored(
            kind.word().to_owned(),
            [
                Rich::from(words.word("shift", kind.word())),
                Rich::from(words.word("shift-says", kind.word())),
                Rich::from(words.text(direction)),
                if opposite == kind {
                    Rich::from(words.text("shift-either-way"))
                } else {
                    Rich::from(Piece::Link {
                        text: words.word("shift", opposite.word()),
                        href: format!("#{}", opposite.word()),
                    })
                },
            ],
        );
    }
    Listed {
        lead: words.text("shifts-lead"),
        title,
        table,
    }
}

/// What a rule finds, in a sentence; empty for a rule that is not known.
pub(super) fn finds(words: Words, id: &str) -> String {
    let mut known = infos().into_iter();
    let rule = known.find(|info| info.id == id);
    rule.map_or_else(String::new, |rule| capital(&words.word("rule", rule.id)))
}

fn weight(here: &Here<'_>, info: &RuleInfo) -> Rich {
    let tone = match info.severity {
        Severity::Error => Tone::Alarm,
        Severity::Warning => Tone::Lose,
        Severity::Info => Tone::Plain,
    };
    Rich::new().tag(here.words.word("severity", info.severity.word()), tone)
}

fn list(here: &Here<'_>, rules: &[RuleInfo]) -> Listed {
    let words = here.words;
    let title = words.text("rules-title");
    let columns = ["column-rule", "column-weight", "column-finds"];
    let mut table = Table::new(words, title.clone(), &columns);
    for info in rules {
        table.row([
            rule(here, info.id),
            weight(here, info),
            Rich::from(finds(words, info.id)),
        ]);
    }
    Listed {
        lead: words.text("rules-lead"),
        title,
        table,
    }
}

fn add_rule(book: &Book<'_>, site: &mut Site, info: &RuleInfo) -> Result<(), SiteError> {
    let here = Here::new(book, rule_address(info.id));
    let words = here.words;
    let setting = Setting {
        words,
        prefix: "r-",
        level: 2,
        title: "",
        link: &|_| None,
    };
    let page = Rule {
        id: info.id,
        summary: finds(words, info.id),
        weight: weight(&here, info),
        lang: if words.tag() == "en" { "" } else { "en" },
        body: render(&explained(info), &setting),
    };
    let rules = crumb(&here, &words.text("rules-title"), RULES);
    let title = words.say("rule-title", &[("rule", info.id.into())]);
    let frame = Frame::new(Part::Other, title).under([above(&here), rules]);
    site.add(&here, frame, "rule.html", &page)
}

/// Terms, what they mean, and what they are called here.
fn glossary(here: &Here<'_>) -> Listed {
    const TERMS: [(&str, &str); 22] = [
        ("term-unit", "means-unit"),
        ("term-role", "means-role"),
        ("term-holder", "means-holder"),
        ("term-deputy", "means-deputy"),
        ("term-trainee", "means-trainee"),
        ("term-mandate", "means-mandate"),
        ("term-accountability", "means-accountability"),
        ("term-domain", "means-domain"),
        ("term-right", "means-right"),
        ("term-delegation", "means-delegation"),
        ("term-residual", "means-residual"),
        ("term-limit", "means-limit"),
        ("term-policy", "means-policy"),
        ("term-constitution", "means-constitution"),
        ("term-agreement", "means-agreement"),
        ("term-decision", "means-decision"),
        ("term-driver", "means-driver"),
        ("term-method", "means-method"),
        ("term-objection", "means-objection"),
        ("term-quorum", "means-quorum"),
        ("term-shift", "means-shift"),
        ("term-finding", "means-finding"),
    ];
    let words = here.words;
    let title = words.text("glossary");
    let columns = ["column-term", "column-means", "column-here"];
    let mut table = Table::new(words, title.clone(), &columns);
    for (term, means) in TERMS {
        table.anchored(
            term.to_owned(),
            [
                Rich::from(words.text(term)),
                Rich::from(words.text(means)),
                Rich::from(local(here, term).join(", ")),
            ],
        );
    }
    Listed {
        lead: words.text("glossary-lead"),
        title,
        table: table.without_empty_columns().laid(Layout::Free),
    }
}

/// What the records of this organisation call such a thing.
fn local(here: &Here<'_>, term: &str) -> Vec<String> {
    let governance = &here.governance;
    let words = here.words;
    let all: BTreeSet<String> = match term {
        "term-unit" => {
            let types = governance.units.values();
            types
                .filter_map(|unit| unit.data.unit_type.as_deref().map(name))
                .collect()
        }
        "term-policy" => {
            let forms = governance.policies.values();
            forms
                .map(|policy| words.word("policy-form", policy.data.form.word()))
                .collect()
        }
        "term-agreement" => {
            let forms = governance.agreements.values();
            let forms = forms.filter_map(|agreement| agreement.data.form);
            forms
                .map(|form| words.word("agreement-form", form.word()))
                .collect()
        }
        "term-method" => {
            let own = governance.methods.values();
            let own = own.map(|method| name(method.name()));
            let built_in = here.built_in.iter();
            own.chain(built_in.map(|family| family_name(words.catalogue(), *family).into_owned()))
                .collect()
        }
        "term-residual" => {
            let org = governance.org.as_ref();
            org.map(|org| here.who(&org.data.residual).plain())
                .into_iter()
                .collect()
        }
        _ => BTreeSet::new(),
    };
    let more = all.len().saturating_sub(MOST);
    let mut all: Vec<String> = all.into_iter().take(MOST).collect();
    if more > 0 {
        all.push(words.count("and-more", more));
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    #[test]
    fn each_kind_of_shift_is_told_with_its_direction() {
        let words = Fixture::with(&[]).words("reference/shifts.html");
        for part in [
            "eased The method of a right asks for less.",
            "towards fewer people hardened",
            "moved The same right has another holder. either way the same",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }

    #[test]
    fn every_rule_has_the_page_that_explains_it() {
        let fixture = Fixture::with(&[]);
        let words = fixture.words("reference/rules/no-deputy.html");
        for part in [
            "no-deputy",
            "What it finds",
            "A role marked key: true with one person in it",
            "Its findings weigh",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let html = fixture.html("reference/rules/index.html");
        for info in super::infos() {
            let link = format!("href=\"../../reference/rules/{}.html\"", info.id);
            assert!(html.contains(&link), "{link}");
        }
        let html = Fixture::german().html("reference/rules/no-deputy.html");
        assert!(html.contains("<div class=\"prose\" lang=\"en\""));
    }

    #[test]
    fn the_glossary_has_the_words_of_the_house() {
        let words = Fixture::with(&[]).words("reference/glossary.html");
        for part in [
            "Unit A continuing group with a mandate. assembly, crew",
            "Method A named procedure by which a decision becomes valid. Consent",
            "Residual power Whatever nobody else holds. Assembly",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let words = Fixture::german().words("reference/glossary.html");
        assert!(words.contains("Einheit Eine dauerhafte Gruppe mit einem Auftrag. assembly, crew"));
    }
}
