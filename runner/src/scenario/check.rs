//! From [`ScenarioSpec`] to [`Scenario`]: ranges, names, defaults. Nothing is clipped, and every
//! problem is reported.

mod bounds;
mod branches;
mod checkpoint;
mod checks;
pub(crate) mod codes;
mod combine;
mod dates;
mod economy;
mod family;
mod follow;
mod functions;
mod ground;
mod magnitude;
mod path;
mod periods;
mod range;
mod record;
mod strategies;
mod sweep;

use std::path::PathBuf;

use engine::parameters::Frequency;
use engine::record::Record as Series;

use super::data::DataFiles;
use super::overrides::{Overridden, Overrides};
use super::place::{Located, Place, Problem};
use super::spec::{OutputSpec, ScenarioSpec, Settings};
use super::sweep::Sweep;
use super::{EconomyChoice, Record, Scenario};
use crate::evaluation::states::OUTPUT as OUTPUT_SERIES;
use crate::lua::Live;
use crate::words;
pub use ground::Ground;

/// Calibration that is used where a scenario names none.
pub const CALIBRATION: &str = "uk-2019";
/// Scale that is used where a scenario names none.
pub const SCALE: f64 = 0.001;
/// Horizon that is used where a scenario names none.
pub const HORIZON: &str = "12q";
/// Runs that are used where a scenario names none.
pub const RUNS: u32 = 10;
/// Seed that is used where a scenario names none.
pub const SEED: u64 = 1;
/// Output folder that is used where a scenario names none.
pub const OUTPUT: &str = "out";
/// Levels of quantiles, if a scenario names none.
const QUANTILES: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/// What effects can be split by.
pub const RECESSION: &str = "recession";

/// Formats of tables.
const FORMATS: [&str; 2] = ["parquet", "csv"];

/// What to do with a lever where a parameter or a rule is wanted.
const A_LEVER: &str = "it is a lever: pull it in `shocks`";
/// Where all names are listed.
pub const VARS: &str = "`runner vars` lists them";
/// Most runs of a branch.
const MOST_RUNS: f64 = 1e6;
/// Largest seed: what every reader of JSON keeps exactly.
const LARGEST_SEED: f64 = 9_007_199_254_740_991.0;
/// Most runs of all branches together.
const MOST_IN_ALL: u64 = 1_000_000_000;
/// Longest title, in letters.
const LONGEST_TITLE: usize = 200;
/// What is wrong with a scenario, by what kind of file it is in.
#[derive(Debug, Default)]
pub struct Wrong {
    /// In the scenario.
    pub scenario: Vec<Problem>,
    /// In data that it names.
    pub data: Vec<Problem>,
}

/// Checks what `spec` says of the economy, which decides what calibration is read; `problems`
/// grows. Where something is wrong, a default takes its place.
pub fn economy(spec: &ScenarioSpec, problems: &mut Vec<Problem>) -> EconomyChoice {
    let mut checker = Checker {
        whole: spec.place.clone(),
        problems: Vec::new(),
        data_problems: Vec::new(),
        remarks: Vec::new(),
        notes: Vec::new(),
        frequency: Frequency::default(),
        horizon: 0,
        data: &mut DataFiles::default(),
        live: None,
    };
    let economy = checker.economy(&spec.economy);
    problems.append(&mut checker.problems);
    economy
}

/// Checks `spec`, into which `overrides` were put; `problems` are those that are known already,
/// `ground` is the calibration of `economy` as far as it could be read, and `live` holds the
/// functions of the scenario.
///
/// # Errors
/// Everything that is wrong, by place.
pub fn check(
    spec: &ScenarioSpec,
    problems: Vec<Problem>,
    (overrides, overridden): (&Overrides, Vec<Overridden>),
    economy: EconomyChoice,
    ground: Option<&Ground>,
    (data, live): (&mut DataFiles, &Live),
) -> Result<Scenario, Wrong> {
    let mut checker = Checker {
        problems,
        data_problems: Vec::new(),
        remarks: Vec::new(),
        notes: Vec::new(),
        whole: spec.place.clone(),
        frequency: economy.frequency,
        horizon: 0,
        data,
        live: Some(live),
    };
    if checker.too_many(spec) {
        return Err(checker.wrong());
    }
    let mut scenario = checker.scenario(spec, overrides, overridden, economy, ground);
    scenario.remarks = sorted(std::mem::take(&mut checker.remarks));
    scenario.notes = sorted(std::mem::take(&mut checker.notes));
    if checker.problems.is_empty() && checker.data_problems.is_empty() {
        Ok(scenario)
    } else {
        Err(checker.wrong())
    }
}

