//! A graph as text, one line a node: for tests and for those who look for what a rule became.

use std::fmt::{Display, Formatter, Result};

use super::graph::{Graph, Operation};

impl Display for Graph {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut used = vec![false; self.len()];
        for (_, node) in self.outputs() {
            used[node.place()] = true;
        }
        for node in self.nodes().rev() {
            if used[node.place()] {
                for operand in self.operation(node).operands() {
                    used[operand.place()] = true;
                }
            }
        }
        for node in self.nodes().filter(|node| used[node.place()]) {
            write!(f, "%{} = ", node.place())?;
            self.line(self.operation(node), f)?;
            writeln!(f)?;
        }
        for (name, node) in self.outputs() {
            writeln!(f, "{name}: %{}", node.place())?;
        }
        Ok(())
    }
}

impl Graph {
    fn line(&self, operation: Operation, f: &mut Formatter<'_>) -> Result {
        match operation {
            Operation::Constant(bits) => write!(f, "{:?}", f64::from_bits(bits)),
            Operation::Truth(value) => write!(f, "{value}"),
            Operation::Column(place) => write!(f, "column {}", self.columns()[place as usize]),
            Operation::Scalar(place) => write!(f, "scalar {}", self.scalars()[place as usize]),
            Operation::Member(place, set) => {
                write!(f, "{} in", self.categories()[place as usize])?;
                for (first, last) in self.set(set) {
                    write!(f, " {first}..={last}")?;
                }
                Ok(())
            }
            Operation::Unary(operation, a) => write!(f, "{operation:?} %{}", a.place()),
            Operation::Binary(operation, a, b) => {
                write!(f, "{operation:?} %{} %{}", a.place(), b.place())
            }
            Operation::Compare(comparison, a, b) => {
                write!(f, "{comparison:?} %{} %{}", a.place(), b.place())
            }
            Operation::Not(a) => write!(f, "not %{}", a.place()),
            Operation::And(a, b) => write!(f, "and %{} %{}", a.place(), b.place()),
            Operation::Or(a, b) => write!(f, "or %{} %{}", a.place(), b.place()),
            Operation::Select(condition, yes, no) => write!(
                f,
                "select %{} %{} %{}",
                condition.place(),
                yes.place(),
                no.place()
            ),
        }
    }
}
