//! The page of the search: the script fills it, and without script it leads to the lists.

use serde::Serialize;

use super::{Frame, Part, Site};
use crate::site::SiteError;
use crate::site::book::Book;
use crate::site::here::Here;

#[derive(Serialize)]
struct Page {
    found: String,
    found_one: String,
    nothing: String,
}

/// Adds the page.
pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, "search.html");
    let words = here.words;
    let page = Page {
        found: words.say("search-found", &[("n", "{n}".into())]),
        found_one: words.text("search-found-one"),
        nothing: words.say("search-nothing", &[("query", "{query}".into())]),
    };
    let mut frame = Frame::new(Part::Other, words.text("search"));
    frame.is_listed = false;
    site.add(&here, frame, "search.html", &page)
}
