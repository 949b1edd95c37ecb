//! Where the governance is: the repository, and the folder in it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::load::{self, Cache, Loaded};
use crate::model::Format;
use crate::tree::{Commit, Repo, Tree, WorkTree};

use super::error::{CliError, no_governance};

/// A governance root and the repository around it.
pub(crate) struct Place {
    /// The repository, if there is one.
    pub(crate) repo: Option<Repo>,
    /// The root in the file system; none in a bare repository.
    pub(crate) folder: Option<PathBuf>,
    /// The root inside the repository, `/`-separated, empty for its top.
    pub(crate) prefix: String,
    /// The format to read, where the caller forces one.
    pub(crate) from: Option<Format>,
}

/// Finds the root: `path` (or the current folder) or the nearest folder above it that is one, not
/// leaving the repository. Where neither is one, the only root below is taken.
pub(crate) fn find(path: Option<&Path>, from: Option<Format>) -> Result<Place, CliError> {
    let start = path.unwrap_or_else(|| Path::new("."));
    if !start.exists() {
        return Err(CliError::new(format!("there is no `{}`", start.display())));
    }
    let start = start
        .canonicalize()
        .map_err(|error| CliError::new(format!("cannot read `{}`: {error}", start.display())))?;
    let start = if start.is_dir() {
        start
    } else {
        start.parent().map(Path::to_path_buf).unwrap_or(start)
    };
    let repo = Repo::discover(&start)?;
    if let Some(repo) = repo {
        if repo.is_bare() {
            return bare(repo, from, &start);
        }
        let top = repo.workdir().and_then(|dir| dir.canonicalize().ok());
        let mut at = Some(start.as_path());
        while let Some(folder) = at {
            if is_root(folder, from) {
                return Ok(Place {
                    prefix: repo.prefix_of(folder).unwrap_or_default(),
                    folder: Some(folder.to_path_buf()),
                    repo: Some(repo),
                    from,
                });
            }
            if top.as_deref() == Some(folder) {
                break;
            }
            at = folder.parent();
        }
        return below(repo, &start, from);
    }
    if is_root(&start, from) {
        return Ok(Place {
            repo: None,
            folder: Some(start),
            prefix: String::new(),
            from,
        });
    }
    Err(no_governance(&format!("in {}", shown(&start))))
}

/// A path as people write it: relative to the current folder where it lies below.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir()
        .ok()
        .and_then(|dir| dir.canonicalize().ok());
    match here
        .as_deref()
        .and_then(|here| path.strip_prefix(here).ok())
    {
        Some(rest) if rest.as_os_str().is_empty() => "the current folder".to_owned(),
        Some(rest) => format!("`{}`", rest.display()),
        None => format!("`{}`", path.display()),
    }
}

/// Whether governance stands right in a folder. Only where a file or folder hints at a format of
/// others is the folder listed. A pipe or link in the place of the mark is told of as such, and
/// nothing is opened to see what it is.
fn is_root(folder: &Path, from: Option<Format>) -> bool {
    let has = |path: &str| folder.join(path).exists();
    if matches!(from, None | Some(Format::Native))
        && load::root_marks()
            .iter()
            .any(|mark| fs::symlink_metadata(folder.join(mark)).is_ok_and(|mark| !mark.is_dir()))
    {
        return true;
    }
    load::hints().any(has)
        && WorkTree::open(folder)
            .and_then(|tree| tree.entries())
            .is_ok_and(|entries| match from {
                Some(format) => load::detects(format, &entries),
                None => load::detect(&entries).is_some(),
            })
}

