//! The links of finished pages: whether each leads to a page that is there, and to an anchor on it.
//! Nothing is fetched; links that lead out are counted.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{DefaultEmitter, Token, Tokenizer};

use crate::config::BaseUrl;

/// A link that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeadLink {
    /// The page that it stands on.
    pub page: String,
    /// The address that it names.
    pub href: String,
    /// What is missing.
    pub missing: Missing,
}

/// What a link wants and does not find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The page.
    Page,
    /// The anchor on the page.
    Anchor,
}

/// What was found on the links of a handbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    /// Those that lead nowhere, by page.
    pub dead: Vec<DeadLink>,
    /// How many lead to something in the handbook.
    pub inside: usize,
    /// How many lead out of it.
    pub outside: usize,
}

/// What a page names and what it links to.
#[derive(Default)]
struct Page {
    ids: BTreeSet<String>,
    hrefs: Vec<String>,
}

/// Follows every link of every page. `base` is where the handbook will lie, if that is known.
pub fn check_links(files: &BTreeMap<String, Vec<u8>>, base: Option<&BaseUrl>) -> Links {
    let html = files.iter().filter(|(path, _)| path.ends_with(".html"));
    let pages: BTreeMap<&str, Page> = html
        .map(|(path, bytes)| (path.as_str(), read(bytes)))
        .collect();
    let mut links = Links::default();
    for (path, page) in &pages {
        for href in &page.hrefs {
            let Some((target, anchor)) = target(path, href, base) else {
                // `data:` is there to ask for nothing.
                links.outside += usize::from(!href.starts_with("data:"));
                continue;
            };
            let has_anchor = |anchor: &str| {
                let page = pages.get(target.as_str());
                page.is_none_or(|page| page.ids.contains(anchor))
            };
            let missing = if !files.contains_key(&target) {
                Missing::Page
            } else if !anchor.is_empty() && !has_anchor(&anchor) {
                Missing::Anchor
            } else {
                links.inside += 1;
                continue;
            };
            links.dead.push(DeadLink {
                page: (*path).to_owned(),
                href: href.clone(),
                missing,
            });
        }
    }
    links.dead.sort();
    links.dead.dedup();
    links
}

fn read(html: &[u8]) -> Page {
    let mut page = Page::default();
    let mut emitter = DefaultEmitter::default();
    // What stands in a title or a script is no tag.
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        let Token::StartTag(tag) = token else {
            continue;
        };
        for (name, value) in &tag.attributes {
            let value = || String::from_utf8_lossy(value).into_owned();
            match name.as_slice() {
                b"id" => {
                    page.ids.insert(value());
                }
                b"href" | b"src" => page.hrefs.push(value()),
                _ => {}
            }
        }
    }
    page
}

/// The file and the anchor that a link on a page leads to; none where it leads out.
fn target(page: &str, href: &str, base: Option<&BaseUrl>) -> Option<(String, String)> {
    let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
    let path = path.split('?').next().unwrap_or_default();
    // A folder stands for the page in it.
    let file = |path: &str| match path {
        "" => "index.html".to_owned(),
        path if path.ends_with('/') => format!("{path}index.html"),
        path => path.to_owned(),
    };
    let anchor = anchor.to_owned();
    if let Some(base) = base {
        for start in [base.join(""), base.path().to_owned()] {
            if let Some(path) = path.strip_prefix(start.as_str()) {
                return Some((file(path), anchor));
            }
        }
    }
    let has_scheme = path
        .split('/')
        .next()
        .is_some_and(|part| part.contains(':'));
    if has_scheme || path.starts_with("//") {
        return None;
    }
    if path.is_empty() {
        return Some((page.to_owned(), anchor));
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            // Above the handbook there is nothing that it knows of.
            ".." if parts.pop().is_none() => return Some((path.to_owned(), anchor)),
            "." | ".." => {}
            part => parts.push(part),
        }
    }
    Some((file(&parts.join("/")), anchor))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(pages: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        let pages = pages.iter();
        pages
            .map(|(path, html)| ((*path).to_owned(), html.as_bytes().to_vec()))
            .collect()
    }

    fn dead(pages: &[(&str, &str)], base: Option<&str>) -> Vec<String> {
        let base = base.map(|base| BaseUrl::parse(base).expect("an address"));
        let links = check_links(&files(pages), base.as_ref());
        let dead = links.dead.iter();
        dead.map(|link| format!("{} {} {:?}", link.page, link.href, link.missing))
            .collect()
    }

    #[test]
    fn links_lead_to_pages_and_anchors_or_are_told() {
        let pages = [
            (
                "index.html",
                "<p id=a><a href='roles/x.html#b'>x</a><a href=\"#a\">a</a><a href=#no>n</a>",
            ),
            (
                "roles/x.html",
                "<h1 id=\"b\"></h1><A HREF=../index.html>up</A><a href=../gone.html>g</a>\
                 <a href='../../out.html'>o</a><a href=../index.html#b>b</a><a href=./x.html?q=1>q</a>",
            ),
        ];
        assert_eq!(
            dead(&pages, None),
            [
                "index.html #no Anchor",
                "roles/x.html ../../out.html Page",
                "roles/x.html ../gone.html Page",
                "roles/x.html ../index.html#b Anchor",
            ]
        );
    }

    #[test]
    fn what_leads_out_is_counted_and_what_only_looks_like_a_link_is_not() {
        let pages = [(
            "index.html",
            "<!-- <a href=gone.html> --><link href='data:,'><title><a href=gone.html></title>\
             <a href='https://x.example/'>x</a><a href=mailto:a@x.example>m</a><a href=//y.example>y</a>",
        )];
        let links = check_links(&files(&pages), None);
        assert_eq!((links.outside, links.inside), (3, 0));
        assert_eq!(links.dead, []);
    }

    #[test]
    fn whole_addresses_of_the_handbook_are_followed_too() {
        let pages = [
            (
                "404.html",
                "<a href=/book/a.html>a</a><a href=/book/b.html>b</a><a href=/book/>i</a>",
            ),
            (
                "a.html",
                "<link href=https://x.example/book/a.html><link href=https://x.example/book/c.html>",
            ),
            ("index.html", ""),
        ];
        assert_eq!(
            dead(&pages, Some("https://x.example/book")),
            [
                "404.html /book/b.html Page",
                "a.html https://x.example/book/c.html Page"
            ]
        );
        // Without an address a path from the top of a server leads out.
        assert_eq!(dead(&pages[..1], None).len(), 3);
    }
}
