//! The graph of a rule: pure data, built once, equal parts shared, constants folded.
//!
//! A node is a number or a mask (a truth per firm). Nodes that depend on scalars and constants only
//! are *uniform*: a program computes them once per call instead of once per firm. Identities are
//! applied only where they keep every bit, signs of zeros included; NaNs are not told apart.

use std::collections::BTreeMap;

use super::operations::{Binary, Comparison, Unary};

/// A value in a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(u32);

/// What a node holds for each firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Number,
    /// True or false.
    Mask,
}

/// How a node comes about. Comparisons are only `Less`, `LessOrEqual`, `Equal` and `NotEqual`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Operation {
    /// The bits of a number.
    Constant(u64),
    Truth(bool),
    Column(u32),
    Scalar(u32),
    /// Whether a category column lies in one of the graph's sets.
    Member(u32, u32),
    Unary(Unary, Node),
    Binary(Binary, Node, Node),
    Compare(Comparison, Node, Node),
    Not(Node),
    And(Node, Node),
    Or(Node, Node),
    /// Condition, value where it holds, value elsewhere.
    Select(Node, Node, Node),
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    operation: Operation,
    kind: Kind,
    uniform: bool,
}

/// Codes from the first to the second, both included.
pub(super) type Range = (u32, u32);

/// A rule as data: inputs by name, operations, outputs by name.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    entries: Vec<Entry>,
    known: BTreeMap<Operation, Node>,
    columns: Vec<String>,
    categories: Vec<String>,
    scalars: Vec<String>,
    sets: Vec<Vec<Range>>,
    outputs: Vec<(String, Node)>,
}

/// Inputs and outputs.
impl Graph {
    /// A graph without inputs and outputs.
    pub fn new() -> Self {
        Self::default()
    }

    /// A number per firm, read from the column `name`.
    pub fn column(&mut self, name: &str) -> Node {
        let place = place(&mut self.columns, name);
        self.node(Operation::Column(place))
    }

    /// A number common to all firms.
    pub fn scalar(&mut self, name: &str) -> Node {
        let place = place(&mut self.scalars, name);
        self.node(Operation::Scalar(place))
    }

    /// Whether the firm's code in the category column `name` is `code`.
    pub fn category(&mut self, name: &str, code: u32) -> Node {
        self.category_in(name, &[code])
    }

    /// Whether the firm's code in the category column `name` is one of `codes`.
    pub fn category_in(&mut self, name: &str, codes: &[u32]) -> Node {
        let column = place(&mut self.categories, name);
        let ranges = ranges(codes);
        if ranges.is_empty() {
            return self.truth(false);
        }
        let set = self.sets.iter().position(|set| *set == ranges);
        let set = set.unwrap_or_else(|| {
            self.sets.push(ranges);
            self.sets.len() - 1
        });
        self.node(Operation::Member(column, set as u32))
    }

    /// The same number for all firms.
    pub fn constant(&mut self, value: f64) -> Node {
        let value = if value.is_nan() { f64::NAN } else { value };
        self.node(Operation::Constant(value.to_bits()))
    }

    /// True or false for all firms.
    pub fn truth(&mut self, value: bool) -> Node {
        self.node(Operation::Truth(value))
    }

    /// Makes a number the next output.
    ///
    /// # Panics
    /// If `value` is a mask.
    pub fn output(&mut self, name: &str, value: Node) {
        self.expect(value, Kind::Number);
        self.outputs.push((name.to_owned(), value));
    }

    /// Names of the number columns, in the order in which a program wants them.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Names of the category columns, in the order in which a program wants them.
    pub fn categories(&self) -> &[String] {
        &self.categories
    }

    /// Names of the scalars, in the order in which a program wants them.
    pub fn scalars(&self) -> &[String] {
        &self.scalars
    }

    /// Outputs by name, in the order in which a program writes them.
    pub fn outputs(&self) -> &[(String, Node)] {
        &self.outputs
    }

    /// The same graph with the output `name` alone.
    #[must_use]
    pub fn only(&self, name: &str) -> Self {
        let mut graph = self.clone();
        graph.outputs.retain(|(other, _)| other == name);
        graph
    }

