//! Who may do what on the day of the handbook: each right as `polity who` tells it, but for people.
//! They stand by their ids in groups, each group once: a large unit has hundreds of rights, and each
//! is that of hundreds of people.

use std::collections::HashMap;

use serde_json::{Value as Json, json};

use super::piece::{list, piece};
use super::{Api, document};
use crate::ask::Records;
use crate::model::{Id, Kind};
use crate::power::Power;
use crate::report::ask::AskReport;
use crate::site::SiteError;
use crate::site::book::Book;

pub(super) fn add(api: &mut Api<'_, '_, '_, '_>) -> Result<(), SiteError> {
    let book = api.book;
    let handbook = book.handbook;
    let prefix = book.in_repository("");
    let records = Records::new(&book.governance, handbook.powers);
    let report = AskReport {
        records: &records,
        sources: handbook.sources,
        as_of: handbook.as_of,
        prefix: &prefix,
        incomplete: false,
    };
    let powers = handbook.powers.all.iter();
    let mut groups = Groups::default();
    let rights = powers.filter(|power| is_public(book, power)).map(|power| {
        let mut json = report.power_json_of(power, &Json::Null);
        conceal(book, &mut json);
        let people = power.people.iter();
        let public = people.filter(|id| !book.is_hidden(Kind::Person, id));
        groups.shorten(&mut json, public.collect());
        piece(&json)
    });
    let rights = list(rights);
    let content = [("groups", piece(&groups.all)), ("rights", rights)];
    api.write(document("rights"), "rights", &content)
}

/// Whether neither the holder of a power, nor what it is about, nor the policy that gives it is a
/// record that is not public.
fn is_public(book: &Book<'_>, power: &Power) -> bool {
    let holder = &power.key.holder;
    !book.is_hidden(holder.kind(), holder.id())
        && !book.is_about_hidden(&power.key.object)
        && !book.is_in_hidden(power.place.source)
}

/// Takes out of a power whoever is not public.
fn conceal(book: &Book<'_>, power: &mut Json) {
    let hidden = |kind: Kind, id: &Json| id.as_str().is_some_and(|id| book.is_hidden(kind, id));
    let any = |id: &Json| id.as_str().is_some_and(|id| book.is_hidden_word(id));
    for key in ["alone", "block"] {
        if let Some(people) = power[key].as_array_mut() {
            people.retain(|id| !hidden(Kind::Person, id));
        }
    }
    for key in ["with", "consult"] {
        if let Some(ids) = power[key].as_array_mut() {
            ids.retain(|id| !any(id));
        }
    }
    for key in ["override_by", "escalate_to"] {
        if any(&power[key]) {
            power[key] = Json::Null;
        }
    }
    if any(&power["stand_in"]["id"]) {
        power["stand_in"] = Json::Null;
    }
    if hidden(Kind::Method, &power["method"]["id"]) {
        power["method"] = Json::Null;
    }
}

/// The groups of people that have rights.
#[derive(Default)]
struct Groups<'p> {
    all: Vec<Vec<&'p Id>>,
    numbers: HashMap<Vec<&'p Id>, usize>,
}

impl<'p> Groups<'p> {
    /// Puts the number of their group in the place of people, and `each` in the place of all of them.
    fn shorten(&mut self, power: &mut Json, people: Vec<&'p Id>) {
        for key in ["alone", "block"] {
            let ids = power[key].as_array().filter(|ids| !ids.is_empty());
            let is_each = ids.is_some_and(|ids| {
                let people = people.iter().map(|id| Some(id.as_str()));
                ids.iter().map(Json::as_str).eq(people)
            });
            if is_each {
                power[key] = Json::from("each");
            }
        }
        let number = *self.numbers.entry(people).or_insert_with_key(|people| {
            self.all.push(people.clone());
            self.all.len() - 1
        });
        if let Some(power) = power.as_object_mut() {
            power.remove("people");
            power.insert("group".to_owned(), json!(number));
        }
    }
}
