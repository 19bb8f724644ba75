//! `e.firms` and `e.households`: groups of agents, every verb one loop in Rust.

use std::cell::Cell;
use std::rc::Rc;

use engine::economy::Economy;
use engine::numeric::reduce;
use engine::tables::{Column, Firms, Households, Values};
use mlua::{Lua, MetaMethod, UserData, UserDataMethods, Value};
use statistics::quantile::{quantile, sorted};

use super::changes::{self, Change};
use super::desk::{Desk, refuse, told};
use super::{filter, names, view};
use crate::lua::charge;
use crate::words;

/// Kinds of agents that there are many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agents {
    /// Firms.
    Firms,
    /// Households.
    Households,
}

impl Agents {
    /// Name of the table, also in `e`.
    pub fn table(self) -> &'static str {
        match self {
            Agents::Firms => "firms",
            Agents::Households => "households",
        }
    }

    fn columns(self) -> &'static [Column] {
        match self {
            Agents::Firms => Firms::COLUMNS,
            Agents::Households => Households::COLUMNS,
        }
    }

    /// How many there are.
    pub fn count(self, economy: &Economy) -> usize {
        match self {
            Agents::Firms => economy.firms.deposits.len(),
            Agents::Households => economy.households.deposits.len(),
        }
    }

    /// Values of the column `name`, of figures or of yes and no.
    ///
    /// # Errors
    /// If there is none.
    pub fn values<'a>(self, economy: &'a Economy, name: &str) -> mlua::Result<Values<'a>> {
        let table = self.table();
        match economy.values_of(table, name) {
            None => {
                let known = self.columns().iter().map(|column| column.name);
                let remedy = words::nearest_or(name, known, "`runner vars` lists them");
                Err(refuse(format!("{table} have no column `{name}`; {remedy}")))
            }
            Some(Values::Registrations(_) | Values::Employers(_)) => Err(refuse(format!(
                "`{name}` of {table} is no number; name a column of figures"
            ))),
            Some(values) => Ok(values),
        }
    }
}

/// Rows that groups may hold at once, whatever the size of the economy: 64 MiB.
const MOST_ROWS: usize = (64 << 20) / 4;

/// Rows of a group, counted as long as Lua holds them: its own limit of memory does not see them.
pub struct Held {
    rows: Rc<[u32]>,
    count: Rc<Cell<usize>>,
}

impl Held {
    fn new(rows: Vec<u32>, count: &Rc<Cell<usize>>) -> Self {
        count.set(count.get() + rows.len());
        Held {
            rows: rows.into(),
            count: Rc::clone(count),
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.count.set(self.count.get() - self.rows.len());
    }
}

/// A group of agents in the hands of Lua.
#[derive(Clone)]
pub struct Group {
    desk: Rc<Desk>,
    /// What they are.
    pub agents: Agents,
    /// Their rows, ascending; all if nothing.
    chosen: Option<Rc<Held>>,
}

impl Group {
    /// All of them.
    pub fn all(desk: Rc<Desk>, agents: Agents) -> Self {
        Group {
            desk,
            agents,
            chosen: None,
        }
    }

    /// Rows of all firms.
    pub fn everybody(economy: &Economy) -> Rc<[u32]> {
        (0..Agents::Firms.count(economy) as u32).collect()
    }

    /// Their rows.
    pub fn rows(&self, economy: &Economy) -> Rc<[u32]> {
        match &self.chosen {
            Some(held) => Rc::clone(&held.rows),
            None => (0..self.agents.count(economy) as u32).collect(),
        }
    }

    fn len(&self, economy: &Economy) -> usize {
        self.chosen
            .as_ref()
            .map_or_else(|| self.agents.count(economy), |held| held.rows.len())
    }

    /// The values of a column in the rows of the group.
    fn column(&self, economy: &Economy, name: &str) -> mlua::Result<Vec<f64>> {
        let values = self.agents.values(economy, name)?;
        let column: Option<Vec<f64>> = match (&self.chosen, values) {
            (None, _) if values.rows() < self.agents.count(economy) => None,
            (None, Values::Numbers(numbers)) => Some(numbers.to_vec()),
            (None, _) => (0..values.rows()).map(|row| values.number(row)).collect(),
            (Some(held), _) => held
                .rows
                .iter()
                .map(|&row| values.number(row as usize))
                .collect(),
        };
        column.ok_or_else(|| {
            refuse(format!(
                "only workers have a `{name}`; write e.households:where {{ kind = \"worker\" }}"
            ))
        })
    }

    /// A column of a group that is not empty.
    fn some(&self, economy: &Economy, name: &str) -> mlua::Result<Vec<f64>> {
        let column = self.column(economy, name)?;
        if column.is_empty() {
            let table = self.agents.table();
            return Err(refuse(format!(
                "there are no such {table}; look at :count() before"
            )));
        }
        Ok(column)
    }

    fn sum(&self, name: &str) -> mlua::Result<f64> {
        let moment = self.desk.moment()?;
        Ok(reduce::total(&self.column(&moment.economy, name)?))
    }

