//! A batch that has begun: a folder with what it is, the files it was read from, and the journal of
//! what came of its runs, and the states of those that go on. It stands beside the result, which is made from it when all runs are done;
//! a shard stays as it is until it is merged.

pub mod journal;
pub mod order;
pub mod shard;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::checkpoint;
use crate::cli::Settings;
use crate::failure::Failure;
use crate::prepare::Prepared;
use crate::prepare::kept::Kept;
use crate::results::engine_version;
use journal::Journal;
use order::Order;
use shard::Shard;

/// Ending of the folder of a batch that is not in shards.
const UNFINISHED: &str = ".unfinished";
/// What the batch is.
const ORDER: &str = "batch.json";
/// What came of its runs.
const JOURNAL: &str = "journal";
/// The scenario, its modules and its data.
const SOURCE: &str = "source";

/// The states that runs which are not done keep.
const STATES: &str = "state";
/// The states at the ends of runs that are done, where they are asked for.
const ENDS: &str = "ends";

/// BLAKE3 of the texts of the program.
pub const ENGINE_HASH: &str = env!("ENGINE_HASH");

/// A batch that has begun.
pub struct Begun {
    /// Where it is.
    pub folder: PathBuf,
    /// What it is.
    pub order: Order,
    /// What came of its runs.
    pub journal: Journal,
}

impl Begun {
    /// Where a shard of the batch of `prepared` is while it is not merged.
    pub fn folder(prepared: &Prepared, shard: Shard) -> PathBuf {
        let ending = match shard {
            Shard::WHOLE => UNFINISHED.to_owned(),
            Shard { number, of } => format!(".shard-{number}-of-{of}"),
        };
        let name = format!("{}{ending}", prepared.folder_name());
        prepared.scenario.output.join(name)
    }

    /// Whether an earlier start left something of a shard of the batch of `prepared`.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn is_left(prepared: &Prepared, shard: Shard) -> Result<bool, Failure> {
        Ok(read_order(&Begun::folder(prepared, shard))?.is_some())
    }

    /// Begins the batch of `prepared`, or goes on with one that was begun before, unless it is to be
    /// thrown away.
    ///
    /// # Errors
    /// If the place is taken or cannot be written.
    pub fn begin(
        prepared: &Prepared,
        settings: &Settings,
        shard: Shard,
        afresh: bool,
    ) -> Result<Self, Failure> {
        let order = order(prepared, settings, shard);
        let folder = Begun::folder(prepared, shard);
        let unwritable = |source| Failure::Unwritable {
            path: folder.clone(),
            source,
        };
        let parent = &prepared.scenario.output;
        fs::create_dir_all(parent).map_err(|source| Failure::Unwritable {
            path: parent.clone(),
            source,
        })?;
        fs::create_dir_all(&folder).map_err(unwritable)?;
        // From here on no other process begins here.
        let mut journal = Journal::lock(&folder.join(JOURNAL))?;
        if afresh {
            let _ = fs::remove_file(folder.join(ORDER));
        }
        if let Some(earlier) = read_order(&folder)? {
            if !earlier.same_batch(&order) {
                return Err(Failure::OtherProgram(folder));
            }
            journal.find(earlier.units())?;
            return Ok(Begun {
                folder,
                order: earlier,
                journal,
            });
        }
        // Nobody knows which program made what is there.
        journal.clear()?;
        for below in [STATES, ENDS] {
            checkpoint::remove(&folder.join(below)).map_err(unwritable)?;
        }
        let written = write_source(&folder.join(SOURCE), prepared)
            .and_then(|()| write_order(&folder, &order));
        if let Err(source) = written {
            // Nobody can go on with what is there.
            let _ = remove(&folder, journal);
            return Err(unwritable(source));
        }
        Ok(Begun {
            folder,
            order,
            journal,
        })
    }

    /// The batch in `folder`, or beside it where `folder` is the result that it will be.
    ///
    /// # Errors
    /// If there is none, or if another process is at work on it.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        let (_, left) = named(folder);
        for folder in [folder, &left] {
            if let Some(order) = read_order(folder)? {
                let journal = Journal::open(&folder.join(JOURNAL), order.units())?;
                let folder = folder.to_owned();
                return Ok(Begun {
                    folder,
                    order,
                    journal,
                });
            }
        }
        Err(Failure::NotBegun(folder.to_owned()))
    }

    /// The result that the batch in `folder` has become, if it is in its place; what the end of the
    /// process left of the batch is removed.
    ///
    /// # Errors
    /// If another process is at work on it, or it cannot be removed.
    pub fn finished(folder: &Path) -> Result<Option<PathBuf>, Failure> {
        let (result, left) = named(folder);
        if !result.join("manifest.json").is_file() || left.join(ORDER).exists() {
            return Ok(None);
        }
        if left.is_dir() {
            let journal = Journal::lock(&left.join(JOURNAL))?;
            remove(&left, journal)?;
        }
        Ok(Some(result))
    }

    /// The scenario, read again from what was kept of it; results go to `output`.
    ///
    /// # Errors
    /// If this program would make other numbers of it.
    pub fn prepare(&self, output: &Path) -> Result<Prepared, Failure> {
        let earlier = &self.order;
        if earlier.engine_hash != ENGINE_HASH {
            return Err(Failure::OtherProgram(self.folder.clone()));
        }
        let kept = Kept {
            file: &earlier.file,
            calibration: (&earlier.calibration, &earlier.calibration_origin),
            settings: &earlier.settings,
        };
        let prepared = kept.prepare(&self.folder.join(SOURCE), output)?;
        if order(&prepared, kept.settings, earlier.shard).same_batch(earlier) {
            Ok(prepared)
        } else {
            Err(Failure::Altered(self.folder.clone()))
        }
    }

    /// The units of its shard that are not done.
    pub fn missing(&self) -> Vec<usize> {
        let own = self.order.own();
        own.filter(|&unit| !self.journal.holds(unit)).collect()
    }

    /// Where its runs keep their states while they go on, by unit.
    pub fn states(&self) -> PathBuf {
        self.folder.join(STATES)
    }

    /// Where its runs keep the states at their ends, by unit.
    pub fn ends(&self) -> PathBuf {
        self.folder.join(ENDS)
    }

    /// How many of the units `missing` have kept a state.
    pub fn going(&self, missing: &[usize]) -> usize {
        let has = |&&unit: &&usize| checkpoint::any(&self.states().join(unit.to_string()));
        missing.iter().filter(has).count()
    }

    /// Whether there is anything that it can go on from.
    pub fn is_worth_keeping(&self) -> bool {
        let missing = self.missing();
        missing.len() < self.order.own().count() || self.going(&missing) > 0
    }

    /// Removes it, when its result is in place.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn remove(self) -> Result<(), Failure> {
        let order = self.folder.join(ORDER);
        // Without this file it counts as nothing that could be gone on with.
        fs::remove_file(&order).map_err(|source| Failure::Unwritable {
            path: order,
            source,
        })?;
        remove(&self.folder, self.journal)
    }
}

