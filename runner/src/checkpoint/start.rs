//! The states that the runs of a scenario start from: one for all, or one for each.

use std::fs;
use std::path::{Path, PathBuf};

use super::basis::Basis;
use super::state::{self, Bad, Head};
use engine::simulation::Simulation;

/// States to start from.
#[derive(Debug)]
pub struct Start {
    /// Where they are.
    pub folder: String,
    states: Vec<(PathBuf, Head)>,
    /// Whether every run has its own.
    each: bool,
}

impl Start {
    /// The states in `folder`: it is one, or holds one for each run, `run=0` and so on, or holds those of
    /// one branch.
    ///
    /// # Errors
    /// If there is none that could be used: message and remedy.
    pub fn find(folder: &Path) -> Result<Self, (String, String)> {
        let name = folder.display().to_string();
        let refuse = |message: String| {
            let remedy = "name a folder that `output = { save_state = true }` has made";
            (message, remedy.to_owned())
        };
        let absolute = fs::canonicalize(folder)
            .map_err(|error| refuse(format!("{name}: cannot be read: {error}")))?;
        let branches = below(&absolute, "branch=");
        let inner = match &branches[..] {
            [] => absolute.clone(),
            [branch] => absolute.join(branch),
            [first, ..] => {
                let message = format!("{name} holds the states of several branches");
                let one = folder.join(first);
                return Err((
                    message,
                    format!("name one of them, such as {}", one.display()),
                ));
            }
        };
        let runs = below(&inner, "run=").len();
        let each = runs > 0;
        let folders: Vec<PathBuf> = match runs {
            0 => vec![inner],
            runs => (0..runs)
                .map(|run| inner.join(format!("run={run}")))
                .collect(),
        };
        let mut states = Vec::new();
        for folder in folders {
            let head = state::check(&folder).map_err(|bad| {
                let place = folder.display();
                match bad {
                    Bad::Missing(file) if file == state::HEAD => {
                        refuse(format!("{place} is no state, as it has no file `{file}`"))
                    }
                    Bad::Version(_) => {
                        let remedy =
                            "start from it with that version, or make it again with this one";
                        (format!("{place}: {bad}"), remedy.to_owned())
                    }
                    bad => {
                        let remedy = "restore it, or make it again";
                        (format!("{place}: {bad}"), remedy.to_owned())
                    }
                }
            })?;
            states.push((folder, head));
        }
        let period = states[0].1.period;
        if let Some((folder, _)) = states.iter().find(|(_, head)| head.period != period) {
            return Err(refuse(format!(
                "{} is of another quarter",
                folder.display()
            )));
        }
        Ok(Start {
            folder: absolute.display().to_string(),
            states,
            each,
        })
    }

    /// Quarters that were simulated before.
    pub fn period(&self) -> u32 {
        self.states[0].1.period
    }

    /// Runs that have a state; nothing if there is one for all.
    pub fn runs(&self) -> Option<u32> {
        self.each.then_some(self.states.len() as u32)
    }

    /// What the states stand on.
    pub fn bases(&self) -> impl Iterator<Item = &Basis> {
        self.states.iter().map(|(_, head)| &head.origin.basis)
    }

    /// BLAKE3 of all states.
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (_, head) in &self.states {
            hasher.update(&head.hash());
        }
        hasher.finalize().to_hex().to_string()
    }

    /// Puts the state that `run` starts from into `simulation`.
    ///
    /// # Errors
    /// If it cannot be read any more; the simulation is then of no use.
    pub fn load(&self, run: u32, simulation: &mut Simulation) -> Result<(), Bad> {
        let place = if self.each { run as usize } else { 0 };
        let (folder, head) = &self.states[place];
        state::load(folder, head, simulation)
    }
}

/// Names of folders in `folder` that begin with `prefix`, in order.
fn below(folder: &Path, prefix: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().to_str().map(str::to_owned))
        .filter(|name| name.starts_with(prefix))
        .collect();
    names.sort();
    names
}
