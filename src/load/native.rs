//! Polity's own records: YAML files, and Markdown files with YAML front matter.

mod index;
mod scope;
mod sketch;
mod weight;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::{Finding, Severity, did_you_mean};
use crate::model::{
    Agreement, Date, Decision, Format, Governance, Id, Kind, Method, Org, Person, Policy, Record,
    RecordData, Role, Unit, read_record,
};
use crate::schema;
use crate::source::{
    Fault, FaultKind, Node, Parsed, Place, Source, SourceId, Sources, Span, Value, parse_yaml,
    split_front_matter,
};
use crate::tree::{Entry, EntryKind};

use super::adapter::{Adapter, File, Placed, Understood};
use super::snapshot::Kept;
use index::Index;
use scope::Scope;

use super::{Cache, DUPLICATE_ID, ID_MISMATCH, UNKNOWN_KIND, finding_of};

/// The files of which one makes a folder a governance root.
const MARKS: [&str; 2] = ["org.yaml", "org.yml"];

/// Polity's own records.
pub(super) struct Native;

/// The record of one file.
#[derive(Debug)]
pub(super) struct Content {
    /// Kind and id, where they could be told.
    name: Option<(Kind, Id, Span)>,
    record: Option<AnyRecord>,
}

#[derive(Debug, Clone)]
enum AnyRecord {
    Org(Record<Org>),
    Person(Record<Person>),
    Unit(Record<Unit>),
    Role(Record<Role>),
    Method(Record<Method>),
    Policy(Record<Policy>),
    Agreement(Record<Agreement>),
    Decision(Record<Decision>),
}

impl Adapter for Native {
    type Content = Content;
    type Memory = ();
    type Scope = Scope;
    type Index = Index;

    const FORMAT: Format = Format::Native;
    const HAS_DATES: bool = true;
    const INDEXED: bool = true;
    const ALONE: bool = true;
    const HINTS: &[&str] = &MARKS;

    fn detects(entries: &[Entry]) -> bool {
        // Whatever else stands in the place of the file, what is around it is still a governance.
        entries.iter().any(|entry| {
            entry.kind != EntryKind::Submodule
                && entry.utf8_path
                && MARKS.contains(&entry.path.as_str())
        })
    }

    fn reads(path: &str) -> bool {
        is_candidate(path)
    }

    /// A link or device beside the records is none of ours unless a record is due.
    fn is_due(path: &str) -> bool {
        place_of(path).kind.is_some()
    }

    fn announces(path: &str) -> Option<(Kind, Id)> {
        let says = place_of(path);
        Some((says.kind?, Id::of(&says.id)))
    }

    /// A root below this one takes its folder out of it.
    fn shapes(path: &str) -> bool {
        path.rsplit('/')
            .next()
            .is_some_and(|file| MARKS.contains(&file))
            && !MARKS.contains(&path)
    }

    fn select(entries: Vec<Entry>) -> Vec<Entry> {
        let nested = nested_roots(&entries);
        let is_inside = |path: &str| nested.iter().any(|root| path.starts_with(root.as_str()));
        entries
            .into_iter()
            .filter(|entry| is_candidate(&entry.path) && !is_inside(&entry.path))
            .collect()
    }

    fn understand(source: &Arc<Source>, (): &mut ()) -> Option<Understood<Content>> {
        understand(source)
    }

    fn sketch(source: &Arc<Source>, (): &mut ()) -> Option<Understood<Content>> {
        sketch::sketch(source).or_else(|| understand(source))
    }

    fn assemble(
        files: &[Placed<'_, Content>],
        _scope: Option<&Scope>,
        sources: &Sources,
        findings: &mut Vec<Finding>,
    ) -> Governance {
        let mut assembly = Assembly {
            governance: Governance::empty(Format::Native),
            sources,
            findings,
            first: BTreeMap::new(),
        };
        for (source, file) in files {
            assembly.add(*source, file);
        }
        assembly.governance
    }

    fn note(index: &mut Index, file: &Arc<File<Content>>, comes: bool) {
        index.note(file, comes);
    }

    fn scope_by(
        index: &Index,
        here: &[&Arc<File<Content>>],
        there: &[&Arc<File<Content>>],
        on: Date,
    ) -> Option<Scope> {
        Scope::of(index, here, there, on)
    }

    fn days_of_change(index: &Index, first: Date, last: Date) -> Vec<Date> {
        index.days(first, last)
    }

    fn scope_of_day(index: &Index, last: Date, day: Date) -> Option<Scope> {
        Scope::of_day(index, last, day)
    }

    fn paths(scope: &Scope) -> Option<&BTreeSet<Arc<str>>> {
        Some(scope.paths())
    }

    /// A person's file mostly has the id for a name; else any file may.
    fn person_name<'f>(
        at: &dyn Fn(&str) -> Option<&'f File<Content>>,
        mut all: &mut dyn Iterator<Item = &'f File<Content>>,
        id: &Id,
    ) -> Option<String> {
        let name = |file: &File<Content>| match file.content.as_ref()?.record.as_ref()? {
            AnyRecord::Person(person) if person.id == *id => Some(person.name().to_owned()),
            _ => None,
        };
        let usual = ["yaml", "yml"].map(|ending| format!("people/{id}.{ending}"));
        let mut usual = usual.iter().filter_map(|path| at(path));
        usual
            .find_map(name)
            .or_else(|| Iterator::find_map(&mut all, name))
    }

