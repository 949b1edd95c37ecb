//! All topics against all who have a say on them: a table in words, in parts where it is large, and
//! the whole of it as a sheet.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Frame, Part, Site, crumb};
use crate::ask::{Matrix, Records, Who, matrix};
use crate::site::SiteError;
use crate::site::address::encoded;
use crate::site::book::Book;
use crate::site::here::Here;
use crate::site::rights;
use crate::site::text::{clean, name};
use crate::site::view::Rich;
use crate::wording::{cell_words, sheet};

/// Where the matrix is, and where the sheet of all of it.
pub(super) const ADDRESS: &str = "matrix.html";
const SHEET: &str = "matrix.csv";

/// How many cells a sheet of all of it has at most, empty ones too: the sheets of the parts have
/// only those columns that say something there.
const LARGEST: usize = 1_000_000;

/// About how many bytes of a table one page holds.
const ROOM: usize = 120_000;

#[derive(Serialize)]
struct Page {
    heading: String,
    is_first: bool,
    /// The same for spreadsheets; empty where only the parts have such.
    sheet: String,
    /// The table; of a large matrix only the pages of its parts have one.
    grid: Option<Grid>,
    parts: Vec<PartLink>,
}

#[derive(Serialize)]
struct PartLink {
    text: String,
    href: String,
    size: String,
}

#[derive(Serialize)]
struct Grid {
    columns: Vec<Rich>,
    rows: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    topic: Rich,
    cells: Vec<String>,
}

/// Rows that stand on one page, by number, with the columns that have a say on any of them.
struct Block {
    title: String,
    /// The address without its ending.
    stem: String,
    rows: Vec<usize>,
    columns: Vec<usize>,
}

impl Block {
    fn page(&self) -> String {
        format!("{}.html", self.stem)
    }

    fn sheet(&self) -> String {
        format!("{}.csv", self.stem)
    }
}

pub(super) fn add(book: &Book<'_>, site: &mut Site) -> Result<(), SiteError> {
    let here = Here::new(book, ADDRESS);
    let words = here.words;
    let matrix = public(book);
    let has_sheet = matrix.topics.len().saturating_mul(matrix.columns.len()) <= LARGEST;
    if has_sheet {
        add_sheet(book, site, SHEET, &matrix)?;
    }
    let cells = worded(&here, &matrix);
    let blocks = blocks(&here, &matrix, &cells);
    let heading = words.text("matrix");
    let is_whole = blocks.len() < 2;
    let parts = blocks.iter().filter(|_| !is_whole).map(|block| PartLink {
        text: block.title.clone(),
        href: here.to(&block.page()),
        size: size(&here, block),
    });
    let page = Page {
        heading: heading.clone(),
        is_first: true,
        sheet: if has_sheet {
            here.to(SHEET)
        } else {
            String::new()
        },
        grid: match blocks.first() {
            Some(block) if is_whole => Some(grid(&here, &matrix, &cells, block)),
            _ => None,
        },
        parts: parts.collect(),
    };
    let above = crumb(&here, &words.text("part-power"), "power.html");
    let mut frame = Frame::new(Part::Power, heading.clone()).under([above]);
    frame.style = "matrix.css";
    site.add(&here, frame, "matrix.html", &page)?;
    for block in blocks.iter().filter(|_| !is_whole) {
        let here = Here::new(book, block.page());
        let csv = block.sheet();
        add_sheet(book, site, &csv, &part(&matrix, block))?;
        let title = words.say("matrix-of", &[("topic", block.title.as_str().into())]);
        let page = Page {
            heading: title.clone(),
            is_first: false,
            sheet: here.to(&csv),
            grid: Some(grid(&here, &matrix, &cells, block)),
            parts: Vec::new(),
        };
        let above = [
            crumb(&here, &words.text("part-power"), "power.html"),
            crumb(&here, &heading, ADDRESS),
        ];
        let mut frame = Frame::new(Part::Power, title).under(above);
        frame.style = "matrix.css";
        site.add(&here, frame, "matrix.html", &page)?;
    }
    Ok(())
}

fn add_sheet(
    book: &Book<'_>,
    site: &mut Site,
    path: &str,
    matrix: &Matrix,
) -> Result<(), SiteError> {
    let line = |text: &str| clean(&text.replace(['\n', '\t'], " "));
    let sheet = sheet(book.words.catalogue(), &book.governance, matrix, line);
    let sheet = sheet.map_err(|error| SiteError::Page {
        page: path.to_owned(),
        message: error.to_string(),
    })?;
    site.files.put(path, sheet)
}

/// The rows and columns of one page.
fn part(matrix: &Matrix, block: &Block) -> Matrix {
    let cells = block.rows.iter().enumerate().flat_map(|(row, old)| {
        let columns = block.columns.iter().enumerate();
        columns.filter_map(move |(column, at)| {
            let cell = matrix.cells.get(&(*old, *at))?;
            Some(((row, column), cell.clone()))
        })
    });
    let topics = block.rows.iter().map(|row| matrix.topics[*row].clone());
    let columns = block.columns.iter().map(|at| matrix.columns[*at].clone());
    Matrix {
        topics: topics.collect(),
        columns: columns.collect(),
        cells: cells.collect(),
        who: matrix.who,
    }
}

