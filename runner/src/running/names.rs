//! Names of what rules and hooks read: which there are, and what to write instead of others.

use engine::economy::Economy;
use engine::parameters::Scalars;
use engine::strategies::economy_fields;
use engine::tables::Values;

use super::parts::Parts;
use crate::words;

/// Names of `e` that are no figures.
const OWN: [&str; 15] = [
    "date",
    "period",
    "periods_per_year",
    "run",
    "branch",
    "memory",
    "parameters",
    "aggregate",
    "bank",
    "central_bank",
    "government",
    "foreign",
    "firms",
    "households",
    "industries",
];

/// What is wrong with reading `names` behind `e`, such as `bank`, `equity`: message and remedy.
pub fn wrong(names: &[String]) -> Option<(String, String)> {
    let (first, rest) = names.split_first()?;
    let known = OWN.contains(&first.as_str()) || economy_fields().iter().any(|f| f.name == *first);
    if !known {
        return Some(of_economy(first));
    }
    let second = rest.first()?;
    match Parts::find(first) {
        Some(part) => {
            let (table, _) = part.columns();
            let defaults = Economy::default();
            let value = defaults.values_of(table, second);
            let scalar = matches!(value, Some(Values::Number(_) | Values::Count(_)));
            (!scalar).then(|| of_part(part, second, value.is_some()))
        }
        None if first == "parameters" && Scalars::default().get(second).is_none() => {
            Some(of_parameters(second))
        }
        None => None,
    }
}

/// What is wrong with looking up a number behind `e`, such as in `e.firms[1]`.
pub fn no_list(names: &[String]) -> Option<(String, String)> {
    let [name] = names else { return None };
    let remedy = match name.as_str() {
        "firms" | "households" => format!(
            "choose some: e.{name}:where {{ ... }}, and ask with :sum, :mean, or change with :set, :scale"
        ),
        "industries" => "write e.industries:get(\"C20\", \"output\")".to_owned(),
        _ => return None,
    };
    Some((
        format!("`e.{name}` is no list that can be counted through"),
        remedy,
    ))
}

/// There is no `e.name`.
pub fn of_economy(name: &str) -> (String, String) {
    let column = Economy::columns().find(|column| column.name == name);
    match column.map(|column| column.table) {
        Some(table @ ("firms" | "households")) => (
            format!("`{name}` is one value for each of many"),
            format!("write e.{table}:sum(\"{name}\") or :mean"),
        ),
        Some("aggregate" | "industries") => by_industry(name, name),
        _ => {
            let fields = economy_fields();
            let known = fields.iter().map(|field| field.name.as_str()).chain(OWN);
            (
                format!("there is no `e.{name}`"),
                words::nearest_or(name, known, "`runner vars` lists them"),
            )
        }
    }
}

/// There is no number `name` in `part`; there may be one for each product.
pub fn of_part(part: Parts, name: &str, for_each: bool) -> (String, String) {
    let (table, columns) = part.columns();
    if for_each {
        let full = match part {
            Parts::Foreign => format!("foreign_{name}"),
            _ => name.to_owned(),
        };
        return by_industry(&format!("e.{table}.{name}"), &full);
    }
    let known = columns.iter().map(|column| column.name);
    (
        format!("`e.{table}` has no `{name}`"),
        words::instead(name, known),
    )
}

/// There is no parameter `name`.
pub fn of_parameters(name: &str) -> (String, String) {
    let known = Scalars::DESCRIPTIONS.iter().map(|about| about.name);
    (
        format!("there is no parameter `{name}`"),
        words::nearest_or(name, known, "`runner vars` lists them"),
    )
}

fn by_industry(shown: &str, name: &str) -> (String, String) {
    (
        format!("`{shown}` is one value for each industry or product"),
        format!("write e.industries:get(\"C20\", \"{name}\")"),
    )
}
