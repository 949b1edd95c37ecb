//! Files of a tree as text, with a finding for each that is none.

use std::sync::Arc;

use crate::diag::{Finding, Severity};
use crate::source::{Place, Source, Sources, Span};
use crate::tree::{ContentId, Entry, EntryKind, ReadError, Tree};

use super::UNREADABLE_FILE;

/// The largest file that is read, in bytes. Records are written by people; more is no record.
pub const MAX_FILE_BYTES: u64 = 4 * 1024 * 1024;

/// A file that was read.
pub(super) struct TextFile {
    pub source: Arc<Source>,
    pub content: Option<ContentId>,
}

/// Reads one entry as UTF-8 text.
///
/// # Errors
/// What is wrong and what to do, for a finding; see [`unreadable`].
pub(super) fn read_text(tree: &dyn Tree, entry: &Entry) -> Result<TextFile, Unreadable> {
    let trouble = |message: String, fix: &'static str| Unreadable {
        path: entry.path.clone(),
        text: String::new(),
        span: Span::default(),
        message,
        fix,
    };
    if !entry.utf8_path {
        return Err(trouble(
            "this file's name is not UTF-8".to_owned(),
            "rename the file",
        ));
    }
    match entry.kind {
        EntryKind::File => {}
        EntryKind::Symlink => {
            return Err(trouble(
                "a symbolic link stands where a file is due".to_owned(),
                "put the file itself here: links are never followed",
            ));
        }
        EntryKind::Submodule => {
            return Err(trouble(
                "a submodule stands where a file is due".to_owned(),
                "put the files themselves here: submodules are never entered",
            ));
        }
        EntryKind::Special => {
            return Err(trouble(
                "a pipe, socket or device stands where a file is due".to_owned(),
                "put a regular file here",
            ));
        }
    }
    let bytes = tree
        .read(entry, MAX_FILE_BYTES)
        .map_err(|error| match error {
            ReadError::TooLarge { size, limit } => trouble(
                format!("this file is larger than is read: {size} bytes"),
                if limit == MAX_FILE_BYTES {
                    "keep records below 4 MiB, and link to large material"
                } else {
                    "make it smaller"
                },
            ),
            ReadError::NotAFile => trouble(
                "this is not a regular file".to_owned(),
                "put a regular file here",
            ),
            other => trouble(
                format!("this file cannot be read: {other}"),
                "check the file",
            ),
        })?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(TextFile {
            source: Arc::new(Source::new(entry.path.clone(), text)),
            content: entry.id,
        }),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            // Everything before the fault is unchanged, so its offset holds in the lossy text too.
            let span = Span::new(valid, valid + '\u{fffd}'.len_utf8());
            Err(Unreadable {
                path: entry.path.clone(),
                text,
                span,
                message: "this file is not UTF-8 text".to_owned(),
                fix: "save the file as UTF-8",
            })
        }
    }
}

/// A file that could not be read, with as much of its text as there is to show.
pub(super) struct Unreadable {
    path: String,
    text: String,
    span: Span,
    message: String,
    fix: &'static str,
}

/// The source and the finding for an unreadable file, placed in a set of one file.
pub(super) fn unreadable(trouble: Unreadable) -> (Arc<Source>, Finding) {
    let source = Arc::new(Source::new(trouble.path, trouble.text));
    let place = Place {
        source: Sources::default().add(Arc::clone(&source)),
        span: trouble.span,
    };
    let finding = Finding::new(UNREADABLE_FILE, Severity::Error, place, trouble.message)
        .label("not read")
        .fix(trouble.fix);
    (source, finding)
}
