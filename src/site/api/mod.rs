//! The data beside the pages: what the handbook shows, for programs, version 1.
//!
//! `schemas/handbook-api.schema.json` says what stands where, and lies beside the files. Fields are
//! added, never renamed or dropped. What is not public is left out, also where others name it.

mod actors;
mod matters;
mod org;
mod piece;
mod rights;
mod shifts;

use std::collections::BTreeMap;

use piece::{Piece, list, object, piece};

use super::SiteError;
use super::book::Book;
use super::files::Files;
use super::here::Here;
use super::text::name;
use crate::catalogue::Catalogue;
use crate::model::{Actor, Envelope, Id, Kind, Period, Record, RecordData};
use crate::source::At;
use crate::wording::method_name;

/// Where the data lie.
pub(super) const FOLDER: &str = "api/v1/";

/// The documents, each with everything of one sort.
pub(super) const DOCUMENTS: [&str; 8] = [
    "org",
    "units",
    "roles",
    "people",
    "policies",
    "decisions",
    "rights",
    "shifts",
];

/// The schema of all documents.
pub(super) const SCHEMA: &str = include_str!("../../../schemas/handbook-api.schema.json");

/// Where the schema lies below [`FOLDER`].
const SCHEMA_AT: &str = "schemas/handbook-api.schema.json";

/// The version of the format.
pub(super) const VERSION: usize = 1;

/// The address of the schema.
pub(super) fn schema() -> String {
    format!("{FOLDER}{SCHEMA_AT}")
}

/// The address of a document.
pub(super) fn document(name: &str) -> String {
    format!("{FOLDER}{name}.json")
}

/// The address of the data of one record, where it has a page of its own.
pub(super) fn of_record(book: &Book<'_>, kind: Kind, id: &str) -> Option<String> {
    let page = book.address(kind, id)?.strip_suffix(".html")?;
    let (folder, _) = page.split_once('/')?;
    DOCUMENTS.contains(&folder).then(|| document(page))
}

/// The address of the data of the changes in a year.
pub(super) fn of_year(year: i16) -> String {
    document(&format!("shifts/{year}"))
}

/// Adds all files.
pub(super) fn add(book: &Book<'_>, files: &mut Files<'_>) -> Result<(), SiteError> {
    files.put(schema(), SCHEMA.as_bytes().to_vec())?;
    let mut api = Api {
        book,
        files,
        fixed: fixed(book),
    };
    org::add(&mut api)?;
    actors::add(&mut api)?;
    matters::add(&mut api)?;
    rights::add(&mut api)?;
    shifts::add(&mut api)
}

/// A record with its text.
fn with_text(record: &Piece, text: Option<&str>) -> Piece {
    object!({"text": text}).and(record)
}

/// What stands in every document.
fn fixed(book: &Book<'_>) -> Vec<(&'static str, Piece)> {
    let org = book.governance.org.as_ref();
    let organisation = object!({
        "id": org.map(|org| &org.id),
        "name": book.organisation,
    });
    vec![
        ("version", piece(&VERSION)),
        (
            "tool",
            piece(&concat!("polity ", env!("CARGO_PKG_VERSION"))),
        ),
        ("organisation", organisation),
        ("as_of", piece(&book.as_of())),
        ("commit", piece(&book.handbook.commit)),
    ]
}

struct Api<'a, 'b, 'f, 's> {
    book: &'a Book<'b>,
    files: &'f mut Files<'s>,
    fixed: Vec<(&'static str, Piece)>,
}

impl<'a> Api<'a, '_, '_, '_> {
    /// Writes a document: `what` of the organisation, at an address.
    fn write(
        &mut self,
        address: String,
        what: &str,
        content: &[(&str, Piece)],
    ) -> Result<(), SiteError> {
        let below = address.strip_prefix(FOLDER).unwrap_or(&address);
        let up = "../".repeat(below.matches('/').count());
        let own = [
            ("$schema", piece(&format!("{up}{SCHEMA_AT}"))),
            ("document", piece(&what)),
        ];
        let fixed = self.fixed.iter().map(|(key, said)| (*key, said));
        let content = content.iter().chain(&own).map(|(key, said)| (*key, said));
        let document: BTreeMap<&str, &Piece> = content.chain(fixed).collect();
        let room = document
            .iter()
            .map(|(key, said)| key.len() + said.json().len() + 4);
        let mut json = String::with_capacity(room.sum::<usize>() + 3);
        for (at, (key, said)) in document.into_iter().enumerate() {
            json.push(if at == 0 { '{' } else { ',' });
            // The keys are plain words.
            json.push('"');
            json.push_str(key);
            json.push_str("\":");
            json.push_str(said.json());
        }
        json.push_str("}\n");
        self.files.put(address, json.into_bytes())
    }

