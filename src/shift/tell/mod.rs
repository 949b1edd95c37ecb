//! Shifts in words: the sentence on top, what each person or body gains and loses, and each shift
//! in one line.
//!
//! Names are repeated and pronouns left out: nobody's gender is known here. "Would" tells of a
//! proposal, the present tense of what is merged.

mod amounts;
mod effects;
mod headline;
mod lines;
mod phrase;
mod summary;

use crate::catalogue::Catalogue;

use super::saying::Saying;

pub(super) use effects::crowd;
pub use headline::{Tense, headline, headline_in};
pub use lines::{Line, Phrase, lines, lines_in};

pub(super) use amounts::Money;
pub(super) use phrase::{Form, Words, access_words, right_words};

/// The language in which is told.
#[derive(Debug, Clone, Copy)]
pub(super) enum Tongue {
    /// English as terminals have it, which asks for no catalogue.
    English,
    /// The language of a catalogue.
    Of(&'static Catalogue),
}

impl Tongue {
    /// A saying in the language.
    fn say(self, saying: &Saying) -> String {
        match self {
            Tongue::English => saying.to_string(),
            Tongue::Of(words) => saying.say(words).into_owned(),
        }
    }
}
