//! Every operation on awkward numbers: columns, constants and scalars on either side.

use super::reference::{AWKWARD, bits, check};
use crate::kernel::{Binary, Column, Comparison, Graph, Inputs, Node, Unary};

/// Checks what `build` makes of all pairs of awkward numbers.
fn on_all_pairs(build: impl Fn(&mut Graph, Node, Node) -> Node) {
    let pairs = || {
        AWKWARD
            .iter()
            .flat_map(|&a| AWKWARD.iter().map(move |&b| (a, b)))
    };
    let (a, b): (Vec<f64>, Vec<f64>) = pairs().unzip();
    for fixed in [0.7, -0.0, f64::NAN, f64::INFINITY, -3.0] {
        let mut graph = Graph::new();
        let columns = [graph.column("a"), graph.column("b")];
        let (constant, scalar) = (graph.constant(fixed), graph.scalar("s"));
        for (name, a, b) in [
            ("columns", columns[0], columns[1]),
            ("constant", columns[0], constant),
            ("scalar", scalar, columns[1]),
            ("uniform", scalar, constant),
            ("same", columns[0], columns[0]),
        ] {
            let result = build(&mut graph, a, b);
            graph.output(name, result);
        }
        let inputs = Inputs {
            columns: &[Column::Numbers(&a), Column::Numbers(&b)],
            categories: &[],
            scalars: &[fixed],
        };
        check(&graph, &inputs, a.len(), None);
    }
}

#[test]
fn operations_on_one_number() {
    for operation in Unary::ALL {
        on_all_pairs(|graph, a, _| graph.unary(operation, a));
    }
}

#[test]
fn operations_on_two_numbers() {
    for operation in Binary::ALL {
        on_all_pairs(|graph, a, b| graph.binary(operation, a, b));
    }
}

#[test]
fn comparisons_and_choices() {
    for comparison in Comparison::ALL {
        on_all_pairs(|graph, a, b| {
            let mask = graph.compare(comparison, a, b);
            graph.select(mask, a, b)
        });
        on_all_pairs(|graph, a, b| {
            let (one, two) = (graph.constant(1.0), graph.constant(2.0));
            let mask = graph.compare(comparison, a, b);
            graph.select(mask, one, two)
        });
    }
}

#[test]
fn combinations_of_masks() {
    on_all_pairs(|graph, a, b| {
        let one = graph.constant(1.0);
        let (x, y) = (
            graph.compare(Comparison::Less, a, one),
            graph.compare(Comparison::LessOrEqual, b, one),
        );
        let (both, either, no) = (graph.and(x, y), graph.or(x, y), graph.not(x));
        let picked = graph.select(y, both, no);
        let sum = graph.binary(Binary::Add, a, b);
        let inner = graph.select(either, sum, a);
        graph.select(picked, inner, b)
    });
}

/// Results of Lua 5.4 on floats, entered by hand.
#[test]
fn arithmetic_is_that_of_lua() {
    let inf = f64::INFINITY;
    for (a, b, expected) in [
        (5.5, 3.0, 2.5),
        (-5.5, 3.0, 0.5),
        (5.5, -3.0, -0.5),
        (-5.5, -3.0, -2.5),
        (6.0, -3.0, 0.0),
        (-6.0, 3.0, -0.0),
        (1.0, inf, 1.0),
        (-1.0, inf, inf),
        (1.0, -inf, -inf),
        (1.0, 0.0, f64::NAN),
        (5e-324, -1.0, -1.0),
    ] {
        assert_eq!(
            bits(Binary::Modulo.apply(a, b)),
            bits(expected),
            "{a} % {b}"
        );
    }
    for (operation, a, b, expected) in [
        (Binary::FloorDivide, -7.0, 2.0, -4.0),
        (Binary::FloorDivide, 0.0, -1.0, -0.0),
        (Binary::FloorDivide, 1.0, 0.0, inf),
        (Binary::FloatModulo, -5.5, 3.0, -2.5),
        (Binary::Maximum, f64::NAN, 1.0, f64::NAN),
        (Binary::Maximum, 1.0, f64::NAN, 1.0),
        (Binary::Maximum, 0.0, -0.0, 0.0),
        (Binary::Maximum, -0.0, 0.0, -0.0),
        (Binary::Minimum, f64::NAN, 1.0, f64::NAN),
        (Binary::Minimum, 0.0, -0.0, 0.0),
        (Binary::Power, 0.1, 2.0, 0.1 * 0.1),
        (Binary::Power, f64::NAN, 0.0, 1.0),
    ] {
        assert_eq!(
            bits(operation.apply(a, b)),
            bits(expected),
            "{operation:?} of {a} and {b}"
        );
    }
    for (operation, x, expected) in [
        (Unary::Floor, -0.0, 0.0),
        (Unary::Floor, -0.5, -1.0),
        (Unary::Ceiling, -0.5, 0.0),
        (Unary::Ceiling, 0.5, 1.0),
        (Unary::Floor, -inf, -inf),
        (Unary::Negate, 0.0, -0.0),
        (Unary::SquareRoot, -1.0, f64::NAN),
        (Unary::Log, 0.0, -inf),
    ] {
        assert_eq!(
            bits(operation.apply(x)),
            bits(expected),
            "{operation:?} of {x}"
        );
    }
}