    fn mean(&self, name: &str) -> mlua::Result<f64> {
        let moment = self.desk.moment()?;
        let column = self.some(&moment.economy, name)?;
        Ok(reduce::total(&column) / column.len() as f64)
    }

    fn weighted_mean(&self, name: &str, weight: &str) -> mlua::Result<f64> {
        let moment = self.desk.moment()?;
        let column = self.some(&moment.economy, name)?;
        let weights = self.column(&moment.economy, weight)?;
        let weight_of_all = reduce::total(&weights);
        if weight_of_all == 0.0 {
            return Err(refuse(format!(
                "`{weight}` adds up to 0; choose another weight"
            )));
        }
        Ok(reduce::sum(column.len(), |row| column[row] * weights[row]) / weight_of_all)
    }

    fn quantile(&self, name: &str, share: f64) -> mlua::Result<f64> {
        let moment = self.desk.moment()?;
        let column = self.some(&moment.economy, name)?;
        quantile(&sorted(&column), share).ok_or_else(|| {
            refuse(format!(
                "there is no quantile {share}; write a share from 0 to 1"
            ))
        })
    }

    fn chosen(&self, lua: &Lua, conditions: &mlua::Table) -> mlua::Result<Group> {
        let moment = self.desk.moment()?;
        let economy = &moment.economy;
        let rows = filter::rows(&self.desk.facts, economy, self, conditions)?;
        let count = &self.desk.held;
        let most = most_rows(economy);
        if count.get() + rows.len() > most {
            lua.gc_collect()?;
        }
        if count.get() + rows.len() > most {
            return Err(refuse(format!(
                "groups hold more than {most} rows; keep numbers instead of groups"
            )));
        }
        Ok(Group {
            chosen: Some(Rc::new(Held::new(rows, count))),
            ..self.clone()
        })
    }

    /// Charges the script for a look at every row.
    fn work(&self, lua: &Lua) -> mlua::Result<()> {
        let rows = self.len(&self.desk.moment()?.economy);
        charge(lua, rows)
    }

    fn change(&self, name: &str, change: Change) -> mlua::Result<()> {
        let table = self.agents.table();
        let mut moment = self.desk.acting(&format!("e.{table}:{}", change.verb()))?;
        self.agents.values(&moment.economy, name)?;
        let rows = self.rows(&moment.economy);
        changes::apply(&mut moment, self.agents, name, &rows, change)
    }
}

/// Rows that groups may hold at once.
fn most_rows(economy: &Economy) -> usize {
    let firms = Agents::Firms.count(economy);
    let households = Agents::Households.count(economy);
    MOST_ROWS.max(20 * firms).max(2 * households)
}

impl UserData for Group {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method("where", |lua, group, conditions: mlua::Table| {
            group.work(lua)?;
            group.chosen(lua, &conditions)
        });
        methods.add_method("count", |_, group, ()| {
            Ok(group.len(&group.desk.moment()?.economy))
        });
        methods.add_method("sum", |lua, group, name: String| {
            group.work(lua)?;
            group.sum(&name)
        });
        methods.add_method("mean", |lua, group, name: String| {
            group.work(lua)?;
            group.mean(&name)
        });
        methods.add_method(
            "weighted_mean",
            |lua, group, (name, weight): (String, String)| {
                group.work(lua)?;
                group.weighted_mean(&name, &weight)
            },
        );
        methods.add_method("quantile", |lua, group, (name, share): (String, f64)| {
            group.work(lua)?;
            group.quantile(&name, share)
        });
        methods.add_method("scale", |lua, group, (name, factor): (String, f64)| {
            group.work(lua)?;
            group.change(&name, Change::Scale(factor))
        });
        methods.add_method("add", |lua, group, (name, amount): (String, f64)| {
            group.work(lua)?;
            group.change(&name, Change::Add(amount))
        });
        methods.add_method("set", |lua, group, (name, value): (String, f64)| {
            group.work(lua)?;
            group.change(&name, Change::Set(value))
        });
        methods.add_meta_method(MetaMethod::Index, |_, group, name: Value| {
            let table = group.agents.table();
            let counted = matches!(name, Value::Integer(_) | Value::Number(_));
            if let Some(no_list) = names::no_list(&[table.to_owned()]).filter(|_| counted) {
                return Err(told(no_list));
            }
            let name = view::key(&name)?;
            let column = group.agents.columns().iter().any(|column| column.name == name);
            let remedy = if column {
                format!("write e.{table}:sum(\"{name}\"), :mean(\"{name}\") or :quantile(\"{name}\", 0.5)")
            } else {
                let known = ["where", "count", "sum", "mean", "weighted_mean", "quantile", "scale", "add", "set"];
                words::instead(&name, known)
            };
            Err::<Value, _>(refuse(format!("`e.{table}` has no `{name}`; {remedy}")))
        });
        methods.add_meta_method(
            MetaMethod::NewIndex,
            |_, group, (name, _): (Value, Value)| {
                let name = view::key(&name)?;
                let table = group.agents.table();
                Err::<(), _>(refuse(format!(
                    "`e.{table}.{name}` cannot be assigned; {}",
                    changes::instead(group.agents, &name)
                )))
            },
        );
    }
}
