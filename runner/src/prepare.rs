//! From a scenario file to models that can be run: script, settings, calibration, parameters.

mod found;
pub mod kept;
mod start;
mod told;
mod trouble;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::calibration::Calibration;
use engine::parameters::{self, Model, Parameters};

use crate::calibrations::{self, Files};
use crate::checkpoint::{Basis, Start};
use crate::evaluation::facts;
use crate::failure::Failure;
use crate::lua::{self, Script};
use crate::running::{Plan, Program};
use crate::scenario::data::DataFiles;
use crate::scenario::overrides::Overrides;
use crate::scenario::show::Calendar;
use crate::scenario::time::Period;
use crate::scenario::{Branch, Scenario, check, decode, show};
use found::Found;
pub use trouble::data;

/// The file beside a scenario that was kept which says where its runs start, if not at the opening.
pub const START: &str = "start_from.txt";

/// Where a scenario is read from.
pub struct Source<'a> {
    /// The file.
    pub path: &'a Path,
    /// What messages call it, if it is not the path.
    pub name: Option<&'a str>,
    /// The calibration, where it is not to be looked for.
    pub calibration: Option<Files>,
    /// The states to start from, where they are not beside the file.
    pub start: Option<PathBuf>,
}

impl<'a> Source<'a> {
    /// The file at `path`.
    pub fn file(path: &'a Path) -> Self {
        Source {
            path,
            name: None,
            calibration: None,
            start: None,
        }
    }
}

/// A scenario that is ready to run.
pub struct Prepared {
    /// The script, as it ran.
    pub script: Script,
    /// What it asks for.
    pub scenario: Scenario,
    /// Files of the calibration.
    pub files: Files,
    /// The calibration.
    pub calibration: Calibration,
    /// The model all runs start from: the calibration, whose accounts are those of the base quarter.
    pub opening: Arc<Model>,
    /// The parameters of every branch from the first simulated quarter on.
    pub branches: Vec<Parameters>,
    /// Base quarter.
    pub base: Period,
    /// Files of data beside the scenario, by name.
    pub data: BTreeMap<String, Vec<u8>>,
    /// The states that runs start from; the opening of the calibration if nothing.
    pub start: Option<Arc<Start>>,
    /// BLAKE3 of everything that decides the numbers.
    pub hash: String,
}

impl Prepared {
    /// Persons in a run.
    pub fn persons(&self) -> u64 {
        let parameters = self.opening.parameters();
        u64::from(parameters.active_persons) + u64::from(parameters.inactive_persons)
    }

    /// What happens in the runs of every branch.
    pub fn plans(&self) -> Vec<Plan> {
        let branches = self.scenario.branches.iter().zip(&self.branches);
        let plan = |(branch, parameters): (&Branch, &Parameters)| Plan {
            parameters: Arc::new(parameters.clone()),
            branch: branch.clone(),
        };
        branches.map(plan).collect()
    }

    /// What the functions of all branches share.
    pub fn program(&self) -> Program {
        Program {
            script: self.script.recorded(),
            base: self.base,
            seed: self.scenario.seed,
            before: self.start.as_ref().map_or(0, |start| start.period()),
        }
    }

    /// What its states stand on.
    pub fn basis(&self) -> Basis {
        let scale = self.scenario.economy.scale;
        Basis::new(&self.files, &self.calibration, &self.opening, scale)
    }

    /// Name of the result folder.
    pub fn folder_name(&self) -> String {
        format!("{}-{}", self.scenario.slug(), &self.hash[..8])
    }

    /// The scenario and what stood beside it, by name of the file: modules and data.
    pub fn own_files(&self) -> BTreeMap<String, &[u8]> {
        let script = &self.script;
        let modules = script.modules.iter();
        let modules = modules
            .map(|(name, text)| (format!("{}.lua", name.replace('.', "/")), text.as_bytes()));
        let data = self.data.iter();
        let data = data.map(|(name, bytes)| (name.clone(), &bytes[..]));
        let scenario = ("scenario.lua".to_owned(), script.text.as_bytes());
        data.chain(modules).chain([scenario]).collect()
    }

    /// Everything that it can be read again from, by name of the file: what it and its
    /// calibration are made of, apart from a calibration that is part of the program.
    pub fn source(&self) -> BTreeMap<String, &[u8]> {
        let own = self.files.origin != calibrations::PART_OF_PROGRAM;
        let tables = self.files.texts.iter().filter(|_| own);
        let tables =
            tables.map(|(name, text)| (format!("{}/{name}", calibrations::KEPT), text.as_bytes()));
        let start = self.start.iter();
        let start = start.map(|start| (START.to_owned(), start.folder.as_bytes()));
        self.own_files()
            .into_iter()
            .chain(tables)
            .chain(start)
            .collect()
    }

    /// Firms in a run.
    pub fn firms(&self) -> u64 {
        self.opening.parameters().firms() as u64
    }

    /// The scenario in the scenario language, every default filled in.
    pub fn shown(&self) -> String {
        show::lua(&self.scenario, &calendar(self.base, &self.opening))
    }

