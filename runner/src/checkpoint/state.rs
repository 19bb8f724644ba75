//! A state: a folder from which a run goes on. Every column that has rows is a file,
//! `table.column.arrow`; `made` holds what the run has made so far; `head`, which is written last,
//! holds figures, the names of all files with their lengths and hashes, and what the state is of.
//!
//! A head is a line with the program that wrote it, what is known in postcard, and the BLAKE3 of both.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;

use engine::economy::Economy;
use engine::levers::Waiting;
use engine::simulation::Simulation;
use engine::tables::{Column, Values, ValuesMut};
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::basis::Basis;
use super::columns;
use crate::begun::ENGINE_HASH;
use crate::results::engine_version;

/// The file that makes the others a state.
pub const HEAD: &str = "head";
/// What the run has made so far.
const MADE: &str = "made";
/// Ending of a folder that is being written.
const PARTIAL: &str = "partial";
/// How hard zstd works on what a run has made.
const LEVEL: i32 = 1;
/// Bytes of a hash.
const HASH: usize = 32;

/// What a state is of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// BLAKE3 of everything that decides the numbers of the batch, apart from the program.
    pub scenario_hash: String,
    /// Branch.
    pub branch: String,
    /// Point of the sweep; 0 without one.
    pub point: u32,
    /// Run.
    pub run: u32,
    /// The model.
    pub basis: Basis,
}

/// What is known of a state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// What it is of.
    pub origin: Origin,
    /// Quarters simulated.
    pub period: u32,
    waiting: Waiting,
    figures: Vec<(String, Figure)>,
    files: BTreeMap<String, Seal>,
}

impl Head {
    /// BLAKE3 of the whole state.
    pub fn hash(&self) -> [u8; HASH] {
        blake3::hash(&postcard::to_stdvec(self).unwrap_or_default()).into()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Figure {
    Number(f64),
    Count(u32),
    /// Rows of a column.
    Rows(u64),
}

/// What tells a file from one that was cut short or altered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Seal {
    bytes: u64,
    hash: [u8; HASH],
}

/// Why a state cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Bad {
    /// A file that is not there.
    #[error("{0} is missing")]
    Missing(String),
    /// A file that is shorter or longer, or has other bytes.
    #[error("{0} is not as it was written")]
    Altered(String),
    /// Another program, whose columns may be others or mean something else.
    #[error("it was written by {0}, which is another version of the program")]
    Version(String),
    /// The state of another run.
    #[error("it is of another run")]
    OtherRun,
    /// A state of the run that is not the one at its end.
    #[error("it is not of the end of the run")]
    NoEnd,
    /// A file that is no part of it.
    #[error("{0} is no part of it")]
    Foreign(String),
    /// Columns or levers that this program does not have.
    #[error("{0} is not what this program has")]
    Other(String),
    /// The system cannot read it.
    #[error("{0} cannot be read: {1}")]
    System(String, io::Error),
}

/// Writes the state of `simulation`, which is between two quarters, to `folder`, with what was `made`:
/// beside its place and renamed, so that nothing half-written bears its name. If it is to be `safe`, it
/// is on the disk when this is done, whatever happens to the machine.
///
/// # Errors
/// What the system says; then there is no such folder.
pub fn write(
    folder: &Path,
    simulation: &Simulation,
    origin: Origin,
    made: &impl Serialize,
    safe: bool,
) -> io::Result<()> {
    let partial = folder.with_extension(PARTIAL);
    remove(&partial)?;
    let written = write_files(&partial, simulation, origin, made).and_then(|()| {
        if safe {
            make_safe(&partial)?;
        }
        remove(folder)?;
        fs::rename(&partial, folder)?;
        match folder.parent() {
            Some(parent) if safe => sync(parent),
            _ => Ok(()),
        }
    });
    if written.is_err() {
        let _ = fs::remove_dir_all(&partial);
    }
    written
}

/// Removes a folder, or a file in its place, if it is there.
///
/// # Errors
/// What the system says.
pub fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound => Ok(()),
            io::ErrorKind::NotADirectory => fs::remove_file(folder),
            _ => Err(error),
        },
        Ok(()) => Ok(()),
    }
}

