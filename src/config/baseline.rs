//! The findings that were there when checking began: they do not fail a check, and are to become
//! fewer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The name of the file, at the governance root.
pub const BASELINE_FILE: &str = "polity-baseline.json";

/// Old findings by their fingerprint.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The version of the format.
    version: Version,
    /// The findings.
    pub findings: BTreeMap<String, Known>,
}

/// An old finding, in words for whoever reads the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The rule.
    pub rule: String,
    /// The record concerned, or else the path of its file.
    pub record: String,
}

/// The only version so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
struct Version;

impl TryFrom<u64> for Version {
    type Error = String;
    fn try_from(number: u64) -> Result<Self, String> {
        match number {
            1 => Ok(Version),
            other => Err(format!("version {other} is not known here, only 1 is")),
        }
    }
}

impl From<Version> for u64 {
    fn from(_: Version) -> u64 {
        1
    }
}

impl Baseline {
    /// A baseline of these findings.
    pub fn of(findings: BTreeMap<String, Known>) -> Self {
        Baseline {
            version: Version,
            findings,
        }
    }

    /// Reads the file.
    ///
    /// # Errors
    /// Line and column from 1, and what is wrong.
    pub fn parse(text: &str) -> Result<Self, (usize, usize, String)> {
        serde_json::from_str(text)
            .map_err(|error| (error.line(), error.column(), error.to_string()))
    }

    /// The text of the file, sorted, one finding a line or so, so that its changes can be read.
    pub fn to_text(&self) -> String {
        // A map of texts cannot fail to be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let known = Known {
            rule: "no-deputy".to_owned(),
            record: "role/chair".to_owned(),
        };
        let baseline = Baseline {
            version: Version,
            findings: BTreeMap::from([("abc".to_owned(), known)]),
        };
        assert_eq!(Baseline::parse(&baseline.to_text()), Ok(baseline));
    }

    #[test]
    fn another_version_is_refused_where_it_stands() {
        let (line, _, message) =
            Baseline::parse("{\n\"version\": 2,\n\"findings\": {}}").expect_err("no such version");
        assert_eq!(line, 2);
        assert!(
            message.starts_with("version 2 is not known here"),
            "{message}"
        );
    }
}