    fn kept(cache: &mut Cache) -> &mut Kept<Self> {
        &mut cache.native
    }
}

/// Folders below this root that are governance roots of their own, each ending in `/`.
fn nested_roots(entries: &[Entry]) -> Vec<String> {
    entries
        .iter()
        .filter_map(|entry| {
            let (folder, file) = entry.path.rsplit_once('/')?;
            MARKS.contains(&file).then(|| format!("{folder}/"))
        })
        .collect()
}

/// Whether a file can hold a record, by its name.
fn is_candidate(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.is_empty() && !stem.starts_with('.') && matches!(ending, "yaml" | "yml" | "md")
    })
}

/// What a path says of the record in it.
struct PathSays {
    kind: Option<Kind>,
    id: String,
}

/// The nearest parent folder with the name of a kind tells the kind, the file's stem the id.
/// `units/finance/unit.yaml` is the unit `finance`.
fn place_of(path: &str) -> PathSays {
    let mut parts: Vec<&str> = path.split('/').collect();
    let file = parts.pop().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if parts.is_empty() && stem == "org" {
        return PathSays {
            kind: Some(Kind::Org),
            id: "org".to_owned(),
        };
    }
    let nearest = parts
        .iter()
        .rev()
        .find_map(|folder| Kind::from_folder(folder));
    // A file named for its kind is the record that its folder is named after, also where that is
    // what a folder of records could be called: `units/people/unit.yaml`.
    if let (Some(kind), Some(folder)) = (Kind::from_word(stem), parts.last()) {
        let above = parts.iter().rev().nth(1);
        let is_named = nearest == Some(kind) && Kind::from_folder(folder).is_none();
        if is_named || above.and_then(|above| Kind::from_folder(above)) == Some(kind) {
            return PathSays {
                kind: Some(kind),
                id: (*folder).to_owned(),
            };
        }
    }
    PathSays {
        kind: nearest,
        id: stem.to_owned(),
    }
}

/// Parses a file and reads the record in it, knowing nothing of any other file.
fn understand(source: &Arc<Source>) -> Option<Understood<Content>> {
    let only = Sources::default().add(Arc::clone(source));
    let says = place_of(source.path());
    let is_markdown = source.path().ends_with(".md");
    let (parsed, body) = parse(source, is_markdown, says.kind)?;
    let mut findings: Vec<Finding> = parsed
        .faults
        .iter()
        .map(|fault| finding_of(fault, only))
        .collect();
    let mut content = Content {
        name: says
            .kind
            .map(|kind| (kind, Id::of(&says.id), Span::default())),
        record: None,
    };
    if let Some(root) = &parsed.root {
        match kind_of(root, &says, only) {
            Ok(Some(kind)) => {
                let (id, id_span) = id_of(root, &says, kind, only, &mut findings);
                content.name = Some((kind, id.clone(), id_span));
                let schema_findings = schema::check(kind, root, only);
                let fits = schema_findings.is_empty();
                findings.extend(schema_findings);
                if fits {
                    match read_any(kind, root, id, only, body) {
                        Ok(record) => content.record = Some(record),
                        Err(finding) => findings.push(*finding),
                    }
                }
            }
            Ok(None) => return None,
            Err(finding) => findings.push(*finding),
        }
    }
    let unread = match &content {
        Content {
            name: Some((kind, id, _)),
            record: None,
        } => vec![(*kind, id.clone())],
        _ => Vec::new(),
    };
    Some(Understood {
        content: Some(content),
        findings,
        unread,
    })
}

