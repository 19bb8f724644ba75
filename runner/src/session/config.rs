//! A scenario without a file: settings by key, as JSON, for programs.
//!
//! Each setting is a line of a scenario that is made of them, so that everything that is said of that
//! line is said of the key.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Map, Value};

use super::{Choice, argument};
use crate::failure::Failure;
use crate::prepare::{Prepared, Source, prepare};
use crate::scenario::overrides::Overrides;
use crate::scenario::place::{Place, Problem};
use crate::words;

/// What a setting is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A whole number, at least this.
    Whole(u64),
    /// A number.
    Number,
    /// A word.
    Word,
    /// Yes or no.
    Flag,
    /// Parameters by name.
    Parameters,
}

/// A setting, and what it is in a scenario; nothing if it is no part of one.
struct Setting {
    key: &'static str,
    kind: Kind,
    written: Option<&'static str>,
}

const fn setting(key: &'static str, kind: Kind, written: Option<&'static str>) -> Setting {
    Setting { key, kind, written }
}

const SETTINGS: [Setting; 15] = [
    setting("n_firms", Kind::Whole(1), Some("economy.firms")),
    setting("n_households", Kind::Whole(1), Some("economy.households")),
    setting("scale", Kind::Number, Some("economy.scale")),
    setting("calibration", Kind::Word, Some("economy.calibration")),
    setting("frequency", Kind::Word, Some("economy.frequency")),
    setting("businesses", Kind::Word, Some("economy.businesses")),
    setting("matching", Kind::Word, Some("economy.matching")),
    setting("policy_rule", Kind::Word, Some("economy.policy_rule")),
    setting("growth", Kind::Flag, Some("economy.growth")),
    setting("steady_state", Kind::Flag, Some("economy.steady_state")),
    setting("n_steps", Kind::Whole(1), Some("horizon")),
    setting("random_seed", Kind::Whole(0), Some("seed")),
    setting("parameters", Kind::Parameters, Some("set")),
    setting("deterministic", Kind::Flag, None),
    setting("threads", Kind::Whole(1), None),
];

/// Periods that are simulated where nothing else is asked for.
const PERIODS: u64 = 12;
/// What messages call the settings as a whole.
const WHOLE: &str = "config";

/// A scenario made of settings, and how it is to be run.
pub struct Configured {
    /// The scenario.
    pub prepared: Prepared,
    /// How it is run; its periods do not end with a horizon.
    pub choice: Choice,
    /// Periods that are asked for.
    pub periods: u32,
}

/// Reads settings: a JSON object.
///
/// # Errors
/// Every setting that is unknown or cannot be used, by key.
pub fn read(json: &str) -> Result<Configured, Failure> {
    let settings = object(json).map_err(|problem| Failure::Scenario(vec![problem]))?;
    let mut problems: Vec<Problem> = settings
        .iter()
        .filter_map(|(key, value)| wrong(key, value))
        .collect();
    if !problems.is_empty() {
        problems.sort();
        return Err(Failure::Scenario(problems));
    }
    let whole = |key: &str| settings.get(key).and_then(Value::as_f64);
    let months = settings.get("frequency").and_then(Value::as_str) == Some("month");
    let periods = whole("n_steps").map_or(PERIODS, |steps| steps as u64);
    let written = Written::of(&settings, periods, months);
    let folder = tempfile::tempdir().map_err(unwritable)?;
    let path = folder.path().join("scenario.lua");
    std::fs::write(&path, &written.text).map_err(unwritable)?;
    let source = Source {
        name: Some(WHOLE),
        ..Source::file(&path)
    };
    let prepared =
        prepare(source, &Overrides::default()).map_err(|failure| written.by_key(failure))?;
    Ok(Configured {
        prepared,
        choice: Choice {
            deterministic: settings.get("deterministic").and_then(Value::as_bool) == Some(true),
            threads: whole("threads").map(|threads| (threads as usize).min(1024)),
            ..Choice::default()
        },
        periods: periods as u32,
    })
}

fn unwritable(source: std::io::Error) -> Failure {
    Failure::Unwritable {
        path: std::env::temp_dir(),
        source,
    }
}

