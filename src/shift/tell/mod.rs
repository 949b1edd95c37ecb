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

pub use headline::{Tense, headline};
pub use lines::{Line, Phrase, lines};

pub(super) use amounts::Money;
pub(super) use phrase::{Words, access_words, right_words};
