//! The result folder: built under a hidden name, put in its place by renaming when it is whole.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Ending of a folder that is being built.
const PARTIAL: &str = ".partial";
/// Ending of an earlier result that makes way for a new one.
const OLD: &str = ".old";

/// A result folder that is being built; removed if it is not published.
pub struct Folder {
    work: PathBuf,
    target: PathBuf,
    /// Locked while the folder is being built, which tells it from one that was left behind.
    _lock: Option<File>,
}

impl Folder {
    /// A folder that will be `parent/name`. An earlier result of the scenario `hash` there will be
    /// replaced; anything else there is left alone and refused.
    ///
    /// # Errors
    /// If the place is taken or cannot be written.
    pub fn create(parent: &Path, name: &str, hash: &str) -> Result<Self, Failure> {
        let target = parent.join(name);
        if !replaceable(&target, hash) {
            return Err(Failure::Occupied(target));
        }
        let unwritable = |source| Failure::Unwritable {
            path: parent.to_owned(),
            source,
        };
        fs::create_dir_all(parent).map_err(unwritable)?;
        sweep(parent, name);
        let work = parent.join(format!(".{name}.{}{PARTIAL}", std::process::id()));
        fs::create_dir(&work).map_err(unwritable)?;
        let lock = File::open(&work)
            .ok()
            .filter(|folder| folder.try_lock().is_ok());
        Ok(Folder {
            work,
            target,
            _lock: lock,
        })
    }

    /// Path of `file` while the folder is being built.
    pub fn path(&self, file: &str) -> PathBuf {
        self.work.join(file)
    }

    /// Where the folder will be.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Writes a whole file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, file: &str, content: &[u8]) -> Result<(), Failure> {
        let path = self.path(file);
        let unwritable = |source| Failure::Unwritable {
            path: self.target.join(file),
            source,
        };
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(unwritable)?;
        }
        let file = File::create_new(&path);
        let written = file.and_then(|mut file| {
            file.write_all(content)?;
            // The runs it was made from are removed when the folder is in its place.
            file.sync_all()
        });
        written.map_err(unwritable)
    }

    /// Puts the folder in its place. What others put into an earlier result is kept.
    ///
    /// # Errors
    /// If it cannot be renamed; the result is kept and the message says where.
    pub fn publish(mut self) -> Result<PathBuf, Failure> {
        let work = std::mem::take(&mut self.work);
        let target = self.target.clone();
        let aside = work.with_extension(&OLD[1..]);
        let earlier = target.exists();
        let kept = |source: io::Error, place: &Path| Failure::Unwritable {
            path: target.clone(),
            source: io::Error::new(
                source.kind(),
                format!("{source} (it is kept in {})", place.display()),
            ),
        };
        if earlier {
            fs::rename(&target, &aside).map_err(|source| kept(source, &work))?;
        }
        if let Err(source) = fs::rename(&work, &target) {
            if earlier {
                let _ = fs::rename(&aside, &target);
            }
            return Err(kept(source, &work));
        }
        if earlier {
            move_others(&aside, &target).map_err(|source| kept(source, &aside))?;
            let _ = fs::remove_dir_all(&aside);
        }
        Ok(target)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.work.as_os_str().is_empty() {
            let _ = fs::remove_dir_all(&self.work);
        }
    }
}

/// Moves what `new` does not have from `old`: the same scenario writes the same files, so the rest
/// is not the program's.
fn move_others(old: &Path, new: &Path) -> io::Result<()> {
    for entry in fs::read_dir(old)? {
        let entry = entry?;
        let (from, to) = (entry.path(), new.join(entry.file_name()));
        if fs::symlink_metadata(&to).is_err() {
            fs::rename(from, to)?;
        } else if entry.file_type()?.is_dir() && to.is_dir() {
            move_others(&from, &to)?;
        }
    }
    Ok(())
}

/// Clears away what killed runs left of the result `name`; what an earlier result held of others goes
/// back to its place.
fn sweep(parent: &Path, name: &str) {
    let left = fs::read_dir(parent).into_iter().flatten().flatten();
    for entry in left {
        let (path, file_name) = (entry.path(), entry.file_name());
        let ending = |ending| -> Option<u32> {
            let text = file_name.to_str()?.strip_prefix(&format!(".{name}."))?;
            text.strip_suffix(ending)?.parse().ok()
        };
        if ending(PARTIAL).is_some_and(|process| dead(process, &path)) {
            let _ = fs::remove_dir_all(path);
        } else if ending(OLD).is_some_and(|process| dead(process, &path)) {
            let target = parent.join(name);
            if fs::symlink_metadata(&target).is_err() {
                let _ = fs::rename(path, target);
            } else if move_others(&path, &target).is_ok() {
                let _ = fs::remove_dir_all(path);
            }
        }
    }
}

/// Whether nobody builds `folder` any more: the process is gone, here and on other systems that
/// share the disk, where its lock is seen.
fn dead(process: u32, folder: &Path) -> bool {
    let processes = Path::new("/proc/self");
    let here =
        process != std::process::id() && processes.with_file_name(process.to_string()).exists();
    processes.exists() && !here && File::open(folder).is_ok_and(|file| file.try_lock().is_ok())
}

/// Whether the place is free, empty, or holds a result of the same scenario.
fn replaceable(target: &Path, hash: &str) -> bool {
    let Ok(mut entries) = fs::read_dir(target) else {
        return fs::symlink_metadata(target).is_err();
    };
    if entries.next().is_none() {
        return true;
    }
    holds_result(target, hash)
}

/// Whether `target` holds a result of the scenario `hash`.
pub fn holds_result(target: &Path, hash: &str) -> bool {
    let manifest = fs::read_to_string(target.join("manifest.json")).unwrap_or_default();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap_or_default();
    manifest
        .get("scenario_hash")
        .and_then(serde_json::Value::as_str)
        == Some(hash)
}
