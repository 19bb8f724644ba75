//! What the environment and the command line put in place of what the scenario says.

use super::place::{Located, Place, Problem};
use super::spec::{EconomySpec, ScenarioSpec};

/// Settings from outside the scenario file; `None` and empty where there are none.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Runs of every branch.
    pub runs: Option<Located<f64>>,
    /// Seed.
    pub seed: Option<Located<f64>>,
    /// Scale.
    pub scale: Option<Located<f64>>,
    /// Folder that result folders are made in.
    pub output: Option<Located<String>>,
    /// Parameters, `name=value` each.
    pub set: Vec<Located<String>>,
    /// The only branches to run.
    pub branches: Vec<Located<String>>,
    /// Settings that cannot be read.
    pub problems: Vec<Problem>,
}

/// One setting that was overridden, for the summary and the manifest.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Overridden {
    /// The setting.
    pub setting: String,
    /// What the scenario says; nothing if it is silent.
    pub scenario: Option<String>,
    /// What is used.
    pub used: String,
    /// The flag or variable.
    pub by: String,
}

impl Overrides {
    /// Puts the settings into `spec`; returns what was overridden.
    ///
    /// # Errors
    /// Settings of parameters that cannot be read.
    pub fn apply(&self, spec: &mut ScenarioSpec) -> Result<Vec<Overridden>, Vec<Problem>> {
        let mut done = Vec::new();
        replace("runs", &mut spec.runs, self.runs.as_ref(), &mut done);
        replace("seed", &mut spec.seed, self.seed.as_ref(), &mut done);
        replace(
            "economy.scale",
            &mut spec.economy.scale,
            self.scale.as_ref(),
            &mut done,
        );
        if self.scale.is_some() {
            forget_numbers(&mut spec.economy, &mut done);
        }
        replace(
            "output.dir",
            &mut spec.output.dir,
            self.output.as_ref(),
            &mut done,
        );
        let mut problems = self.problems.clone();
        for setting in &self.set {
            match parameter(setting) {
                Ok((name, value)) => {
                    let mut entry = spec.set.remove(&name);
                    replace(&format!("set.{name}"), &mut entry, Some(&value), &mut done);
                    spec.set.insert(name, value);
                }
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() {
            Ok(done)
        } else {
            Err(problems)
        }
    }
}

/// Takes away the numbers of agents in whose place there is a scale, the last that was `done`.
fn forget_numbers(economy: &mut EconomySpec, done: &mut [Overridden]) {
    let number = |(key, number): (_, &Located<f64>)| format!("{key} = {}", number.value);
    let numbers: Vec<String> = economy.numbers().map(number).collect();
    if let (Some(last), false) = (done.last_mut(), numbers.is_empty()) {
        last.scenario = Some(numbers.join(", "));
    }
    economy.firms = None;
    economy.persons = None;
    economy.households = None;
}

fn replace<T: Clone + ToString>(
    setting: &str,
    entry: &mut Option<Located<T>>,
    with: Option<&Located<T>>,
    done: &mut Vec<Overridden>,
) {
    let Some(with) = with else { return };
    done.push(Overridden {
        setting: setting.to_owned(),
        scenario: entry.as_ref().map(|entry| entry.value.to_string()),
        used: with.value.to_string(),
        by: with.place.to_string(),
    });
    *entry = Some(with.clone());
}

/// `name=value`, with its parts.
fn parameter(setting: &Located<String>) -> Result<(String, Located<f64>), Problem> {
    let refuse = |message: String| {
        Problem::new(
            &setting.place,
            message,
            "write NAME=NUMBER, such as tax_income=0.2",
        )
    };
    let (name, value) = (setting.value.split_once('='))
        .ok_or_else(|| refuse(format!("`{}` sets nothing", setting.value)))?;
    let value = fraction(value.trim())
        .map_err(|problem| refuse(format!("`{}`: {problem}", setting.value)))?;
    Ok((
        name.trim().to_owned(),
        Located::new(value, setting.place.clone()),
    ))
}

/// A number such as `0.001` or `1/1000`.
///
/// # Errors
/// If it is none.
pub fn fraction(text: &str) -> Result<f64, String> {
    let number = |text: &str| {
        text.trim()
            .parse::<f64>()
            .map_err(|_| format!("`{}` is no number", beginning(text)))
    };
    match text.split_once('/') {
        Some((above, below)) => Ok(number(above)? / number(below)?),
        None => number(text),
    }
}

/// The beginning of a text that may be long.
fn beginning(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The place of a value: a flag, or the variable of the environment behind it.
pub fn place(flag: &'static str, variable: &'static str, from_environment: bool) -> Place {
    if from_environment {
        Place::Environment(variable)
    } else {
        Place::Flag(flag)
    }
}

#[cfg(test)]
mod tests {
    use super::fraction;

    #[test]
    fn fractions_are_numbers() {
        assert_eq!(fraction("1/1000"), Ok(0.001));
        assert_eq!(fraction("2e-3"), Ok(0.002));
        assert!(fraction("NaN").unwrap().is_nan());
        assert!(fraction("a/b").is_err());
    }
}
