//! A charter: what the YAML block of a working group or of the committee says.

use super::people::{self, Listed};
use super::table::Row;
use crate::load::reading::Reader;
use crate::load::slug::slug;
use crate::model::{Id, Text};
use crate::source::{At, Node, Span, Value};

/// The id of the Technical Oversight Committee, and its word.
pub(super) const COMMITTEE: &str = "toc";
/// What it is called where its block does not say it.
const COMMITTEE_NAME: &str = "Technical Oversight Committee";

/// The lists of people, in the words of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Post {
    ExecutionLead,
    TechnicalLead,
    Approver,
    Reviewer,
    Bot,
}

impl Post {
    /// The posts of a working group.
    const OF_GROUPS: [Post; 3] = [Post::ExecutionLead, Post::TechnicalLead, Post::Bot];
    /// The posts of an area.
    const OF_AREAS: [Post; 3] = [Post::Approver, Post::Reviewer, Post::Bot];

    /// The key of the list.
    pub(super) fn key(self) -> &'static str {
        match self {
            Post::ExecutionLead => "execution_leads",
            Post::TechnicalLead => "technical_leads",
            Post::Approver => "approvers",
            Post::Reviewer => "reviewers",
            Post::Bot => "bots",
        }
    }

    /// What one of them is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Post::ExecutionLead => "Execution lead",
            Post::TechnicalLead => "Technical lead",
            Post::Approver => "Approver",
            Post::Reviewer => "Reviewer",
            Post::Bot => "Bot",
        }
    }
}

/// One list of people.
#[derive(Debug)]
pub(super) struct Posted {
    pub post: Post,
    /// The bytes of its key.
    pub head: Span,
    pub people: Vec<Listed>,
}

/// An area of a working group.
#[derive(Debug)]
pub(super) struct Area {
    /// `<unit of the group>-<name>`.
    pub id: Id,
    /// `wg:<stem>/<name>`.
    pub word: Text,
    pub name: At<Text>,
    pub span: Span,
    pub posts: Vec<Posted>,
    /// Repositories as written.
    pub repositories: Vec<At<Text>>,
}

/// What the file of a group says.
#[derive(Debug)]
pub(super) struct Charter {
    /// The file's stem, or `toc`.
    pub id: Id,
    /// `wg:<stem>`, or `toc`.
    pub word: Text,
    pub name: At<Text>,
    pub span: Span,
    pub posts: Vec<Posted>,
    pub areas: Vec<Area>,
    /// The committee's table.
    pub rows: Vec<Row>,
}

/// Whether a block is the record of a group, and not an example of something else.
pub(super) fn is_record(root: &Node) -> bool {
    let keys = ["execution_leads", "technical_leads", "areas"];
    keys.iter().any(|key| root.get(key).is_some())
}

impl Charter {
    /// Off the YAML block of a file; the committee's has no stem.
    pub(super) fn read(
        root: &Node,
        stem: Option<&str>,
        rows: Vec<Row>,
        reader: &mut Reader,
    ) -> Charter {
        let span = reader.span(root.span);
        let name = root.get("name");
        let name = name.and_then(|name| reader.text("`name`", name));
        let mut charter = Charter {
            rows,
            ..Charter::bare(stem, name, span)
        };
        charter.posts = posts(root, &Post::OF_GROUPS, reader);
        let (_, areas) = reader.list(root, "areas");
        for node in areas {
            charter.areas.extend(charter.area(node, reader));
        }
        charter
    }

    /// Off a file without a block: its heading, where that says it is a charter. The committee has
    /// its table.
    pub(super) fn of_prose(text: &str, stem: Option<&str>, rows: Vec<Row>) -> Option<Charter> {
        let heading = heading(text);
        let is_charter =
            |heading: &At<Text>| heading.to_lowercase().contains("working group charter");
        if stem.is_some() && !heading.as_ref().is_some_and(is_charter) {
            return None;
        }
        let name = heading.filter(|_| stem.is_some()).map(|heading| {
            let name = heading.split(':').next().unwrap_or(&heading).trim();
            At::new(Text::of(name), heading.span)
        });
        let span = name.as_ref().map_or_else(Span::default, |name| name.span);
        let mut charter = Charter::bare(stem, name, span);
        let leads: Vec<Listed> = rows.iter().map(|row| row.person.clone()).collect();
        if let Some(first) = leads.first() {
            charter.posts.push(Posted {
                post: Post::ExecutionLead,
                head: first.span,
                people: leads,
            });
        }
        charter.rows = rows;
        Some(charter)
    }

    fn bare(stem: Option<&str>, name: Option<At<Text>>, span: Span) -> Charter {
        Charter {
            id: Id::of(stem.unwrap_or(COMMITTEE)),
            word: stem.map_or_else(
                || Text::of(COMMITTEE),
                |stem| Text::of(format!("wg:{stem}")),
            ),
            name: name.unwrap_or_else(|| At::new(Text::of(stem.unwrap_or(COMMITTEE_NAME)), span)),
            span,
            posts: Vec::new(),
            areas: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Whether this is the committee's.
    pub(super) fn is_committee(&self) -> bool {
        self.word.as_str() == COMMITTEE
    }

    fn area(&self, node: &Node, reader: &mut Reader) -> Option<Area> {
        if matches!(node.value, Value::Null) {
            return None;
        }
        let name = node.get("name");
        let Some(name) = name.and_then(|name| reader.text("`name`", name)) else {
            let label = "which area this is, nobody can tell".to_owned();
            reader.wrong(node.span, "this area has no `name`".to_owned(), label);
            return None;
        };
        let (_, items) = reader.list(node, "repositories");
        let mut repositories: Vec<At<Text>> = Vec::with_capacity(items.len());
        let mut seen = std::collections::HashSet::new();
        for item in items {
            if let Some(repository) = reader.text("a repository", item)
                && seen.insert(repository.to_lowercase())
            {
                repositories.push(repository);
            }
        }
        let mut posts = posts(node, &Post::OF_AREAS, reader);
        let decided = posts.iter().any(|posted| posted.post == Post::Approver);
        if !decided && !repositories.is_empty() {
            // Nobody is named yet who would decide.
            posts.push(Posted {
                post: Post::Approver,
                head: name.span,
                people: Vec::new(),
            });
        }
        Some(Area {
            id: Id::of(format!("{}-{}", self.id, slug(&name))),
            word: Text::of(format!("{}/{}", self.word, name.value)),
            span: reader.span(node.span),
            posts,
            repositories,
            name,
        })
    }
}

fn posts(node: &Node, posts: &[Post], reader: &mut Reader) -> Vec<Posted> {
    let read = posts.iter().filter_map(|post| {
        let (head, people) = people::read(node, post.key(), reader);
        Some(Posted {
            post: *post,
            head: head?,
            people,
        })
    });
    read.collect()
}

/// The first heading of the highest level.
fn heading(text: &str) -> Option<At<Text>> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(heading) = line.strip_prefix("# ") {
            let heading = heading.trim();
            let start = at + 2;
            return (!heading.is_empty()).then(|| {
                let span = Span::new(start, start + heading.len());
                At::new(Text::of(heading), span)
            });
        }
        at += line.len();
    }
    None
}
