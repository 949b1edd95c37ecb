//! The pages, one kind a file, and the frame around them.

mod agreements;
mod calendar;
mod change;
mod compare;
mod constitution;
mod data;
mod decisions;
mod finder;
mod home;
mod involved;
mod mandate;
mod map;
mod matrix;
mod methods;
mod missing;
mod moved;
mod other_day;
mod parts;
mod people;
mod policies;
pub(super) mod power;
mod reference;
mod role;
mod roles;
mod search;
mod seats;
mod sheets;
mod unit;
mod units;
mod versions;

use std::collections::HashMap;

use serde::Serialize;

use super::api;
use super::book::Book;
use super::feeds;
use super::files::Files;
use super::here::Here;
use super::print;
use super::publish;
use super::search as search_index;
use super::template::{Templates, assets};
use super::text::{capital, name};
use super::view::{Block, Facts, Piece, Rich, Table, Tone};
use super::words::Said;
use super::{Sink, SiteError};
use crate::catalogue::direction;
use crate::diag::{Finding, Severity};
use crate::model::{Date, Envelope, Id, Kind, Record, RecordData, Status};

pub(in crate::site) use finder::{ADDRESS as FINDER, Listed, Topics};
use sheets::Sheets;

/// Every page, and what they share, handed to the sink as they are made.
pub(super) fn all(book: &Book<'_>, sink: &mut Sink<'_>) -> Result<(), SiteError> {
    let mut site = Site {
        templates: Templates::new(book.words).map_err(SiteError::Templates)?,
        files: Files::new(sink),
        unlisted: Vec::new(),
        links: HashMap::new(),
    };
    for (path, bytes) in assets()? {
        site.files.put(path, bytes)?;
    }
    home::add(book, &mut site)?;
    let topics = finder::add(book, &mut site)?;
    let index = search_index::index(book, &topics);
    site.files.put(search_index::ADDRESS, index)?;
    search::add(book, &mut site)?;
    map::add(book, &mut site)?;
    units::add(book, &mut site)?;
    roles::add(book, &mut site)?;
    people::add(book, &mut site)?;
    policies::add(book, &mut site)?;
    decisions::add(book, &mut site)?;
    methods::add(book, &mut site)?;
    agreements::add(book, &mut site)?;
    let now = power::add(book, &mut site)?;
    compare::add(book, &mut site, &now)?;
    matrix::add(book, &mut site)?;
    constitution::add(book, &mut site)?;
    calendar::add(book, &mut site)?;
    involved::add(book, &mut site)?;
    reference::add(book, &mut site)?;
    missing::add(book, &mut site)?;
    data::add(book, &mut site)?;
    moved::add(book, &mut site)?;
    api::add(book, &mut site.files)?;
    feeds::add(book, &mut site.files)?;
    publish::add(book, &mut site.files, &site.unlisted)
}

/// The pages made so far.
struct Site<'s> {
    templates: Templates,
    files: Files<'s>,
    /// The pages that nobody should find by searching the web.
    unlisted: Vec<String>,
    /// The links of every page, for each root and each place in the navigation.
    links: HashMap<(String, Vec<Current>), Links>,
}

impl Site<'_> {
    fn add<P: Serialize>(
        &mut self,
        here: &Here<'_>,
        frame: Frame,
        template: &str,
        page: &P,
    ) -> Result<(), SiteError> {
        if !frame.is_listed {
            self.unlisted.push(here.path.clone());
        }
        let current: Vec<Current> = NAVIGATION
            .iter()
            .map(|(part, _, address)| match frame.part.lies_in(*part) {
                true if here.path == *address => Current::Page,
                true => Current::Below,
                false => Current::No,
            })
            .collect();
        let key = (here.root.clone(), current);
        let links = self.links.entry(key);
        let links = links.or_insert_with_key(|(_, current)| Links::new(here, current));
        let frame = Printed::new(here, frame, links.clone());
        let bytes = self
            .templates
            .render(template, &frame, page)
            .map_err(|message| SiteError::Page {
                page: here.path.clone(),
                message,
            })?;
        self.files.put(here.path.clone(), bytes)
    }
}

/// The parts of the handbook that every page leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Home,
    Finder,
    Map,
    Units,
    Roles,
    People,
    Policies,
    Decisions,
    Power,
    /// None of those.
    Other,
}

