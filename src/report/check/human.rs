//! Findings for a terminal: a frame each, in the manner of compilers, and one line to sum up. The
//! only importer of the crate that draws frames.

use std::io::{self, Write};

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Snippet};
use annotate_snippets::{Message, Renderer};

use super::{CheckReport, Positions};
use crate::diag::{Finding, Label, Severity};
use crate::report::text::{clean, clean_lines};
use crate::source::SourceId;

/// The longest line of a file, in bytes, that is shown as it stands. Of longer ones, which nobody
/// wrote by hand, only the marked words are shown.
const LONGEST_LINE: usize = 2000;
/// How many characters of a marked word are shown from a line that is too long.
const LONGEST_EXCERPT: usize = 60;
/// How many lines apart two labels may stand to be shown in one frame.
const FARTHEST_LINES: usize = 40;

/// What the terminal can show.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Whether to style the output.
    pub colour: bool,
    /// How many columns there are.
    pub width: usize,
}

/// Writes every finding as a frame, then the summary.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(out: &mut dyn Write, report: &CheckReport<'_>, options: Options) -> io::Result<()> {
    let renderer = if options.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(options.width);
    let mut positions = Positions::new(report.sources);
    for finding in report.findings {
        let group = frame(report, finding, options.width, &mut positions);
        writeln!(out, "{}\n", renderer.render(&[group]))?;
    }
    writeln!(out, "{}", report.summary())
}

fn frame(
    report: &CheckReport<'_>,
    finding: &Finding,
    width: usize,
    positions: &mut Positions<'_>,
) -> Group<'static> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level
        .primary_title(clean(&finding.message))
        .id(finding.rule);
    let mut group = Group::with_title(title);
    for part in parts(report, finding, width, positions) {
        group = part.add_to(group, report);
    }
    let by_fix = if finding.is_fixable() {
        " (polity check --fix)"
    } else {
        ""
    };
    let fix = finding.fix.as_ref();
    let notes = [
        ("why", finding.why.clone()),
        ("fix", fix.map(|fix| format!("{fix}{by_fix}"))),
        ("see", Some(format!("polity explain {}", finding.rule))),
    ];
    for (name, words) in notes {
        if let Some(words) = words {
            group = group.element(note(name, clean(&words)));
        }
    }
    group
}

fn note(name: &'static str, words: String) -> Message<'static> {
    Level::NOTE.with_name(name).message(words)
}

/// Labels that are shown together: lines of one file, or one label of a line that is too long.
struct Part<'f> {
    source: SourceId,
    marks: Vec<Mark<'f>>,
    is_long: bool,
}

/// A label on one line; of a longer span its first line stands for all.
struct Mark<'f> {
    label: &'f Label,
    is_primary: bool,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    line_start: usize,
    line_end: usize,
}

fn parts<'f>(
    report: &CheckReport<'_>,
    finding: &'f Finding,
    width: usize,
    positions: &mut Positions<'_>,
) -> Vec<Part<'f>> {
    let mut parts: Vec<Part<'f>> = Vec::new();
    let labels = std::iter::once((&finding.primary, true))
        .chain(finding.related.iter().map(|label| (label, false)));
    for (label, is_primary) in labels {
        let source = label.place.source;
        let mark = mark(report, label, is_primary, positions);
        let is_long = mark.line_end - mark.line_start > LONGEST_LINE;
        let near = parts.iter_mut().find(|part| {
            part.source == source
                && !part.is_long
                && !is_long
                && part.marks.iter().all(|other| {
                    let same_line = mark.line == other.line;
                    let columns = mark.column.abs_diff(other.column);
                    mark.line.abs_diff(other.line) <= FARTHEST_LINES
                        && !(same_line && columns + 20 > width)
                })
        });
        match near {
            Some(part) => part.marks.push(mark),
            None => parts.push(Part {
                source,
                marks: vec![mark],
                is_long,
            }),
        }
    }
    parts
}

fn mark<'f>(
    report: &CheckReport<'_>,
    label: &'f Label,
    is_primary: bool,
    positions: &mut Positions<'_>,
) -> Mark<'f> {
    let place = label.place;
    let text = report.sources.get(place.source).text();
    let start = text.floor_char_boundary(place.span.start);
    let line_start = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let line_end = text[start..]
        .find('\n')
        .map_or(text.len(), |end| start + end);
    let end = text.floor_char_boundary(place.span.end.clamp(start, line_end));
    let position = positions.at(place.source, start);
    Mark {
        label,
        is_primary,
        line: position.line,
        column: position.column,
        start,
        end,
        line_start,
        line_end,
    }
}

