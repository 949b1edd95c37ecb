//! What changed hands over time, by year: each set of shifts as `polity log` tells it.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::piece::{Piece, list, piece};
use super::{Api, document, of_year};
use crate::catalogue::Catalogue;
use crate::report::log_json::json_of;
use crate::shift::ShiftSet;
use crate::site::SiteError;
use crate::site::book::Book;
use crate::site::pages::power::{addresses, is_concealed};

/// How many sets stand in the first document; the others are in those of their years.
const NEWEST: usize = 50;

pub(super) fn add(api: &mut Api<'_, '_, '_, '_>) -> Result<(), SiteError> {
    let book = api.book;
    let history = book.handbook.history;
    let listed = history.iter().zip(addresses(book));
    let listed: Vec<(i16, Piece)> = listed
        .filter(|(set, address)| address.is_some() || set.trouble.is_some())
        .map(|(set, address)| (set.date.year(), piece(&said(book, set, address.as_deref()))))
        .collect();
    let mut years: BTreeMap<i16, Vec<&Piece>> = BTreeMap::new();
    for (year, set) in &listed {
        years.entry(*year).or_default().push(set);
    }
    let each = years
        .iter()
        .rev()
        .map(|(year, sets)| json!({"year": year, "sets": sets.len(), "data": of_year(*year)}));
    let newest = listed.iter().take(NEWEST).map(|(_, set)| set);
    // Documents speak English.
    let incomplete = book.handbook.incomplete_history;
    let incomplete = incomplete.map(|why| Catalogue::english().text(why.key()));
    let content = vec![
        ("years", piece(&each.collect::<Json>())),
        ("sets", list(newest)),
        ("incomplete", piece(&incomplete)),
    ];
    api.write(document("shifts"), "shifts", &content)?;
    for (year, sets) in years {
        let content = [("year", piece(&year)), ("sets", list(sets))];
        api.write(of_year(year), "shifts-of-year", &content)?;
    }
    Ok(())
}

/// One set; of one that tells of somebody who is not public, only that there was one.
fn said(book: &Book<'_>, set: &ShiftSet, address: Option<&str>) -> Json {
    let concealed = is_concealed(book, set);
    let mut json = json_of(set);
    if concealed {
        for key in ["author", "headline"] {
            json[key] = Json::Null;
        }
        for key in ["gains", "loses", "shifts", "alarms"] {
            json[key] = json!([]);
        }
    }
    json["concealed"] = json!(concealed);
    json["page"] = json!(address);
    json
}
