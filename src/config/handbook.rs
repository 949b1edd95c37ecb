//! Where the handbook is published, and where the records behind it are kept.

use fluent_uri::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

/// What stands in an address as it is; whatever else a path has is encoded.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// The table `[handbook]`; all of it may be left out.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct HandbookSettings {
    /// The repository of the records, as a page on the web.
    pub repository: Option<WebAddress>,
    /// The branch on which they are changed.
    pub branch: Option<String>,
    /// Where a file is edited, with `{path}` in place of its path and `{branch}` of the branch.
    pub edit_url: Option<EditAddress>,
    /// Where a problem with the records is told.
    pub problem_url: Option<WebAddress>,
    /// Where the handbook will lie.
    pub base_url: Option<BaseUrl>,
}

/// A forge whose addresses are known by heart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Forge {
    GitHub,
    GitLab,
    /// Forgejo and Gitea.
    Forgejo,
}

impl HandbookSettings {
    /// Where a file of the repository is edited.
    pub fn edit(&self, path: &str) -> Option<String> {
        if let Some(EditAddress(template)) = &self.edit_url {
            let filled = template.replace("{branch}", &encoded(self.branch()));
            return Some(filled.replace("{path}", &encoded(path)));
        }
        self.page_of(path, |forge| match forge {
            Forge::GitHub => "edit/",
            Forge::GitLab => "-/edit/",
            Forge::Forgejo => "_edit/",
        })
    }

    /// Where a folder of the repository is shown.
    pub fn folder(&self, path: &str) -> Option<String> {
        self.page_of(path, |forge| match forge {
            Forge::GitHub => "tree/",
            Forge::GitLab => "-/tree/",
            Forge::Forgejo => "src/branch/",
        })
    }

    /// Where the commits that touched a path are listed.
    pub fn history(&self, path: &str) -> Option<String> {
        self.page_of(path, |forge| match forge {
            Forge::GitHub => "commits/",
            Forge::GitLab => "-/commits/",
            Forge::Forgejo => "commits/branch/",
        })
    }

    /// Where a problem is told.
    pub fn problem(&self) -> Option<String> {
        if let Some(address) = &self.problem_url {
            return Some(address.0.clone());
        }
        let (repository, forge) = self.forge()?;
        Some(match forge {
            Forge::GitHub | Forge::Forgejo => format!("{repository}/issues/new"),
            Forge::GitLab => format!("{repository}/-/issues/new"),
        })
    }

    fn branch(&self) -> &str {
        self.branch.as_deref().unwrap_or("main")
    }

    fn page_of(&self, path: &str, kind: impl Fn(Forge) -> &'static str) -> Option<String> {
        let (repository, forge) = self.forge()?;
        let whole = format!("{}/{}", encoded(self.branch()), encoded(path));
        let whole = whole.trim_end_matches('/');
        Some(format!("{repository}/{}{whole}", kind(forge)))
    }

    /// The repository without a slash at its end, where its forge is known.
    fn forge(&self) -> Option<(&str, Forge)> {
        let address = self.repository.as_ref()?.0.as_str();
        let host = Uri::parse(address).ok()?.authority()?.host().to_lowercase();
        let names = |word: &str| host.split('.').any(|part| part == word);
        let forge = if names("github") {
            Forge::GitHub
        } else if names("gitlab") {
            Forge::GitLab
        } else if ["codeberg", "forgejo", "gitea"].into_iter().any(names) {
            Forge::Forgejo
        } else {
            return None;
        };
        Some((address.trim_end_matches('/'), forge))
    }
}

fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PLAIN).to_string()
}

/// An address on the web, with `http` or `https` and a host.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct WebAddress(String);

impl WebAddress {
    /// Reads an address; an error says what it should look like.
    pub fn parse(text: &str) -> Result<Self, String> {
        let address = Uri::parse(text).map_err(|error| format!("no address: {error}"))?;
        let scheme = address.scheme().as_str();
        if !matches!(scheme, "https" | "http") {
            return Err("an address begins with `https://` or `http://`".to_owned());
        }
        let host = address.authority().map_or("", |authority| authority.host());
        if host.is_empty() {
            return Err("an address names a host, as in `https://example.org/`".to_owned());
        }
        if address.authority().is_some_and(|a| a.userinfo().is_some()) {
            return Err("an address that everybody reads names no user or password".to_owned());
        }
        Ok(WebAddress(text.to_owned()))
    }
}

