//! What is missing of the history.

/// Why the history of the records is not all there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Incomplete {
    /// The records are in no repository.
    Outside,
    /// No commit was made yet.
    Unborn,
    /// The clone leaves out older commits.
    Shallow,
}

impl Incomplete {
    /// The key of the sentence that says so.
    pub(super) fn key(self) -> &'static str {
        match self {
            Incomplete::Outside => "history-outside",
            Incomplete::Unborn => "history-unborn",
            Incomplete::Shallow => "history-shallow",
        }
    }
}
