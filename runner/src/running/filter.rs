//! `:where { ... }`: which agents meet all conditions.

use std::collections::BTreeMap;

use engine::economy::Economy;
use engine::tables::Values;
use mlua::{Table, Value};

use super::desk::{Facts, refuse};
use super::group::{Agents, Group};
use crate::scenario::branch::MODEL;
use crate::scenario::check::codes;
use crate::words;

/// Kinds of households.
const KINDS: [&str; 6] = [
    "worker",
    "employed",
    "unemployed",
    "inactive",
    "investor",
    "banker",
];
/// How columns are compared.
const HOW: &str = "write min_COLUMN, max_COLUMN, COLUMN_above or COLUMN_below";

/// Rows of `group` that meet the `conditions`, ascending.
///
/// # Errors
/// If a condition is none.
pub fn rows(
    facts: &Facts,
    economy: &Economy,
    group: &Group,
    conditions: &Table,
) -> mlua::Result<Vec<u32>> {
    let mut sorted = BTreeMap::new();
    for pair in conditions.pairs::<Value, Value>() {
        let (name, value) = pair?;
        sorted.insert(super::view::key(&name)?, value);
    }
    let mut rows = group.rows(economy).to_vec();
    for (name, value) in &sorted {
        let holds = condition(facts, economy, group.agents, name, value)?;
        rows.retain(|&row| holds(row as usize));
    }
    Ok(rows)
}

type Condition<'a> = Box<dyn Fn(usize) -> bool + 'a>;

fn condition<'a>(
    facts: &Facts,
    economy: &'a Economy,
    agents: Agents,
    name: &str,
    value: &Value,
) -> mlua::Result<Condition<'a>> {
    match (agents, name) {
        (Agents::Firms, "industry") => {
            let mut picked = vec![false; facts.industries.len()];
            for row in coded(facts, name, value)? {
                picked[usize::from(row)] = true;
            }
            let industry = &economy.firms.industry;
            Ok(Box::new(move |row| picked[usize::from(industry[row])]))
        }
        (Agents::Firms, "region") => {
            let mut picked = vec![false; facts.regions.len().max(1)];
            for region in listed(name, value)? {
                let Some(place) = facts.regions.iter().position(|known| *known == region) else {
                    let known = facts.regions.iter().map(String::as_str);
                    let remedy = words::instead(&region, known);
                    return Err(refuse(format!("there is no region `{region}`; {remedy}")));
                };
                picked[place] = true;
            }
            let region = &economy.firms.region;
            Ok(Box::new(move |row| picked[usize::from(region[row])]))
        }
        (Agents::Firms, "strategy") => {
            let names =
                || std::iter::once(MODEL).chain(facts.strategies.iter().map(String::as_str));
            let mut picked = vec![false; facts.strategies.len() + 1];
            for wanted in listed(name, value)? {
                let Some(place) = names().position(|known| known == wanted) else {
                    let remedy = words::instead(&wanted, names());
                    return Err(refuse(format!("there is no strategy `{wanted}`; {remedy}")));
                };
                picked[place] = true;
            }
            let strategy = &economy.firms.strategy;
            Ok(Box::new(move |row| picked[usize::from(strategy[row])]))
        }
        (Agents::Households, "kind") => kind(economy, name, value),
        _ => compared(economy, agents, name, value),
    }
}

fn kind<'a>(economy: &'a Economy, name: &str, value: &Value) -> mlua::Result<Condition<'a>> {
    let workers = economy.population.workers as usize;
    let inactive = workers + economy.population.inactive as usize;
    let investors = inactive + economy.firms.deposits.len();
    let employer = &economy.households.employer;
    let works = move |row: usize| employer.get(row).is_some_and(|at| at.row().is_some());
    let kinds = listed(name, value)?;
    if let Some(wrong) = kinds.iter().find(|kind| !KINDS.contains(&kind.as_str())) {
        let remedy = words::instead(wrong, KINDS);
        return Err(refuse(format!(
            "there are no households of the kind `{wrong}`; {remedy}"
        )));
    }
    Ok(Box::new(move |row| {
        kinds.iter().any(|kind| match kind.as_str() {
            "worker" => row < workers,
            "employed" => works(row),
            "unemployed" => row < workers && !works(row),
            "inactive" => (workers..inactive).contains(&row),
            "investor" => (inactive..investors).contains(&row),
            _ => row >= investors,
        })
    }))
}

/// `min_price = 1`, `price_below = 2`.
fn compared<'a>(
    economy: &'a Economy,
    agents: Agents,
    name: &str,
    value: &Value,
) -> mlua::Result<Condition<'a>> {
    type Comparison = fn(f64, f64) -> bool;
    let forms: [(Option<&str>, Comparison); 4] = [
        (name.strip_prefix("min_"), |x, bound| x >= bound),
        (name.strip_prefix("max_"), |x, bound| x <= bound),
        (name.strip_suffix("_above"), |x, bound| x > bound),
        (name.strip_suffix("_below"), |x, bound| x < bound),
    ];
    let Some((column, holds)) = forms
        .into_iter()
        .find_map(|(column, holds)| Some((column?, holds)))
    else {
        let words: &[&str] = match agents {
            Agents::Firms => &["industry", "region", "strategy"],
            Agents::Households => &["kind"],
        };
        let remedy = words::nearest_or(name, words.iter().copied(), HOW);
        return Err(refuse(format!("there is no condition `{name}`; {remedy}")));
    };
    let values: Values<'a> = agents.values(economy, column)?;
    let bound = number(name, value)?;
    Ok(Box::new(move |row| {
        values
            .number(row)
            .is_some_and(|number| holds(number, bound))
    }))
}

fn number(name: &str, value: &Value) -> mlua::Result<f64> {
    let number = match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Number(number) => Some(*number),
        _ => None,
    };
    number
        .filter(|number| !number.is_nan())
        .ok_or_else(|| refuse(format!("`{name}` needs a number; write {name} = 1")))
}

/// A text, or a list of texts.
fn listed(name: &str, value: &Value) -> mlua::Result<Vec<String>> {
    let wrong = || {
        refuse(format!(
            "`{name}` needs a word or a list of words; write {name} = \"...\" or {{ \"...\" }}"
        ))
    };
    match value {
        Value::String(text) => Ok(vec![text.to_string_lossy()]),
        Value::Table(list) => {
            let texts: Vec<Value> = list.sequence_values().collect::<mlua::Result<_>>()?;
            let texts = texts.iter().map(|text| match text {
                Value::String(text) => Ok(text.to_string_lossy()),
                _ => Err(wrong()),
            });
            let texts: Vec<String> = texts.collect::<mlua::Result<_>>()?;
            if texts.is_empty() {
                Err(wrong())
            } else {
                Ok(texts)
            }
        }
        _ => Err(wrong()),
    }
}

/// Rows of the codes in `value`, ascending.
///
/// # Errors
/// If a code is none.
pub fn coded(facts: &Facts, name: &str, value: &Value) -> mlua::Result<Vec<u16>> {
    let mut rows = Vec::new();
    for code in listed(name, value)? {
        let found = codes::found(&code, &facts.industries);
        if found.is_empty() {
            let remedy = codes::near(&code, &facts.industries);
            return Err(refuse(format!(
                "there is no industry or product `{code}`; {remedy}"
            )));
        }
        rows.extend(found);
    }
    rows.sort_unstable();
    rows.dedup();
    Ok(rows)
}
