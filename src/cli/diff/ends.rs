//! The two ends of a comparison: which commits, what they hold, and why nothing can be told.

use std::collections::BTreeSet;

use crate::cli::error::CliError;
use crate::cli::place::Place;
use crate::diag::Severity;
use crate::load::{Cache, DUPLICATE_ID, ID_MISMATCH, LoadError, Loaded};
use crate::report::diff::{CannotTell, End};
use crate::tree::{Commit, Repo, TreeError, parse_range};

/// A commit and the name that it was given.
pub(super) type Named = (String, Commit);

/// Why there is no report: a mistake in the call, or a comparison that cannot be made.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The call asks for something that there is not, or writing failed.
    Call(CliError),
    /// Nothing was compared.
    CannotTell(Box<CannotTell>),
}

impl From<CliError> for Trouble {
    /// Whatever goes wrong on the way to both sides leaves nothing to compare.
    fn from(error: CliError) -> Self {
        Trouble::CannotTell(Box::new(CannotTell {
            reason: error.message,
            hints: error.hints,
            base: None,
            head: None,
        }))
    }
}

impl From<TreeError> for Trouble {
    fn from(error: TreeError) -> Self {
        CliError::from(error).into()
    }
}

/// One loaded end of the comparison.
#[derive(Debug)]
pub(super) struct Side {
    pub loaded: Loaded,
    pub commit: Option<Commit>,
    pub end: End,
}

pub(super) fn cannot(reason: String, hints: &[&str], ends: Option<(&End, &End)>) -> Trouble {
    Trouble::CannotTell(Box::new(CannotTell {
        reason,
        hints: hints.iter().map(|hint| (*hint).to_owned()).collect(),
        base: ends.map(|(base, _)| base.clone()),
        head: ends.map(|(_, head)| head.clone()),
    }))
}

/// How an end is called.
pub(super) fn called(named: Option<&Named>) -> End {
    match named {
        Some((name, commit)) => End {
            name: name.clone(),
            commit: Some(commit.id.clone()),
            short: Some(commit.short.clone()),
        },
        None => End {
            name: "work tree".to_owned(),
            commit: None,
            short: None,
        },
    }
}

/// The commits of a range, each with the name it was given; no head means the work tree.
pub(super) fn ends(repo: &Repo, range: Option<&str>) -> Result<(Named, Option<Named>), Trouble> {
    let Some(text) = range else {
        let (name, main) = default_base(repo)?;
        let head = resolve(repo, "HEAD")?;
        if repo.is_shallow() && name == "HEAD" {
            return Err(cannot(
                "this shallow clone has no branch to compare with".to_owned(),
                &[DEEPEN, "or name a base, as in: polity diff HEAD"],
                None,
            ));
        }
        let base = common(repo, &(name.clone(), main), &("HEAD".to_owned(), head))?;
        return Ok(((name, base), None));
    };
    let range = parse_range(text);
    let (base_name, base) = match &range.base {
        Some(rev) => (rev.clone(), resolve(repo, rev)?),
        None => default_base(repo)?,
    };
    let head = match &range.head {
        Some(rev) => Some((rev.clone(), resolve(repo, rev)?)),
        None => None,
    };
    let base = match (&head, range.symmetric) {
        (Some(head), true) => common(repo, &(base_name.clone(), base), head)?,
        _ => base,
    };
    Ok(((base_name, base), head))
}

const DEEPEN: &str = "fetch more: `git fetch --deepen 100`, or all with `git fetch --unshallow` \
                      (in CI: `fetch-depth: 0`)";

fn default_base(repo: &Repo) -> Result<Named, Trouble> {
    match repo.default_base()? {
        Some(named) => Ok(named),
        None => Err(TreeError::EmptyRepository.into()),
    }
}

/// The commit of a revision. In a shallow clone a name that is not there may be one that was not
/// fetched.
fn resolve(repo: &Repo, rev: &str) -> Result<Commit, Trouble> {
    repo.resolve(rev).map_err(|error| {
        let unknown = matches!(error, TreeError::UnknownRevision { .. });
        let mut trouble = Trouble::from(error);
        if let Trouble::CannotTell(why) = &mut trouble
            && unknown
            && repo.is_shallow()
        {
            why.hints.push(format!("this clone is shallow; {DEEPEN}"));
        }
        trouble
    })
}

/// The newest commit that both descend from.
fn common(repo: &Repo, base: &Named, head: &Named) -> Result<Commit, Trouble> {
    let found = repo.merge_base(&base.1, &head.1);
    let ends = (called(Some(base)), called(Some(head)));
    match found {
        Ok(Some(commit)) => Ok(commit),
        Ok(None) => Err(cannot(
            format!("`{}` and `{}` have no commit in common", base.0, head.0),
            &[&format!(
                "compare them as they are: polity diff {}..{}",
                base.0, head.0
            )],
            Some((&ends.0, &ends.1)),
        )),
        Err(error) => {
            let mut trouble = Trouble::from(error);
            if let Trouble::CannotTell(why) = &mut trouble {
                (why.base, why.head) = (Some(ends.0), Some(ends.1));
            }
            Err(trouble)
        }
    }
}