/// The only native root below `start`, by the commit that is checked out.
fn below(repo: Repo, start: &Path, from: Option<Format>) -> Result<Place, CliError> {
    let Ok(head) = repo.resolve("HEAD") else {
        return Err(no_governance(&format!("in {} or above it", shown(start))));
    };
    let inside = repo.prefix_of(start).unwrap_or_default();
    let roots: Vec<String> = repo
        .find_roots(&head, load::root_marks())?
        .into_iter()
        .filter(|root| inside.is_empty() || root.starts_with(&format!("{inside}/")))
        .collect();
    match &roots[..] {
        [one] => Ok(Place {
            folder: repo.workdir().map(|dir| dir.join(one)),
            prefix: one.clone(),
            repo: Some(repo),
            from,
        }),
        [] => Err(no_governance(&format!("in {} or above it", shown(start)))),
        several => Err(several_roots(several)),
    }
}

fn bare(repo: Repo, from: Option<Format>, start: &Path) -> Result<Place, CliError> {
    let head = repo.resolve("HEAD")?;
    let at_top = load::detect(&repo.tree(&head, "")?.entries()?);
    let prefix = match at_top {
        Some(_) => String::new(),
        None => {
            let roots = repo.find_roots(&head, load::root_marks())?;
            match &roots[..] {
                [one] => one.clone(),
                [] => return Err(no_governance(&format!("in {}", shown(start)))),
                several => return Err(several_roots(several)),
            }
        }
    };
    Ok(Place {
        repo: Some(repo),
        folder: None,
        prefix,
        from,
    })
}

fn several_roots(roots: &[String]) -> CliError {
    const MOST: usize = 5;
    let shown = roots[..roots.len().min(MOST)].join(", ");
    let more = roots.len().saturating_sub(MOST);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    CliError::new(format!("several governance roots here: {shown}{more}"))
        .hint(format!("name one, as in: polity check {}", roots[0]))
}

impl Place {
    /// The work tree at the root.
    pub(crate) fn work_tree(&self) -> Result<WorkTree, CliError> {
        match &self.folder {
            Some(folder) => Ok(WorkTree::open(folder)?),
            None => Err(
                CliError::new("this repository is bare: it has no work tree")
                    .hint("name a commit with `--rev`, as in `--rev HEAD`"),
            ),
        }
    }

    /// The repository, for what needs its history.
    pub(crate) fn repo(&self) -> Result<&Repo, CliError> {
        self.repo.as_ref().ok_or_else(|| {
            CliError::new("this folder is not in a Git repository, so it has no history")
                .hint("`git init` makes one; `polity check` works without")
        })
    }

    /// Loads a commit's governance.
    pub(crate) fn load_commit(
        &self,
        commit: &Commit,
        cache: &mut Cache,
    ) -> Result<Loaded, CliError> {
        let tree = self.repo()?.tree(commit, &self.prefix)?;
        Ok(load::load(&tree, self.from, cache)?)
    }

    /// Loads the work tree's governance.
    pub(crate) fn load_work_tree(&self, cache: &mut Cache) -> Result<Loaded, CliError> {
        self.load_tree(&self.work_tree()?, cache)
    }

    /// Loads the governance of files that stand at this root, or might.
    pub(crate) fn load_tree(&self, tree: &dyn Tree, cache: &mut Cache) -> Result<Loaded, CliError> {
        Ok(load::load(tree, self.from, cache)?)
    }

    /// The prefix as it stands before paths in messages: relative to the repository's top.
    pub(crate) fn shown_prefix(&self) -> String {
        if self.prefix.is_empty() {
            String::new()
        } else {
            format!("{}/", self.prefix)
        }
    }

    /// The prefix as people at `here` write it, so that a path can be opened as it is printed;
    /// relative to the repository's top where the root does not lie below.
    pub(crate) fn prefix_from(&self, here: &Path) -> String {
        let below = self.folder.as_ref().and_then(|folder| {
            let here = here.canonicalize().ok()?;
            let rest = folder.strip_prefix(here).ok()?;
            rest.to_str().map(str::to_owned)
        });
        match below {
            Some(rest) if rest.is_empty() => rest,
            Some(rest) => format!("{rest}/"),
            None => self.shown_prefix(),
        }
    }
}
