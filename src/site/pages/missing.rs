//! The page for addresses that lead nowhere.

use serde::Serialize;

use super::{Frame, Part, Site};
use crate::site::SiteError;
use crate::site::book::Book;
use crate::site::here::Here;
use crate::site::view::{Piece, Rich};

#[derive(Serialize)]
struct Missing {
    /// Where to look instead.
    look: Rich,
}

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let mut here = Here::new(book, "404.html");
    // A server shows this page at any address, from which only whole paths lead back.
    if let Some(base) = &book.handbook.settings.base_url {
        base.path().clone_into(&mut here.root);
    }
    let here = here;
    let words = here.words;
    let list = |key: &str, address: &str| {
        Rich::from(Piece::Link {
            text: words.text(key),
            href: here.to(address),
        })
    };
    let lists = [
        ("units", list("missing-units", "units.html").into()),
        ("roles", list("missing-roles", "roles.html").into()),
        ("people", list("missing-people", "people.html").into()),
        ("policies", list("missing-policies", "policies.html").into()),
        (
            "decisions",
            list("missing-decisions", "decisions.html").into(),
        ),
    ];
    let page = Missing {
        look: words.rich("missing-look", lists),
    };
    let mut frame = Frame::new(Part::Other, words.text("missing"));
    frame.is_listed = false;
    site.add(&here, frame, "missing.html", &page)
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    #[test]
    fn the_page_leads_to_the_lists() {
        let words = Fixture::with(&[]).words("404.html");
        let end = "Look in the lists of units , roles , people , policies and decisions .";
        assert!(words.ends_with(end), "{words}");
        let words = Fixture::german().words("404.html");
        let whole = "Seite nicht gefunden Unter dieser Adresse gibt es im Handbuch keine Seite. \
                     Was hier stand, heißt vielleicht anders oder hat geendet. Zu finden ist es \
                     womöglich in den Listen: Einheiten , Rollen , Menschen , Regeln und \
                     Beschlüsse .";
        assert_eq!(words, whole);
    }
}
