//! Building of operations: what is known is computed at once, by the evaluator's own functions.

use super::graph::{Graph, Kind, Node, Operation};
use super::operations::{Binary, Comparison, Unary};

/// Operations.
///
/// # Panics
/// All of them, if given a mask where a number is meant or the reverse.
impl Graph {
    /// An operation on one number.
    pub fn unary(&mut self, operation: Unary, value: Node) -> Node {
        self.expect(value, Kind::Number);
        if let Some(known) = self.constant_of(value) {
            return self.constant(operation.apply(known));
        }
        match (operation, self.operation(value)) {
            (Unary::Negate, Operation::Unary(Unary::Negate, inner)) => inner,
            (Unary::Absolute, Operation::Unary(Unary::Absolute, _))
            | (Unary::Floor | Unary::Ceiling, Operation::Unary(Unary::Floor | Unary::Ceiling, _)) => {
                value
            }
            (Unary::Absolute, Operation::Unary(Unary::Negate, inner)) => {
                self.unary(Unary::Absolute, inner)
            }
            _ => self.node(Operation::Unary(operation, value)),
        }
    }

    /// An operation on two numbers.
    pub fn binary(&mut self, operation: Binary, a: Node, b: Node) -> Node {
        self.expect(a, Kind::Number);
        self.expect(b, Kind::Number);
        let (known_a, known_b) = (self.constant_of(a), self.constant_of(b));
        if let (Some(a), Some(b)) = (known_a, known_b) {
            return self.constant(operation.apply(a, b));
        }
        let is = |known: Option<f64>, value: f64| {
            known.is_some_and(|known| known.to_bits() == value.to_bits())
        };
        match operation {
            Binary::Multiply | Binary::Divide if is(known_b, 1.0) => return a,
            Binary::Multiply if is(known_a, 1.0) => return b,
            // Adding +0 is no identity: it turns -0 into +0.
            Binary::Add if is(known_b, -0.0) => return a,
            Binary::Add if is(known_a, -0.0) => return b,
            Binary::Subtract if is(known_b, 0.0) => return a,
            Binary::Minimum | Binary::Maximum if a == b => return a,
            Binary::Power if is(known_b, 2.0) => return self.binary(Binary::Multiply, a, a),
            _ => {}
        }
        let (a, b) = match operation {
            Binary::Add | Binary::Multiply => (a.min(b), a.max(b)),
            _ => (a, b),
        };
        self.node(Operation::Binary(operation, a, b))
    }

    /// A comparison of two numbers, as a mask.
    pub fn compare(&mut self, comparison: Comparison, a: Node, b: Node) -> Node {
        self.expect(a, Kind::Number);
        self.expect(b, Kind::Number);
        if let (Some(a), Some(b)) = (self.constant_of(a), self.constant_of(b)) {
            return self.truth(comparison.apply(a, b));
        }
        let (comparison, a, b) = match comparison {
            Comparison::Less | Comparison::Greater if a == b => return self.truth(false),
            Comparison::Greater => (Comparison::Less, b, a),
            Comparison::GreaterOrEqual => (Comparison::LessOrEqual, b, a),
            Comparison::Equal | Comparison::NotEqual => (comparison, a.min(b), a.max(b)),
            Comparison::Less | Comparison::LessOrEqual => (comparison, a, b),
        };
        self.node(Operation::Compare(comparison, a, b))
    }

    /// Where the mask does not hold.
    pub fn not(&mut self, mask: Node) -> Node {
        self.expect(mask, Kind::Mask);
        match self.operation(mask) {
            Operation::Truth(value) => self.truth(!value),
            Operation::Not(inner) => inner,
            // The order comparisons have no such opposite: both are false for NaN.
            Operation::Compare(Comparison::Equal, a, b) => self.compare(Comparison::NotEqual, a, b),
            Operation::Compare(Comparison::NotEqual, a, b) => self.compare(Comparison::Equal, a, b),
            _ => self.node(Operation::Not(mask)),
        }
    }

    /// Where both masks hold.
    pub fn and(&mut self, a: Node, b: Node) -> Node {
        self.expect(a, Kind::Mask);
        self.expect(b, Kind::Mask);
        match (self.truth_of(a), self.truth_of(b)) {
            (Some(false), _) | (_, Some(false)) => self.truth(false),
            (Some(true), _) => b,
            (_, Some(true)) => a,
            _ if a == b => a,
            _ if self.are_opposite(a, b) => self.truth(false),
            _ => self.node(Operation::And(a.min(b), a.max(b))),
        }
    }

    /// Where at least one of the masks holds.
    pub fn or(&mut self, a: Node, b: Node) -> Node {
        self.expect(a, Kind::Mask);
        self.expect(b, Kind::Mask);
        match (self.truth_of(a), self.truth_of(b)) {
            (Some(true), _) | (_, Some(true)) => self.truth(true),
            (Some(false), _) => b,
            (_, Some(false)) => a,
            _ if a == b => a,
            _ if self.are_opposite(a, b) => self.truth(true),
            _ => self.node(Operation::Or(a.min(b), a.max(b))),
        }
    }

    /// `yes` where the condition holds, `no` elsewhere: two numbers or two masks.
    pub fn select(&mut self, condition: Node, yes: Node, no: Node) -> Node {
        self.expect(condition, Kind::Mask);
        self.expect(no, self.kind(yes));
        match self.truth_of(condition) {
            Some(true) => return yes,
            Some(false) => return no,
            None if yes == no => return yes,
            None => {}
        }
        if let Operation::Not(inner) = self.operation(condition) {
            return self.select(inner, no, yes);
        }
        // An arm that asks the same question again knows the answer.
        if let Operation::Select(same, yes, _) = self.operation(yes)
            && same == condition
        {
            return self.select(condition, yes, no);
        }
        if let Operation::Select(same, _, no) = self.operation(no)
            && same == condition
        {
            return self.select(condition, yes, no);
        }
        match (self.truth_of(yes), self.truth_of(no)) {
            (Some(true), _) => self.or(condition, no),
            (Some(false), _) => {
                let otherwise = self.not(condition);
                self.and(otherwise, no)
            }
            (_, Some(true)) => {
                let otherwise = self.not(condition);
                self.or(otherwise, yes)
            }
            (_, Some(false)) => self.and(condition, yes),
            _ => self.node(Operation::Select(condition, yes, no)),
        }
    }

    fn are_opposite(&self, a: Node, b: Node) -> bool {
        self.operation(a) == Operation::Not(b) || self.operation(b) == Operation::Not(a)
    }
}
