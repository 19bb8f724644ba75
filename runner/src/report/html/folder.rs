//! The files of a result folder that are not tables: manifest and checks.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::sheet::unusable;
use crate::failure::Failure;
use crate::scenario::time::Quarter;

/// What the report tells of `manifest.json`. When and on what machine the batch ran stands there
/// alone, so that the report is the same however it was carried out.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Manifest {
    pub engine: String,
    pub title: String,
    pub scenario_hash: String,
    pub calibration: Calibration,
    pub policy_rule: String,
    pub policy_weights: String,
    pub growth: bool,
    pub steady_state: bool,
    pub scale: f64,
    pub persons: u64,
    pub firms: u64,
    pub base_quarter: String,
    pub horizon: u32,
    pub seed: u64,
    pub runs: u32,
    #[serde(default)]
    pub sweep: Option<Sweep>,
    pub branches: Vec<Branch>,
    #[serde(default)]
    pub overridden: Vec<Change>,
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    #[serde(default)]
    pub failures: Vec<Failed>,
    #[serde(default)]
    pub warnings: Vec<String>,
    #[serde(default)]
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Sweep {
    pub method: String,
    pub points: u32,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Calibration {
    pub name: String,
    pub country: String,
    pub hash: String,
    pub attribution: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Branch {
    pub name: String,
    #[serde(default)]
    pub set: BTreeMap<String, f64>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Change {
    pub setting: String,
    pub scenario: Option<String>,
    pub used: String,
    pub by: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Failed {
    pub branch: String,
    #[serde(default)]
    pub point: Option<u32>,
    pub run: u32,
    pub date: String,
    #[serde(default)]
    pub place: Option<String>,
    pub cause: String,
}

/// A check and how it went.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Check {
    pub name: String,
    pub pass: bool,
    pub measurements: u64,
    pub measured: Option<f64>,
    pub limit: String,
    #[serde(default)]
    pub first: Option<Offence>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Offence {
    pub branch: String,
    pub run: Option<u32>,
    pub date: String,
    pub value: Option<f64>,
}

impl Manifest {
    /// Runs of every branch, at all points of a sweep.
    pub fn runs_in_all(&self) -> u64 {
        let points = self.sweep.as_ref().map_or(1, |sweep| sweep.points);
        u64::from(self.runs) * u64::from(points)
    }

    /// The manifest of the result `folder`.
    ///
    /// # Errors
    /// If there is none, or it is not one.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join("manifest.json");
        let Ok(text) = fs::read_to_string(&path) else {
            return Err(Failure::no_result(folder));
        };
        let manifest: Manifest =
            serde_json::from_str(&text).map_err(|error| unusable(&path, &error.to_string()))?;
        if Quarter::parse(&manifest.base_quarter).is_none() || manifest.branches.is_empty() {
            return Err(unusable(&path, "it has no base quarter or no branches"));
        }
        Ok(manifest)
    }

    /// First quarter, t = 0.
    pub fn base(&self) -> Quarter {
        Quarter::parse(&self.base_quarter).unwrap_or(Quarter::new(2000, 1))
    }

    /// Date of a quarter after the base quarter.
    pub fn date(&self, period: usize) -> String {
        self.base().plus(period as u32).to_string()
    }

    /// Place of a branch, which is mostly `near`, as rows of a branch stand together.
    pub fn branch_near(&self, near: &mut usize, name: &str) -> Option<usize> {
        if self
            .branches
            .get(*near)
            .is_none_or(|branch| branch.name != name)
        {
            *near = self.branch(name)?;
        }
        Some(*near)
    }

    /// Place of a branch.
    pub fn branch(&self, name: &str) -> Option<usize> {
        self.branches.iter().position(|branch| branch.name == name)
    }
}

/// The checks of the result `folder`; none where its scenario has none.
///
/// # Errors
/// If they cannot be read.
pub fn checks(folder: &Path) -> Result<Vec<Check>, Failure> {
    let path = folder.join("checks.json");
    match fs::read_to_string(&path) {
        Ok(text) => {
            serde_json::from_str(&text).map_err(|error| unusable(&path, &error.to_string()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(unusable(&path, &error.to_string())),
    }
}
