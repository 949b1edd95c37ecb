//! The versions of a policy: a page for each, and what changed between them.

use serde::Serialize;

use super::{Frame, Part, Site, crumb};
use crate::model::{Date, Kind, Policy, Record, Status};
use crate::site::PolicyVersion;
use crate::site::SiteError;
use crate::site::book::Book;
use crate::site::changed_words::{Run, changed_words};
use crate::site::here::Here;
use crate::site::markdown::{Body, Shape};
use crate::site::text::name;
use crate::site::view::{Facts, Piece, Rich, Table};

/// Up to so many versions any two have a page that compares them; beyond, each is compared with its
/// neighbours and with the current one.
const ALL_PAIRS: usize = 8;

/// The versions of one policy that anyone may read.
pub(super) struct Versions<'b> {
    policy: &'b Record<Policy>,
    /// The oldest first, each with the day from which it counts.
    all: Vec<(Date, &'b PolicyVersion)>,
    /// The address of the policy's page without its ending.
    stem: String,
}

/// What a list of versions says.
#[derive(Serialize)]
pub(super) struct Listed {
    lines: Vec<Rich>,
    /// To what changed last; empty where nothing did.
    latest: Rich,
}

#[derive(Serialize)]
struct Page {
    kicker: String,
    name: String,
    lang: String,
    banner: Vec<Rich>,
    facts: Facts,
    binding: Table,
    compared: Vec<Compared>,
    body: Body,
    versions: Listed,
    /// The other versions, each with where it is compared with this one.
    others: Vec<Rich>,
}

/// A section on what changed from one version to another.
#[derive(Serialize)]
struct Compared {
    id: String,
    title: String,
    fields: Table,
    blocks: Vec<Told>,
    /// What stands for the changes where none can be shown, or how much stayed after them.
    note: String,
}

/// A block of the text with what changed in it.
#[derive(Serialize)]
struct Told {
    /// How much was left out before it; may be empty.
    gap: String,
    shape: Shape,
    runs: Vec<Run>,
}

impl<'b> Versions<'b> {
    pub(super) fn of(book: &'b Book<'_>, policy: &'b Record<Policy>) -> Self {
        let address = book.address(Kind::Policy, &policy.id).unwrap_or_default();
        let known = book.handbook.versions.get(&policy.id);
        let known = known.map_or(&[][..], Vec::as_slice);
        let mut all: Vec<(Date, &PolicyVersion)> = Vec::new();
        for version in known.iter().filter(|version| version.is_public) {
            let before = all.last();
            // A record that keeps its day while it changes tells when its first version began.
            let named = version
                .since
                .filter(|since| before.is_none_or(|(_, last)| last.since != Some(*since)));
            // A decision that is named anew brought the version, on its own day.
            let decision = version.decision.as_ref();
            let decision = decision
                .filter(|id| before.is_none_or(|(_, last)| last.decision.as_ref() != Some(*id)));
            let decided = decision.and_then(|id| {
                let decision = &book.governance.decisions.get(id)?.data;
                decision.effective.or(decision.decided.map(|day| day.value))
            });
            let day = named.or(decided).unwrap_or(version.day);
            all.push((before.map_or(day, |(last, _)| day.max(*last)), version));
        }
        Versions {
            policy,
            all,
            stem: address.trim_end_matches(".html").to_owned(),
        }
    }

    fn address(&self, number: usize) -> String {
        format!("{}/v/{number}.html", self.stem)
    }

    fn last(&self) -> usize {
        self.all.len()
    }

    /// A version by its number, as a link.
    fn link(&self, here: &Here<'_>, number: usize) -> Rich {
        Rich::from(Piece::Link {
            text: here.words.count("version-numbered", number),
            href: here.to(&self.address(number)),
        })
    }

    /// Where two versions are compared, if anywhere.
    fn comparison(&self, one: usize, other: usize) -> Option<String> {
        let (old, new) = (one.min(other), one.max(other));
        if new == old + 1 {
            Some(format!("{}#changes", self.address(new)))
        } else if new == self.last() {
            Some(format!("{}#to-current", self.address(old)))
        } else if self.last() <= ALL_PAIRS {
            Some(format!("{}/v/{old}-{new}.html", self.stem))
        } else {
            None
        }
    }

