//! Results of a batch on disk: Parquet tables that grow run by run, and the files around them.

pub mod accounts;
mod changes;
pub mod compare;
mod csv;
mod ends;
mod evaluated;
mod facts;
pub mod firms;
pub mod folder;
mod forecasts;
pub mod manifest;
mod multipliers;
mod network;
pub mod schema;
mod sweep;
mod table;

use std::path::{Path, PathBuf};

use arrow_schema::SchemaRef;
use engine::parameters::Frequency;

use crate::batch::{RunResult, Unit};
use crate::failure::Failure;
use crate::prepare::Prepared;
use crate::scenario::branch::MODEL;
use crate::scenario::sweep::Sweep;
use crate::scenario::time::Period;
use crate::scenario::{Branch, Scenario};
use crate::sensitivity::Measured;
pub use changes::BranchStates;
pub use evaluated::Found;
use folder::Folder;
use manifest::Manifest;
pub use multipliers::Multipliers;
pub use schema::kind;
use table::{Key, Rows, Table};

/// What the program itself puts into a result folder.
pub const FILES: [&str; 24] = [
    "accounts.parquet",
    crate::calibrations::KEPT,
    "checks.json",
    "design.parquet",
    "effects.parquet",
    "effects_by_state.parquet",
    "facts.parquet",
    "firms",
    "forecast_evaluation.parquet",
    "forecasts.parquet",
    "industries.parquet",
    "manifest.json",
    "multipliers.parquet",
    "multipliers_by_state.parquet",
    "network.parquet",
    "quantiles.parquet",
    "report.html",
    "scenario.lua",
    "sensitivity.parquet",
    "series.parquet",
    "series.svg",
    crate::prepare::START,
    ends::FOLDER,
    "strategies.parquet",
];

/// The results of a batch, while it runs.
pub struct Results {
    folder: Folder,
    series: Table,
    industries: Option<Table>,
    strategies: Option<Table>,
    layout: Layout,
    /// What the metadata of every table say.
    facts: Vec<(String, String)>,
    csv: bool,
}

/// What the tables need to know of the scenario.
struct Layout {
    base: Period,
    branches: Vec<String>,
    codes: Vec<String>,
    /// Strategies of every branch, the model's own rules first; none where a branch has none.
    strategies: Vec<Vec<String>>,
    record: crate::scenario::Record,
    /// Whether rows say which point of a sweep they are of.
    sweeps: bool,
}

impl Results {
    /// Opens the tables.
    ///
    /// # Errors
    /// If the place is taken or cannot be written.
    pub fn create(prepared: &Prepared) -> Result<Self, Failure> {
        let scenario = &prepared.scenario;
        let folder = Folder::create(&scenario.output, &prepared.folder_name(), &prepared.hash)?;
        let about = prepared.calibration.about();
        let facts = [
            ("engine", engine_version()),
            ("scenario_hash", prepared.hash.clone()),
            ("calibration", prepared.files.name.clone()),
            ("country", about.country.clone()),
            ("currency", about.currency.clone()),
            ("unit", about.unit.clone()),
            ("scale", scenario.economy.scale.to_string()),
        ];
        let mut facts = facts.map(|(name, fact)| (name.to_owned(), fact)).to_vec();
        if prepared.base.frequency() == Frequency::Month {
            facts.push((schema::FREQUENCY.to_owned(), "month".to_owned()));
        }
        let layout = Layout::of(prepared);
        let (record, sweeps) = (&layout.record, layout.sweeps);
        let table = |name, schema| Table::create(&folder, name, schema, &facts);
        let series = table("series.parquet", schema::series(record, sweeps))?;
        let industries = if record.industries.is_empty() {
            None
        } else {
            network::write(&folder, &prepared.opening, &facts)?;
            let schema = schema::industries(record, sweeps);
            Some(table("industries.parquet", schema)?)
        };
        let strategies = if layout.strategies.iter().all(Vec::is_empty) {
            None
        } else {
            Some(table("strategies.parquet", schema::strategies(sweeps))?)
        };
        Ok(Results {
            folder,
            series,
            industries,
            strategies,
            layout,
            facts,
            csv: scenario.csv,
        })
    }

    /// Appends a run.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&mut self, run: &RunResult) -> Result<(), Failure> {
        self.series.write(self.layout.series(run))?;
        let layout = &self.layout;
        let firms = firms::Files {
            folder: &self.folder,
            record: &layout.record,
            base: layout.base,
            codes: &layout.codes,
            sweeps: layout.sweeps,
            facts: &self.facts,
        };
        firms.write(run, &layout.branches[run.unit.branch])?;
        if let Some(table) = &mut self.industries {
            table.write(self.layout.industries(run))?;
        }
        if let Some(table) = &mut self.strategies {
            table.write(self.layout.strategies(run))?;
        }
        Ok(())
    }

    /// Keeps the state at the end of a run, which is in `from`.
    ///
    /// # Errors
    /// If it is not there or cannot be written.
    pub fn keep_state(&self, from: &Path, unit: Unit) -> Result<(), Failure> {
        let branch = &self.layout.branches[unit.branch];
        let below = firms::below(branch, unit, self.layout.sweeps);
        ends::keep(&self.folder, from, &format!("{}/{below}", ends::FOLDER))
    }

    /// Closes the tables.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn close(self) -> Result<Closed, Failure> {
        self.series.finish()?;
        for table in [self.industries, self.strategies].into_iter().flatten() {
            table.finish()?;
        }
        Ok(Closed {
            folder: self.folder,
            facts: self.facts,
            csv: self.csv,
        })
    }
}

/// Results whose tables are complete.
pub struct Closed {
    folder: Folder,
    facts: Vec<(String, String)>,
    csv: bool,
}

