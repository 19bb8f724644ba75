//! Why the program stops: one variant per cause that a user can act on.

use std::path::{Path, PathBuf};

use crate::exit::Exit;
use crate::memory::PER_THREAD;
use crate::scenario::place::{Place, Problem};
use crate::words::thousands;

/// Why the program stops.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The scenario, or a flag that changes it.
    #[error("{}", lines(.0))]
    Scenario(Vec<Problem>),
    /// A calibration that cannot be used.
    #[error("{}", lines(.0))]
    Data(Vec<Problem>),
    /// A folder or file that cannot be written.
    #[error("{}: cannot be written: {source}; {}", path.display(), remedy(source))]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A batch that is gone on with where nothing more can be written.
    #[error("{}: cannot be written: {source}; make room or get the right to write there, or move the folder of the batch to another place and resume it there", path.display())]
    Stuck {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A result folder that holds something else.
    #[error("{}: is there already and is not a result of this scenario; move it away or choose another folder with -o", .0.display())]
    Occupied(PathBuf),
    /// The memory does not hold a single run.
    #[error(
        "one run of {} persons needs about {} MiB of memory, and {} MiB are free; {}",
        thousands(*persons), need >> 20, free >> 20, smaller(*fits)
    )]
    Memory {
        /// One real person per how many fits, as a scale; nothing if none does.
        fits: Option<u64>,
        /// Persons in a run.
        persons: u64,
        /// What it needs \[bytes\].
        need: u64,
        /// What there is \[bytes\].
        free: u64,
    },
    /// The addresses that the process may use do not hold a single run on one thread.
    #[error(
        "one run of {} persons on one thread needs about {} MiB of address space, and the limit of the process (`ulimit -v`) leaves {} MiB; raise it by {} MiB, some of which the program itself will then take{}",
        thousands(*persons), need >> 20, free >> 20, (more >> 20) + 1, narrower(*fits, *need)
    )]
    Addresses {
        /// One real person per how many fits, as a scale; nothing if none does.
        fits: Option<u64>,
        /// Persons in a run.
        persons: u64,
        /// What it needs \[bytes\].
        need: u64,
        /// What there is, less than that \[bytes\].
        free: u64,
        /// By how much the limit is to be raised \[bytes\].
        more: u64,
    },
    /// Nothing can be simulated because no thread can be started.
    #[error("the threads cannot be started: {0}; ask for fewer with --threads")]
    Threads(String),
    /// The parameter files of `runner reference`.
    #[error(transparent)]
    Reference(#[from] crate::commands::reference::Failure),
    /// A file of a batch that cannot be read.
    #[error("{}: cannot be read: {message}; restore it, or begin again with `runner SCENARIO.lua --afresh` and the same `-o`", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A batch that another process works on.
    #[error("{}: another process is at work on this batch; wait for it, or choose another folder with -o", .0.display())]
    Busy(PathBuf),
    /// A batch that was begun by a program that may make other numbers.
    #[error("{}: was begun by another version of the program; go on with that version, or begin again with `runner SCENARIO.lua --afresh` and the same `-o`", .0.display())]
    OtherProgram(PathBuf),
    /// A batch whose scenario, data or calibration is not what it was.
    #[error("{}: its scenario, data or calibration was altered since it was begun; begin again with `runner SCENARIO.lua --afresh` and the same `-o`", .0.display())]
    Altered(PathBuf),
    /// A folder without a batch that could be gone on with.
    #[error("{}: holds no batch that has begun; name the folder that ends in .unfinished, or that of a shard", .0.display())]
    NotBegun(PathBuf),
    /// Nothing that `--resume` could go on with.
    #[error("{}: is not there, so that there is nothing to go on with: either it is done, or it was not begun with the same scenario and settings; leave out --resume to begin", .0.display())]
    NothingLeft(PathBuf),
    /// A result whose scenario, data or calibration is not what it was.
    #[error("{}: its scenario, data or calibration was altered since it was made, so that it cannot be replayed", .0.display())]
    ResultAltered(PathBuf),
    /// A result of a program that reads its scenario differently.
    #[error("{}: was made by another version of the program; replay it with that version", .0.display())]
    ResultOfOther(PathBuf),
    /// Shards that do not make up a batch.
    #[error("{}", .0.join("\n"))]
    Shards(Vec<String>),
    /// A folder that holds no result.
    #[error("{}: {}", folder.display(), no_result(*there, *begun))]
    NoResult {
        /// The folder.
        folder: PathBuf,
        /// Whether there is such a folder.
        there: bool,
        /// Whether it holds a batch that is not finished.
        begun: bool,
    },
    /// A file of a result that cannot be used.
    #[error("{}: cannot be used: {message}; restore it, or run the scenario again", path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A template of a report that cannot be read or used.
    #[error("{0}")]
    Template(String),
    /// The program itself.
    #[error("this is an error of the program, not of the scenario: {0}; please report it")]
    Bug(String),
}

