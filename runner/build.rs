//! Gives the program the hash of the texts it is made from: runs made by different programs must not
//! be mixed.

use std::fs;
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let root = Path::new("..");
    let mut hasher = blake3::Hasher::new();
    let places = [
        "engine/src",
        "runner/src",
        "statistics/src",
        "scripts/macro",
        "Cargo.lock",
    ];
    for place in places {
        println!("cargo::rerun-if-changed=../{place}");
        for path in files(root.join(place))? {
            hasher.update(&fs::read(path)?);
        }
    }
    println!(
        "cargo::rustc-env=ENGINE_HASH={}",
        hasher.finalize().to_hex()
    );
    Ok(())
}

/// The file at `path`, or all files below it, in order.
fn files(path: PathBuf) -> std::io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path]);
    }
    let entries = fs::read_dir(path)?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    let below = paths
        .into_iter()
        .map(files)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(below.concat())
}