impl Closed {
    /// Where the folder will be.
    pub fn target(&self) -> &Path {
        self.folder.target()
    }

    /// Adds the tables of what all runs say together, and what `firms` has of the firms of the first
    /// branch by run, on so many `threads`; returns what the summary tells of it.
    ///
    /// # Errors
    /// If they cannot be made or written.
    pub fn evaluate(
        &self,
        prepared: &Prepared,
        firms: &[[f64; 3]],
        threads: usize,
    ) -> Result<Found, Failure> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|error| Failure::Threads(error.to_string()))?;
        pool.install(|| evaluated::write(self, prepared, firms))
    }

    /// Adds the tables of a sweep.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn sweep(
        &self,
        scenario: &Scenario,
        sweep: &Sweep,
        measured: &Measured,
    ) -> Result<(), Failure> {
        sweep::write(self, scenario, sweep, measured)
    }

    /// Adds the transactions-flow matrices of branches, by name.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn accounts<'a>(
        &self,
        accounts: impl Iterator<Item = (&'a str, &'a accounts::Accounts)>,
    ) -> Result<(), Failure> {
        accounts::write(self, accounts)
    }

    /// Adds a table.
    fn table(&self, file: &str, schema: SchemaRef, rows: Rows) -> Result<(), Failure> {
        let mut table = Table::create(&self.folder, file, schema, &self.facts)?;
        table.write(rows)?;
        table.finish()
    }

    /// Adds a file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn add(&self, file: &str, content: impl AsRef<[u8]>) -> Result<(), Failure> {
        self.folder.write(file, content.as_ref())
    }

    /// Where the files are until they are put in their place.
    pub fn work(&self) -> PathBuf {
        self.folder.path("")
    }

    /// Adds the manifest.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn add_manifest(&self, manifest: &Manifest) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(manifest)
            .map_err(|error| Failure::Bug(error.to_string()))?;
        self.add("manifest.json", text + "\n")
    }

    /// Adds CSV where it is asked for, and puts the folder in its place.
    ///
    /// # Errors
    /// If a file cannot be written, or the folder not renamed.
    pub fn publish(self) -> Result<PathBuf, Failure> {
        if self.csv {
            csv::beside(&self.folder)?;
        }
        self.folder.publish()
    }
}

/// Whether a file called `name` beside the scenario would be in the way of the program's own files,
/// also on disks that do not tell capitals from small letters.
pub fn is_taken(name: &str) -> bool {
    let first = name.split('/').next().unwrap_or(name);
    let table = |file: &str| csv::of(file).is_some_and(|csv| first.eq_ignore_ascii_case(&csv));
    (FILES.iter()).any(|file| first.eq_ignore_ascii_case(file) || table(file))
}

/// Strategies of a branch by name, the model's own rules first; none if it has none.
fn strategy_names(branch: &Branch) -> Vec<String> {
    let Some(strategies) = &branch.strategies else {
        return Vec::new();
    };
    let named = strategies.list.iter().map(|strategy| strategy.name.clone());
    std::iter::once(MODEL.to_owned()).chain(named).collect()
}

/// Name and version of the program.
pub fn engine_version() -> String {
    format!("runner {}", env!("CARGO_PKG_VERSION"))
}

impl Layout {
    /// Of `prepared`.
    fn of(prepared: &Prepared) -> Self {
        let scenario = &prepared.scenario;
        let industries = prepared.opening.parameters().industries.iter();
        let branches = scenario.branches.iter();
        Layout {
            base: prepared.base,
            branches: branches.map(|branch| branch.name.clone()).collect(),
            codes: industries.map(|industry| industry.code.clone()).collect(),
            strategies: scenario.branches.iter().map(strategy_names).collect(),
            record: scenario.record.clone(),
            sweeps: scenario.sweep.is_some(),
        }
    }

    fn series(&self, run: &RunResult) -> Rows {
        let columns = self.record.series.iter();
        Rows {
            keys: self.keys(run, 1),
            values: columns
                .map(|&place| run.series.iter().map(|row| row[place]).collect())
                .collect(),
        }
    }

    fn industries(&self, run: &RunResult) -> Rows {
        let mut keys = self.keys(run, self.codes.len());
        keys.push(Key::Text(
            run.series
                .iter()
                .flat_map(|_| self.codes.iter().cloned())
                .collect(),
        ));
        let columns = self.record.industries.iter();
        Rows {
            keys,
            values: columns
                .map(|&place| {
                    run.industries
                        .iter()
                        .flat_map(|quarter| quarter[place].iter().copied())
                        .collect()
                })
                .collect(),
        }
    }

    fn strategies(&self, run: &RunResult) -> Rows {
        let names = &self.strategies[run.unit.branch];
        let mut keys = self.keys(run, names.len());
        keys.push(Key::Text(
            (run.series.iter())
                .flat_map(|_| names.iter().cloned())
                .collect(),
        ));
        Rows {
            keys,
            values: vec![run.strategies.concat()],
        }
    }

    /// Point if there is a sweep, branch, run, period and date of every row; `repeat` rows a quarter.
    fn keys(&self, run: &RunResult, repeat: usize) -> Vec<Key> {
        let periods = 0..run.series.len() as u32;
        let each = periods.flat_map(|period| std::iter::repeat_n(period, repeat));
        let rows = run.series.len() * repeat;
        let point = Key::Number(vec![run.unit.point; rows]);
        let keys = [
            Key::Text(vec![self.branches[run.unit.branch].clone(); rows]),
            Key::Number(vec![run.unit.run; rows]),
            Key::Number(each.clone().collect()),
            Key::Text(
                each.map(|period| self.base.plus(period).to_string())
                    .collect(),
            ),
        ];
        let point = self.sweeps.then_some(point);
        point.into_iter().chain(keys).collect()
    }
}
