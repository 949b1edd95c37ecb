//! The book as one page sees it: links start where the page lies.

use std::ops::Deref;

use super::address::to_root;
use super::book::Book;
use super::markdown::{self, Body, Setting};
use super::text::name;
use super::view::{Piece, Rich};
use crate::model::{Actor, Family, Id, Kind, Policy, Record, RecordData};
use crate::source::{SourceId, Span};
use crate::wording::family_name;

/// The book as one page sees it: links start at this page.
#[derive(Clone)]
pub(super) struct Here<'b> {
    book: &'b Book<'b>,
    /// Where this page lies.
    pub path: String,
    /// What leads from it to the root.
    pub root: String,
}

impl<'b> Deref for Here<'b> {
    type Target = Book<'b>;
    fn deref(&self) -> &Book<'b> {
        self.book
    }
}

impl<'b> Here<'b> {
    pub(super) fn new(book: &'b Book<'b>, path: impl Into<String>) -> Self {
        let path = path.into();
        Here {
            book,
            root: to_root(&path),
            path,
        }
    }

    pub(super) fn book(&self) -> &'b Book<'b> {
        self.book
    }

    /// The way from this page to an address of the site.
    pub(super) fn to(&self, address: &str) -> String {
        format!("{}{address}", self.root)
    }

    /// A record by its name, with a link to its page if it has one.
    pub(super) fn link(&self, kind: Kind, id: &str) -> Rich {
        if self.is_hidden(kind, id) {
            return Rich::new().muted(self.words.text("not-public"));
        }
        let text = self
            .name(kind, id)
            .or_else(|| {
                let family = Family::from_word(id).filter(|_| kind == Kind::Method)?;
                Some(family_name(self.words.catalogue(), family).into_owned())
            })
            .unwrap_or_else(|| name(id));
        match self.address(kind, id) {
            Some(address) => Rich::from(Piece::Link {
                text,
                href: self.to(address),
            }),
            None => Rich::from(text),
        }
    }

    pub(super) fn actor(&self, actor: &Actor) -> Rich {
        self.link(actor.kind(), actor.id())
    }

    pub(super) fn person(&self, id: &str) -> Rich {
        self.link(Kind::Person, id)
    }

    pub(super) fn method(&self, id: &str) -> Rich {
        self.link(Kind::Method, id)
    }

    /// A unit, role or person by its id alone.
    pub(super) fn who(&self, id: &str) -> Rich {
        let kinds = [Kind::Unit, Kind::Role, Kind::Person];
        let kind = kinds
            .into_iter()
            .find(|kind| self.name(*kind, id).is_some() || self.is_hidden(*kind, id));
        match kind {
            Some(kind) => self.link(kind, id),
            None => Rich::from(name(id)),
        }
    }

