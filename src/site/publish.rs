//! What search engines read: which pages there are, and where they are at home.

use std::collections::BTreeSet;

use super::SiteError;
use super::book::Book;
use super::files::Files;
use super::text::escaped;

/// The most addresses that one sitemap may have (sitemaps.org).
const MOST: usize = 50_000;

/// Adds `robots.txt` and, where the address of the handbook is known, `sitemap.xml`: sitemaps
/// have whole addresses only.
pub(super) fn add(
    book: &Book<'_>,
    files: &mut Files<'_>,
    unlisted: &[String],
) -> Result<(), SiteError> {
    let mut robots = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = &book.handbook.settings.base_url {
        robots = format!("{robots}Sitemap: {}\n", base.join("sitemap.xml"));
        let unlisted: BTreeSet<&str> = unlisted.iter().map(String::as_str).collect();
        let pages = files.paths().filter(|path| path.ends_with(".html"));
        let pages: Vec<String> = pages
            .filter(|path| !unlisted.contains(path))
            .map(|path| base.join(home_of(path)))
            .collect();
        if pages.len() <= MOST {
            let list = list("urlset", "url", &pages);
            files.put("sitemap.xml", list)?;
        } else {
            let mut parts = Vec::new();
            for (at, part) in pages.chunks(MOST).enumerate() {
                let path = format!("sitemap-{}.xml", at + 1);
                parts.push(base.join(&path));
                files.put(path, list("urlset", "url", part))?;
            }
            let index = list("sitemapindex", "sitemap", &parts);
            files.put("sitemap.xml", index)?;
        }
    }
    files.put("robots.txt", robots.into_bytes())
}

/// The address under which a page is known: of the first page that of the whole handbook.
pub(super) fn home_of(path: &str) -> &str {
    if path == "index.html" { "" } else { path }
}

fn list(whole: &str, each: &str, addresses: &[String]) -> Vec<u8> {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <{whole} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for address in addresses {
        let line = format!("<{each}><loc>{}</loc></{each}>\n", escaped(address));
        text.push_str(&line);
    }
    text.push_str(&format!("</{whole}>\n"));
    text.into_bytes()
}
