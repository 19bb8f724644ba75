//! A scenario as a scenario file: every default filled in, ready to be run again.

use std::fmt::Write;

use engine::record::{IndustryRecord, Record as Series};
use engine::tables::Column;

use super::{Scenario, policy_rule_name, policy_weights_name};

/// `scenario` in the scenario language.
pub fn lua(scenario: &Scenario) -> String {
    let mut text = String::from("local m = require \"macro\"\n\nreturn m.scenario {\n");
    let mut line = |words: String| {
        text.push_str("  ");
        text.push_str(&words);
        text.push_str(",\n");
    };
    line(format!("title = {:?}", scenario.title));
    line(format!("economy = {}", economy(scenario)));
    line(format!("horizon = \"{}q\"", scenario.horizon));
    line(format!("runs = {}", scenario.runs));
    line(format!("seed = {}", scenario.seed));
    line(format!("branches = {}", branches(scenario)));
    line(format!("record = {}", record(scenario)));
    line(format!(
        "output = {{ dir = {:?}, formats = {{ \"parquet\" }} }}",
        scenario.output.display().to_string()
    ));
    text.push_str("}\n");
    text
}

fn economy(scenario: &Scenario) -> String {
    let economy = &scenario.economy;
    let mut text = format!(
        "{{ calibration = {:?}, scale = {}",
        economy.calibration, economy.scale
    );
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

fn branches(scenario: &Scenario) -> String {
    let mut text = String::from("{\n");
    for branch in &scenario.branches {
        let _ = write!(text, "    {{ name = {:?}", branch.name);
        if !branch.set.is_empty() {
            let set: Vec<String> = branch
                .set
                .iter()
                .map(|(name, value)| format!("{name} = {value}"))
                .collect();
            let _ = write!(text, ", set = {{ {} }}", set.join(", "));
        }
        text.push_str(" },\n");
    }
    text + "  }"
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