/// The result that the batch in `folder` will be, and where the batch is, whichever of the two `folder` is.
fn named(folder: &Path) -> (PathBuf, PathBuf) {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    match name.strip_suffix(UNFINISHED) {
        Some(result) => (folder.with_file_name(result), folder.to_owned()),
        None => (
            folder.to_owned(),
            folder.with_file_name(format!("{name}{UNFINISHED}")),
        ),
    }
}

/// Removes what there is of a batch that counts for nothing any more.
fn remove(folder: &Path, journal: Journal) -> Result<(), Failure> {
    let unwritable = |source| Failure::Unwritable {
        path: folder.to_owned(),
        source,
    };
    for below in [SOURCE, STATES, ENDS] {
        checkpoint::remove(&folder.join(below)).map_err(unwritable)?;
    }
    fs::remove_file(folder.join(JOURNAL)).map_err(unwritable)?;
    // Disks of networks keep a file that is open in its folder.
    drop(journal);
    match fs::remove_dir(folder) {
        // What others put there, or a process that has begun again.
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(()),
        removed => removed.map_err(unwritable),
    }
}

fn order(prepared: &Prepared, settings: &Settings, shard: Shard) -> Order {
    let scenario = &prepared.scenario;
    Order {
        title: scenario.title.clone(),
        name: prepared.folder_name(),
        file: prepared.script.file.clone(),
        scenario_hash: prepared.hash.clone(),
        engine: engine_version(),
        engine_hash: ENGINE_HASH.to_owned(),
        calibration: prepared.files.name.clone(),
        calibration_origin: prepared.files.origin.clone(),
        shard,
        runs: scenario.runs,
        branches: scenario.branches.len() as u32,
        points: scenario.points() as u32,
        settings: settings.clone(),
    }
}

/// What the batch in `folder` is; nothing if there is none.
fn read_order(folder: &Path) -> Result<Option<Order>, Failure> {
    let path = folder.join(ORDER);
    let unreadable = |message| Failure::Unreadable {
        path: path.clone(),
        message,
    };
    match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(None),
        Err(error) => Err(unreadable(error.to_string())),
        Ok(text) => {
            let order = serde_json::from_str(&text);
            order.map(Some).map_err(|error: serde_json::Error| {
                let (line, column) = (error.line(), error.column());
                unreadable(if error.is_eof() {
                    format!("it was cut short in line {line}")
                } else {
                    format!("it is not as it was written, in line {line}, column {column}")
                })
            })
        }
    }
}

/// Written last, and whole: only then the batch has begun.
fn write_order(folder: &Path, order: &Order) -> io::Result<()> {
    let text = serde_json::to_string_pretty(order)?;
    let beside = folder.join("batch.json.partial");
    let written = fs::write(&beside, text + "\n")
        .and_then(|()| fs::File::open(&beside)?.sync_all())
        .and_then(|()| fs::rename(&beside, folder.join(ORDER)));
    if written.is_err() {
        let _ = fs::remove_file(beside);
    }
    written
}

fn write_source(folder: &Path, prepared: &Prepared) -> io::Result<()> {
    for (name, bytes) in prepared.source() {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, bytes)?;
    }
    Ok(())
}
