//! From the plain data of a script to a [`ScenarioSpec`]: names and types, every problem with its place.

mod branches;
mod checks;
mod path;
mod strategies;
mod sweep;

use super::fields::{Fields, Reader};
use super::place::{Located, Problem};
use super::spec::{EconomySpec, FirmsSpec, OutputSpec, RecordSpec, ScenarioSpec, Settings};
use crate::lua::{Plain, Script, join};

/// Keys of a table: those that work, those that are part of the language but not available yet, and
/// those that stand somewhere else.
pub struct Keys {
    /// Keys that work.
    pub now: &'static [&'static str],
    /// Keys that will.
    pub later: &'static [&'static str],
    /// Keys of other tables, and what to do.
    pub elsewhere: &'static [(&'static str, &'static str)],
}

impl Keys {
    /// Keys that work, and no others.
    const fn of(now: &'static [&'static str]) -> Self {
        Keys {
            now,
            later: &[],
            elsewhere: &[],
        }
    }
}

/// What to do with a part of a branch that stands at the top.
const IN_A_BRANCH: &str = "put it into a branch: branches = { { name = \"...\", ... } }";

const SCENARIO: Keys = Keys {
    now: &[
        "title",
        "economy",
        "horizon",
        "runs",
        "seed",
        "start_from",
        "set",
        "branches",
        "sweep",
        "record",
        "checks",
        "output",
    ],
    later: &[],
    elsewhere: &[
        ("shocks", IN_A_BRANCH),
        ("follow", IN_A_BRANCH),
        ("rules", IN_A_BRANCH),
        ("on", IN_A_BRANCH),
        ("strategies", IN_A_BRANCH),
        (
            "scale",
            "put it into `economy`: economy = { scale = 1/1000 }",
        ),
        (
            "calibration",
            "put it into `economy`: economy = { calibration = \"uk-2019\" }",
        ),
    ],
};
const ECONOMY: Keys = Keys::of(&[
    "calibration",
    "frequency",
    "scale",
    "firms",
    "persons",
    "households",
    "businesses",
    "matching",
    "policy_rule",
    "policy_weights",
    "growth",
    "steady_state",
]);
const RECORD: Keys = Keys {
    now: &["series", "industries", "firms"],
    later: &["households"],
    elsewhere: &[],
};
const FIRMS: Keys = Keys::of(&["columns", "every", "sample"]);
const OUTPUT: Keys = Keys::of(&[
    "dir",
    "formats",
    "quantiles",
    "forecasts",
    "split_effects",
    "checkpoint",
    "save_state",
]);

/// Reads what `script` described; every unknown key and every wrong type is a problem.
pub fn decode(script: &Script) -> (ScenarioSpec, Vec<Problem>) {
    let mut reader = Reader::new(script);
    twice(&mut reader, script);
    reader.odd("", &script.description);
    let mut top = reader.open("", script.description.clone(), &SCENARIO);
    let spec = ScenarioSpec {
        place: script.place(""),
        title: reader.text(&mut top, "title"),
        economy: economy(&mut reader, &mut top),
        horizon: reader.span(&mut top, "horizon"),
        runs: reader.number(&mut top, "runs"),
        seed: reader.number(&mut top, "seed"),
        start_from: reader.text(&mut top, "start_from"),
        set: settings(&mut reader, &mut top),
        branches: branches::branches(&mut reader, &mut top),
        sweep: sweep::sweep(&mut reader, &mut top),
        record: record(&mut reader, &mut top),
        checks: checks::checks(&mut reader, &mut top),
        output: output(&mut reader, &mut top),
    };
    (spec, reader.finish())
}

/// Refuses entries that a table has twice: Lua would keep the last of them.
fn twice(reader: &mut Reader, script: &Script) {
    for (path, first, second) in script.positions.twice() {
        let (table, name) = path.rsplit_once('.').unwrap_or(("", path));
        let first = script.at(first);
        let message = format!("`{name}` is written twice, first at {first}");
        let remedy = if table.ends_with("shocks") {
            format!(
                "Lua keeps only the last; write a list, {name} = {{ m.path {{ ... }}, m.path {{ ..., \
                 combine = \"stack\" }} }}"
            )
        } else {
            "Lua keeps only the last; put both into one, or leave one out".to_owned()
        };
        reader.refuse_at(&script.at(second), &message, &remedy);
    }
}

fn economy(reader: &mut Reader, top: &mut Fields) -> EconomySpec {
    let Some(mut fields) = reader.table(top, "economy", &ECONOMY) else {
        return EconomySpec::default();
    };
    EconomySpec {
        calibration: reader.text(&mut fields, "calibration"),
        frequency: reader.text(&mut fields, "frequency"),
        scale: reader.number(&mut fields, "scale"),
        firms: reader.number(&mut fields, "firms"),
        persons: reader.number(&mut fields, "persons"),
        households: reader.number(&mut fields, "households"),
        businesses: reader.text(&mut fields, "businesses"),
        matching: reader.text(&mut fields, "matching"),
        policy_rule: reader.text(&mut fields, "policy_rule"),
        policy_weights: reader.text(&mut fields, "policy_weights"),
        growth: reader.flag(&mut fields, "growth"),
        steady_state: reader.flag(&mut fields, "steady_state"),
    }
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

fn record(reader: &mut Reader, top: &mut Fields) -> RecordSpec {
    let Some(mut fields) = reader.table(top, "record", &RECORD) else {
        return RecordSpec::default();
    };
    RecordSpec {
        series: reader.texts(&mut fields, "series"),
        industries: reader.texts(&mut fields, "industries"),
        firms: firms(reader, &mut fields),
    }
}

fn firms(reader: &mut Reader, record: &mut Fields) -> Option<FirmsSpec> {
    let (path, table) = reader.any_table(record, "firms")?;
    let mut fields = reader.open(&path, table, &FIRMS);
    Some(FirmsSpec {
        place: reader.place(&path),
        columns: reader.texts(&mut fields, "columns"),
        every: reader.span(&mut fields, "every"),
        sample: reader.number(&mut fields, "sample"),
    })
}

fn output(reader: &mut Reader, top: &mut Fields) -> OutputSpec {
    let Some(mut fields) = reader.table(top, "output", &OUTPUT) else {
        return OutputSpec::default();
    };
    let levels = reader.list(&mut fields, "quantiles");
    OutputSpec {
        quantiles: levels.map(|levels| reader.each_number(levels)),
        forecasts: reader.flag(&mut fields, "forecasts"),
        split_effects: reader.text(&mut fields, "split_effects"),
        checkpoint: reader.span(&mut fields, "checkpoint"),
        save_state: reader.flag(&mut fields, "save_state"),
        dir: reader.text(&mut fields, "dir"),
        formats: reader.texts(&mut fields, "formats"),
    }
}
