//! The small words that records are made of: ids, slugs, texts and amounts, each checked as it is
//! read, by the same rules as the JSON Schemas.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::de::{self, Deserialize, Deserializer, Visitor};

use crate::source::At;

/// Defines a checked text type: cheap to clone, ordered, shown as its text.
macro_rules! word {
    ($(#[$doc:meta])* $name:ident, $what:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(Arc<str>);

        impl Ord for $name {
            /// By the text; points of history that are near one another share most of theirs.
            fn cmp(&self, other: &Self) -> Ordering {
                if Arc::ptr_eq(&self.0, &other.0) {
                    return Ordering::Equal;
                }
                self.0.cmp(&other.0)
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl $name {
            /// Takes the text as it is: for ids and texts that come from other formats, which
            /// have rules of their own.
            pub fn of(text: impl AsRef<str>) -> Self {
                $name(Arc::from(text.as_ref()))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Words {
                    is_checked: bool,
                }
                impl Visitor<'_> for Words {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($what)
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        let check: fn(&str) -> bool = $check;
                        if !self.is_checked || check(text) {
                            Ok($name::of(text))
                        } else {
                            Err(E::invalid_value(de::Unexpected::Str(text), &self))
                        }
                    }
                }
                // What people write is checked. Other formats name things by words of their own,
                // and what was read of them comes back as it was.
                let is_checked = deserializer.is_human_readable();
                deserializer.deserialize_str(Words { is_checked })
            }
        }
    };
}

word!(
    /// The id of a record: letters and digits joined by single `-` or `_`, at most 64 characters,
    /// nothing that could be taken for a number, a date or a boolean.
    Id,
    "an id (letters and digits joined by single hyphens)",
    is_id
);
word!(
    /// A domain: lower-case words joined by hyphens, nested by `/`, as in `money/operations`.
    Slug,
    "a domain (lower-case words joined by hyphens, nested by `/`)",
    is_slug
);
word!(
    /// What a right is about: a domain, an actor, `residual`, or a reserved object such as
    /// `seats/treasurer`.
    Object,
    "what the right is about (a domain, an id, or seats/…, membership/…, rules/…, structure/…)",
    is_object
);
word!(
    /// Text with at least one character that is not white space.
    Text,
    "a text",
    |text| text.chars().any(|c| !is_blank(c))
);
word!(
    /// A language tag such as `en` or `pt-BR` (BCP 47).
    Language,
    "a language tag such as `en` or `pt-BR`",
    is_language
);
word!(
    /// A cap on seats from one affiliation, as text: `2` or `1/3`.
    CapText,
    "a whole number or a fraction such as `1/3`",
    |text| {
        let (top, bottom) = text.split_once('/').unwrap_or((text, "1"));
        digits(top) && digits(bottom)
    }
);

/// White space as regular expressions of JSON Schema see it (ECMA 262, `\s`).
fn is_blank(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}'
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Words of letters and digits that `joint` characters join one by one.
fn joined(text: &str, letter: fn(u8) -> bool, joint: &[char]) -> bool {
    text.split(joint)
        .all(|word| !word.is_empty() && word.bytes().all(letter))
}

fn is_id(text: &str) -> bool {
    let dated = {
        let parts: Vec<&str> = text.split('-').collect();
        parts.len() == 3
            && parts.iter().all(|part| digits(part))
            && [parts[0].len(), parts[1].len(), parts[2].len()] == [4, 2, 2]
    };
    let trap = ["yes", "no", "on", "off", "y", "n", "true", "false", "null"]
        .iter()
        .any(|trap| text.eq_ignore_ascii_case(trap));
    text.len() <= 64
        && joined(text, |b| b.is_ascii_alphanumeric(), &['-', '_'])
        && !digits(text)
        && !dated
        && !trap
}

fn is_slug(text: &str) -> bool {
    let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    text.len() <= 128 && text.split('/').all(|part| joined(part, letter, &['-']))
}

fn is_object(text: &str) -> bool {
    text.len() <= 128
        && text
            .split('/')
            .all(|part| joined(part, |b| b.is_ascii_alphanumeric(), &['-', '_']))
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    parts.next().is_some_and(|first| {
        (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic())
    }) && parts.all(|part| {
        (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

impl Slug {
    /// Whether `self` is `other` or lies inside it: `money/operations` lies inside `money`.
    pub fn lies_in(&self, other: &str) -> bool {
        lies_in(self, other)
    }
}

impl Object {
    /// Whether the object is `other` or lies inside it.
    pub fn lies_in(&self, other: &str) -> bool {
        lies_in(self, other)
    }
}

fn lies_in(inner: &str, outer: &str) -> bool {
    inner
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// One id or a list of at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOrMany(pub Vec<At<Id>>);

impl OneOrMany {
    /// The ids in the order written.
    pub fn iter(&self) -> impl Iterator<Item = &At<Id>> {
        self.0.iter()
    }
}

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Ids;
        impl<'de> Visitor<'de> for Ids {
            type Value = Vec<At<Id>>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id or a list of ids")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Vec<At<Id>>, E> {
                use serde::de::IntoDeserializer;
                let id = Id::deserialize(text.into_deserializer())?;
                Ok(vec![At::new(id, crate::source::Span::default())])
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<At<Id>>, A::Error> {
                let mut ids = Vec::new();
                while let Some(id) = seq.next_element()? {
                    ids.push(id);
                }
                if ids.is_empty() {
                    return Err(de::Error::invalid_length(0, &self));
                }
                Ok(ids)
            }
        }
        struct Many;
        impl<'de> de::DeserializeSeed<'de> for Many {
            type Value = Vec<At<Id>>;
            fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Vec<At<Id>>, D::Error> {
                d.deserialize_any(Ids)
            }
        }
        /// Only there to learn the place of a single id.
        struct Inner(Vec<At<Id>>);
        impl<'de> Deserialize<'de> for Inner {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::DeserializeSeed;
                Many.deserialize(deserializer).map(Inner)
            }
        }
        let at = At::<Inner>::deserialize(deserializer)?;
        let ids = at.value.0.into_iter().map(|id| {
            let unplaced = id.span == crate::source::Span::default();
            let span = if unplaced { at.span } else { id.span };
            At::new(id.value, span)
        });
        Ok(OneOrMany(ids.collect()))
    }
}

/// Reads a text as `T` by `from_text`, or a mapping as `S` by `from_struct`; the place of a misfit
/// stays that of the deepest node.
pub(super) fn text_or<'de, D, W, S, T>(
    deserializer: D,
    what: &'static str,
    from_text: impl FnOnce(W) -> T,
    from_struct: impl FnOnce(S) -> T,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    W: Deserialize<'de>,
    S: Deserialize<'de>,
{
    struct TextOr<W, S, A, B> {
        what: &'static str,
        from_text: A,
        from_struct: B,
        types: std::marker::PhantomData<(W, S)>,
    }
    impl<'de, W, S, T, A, B> Visitor<'de> for TextOr<W, S, A, B>
    where
        W: Deserialize<'de>,
        S: Deserialize<'de>,
        A: FnOnce(W) -> T,
        B: FnOnce(S) -> T,
    {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.what)
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            use serde::de::IntoDeserializer;
            W::deserialize(IntoDeserializer::<E>::into_deserializer(text.to_owned()))
                .map(self.from_text)
        }
        fn visit_map<M: de::MapAccess<'de>>(self, map: M) -> Result<T, M::Error> {
            S::deserialize(de::value::MapAccessDeserializer::new(map)).map(self.from_struct)
        }
    }
    // As a struct, so that `x-` keys are left aside.
    deserializer.deserialize_struct(
        "",
        &[],
        TextOr {
            what,
            from_text,
            from_struct,
            types: std::marker::PhantomData,
        },
    )
}

