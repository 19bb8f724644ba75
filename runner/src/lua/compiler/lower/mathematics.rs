//! Members of `math`.

use engine::kernel::{Binary, Comparison, Node, Unary};

use super::super::ast::{Expression, Span};
use super::super::value::{Held, Number, Value};
use super::{Lowering, Result, refusals};

/// What a rule may call.
pub(super) const MEMBERS: [&str; 11] = [
    "abs", "ceil", "cos", "exp", "floor", "fmod", "log", "max", "min", "sin", "sqrt",
];

impl Lowering<'_> {
    /// `math.name(arguments)`.
    pub(super) fn mathematics(
        &mut self,
        name: &str,
        arguments: &[Expression],
        values: &[Value],
        span: Span,
    ) -> Result<Value> {
        if name == "random" {
            let draw = self.vocabulary.firm.contains_key("draw");
            return Err(Box::new(refusals::random(draw, &self.part(span))));
        }
        if !MEMBERS.contains(&name) {
            return Err(Box::new(refusals::no_member(name, &self.part(span))));
        }
        let mut numbers = Vec::new();
        for (place, value) in values.iter().enumerate() {
            match value {
                Value::Number(number) => numbers.push(*number),
                other => {
                    let span = arguments.get(place).map_or(span, |argument| argument.span);
                    return Err(self.unusable(other, span, "a number"));
                }
            }
        }
        let number = match (name, numbers.as_slice()) {
            ("exp", [x, ..]) => self.float(Unary::Exp, *x),
            ("sin", [x, ..]) => self.float(Unary::Sin, *x),
            ("cos", [x, ..]) => self.float(Unary::Cos, *x),
            ("sqrt", [x, ..]) => self.float(Unary::SquareRoot, *x),
            ("abs", [x, ..]) => Number {
                node: self.graph.unary(Unary::Absolute, x.node),
                ..*x
            },
            ("floor", [x, ..]) => self.rounded(Unary::Floor, *x),
            ("ceil", [x, ..]) => self.rounded(Unary::Ceiling, *x),
            ("log", [x]) => self.float(Unary::Log, *x),
            ("log", [x, base, ..]) => self.log(*x, *base),
            ("fmod", [x, y, ..]) => {
                self.not_by_zero(*x, *y, span)?;
                self.whole(Binary::FloatModulo, *x, *y)
            }
            ("max" | "min", [first, rest @ ..]) => rest
                .iter()
                .fold(*first, |best, x| self.extreme(name == "max", best, *x)),
            _ => {
                let wanted = if name == "fmod" { 2 } else { 1 };
                return Err(Box::new(refusals::arguments(
                    name,
                    wanted,
                    &self.part(span),
                )));
            }
        };
        Ok(Value::Number(number))
    }

    fn float(&mut self, operation: Unary, x: Number) -> Number {
        Number {
            node: self.graph.unary(operation, x.node),
            held: Held::Float,
        }
    }

    /// Lua gives an integer unless the number is too large for one.
    fn rounded(&mut self, operation: Unary, x: Number) -> Number {
        if x.held == Held::Integer {
            return x;
        }
        let node = self.graph.unary(operation, x.node);
        let held = match self.graph.constant_of(node) {
            Some(known) if known.is_nan() || known.abs() > 2f64.powi(63) => Held::Float,
            _ => Held::Integer,
        };
        Number { node, held }
    }

    /// Lua takes log2 and log10 for the bases 2 and 10.
    fn log(&mut self, x: Number, base: Number) -> Number {
        let two = self.is(base.node, 2.0);
        let ten = self.is(base.node, 10.0);
        let log2 = self.graph.unary(Unary::Log2, x.node);
        let log10 = self.graph.unary(Unary::Log10, x.node);
        let log = self.graph.unary(Unary::Log, x.node);
        let log_base = self.graph.unary(Unary::Log, base.node);
        let any = self.graph.binary(Binary::Divide, log, log_base);
        let ten_or_any = self.graph.select(ten, log10, any);
        Number {
            node: self.graph.select(two, log2, ten_or_any),
            held: Held::Float,
        }
    }

    fn is(&mut self, node: Node, value: f64) -> Node {
        let value = self.graph.constant(value);
        self.graph.compare(Comparison::Equal, node, value)
    }

    fn extreme(&mut self, largest: bool, best: Number, x: Number) -> Number {
        let (operation, comparison) = if largest {
            (Binary::Maximum, Comparison::Less)
        } else {
            (Binary::Minimum, Comparison::Greater)
        };
        let held = if best.held == x.held {
            x.held
        } else {
            let better = self.graph.compare(comparison, best.node, x.node);
            self.merge_held(better, x.held, best.held)
        };
        Number {
            node: self.graph.binary(operation, best.node, x.node),
            held,
        }
    }
}
