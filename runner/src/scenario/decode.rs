//! From the plain data of a script to a [`ScenarioSpec`]: names and types, every problem with its place.

use super::fields::{Fields, Reader};
use super::place::{Located, Problem};
use super::spec::{BranchSpec, EconomySpec, OutputSpec, RecordSpec, ScenarioSpec, Settings};
use crate::lua::{Plain, Script, join};
use crate::words;

/// Keys of a table: those that work, and those that are part of the language but not available yet.
pub struct Keys {
    /// Keys that work.
    pub now: &'static [&'static str],
    /// Keys that will.
    pub later: &'static [&'static str],
}

const SCENARIO: Keys = Keys {
    now: &[
        "title", "economy", "horizon", "runs", "seed", "set", "branches", "record", "output",
    ],
    later: &["checks"],
};
const ECONOMY: Keys = Keys {
    now: &[
        "calibration",
        "scale",
        "policy_rule",
        "policy_weights",
        "growth",
        "steady_state",
    ],
    later: &[],
};
const BRANCH: Keys = Keys {
    now: &["name", "set"],
    later: &["shocks", "follow", "strategies", "rules", "on", "parent"],
};
const RECORD: Keys = Keys {
    now: &["series", "industries"],
    later: &["firms", "households"],
};
const OUTPUT: Keys = Keys {
    now: &["dir", "formats"],
    later: &[],
};

/// Reads what `script` described; every unknown key and every wrong type is a problem.
pub fn decode(script: &Script) -> (ScenarioSpec, Vec<Problem>) {
    let mut reader = Reader::new(script);
    reader.odd("", &script.description);
    let mut top = reader.open("", script.description.clone(), &SCENARIO);
    let spec = ScenarioSpec {
        place: script.place(""),
        title: reader.text(&mut top, "title"),
        economy: economy(&mut reader, &mut top),
        horizon: horizon(&mut reader, &mut top),
        runs: reader.number(&mut top, "runs"),
        seed: reader.number(&mut top, "seed"),
        set: settings(&mut reader, &mut top),
        branches: branches(&mut reader, &mut top),
        record: record(&mut reader, &mut top),
        output: output(&mut reader, &mut top),
    };
    (spec, reader.finish())
}

fn economy(reader: &mut Reader, top: &mut Fields) -> EconomySpec {
    let Some(mut fields) = reader.table(top, "economy", &ECONOMY) else {
        return EconomySpec::default();
    };
    EconomySpec {
        calibration: reader.text(&mut fields, "calibration"),
        scale: reader.number(&mut fields, "scale"),
        policy_rule: reader.text(&mut fields, "policy_rule"),
        policy_weights: reader.text(&mut fields, "policy_weights"),
        growth: reader.flag(&mut fields, "growth"),
        steady_state: reader.flag(&mut fields, "steady_state"),
    }
}

/// A span is a text; a bare number is told how to be one.
fn horizon(reader: &mut Reader, top: &mut Fields) -> Option<Located<String>> {
    if let Some(Plain::Number(number)) = top.peek("horizon") {
        let number = *number;
        let whole = number.fract() == 0.0 && (1.0..=1000.0).contains(&number);
        let example = if whole { number } else { 12.0 };
        let remedy = format!("write \"{example}q\" for quarters or \"{example}y\" for years");
        let number = words::number(number);
        let message = format!("`horizon` is {number} without a unit");
        reader.refuse("horizon", &message, &remedy);
        top.take("horizon");
        return None;
    }
    reader.text(top, "horizon")
}

/// `set`: every entry is a parameter and a number.
fn settings(reader: &mut Reader, fields: &mut Fields) -> Settings {
    let mut settings = Settings::new();
    let Some((path, table)) = reader.any_table(fields, "set") else {
        return settings;
    };
    if !table.list.is_empty() {
        reader.refuse(
            &path,
            &format!("`{path}` is a list"),
            "write `parameter = number`",
        );
    }
    for (name, value) in table.named {
        let place = join(&path, &name);
        if let Plain::Number(number) = value {
            settings.insert(name, Located::new(number, reader.place(&place)));
        } else {
            let message = format!("`{place}` must be a number, not {}", value.kind());
            reader.refuse(&place, &message, "write it without quotes");
        }
    }
    settings
}

fn branches(reader: &mut Reader, top: &mut Fields) -> Vec<BranchSpec> {
    let mut branches = Vec::new();
    for (path, entry) in reader.list(top, "branches").unwrap_or_default() {
        let Plain::Table(table) = entry else {
            let message = format!("`{path}` must be a table, not {}", entry.kind());
            reader.refuse(&path, &message, "write { name = \"...\" }");
            continue;
        };
        reader.odd(&path, &table);
        let mut fields = reader.open(&path, table, &BRANCH);
        if fields.peek("name").is_none() {
            reader.refuse(&path, "the branch has no name", "write { name = \"...\" }");
        }
        branches.push(BranchSpec {
            place: reader.place(&path),
            name: reader.text(&mut fields, "name"),
            set: settings(reader, &mut fields),
        });
    }
    branches
}

fn record(reader: &mut Reader, top: &mut Fields) -> RecordSpec {
    let Some(mut fields) = reader.table(top, "record", &RECORD) else {
        return RecordSpec::default();
    };
    RecordSpec {
        series: reader.texts(&mut fields, "series"),
        industries: reader.texts(&mut fields, "industries"),
    }
}

fn output(reader: &mut Reader, top: &mut Fields) -> OutputSpec {
    let Some(mut fields) = reader.table(top, "output", &OUTPUT) else {
        return OutputSpec::default();
    };
    OutputSpec {
        dir: reader.text(&mut fields, "dir"),
        formats: reader.texts(&mut fields, "formats"),
    }
}
