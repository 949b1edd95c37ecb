//! The constitution: the rules of the root, in one page for reading and for print.

use serde::Serialize;

use super::{Frame, Part, Site, adopted_by, crumb, sheets};
use crate::model::{Id, Kind, Policy, PolicyForm, Record};
use crate::site::SiteError;
use crate::site::address::encoded;
use crate::site::book::Book;
use crate::site::here::{BODY_PREFIX, Here};
use crate::site::markdown::Body;
use crate::site::text::{capital, name, sort_key};
use crate::site::view::{Piece, Rich};

/// Where the page lies.
pub(super) const ADDRESS: &str = "constitution.html";

/// Up to about so many bytes everything stands on one page, and about so many a part of more has.
const WHOLE: usize = 200_000;
const PAGE: usize = 150_000;

#[derive(Serialize)]
struct Constitution {
    heading: String,
    parts: Vec<Rule>,
    /// The pages with the others.
    others: Vec<Rich>,
}

/// One policy with its clauses.
#[derive(Serialize)]
struct Rule {
    id: String,
    number: usize,
    name: String,
    lang: String,
    /// Where its own page is, who adopted it and when.
    facts: Vec<Rich>,
    /// Whether its headings take the numbers of this page, having none of their own.
    numbered: bool,
    body: Body,
}

/// The policies that bind everybody: constitutions, and whatever the root adopted.
fn of_root<'b>(book: &'b Book<'_>) -> Vec<&'b Record<Policy>> {
    let root = book.governance.root();
    let is_of_root = |policy: &&Record<Policy>| {
        let by = &*policy.data.adopted_by;
        policy.envelope.in_force(book.as_of())
            && (policy.data.form == PolicyForm::Constitution || root.is_some_and(|root| root == by))
    };
    let policies = book.governance.policies.values();
    let mut policies: Vec<&Record<Policy>> = policies.filter(is_of_root).collect();
    policies.sort_by_cached_key(|policy| (policy.data.form, sort_key(policy.name())));
    policies
}

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, ADDRESS);
    let words = here.words;
    let rules = of_root(book).into_iter().enumerate();
    let rules: Vec<Rule> = rules.map(|(at, policy)| rule(&here, at, policy)).collect();
    let lengths: Vec<usize> = rules.iter().map(Rule::bytes).collect();
    let runs = sheets::runs(&lengths, WHOLE, PAGE);
    let links = runs.iter().enumerate().filter(|_| runs.len() > 1);
    let links = links.map(|(number, run)| {
        let [first, last] = [run.start, run.end - 1].map(|at| rules[at].name.clone());
        Rich::from(Piece::Link {
            text: sheets::title(&here, run, first, last),
            href: here.to(&sheets::address(ADDRESS, "part", number)),
        })
    });
    let links: Vec<Rich> = links.collect();
    let frame = Frame::new(Part::Policies, words.text("constitution")).styled("records.css");
    let mut rules = rules.into_iter();
    for (number, run) in runs.iter().enumerate() {
        let here = Here::new(book, sheets::address(ADDRESS, "part", number));
        let heading = match links.get(number).filter(|_| number > 0) {
            Some(link) => words.say("constitution-part", &[("rules", link.plain().into())]),
            None => frame.title.clone(),
        };
        let others = links
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != number);
        let page = Constitution {
            heading: heading.clone(),
            parts: rules.by_ref().take(run.len()).collect(),
            others: others.map(|(_, link)| link.clone()).collect(),
        };
        let frame = match number {
            0 => frame.clone(),
            _ => frame.sheet(heading, crumb(&here, &frame.title, ADDRESS)),
        };
        site.add(&here, frame, "constitution.html", &page)?;
    }
    Ok(())
}

impl Rule {
    /// About how many bytes it takes on the page, with its lines in the list of contents.
    fn bytes(&self) -> usize {
        let entries = self.body.contents.iter();
        let entries: usize = entries.map(|entry| 2 * entry.text.len() + 60).sum();
        let facts: usize = self.facts.iter().map(Rich::bytes).sum();
        self.body.html.len() + entries + facts + 3 * self.name.len() + 400
    }
}

