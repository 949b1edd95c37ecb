//! Errors of a whole run, with their remedies. The only place where remedies are worded.

use std::io;

use crate::diag::nearest;
use crate::load::LoadError;
use crate::tree::TreeError;

/// Why a command could not run, and what to do.
#[derive(Debug)]
pub(crate) struct CliError {
    pub(crate) message: String,
    pub(crate) hints: Vec<String>,
    /// The reader of our output went away: no error at all.
    pub(crate) closed_pipe: bool,
}

impl CliError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        CliError {
            message: message.into(),
            hints: Vec::new(),
            closed_pipe: false,
        }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        CliError {
            closed_pipe: error.kind() == io::ErrorKind::BrokenPipe,
            ..CliError::new(format!("cannot write: {error}"))
        }
    }
}

impl From<TreeError> for CliError {
    fn from(error: TreeError) -> Self {
        let cli = CliError::new(error.to_string());
        match &error {
            TreeError::UnknownRevision { rev, near } => {
                match nearest(rev, near.iter().map(String::as_str)) {
                    Some(near) => cli.hint(format!("did you mean `{near}`?")),
                    None => cli.hint("`git branch -a` and `git log --oneline` list what there is"),
                }
            }
            TreeError::EmptyRepository => {
                cli.hint("make the first commit, or check the work tree without `--rev`")
            }
            TreeError::Shallow { .. } => cli.hint(
                "fetch more: `git fetch --deepen 100`, or all with `git fetch --unshallow` \
                 (in CI: `fetch-depth: 0`)",
            ),
            TreeError::NotOwned { path } => cli.hint(format!(
                "if you trust it: git config --global --add safe.directory {}",
                path.display()
            )),
            TreeError::AmbiguousRevision { .. } => cli.hint("give more digits of the commit id"),
            TreeError::MissingObject { .. } | TreeError::Corrupt { .. } => {
                cli.hint("`git fsck` tells what is damaged")
            }
            TreeError::NoSuchFolder { .. } => cli
                .hint("the governance root may have had another path then: name it with `--root`"),
            _ => cli,
        }
    }
}

impl From<LoadError> for CliError {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Tree(error) => error.into(),
            LoadError::NoGovernance => no_governance("here"),
            LoadError::NotThisFormat(format) => {
                CliError::new(error.to_string()).hint(format.marks())
            }
        }
    }
}

/// There is nothing to work on.
pub(crate) fn no_governance(place: &str) -> CliError {
    CliError::new(format!("no governance found {place}"))
        .hint("a governance root is a folder with `org.yaml`, or a clone of rust-lang/team")
        .hint("name it: polity check PATH")
}
