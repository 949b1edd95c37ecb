//! L6: the user. One command a file; the only importer of clap, and the only place that knows the
//! terminal, the clock and the environment.

mod build;
mod can;
mod check;
mod checked;
mod diff;
mod error;
mod exit;
mod explain;
mod fix;
mod fmt;
mod history;
mod kept;
mod log;
mod look;
mod matrix;
mod moment;
mod past;
mod place;
mod rewrite;
mod schema;
mod serve;
mod unified;
mod versions;
mod who;
mod why;

use std::io::{BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anstream::ColorChoice;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::model::{Date, Format};
use crate::report::clean;

use error::CliError;
use exit::Exit;

/// Validates, diffs and renders governance that lives in Git.
///
/// Roles, policies and decisions are YAML and Markdown files in a repository. Polity holds them
/// against their schemas and each other, tells which power changed hands between two commits, and
/// writes the handbook that members read.
#[derive(Debug, Parser)]
#[command(name = "polity", version, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// When to use colours; `auto` is on a terminal, unless `NO_COLOR` is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

const EXIT_CODES: &str = "\
Exit codes: 0 nothing found, 1 found something, 2 could not run.

Examples:
  polity check                      validate the governance of this repository
  polity diff main...HEAD           who gains and loses power on this branch
  polity log                        what changed hands over history
  polity build -o public            write the handbook into `public`
  polity serve --open               read the handbook while its records are written
  polity who money/operations       who decides, and up to which limit
  polity why rahel money/bank       why somebody may do something";

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
    Diff(diff::Diff),
    Log(log::Log),
    Build(build::Build),
    Serve(serve::Serve),
    Explain(explain::Explain),
    Fmt(fmt::Fmt),
    Schema(schema::Schema),
    Who(who::Who),
    Can(can::Can),
    Why(why::Why),
    Matrix(matrix::Matrix),
}

/// What all commands ask for: which format.
#[derive(Debug, Args)]
struct Source {
    /// Read this format instead of detecting it
    #[arg(long, value_name = "FORMAT")]
    from: Option<FromFormat>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FromFormat {
    /// Polity's own records
    Native,
    /// The TOML files of rust-lang/team
    RustTeam,
    /// `sigs.yaml`, `OWNERS_ALIASES` and `OWNERS`, as in kubernetes/community
    Kubernetes,
    /// GitHub organisations and teams, as in kubernetes/org
    Peribolos,
    /// `reference/projects.yaml`, as in openstack/governance
    #[value(name = "openstack")]
    OpenStack,
    /// Charters with YAML blocks, as in cloudfoundry/community
    CloudFoundry,
}

impl Source {
    fn format(&self) -> Option<Format> {
        self.from.map(|format| match format {
            FromFormat::Native => Format::Native,
            FromFormat::RustTeam => Format::RustTeam,
            FromFormat::Kubernetes => Format::Kubernetes,
            FromFormat::Peribolos => Format::Peribolos,
            FromFormat::OpenStack => Format::OpenStack,
            FromFormat::CloudFoundry => Format::CloudFoundry,
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    /// For people
    Human,
    /// For programs, version 1
    Json,
}

/// Reads `YYYY-MM-DD`.
fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write a day as 2026-03-01".to_owned())
}

/// The day that it is, in Universal Time.
fn today() -> Date {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_secs());
    Date::of_unix(i64::try_from(seconds).unwrap_or(i64::MAX))
}

/// What a command may know of the world around it.
struct World {
    today: Date,
    colour: bool,
    /// Columns of the terminal; 100 where there is none.
    width: usize,
    /// Whether somebody watches stderr.
    watched: bool,
    /// The current folder.
    here: PathBuf,
    /// Where a GitHub workflow wants what it shows of a job.
    job_summary: Option<PathBuf>,
}

impl World {
    fn new(color: Color) -> Self {
        match color {
            Color::Auto => {}
            Color::Always => ColorChoice::Always.write_global(),
            Color::Never => ColorChoice::Never.write_global(),
        }
        let choice = anstream::AutoStream::choice(&std::io::stdout());
        World {
            today: today(),
            colour: choice != ColorChoice::Never,
            width: terminal_size::terminal_size()
                .map_or(100, |(width, _)| usize::from(width.0).clamp(60, 100)),
            watched: std::io::stderr().is_terminal(),
            here: std::env::current_dir().unwrap_or_default(),
            job_summary: std::env::var_os("GITHUB_STEP_SUMMARY")
                .filter(|path| !path.is_empty())
                .map(PathBuf::from),
        }
    }

    /// The same where what is told goes to no terminal.
    fn plain(&self) -> World {
        World {
            colour: false,
            width: 100,
            watched: false,
            here: self.here.clone(),
            job_summary: None,
            ..*self
        }
    }

    /// Tells of work that takes a while; only where somebody watches.
    fn progress(&self, text: &str) {
        if self.watched {
            let mut err = anstream::stderr();
            // Progress that cannot be shown is no reason to stop.
            let _ = writeln!(err, "{text}");
        }
    }
}

/// Parses the arguments, runs the command, and tells the exit code.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let exit = if error.use_stderr() {
                Exit::Failed
            } else {
                Exit::Clean
            };
            // Nothing is left to tell it to if this fails.
            let _ = error.print();
            return exit.into();
        }
    };
    let world = World::new(cli.color);
    let mut out = BufWriter::new(anstream::stdout().lock());
    let done = match &cli.command {
        Command::Check(check) => check.run(&world, &mut out),
        Command::Build(build) => build.run(&world, &mut out),
        Command::Serve(serve) => serve.run(&world, &mut out),
        Command::Explain(explain) => explain.run(&world, &mut out),
        Command::Fmt(fmt) => fmt.run(&world, &mut out),
        Command::Schema(schema) => schema.run(&world, &mut out),
        Command::Diff(diff) => diff.run(&world, &mut out),
        Command::Log(log) => log.run(&world, &mut out),
        Command::Who(who) => who.run(&world, &mut out),
        Command::Can(can) => can.run(&world, &mut out),
        Command::Why(why) => why.run(&world, &mut out),
        Command::Matrix(matrix) => matrix.run(&world, &mut out),
    };
    let done = done.and_then(|exit| {
        out.flush()?;
        Ok(exit)
    });
    match done {
        Ok(exit) => exit.into(),
        Err(CliError {
            closed_pipe: true, ..
        }) => Exit::Clean.into(),
        Err(error) => {
            // What was told before the error comes before it; that it cannot be told is no news.
            let _ = out.flush();
            let mut err = anstream::stderr();
            let red = anstyle::AnsiColor::Red.on_default().bold();
            let _ = writeln!(err, "{red}error{red:#}: {}", clean(&error.message));
            for hint in &error.hints {
                let _ = writeln!(err, "  hint: {}", clean(hint));
            }
            Exit::Failed.into()
        }
    }
}