impl Part {
    /// The document that has its data.
    fn document(self) -> &'static str {
        match self {
            Part::Home | Part::Other => "org",
            Part::Finder => "rights",
            Part::Map | Part::Units => "units",
            Part::Roles => "roles",
            Part::People => "people",
            Part::Policies => "policies",
            Part::Decisions => "decisions",
            Part::Power => "shifts",
        }
    }

    /// Whether it is a part, or one of those that the map leads to.
    fn lies_in(self, other: Part) -> bool {
        let on_map = matches!(self, Part::Units | Part::Roles);
        self == other || (on_map && other == Part::Map)
    }
}

/// Each with the key of its name and its first page.
const NAVIGATION: [(Part, &str, &str); 6] = [
    (Part::Finder, "part-finder", finder::ADDRESS),
    (Part::Map, "part-map", "map.html"),
    (Part::People, "part-people", "people.html"),
    (Part::Policies, "part-policies", "policies.html"),
    (Part::Decisions, "part-decisions", "decisions.html"),
    (Part::Power, "part-power", "power.html"),
];

/// The parts that stand at the foot of every page.
const MORE: [(&str, &str); 5] = [
    ("calendar", calendar::ADDRESS),
    ("involved", involved::ADDRESS),
    ("constitution", constitution::ADDRESS),
    ("methods-title", "methods.html"),
    ("reference", reference::ADDRESS),
];

/// What a page says of itself.
#[derive(Clone)]
struct Frame {
    part: Part,
    title: String,
    /// The pages above this one, the outermost first.
    crumbs: Vec<Rich>,
    /// The file of the record that the page shows.
    source: Option<String>,
    /// Whether the page has a map.
    has_map: bool,
    /// The script and the style sheet that it has beside those of every page; empty for none.
    script: &'static str,
    style: &'static str,
    /// Whether the page may be found by searching the web.
    is_listed: bool,
    /// The address to which the page sends its readers at once.
    leads_to: Option<String>,
    /// The address of its data, where neither its record nor its part tells it.
    data: Option<String>,
}

impl Frame {
    fn new(part: Part, title: impl Into<String>) -> Self {
        Frame {
            part,
            title: title.into(),
            crumbs: Vec::new(),
            source: None,
            has_map: false,
            script: "",
            style: "",
            is_listed: true,
            leads_to: None,
            data: None,
        }
    }

    /// With the script that filters the log.
    fn filtered(mut self) -> Self {
        self.script = "filter.js";
        self.styled("records.css")
    }

    fn styled(mut self, style: &'static str) -> Self {
        self.style = style;
        self
    }

    fn under(mut self, crumbs: impl IntoIterator<Item = Rich>) -> Self {
        self.crumbs.extend(crumbs);
        self
    }

    fn with_map(mut self, has_map: bool) -> Self {
        self.has_map = has_map;
        self
    }

    /// The frame of a page that shows a part of this one, which lies `above` it.
    fn sheet(&self, title: String, above: Rich) -> Self {
        Frame {
            title,
            has_map: false,
            script: "",
            ..self.clone()
        }
        .under([above])
    }

    fn of_record<T: RecordData>(mut self, here: &Here<'_>, record: &Record<T>) -> Self {
        self.source = Some(here.source_path(record));
        self.data = api::of_record(here.book(), T::KIND, &record.id);
        self
    }
}

/// What the layout prints around a page.
#[derive(Serialize)]
struct Printed {
    title: String,
    organisation: String,
    root: String,
    is_home: bool,
    has_map: bool,
    is_listed: bool,
    /// Where the reader is sent at once; empty for nowhere.
    refresh: String,
    /// The whole address of the page, or of that to which it leads; empty where it is not known.
    canonical: String,
    links: Links,
    crumbs: Vec<Rich>,
    lang: &'static str,
    dir: &'static str,
    /// Where the record of the page is edited, or lies.
    source: Rich,
    /// The data of the page.
    data: String,
    /// What became of it.
    history: String,
    /// Where a problem is told; empty where that is not known.
    problem: String,
    /// What the handbook shows and what it was made from.
    shows: Rich,
    /// That it does not show the present; empty where it does.
    other_day: Vec<Rich>,
    script: &'static str,
    style: &'static str,
}

