//! `polity who`: who decides on something, and who else has a say.

use std::io::Write;

use clap::Args;

use crate::ask::{Card, Found, find_topics, who};
use crate::report::ask::{who_human, who_json};
use crate::report::clean;

use super::error::CliError;
use super::exit::Exit;
use super::look::{Look, RightWord, screen};
use super::{Output, World};

/// Tell who decides on something, and who else has a say
///
/// Names the decider and the people behind it on the day, how it decides, up to which limit and who
/// decides above that, who must be heard, who may block, overrule or inspect, and who removes the
/// decider. What nobody holds falls to the residual decider, and the answer says so.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Who {
    /// A domain, a unit, role or policy by id or name, a reserved object such as
    /// `seats/treasurer`, or words
    #[arg(value_name = "OBJECT", required = true, num_args = 1..)]
    object: Vec<String>,

    /// Only those who have this right
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

Exit codes: 0 somebody has it, 1 nobody has it or nothing is called so, 2 could not tell.

Examples:
  polity who money/operations                 a domain
  polity who treasurer                        how a role is filled, and how it is emptied
  polity who energy --right veto              who may block
  polity who solar panels                     the topics that come nearest
  polity who seats/treasurer --as-of 2027-01-01";

impl Who {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        let asked = self.object.join(" ");
        let looked = self.look.load(world)?;
        let records = looked.records();
        let prefix = looked.prefix(world, self.format);
        let report = looked.report(&records, &prefix);
        let right = self.right.map(RightWord::right);
        let mut also = Vec::new();
        let (objects, near, spelling) = match find_topics(&records, &asked) {
            Found::Objects(objects, named) => {
                also = named;
                (objects, Vec::new(), None)
            }
            Found::Near(near, spelling) => (Vec::new(), near, spelling),
            Found::Person(person) => {
                return Err(
                    CliError::new(format!("`{asked}` is a person")).hint(format!(
                        "`polity can {person}` tells what that person may do"
                    )),
                );
            }
        };
        let mut cards: Vec<Card<'_>> = objects
            .iter()
            .map(|object| who(&records, object, right))
            .collect();
        let has_answer = |card: &Card<'_>| !card.matters.is_empty() || !card.others.is_empty();
        let found = cards.iter().any(has_answer);
        // Of several objects of one name those count on which the right is held.
        if found && right.is_some() {
            cards.retain(has_answer);
        }
        match self.format {
            Output::Json => who_json::write(out, &report, &asked, right, &cards, &near)?,
            Output::Human if cards.is_empty() => who_human::write_near(
                out,
                &report,
                &asked,
                &near,
                spelling.as_deref(),
                screen(world),
            )?,
            Output::Human => {
                who_human::write(out, &report, &cards, right, screen(world))?;
                for (kind, id) in also {
                    let id = clean(&id);
                    writeln!(out, "\nA {kind} is called so too: polity who {kind}/{id}")?;
                }
            }
        }
        Ok(match (found, report.incomplete) {
            (true, _) => Exit::Clean,
            (false, false) => Exit::Found,
            (false, true) => Exit::Failed,
        })
    }
}
