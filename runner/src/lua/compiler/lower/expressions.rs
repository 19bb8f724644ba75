//! Expressions of a rule: names, fields, tables, texts.

use std::collections::BTreeMap;
use std::rc::Rc;

use engine::strategies::FieldKind;

use super::super::Diagnostic;
use super::super::ast::{
    Binary, Binding, DeclarationId, Entry, Expression, ExpressionKind, Span, Unary,
};
use super::super::sources;
use super::super::value::{Callee, Held, Key, Number, Value, Variable};
use super::{Lowering, Result, refusals};

/// Expressions and calls inside each other that are followed.
const DEEPEST: usize = 300;

impl Lowering<'_> {
    /// A list of expressions, of which the last may give several values.
    pub(super) fn values(&mut self, list: &[Expression]) -> Result<Vec<Value>> {
        let Some((last, before)) = list.split_last() else {
            return Ok(Vec::new());
        };
        let mut values = Vec::new();
        for expression in before {
            values.push(self.one(expression)?);
        }
        match last.kind {
            ExpressionKind::Call(..) => values.extend(self.results_of(last)?),
            _ => values.push(self.one(last)?),
        }
        Ok(values)
    }

    /// All values that a call gives.
    pub(super) fn results_of(&mut self, call: &Expression) -> Result<Vec<Value>> {
        match &call.kind {
            ExpressionKind::Call(function, arguments) => self.deeper(call.span, |lowering| {
                lowering.call(function, arguments, call.span)
            }),
            _ => Ok(vec![self.one(call)?]),
        }
    }

    /// The value of an expression.
    pub(super) fn one(&mut self, expression: &Expression) -> Result<Value> {
        self.deeper(expression.span, |lowering| lowering.value(expression))
    }

    fn deeper<T>(&mut self, span: Span, follow: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.step(span)?;
        if self.depth >= DEEPEST {
            return Err(Box::new(refusals::too_deep(&self.part(span))));
        }
        self.depth += 1;
        let result = follow(self);
        self.depth -= 1;
        result
    }

    fn value(&mut self, expression: &Expression) -> Result<Value> {
        let span = expression.span;
        match &expression.kind {
            ExpressionKind::Nil => Ok(Value::Nil),
            ExpressionKind::Truth(value) => Ok(Value::Truth(self.graph.truth(*value))),
            ExpressionKind::Literal(text) => self.literal(text, span),
            ExpressionKind::Vararg => Err(Box::new(refusals::vararg(&self.part(span)))),
            ExpressionKind::Function(function) => Ok(self.made(*function)),
            ExpressionKind::Name(name, Binding::Local(id)) => self.local(name, *id, span),
            ExpressionKind::Name(name, Binding::Global) => self.global(name, span),
            ExpressionKind::Key(name) => Ok(Value::Text(name.as_str().into())),
            ExpressionKind::Index(object, key) => self.index(object, key, span),
            ExpressionKind::Call(function, arguments) => {
                let mut results = self.call(function, arguments, span)?.into_iter();
                Ok(results.next().unwrap_or(Value::Nil))
            }
            ExpressionKind::Method(_) => Err(Box::new(refusals::method(&self.part(span)))),
            ExpressionKind::Parentheses(inner) => self.one(inner),
            ExpressionKind::Table(entries) => self.record(entries),
            ExpressionKind::TooDeep => Err(Box::new(refusals::too_deep(&self.part(span)))),
            ExpressionKind::Unary(operator, operand) => match operator {
                Unary::Negate => self.negate(operand),
                Unary::Not => self.not(operand),
                Unary::Length => Err(Box::new(refusals::length(&self.part(span)))),
                Unary::BitNot => Err(Box::new(refusals::bits(&self.part(span)))),
            },
            ExpressionKind::Binary(operator, at, left, right) => match operator {
                Binary::And => self.and(left, right, *at),
                Binary::Or => self.or(left, right, *at),
                Binary::Less
                | Binary::LessOrEqual
                | Binary::Greater
                | Binary::GreaterOrEqual
                | Binary::Equal
                | Binary::NotEqual => self.compare(*operator, left, right),
                Binary::Concatenate => Err(Box::new(refusals::concatenation(&self.part(*at)))),
                Binary::Bits => Err(Box::new(refusals::bits(&self.part(*at)))),
                _ => self.arithmetic(*operator, *at, left, right),
            },
        }
    }

    /// A number or a text as it is written; Lua itself reads it.
    fn literal(&mut self, text: &str, span: Span) -> Result<Value> {
        let value = self.lua.load(format!("return {text}")).eval();
        match value {
            Ok(value) => self.convert(&value, "this", span),
            Err(_) => Err(Box::new(refusals::too_deep(&self.part(span)))),
        }
    }

    /// A value of Lua from before the rule.
    pub(super) fn convert(&mut self, value: &mlua::Value, name: &str, span: Span) -> Result<Value> {
        let number = |node, held| Value::Number(Number { node, held });
        Ok(match value {
            mlua::Value::Nil => Value::Nil,
            mlua::Value::Boolean(value) => Value::Truth(self.graph.truth(*value)),
            mlua::Value::Integer(value) => {
                number(self.graph.constant(*value as f64), Held::Integer)
            }
            mlua::Value::Number(value) => number(self.graph.constant(*value), Held::Float),
            mlua::Value::String(text) => Value::Text(text.to_string_lossy().into()),
            mlua::Value::Table(table) => Value::Table(sources::behind(table.clone()), name.into()),
            mlua::Value::Function(function) => {
                Value::Function(Callee::Live(function.clone(), name.into()))
            }
            other => {
                return Err(Box::new(refusals::foreign_value(
                    other.type_name(),
                    &self.part(span),
                )));
            }
        })
    }

    fn local(&mut self, name: &str, id: DeclarationId, span: Span) -> Result<Value> {
        let variable = self.calls.last().and_then(|call| call.environment.get(&id));
        let value = match variable {
            Some(Variable::Slot(place)) => {
                let slot = self.slots.get(*place);
                return Ok(slot.map_or(Value::Nil, |slot| slot.value.clone()));
            }
            Some(Variable::Fixed(value)) => value.clone(),
            None => Value::Nil,
        };
        let part = self.part(span);
        let declaration = &part.chunk.declarations[id];
        let changed = declaration.later_write();
        let entry_changed = match value {
            Value::Table(..) => declaration.later_entry_write(),
            _ => None,
        };
        let Some(write) = changed.or(entry_changed) else {
            return Ok(value);
        };
        let write = self.part(write);
        // A rule that changes it itself is told so where it does.
        let mut calls = self.calls.iter();
        let own = calls.any(|call| call.holds(&write));
        Err(Box::new(match (own, changed.is_some()) {
            (true, true) => refusals::captured_write(name, &write, &self.part(declaration.span)),
            (true, false) => refusals::entry_write(&value, &write),
            (false, true) => refusals::assigned_later(name, &part, &write),
            (false, false) => refusals::entry_assigned_later(name, &part, &write),
        }))
    }

    fn global(&mut self, name: &str, span: Span) -> Result<Value> {
        let globals = sources::behind(self.lua.globals());
        let value: mlua::Value = globals.raw_get(name).unwrap_or_default();
        if value.is_nil() {
            return Err(Box::new(refusals::unknown_global(name, &self.part(span))));
        }
        self.convert(&value, name, span)
    }

    fn index(&mut self, object: &Expression, key: &Expression, span: Span) -> Result<Value> {
        let value = self.one(object)?;
        let at = key.span;
        let key = self.key(key)?;
        match (&value, key) {
            (Value::Firm, Key::Name(name)) => self.firm_field(&name, at),
            (Value::Economy, Key::Name(name)) => {
                if self.vocabulary.economy.contains(&name) {
                    let node = self.graph.scalar(&name);
                    let held = Held::Float;
                    return Ok(Value::Number(Number { node, held }));
                }
                let known = self.vocabulary.economy.iter().map(String::as_str);
                Err(Box::new(refusals::no_field(
                    "economy",
                    &name,
                    known,
                    &self.part(at),
                )))
            }
            (Value::Record(record), key) => Ok(record.get(&key).cloned().unwrap_or(Value::Nil)),
            (Value::Table(table, name), key) => {
                let (found, name) = match &key {
                    Key::Index(index) => (table.raw_get(*index), format!("{name}[{index}]")),
                    Key::Name(word) => (table.raw_get(word.as_str()), format!("{name}.{word}")),
                };
                let found: mlua::Value = found.unwrap_or_default();
                self.convert(&found, &name, span)
            }
            _ => Err(self.unusable(&value, object.span, "a table")),
        }
    }

    fn firm_field(&mut self, name: &str, span: Span) -> Result<Value> {
        match self.vocabulary.firm.get(name) {
            Some(FieldKind::Number) => {
                let node = self.graph.column(name);
                let held = Held::Float;
                Ok(Value::Number(Number { node, held }))
            }
            Some(FieldKind::Category(_)) => Ok(Value::Category(name.into())),
            None => {
                let known = self.vocabulary.firm.keys().map(String::as_str);
                Err(Box::new(refusals::no_field(
                    "firm",
                    name,
                    known,
                    &self.part(span),
                )))
            }
        }
    }

    /// A key that is known when the script is loaded.
    fn key(&mut self, key: &Expression) -> Result<Key> {
        let known = match self.one(key)? {
            Value::Text(text) => Some(Key::Name(text.as_ref().into())),
            Value::Number(number) => match self.graph.constant_of(number.node) {
                Some(index) if index.fract() == 0.0 => Some(Key::Index(index as i64)),
                _ => None,
            },
            _ => None,
        };
        known.ok_or_else(|| Box::new(refusals::key(&self.part(key.span))))
    }

    fn record(&mut self, entries: &[Entry]) -> Result<Value> {
        let mut record = BTreeMap::new();
        let mut next = 1;
        for (place, entry) in entries.iter().enumerate() {
            if let Some(key) = &entry.key {
                let key = self.key(key)?;
                record.insert(key, self.one(&entry.value)?);
                continue;
            }
            let values = if place + 1 == entries.len() {
                self.values(std::slice::from_ref(&entry.value))?
            } else {
                vec![self.one(&entry.value)?]
            };
            for value in values {
                record.insert(Key::Index(next), value);
                next += 1;
            }
        }
        Ok(Value::Record(Rc::new(record)))
    }

    /// What is wrong with `value`, which stands at `span`, where `wanted` is needed.
    pub(super) fn unusable(&self, value: &Value, span: Span, wanted: &str) -> Box<Diagnostic> {
        let words = self.words(span);
        Box::new(refusals::unusable(value, &words, wanted, &self.part(span)))
    }
}
