//! `polity matrix`: all topics against all who have a say.

use std::io::Write;

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::ask::{Glob, Who, matrix};
use crate::power::distribution::overview;
use crate::report::ask::{matrix_csv, matrix_human, matrix_json};

use super::error::CliError;
use super::exit::Exit;
use super::look::{Look, screen};
use super::{Output, World};

/// Lay out all topics against all who have a say on them
///
/// The cells are words: decides, decides up to 500 EUR, with others, may block, is heard. On a
/// terminal the columns are laid out in as many tables as its width needs. Below all topics stands
/// how the power to decide is spread, in counts of people.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Matrix {
    /// Only topics that fit: `money/**` is money and all in it
    #[arg(long, value_name = "GLOB")]
    over: Option<String>,

    /// A column for each unit, with what its roles hold
    #[arg(long)]
    units: bool,

    /// A column for each person
    #[arg(long, conflicts_with = "units")]
    people: bool,

    #[command(flatten)]
    look: Look,

    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// For people
    Human,
    /// For spreadsheets: comma-separated values
    Csv,
    /// For programs, version 1
    Json,
}

const EXAMPLES: &str = "\
Exit codes: 0 laid out, 1 no topic fits, 2 could not tell.

Examples:
  polity matrix --over 'money/**'            who has which say on money
  polity matrix --people --over 'seats/*'    who chooses whom
  polity matrix --format csv > matrix.csv    all of it, for a spreadsheet";

impl Matrix {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        let looked = self.look.load(world)?;
        let records = looked.records();
        let prefix = looked.prefix(world, Output::Json);
        let report = looked.report(&records, &prefix);
        let over = self.over.as_deref().map(Glob::new);
        let (columns, word) = match (self.units, self.people) {
            (true, _) => (Who::Units, "units"),
            (_, true) => (Who::People, "people"),
            _ => (Who::Holders, "holders"),
        };
        let matrix = matrix(&records, over.as_ref(), columns);
        // A part of the topics says nothing of the whole.
        let overview = match (&over, self.format) {
            (Some(_), _) | (_, Shape::Csv) => None,
            (None, _) => Some(overview(records.governance, records.powers)),
        };
        let overview = overview.as_ref();
        match self.format {
            Shape::Human => matrix_human::write(out, &report, &matrix, overview, screen(world))?,
            Shape::Csv => matrix_csv::write(out, &report, &matrix)?,
            Shape::Json => {
                let over = over.as_ref().map(Glob::as_str);
                let asked = json!({"over": over, "columns": word});
                matrix_json::write(out, &report, asked, &matrix, overview)?;
            }
        }
        Ok(match (matrix.topics.is_empty(), report.incomplete) {
            (false, _) => Exit::Clean,
            (true, false) => Exit::Found,
            (true, true) => Exit::Failed,
        })
    }
}
