//! Reads tables of a scenario by key, and collects what is wrong on the way.

use super::decode::Keys;
use super::place::{Located, Place, Problem};
use crate::lua::{Plain, Script, Table, join};
use crate::words;

/// A table that is being read: entries are taken out one by one.
pub struct Fields {
    path: String,
    table: Table,
}

impl Fields {
    /// The entry `key`, left where it is.
    pub fn peek(&self, key: &str) -> Option<&Plain> {
        self.table.named.get(key)
    }

    /// The entry `key`.
    pub fn take(&mut self, key: &str) -> Option<Plain> {
        self.table.named.remove(key)
    }
}

/// Reads fields of a script and collects problems.
pub struct Reader<'a> {
    script: &'a Script,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// A reader of `script`.
    pub fn new(script: &'a Script) -> Self {
        Reader {
            script,
            problems: Vec::new(),
        }
    }

    /// The problems.
    pub fn finish(self) -> Vec<Problem> {
        self.problems
    }

    /// Place of the entry at `path`.
    pub fn place(&self, path: &str) -> Place {
        self.script.place(path)
    }

    /// Notes a problem with the entry at `path`.
    pub fn refuse(&mut self, path: &str, message: &str, remedy: &str) {
        self.problems
            .push(Problem::new(&self.script.place(path), message, remedy));
    }

    /// Opens a table: keys that are unknown or not available yet are refused here.
    pub fn open(&mut self, path: &str, mut table: Table, keys: &Keys) -> Fields {
        if !table.list.is_empty() {
            let message = match path {
                "" => "the scenario has entries without a name".to_owned(),
                path => format!("`{path}` has entries without a name"),
            };
            let remedy = format!("it can hold {}", words::list(keys.now.iter().copied()));
            self.refuse(&format!("{path}[1]"), &message, &remedy);
        }
        let strange: Vec<String> = table
            .named
            .keys()
            .filter(|key| !keys.now.contains(&key.as_str()))
            .cloned()
            .collect();
        for key in strange {
            table.named.remove(&key);
            let place = join(path, &key);
            let inside = if path.is_empty() {
                String::new()
            } else {
                format!(" in `{path}`")
            };
            if keys.later.contains(&key.as_str()) {
                let message = format!("`{key}`{inside} is not yet available in this version");
                self.refuse(&place, &message, "leave it out for now");
            } else {
                let known = keys.now.iter().copied();
                let message = format!("there is no `{key}`{inside}");
                self.refuse(&place, &message, &words::instead(&key, known));
            }
        }
        Fields {
            path: path.to_owned(),
            table,
        }
    }

    /// The text at `key`.
    pub fn text(&mut self, fields: &mut Fields, key: &str) -> Option<Located<String>> {
        let (path, value) = Self::entry(fields, key)?;
        match value {
            Plain::Text(text) => Some(Located::new(text, self.place(&path))),
            other => self.mistyped(&path, "a text", &other, "put it in quotes"),
        }
    }

    /// The number at `key`.
    pub fn number(&mut self, fields: &mut Fields, key: &str) -> Option<Located<f64>> {
        let (path, value) = Self::entry(fields, key)?;
        match value {
            Plain::Number(number) => Some(Located::new(number, self.place(&path))),
            Plain::Text(_) => self.mistyped(&path, "a number", &value, "write it without quotes"),
            other => self.mistyped(&path, "a number", &other, "write a number"),
        }
    }

    /// The `true` or `false` at `key`.
    pub fn flag(&mut self, fields: &mut Fields, key: &str) -> Option<Located<bool>> {
        let (path, value) = Self::entry(fields, key)?;
        match value {
            Plain::Bool(flag) => Some(Located::new(flag, self.place(&path))),
            other => self.mistyped(
                &path,
                "true or false",
                &other,
                "write true or false, without quotes",
            ),
        }
    }

    /// The list at `key`, each entry with its path.
    pub fn list(&mut self, fields: &mut Fields, key: &str) -> Option<Vec<(String, Plain)>> {
        let (path, value) = Self::entry(fields, key)?;
        match value {
            Plain::Table(table) if table.named.is_empty() => {
                self.odd(&path, &table);
                let entries = table.list.into_iter().enumerate();
                Some(
                    entries
                        .map(|(index, entry)| (format!("{path}[{}]", index + 1), entry))
                        .collect(),
                )
            }
            other => self.mistyped(
                &path,
                "a list",
                &other,
                "write { first, second }, without names",
            ),
        }
    }

    /// The list of texts at `key`.
    pub fn texts(&mut self, fields: &mut Fields, key: &str) -> Option<Vec<Located<String>>> {
        let entries = self.list(fields, key)?;
        let mut texts = Vec::new();
        for (path, entry) in entries {
            match entry {
                Plain::Text(text) => texts.push(Located::new(text, self.place(&path))),
                other => self
                    .mistyped(&path, "a text", &other, "put it in quotes")
                    .unwrap_or_default(),
            }
        }
        Some(texts)
    }

    /// The table at `key`, opened.
    pub fn table(&mut self, fields: &mut Fields, key: &str, keys: &Keys) -> Option<Fields> {
        let (path, table) = self.any_table(fields, key)?;
        Some(self.open(&path, table, keys))
    }

    /// The table at `key`, whatever it holds, with its path.
    pub fn any_table(&mut self, fields: &mut Fields, key: &str) -> Option<(String, Table)> {
        let (path, value) = Self::entry(fields, key)?;
        match value {
            Plain::Table(table) if !table.named.contains_key("macro") => {
                self.odd(&path, &table);
                Some((path, table))
            }
            other => self.mistyped(&path, "a table", &other, "write { name = value }"),
        }
    }

    /// Refuses keys that are neither names nor places in a list.
    pub fn odd(&mut self, path: &str, table: &Table) {
        let inside = if path.is_empty() {
            "the scenario".to_owned()
        } else {
            format!("`{path}`")
        };
        for key in &table.odd {
            let message = format!("{inside} has the key {key}");
            let remedy = "name entries with words, or list them without keys";
            self.refuse(path, &message, remedy);
        }
    }

    fn entry(fields: &mut Fields, key: &str) -> Option<(String, Plain)> {
        let value = fields.take(key)?;
        Some((join(&fields.path, key), value))
    }

    fn mistyped<T>(&mut self, path: &str, wanted: &str, value: &Plain, remedy: &str) -> Option<T> {
        self.refuse(
            path,
            &format!("`{path}` must be {wanted}, not {}", value.kind()),
            remedy,
        );
        None
    }
}
