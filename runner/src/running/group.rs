//! `e.firms` and `e.households`: groups of agents, every verb one loop in Rust.

use std::rc::Rc;

use engine::economy::Economy;
use engine::numeric::reduce;
use engine::tables::{Column, Firms, Households, Values};
use mlua::{MetaMethod, UserData, UserDataMethods, Value};

use super::changes::{self, Change};
use super::desk::{Desk, refuse};
use super::{filter, view};
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
            Some(Values::Other) => Err(refuse(format!(
                "`{name}` of {table} is no number; name a column of figures"
            ))),
            Some(values) => Ok(values),
        }
    }
}

/// A group of agents in the hands of Lua.
#[derive(Clone)]
pub struct Group {
    desk: Rc<Desk>,
    /// What they are.
    pub agents: Agents,
    /// Their rows, ascending; all if nothing.
    pub chosen: Option<Rc<[u32]>>,
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
            Some(rows) => Rc::clone(rows),
            None => (0..self.agents.count(economy) as u32).collect(),
        }
    }

    fn len(&self, economy: &Economy) -> usize {
        self.chosen
            .as_ref()
            .map_or_else(|| self.agents.count(economy), |rows| rows.len())
    }

    /// The values of a column in the rows of the group.
    fn column(&self, economy: &Economy, name: &str) -> mlua::Result<Vec<f64>> {
        let values = self.agents.values(economy, name)?;
        let column: Option<Vec<f64>> = match (&self.chosen, values) {
            (None, _) if values.rows() < self.agents.count(economy) => None,
            (None, Values::Numbers(numbers)) => Some(numbers.to_vec()),
            (None, _) => (0..values.rows()).map(|row| values.number(row)).collect(),
            (Some(rows), _) => rows
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
        if !(0.0..=1.0).contains(&share) {
            return Err(refuse(format!(
                "there is no quantile {share}; write a share from 0 to 1"
            )));
        }
        let moment = self.desk.moment()?;
        let mut column = self.some(&moment.economy, name)?;
        column.sort_by(f64::total_cmp);
        Ok(crate::report::statistics::quantile(&column, share))
    }

    fn chosen(&self, conditions: &mlua::Table) -> mlua::Result<Group> {
        let moment = self.desk.moment()?;
        let economy = &moment.economy;
        let rows = filter::rows(&self.desk.facts, economy, self, conditions)?;
        Ok(Group {
            chosen: Some(rows.into()),
            ..self.clone()
        })
    }

    fn change(&self, name: &str, change: Change) -> mlua::Result<()> {
        let table = self.agents.table();
        let mut moment = self.desk.acting(&format!("e.{table}:{}", change.verb()))?;
        self.agents.values(&moment.economy, name)?;
        let rows = self.rows(&moment.economy);
        changes::apply(&mut moment, self.agents, name, &rows, change)
    }
}

impl UserData for Group {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_method("where", |_, group, conditions: mlua::Table| {
            group.chosen(&conditions)
        });
        methods.add_method("count", |_, group, ()| {
            Ok(group.len(&group.desk.moment()?.economy))
        });
        methods.add_method("sum", |_, group, name: String| group.sum(&name));
        methods.add_method("mean", |_, group, name: String| group.mean(&name));
        methods.add_method(
            "weighted_mean",
            |_, group, (name, weight): (String, String)| group.weighted_mean(&name, &weight),
        );
        methods.add_method("quantile", |_, group, (name, share): (String, f64)| {
            group.quantile(&name, share)
        });
        methods.add_method("scale", |_, group, (name, factor): (String, f64)| {
            group.change(&name, Change::Scale(factor))
        });
        methods.add_method("add", |_, group, (name, amount): (String, f64)| {
            group.change(&name, Change::Add(amount))
        });
        methods.add_method("set", |_, group, (name, value): (String, f64)| {
            group.change(&name, Change::Set(value))
        });
        methods.add_meta_method(MetaMethod::Index, |_, group, name: Value| {
            let name = view::key(&name)?;
            let table = group.agents.table();
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