    /// BLAKE3 of every file that was read, by name.
    pub fn file_hashes(&self) -> BTreeMap<String, String> {
        let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
        let mut hashes = BTreeMap::from([("scenario.lua".to_owned(), hash(&self.script.text))]);
        hashes.extend(
            self.script
                .modules
                .iter()
                .map(|(name, text)| (format!("{name}.lua"), hash(text))),
        );
        let data = self.data.iter();
        hashes.extend(
            data.map(|(name, bytes)| (name.clone(), blake3::hash(bytes).to_hex().to_string())),
        );
        let tables = self.files.texts.iter();
        hashes
            .extend(tables.map(|(name, text)| (format!("{}/{name}", self.files.name), hash(text))));
        hashes
    }
}

/// Reads and checks a scenario and what it needs.
///
/// # Errors
/// Everything that is wrong with the scenario, or with the calibration.
pub fn prepare(source: Source, overrides: &Overrides) -> Result<Prepared, Failure> {
    let Source {
        path,
        name,
        calibration,
        start,
    } = source;
    let (script, live) =
        lua::run(path, name).map_err(|problem| Failure::Scenario(vec![problem]))?;
    let (mut spec, mut problems) = decode::decode(&script);
    let firms = spec.economy.firms.clone();
    let overridden = overrides.apply(&mut spec).unwrap_or_else(|more| {
        problems.extend(more);
        Vec::new()
    });
    let mut economy = check::economy(&spec, &mut problems);
    let folder = path.parent().unwrap_or(Path::new(""));
    let asked = firms.as_ref().map(|firms| firms.value);
    let found = Found::read(&economy, asked, &spec, folder, (calibration, start));
    if let Ok(found) = &found {
        economy.scale = found.scale;
        economy.businesses = found.businesses;
    }
    let mut data = DataFiles::new(folder);
    let ground = found.as_ref().ok().map(Found::ground);
    let changes = (overrides, overridden);
    let checked = check::check(
        &spec,
        problems,
        changes,
        economy,
        ground.as_ref(),
        (&mut data, &live),
    );
    let (scenario, found, opening) = match (checked, found) {
        (
            Ok(scenario),
            Ok(Found {
                opening: Ok(opening),
                files,
                calibration,
                base,
                start,
                scale: _,
                businesses: _,
            }),
        ) => (scenario, (files, calibration, base, start), opening),
        (checked, found) => {
            let failure = found.map_or_else(Some, |found| found.opening.err());
            return Err(trouble::together(checked.err(), failure));
        }
    };
    let (files, calibration, base, start) = found;
    let mut scenario = scenario;
    facts::bands::settle(&mut scenario, &calibration);
    let refuse = |problems| trouble::sort_out(problems, &spec, &files);
    let branches = parameters_of(&scenario, &opening, refuse)?;
    if let Some(start) = &start {
        let basis = Basis::new(&files, &calibration, &opening, scenario.economy.scale);
        start::check(start, &basis, &scenario, &branches, &spec)?;
    }
    let data = data.into_files();
    let calendar = calendar(base, &opening);
    let hash = hash(
        &script,
        &show::lua(&settings(&scenario), &calendar),
        &files,
        (&data, start.as_deref()),
    );
    let mut prepared = Prepared {
        script,
        scenario,
        files,
        calibration,
        opening,
        branches,
        base,
        data,
        start,
        hash,
    };
    let far = prepared.far_from_asked(&spec);
    let beyond = prepared.beyond_registered(&spec, firms.as_ref());
    let sizes = far.into_iter().chain(beyond);
    prepared.scenario.remarks.splice(..0, sizes);
    Ok(prepared)
}

/// What dates and places in a scenario mean.
fn calendar(base: Period, opening: &Model) -> Calendar<'_> {
    let industries = &opening.parameters().industries;
    Calendar {
        base,
        codes: industries
            .iter()
            .map(|industry| industry.code.as_str())
            .collect(),
    }
}

/// The scenario as far as it decides the numbers.
fn settings(scenario: &Scenario) -> Scenario {
    Scenario {
        output: "out".into(),
        csv: false,
        ..scenario.clone()
    }
}

/// The parameters of every branch, checked.
fn parameters_of(
    scenario: &Scenario,
    opening: &Model,
    refuse: impl Fn(Vec<parameters::Problem>) -> Failure,
) -> Result<Vec<Parameters>, Failure> {
    let mut branches = Vec::new();
    for branch in &scenario.branches {
        let mut parameters = opening.parameters().clone();
        for (name, value) in &branch.set {
            if let Some(parameter) = parameters.scalars.get_mut(name) {
                *parameter = *value;
            }
        }
        let checked = Model::new(parameters, opening.initial().clone()).map_err(&refuse)?;
        branches.push(checked.parameters().clone());
    }
    Ok(branches)
}

/// BLAKE3 of everything that decides the numbers, and of nothing else but the script's text.
fn hash(
    script: &Script,
    settings: &str,
    files: &Files,
    (data, start): (&BTreeMap<String, Vec<u8>>, Option<&Start>),
) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut part = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    part(script.text.as_bytes());
    for (name, text) in &script.modules {
        part(name.as_bytes());
        part(text.as_bytes());
    }
    for (name, bytes) in data {
        part(name.as_bytes());
        part(bytes);
    }
    part(settings.as_bytes());
    part(files.hash().as_bytes());
    if let Some(start) = start {
        part(start.hash().as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}
