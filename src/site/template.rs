//! Templates: the files of `theme/`, and the only importer of the template engine.
//!
//! Templates are dumb: every sentence, order and link is made in Rust. Whatever they print is
//! cleaned and escaped, except the HTML that `markdown` made and the body that goes into the
//! layout. A missing or absent value is an error, never an empty spot.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Enumerator, Kwargs, Object, ObjectRepr, Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, escape_formatter};
use serde::{Serialize, Serializer};

use super::text::escaped;
use super::view::Piece;
use super::words::Words;
use super::{SiteError, print};
use crate::catalogue;

/// Every template by its name.
macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("theme/", $name)))),*]
    };
}

/// What templates share.
const MACROS: &str = include_str!("theme/macros.html");

const TEMPLATES: [(&str, &str); 37] = templates![
    "layout.html",
    "home.html",
    "finder.html",
    "map.html",
    "search.html",
    "units.html",
    "unit.html",
    "sheet.html",
    "roles.html",
    "role.html",
    "people.html",
    "person.html",
    "policies.html",
    "policy.html",
    "version.html",
    "decisions.html",
    "decision.html",
    "methods.html",
    "agreements.html",
    "agreement.html",
    "power.html",
    "change.html",
    "compare.html",
    "span.html",
    "matrix.html",
    "constitution.html",
    "calendar.html",
    "involved.html",
    "reference.html",
    "reference-list.html",
    "rule.html",
    "method.html",
    "missing.html",
    "moved.html",
    "data.html",
    "single.html",
    "comparison.html",
];

/// The style sheet of all pages, as it is written.
pub(super) const STYLE: &str = include_str!("theme/style.css");

/// The files that pages load, each written by hand.
const ASSETS: [(&str, &str); 7] = [
    ("style.css", STYLE),
    // What pages with a map need beside it.
    ("map.css", include_str!("theme/map.css")),
    // And with a matrix.
    ("matrix.css", include_str!("theme/matrix.css")),
    // And those of versions, of the constitution and of the log.
    ("records.css", include_str!("theme/records.css")),
    ("handbook.js", include_str!("theme/handbook.js")),
    ("compare.js", include_str!("theme/compare.js")),
    ("filter.js", include_str!("theme/filter.js")),
];

/// The files that pages load, as they are shipped.
pub(super) fn assets() -> Result<BTreeMap<String, Vec<u8>>, SiteError> {
    let shipped = |(name, source)| Ok((String::from(name), small(name, source)?.into_bytes()));
    ASSETS.into_iter().map(shipped).collect()
}

/// The style sheet, as it is shipped.
pub(super) fn style() -> Result<String, SiteError> {
    small("style.css", STYLE)
}

/// A script or style sheet without its comments and white space.
fn small(name: &str, source: &str) -> Result<String, SiteError> {
    let small = if name.ends_with(".css") {
        minifier::css::minify(source).map(|css| css.to_string())
    } else {
        minifier::js::minify(source).map(|script| script.to_string())
    };
    small
        .map(|text| format!("{}\n", text.trim()))
        .map_err(|message| SiteError::Page {
            page: name.to_owned(),
            message: message.to_owned(),
        })
}

/// The compiled templates.
pub(super) struct Templates(Environment<'static>);

impl Templates {
    /// The templates with the words of a language.
    pub(super) fn new(words: Words) -> Result<Self, String> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let lines = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build();
        environment.set_syntax(lines.map_err(|error| cause(&error))?);
        environment.set_formatter(|out, state, value| {
            if value.is_none() {
                return Err(Error::new(ErrorKind::InvalidOperation, "printed nothing"));
            }
            match value.as_str() {
                Some(text) if !value.is_safe() && *state.auto_escape() == AutoEscape::Html => {
                    Ok(out.write_str(&escaped(text))?)
                }
                _ => escape_formatter(out, state, value),
            }
        });
        environment.add_filter("breakable", |path: &str| {
            Value::from_safe_string(print::broken(path))
        });
        environment.add_function("rich", move |said: Value| rich(words, &said));
        environment.add_function("w", move |key: &str, values: Kwargs| {
            message(words, key, &values)
        });
        environment.add_function("en", move |text: &str| {
            Value::from_safe_string(print::english(words, text))
        });
        environment.add_function("table", |table: Value| ready(&table));
        environment.add_function("facts", |facts: Value| ready(&facts));
        environment.add_function("links", |links: Value| ready(&links));
        for (name, source) in TEMPLATES {
            environment
                .add_template_owned(name, spoken(words, &with_macros(source)))
                .map_err(|error| cause(&error))?;
        }
        Ok(Templates(environment))
    }

    /// The page `page` in the template `name`, inside the layout with `frame`.
    pub(super) fn render<F: Serialize, P: Serialize>(
        &self,
        name: &str,
        frame: &F,
        page: &P,
    ) -> Result<Vec<u8>, String> {
        self.render_in("layout.html", name, frame, page)
    }

    /// The same inside another layout.
    pub(super) fn render_in<F: Serialize, P: Serialize>(
        &self,
        layout: &str,
        name: &str,
        frame: &F,
        page: &P,
    ) -> Result<Vec<u8>, String> {
        let frame = Value::from(Serde(frame));
        let render = |name: &str, page: Value| {
            let context = Value::from_pairs([("frame", frame.clone()), ("page", page)]);
            self.0
                .get_template(name)
                .and_then(|template| template.render(context))
                .map_err(|error| cause(&error))
        };
        let body = render(name, Value::from(Serde(page)))?;
        let mut whole = render(layout, Value::from_safe_string(body))?;
        whole.truncate(whole.trim_end().len());
        whole.drain(..whole.len() - whole.trim_start().len());
        whole.push('\n');
        Ok(whole.into_bytes())
    }
}

