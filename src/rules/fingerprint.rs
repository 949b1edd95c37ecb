//! What makes a finding the same finding after other lines changed.

use std::collections::HashMap;
use std::fmt;

use crate::diag::Finding;
use crate::source::Sources;
use crate::tree::ContentId;

/// Names a finding by its rule, its record and the words it marks, not by lines: edits elsewhere
/// leave it as it is. Shown as 40 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The fingerprint of each finding, in the same order. Of several that would be alike each has its
/// own, by the order in which they come.
pub fn fingerprints(findings: &[Finding], sources: &Sources) -> Vec<Fingerprint> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    findings
        .iter()
        .map(|finding| {
            let source = sources.get(finding.primary.place.source);
            let marked = source.slice(finding.primary.place.span);
            let words: Vec<&str> = marked.split_whitespace().collect();
            let record = finding.record.as_deref().unwrap_or(source.path());
            let name = format!("{}\n{record}\n{}", finding.rule, words.join(" "));
            let count = seen.entry(name.clone()).or_default();
            *count += 1;
            let name = format!("{name}\n{count}");
            let id = ContentId::of_file(name.as_bytes());
            // Only a text made to break SHA-1 has no id; it is then its own name.
            Fingerprint(id.map_or(name, |id| id.to_string()))
        })
        .collect()
}