/// What every page leads to, from where it lies.
#[derive(Clone, Serialize)]
struct Links {
    navigation: Block,
    more: Block,
}

/// Where a page lies, seen from a part of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Current {
    Page,
    Below,
    No,
}

impl Current {
    /// The word for `aria-current`.
    fn word(self) -> Option<&'static str> {
        match self {
            Current::Page => Some("page"),
            Current::Below => Some("true"),
            Current::No => None,
        }
    }
}

impl Links {
    fn new(here: &Here<'_>, current: &[Current]) -> Self {
        let link = |key: &str, address: &str, current: Option<&'static str>| print::ListedLink {
            text: here.words.text(key),
            href: here.to(address),
            current,
        };
        let parts = NAVIGATION.iter().zip(current);
        let parts = parts.map(|((_, key, address), current)| link(key, address, current.word()));
        let more = MORE.iter().map(|(key, address)| link(key, address, None));
        Links {
            navigation: Block::new(print::links(parts), NAVIGATION.len()),
            more: Block::new(print::links(more), MORE.len()),
        }
    }
}

impl Printed {
    fn new(here: &Here<'_>, frame: Frame, links: Links) -> Self {
        let canonical = canonical(here, &frame);
        let data = frame.data.clone();
        let data = data.unwrap_or_else(|| api::of_page(here, frame.part.document()));
        Printed {
            links,
            title: frame.title,
            organisation: here.organisation.clone(),
            root: here.root.clone(),
            is_home: frame.part == Part::Home,
            has_map: frame.has_map,
            is_listed: frame.is_listed,
            canonical,
            refresh: frame.leads_to.map_or_else(String::new, |to| here.to(&to)),
            crumbs: frame.crumbs,
            lang: here.words.tag(),
            dir: direction(here.words.tag()).word(),
            source: source(here, frame.source.as_deref()),
            data: here.to(&data),
            history: history(here, frame.source.as_deref()),
            problem: here.book().handbook.settings.problem().unwrap_or_default(),
            shows: shows(here),
            other_day: other_day::sentences(here),
            script: frame.script,
            style: frame.style,
        }
    }
}

/// Where the record of a page is edited, or all records are; where no address is known, the path.
fn source(here: &Here<'_>, record: Option<&str>) -> Rich {
    let settings = here.book().handbook.settings;
    let root = here.in_repository("");
    let root = root.trim_end_matches('/');
    let (key, address) = match record {
        Some(path) => ("footer-edit", settings.edit(path)),
        None => ("footer-records", settings.folder(root)),
    };
    if let Some(href) = address {
        let text = here.words.text(key);
        return Rich::from(Piece::Link { text, href });
    }
    let path = |path: &str| [("path", Rich::new().code(path).into())];
    match record {
        Some(record) => here.words.rich("source", path(record)),
        None if root.is_empty() => here.words.text("footer-top").into(),
        None => here.words.rich("footer-below", path(root)),
    }
}

/// Where the commits that touched a record are listed, or all changes of power.
fn history(here: &Here<'_>, record: Option<&str>) -> String {
    let settings = here.book().handbook.settings;
    let own = record.and_then(|path| settings.history(path));
    own.unwrap_or_else(|| here.to("power.html"))
}

/// The whole address under which a page is known.
fn canonical(here: &Here<'_>, frame: &Frame) -> String {
    let base = here.book().handbook.settings.base_url.as_ref();
    let path = match &frame.leads_to {
        Some(address) => Some(address.as_str()),
        None => frame.is_listed.then_some(here.path.as_str()),
    };
    let whole = base.zip(path);
    whole.map_or_else(String::new, |(base, path)| {
        base.join(publish::home_of(path))
    })
}

fn shows(here: &Here<'_>) -> Rich {
    let handbook = here.book().handbook;
    let organisation = here.organisation.as_str();
    let day = Rich::new().day(handbook.as_of);
    match &handbook.commit {
        Some(commit) => {
            let said = [
                ("organisation", organisation.into()),
                ("day", day.into()),
                ("commit", Rich::new().code(commit).into()),
            ];
            here.words.rich("shows", said)
        }
        None => {
            let said = [("organisation", organisation.into()), ("day", day.into())];
            here.words.rich("shows-uncommitted", said)
        }
    }
}