/// The YAML of a file and the span of its prose; `None` where it is no record and need not be.
fn parse(source: &Source, is_markdown: bool, kind: Option<Kind>) -> Option<(Parsed, Option<Span>)> {
    let text = source.text();
    if !is_markdown {
        let mut parsed = parse_yaml(text);
        if parsed.faults.is_empty() && parsed.root.as_ref().is_none_or(|r| r.value == Value::Null) {
            kind?;
            parsed.root = None;
            parsed.faults.push(
                Fault::new(FaultKind::Syntax, Span::default(), "this file is empty")
                    .label("a record is due here")
                    .fix("write the record, or delete the file"),
            );
        }
        return Some((parsed, None));
    }
    let Some(front) = split_front_matter(text) else {
        // A README beside the records is prose.
        let stem = source.path().rsplit('/').next().unwrap_or_default();
        if kind.is_none() || stem.eq_ignore_ascii_case("readme.md") {
            return None;
        }
        let first_line = text.lines().next().unwrap_or_default();
        let fault = Fault::new(
            FaultKind::Syntax,
            Span::new(0, first_line.len()),
            "this file has no front matter",
        )
        .label("a line `---` is due here")
        .fix("start the file with `---`, the fields of the record, and `---`");
        return Some((
            Parsed {
                root: None,
                faults: vec![fault],
            },
            None,
        ));
    };
    let yaml = &text[front.yaml.start..front.yaml.end];
    let mut parsed = parse_yaml(yaml).shifted(front.yaml.start);
    if !front.closed {
        let fence = text.find("---").unwrap_or(0);
        parsed.faults.push(
            Fault::new(
                FaultKind::Syntax,
                Span::new(fence, fence + 3),
                "the front matter never ends",
            )
            .label("opened here")
            .fix("add a line `---` after the last field"),
        );
    } else if parsed.faults.is_empty()
        && parsed.root.as_ref().is_none_or(|r| r.value == Value::Null)
    {
        kind?;
        parsed.root = None;
        parsed.faults.push(
            Fault::new(FaultKind::Syntax, front.yaml, "the front matter is empty")
                .fix("write the fields of the record between the two lines `---`"),
        );
    }
    Some((parsed, Some(front.body)))
}

/// The kind that a record's own word or its folder gives; `None` where neither does and none is
/// due.
fn kind_of(root: &Node, says: &PathSays, source: SourceId) -> Result<Option<Kind>, Box<Finding>> {
    let at = |span| Place { source, span };
    let Value::Map(_) = root.value else {
        return if says.kind.is_some() {
            Err(Box::new(
                Finding::new(
                    super::BROKEN_SYNTAX,
                    Severity::Error,
                    at(root.span),
                    "a record is a mapping of fields",
                )
                .label(format!("found {}", root.described()))
                .fix("write fields as `name: …`, one a line"),
            ))
        } else {
            Ok(None)
        };
    };
    let Some((_, word)) = root.entry("kind") else {
        return Ok(says.kind);
    };
    let known = Kind::ALL.map(Kind::word);
    match word.text().and_then(Kind::from_word) {
        Some(kind) => Ok(Some(kind)),
        None if says.kind.is_none() && !looks_like_record(root) => Ok(None),
        None => {
            let near = word.text().and_then(|word| did_you_mean(word, known));
            Err(Box::new(
                Finding::new(
                    UNKNOWN_KIND,
                    Severity::Error,
                    at(word.span),
                    format!("there is no kind of record called {}", word.described()),
                )
                .label(near.unwrap_or_else(|| "not one of the eight kinds".to_owned()))
                .fix(format!("write one of: {}", known.join(", "))),
            ))
        }
    }
}

/// Whether a mapping outside the folders of records is meant as one. Other tools' files have a
/// `kind` too (Kubernetes manifests); theirs come with an `apiVersion`.
fn looks_like_record(root: &Node) -> bool {
    root.get("name").is_some() && root.get("apiVersion").is_none()
}

/// The id of a record: what the path says, against which a written one is held.
fn id_of(
    root: &Node,
    says: &PathSays,
    kind: Kind,
    source: SourceId,
    findings: &mut Vec<Finding>,
) -> (Id, Span) {
    let written = root
        .get("id")
        .and_then(|node| Some((node.text()?, node.span)));
    let name_span = root.get("name").map_or_else(|| root.span, |name| name.span);
    match written {
        // The organisation's file has one name; its id is its own.
        Some((id, span)) if kind == Kind::Org => (Id::of(id), span),
        Some((id, span)) if id != says.id => {
            findings.push(
                Finding::new(
                    ID_MISMATCH,
                    Severity::Error,
                    Place { source, span },
                    format!("the id `{id}` is not the name of its file"),
                )
                .label(format!("the file is called `{}`", says.id))
                .fix("rename the file, or delete the line: the id is the file's name"),
            );
            (Id::of(id), span)
        }
        Some((id, span)) => (Id::of(id), span),
        None => (Id::of(&says.id), name_span),
    }
}

