//! Who is meant where a file names somebody.

use crate::load::slug::slug;
use crate::model::{Id, Text};
use crate::source::Span;

/// What stands where nobody leads.
const VACANT: [&str; 8] = [
    "appointment needed",
    "leaderless",
    "none",
    "tbd",
    "tba",
    "to be determined",
    "vacant",
    "n/a",
];

/// Somebody who is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// The nick in small letters, or the name as an id where there is no nick.
    pub id: Id,
    /// The name, or the nick where no name is written.
    pub word: Text,
    pub name: Option<Text>,
    /// The name in small letters.
    pub name_key: Option<Text>,
    pub nick: Option<Text>,
    pub span: Span,
}

impl Mention {
    /// Somebody by name, nick or both; `None` for a placeholder.
    pub(super) fn of(name: Option<&str>, nick: Option<&str>, span: Span) -> Option<Mention> {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        if name.is_some_and(is_vacant) {
            return None;
        }
        let nick = nick.and_then(real_nick);
        let id = match (nick, name) {
            (Some(nick), _) => Id::of(nick.to_lowercase()),
            (None, Some(name)) => Id::of(slug(name)),
            (None, None) => return None,
        };
        Some(Mention {
            id,
            word: Text::of(name.or(nick)?),
            name: name.map(Text::of),
            name_key: name.map(|name| Text::of(key_of(name))),
            nick: nick.map(Text::of),
            span,
        })
    }

    /// Everybody in a text such as `Ann Ash (ann)` or `Ann Ash (ann) & Bo Birch (bo)`.
    pub(super) fn all(text: &str, span: Span) -> Vec<Mention> {
        let mut parts: Vec<&str> = text
            .split(" & ")
            .flat_map(|part| part.split(" and "))
            .collect();
        // A name may have the word in it; only nicks show that there are several people.
        if parts.iter().any(|part| !part.trim().ends_with(')')) {
            parts = vec![text];
        }
        let mentions = parts.into_iter().filter_map(|part| {
            let part = part.trim();
            let with_nick = part
                .strip_suffix(')')
                .and_then(|part| part.rsplit_once('('));
            match with_nick {
                Some((name, nick)) => Mention::of(Some(name), Some(nick), span),
                // One word is a nick, several are a name.
                None if part.contains(' ') => Mention::of(Some(part), None, span),
                None => Mention::of(None, Some(part), span),
            }
        });
        mentions.collect()
    }
}

/// A name as it compares: small letters, one space between words.
fn key_of(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

fn is_vacant(word: &str) -> bool {
    VACANT
        .iter()
        .any(|vacant| word.eq_ignore_ascii_case(vacant))
}

/// A nick without the network it is on; `None` where the words say that there is none.
fn real_nick(nick: &str) -> Option<&str> {
    let nick = nick.trim().split('@').next().unwrap_or_default();
    let is_nick = !nick.is_empty() && !nick.contains(char::is_whitespace) && !is_vacant(nick);
    is_nick.then_some(nick)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(mentions: &[Mention]) -> Vec<String> {
        let told = mentions.iter().map(|m| format!("{}={}", m.id, m.word));
        told.collect()
    }

    fn all(text: &str) -> Vec<String> {
        told(&Mention::all(text, Span::default()))
    }

    #[test]
    fn names_with_nicks_are_taken_apart() {
        assert_eq!(all("Ann Ash (AnnA)"), ["anna=Ann Ash"]);
        assert_eq!(all("Ann Ash (a) & Bo (b)"), ["a=Ann Ash", "b=Bo"]);
        assert_eq!(all("Ann Ash (a) and Bo (b)"), ["a=Ann Ash", "b=Bo"]);
        assert_eq!(all("Rand and Sons"), ["rand-and-sons=Rand and Sons"]);
        assert_eq!(all("annash"), ["annash=annash"]);
        assert_eq!(all("  "), Vec::<String>::new());
        assert_eq!(all("TBD"), Vec::<String>::new());
    }

    #[test]
    fn placeholders_are_nobody() {
        let of = |name, nick| Mention::of(name, nick, Span::default());
        assert_eq!(
            of(Some("APPOINTMENT NEEDED"), Some("No nick supplied")),
            None
        );
        assert_eq!(of(Some("leaderless"), None), None);
        assert_eq!(of(Some(" "), Some("None")), None);
        assert_eq!(of(Some("TBD"), Some("someone")), None);
        let plain = of(Some("Ann Ash"), Some("No nick supplied")).expect("somebody");
        assert_eq!((plain.id.as_str(), plain.nick), ("ann-ash", None));
        let away = of(Some("Ann  ASH"), Some("ann@oftc")).expect("somebody");
        assert_eq!(away.id.as_str(), "ann");
        assert_eq!(away.name_key.as_deref(), Some("ann ash"));
    }
}
