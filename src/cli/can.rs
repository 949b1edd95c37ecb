//! `polity can`: what a person may do.

use std::io::Write;

use clap::Args;
use serde_json::json;

use crate::ask::{Filter, Glob, can};
use crate::report::ask::{can_human, can_json};

use super::error::CliError;
use super::exit::Exit;
use super::look::{Look, RightWord, person, screen};
use super::{Output, World};

/// Tell what a person may do, through which seat, and how far without others
///
/// Lists the seats with their ends, those that nobody can take away, and every power: those used
/// alone, those used together with others, and those that anybody's objection stops.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Can {
    /// An id, a handle, a former id or a name
    #[arg(value_name = "PERSON", required = true, num_args = 1..)]
    person: Vec<String>,

    /// Only this right
    #[arg(long, value_name = "RIGHT", hide_possible_values = true)]
    right: Option<RightWord>,

    /// Only over what fits: `money/**` is money and all in it
    #[arg(long, value_name = "GLOB")]
    over: Option<String>,

    #[command(flatten)]
    look: Look,

    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Output,
}

const EXAMPLES: &str = "\
RIGHT is decide, joint, veto, override, propose, advise, execute or audit.

Exit codes: 0 told, 1 the person has no such power, 2 could not tell.

Examples:
  polity can rahel-tesfai               by id
  polity can Rahel Tesfai               by name
  polity can @rahel --over 'money/**'   by handle, about money
  polity can rahel --right veto         what rahel may block";

impl Can {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        let asked = self.person.join(" ");
        let looked = self.look.load(world)?;
        let records = looked.records();
        let prefix = looked.prefix(world, self.format);
        let report = looked.report(&records, &prefix);
        let person = person(&records, &asked)?;
        let over = self.over.as_deref().map(Glob::new);
        let filter = Filter {
            right: self.right.map(RightWord::right),
            over: over.as_ref(),
        };
        let sheet = can(&records, &person, filter);
        match self.format {
            Output::Human => {
                let filtered = filter.right.is_some() || filter.over.is_some();
                can_human::write(out, &report, &sheet, filtered, screen(world))?;
            }
            Output::Json => {
                let over = over.as_ref().map(Glob::as_str);
                let asked = json!({"person": asked, "right": filter.right, "over": over});
                can_json::write(out, &report, asked, &sheet)?;
            }
        }
        Ok(match (sheet.is_empty(), report.incomplete) {
            (false, _) => Exit::Clean,
            (true, false) => Exit::Found,
            (true, true) => Exit::Failed,
        })
    }
}
