//! `e.memory`: what functions remember from quarter to quarter, plain data that can be written down.

use mlua::{Lua, Table, Value};
use serde::{Deserialize, Serialize};

use crate::lua::plain;

/// Tables inside tables.
const DEEPEST: usize = 32;
/// Entries of all tables together.
const MOST: usize = 1_000_000;

/// Refuses what is no plain data; says what, and what to do.
///
/// # Errors
/// The first entry that is a function, a part of the economy, a table inside itself, or too much.
pub fn check(memory: &Table) -> Result<(), (String, &'static str)> {
    let mut left = MOST;
    walk(memory, "e.memory", 0, &mut left)
}

/// What is in a table, without Lua; entries are sorted by their keys.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Remembered(Vec<(Datum, Datum)>);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Datum {
    Bool(bool),
    Integer(i64),
    Number(f64),
    Text(Vec<u8>),
    Table(Remembered),
}

impl Remembered {
    /// What is in `table`, which was checked.
    ///
    /// # Errors
    /// If Lua fails.
    pub fn of(table: &Table) -> mlua::Result<Self> {
        let mut entries = table.pairs().collect::<mlua::Result<Vec<_>>>()?;
        entries.sort_by(|(one, _), (two, _)| plain::order(one, two));
        let entry = |(key, value): &(Value, Value)| Ok((datum(key)?, datum(value)?));
        entries
            .iter()
            .map(entry)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// A table with the same in it.
    ///
    /// # Errors
    /// If Lua fails.
    pub fn table(&self, lua: &Lua) -> mlua::Result<Table> {
        let table = lua.create_table()?;
        for (key, value) in &self.0 {
            table.raw_set(key.value(lua)?, value.value(lua)?)?;
        }
        Ok(table)
    }
}

fn datum(value: &Value) -> mlua::Result<Datum> {
    Ok(match value {
        Value::Boolean(yes) => Datum::Bool(*yes),
        Value::Integer(number) => Datum::Integer(*number),
        Value::Number(number) => Datum::Number(*number),
        Value::String(text) => Datum::Text(text.as_bytes().to_vec()),
        Value::Table(table) => Datum::Table(Remembered::of(table)?),
        other => {
            let message = format!("a {} is no plain data", other.type_name());
            return Err(mlua::Error::RuntimeError(message));
        }
    })
}

impl Datum {
    fn value(&self, lua: &Lua) -> mlua::Result<Value> {
        Ok(match self {
            Datum::Bool(yes) => Value::Boolean(*yes),
            Datum::Integer(number) => Value::Integer(*number),
            Datum::Number(number) => Value::Number(*number),
            Datum::Text(text) => Value::String(lua.create_string(text)?),
            Datum::Table(inside) => Value::Table(inside.table(lua)?),
        })
    }
}

fn walk(
    table: &Table,
    path: &str,
    depth: usize,
    left: &mut usize,
) -> Result<(), (String, &'static str)> {
    if depth > DEEPEST {
        let message = format!(
            "`{}` holds itself, or tables more than {DEEPEST} deep",
            top(path)
        );
        return Err((message, "keep numbers, texts, and tables of them"));
    }
    let entries: mlua::Result<Vec<(Value, Value)>> = table.pairs().collect();
    let Ok(mut entries) = entries else {
        return Err((format!("`{path}` cannot be read"), "keep plain data"));
    };
    entries.sort_by(|(one, _), (two, _)| plain::order(one, two));
    for (key, value) in entries {
        *left = left.saturating_sub(1);
        if *left == 0 {
            let message = format!("`e.memory` holds more than {MOST} entries");
            return Err((message, "keep sums instead of lists"));
        }
        let place = match &key {
            Value::String(name) => format!("{path}.{}", name.to_string_lossy()),
            Value::Integer(index) => format!("{path}[{index}]"),
            Value::Number(number) => format!("{path}[{number}]"),
            Value::Boolean(yes) => format!("{path}[{yes}]"),
            other => {
                let message = format!("`{path}` has a key that is a {}", other.type_name());
                return Err((message, "use texts and numbers as keys"));
            }
        };
        match &value {
            Value::Table(inside) => walk(inside, &place, depth + 1, left)?,
            Value::Function(_) => {
                let message = format!("`{place}` is a function");
                return Err((message, "memory is plain data; keep functions in locals"));
            }
            Value::UserData(_) => {
                let message = format!("`{place}` is a part of the economy");
                return Err((message, "memory is plain data; keep the numbers you need"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The first entry of a path.
fn top(path: &str) -> String {
    let parts: Vec<&str> = path.split('.').take(3).collect();
    parts.join(".")
}

#[cfg(test)]
mod tests {
    use mlua::Lua;

    use super::*;

    fn checked(script: &str) -> Result<(), (String, &'static str)> {
        let lua = Lua::new();
        let table: Table = lua.load(script).eval().unwrap();
        check(&table)
    }

    #[test]
    fn what_is_remembered_comes_back_as_it_was() {
        let script =
            "{ 1, 2.0, 'x', { -0.0, true, 0/0 }, [7] = 'far', [1.5] = '\\255\\0', [true] = {},
            name = 2^53, nested = { deep = { 9007199254740993 } } }";
        let lua = Lua::new();
        let table: Table = lua.load(script).eval().unwrap();
        let kept = Remembered::of(&table).unwrap();
        let bytes = postcard::to_stdvec(&kept).unwrap();
        let again: Remembered = postcard::from_bytes(&bytes).unwrap();
        let other = Lua::new();
        let back = again.table(&other).unwrap();
        let again = Remembered::of(&back).unwrap();
        // No number is itself if it is none; the words for it are.
        assert_eq!(format!("{again:?}"), format!("{kept:?}"));
        assert!(format!("{kept:?}").contains("Number(-0.0)"));
        assert!(format!("{kept:?}").contains("Integer(9007199254740993)"));
        let function: Table = lua.load("{ f = print }").eval().unwrap();
        assert!(Remembered::of(&function).is_err());
    }

    #[test]
    fn plain_data_are_kept_and_the_rest_is_named() {
        assert_eq!(checked("{ a = 1, b = { 'x', true, { 2.5 } } }"), Ok(()));
        let says = |script| checked(script).unwrap_err().0;
        assert_eq!(
            says("{ a = { f = print } }"),
            "`e.memory.a.f` is a function"
        );
        assert_eq!(
            says("{ d = print, c = print, b = print, a = print }"),
            "`e.memory.a` is a function"
        );
        assert_eq!(
            says("(function() local t = {} t.t = { t } return t end)()"),
            "`e.memory.t[1]` holds itself, or tables more than 32 deep"
        );
        assert_eq!(says("{ [{}] = 1 }"), "`e.memory` has a key that is a table");
        let many = "(function() local t = { 1 } for i = 1, 30 do t = { t, t } end return t end)()";
        assert_eq!(says(many), "`e.memory` holds more than 1000000 entries");
    }
}