/// A page of the handbook as a link in a breadcrumb.
fn crumb(here: &Here<'_>, text: &str, address: &str) -> Rich {
    Rich::from(Piece::Link {
        text: text.to_owned(),
        href: here.to(address),
    })
}

/// What stands on top of a record's page.
#[derive(Serialize)]
struct Head {
    /// The house word above the name; may be empty.
    kicker: String,
    name: String,
    /// The language of the record's texts, where it is not the handbook's.
    lang: String,
    tags: Vec<Rich>,
    /// One sentence under the name; may be empty.
    lead: String,
}

impl Head {
    fn new<T: RecordData>(here: &Here<'_>, record: &Record<T>, kicker: &str, lead: &str) -> Self {
        let envelope = &record.envelope;
        let mut tags: Vec<Rich> = status(here, envelope).into_iter().collect();
        let as_of = here.as_of();
        if let Some(since) = envelope.since.filter(|since| **since > as_of) {
            let day = here.words.long_date(since.value);
            let text = here.words.say("in-force-from", &[("day", day.into())]);
            tags.push(Rich::new().tag(text, Tone::Plain));
        }
        if let Some(until) = envelope.until.filter(|until| **until < as_of) {
            let day = here.words.long_date(until.value);
            let text = here.words.say("ended-on", &[("day", day.into())]);
            tags.push(Rich::new().tag(text, Tone::Plain));
        }
        Head {
            kicker: if kicker.is_empty() {
                String::new()
            } else {
                capital(&name(kicker))
            },
            name: name(record.name()),
            lang: here.language(envelope),
            tags,
            lead: lead.to_owned(),
        }
    }
}

/// A tag for a record that is not in force.
fn status(here: &Here<'_>, envelope: &Envelope) -> Option<Rich> {
    let (key, tone) = match envelope.status {
        Status::Active => return None,
        Status::Draft => ("status-draft", Tone::Plain),
        Status::Suspended => ("status-suspended", Tone::Lose),
        Status::Retired => ("status-retired", Tone::Plain),
    };
    Some(Rich::new().tag(here.words.text(key), tone))
}

/// A named day of a record with how far it is away: "30 September 2027, due in 12 days".
fn deadline(here: &Here<'_>, on: Date) -> Rich {
    let (words, tone) = here.words.due(on, here.as_of(), here.notice);
    let day = Rich::new().day(on);
    match tone {
        Some(tone) => day.then(" ").tag(words, tone),
        None => {
            let said = [
                ("day", day.into()),
                ("due", Rich::new().muted(words).into()),
            ];
            here.words.rich("deadline", said)
        }
    }
}

/// The last day of a seat, with a tag where it is near or over.
fn end_of_term(here: &Here<'_>, until: Option<Date>) -> Rich {
    let Some(until) = until else {
        return Rich::new();
    };
    let day = super::view::day(Some(until));
    let left = here.as_of().days_until(until);
    if (0..=90).contains(&left) && here.as_of().plus(here.notice) >= until {
        let words = match left {
            0 => here.words.text("last-day"),
            left => here
                .words
                .count("days-left", usize::try_from(left).unwrap_or(0)),
        };
        day.then(" ").tag(words, Tone::Lose)
    } else {
        day
    }
}

/// The facts that every record may have: its decision, its review, when it ends, what it replaces.
fn envelope_facts(here: &Here<'_>, kind: Kind, envelope: &Envelope, facts: &mut Facts) {
    // A policy says it in one line with its adopter.
    if let Some(decision) = envelope.decision.as_ref().filter(|_| kind != Kind::Policy) {
        facts.add("fact-adopted-by", adopted_by(here, decision));
    }
    if let Some(review) = envelope.review_by {
        facts.add("fact-review", deadline(here, review.value));
    }
    if let Some(since) = envelope.since {
        facts.add("fact-in-force-since", Rich::new().day(since.value));
    }
    if let Some(until) = envelope.until {
        facts.add("fact-in-force-until", Rich::new().day(until.value));
    }
    let replaced = envelope.supersedes.iter();
    facts.add(
        "fact-replaces",
        here.words.list(replaced.map(|id| here.link(kind, id))),
    );
}

