//! `polity serve`: the handbook as it will be, while its records are written.

mod http;
mod watch;

use std::collections::BTreeMap;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use clap::Args;

use crate::load::{Cache, MAX_FILE_BYTES};
use crate::model::Date;
use crate::report::clean;
use crate::rules::Demand;
use crate::site::preview::Trouble;
use crate::site::{self, Handbook, OtherDay};
use crate::tree::Held;

use super::build::handbook;
use super::check;
use super::checked::Checked;
use super::error::CliError;
use super::exit::Exit;
use super::kept::Kept;
use super::past::Past;
use super::place::{self, Place};
use super::versions::Told;
use super::{Source, World, date, today};

use http::{Shown, Stage};

/// Show the handbook in a browser while its records are written
///
/// The handbook is kept in memory and made anew whenever a record or the current commit changes;
/// pages that are open load themselves again. While records cannot be read, the last good pages stay,
/// with what was found above them. Nothing is written, and only this machine is answered.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Serve {
    /// The governance root; found from the current folder if left out
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,

    /// The port to listen at, 0 for any that is free; 3000 or the next free one if left out
    #[arg(long, short, value_name = "PORT")]
    port: Option<u16>,

    /// Open the handbook in the browser
    #[arg(long)]
    open: bool,

    /// The day on which terms and reviews are looked at; today if left out
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,

    #[command(flatten)]
    source: Source,

    /// Neither use nor keep what earlier runs learnt of the history, in the Git folder
    #[arg(long)]
    no_cache: bool,
}

const EXAMPLES: &str = "\
Exit codes: 0 ended by Ctrl-C, 2 could not run.

Examples:
  polity serve --open                 the handbook of this repository, in the browser
  polity serve governance --port 80   another folder, at another port";

/// The first port that is tried, and how many.
const FIRST_PORT: u16 = 3000;
const PORTS: u16 = 100;

/// How long files must have been left alone before they are read: editors write in steps.
const QUIET: Duration = Duration::from_millis(30);

/// How long to wait for that at most.
const IMPATIENT: Duration = Duration::from_millis(500);

/// How many changed files are named.
const NAMED: usize = 3;

/// What the other threads say.
enum Signal {
    /// Files may have changed.
    Changed,
    /// Somebody wants to end it.
    Stop,
}

impl Serve {
    pub(super) fn run(&self, world: &World, out: &mut dyn Write) -> Result<Exit, CliError> {
        let place = place::find(self.path.as_deref(), self.source.format())?;
        // A bare repository has nothing that could change while one looks.
        let root = place.work_tree()?.root().to_owned();
        let listener = self.listen()?;
        let port = listener.local_addr()?.port();
        let (signals, heard) = channel();
        let git = place.repo.as_ref().map_or_else(Vec::new, |repo| {
            let mut folders = vec![repo.git_dir(), repo.common_dir()];
            folders.dedup();
            let whole = folders.into_iter().filter_map(|at| at.canonicalize().ok());
            whole.collect()
        });
        let (_watcher, trouble) = watch::watch(&root, &git, &signals);
        if let Some(trouble) = trouble {
            writeln!(out, "{}", clean(&trouble))?;
        }
        let stage = http::stage();
        let stop = signals.clone();
        http::serve(listener, stage.subscribe(), move || {
            // The program ended already if nobody listens.
            let _ = stop.send(Signal::Stop);
        })
        .map_err(|error| CliError::new(format!("cannot serve: {error}")))?;
        let address = format!("http://127.0.0.1:{port}/");
        writeln!(out, "serving {address} (Ctrl-C ends it)")?;
        out.flush()?;
        let mut builder = Builder::new(self, world, &place);
        builder.build(&stage, out)?;
        if self.open
            && let Err(error) = open::that_detached(&address)
        {
            writeln!(out, "cannot open a browser: {}", clean(&error.to_string()))?;
        }
        out.flush()?;
        while wait(&heard) {
            builder.build(&stage, out)?;
            out.flush()?;
        }
        writeln!(out, "ended")?;
        Ok(Exit::Clean)
    }

    fn listen(&self) -> Result<TcpListener, CliError> {
        let at = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        let listener = match self.port {
            Some(port) => at(port).map_err(|error| (port, error)),
            None => (FIRST_PORT..FIRST_PORT + PORTS)
                .find_map(|port| at(port).ok())
                .map_or_else(|| at(0).map_err(|error| (0, error)), Ok),
        };
        listener.map_err(|(port, error)| {
            CliError::new(format!("cannot listen at port {port}: {error}"))
                .hint("`--port 0` takes any that is free")
        })
    }
}

/// Waits until something may have changed and is left alone for a moment; false to stop.
fn wait(heard: &Receiver<Signal>) -> bool {
    let Ok(Signal::Changed) = heard.recv() else {
        return false;
    };
    let began = Instant::now();
    while began.elapsed() < IMPATIENT {
        match heard.recv_timeout(QUIET) {
            Ok(Signal::Changed) => {}
            Ok(Signal::Stop) => return false,
            Err(_) => break,
        }
    }
    true
}

/// What the builder keeps from one build to the next.
struct Builder<'s> {
    serve: &'s Serve,
    world: &'s World,
    place: &'s Place,
    cache: Cache,
    /// What was read last, on which day, and at which commit.
    last: Option<(Held, Date, Option<String>)>,
    past: Option<Past>,
    /// What the history tells of policies, up to the commit of `past`.
    versions: Option<Told>,
    shown: Shown,
    /// What tells builds of this run from those of another.
    run: u128,
    builds: usize,
}

