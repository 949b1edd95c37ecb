//! The banner on every page of a handbook that does not show the present.

use crate::site::here::Here;
use crate::site::view::{Piece, Rich};

/// What it shows instead, and where the handbook of today is; empty where it shows the present.
pub(super) fn sentences(here: &Here<'_>) -> Vec<Rich> {
    let handbook = here.book().handbook;
    let Some(other) = &handbook.other_day else {
        return Vec::new();
    };
    let day = Rich::new().day(handbook.as_of);
    let words = here.words;
    let shown = if let Some(commit) = &handbook.commit {
        let commit = Rich::new().code(commit);
        let said = [("day", day.into()), ("commit", commit.into())];
        if other.is_ahead {
            words.rich("other-day-ahead", said)
        } else {
            words.rich("other-day", said)
        }
    } else {
        let said = [("day", day.into())];
        if other.is_ahead {
            words.rich("other-day-ahead-uncommitted", said)
        } else {
            words.rich("other-day-uncommitted", said)
        }
    };
    let current = other.current.as_ref().map(|address| {
        let is_whole = ["https://", "http://", "/"];
        let is_whole = is_whole.iter().any(|start| address.starts_with(start));
        Rich::from(Piece::Link {
            text: words.text("other-day-current"),
            href: if is_whole {
                address.clone()
            } else {
                here.to(address)
            },
        })
    });
    std::iter::once(shown).chain(current).collect()
}

#[cfg(test)]
mod tests {
    use crate::site::OtherDay;
    use crate::site::fixture::Fixture;

    fn banner(fixture: &Fixture, path: &str) -> Option<String> {
        let html = fixture.html(path);
        let (_, rest) = html.split_once("<div class=\"lose\" role=\"note\">")?;
        let (banner, _) = rest.split_once("</div>")?;
        Some(banner.to_owned())
    }

    fn other(is_ahead: bool, current: Option<&str>) -> OtherDay {
        OtherDay {
            is_ahead,
            current: current.map(str::to_owned),
        }
    }

    #[test]
    fn a_handbook_of_another_day_says_so_on_every_page() {
        let fixture = Fixture::with(&[]);
        assert_eq!(banner(&fixture, "index.html"), None);
        let fixture = fixture.other_day(other(false, Some("../index.html")));
        for (path, link) in [
            ("index.html", "../index.html"),
            ("roles/keeper.html", "../../index.html"),
            ("404.html", "../index.html"),
        ] {
            let Some(banner) = banner(&fixture, path) else {
                panic!("no banner on {path}");
            };
            assert!(banner.contains("This is how things stood on"), "{banner}");
            assert!(banner.contains("datetime=\"2026-11-01\""), "{banner}");
            assert!(banner.contains("<code>abc1234</code>"), "{banner}");
            assert!(banner.contains(&format!("href=\"{link}\"")), "{banner}");
        }
    }

    #[test]
    fn it_speaks_of_days_to_come_and_in_german() {
        let fixture = Fixture::german().other_day(other(true, None));
        let told = banner(&fixture, "power.html").unwrap_or_default();
        assert!(told.contains("So werden die Dinge am"), "{told}");
        assert!(!told.contains("<a "), "{told}");
        let fixture = Fixture::german().other_day(other(false, Some("https://example.org/")));
        let told = banner(&fixture, "roles/keeper.html").unwrap_or_default();
        assert!(told.contains("So standen die Dinge am"), "{told}");
        assert!(
            told.contains("<a href=\"https://example.org/\">Das Handbuch von heute</a>"),
            "{told}"
        );
    }
}