fn read_any(
    kind: Kind,
    root: &Node,
    id: Id,
    source: SourceId,
    body: Option<Span>,
) -> Result<AnyRecord, Box<Finding>> {
    let record = match kind {
        Kind::Org => read_record(root, id, source, body).map(AnyRecord::Org),
        Kind::Person => read_record(root, id, source, body).map(AnyRecord::Person),
        Kind::Unit => read_record(root, id, source, body).map(AnyRecord::Unit),
        Kind::Role => read_record(root, id, source, body).map(AnyRecord::Role),
        Kind::Method => read_record(root, id, source, body).map(AnyRecord::Method),
        Kind::Policy => read_record(root, id, source, body).map(AnyRecord::Policy),
        Kind::Agreement => read_record(root, id, source, body).map(AnyRecord::Agreement),
        Kind::Decision => read_record(root, id, source, body).map(AnyRecord::Decision),
    };
    // The schema has accepted the record, so this is a difference between schema and type; a test
    // over the corpora of `tests/fixtures/schemas` keeps the two together.
    record.map_err(|fault| {
        Box::new(Finding::new(
            schema::SCHEMA_MISMATCH,
            Severity::Error,
            Place {
                source,
                span: fault.span,
            },
            fault.message,
        ))
    })
}

struct Assembly<'a> {
    governance: Governance,
    sources: &'a Sources,
    findings: &'a mut Vec<Finding>,
    first: BTreeMap<(Kind, Id), Place>,
}

impl Assembly<'_> {
    fn add(&mut self, source: SourceId, file: &File<Content>) {
        let Some(content) = &file.content else {
            return;
        };
        let Some((kind, id, span)) = &content.name else {
            return;
        };
        let key = (*kind, id.clone());
        let place = Place {
            source,
            span: *span,
        };
        if let Some(first) = self.first.get(&key) {
            let (path, _) = self.sources.locate(*first);
            self.findings.push(
                Finding::new(
                    DUPLICATE_ID,
                    Severity::Error,
                    place,
                    format!("two {kind} records have the id `{id}`"),
                )
                .label(format!("the other one is {path}"))
                .related(*first, "the first one")
                .fix("give one of them another id: the first counts, the second is ignored")
                .record(format!("{kind}/{id}")),
            );
            return;
        }
        self.first.insert(key, place);
        if let Some(record) = &content.record {
            self.insert(record.clone(), source);
        }
    }

    fn insert(&mut self, record: AnyRecord, source: SourceId) {
        fn put<T: RecordData>(
            map: &mut BTreeMap<Id, Record<T>>,
            mut record: Record<T>,
            source: SourceId,
        ) {
            record.source = source;
            map.insert(record.id.clone(), record);
        }
        let governance = &mut self.governance;
        match record {
            AnyRecord::Org(mut org) => {
                org.source = source;
                governance.org = Some(org);
            }
            AnyRecord::Person(record) => put(&mut governance.people, record, source),
            AnyRecord::Unit(record) => put(&mut governance.units, record, source),
            AnyRecord::Role(record) => put(&mut governance.roles, record, source),
            AnyRecord::Method(record) => put(&mut governance.methods, record, source),
            AnyRecord::Policy(record) => put(&mut governance.policies, record, source),
            AnyRecord::Agreement(record) => put(&mut governance.agreements, record, source),
            AnyRecord::Decision(record) => put(&mut governance.decisions, record, source),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_kind_and_id() {
        let says = |path: &str| {
            let says = place_of(path);
            (says.kind, says.id)
        };
        assert_eq!(says("org.yaml"), (Some(Kind::Org), "org".into()));
        assert_eq!(says("people/ann.yaml"), (Some(Kind::Person), "ann".into()));
        assert_eq!(
            says("units/finance/unit.yaml"),
            (Some(Kind::Unit), "finance".into())
        );
        assert_eq!(
            says("units/finance/roles/treasurer.yaml"),
            (Some(Kind::Role), "treasurer".into())
        );
        assert_eq!(says("units/unit.yaml"), (Some(Kind::Unit), "unit".into()));
        assert_eq!(
            says("people/unit.yaml"),
            (Some(Kind::Person), "unit".into())
        );
        // A unit may be called what folders of records are.
        assert_eq!(
            says("units/people/unit.yaml"),
            (Some(Kind::Unit), "people".into())
        );
        assert_eq!(
            says("units/people/roles/chair.yaml"),
            (Some(Kind::Role), "chair".into())
        );
        assert_eq!(says("notes/x.yaml"), (None, "x".into()));
    }
}
