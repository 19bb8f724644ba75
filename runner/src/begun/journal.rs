//! The journal of a batch: what came of every run, appended as it is done, so that the end of the
//! process loses nothing but the runs in flight.
//!
//! An entry is its unit and its length (four bytes each, little-endian), the first eight bytes of the
//! BLAKE3 of both and of the rest, and the rest: what came of the run, in postcard, compressed by
//! zstd. What follows the last whole entry was cut short by the end of a process, and is cut away. An
//! entry before it that was altered is passed over, unless its length was.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::batch::Outcome;
use crate::failure::Failure;
use crate::words::count;

/// Bytes before the content of an entry.
const HEAD: usize = 16;
/// How hard zstd works: figures hardly become smaller if it works harder.
const LEVEL: i32 = 1;
/// Time after which entries are on the disk, whatever happens to the machine.
const SAFE: Duration = Duration::from_secs(5);

/// Where the content of units is: first byte and length.
type Places = BTreeMap<usize, (u64, usize)>;

/// The journal of a batch, locked for this process while it is open.
pub struct Journal {
    path: PathBuf,
    /// Nothing while it rests.
    file: Option<File>,
    places: Places,
    end: u64,
    /// Bytes that are no whole entry.
    dropped: u64,
    synced: Instant,
}

impl Journal {
    /// Opens the journal at `path` of a batch of `units`, or begins it.
    ///
    /// # Errors
    /// If another process holds it, it is of another batch, or it can be neither read nor written.
    pub fn open(path: &Path, units: usize) -> Result<Self, Failure> {
        let mut journal = Journal::lock(path)?;
        journal.find(units)?;
        Ok(journal)
    }

    /// Takes the journal at `path`, or begins it, before it is known what is in it.
    ///
    /// # Errors
    /// If another process holds it, or if it can be neither read nor written.
    pub fn lock(path: &Path) -> Result<Self, Failure> {
        Ok(Journal {
            path: path.to_owned(),
            file: Some(locked(path)?),
            places: Places::new(),
            end: 0,
            dropped: 0,
            synced: Instant::now(),
        })
    }

    /// Closes the file until it is needed again: a process may not hold as many files as a batch has
    /// shards.
    pub fn rest(&mut self) {
        self.file = None;
    }

    /// The file, opened if it rests.
    fn file(&mut self) -> Result<&mut File, Failure> {
        match &mut self.file {
            Some(file) => Ok(file),
            resting => Ok(resting.insert(locked(&self.path)?)),
        }
    }