impl<'s> Builder<'s> {
    fn new(serve: &'s Serve, world: &'s World, place: &'s Place) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        Builder {
            serve,
            world,
            place,
            cache: Cache::default(),
            last: None,
            past: None,
            versions: None,
            shown: Shown::default(),
            run: now.map_or(0, |now| now.as_nanos()),
            builds: 0,
        }
    }

    /// Builds what changed, shows it, and tells what it was.
    fn build(&mut self, stage: &Stage, out: &mut dyn Write) -> Result<(), CliError> {
        let began = Instant::now();
        let day = self.serve.as_of.unwrap_or_else(today);
        let held = self
            .place
            .work_tree()
            .and_then(|tree| Ok(Held::of(&tree, MAX_FILE_BYTES)?));
        let head = self.place.repo.as_ref();
        let head = head.and_then(|repo| repo.resolve("HEAD").ok());
        let head = head.map(|commit| commit.id);
        let (held, made) = match held {
            Ok(held) => {
                let is_same = self.last.as_ref().is_some_and(|(last, on, at)| {
                    (*on, at) == (day, &head) && held.differing(last).is_empty()
                });
                if is_same {
                    return Ok(());
                }
                let made = self.site(&held, day, head.as_deref());
                (Some(held), made)
            }
            Err(error) => (None, Err(error.message)),
        };
        let changed = self.changed(held.as_ref(), head.as_deref());
        self.builds += 1;
        self.shown.build = format!("{}-{}", self.run, self.builds);
        let took = began.elapsed().as_millis();
        match made {
            Ok((files, language)) => {
                let pages = files.keys().filter(|path| path.ends_with(".html")).count();
                writeln!(out, "built {pages} pages in {took} ms{changed}")?;
                self.shown.files = Some(Arc::new(files));
                self.shown.language = language;
                self.shown.trouble = None;
            }
            Err(text) => {
                let stays = match self.shown.files {
                    Some(_) => "the last good pages stay",
                    None => "there are no pages yet",
                };
                writeln!(out, "{text}\nnot built{changed}; {stays}")?;
                self.shown.trouble = Some(Trouble { text });
            }
        }
        // What could not be listed is looked at again at the next signal.
        self.last = held.map(|held| (held, day, head));
        stage.send_replace(Arc::new(self.shown.clone()));
        Ok(())
    }

    /// The site and its language, or what was found that keeps it from being made.
    fn site(
        &mut self,
        held: &Held,
        day: Date,
        head: Option<&str>,
    ) -> Result<(BTreeMap<String, Vec<u8>>, String), String> {
        let told = |error: CliError| error.message;
        let loaded = self.place.load_tree(held, &mut self.cache).map_err(told)?;
        let unreadable = loaded.is_incomplete();
        let mut checked = Checked::new(loaded, day, Demand::default(), None, None);
        if unreadable {
            // With holes in the records the rest of the findings are guesses.
            checked.only_unread();
            let mut text = Vec::new();
            check::print(&checked, &self.world.plain(), self.place, &mut text).map_err(told)?;
            return Err(String::from_utf8_lossy(&text).trim_end().to_owned());
        }
        let is_told = |past: &Past| past.head.as_ref().map(|head| head.id.as_str()) == head;
        let open = || Kept::open(self.place).filter(|_| !self.serve.no_cache);
        let mut kept = None;
        let past = match self.past.take().filter(is_told) {
            Some(past) => past,
            None => {
                let (world, place, cache) = (self.world, self.place, &mut self.cache);
                kept = open();
                Past::read(world, place, None, cache, kept.as_mut(), || {}).map_err(told)?
            }
        };
        let past = self.past.insert(past);
        let other_day = (day != today()).then(|| OtherDay {
            is_ahead: day > today(),
            current: None,
        });
        let org = checked.loaded.governance.org.as_ref();
        let language = org.and_then(|org| org.data.language.as_ref());
        let language = language.map_or_else(String::new, ToString::to_string);
        let is_told = |versions: &Told| versions.is_of(&checked.loaded, past);
        let versions = match self.versions.take().filter(is_told) {
            Some(versions) => versions,
            None => {
                kept = kept.or_else(open);
                Told::read(self.place, &checked.loaded, past, kept.as_mut()).map_err(told)?
            }
        };
        if let Some(kept) = kept {
            kept.save();
        }
        let versions = self.versions.insert(versions);
        let versions = versions.with(&checked.loaded, day);
        // Here it lies at the top of an address of its own, wherever it will be published.
        let mut settings = checked.loaded.config.handbook.clone();
        settings.base_url = None;
        let handbook = Handbook {
            settings: &settings,
            ..handbook(&checked, past, &versions, self.place, day, other_day)
        };
        let files = site::build(&handbook);
        let files = files.map_err(|error| error.to_string())?;
        Ok((files, language))
    }

    /// What is new since the last build, as it stands behind a sentence.
    fn changed(&self, held: Option<&Held>, head: Option<&str>) -> String {
        let (Some((last, _, at)), Some(held)) = (&self.last, held) else {
            return String::new();
        };
        let mut changed = held.differing(last).into_iter();
        let mut named: Vec<String> = changed.by_ref().take(NAMED).map(clean).collect();
        match changed.count() {
            0 => {}
            more => named.push(format!("{more} more")),
        }
        if at.as_deref() != head {
            named.push("the current commit".to_owned());
        }
        if named.is_empty() {
            return String::new();
        }
        format!(": {} changed", named.join(", "))
    }
}
