//! L4: rights and procedures in words, for whoever prints them.
//!
//! What is said is made here, once; how it looks (links, colours, capitals) is up to the formats.
//! Handbooks say it in the language of the organisation, terminals in English: whatever makes words
//! takes the catalogue of a language.

mod cells;
mod procedure;
mod rights;
mod spread;
mod text;

pub use cells::{cell_words, column_names, entry_words, sheet};
pub use procedure::{Terms, family_name};
pub use rights::{
    Bound, Matter, Phrase, Target, bounds, domain, is_repository, method_name, noun, phrase,
    phrase_of,
};
pub use spread::spread;
pub use text::{capital, count, listed, parts_of, period, sort_key};
