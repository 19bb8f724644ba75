//! The files of a result folder that are not tables: manifest and checks.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use engine::parameters::Frequency;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::sheet::unusable;
use crate::evaluation::common::common;
use crate::failure::Failure;
use crate::results::manifest::FailureFacts;
pub use crate::results::manifest::Manifest;
use crate::scenario::time::Period;

/// A check and how it went.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Check {
    pub name: String,
    pub pass: bool,
    pub measurements: u64,
    pub measured: Option<f64>,
    #[serde(default)]
    pub unit: Option<String>,
    pub limit: String,
    #[serde(default)]
    pub first: Option<Offence>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Offence {
    pub branch: String,
    #[serde(default)]
    pub point: Option<u32>,
    pub run: Option<u32>,
    pub date: String,
    pub value: Option<f64>,
}

/// What a template does not see of the manifest: when, where and in how many parts the batch ran, so that
/// the page is the same however it was carried out.
const UNTOLD: [&str; 5] = ["end", "settings", "start", "threads", "wall_seconds"];

impl Manifest {
    /// What a template sees of it.
    pub fn told(&self) -> Value {
        let mut told = serde_json::to_value(self).unwrap_or_default();
        if let Some(entries) = told.as_object_mut() {
            entries.retain(|name, _| !UNTOLD.contains(&name.as_str()));
            let period = self.base().frequency().name();
            entries.insert("period".to_owned(), period.into());
        }
        told
    }

    /// Runs of every branch, at all points of a sweep.
    pub fn runs_in_all(&self) -> u64 {
        let points = self.sweep.as_ref().map_or(1, |sweep| sweep.points);
        u64::from(self.runs) * u64::from(points)
    }

    /// Whether each run came to its end in all branches that have any.
    pub fn common(&self) -> Vec<bool> {
        let index = |failure: &FailureFacts| {
            let before = failure.point.unwrap_or(0) * self.runs;
            Some((
                self.branch(&failure.branch)?,
                (before + failure.run) as usize,
            ))
        };
        let failed: BTreeSet<(usize, usize)> = self.failures.iter().filter_map(index).collect();
        let runs = self.runs_in_all() as usize;
        common(self.branches.len(), runs, |branch, run| {
            !failed.contains(&(branch, run))
        })
    }

    /// First period, t = 0.
    pub fn base(&self) -> Period {
        let unknown = Period::new(Frequency::Quarter, 2000, 1);
        Period::parse(&self.base_quarter).unwrap_or(unknown)
    }

    /// Heading of the periods that are simulated.
    pub fn periods(&self) -> &'static str {
        match self.base().frequency() {
            Frequency::Quarter => "Quarters",
            Frequency::Month => "Months",
        }
    }

    /// Date of a period after the base period.
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
