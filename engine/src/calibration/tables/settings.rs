//! `calibration.toml` as a flat list of dotted keys, each with its line.
//!
//! Every key that is asked for is known; what is left over at the end was written by mistake.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::remedy;
use super::shown::shown;
use crate::parameters::Problem;

/// The name of the file.
pub const FILE: &str = "calibration.toml";

#[derive(Clone, Debug, PartialEq)]
enum Plain {
    Number(f64),
    Text(String),
    Flag(bool),
    List(Vec<String>),
}

/// Keys and values that were not yet asked for.
pub struct Settings {
    entries: BTreeMap<String, (Plain, usize)>,
    asked: BTreeSet<String>,
    /// What was found wrong so far.
    pub problems: Vec<Problem>,
}

impl Settings {
    /// Parses the file.
    pub fn parse(text: &str) -> Self {
        let mut settings = Settings {
            entries: BTreeMap::new(),
            asked: BTreeSet::new(),
            problems: Vec::new(),
        };
        match DeTable::parse(text) {
            Ok(table) => settings.flatten(text, "", table.get_ref()),
            Err(error) => {
                let line = line_of(text, error.span().map_or(0, |span| span.start));
                let message = format!("is not valid TOML: {}", error.message());
                let place = format!("{FILE}:{line}");
                (settings.problems).push(Problem::new(place, message, "correct the line"));
            }
        }
        settings
    }

    fn flatten(&mut self, text: &str, prefix: &str, table: &DeTable) {
        for (key, value) in table {
            let path = if prefix.is_empty() {
                key.get_ref().to_string()
            } else {
                format!("{prefix}.{}", key.get_ref())
            };
            self.insert(text, path, value);
        }
    }

    fn insert(&mut self, text: &str, path: String, value: &Spanned<DeValue>) {
        let line = line_of(text, value.span().start);
        let plain = match value.get_ref() {
            DeValue::Table(table) => return self.flatten(text, &path, table),
            DeValue::Array(items) if items.iter().any(|item| item.get_ref().is_table()) => {
                for (position, item) in items.iter().enumerate() {
                    self.insert(text, format!("{path}.{position}"), item);
                }
                return;
            }
            DeValue::Array(items) => Plain::List(
                (items.iter())
                    .map(|item| item.get_ref().as_str().unwrap_or_default().to_owned())
                    .collect(),
            ),
            DeValue::Boolean(flag) => Plain::Flag(*flag),
            DeValue::String(string) => Plain::Text(string.to_string()),
            DeValue::Integer(number) => Plain::Number(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Float(number) => Plain::Number(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Datetime(date) => Plain::Text(date.to_string()),
        };
        self.entries.insert(path, (plain, line));
    }

    /// Names that follow `prefix.` directly, such as the assumptions.
    pub fn names_under(&self, prefix: &str) -> Vec<String> {
        let mut names: Vec<(usize, String)> = Vec::new();
        for (path, (_, line)) in &self.entries {
            let rest = path.strip_prefix(prefix).and_then(|r| r.strip_prefix('.'));
            if let Some(name) = rest.and_then(|rest| rest.split('.').next())
                && !names.iter().any(|(_, known)| known == name)
            {
                names.push((*line, name.to_owned()));
            }
        }
        names.sort();
        names.into_iter().map(|(_, name)| name).collect()
    }

    /// Text that need not be there.
    pub fn optional_text(&mut self, key: &str) -> Option<String> {
        self.asked.insert(key.to_owned());
        match self.entries.remove(key) {
            Some((Plain::Text(text), _)) => Some(text),
            Some((_, line)) => {
                self.refuse_at(key, line, "is not a text", "put it in quotation marks");
                None
            }
            None => None,
        }
    }

    /// Text that must be there and not be empty.
    pub fn text(&mut self, key: &str) -> String {
        let before = self.problems.len();
        let text = self.optional_text(key).unwrap_or_default();
        if text.trim().is_empty() && self.problems.len() == before {
            let remedy = format!("add `{key}` with a text");
            self.refuse(key, "is missing or empty", &remedy);
        }
        text
    }

    /// Something read from a text, such as a quarter or a choice.
    pub fn parsed<T: FromStr + Default>(&mut self, key: &str) -> T
    where
        T::Err: std::fmt::Display,
    {
        let line = self.entries.get(key).map_or(0, |(_, line)| *line);
        let text = self.text(key);
        if text.is_empty() {
            return T::default();
        }
        text.parse().unwrap_or_else(|error: T::Err| {
            self.refuse_at(key, line, &format!("`{text}`: {error}"), "correct it");
            T::default()
        })
    }

    /// One of `choices`.
    pub fn choice<T: Copy>(&mut self, key: &str, choices: &[(&str, T)]) -> T {
        let line = self.entries.get(key).map_or(0, |(_, line)| *line);
        let text = self.text(key);
        if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == text) {
            return *choice;
        }
        if !text.is_empty() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            let remedy = format!("choose one of: {}", names.join(", "));
            self.refuse_at(key, line, &format!("cannot be `{text}`"), &remedy);
        }
        choices[0].1
    }