fn write_files(
    folder: &Path,
    simulation: &Simulation,
    origin: Origin,
    made: &impl Serialize,
) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let economy = &simulation.economy;
    let columns: Vec<(&Column, Values)> = Economy::columns()
        .filter_map(|column| Some((column, economy.values_of(column.table, column.name)?)))
        .collect();
    let sealed: io::Result<Vec<Option<(String, Seal)>>> = columns
        .par_iter()
        .map(|&(column, values)| {
            if !matches!(figure(values), Figure::Rows(1..)) {
                return Ok(None);
            }
            let file = file_of(column);
            let seal = sealed(&folder.join(&file), |out| {
                columns::write(column.name, values, out)
            });
            Ok(Some((file, seal?)))
        })
        .collect();
    let mut files: BTreeMap<String, Seal> = sealed?.into_iter().flatten().collect();
    let made = postcard::to_stdvec(made).map_err(io::Error::other)?;
    let made = zstd::bulk::compress(&made, LEVEL)?;
    let seal = sealed_bytes(&folder.join(MADE), &made)?;
    files.insert(MADE.to_owned(), seal);
    let figures = columns
        .iter()
        .map(|(column, values)| (name_of(column), figure(*values)));
    let head = Head {
        origin,
        period: simulation.period(),
        waiting: simulation.waiting(),
        figures: figures.collect(),
        files,
    };
    let mut bytes = line(&engine_version(), ENGINE_HASH).into_bytes();
    bytes.extend(postcard::to_stdvec(&head).map_err(io::Error::other)?);
    let hash = blake3::hash(&bytes);
    bytes.extend(hash.as_bytes());
    sealed_bytes(&folder.join(HEAD), &bytes)?;
    Ok(())
}

/// Everything in `folder` is on the disk when this is done.
fn make_safe(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        File::open(entry?.path())?.sync_all()?;
    }
    sync(folder)
}

fn sealed_bytes(path: &Path, bytes: &[u8]) -> io::Result<Seal> {
    sealed(path, |out| out.write_all(bytes))
}

/// Writes a file, and seals it.
fn sealed(path: &Path, content: impl FnOnce(&mut Sealing) -> io::Result<()>) -> io::Result<Seal> {
    let mut sealing = Sealing {
        file: BufWriter::new(File::create(path)?),
        hasher: blake3::Hasher::new(),
        bytes: 0,
    };
    content(&mut sealing)?;
    sealing.file.flush()?;
    Ok(Seal {
        bytes: sealing.bytes,
        hash: sealing.hasher.finalize().into(),
    })
}

