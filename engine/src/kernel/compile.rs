//! From a graph to instructions.
//!
//! Nodes that an output needs are put in depth-first order and given registers by one scan: a
//! register is free again after its last reader. A target is taken before the sources are freed, so
//! an instruction never writes to what it reads.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{Graph, Node, Operation};
use super::program::{Instruction, Program, Source, Step, Target, Uniform};

impl Program {
    /// Compiles a graph.
    pub fn new(graph: &Graph) -> Self {
        let mut emitter = Emitter::new(graph);
        for (place, &(_, node)) in graph.outputs().iter().enumerate() {
            emitter.output(place, node);
        }
        Self {
            instructions: emitter.instructions,
            uniforms: emitter.uniforms,
            registers: emitter.registers,
            inputs: [
                graph.columns().len(),
                graph.categories().len(),
                graph.scalars().len(),
            ],
            converted: emitter.columns,
            outputs: graph.outputs().len(),
            sets: graph.sets().to_vec(),
        }
    }
}

struct Emitter<'g> {
    graph: &'g Graph,
    /// Readers that have not been emitted yet, by node.
    readers: Vec<u32>,
    /// Where the values of emitted nodes are.
    sources: BTreeMap<Node, Source>,
    free: BTreeSet<u32>,
    registers: usize,
    columns: BTreeSet<u32>,
    uniforms: Vec<Uniform>,
    instructions: Vec<Instruction>,
}

impl<'g> Emitter<'g> {
    fn new(graph: &'g Graph) -> Self {
        let mut readers = vec![0; graph.len()];
        for &(_, node) in graph.outputs() {
            readers[node.place()] += 1;
        }
        for node in graph.nodes().rev() {
            if readers[node.place()] > 0 {
                for operand in graph.operation(node).operands() {
                    readers[operand.place()] += 1;
                }
            }
        }
        Self {
            graph,
            readers,
            sources: BTreeMap::new(),
            free: BTreeSet::new(),
            registers: 0,
            columns: BTreeSet::new(),
            uniforms: Vec::new(),
            instructions: Vec::new(),
        }
    }

    /// Emits what an output needs, then the output.
    fn output(&mut self, place: usize, root: Node) {
        // A node is visited twice: first to put its operands on top of it, then to emit it.
        let mut stack = vec![(root, false)];
        while let Some((node, operands_done)) = stack.pop() {
            if self.sources.contains_key(&node) {
                continue;
            }
            if !operands_done {
                stack.push((node, true));
                let operands: Vec<Node> = self.graph.operation(node).operands().collect();
                stack.extend(operands.into_iter().rev().map(|operand| (operand, false)));
                continue;
            }
            let direct = node == root && self.readers[node.place()] == 1;
            self.emit(node, direct.then_some(place));
        }
        if let Some(&source) = self.sources.get(&root) {
            self.instructions.push(Instruction {
                target: Target::Output(place as u32),
                step: Step::Copy(source),
            });
            self.read(root);
        }
    }

    /// Emits one node whose operands are there; into an output if that is all that reads it.
    fn emit(&mut self, node: Node, output: Option<usize>) {
        if let Operation::Column(place) = self.graph.operation(node) {
            self.columns.insert(place);
            self.sources.insert(node, Source::Column(place));
            return;
        }
        if self.graph.is_uniform(node) {
            let slot = Source::Uniform(self.uniforms.len() as u32);
            let uniform = match self.graph.operation(node) {
                Operation::Constant(bits) => Uniform::Number(f64::from_bits(bits)),
                Operation::Truth(value) => Uniform::Truth(value),
                Operation::Scalar(place) => Uniform::Scalar(place),
                operation => Uniform::Step(self.step(operation)),
            };
            self.uniforms.push(uniform);
            self.sources.insert(node, slot);
            return;
        }
        let operation = self.graph.operation(node);
        let step = self.step(operation);
        let target = if let Some(place) = output {
            Target::Output(place as u32)
        } else {
            let register = self.free.pop_first().unwrap_or_else(|| {
                self.registers += 1;
                self.registers as u32 - 1
            });
            self.sources.insert(node, Source::Register(register));
            Target::Register(register)
        };
        self.instructions.push(Instruction { target, step });
        for operand in operation.operands() {
            self.read(operand);
        }
    }

    /// Counts a reading of a node and frees its register after the last.
    fn read(&mut self, node: Node) {
        self.readers[node.place()] -= 1;
        if self.readers[node.place()] == 0
            && let Some(&Source::Register(register)) = self.sources.get(&node)
        {
            self.free.insert(register);
        }
    }

    fn step(&self, operation: Operation) -> Step {
        let at = |node: Node| self.sources[&node];
        match operation {
            Operation::Member(column, set) => Step::Member(column, set),
            Operation::Unary(operation, a) => Step::Unary(operation, at(a)),
            Operation::Binary(operation, a, b) => Step::Binary(operation, at(a), at(b)),
            Operation::Compare(comparison, a, b) => Step::Compare(comparison, at(a), at(b)),
            Operation::Not(a) => Step::Not(at(a)),
            Operation::And(a, b) => Step::And(at(a), at(b)),
            Operation::Or(a, b) => Step::Or(at(a), at(b)),
            Operation::Select(condition, yes, no) => Step::Select(at(condition), at(yes), at(no)),
            Operation::Constant(_)
            | Operation::Truth(_)
            | Operation::Column(_)
            | Operation::Scalar(_) => unreachable!("inputs are no steps"),
        }
    }
}