    /// Throws away what is in it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn clear(&mut self) -> Result<(), Failure> {
        self.places.clear();
        self.end = 0;
        let cleared = self.file()?.set_len(0);
        cleared.map_err(|source| self.unwritable(source))
    }

    /// Finds what is in it of a batch of `units`.
    ///
    /// # Errors
    /// If it is of another batch, or if it can be neither read nor written.
    pub fn find(&mut self, units: usize) -> Result<(), Failure> {
        let found = whole_entries(self.file()?);
        (self.places, self.end, self.dropped) = found.map_err(|source| self.unwritable(source))?;
        match self.places.last_key_value() {
            Some((&last, _)) if last >= units => Err(Failure::Unreadable {
                path: self.path.clone(),
                message: "it is of a batch of more runs".into(),
            }),
            _ => Ok(()),
        }
    }

    fn unwritable(&self, source: io::Error) -> Failure {
        Failure::Unwritable {
            path: self.path.clone(),
            source,
        }
    }

    /// What was in it and counts for nothing, in words, if anything does.
    pub fn dropped(&self) -> Option<String> {
        (self.dropped > 0).then(|| {
            format!(
                "{}: {} bytes beside its {} were cut short or altered and are dropped; runs that only they held are to be simulated again",
                self.path.display(),
                self.dropped,
                count(self.places.len() as u64, "whole run"),
            )
        })
    }

    /// Whether what came of `unit` is here.
    pub fn holds(&self, unit: usize) -> bool {
        self.places.contains_key(&unit)
    }

    /// What came of `unit` counts for nothing any more: it is missing until it is appended again.
    pub fn forget(&mut self, unit: usize) {
        self.places.remove(&unit);
    }

    /// Appends what came of `unit`.
    ///
    /// # Errors
    /// If it cannot be written; then the journal is as it was.
    pub fn append(&mut self, unit: usize, outcome: &Outcome) -> Result<(), Failure> {
        let bug = |error: &dyn std::fmt::Display| Failure::Bug(error.to_string());
        let content = postcard::to_stdvec(outcome).map_err(|error| bug(&error))?;
        let content = zstd::bulk::compress(&content, LEVEL).map_err(|error| bug(&error))?;
        let mut entry = Vec::with_capacity(HEAD + content.len());
        entry.extend((unit as u32).to_le_bytes());
        entry.extend((content.len() as u32).to_le_bytes());
        let seal = seal(&entry, &content);
        entry.extend(seal);
        entry.extend(&content);
        let end = self.end;
        let due = self.synced.elapsed() >= SAFE;
        let file = self.file()?;
        if let Err(source) = write(file, end, &entry, due) {
            let _ = file.set_len(end);
            return Err(self.unwritable(source));
        }
        if due {
            self.synced = Instant::now();
        }
        let place = (self.end + HEAD as u64, content.len());
        self.places.insert(unit, place);
        self.end += entry.len() as u64;
        Ok(())
    }

    /// What came of `unit`, if it is here.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read(&mut self, unit: usize) -> Result<Option<Outcome>, Failure> {
        let Some(&(start, length)) = self.places.get(&unit) else {
            return Ok(None);
        };
        let path = self.path.clone();
        let failed = |message: String| Failure::Unreadable {
            path: path.clone(),
            message,
        };
        let mut content = vec![0; length];
        let file = self.file()?;
        let mut whole = || {
            file.seek(SeekFrom::Start(start))?;
            file.read_exact(&mut content)?;
            zstd::stream::decode_all(&content[..])
        };
        let content = whole().map_err(|error| failed(error.to_string()))?;
        let outcome = postcard::from_bytes(&content).map_err(|error| failed(error.to_string()))?;
        Ok(Some(outcome))
    }
}

