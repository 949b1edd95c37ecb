//! Where pages lie: file names that every disk can hold, and links between them that work from a
//! web server and from a folder alike.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// How many bytes of an id a file name carries.
const LONGEST: usize = 96;

/// Names that Windows keeps for devices.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A file name, without its ending, for each id.
///
/// Letters, digits, `-` and `_` stay; every other byte becomes `~` and two hexadecimal digits. An
/// id that no disk could hold under its own name, or that differs from another one in upper and
/// lower case only, gets `~~` and a short hash of the whole id.
pub(super) fn file_names<'i>(ids: impl IntoIterator<Item = &'i str>) -> BTreeMap<&'i str, String> {
    let ids: BTreeSet<&str> = ids.into_iter().collect();
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    for id in &ids {
        *alike.entry(id.to_ascii_lowercase()).or_default() += 1;
    }
    let mut names = BTreeMap::new();
    for id in ids {
        let lower = id.to_ascii_lowercase();
        let clashes = alike[&lower] > 1 && lower != id;
        names.insert(id, file_name(id, clashes));
    }
    names
}

fn file_name(id: &str, clashes: bool) -> String {
    let mut name = encoded(id);
    let device = RESERVED.contains(&name.to_ascii_lowercase().as_str())
        || (name.len() == 4 && ["com", "lpt"].contains(&name[..3].to_ascii_lowercase().as_str()));
    if clashes || device || name.is_empty() || name.len() > LONGEST {
        name.truncate(LONGEST);
        let _ = write!(name, "~~{:08x}", hash(id));
    }
    name
}

/// An id in characters that are safe in file names and in addresses.
pub(super) fn encoded(id: &str) -> String {
    let mut name = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') {
            name.push(char::from(byte));
        } else {
            let _ = write!(name, "~{byte:02x}");
        }
    }
    name
}

/// FNV-1a, folded to 32 bits: short, and the same on every machine and in every version.
fn hash(text: &str) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    #[allow(clippy::cast_possible_truncation, reason = "both halves are folded in")]
    let folded = (hash ^ (hash >> 32)) as u32;
    folded
}

/// What leads from the page at `from` back to the root of the site: empty, or `../`.
pub(super) fn to_root(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_ids_keep_their_names() {
        let names = file_names(["treasurer", "D-2026-014", "wg_ai"]);
        assert_eq!(names["treasurer"], "treasurer");
        assert_eq!(names["D-2026-014"], "D-2026-014");
        assert_eq!(names["wg_ai"], "wg_ai");
    }

    #[test]
    fn ids_cannot_leave_the_folder_or_meet_on_a_disk() {
        let long = "x".repeat(10_000);
        let ids = [
            "../etc/passwd",
            "a.b",
            "a b",
            "ä",
            "",
            "con",
            "COM1",
            "Team",
            "team",
            "TEAM",
            "~41",
            "A",
            &long,
        ];
        let names = file_names(ids);
        assert_eq!(names["../etc/passwd"], "~2e~2e~2fetc~2fpasswd");
        assert_eq!(names["ä"], "~c3~a4");
        assert_eq!(names["~41"], "~7e41");
        assert_eq!(names["A"], "A");
        assert_eq!(names["team"], "team");
        assert!(names["Team"].starts_with("Team~~"));
        assert!(names["con"].starts_with("con~~"));
        let folded: BTreeSet<String> = names.values().map(|n| n.to_lowercase()).collect();
        assert_eq!(folded.len(), ids.len(), "{names:?}");
        for name in names.values() {
            assert!(!name.is_empty() && name.len() < 120);
            assert!(
                name.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_~".contains(&b)),
                "{name}"
            );
        }
    }

    #[test]
    fn links_climb_to_the_root() {
        assert_eq!(to_root("index.html"), "");
        assert_eq!(to_root("units/finance.html"), "../");
    }
}