fn rule(here: &Here<'_>, at: usize, policy: &Record<Policy>) -> Rule {
    // The clauses of the first are called by their words alone; those of the others by their policy
    // too, so that none takes another's name when a clause is added.
    let prefix = match at {
        0 => BODY_PREFIX.to_owned(),
        _ => format!("{BODY_PREFIX}{}.", encoded(&policy.id)),
    };
    let mut body = here.body(policy, &prefix, 3);
    let starts_with_number = |text: &str| text.starts_with(|c: char| c.is_numeric() || c == '§');
    let numbered = !body
        .contents
        .iter()
        .any(|entry| starts_with_number(&entry.text));
    if numbered {
        for (clause, entry) in body.contents.iter_mut().enumerate() {
            entry.text = format!("{}.{} {}", at + 1, clause + 1, entry.text);
        }
    }
    let link = here.link(Kind::Policy, &policy.id);
    let by = here.who(&policy.data.adopted_by);
    let decision: Option<&Id> = policy.envelope.decision.as_ref().map(|id| &id.value);
    let form = capital(&here.words.word("policy-form", policy.data.form.word()));
    let adopted = match decision {
        Some(decision) => {
            let decision = adopted_by(here, decision);
            let said = [
                ("form", form.into()),
                ("who", by.into()),
                ("decision", decision.into()),
            ];
            here.words.rich("constitution-adopted", said)
        }
        None => {
            let said = [("form", form.into()), ("who", by.into())];
            here.words.rich("constitution-adopted-by", said)
        }
    };
    Rule {
        id: format!("p-{}", encoded(&policy.id)),
        number: at + 1,
        name: name(policy.name()),
        lang: here.language(&policy.envelope),
        facts: vec![
            adopted,
            here.words
                .rich("constitution-page", [("policy", link.into())]),
        ],
        numbered,
        body,
    }
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    const CONSTITUTION: &str = "---\nname: Basic law\nform: constitution\nadopted_by: assembly\n\
        domains: [rules]\n---\n# Basic law\n\n## Quorum\n\nHalf.\n\n## Quorum\n\nAgain.\n\n## Voting\n\nOne each.\n";

    #[test]
    fn clauses_keep_their_anchors_when_numbers_and_rules_come() {
        let page = |others: &[(&str, &str)]| Fixture::with(others).html("constitution.html");
        let html = page(&[("policies/basic.md", CONSTITUTION)]);
        for part in [
            "id=\"c-quorum\"",
            "id=\"c-quorum-1\"",
            "id=\"c-spending.who-pays\"",
            "<h2 id=\"p-basic\"",
            "href=\"#c-voting\">1.3 Voting</a>",
        ] {
            assert!(html.contains(part), "{part} not in {html}");
        }
        let renumbered = CONSTITUTION.replace("## Voting", "## 1. Voting");
        let html = page(&[("policies/basic.md", &renumbered)]);
        assert!(html.contains("id=\"c-voting\""));
        assert!(html.contains("href=\"#c-voting\">1. Voting</a>"));
    }

    #[test]
    fn it_holds_what_binds_everybody_and_nothing_else() {
        let fixture = Fixture::with(&[
            ("policies/basic.md", CONSTITUTION),
            (
                "policies/house.md",
                "---\nname: House rule\nadopted_by: crew\ndomains: [site]\n---\nx\n",
            ),
            (
                "policies/next.md",
                "---\nname: Next law\nadopted_by: assembly\nstatus: draft\ndomains: [site]\n---\nx\n",
            ),
        ]);
        let words = fixture.words("constitution.html");
        assert!(words.contains("1. Basic law ¶"), "{words}");
        assert!(
            words.contains("2. Spending ¶ Policy, adopted by Assembly , by Found the crew"),
            "{words}"
        );
        assert!(!words.contains("House rule") && !words.contains("Next law"));
    }

    #[test]
    fn it_speaks_german_where_the_organisation_does() {
        let words = Fixture::german().words("constitution.html");
        for part in [
            "Verfassung Alle Regeln, die für alle gelten",
            "1. Spending ¶ Regel, beschlossen durch Assembly",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let spending = "---\nname: S\nadopted_by: crew\ndomains: [money]\n---\n";
        let fixture = Fixture::with(&[("policies/spending.md", spending)]);
        let words = fixture.words("constitution.html");
        assert!(words.contains("No rule is recorded that binds everybody."));
    }
}
