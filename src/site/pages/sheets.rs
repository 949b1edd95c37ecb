//! Long tables and lists, cut into sheets: the first rows stand on the page itself, the others on pages
//! of their own beside it.

use std::ops::Range;

use serde::Serialize;

use super::{Frame, Site};
use crate::site::SiteError;
use crate::site::here::Here;
use crate::site::view::{Facts, Piece, Rich, Row, Table};

/// Up to about so many bytes a table stands on its page as a whole.
const WHOLE: usize = 40_000;

/// About how many bytes a sheet has.
const SHEET: usize = 25_000;

/// Up to about so many bytes a page has in tables and lists.
const ROOM: usize = 150_000;

/// Up to about so many bytes a fact has.
const FACT: usize = 8_000;

/// How many letters of its name a row is called by.
const LETTERS: usize = 50;

/// About how many bytes a row and a cell take beside what stands in them.
const ROW: usize = 20;
const CELL: usize = 40;

#[derive(Serialize)]
struct Page {
    /// What the page is called that the table begins on.
    whole: String,
    heading: String,
    /// Which rows stand here, of how many.
    rows: String,
    table: Table,
    /// The sheets before and after.
    beside: Vec<Rich>,
}

/// What stands on one sheet.
struct Sheet {
    address: String,
    from: usize,
    to: usize,
    /// From which row to which, by number and by name.
    title: String,
}

/// The table as it stands on its page, whose frame is `frame`. What is too long for it goes on pages
/// called `PAGE~stem-2.html` and so on.
pub(super) fn cut(
    site: &mut Site,
    here: &Here<'_>,
    frame: &Frame,
    stem: &str,
    table: Table,
) -> Result<Table, SiteError> {
    cut_to(site, here, frame, stem, table, WHOLE)
}

/// A list, of which the first lines stand here.
#[derive(Serialize)]
pub(super) struct Listed {
    title: String,
    pub lines: Vec<Rich>,
    /// Links to the pages with the lines that do not stand here.
    pub sheets: Vec<Rich>,
}

/// A page with many tables and lists, which share its room.
pub(super) struct Sheets<'a, 's, 'b> {
    pub site: &'a mut Site<'s>,
    here: &'a Here<'b>,
    frame: &'a Frame,
    room: usize,
}

impl<'a, 's, 'b> Sheets<'a, 's, 'b> {
    pub(super) fn on(site: &'a mut Site<'s>, here: &'a Here<'b>, frame: &'a Frame) -> Self {
        Sheets {
            site,
            here,
            frame,
            room: ROOM,
        }
    }

    /// How much the next table or list may take: never so much that none is left for others.
    fn most(&self) -> usize {
        WHOLE.min(self.room / 4)
    }

    /// A table as it stands on the page.
    pub(super) fn table(&mut self, stem: &str, table: Table) -> Result<Table, SiteError> {
        let most = self.most();
        let table = cut_to(self.site, self.here, self.frame, stem, table, most)?;
        let taken = table.rows.iter().map(bytes).chain(links(&table));
        self.room = self.room.saturating_sub(taken.sum());
        Ok(table)
    }

    /// A list as it stands on the page, which calls it `title`.
    pub(super) fn lines(
        &mut self,
        stem: &str,
        title: &str,
        lines: Vec<Rich>,
    ) -> Result<Listed, SiteError> {
        let mut table = Table::new(self.here.words, title, &["column-line"]);
        for line in lines {
            table.row([line]);
        }
        let table = self.table(stem, table)?;
        let shown = table.rows.into_iter().flat_map(|row| row.cells);
        Ok(Listed {
            title: title.to_owned(),
            lines: shown.collect(),
            sheets: table.sheets,
        })
    }

    /// The facts of the page. What is too long for one is told line by line.
    pub(super) fn facts(&mut self, stem: &str, mut facts: Facts) -> Result<Facts, SiteError> {
        for (number, (label, lines)) in facts.long(FACT).into_iter().enumerate() {
            let lines = match lines.as_slice() {
                [line] => line.parts(),
                _ => lines,
            };
            // A long text is no list.
            if lines.len() < 2 {
                continue;
            }
            let stem = format!("{stem}-{}", number + 1);
            let mut table = Table::new(self.here.words, label.as_str(), &["column-line"]);
            for line in lines {
                table.row([line]);
            }
            let table = cut_to(self.site, self.here, self.frame, &stem, table, FACT)?;
            let taken = table.rows.iter().map(bytes).chain(links(&table));
            self.room = self.room.saturating_sub(taken.sum());
            let shown = table.rows.into_iter().flat_map(|row| row.cells);
            facts.put(&label, shown.chain(table.sheets).collect());
        }
        Ok(facts)
    }
}

