//! A scenario that was kept with what it needs, in a batch that has begun or in a result.

use std::path::{Path, PathBuf};

use super::{Prepared, START, Source, prepare};
use crate::calibrations;
use crate::cli::Settings;
use crate::failure::Failure;
use crate::scenario::place::{Located, Place};

/// What is known of a scenario that was kept, apart from its files.
pub struct Kept<'a> {
    /// The scenario file, as it was named.
    pub file: &'a str,
    /// Name of the calibration, and where it was from.
    pub calibration: (&'a str, &'a str),
    /// Settings from the command line and the environment.
    pub settings: &'a Settings,
}

impl Kept<'_> {
    /// Reads it again from `folder`; results go to `output`.
    ///
    /// # Errors
    /// If it cannot be read: it is data then, as it could be when it was kept.
    pub fn prepare(&self, folder: &Path, output: &Path) -> Result<Prepared, Failure> {
        let (name, origin) = self.calibration;
        let tables = folder.join(calibrations::KEPT);
        let calibration = if origin == calibrations::PART_OF_PROGRAM {
            None
        } else {
            let mut files = calibrations::read(name, &tables)?;
            origin.clone_into(&mut files.origin);
            Some(files)
        };
        let path = folder.join("scenario.lua");
        if let Err(error) = std::fs::metadata(&path) {
            let message = error.to_string();
            return Err(Failure::Unusable { path, message });
        }
        let source = Source {
            path: &path,
            name: Some(self.file),
            calibration,
            start: std::fs::read_to_string(folder.join(START))
                .ok()
                .map(PathBuf::from),
        };
        let mut overrides = self.settings.overrides();
        let output = output.display().to_string();
        overrides.output = Some(Located::new(output, Place::Flag("-o")));
        prepare(source, &overrides).map_err(|failure| match failure {
            Failure::Scenario(problems) if !problems.iter().all(|it| it.place.overrides()) => {
                Failure::Data(problems)
            }
            failure => failure,
        })
    }
}
