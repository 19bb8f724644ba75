//! What a program must reproduce: the graph, node by node, for one firm after another.

use pulp::Arch;

use crate::kernel::graph::{Graph, Operation};
use crate::kernel::program::Schedule;
use crate::kernel::{Column, Inputs, Program};

/// Numbers on which shortcuts fail.
pub(super) const AWKWARD: [f64; 26] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -0.5,
    0.7,
    -0.3,
    1.5,
    2.0,
    2.5,
    -2.5,
    3.0,
    10.0,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    f64::MIN_POSITIVE,
    5e-324,
    -5e-324,
    1e-310,
    f64::MAX,
    4_503_599_627_370_495.5,
    -4_503_599_627_370_496.5,
    9_007_199_254_740_993.0,
    -1e300,
];

#[derive(Clone, Copy)]
enum Value {
    Number(f64),
    Truth(bool),
}

impl Value {
    fn number(self) -> f64 {
        match self {
            Self::Number(value) => value,
            Self::Truth(_) => panic!("a number was meant"),
        }
    }

    fn truth(self) -> bool {
        match self {
            Self::Truth(value) => value,
            Self::Number(_) => panic!("a truth was meant"),
        }
    }
}

/// The outputs of one firm.
pub(super) fn firm(graph: &Graph, inputs: &Inputs<'_>, row: usize) -> Vec<f64> {
    let mut values: Vec<Value> = Vec::new();
    for node in graph.nodes() {
        let number = |node: crate::kernel::Node| values[node.place()].number();
        let truth = |node: crate::kernel::Node| values[node.place()].truth();
        values.push(match graph.operation(node) {
            Operation::Constant(bits) => Value::Number(f64::from_bits(bits)),
            Operation::Truth(value) => Value::Truth(value),
            Operation::Column(place) => Value::Number(cell(inputs.columns[place as usize], row)),
            Operation::Scalar(place) => Value::Number(inputs.scalars[place as usize]),
            Operation::Member(place, set) => {
                let code = cell(inputs.categories[place as usize], row) as u32;
                let set = graph.set(set);
                Value::Truth(
                    set.iter()
                        .any(|(first, last)| (*first..=*last).contains(&code)),
                )
            }
            Operation::Unary(operation, a) => Value::Number(operation.apply(number(a))),
            Operation::Binary(operation, a, b) => {
                Value::Number(operation.apply(number(a), number(b)))
            }
            Operation::Compare(comparison, a, b) => {
                Value::Truth(comparison.apply(number(a), number(b)))
            }
            Operation::Not(a) => Value::Truth(!truth(a)),
            Operation::And(a, b) => Value::Truth(truth(a) && truth(b)),
            Operation::Or(a, b) => Value::Truth(truth(a) || truth(b)),
            Operation::Select(condition, yes, no) => {
                values[if truth(condition) { yes } else { no }.place()]
            }
        });
    }
    let outputs = graph.outputs().iter();
    outputs
        .map(|(_, node)| values[node.place()].number())
        .collect()
}

fn cell(column: Column<'_>, row: usize) -> f64 {
    match column {
        Column::Numbers(values) => values[row],
        Column::Counts(values) => values[row].into(),
        Column::Signed(values) => values[row].into(),
        Column::Short(values) => values[row].into(),
        Column::Byte(values) => values[row].into(),
        Column::Flags(values) => u8::from(values[row]).into(),
    }
}

/// Bits of a number; those of NaNs are not told apart.
pub(super) fn bits(value: f64) -> u64 {
    if value.is_nan() { f64::NAN } else { value }.to_bits()
}

/// Fails if a program differs from the interpreter in a bit: any blocks, tasks and instructions.
pub(super) fn check(graph: &Graph, inputs: &Inputs<'_>, rows: usize, only: Option<(&[u16], u16)>) {
    let program = Program::new(graph);
    let count = graph.outputs().len();
    for arch in [Arch::new(), Arch::Scalar] {
        for (lanes, rows_per_task) in [(1, 7), (2, 1024), (5, 11), (64, 70), (512, 16_384)] {
            let mut found = vec![vec![-7.0; rows]; count];
            let mut outputs: Vec<&mut [f64]> = found.iter_mut().map(Vec::as_mut_slice).collect();
            let schedule = Schedule {
                rows_per_task,
                lanes,
                arch,
            };
            program.run_by(schedule, inputs, &mut outputs, only);
            for row in 0..rows {
                let expected = match only {
                    Some((codes, code)) if codes[row] != code => vec![-7.0; count],
                    _ => firm(graph, inputs, row),
                };
                for (place, expected) in expected.into_iter().enumerate() {
                    assert_eq!(
                        bits(found[place][row]),
                        bits(expected),
                        "row {row}, output {place}: {} instead of {expected} in blocks of {lanes}, \
                         {arch:?}, of\n{graph}",
                        found[place][row]
                    );
                }
            }
        }
    }
}