    /// A number from `low` to `high`.
    pub fn number(&mut self, key: &str, low: f64, high: f64) -> f64 {
        self.asked.insert(key.to_owned());
        let range = format!("give a number from {low} to {high}");
        match self.entries.remove(key) {
            Some((Plain::Number(value), _)) if (low..=high).contains(&value) => return value,
            Some((Plain::Number(value), line)) => {
                let message = format!("{} is outside {low} to {high}", shown(value));
                self.refuse_at(key, line, &message, &range);
            }
            Some((_, line)) => self.refuse_at(key, line, "is not a number", &range),
            None => self.refuse(key, "is missing", &range),
        }
        f64::NAN
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &str) -> bool {
        self.asked.insert(key.to_owned());
        match self.entries.remove(key) {
            Some((Plain::Flag(flag), _)) => return flag,
            Some((_, line)) => self.refuse_at(key, line, "is not a flag", "give true or false"),
            None => self.refuse(key, "is missing", "give true or false"),
        }
        false
    }

    /// A list of texts.
    pub fn list(&mut self, key: &str) -> Vec<String> {
        self.asked.insert(key.to_owned());
        match self.entries.remove(key) {
            Some((Plain::List(list), _)) => return list,
            Some((_, line)) => {
                self.refuse_at(key, line, "is not a list", "give a list in brackets")
            }
            None => self.refuse(key, "is missing", "give a list in brackets"),
        }
        Vec::new()
    }

    /// What was not asked for is unknown.
    pub fn finish(mut self) -> Vec<Problem> {
        for (key, (_, line)) in &self.entries {
            let remedy = remedy(key, self.asked.iter().map(String::as_str));
            let place = format!("{FILE}:{line}");
            let message = format!("unknown key `{key}`");
            self.problems.push(Problem::new(place, message, remedy));
        }
        self.problems
    }

    /// Tells that the value of `key` will not do.
    pub fn refuse(&mut self, key: &str, message: &str, remedy: &str) {
        self.refuse_at(key, 0, message, remedy);
    }

    fn refuse_at(&mut self, key: &str, line: usize, message: &str, remedy: &str) {
        let place = if line == 0 {
            FILE.to_owned()
        } else {
            format!("{FILE}:{line}")
        };
        let message = format!("`{key}` {message}");
        self.problems.push(Problem::new(place, message, remedy));
    }
}

fn line_of(text: &str, position: usize) -> usize {
    text.as_bytes()
        .iter()
        .take(position)
        .filter(|&&byte| byte == b'\n')
        .count()
        + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_by_dotted_key() {
        let mut settings =
            Settings::parse("a = 1\n[b.c]\nvalue = \"x\"\non = true\n[[d]]\nk = [\"p\", \"q\"]\n");
        assert_eq!(settings.number("a", 0.0, 2.0), 1.0);
        assert_eq!(settings.names_under("b"), ["c"]);
        assert_eq!(settings.text("b.c.value"), "x");
        assert!(settings.flag("b.c.on"));
        assert_eq!(settings.list("d.0.k"), ["p", "q"]);
        assert!(settings.finish().is_empty());
    }

    #[test]
    fn an_unknown_key_is_told_with_its_line_and_the_nearest_known_one() {
        let mut settings = Settings::parse("rate = 1\nrte = 2\n");
        settings.number("rate", 0.0, 2.0);
        let problems = settings.finish();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].key, "calibration.toml:2");
        assert_eq!(problems[0].remedy, "did you mean `rate`?");
    }

    #[test]
    fn wrong_kinds_ranges_and_choices_are_told() {
        let mut settings = Settings::parse("a = 3\nb = \"x\"\nc = 1\n");
        settings.number("a", 0.0, 2.0);
        settings.choice("b", &[("y", 1), ("z", 2)]);
        settings.text("c");
        settings.flag("d");
        let found = settings.finish();
        assert_eq!(found.len(), 4);
        assert!(found[1].remedy.contains("y, z"));
        assert_eq!(found[2].key, "calibration.toml:3");
    }

    #[test]
    fn broken_toml_is_told_with_its_line() {
        assert_eq!(
            Settings::parse("a = 1\nb = = 2\n").finish()[0].key,
            "calibration.toml:2"
        );
    }
}
