//! How the power to decide is spread, in counts of people: no index, and nobody's name.

use super::count;
use crate::power::distribution::{Found, Overview, Population};
use crate::power::game::Exact;

/// What there is to say of a distribution, a sentence each; `whole` is its [`Overview::whole`].
pub fn spread(overview: &Overview<'_>, whole: Option<&Found>) -> Vec<String> {
    let people = count(overview.authority.len(), "person", "people");
    let mut sentences = Vec::new();
    let (one, topics) = overview.decided_by_one();
    if topics > 0 {
        let verb = if one == 1 { "is" } else { "are" };
        let topics = count(topics, "topic", "topics");
        sentences.push(format!("{one} of {topics} {verb} decided by one person."));
    }
    match overview.deciding_alone().len() {
        0 => sentences.push("Nobody can settle anything without somebody else.".to_owned()),
        1 => sentences.push(format!(
            "1 of {people} settles something that nobody else has a say in."
        )),
        alone => sentences.push(format!(
            "{alone} of {people} each settle something that nobody else has a say in."
        )),
    }
    if let Some(whole) = whole {
        sentences.push(match (whole.people.len(), whole.least) {
            (1, _) => "One person could decide everything alone.".to_owned(),
            (size, true) => format!("It takes {size} of {people} to decide everything."),
            (size, false) => format!("It takes at most {size} of {people} to decide everything."),
        });
    }
    let half = Exact::ratio(1, 2);
    let holders = overview.distribution(Population::Everybody).zip(half);
    if let Some(half) = holders.and_then(|(all, half)| all.nakamoto(&half)) {
        let verb = if half == 1 { "holds" } else { "hold" };
        sentences.push(format!(
            "{half} of {people} {verb} more than half of the power to decide."
        ));
    }
    if !overview.nobody.is_empty() {
        let matters = count(overview.nobody.len(), "power", "powers");
        sentences.push(format!("Nobody can use {matters} to decide."));
    }
    sentences
}
