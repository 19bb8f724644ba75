//! Files of data beside a scenario: found, read once, kept for the hash and the result.

mod parquet;
mod rows;

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

pub use rows::{Row, Unreadable};

use engine::parameters::Frequency;

use crate::lua::inside;
use crate::results;

/// Largest file of data \[bytes\].
const LARGEST: u64 = 64 << 20;

/// The files of data that a scenario names.
#[derive(Debug, Default)]
pub struct DataFiles {
    folder: PathBuf,
    files: BTreeMap<String, Vec<u8>>,
}

impl DataFiles {
    /// Files in `folder`, none read yet.
    pub fn new(folder: &Path) -> Self {
        DataFiles {
            folder: folder.to_owned(),
            files: BTreeMap::new(),
        }
    }

    /// What was read, by name.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files
    }

    /// The file `name`, as messages call it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The rows of `column` in the file `name`, one for each of the periods of `frequency` that it has;
    /// of the only column if none is named.
    ///
    /// # Errors
    /// Why they cannot be read: the file as a whole, or one line of it.
    pub fn rows(
        &mut self,
        name: &str,
        column: Option<&str>,
        frequency: Frequency,
    ) -> Result<Vec<Row>, Unreadable> {
        let bytes = self.read(name)?;
        if bytes.is_empty() {
            return Err(Unreadable::whole(
                "is empty",
                "give it a column of dates and one of values",
            ));
        }
        match Path::new(name)
            .extension()
            .and_then(|ending| ending.to_str())
        {
            Some("parquet") => parquet::rows(bytes, column, frequency),
            Some("csv") => {
                let text = std::str::from_utf8(bytes)
                    .map_err(|_| Unreadable::whole("is not UTF-8 text", "save it as UTF-8"))?;
                rows::csv(text, column, frequency)
            }
            _ => Err(Unreadable::whole(
                "is neither .csv nor .parquet",
                "save it as one of them",
            )),
        }
    }

    fn read(&mut self, name: &str) -> Result<&[u8], Unreadable> {
        if !self.files.contains_key(name) {
            let bytes = self.fetch(name)?;
            self.files.insert(name.to_owned(), bytes);
        }
        Ok(&self.files[name])
    }

    fn fetch(&self, name: &str) -> Result<Vec<u8>, Unreadable> {
        let beside = "put the file beside the scenario, or in a folder there";
        let relative = Path::new(name);
        let mut parts = relative.components();
        if name.is_empty()
            || name.contains(['\\', '\0'])
            || !parts.all(|part| matches!(part, Component::Normal(_)))
        {
            return Err(Unreadable::whole(
                "is no path to a file beside the scenario",
                beside,
            ));
        }
        if results::is_taken(name) {
            return Err(Unreadable::whole(
                "has the name of a file of the result",
                "rename it",
            ));
        }
        let path = self.path(name);
        if !inside(&self.folder, &path) {
            return Err(Unreadable::whole("is a link to a file elsewhere", beside));
        }
        let tell =
            |error: std::io::Error| Unreadable::whole(format!("cannot be read: {error}"), beside);
        let about = std::fs::metadata(&path).map_err(tell)?;
        if about.is_dir() {
            return Err(Unreadable::whole("is a folder", "name a file in it"));
        }
        if !about.is_file() {
            return Err(Unreadable::whole(
                "is no file but a device or a pipe",
                beside,
            ));
        }
        if about.len() > LARGEST {
            let message = format!("has {} bytes, more than {LARGEST}", about.len());
            return Err(Unreadable::whole(
                message,
                "keep only the columns that are used",
            ));
        }
        std::fs::read(&path).map_err(tell)
    }
}
