//! L5: the governance handbook, a static site.
//!
//! [`build`] is a pure function from records to files; [`write()`] puts the files in place. Between
//! the two nothing is kept. The way of a handbook:
//!
//! 1. [`Handbook`] brings the records, their powers on one day, what was found in them, and the
//!    history of changes. Nothing else is read: no clock, no disk, no network.
//! 2. `book` leaves out the records that are not public, gives every record its address
//!    (`address`) and notes who is tied to what (`seat`), so that no page has to search. `here` is
//!    the book as seen from one page: it makes the links.
//! 3. `pages` makes one view a page: plain data in the shapes of `view`, in the order in which it
//!    is read, with every sentence and link made. The words come from `words`, `rights` (powers)
//!    and [`wording`](crate::wording); `markdown` turns the bodies of records into HTML.
//! 4. `template` prints the views through the files of `theme/`. All text is cleaned and escaped
//!    there (`text`); the only HTML that passes is that of `markdown`.
//! 5. `write` replaces the old handbook by the new one in one step.
//!
//! Pages are flat files with relative links: they work from any web server, from a folder and from
//! a USB stick. They carry a strict Content-Security-Policy; the scripts add to pages
//! that are whole without them.

mod address;
mod api;
mod book;
mod calendar;
mod changed_words;
mod comparison;
mod feeds;
mod files;
#[cfg(test)]
mod fixture;
mod here;
mod incomplete;
mod links;
mod map;
mod markdown;
mod pages;
pub mod preview;
mod print;
mod publish;
mod rights;
mod search;
mod seat;
mod template;
mod text;
mod version;
mod view;
mod words;
mod write;

use std::collections::BTreeMap;

use crate::config::HandbookSettings;
use crate::diag::Finding;
use crate::model::{Actor, Date, Governance, Id};
use crate::power::Powers;
use crate::power::distribution::Counts;
use crate::shift::ShiftSet;
use crate::source::Sources;

pub use comparison::{ComparisonPage, comparison_page};
pub use incomplete::Incomplete;
pub use links::{DeadLink, Links, Missing, check_links};
pub use version::PolicyVersion;
pub use write::{MARKER, WriteError, Writer, write};

use book::Book;

/// What a handbook is made of.
#[derive(Debug)]
pub struct Handbook<'h> {
    /// The records.
    pub governance: &'h Governance,
    /// The files behind them.
    pub sources: &'h Sources,
    /// Their powers on the day `as_of`.
    pub powers: &'h Powers,
    /// What was found in the records.
    pub findings: &'h [Finding],
    /// The changes of the records, the newest first.
    pub history: &'h [ShiftSet],
    /// The day that the handbook shows.
    pub as_of: Date,
    /// The short id of the commit that it was built from; none for files that are not committed.
    pub commit: Option<String>,
    /// The path of the governance root in its repository, for naming sources.
    pub root: &'h str,
    /// Why the history is not all there is; none where it is.
    pub incomplete_history: Option<Incomplete>,
    /// That it does not show the present; none where it does.
    pub other_day: Option<OtherDay>,
    /// The versions of each policy, the oldest first.
    pub versions: &'h BTreeMap<Id, Vec<PolicyVersion>>,
    /// Where it is published, and where the records behind it are kept.
    pub settings: &'h HandbookSettings,
    /// How the power to decide was spread on first days of years, the oldest first.
    pub counts: &'h [(Date, Counts)],
}

/// What a handbook says of itself that shows another day than the present one, or another commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherDay {
    /// Whether the day is still to come.
    pub is_ahead: bool,
    /// Where the handbook of today is: an address, or a path from the root of this handbook.
    pub current: Option<String>,
}

/// Why no handbook could be made. Records cannot cause this: it tells of a fault in a template.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The templates do not compile.
    #[error("internal error: the templates do not compile: {0}")]
    Templates(String),
    /// A page could not be printed.
    #[error("internal error: cannot print `{page}`: {message}")]
    Page {
        /// The path of the page.
        page: String,
        /// What the template engine says.
        message: String,
    },
    /// Whoever takes the files could not take one.
    #[error(transparent)]
    Sink(#[from] WriteError),
}

/// What takes each file of a handbook, its path and its bytes, as soon as it is made.
pub type Sink<'s> = dyn FnMut(String, Vec<u8>) -> Result<(), WriteError> + 's;

/// The files of a handbook by their paths. The same handbook gives the same bytes, everywhere.
///
/// # Errors
/// See [`SiteError`].
pub fn build(handbook: &Handbook<'_>) -> Result<BTreeMap<String, Vec<u8>>, SiteError> {
    let mut files = BTreeMap::new();
    build_into(handbook, &mut |path, bytes| {
        files.insert(path, bytes);
        Ok(())
    })?;
    Ok(files)
}

/// The same files, each handed over once, in an order of their own: a large handbook need not stand
/// in memory as a whole.
///
/// # Errors
/// See [`SiteError`].
pub fn build_into(handbook: &Handbook<'_>, sink: &mut Sink<'_>) -> Result<(), SiteError> {
    let book = Book::new(handbook);
    pages::all(&book, sink)
}

/// The pages of people, units and roles in the handbook of these records, by their addresses in it.
pub fn actor_pages(governance: &Governance) -> BTreeMap<Actor, String> {
    book::actor_pages(governance)
}
