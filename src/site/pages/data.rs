//! The page on what is there for programs: data, feeds, and addresses that last.

use serde::Serialize;

use super::{Frame, Part, Site};
use crate::site::SiteError;
use crate::site::api;
use crate::site::book::Book;
use crate::site::feeds;
use crate::site::here::Here;
use crate::site::pages::power::addresses;
use crate::site::view::{Layout, Piece, Rich, Table};

/// Where it lies.
const ADDRESS: &str = "reference/api.html";

#[derive(Serialize)]
struct Page {
    documents: Table,
    lines: Vec<Rich>,
    /// The documents with the changes of one year each.
    years: Vec<Rich>,
    feeds: Vec<Rich>,
    addresses: Vec<Rich>,
}

/// Adds the page.
pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, ADDRESS);
    let words = here.words;
    let columns = ["column-document", "column-content"];
    let mut documents = Table::new(words, words.text("api-documents"), &columns).laid(Layout::Even);
    for name in api::DOCUMENTS {
        let address = api::document(name);
        let key = match name {
            "org" => "api-org",
            "units" => "api-units",
            "roles" => "api-roles",
            "people" => "api-people",
            "policies" => "api-policies",
            "decisions" => "api-decisions",
            "rights" => "api-rights",
            _ => "api-shifts",
        };
        let content = words.rich(key, [("day", Rich::new().day(here.as_of()).into())]);
        documents.row([link(&here, &address, &address), content]);
    }
    let schema = link(&here, &words.text("api-schema"), &api::schema());
    let own = here.book().some_page().and_then(|(kind, id)| {
        let data = api::of_record(book, kind, id)?;
        let page = link(&here, book.address(kind, id)?, book.address(kind, id)?);
        let said = [
            ("page", page.into()),
            ("data", link(&here, &data, &data).into()),
        ];
        Some(words.rich("api-one", said))
    });
    let said = [("version", api::VERSION.into()), ("schema", schema.into())];
    let lines = own.into_iter().chain([
        words.rich("api-version", said),
        Rich::from(words.text("api-days")),
    ]);
    let feeds = [
        ("part-power", feeds::POWER),
        ("part-decisions", feeds::DECISIONS),
    ];
    let feeds = feeds.map(|(key, address)| link(&here, &words.text(key), address));
    let aliases = Rich::new().code("aliases");
    let mut lasting = vec![
        Rich::from(words.text("api-addresses-id")),
        words.rich("api-addresses-moved", [("field", aliases.into())]),
        Rich::from(words.text("api-addresses-anchor")),
    ];
    if book.handbook.settings.base_url.is_some() {
        let sitemap = link(&here, &words.text("api-sitemap"), "sitemap.xml");
        lasting.push(words.rich("api-addresses-map", [("sitemap", sitemap.into())]));
    }
    let page = Page {
        documents,
        lines: lines.collect(),
        years: years(&here),
        feeds: feeds.into(),
        addresses: lasting,
    };
    let frame = Frame::new(Part::Other, words.text("footer-api"));
    site.add(&here, frame, "data.html", &page)
}

fn link(here: &Here<'_>, text: &str, address: &str) -> Rich {
    Rich::from(Piece::Link {
        text: text.to_owned(),
        href: here.to(address),
    })
}

/// The years with changes, the newest first.
fn years(here: &Here<'_>) -> Vec<Rich> {
    let sets = here
        .book()
        .handbook
        .history
        .iter()
        .zip(addresses(here.book()));
    let told = sets.filter(|(set, address)| address.is_some() || set.trouble.is_some());
    let mut years: Vec<i16> = told.map(|(set, _)| set.date.year()).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    years
        .into_iter()
        .map(|year| link(here, &year.to_string(), &api::of_year(year)))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::site::fixture::Fixture;

    #[test]
    fn the_page_leads_to_every_document_and_feed() {
        let html = Fixture::with(&[]).html("reference/api.html");
        for document in crate::site::api::DOCUMENTS {
            assert!(html.contains(&format!("href=\"../api/v1/{document}.json\"")));
        }
        assert!(html.contains("href=\"../feeds/power.xml\""));
        let words = Fixture::with(&[]).words("reference/api.html");
        assert!(words.contains("today 1. Fields are added"), "{words}");
        assert!(
            words.contains("Who may do what on 1 November 2026 ,"),
            "{words}"
        );
        let words = Fixture::german().words("reference/api.html");
        assert!(
            words.contains("Wer am 1. November 2026 was darf und welche Menschen das sind"),
            "{words}"
        );
    }

    #[test]
    fn every_page_ends_with_the_same_links() {
        let fixture = Fixture::with(&[]);
        let foot = |path: &str| {
            let html = fixture.html(path);
            let start = html.find("<footer").expect("a foot");
            html[start..].to_owned()
        };
        let role = foot("roles/keeper.html");
        assert!(
            role.contains(
                "The record of this page is <code>gov/<wbr>roles/<wbr>keeper.yaml</code>"
            )
        );
        assert!(
            role.contains("<a href=\"../api/v1/roles/keeper.json\""),
            "{role}"
        );
        assert!(
            role.contains("<a href=\"../power.html\">History</a>"),
            "{role}"
        );
        assert!(!role.contains("Report a problem"));
        let units = foot("units.html");
        assert!(units.contains("The records behind these pages are in <code>gov</code>."));
        assert!(units.contains("<a href=\"api/v1/units.json\""), "{units}");
        assert!(foot("index.html").contains("<a href=\"api/v1/org.json\""));
        assert!(foot("who-decides.html").contains("<a href=\"api/v1/rights.json\""));
    }

    #[test]
    fn with_a_repository_they_lead_to_it() {
        let fixture = Fixture::with(&[(
            "polity.toml",
            "[handbook]\nrepository = \"https://github.com/tide/pool\"\n",
        )]);
        let html = fixture.html("roles/keeper.html");
        for link in [
            "<a href=\"https://github.com/tide/pool/edit/main/gov/roles/keeper.yaml\">Edit this page&#39;s source</a>",
            "<a href=\"https://github.com/tide/pool/commits/main/gov/roles/keeper.yaml\">History</a>",
            "<a href=\"https://github.com/tide/pool/issues/new\">Report a problem</a>",
        ] {
            assert!(html.contains(link), "{link}");
        }
        let units = fixture.html("units.html");
        let link = "<a href=\"https://github.com/tide/pool/tree/main/gov\">The records behind these pages</a>";
        assert!(units.contains(link), "{units}");
    }
}