impl Failure {
    /// The exit code of the cause.
    pub fn exit(&self) -> Exit {
        match self {
            Failure::Scenario(problems) | Failure::Data(problems)
                if problems
                    .iter()
                    .any(|problem| problem.place == Place::Threads) =>
            {
                Exit::Disk
            }
            Failure::Scenario(problems)
                if problems.iter().all(|problem| problem.place.overrides()) =>
            {
                Exit::CommandLine
            }
            Failure::Scenario(_) => Exit::Scenario,
            Failure::Data(_)
            | Failure::OtherProgram(_)
            | Failure::Altered(_)
            | Failure::NotBegun(_)
            | Failure::NothingLeft(_)
            | Failure::NoResult { .. }
            | Failure::Unusable { .. }
            | Failure::Template(_)
            | Failure::ResultAltered(_)
            | Failure::ResultOfOther(_)
            | Failure::Unreadable { .. }
            | Failure::Shards(_) => Exit::Data,
            Failure::Unwritable { .. }
            | Failure::Stuck { .. }
            | Failure::Busy(_)
            | Failure::Occupied(_)
            | Failure::Memory { .. }
            | Failure::Addresses { .. }
            | Failure::Threads(_) => Exit::Disk,
            Failure::Reference(failure) => reference(failure),
            Failure::Bug(_) => Exit::Bug,
        }
    }

    /// Whether it is that the disk is full.
    pub fn wants_room(&self) -> bool {
        matches!(self, Failure::Unwritable { source, .. } if is_full(source))
    }

    /// `folder` holds no result.
    pub fn no_result(folder: &Path) -> Self {
        Failure::NoResult {
            begun: folder.join("batch.json").exists(),
            there: folder.exists(),
            folder: folder.to_owned(),
        }
    }

    /// A problem with a file of data.
    pub fn data(place: &Place, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Failure::Data(vec![Problem::new(place, message, remedy)])
    }
}

/// Whether an error is that the disk is full.
pub fn is_full(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded)
}

fn reference(failure: &crate::commands::reference::Failure) -> Exit {
    use crate::commands::reference::Failure as Cause;
    match failure {
        Cause::Switch(_) | Cause::NoValue(_) | Cause::Periods(_) => Exit::CommandLine,
        Cause::Files(_) | Cause::Apart(_) => Exit::Data,
        Cause::Stopped(_) => Exit::Runs,
        Cause::Unwritable { .. } | Cause::Memory { .. } => Exit::Disk,
    }
}

/// What to do where the memory is too small.
fn smaller(fits: Option<u64>) -> String {
    match fits {
        Some(one_in) => format!("scale = 1/{one_in} fits"),
        None => "free some, or ask for fewer runs, quarters or series".into(),
    }
}

/// What to do beside raising the limit where addresses are too few for the `need`; nothing where most of it
/// is the program's own.
fn narrower(fits: Option<u64>, need: u64) -> String {
    match fits {
        Some(one_in) => format!(", or take a smaller scale: 1/{one_in} fits"),
        None if need < 2 * PER_THREAD => String::new(),
        None => ", or ask for fewer runs, quarters or series".into(),
    }
}

/// Why a folder holds no result, and what to do.
fn no_result(there: bool, begun: bool) -> &'static str {
    match (there, begun) {
        (true, true) => {
            "holds a batch that is not finished; finish it with `runner resume`, or merge its shards"
        }
        (true, false) => {
            "holds no result, as it has no manifest.json; name the folder that a batch has made"
        }
        (false, _) => "is not there; name the folder that a batch has made",
    }
}

fn lines(problems: &[Problem]) -> String {
    problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

/// What to do about an error of the disk.
fn remedy(source: &std::io::Error) -> &'static str {
    use std::io::ErrorKind;
    match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "free some space, record fewer series, or choose another disk with -o"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "choose a folder you may write to with -o"
        }
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            "a file is in the way; choose another folder with -o"
        }
        _ => "choose another folder with -o",
    }
}