    /// The versions, the newest first; `None` where no history is known.
    pub(super) fn listed(&self, here: &Here<'_>) -> Option<Listed> {
        if self.all.is_empty() {
            return None;
        }
        let newest = self.all.iter().enumerate().rev();
        let lines = newest.map(|(at, (day, version))| {
            let said = [
                ("version", self.link(here, at + 1).into()),
                ("day", Rich::new().day(*day).into()),
            ];
            let line = here.words.rich("version-line", said);
            match &version.decision {
                Some(decision) => {
                    let decision = here.link(Kind::Decision, decision);
                    let said = [("line", line.into()), ("decision", decision.into())];
                    here.words.rich("version-adopted", said)
                }
                None => line,
            }
        });
        let latest = if self.last() > 1 {
            Rich::from(Piece::Link {
                text: here.words.text("version-latest-changes"),
                href: here.to(&format!("{}#changes", self.address(self.last()))),
            })
        } else {
            Rich::new()
        };
        Some(Listed {
            lines: lines.collect(),
            latest,
        })
    }

    /// When a version was in force, and what came after it.
    fn banner(&self, here: &Here<'_>, number: usize) -> Vec<Rich> {
        let (from, version) = self.all[number - 1];
        let from = Rich::new().day(from);
        let Some((next, _)) = self.all.get(number) else {
            let key = match version.status {
                Status::Active => "version-now",
                Status::Draft => "version-now-draft",
                Status::Suspended => "version-now-suspended",
                Status::Retired => "version-now-retired",
            };
            let said = [("n", number.into()), ("from", from.into())];
            let policy = here.link(Kind::Policy, &self.policy.id);
            let current = here
                .words
                .rich("version-is-current", [("policy", policy.into())]);
            return vec![here.words.rich(key, said), current];
        };
        let to = next.yesterday().max(self.all[number - 1].0);
        let key = match version.status {
            Status::Active => "version-then",
            Status::Draft => "version-then-draft",
            Status::Suspended => "version-then-suspended",
            Status::Retired => "version-then-retired",
        };
        let said = [
            ("n", number.into()),
            ("from", from.into()),
            ("to", Rich::new().day(to).into()),
        ];
        let then = here.words.rich(key, said);
        let next = self.link(here, number + 1);
        let superseded = if number + 1 == self.last() {
            let said = [("next", next.into())];
            here.words.rich("version-superseded-by-current", said)
        } else {
            let current = self.link(here, self.last());
            let said = [("next", next.into()), ("current", current.into())];
            here.words.rich("version-superseded", said)
        };
        vec![then, superseded]
    }

    /// What changed from one version to a later one.
    fn compared(&self, here: &Here<'_>, id: &str, old: usize, new: usize) -> Compared {
        let words = here.words;
        let title = if new == self.last() && id != "changes" {
            let said = [("old", old.into()), ("new", new.into())];
            words.say("version-changes-to-current", &said)
        } else {
            let said = [("old", old.into()), ("new", new.into())];
            words.say("version-changes", &said)
        };
        let (before, after) = (self.all[old - 1].1, self.all[new - 1].1);
        let columns = ["column-field", "column-before", "column-after"];
        let mut fields = Table::new(words, words.text("version-fields-changed"), &columns);
        let said = |version: &PolicyVersion, field: &str| match field {
            "name" => version.name.clone(),
            "status" => status(here, version.status),
            field => {
                let mut binding = version.binding.iter();
                let found = binding.find(|(name, _)| *name == field);
                found.map(|(_, value)| value.clone()).unwrap_or_default()
            }
        };
        let mut names: Vec<&str> = vec!["name", "status"];
        for (field, _) in before.binding.iter().chain(&after.binding) {
            if !names.contains(field) {
                names.push(field);
            }
        }
        for field in names {
            let (was, is) = (said(before, field), said(after, field));
            if was != is {
                fields.row([Rich::new().code(field), was.into(), is.into()]);
            }
        }
        let changed = changed_words(&before.text, &after.text);
        let (blocks, note) = match changed {
            None => (Vec::new(), words.text("version-too-long")),
            Some((blocks, _)) if blocks.is_empty() && fields.rows.is_empty() => {
                (blocks, words.text("version-marks-changed"))
            }
            Some((blocks, _)) if blocks.is_empty() => (blocks, words.text("version-text-same")),
            Some((blocks, rest)) => {
                let rest = match rest {
                    0 => String::new(),
                    rest => words.count("version-unchanged", rest),
                };
                (blocks, rest)
            }
        };
        let blocks = blocks.into_iter().map(|block| Told {
            gap: match block.unchanged {
                0 => String::new(),
                unchanged => words.count("version-unchanged", unchanged),
            },
            shape: block.shape,
            runs: block.runs,
        });
        Compared {
            id: id.to_owned(),
            title,
            fields,
            blocks: blocks.collect(),
            note,
        }
    }

