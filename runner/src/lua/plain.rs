//! Lua values as plain data: what a scenario returns, without Lua.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use mlua::Value;

/// Tables inside tables that a scenario may have.
const DEEPEST: usize = 32;

/// A value of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub enum Plain {
    /// `true` or `false`.
    Bool(bool),
    /// A number, with the integers that Lua tells apart.
    Number(f64),
    /// Text.
    Text(String),
    /// A function.
    Function,
    /// A hole in a list, or what a word of the library was not given.
    Nothing,
    /// A word of the library, such as `m.path`.
    Word {
        /// The word, without `m.`.
        word: String,
        /// What it was given; it stands at the path of the word itself.
        argument: Box<Plain>,
    },
    /// A table.
    Table(Table),
}

/// A table: a list, named entries, or both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Entries 1 to n.
    pub list: Vec<Plain>,
    /// Entries with a name.
    pub named: BTreeMap<String, Plain>,
    /// Keys that are neither, in words.
    pub odd: Vec<String>,
}

impl Plain {
    /// What the value is, in words.
    pub fn kind(&self) -> &'static str {
        match self {
            Plain::Bool(_) => "true or false",
            Plain::Number(_) => "a number",
            Plain::Text(_) => "a text",
            Plain::Function => "a function",
            Plain::Nothing => "nothing",
            Plain::Word { .. } => "a word of the library",
            Plain::Table(table) if table.named.is_empty() && !table.list.is_empty() => "a list",
            Plain::Table(_) => "a table",
        }
    }
}

/// Why a value is no plain data.
#[derive(Debug, thiserror::Error)]
pub enum NotPlain {
    /// Too deep, or a table inside itself.
    #[error("`{path}` is nested more than {DEEPEST} deep; does a table hold itself?")]
    Deep {
        /// The table.
        path: String,
    },
    /// Something else than data.
    #[error("`{path}` is a {kind}, which is no data; leave it out")]
    Kind {
        /// The entry.
        path: String,
        /// What it is.
        kind: &'static str,
    },
    /// Text that is not UTF-8.
    #[error("`{path}` is no readable text; save the file as UTF-8")]
    Text {
        /// The entry.
        path: String,
    },
    /// Lua failed.
    #[error(transparent)]
    Lua(#[from] mlua::Error),
}

/// Copies `value`, which stands at `path`, out of Lua.
///
/// # Errors
/// If it is not plain data.
pub fn read(value: &Value, path: &str, depth: usize) -> Result<Plain, NotPlain> {
    Ok(match value {
        Value::Boolean(value) => Plain::Bool(*value),
        Value::Integer(value) => Plain::Number(*value as f64),
        Value::Number(value) => Plain::Number(*value),
        Value::String(text) => Plain::Text(
            text.to_str()
                .map_err(|_| NotPlain::Text {
                    path: path.to_owned(),
                })?
                .to_owned(),
        ),
        Value::Function(_) => Plain::Function,
        Value::Nil => Plain::Nothing,
        Value::Table(_) if depth >= DEEPEST => {
            return Err(NotPlain::Deep {
                path: path.split('.').take(2).collect::<Vec<_>>().join("."),
            });
        }
        Value::Table(table) => match word(table)? {
            Some((word, argument)) => Plain::Word {
                word,
                argument: Box::new(read(&argument, path, depth + 1)?),
            },
            None => Plain::Table(read_table(table, path, depth)?),
        },
        other => {
            return Err(NotPlain::Kind {
                path: path.to_owned(),
                kind: other.type_name(),
            });
        }
    })
}

/// The word of the library that `table` stands for, and what it was given.
///
/// # Errors
/// If Lua fails.
pub fn word(table: &mlua::Table) -> mlua::Result<Option<(String, Value)>> {
    let Value::String(word) = table.raw_get("macro")? else {
        return Ok(None);
    };
    Ok(Some((word.to_string_lossy(), table.raw_get("arguments")?)))
}

fn read_table(table: &mlua::Table, path: &str, depth: usize) -> Result<Table, NotPlain> {
    let mut plain = Table::default();
    let length = table.raw_len();
    for index in 1..=length {
        let entry: Value = table.raw_get(index)?;
        plain
            .list
            .push(read(&entry, &format!("{path}[{index}]"), depth + 1)?);
    }
    let entries: mlua::Result<Vec<(Value, Value)>> = table.pairs().collect();
    let mut entries = entries?;
    entries.sort_by(|(one, _), (two, _)| order(one, two));
    for (key, value) in entries {
        match &key {
            Value::Integer(index) if (1..=length as i64).contains(index) => {}
            Value::String(name) => {
                let name = name.to_string_lossy();
                let place = join(path, &name);
                plain.named.insert(name, read(&value, &place, depth + 1)?);
            }
            other => {
                let key = other.to_string().map_or_else(
                    |_| other.type_name().to_owned(),
                    |text| text.chars().take(40).collect(),
                );
                plain.odd.push(key);
            }
        }
    }
    Ok(plain)
}

/// The order of keys: numbers, then texts, then the rest by what it is. Lua's own order changes from
/// one state to the next.
pub fn order(one: &Value, two: &Value) -> Ordering {
    let number = |key: &Value| match key {
        Value::Integer(number) => Some(*number as f64),
        Value::Number(number) => Some(*number),
        _ => None,
    };
    match (one, two) {
        (Value::String(one), Value::String(two)) => one.as_bytes().cmp(&two.as_bytes()),
        (Value::Boolean(one), Value::Boolean(two)) => one.cmp(two),
        _ => match (number(one), number(two)) {
            (Some(one), Some(two)) => one.total_cmp(&two),
            _ => one.type_name().cmp(two.type_name()),
        },
    }
}

/// `path.name`, without the dot at the top.
pub fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}
