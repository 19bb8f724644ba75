//! Arithmetic as in Lua 5.4: integers have no -0, floats do.

use engine::kernel::{Binary as Operation, Node, Unary};

use super::super::ast::{Binary, Binding, Expression, ExpressionKind, Span};
use super::super::value::{Held, Number, Value};
use super::{Lowering, Result, refusals};

impl Lowering<'_> {
    /// `expression` as a number.
    pub(super) fn number(&mut self, expression: &Expression) -> Result<Number> {
        match self.one(expression)? {
            Value::Number(number) => Ok(number),
            other => Err(self.unusable(&other, expression.span, "a number")),
        }
    }

    /// Both sides of an operator. Lua reads a local variable on the left only when the right side is
    /// there, which may have assigned it.
    pub(super) fn both<T>(
        &mut self,
        left: &Expression,
        right: &Expression,
        follow: impl Fn(&mut Self, &Expression) -> Result<T>,
    ) -> Result<(T, T)> {
        let late = match left.inner().kind {
            ExpressionKind::Name(_, Binding::Local(name)) => {
                self.calls.last().is_some_and(|call| {
                    let declaration = &call.closure.chunk.declarations[name];
                    declaration.function == call.closure.function
                })
            }
            _ => false,
        };
        if late {
            let b = follow(self, right)?;
            return Ok((follow(self, left)?, b));
        }
        let a = follow(self, left)?;
        Ok((a, follow(self, right)?))
    }

    pub(super) fn negate(&mut self, operand: &Expression) -> Result<Value> {
        let number = self.number(operand)?;
        let float = self.graph.unary(Unary::Negate, number.node);
        let zero = self.graph.constant(0.0);
        let node = match number.held {
            Held::Float => float,
            Held::Integer => self.graph.binary(Operation::Subtract, zero, number.node),
            Held::IntegerWhere(mask) => {
                let integer = self.graph.binary(Operation::Subtract, zero, number.node);
                self.graph.select(mask, integer, float)
            }
        };
        Ok(Value::Number(Number { node, ..number }))
    }

    pub(super) fn arithmetic(
        &mut self,
        operator: Binary,
        at: Span,
        left: &Expression,
        right: &Expression,
    ) -> Result<Value> {
        let (a, b) = self.both(left, right, Self::number)?;
        let operation = match operator {
            Binary::Add => Operation::Add,
            Binary::Subtract => Operation::Subtract,
            Binary::Multiply => Operation::Multiply,
            Binary::Divide => Operation::Divide,
            Binary::FloorDivide => Operation::FloorDivide,
            Binary::Modulo => Operation::Modulo,
            _ => Operation::Power,
        };
        if let Operation::FloorDivide | Operation::Modulo = operation {
            self.not_by_zero(a, b, at)?;
        }
        Ok(Value::Number(match operation {
            Operation::Divide | Operation::Power => Number {
                node: self.graph.binary(operation, a.node, b.node),
                held: Held::Float,
            },
            _ => self.whole(operation, a, b),
        }))
    }

    /// An operation whose result is an integer where both numbers are.
    pub(super) fn whole(&mut self, operation: Operation, a: Number, b: Number) -> Number {
        let node = self.graph.binary(operation, a.node, b.node);
        let held = match (a.held, b.held) {
            (Held::Float, _) | (_, Held::Float) => Held::Float,
            (Held::Integer, held) | (held, Held::Integer) => held,
            (Held::IntegerWhere(a), Held::IntegerWhere(b)) => {
                Held::IntegerWhere(self.graph.and(a, b))
            }
        };
        let node = match held {
            // Sums of integers never are -0.
            _ if matches!(operation, Operation::Add | Operation::Subtract) => node,
            Held::Float => node,
            Held::Integer => self.plus_zero(node),
            Held::IntegerWhere(mask) => {
                let integer = self.plus_zero(node);
                self.graph.select(mask, integer, node)
            }
        };
        Number { node, held }
    }

    /// The number, with 0 for -0.
    fn plus_zero(&mut self, node: Node) -> Node {
        let zero = self.graph.constant(0.0);
        self.graph.binary(Operation::Add, node, zero)
    }

    /// Lua raises an error where integers are divided by zero.
    pub(super) fn not_by_zero(&mut self, a: Number, b: Number, at: Span) -> Result<()> {
        let integers = a.held == Held::Integer && b.held == Held::Integer;
        if integers && self.graph.constant_of(b.node) == Some(0.0) {
            return Err(Box::new(refusals::integer_zero(&self.part(at))));
        }
        Ok(())
    }
}
