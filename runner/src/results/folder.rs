//! The result folder: built under a hidden name, put in its place by renaming when it is whole.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::failure::Failure;

/// A result folder that is being built.
pub struct Folder {
    work: TempDir,
    target: PathBuf,
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
        fs::create_dir_all(parent).map_err(|source| Failure::Unwritable {
            path: parent.to_owned(),
            source,
        })?;
        let work = tempfile::Builder::new()
            .prefix(&format!(".{name}."))
            .suffix(".partial")
            .tempdir_in(parent)
            .map_err(|source| Failure::Unwritable {
                path: parent.to_owned(),
                source,
            })?;
        readable(work.path());
        Ok(Folder { work, target })
    }

    /// Path of `file` while the folder is being built.
    pub fn path(&self, file: &str) -> PathBuf {
        self.work.path().join(file)
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
        fs::write(&path, content).map_err(unwritable)
    }

    /// Puts the folder in its place.
    ///
    /// # Errors
    /// If it cannot be renamed; the result is kept and the message says where.
    pub fn publish(self) -> Result<PathBuf, Failure> {
        let Folder { work, target } = self;
        let work = work.keep();
        let aside = work.with_extension("old");
        let earlier = target.exists();
        let kept = |source: std::io::Error| {
            let kind = source.kind();
            let source = std::io::Error::new(
                kind,
                format!("{source} (the result is kept in {})", work.display()),
            );
            Failure::Unwritable {
                path: target.clone(),
                source,
            }
        };
        if earlier {
            fs::rename(&target, &aside).map_err(kept)?;
        }
        if let Err(source) = fs::rename(&work, &target) {
            if earlier {
                let _ = fs::rename(&aside, &target);
            }
            return Err(kept(source));
        }
        if earlier {
            let _ = fs::remove_dir_all(&aside);
        }
        Ok(target)
    }
}

/// Whether the place is free, empty, or holds a result of the same scenario.
fn replaceable(target: &Path, hash: &str) -> bool {
    let Ok(mut entries) = fs::read_dir(target) else {
        return !target.exists();
    };
    if entries.next().is_none() {
        return true;
    }
    let manifest = fs::read_to_string(target.join("manifest.json")).unwrap_or_default();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap_or_default();
    manifest
        .get("scenario_hash")
        .and_then(serde_json::Value::as_str)
        == Some(hash)
}

/// Temporary folders are private; a result is as readable as what else its owner writes.
fn readable(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o755));
    }
    #[cfg(not(unix))]
    let _ = path;
}