/// The matrix without what is not public.
fn public(book: &Book<'_>) -> Matrix {
    let records = Records::new(&book.governance, book.handbook.powers);
    let all = matrix(&records, None, Who::Holders);
    let shown = |keep: Vec<bool>| {
        let mut next = 0;
        let number = keep.into_iter().map(|keep| {
            next += usize::from(keep);
            keep.then(|| next - 1)
        });
        number.collect::<Vec<Option<usize>>>()
    };
    let columns = all.columns.iter();
    let columns = columns.map(|actor| !book.is_hidden(actor.kind(), actor.id()));
    let columns = shown(columns.collect());
    let topics = all.topics.iter().map(|topic| !book.is_about_hidden(topic));
    let topics = shown(topics.collect());
    let cells = all.cells.into_iter();
    let cells =
        cells.filter_map(|((row, column), cell)| Some(((topics[row]?, columns[column]?), cell)));
    Matrix {
        cells: cells.collect(),
        columns: kept(all.columns, &columns),
        topics: kept(all.topics, &topics),
        who: all.who,
    }
}

/// The items that have a number.
fn kept<T>(items: Vec<T>, numbers: &[Option<usize>]) -> Vec<T> {
    let items = items.into_iter().zip(numbers);
    let kept = items.filter(|(_, number)| number.is_some());
    kept.map(|(item, _)| item).collect()
}

/// The cells in words.
fn worded(here: &Here<'_>, matrix: &Matrix) -> BTreeMap<(usize, usize), String> {
    let cells = matrix.cells.iter().map(|(at, cell)| {
        let words = cell_words(here.words.catalogue(), &matrix.topics[at.0], cell);
        (*at, words)
    });
    cells.collect()
}

/// Rows on their way to one page, by number, with the columns that have a say on any of them.
#[derive(Default)]
struct Filling {
    rows: Vec<usize>,
    columns: BTreeSet<usize>,
    /// Bytes of all that is said.
    words: usize,
}

impl Filling {
    /// Adds a row with its cells by column, or says that there is no room. The first always fits.
    fn add<'c>(
        &mut self,
        row: usize,
        cells: impl Iterator<Item = (usize, &'c str)> + Clone,
    ) -> bool {
        let new = cells.clone().filter(|(c, _)| !self.columns.contains(c));
        let (rows, columns) = (self.rows.len() + 1, self.columns.len() + new.count());
        let words = self.words + cells.clone().map(|(_, words)| words.len()).sum::<usize>();
        let bytes = words + (rows + columns) * 120 + rows * columns * 10;
        if rows > 1 && bytes > ROOM {
            return false;
        }
        self.rows.push(row);
        self.columns.extend(cells.map(|(column, _)| column));
        self.words = words;
        true
    }

    fn block(self, title: String, stem: String) -> Block {
        Block {
            title,
            stem,
            rows: self.rows,
            columns: self.columns.into_iter().collect(),
        }
    }
}

/// The rows as pages hold them: all on one, or cut by what the topics lie in.
fn blocks(
    here: &Here<'_>,
    matrix: &Matrix,
    cells: &BTreeMap<(usize, usize), String>,
) -> Vec<Block> {
    let said = |row: usize| {
        let cells = cells.range((row, 0)..(row + 1, 0));
        cells.map(|((_, column), words)| (*column, words.as_str()))
    };
    let rows: Vec<usize> = (0..matrix.topics.len())
        .filter(|row| said(*row).next().is_some())
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut whole = Filling::default();
    if rows.iter().all(|row| whole.add(*row, said(*row))) {
        return vec![whole.block(String::new(), String::new())];
    }
    let mut roots: Vec<(String, Vec<usize>)> = Vec::new();
    for row in rows {
        let topic = &matrix.topics[row];
        let root = topic.split('/').next().unwrap_or(topic);
        match roots.iter_mut().find(|(known, _)| known == root) {
            Some((_, rows)) => rows.push(row),
            None => roots.push((root.to_owned(), vec![row])),
        }
    }
    let mut blocks = Vec::new();
    for (root, rows) in roots {
        let key = match root.as_str() {
            "seats" => Some("matrix-root-seats"),
            "membership" => Some("matrix-root-membership"),
            "structure" => Some("matrix-root-structure"),
            "rules" => Some("matrix-root-rules"),
            "repos" => Some("matrix-root-repos"),
            "permissions" => Some("matrix-root-permissions"),
            _ => None,
        };
        let called = key.map_or_else(|| name(&root), |key| here.words.text(key));
        // As many pages as it needs, each filled as far as it goes.
        let mut pages = Vec::new();
        let mut page = Filling::default();
        for row in rows {
            if !page.add(row, said(row)) {
                pages.push(std::mem::take(&mut page));
                page.add(row, said(row));
            }
        }
        pages.push(page);
        for (at, page) in pages.into_iter().enumerate() {
            let stem = encoded(&root);
            let n = at + 1;
            let said = [("topic", called.as_str().into()), ("n", n.into())];
            blocks.push(match at {
                0 => page.block(called.clone(), format!("matrix/{stem}")),
                _ => {
                    let title = here.words.say("matrix-part", &said);
                    page.block(title, format!("matrix/{stem}-{n}"))
                }
            });
        }
    }
    blocks
}

