//! Who decides? A card for each topic: who settles it, how, up to which limit, who must be asked
//! and who may object. Where the records name no topics of their own there is a card for each unit,
//! and for each thing that somebody has a right over.
//!
//! The pages are complete without script; with it, the first one answers a question typed in. The
//! words that a question may hit and that no card shows (purposes, texts of policies) lie in the
//! index of the search.

mod body;
mod card;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Frame, Part, Site, crumb};
use crate::ask::Records;
use crate::model::{Decision, Format, Id, Object, Record, Right, Status};
use crate::site::SiteError;
use crate::site::address::encoded;
use crate::site::book::{Book, decision_date};
use crate::site::here::Here;
use crate::site::search::WordLists;
use crate::site::text::{name, sort_key};
use crate::site::view::{Piece, Rich};
use card::Topic;

/// Where the first page lies.
pub(in crate::site) const ADDRESS: &str = "who-decides.html";

/// How many cards one page has; the others are on pages of their own, by group and letter.
const MOST: usize = 100;

#[derive(Serialize)]
struct Page {
    heading: String,
    lead: Rich,
    /// What the script says; none on the pages after the first one.
    says: Option<Says>,
    groups: Vec<Group>,
}

/// What the line says that counts the cards, with `{n}` and `{all}` in it, for the script.
#[derive(Serialize)]
struct Says {
    found: String,
    found_one: String,
    found_all: String,
    nothing: String,
    nearest: String,
    applies: String,
    /// Whether cards lie on other pages too.
    apart: bool,
}

/// The cards that belong together: the topics below one that lies in no other, or the units.
#[derive(Serialize)]
struct Group {
    id: String,
    title: Rich,
    cards: Vec<Topic>,
    /// The pages with its cards, where they are not here.
    pages: Vec<Rich>,
}

/// What a card is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Matter {
    /// A unit: how it works, who is in it, what it has.
    Unit(Id),
    /// A topic, or a thing that somebody has a right over.
    Object(Object),
}

impl Matter {
    /// What its group is called in addresses. No encoded word has a tilde at its end.
    fn group(&self) -> String {
        match self {
            Matter::Unit(_) => "units~".to_owned(),
            Matter::Object(slug) => encoded(slug.split('/').next().unwrap_or(slug)),
        }
    }

    /// What people call it.
    fn title(&self, book: &Book<'_>) -> String {
        match self {
            Matter::Unit(id) => name(book.governance.units.get(id).map_or(id, Record::name)),
            Matter::Object(slug) => match book.domain(slug) {
                Some(words) => name(words),
                None => slug.to_string(),
            },
        }
    }

    /// The letter under which it is looked for: that of the last part of a path.
    fn letter(&self, book: &Book<'_>) -> char {
        let title = match self {
            Matter::Unit(_) => self.title(book),
            Matter::Object(slug) => slug.rsplit('/').next().unwrap_or(slug).to_owned(),
        };
        let first = sort_key(&title).chars().find(|c| c.is_alphanumeric());
        first.filter(|c| c.is_alphabetic()).unwrap_or('#')
    }
}

/// A card and how it is found.
pub(in crate::site) struct Listed {
    pub anchor: String,
    pub title: String,
    /// Where it lies, with its anchor.
    pub address: String,
    pub slug: String,
    /// The words beyond those that it shows.
    pub words: String,
}

/// All cards.
pub(in crate::site) struct Topics {
    pub cards: Vec<Listed>,
}

/// A page and the cards on it.
struct Sheet {
    address: String,
    group: String,
    /// The letter, and which page of it that is; nothing where the group is whole.
    part: Option<(char, usize)>,
    matters: Vec<Matter>,
}

