//! Calibrations: where their files are, and reading them.
//!
//! A calibration is a folder with `calibration.toml` and tables. One called NAME is looked for in
//! `calibrations/NAME/` beside the scenario, then among those that are part of the program; a name
//! with a slash is a folder.

mod embedded;

pub use embedded::ORIGIN as PART_OF_PROGRAM;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::scenario::place::{Place, Problem};
use crate::words;

/// Folder in which a calibration that is not part of the program is kept beside its scenario.
pub const KEPT: &str = "calibration";

/// Largest file of a calibration \[bytes\].
const LARGEST: u64 = 64 << 20;

/// The files of a calibration.
#[derive(Clone, Debug)]
pub struct Files {
    /// Name in scenarios.
    pub name: String,
    /// Folder, or `part of the program`.
    pub origin: String,
    /// Text of every file, by name.
    pub texts: BTreeMap<String, String>,
}

impl Files {
    /// BLAKE3 of all files.
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (name, text) in &self.texts {
            for part in [name, text] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
        }
        hasher.finalize().to_hex().to_string()
    }

    /// Where `file` is, for messages.
    pub fn place(&self, file: &str, line: usize) -> Place {
        let file = Path::new(&self.origin).join(file).display().to_string();
        Place::File {
            file,
            line,
            column: 0,
        }
    }
}

/// Finds the calibration `name` for a scenario in `folder`; `asked` is where it was named.
///
/// # Errors
/// If there is none, or if a file of it cannot be read.
pub fn find(name: &str, folder: &Path, asked: &Place) -> Result<Files, Failure> {
    if name.contains(['/', '\\']) {
        let path = folder.join(name);
        return if path.join("calibration.toml").is_file() {
            read(name, &path)
        } else {
            let message = format!("{} holds no calibration.toml", path.display());
            Err(Failure::data(
                asked,
                message,
                "name the folder of a calibration",
            ))
        };
    }
    let beside = folder.join("calibrations").join(name);
    if beside.join("calibration.toml").is_file() {
        return read(name, &beside);
    }
    if let Some(files) = embedded::files(name) {
        return Ok(files);
    }
    if beside.is_dir() {
        let message = format!("{} holds no calibration.toml", beside.display());
        let remedy = "put the files of the calibration there";
        return Err(Failure::data(asked, message, remedy));
    }
    let known = names(folder);
    let message = format!("there is no calibration \"{name}\"");
    Err(Failure::data(
        asked,
        message,
        words::instead(name, known.iter().map(String::as_str)),
    ))
}

/// Names of all calibrations that a scenario in `folder` can use without a path.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = embedded::NAMES
        .iter()
        .map(|name| (*name).to_owned())
        .collect();
    let entries = std::fs::read_dir(folder.join("calibrations"))
        .into_iter()
        .flatten()
        .flatten();
    let beside = entries.filter(|entry| entry.path().join("calibration.toml").is_file());
    names.extend(beside.map(|entry| entry.file_name().to_string_lossy().into_owned()));
    names.sort();
    names.dedup();
    names
}

/// Reads every table of the calibration `name` in `folder`.
///
/// # Errors
/// If a file cannot be read.
pub fn read(name: &str, folder: &Path) -> Result<Files, Failure> {
    let mut texts = BTreeMap::new();
    let mut problems = Vec::new();
    for path in tables(folder)? {
        let file = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        match text(&path) {
            Ok(text) => {
                texts.insert(file, text);
            }
            Err(message) => {
                let place = Place::File {
                    file: path.display().to_string(),
                    line: 0,
                    column: 0,
                };
                problems.push(Problem::new(&place, message, "check the file"));
            }
        }
    }
    if problems.is_empty() {
        Ok(Files {
            name: name.to_owned(),
            origin: folder.display().to_string(),
            texts,
        })
    } else {
        Err(Failure::Data(problems))
    }
}

fn tables(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let entries = entries.map_err(|error| {
        let place = Place::File {
            file: folder.display().to_string(),
            line: 0,
            column: 0,
        };
        Failure::data(
            &place,
            format!("the folder cannot be read: {error}"),
            "check its permissions",
        )
    })?;
    let paths = entries.into_iter().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| {
            path.extension()
                .is_some_and(|ending| ending == "csv" || ending == "toml")
        })
        .collect();
    paths.sort();
    Ok(paths)
}

fn text(path: &Path) -> Result<String, String> {
    let about = std::fs::metadata(path).map_err(|error| format!("cannot be read: {error}"))?;
    if !about.is_file() && !about.is_dir() {
        return Err("is no file but a device or a pipe".into());
    }
    if about.len() > LARGEST {
        return Err(format!(
            "has {} bytes, more than a table can have",
            about.len()
        ));
    }
    let bytes = std::fs::read(path).map_err(|error| format!("cannot be read: {error}"))?;
    String::from_utf8(bytes).map_err(|_| "is not UTF-8 text".into())
}
