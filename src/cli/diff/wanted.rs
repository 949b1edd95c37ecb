//! Whom `--who` means: an id, a name or a former id, of a person, unit or role, on either side.

use std::collections::BTreeSet;

use crate::cli::error::CliError;
use crate::diag::did_you_mean;
use crate::model::{Actor, Governance, Record, RecordData};
use crate::report::diff::Wanted;

/// Everybody and everything that the words name.
///
/// # Errors
/// A word that names nobody on either side, with the nearest one that does.
pub(super) fn wanted(
    words: &[String],
    base: &Governance,
    head: &Governance,
) -> Result<Wanted, CliError> {
    let mut wanted = Wanted::default();
    for word in words {
        let mut known: BTreeSet<String> = BTreeSet::new();
        let mut found = false;
        for governance in [base, head] {
            let mut note = |actor: Actor, names: Vec<&str>| {
                known.extend(names.iter().take(2).map(|name| (*name).to_owned()));
                if names.iter().any(|called| same(called, word)) {
                    found = true;
                    match actor {
                        Actor::Person(id) => wanted.people.insert(id),
                        actor => wanted.actors.insert(actor),
                    };
                }
            };
            for (id, record) in &governance.people {
                note(Actor::Person(id.clone()), names(record));
            }
            for (id, record) in &governance.units {
                note(Actor::Unit(id.clone()), names(record));
            }
            for (id, record) in &governance.roles {
                note(Actor::Role(id.clone()), names(record));
            }
        }
        if !found {
            let error = CliError::new(format!(
                "nobody is called `{word}`: no person, unit or role on either side"
            ));
            return Err(match did_you_mean(word, known.iter().map(String::as_str)) {
                Some(near) => error.hint(near),
                None => error
                    .hint("give an id or a name, as in `--who ines` or `--who \"Ines Duarte\"`"),
            });
        }
    }
    Ok(wanted)
}

fn same(called: &str, word: &str) -> bool {
    called == word || called.to_lowercase() == word.to_lowercase()
}

/// The id, the name, and the ids of before.
fn names<T: RecordData>(record: &Record<T>) -> Vec<&str> {
    let aliases = record.envelope.aliases.iter();
    let aliases = aliases.map(|alias| alias.value.as_str());
    let now = [record.id.as_str(), record.name()].into_iter();
    now.chain(aliases).collect()
}
