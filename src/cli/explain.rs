//! `polity explain`: what a rule finds, why, and how to mend it.

use std::io::Write;

use clap::Args;

use crate::diag::{Level, RuleInfo, did_you_mean};
use crate::rules;

use super::World;
use super::error::CliError;
use super::exit::Exit;

/// Tell what a rule finds, why it matters and how to mend it
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Explain {
    /// The rule, as findings name it in brackets; without it, all rules in a line each
    #[arg(value_name = "RULE", conflicts_with = "all")]
    rule: Option<String>,

    /// The pages of all rules, one after the other, in Markdown
    #[arg(long)]
    all: bool,
}

const EXAMPLES: &str = "\
Examples:
  polity explain                    all rules
  polity explain no-removal-path    the page of one
  polity explain --all > rules.md   the pages of all";

impl Explain {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        let _ = world;
        let infos = rules::infos();
        match &self.rule {
            Some(id) => match infos.iter().find(|info| info.id == id) {
                Some(info) => page(info, out)?,
                None => return Err(unknown(id, &infos)),
            },
            None if self.all => {
                for (number, info) in infos.iter().enumerate() {
                    if number > 0 {
                        writeln!(out)?;
                    }
                    page(info, out)?;
                }
            }
            None => list(&infos, out)?,
        }
        Ok(Exit::Clean)
    }
}

fn list(infos: &[RuleInfo], out: &mut dyn Write) -> Result<(), CliError> {
    let width = infos.iter().map(|info| info.id.len()).max().unwrap_or(0);
    for level in [Level::Rules, Level::Smells] {
        if level == Level::Smells && infos.iter().any(|info| info.level == level) {
            writeln!(out, "\nSmells, with `polity check --level smells`:")?;
        }
        for info in infos.iter().filter(|info| info.level == level) {
            let (id, weight) = (info.id, info.severity.word());
            writeln!(out, "{id:<width$}  {weight:<7}  {}", info.summary)?;
        }
    }
    Ok(())
}

/// The page, under its title.
fn page(info: &RuleInfo, out: &mut dyn Write) -> Result<(), CliError> {
    writeln!(out, "# {}: {}\n", info.id, info.summary)?;
    write!(out, "{}", rules::explained(info))?;
    Ok(())
}

fn unknown(id: &str, infos: &[RuleInfo]) -> CliError {
    let error = CliError::new(format!("there is no rule `{id}`"));
    let near = did_you_mean(id, infos.iter().map(|info| info.id));
    error.hint(near.unwrap_or_else(|| "`polity explain` lists all rules".to_owned()))
}