/// About how many bytes the links to the other sheets take.
fn links(table: &Table) -> impl Iterator<Item = usize> {
    table.sheets.iter().map(|link| link.bytes() + ROW)
}

/// How long things are put on sheets: each from one to before another.
pub(super) fn runs(bytes: &[usize], whole: usize, sheet: usize) -> Vec<Range<usize>> {
    if bytes.iter().sum::<usize>() <= whole {
        return std::iter::once(0..bytes.len()).collect();
    }
    let mut runs = Vec::new();
    let mut from = 0;
    while from < bytes.len() {
        let mut to = from + 1;
        let mut room = sheet.saturating_sub(bytes[from]);
        while let Some(left) = bytes.get(to).and_then(|bytes| room.checked_sub(*bytes)) {
            room = left;
            to += 1;
        }
        runs.push(from..to);
        from = to;
    }
    runs
}

/// Where a sheet of a page lies, counted from 0.
pub(super) fn address(page: &str, stem: &str, number: usize) -> String {
    match number {
        0 => page.to_owned(),
        before => {
            let page = page.strip_suffix(".html").unwrap_or(page);
            format!("{page}~{stem}-{}.html", before + 1)
        }
    }
}

fn cut_to(
    site: &mut Site,
    here: &Here<'_>,
    frame: &Frame,
    stem: &str,
    mut table: Table,
    whole: usize,
) -> Result<Table, SiteError> {
    let all = table.rows.len();
    if table.rows.iter().map(bytes).sum::<usize>() <= whole {
        return Ok(table);
    }
    let words = here.words;
    let sheets = sheets(here, stem, &table.rows, SHEET.min(whole));
    // A single row stands where it is, however long.
    if sheets.len() < 2 {
        return Ok(table);
    }
    let link = |sheet: &Sheet| {
        Rich::from(Piece::Link {
            text: sheet.title.clone(),
            href: here.to(&sheet.address),
        })
    };
    let mut rows = std::mem::take(&mut table.rows).into_iter();
    for (number, sheet) in sheets.iter().enumerate() {
        let own: Vec<Row> = rows.by_ref().take(sheet.to + 1 - sheet.from).collect();
        if number == 0 {
            table.rows = own;
            continue;
        }
        let at = Here::new(here.book(), &sheet.address);
        let counted = [
            ("from", sheet.from.into()),
            ("to", sheet.to.into()),
            ("all", all.into()),
        ];
        let beside = [number.checked_sub(1), Some(number + 1)];
        let beside = beside.into_iter().flatten().filter_map(|n| sheets.get(n));
        let page = Page {
            whole: frame.title.clone(),
            heading: table.caption.clone(),
            rows: words.say("sheet-rows", &counted),
            table: table.part(own),
            beside: beside.map(link).collect(),
        };
        let title = [
            ("page", frame.title.as_str().into()),
            ("table", table.caption.as_str().into()),
            ("from", sheet.from.into()),
            ("to", sheet.to.into()),
        ];
        let above = Rich::from(Piece::Link {
            text: frame.title.clone(),
            href: here.to(&here.path),
        });
        let frame = frame.sheet(words.say("sheet-title", &title), above);
        site.add(&at, frame, "sheet.html", &page)?;
    }
    let counted = [
        ("from", 1.into()),
        ("to", table.rows.len().into()),
        ("all", all.into()),
    ];
    table.rest = words.say("sheet-rows", &counted);
    table.sheets = sheets.iter().skip(1).map(link).collect();
    Ok(table)
}

