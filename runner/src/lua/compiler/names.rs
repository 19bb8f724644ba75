//! What a function reads from one of its parameters by name, such as `e.inflation` or
//! `e.bank.equity`, found in its text.

use super::ast::{Binding, Block, DeclarationId, Expression, ExpressionKind, StatementKind};
use super::diagnostic::Part;
use super::sources;

/// The names that `function` reads from its parameter number `parameter`, from 0, each with the
/// names behind it and its place; none where its text is not known. Functions that it hands the
/// parameter on to are not followed.
pub fn read(
    lua: &mlua::Lua,
    function: &mlua::Function,
    parameter: usize,
) -> Vec<(Vec<String>, Part)> {
    let Some(living) = sources::living(lua, function) else {
        return Vec::new();
    };
    let about = &living.chunk.functions[living.function];
    let Some(&parameter) = about.parameters.get(parameter) else {
        return Vec::new();
    };
    let mut search = Search {
        living: &living,
        parameter,
        found: Vec::new(),
    };
    search.block(&about.body);
    search.found
}

struct Search<'a> {
    living: &'a sources::Living,
    parameter: DeclarationId,
    found: Vec<(Vec<String>, Part)>,
}

impl Search<'_> {
    fn block(&mut self, block: &Block) {
        for statement in &block.0 {
            self.statement(&statement.kind);
        }
    }

    fn statement(&mut self, statement: &StatementKind) {
        match statement {
            StatementKind::Local { values, .. } | StatementKind::Return(values) => self.all(values),
            StatementKind::LocalFunction(_, function) => self.function(*function),
            StatementKind::Assign { targets, values } => {
                // What is assigned is told about, with what to do instead, when it happens.
                for target in targets {
                    if self.names(target).is_none() {
                        self.expression(target);
                    }
                }
                self.all(values);
            }
            StatementKind::Call(call) => self.expression(call),
            StatementKind::Do(body) => self.block(body),
            StatementKind::If { arms, otherwise } => {
                for (condition, body) in arms {
                    self.expression(condition);
                    self.block(body);
                }
                if let Some(body) = otherwise {
                    self.block(body);
                }
            }
            StatementKind::For {
                from,
                to,
                step,
                body,
                ..
            } => {
                self.expression(from);
                self.expression(to);
                if let Some(step) = step {
                    self.expression(step);
                }
                self.block(body);
            }
            StatementKind::Other(_) => {}
        }
    }

    fn all(&mut self, expressions: &[Expression]) {
        for expression in expressions {
            self.expression(expression);
        }
    }

    fn function(&mut self, function: usize) {
        let chunk = std::rc::Rc::clone(&self.living.chunk);
        self.block(&chunk.functions[function].body);
    }

    fn expression(&mut self, expression: &Expression) {
        if let Some(names) = self.names(expression) {
            if !names.is_empty() {
                let part = Part {
                    chunk: std::rc::Rc::clone(&self.living.chunk),
                    span: expression.span,
                };
                self.found.push((names, part));
            }
            return;
        }
        match &expression.kind {
            ExpressionKind::Function(function) => self.function(*function),
            ExpressionKind::Index(object, key) => {
                self.expression(object);
                self.expression(key);
            }
            ExpressionKind::Call(function, arguments) => {
                self.expression(function);
                self.all(arguments);
            }
            ExpressionKind::Method(inner)
            | ExpressionKind::Unary(_, inner)
            | ExpressionKind::Parentheses(inner) => self.expression(inner),
            ExpressionKind::Binary(_, _, left, right) => {
                self.expression(left);
                self.expression(right);
            }
            ExpressionKind::Table(entries) => {
                for entry in entries {
                    if let Some(key) = &entry.key {
                        self.expression(key);
                    }
                    self.expression(&entry.value);
                }
            }
            _ => {}
        }
    }

    /// The names behind the parameter, if `expression` is the parameter with names behind it.
    fn names(&self, expression: &Expression) -> Option<Vec<String>> {
        match &expression.inner().kind {
            ExpressionKind::Name(_, Binding::Local(id)) if *id == self.parameter => {
                Some(Vec::new())
            }
            ExpressionKind::Index(object, key) => {
                let mut names = self.names(object)?;
                let ExpressionKind::Key(name) = &key.kind else {
                    return None;
                };
                names.push(name.clone());
                Some(names)
            }
            _ => None,
        }
    }
}