/// A template with those of the macros before it that it calls, by itself or through another: each
/// that stands there is made anew for each page.
fn with_macros(source: &str) -> String {
    let mut called: Vec<(usize, &str)> = Vec::new();
    let mut unread = vec![source];
    while let Some(text) = unread.pop() {
        for (at, one) in MACROS.split_inclusive("{%- endmacro -%}\n").enumerate() {
            let name = one
                .split_once("macro ")
                .and_then(|(_, rest)| rest.split_once('('));
            let is_called = name.is_some_and(|(name, _)| calls(text, name));
            if is_called && called.iter().all(|(known, _)| *known != at) {
                called.push((at, one));
                unread.push(one);
            }
        }
    }
    // A macro may call those before it only.
    called.sort_unstable();
    called.iter().map(|(_, one)| *one).chain([source]).collect()
}

/// Whether a template calls a macro of this name.
fn calls(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let is_part =
            text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_');
        !is_part && text[at + name.len()..].starts_with('(')
    })
}

/// A template in which the messages that say the same on every page are words already.
fn spoken(words: Words, source: &str) -> String {
    const OPEN: &str = "{{ w(\"";
    const CLOSE: &str = "\") }}";
    let mut said = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once(OPEN) {
        said.push_str(before);
        let fixed = after
            .split_once(CLOSE)
            .filter(|(key, _)| !key.contains('"'))
            .map(|(key, rest)| (escaped(&words.text(key)), rest))
            .filter(|(text, _)| !text.contains('{'));
        if let Some((text, after)) = fixed {
            said.push_str(&text);
            rest = after;
        } else {
            said.push_str(OPEN);
            rest = after;
        }
    }
    said.push_str(rest);
    said
}

/// Words with links, dates and tags in them, on their way through the engine as they are: there are
/// a hundred such on a page, and templates would print them piece by piece.
#[derive(Debug)]
struct Pieces(Vec<Piece>);

impl Object for Pieces {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    /// As a list that is as long as they are many: templates ask whether there are any.
    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.0.len())
    }
}

/// Hands pieces to the engine.
///
/// # Errors
/// None of the engine.
pub(super) fn pass<S: Serializer>(pieces: &[Piece], serializer: S) -> Result<S::Ok, S::Error> {
    Value::from_object(Pieces(pieces.to_vec())).serialize(serializer)
}

/// Pieces as HTML.
fn rich(words: Words, said: &Value) -> Result<Value, Error> {
    let Some(Pieces(pieces)) = said.downcast_object_ref() else {
        return Err(Error::new(ErrorKind::InvalidOperation, "no rich text"));
    };
    Ok(Value::from_safe_string(print::rich(words, pieces)))
}

/// What was printed before the engine saw it.
#[derive(Debug)]
struct Ready {
    html: Arc<str>,
    /// How many rows, facts or links it has.
    size: usize,
}

impl Object for Ready {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    /// Templates ask whether there are any.
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        (key.as_str() == Some("rows")).then(|| Value::from(self.size))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.size)
    }
}

/// Hands HTML to the engine that `print` made of a table, of facts or of links, which are so many.
///
/// # Errors
/// None of the engine.
pub(super) fn pass_html<S: Serializer>(
    html: Arc<str>,
    size: usize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    Value::from_object(Ready { html, size }).serialize(serializer)
}

/// The HTML of a table, of facts or of links.
fn ready(said: &Value) -> Result<Value, Error> {
    let Some(ready) = said.downcast_object_ref::<Ready>() else {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            "no table, facts or links",
        ));
    };
    Ok(Value::from_safe_string(ready.html.to_string()))
}

/// A message of the catalogue, with numbers and words in it by name.
fn message(words: Words, key: &str, values: &Kwargs) -> Result<String, Error> {
    let mut said = Vec::new();
    for name in values.args() {
        let value: Value = values.get(name)?;
        let value = match value.as_usize() {
            Some(number) => catalogue::Value::Number(number),
            None => catalogue::Value::from(value.to_string()),
        };
        said.push((name, value));
    }
    values.assert_all_used()?;
    if said.is_empty() {
        return Ok(words.text(key));
    }
    Ok(words.catalogue().say(key, &said))
}

