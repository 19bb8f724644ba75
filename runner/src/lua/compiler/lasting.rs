//! What functions of a scenario count on from call to call: variables outside of them that some
//! function assigns, or whose table it changes, after the file was read.

use std::collections::BTreeSet;
use std::rc::Rc;

use mlua::{Function, Lua, Table, Value};

use super::diagnostic::Part;
use super::sources::{self, behind};

/// Tables inside tables that are looked through for functions.
const DEEPEST: usize = 8;

/// Where variables are changed that `function`, or what it can call, finds changed at its next call;
/// with their names.
pub fn lasting(lua: &Lua, function: &Function) -> Vec<(Part, String)> {
    let mut search = Search {
        lua,
        seen: BTreeSet::new(),
        found: Vec::new(),
    };
    search.function(function);
    search.found
}

struct Search<'a> {
    lua: &'a Lua,
    /// Functions and tables that were looked at.
    seen: BTreeSet<usize>,
    found: Vec<(Part, String)>,
}

impl Search<'_> {
    fn function(&mut self, function: &Function) {
        if !self.seen.insert(function.to_pointer() as usize) {
            return;
        }
        let Some(living) = sources::living(self.lua, function) else {
            return;
        };
        let about = &living.chunk.functions[living.function];
        for (&variable, value) in about.upvalues.iter().zip(&living.captured) {
            let declaration = &living.chunk.declarations[variable];
            let changed = declaration.later_write();
            if let Some(span) = changed.or(declaration.later_entry_write()) {
                let part = Part {
                    chunk: Rc::clone(&living.chunk),
                    span,
                };
                if !self.found.iter().any(|(known, _)| *known == part) {
                    self.found.push((part, declaration.name.clone()));
                }
            }
            self.value(value, 0);
        }
    }

    fn value(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Function(function) => self.function(function),
            Value::Table(table) if depth < DEEPEST => self.table(behind(table.clone()), depth),
            _ => {}
        }
    }

    fn table(&mut self, table: Table, depth: usize) {
        if self.seen.insert(table.to_pointer() as usize) {
            let values = table.pairs::<Value, Value>().filter_map(Result::ok);
            for (_, value) in values {
                self.value(&value, depth + 1);
            }
        }
    }
}
