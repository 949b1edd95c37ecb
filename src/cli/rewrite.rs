//! Files of people, written anew: whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::error::CliError;

/// Puts a text in the place of a file, or makes the file; the folders above it are made. The old
/// text stays until all of the new one is on the disk, and the file keeps its permissions.
pub(super) fn put(path: &Path, text: &str) -> Result<(), CliError> {
    staged(path, text)?.settle()
}

/// Puts texts in the places of files that are there. What can fail is done for all of them before
/// the first one changes; a file that its owner has made read-only is left alone, and so are the
/// others then.
pub(super) fn put_all(files: &[(PathBuf, &str)]) -> Result<(), CliError> {
    for (path, _) in files {
        let metadata = fs::metadata(path).map_err(|error| failed(path, &error))?;
        if metadata.permissions().readonly() {
            let shown = path.display();
            return Err(CliError::new(format!("`{shown}` is read-only"))
                .hint("make it writable; nothing was written"));
        }
    }
    let staged: Vec<Staged<'_>> = files
        .iter()
        .map(|(path, text)| staged(path, text))
        .collect::<Result<_, _>>()?;
    staged.into_iter().try_for_each(Staged::settle)
}

/// A text on the disk, beside the file whose place it is to take.
struct Staged<'p> {
    file: NamedTempFile,
    path: &'p Path,
}

impl Staged<'_> {
    fn settle(self) -> Result<(), CliError> {
        let renamed = self.file.persist(self.path);
        renamed.map_err(|error| failed(self.path, &error.error))?;
        Ok(())
    }
}

fn staged<'p>(path: &'p Path, text: &str) -> Result<Staged<'p>, CliError> {
    let failed = |error: io::Error| failed(path, &error);
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut file = NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    match fs::metadata(path) {
        Ok(old) => file
            .as_file()
            .set_permissions(old.permissions())
            .map_err(failed)?,
        Err(_) => readable(file.as_file()).map_err(failed)?,
    }
    file.as_file().sync_all().map_err(failed)?;
    Ok(Staged { file, path })
}

fn failed(path: &Path, error: &io::Error) -> CliError {
    CliError::new(format!("cannot write `{}`: {error}", path.display()))
}

/// A temporary file is for its maker alone; a record is for all who may read the folder.
#[cfg(unix)]
fn readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_file: &fs::File) -> io::Result<()> {
    Ok(())
}