impl Part<'_> {
    fn add_to(&self, group: Group<'static>, report: &CheckReport<'_>) -> Group<'static> {
        let path = clean(&report.path(self.source));
        if self.is_long {
            let text = report.sources.get(self.source).text();
            return self.marks.iter().fold(group, |group, mark| {
                let origin = Origin::path(path.clone())
                    .line(mark.line)
                    .char_column(mark.column);
                let marked: String = text[mark.start..mark.end]
                    .chars()
                    .take(LONGEST_EXCERPT)
                    .collect();
                let words = format!("`{}` {}", clean(&marked), clean(&mark.label.text));
                group
                    .element(Element::Origin(origin))
                    .element(note("here", words))
            });
        }
        group.element(self.snippet(report, path))
    }

    /// The lines from the first label to the last, with only those shown that carry one.
    fn snippet(
        &self,
        report: &CheckReport<'_>,
        path: String,
    ) -> Snippet<'static, Annotation<'static>> {
        let text = report.sources.get(self.source).text();
        let first = self.marks.iter().map(|mark| mark.line_start).min();
        let last = self.marks.iter().map(|mark| mark.line_end).max();
        let first_line = self.marks.iter().map(|mark| mark.line).min();
        let (first, last) = (first.unwrap_or(0), last.unwrap_or(0));
        let lines = clean_lines(&text[first..last]);
        let annotations = self.marks.iter().map(|mark| {
            let at = |offset: usize| clean_lines(&text[first..offset]).len();
            let kind = if mark.is_primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let words = clean(&mark.label.text);
            let words = Some(words).filter(|words| !words.is_empty());
            kind.span(at(mark.start)..at(mark.end)).label(words)
        });
        Snippet::source(lines)
            .line_start(first_line.unwrap_or(1))
            .path(path)
            .annotations(annotations.collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Date;
    use crate::source::{Place, Source, Sources, Span};

    /// A report on `files`, with a finding for each list of marked words: `(file, words, label)`.
    fn written(files: &[(&str, &str)], marks: &[&[(usize, &str, &str)]], width: usize) -> String {
        let mut sources = Sources::default();
        let ids: Vec<SourceId> = files
            .iter()
            .map(|(path, text)| sources.add(Arc::new(Source::new(*path, *text))))
            .collect();
        let findings: Vec<Finding> = marks
            .iter()
            .map(|marks| {
                let mut places = marks.iter().map(|(file, words, label)| {
                    let start = files[*file].1.find(words).expect("the words are there");
                    let span = Span::new(start, start + words.len());
                    (
                        Place {
                            source: ids[*file],
                            span,
                        },
                        *label,
                    )
                });
                let (place, label) = places.next().expect("a primary place");
                let finding = Finding::new("a-rule", Severity::Error, place, "a message")
                    .label(label)
                    .why("it matters")
                    .fix("do this");
                places.fold(finding, |finding, (place, label)| {
                    finding.related(place, label)
                })
            })
            .collect();
        let report = CheckReport {
            findings: &findings,
            fingerprints: &[],
            sources: &sources,
            infos: &[],
            records: files.len(),
            waived: 0,
            old: None,
            fails_at: None,
            as_of: Date::parse("2026-09-14").expect("a day"),
            prefix: "gov/",
        };
        let mut out = Vec::new();
        let options = Options {
            colour: false,
            width,
        };
        write(&mut out, &report, options).expect("a vector takes all");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn frames_name_place_labels_reason_and_remedy() {
        let role = "name: Lead\nunit: team\ndomains: [code]\nselection: {term: P3Y}\n";
        let org = "name: All\nresidual: team\n";
        let files = [("roles/lead.yaml", role), ("org.yaml", org)];
        let marks: &[&[(usize, &str, &str)]] = &[
            &[
                (0, "P3Y", "for 3 years"),
                (0, "code", "decides code"),
                (1, "team", "decides the rest"),
            ],
            &[(
                0,
                "domains: [code]\nselection: {term",
                "of several lines the first is marked",
            )],
            &[(1, "", "")],
        ];
        insta::assert_snapshot!(written(&files, marks, 100));
    }

    #[test]
    fn far_labels_get_frames_of_their_own() {
        let mut text = "a: first\n".to_owned();
        text.push_str(&"- filler\n".repeat(500));
        text.push_str("z: last\n");
        let wide = format!("left: [{}right]\n", "x, ".repeat(80));
        let files = [("long.yaml", text.as_str()), ("wide.yaml", wide.as_str())];
        let marks: &[&[(usize, &str, &str)]] = &[
            &[(0, "last", "here"), (0, "first", "and here")],
            &[(1, "left", "here"), (1, "right", "and here")],
        ];
        let shown = written(&files, marks, 80);
        insta::assert_snapshot!(shown);
        assert!(!shown.contains("filler"));
    }

    #[test]
    fn hostile_lines_do_not_reach_the_terminal() {
        let huge = format!("a: {{{}}}\n", "\u{202e}key: 1, ".repeat(5000));
        let files = [
            ("huge.yaml", huge.as_str()),
            (
                "\u{1b}[2Jname.yaml",
                "\u{feff}a: \u{1b}[31mred\u{9b}0m\tx\r\nb: y\r\n",
            ),
            ("empty.yaml", ""),
        ];
        let marks: &[&[(usize, &str, &str)]] = &[
            &[(0, "key: 1", "label \u{1b}[0m"), (1, "b: y", "related")],
            &[(1, "red", "\u{202e}label\nnext"), (0, "key: 1", "related")],
            &[(2, "", "not read")],
        ];
        let shown = written(&files, marks, 100);
        insta::assert_snapshot!(shown);
        assert!(!shown.contains(|c: char| crate::report::text::is_hidden(c) && c != '\n'));
        assert!(shown.len() < 4000);
    }

    #[test]
    fn offsets_out_of_line_do_no_harm() {
        let mut sources = Sources::default();
        let source = sources.add(Arc::new(Source::new("x.yaml", "é: ü\r\n\nz")));
        let findings: Vec<Finding> = (0..14)
            .flat_map(|start| (start..14).map(move |end| Span::new(start, end)))
            .map(|span| Finding::new("a-rule", Severity::Info, Place { source, span }, "m"))
            .collect();
        let report = CheckReport {
            findings: &findings,
            fingerprints: &[],
            sources: &sources,
            infos: &[],
            records: 1,
            waived: 0,
            old: None,
            fails_at: None,
            as_of: Date::parse("2026-09-14").expect("a day"),
            prefix: "",
        };
        for colour in [false, true] {
            let options = Options { colour, width: 20 };
            write(&mut Vec::new(), &report, options).expect("a vector takes all");
        }
    }
}