/// Adds the pages.
pub(super) fn add<'b>(book: &'b Book<'b>, site: &mut Site) -> Result<Topics, SiteError> {
    let records = Records::new(&book.governance, book.handbook.powers);
    let decisions = by_topic(book);
    let (here, sheets) = sheets(book);
    let apart = !sheets.is_empty();
    let mut topics = Topics { cards: Vec::new() };
    let mut lists = WordLists::default();
    let mut maker = |at: &Here<'b>, matters: &[Matter]| -> Vec<Topic> {
        let cards = matters.iter().map(|matter| {
            let (card, words) = match matter {
                Matter::Unit(id) => body::topic(at, &records, id),
                Matter::Object(slug) => {
                    let decisions = decisions.get(&**slug).map_or(&[][..], Vec::as_slice);
                    card::topic(at, &records, slug, decisions, &mut lists)
                }
            };
            topics.cards.push(Listed {
                anchor: card.id.clone(),
                title: matter.title(at.book()),
                address: format!("{}#{}", at.path, card.id),
                slug: card.slug.clone(),
                words,
            });
            card
        });
        cards.collect()
    };
    let first = Here::new(book, ADDRESS);
    let words = first.words;
    let mut groups: Vec<Group> = Vec::new();
    for (key, matters) in &here {
        let cards = maker(&first, matters);
        groups.push(group(&first, key, cards));
    }
    for sheet in &sheets {
        let at = Here::new(book, &sheet.address);
        let title = sheet_title(&at, sheet);
        if groups
            .last()
            .is_none_or(|group| group.id != anchor(&sheet.group))
        {
            groups.push(group(&first, &sheet.group, Vec::new()));
        }
        if let Some(group) = groups.last_mut() {
            let text = match sheet.part {
                Some((letter, number)) => letter_name(letter, number),
                None => title.clone(),
            };
            let many = Rich::new().muted(format!(" {}", sheet.matters.len()));
            let href = first.to(&sheet.address);
            group
                .pages
                .push(Rich::from(Piece::Link { text, href }).then(many));
        }
        let cards = maker(&at, &sheet.matters);
        let page = Page {
            heading: title.clone(),
            lead: Rich::new(),
            says: None,
            groups: vec![group(&at, &sheet.group, cards)],
        };
        let above = crumb(&at, &words.text("part-finder"), ADDRESS);
        let frame = Frame::new(Part::Finder, title).under([above]);
        site.add(&at, frame, "finder.html", &page)?;
    }
    groups.sort_by(|a, b| a.id.cmp(&b.id));
    let residual = book.governance.org.as_ref().map(|org| &org.data.residual);
    let page = Page {
        heading: words.text("part-finder"),
        lead: match residual {
            Some(residual) => words.rich("finder-lead", [("residual", first.who(residual).into())]),
            None => Rich::from(words.text("finder-lead-nobody")),
        },
        says: Some(says(&first, topics.cards.len(), apart)),
        groups,
    };
    let frame = Frame::new(Part::Finder, words.text("part-finder"));
    site.add(&first, frame, "finder.html", &page)?;
    Ok(topics)
}

fn says(here: &Here<'_>, all: usize, apart: bool) -> Says {
    let words = here.words;
    let org = here.governance.org.as_ref();
    Says {
        found: words.say(
            "finder-found",
            &[("n", "{n}".into()), ("all", "{all}".into())],
        ),
        found_one: words.say("finder-found-one", &[("all", "{all}".into())]),
        found_all: words.count("finder-found-all", all),
        nothing: match org.map(|org| &org.data.residual) {
            Some(residual) => {
                let residual = here.who(residual).plain();
                let said = [("query", "{query}".into()), ("residual", residual.into())];
                words.say("finder-nothing", &said)
            }
            None => words.say("finder-nothing-nobody", &[("query", "{query}".into())]),
        },
        nearest: words.text("finder-nearest"),
        applies: words.say("finder-applies", &[("amount", "{amount}".into())]),
        apart,
    }
}

fn anchor(key: &str) -> String {
    format!("g-{key}")
}

