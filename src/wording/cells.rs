//! The cells of a matrix in words, and the whole of it as a sheet for spreadsheets.

use std::collections::BTreeMap;

use crate::ask::{Cell, Entry, From, Matrix};
use crate::catalogue::Catalogue;
use crate::model::{Governance, Right};
use crate::power::Act;

use super::domain;

/// What one column may do on one topic: "decides up to 500 EUR; may block".
pub fn cell_words(catalogue: &Catalogue, topic: &str, cell: &Cell) -> String {
    let words = cell
        .iter()
        .map(|entry| entry_words(catalogue, topic, entry));
    words.collect::<Vec<_>>().join("; ")
}

/// One say in words.
pub fn entry_words(catalogue: &Catalogue, topic: &str, entry: &Entry) -> String {
    let root = topic.split_once('/').map_or("", |(root, _)| root);
    let access = root == "repos" && entry.up_to.is_some();
    let key = match (entry.right, entry.act, root) {
        (Right::Decide | Right::Joint, Act::Remove, _) => "say-removes",
        (Right::Decide | Right::Joint, _, "seats") => "say-chooses",
        (Right::Decide | Right::Joint, _, "membership") => "say-admits",
        (Right::Decide | Right::Joint, ..) => "say-decides",
        (Right::Veto, ..) => "say-blocks",
        (Right::Override, ..) => "say-overrules",
        (Right::Propose, ..) => "say-proposes",
        (Right::Advise, ..) => "say-advises",
        (Right::Execute, _, "permissions") => "say-may",
        (Right::Execute, ..) => "say-executes",
        (Right::Audit, ..) => "say-inspects",
    };
    let mut words = catalogue.text(key).into_owned();
    let mut and = |key: &str| {
        words = catalogue.say(key, &[("says", std::mem::take(&mut words).into())]);
    };
    if entry.shared && entry.right.binds() {
        and("say-shared");
    }
    match (&entry.up_to, entry.from) {
        (Some(amount), _) => {
            let amount = amount.to_string();
            words = if access {
                catalogue.say("say-access", &[("level", amount.into())])
            } else {
                let said = [("says", words.into()), ("amount", amount.into())];
                catalogue.say("say-up-to", &said)
            };
        }
        (None, From::Rest) => and("say-rest"),
        (None, From::Limit) => and("say-above"),
        (None, From::Start) => {}
    }
    let mut and = |key: &str| {
        words = catalogue.say(key, &[("says", std::mem::take(&mut words).into())]);
    };
    if entry.sometimes {
        and("say-sometimes");
    }
    if entry.implied {
        and("say-implied");
    }
    words
}

/// The names of the columns, cleaned; the id is added where two bear one name.
pub fn column_names(
    governance: &Governance,
    matrix: &Matrix,
    clean: impl Fn(&str) -> String,
) -> Vec<String> {
    let names = matrix.columns.iter();
    let names: Vec<String> = names
        .map(|actor| clean(governance.actor_name(actor)))
        .collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &names {
        *times.entry(name).or_default() += 1;
    }
    let columns = matrix.columns.iter().zip(&names);
    columns
        .map(|(actor, name)| {
            if times[name.as_str()] > 1 {
                format!("{name} ({})", clean(actor.id()))
            } else {
                name.clone()
            }
        })
        .collect()
}

/// A matrix as comma-separated values by RFC 4180, safe to open in a spreadsheet: a line of names,
/// and a line for each topic.
///
/// # Errors
/// None that is known: it is written into memory.
pub fn sheet(
    catalogue: &Catalogue,
    governance: &Governance,
    matrix: &Matrix,
    clean: impl Fn(&str) -> String,
) -> std::io::Result<Vec<u8>> {
    let mut csv = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let names = column_names(governance, matrix, &clean);
    let head = ["topic", "about"].map(str::to_owned);
    csv.write_record(head.into_iter().chain(names).map(harmless))?;
    let mut line = csv::StringRecord::new();
    for (row, topic) in matrix.topics.iter().enumerate() {
        let about = domain(governance, topic).unwrap_or_default();
        // Most cells are empty: those that are not stand in the order of the columns.
        let mut said = matrix.cells.range((row, 0)..(row + 1, 0)).peekable();
        line.clear();
        line.push_field(&harmless(topic.to_string()));
        line.push_field(&harmless(clean(about)));
        for column in 0..matrix.columns.len() {
            match said.next_if(|((_, at), _)| *at == column) {
                Some((_, cell)) => {
                    let words = clean(&cell_words(catalogue, topic, cell));
                    line.push_field(&harmless(words));
                }
                None => line.push_field(""),
            }
        }
        csv.write_byte_record(line.as_byte_record())?;
    }
    csv.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// The text as one that no spreadsheet takes for a formula: such a one begins with one of these
/// characters, and an apostrophe before it makes it text.
fn harmless(text: String) -> String {
    let begins =
        |text: &str| text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if begins(&text) || begins(text.trim_start()) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_as_a_formula_does() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"] {
            assert_eq!(harmless(formula.to_owned()), format!("'{formula}"));
        }
        assert_eq!(
            harmless("decides up to 5 EUR".to_owned()),
            "decides up to 5 EUR"
        );
    }

    #[test]
    fn says_are_worded_in_the_language_of_the_organisation() {
        let entry = Entry {
            right: Right::Decide,
            act: Act::Any,
            up_to: None,
            from: From::Limit,
            shared: true,
            sometimes: true,
            implied: true,
        };
        let words = |tag: &str| entry_words(Catalogue::of(tag), "money", &entry);
        assert_eq!(
            words("en"),
            "decides with others above that in some cases (default)"
        );
        assert_eq!(
            words("de"),
            "entscheidet mit anderen darüber hinaus in manchen Fällen (Vorgabe)"
        );
    }
}
