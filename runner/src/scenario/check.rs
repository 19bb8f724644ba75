//! From [`ScenarioSpec`] to [`Scenario`]: ranges, names, defaults. Nothing is clipped, and every
//! problem is reported.

mod economy;

use std::path::PathBuf;

use engine::parameters::Scalars;
use engine::record;
use engine::tables::Column;

use super::overrides::{Overridden, Overrides};
use super::place::{Located, Place, Problem};
use super::spec::{OutputSpec, RecordSpec, ScenarioSpec, Settings};
use super::{Branch, Record, Scenario, time};
use crate::words;

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

/// Where all names are listed.
pub const VARS: &str = "`runner vars` lists them";
/// Most runs of a branch.
const MOST_RUNS: f64 = 1e6;
/// Largest seed: what every reader of JSON keeps exactly.
const LARGEST_SEED: f64 = 9_007_199_254_740_991.0;
/// Most branches.
const MOST_BRANCHES: usize = 1000;
/// Most runs of all branches together.
const MOST_IN_ALL: u64 = 1_000_000_000;
/// Longest title, in letters.
const LONGEST_TITLE: usize = 200;
/// Longest name of a branch, in letters.
const LONGEST_NAME: usize = 60;

/// Puts the overrides into `spec` and checks it; `problems` are those of reading it.
///
/// # Errors
/// Everything that is wrong, by place.
pub fn check(
    spec: &mut ScenarioSpec,
    problems: Vec<Problem>,
    overrides: &Overrides,
) -> Result<Scenario, Vec<Problem>> {
    let mut checker = Checker {
        whole: spec.place.clone(),
        problems,
    };
    let overridden = overrides.apply(spec).unwrap_or_else(|problems| {
        checker.problems.extend(problems);
        Vec::new()
    });
    let scenario = checker.scenario(spec, overrides, overridden);
    if checker.problems.is_empty() {
        Ok(scenario)
    } else {
        checker.problems.sort();
        checker.problems.dedup();
        Err(checker.problems)
    }
}

struct Checker {
    whole: Place,
    problems: Vec<Problem>,
}

impl Checker {
    fn refuse(&mut self, place: &Place, message: impl Into<String>, remedy: impl Into<String>) {
        self.problems.push(Problem::new(place, message, remedy));
    }

