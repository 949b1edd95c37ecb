//! Puts a handbook in place. The only file of the site that writes.
//!
//! The files go to a temporary folder beside the target, on the same disk; then the old handbook
//! is renamed away and the new one in. Whoever reads the folder sees one of the two whole. A folder
//! with anything in it that Polity did not write is left as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use tempfile::TempDir;

/// The file by which Polity knows a handbook that it wrote. It lists the others.
pub const MARKER: &str = ".polity-handbook";

const MARKER_HEAD: &str = "Polity wrote this folder and replaces it whole. It consists of:\n";

/// Files that desktops leave in any folder.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Why a handbook was not written. The target is as it was, unless a variant says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder holds something that Polity did not write.
    #[error("`{}` holds `{}`, which Polity did not write", .folder.display(), .found.display())]
    NotOurs {
        /// The target.
        folder: PathBuf,
        /// What lies in it, relative to it.
        found: PathBuf,
    },
    /// There is a file where the folder should be.
    #[error("`{}` is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// The target is a symbolic link; replacing it would hide what it leads to.
    #[error("`{}` is a symbolic link", .0.display())]
    Symlink(PathBuf),
    /// The target cannot be renamed, being `.`, `..` or the root of a disk.
    #[error("`{}` cannot be replaced; name a folder of its own", .0.display())]
    NotReplaceable(PathBuf),
    /// A path of the handbook leads out of it, or two of them cannot both exist.
    #[error("`{0}` is no path for a file of a handbook")]
    UnsafePath(String),
    /// The system refused.
    #[error("cannot {action} `{}`", .path.display())]
    Io {
        /// What was tried, as in "write".
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The old handbook was renamed away and neither the new nor the old one could be put in place.
    #[error("cannot put `{}` in place; the old handbook is in `{}`", .folder.display(), .old.display())]
    Stranded {
        /// The target.
        folder: PathBuf,
        /// Where the old handbook is now.
        old: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Writes `files` as the whole content of `folder`.
///
/// # Errors
/// See [`WriteError`].
pub fn write(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), WriteError> {
    let mut writer = Writer::begin(folder)?;
    for (path, bytes) in files {
        writer.put(path, bytes)?;
    }
    writer.finish()
}

/// A handbook that is being written. Nothing is where it belongs before it is finished; one that is
/// dropped leaves everything as it was.
#[derive(Debug)]
pub struct Writer {
    target: PathBuf,
    /// Whether there is something to replace.
    exists: bool,
    /// Where the files go meanwhile; none only while it is taken apart.
    stage: Option<TempDir>,
    /// The folders above the target that were not there.
    made: Vec<PathBuf>,
    paths: BTreeSet<String>,
    /// The folders that files were put into.
    filled: BTreeSet<String>,
    /// The same in small letters, and all folders in them: a disk may take `A` and `a` for the same
    /// name.
    names: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Writer {
    /// Begins a handbook that is to be the whole content of `folder`.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub fn begin(folder: &Path) -> Result<Self, WriteError> {
        let last = folder.components().next_back();
        let (Some(parent), Some(Component::Normal(name))) = (folder.parent(), last) else {
            return Err(WriteError::NotReplaceable(folder.to_owned()));
        };
        let parent = if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        };
        let target = parent.join(name);
        let exists = check_target(&target)?;
        let mut writer = Writer {
            target,
            exists,
            stage: None,
            made: make_parents(parent)?,
            paths: BTreeSet::new(),
            filled: BTreeSet::new(),
            names: BTreeSet::new(),
            folders: BTreeSet::new(),
        };
        let stage: TempDir = tempfile::Builder::new()
            .prefix(".polity-handbook-")
            .tempdir_in(parent)
            .map_err(failed("write in", parent))?;
        let new = stage.path().join("new");
        writer.stage = Some(stage);
        make_folder(&new)?;
        Ok(writer)
    }

    /// A folder of the stage, which itself is for this user's eyes only.
    fn staged(&self, name: &str) -> PathBuf {
        let stage = self.stage.as_ref().map_or(Path::new(""), TempDir::path);
        stage.join(name)
    }

    /// Writes a file.
    ///
    /// # Errors
    /// See [`WriteError`]: the path must be relative, plain, unlike all others and no folder of one.
    pub fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        self.note(path)?;
        let new = self.staged("new");
        if let Some((folder, _)) = path.rsplit_once('/')
            && self.filled.insert(folder.to_owned())
        {
            let folder = new.join(folder);
            fs::create_dir_all(&folder).map_err(failed("make the folder", &folder))?;
        }
        let file = new.join(path);
        fs::write(&file, bytes).map_err(failed("write", &file))
    }

    /// Notes a path that fits those before.
    fn note(&mut self, path: &str) -> Result<(), WriteError> {
        let is_plain = path.split('/').all(|part| {
            !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']) && !part.contains('\0')
        });
        let lower = path.to_lowercase();
        let mut is_free = is_plain && path != MARKER && !self.folders.contains(&lower);
        for (at, _) in lower.match_indices('/') {
            is_free &= !self.names.contains(&lower[..at]);
            if !self.folders.contains(&lower[..at]) {
                self.folders.insert(lower[..at].to_owned());
            }
        }
        if !is_free || !self.names.insert(lower) {
            return Err(WriteError::UnsafePath(path.to_owned()));
        }
        self.paths.insert(path.to_owned());
        Ok(())
    }

    /// Puts the handbook in the place of the old one.
    ///
    /// # Errors
    /// See [`WriteError`].
    pub fn finish(mut self) -> Result<(), WriteError> {
        let mut list = MARKER_HEAD.to_owned();
        for path in &self.paths {
            list.push_str(path);
            list.push('\n');
        }
        let (new, old) = (self.staged("new"), self.staged("old"));
        let marker = new.join(MARKER);
        fs::write(&marker, list).map_err(failed("write", &marker))?;
        let target = self.target.clone();
        if self.exists {
            fs::rename(&target, &old).map_err(failed("replace", &target))?;
        }
        if let Err(source) = fs::rename(&new, &target) {
            if self.exists && fs::rename(&old, &target).is_err() {
                let stage = self.stage.take().map(TempDir::keep);
                return Err(WriteError::Stranded {
                    folder: target,
                    old: stage.map_or(old, |stage| stage.join("old")),
                    source,
                });
            }
            return Err(failed("put in place", &target)(source));
        }
        self.made.clear();
        // What is left of the stage is the old handbook; a handbook that stands is not undone
        // because its predecessor cannot be deleted.
        if let Some(stage) = self.stage.take() {
            let _ = stage.close();
        }
        Ok(())
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.stage.take());
        // Only folders made here, and only while they are empty.
        for folder in self.made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Whether there is something to replace; an error where it may not be replaced.
fn check_target(target: &Path) -> Result<bool, WriteError> {
    let kind = match fs::symlink_metadata(target) {
        Ok(metadata) => metadata.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(failed("look at", target)(error)),
    };
    if kind.is_symlink() {
        return Err(WriteError::Symlink(target.to_owned()));
    }
    if !kind.is_dir() {
        return Err(WriteError::NotAFolder(target.to_owned()));
    }
    let marker = target.join(MARKER);
    let is_file = fs::symlink_metadata(&marker).is_ok_and(|metadata| metadata.is_file());
    let list = if is_file {
        fs::read_to_string(&marker).map_err(failed("read", &marker))?
    } else {
        String::new()
    };
    let ours: BTreeSet<&str> = list
        .strip_prefix(MARKER_HEAD)
        .map_or_else(BTreeSet::new, |list| list.lines().chain([MARKER]).collect());
    check_content(target, Path::new(""), &ours)?;
    Ok(true)
}

/// Only files that the marker lists, and folders of such files.
fn check_content(target: &Path, inside: &Path, ours: &BTreeSet<&str>) -> Result<(), WriteError> {
    let folder = target.join(inside);
    let entries = fs::read_dir(&folder).map_err(failed("list", &folder))?;
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed("list", &folder))?;
        let kind = entry
            .file_type()
            .map_err(failed("look at", &entry.path()))?;
        found.push((inside.join(entry.file_name()), kind));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    for (path, kind) in found {
        let text = path.to_str().map(|text| text.replace('\\', "/"));
        let known = text.as_deref().is_some_and(|text| {
            if kind.is_dir() {
                let folder = format!("{text}/");
                ours.range(folder.as_str()..)
                    .next()
                    .is_some_and(|file| file.starts_with(&folder))
            } else {
                let file = text.rsplit('/').next().unwrap_or(text);
                kind.is_file() && (ours.contains(text) || LITTER.contains(&file))
            }
        });
        if !known {
            return Err(WriteError::NotOurs {
                folder: target.to_owned(),
                found: path,
            });
        }
        if kind.is_dir() {
            check_content(target, &path, ours)?;
        }
    }
    Ok(())
}