/// The journal at `path`, begun if it is not there, that no other process holds.
fn locked(path: &Path) -> Result<File, Failure> {
    let failed = |source| Failure::Unwritable {
        path: path.to_owned(),
        source,
    };
    let mut options = OpenOptions::new();
    let options = options.read(true).write(true).create(true).truncate(false);
    let file = options.open(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Failure::Busy(path.to_owned())),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

/// Where the whole entries are, where the last ends, and how many bytes are no part of them; those that
/// follow the last are cut away.
fn whole_entries(file: &mut File) -> io::Result<(Places, u64, u64)> {
    let size = file.metadata()?.len();
    let mut reader = BufReader::with_capacity(1 << 20, &*file);
    reader.seek(SeekFrom::Start(0))?;
    let mut places = Places::new();
    let mut content = Vec::new();
    let mut head = [0; HEAD];
    let (mut next, mut end, mut dropped) = (0, 0, 0);
    while size - next >= HEAD as u64 {
        let begin = next;
        reader.read_exact(&mut head)?;
        let (unit, length) = (number(&head[..4]), number(&head[4..8]));
        next = begin + (HEAD + length) as u64;
        if next > size {
            break;
        }
        content.resize(length, 0);
        reader.read_exact(&mut content)?;
        if head[8..] == seal(&head[..8], &content) {
            places.insert(unit, (begin + HEAD as u64, length));
            dropped += begin - end;
            end = next;
        }
    }
    if end < size {
        file.set_len(end)?;
    }
    Ok((places, end, dropped + size - end))
}

/// Writes `entry` at `end`, down to the disk if that is due.
fn write(file: &mut File, end: u64, entry: &[u8], due: bool) -> io::Result<()> {
    file.seek(SeekFrom::Start(end))?;
    file.write_all(entry)?;
    if due { file.sync_data() } else { Ok(()) }
}

fn number(bytes: &[u8]) -> usize {
    let bytes = bytes.iter().rev();
    bytes.fold(0, |number, &byte| number << 8 | usize::from(byte))
}

/// What tells a whole entry from one that was cut short or altered.
fn seal(head: &[u8], content: &[u8]) -> [u8; 8] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(head).update(content);
    let mut seal = [0; 8];
    hasher.finalize_xof().fill(&mut seal);
    seal
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::{RunResult, Unit};

    fn result(index: usize) -> RunResult {
        RunResult {
            unit: Unit {
                index,
                point: 0,
                branch: 0,
                run: index as u32,
            },
            series: vec![vec![f64::NAN, -0.0, 0.1 + index as f64]],
            industries: Vec::new(),
            strategies: Vec::new(),
            accounts: None,
            panel: None,
            firms: [1.0, f64::NAN, 0.5],
            idle: vec!["nothing".into()],
            printed: vec![(1, "x".into())],
        }
    }

    fn bits(outcome: &Outcome) -> Vec<u64> {
        let run = outcome.as_ref().unwrap();
        run.series.concat().iter().map(|x| x.to_bits()).collect()
    }

    #[test]
    fn a_journal_of_another_batch_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let mut journal = Journal::open(&path, 3).unwrap();
        for unit in [0, 2] {
            journal.append(unit, &Ok(result(unit))).unwrap();
        }
        drop(journal);
        let whole = std::fs::read(&path).unwrap();
        let refused = Journal::open(&path, 2);
        assert!(matches!(refused, Err(Failure::Unreadable { .. })));
        assert_eq!(std::fs::read(&path).unwrap(), whole);
        let mut journal = Journal::lock(&path).unwrap();
        journal.clear().unwrap();
        journal.append(1, &Ok(result(1))).unwrap();
        drop(journal);
        let journal = Journal::open(&path, 2).unwrap();
        assert!(journal.holds(1) && !journal.holds(0));
    }

    #[test]
    fn a_journal_cut_or_altered_anywhere_keeps_the_whole_entries() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let mut journal = Journal::open(&path, 3).unwrap();
        assert!(matches!(Journal::open(&path, 3), Err(Failure::Busy(_))));
        let mut ends = vec![0];
        for unit in [2, 0, 1] {
            journal.append(unit, &Ok(result(unit))).unwrap();
            ends.push(journal.end as usize);
        }
        assert_eq!(
            bits(&journal.read(2).unwrap().unwrap()),
            bits(&Ok(result(2))),
            "every bit is kept"
        );
        drop(journal);
        let whole = std::fs::read(&path).unwrap();
        for cut in 0..whole.len() {
            let before = ends.iter().filter(|&&end| end <= cut).count() - 1;
            for altered in [false, true] {
                let mut bytes = whole.clone();
                if altered {
                    bytes[cut] ^= 1;
                } else {
                    bytes.truncate(cut);
                }
                std::fs::write(&path, bytes).unwrap();
                let mut journal = Journal::open(&path, 3).unwrap();
                let held = [2, 0, 1].map(|unit| journal.holds(unit));
                // Where the next begins is not known where the length is altered.
                let next_is_found = altered && !(4..8).contains(&(cut - ends[before]));
                let kept = [0, 1, 2].map(|at| at < before || at > before && next_is_found);
                assert_eq!(held, kept, "{cut} {altered}");
                let last = kept.iter().rposition(|&kept| kept).map_or(0, |at| at + 1);
                assert_eq!(journal.end as usize, ends[last]);
                assert_eq!(
                    journal.dropped().is_some(),
                    whole.len() > ends[before] && (altered || cut > ends[before])
                );
                journal.append(1, &Ok(result(1))).unwrap();
                assert_eq!(
                    bits(&journal.read(1).unwrap().unwrap()),
                    bits(&Ok(result(1)))
                );
            }
        }
    }
}
