//! `polity why`: the way from a person to a power.

use std::io::Write;

use clap::Args;
use serde_json::json;

use crate::ask::{Found, Topic, find_topics, why};
use crate::report::ask::{why_human, why_json};

use super::error::CliError;
use super::exit::Exit;
use super::look::{Look, RightWord, person, screen};
use super::{Output, World};

/// Tell why a person may do something, step by step to the root
///
/// Each step names the line of the record that makes it: the person's seat, the role or unit that
/// holds the power, and whoever handed it on. Where the person has no such power, tells who has,
/// and the nearest power that the person does have.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Why {
    /// An id, a handle, a former id or a name
    #[arg(value_name = "PERSON")]
    person: String,

    /// A domain, a unit, role or policy by id or name, or a reserved object
    #[arg(value_name = "OBJECT")]
    object: String,

    /// Only this right
    #[arg(long, value_name = "RIGHT", hide_possible_values = true)]
    right: Option<RightWord>,

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
  polity why rahel-tesfai money/operations
  polity why 'Rahel Tesfai' seats/treasurer --right decide
  polity why rahel-tesfai money/bank --as-of 2028-06-01";

impl Why {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        let looked = self.look.load(world)?;
        let records = looked.records();
        let prefix = looked.prefix(world, self.format);
        let report = looked.report(&records, &prefix);
        let person = person(&records, &self.person)?;
        let objects = match find_topics(&records, &self.object) {
            Found::Objects(objects, _) => objects,
            Found::Person(_) => {
                let error = CliError::new(format!("`{}` is a person, not a topic", self.object));
                return Err(error.hint("name the person first, then what the power is over"));
            }
            Found::Near(near, spelling) => {
                let error = CliError::new(format!("nothing is called `{}`", self.object));
                let near: Vec<String> = near.iter().map(Topic::word).map(quoted).collect();
                return Err(match spelling {
                    Some(spelling) => error.hint(format!("did you mean `{spelling}`?")),
                    None if near.is_empty() => error.hint("`polity matrix` lists all topics"),
                    None => error.hint(format!("nearest topics: {}", near.join(", "))),
                });
            }
        };
        let right = self.right.map(RightWord::right);
        let why = why(&records, &person, &objects, right);
        match self.format {
            Output::Human => why_human::write(out, &report, &why, right, screen(world))?,
            Output::Json => {
                let asked = json!({"person": self.person, "object": self.object, "right": right});
                why_json::write(out, &report, asked, &why)?;
            }
        }
        Ok(match (why.chains.is_empty(), report.incomplete) {
            (false, _) => Exit::Clean,
            (true, false) => Exit::Found,
            (true, true) => Exit::Failed,
        })
    }
}

fn quoted(word: &str) -> String {
    format!("`{word}`")
}
