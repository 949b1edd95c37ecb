//! L1: the words of the handbook, one folder of Fluent files a language.
//!
//! A page asks for a message by its key and gives what stands in it; which language answers is
//! decided once, by `org.language`. A new language is a folder here and a line in `LANGUAGES`; the
//! tests hold that every language has the same messages with the same variables, and that none is
//! missing or unused.

mod direction;
mod number;

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};

pub use direction::{Direction, direction};

/// The files of a language, by the room they speak for.
macro_rules! files {
    ($language:literal) => {
        &[
            include_str!(concat!($language, "/time.ftl")),
            include_str!(concat!($language, "/frame.ftl")),
            include_str!(concat!($language, "/role.ftl")),
            include_str!(concat!($language, "/finder.ftl")),
            include_str!(concat!($language, "/map.ftl")),
            include_str!(concat!($language, "/search.ftl")),
            include_str!(concat!($language, "/rights.ftl")),
            include_str!(concat!($language, "/procedure.ftl")),
            include_str!(concat!($language, "/spread.ftl")),
            include_str!(concat!($language, "/home.ftl")),
            include_str!(concat!($language, "/units.ftl")),
            include_str!(concat!($language, "/unit.ftl")),
            include_str!(concat!($language, "/roles.ftl")),
            include_str!(concat!($language, "/rules.ftl")),
            include_str!(concat!($language, "/people.ftl")),
            include_str!(concat!($language, "/missing.ftl")),
            include_str!(concat!($language, "/policies.ftl")),
            include_str!(concat!($language, "/versions.ftl")),
            include_str!(concat!($language, "/decisions.ftl")),
            include_str!(concat!($language, "/methods.ftl")),
            include_str!(concat!($language, "/agreements.ftl")),
            include_str!(concat!($language, "/power.ftl")),
            include_str!(concat!($language, "/change.ftl")),
            include_str!(concat!($language, "/compare.ftl")),
            include_str!(concat!($language, "/shift.ftl")),
            include_str!(concat!($language, "/matrix.ftl")),
            include_str!(concat!($language, "/comparison.ftl")),
            include_str!(concat!($language, "/constitution.ftl")),
            include_str!(concat!($language, "/calendar.ftl")),
            include_str!(concat!($language, "/involved.ftl")),
            include_str!(concat!($language, "/reference.ftl")),
            include_str!(concat!($language, "/markdown.ftl")),
            include_str!(concat!($language, "/other-day.ftl")),
            include_str!(concat!($language, "/preview.ftl")),
            include_str!(concat!($language, "/data.ftl")),
            include_str!(concat!($language, "/sheets.ftl")),
        ]
    };
}

/// A language that the handbook speaks.
struct Language {
    /// Its primary subtag (BCP 47).
    tag: &'static str,
    files: &'static [&'static str],
    /// What stands between groups of three digits.
    group: char,
    catalogue: OnceLock<Catalogue>,
}

/// The languages; the first one answers where no other fits.
static LANGUAGES: [Language; 2] = [
    Language {
        tag: "en",
        files: files!("en"),
        group: ',',
        catalogue: OnceLock::new(),
    },
    Language {
        tag: "de",
        files: files!("de"),
        group: '.',
        catalogue: OnceLock::new(),
    },
];

/// All messages of one language.
pub struct Catalogue {
    tag: &'static str,
    group: char,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Catalogue").field(&self.tag).finish()
    }
}

/// What stands in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'v> {
    /// Words, as they are.
    Words(Cow<'v, str>),
    /// A number, by which a message chooses its form, written as the language writes it.
    Number(usize),
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(words: &'v str) -> Self {
        Value::Words(Cow::Borrowed(words))
    }
}

impl From<String> for Value<'_> {
    fn from(words: String) -> Self {
        Value::Words(Cow::Owned(words))
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Value::Number(number)
    }
}

impl Catalogue {
    /// The words of a language by its tag, or of the nearest one that is there: those of `de` for
    /// `de-AT`, English for what nobody translated.
    pub fn of(tag: &str) -> &'static Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let known = LANGUAGES
            .iter()
            .find(|language| language.tag.eq_ignore_ascii_case(primary));
        let language = known.unwrap_or(&LANGUAGES[0]);
        language.catalogue.get_or_init(|| Catalogue::new(language))
    }

    /// The words that the program itself speaks.
    pub fn english() -> &'static Self {
        Catalogue::of(LANGUAGES[0].tag)
    }

    fn new(language: &Language) -> Self {
        // A tag that is no tag leaves the rules of plurals of the root; the tests read each file.
        let tag = language.tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Pages set each text apart from its surroundings by themselves.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language.group {
            '.' => number::printed::<'.', _>,
            _ => number::printed::<',', _>,
        }));
        for text in language.files {
            let read = FluentResource::try_new((*text).to_owned());
            let resource = read.unwrap_or_else(|(resource, errors)| {
                debug_assert!(errors.is_empty(), "{}: {errors:?}", language.tag);
                resource
            });
            let added = bundle.add_resource(resource);
            debug_assert!(added.is_ok(), "{}: {added:?}", language.tag);
        }
        Catalogue {
            tag: language.tag,
            group: language.group,
            bundle,
        }
    }

    /// The tag of the language that is spoken.
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// A message in which nothing stands. A key that is missing is given back, which no test lets
    /// happen.
    pub fn text(&self, key: &str) -> Cow<'_, str> {
        self.with(key, None)
    }

    /// A message with what stands in it.
    pub fn say(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let values = values.iter().map(|(name, value)| match value {
            Value::Words(words) => (*name, FluentValue::from(words.as_ref())),
            Value::Number(number) => (*name, FluentValue::from(*number)),
        });
        self.with(key, Some(&values.collect::<FluentArgs<'_>>()))
            .into_owned()
    }

    /// A number as the language writes it.
    pub fn number(&self, number: usize) -> String {
        number::written(number, self.group)
    }

    fn with<'c>(&'c self, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'c, str> {
        let message = self.bundle.get_message(key);
        let Some(pattern) = message.and_then(|message| message.value()) else {
            return Cow::Owned(key.to_owned());
        };
        let mut errors: Vec<FluentError> = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors);
        debug_assert!(errors.is_empty(), "`{key}` in `{}`: {errors:?}", self.tag);
        text
    }
}