    /// Several of them: "A, B and C".
    pub(super) fn all<'i>(&self, ids: impl IntoIterator<Item = &'i Id>) -> Rich {
        self.words.list(ids.into_iter().map(|id| self.who(id)))
    }

    /// What a mandate may name to decide a stuck matter: a method or an actor.
    pub(super) fn method_or_actor(&self, id: &str) -> Rich {
        if self.address(Kind::Method, id).is_some() {
            self.method(id)
        } else {
            self.who(id)
        }
    }

    /// The body of a record, with its headings from `level` on and its anchors behind `prefix`.
    pub(super) fn body<T: RecordData>(&self, record: &Record<T>, prefix: &str, level: u8) -> Body {
        let Some(text) = self.body_text(record.source, record.body) else {
            return Body::default();
        };
        let from = self.handbook.sources.get(record.source).path();
        let link = |destination: &str| self.link_of(from, destination);
        let setting = Setting {
            words: self.words,
            prefix,
            level,
            title: record.name(),
            link: &link,
        };
        markdown::render(text, &setting)
    }

    /// What the body of a policy was at another time, with its headings from `level` on.
    pub(super) fn past_body(
        &self,
        policy: &Record<Policy>,
        text: &str,
        title: &str,
        level: u8,
    ) -> Body {
        let from = self.handbook.sources.get(policy.source).path();
        let link = |destination: &str| self.link_of(from, destination);
        let setting = Setting {
            words: self.words,
            prefix: BODY_PREFIX,
            level,
            title,
            link: &link,
        };
        markdown::render(text, &setting)
    }

    fn body_text(&self, source: SourceId, body: Option<Span>) -> Option<&'b str> {
        let text = self.book.handbook.sources.get(source).slice(body?);
        (!text.trim().is_empty()).then_some(text)
    }

    /// Where a link in the file `from` leads, if that is a record: a relative path or an id.
    fn link_of(&self, from: &str, destination: &str) -> Option<String> {
        let (path, fragment) = match destination.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (destination, None),
        };
        let (kind, id) = self.file(from, path).or_else(|| self.named(path))?;
        let address = self.address(kind, &id)?;
        // The anchor of a record's own text, where its page shows the text under its own anchors.
        let anchor = fragment.and_then(|fragment| {
            let (source, body) = match kind {
                Kind::Policy => self
                    .governance
                    .policies
                    .get(&id)
                    .map(|r| (r.source, r.body)),
                Kind::Decision => self
                    .governance
                    .decisions
                    .get(&id)
                    .map(|r| (r.source, r.body)),
                Kind::Unit => self.governance.units.get(&id).map(|r| (r.source, r.body)),
                Kind::Role => self.governance.roles.get(&id).map(|r| (r.source, r.body)),
                _ => None,
            }?;
            markdown::anchor(self.body_text(source, body)?, BODY_PREFIX, fragment)
        });
        Some(match anchor {
            Some(anchor) => format!("{}#{anchor}", self.to(address)),
            None => self.to(address),
        })
    }

    /// The one record in the file to which a relative path leads.
    fn file(&self, from: &str, path: &str) -> Option<(Kind, Id)> {
        let path = decoded(path);
        let (from, path) = match path.strip_prefix('/') {
            // From the root of the repository, as forges read it.
            Some(path) => ("", self.in_governance(path)?),
            None => (from, path.as_str()),
        };
        let mut parts: Vec<String> = from.split('/').map(str::to_owned).collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part.to_owned()),
            }
        }
        let path = parts.join("/");
        ["", "/unit.yaml", "/unit.yml", "/unit.md"]
            .into_iter()
            .find_map(|ending| self.record_in(&format!("{path}{ending}")))
            .cloned()
    }
}

/// A text of an author that may be an address: a link if it is a safe one.
pub(super) fn outside(text: &str) -> Rich {
    match markdown::outside(text) {
        Some(href) => Rich::from(Piece::Link {
            text: name(text),
            href,
        }),
        None => Rich::from(text),
    }
}

/// What the anchors of a record's own text begin with.
pub(super) const BODY_PREFIX: &str = "c-";

/// A path with its `%20`s as characters.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|two| std::str::from_utf8(two).ok())
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(hex.unwrap_or(*first));
        rest = if hex.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    #[test]
    fn links_of_authors_lead_to_records_or_nowhere() {
        let fixture = Fixture::with(&[]);
        fixture.read(|book| {
            let here = Here::new(book, "policies/spending.html");
            let from = "policies/spending.md";
            let to = |link| here.link_of(from, link);
            assert_eq!(
                to("../roles/keeper.yaml").as_deref(),
                Some("../roles/keeper.html")
            );
            assert_eq!(
                to("../roles/./x/../keeper.yaml").as_deref(),
                Some("../roles/keeper.html")
            );
            assert_eq!(
                to("%2e%2e/roles/keeper.yaml").as_deref(),
                Some("../roles/keeper.html")
            );
            assert_eq!(
                to("/gov/roles/keeper.yaml").as_deref(),
                Some("../roles/keeper.html")
            );
            assert_eq!(to("/roles/keeper.yaml"), None);
            assert_eq!(to("keeper").as_deref(), Some("../roles/keeper.html"));
            assert_eq!(to("roles/keeper").as_deref(), Some("../roles/keeper.html"));
            assert_eq!(to("role/keeper").as_deref(), Some("../roles/keeper.html"));
            assert_eq!(to("vote").as_deref(), Some("../methods/vote.html"));
            assert_eq!(
                to("spending.md#1-who-pays").as_deref(),
                Some("../policies/spending.html#c-who-pays")
            );
            assert_eq!(
                to("spending.md#gone").as_deref(),
                Some("../policies/spending.html")
            );
            for nowhere in [
                "../../../etc/passwd",
                "../roles/gone.yaml",
                "",
                "#",
                "README.md",
            ] {
                assert_eq!(to(nowhere), None, "{nowhere}");
            }
        });
    }
}
