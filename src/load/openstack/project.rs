//! One project of `reference/projects.yaml`.

use std::collections::HashSet;
use std::sync::Arc;

use super::assemble::capital;
use super::people::Mention;
use crate::diag::Finding;
use crate::load::reading::Reader;
use crate::load::slug::slug;
use crate::model::{Actor, Entry, Id, Named, Slug, Text};
use crate::source::{At, Key, Node, Span, Value};

/// The domain that all repositories lie in.
pub(super) const DOMAIN: &str = "repos";
/// The kind of liaisons that are listed without one: members of the committee.
const PLAIN_LIAISONS: &str = "tc_members";

/// What people are named for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Office {
    /// Project team lead.
    Ptl,
    /// Liaison of this kind.
    Liaison(Text),
}

impl Office {
    /// The word of the source.
    fn word(&self) -> Text {
        match self {
            Office::Ptl => Text::of("ptl"),
            Office::Liaison(kind) => Text::of(format!("liaison:{kind}")),
        }
    }
}

/// People named for one thing.
#[derive(Debug)]
pub(super) struct Post {
    pub office: Office,
    /// The id of its role.
    pub id: Id,
    /// What it is called in its project.
    pub name: Text,
    /// The bytes of its key.
    pub head: Span,
    pub span: Span,
    pub people: Vec<Mention>,
}

/// A project. Places count from the start of its piece.
#[derive(Debug)]
pub(super) struct Project {
    pub id: Id,
    pub name: At<Text>,
    pub span: Span,
    pub purpose: Option<Text>,
    pub is_inactive: bool,
    /// Whether liaisons lead in place of one person.
    pub is_distributed: bool,
    pub posts: Vec<Post>,
    /// `repos/<org>/<name>` in small letters.
    pub domains: Vec<At<Slug>>,
}

/// What one top-level key of the file holds.
#[derive(Debug)]
pub(super) struct Piece {
    pub project: Project,
    pub entries: Arc<[Entry]>,
    findings: Vec<Finding>,
}

impl Piece {
    pub(super) fn read(key: &Key, node: &Node, mut reader: Reader) -> Piece {
        let project = Project::read(key, node, &mut reader);
        let (project, repositories) = project;
        let entries = entries(&project, &repositories);
        Piece {
            project,
            entries: entries.into(),
            findings: reader.findings,
        }
    }

    /// What is wrong with it, where it begins at `offset`.
    pub(super) fn findings(&self, offset: usize) -> impl Iterator<Item = Finding> + '_ {
        self.findings.iter().map(move |finding| {
            let mut finding = finding.clone();
            let labels = finding.related.iter_mut();
            for label in labels.chain([&mut finding.primary]) {
                label.place.span = label.place.span.shifted(offset);
            }
            finding
        })
    }

    /// Everybody named in it.
    pub(super) fn mentions(&self) -> impl Iterator<Item = &Mention> {
        self.project.posts.iter().flat_map(|post| &post.people)
    }
}

impl Mention {
    /// The person in the words of the source.
    pub(super) fn named(&self) -> Named {
        Named {
            word: self.word.clone(),
            actor: Some(Actor::Person(self.id.clone())),
        }
    }
}

impl Project {
    /// A project with its repositories as written.
    fn read(key: &Key, node: &Node, reader: &mut Reader) -> (Project, Vec<At<Text>>) {
        let id = slug(&key.name);
        if !matches!(node.value, Value::Map(_) | Value::Null) {
            let found = format!("found {}", node.described());
            reader.wrong(
                node.span,
                format!("`{}` must be a mapping", key.name),
                found,
            );
        }
        let mut text = |name: &str| {
            let node = node.get(name)?;
            reader.text(&format!("`{name}`"), node)
        };
        let purpose = text("mission").or_else(|| text("service"));
        let is_inactive = text("status").is_some_and(|s| s.eq_ignore_ascii_case("inactive"));
        let leadership = text("leadership_type");
        let is_distributed = leadership.is_some_and(|l| l.eq_ignore_ascii_case("distributed"));
        let head = reader.span(key.span);
        let mut posts = liaisons(node, &id, reader);
        let named = ptl(node, &id, reader);
        if let Some(ptl) = named {
            posts.insert(0, ptl);
        } else if !is_distributed {
            posts.insert(0, post(Office::Ptl, &id, head, head, Vec::new()));
        }
        let repositories = repositories(node, reader);
        let domains = repositories.iter().map(|repository| {
            let object = format!("{DOMAIN}/{}", repository.to_lowercase());
            At::new(Slug::of(object), repository.span)
        });
        let project = Project {
            name: At::new(Text::of(&key.name), head),
            span: reader.span(key.span.to(node.span)),
            purpose: purpose.map(|text| text.value),
            is_inactive,
            is_distributed,
            posts,
            domains: domains.collect(),
            id: Id::of(id),
        };
        (project, repositories)
    }
}