    /// Writes one document of all records of a kind, and one of each, which has its text too.
    fn records<T>(
        &mut self,
        name: &str,
        records: impl Iterator<Item = &'a Record<T>>,
        says: impl Fn(&Refer<'a, '_>, &'a Record<T>) -> Piece,
    ) -> Result<(), SiteError>
    where
        T: RecordData + 'a,
    {
        let refer = Refer { book: self.book };
        let mut all = Vec::new();
        for record in records {
            let json = refer.head(record).and(&says(&refer, record));
            let own = of_record(self.book, T::KIND, &record.id);
            if let Some(address) = own {
                let whole = with_text(&json, self.book.own_text(record));
                self.write(address, T::KIND.word(), &[("record", whole)])?;
            }
            all.push(json);
        }
        self.write(document(name), name, &[(name, list(all))])
    }
}

/// How records are named in the data.
struct Refer<'a, 'b> {
    book: &'a Book<'b>,
}

impl Refer<'_, '_> {
    /// What every record has.
    fn head<T: RecordData>(&self, record: &Record<T>) -> Piece {
        let Envelope {
            status,
            since,
            until,
            decision,
            review_by,
            supersedes,
            aliases,
            lang,
            ..
        } = &*record.envelope;
        let day = |day: &Option<At<crate::model::Date>>| day.map(|day| day.value);
        object!({
            "kind": T::KIND.word(),
            "id": record.id,
            "name": name(record.name()),
            "page": self.book.address(T::KIND, &record.id),
            "data": of_record(self.book, T::KIND, &record.id),
            "source": self.book.source_path(record),
            "lang": lang,
            "status": status,
            "since": day(since),
            "until": day(until),
            "review_by": day(review_by),
            "decision": decision.as_ref().and_then(|id| self.record(Kind::Decision, id)),
            "supersedes": self.ids(T::KIND, supersedes),
            "aliases": self.ids(T::KIND, aliases),
        })
    }

    /// A record by id and name; none where it is not public.
    fn record(&self, kind: Kind, id: &str) -> Option<Piece> {
        let known = self.book.name(kind, id).unwrap_or_else(|| name(id));
        (!self.book.is_hidden(kind, id)).then(|| object!({"id": id, "name": known}))
    }

    fn records<'i>(&self, kind: Kind, ids: impl IntoIterator<Item = &'i Id>) -> Piece {
        let ids = ids.into_iter();
        list(ids.filter_map(|id| self.record(kind, id)))
    }

    /// Ids without those of records that are not public.
    fn ids<'i>(&self, kind: Kind, ids: &'i [At<Id>]) -> Vec<&'i Id> {
        let ids = ids.iter().map(|id| &id.value);
        ids.filter(|id| !self.book.is_hidden(kind, id)).collect()
    }

    /// A unit, role or person by kind, id and name; none where it is not public. Whatever else the
    /// word is has no kind.
    fn who(&self, id: &str) -> Option<Piece> {
        let kinds = [Kind::Unit, Kind::Role, Kind::Person];
        let is = |kind: &Kind| self.book.name(*kind, id).is_some();
        match kinds.into_iter().find(is) {
            Some(kind) => Some(object!({
                "kind": kind.word(),
                "id": id,
                "name": self.book.name(kind, id),
            })),
            None if self.book.is_hidden_word(id) => None,
            None => Some(object!({"kind": None::<&str>, "id": id, "name": name(id)})),
        }
    }

    fn all<'i>(&self, ids: impl IntoIterator<Item = &'i At<Id>>) -> Piece {
        let ids = ids.into_iter();
        list(ids.filter_map(|id| self.who(id)))
    }

    fn actor(&self, actor: &Actor) -> Option<Piece> {
        let named = self.record(actor.kind(), actor.id())?;
        Some(object!({"kind": actor.kind().word()}).and(&named))
    }

    fn person(&self, id: &str) -> Option<Piece> {
        self.record(Kind::Person, id)
    }

    fn method(&self, id: Option<&At<Id>>) -> Option<Piece> {
        let id = &id?.value;
        if self.book.is_hidden(Kind::Method, id) {
            return None;
        }
        let name = method_name(Catalogue::english(), &self.book.governance, id);
        Some(object!({"id": id, "name": name}))
    }
}

fn period(period: Option<Period>) -> Option<String> {
    period.map(|period| period.to_string())
}

/// Where a page's data are: those of its record, or of the list that it shows.
pub(super) fn of_page(here: &Here<'_>, list: &str) -> String {
    let record = here.book().record_of_page(&here.path);
    let own = record.and_then(|(kind, id)| of_record(here.book(), kind, id));
    own.unwrap_or_else(|| document(list))
}
