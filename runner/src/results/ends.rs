//! `state/`: the state at the end of every run, from which other scenarios start.

use std::fs;
use std::io;
use std::path::Path;

use super::folder::Folder;
use crate::failure::Failure;

/// Name of the folder.
pub const FOLDER: &str = "state";

/// Puts the state that a batch has kept in `from` into `folder`, as `below`: by links where the disk is
/// the same, so that nothing is written twice, and the batch keeps its own until it is removed.
///
/// # Errors
/// If it is not there or cannot be written.
pub fn keep(folder: &Folder, from: &Path, below: &str) -> Result<(), Failure> {
    let place = folder.path(below);
    let linked = fs::create_dir_all(&place).and_then(|()| {
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            link(&entry.path(), &place.join(entry.file_name()))?;
        }
        Ok(())
    });
    linked.map_err(|source| Failure::Unwritable {
        path: folder.target().join(below),
        source,
    })
}

fn link(from: &Path, to: &Path) -> io::Result<()> {
    if fs::hard_link(from, to).is_err() {
        fs::copy(from, to)?;
        fs::File::open(to)?.sync_all()?;
    }
    Ok(())
}
