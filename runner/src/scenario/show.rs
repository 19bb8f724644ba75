//! A scenario as a scenario file: every default filled in, ready to be run again.

mod branches;
mod sweep;

pub use sweep::first_points;

use std::fmt::Write;

use engine::parameters::{BuyerMatching, Frequency};
use engine::record::{IndustryRecord, Record as Series};
use engine::tables::{Column, Firms};

use super::time::{Period, letter};
use super::{Demand, Keeping, Scenario, policy_rule_name, policy_weights_name};
use crate::evaluation::facts::bands::CHECKED;

/// What dates and places mean.
pub struct Calendar<'a> {
    /// Base quarter.
    pub base: Period,
    /// Codes of industries and products, in order.
    pub codes: Vec<&'a str>,
}

/// `scenario` in the scenario language.
pub fn lua(scenario: &Scenario, calendar: &Calendar) -> String {
    let mut text = String::from("local m = require \"macro\"\n\nreturn m.scenario {\n");
    let mut line = |words: String| {
        text.push_str("  ");
        text.push_str(&words);
        text.push_str(",\n");
    };
    line(format!("title = {:?}", scenario.title));
    line(format!("economy = {}", economy(scenario)));
    let letter = letter(scenario.economy.frequency);
    line(format!("horizon = \"{}{letter}\"", scenario.horizon));
    line(format!("runs = {}", scenario.runs));
    line(format!("seed = {}", scenario.seed));
    if let Some(folder) = &scenario.keeping.start_from {
        line(format!("start_from = {folder:?}"));
    }
    line(format!(
        "branches = {}",
        branches::branches(&scenario.branches, calendar)
    ));
    if let Some(sweep) = &scenario.sweep {
        line(format!("sweep = {}", sweep::sweep(sweep)));
    }
    line(format!("record = {}", record(scenario)));
    if !scenario.checks.is_empty() {
        line(format!("checks = {}", checks(scenario, calendar)));
    }
    let levels: Vec<String> = scenario.quantiles.iter().map(f64::to_string).collect();
    line(format!(
        "output = {{ dir = {:?}, formats = {{ \"parquet\"{} }}, quantiles = {{ {} }}{}{}{} }}",
        scenario.output.display().to_string(),
        if scenario.csv { ", \"csv\"" } else { "" },
        levels.join(", "),
        if scenario.forecasts {
            ", forecasts = true"
        } else {
            ""
        },
        if scenario.by_recession {
            ", split_effects = \"recession\""
        } else {
            ""
        },
        keeping(&scenario.keeping)
    ));
    text.push_str("}\n");
    text
}

fn keeping(keeping: &Keeping) -> String {
    let every = keeping.checkpoint.iter();
    let every = every.map(|every| format!(", checkpoint = \"{every}\""));
    let end = keeping.save_state.then(|| ", save_state = true".to_owned());
    every.chain(end).collect()
}

fn economy(scenario: &Scenario) -> String {
    let economy = &scenario.economy;
    let mut text = format!(
        "{{ calibration = {:?}, scale = {}",
        economy.calibration, economy.scale
    );
    if economy.frequency != Frequency::default() {
        let _ = write!(text, ", frequency = {:?}", economy.frequency.name());
    }
    if let Some(businesses) = economy.businesses {
        let _ = write!(text, ", businesses = {:?}", businesses.name());
    }
    if economy.matching() != BuyerMatching::default() {
        let _ = write!(text, ", matching = {:?}", economy.matching().name());
    }
    if let Some(rule) = economy.policy_rule {
        let _ = write!(text, ", policy_rule = {:?}", policy_rule_name(rule));
    }
    if let Some(weights) = economy.policy_weights {
        let _ = write!(
            text,
            ", policy_weights = {:?}",
            policy_weights_name(weights)
        );
    }
    if let Some(growth) = economy.growth {
        let _ = write!(text, ", growth = {growth}");
    }
    if economy.steady_state {
        text.push_str(", steady_state = true");
    }
    text + " }"
}

fn record(scenario: &Scenario) -> String {
    let mut text = String::from("{\n");
    let lists = [
        ("series", &scenario.record.series, Series::COLUMNS),
        (
            "industries",
            &scenario.record.industries,
            IndustryRecord::COLUMNS,
        ),
    ];
    for (key, places, columns) in lists {
        let _ = write!(text, "    {key} = {{");
        text.push_str(&names(places, columns));
        text.push_str("},\n");
    }
    if let Some(firms) = &scenario.record.firms {
        let columns = names(&firms.columns, Firms::COLUMNS);
        let letter = letter(scenario.economy.frequency);
        let _ = write!(text, "    firms = {{ every = \"{}{letter}\"", firms.every);
        if let Some(sample) = firms.sample {
            let _ = write!(text, ", sample = {sample}");
        }
        let _ = writeln!(text, ", columns = {{{columns}}} }},");
    }
    text + "  }"
}

fn checks(scenario: &Scenario, calendar: &Calendar) -> String {
    let window = |first: &u32, last: &u32| {
        let (from, to) = (calendar.base.plus(*first), calendar.base.plus(*last));
        format!("from = \"{from}\", to = \"{to}\"")
    };
    let branch = |place: usize| &scenario.branches[place].name;
    let mut text = String::from("{\n");
    for check in &scenario.checks {
        let words = match &check.demand {
            Demand::NotRun => format!("-- {}", check.name),
            Demand::Accounts { tolerance } => format!("m.accounts {{ tolerance = {tolerance:e} }}"),
            Demand::Sign {
                branch: place,
                series,
                positive,
                at_least,
                first,
                last,
            } => {
                let size = match *at_least {
                    0.0 => String::new(),
                    size => format!("at_least_pct = {size}, "),
                };
                format!(
                    "m.sign {{ branch = {:?}, series = {:?}, is = {:?}, {size}{} }}",
                    branch(*place),
                    Series::COLUMNS[*series].name,
                    if *positive { "+" } else { "-" },
                    window(first, last)
                )
            }
            Demand::Fact {
                branch: place,
                fact,
                bounds,
            } => {
                let mut words = format!(
                    "m.stylised_facts {{ fact = {:?}, branch = {:?}",
                    CHECKED[*fact].0,
                    branch(*place)
                );
                let (low, high) = bounds.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
                for (key, bound) in [("low", low), ("high", high)] {
                    if bound.is_finite() {
                        let _ = write!(words, ", {key} = {bound}");
                    }
                }
                words + " }"
            }
            Demand::Range {
                branch: place,
                series,
                low,
                high,
                first,
                last,
            } => {
                let mut words = format!("m.range {{ series = {:?}", Series::COLUMNS[*series].name);
                if let Some(place) = place {
                    let _ = write!(words, ", branch = {:?}", branch(*place));
                }
                for (key, bound) in [("low", low), ("high", high)] {
                    if bound.is_finite() {
                        let _ = write!(words, ", {key} = {bound}");
                    }
                }
                format!("{words}, {} }}", window(first, last))
            }
        };
        let _ = writeln!(text, "    {words},");
    }
    text + "  }"
}

fn names(places: &[usize], columns: &[Column]) -> String {
    if places.is_empty() {
        return String::new();
    }
    let names: Vec<String> = places
        .iter()
        .map(|&place| format!("{:?},", columns[place].name))
        .collect();
    let lines = crate::words::wrap(&names.join(" "), 90);
    format!("\n      {}\n    ", lines.join("\n      "))
}
