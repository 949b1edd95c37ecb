//! `polity.toml` and `polity-baseline.json`, whatever the format of the records beside them.

use super::files::{read_text, unreadable};
use super::{BROKEN_SYNTAX, Loaded, finding_of};
use crate::config::{BASELINE_FILE, Baseline, FILE, read_config};
use crate::diag::{Finding, Severity};
use crate::source::{Place, SourceId, Span, parse_toml};
use crate::tree::{Entry, Tree};

/// Whether a file says how to judge, and not what is.
pub(super) fn is_ours(path: &str) -> bool {
    path == FILE || path == BASELINE_FILE
}

/// The files among those of a tree.
pub(super) fn find(entries: &[Entry]) -> Vec<Entry> {
    let ours = entries.iter().filter(|entry| is_ours(&entry.path));
    ours.cloned().collect()
}

/// Reads the files into what was loaded; whatever is wrong with them is a finding.
pub(super) fn read(tree: &dyn Tree, entries: &[Entry], loaded: &mut Loaded) {
    for entry in entries {
        match read_text(tree, entry) {
            Ok(text) => {
                let source = loaded.sources.add(text.source);
                match entry.path.as_str() {
                    FILE => configuration(source, loaded),
                    _ => baseline(source, loaded),
                }
            }
            Err(trouble) => {
                let (source, mut finding) = unreadable(trouble);
                finding.primary.place.source = loaded.sources.add(source);
                loaded.findings.push(finding);
            }
        }
    }
}

fn configuration(source: SourceId, loaded: &mut Loaded) {
    let parsed = parse_toml(loaded.sources.get(source).text());
    let faults = parsed.faults.iter().map(|fault| finding_of(fault, source));
    loaded.findings.extend(faults);
    loaded.config.source = Some(source);
    if let Some(root) = &parsed.root {
        let (mut config, findings) = read_config(root, source);
        config.baseline = loaded.config.baseline.take();
        loaded.config = config;
        loaded.findings.extend(findings);
    }
}

fn baseline(source: SourceId, loaded: &mut Loaded) {
    let file = loaded.sources.get(source);
    match Baseline::parse(file.text()) {
        Ok(baseline) => loaded.config.baseline = Some(baseline),
        Err((number, _, message)) => {
            let place = Place {
                source,
                span: line(file.text(), number),
            };
            let finding = Finding::new(BROKEN_SYNTAX, Severity::Error, place, message)
                .label("reading stops here")
                .fix("`polity check --write-baseline` writes it anew");
            loaded.findings.push(finding);
        }
    }
}

/// The bytes of a line, counted from 1, without its end.
fn line(text: &str, number: usize) -> Span {
    let before: usize = text
        .split_inclusive('\n')
        .take(number.saturating_sub(1))
        .map(str::len)
        .sum();
    let length = text[before..].lines().next().map_or(0, str::len);
    Span::new(before, before + length)
}
