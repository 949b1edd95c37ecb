//! Which shifts are shown: of whom, over what, of which kind. Between sorts all must hold, within
//! one any.

use std::collections::BTreeSet;

use globset::{GlobBuilder, GlobMatcher};

use crate::model::{Actor, Id};
use crate::shift::{Alarm, Shift, ShiftKind};

/// Whom a filter asks for, on either side.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// These people.
    pub people: BTreeSet<Id>,
    /// These units and roles.
    pub actors: BTreeSet<Actor>,
}

/// What is shown of a comparison.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    who: Option<Wanted>,
    over: Vec<Over>,
    kinds: Vec<ShiftKind>,
    words: Vec<String>,
}

#[derive(Debug, Clone)]
enum Over {
    /// An object and all that lies in it.
    Plain(String),
    Glob(GlobMatcher),
}

impl Filter {
    /// Whether everything is shown.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The filter as it was asked for: "--who ines --kind moved".
    pub fn words(&self) -> String {
        self.words.join(" ")
    }

    /// Only shifts and alarms that concern these; `words` is what was asked for.
    #[must_use]
    pub fn who(mut self, wanted: Wanted, words: &[String]) -> Self {
        self.words
            .extend(words.iter().map(|w| format!("--who {}", quoted(w))));
        self.who = Some(wanted);
        self
    }

    /// Only what is about objects that one of the patterns names. A pattern without `*`, `?`, `[`
    /// and `{` also names all that lies in its object.
    ///
    /// # Errors
    /// What is wrong with a pattern.
    pub fn over(mut self, patterns: &[String]) -> Result<Self, String> {
        for pattern in patterns {
            self.over.push(if pattern.contains(['*', '?', '[', '{']) {
                let glob = GlobBuilder::new(pattern).literal_separator(true).build();
                Over::Glob(glob.map_err(|error| error.to_string())?.compile_matcher())
            } else {
                Over::Plain(pattern.trim_end_matches('/').to_owned())
            });
            self.words.push(format!("--over {}", quoted(pattern)));
        }
        Ok(self)
    }

    /// Only shifts of these kinds, and the alarms over what they are about.
    #[must_use]
    pub fn kinds(mut self, kinds: Vec<ShiftKind>) -> Self {
        if !kinds.is_empty() {
            let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
            self.words.push(format!("--kind {}", words.join(",")));
        }
        self.kinds = kinds;
        self
    }

    fn covers(&self, object: &str) -> bool {
        self.over.is_empty()
            || self.over.iter().any(|over| match over {
                Over::Glob(glob) => glob.is_match(object),
                Over::Plain(outer) => object
                    .strip_prefix(outer.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
            })
    }

    pub(super) fn shows(&self, shift: &Shift) -> bool {
        let concerns = |wanted: &Wanted| {
            let mut people = shift.gains.iter().chain(&shift.loses);
            let mut parties = shift.from.iter().chain(&shift.to);
            people.any(|id| wanted.people.contains(id))
                || parties.any(|party| wanted.actors.contains(&party.actor))
                || wanted.is_about(&shift.object)
        };
        (self.kinds.is_empty() || self.kinds.contains(&shift.kind))
            && self.covers(&shift.object)
            && self.who.as_ref().is_none_or(concerns)
    }

    /// Whether an alarm is shown beside the shifts that are.
    pub(super) fn rings(&self, alarm: &Alarm, shown: &[Shift]) -> bool {
        let of_kind = || shown.iter().any(|shift| shift.object == alarm.over);
        let concerns = |wanted: &Wanted| {
            alarm.people.iter().any(|id| wanted.people.contains(id)) || wanted.is_about(&alarm.over)
        };
        self.covers(&alarm.over)
            && self.who.as_ref().is_none_or(concerns)
            && (self.kinds.is_empty() || of_kind())
    }
}

/// As it was written on the command line.
fn quoted(word: &str) -> String {
    if word.contains(char::is_whitespace) {
        format!("\"{word}\"")
    } else {
        word.to_owned()
    }
}

impl Wanted {
    /// Whether an object names one of the units or roles: `seats/treasurer`, `rules/finance`.
    fn is_about(&self, object: &str) -> bool {
        object.split_once('/').is_some_and(|(root, id)| {
            self.actors.iter().any(|actor| match actor {
                Actor::Role(role) => root == "seats" && **role == *id,
                Actor::Unit(unit) => {
                    ["membership", "rules", "structure"].contains(&root) && **unit == *id
                }
                Actor::Person(_) => false,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(pattern: &str, object: &str) -> bool {
        let filter = Filter::default().over(&[pattern.to_owned()]);
        filter.expect("a pattern").covers(object)
    }

    #[test]
    fn patterns_know_the_nesting_of_domains() {
        for (pattern, object, expected) in [
            ("money/**", "money/infra", true),
            ("money/**", "money/infra/dns", true),
            ("money/*", "money/infra/dns", false),
            ("money/**", "moneylender", false),
            ("money", "money", true),
            ("money", "money/infra", true),
            ("money/", "money/infra", true),
            ("money", "moneylender", false),
            ("{seats,rules}/**", "seats/treasurer", true),
            ("**", "residual", true),
        ] {
            assert_eq!(covers(pattern, object), expected, "{pattern} {object}");
        }
        assert!(Filter::default().over(&["a[".to_owned()]).is_err());
    }
}
