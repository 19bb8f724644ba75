//! The functions of a scenario, found by their paths.

use mlua::{Function, Lua, Table, Value};

use super::plain::word;

/// A script that ran, with the functions it returned.
pub struct Live {
    /// Its state.
    pub lua: Lua,
    description: Table,
}

impl Live {
    /// The functions inside `description`, which `m.scenario` was given in `lua`.
    pub fn new(lua: Lua, description: Table) -> Self {
        Live { lua, description }
    }

    /// The function at `path`, such as `branches[2].on.period_start`; what stands inside the table
    /// of a word of the library has the path of the word.
    pub fn function(&self, path: &str) -> Option<Function> {
        let mut value = Value::Table(self.description.clone());
        for step in steps(path) {
            let Value::Table(mut table) = value else {
                return None;
            };
            if let Some((_, argument)) = word(&table).ok()? {
                table = argument.as_table()?.clone();
            }
            value = match step {
                Step::Name(name) => table.raw_get(name).ok()?,
                Step::Index(index) => table.raw_get(index).ok()?,
            };
        }
        value.as_function().cloned()
    }
}

enum Step<'a> {
    Name(&'a str),
    Index(i64),
}

/// `a[2].b` as a, 2, b. A name that is a number was the place in a list.
fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    let parts = path.split(['.', '[']).filter(|part| !part.is_empty());
    parts.map(|part| match part.strip_suffix(']').map(str::parse) {
        Some(Ok(index)) => Step::Index(index),
        _ => Step::Name(part),
    })
}
