//! `e`: the economy as rules and hooks see it.

use std::rc::Rc;

use engine::economy::Economy;
use engine::levers;
use engine::strategies::economy_value;
use engine::tables::Kind;
use mlua::{IntoLua, Lua, MetaMethod, UserData, UserDataMethods, Value};

use super::desk::{Desk, refuse, told};
use super::group::{Agents, Group};
use super::industries::Industries;
use super::names;
use super::parts::{Part, Parts, ScalarsInForce};

/// The economy.
pub struct View(pub Rc<Desk>);

impl View {
    fn get(&self, lua: &Lua, name: &str) -> mlua::Result<Value> {
        let desk = || Rc::clone(&self.0);
        let facts = &self.0.facts;
        match name {
            "date" => {
                let quarter = self.0.moment()?.quarter;
                facts.base.plus(quarter).to_string().into_lua(lua)
            }
            "period" => self.0.moment()?.quarter.into_lua(lua),
            "periods_per_year" => facts.base.frequency().periods_per_year().into_lua(lua),
            "run" => facts.run.into_lua(lua),
            "branch" => facts.branch.as_str().into_lua(lua),
            "memory" => self.0.memory()?.into_lua(lua),
            "parameters" => ScalarsInForce(desk()).into_lua(lua),
            "firms" => Group::all(desk(), Agents::Firms).into_lua(lua),
            "households" => Group::all(desk(), Agents::Households).into_lua(lua),
            "industries" => Industries(desk()).into_lua(lua),
            _ => match Parts::find(name) {
                Some(part) => Part { desk: desk(), part }.into_lua(lua),
                None => self.figure(name)?.into_lua(lua),
            },
        }
    }

    fn figure(&self, name: &str) -> mlua::Result<f64> {
        let moment = self.0.moment()?;
        economy_value(name, &moment.economy, &moment.scalars)
            .ok_or_else(|| told(names::of_economy(name)))
    }

    fn set(&self, name: &str, value: &Value) -> mlua::Result<()> {
        match (name, value) {
            ("memory", Value::Table(memory)) => {
                self.0.remember(memory.clone());
                Ok(())
            }
            ("memory", _) => Err(refuse("e.memory is a table; write e.memory.name = value")),
            _ => Err(refuse(format!(
                "`e.{name}` cannot be assigned; {}",
                instead(name)
            ))),
        }
    }
}

impl UserData for View {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_meta_method(MetaMethod::Index, |lua, view, name: Value| {
            view.get(lua, &key(&name)?)
        });
        methods.add_meta_method(
            MetaMethod::NewIndex,
            |_, view, (name, value): (Value, Value)| view.set(&key(&name)?, &value),
        );
    }
}

/// A name that something is looked up by.
///
/// # Errors
/// If it is no text.
pub fn key(name: &Value) -> mlua::Result<String> {
    match name {
        Value::String(name) => Ok(name.to_string_lossy()),
        other => Err(refuse(format!(
            "the economy has names, and this is a {}; write e.name",
            other.type_name()
        ))),
    }
}

/// What to write instead of an assignment.
fn instead(name: &str) -> String {
    if let Some(lever) = levers::find(name) {
        let size = lever.sizes[0].name();
        return format!(
            "pull its lever: m.pull(e, \"{name}\", {{ {size} = ... }}), or replace it under `rules` or `shocks`"
        );
    }
    let columns =
        || Economy::columns().filter(|column| !matches!(column.table, "firms" | "households"));
    let column = columns().find(|column| {
        column.name == name || name.strip_suffix(column.name) == Some(&format!("{}_", column.table))
    });
    match column.map(|column| column.kind) {
        Some(Kind::Stock) => stock(name).to_owned(),
        Some(_) => "it is what the model computes; pull a lever, or write a rule".to_owned(),
        None => "keep what you want to remember in e.memory".to_owned(),
    }
}

/// How stocks change.
pub fn stock(name: &str) -> &'static str {
    if name.contains("equity") {
        "a stock changes with its counterpart: m.write_off(e.bank, { pct = ..., of = \"equity\" }) or m.inject"
    } else if name.contains("loans") {
        "a stock changes with its counterpart: m.write_off(e.firms, { pct = ..., of = \"loans\" })"
    } else if matches!(name, "capital" | "materials" | "inventories") {
        "a stock changes with its counterpart: m.destroy(e.firms, { pct = ..., of = ... })"
    } else {
        "a stock changes with its counterpart: m.transfer { from = ..., to = ..., amount = ... }"
    }
}
