//! Branches as a scenario file writes them; functions are comments that say where they stand.

use std::fmt::Write;

use engine::levers::Reach;
use engine::strategies::Strategy;

use super::Calendar;
use crate::scenario::Branch;
use crate::scenario::branch::{Follow, Shock, Values};
use crate::words;

/// `branches` as a list.
pub fn branches(branches: &[Branch], calendar: &Calendar) -> String {
    let mut text = String::from("{\n");
    for branch in branches {
        let _ = write!(text, "    {{ name = {:?}", branch.name);
        if !branch.set.is_empty() {
            let set: Vec<String> = branch
                .set
                .iter()
                .map(|(name, value)| format!("{name} = {value}"))
                .collect();
            let _ = write!(text, ", set = {{ {} }}", set.join(", "));
        }
        text.push_str(&shocks(&branch.shocks, calendar));
        text.push_str(&follow(&branch.follow, calendar));
        let functions = functions(branch, calendar);
        if functions.is_empty() {
            text.push_str(" },\n");
        } else {
            text.push_str(",\n");
            text.push_str(&functions);
            text.push_str("    },\n");
        }
    }
    text + "  }"
}

/// Shocks by lever; those of one lever act in their order.
fn shocks(shocks: &[Shock], calendar: &Calendar) -> String {
    let mut text = String::new();
    for of_lever in shocks.chunk_by(|one, next| one.lever == next.lever) {
        let mut paths: Vec<String> = Vec::new();
        for shock in of_lever {
            let Values::Fixed(values) = &shock.values else {
                continue;
            };
            for (first, sizes) in stretches(values) {
                let combine = if paths.is_empty() {
                    ""
                } else {
                    ", combine = \"stack\""
                };
                let rows = rows(shock, calendar);
                paths.push(format!(
                    "m.path {{ {}{rows}{combine} }}",
                    over_time(shock.size.name(), first, &sizes, calendar)
                ));
            }
        }
        let lever = of_lever[0].lever.name;
        match &paths[..] {
            [] => {}
            [one] => {
                let _ = write!(text, "\n        {lever} = {one},");
            }
            many => {
                let paths = many.join(",\n          ");
                let _ = write!(text, "\n        {lever} = {{\n          {paths} }},");
            }
        }
    }
    block("shocks", &text)
}

/// An entry of a branch on lines of its own, if it holds anything.
fn block(name: &str, entries: &str) -> String {
    if entries.is_empty() {
        String::new()
    } else {
        format!(",\n      {name} = {{{entries}\n      }}")
    }
}

fn follow(follow: &[Follow], calendar: &Calendar) -> String {
    let mut text = String::new();
    for series in follow {
        for (first, values) in stretches(&series.values) {
            let path = over_time("level", first, &values, calendar);
            let _ = write!(
                text,
                "\n        {} = m.path {{ {path} }},",
                series.rule.name()
            );
        }
    }
    block("follow", &text)
}

/// Every stretch of quarters without a gap: its first quarter and its values.
fn stretches(values: &[Option<f64>]) -> Vec<(u32, Vec<f64>)> {
    let mut stretches: Vec<(u32, Vec<f64>)> = Vec::new();
    for (quarter, value) in (1..).zip(values) {
        let Some(value) = value else { continue };
        match stretches.last_mut() {
            Some((first, before)) if *first + before.len() as u32 == quarter => before.push(*value),
            _ => stretches.push((quarter, vec![*value])),
        }
    }
    stretches
}

/// Size and dates: one number where it stays the same.
fn over_time(size: &str, first: u32, values: &[f64], calendar: &Calendar) -> String {
    let from = calendar.base.plus(first);
    let same = values.iter().all(|value| *value == values[0]);
    if same {
        let to = calendar.base.plus(first + values.len() as u32 - 1);
        return format!("{size} = {}, from = \"{from}\", to = \"{to}\"", values[0]);
    }
    let numbers: Vec<String> = values.iter().map(f64::to_string).collect();
    let lines = words::wrap(&numbers.join(", "), 84).join("\n            ");
    format!("{size} = {{ {lines} }}, from = \"{from}\"")
}

fn rows(shock: &Shock, calendar: &Calendar) -> String {
    let Some(rows) = &shock.rows else {
        return String::new();
    };
    let codes = rows
        .iter()
        .map(|&row| format!("{:?}", calendar.codes[usize::from(row)]));
    let codes: Vec<String> = codes.collect();
    let filter = match shock.lever.reach {
        Reach::Industries => "industries",
        _ => "products",
    };
    format!(", {filter} = {{ {} }}", codes.join(", "))
}

/// One comment per function.
fn functions(branch: &Branch, calendar: &Calendar) -> String {
    let mut text = String::new();
    let mut line = |words: String| {
        let _ = writeln!(text, "      -- {words}");
    };
    for shock in &branch.shocks {
        if let Values::Function {
            function,
            first,
            last,
            factor,
        } = &shock.values
        {
            let (from, to) = (calendar.base.plus(*first), calendar.base.plus(*last));
            let (lever, size) = (shock.lever.name, shock.size.name());
            let rows = rows(shock, calendar);
            line(format!(
                "shocks.{lever}: {size} = {factor} times the function at {}, from {from} to {to}{rows}",
                function.place
            ));
        }
    }
    for (rule, function) in &branch.rules {
        line(format!(
            "rules.{}: the function at {}",
            rule.name(),
            function.place
        ));
    }
    if let Some(strategies) = &branch.strategies {
        for strategy in &strategies.list {
            line(strategy_words(strategy, calendar));
        }
        for (_, function) in branch.compiled.iter().flatten() {
            let name = function.path.split_once('.').map_or("", |(_, name)| name);
            line(format!("{name}: the function at {}", function.place));
        }
        if let Some(switching) = &strategies.switching {
            line(format!(
                "switching: every = \"{}q\", by = {:?}, intensity = {}, memory = {}",
                switching.every, switching.by, switching.intensity, switching.memory
            ));
        }
    }
    for (site, function) in &branch.hooks {
        line(format!(
            "on.{}: the function at {}",
            site.name(),
            function.place
        ));
    }
    text
}

/// A strategy on one line.
fn strategy_words(strategy: &Strategy, calendar: &Calendar) -> String {
    let mut text = format!("strategy {:?}: share = {}", strategy.name, strategy.share);
    if let Some(rows) = &strategy.industries {
        let codes = rows.iter().map(|&row| calendar.codes[usize::from(row)]);
        let codes: Vec<&str> = codes.collect();
        let _ = write!(text, ", industries {}", codes.join(" "));
    }
    if let Some(rows) = &strategy.regions {
        let _ = write!(text, ", regions {rows:?}");
    }
    if (strategy.min_employees, strategy.max_employees) != (0, u32::MAX) {
        let _ = write!(text, ", at least {} employees", strategy.min_employees);
        if strategy.max_employees < u32::MAX {
            let _ = write!(text, ", at most {}", strategy.max_employees);
        }
    }
    let decisions = strategy
        .decisions
        .iter()
        .map(|(decision, _)| decision.name());
    let decisions: Vec<&str> = decisions.collect();
    let _ = write!(text, "; decides {}", decisions.join(", "));
    text
}