    /// The pages of the versions, and of the pairs that no such page compares.
    pub(super) fn add(&self, book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
        for number in 1..=self.last() {
            self.add_version(book, site, number)?;
        }
        for old in 1..=self.last() {
            for new in old + 1..=self.last() {
                let Some(address) = self.comparison(old, new).filter(|at| !at.contains('#')) else {
                    continue;
                };
                let here = Here::new(book, address);
                let compared = self.compared(&here, "changes", old, new);
                let page = Page {
                    kicker: String::new(),
                    name: compared.title.clone(),
                    lang: String::new(),
                    banner: Vec::new(),
                    facts: Facts::new(here.words),
                    binding: Table::new(here.words, "", &[]),
                    compared: vec![compared],
                    body: Body::default(),
                    versions: self.list(&here),
                    others: Vec::new(),
                };
                let said = [
                    ("name", name(self.policy.name()).into()),
                    ("old", old.into()),
                    ("new", new.into()),
                ];
                let title = here.words.say("versions-compared-of", &said);
                site.add(&here, self.frame(&here, title), "version.html", &page)?;
            }
        }
        Ok(())
    }

    fn list(&self, here: &Here<'_>) -> Listed {
        self.listed(here).unwrap_or_else(|| Listed {
            lines: Vec::new(),
            latest: Rich::new(),
        })
    }

    fn frame(&self, here: &Here<'_>, title: String) -> Frame {
        let policies = here.words.text("part-policies");
        let above = [
            crumb(here, &policies, "policies.html"),
            here.link(Kind::Policy, &self.policy.id),
        ];
        Frame::new(Part::Policies, title)
            .under(above)
            .styled("records.css")
    }

    fn add_version(
        &self,
        book: &Book<'_>,
        site: &mut Site,
        number: usize,
    ) -> Result<(), SiteError> {
        let here = Here::new(book, self.address(number));
        let words = here.words;
        let (_, version) = self.all[number - 1];
        let mut facts = Facts::new(words);
        if let Some(decision) = &version.decision {
            facts.add("fact-adopted-by", super::adopted_by(&here, decision));
        }
        match &version.commit {
            Some(commit) => facts.add("fact-commit", Rich::new().code(commit)),
            None => facts.add("fact-commit", words.text("version-not-committed")),
        }
        let columns = ["column-field", "column-said"];
        let mut binding = Table::new(words, words.text("version-binding"), &columns);
        for (field, value) in &version.binding {
            binding.row([Rich::new().code(*field), Rich::from(value.as_str())]);
        }
        let mut compared = Vec::new();
        if number > 1 {
            compared.push(self.compared(&here, "changes", number - 1, number));
        }
        if number + 1 < self.last() {
            compared.push(self.compared(&here, "to-current", number, self.last()));
        }
        let others = (1..=self.last()).rev().filter(|other| *other != number);
        let others = others.filter_map(|other| {
            Some(Rich::from(Piece::Link {
                text: words.count("version-numbered", other),
                href: here.to(&self.comparison(number, other)?),
            }))
        });
        let kicker = words.count("version-of-policy", number);
        let title = name(&version.name);
        let said = [("name", title.as_str().into()), ("n", number.into())];
        let frame = self.frame(&here, words.say("version-title", &said));
        let page = Page {
            kicker,
            lang: here.language(&self.policy.envelope),
            banner: self.banner(&here, number),
            facts,
            binding,
            compared,
            body: here.past_body(self.policy, &version.text, &version.name, 3),
            versions: self.list(&here),
            others: others.collect(),
            name: title,
        };
        site.add(&here, frame, "version.html", &page)
    }
}

