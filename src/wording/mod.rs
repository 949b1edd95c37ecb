//! L4: rights and procedures in words, for whoever prints them.
//!
//! What is said is made here, once; how it looks (links, colours, capitals) is up to the formats.

mod procedure;
mod rights;
mod spread;
mod text;

pub use procedure::{Terms, family_name};
pub use rights::{
    Bound, Target, bounds, domain, is_repository, method_name, noun, phrase, phrase_of,
};
pub use spread::spread;
pub use text::{capital, count, listed, sort_key, uncapital};