fn object(json: &str) -> Result<Map<String, Value>, Problem> {
    let example = "give an object such as {\"n_firms\": 1000, \"n_steps\": 12}";
    match serde_json::from_str(json) {
        Ok(Value::Object(settings)) => Ok(settings),
        Ok(_) => Err(Problem::new(
            &argument(WHOLE),
            "it is no JSON object",
            example,
        )),
        Err(error) => {
            let message = format!("it is no JSON: {error}");
            Err(Problem::new(&argument(WHOLE), message, example))
        }
    }
}

/// What is wrong with a setting, without a look at the data.
fn wrong(key: &str, value: &Value) -> Option<Problem> {
    let refuse =
        |message: String, remedy: &str| Some(Problem::new(&argument(key), message, remedy));
    let Some(setting) = SETTINGS.iter().find(|setting| setting.key == key) else {
        let known = SETTINGS.iter().map(|setting| setting.key);
        return refuse(
            "there is no such setting".into(),
            &words::instead(key, known),
        );
    };
    let is = |what: &str| format!("it is {}, which is no {what}", shown(value));
    match setting.kind {
        Kind::Whole(least) => {
            let number = value.as_f64().filter(|number| number.fract() == 0.0);
            match number {
                // Beyond that not every whole number is a number of Lua.
                Some(number) if number >= least as f64 && number <= 2f64.powi(53) => None,
                Some(_) => refuse(
                    format!("it is {}", shown(value)),
                    &format!("give a whole number from {least}"),
                ),
                None => refuse(
                    is("whole number"),
                    &format!("give a whole number from {least}"),
                ),
            }
        }
        Kind::Number if value.as_f64().is_none() => refuse(is("number"), "give a number"),
        Kind::Word if !value.is_string() => refuse(is("text"), "give a word"),
        Kind::Flag if !value.is_boolean() => refuse(is("yes or no"), "give true or false"),
        Kind::Parameters => {
            let numbers = value
                .as_object()
                .map(|all| all.values().all(Value::is_number));
            match numbers {
                Some(true) => None,
                _ => refuse(
                    is("object of numbers"),
                    "give parameters by name, such as {\"tax_income\": 0.2}",
                ),
            }
        }
        _ => None,
    }
}

fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{} ...", &text[..end]),
        None => text,
    }
}

/// A scenario that settings were written to, with the key that each line is of.
struct Written {
    text: String,
    keys: Vec<String>,
}

impl Written {
    fn of(settings: &Map<String, Value>, periods: u64, months: bool) -> Self {
        let mut written = Written {
            text: String::new(),
            keys: Vec::new(),
        };
        written.line(WHOLE, "local m = require \"macro\"");
        written.line(WHOLE, "return m.scenario {");
        written.line(WHOLE, "title = \"Simulation\",");
        let letter = if months { 'm' } else { 'q' };
        written.line("n_steps", &format!("horizon = \"{periods}{letter}\","));
        written.line(WHOLE, "economy = {");
        for (key, name, value) in given(settings) {
            if let Some(name) = name.strip_prefix("economy.") {
                let value = match value.as_str().filter(|_| key == "calibration") {
                    Some(calibration) => quoted(&from_here(calibration)),
                    None => literal(value),
                };
                written.line(key, &format!("{name} = {value},"));
            }
        }
        written.line(WHOLE, "},");
        for (key, name, value) in given(settings) {
            if name == "seed" {
                written.line(key, &format!("seed = {},", literal(value)));
            }
        }
        written.line("parameters", "set = {");
        let parameters = settings.get("parameters").and_then(Value::as_object);
        for (name, value) in parameters.into_iter().flatten() {
            let line = format!("[{}] = {},", quoted(name), literal(value));
            written.line(&format!("parameters.{name}"), &line);
        }
        written.line("parameters", "},");
        written.line(WHOLE, "}");
        written
    }

    fn line(&mut self, key: &str, line: &str) {
        let _ = writeln!(self.text, "{line}");
        self.keys.push(key.to_owned());
    }

    /// What is said of lines, said of keys.
    fn by_key(&self, failure: Failure) -> Failure {
        let told = |problems: Vec<Problem>| {
            let problems = problems.into_iter().map(|problem| Problem {
                place: self.key(&problem.place),
                ..problem
            });
            problems.collect()
        };
        match failure {
            Failure::Scenario(problems) => Failure::Scenario(told(problems)),
            Failure::Data(problems) => Failure::Data(told(problems)),
            other => other,
        }
    }