/// The sheets of a table; the first one stands on a page with others, and has up to `first` bytes.
fn sheets(here: &Here<'_>, stem: &str, rows: &[Row], first: usize) -> Vec<Sheet> {
    // What an encoded id has behind a tilde are digits.
    debug_assert!(!stem.starts_with(|c: char| c.is_ascii_hexdigit() || c == '~'));
    let lengths: Vec<usize> = rows.iter().map(bytes).collect();
    let shown = runs(&lengths, 0, first);
    let shown = shown.into_iter().next().unwrap_or(0..0);
    let others = runs(&lengths[shown.end..], 0, SHEET);
    let others = others.into_iter();
    let others = others.map(|run| run.start + shown.end..run.end + shown.end);
    let others = others.filter(|run| !run.is_empty());
    let all = std::iter::once(shown.clone()).chain(others).enumerate();
    let sheet = |(number, run): (usize, Range<usize>)| Sheet {
        address: address(&here.path, stem, number),
        from: run.start + 1,
        to: run.end,
        title: title(
            here,
            &run,
            called(&rows[run.start].cells),
            called(&rows[run.end - 1].cells),
        ),
    };
    all.map(sheet).collect()
}

/// What a sheet is called: from which thing to which, by number and by name.
pub(super) fn title(here: &Here<'_>, run: &Range<usize>, first: String, last: String) -> String {
    let said = [
        ("from", (run.start + 1).into()),
        ("to", run.end.into()),
        ("first", first.into()),
        ("last", last.into()),
    ];
    here.words.say("sheet-link", &said)
}

/// About how many bytes a row takes on a page.
pub(super) fn bytes(row: &Row) -> usize {
    let cells = row.cells.iter().map(|cell| cell.bytes() + CELL);
    cells.sum::<usize>() + ROW
}

/// What a row is called, in few letters.
pub(super) fn called(cells: &[Rich]) -> String {
    let name = cells.first().map(Rich::name).unwrap_or_default();
    match name.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::fixture::Fixture;

    /// An organisation whose assembly has so many members.
    fn crowd(members: usize) -> Fixture {
        let people: Vec<(String, String)> = (0..members)
            .map(|n| {
                (
                    format!("people/p{n}.yaml"),
                    format!("name: Member {n:04}\n"),
                )
            })
            .collect();
        let ids: Vec<String> = (0..members).map(|n| format!("p{n}")).collect();
        let unit = format!("name: Assembly\nmembers: [{}]\n", ids.join(", "));
        let mut files: Vec<(&str, &str)> = vec![("units/assembly.yaml", &unit)];
        files.extend(
            people
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_str())),
        );
        Fixture::with(&files)
    }

    #[test]
    fn every_row_of_a_long_table_stands_on_one_sheet() {
        const ALL: usize = 500;
        let fixture = crowd(ALL);
        let mut sheets = vec!["units/assembly.html".to_owned()];
        let files = fixture.files();
        sheets.extend(
            (2..)
                .map(|n| format!("units/assembly~people-{n}.html"))
                .take_while(|path| files.contains_key(path)),
        );
        assert!((3..9).contains(&sheets.len()), "{sheets:?}");
        let words: Vec<String> = sheets.iter().map(|path| fixture.words(path)).collect();
        let mut last = 0;
        for n in 0..ALL {
            let name = format!("Member {n:04} Member");
            let at = |words: &String| words.contains(&name);
            let found: Vec<usize> = (0..words.len())
                .filter(|at_sheet| at(&words[*at_sheet]))
                .collect();
            assert_eq!(found.len(), 1, "{name} on {found:?}");
            assert!(found[0] >= last, "{name}");
            last = found[0];
        }
        // Where the others are stands with the first, and what is beside with each.
        for (number, path) in sheets.iter().enumerate().skip(1) {
            let href = format!("href=\"../{path}\"");
            for (other, page) in sheets.iter().enumerate() {
                let leads = fixture.html(page).contains(&href);
                let is_beside = other == 0 || number.abs_diff(other) == 1;
                assert_eq!(leads, is_beside, "{page} to {path}");
            }
            let up = "<a href=\"../units/assembly.html\">Assembly</a>";
            assert!(fixture.html(path).contains(up), "{path}");
            let html = fixture.html(path).len();
            assert!(html < 2 * SHEET, "{path} has {html} bytes");
        }
        assert!(words[0].contains(" of 500. "), "{}", words[0]);
        let start = "Assembly People in Assembly ";
        assert!(words[1].starts_with(start), "{}", words[1]);
    }

    #[test]
    fn a_table_is_whole_as_long_as_it_may_be() {
        let page = crowd(150).words("units/assembly.html");
        assert!(page.contains("Member 0149 Member"), "{page}");
        assert!(!page.contains(" of 150."), "{page}");
    }
}
