//! What is said of a shift: English as terminals print it, and beside it the message by which every
//! language says the same.
//!
//! Whoever makes a saying writes both in one place, and tests hold that the English catalogue says
//! of every kind of shift what a terminal does. Names and other words out of records have no
//! message: they are the same in every language.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::catalogue::{Catalogue, Value};
use crate::model::{Date, Period};

use super::sides::listed;

/// Words of a shift in English; a handbook says them in its own language.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Saying {
    english: String,
    /// Shared by all who say it.
    #[serde(serialize_with = "keep", deserialize_with = "kept")]
    message: Option<Arc<Message>>,
}

#[allow(clippy::ref_option, reason = "serde hands it over like this")]
fn keep<S: Serializer>(message: &Option<Arc<Message>>, to: S) -> Result<S::Ok, S::Error> {
    message.as_deref().serialize(to)
}

fn kept<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Arc<Message>>, D::Error> {
    let message = Option::<Message>::deserialize(from)?;
    Ok(message.map(Arc::new))
}

/// A message of the catalogue, and what stands in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Message {
    key: Cow<'static, str>,
    parts: Vec<(Cow<'static, str>, Part)>,
}

/// What stands in a message.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Part {
    /// Out of a record.
    Words(String),
    /// A number, by which a message chooses its form.
    Number(usize),
    /// A length of time: years, months and days.
    Time([i64; 3]),
    /// The digits of an amount before and after its decimal mark.
    Digits(String, Option<String>),
    /// What has a message of its own.
    Saying(Saying),
    /// Several things, of which so many are told.
    List(Vec<Saying>, usize),
    /// Several things, one after the other, each set apart by the message of this key.
    Chain(Vec<Saying>, Cow<'static, str>),
}