/// Makes the folders above the target, and returns those that were not there.
fn make_parents(parent: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let missing: Vec<&Path> = parent
        .ancestors()
        .take_while(|folder| {
            !folder.as_os_str().is_empty() && fs::symlink_metadata(folder).is_err()
        })
        .collect();
    fs::create_dir_all(parent).map_err(failed("make the folder", parent))?;
    Ok(missing.into_iter().rev().map(Path::to_owned).collect())
}

fn make_folder(folder: &Path) -> Result<(), WriteError> {
    fs::create_dir(folder).map_err(failed("make the folder", folder))
}

fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |source| WriteError::Io {
        action,
        path,
        source,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> BTreeMap<String, Vec<u8>> {
        let file = |path: &&str| ((*path).to_owned(), path.as_bytes().to_vec());
        paths.iter().map(file).collect()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn replaces_its_own_handbook_whole_and_leaves_no_litter() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("deep/er/site");
        write(&target, &files(&["index.html", "units/a.html"])).unwrap();
        assert_eq!(names(&target), [MARKER, "index.html", "units"]);
        fs::write(target.join(".DS_Store"), "").unwrap();
        write(&target, &files(&["index.html", "roles/b.html"])).unwrap();
        assert_eq!(names(&target), [MARKER, "index.html", "roles"]);
        assert_eq!(names(target.parent().unwrap()), ["site"]);
        assert_eq!(
            fs::read(target.join("roles/b.html")).unwrap(),
            b"roles/b.html"
        );
    }

    #[test]
    fn an_empty_folder_is_used() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("site");
        fs::create_dir(&target).unwrap();
        write(&target, &files(&["index.html"])).unwrap();
        assert_eq!(names(&target), [MARKER, "index.html"]);
    }

    #[test]
    fn what_polity_did_not_write_stays() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("site");
        fs::create_dir(&target).unwrap();
        fs::write(target.join("thesis.txt"), "years of work").unwrap();
        let error = write(&target, &files(&["index.html"])).unwrap_err();
        assert!(matches!(error, WriteError::NotOurs { .. }), "{error}");
        assert_eq!(names(&target), ["thesis.txt"]);
        // Nor is it lost where it lies inside a handbook, at whatever depth.
        fs::remove_file(target.join("thesis.txt")).unwrap();
        write(&target, &files(&["index.html", "units/a.html"])).unwrap();
        for foreign in ["CNAME", "units/notes.txt"] {
            fs::write(target.join(foreign), "mine").unwrap();
            let error = write(&target, &files(&["index.html"])).unwrap_err();
            assert!(error.to_string().contains(foreign), "{error}");
            assert_eq!(
                fs::read(target.join("units/a.html")).unwrap(),
                b"units/a.html"
            );
            fs::remove_file(target.join(foreign)).unwrap();
        }
        fs::create_dir(target.join(".git")).unwrap();
        assert!(write(&target, &files(&["index.html"])).is_err());
        assert_eq!(names(place.path()), ["site"]);
    }

    #[test]
    fn a_file_in_the_way_is_told() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("site");
        fs::write(&target, "a file").unwrap();
        let error = write(&target, &files(&["index.html"])).unwrap_err();
        assert!(matches!(error, WriteError::NotAFolder(_)), "{error}");
        // Also further up, and nothing is made on the way.
        let error = write(&target.join("a/b"), &files(&["index.html"])).unwrap_err();
        assert!(matches!(error, WriteError::Io { .. }), "{error}");
        assert_eq!(fs::read(&target).unwrap(), b"a file");
        assert_eq!(names(place.path()), ["site"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let place = tempfile::tempdir().unwrap();
        let real = place.path().join("real");
        fs::create_dir(&real).unwrap();
        let link = place.path().join("link");
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let error = write(&link, &files(&["index.html"])).unwrap_err();
        assert!(matches!(error, WriteError::Symlink(_)), "{error}");
        // A link inside a handbook is nothing that Polity wrote.
        let target = place.path().join("site");
        write(&target, &files(&["index.html"])).unwrap();
        fs::remove_file(target.join("index.html")).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", target.join("index.html")).unwrap();
        let error = write(&target, &files(&["index.html"])).unwrap_err();
        assert!(matches!(error, WriteError::NotOurs { .. }), "{error}");
        assert!(names(&real).is_empty());
    }

    #[test]
    fn folders_without_a_name_cannot_be_replaced() {
        for folder in [".", "..", "/", "", "a/.."] {
            let error = write(Path::new(folder), &files(&["index.html"])).unwrap_err();
            assert!(
                matches!(error, WriteError::NotReplaceable(_)),
                "{folder}: {error}"
            );
        }
    }

    #[test]
    fn paths_stay_inside_and_apart() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("deep/site");
        for paths in [
            &["../x"][..],
            &["/x"],
            &["a/../../x"],
            &["a//b"],
            &["./a"],
            &["a/"],
            &[""],
            &["a\\b"],
            &["c:x"],
            &["a\0"],
            &[MARKER],
            &["a", "a/b"],
            &["a.html", "A.html"],
            &["A", "a/b"],
        ] {
            let error = write(&target, &files(paths)).unwrap_err();
            assert!(
                matches!(error, WriteError::UnsafePath(_)),
                "{paths:?}: {error}"
            );
        }
        assert!(names(place.path()).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn others_can_read_what_is_written() {
        use std::os::unix::fs::PermissionsExt;
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("site");
        write(&target, &files(&["index.html"])).unwrap();
        let plain = place.path().join("plain");
        fs::create_dir(&plain).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&target), mode(&plain));
    }
}
