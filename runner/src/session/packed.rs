//! A run in a row of bytes, from which it goes on elsewhere: what its scenario was read from, which run
//! it is, and its state, as a checkpoint keeps it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Asked, Choice, Session};
use crate::begun::ENGINE_HASH;
use crate::checkpoint::{self, Bad, Origin};
use crate::cli::Settings;
use crate::failure::Failure;
use crate::prepare::kept::Kept;
use crate::running::Past;

/// Why bytes are no run.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// They are something else, or cut short.
    #[error("these bytes are no simulation that was packed; pack one again")]
    Bytes,
    /// Another program.
    #[error(
        "the simulation was packed by another version of the program; unpack it with that version"
    )]
    Program,
    /// The run has failed.
    #[error("the simulation has failed and cannot be packed; restore a snapshot first")]
    Failed,
    /// The state.
    #[error("the state cannot be used: {0}")]
    State(#[from] Bad),
    /// The scenario.
    #[error(transparent)]
    Scenario(#[from] Failure),
    /// The system.
    #[error("temporary files cannot be written: {0}; make room for them")]
    System(#[from] io::Error),
}

type Files = BTreeMap<String, Vec<u8>>;

#[derive(Serialize, Deserialize)]
struct Packed {
    file: String,
    calibration: (String, String),
    settings: Settings,
    source: Files,
    choice: Choice,
    parameters: Vec<(String, f64)>,
    past: Option<Past>,
    pulls: Vec<Asked>,
    series: Vec<Vec<f64>>,
    industries: Vec<Vec<Vec<f64>>>,
    printed: Vec<(u32, String)>,
    state: Files,
}

impl Session {
    /// The run as bytes.
    ///
    /// # Errors
    /// If it has failed, or temporary files cannot be written.
    pub fn pack(&mut self) -> Result<Vec<u8>, Unusable> {
        if self.failed.is_some() {
            return Err(Unusable::Failed);
        }
        let folder = tempfile::tempdir()?;
        let state = folder.path().join("state");
        let threads = self.threads().map_err(Failure::Threads)?;
        threads.install(|| {
            checkpoint::write(&state, &self.now.simulation, self.origin(), &(), false)
        })?;
        let scalars = &self.now.simulation.parameters.scalars;
        let parameters = engine::parameters::Scalars::DESCRIPTIONS.iter();
        let parameters =
            parameters.filter_map(|about| Some((about.name.to_owned(), scalars.get(about.name)?)));
        let source = self.prepared.source().into_iter();
        let files = &self.prepared.files;
        let packed = Packed {
            file: self.prepared.script.file.clone(),
            calibration: (files.name.clone(), files.origin.clone()),
            settings: self.settings.clone(),
            source: source.map(|(name, text)| (name, text.to_vec())).collect(),
            choice: self.choice.clone(),
            parameters: parameters.collect(),
            past: self.now.past.clone(),
            pulls: self.now.pulls.clone(),
            series: self.now.series.clone(),
            industries: self.now.industries.clone(),
            printed: self.printed.clone(),
            state: read(&state)?,
        };
        let bytes = postcard::to_stdvec(&packed).map_err(io::Error::other)?;
        Ok([ENGINE_HASH.as_bytes(), &bytes].concat())
    }

    /// The run that was packed to `bytes`.
    ///
    /// # Errors
    /// If they are none of this program, or temporary files cannot be written.
    pub fn unpack(bytes: &[u8]) -> Result<Self, Unusable> {
        let (program, bytes) = bytes
            .split_at_checked(ENGINE_HASH.len())
            .ok_or(Unusable::Bytes)?;
        if program != ENGINE_HASH.as_bytes() {
            let hash = program.iter().all(u8::is_ascii_hexdigit);
            return Err(if hash {
                Unusable::Program
            } else {
                Unusable::Bytes
            });
        }
        let packed: Packed = postcard::from_bytes(bytes).map_err(|_| Unusable::Bytes)?;
        let folder = tempfile::tempdir()?;
        let (source, state) = (folder.path().join("source"), folder.path().join("state"));
        write(&source, &packed.source)?;
        write(&state, &packed.state)?;
        let kept = Kept {
            file: &packed.file,
            calibration: (&packed.calibration.0, &packed.calibration.1),
            settings: &packed.settings,
        };
        let prepared = Arc::new(kept.prepare(&source, Path::new("out"))?);
        let mut session = Session::new(prepared, packed.settings, packed.choice)?;
        let simulation = Arc::make_mut(&mut session.now.simulation);
        checkpoint::load(&state, simulation)?;
        let parameters = Arc::make_mut(&mut simulation.parameters);
        for (name, value) in &packed.parameters {
            if let Some(parameter) = parameters.scalars.get_mut(name) {
                *parameter = *value;
            }
        }
        session.now.past = packed.past;
        session.now.pulls = packed.pulls;
        session.now.series = packed.series;
        session.now.industries = packed.industries;
        session.printed = packed.printed;
        Ok(session)
    }

    fn origin(&self) -> Origin {
        Origin {
            scenario_hash: self.prepared.hash.clone(),
            branch: self.branch().to_owned(),
            point: 0,
            run: self.choice.run,
            basis: self.prepared.basis(),
        }
    }
}

/// The files in `folder`.
fn read(folder: &Path) -> io::Result<Files> {
    let mut files = Files::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        files.insert(name, fs::read(entry.path())?);
    }
    Ok(files)
}

/// Writes `files`, whose names may have folders in them, to `folder`.
fn write(folder: &Path, files: &Files) -> io::Result<()> {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, bytes)?;
    }
    Ok(())
}
