//! How the power to decide is spread, in counts of people: no index, and nobody's name.

use crate::catalogue::Catalogue;
use crate::power::distribution::{Found, Overview};

/// What there is to say of a distribution, a sentence each; `whole` is its [`Overview::whole`].
pub fn spread(words: &Catalogue, overview: &Overview<'_>, whole: Option<&Found>) -> Vec<String> {
    let counts = overview.counts();
    let people = counts.people;
    let of_people = |key: &str, number: usize| {
        words.say(key, &[("n", number.into()), ("people", people.into())])
    };
    let mut sentences = Vec::new();
    if counts.topics > 0 {
        let values = [("one", counts.one.into()), ("topics", counts.topics.into())];
        sentences.push(words.say("spread-by-one", &values));
    }
    sentences.push(of_people("spread-alone", counts.alone));
    if let Some(whole) = whole {
        sentences.push(match (whole.people.len(), whole.least) {
            (1, _) => words.text("spread-whole-alone").into_owned(),
            (size, true) => of_people("spread-whole", size),
            (size, false) => of_people("spread-whole-at-most", size),
        });
    }
    if let Some(half) = counts.half {
        sentences.push(of_people("spread-half", half));
    }
    if !overview.nobody.is_empty() {
        sentences.push(words.say("spread-unused", &[("n", overview.nobody.len().into())]));
    }
    sentences
}
