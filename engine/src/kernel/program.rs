//! Running a compiled rule over columns.
//!
//! Firms are worked on in small blocks whose registers stay in the fastest cache; threads take runs
//! of blocks. Every firm's values depend on that firm alone, so neither the number of threads nor
//! the size of the blocks can change a bit.

use std::collections::BTreeSet;

use pulp::Arch;
use rayon::prelude::*;

use super::block::{Memory, Part};
use super::graph::Range;
use super::inputs::{Column, Inputs};
use super::loops::{blend, both, complement, either, mask};
use super::operations::{Binary, Comparison, Unary};

/// Firms that a thread takes at once.
const ROWS_PER_TASK: usize = 16 * 1024;

/// Half of a first-level cache of 32 kB.
const BLOCK_BYTES: usize = 16 * 1024;

/// Where an instruction reads a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    Register(u32),
    Column(u32),
    Uniform(u32),
}

/// Where an instruction writes its values.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    Register(u32),
    Output(u32),
}

/// What an instruction computes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// Category column and set.
    Member(u32, u32),
    Unary(Unary, Source),
    Binary(Binary, Source, Source),
    Compare(Comparison, Source, Source),
    Not(Source),
    And(Source, Source),
    Or(Source, Source),
    /// Condition, value where it holds, value elsewhere.
    Select(Source, Source, Source),
    Copy(Source),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Instruction {
    pub(super) target: Target,
    pub(super) step: Step,
}

/// A value common to all firms; steps read earlier ones only.
#[derive(Clone, Copy, Debug)]
pub(super) enum Uniform {
    Number(f64),
    Truth(bool),
    Scalar(u32),
    Step(Step),
}

/// How the firms are cut up and computed; no result depends on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    pub(super) rows_per_task: usize,
    /// Firms per block.
    pub(super) lanes: usize,
    /// Instructions to use.
    pub(super) arch: Arch,
}

/// A compiled rule.
#[derive(Clone, Debug)]
pub struct Program {
    pub(super) instructions: Vec<Instruction>,
    pub(super) uniforms: Vec<Uniform>,
    pub(super) registers: usize,
    /// Numbers of columns, categories and scalars that the graph names.
    pub(super) inputs: [usize; 3],
    /// Number columns that an output needs.
    pub(super) converted: BTreeSet<u32>,
    pub(super) outputs: usize,
    pub(super) sets: Vec<Vec<Range>>,
}

impl Program {
    /// Number of instructions per block.
    pub fn len(&self) -> usize {
        self.instructions.len()
    }

    /// Whether there is nothing to compute: no output.
    pub fn is_empty(&self) -> bool {
        self.instructions.is_empty()
    }

    /// Computes all outputs, in the order in which the graph declared them.
    ///
    /// With `only`, a column of codes and one of them, outputs are written for the firms that have
    /// this code; the others keep what stands there, and cost little.
    ///
    /// # Panics
    /// If inputs or outputs are not as many as in the graph, columns differ in length, or a category
    /// is given as [`Column::Numbers`].
    pub fn run(
        &self,
        inputs: &Inputs<'_>,
        outputs: &mut [&mut [f64]],
        only: Option<(&[u16], u16)>,
    ) {
        let schedule = Schedule {
            rows_per_task: ROWS_PER_TASK,
            lanes: self.lanes(),
            arch: Arch::new(),
        };
        self.run_by(schedule, inputs, outputs, only);
    }

    /// Firms per block, so that registers, inputs and outputs fit into half of the first cache.
    fn lanes(&self) -> usize {
        let streams = self.registers + self.converted.len() + self.outputs;
        (BLOCK_BYTES / (size_of::<f64>() * streams.max(1))).clamp(64, 512)
    }

    pub(super) fn run_by(
        &self,
        schedule: Schedule,
        inputs: &Inputs<'_>,
        outputs: &mut [&mut [f64]],
        only: Option<(&[u16], u16)>,
    ) {
        let Some(rows) = outputs.first().map(|output| output.len()) else {
            return assert_eq!(self.outputs, 0, "outputs of a rule");
        };
        self.check(inputs, outputs, only, rows);
        let uniforms = self.uniforms(inputs.scalars);
        let mut rest: Vec<&mut [f64]> = outputs.iter_mut().map(|output| &mut **output).collect();
        let mut parts = Vec::with_capacity(rows.div_ceil(schedule.rows_per_task));
        for first in (0..rows).step_by(schedule.rows_per_task) {
            let count = schedule.rows_per_task.min(rows - first);
            let mut outputs = Vec::with_capacity(self.outputs);
            for output in &mut rest {
                outputs.extend(output.split_off_mut(..count));
            }
            parts.push(Part {
                program: self,
                inputs,
                uniforms: &uniforms,
                only,
                schedule,
                first,
                count,
                outputs,
            });
        }
        parts.into_par_iter().for_each_init(
            || Memory::new(self, inputs, only.is_some(), schedule.lanes),
            |memory, part| part.run(memory),
        );
    }

    fn check(
        &self,
        inputs: &Inputs<'_>,
        outputs: &[&mut [f64]],
        only: Option<(&[u16], u16)>,
        rows: usize,
    ) {
        let given = [
            inputs.columns.len(),
            inputs.categories.len(),
            inputs.scalars.len(),
        ];
        assert_eq!(self.inputs, given, "columns, categories, scalars of a rule");
        assert_eq!(self.outputs, outputs.len(), "outputs of a rule");
        let lengths = (inputs
            .columns
            .iter()
            .chain(inputs.categories)
            .map(Column::len))
        .chain(outputs.iter().map(|output| output.len()))
        .chain(only.map(|(codes, _)| codes.len()));
        for length in lengths {
            assert_eq!(length, rows, "columns of a rule differ in length");
        }
        let numbers = |column: &Column<'_>| matches!(column, Column::Numbers(_));
        assert!(
            !inputs.categories.iter().any(numbers),
            "a category of a rule holds numbers"
        );
    }

    /// Values common to all firms, each once; masks as such.
    fn uniforms(&self, scalars: &[f64]) -> Vec<f64> {
        let mut values: Vec<f64> = Vec::with_capacity(self.uniforms.len());
        for uniform in &self.uniforms {
            let value = match *uniform {
                Uniform::Number(value) => value,
                Uniform::Truth(value) => mask(value),
                Uniform::Scalar(place) => scalars[place as usize],
                Uniform::Step(step) => once(step, &values),
            };
            values.push(value);
        }
        values
    }
}

/// A step whose sources are all uniform.
fn once(step: Step, values: &[f64]) -> f64 {
    let at = |source: Source| match source {
        Source::Uniform(slot) => values[slot as usize],
        Source::Register(_) | Source::Column(_) => unreachable!("not uniform"),
    };
    match step {
        Step::Unary(operation, a) => operation.apply(at(a)),
        Step::Binary(operation, a, b) => operation.apply(at(a), at(b)),
        Step::Compare(comparison, a, b) => mask(comparison.apply(at(a), at(b))),
        Step::Not(a) => complement(at(a)),
        Step::And(a, b) => both(at(a), at(b)),
        Step::Or(a, b) => either(at(a), at(b)),
        Step::Select(condition, yes, no) => blend(at(condition), at(yes), at(no)),
        Step::Copy(a) => at(a),
        Step::Member(..) => unreachable!("not uniform"),
    }
}
