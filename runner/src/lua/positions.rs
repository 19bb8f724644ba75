//! Where each entry of a scenario stands in its file, found by parsing the script.
//!
//! The table that the file returns is followed down, also through local variables that hold a
//! table. What is computed has no place of its own; then the nearest place above it is given.

use std::collections::BTreeMap;
use std::io;

use full_moon::ast::{
    Call, Expression, Field, FunctionArgs, Index, LastStmt, Prefix, Stmt, Suffix, TableConstructor,
    Var, VarExpression,
};
use full_moon::node::Node;
use full_moon::tokenizer::{TokenReference, TokenType};

use super::parser;
use super::plain::join;
use super::script_file::code;

/// Longest script whose entries get places \[bytes\].
const LONGEST: usize = 512 << 10;

/// Line and column of every entry, by path.
#[derive(Clone, Debug, Default)]
pub struct Positions {
    entries: BTreeMap<String, (usize, usize)>,
    /// Entries that are written again in the same table, by line and column.
    twice: BTreeMap<(usize, usize), Twice>,
}

/// An entry that a table has twice; Lua keeps the last and says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Twice {
    path: String,
    /// Line and column of the first.
    first: (usize, usize),
}

impl Positions {
    /// Parses `script`, which Lua has accepted; a very long script has no places.
    ///
    /// # Errors
    /// If no thread can be started for it.
    pub fn of(script: &str) -> io::Result<Self> {
        if script.len() > LONGEST {
            return Ok(Positions::default());
        }
        let positions = parser::parse(script, || Positions::parsed(script))?;
        Ok(positions.unwrap_or_default())
    }

    fn parsed(script: &str) -> Self {
        let mut positions = Positions::default();
        let Ok(tree) = full_moon::parse(code(script)) else {
            return positions;
        };
        let mut locals = BTreeMap::new();
        for statement in tree.nodes().stmts() {
            if let Stmt::LocalAssignment(assignment) = statement {
                for (name, value) in assignment.names().iter().zip(assignment.expressions()) {
                    locals.insert(text(name), value);
                }
            }
        }
        if let Some(LastStmt::Return(returned)) = tree.nodes().last_stmt()
            && let Some(expression) = returned.returns().iter().next()
        {
            positions.note(String::new(), expression);
            Walk {
                locals,
                positions: &mut positions,
            }
            .expression("", expression, 0);
        }
        positions
    }

    /// Line and column of the entry at `path`, or of the nearest place above it.
    pub fn get(&self, path: &str) -> (usize, usize) {
        let mut path = path;
        loop {
            if let Some(place) = self.entries.get(path) {
                return *place;
            }
            match path.rfind(['.', '[']) {
                Some(end) => path = &path[..end],
                None if path.is_empty() => return (0, 0),
                None => path = "",
            }
        }
    }

    /// Entries that are written again in the same table: path, line and column of the first, line and
    /// column of the second.
    pub fn twice(&self) -> impl Iterator<Item = (&str, (usize, usize), (usize, usize))> {
        let twice = self.twice.iter();
        twice.map(|(second, entry)| (entry.path.as_str(), entry.first, *second))
    }

    fn note(&mut self, path: String, node: &dyn Node) {
        if let Some(place) = start(node) {
            self.entries.insert(path, place);
        }
    }
}

struct Walk<'a> {
    locals: BTreeMap<String, &'a Expression>,
    positions: &'a mut Positions,
}