    fn key(&self, place: &Place) -> Place {
        match place {
            Place::File { file, line, .. } if file == WHOLE => {
                let key = line.checked_sub(1).and_then(|line| self.keys.get(line));
                argument(key.map_or(WHOLE, String::as_str))
            }
            other => other.clone(),
        }
    }
}

/// Settings that stand in a scenario: key, what it is there, and value.
fn given(
    settings: &Map<String, Value>,
) -> impl Iterator<Item = (&'static str, &'static str, &Value)> {
    SETTINGS
        .iter()
        .filter_map(|setting| Some((setting.key, setting.written?, settings.get(setting.key)?)))
}

/// A folder with a calibration, wherever the scenario is written.
fn from_here(calibration: &str) -> String {
    let folder = Path::new(calibration);
    let is_folder = calibration.contains(['/', '\\']);
    let absolute = is_folder
        .then(|| std::path::absolute(folder).ok())
        .flatten();
    absolute.map_or_else(|| calibration.to_owned(), |it| it.display().to_string())
}

/// A value in Lua.
fn literal(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        // Whole numbers that JSON writes with a point or an exponent are whole in Lua too.
        Value::Number(number) => number
            .as_f64()
            .filter(|number| number.fract() == 0.0 && number.abs() <= 2f64.powi(53))
            .map_or_else(|| number.to_string(), |whole| format!("{whole:.0}")),
        other => other.to_string(),
    }
}

/// A text in Lua, byte by byte where it is not plain.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b" _-./".contains(&byte) {
            quoted.push(char::from(byte));
        } else {
            let _ = write!(quoted, "\\{byte:03}");
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(json: &str) -> String {
        read(json)
            .err()
            .map_or_else(String::new, |failure| failure.to_string())
    }

    #[test]
    fn settings_make_a_scenario() {
        let configured = read(
            r#"{"n_firms": 1e3, "n_households": 5000, "n_steps": 24, "random_seed": 42,
                "parameters": {"tax_income": 0.25}, "frequency": "month", "threads": 2}"#,
        );
        let configured = configured.unwrap();
        let scenario = &configured.prepared.scenario;
        assert_eq!(
            (scenario.horizon, scenario.seed, configured.periods),
            (24, 42, 24)
        );
        assert_eq!(
            scenario.economy.numbers,
            [("firms", 1000), ("households", 5000)]
        );
        assert_eq!(configured.choice.threads, Some(2));
        let tax = configured.prepared.branches[0].scalars.tax_income;
        assert!((tax - 0.25).abs() < 1e-15);
    }

    #[test]
    fn every_setting_that_is_wrong_is_named_with_what_to_do() {
        let told = refused(
            r#"{"n_firm": 5, "n_households": 0, "n_steps": -3, "random_seed": 1.5, "growth": 1}"#,
        );
        for line in [
            "n_firm: there is no such setting; did you mean `n_firms`?",
            "n_households: it is 0; give a whole number from 1",
            "n_steps: it is -3; give a whole number from 1",
            "random_seed: it is 1.5, which is no whole number; give a whole number from 0",
            "growth: it is 1, which is no yes or no; give true or false",
        ] {
            assert!(told.contains(line), "{line}\nis not in\n{told}");
        }
        assert!(refused("[1]").contains("config: it is no JSON object; give an object such as"));
        assert!(
            refused("{\"n_firms\": }").contains("config: it is no JSON: expected value at line 1")
        );
    }

    #[test]
    fn what_the_check_of_a_scenario_finds_is_told_by_key() {
        let told = refused(r#"{"n_firms": 7000000, "matching": "exakt", "frequency": "week"}"#);
        assert!(
            told.contains("n_firms: firms is 7 000 000, and at a scale of 1 there are"),
            "{told}"
        );
        assert!(
            told.contains("matching: there is no matching \"exakt\""),
            "{told}"
        );
        assert!(
            told.contains("frequency: there are no periods of a \"week\""),
            "{told}"
        );
        let told = refused(r#"{"parameters": {"tax_incom\"e": 0.2, "tax_income": 7}}"#);
        assert!(told.contains("parameters.tax_income: "), "{told}");
        assert!(
            told.contains("parameters: there is no parameter `tax_incom\"e`"),
            "{told}"
        );
        let told = refused(r#"{"n_steps": 1000000}"#);
        assert!(told.starts_with("n_steps: "), "{told}");
    }
}