    fn scenario(
        &mut self,
        spec: &ScenarioSpec,
        overrides: &Overrides,
        overridden: Vec<Overridden>,
    ) -> Scenario {
        let runs = self.whole_number("runs", spec.runs.as_ref(), 1.0, MOST_RUNS);
        let seed = self.whole_number("seed", spec.seed.as_ref(), 0.0, LARGEST_SEED);
        let runs = runs.map_or(RUNS, |runs| runs as u32);
        let branches = self.branches(spec, overrides);
        self.runs_in_all(spec, runs, branches.len());
        Scenario {
            title: self.title(spec.title.as_ref()),
            economy: self.economy(&spec.economy),
            horizon: self.horizon(spec.horizon.as_ref()),
            runs,
            seed: seed.map_or(SEED, |seed| seed as u64),
            branches,
            record: self.record(&spec.record),
            output: self.output(&spec.output),
            overridden,
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

    fn horizon(&mut self, horizon: Option<&Located<String>>) -> u32 {
        let default = Located::new(HORIZON.to_owned(), Place::Default);
        let horizon = horizon.unwrap_or(&default);
        time::quarters(&horizon.value).unwrap_or_else(|(message, remedy)| {
            self.refuse(&horizon.place, format!("horizon {message}"), remedy);
            1
        })
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

    fn branches(&mut self, spec: &ScenarioSpec, overrides: &Overrides) -> Vec<Branch> {
        let common = self.settings(&spec.set);
        let mut branches: Vec<Branch> = Vec::new();
        for written in &spec.branches {
            let own = self.settings(&written.set);
            let Some(name) = &written.name else { continue };
            let name = self.name(name, &branches);
            branches.push(Branch {
                name,
                set: merged(&common, &own),
            });
        }
        if spec.branches.is_empty() {
            branches.push(Branch {
                name: "baseline".into(),
                set: common,
            });
        }
        let branches = self.selected(branches, &overrides.branches);
        if branches.len() > MOST_BRANCHES {
            let message = format!("the scenario has {} branches", branches.len());
            let place = spec.branches[0].place.clone();
            self.refuse(&place, message, format!("it can have {MOST_BRANCHES}"));
        }
        branches
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

    fn name(&mut self, name: &Located<String>, others: &[Branch]) -> String {
        let text = name.value.trim();
        if text.is_empty()
            || text.chars().count() > LONGEST_NAME
            || text.chars().any(char::is_control)
        {
            let message = format!("\"{text}\" is no name for a branch");
            self.refuse(
                &name.place,
                message,
                format!("use 1 to {LONGEST_NAME} letters on one line"),
            );
        } else if others.iter().any(|other| other.name == text) {
            let message = format!("there are two branches called \"{text}\"");
            self.refuse(&name.place, message, "give each its own name");
        }
        text.to_owned()
    }

    /// The branches asked for, in the scenario's order; all if none is.
    fn selected(&mut self, branches: Vec<Branch>, asked: &[Located<String>]) -> Vec<Branch> {
        let names: Vec<&str> = branches.iter().map(|branch| branch.name.as_str()).collect();
        for name in asked {
            if !names.contains(&name.value.as_str()) {
                let remedy = words::instead(&name.value, names.iter().copied());
                self.refuse(
                    &name.place,
                    format!("there is no branch \"{}\"", name.value),
                    remedy,
                );
            }
        }
        if asked.is_empty() {
            return branches;
        }
        branches
            .into_iter()
            .filter(|branch| asked.iter().any(|name| name.value == branch.name))
            .collect()
    }

    fn settings(&mut self, settings: &Settings) -> Vec<(String, f64)> {
        for (name, value) in settings {
            match Scalars::DESCRIPTIONS
                .iter()
                .find(|about| about.name == name)
            {
                Some(about) if !(about.low..=about.high).contains(&value.value) => {
                    let message = format!(
                        "{name} = {} is outside {} to {}",
                        words::number(value.value),
                        words::number(about.low),
                        words::number(about.high)
                    );
                    self.refuse(
                        &value.place,
                        message,
                        format!("its unit is: {}", about.unit),
                    );
                }
                Some(_) => {}
                None => {
                    let known = Scalars::DESCRIPTIONS.iter().map(|about| about.name);
                    let remedy = words::nearest_or(name, known, VARS);
                    let message = format!("there is no parameter `{name}`");
                    self.refuse(&value.place, message, remedy);
                }
            }
        }
        settings
            .iter()
            .map(|(name, value)| (name.clone(), value.value))
            .collect()
    }

    fn record(&mut self, record: &RecordSpec) -> Record {
        Record {
            series: self.columns(record.series.as_deref(), record::Record::COLUMNS, "series"),
            industries: self.columns(
                record.industries.as_deref(),
                record::IndustryRecord::COLUMNS,
                "industry series",
            ),
        }
    }

    fn columns(
        &mut self,
        asked: Option<&[Located<String>]>,
        all: &[Column],
        what: &str,
    ) -> Vec<usize> {
        let Some(asked) = asked else {
            return (0..all.len()).collect();
        };
        let mut places = Vec::new();
        for name in asked {
            if let Some(place) = all.iter().position(|column| column.name == name.value) {
                places.push(place);
            } else {
                let known = all.iter().map(|column| column.name);
                let remedy = words::nearest_or(&name.value, known, VARS);
                let message = format!("there is no {what} `{}`", name.value);
                self.refuse(&name.place, message, remedy);
            }
        }
        places.sort_unstable();
        places.dedup();
        places
    }

    fn output(&mut self, output: &OutputSpec) -> PathBuf {
        for format in output.formats.iter().flatten() {
            if format.value != "parquet" {
                let message = format!("there is no format \"{}\"", format.value);
                self.refuse(&format.place, message, "results are written as \"parquet\"");
            }
        }
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

/// The beginning of a text that may be long.
fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}

/// `common`, with what a branch sets itself put on top.
fn merged(common: &[(String, f64)], own: &[(String, f64)]) -> Vec<(String, f64)> {
    let mut merged: Vec<(String, f64)> = common
        .iter()
        .filter(|(name, _)| !own.iter().any(|(other, _)| other == name))
        .cloned()
        .collect();
    merged.extend_from_slice(own);
    merged.sort_by(|a, b| a.0.cmp(&b.0));
    merged
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