impl<'a> Walk<'a> {
    /// Notes what is inside `expression`, which stands at `path`.
    fn expression(&mut self, path: &str, expression: &Expression, depth: usize) {
        if depth > 32 {
            return;
        }
        match expression {
            Expression::TableConstructor(table) => self.table(path, table, depth),
            Expression::Parentheses { expression, .. } => {
                self.expression(path, expression, depth + 1)
            }
            Expression::FunctionCall(call) => {
                if let Some(Suffix::Call(Call::AnonymousCall(arguments))) = call.suffixes().last() {
                    self.arguments(path, arguments, depth);
                }
            }
            Expression::Var(Var::Name(name)) => {
                if let Some(value) = self.locals.get(&text(name)).copied() {
                    self.expression(path, value, depth + 1);
                }
            }
            Expression::Var(Var::Expression(variable)) => {
                if let Some(value) = self.member(variable) {
                    self.expression(path, value, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// What `shared.rates.high` stands for, where `shared` is a local table.
    fn member(&self, variable: &VarExpression) -> Option<&'a Expression> {
        let Prefix::Name(name) = variable.prefix() else {
            return None;
        };
        let mut value = self.locals.get(&text(name)).copied()?;
        for suffix in variable.suffixes() {
            let (Suffix::Index(Index::Dot { name, .. }), Expression::TableConstructor(table)) =
                (suffix, value)
            else {
                return None;
            };
            let wanted = text(name);
            value = table.fields().iter().find_map(|field| match field {
                Field::NameKey { key, value, .. } if text(key) == wanted => Some(value),
                _ => None,
            })?;
        }
        Some(value)
    }

    /// A call passes its first argument on, as `m.scenario` does.
    fn arguments(&mut self, path: &str, arguments: &FunctionArgs, depth: usize) {
        match arguments {
            FunctionArgs::TableConstructor(table) => self.table(path, table, depth),
            FunctionArgs::Parentheses { arguments, .. } => {
                if let Some(first) = arguments.iter().next() {
                    self.expression(path, first, depth + 1);
                }
            }
            _ => {}
        }
    }

    fn table(&mut self, path: &str, table: &TableConstructor, depth: usize) {
        let mut index = 0;
        self.twice(path, table);
        for field in table.fields() {
            match field {
                Field::NameKey { key, value, .. } => {
                    self.entry(join(path, &text(key)), key, value, depth)
                }
                Field::ExpressionKey { key, value, .. } => {
                    if let Expression::String(name) = &**key {
                        self.entry(join(path, &text(name)), &**key, value, depth);
                    }
                }
                Field::NoKey(value) => {
                    index += 1;
                    self.entry(format!("{path}[{index}]"), value, value, depth);
                }
                _ => {}
            }
        }
    }

    /// Notes the names that `table` has twice; a table that several entries share is noted once.
    fn twice(&mut self, path: &str, table: &TableConstructor) {
        let mut seen: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for field in table.fields() {
            let (name, place) = match field {
                Field::NameKey { key, .. } => (text(key), start(key)),
                Field::ExpressionKey { key, .. } => match &**key {
                    Expression::String(name) => (text(name), start(name)),
                    _ => continue,
                },
                _ => continue,
            };
            let Some(second) = place else { continue };
            match seen.get(&name) {
                Some(&first) => {
                    let path = join(path, &name);
                    let twice = &mut self.positions.twice;
                    twice.entry(second).or_insert(Twice { path, first });
                }
                None => {
                    seen.insert(name, second);
                }
            }
        }
    }

    fn entry(&mut self, path: String, key: &dyn Node, value: &Expression, depth: usize) {
        self.positions.note(path.clone(), key);
        self.expression(&path, value, depth + 1);
    }
}

/// Line and column of the beginning of `node`.
fn start(node: &dyn Node) -> Option<(usize, usize)> {
    let start = node.start_position()?;
    Some((start.line(), start.character()))
}

/// A name, or what stands between the quotes.
fn text(token: &TokenReference) -> String {
    match token.token().token_type() {
        TokenType::StringLiteral { literal, .. } => literal.to_string(),
        _ => token.token().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::Positions;

    const SCRIPT: &str = r#"local m = require "macro"
local shared = {
  scale = 1 / 1000,
}
return m.scenario {
  economy = shared,
  branches = {
    { name = "a" },
    { name = "b", set = { ["tax_income"] = 0.1 } },
  },
  runs = 2 + 3,
}
"#;

    #[test]
    fn entries_are_found_also_through_locals() {
        let positions = Positions::of(SCRIPT).unwrap();
        assert_eq!(positions.get("economy"), (6, 3));
        assert_eq!(positions.get("economy.scale"), (3, 3));
        assert_eq!(positions.get("branches[2].name"), (9, 7));
        assert_eq!(positions.get("branches[2].set.tax_income"), (9, 28));
        assert_eq!(positions.get("runs"), (11, 3));
    }

    #[test]
    fn what_words_were_given_and_members_of_local_tables_are_found() {
        let script = "local m = require \"macro\"\nlocal paths = {\n  rise = m.path { pp = 1 },\n}\n\
            return m.scenario {\n  a = { { b = m.path { pp = { 1,\n 2 } } } },\n  c = paths.rise,\n}\n";
        let positions = Positions::of(script).unwrap();
        assert_eq!(positions.get("a[1].b.pp"), (6, 24));
        assert_eq!(positions.get("a[1].b.pp[2]"), (7, 2));
        assert_eq!(positions.get("c"), (8, 3));
        assert_eq!(positions.get("c.pp"), (3, 19));
    }

    #[test]
    fn what_has_no_place_gets_the_one_above() {
        let positions = Positions::of(SCRIPT).unwrap();
        assert_eq!(positions.get("branches[2].set.other"), (9, 19));
        assert_eq!(positions.get("nowhere"), (5, 8));
    }
}