/// How much: a number, or text such as `5000 EUR`.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    /// A bare number, in the organisation's usual unit.
    Number(f64),
    /// Text; see [`Amount::parts`].
    Text(Text),
}

impl Amount {
    /// Whether it is more than another of the same unit; amounts that cannot be compared are not.
    pub fn exceeds(&self, other: &Amount) -> bool {
        match (self.parts(), other.parts()) {
            (Some((number, unit)), Some((most, same))) => unit == same && number > most,
            _ => false,
        }
    }

    /// The number and its unit, where the text starts or ends with a number: `5000 EUR`,
    /// `EUR 5,000`. `None` where there is none to compare.
    pub fn parts(&self) -> Option<(f64, String)> {
        match self {
            Amount::Number(number) => Some((*number, String::new())),
            Amount::Text(text) => {
                let is_digit = |c: char| c.is_ascii_digit();
                let start = text.find(is_digit)?;
                let end = text.rfind(is_digit)? + 1;
                let number: String = text[start..end]
                    .chars()
                    .filter(|c| !matches!(c, ',' | '_' | ' ' | '\u{202f}' | '\u{a0}'))
                    .collect();
                let unit = format!("{} {}", &text[..start], &text[end..]);
                let unit = unit.split_whitespace().collect::<Vec<_>>().join(" ");
                number.parse().ok().map(|number| (number, unit))
            }
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Amount::Number(number) => number.fmt(f),
            Amount::Text(text) => text.fmt(f),
        }
    }
}

