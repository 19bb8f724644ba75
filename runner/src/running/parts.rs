//! `e.bank`, `e.central_bank`, `e.government`, `e.foreign`, `e.aggregate`, `e.parameters`.

use std::rc::Rc;

use engine::economy::Economy;
use engine::tables::{Aggregate, Bank, CentralBank, Column, Foreign, Government, Kind, Values};
use mlua::{MetaMethod, UserData, UserDataMethods, Value};

use super::desk::{Desk, refuse, told};
use super::names;
use super::view::{key, stock};

/// An agent that there is one of, or the economy as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// Expectations and indices.
    Aggregate,
    /// The bank.
    Bank,
    /// The central bank.
    CentralBank,
    /// The government.
    Government,
    /// The rest of the world.
    Foreign,
}

impl Parts {
    /// The part called `name`.
    pub fn find(name: &str) -> Option<Parts> {
        Some(match name {
            "aggregate" => Parts::Aggregate,
            "bank" => Parts::Bank,
            "central_bank" => Parts::CentralBank,
            "government" => Parts::Government,
            "foreign" => Parts::Foreign,
            _ => return None,
        })
    }

    /// Its table and what that holds.
    pub fn columns(self) -> (&'static str, &'static [Column]) {
        match self {
            Parts::Aggregate => ("aggregate", Aggregate::COLUMNS),
            Parts::Bank => ("bank", Bank::COLUMNS),
            Parts::CentralBank => ("central_bank", CentralBank::COLUMNS),
            Parts::Government => ("government", Government::COLUMNS),
            Parts::Foreign => ("foreign", Foreign::COLUMNS),
        }
    }
}

/// Whether `column` of `table` is one number.
pub fn is_figure(table: &str, column: &Column) -> bool {
    let defaults = Economy::default();
    let value = defaults.values_of(table, column.name);
    matches!(value, Some(Values::Number(_) | Values::Count(_)))
}

/// A part of the economy in the hands of Lua.
pub struct Part {
    /// Where the economy is.
    pub desk: Rc<Desk>,
    /// Which part.
    pub part: Parts,
}

impl Part {
    fn get(&self, name: &str) -> mlua::Result<f64> {
        let (table, _) = self.part.columns();
        let moment = self.desk.moment()?;
        match moment.economy.values_of(table, name) {
            Some(Values::Number(number)) => Ok(number),
            Some(Values::Count(count)) => Ok(f64::from(count)),
            other => Err(told(names::of_part(self.part, name, other.is_some()))),
        }
    }

    fn set(&self, name: &str) -> mlua::Error {
        let (table, columns) = self.part.columns();
        let column = columns.iter().find(|column| column.name == name);
        let remedy = match column.map(|column| column.kind) {
            Some(Kind::Stock) => stock(name),
            Some(_) => "it is what the model computes; pull a lever with m.pull, or write a rule",
            None => "keep what you want to remember in e.memory",
        };
        refuse(format!("`e.{table}.{name}` cannot be assigned; {remedy}"))
    }
}

impl UserData for Part {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_meta_method(MetaMethod::Index, |_, part, name: Value| {
            part.get(&key(&name)?)
        });
        methods.add_meta_method(
            MetaMethod::NewIndex,
            |_, part, (name, _): (Value, Value)| Err::<(), _>(part.set(&key(&name)?)),
        );
    }
}

/// Scalar parameters in force.
pub struct ScalarsInForce(pub Rc<Desk>);

impl UserData for ScalarsInForce {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_meta_method(MetaMethod::Index, |_, scalars, name: Value| {
            let name = key(&name)?;
            let value = scalars.0.moment()?.scalars.get(&name);
            value.ok_or_else(|| told(names::of_parameters(&name)))
        });
        methods.add_meta_method(MetaMethod::NewIndex, |_, _, (name, _): (Value, Value)| {
            let name = key(&name)?;
            Err::<(), _>(refuse(format!(
                "`e.parameters.{name}` cannot be assigned; pull its lever at period_start: m.pull(e, \"{name}\", {{ level = ... }}), or write it under `set`"
            )))
        });
    }
}
