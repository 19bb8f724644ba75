//! Random rules on random firms: a program against the interpreter, bit for bit.

use proptest::prelude::*;

use super::reference::{AWKWARD, check};
use crate::kernel::{Binary, Column, Comparison, Graph, Inputs, Node, Unary};

/// One choice in building a rule: what to do, and with which of the values so far.
type Choice = (u8, u8, [prop::sample::Index; 3]);

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        prop::sample::select(AWKWARD.to_vec()),
        -4.0..4.0,
        any::<u64>().prop_map(f64::from_bits),
    ]
}

/// A rule of two kinds of columns, a category, two scalars, and what the choices make of them.
fn graph(choices: &[Choice], constants: &[f64], outputs: &[prop::sample::Index]) -> Graph {
    let mut graph = Graph::new();
    let mut numbers: Vec<Node> = ["a", "b", "count"].map(|name| graph.column(name)).into();
    numbers.extend(["s", "t"].map(|name| graph.scalar(name)));
    numbers.extend(constants.iter().map(|&value| graph.constant(value)));
    let mut masks = vec![
        graph.category("industry", 3),
        graph.category_in("industry", &[0, 1, 4]),
        graph.truth(true),
    ];
    for &(kind, which, [x, y, z]) in choices {
        let (a, b) = (*x.get(&numbers), *y.get(&numbers));
        let [p, q, condition] = [x, y, z].map(|place| *place.get(&masks));
        let which = usize::from(which);
        match kind % 10 {
            0 => numbers.push(graph.unary(Unary::ALL[which % Unary::ALL.len()], a)),
            1..=3 => numbers.push(graph.binary(Binary::ALL[which % Binary::ALL.len()], a, b)),
            4 | 5 => {
                let comparison = Comparison::ALL[which % Comparison::ALL.len()];
                masks.push(graph.compare(comparison, a, b));
            }
            6 => masks.push(match which % 3 {
                0 => graph.not(p),
                1 => graph.and(p, q),
                _ => graph.or(p, q),
            }),
            7 => masks.push(graph.select(condition, p, q)),
            _ => numbers.push(graph.select(condition, a, b)),
        }
    }
    for output in outputs {
        // Late nodes more often: they depend on more.
        let place = numbers.len() - 1 - output.index(numbers.len());
        graph.output("result", numbers[place]);
    }
    let last = numbers[numbers.len() - 1];
    graph.output("last", last);
    graph
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_program_computes_what_the_graph_says(
        choices in prop::collection::vec(any::<Choice>(), 1..60),
        constants in prop::collection::vec(number(), 1..4),
        scalars in [number(), number()],
        outputs in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        firms in prop::collection::vec((number(), number(), 0u32..9, 0u16..6, 0u16..3), 1..90),
        picks in any::<bool>(),
    ) {
        let graph = graph(&choices, &constants, &outputs);
        let a: Vec<f64> = firms.iter().map(|firm| firm.0).collect();
        let b: Vec<f64> = firms.iter().map(|firm| firm.1).collect();
        let counts: Vec<u32> = firms.iter().map(|firm| firm.2).collect();
        let industry: Vec<u16> = firms.iter().map(|firm| firm.3).collect();
        let strategy: Vec<u16> = firms.iter().map(|firm| firm.4).collect();
        let inputs = Inputs {
            columns: &[Column::Numbers(&a), Column::Numbers(&b), Column::Counts(&counts)],
            categories: &[Column::Short(&industry)],
            scalars: &scalars,
        };
        let only = picks.then_some((&strategy[..], 1));
        check(&graph, &inputs, firms.len(), only);
    }
}