/// A decision with its day.
fn adopted_by(here: &Here<'_>, decision: &Id) -> Rich {
    let link = here.link(Kind::Decision, decision);
    match here.governance.decisions.get(decision) {
        Some(record) => match record.data.decided {
            Some(day) => {
                let day = Rich::new().day(day.value);
                let said = [("decision", link.into()), ("day", day.into())];
                here.words.rich("adopted-by", said)
            }
            None => link,
        },
        None => link,
    }
}

/// What was found in a record, of which the first stands here.
#[derive(Serialize)]
struct Findings {
    found: Vec<Found>,
    /// Links to the pages with the others.
    sheets: Vec<Rich>,
}

/// A finding as pages show it; rules speak English.
#[derive(Serialize)]
struct Found {
    tag: Rich,
    /// What its rule finds, in the language of the handbook; empty where that is English.
    finds: String,
    message: String,
    why: Rich,
    fix: Rich,
    rule: Rich,
}

/// What was found in a record, as it stands on a page with these sheets.
fn findings(
    here: &Here<'_>,
    reference: &str,
    sheets: &mut Sheets<'_, '_, '_>,
) -> Result<Findings, SiteError> {
    let mut found = found(here, reference);
    let lines = found.iter().map(|found| {
        let finds = Some(found.finds.as_str()).filter(|finds| !finds.is_empty());
        let said = found.tag.clone().then(" ");
        let said = said.maybe(finds.map(|finds| Rich::from(finds).line()));
        let said = said.english(&found.message).line().then(found.why.clone());
        said.line()
            .then(found.fix.clone())
            .line()
            .then(found.rule.clone())
    });
    let listed = sheets.lines("noted", &here.words.text("findings"), lines.collect())?;
    found.truncate(listed.lines.len());
    Ok(Findings {
        found,
        sheets: listed.sheets,
    })
}

/// Everything that was found in a record, the worst first.
fn found(here: &Here<'_>, reference: &str) -> Vec<Found> {
    let mut found: Vec<&&Finding> = here.findings_on(reference).iter().collect();
    found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    found
        .into_iter()
        .map(|finding| {
            let tone = match finding.severity {
                Severity::Error => Tone::Alarm,
                Severity::Warning => Tone::Lose,
                Severity::Info => Tone::Plain,
            };
            let (path, at) = here.book().handbook.sources.locate(finding.primary.place);
            Found {
                tag: Rich::new().tag(here.words.word("severity", finding.severity.word()), tone),
                finds: match here.words.tag() {
                    "en" => String::new(),
                    _ => reference::finds(here.words, finding.rule),
                },
                message: capital(&finding.message),
                why: finding.why.as_deref().map_or_else(Rich::new, |why| {
                    let why = Rich::new().english(capital(why));
                    here.words.rich("finding-why", [("why", why.into())])
                }),
                fix: finding.fix.as_deref().map_or_else(Rich::new, |fix| {
                    let fix = Rich::new().english(capital(fix));
                    here.words.rich("finding-fix", [("fix", fix.into())])
                }),
                rule: here.words.rich(
                    "finding-rule",
                    [
                        ("rule", reference::rule(here, finding.rule).into()),
                        ("place", found_at(here, path, at.line)),
                    ],
                ),
            }
        })
        .collect()
}

fn found_at(here: &Here<'_>, path: &str, line: usize) -> Said {
    let path = Rich::new().code(here.in_repository(path));
    let said = [("path", path.into()), ("line", line.into())];
    here.words.rich("finding-place", said).into()
}

/// Agreements to which any of `ids` is a party.
fn agreements_of(here: &Here<'_>, id: &str) -> Table {
    let mut table = Table::new(
        here.words,
        here.words.text("agreements"),
        &["column-agreement", "column-with", "column-renewal"],
    );
    for (agreement, record) in &here.governance.agreements {
        let parties: Vec<&Id> = record.data.parties.iter().map(|p| &p.actor.value).collect();
        if parties.iter().any(|party| party.as_str() == id) {
            let others = parties.into_iter().filter(|party| party.as_str() != id);
            table.row([
                here.link(Kind::Agreement, agreement),
                here.all(others),
                deadline(here, record.data.renew_by.value),
            ]);
        }
    }
    table
}