    /// Number of nodes, those that turned out to be unused included.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing has been built yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether a node is a number or a mask.
    pub fn kind(&self, node: Node) -> Kind {
        self.entries[node.place()].kind
    }

    /// Whether a node has the same value for all firms.
    pub fn is_uniform(&self, node: Node) -> bool {
        self.entries[node.place()].uniform
    }

    /// The number, if it is known without inputs.
    pub fn constant_of(&self, node: Node) -> Option<f64> {
        match self.operation(node) {
            Operation::Constant(bits) => Some(f64::from_bits(bits)),
            _ => None,
        }
    }

    /// The truth, if it is known without inputs.
    pub fn truth_of(&self, node: Node) -> Option<bool> {
        match self.operation(node) {
            Operation::Truth(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn operation(&self, node: Node) -> Operation {
        self.entries[node.place()].operation
    }

    pub(super) fn set(&self, place: u32) -> &[Range] {
        &self.sets[place as usize]
    }

    pub(super) fn sets(&self) -> &[Vec<Range>] {
        &self.sets
    }

    /// All nodes; operands come before what reads them.
    pub(super) fn nodes(&self) -> impl DoubleEndedIterator<Item = Node> + use<> {
        (0..self.entries.len() as u32).map(Node)
    }

    /// The node of an operation: the known one, or a new one.
    pub(super) fn node(&mut self, operation: Operation) -> Node {
        if let Some(&node) = self.known.get(&operation) {
            return node;
        }
        let kind = match operation {
            Operation::Constant(_)
            | Operation::Column(_)
            | Operation::Scalar(_)
            | Operation::Unary(..)
            | Operation::Binary(..) => Kind::Number,
            Operation::Truth(_)
            | Operation::Member(..)
            | Operation::Compare(..)
            | Operation::Not(_)
            | Operation::And(..)
            | Operation::Or(..) => Kind::Mask,
            Operation::Select(_, yes, _) => self.kind(yes),
        };
        let uniform = match operation {
            Operation::Column(_) | Operation::Member(..) => false,
            _ => operation.operands().all(|node| self.is_uniform(node)),
        };
        let node = Node(self.entries.len() as u32);
        self.entries.push(Entry {
            operation,
            kind,
            uniform,
        });
        self.known.insert(operation, node);
        node
    }

    /// Checks that a front end has not mixed up numbers and masks.
    pub(super) fn expect(&self, node: Node, kind: Kind) {
        assert_eq!(self.kind(node), kind, "node {} of a rule", node.0);
    }
}

impl Node {
    pub(super) fn place(self) -> usize {
        self.0 as usize
    }
}

impl Operation {
    /// Nodes that it reads, in order.
    pub(super) fn operands(self) -> impl Iterator<Item = Node> {
        let operands = match self {
            Self::Constant(_)
            | Self::Truth(_)
            | Self::Column(_)
            | Self::Scalar(_)
            | Self::Member(..) => [None; 3],
            Self::Unary(_, a) | Self::Not(a) => [Some(a), None, None],
            Self::Binary(_, a, b) | Self::Compare(_, a, b) | Self::And(a, b) | Self::Or(a, b) => {
                [Some(a), Some(b), None]
            }
            Self::Select(condition, yes, no) => [Some(condition), Some(yes), Some(no)],
        };
        operands.into_iter().flatten()
    }
}

/// The place of a name in a list; appended if it is new.
fn place(names: &mut Vec<String>, name: &str) -> u32 {
    let found = names.iter().position(|known| known == name);
    let place = found.unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    });
    place as u32
}

/// Codes as ranges: sorted, neighbours joined.
fn ranges(codes: &[u32]) -> Vec<Range> {
    let mut codes = codes.to_vec();
    codes.sort_unstable();
    let mut ranges: Vec<Range> = Vec::new();
    for code in codes {
        match ranges.last_mut() {
            Some((_, last)) if code <= last.saturating_add(1) => *last = code,
            _ => ranges.push((code, code)),
        }
    }
    ranges
}
