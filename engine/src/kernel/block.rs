//! The register machine: all instructions of a rule over one small block of firms after another.

#![expect(
    clippy::inline_always,
    reason = "the machine is compiled anew for the instructions that the processor has"
)]

use std::mem::take;

use pulp::{Simd, WithSimd};

use super::inputs::{Column, Inputs, Rows, read_numbers};
use super::loops::{
    Operand, binary, both, compare, complement, either, map, member, select, unary, zip,
};
use super::program::{Program, Schedule, Source, Step, Target};

/// Firms that one thread works on, and all it needs to know.
pub(super) struct Part<'a> {
    pub(super) program: &'a Program,
    pub(super) inputs: &'a Inputs<'a>,
    pub(super) uniforms: &'a [f64],
    pub(super) only: Option<(&'a [u16], u16)>,
    pub(super) schedule: Schedule,
    pub(super) first: usize,
    pub(super) count: usize,
    /// Of these firms only.
    pub(super) outputs: Vec<&'a mut [f64]>,
}

/// Space of one thread: vectors of one block.
pub(super) struct Memory {
    registers: Vec<Vec<f64>>,
    /// Number columns that are not read where they lie.
    converted: Vec<Vec<f64>>,
    /// Outputs before they are written to rows of a list.
    staged: Vec<Vec<f64>>,
    /// Rows of a part that `only` asks for.
    rows: Vec<u32>,
}

impl Memory {
    pub(super) fn new(program: &Program, inputs: &Inputs<'_>, picks: bool, lanes: usize) -> Self {
        let block = || vec![0.0; lanes];
        let converted = |(place, column): (usize, &Column<'_>)| {
            let needed = program.converted.contains(&(place as u32));
            if needed && (picks || !matches!(column, Column::Numbers(_))) {
                block()
            } else {
                Vec::new()
            }
        };
        Self {
            registers: (0..program.registers).map(|_| block()).collect(),
            converted: inputs.columns.iter().enumerate().map(converted).collect(),
            staged: if picks {
                (0..program.outputs).map(|_| block()).collect()
            } else {
                Vec::new()
            },
            rows: Vec::new(),
        }
    }
}

impl Part<'_> {
    /// Runs the part in code compiled for the schedule's instructions.
    pub(super) fn run(self, memory: &mut Memory) {
        self.schedule.arch.dispatch(Run { part: self, memory });
    }

    #[inline(always)]
    fn blocks<const ROUNDS: bool>(mut self, memory: &mut Memory) {
        let Some((codes, code)) = self.only else {
            for start in (0..self.count).step_by(self.schedule.lanes) {
                let count = self.schedule.lanes.min(self.count - start);
                self.block::<ROUNDS>(Rows::Run(self.first + start), count, memory);
            }
            return;
        };
        let mut rows = take(&mut memory.rows);
        rows.clear();
        rows.resize(self.count, 0);
        let mut found = 0;
        for (row, &candidate) in (self.first..).zip(&codes[self.first..][..self.count]) {
            rows[found] = row as u32;
            found += usize::from(candidate == code);
        }
        for picked in rows[..found].chunks(self.schedule.lanes) {
            let (first, last) = (picked[0] as usize, picked[picked.len() - 1] as usize);
            let neighbours = last - first + 1 == picked.len();
            let rows = if neighbours {
                Rows::Run(first)
            } else {
                Rows::Picked(picked)
            };
            self.block::<ROUNDS>(rows, picked.len(), memory);
        }
        memory.rows = rows;
    }

    #[inline(always)]
    fn block<const ROUNDS: bool>(&mut self, rows: Rows<'_>, count: usize, memory: &mut Memory) {
        for &place in &self.program.converted {
            let column = self.inputs.columns[place as usize];
            if !matches!((column, rows), (Column::Numbers(_), Rows::Run(_))) {
                let target = &mut memory.converted[place as usize][..count];
                read_numbers(target, column, rows);
            }
        }
        for instruction in &self.program.instructions {
            // The target leaves the memory while the sources are read from it.
            let mut taken = match (instruction.target, rows) {
                (Target::Register(place), _) => take(&mut memory.registers[place as usize]),
                (Target::Output(place), Rows::Picked(_)) => {
                    take(&mut memory.staged[place as usize])
                }
                (Target::Output(_), Rows::Run(_)) => Vec::new(),
            };
            let target = match (instruction.target, rows) {
                (Target::Output(place), Rows::Run(first)) => {
                    &mut self.outputs[place as usize][first - self.first..]
                }
                _ => &mut taken[..],
            };
            let sources = Sources {
                program: self.program,
                inputs: self.inputs,
                uniforms: self.uniforms,
                memory,
                rows,
                count,
            };
            sources.step::<ROUNDS>(&mut target[..count], instruction.step);
            match (instruction.target, rows) {
                (Target::Register(place), _) => memory.registers[place as usize] = taken,
                (Target::Output(place), Rows::Picked(_)) => memory.staged[place as usize] = taken,
                (Target::Output(_), Rows::Run(_)) => {}
            }
        }
        if let Rows::Picked(rows) = rows {
            for (output, values) in self.outputs.iter_mut().zip(&memory.staged) {
                for (&row, &value) in rows.iter().zip(values) {
                    output[row as usize - self.first] = value;
                }
            }
        }
    }
}

/// What the instructions of one block read.
struct Sources<'a> {
    program: &'a Program,
    inputs: &'a Inputs<'a>,
    uniforms: &'a [f64],
    memory: &'a Memory,
    rows: Rows<'a>,
    count: usize,
}

impl Sources<'_> {
    #[inline(always)]
    fn step<const ROUNDS: bool>(&self, target: &mut [f64], step: Step) {
        match step {
            Step::Member(column, set) => {
                let column = self.inputs.categories[column as usize];
                member(target, column, self.rows, &self.program.sets[set as usize]);
            }
            Step::Unary(operation, a) => unary::<ROUNDS>(target, operation, self.at(a)),
            Step::Binary(operation, a, b) => {
                binary::<ROUNDS>(target, operation, self.at(a), self.at(b))
            }
            Step::Compare(comparison, a, b) => compare(target, comparison, self.at(a), self.at(b)),
            Step::Not(a) => map(target, self.at(a), complement),
            Step::And(a, b) => zip(target, self.at(a), self.at(b), both),
            Step::Or(a, b) => zip(target, self.at(a), self.at(b), either),
            Step::Select(condition, yes, no) => {
                select(target, self.at(condition), self.at(yes), self.at(no))
            }
            Step::Copy(a) => map(target, self.at(a), |x| x),
        }
    }

    #[inline(always)]
    fn at(&self, source: Source) -> Operand<'_> {
        match source {
            Source::Register(place) => {
                Operand::Lanes(&self.memory.registers[place as usize][..self.count])
            }
            Source::Column(place) => {
                let place = place as usize;
                match (self.inputs.columns[place], self.rows) {
                    (Column::Numbers(values), Rows::Run(first)) => {
                        Operand::Lanes(&values[first..][..self.count])
                    }
                    _ => Operand::Lanes(&self.memory.converted[place][..self.count]),
                }
            }
            Source::Uniform(slot) => Operand::Same(self.uniforms[slot as usize]),
        }
    }
}

/// A part on its way into code compiled for one kind of processor.
struct Run<'a> {
    part: Part<'a>,
    memory: &'a mut Memory,
}

impl WithSimd for Run<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        if S::IS_SCALAR {
            self.part.blocks::<false>(self.memory);
        } else {
            self.part.blocks::<true>(self.memory);
        }
    }
}
