//! A comparison as one page of HTML: what the report says, in the dress of the handbook.

use std::io::Write;

use crate::cli::error::CliError;
use crate::model::Date;
use crate::report::diff::{CannotTell, DiffReport, End, full, plain};
use crate::shift::Comparison;
use crate::site::{ComparisonPage, comparison_page};

pub(super) fn write(out: &mut dyn Write, report: &DiffReport<'_>) -> Result<(), CliError> {
    let view = report.view();
    let shifts = view.comparison.shifts.iter();
    let what: Vec<String> = shifts
        .map(|shift| plain(&full(&view.comparison, shift)))
        .collect();
    let mut notes: Vec<String> = Vec::new();
    notes.extend(report.shown(&view).map(|shown| format!("Shown: {shown}.")));
    let skipped = report.skipped.iter();
    notes.extend(skipped.map(|file| format!("Not compared: {file}.")));
    let lead = report.headline();
    let lead = lead.unwrap_or_else(|| format!("{}.", capital(&report.no_shift())));
    print(
        out,
        &ComparisonPage {
            title: if report.is_shift() {
                "Power shift"
            } else {
                "No power shift"
            },
            lead: &lead,
            facts: &facts(report),
            notes: &notes,
            prefix: report.prefix,
            comparison: &view.comparison,
            numbers: &view.numbers,
            what: &what,
            lines: &view.lines(),
        },
    )
}

pub(super) fn cannot_tell(out: &mut dyn Write, why: &CannotTell) -> Result<(), CliError> {
    let end = |label, end: &Option<End>| Some((label, end.as_ref()?.shown()));
    let facts: Vec<_> = [end("fact-base", &why.base), end("fact-head", &why.head)]
        .into_iter()
        .flatten()
        .collect();
    let nothing = Comparison::nothing(Date::of_unix(0));
    print(
        out,
        &ComparisonPage {
            title: "Cannot tell",
            lead: &format!("{}; compared nothing.", capital(&why.reason)),
            facts: &facts,
            notes: &why.hints,
            prefix: "",
            comparison: &nothing,
            numbers: &[],
            what: &[],
            lines: &[],
        },
    )
}

fn facts(report: &DiffReport<'_>) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("fact-base", report.base.shown()),
        ("fact-head", report.head.shown()),
        ("fact-as-of", report.comparison.as_of.to_string()),
    ];
    if let Some((added, removed)) = report.line_counts {
        facts.push(("fact-lines", format!("+{added} −{removed}")));
    }
    facts.push(("fact-records", report.changes.words()));
    facts
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn print(out: &mut dyn Write, page: &ComparisonPage<'_>) -> Result<(), CliError> {
    let bytes = comparison_page(page).map_err(|error| CliError::new(error.to_string()))?;
    out.write_all(&bytes)?;
    Ok(())
}