/// A cap on seats from one affiliation: a number of seats, or a fraction of them.
#[derive(Debug, Clone, PartialEq)]
pub enum Cap {
    /// A number of seats, or a fraction below 1.
    Number(f64),
    /// `2` or `1/3`.
    Text(CapText),
}

/// A count, or a formula in `n` such as `60%` or `3*sqrt(n)/2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CountOrFormula {
    /// A plain count.
    Count(i64),
    /// A formula.
    Formula(Text),
}

/// Reads either a number or a text, and says so when it is neither.
macro_rules! number_or_text {
    ($name:ident, $what:literal, $text:ty, $text_variant:ident, |$i:ident| $integer:expr, |$x:ident| $float:expr) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Either;
                impl Visitor<'_> for Either {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($what)
                    }
                    fn visit_i64<E: de::Error>(self, $i: i64) -> Result<$name, E> {
                        $integer.ok_or_else(|| E::invalid_value(de::Unexpected::Signed($i), &self))
                    }
                    fn visit_f64<E: de::Error>(self, $x: f64) -> Result<$name, E> {
                        $float.ok_or_else(|| E::invalid_value(de::Unexpected::Float($x), &self))
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        use serde::de::IntoDeserializer;
                        <$text>::deserialize(text.into_deserializer()).map($name::$text_variant)
                    }
                }
                deserializer.deserialize_any(Either)
            }
        }
    };
}

#[allow(clippy::cast_precision_loss)] // amounts of governance lie far below 2^53
mod numbers {
    use super::{Amount, Cap, CapText, CountOrFormula, Text};
    use serde::de::{self, Deserialize, Deserializer, Visitor};
    use std::fmt;

    number_or_text!(
        Amount,
        "an amount such as `5000 EUR`",
        Text,
        Text,
        |number| Some(Amount::Number(number as f64)),
        |number| Some(Amount::Number(number))
    );
    number_or_text!(
        Cap,
        "a number of seats or a fraction such as \"1/3\"",
        CapText,
        Text,
        |number| (number > 0).then_some(Cap::Number(number as f64)),
        |number| (number > 0.0).then_some(Cap::Number(number))
    );
    number_or_text!(
        CountOrFormula,
        "a count or a formula in n such as `60%`",
        Text,
        Formula,
        |number| Some(CountOrFormula::Count(number)),
        |_number| None
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_no_numbers_dates_or_booleans() {
        for good in ["treasurer", "D-2026-014", "2026-014", "wg_ai-gateway", "a1"] {
            assert!(is_id(good), "{good}");
        }
        for bad in [
            "",
            "-a",
            "a-",
            "a--b",
            "a b",
            "2026",
            "2026-01-01",
            "yes",
            "NO",
            "y",
            "null",
            "ä",
            "a/b",
        ] {
            assert!(!is_id(bad), "{bad}");
        }
        assert!(!is_id(&"a".repeat(65)));
    }

    #[test]
    fn nesting_goes_by_whole_words() {
        assert!(Slug::of("money/ops").lies_in("money"));
        assert!(Slug::of("money").lies_in("money"));
        assert!(!Slug::of("moneybox").lies_in("money"));
        assert!(!Slug::of("money").lies_in("money/ops"));
    }

    #[test]
    fn amounts_yield_number_and_unit() {
        let parts = |text: &str| Amount::Text(Text::of(text)).parts();
        assert_eq!(parts("5000 EUR"), Some((5000.0, "EUR".into())));
        assert_eq!(parts("EUR 5,000"), Some((5000.0, "EUR".into())));
        assert_eq!(
            parts("1\u{202f}500.50 EUR a month"),
            Some((1500.5, "EUR a month".into()))
        );
        assert_eq!(parts("small things"), None);
    }
}
