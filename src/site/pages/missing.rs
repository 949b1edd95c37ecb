//! The page for addresses that lead nowhere.

use super::{Frame, Part, Site};
use crate::site::SiteError;
use crate::site::book::Book;
use crate::site::here::Here;

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, "404.html");
    let frame = Frame::new(Part::Other, "Page not found");
    site.add(&here, frame, "missing.html", &())
}