fn group(here: &Here<'_>, key: &str, cards: Vec<Topic>) -> Group {
    Group {
        id: anchor(key),
        title: match key {
            "units~" => Rich::from(here.words.text("part-units")),
            key => Rich::new().code(key),
        },
        cards,
        pages: Vec::new(),
    }
}

fn letter_name(letter: char, number: usize) -> String {
    let letter: String = letter.to_uppercase().collect();
    match number {
        0 => letter,
        number => format!("{letter} {}", number + 1),
    }
}

fn sheet_title(here: &Here<'_>, sheet: &Sheet) -> String {
    let group = match sheet.group.as_str() {
        "units~" => here.words.text("part-units"),
        key => key.to_owned(),
    };
    match sheet.part {
        Some((letter, number)) => here.words.say(
            "finder-part-letter",
            &[
                ("group", group.into()),
                ("letter", letter_name(letter, number).into()),
            ],
        ),
        None => here.words.say("finder-part", &[("group", group.into())]),
    }
}

/// The groups whose cards are on the first page, and the pages of the others: small groups stay
/// together as long as there is room.
fn sheets(book: &Book<'_>) -> (BTreeMap<String, Vec<Matter>>, Vec<Sheet>) {
    let mut groups: BTreeMap<String, Vec<Matter>> = BTreeMap::new();
    for matter in matters(book) {
        groups.entry(matter.group()).or_default().push(matter);
    }
    let mut by_size: Vec<(usize, String)> = groups
        .iter()
        .map(|(key, matters)| (matters.len(), key.clone()))
        .collect();
    by_size.sort();
    let mut room = MOST;
    let mut sheets = Vec::new();
    for (many, key) in by_size {
        if many <= room {
            room -= many;
            continue;
        }
        room = 0;
        let matters = groups.remove(&key).unwrap_or_default();
        if many <= MOST {
            sheets.push(Sheet {
                address: format!("who-decides/{key}.html"),
                group: key,
                part: None,
                matters,
            });
            continue;
        }
        let mut letters: BTreeMap<char, Vec<Matter>> = BTreeMap::new();
        for matter in matters {
            letters.entry(matter.letter(book)).or_default().push(matter);
        }
        for (letter, mut matters) in letters {
            matters.sort_by_cached_key(|matter| (sort_key(&matter.title(book)), matter.clone()));
            for (number, matters) in matters.chunks(MOST).enumerate() {
                let word = encoded(&letter.to_string());
                let more = match number {
                    0 => String::new(),
                    number => format!("-{}", number + 1),
                };
                let start = key.trim_end_matches('~');
                sheets.push(Sheet {
                    address: format!("who-decides/{start}~{word}{more}.html"),
                    group: key.clone(),
                    part: Some((letter, number)),
                    matters: matters.to_vec(),
                });
            }
        }
    }
    sheets.sort_by(|a, b| (&a.group, a.part).cmp(&(&b.group, b.part)));
    (groups, sheets)
}

/// Everything that somebody may have to decide: the vocabulary of the organisation, and what its
/// records give to somebody though the vocabulary does not have it. Formats that know no topics have
/// units, and things that people work on.
fn matters(book: &Book<'_>) -> BTreeSet<Matter> {
    let org = book.governance.org.as_ref();
    let domains = org.into_iter().flat_map(|org| org.data.domains.keys());
    let objects = domains.map(|slug| Object::of(slug.as_str()));
    let has_topics = book.governance.format == Format::Native;
    let powers = book.handbook.powers.all.iter().filter(|power| {
        let settles = matches!(power.key.right, Right::Decide | Right::Joint);
        let object = &power.key.object;
        let is_topic = if has_topics {
            settles && !is_access(object)
        } else {
            settles || is_access(object)
        };
        is_topic && !is_reserved(object) && !book.is_about_hidden(object)
    });
    let objects = objects.chain(powers.map(|power| power.key.object.clone()));
    let mut matters: BTreeSet<Matter> = objects.map(Matter::Object).collect();
    if !has_topics {
        let units = book.governance.units.values();
        let active = units.filter(|unit| unit.envelope.status == Status::Active);
        matters.extend(active.map(|unit| Matter::Unit(unit.id.clone())));
    }
    matters
}

