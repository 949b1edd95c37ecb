//! Long tables, cut into sheets: the first rows stand on the page itself, the others on pages of
//! their own beside it.

use serde::Serialize;

use super::{Frame, Site};
use crate::site::SiteError;
use crate::site::here::Here;
use crate::site::view::{Piece, Rich, Row, Table};

/// Up to about so many bytes a table stands on its page as a whole.
const WHOLE: usize = 40_000;

/// About how many bytes a sheet has.
const SHEET: usize = 25_000;

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
    mut table: Table,
) -> Result<Table, SiteError> {
    let all = table.rows.len();
    if table.rows.iter().map(bytes).sum::<usize>() <= WHOLE {
        return Ok(table);
    }
    let words = here.words;
    let sheets = sheets(here, stem, &table.rows);
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

fn sheets(here: &Here<'_>, stem: &str, rows: &[Row]) -> Vec<Sheet> {
    // What an encoded id has behind a tilde are digits.
    debug_assert!(!stem.starts_with(|c: char| c.is_ascii_hexdigit() || c == '~'));
    let page = here.path.strip_suffix(".html").unwrap_or(&here.path);
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut from = 0;
    while from < rows.len() {
        let mut to = from;
        let mut room = SHEET.saturating_sub(bytes(&rows[from]));
        while let Some(left) = rows
            .get(to + 1)
            .and_then(|row| room.checked_sub(bytes(row)))
        {
            room = left;
            to += 1;
        }
        let said = [
            ("from", (from + 1).into()),
            ("to", (to + 1).into()),
            ("first", called(&rows[from]).into()),
            ("last", called(&rows[to]).into()),
        ];
        sheets.push(Sheet {
            address: match sheets.len() {
                0 => here.path.clone(),
                before => format!("{page}~{stem}-{}.html", before + 1),
            },
            from: from + 1,
            to: to + 1,
            title: here.words.say("sheet-link", &said),
        });
        from = to + 1;
    }
    sheets
}

fn bytes(row: &Row) -> usize {
    let cells = row.cells.iter().map(|cell| cell.bytes() + CELL);
    cells.sum::<usize>() + ROW
}

/// What a row is called, in few letters.
fn called(row: &Row) -> String {
    let name = row.cells.first().map(Rich::name).unwrap_or_default();
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
