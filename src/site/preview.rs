//! What a live preview adds to pages as it serves them: a script that waits for the next build, and
//! a banner where the records cannot be read at present. The built site has neither.
//!
//! The script needs no more than what the Content-Security-Policy of each page allows: it waits by
//! asking for another script.

use super::template::STYLE;
use super::text::escaped;
use crate::catalogue::{Catalogue, direction};

/// Where the script lies, as the pages name it.
pub const RELOAD: &str = "/_polity/reload.js";

/// The script.
pub const RELOAD_SCRIPT: &str = include_str!("theme/reload.js");

/// What the banner needs beside the style sheet of the site, and where it lies.
pub const BANNER_STYLE: (&str, &str) = ("/_polity/preview.css", include_str!("theme/preview.css"));

/// Where it asks whether there is a newer build than the one after the `?`.
pub const CHANGED: &str = "/_polity/changed.js";

/// The style sheet of a page that stands alone, and where it lies.
pub const ALONE_STYLE: (&str, &str) = ("style.css", STYLE);

/// What keeps the pages from being those of now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What was found, as a terminal shows it.
    pub text: String,
}

/// A page as it is served: `build` names the build that it belongs to.
pub fn served(page: &[u8], build: &str, trouble: Option<&Trouble>, language: &str) -> Vec<u8> {
    let Ok(page) = std::str::from_utf8(page) else {
        return page.to_vec();
    };
    let script = script(build);
    let mut served = String::with_capacity(page.len() + 512);
    let (head, body) = page.split_once("</head>").unwrap_or(("", page));
    served.push_str(head);
    served.push_str(&script);
    if trouble.is_some() {
        served.push_str(&banner_style());
    }
    served.push_str("</head>");
    match (trouble, body.split_once(HEADER)) {
        (Some(trouble), Some((before, after))) => {
            served.push_str(before);
            served.push_str(&banner(trouble, Catalogue::of(language)));
            served.push_str(HEADER);
            served.push_str(after);
        }
        _ => served.push_str(body),
    }
    served.into_bytes()
}

/// Where the content of a page begins for its readers.
const HEADER: &str = "<header class=\"top\">";

/// A page that says why there is none yet.
pub fn alone(trouble: &Trouble, build: &str, language: &str) -> Vec<u8> {
    let words = Catalogue::of(language);
    let (tag, title) = (words.tag(), words.say("preview-none", &[]));
    let (title, direction) = (escaped(&title), direction(tag).word());
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; \
         script-src 'self'; img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n\
         <link rel=\"icon\" href=\"data:,\">\n{}{}</head>\n<body>\n<main class=\"wide\">\n<h1>{title}</h1>\n\
         <pre lang=\"en\" tabindex=\"0\">{}</pre>\n</main>\n</body>\n</html>\n",
        script(build),
        banner_style(),
        escaped(&trouble.text),
    );
    page.into_bytes()
}

fn script(build: &str) -> String {
    let build = escaped(build);
    format!("<script src=\"{RELOAD}\" data-build=\"{build}\" defer></script>\n")
}

fn banner_style() -> String {
    format!("<link rel=\"stylesheet\" href=\"{}\">\n", BANNER_STYLE.0)
}

fn banner(trouble: &Trouble, words: &Catalogue) -> String {
    format!(
        "<div class=\"alarm\" role=\"alert\"><div class=\"wide\">\n<p><strong>{}</strong></p>\n\
         <pre lang=\"en\" tabindex=\"0\">{}</pre>\n</div></div>\n",
        escaped(&words.say("preview-stale", &[])),
        escaped(&trouble.text),
    )
}

/// A page of the root as it is served at any address: its links lead from the root.
pub fn rooted(page: &[u8]) -> Vec<u8> {
    let Ok(page) = std::str::from_utf8(page) else {
        return page.to_vec();
    };
    let mut rooted = String::with_capacity(page.len() + 256);
    let mut rest = page;
    while let Some((at, name)) = next_link(rest) {
        let (before, link) = rest.split_at(at + name.len());
        rooted.push_str(before);
        let end = link.find('"').unwrap_or(link.len());
        let is_relative = !link[..end].contains(':') && !link.starts_with(['/', '#', '?']);
        if is_relative {
            rooted.push('/');
        }
        rest = link;
    }
    rooted.push_str(rest);
    rooted.into_bytes()
}

/// The next attribute that holds a link.
fn next_link(page: &str) -> Option<(usize, &'static str)> {
    let names = [" href=\"", " src=\"", " action=\"", " data-root=\""];
    let found = names
        .iter()
        .filter_map(|name| Some((page.find(name)?, *name)));
    found.min()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    fn trouble() -> Trouble {
        Trouble {
            text: "roles/<b>.yaml:3: a \"fault\"".to_owned(),
        }
    }

    fn text(bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn a_page_gains_a_script_and_nothing_else() {
        let page = Fixture::with(&[]).html("roles/keeper.html");
        let served = text(served(page.as_bytes(), "b-1", None, "en"));
        let script = script("b-1");
        assert_eq!(served.matches(&script).count(), 1);
        assert_eq!(served.replace(&script, ""), page);
    }

    #[test]
    fn the_banner_tells_what_is_wrong_in_the_readers_language() {
        for (language, said) in [("en", "last handbook"), ("de", "letzte Handbuch")] {
            let page = Fixture::with(&[]).html("index.html");
            let trouble = trouble();
            let served = text(served(page.as_bytes(), "b-1", Some(&trouble), language));
            assert!(served.contains(said), "{served}");
            assert!(served.contains("roles/&lt;b&gt;.yaml:3"), "{served}");
            let (skip, banner) = (served.find("class=\"skip\""), served.find("role=\"alert\""));
            assert!(skip < banner && banner < served.find(HEADER));
        }
        let alone = text(alone(&trouble(), "b-1", "de"));
        assert!(alone.contains("<html lang=\"de\"") && !alone.contains("<b>"));
    }

    #[test]
    fn links_of_a_page_at_any_address_lead_from_the_root() {
        let page = text(rooted(Fixture::with(&[]).html("404.html").as_bytes()));
        for link in [
            " href=\"/style.css\"",
            " src=\"/handbook.js\"",
            " href=\"/units.html\"",
            " data-root=\"/\"",
            " href=\"#main\"",
            " href=\"data:,\"",
        ] {
            assert!(page.contains(link), "{link}: {page}");
        }
        assert!(!page.contains("//style.css"));
    }
}