fn status(here: &Here<'_>, status: Status) -> String {
    here.words.text(match status {
        Status::Active => "version-status-active",
        Status::Draft => "status-draft",
        Status::Suspended => "status-suspended",
        Status::Retired => "status-retired",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;
    use crate::site::fixture::{Fixture, on};

    fn version(day: &str, text: &str) -> PolicyVersion {
        PolicyVersion {
            day: on(day),
            commit: Some("abc1234".to_owned()),
            name: "Spending".to_owned(),
            status: Status::Active,
            since: None,
            is_public: true,
            decision: None,
            binding: vec![("adopted_by", "assembly".to_owned())],
            text: text.to_owned(),
        }
    }

    fn four() -> Vec<PolicyVersion> {
        let mut all = vec![
            version(
                "2003-06-21",
                "# Spending\n\n## 1. Who pays\n\nThe treasurer pays up to 500 EUR for any one thing.\n",
            ),
            version(
                "2003-10-28",
                "# Spending\n\n## 1. Who pays\n\nThe treasurer pays up to 900 EUR for any one thing.\n",
            ),
            version(
                "2004-01-01",
                "# Spending\n\n## 2. Who pays\n\nThe treasurer pays up to 900 EUR for any one thing.\n\nTwice.\n",
            ),
            version("2026-02-10", "See [the seat](../roles/keeper.yaml).\n"),
        ];
        all[3].decision = Some(Id::of("found"));
        all[2].binding.push(("applies_to", "crew".to_owned()));
        all
    }

    #[test]
    fn a_past_version_says_when_it_was_in_force_and_what_came_after() {
        let fixture = Fixture::with(&[]).versions("spending", four());
        let words = fixture.words("policies/spending/v/2.html");
        for part in [
            "Version 2 of this policy Spending Version 2, in force 28 October 2003 – 31 December 2003 . \
             Superseded by Version 3 ; the current one is Version 4 .",
            "Changes from version 1 to version 2 1 paragraph unchanged 1. Who pays",
            "pays up to [removed: 500 ] [added: 900 ] EUR for",
            "Changes from version 2 to version 4, the current one",
            "Text 1. Who pays ¶",
            "Versions Version 4 , from 3 February 2026 , adopted by Found the crew Version 3",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let html = fixture.html("policies/spending/v/2.html");
        assert!(html.contains("<del><span class=\"unseen\">[removed: </span>500"));
        assert!(html.contains("id=\"c-who-pays\""));
        let words = fixture.words("policies/spending/v/3.html");
        assert!(words.contains("Superseded by Version 4 , the current one."));
        assert!(words.contains("Fields that changed Field Before After applies_to crew"));
        let words = fixture.words("policies/spending/v/4.html");
        assert!(words.contains("Version 4, in force since 3 February 2026 . This is the current"));
    }

    #[test]
    fn the_policy_lists_its_versions_and_any_two_of_a_few_are_compared() {
        let fixture = Fixture::with(&[]).versions("spending", four());
        let words = fixture.words("policies/spending.html");
        let listed = "Versions Version 4 , from 3 February 2026 , adopted by Found the crew Version 3 , \
                      from 1 January 2004 Version 2 , from 28 October 2003 Version 1";
        assert!(words.contains(listed), "{words}");
        let words = fixture.words("policies/spending/v/1-3.html");
        assert!(
            words.contains("Changes from version 1 to version 3"),
            "{words}"
        );
        let files = crate::site::build(&fixture.handbook()).expect("a site");
        let pages = files.keys().filter(|path| path.contains("/v/"));
        assert_eq!(pages.count(), 5);
        let many: Vec<PolicyVersion> = (1..=9)
            .map(|n| version(&format!("2020-01-0{n}"), &format!("Text {n}")))
            .collect();
        let fixture = Fixture::with(&[]).versions("spending", many);
        let files = crate::site::build(&fixture.handbook()).expect("a site");
        let pages = files.keys().filter(|path| path.contains("/v/"));
        assert_eq!(pages.count(), 9);
        let plain = Fixture::with(&[]).words("policies/spending.html");
        assert!(!plain.contains("Version"));
    }

    #[test]
    fn a_version_that_was_not_public_stays_out() {
        let mut versions = four();
        versions[1].is_public = false;
        let fixture = Fixture::with(&[]).versions("spending", versions);
        let files = crate::site::build(&fixture.handbook()).expect("a site");
        assert!(!files.contains_key("policies/spending/v/4.html"));
        let one = fixture.words("policies/spending/v/1.html");
        assert!(
            one.contains("in force 21 June 2003 – 31 December 2003"),
            "{one}"
        );
        let private =
            "---\nname: S\nadopted_by: assembly\ndomains: [money]\nvisibility: private\n---\n";
        let fixture = Fixture::with(&[("policies/spending.md", private)]);
        let files = crate::site::build(&fixture.versions("spending", four()).handbook());
        let files = files.expect("a site");
        assert!(!files.keys().any(|path| path.contains("/v/")));
    }

    #[test]
    fn hostile_texts_stay_text() {
        let evil = "<script>alert(1)</script> </ins></main> [x](javascript:alert(1)) \u{202e}";
        let versions = vec![version("2020-01-01", "Plain."), version("2021-01-01", evil)];
        let fixture = Fixture::with(&[]).versions("spending", versions);
        let html = fixture.html("policies/spending/v/2.html");
        assert_eq!(html.matches("<script").count(), 1);
        assert_eq!(html.matches("</main>").count(), 1);
        assert!(!html.contains('\u{202e}') && !html.contains("\"javascript:"));
    }

    #[test]
    fn versions_speak_german_where_the_organisation_does() {
        let fixture = Fixture::german_with(&[]).versions("spending", four());
        let words = fixture.words("policies/spending/v/2.html");
        for part in [
            "Fassung 2 dieser Regel",
            "Fassung 2, in Kraft 28. Oktober 2003 – 31. Dezember 2003 . Abgelöst durch Fassung 3 ; \
             die aktuelle ist Fassung 4 .",
            "Änderungen von Fassung 1 zu Fassung 2",
            "[entfernt: 500 ] [neu: 900 ]",
            "Diese Fassung vergleichen mit",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }
}