fn post(office: Office, project: &str, head: Span, span: Span, people: Vec<Mention>) -> Post {
    let (id, name) = match &office {
        Office::Ptl => (format!("{project}-ptl"), Text::of("PTL")),
        Office::Liaison(kind) => {
            let kind = slug(kind);
            let kind = kind.strip_suffix("-liaison").unwrap_or(&kind);
            match kind.strip_suffix("-members") {
                Some(body) => (
                    format!("{project}-{kind}"),
                    Text::of(format!("{} liaison", body.to_uppercase())),
                ),
                None => (
                    format!("{project}-{kind}-liaison"),
                    Text::of(format!("{} liaison", capital(kind))),
                ),
            }
        }
    };
    Post {
        office,
        id: Id::of(id),
        name,
        head,
        span,
        people,
    }
}

/// The lead: a mapping with name and nick, or both in one text.
fn ptl(node: &Node, project: &str, reader: &mut Reader) -> Option<Post> {
    let (key, node) = node.entry("ptl")?;
    let people = match &node.value {
        Value::Null => return None,
        _ => people(node, "`ptl`", reader),
    };
    let (head, span) = (reader.span(key.span), reader.span(key.span.to(node.span)));
    Some(post(Office::Ptl, project, head, span, people))
}

fn liaisons(node: &Node, project: &str, reader: &mut Reader) -> Vec<Post> {
    let Some((key, node)) = node.entry("liaisons") else {
        return Vec::new();
    };
    let mut posts = Vec::new();
    let mut add = |kind: &str, key: &Key, node: &Node, reader: &mut Reader| {
        let what = format!("a liaison of `{project}`");
        let mut people: Vec<Mention> = Vec::new();
        let mut seen = HashSet::new();
        let items = match &node.value {
            Value::List(items) => &items[..],
            _ => std::slice::from_ref(node),
        };
        for item in items {
            let named = self::people(item, &what, reader).into_iter();
            people.extend(named.filter(|person| seen.insert(person.id.clone())));
        }
        let head = reader.span(key.span);
        let span = reader.span(key.span.to(node.span));
        let office = Office::Liaison(Text::of(kind));
        posts.push(post(office, project, head, span, people));
    };
    match &node.value {
        Value::Map(kinds) => {
            for (kind, node) in kinds {
                add(&kind.name, kind, node, reader);
            }
        }
        Value::Null => {}
        _ => add(PLAIN_LIAISONS, key, node, reader),
    }
    posts
}

/// Whoever a mapping or a text names.
fn people(node: &Node, what: &str, reader: &mut Reader) -> Vec<Mention> {
    let span = reader.span(node.span);
    match &node.value {
        Value::Null => Vec::new(),
        Value::Map(_) => {
            let mut text = |key: &str| {
                let node = node.get(key)?;
                reader.text(&format!("`{key}`"), node)
            };
            let (name, nick) = (text("name"), text("irc"));
            let name = name.as_ref().map(|name| name.as_str());
            let nick = nick.as_ref().map(|nick| nick.as_str());
            Mention::of(name, nick, span).into_iter().collect()
        }
        _ => {
            let text = reader.text(what, node);
            text.map_or_else(Vec::new, |text| Mention::all(&text, span))
        }
    }
}

/// The repositories of all deliverables, each once.
fn repositories(node: &Node, reader: &mut Reader) -> Vec<At<Text>> {
    let mut all: Vec<At<Text>> = Vec::new();
    let mut seen = HashSet::new();
    let mut add = |node: &Node, reader: &mut Reader| {
        let repository = reader.text("a repository", node);
        all.extend(repository.filter(|name| seen.insert(name.to_lowercase())));
    };
    if let Some(Value::List(_)) = node.get("projects").map(|node| &node.value) {
        for item in reader.list(node, "projects").1 {
            add(item.get("repo").unwrap_or(item), reader);
        }
    }
    for (_, deliverable) in reader.map(node, "deliverables") {
        match deliverable.get("repos").map(|repos| &repos.value) {
            Some(Value::List(items)) => items.iter().for_each(|item| add(item, reader)),
            // One repository needs no list.
            Some(Value::Text(_)) => {
                if let Some(repos) = deliverable.get("repos") {
                    add(repos, reader);
                }
            }
            Some(Value::Null) | None => {}
            Some(_) => {
                reader.list(deliverable, "repos");
            }
        }
    }
    all
}

/// A project in the words of the source.
fn entries(project: &Project, repositories: &[At<Text>]) -> Vec<Entry> {
    let body = Named {
        word: project.name.value.clone(),
        actor: Some(Actor::Unit(project.id.clone())),
    };
    let mut entries = Vec::new();
    for post in &project.posts {
        let role = post.office.word();
        entries.extend(post.people.iter().map(|person| Entry {
            who: person.named(),
            role: role.clone(),
            body: body.clone(),
            span: person.span,
        }));
    }
    let owns = Text::of("owns");
    entries.extend(repositories.iter().map(|repository| Entry {
        who: body.clone(),
        role: owns.clone(),
        body: Named {
            word: repository.value.clone(),
            actor: None,
        },
        span: repository.span,
    }));
    entries
}