/// Both ends, loaded.
pub(super) fn load(
    place: &Place,
    base: Named,
    head: Option<Named>,
    cache: &mut Cache,
) -> Result<(Side, Side), Trouble> {
    let (base_end, head_end) = (called(Some(&base)), called(head.as_ref()));
    let loaded_base = governance(place, Some(&base.1), cache);
    let loaded_head = governance(place, head.as_ref().map(|(_, commit)| commit), cache);
    let ends = Some((&base_end, &head_end));
    let known = |mut trouble: Trouble| {
        if let Trouble::CannotTell(why) = &mut trouble {
            (why.base, why.head) = (Some(base_end.clone()), Some(head_end.clone()));
        }
        trouble
    };
    let (base_side, head_side) = match (loaded_base, loaded_head) {
        (Ok(base), Ok(head)) => (base, head),
        (Err(error), _) | (_, Err(error)) if !error.is_absent => {
            let mut trouble = known(error.error.into());
            if let Trouble::CannotTell(why) = &mut trouble {
                let side = if error.of_head { &head_end } else { &base_end };
                why.reason = format!("{}: {}", side.shown(), why.reason);
            }
            return Err(trouble);
        }
        (was, is) => {
            let (base, head) = (base_end.shown(), head_end.shown());
            let root = match place.shown_prefix() {
                root if root.is_empty() => String::new(),
                root => format!(" in `{root}`"),
            };
            let reason = match (was.is_err(), is.is_err()) {
                (true, true) => format!("neither base {base} nor head {head} has governance{root}"),
                (true, false) => format!("base {base} has no governance{root}"),
                _ => format!("head {head} has no governance{root}"),
            };
            return Err(cannot(
                reason,
                &[
                    "the range must hold governance on both sides; `git log -- org.yaml` tells since when",
                    "the root may have had another path then: name it with `--root`",
                ],
                ends,
            ));
        }
    };
    let side = |loaded, named: Option<Named>, end| Side {
        loaded,
        commit: named.map(|(_, commit)| commit),
        end,
    };
    Ok((
        side(base_side, Some(base), base_end.clone()),
        side(head_side, head, head_end.clone()),
    ))
}

struct Unloaded {
    error: CliError,
    /// There is no governance at all, rather than some that cannot be had.
    is_absent: bool,
    of_head: bool,
}

/// Loads a commit, or the work tree.
fn governance(
    place: &Place,
    commit: Option<&Commit>,
    cache: &mut Cache,
) -> Result<Loaded, Unloaded> {
    let of_head = commit.is_none();
    let failed = |error: CliError, is_absent: bool| Unloaded {
        error,
        is_absent,
        of_head,
    };
    let loaded = match commit {
        Some(commit) => place
            .repo()
            .map_err(|error| failed(error, false))?
            .tree(commit, &place.prefix)
            .map_err(LoadError::from)
            .and_then(|tree| crate::load::load(&tree, place.from, cache)),
        None => {
            let tree = place.work_tree().map_err(|error| failed(error, false))?;
            crate::load::load(&tree, place.from, cache)
        }
    };
    loaded.map_err(|error| {
        let is_absent = matches!(
            error,
            LoadError::NoGovernance | LoadError::Tree(TreeError::NoSuchFolder { .. })
        );
        failed(error.into(), is_absent)
    })
}

/// Records that could not be read: those that are the same unreadable text on both sides are only
/// told; any other may hide a shift, and nothing can be said.
pub(super) fn unread(base: &Side, head: &Side, prefix: &str) -> Result<Vec<String>, Trouble> {
    let broken = |side: &Side| -> BTreeSet<(String, String)> {
        let loaded = &side.loaded;
        loaded
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            // Of two records with one id the first counts, and an odd id is an id: both are read.
            .filter(|finding| ![DUPLICATE_ID, ID_MISMATCH].contains(&finding.rule))
            .map(|finding| {
                let source = loaded.sources.get(finding.primary.place.source);
                let line = source.position(finding.primary.place.span.start).line;
                (
                    format!("{prefix}{}:{line}", source.path()),
                    source.text().to_owned(),
                )
            })
            .collect()
    };
    let (in_base, in_head) = (broken(base), broken(head));
    for (word, side, here, there) in [
        ("base", base, &in_base, &in_head),
        ("head", head, &in_head, &in_base),
    ] {
        let mut only = here.difference(there);
        if let Some((place, _)) = only.next() {
            let more = match only.count() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let rev = side.commit.as_ref();
            let rev = rev.map_or_else(String::new, |commit| format!(" --rev {}", commit.short));
            return Err(cannot(
                format!("{word} {} does not parse ({place}{more})", side.end.shown()),
                &[&format!("polity check{rev} shows what is wrong")],
                Some((&base.end, &head.end)),
            ));
        }
    }
    Ok(in_base
        .into_iter()
        .map(|(place, _)| format!("{place} (unreadable on both sides)"))
        .collect())
}
