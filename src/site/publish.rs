//! What search engines read: which pages there are, and where they are at home.

use std::collections::BTreeMap;

use super::book::Book;
use super::text::escaped;

/// The most addresses that one sitemap may have (sitemaps.org).
const MOST: usize = 50_000;

/// Adds `robots.txt` and, where the address of the handbook is known, `sitemap.xml`: sitemaps
/// have whole addresses only.
pub(super) fn add(book: &Book<'_>, files: &mut BTreeMap<String, Vec<u8>>, unlisted: &[String]) {
    let mut robots = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = &book.handbook.settings.base_url {
        robots = format!("{robots}Sitemap: {}\n", base.join("sitemap.xml"));
        let pages = files.keys().filter(|path| path.ends_with(".html"));
        let pages: Vec<String> = pages
            .filter(|path| !unlisted.contains(path))
            .map(|path| base.join(home_of(path)))
            .collect();
        if pages.len() <= MOST {
            let list = list("urlset", "url", &pages);
            files.insert("sitemap.xml".to_owned(), list);
        } else {
            let mut parts = Vec::new();
            for (at, part) in pages.chunks(MOST).enumerate() {
                let path = format!("sitemap-{}.xml", at + 1);
                parts.push(base.join(&path));
                files.insert(path, list("urlset", "url", part));
            }
            let index = list("sitemapindex", "sitemap", &parts);
            files.insert("sitemap.xml".to_owned(), index);
        }
    }
    files.insert("robots.txt".to_owned(), robots.into_bytes());
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
