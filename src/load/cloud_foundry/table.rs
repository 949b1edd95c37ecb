//! The table of members in `TOC.md`: who, since when, until when, and who has the chair.

use std::ops::Range;

use super::people::Listed;
use crate::model::{Date, Text};
use crate::source::{At, Span};

/// One row.
#[derive(Debug)]
pub(super) struct Row {
    pub person: Listed,
    pub chair: bool,
    pub since: Option<At<Date>>,
    /// The last day, where the table names a day or a year.
    pub until: Option<At<Date>>,
}

/// Which column is which.
struct Columns {
    member: usize,
    profile: usize,
    start: Option<usize>,
    end: Option<usize>,
}

/// The rows of the first table that has members and profiles.
pub(super) fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut columns: Option<Columns> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let cells = cells(line, at);
        match (&columns, cells) {
            (None, Some(cells)) => columns = header(text, &cells),
            (Some(columns), Some(cells)) => rows.extend(row(text, columns, &cells)),
            (Some(_), None) => break,
            (None, None) => {}
        }
        at += line.len();
    }
    rows
}

/// The cells of a line of a table, trimmed.
fn cells(line: &str, at: usize) -> Option<Vec<Range<usize>>> {
    let content = line.trim();
    let inner = content.strip_prefix('|')?;
    let mut start = at + (line.len() - line.trim_start().len()) + 1;
    let cells = inner.split('|').map(|cell| {
        let from = start + (cell.len() - cell.trim_start().len());
        start += cell.len() + 1;
        from..from + cell.trim().len()
    });
    Some(cells.collect())
}

fn header(text: &str, cells: &[Range<usize>]) -> Option<Columns> {
    let find = |wanted: &str| {
        let mut cells = cells.iter();
        cells.position(|cell| text[cell.clone()].eq_ignore_ascii_case(wanted))
    };
    Some(Columns {
        member: find("member")?,
        profile: find("profile")?,
        start: find("term start"),
        end: find("term end"),
    })
}

fn row(text: &str, columns: &Columns, cells: &[Range<usize>]) -> Option<Row> {
    let cell = |at: usize| {
        let range = cells.get(at)?;
        Some((&text[range.clone()], Span::new(range.start, range.end)))
    };
    let (profile, _) = cell(columns.profile)?;
    let (_, rest) = profile.split_once('@')?;
    let handle = rest.split([']', ')', ' ', '<']).next()?;
    let (member, span) = cell(columns.member)?;
    let (name, office) = match member.split_once('(') {
        Some((name, office)) => (name.trim(), office.trim_end_matches(')').trim()),
        None => (member, ""),
    };
    let name = (!name.is_empty()).then(|| At::new(Text::of(name), span));
    let whole = Span::new(cells.first()?.start, cells.last()?.end.max(span.end));
    let date = |at: Option<usize>, read: fn(&str) -> Option<Date>| {
        let (word, span) = cell(at?)?;
        read(word).map(|date| At::new(date, span))
    };
    Some(Row {
        person: Listed::of(handle, name, whole)?,
        chair: is_chair(office),
        since: date(columns.start, Date::parse),
        until: date(columns.end, last_day),
    })
}

/// Whether an office in brackets is the chair, and not the one before or beside it.
fn is_chair(office: &str) -> bool {
    let mut words = office.split_whitespace();
    let last = words.next_back().unwrap_or_default();
    let is_chair = ["chair", "chairman", "chairwoman", "chairperson"]
        .iter()
        .any(|word| last.eq_ignore_ascii_case(word));
    let other = ["vice", "former", "ex", "deputy", "past", "co", "acting"];
    is_chair && !words.any(|word| other.iter().any(|other| word.eq_ignore_ascii_case(other)))
}

/// The day that a cell names, or the last one of the year that it names.
fn last_day(word: &str) -> Option<Date> {
    let is_year = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    if is_year {
        Date::parse(&format!("{word}-12-31"))
    } else {
        Date::parse(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "Text @nobody\n\n| Artefact | Link |\n| --- | --- |\n| x | [@no](y) |\n\n\
        | &nbsp; | Member | Company | Profile | Term Start | Term End |\n\
        | --- | --- | --- | --- | --- | --- |\n\
        | <img src='https://x/Ann.png'> | Ann Ash (TOC Chair)| X | [@ann](https://github.com/Ann) | 2024-06-21 | 2026 |\n\
        | | Bo Birch | Y | [@Bo-B](https://github.com/Bo-B) | 2024-06-21 | 2026-07-01 |\n\
        | | Cy (Vice Chair) | Y | [@cy](https://github.com/cy) | soon | later |\n\
        | picture | name | employer | profile |\n\
        \n| a | Member | b | Profile |\n| | Di | | [@di](x) |\n";

    #[test]
    fn rows_carry_terms_and_the_chair() {
        let rows = rows(TABLE);
        let told: Vec<String> = rows
            .iter()
            .map(|row| {
                let day = |day: Option<At<Date>>| day.map_or("-".to_owned(), |day| day.to_string());
                format!(
                    "{} {} {} {} {}",
                    row.person.id,
                    row.person.name.as_ref().map_or("-", |name| name.as_str()),
                    row.chair,
                    day(row.since),
                    day(row.until)
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                "ann Ann Ash true 2024-06-21 2026-12-31",
                "bo-b Bo Birch false 2024-06-21 2026-07-01",
                "cy Cy false - -",
            ]
        );
        let since = rows[0].since.expect("a first day");
        assert_eq!(&TABLE[since.span.start..since.span.end], "2024-06-21");
    }

    #[test]
    fn text_without_such_a_table_has_no_rows() {
        assert!(rows("").is_empty());
        assert!(rows("|").is_empty());
        assert!(rows("| Member | Profile |\n|\n| é | @").is_empty());
    }
}
