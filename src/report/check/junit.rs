//! Findings as a JUnit report: one case for each rule that was run, and one more for each finding,
//! which fails where its weight fails the check. The only importer of the JUnit writer.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{CheckReport, Positions};
use crate::report::text::clean;

/// Writes one XML document.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, report: &CheckReport<'_>) -> io::Result<()> {
    let mut suite = TestSuite::new("polity check");
    let mut positions = Positions::new(report.sources);
    for info in report.infos {
        let mut is_silent = true;
        for finding in report.findings {
            if finding.rule != info.id {
                continue;
            }
            is_silent = false;
            let place = finding.primary.place;
            let at = positions.at(place.source, place.span.start);
            let path = clean(&report.path(place.source));
            let name = format!("{path}:{}:{}", at.line, at.column);
            let fails = report
                .fails_at
                .is_some_and(|least| finding.severity >= least);
            let message = clean(&finding.message);
            let notes = [("why", &finding.why), ("fix", &finding.fix)];
            let notes: Vec<String> = notes
                .into_iter()
                .filter_map(|(word, text)| Some(format!("{word}: {}", clean(text.as_ref()?))))
                .collect();
            let mut status = if fails {
                TestCaseStatus::non_success(NonSuccessKind::Failure)
            } else {
                TestCaseStatus::success()
            };
            status
                .set_type(finding.severity.word())
                .set_message(message.as_str())
                .set_description(notes.join("\n"));
            let mut case = TestCase::new(name, status);
            case.set_classname(info.id);
            if !fails {
                let word = finding.severity.word();
                case.set_system_out(format!("{word}: {message}\n{}", notes.join("\n")));
            }
            suite.add_test_case(case);
        }
        if is_silent {
            let mut case = TestCase::new("nothing found", TestCaseStatus::success());
            case.set_classname(info.id);
            suite.add_test_case(case);
        }
    }
    let mut document = Report::new("polity");
    document.add_test_suite(suite);
    document.serialize(out).map_err(io::Error::other)
}
