//! `polity explain`: what a rule finds, why, and how to mend it.

use std::io::Write;

use clap::Args;

use crate::diag::did_you_mean;
use crate::rules;

use super::World;
use super::error::CliError;
use super::exit::Exit;

/// Tell what a rule finds, why it matters and how to mend it
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Explain {
    /// The rule, as findings name it in brackets; without it, all rules in a line each
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  polity explain                    all rules
  polity explain no-removal-path    the page of one";

impl Explain {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        let _ = world;
        let infos = rules::infos();
        let Some(id) = &self.rule else {
            let width = infos.iter().map(|info| info.id.len()).max().unwrap_or(0);
            for info in &infos {
                writeln!(
                    out,
                    "{:<width$}  {:<7}  {}",
                    info.id,
                    info.severity.word(),
                    info.summary
                )?;
            }
            return Ok(Exit::Clean);
        };
        match infos.iter().find(|info| info.id == id) {
            Some(info) => {
                writeln!(out, "# {}: {}\n", info.id, info.summary)?;
                writeln!(out, "{}", info.page.trim_end())?;
                Ok(Exit::Clean)
            }
            None => {
                let error = CliError::new(format!("there is no rule `{id}`"));
                let near = did_you_mean(id, infos.iter().map(|info| info.id));
                Err(match near {
                    Some(near) => error.hint(near),
                    None => error.hint("`polity explain` lists all rules"),
                })
            }
        }
    }
}
