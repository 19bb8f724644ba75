//! Conditions, `and`, `or`, `not`, comparisons.

use engine::kernel::{Comparison, Node};
use engine::strategies::FieldKind;

use super::super::ast::{Binary, Expression, ExpressionKind, Span};
use super::super::diagnostic::Part;
use super::super::value::{Value, Why};
use super::{Flow, Lowering, Result, refusals};

/// Whether something holds.
pub(super) enum Condition {
    /// For all firms or for none.
    Known(bool),
    /// For some firms.
    Varies(Node),
}

impl Lowering<'_> {
    /// `expression` as a condition.
    pub(super) fn condition(&mut self, expression: &Expression) -> Result<Condition> {
        let value = self.one(expression)?;
        self.truth(&value, expression.span)
    }

    /// Whether `value` counts as true. A number always does in Lua, which nobody means.
    fn truth(&mut self, value: &Value, span: Span) -> Result<Condition> {
        Ok(match value {
            Value::Nil => Condition::Known(false),
            Value::Truth(node) => self.known(*node),
            Value::Number(number) if self.graph.constant_of(number.node).is_none() => {
                let words = self.words(span);
                return Err(Box::new(refusals::number_as_condition(
                    &words,
                    &self.part(span),
                )));
            }
            Value::Category(name) => {
                return Err(Box::new(refusals::category_as_condition(
                    name,
                    &self.part(span),
                )));
            }
            Value::Guard(condition, value, part) => {
                if let Value::Number(_) | Value::Category(_) = **value {
                    return Err(Box::new(refusals::guard_as_condition(
                        part,
                        &self.part(span),
                    )));
                }
                self.known(*condition)
            }
            Value::Torn(_) => return Err(self.unusable(value, span, "a condition")),
            _ => Condition::Known(true),
        })
    }

    fn known(&self, node: Node) -> Condition {
        self.graph
            .truth_of(node)
            .map_or(Condition::Varies(node), Condition::Known)
    }

    pub(super) fn not(&mut self, operand: &Expression) -> Result<Value> {
        let node = match self.condition(operand)? {
            Condition::Known(holds) => self.graph.truth(!holds),
            Condition::Varies(mask) => self.graph.not(mask),
        };
        Ok(Value::Truth(node))
    }

    /// The right side is followed only for firms that need it: it may call what assigns.
    fn where_holds(
        &mut self,
        condition: Node,
        holds: bool,
        right: &Expression,
        at: &Part,
    ) -> Result<Value> {
        let before = self.state();
        let count = before.slots.len();
        let value = self.one(right)?;
        let after = self.swap(before);
        if holds {
            self.join(condition, (Flow::Goes, after), Flow::Goes, count, at);
        } else {
            let skipped = self.swap(after);
            self.join(condition, (Flow::Goes, skipped), Flow::Goes, count, at);
        }
        Ok(value)
    }

    pub(super) fn and(&mut self, left: &Expression, right: &Expression, at: Span) -> Result<Value> {
        let value = self.one(left)?;
        let part = self.part(at);
        let condition = match &value {
            // What the guard holds counts as true.
            Value::Guard(condition, ..) => *condition,
            _ => match self.truth(&value, left.span)? {
                Condition::Known(true) => return self.one(right),
                Condition::Known(false) => return Ok(value),
                Condition::Varies(mask) => mask,
            },
        };
        let right_part = self.part(right.span);
        let value = self.where_holds(condition, true, right, &part)?;
        Ok(match value {
            Value::Truth(node) => Value::Truth(self.graph.and(condition, node)),
            Value::Nil => Self::torn(&part, Why::Kinds("`false`", "nothing (nil)")),
            Value::Guard(inner, value, part) => {
                Value::Guard(self.graph.and(condition, inner), value, part)
            }
            Value::Torn(_) => value,
            value => Value::Guard(condition, Box::new(value), right_part),
        })
    }

    pub(super) fn or(&mut self, left: &Expression, right: &Expression, at: Span) -> Result<Value> {
        let value = self.one(left)?;
        let part = self.part(at);
        if let Value::Guard(condition, inner, _) = &value {
            let other = self.where_holds(*condition, false, right, &part)?;
            return Ok(self.merge(*condition, inner, &other, &part));
        }
        // `condition and value or other` where the condition is known: the value counts as true.
        if let (Value::Number(_), ExpressionKind::Binary(Binary::And, ..)) =
            (&value, &left.inner().kind)
        {
            return Ok(value);
        }
        let condition = match self.truth(&value, left.span)? {
            Condition::Known(true) => return Ok(value),
            Condition::Known(false) => return self.one(right),
            Condition::Varies(mask) => mask,
        };
        let other = self.where_holds(condition, false, right, &part)?;
        Ok(match other {
            Value::Truth(node) => Value::Truth(self.graph.or(condition, node)),
            Value::Torn(_) => other,
            other => Self::torn(&part, Why::Kinds("true or false", other.kind())),
        })
    }

    pub(super) fn compare(
        &mut self,
        operator: Binary,
        left: &Expression,
        right: &Expression,
    ) -> Result<Value> {
        let comparison = match operator {
            Binary::Less => Comparison::Less,
            Binary::LessOrEqual => Comparison::LessOrEqual,
            Binary::Greater => Comparison::Greater,
            Binary::GreaterOrEqual => Comparison::GreaterOrEqual,
            _ => return self.equal(operator == Binary::NotEqual, left, right),
        };
        let (a, b) = self.both(left, right, Self::number)?;
        Ok(Value::Truth(self.graph.compare(comparison, a.node, b.node)))
    }

    fn equal(&mut self, opposite: bool, left: &Expression, right: &Expression) -> Result<Value> {
        let (a, b) = self.both(left, right, Self::one)?;
        let whole = left.span.to(right.span);
        let node = match (&a, &b) {
            (Value::Number(a), Value::Number(b)) => {
                self.graph.compare(Comparison::Equal, a.node, b.node)
            }
            (Value::Truth(a), Value::Truth(b)) => {
                let otherwise = self.graph.not(*b);
                self.graph.select(*a, *b, otherwise)
            }
            (Value::Text(a), Value::Text(b)) => self.graph.truth(a == b),
            (Value::Category(name), Value::Text(word)) => self.category(name, word, right.span)?,
            (Value::Text(word), Value::Category(name)) => self.category(name, word, left.span)?,
            (Value::Torn(_) | Value::Guard(..), _) => {
                return Err(self.unusable(&a, left.span, "a value"));
            }
            (_, Value::Torn(_) | Value::Guard(..)) => {
                return Err(self.unusable(&b, right.span, "a value"));
            }
            (Value::Nil, Value::Nil) => self.graph.truth(true),
            (Value::Nil, _) | (_, Value::Nil) => self.graph.truth(false),
            (Value::Category(_), _) | (_, Value::Category(_)) => {
                return Err(Box::new(refusals::category_compared(&self.part(whole))));
            }
            _ => {
                return Err(Box::new(refusals::never_equal(&a, &b, &self.part(whole))));
            }
        };
        Ok(Value::Truth(if opposite {
            self.graph.not(node)
        } else {
            node
        }))
    }

    /// Whether the firm's category `name` is `word`, which stands at `span`.
    fn category(&mut self, name: &str, word: &str, span: Span) -> Result<Node> {
        let Some(FieldKind::Category(words)) = self.vocabulary.firm.get(name) else {
            return Ok(self.graph.truth(false));
        };
        match words.iter().find(|(known, _)| known == word) {
            Some((_, codes)) => Ok(self.graph.category_in(name, codes)),
            None => Err(Box::new(refusals::no_category(
                name,
                word,
                words.iter().map(|(word, _)| word.as_str()),
                &self.part(span),
            ))),
        }
    }
}
