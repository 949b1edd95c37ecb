//! The cells of a matrix in words, and the names of its columns.

use std::collections::BTreeMap;

use super::AskReport;
use crate::ask::{Cell, Entry, From, Matrix};
use crate::model::Right;
use crate::power::Act;
use crate::report::clean;

/// What one column may do on one topic: "decides up to 500 EUR; may block".
pub(super) fn cell_words(topic: &str, cell: &Cell) -> String {
    let words: Vec<String> = cell.iter().map(|entry| entry_words(topic, entry)).collect();
    words.join("; ")
}

/// One say in words.
pub(super) fn entry_words(topic: &str, entry: &Entry) -> String {
    let root = topic.split_once('/').map_or("", |(root, _)| root);
    let mut words = match (entry.right, entry.act, root) {
        (Right::Decide | Right::Joint, Act::Remove, _) => "removes",
        (Right::Decide | Right::Joint, _, "seats") => "chooses",
        (Right::Decide | Right::Joint, _, "membership") => "admits",
        (Right::Decide | Right::Joint, ..) => "decides",
        (Right::Veto, ..) => "may block",
        (Right::Override, ..) => "may overrule",
        (Right::Propose, ..) => "may propose",
        (Right::Advise, ..) => "is heard",
        (Right::Execute, _, "permissions") => "may",
        (Right::Execute, _, "repos") if entry.up_to.is_some() => "has access",
        (Right::Execute, ..) => "carries out",
        (Right::Audit, ..) => "inspects",
    }
    .to_owned();
    if entry.shared && entry.right.binds() {
        words += " with others";
    }
    match (&entry.up_to, root, entry.from) {
        (Some(level), "repos", _) => words = format!("{level} access"),
        (Some(amount), ..) => words += &format!(" up to {amount}"),
        (None, _, From::Rest) => words += " the rest",
        (None, _, From::Limit) => words += " above that",
        (None, _, From::Start) => {}
    }
    if entry.sometimes {
        words += " in some cases";
    }
    if entry.implied {
        words += " (default)";
    }
    clean(&words)
}

/// The names of the columns; the id is added where two bear one name.
pub(super) fn column_names(report: &AskReport<'_>, matrix: &Matrix) -> Vec<String> {
    let names: Vec<String> = matrix
        .columns
        .iter()
        .map(|actor| clean(report.name(actor)))
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
