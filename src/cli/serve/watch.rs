//! Tells when files may have changed. The only importer of the file-watching crate.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Signal;

/// How often files are looked at where the system does not tell of changes.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Watches the files of a root and those of Git by which it is told what is checked out. What is
/// returned must be kept for as long as changes are to be told; the sentence says what does not
/// work.
pub(super) fn watch(
    root: &Path,
    git: &[PathBuf],
    signals: &Sender<Signal>,
) -> (Option<RecommendedWatcher>, Option<String>) {
    match watcher(root, git, signals.clone()) {
        Ok(watcher) => (Some(watcher), None),
        Err(error) => {
            let signals = signals.clone();
            std::thread::spawn(move || {
                loop {
                    std::thread::sleep(LOOK_EVERY);
                    if signals.send(Signal::Changed).is_err() {
                        return;
                    }
                }
            });
            let every = LOOK_EVERY.as_secs();
            let sentence = format!("cannot watch files ({error}): looking every {every} seconds");
            (None, Some(sentence))
        }
    }
}

fn watcher(
    root: &Path,
    git: &[PathBuf],
    signals: Sender<Signal>,
) -> notify::Result<RecommendedWatcher> {
    let folders = git.to_vec();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // What cannot be told may be a change.
        let concerns = event.map_or(true, |event| concerns(&event, &folders));
        if concerns {
            // The program is about to end if nobody listens.
            let _ = signals.send(Signal::Changed);
        }
    })?;
    watcher.watch(root, RecursiveMode::Recursive)?;
    for folder in git {
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
        let refs = folder.join("refs");
        if refs.is_dir() {
            watcher.watch(&refs, RecursiveMode::Recursive)?;
        }
    }
    Ok(watcher)
}

/// Whether an event may change what is shown: of Git's own files only those that name commits.
fn concerns(event: &Event, git: &[PathBuf]) -> bool {
    let is_named = |path: &PathBuf| {
        let inside = git.iter().find_map(|folder| path.strip_prefix(folder).ok());
        inside.is_none_or(|inside| {
            let is_lock = inside.extension().is_some_and(|end| end == "lock");
            let names = ["HEAD", "packed-refs", "shallow"];
            let is_name = names.iter().any(|name| inside == Path::new(name));
            !is_lock && (is_name || inside.starts_with("refs"))
        })
    };
    !matches!(event.kind, EventKind::Access(_))
        && (event.paths.is_empty() || event.paths.iter().any(is_named))
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, ModifyKind};

    use super::*;

    #[test]
    fn reading_and_the_housekeeping_of_git_are_no_changes() {
        let git = [PathBuf::from("/r/.git")];
        let told = |kind: EventKind, path: &str| {
            let event = Event::new(kind).add_path(PathBuf::from(path));
            concerns(&event, &git)
        };
        let modified = EventKind::Modify(ModifyKind::Any);
        for path in ["/r/org.yaml", "/r/.git/HEAD", "/r/.git/refs/heads/main"] {
            assert!(told(modified, path), "{path}");
            assert!(!told(EventKind::Access(AccessKind::Any), path), "{path}");
        }
        for path in [
            "/r/.git/index",
            "/r/.git/objects/ab",
            "/r/.git/HEAD.lock",
            "/r/.git/refs/heads/main.lock",
            "/r/.git/polity/x",
        ] {
            assert!(!told(modified, path), "{path}");
        }
        assert!(concerns(&Event::new(EventKind::Other), &git));
    }
}