/// An error of the engine with its causes, on one line.
fn cause(error: &Error) -> String {
    use std::error::Error as _;
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::view::{Day, Tone};

    const SCRIPT_LINES: [&str; 2] = [
        "<script src=\"{{ frame.root }}handbook.js\" defer></script>",
        "<script src=\"{{ frame.root }}{{ frame.script }}\" defer></script>",
    ];

    #[test]
    fn nothing_but_bodies_is_printed_unescaped() {
        for (name, source) in TEMPLATES {
            for at in source.match_indices("|safe").map(|(at, _)| at) {
                let said = source[..at].rsplit("{{").next().unwrap_or_default().trim();
                assert!(
                    said.ends_with("html")
                        || (["layout.html", "single.html"].contains(&name) && said == "page"),
                    "{name}: {said}"
                );
            }
            // Scripts are files of their own.
            let source = source
                .replace(SCRIPT_LINES[0], "")
                .replace(SCRIPT_LINES[1], "");
            for word in ["<script", " style=", "javascript:", "autoescape", " on"] {
                let found = source.match_indices(word).any(|(at, _)| {
                    word != " on"
                        || source[at..]
                            .split_once('=')
                            .is_some_and(|(name, _)| name.trim().chars().all(char::is_alphabetic))
                });
                assert!(!found, "{name} has `{word}`");
            }
        }
    }

    #[test]
    fn words_are_escaped_in_every_piece_and_days_are_written_out() {
        let (text, href) = ("<b>&\"".to_owned(), "a?b=\"<".to_owned());
        let pieces = Vec::from([
            Piece::Text { text: text.clone() },
            Piece::Link {
                text: text.clone(),
                href: href.clone(),
            },
            Piece::CodeLink {
                text: text.clone(),
                href,
            },
            Piece::Code { text: text.clone() },
            Piece::Muted { text: text.clone() },
            Piece::English { text: text.clone() },
            Piece::Tag {
                text,
                tone: Tone::Gain,
            },
            Piece::Time {
                iso: "2026-09-03".to_owned(),
                form: Day::Short,
            },
            Piece::Break,
        ]);
        let html = rich(Words::english(), &Value::from_object(Pieces(pieces)));
        let html = html.expect("pieces").to_string();
        let said = "&lt;b&gt;&amp;&quot;";
        assert_eq!(html.matches(said).count(), 7, "{html}");
        assert_eq!(html.matches("href=\"a?b=&quot;&lt;\"").count(), 2, "{html}");
        let end = "<time datetime=\"2026-09-03\">3 Sep 2026</time><br>";
        assert!(html.ends_with(end), "{html}");
        assert!(!html.contains("<b>"), "{html}");
        // Words that are no pieces are a mistake of a template.
        assert!(rich(Words::english(), &Value::from("text")).is_err());
    }

    #[test]
    fn templates_carry_the_macros_that_they_call() {
        let whole = with_macros("{{ found(page.findings) }} {{ page.map }} {{ mapped(1) }}");
        let at = |text: &str| {
            whole
                .find(text)
                .unwrap_or_else(|| panic!("{text}: {whole}"))
        };
        // `found` calls `others`, which must be known by then.
        assert!(at("macro others(") < at("macro found("), "{whole}");
        assert!(at("macro found(") < at("{{ found(page"), "{whole}");
        assert_eq!(whole.matches("{%- macro ").count(), 2, "{whole}");
        assert_eq!(with_macros("<p>found</p>"), "<p>found</p>");
    }

    #[test]
    fn messages_in_which_nothing_stands_are_words_before_any_page() {
        let words = Words::english();
        let said = words.text("skip");
        assert_eq!(
            spoken(words, "a {{ w(\"skip\") }} b"),
            format!("a {said} b")
        );
        for asked in [
            "{{ w(\"sheet-others\", table=title) }}",
            "{{ others(w(\"findings\"), list.sheets) }}",
            "{{ w(\"skip\"",
        ] {
            assert_eq!(spoken(words, asked), asked);
        }
        for (name, source) in TEMPLATES {
            let said = spoken(words, source);
            let mut left = said.split("{{ w(\"").skip(1);
            let is_asked = |rest: &str| {
                !rest
                    .split('"')
                    .nth(1)
                    .is_some_and(|end| end.starts_with(") }}"))
            };
            assert!(left.all(is_asked), "{name}: {said}");
        }
    }

    #[test]
    fn absent_values_are_errors() {
        let templates = Templates::new(Words::english()).expect("the templates compile");
        let result = templates.render("missing.html", &[("no", "frame")], &());
        assert!(result.is_err());
    }
}
