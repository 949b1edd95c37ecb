//! Which records are looked at, and on which day: what all questions ask for.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::ask::{Records, Unknown, find_person};
use crate::load::{Cache, Loaded};
use crate::model::{Date, Id, Right};
use crate::power::{Powers, powers};
use crate::report::ask::{AskReport, Screen};

use super::error::{CliError, no_governance};
use super::place::{self, Place};
use super::{Output, Source, World, date};

#[derive(Debug, Args)]
pub(super) struct Look {
    /// The governance root; found from the current folder if left out
    #[arg(long, short = 'C', value_name = "PATH")]
    root: Option<PathBuf>,

    /// Look at this commit instead of the work tree
    #[arg(long, value_name = "REV")]
    rev: Option<String>,

    /// The day that is asked about; today, or the day of the commit with --rev
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,

    #[command(flatten)]
    source: Source,
}

/// The records that were asked for, with their powers.
pub(super) struct Looked {
    place: Place,
    pub(super) loaded: Loaded,
    pub(super) powers: Powers,
}

impl Look {
    pub(super) fn load(&self, world: &World) -> Result<Looked, CliError> {
        let place = place::find(self.root.as_deref(), self.source.format())?;
        let mut cache = Cache::default();
        let (loaded, day) = match &self.rev {
            Some(rev) => {
                let commit = place.repo()?.resolve(rev)?;
                let loaded = place.load_commit(&commit, &mut cache)?;
                (loaded, Date::of_unix(commit.time))
            }
            None => (place.load_work_tree(&mut cache)?, world.today),
        };
        if loaded.governance.is_empty() && loaded.findings.is_empty() {
            return Err(no_governance("here: no record was found"));
        }
        let powers = powers(&loaded.governance, self.as_of.unwrap_or(day));
        Ok(Looked {
            place,
            loaded,
            powers,
        })
    }
}

impl Looked {
    pub(super) fn records(&self) -> Records<'_> {
        Records::new(&self.loaded.governance, &self.powers)
    }

    /// What stands before paths: for people the way from where they are, for programs the way from
    /// the repository's top.
    pub(super) fn prefix(&self, world: &World, format: Output) -> String {
        match format {
            Output::Human => self.place.prefix_from(&world.here),
            Output::Json => self.place.shown_prefix(),
        }
    }

    pub(super) fn report<'r>(&'r self, records: &'r Records<'r>, prefix: &'r str) -> AskReport<'r> {
        AskReport {
            records,
            sources: &self.loaded.sources,
            as_of: self.powers.as_of,
            prefix,
            incomplete: self.loaded.is_incomplete(),
        }
    }
}

pub(super) fn screen(world: &World) -> Screen {
    Screen {
        colour: world.colour,
        width: world.width,
    }
}

/// The person that was meant.
pub(super) fn person(records: &Records<'_>, text: &str) -> Result<Id, CliError> {
    find_person(records, text).map_err(|unknown| match unknown {
        Unknown::Several(ids) => {
            let ids: Vec<&str> = ids.iter().map(Id::as_str).collect();
            CliError::new(format!("several people are called `{text}`"))
                .hint(format!("name one by its id: {}", ids.join(", ")))
        }
        Unknown::NoPerson(actor) => {
            let (kind, id) = (actor.kind(), actor.id());
            CliError::new(format!("`{text}` is a {kind}, not a person"))
                .hint(format!("`polity who {id}` tells who has a say on it"))
        }
        Unknown::Nobody(near) => {
            let error = CliError::new(format!("there is no person `{text}`"));
            match near {
                Some(near) => error.hint(format!("did you mean `{near}`?")),
                None => error.hint("name an id, a handle, a former id or a name"),
            }
        }
    })
}

/// The rights, as `--right` takes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RightWord {
    /// Settle the matter
    Decide,
    /// Settle it only together with another
    Joint,
    /// Block it
    Veto,
    /// Replace another's decision
    Override,
    /// Put it to decision
    Propose,
    /// Be heard before
    Advise,
    /// Act within what is decided
    Execute,
    /// Inspect and report
    Audit,
}

impl RightWord {
    pub(super) fn right(self) -> Right {
        match self {
            RightWord::Decide => Right::Decide,
            RightWord::Joint => Right::Joint,
            RightWord::Veto => Right::Veto,
            RightWord::Override => Right::Override,
            RightWord::Propose => Right::Propose,
            RightWord::Advise => Right::Advise,
            RightWord::Execute => Right::Execute,
            RightWord::Audit => Right::Audit,
        }
    }
}