impl Saying {
    /// English, and the message that says the same.
    pub(super) fn new<const N: usize>(
        english: impl Into<String>,
        key: &'static str,
        parts: [(&'static str, Part); N],
    ) -> Self {
        Saying::of(english, Message::new(key, parts))
    }

    /// The same of a message that is there.
    pub(super) fn of(english: impl Into<String>, message: Message) -> Self {
        Saying {
            english: english.into(),
            message: Some(Arc::new(message)),
        }
    }

    /// Several things in a sentence: "a, b and 3 more".
    pub(super) fn listed(things: Vec<Saying>, most: usize) -> Self {
        match <[Saying; 1]>::try_from(things) {
            Ok([one]) => one,
            Err(things) => {
                let english: Vec<String> = things.iter().map(Saying::to_string).collect();
                let english = listed(&english, most);
                Saying::new(english, "said", [("what", Part::List(things, most))])
            }
        }
    }

    /// Several things one after the other: in English behind `mark`, in other languages by the
    /// message of this key.
    pub(super) fn chain(things: Vec<Saying>, mark: &str, key: &'static str) -> Self {
        match <[Saying; 1]>::try_from(things) {
            Ok([one]) => one,
            Err(things) => {
                let english: Vec<&str> = things.iter().map(|one| &**one).collect();
                let english = english.join(mark);
                Saying::new(english, "said", [("what", Part::Chain(things, key.into()))])
            }
        }
    }

    /// How long: "1 year 6 months".
    pub(super) fn time(period: Period) -> Self {
        let time = ("what", Part::Time(period.parts()));
        Saying::new(period.to_string(), "said", [time])
    }

    /// A day up to which something goes on.
    pub fn until(day: Date) -> Self {
        let said = format!("to {day}");
        Saying::new(said, "said-until", [("day", day.into())])
    }

    /// In a language. Days stand in it as 2026-05-03, for the page to write out.
    pub fn say(&self, words: &Catalogue) -> Cow<'_, str> {
        match &self.message {
            None => Cow::Borrowed(&self.english),
            Some(message) => Cow::Owned(message.say(words, &[])),
        }
    }

    /// The same, with more in its message.
    pub(super) fn say_with(&self, words: &Catalogue, more: &[(&str, Value<'_>)]) -> String {
        match &self.message {
            None => self.english.clone(),
            Some(message) => message.say(words, more),
        }
    }

    /// What stands in it under a name.
    pub(super) fn part(&self, name: &str) -> Option<Saying> {
        let message = self.message.as_ref()?;
        let (_, part) = message.parts.iter().find(|(known, _)| known == name)?;
        match part {
            Part::Saying(saying) => Some(saying.clone()),
            _ => None,
        }
    }

    /// The English, and the message if there is one.
    pub(super) fn parts(self) -> (String, Option<Message>) {
        (self.english, self.message.map(Arc::unwrap_or_clone))
    }

    /// With other words in English, for a place with little room.
    pub fn cut(&mut self, cut: impl Fn(&str) -> String) {
        self.english = cut(&self.english);
    }
}

impl Message {
    pub(super) fn new<const N: usize>(key: &'static str, parts: [(&'static str, Part); N]) -> Self {
        let parts = parts.into_iter();
        Message {
            key: Cow::Borrowed(key),
            parts: parts
                .map(|(name, part)| (Cow::Borrowed(name), part))
                .collect(),
        }
    }

    /// Puts something more in it.
    pub(super) fn add(&mut self, name: &'static str, part: Part) {
        self.parts.push((Cow::Borrowed(name), part));
    }

    /// It in a language, with more in it.
    pub(super) fn say(&self, words: &Catalogue, more: &[(&str, Value<'_>)]) -> String {
        let parts = self.parts.iter();
        let mut values: Vec<(&str, Value<'_>)> = parts
            .map(|(name, part)| (&**name, part.value(words)))
            .collect();
        values.extend_from_slice(more);
        words.say(&self.key, &values)
    }
}

impl Part {
    fn value(&self, words: &Catalogue) -> Value<'_> {
        match self {
            Part::Words(text) => Value::from(text.as_str()),
            Part::Number(number) => Value::Number(*number),
            Part::Time(time) => time_in_words(words, *time).into(),
            Part::Digits(whole, rest) => digits(words, whole, rest.as_deref()).into(),
            Part::Saying(saying) => Value::Words(saying.say(words)),
            Part::List(things, most) => list(words, things, *most).into(),
            Part::Chain(things, key) => {
                let things = things.iter().map(|thing| thing.say(words).into_owned());
                joined(words, key, things).into()
            }
        }
    }
}

/// "a, b and 3 more".
fn list(words: &Catalogue, things: &[Saying], most: usize) -> String {
    let shown = things.iter().take(most);
    let mut shown: Vec<String> = shown.map(|thing| thing.say(words).into_owned()).collect();
    if things.len() > most {
        let more = [("n", Value::Number(things.len() - most))];
        shown.push(words.say("and-more", &more));
    }
    let last = shown.pop();
    let first = joined(words, "list-middle", shown.into_iter());
    match last {
        Some(last) if first.is_empty() => last,
        Some(last) => pair(words, "list-last", first, last),
        None => first,
    }
}

fn joined(words: &Catalogue, key: &str, things: impl Iterator<Item = String>) -> String {
    let whole = things.reduce(|before, after| pair(words, key, before, after));
    whole.unwrap_or_default()
}

fn pair(words: &Catalogue, key: &str, before: String, after: String) -> String {
    words.say(key, &[("before", before.into()), ("after", after.into())])
}

/// "1 year 6 months".
fn time_in_words(words: &Catalogue, time: [i64; 3]) -> String {
    let number = |number| usize::try_from(number).unwrap_or(usize::MAX);
    let parts = time.into_iter().zip(["years", "months", "days"]);
    let told: Vec<String> = parts
        .filter(|(value, _)| *value != 0)
        .map(|(value, key)| words.say(key, &[("n", Value::Number(number(value)))]))
        .collect();
    if told.is_empty() {
        words.say("days", &[("n", Value::Number(0))])
    } else {
        told.join(" ")
    }
}

/// Digits in groups of three, as the language parts them.
fn digits(words: &Catalogue, whole: &str, rest: Option<&str>) -> String {
    let (sign, whole) = match whole.strip_prefix('-') {
        Some(whole) => ("-", whole),
        None => ("", whole),
    };
    let first = match whole.len() % 3 {
        0 => whole.len().min(3),
        first => first,
    };
    // A number that is none has no groups.
    let is_number = whole.bytes().all(|byte| byte.is_ascii_digit());
    let first = if is_number { first } else { whole.len() };
    let (start, mut left) = whole.split_at(first);
    let mut text = format!("{sign}{start}");
    while !left.is_empty() {
        let (group, others) = left.split_at(3);
        text = pair(words, "digits-group", text, group.to_owned());
        left = others;
    }
    match rest {
        Some(rest) => pair(words, "digits-part", text, rest.to_owned()),
        None => text,
    }
}

impl Deref for Saying {
    type Target = str;

    fn deref(&self) -> &str {
        &self.english
    }
}

impl fmt::Display for Saying {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english)
    }
}

impl<T: Into<String>> From<T> for Saying {
    fn from(words: T) -> Self {
        Saying {
            english: words.into(),
            message: None,
        }
    }
}

impl PartialEq for Saying {
    fn eq(&self, other: &Self) -> bool {
        self.english == other.english
    }
}

impl Eq for Saying {}

impl PartialOrd for Saying {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Saying {
    fn cmp(&self, other: &Self) -> Ordering {
        self.english.cmp(&other.english)
    }
}

impl From<String> for Part {
    fn from(words: String) -> Self {
        Part::Words(words)
    }
}

impl From<&str> for Part {
    fn from(words: &str) -> Self {
        Part::Words(words.to_owned())
    }
}

impl From<Date> for Part {
    fn from(day: Date) -> Self {
        Part::Words(day.to_string())
    }
}

impl From<usize> for Part {
    fn from(number: usize) -> Self {
        Part::Number(number)
    }
}

impl From<Saying> for Part {
    fn from(saying: Saying) -> Self {
        Part::Saying(saying)
    }
}

impl From<&Saying> for Part {
    fn from(saying: &Saying) -> Self {
        match saying.message {
            Some(_) => Part::Saying(saying.clone()),
            None => Part::Words(saying.english.clone()),
        }
    }
}