/// Whether an object is about seats, borders or rules, which the pages of units and roles tell.
fn is_reserved(object: &str) -> bool {
    let root = object.split('/').next().unwrap_or(object);
    matches!(
        root,
        "seats" | "membership" | "structure" | "rules" | "residual"
    )
}

/// Whether an object is a thing that people work on.
fn is_access(object: &str) -> bool {
    let root = object.split('/').next().unwrap_or(object);
    matches!(root, "repos" | "permissions" | "files")
}

/// The decisions on each topic and its parts, the newest first.
fn by_topic<'b>(book: &'b Book<'_>) -> BTreeMap<&'b str, Vec<&'b Record<Decision>>> {
    let mut all: Vec<_> = book.governance.decisions.values().collect();
    all.sort_by_key(|decision| std::cmp::Reverse(decision_date(decision)));
    let mut by_topic: BTreeMap<&str, Vec<&Record<Decision>>> = BTreeMap::new();
    for decision in all {
        let mut about: BTreeSet<&str> = BTreeSet::new();
        for domain in &decision.data.domains {
            about.insert(domain);
            about.extend(domain.match_indices('/').map(|(at, _)| &domain[..at]));
        }
        for topic in about {
            by_topic.entry(topic).or_default().push(decision);
        }
    }
    by_topic
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    #[test]
    fn a_card_tells_who_decides_how_and_up_to_what() {
        let words = Fixture::with(&[]).words("who-decides.html");
        for part in [
            "What nobody has been given falls to Assembly .",
            "money All money money Keeper ( Ana Maria Paz )",
            "Small sums money/ small Keeper ( Ana Maria Paz ), up to 500 EUR \
             Above that: Keeper ( Ana Maria Paz ) (as part of money )",
            "Policies that bind Spending",
            "The web site site Crew ( Ana Maria Paz )",
            "To propose something Bring it to Crew",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }

    #[test]
    fn a_card_says_that_nobody_or_that_two_claim_a_topic() {
        let fixture = Fixture::with(&[
            (
                "org.yaml",
                "name: Tidepool\nvision: Clean water\nroot: assembly\nresidual: assembly\n\
                 domains: {money: All money, site: The web site, boats: The boats}\n",
            ),
            (
                "units/divers.yaml",
                "name: Divers\ntype: crew\nparent: assembly\npurpose: Dive\ndomains: [site]\n\
                 members: [bao]\n",
            ),
        ]);
        let words = fixture.words("who-decides.html");
        for part in [
            "The boats boats held by nobody Assembly ( Ana Maria Paz and Bao Tran ), because nobody \
             else holds it",
            "The web site site two claim it Claimed by",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
    }

    #[test]
    fn a_card_is_found_by_the_words_of_its_policies_and_purposes() {
        let index = Fixture::with(&[]).html("search-index.js");
        let card = index.split("\"t-money\":\"").nth(1).expect("a card");
        let words: Vec<&str> = card
            .split('"')
            .next()
            .unwrap_or_default()
            .split(' ')
            .collect();
        assert!(
            words.contains(&"counting") && words.contains(&"pays"),
            "{words:?}"
        );
        // Each once, and none that is too short to be asked for.
        assert_eq!(words.iter().filter(|word| **word == "seat").count(), 1);
        assert!(!words.contains(&"the"));
    }

    #[test]
    fn another_language_asks_and_answers_in_its_words() {
        let org = "name: Tidepool\nvision: Clean water\nroot: assembly\nresidual: assembly\n\
                   language: de\ndomains: {money: All money, money/small: Small sums}\n";
        let fixture = Fixture::with(&[("org.yaml", org)]);
        let words = fixture.words("who-decides.html");
        for part in [
            "Wer entscheidet?",
            "bis 500 EUR Darüber: Keeper",
            "Etwas vorschlagen Es einbringen bei Keeper",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let html = fixture.html("who-decides.html");
        assert!(html.contains("<html lang=\"de\" dir=\"ltr\">"));
        assert!(html.contains("<label for=\"q\">Worum geht es?</label>"));
    }

    /// A forge's teams and repositories, as many as need pages of their own.
    fn forge(teams: usize) -> std::collections::BTreeMap<String, Vec<u8>> {
        use crate::load::{Cache, load};
        use crate::model::{Date, Format};
        use crate::power::powers;
        use crate::site::{Handbook, build};
        use crate::tree::MemoryTree;
        let mut tree = MemoryTree::new("test").with(
            "people/ann.toml",
            "name = 'Ann'\ngithub = 'ann'\ngithub-id = 1\n",
        );
        for n in 0..teams {
            let team = format!("name = 'team-{n}'\n[people]\nleads = ['ann']\nmembers = ['ann']\n");
            tree = tree.with(format!("teams/team-{n}.toml"), team);
            let repo = format!(
                "org = 'rust-lang'\nname = 'code-{n}'\ndescription = 'x'\n[access.teams]\nteam-{n} = 'maintain'\n"
            );
            tree = tree.with(format!("repos/rust-lang/code-{n}.toml"), repo);
        }
        let loaded =
            load(&tree, Some(Format::RustTeam), &mut Cache::default()).expect("a governance");
        let as_of = Date::parse("2026-11-01").expect("a day");
        let handbook = Handbook {
            governance: &loaded.governance,
            sources: &loaded.sources,
            powers: &powers(&loaded.governance, as_of),
            findings: &[],
            history: &[],
            as_of,
            commit: None,
            root: "",
            incomplete_history: None,
            other_day: None,
            versions: &std::collections::BTreeMap::new(),
            settings: &loaded.config.handbook,
            counts: &[],
        };
        build(&handbook).expect("a site")
    }

    #[test]
    fn without_topics_there_are_cards_for_units_and_what_they_work_on() {
        let files = forge(3);
        let html = String::from_utf8_lossy(&files["who-decides.html"]);
        for part in [
            "id=\"u-team-1\"",
            "id=\"t-repos~2frust-lang~2fcode-1\"",
            "may work on it, up to <code>maintain</code>",
            "decides how it works",
            "<code>repos/<wbr>rust-lang/<wbr>code-1</code>",
        ] {
            assert!(html.contains(part), "{part} not in {html}");
        }
        assert!(!html.contains("data-apart"));
    }

    #[test]
    fn many_cards_lie_on_pages_of_their_own_that_the_first_leads_to() {
        let files = forge(160);
        let html = String::from_utf8_lossy(&files["who-decides.html"]);
        assert!(html.contains("data-apart=\"1\""), "{html}");
        assert!(
            html.contains("<a href=\"who-decides/repos~c.html\">C</a>"),
            "{html}"
        );
        assert!(
            html.contains("<a href=\"who-decides/repos~c-2.html\">C 2</a>"),
            "{html}"
        );
        assert!(
            html.contains("<a href=\"who-decides/units~t.html\">T</a>"),
            "{html}"
        );
        let links = crate::site::check_links(&files, None);
        assert_eq!(links.dead, []);
        let index = String::from_utf8_lossy(&files["search-index.js"]);
        assert!(
            index.contains("who-decides/units~t-2.html#u-team-99\""),
            "{index}"
        );
        let cards = files
            .iter()
            .filter(|(path, _)| path.starts_with("who-decides"));
        let cards = cards.map(|(_, html)| {
            let html = String::from_utf8_lossy(html);
            assert!(html.len() < 300 * 1024);
            html.matches("class=\"topic\"").count()
        });
        assert!(cards.sum::<usize>() >= 320);
    }
}
