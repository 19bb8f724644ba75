//! `:scale`, `:add`, `:set`: columns of agents that are no stocks, and between which sites they may
//! change, so that the quarter's accounts are drawn up with one value.

use engine::economy::Economy;
use engine::simulation::Site;
use engine::tables::{Firms, Households, Kind};

use super::desk::{Moment, refuse};
use super::group::Agents;
use super::view::stock;
use crate::words;

/// What is done to every value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// Multiplied.
    Scale(f64),
    /// Added to.
    Add(f64),
    /// Replaced.
    Set(f64),
}

impl Change {
    /// The verb in Lua.
    pub fn verb(self) -> &'static str {
        match self {
            Change::Scale(_) => "scale",
            Change::Add(_) => "add",
            Change::Set(_) => "set",
        }
    }

    fn apply(self, value: f64) -> f64 {
        match self {
            Change::Scale(factor) => value * factor,
            Change::Add(amount) => value + amount,
            Change::Set(new) => new,
        }
    }
}

/// A column that may be changed.
struct Changeable {
    agents: Agents,
    column: &'static str,
    /// First and last site.
    sites: (&'static str, &'static str),
    /// Smallest and largest value.
    range: (f64, f64),
}

const fn of_firms(
    column: &'static str,
    sites: (&'static str, &'static str),
    range: (f64, f64),
) -> Changeable {
    Changeable {
        agents: Agents::Firms,
        column,
        sites,
        range,
    }
}

const fn of_households(column: &'static str) -> Changeable {
    Changeable {
        agents: Agents::Households,
        column,
        sites: ("after_household_budgets", "before_goods_market"),
        range: (0.0, MOST),
    }
}

const MOST: f64 = 1e15;
const POSITIVE: (f64, f64) = (f64::MIN_POSITIVE, MOST);
const NOT_NEGATIVE: (f64, f64) = (0.0, MOST);
/// Later in the quarter levers act on these columns, and spring back at its end.
const BEFORE_LEVERS: (&str, &str) = ("period_start", "before_firm_levers_on");

const CHANGEABLE: [Changeable; 14] = [
    of_firms("price", ("period_start", "before_goods_market"), POSITIVE),
    of_firms("wage_rate", BEFORE_LEVERS, NOT_NEGATIVE),
    of_firms("labour_productivity", BEFORE_LEVERS, POSITIVE),
    of_firms("intermediate_productivity", BEFORE_LEVERS, POSITIVE),
    of_firms("capital_productivity", BEFORE_LEVERS, POSITIVE),
    of_firms("depreciation_rate", BEFORE_LEVERS, (0.0, 1.0)),
    of_firms("tax_products", BEFORE_LEVERS, (-10.0, 10.0)),
    of_firms("tax_production", BEFORE_LEVERS, (-10.0, 10.0)),
    of_firms(
        "target_output",
        ("after_production_plan", "before_production"),
        NOT_NEGATIVE,
    ),
    of_firms(
        "investment_target",
        ("after_input_plan", "before_goods_market"),
        NOT_NEGATIVE,
    ),
    of_firms(
        "materials_target",
        ("after_input_plan", "before_goods_market"),
        NOT_NEGATIVE,
    ),
    of_firms(
        "loan_demand",
        ("after_financing_plan", "before_credit_market"),
        NOT_NEGATIVE,
    ),
    of_households("consumption_budget"),
    of_households("housing_budget"),
];

fn find(agents: Agents, column: &str) -> Option<&'static Changeable> {
    CHANGEABLE
        .iter()
        .find(|known| known.agents == agents && known.column == column)
}

/// Changes `column` in `rows`; an infinite value, which stands for what a firm does not need, stays.
///
/// # Errors
/// If the column is not to be changed, not at this site, or not to that; nothing is changed then.
pub fn apply(
    moment: &mut Moment,
    agents: Agents,
    column: &str,
    rows: &[u32],
    change: Change,
) -> mlua::Result<()> {
    let table = agents.table();
    let Some(known) = find(agents, column) else {
        return Err(refuse(format!(
            "`{column}` of {table} cannot be changed; {}",
            instead(agents, column)
        )));
    };
    in_time(known, moment.site)?;
    let (low, high) = known.range;
    let numbers = numbers_mut(&mut moment.economy, agents, column)?;
    for &row in rows {
        let value = numbers[row as usize];
        let new = change.apply(value);
        if value.is_finite() && !(low..=high).contains(&new) {
            return Err(refuse(format!(
                "`{column}` would be {}, outside {low:e} to {high:e}; ask for a smaller change",
                words::number(new)
            )));
        }
    }
    for &row in rows {
        let value = &mut numbers[row as usize];
        if value.is_finite() {
            *value = change.apply(*value);
        }
    }
    moment.changed = true;
    Ok(())
}

fn numbers_mut<'a>(
    economy: &'a mut Economy,
    agents: Agents,
    column: &str,
) -> mlua::Result<&'a mut [f64]> {
    let numbers = match agents {
        Agents::Firms => economy.firms.numbers_mut(column),
        Agents::Households => economy.households.numbers_mut(column),
    };
    numbers.ok_or_else(|| refuse(format!("`{column}` is no column of numbers; name another")))
}

fn in_time(known: &Changeable, site: Site) -> mlua::Result<()> {
    let (first, last) = known.sites;
    let here = site.name();
    if Site::find(first).is_some_and(|first| site < first) {
        return Err(refuse(format!(
            "`{}` is set later in the quarter, so a change at {here} would be lost; change it from {first} on",
            known.column
        )));
    }
    if Site::find(last).is_some_and(|last| site > last) {
        return Err(refuse(format!(
            "`{}` has been used at {here}; change it up to {last}",
            known.column
        )));
    }
    Ok(())
}

/// What to do instead of changing `column`.
pub fn instead(agents: Agents, column: &str) -> String {
    let table = agents.table();
    if find(agents, column).is_some() {
        return format!("write e.{table}:set(\"{column}\", ...), :scale or :add");
    }
    let columns = match agents {
        Agents::Firms => Firms::COLUMNS,
        Agents::Households => Households::COLUMNS,
    };
    let kind = columns.iter().find(|known| known.name == column);
    match kind.map(|column| column.kind) {
        Some(Kind::Stock) if agents == Agents::Firms || column == "deposits" => {
            stock(column).to_owned()
        }
        _ => {
            let known = CHANGEABLE.iter().filter(|known| known.agents == agents);
            format!(
                "what can be changed is {}",
                all(known.map(|known| known.column))
            )
        }
    }
}

/// Names, all of them.
fn all<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_changeable_column_and_site_exists_and_none_is_a_stock() {
        for known in &CHANGEABLE {
            let mut economy = Economy::default();
            assert!(numbers_mut(&mut economy, known.agents, known.column).is_ok());
            let (first, last) = known.sites;
            assert!(Site::find(first).is_some() && Site::find(last).is_some());
            let mut columns = Economy::columns();
            let column = columns
                .find(|c| c.table == known.agents.table() && c.name == known.column)
                .unwrap();
            assert_ne!(column.kind, Kind::Stock);
        }
    }

    #[test]
    fn the_right_verb_is_told() {
        let says = |agents, column| instead(agents, column);
        assert!(says(Agents::Firms, "loans").contains("m.write_off"));
        assert!(says(Agents::Firms, "capital").contains("m.destroy"));
        assert!(says(Agents::Households, "deposits").contains("m.transfer"));
        assert!(says(Agents::Firms, "price").contains(":scale"));
        assert!(says(Agents::Firms, "output").contains("`target_output`"));
    }
}
