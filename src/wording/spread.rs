//! How the power to decide is spread, in counts of people: no index, and nobody's name.

use crate::catalogue::Catalogue;
use crate::power::distribution::{Found, Overview, Population};
use crate::power::game::Exact;

/// What there is to say of a distribution, a sentence each; `whole` is its [`Overview::whole`].
pub fn spread(words: &Catalogue, overview: &Overview<'_>, whole: Option<&Found>) -> Vec<String> {
    let people = overview.authority.len();
    let of_people = |key: &str, number: usize| {
        words.say(key, &[("n", number.into()), ("people", people.into())])
    };
    let mut sentences = Vec::new();
    let (one, topics) = overview.decided_by_one();
    if topics > 0 {
        let values = [("one", one.into()), ("topics", topics.into())];
        sentences.push(words.say("spread-by-one", &values));
    }
    sentences.push(of_people("spread-alone", overview.deciding_alone().len()));
    if let Some(whole) = whole {
        sentences.push(match (whole.people.len(), whole.least) {
            (1, _) => words.text("spread-whole-alone").into_owned(),
            (size, true) => of_people("spread-whole", size),
            (size, false) => of_people("spread-whole-at-most", size),
        });
    }
    let half = Exact::ratio(1, 2);
    let holders = overview.distribution(Population::Everybody).zip(half);
    if let Some(half) = holders.and_then(|(all, half)| all.nakamoto(&half)) {
        sentences.push(of_people("spread-half", half));
    }
    if !overview.nobody.is_empty() {
        sentences.push(words.say("spread-unused", &[("n", overview.nobody.len().into())]));
    }
    sentences
}
