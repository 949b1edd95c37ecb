//! Topics against holders for a terminal: as many tables as the width needs, none cut.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle};

use super::cells::{cell_words, column_names};
use super::rows::Rows;
use super::who_human::incomplete;
use super::{AskReport, Screen};
use crate::ask::{Matrix, Who};
use crate::catalogue::Catalogue;
use crate::power::distribution::Overview;
use crate::report::clean;
use crate::wording::{capital, count, spread};

/// The widest that a column of topics, and one of cells, wants to be.
const TOPIC: usize = 30;
const CELL: usize = 20;
/// How many lines of tables are shown before the rest is counted.
const MOST: usize = 400;

/// Writes the tables, and in words how the power to decide is spread where that is given.
///
/// # Errors
/// Whatever the writer reports.
pub fn write(
    out: &mut dyn Write,
    report: &AskReport<'_>,
    matrix: &Matrix,
    overview: Option<&Overview<'_>>,
    screen: Screen,
) -> io::Result<()> {
    let topics = count(matrix.topics.len(), "topic", "topics");
    let names = column_names(report, matrix);
    let (one, many) = match matrix.who {
        Who::Holders => ("holder", "holders"),
        Who::Units => ("unit", "units"),
        Who::People => ("person", "people"),
    };
    let holders = count(names.len(), one, many);
    let title = format!("{topics}, {holders}");
    Rows::new(out, screen).title(&title, &format!("as of {}", report.as_of))?;
    let blocks = blocks(matrix, &names, screen.width);
    let several = blocks.len() > 1;
    let mut lines = 0;
    for block in &blocks {
        if lines > MOST {
            let left = names.len() - block.start;
            writeln!(
                out,
                "\n{} not shown: narrow with --over or --units, or see all with --format csv",
                count(left, &format!("more {one} is"), &format!("more {many} are"))
            )?;
            break;
        }
        if several {
            let (first, last) = (block.start + 1, block.end);
            let word = if first == last { one } else { many };
            let range = if first == last {
                first.to_string()
            } else {
                format!("{first}–{last}")
            };
            writeln!(out, "\n{} {range} of {}", capital(word), names.len())?;
        } else {
            writeln!(out)?;
        }
        let mut table = Table::new();
        let line = LineStyle::none().fill('─').junction('─');
        table.load_style(TableStyle::new().header_separator(line));
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(screen.width).unwrap_or(u16::MAX));
        let head = std::iter::once("Topic").chain(names[block.clone()].iter().map(String::as_str));
        table.set_header(head);
        for (row, topic) in matrix.topics.iter().enumerate() {
            let cells: Vec<String> = block
                .clone()
                .map(|column| {
                    let cell = matrix.cells.get(&(row, column));
                    cell.map_or_else(String::new, |cell| cell_words(topic, cell))
                })
                .collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                table.add_row(std::iter::once(clean(topic)).chain(cells));
            }
        }
        for line in table.lines() {
            writeln!(out, "{}", line.trim_end())?;
            lines += 1;
        }
    }
    let mut rows = Rows::new(out, screen);
    if let Some(overview) = overview {
        rows.gap()?;
        rows.paragraph(
            &spread(Catalogue::english(), overview, overview.whole().as_ref()).join(" "),
        )?;
    }
    incomplete(&mut rows, report)
}

/// The columns, in blocks that fit the width beside the topics.
fn blocks(matrix: &Matrix, names: &[String], width: usize) -> Vec<std::ops::Range<usize>> {
    /// What stands between two columns.
    const GAP: usize = 3;
    let topic = matrix
        .topics
        .iter()
        .map(|topic| topic.chars().count())
        .max();
    let room = width.saturating_sub(topic.unwrap_or(0).min(TOPIC) + GAP);
    let mut widest: Vec<usize> = names.iter().map(|name| name.chars().count()).collect();
    for ((row, column), cell) in &matrix.cells {
        let words = cell_words(&matrix.topics[*row], cell);
        widest[*column] = widest[*column].max(words.chars().count());
    }
    let mut blocks = Vec::new();
    let (mut start, mut used) = (0, 0);
    for (column, widest) in widest.iter().enumerate() {
        let need = (*widest).min(CELL) + GAP;
        if column > start && used + need > room {
            blocks.push(start..column);
            (start, used) = (column, 0);
        }
        used += need;
    }
    if start < names.len() {
        blocks.push(start..names.len());
    }
    blocks
}