struct Checker<'a> {
    whole: Place,
    problems: Vec<Problem>,
    data_problems: Vec<Problem>,
    /// What can be done, but is hardly meant.
    remarks: Vec<Problem>,
    /// What is good to know.
    notes: Vec<Problem>,
    frequency: Frequency,
    horizon: u32,
    data: &'a mut DataFiles,
    live: Option<&'a Live>,
}

impl Checker<'_> {
    fn refuse(&mut self, place: &Place, message: impl Into<String>, remedy: impl Into<String>) {
        self.problems.push(Problem::new(place, message, remedy));
    }

    fn remark(&mut self, place: &Place, message: impl Into<String>, remedy: impl Into<String>) {
        self.remarks.push(Problem::new(place, message, remedy));
    }

    /// Everything that is wrong, by place.
    fn wrong(self) -> Wrong {
        Wrong {
            scenario: sorted(self.problems),
            data: sorted(self.data_problems),
        }
    }

    fn scenario(
        &mut self,
        spec: &ScenarioSpec,
        overrides: &Overrides,
        overridden: Vec<Overridden>,
        economy: EconomyChoice,
        ground: Option<&Ground>,
    ) -> Scenario {
        self.horizon = self.horizon(spec.horizon.as_ref());
        let runs = self.whole_number("runs", spec.runs.as_ref(), 1.0, MOST_RUNS);
        let seed = self.whole_number("seed", spec.seed.as_ref(), 0.0, LARGEST_SEED);
        let runs = runs.map_or(RUNS, |runs| runs as u32);
        let all = self.branches(spec, ground);
        let names: Vec<String> = all.iter().map(|branch| branch.name.clone()).collect();
        let seed = seed.map_or(SEED, |seed| seed as u64);
        let sweep = self.sweep(spec, &all, seed, ground);
        let branches = self.selected(all, &spec.branches, &overrides.branches);
        let points = sweep.as_ref().map_or(1, Sweep::points);
        self.runs_in_all(spec, runs, branches.len() * points);
        let record = self.record(&spec.record);
        Scenario {
            title: self.title(spec.title.as_ref()),
            economy,
            horizon: self.horizon,
            runs,
            seed,
            sweep,
            by_recession: self.by_recession(
                &spec.output,
                &record,
                (branches.len(), overrides.branches.first()),
            ),
            record,
            checks: self.checks(&spec.checks, &branches, &names, ground),
            keeping: self.keeping(spec, &branches),
            branches,
            output: self.output(&spec.output),
            quantiles: self.quantiles(&spec.output),
            forecasts: self.forecasts(&spec.output),
            csv: self.csv(&spec.output),
            overridden,
            remarks: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn title(&mut self, title: Option<&Located<String>>) -> String {
        match title {
            Some(title) if title.value.trim().is_empty() => {
                self.refuse(
                    &title.place,
                    "`title` is empty",
                    "give the scenario a name, or leave `title` out",
                );
                String::new()
            }
            Some(title)
                if title.value.trim().chars().count() > LONGEST_TITLE
                    || title.value.trim().chars().any(char::is_control) =>
            {
                self.refuse(
                    &title.place,
                    format!("{:?} is no title", cut(&title.value)),
                    format!("use 1 to {LONGEST_TITLE} letters on one line"),
                );
                String::new()
            }
            Some(title) => title.value.trim().to_owned(),
            None => file_stem(&self.whole).unwrap_or_else(|| "Scenario".into()),
        }
    }

    fn whole_number(
        &mut self,
        name: &str,
        number: Option<&Located<f64>>,
        low: f64,
        high: f64,
    ) -> Option<f64> {
        let number = number?;
        if number.value.fract() == 0.0 && (low..=high).contains(&number.value) {
            return Some(number.value);
        }
        let message = format!("{name} is {}", words::number(number.value));
        self.refuse(
            &number.place,
            message,
            format!("it is a whole number from {low} to {high}"),
        );
        None
    }

    /// Refuses more runs than anybody can wait for.
    fn runs_in_all(&mut self, spec: &ScenarioSpec, runs: u32, branches: usize) {
        let all = u64::from(runs) * branches as u64;
        if all > MOST_IN_ALL {
            let message = format!("there are {} runs in all", words::thousands(all));
            let remedy = format!("ask for at most {}", words::thousands(MOST_IN_ALL));
            let place = spec.runs.as_ref().map_or(&spec.place, |runs| &runs.place);
            self.refuse(place, message, remedy);
        }
    }

    fn settings(&mut self, settings: &Settings) -> Vec<(String, f64)> {
        for (name, value) in settings {
            if let Some(about) = self.parameter(name, &value.place, A_LEVER) {
                self.allowed(about, value);
                self.per_month(about, value);
            }
        }
        settings
            .iter()
            .map(|(name, value)| (name.clone(), value.value))
            .collect()
    }

    fn quantiles(&mut self, output: &OutputSpec) -> Vec<f64> {
        let Some(asked) = &output.quantiles else {
            return QUANTILES.to_vec();
        };
        let mut levels = Vec::new();
        for level in asked {
            if level.value > 0.0 && level.value < 1.0 {
                levels.push(level.value);
            } else {
                let message = format!("{} is no level of a quantile", words::number(level.value));
                self.refuse(&level.place, message, "write shares of runs, such as 0.05");
            }
        }
        levels.sort_by(f64::total_cmp);
        levels.dedup();
        levels
    }

    /// Whether effects are split by recession, which takes real GDP and a branch with effects.
    /// `only` asks for some of the branches.
    fn by_recession(
        &mut self,
        output: &OutputSpec,
        record: &Record,
        (branches, only): (usize, Option<&Located<String>>),
    ) -> bool {
        let Some(split) = &output.split_effects else {
            return false;
        };
        if self.no_quarters(&split.place, "a recession is two quarters of falling GDP") {
            return false;
        }
        let recorded = |place: &usize| Series::COLUMNS[*place].name == OUTPUT_SERIES;
        if split.value != RECESSION {
            let message = format!("effects cannot be split by \"{}\"", cut(&split.value));
            self.refuse(&split.place, message, "write \"recession\"");
        } else if let (true, Some(only)) = (branches < 2, only) {
            let message = "only the first branch is run, so there is no effect to split";
            let remedy = "name another branch, or leave `output.split_effects` out";
            self.refuse(&only.place, message, remedy);
        } else if branches < 2 {
            let message = "there is one branch, and no effect to split";
            self.refuse(&split.place, message, "add a branch, or leave it out");
        } else if !record.series.iter().any(recorded) {
            let message = format!("recessions are those of {OUTPUT_SERIES}, which is not recorded");
            let remedy = format!("add \"{OUTPUT_SERIES}\" to record.series");
            self.refuse(&split.place, message, remedy);
        }
        true
    }

    fn csv(&mut self, output: &OutputSpec) -> bool {
        let asked = output.formats.iter().flatten();
        for format in asked.clone() {
            if !FORMATS.contains(&format.value.as_str()) {
                let message = format!("there is no format \"{}\"", format.value);
                self.refuse(
                    &format.place,
                    message,
                    words::instead(&format.value, FORMATS),
                );
            }
        }
        let csv = asked.clone().find(|format| format.value == "csv");
        if let Some(csv) = csv.filter(|_| asked.clone().all(|format| format.value != "parquet")) {
            let message = "CSV is written beside Parquet, never alone";
            self.refuse(&csv.place, message, "write { \"parquet\", \"csv\" }");
        }
        csv.is_some()
    }

    fn output(&mut self, output: &OutputSpec) -> PathBuf {
        match &output.dir {
            Some(dir) if dir.value.is_empty() => {
                self.refuse(
                    &dir.place,
                    "the output folder has no name",
                    "write a path, such as \"out\"",
                );
                PathBuf::new()
            }
            Some(dir) if dir.value.contains('\0') => {
                let message = format!("{:?} is no path", cut(&dir.value));
                self.refuse(&dir.place, message, "leave out the character 0");
                PathBuf::new()
            }
            Some(dir) => PathBuf::from(&dir.value),
            None => PathBuf::from(OUTPUT),
        }
    }
}

/// `problems` by place, each once.
fn sorted(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort();
    problems.dedup();
    problems
}

/// The beginning of a text that may be long.
fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The scenario file's name without its ending, as a title.
fn file_stem(place: &Place) -> Option<String> {
    let Place::File { file, .. } = place else {
        return None;
    };
    let stem = std::path::Path::new(file)
        .file_stem()?
        .to_string_lossy()
        .into_owned();
    Some(stem.replace('_', " "))
}