impl TryFrom<String> for WebAddress {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        WebAddress::parse(&text)
    }
}

/// An address with `{path}` in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct EditAddress(String);

impl TryFrom<String> for EditAddress {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        if !text.contains("{path}") {
            return Err("an address to edit at has `{path}` where the file goes".to_owned());
        }
        WebAddress::parse(&text.replace("{path}", "x").replace("{branch}", "x"))?;
        Ok(EditAddress(text))
    }
}

/// Where a handbook lies: an address that ends in a slash, without a question or an anchor.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads an address; an error says what it should look like.
    pub fn parse(text: &str) -> Result<Self, String> {
        let WebAddress(text) = WebAddress::parse(text)?;
        if text.contains(['?', '#']) {
            return Err("the address of a handbook has no `?` and no `#`".to_owned());
        }
        Ok(BaseUrl(format!("{}/", text.trim_end_matches('/'))))
    }

    /// The whole address of a file of the handbook.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The address without scheme and host: `/`, or `/handbook/`.
    pub fn path(&self) -> &str {
        let after = self.0.find("://").map_or(0, |at| at + 3);
        let path = self.0[after..].find('/').map(|at| after + at);
        path.map_or("/", |at| &self.0[at..])
    }
}

impl TryFrom<String> for BaseUrl {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        BaseUrl::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(repository: &str) -> HandbookSettings {
        HandbookSettings {
            repository: Some(WebAddress::parse(repository).expect("an address")),
            ..HandbookSettings::default()
        }
    }

    #[test]
    fn a_known_forge_tells_where_files_are_edited() {
        let settings = at("https://github.com/o/r/");
        let edit = |settings: &HandbookSettings| settings.edit("a b/c%.md");
        assert_eq!(
            edit(&settings).as_deref(),
            Some("https://github.com/o/r/edit/main/a%20b/c%25.md")
        );
        assert_eq!(
            settings.folder("").as_deref(),
            Some("https://github.com/o/r/tree/main")
        );
        assert_eq!(
            settings.problem().as_deref(),
            Some("https://github.com/o/r/issues/new")
        );
        let settings = HandbookSettings {
            branch: Some("next/one".to_owned()),
            ..at("https://gitlab.example.org/o/r")
        };
        assert_eq!(
            settings.history("a.md").as_deref(),
            Some("https://gitlab.example.org/o/r/-/commits/next/one/a.md")
        );
        let settings = at("https://codeberg.org/o/r");
        assert_eq!(
            settings.edit("a.md").as_deref(),
            Some("https://codeberg.org/o/r/_edit/main/a.md")
        );
    }

    #[test]
    fn another_forge_tells_nothing_but_what_is_written() {
        let mut settings = at("https://git.example.org/notgithub/r");
        assert_eq!(settings.edit("a.md"), None);
        assert_eq!(settings.problem(), None);
        let template = "https://git.example.org/e/{branch}?f={path}".to_owned();
        settings.edit_url = EditAddress::try_from(template).ok();
        assert_eq!(
            settings.edit("ä.md").as_deref(),
            Some("https://git.example.org/e/main?f=%C3%A4.md")
        );
        assert!(EditAddress::try_from("https://x.example/".to_owned()).is_err());
    }

    #[test]
    fn a_handbook_lies_at_an_address_of_the_web() {
        let base = |text| BaseUrl::parse(text).map(|base| base.join("a.html"));
        assert_eq!(
            base("https://x.example").expect("an address"),
            "https://x.example/a.html"
        );
        assert_eq!(
            base("http://x.example:8080/a/b//").expect("an address"),
            "http://x.example:8080/a/b/a.html"
        );
        let path = |text| BaseUrl::parse(text).expect("an address").path().to_owned();
        assert_eq!(path("https://x.example"), "/");
        assert_eq!(path("https://x.example/hand/book"), "/hand/book/");
        for wrong in [
            "",
            "x.example",
            "//x.example/",
            "ftp://x.example/",
            "file:///x",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://a b/",
            "https://x.example/?q",
            "https://x.example/#a",
            "https://me:secret@x.example/",
            "https://x.example/\"><script>",
        ] {
            assert!(BaseUrl::parse(wrong).is_err(), "{wrong}");
        }
    }
}