fn size(here: &Here<'_>, block: &Block) -> String {
    let said = [
        ("topics", block.rows.len().into()),
        ("holders", block.columns.len().into()),
    ];
    here.words.say("matrix-size", &said)
}

fn grid(
    here: &Here<'_>,
    matrix: &Matrix,
    cells: &BTreeMap<(usize, usize), String>,
    block: &Block,
) -> Grid {
    let rows = block.rows.iter().map(|row| Line {
        topic: rights::topic(here, &matrix.topics[*row]),
        cells: block
            .columns
            .iter()
            .map(|column| cells.get(&(*row, *column)).cloned().unwrap_or_default())
            .collect(),
    });
    let columns = block.columns.iter();
    Grid {
        columns: columns.map(|at| here.actor(&matrix.columns[*at])).collect(),
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use crate::site::build;
    use crate::site::fixture::Fixture;

    #[test]
    fn every_topic_stands_against_everybody_with_a_say() {
        let fixture = Fixture::with(&[]);
        let words = fixture.words("matrix.html");
        assert!(words.contains("Topic Assembly Crew Keeper"), "{words}");
        assert!(words.contains("money/ small decides"), "{words}");
        assert!(words.contains("small decides up to 500 EUR"), "{words}");
        let html = fixture.html("matrix.html");
        assert!(
            html.contains("<section class=\"grid\" aria-label=\"")
                && html.contains("tabindex=\"0\"")
        );
        assert!(html.contains("href=\"matrix.csv\""));
    }

    #[test]
    fn a_large_matrix_has_a_page_for_what_its_topics_lie_in() {
        let mut org = String::from(
            "name: Large\nvision: Room\nroot: assembly\nresidual: assembly\ndomains:\n",
        );
        let mut powers = String::from("name: Crew\nparent: assembly\npowers:\n");
        for n in 0..2000 {
            org += &format!("  money/part{n}: A part\n");
            powers += &format!("  - {{right: decide, over: money/part{n}}}\n");
        }
        org += "  money: All money\n  site: The site\n";
        let fixture = Fixture::with(&[("org.yaml", &org), ("units/crew.yaml", &powers)]);
        let files = build(&fixture.handbook()).expect("a site");
        let parts = files
            .keys()
            .filter(|path| path.starts_with("matrix/") && path.ends_with(".html"));
        let parts: Vec<&String> = parts.collect();
        assert!(
            parts.contains(&&"matrix/money.html".to_owned()),
            "{parts:?}"
        );
        assert!(parts.contains(&&"matrix/money-2.html".to_owned()));
        assert!(parts.contains(&&"matrix/seats.html".to_owned()));
        let mut topics = 0;
        for part in parts {
            let html = String::from_utf8_lossy(&files[part]);
            assert!(html.len() < 300 * 1024, "{part}: {}", html.len());
            topics += html.matches("<code>money/<wbr>part").count();
        }
        assert_eq!(topics, 2000);
        // Each part has a sheet of its own rows, and a link to it.
        let sheets = files
            .iter()
            .filter(|(path, _)| path.starts_with("matrix/money"));
        let sheets = sheets.filter(|(path, _)| path.ends_with(".csv"));
        let rows = sheets.flat_map(|(_, sheet)| sheet.split(|byte| *byte == b'\n'));
        let parts = rows.filter(|row| row.starts_with(b"money/part"));
        assert_eq!(parts.count(), 2000);
        let html = String::from_utf8_lossy(&files["matrix/money-2.html"]);
        assert!(html.contains("href=\"../matrix/money-2.csv\""), "{html}");
        assert!(files.contains_key("matrix.csv"));
    }

    #[test]
    fn what_is_not_public_has_neither_row_nor_column() {
        let hidden = (
            "roles/keeper.yaml",
            "name: Keeper\nunit: crew\nvisibility: private\n\
             powers: [{right: decide, over: money/small, up_to: 500 EUR}]\n",
        );
        let fixture = Fixture::with(&[hidden]);
        let files = build(&fixture.handbook()).expect("a site");
        for path in ["matrix.html", "matrix.csv"] {
            let text = String::from_utf8_lossy(&files[path]);
            assert!(!text.to_lowercase().contains("keeper"), "{path}: {text}");
            assert!(text.contains("money/"), "{path}");
        }
    }

    #[test]
    fn the_matrix_speaks_german() {
        let words = Fixture::german().words("matrix.html");
        assert!(words.contains("Wer was entscheidet, auf einen Blick"));
        assert!(words.contains("entscheidet bis 500 EUR"), "{words}");
    }
}