struct Sealing {
    file: BufWriter<File>,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl Write for Sealing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The state in `folder`, if everything is there as it was written.
///
/// # Errors
/// What is not.
pub fn check(folder: &Path) -> Result<Head, Bad> {
    let head = read_head(folder)?;
    for (file, seal) in &head.files {
        let found = seal_of(&folder.join(file)).map_err(|error| unread(file, error))?;
        if found != *seal {
            return Err(Bad::Altered(file.clone()));
        }
    }
    Ok(head)
}

/// Whether `folder` holds the state at the end of the run `origin`, after `period` quarters, and nothing else.
///
/// # Errors
/// Why it does not.
pub fn check_end(folder: &Path, origin: &Origin, period: u32) -> Result<(), Bad> {
    let head = check(folder)?;
    if head.origin != *origin {
        return Err(Bad::OtherRun);
    }
    if head.period != period {
        return Err(Bad::NoEnd);
    }
    let unread = |error| Bad::System("the folder".to_owned(), error);
    for entry in fs::read_dir(folder).map_err(unread)? {
        let name = entry.map_err(unread)?.file_name();
        let name = name.to_string_lossy();
        if name != HEAD && !head.files.contains_key(&*name) {
            return Err(Bad::Foreign(name.into_owned()));
        }
    }
    Ok(())
}

/// What is known of the state in `folder`.
fn read_head(folder: &Path) -> Result<Head, Bad> {
    let bytes = file_at(&folder.join(HEAD)).and_then(fs::read);
    let bytes = bytes.map_err(|error| unread(HEAD, error))?;
    let altered = || Bad::Altered(HEAD.to_owned());
    let (content, hash) = bytes.split_last_chunk::<HASH>().ok_or_else(altered)?;
    if blake3::hash(content) != *hash {
        return Err(altered());
    }
    let end = content.iter().position(|&byte| byte == b'\n');
    let (program, known) = content.split_at(end.ok_or_else(altered)? + 1);
    if program != line(&engine_version(), ENGINE_HASH).as_bytes() {
        let program = String::from_utf8_lossy(program);
        let name = program.rsplit_once(' ').map_or(&*program, |(name, _)| name);
        return Err(Bad::Version(name.to_owned()));
    }
    postcard::from_bytes(known).map_err(|_| altered())
}

/// The path of a file; of what is none, such as a pipe, reading might never end.
fn file_at(path: &Path) -> io::Result<&Path> {
    let is_file = fs::metadata(path)?.is_file();
    (is_file.then_some(path)).ok_or_else(|| io::Error::other("it is no file"))
}

fn seal_of(path: &Path) -> io::Result<Seal> {
    let mut hasher = blake3::Hasher::new();
    let bytes = io::copy(&mut File::open(file_at(path)?)?, &mut hasher)?;
    Ok(Seal {
        bytes,
        hash: hasher.finalize().into(),
    })
}

/// Puts the state in `folder`, which was checked, into `simulation`.
///
/// # Errors
/// If it cannot be read, or if it is not of this program; the simulation is then of no use.
pub fn load(folder: &Path, head: &Head, simulation: &mut Simulation) -> Result<(), Bad> {
    let known: BTreeMap<&str, Figure> = (head.figures.iter())
        .map(|(name, figure)| (name.as_str(), *figure))
        .collect();
    for column in Economy::columns() {
        let (name, file) = (name_of(column), file_of(column));
        let place = simulation.economy.values_mut(column.table, column.name);
        match (place, known.get(name.as_str())) {
            (Some(ValuesMut::Number(number)), Some(Figure::Number(value))) => *number = *value,
            (Some(ValuesMut::Count(count)), Some(Figure::Count(value))) => *count = *value,
            (Some(mut place), Some(Figure::Rows(0))) => {
                columns::empty(&mut place, 0);
            }
            (Some(place), Some(Figure::Rows(rows))) => {
                File::open(folder.join(&file))
                    .and_then(|open| columns::read(place, *rows as usize, BufReader::new(open)))
                    .map_err(|error| unread(&file, error))?;
            }
            _ => return Err(Bad::Other(name)),
        }
    }
    simulation
        .wait_for(&head.waiting)
        .map_err(|unknown| Bad::Other(unknown.to_string()))
}

/// What the run in `folder`, which was checked, has made so far.
///
/// # Errors
/// If it cannot be read, or if it is not of this program.
pub fn made<T: DeserializeOwned>(folder: &Path) -> Result<T, Bad> {
    let bytes = File::open(folder.join(MADE)).and_then(zstd::stream::decode_all);
    let bytes = bytes.map_err(|error| unread(MADE, error))?;
    postcard::from_bytes(&bytes).map_err(|_| Bad::Other(MADE.to_owned()))
}

fn unread(file: &str, error: io::Error) -> Bad {
    match error.kind() {
        io::ErrorKind::NotFound => Bad::Missing(file.to_owned()),
        _ => Bad::System(file.to_owned(), error),
    }
}

fn line(program: &str, hash: &str) -> String {
    format!("{program} {hash}\n")
}

fn name_of(column: &Column) -> String {
    format!("{}.{}", column.table, column.name)
}

fn file_of(column: &Column) -> String {
    format!("{}.{}.arrow", column.table, column.name)
}

fn figure(values: Values) -> Figure {
    match values {
        Values::Number(number) => Figure::Number(number),
        Values::Count(count) => Figure::Count(count),
        column => Figure::Rows(column.rows() as u64),
    }
}

/// The names in a folder are on the disk when this is done, where the system can be asked for it.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
