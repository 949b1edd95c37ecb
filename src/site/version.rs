//! The versions of a policy: what it said and whom it bound, from one change to the next.

use crate::model::{Date, Id, Status};

/// One state of a policy between two changes of its words or of what it binds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyVersion {
    /// The day of the commit that brought it.
    pub day: Date,
    /// The short id of that commit; none for files that are not committed.
    pub commit: Option<String>,
    /// What the record was called.
    pub name: String,
    /// Where it stood in its life.
    pub status: Status,
    /// The first day of validity, where the record names it.
    pub since: Option<Date>,
    /// Whether anyone may read it.
    pub is_public: bool,
    /// The decision by which the record says it was adopted.
    pub decision: Option<Id>,
    /// The fields that say what it binds, each with what it says in one line.
    pub binding: Vec<(&'static str, String)>,
    /// Its prose, in Markdown.
    pub text: String,
}

impl PolicyVersion {
    /// Whether it says the same in the same words: where lines break does not count.
    pub fn is_same(&self, other: &Self) -> bool {
        self.name == other.name
            && self.status == other.status
            && self.since == other.since
            && self.is_public == other.is_public
            && self.binding == other.binding
            && words(&self.text).eq(words(&other.text))
    }
}

/// The words of a text with the ends of its paragraphs.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.trim().lines().map(str::trim);
    let mut was_blank = false;
    lines
        .filter(move |line| {
            let again = line.is_empty() && was_blank;
            was_blank = line.is_empty();
            !again
        })
        .flat_map(|line| {
            let end = line.is_empty().then_some("");
            line.split_whitespace().chain(end)
        })
}
