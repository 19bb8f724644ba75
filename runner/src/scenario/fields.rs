//! Reads tables of a scenario by key, and collects what is wrong on the way.

use super::branch::FunctionRef;
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
    /// A table without entries.
    pub fn empty() -> Self {
        Fields {
            path: String::new(),
            table: Table::default(),
        }
    }

    /// Path of the entry `key`.
    pub fn path_of(&self, key: &str) -> String {
        join(&self.path, key)
    }

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

    /// How many problems there are so far.
    pub fn problems(&self) -> usize {
        self.problems.len()
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

    /// Notes a problem with what stands at `place`.
    pub fn refuse_at(&mut self, place: &Place, message: &str, remedy: &str) {
        self.problems.push(Problem::new(place, message, remedy));
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
                let elsewhere = keys.elsewhere.iter().find(|(word, _)| *word == key);
                let remedy = elsewhere.map_or_else(
                    || words::instead(&key, known),
                    |(_, remedy)| (*remedy).to_owned(),
                );
                self.refuse(&place, &message, &remedy);
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

    /// The span of time at `key`; a bare number is told how to be one.
    pub fn span(&mut self, fields: &mut Fields, key: &str) -> Option<Located<String>> {
        if let Some(Plain::Number(number)) = fields.peek(key) {
            let number = *number;
            let whole = number.fract() == 0.0 && (1.0..=1000.0).contains(&number);
            let example = if whole { number } else { 12.0 };
            // Also good where a period is a quarter.
            let months = if example % 3.0 == 0.0 {
                format!("\"{example}m\" for months, ")
            } else {
                String::new()
            };
            let remedy =
                format!("write {months}\"{example}q\" for quarters or \"{example}y\" for years");
            let (path, _) = Self::entry(fields, key)?;
            let number = words::number(number);
            self.refuse(
                &path,
                &format!("`{path}` is {number} without a unit"),
                &remedy,
            );
            return None;
        }
        self.text(fields, key)
    }

    /// The function at `key`; `example` is what one looks like.
    pub fn function(
        &mut self,
        fields: &mut Fields,
        key: &str,
        example: &str,
    ) -> Option<FunctionRef> {
        let (path, value) = Self::entry(fields, key)?;
        self.function_at(path, &value, example)
    }

    /// `value`, which stands at `path`, as a function.
    pub fn function_at(
        &mut self,
        path: String,
        value: &Plain,
        example: &str,
    ) -> Option<FunctionRef> {
        match value {
            Plain::Function => Some(FunctionRef {
                place: self.place(&path),
                path,
            }),
            other => self.mistyped(&path, "a function", other, &format!("write {example}")),
        }
    }

    /// Functions by name at `key`; `example` is what one looks like.
    pub fn functions(
        &mut self,
        fields: &mut Fields,
        key: &str,
        example: &str,
    ) -> Vec<(Located<String>, FunctionRef)> {
        let mut functions = Vec::new();
        for (name, path, value) in self.entries(fields, key, &format!("name = {example}")) {
            if let Some(function) = self.function_at(path, &value, example) {
                functions.push((name, function));
            }
        }
        functions
    }

    /// Named entries of the table at `key`, each with its path, in the order of the names.
    pub fn entries(
        &mut self,
        fields: &mut Fields,
        key: &str,
        example: &str,
    ) -> Vec<(Located<String>, String, Plain)> {
        let Some((path, table)) = self.any_table(fields, key) else {
            return Vec::new();
        };
        if !table.list.is_empty() {
            let message = format!("`{path}` has entries without a name");
            self.refuse(&format!("{path}[1]"), &message, &format!("write {example}"));
        }
        let entries = table.named.into_iter().map(|(name, value)| {
            let place = join(&path, &name);
            (Located::new(name, self.place(&place)), place, value)
        });
        entries.collect()
    }

    /// The list of texts at `key`.
    pub fn texts(&mut self, fields: &mut Fields, key: &str) -> Option<Vec<Located<String>>> {
        let entries = self.list(fields, key)?;
        Some(self.each_text(entries))
    }

    /// `entries` that are texts; others are refused.
    pub fn each_text(&mut self, entries: Vec<(String, Plain)>) -> Vec<Located<String>> {
        let text = |(path, entry): (String, Plain)| match entry {
            Plain::Text(text) => Some(Located::new(text, self.place(&path))),
            other => self.mistyped(&path, "a text", &other, "put it in quotes"),
        };
        entries.into_iter().filter_map(text).collect()
    }

    /// `entries` that are numbers; others are refused.
    pub fn each_number(&mut self, entries: Vec<(String, Plain)>) -> Vec<Located<f64>> {
        let number = |(path, entry): (String, Plain)| match entry {
            Plain::Number(number) => Some(Located::new(number, self.place(&path))),
            other => self.mistyped(&path, "a number", &other, "write it without quotes"),
        };
        entries.into_iter().filter_map(number).collect()
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
            Plain::Table(table) => {
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

    /// Takes the entry `key`, with its path.
    pub fn entry(fields: &mut Fields, key: &str) -> Option<(String, Plain)> {
        let value = fields.take(key)?;
        Some((join(&fields.path, key), value))
    }

    /// Refuses a value of another type than `wanted`, and gives none.
    pub fn mistyped<T>(
        &mut self,
        path: &str,
        wanted: &str,
        value: &Plain,
        remedy: &str,
    ) -> Option<T> {
        self.wrong_type(path, wanted, value, remedy);
        None
    }

    /// Refuses a value of another type than `wanted`.
    pub fn wrong_type(&mut self, path: &str, wanted: &str, value: &Plain, remedy: &str) {
        let given = match value {
            Plain::Word { word, .. } => format!("m.{word}"),
            other => other.kind().to_owned(),
        };
        let message = format!("`{path}` must be {wanted}, not {given}");
        self.refuse(path, &message, remedy);
    }
}
