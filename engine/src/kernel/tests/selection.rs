//! Which firms are computed, types of columns, threads, and what is refused.

use super::reference::check;
use crate::kernel::{Binary, Column, Comparison, Graph, Inputs, Program, Unary};

/// A rule with a branch and every kind of input.
fn rule() -> Graph {
    let mut graph = Graph::new();
    let (price, staff) = (graph.column("price"), graph.column("staff"));
    let inflation = graph.scalar("inflation");
    let industry = graph.category_in("industry", &[1, 2, 5]);
    let raised = graph.binary(Binary::Multiply, price, inflation);
    let small = graph.compare(Comparison::Less, staff, inflation);
    let grown = graph.binary(Binary::Add, raised, staff);
    let logarithm = graph.unary(Unary::Log, grown);
    let either = graph.or(industry, small);
    let result = graph.select(either, logarithm, price);
    graph.output("price", result);
    graph.output("raised", raised);
    graph.output("inflation", inflation);
    graph.output("staff", staff);
    graph
}

#[test]
fn columns_of_all_types_are_read() {
    let price: Vec<f64> = (0..150u8).map(|row| 1.0 + f64::from(row) / 7.0).collect();
    let small: Vec<u8> = (0..150).map(|row| row % 7).collect();
    let (short, counts, signed, flags): (Vec<u16>, Vec<u32>, Vec<i32>, Vec<bool>) = (
        small.iter().map(|&code| code.into()).collect(),
        small.iter().map(|&code| code.into()).collect(),
        small.iter().map(|&code| i32::from(code) - 3).collect(),
        small.iter().map(|&code| code > 3).collect(),
    );
    let codes: Vec<i32> = small.iter().map(|&code| code.into()).collect();
    let graph = rule();
    for (staff, industry) in [
        (Column::Counts(&counts), Column::Short(&short)),
        (Column::Signed(&signed), Column::Counts(&counts)),
        (Column::Short(&short), Column::Byte(&small)),
        (Column::Byte(&small), Column::Flags(&flags)),
        (Column::Flags(&flags), Column::Signed(&codes)),
        (Column::Numbers(&price), Column::Byte(&small)),
    ] {
        let inputs = Inputs {
            columns: &[Column::Numbers(&price), staff],
            categories: &[industry],
            scalars: &[1.02],
        };
        check(&graph, &inputs, 150, None);
        check(&graph, &inputs, 150, Some((&short, 4)));
    }
}

#[test]
fn firms_in_runs_scattered_all_or_none_are_picked() {
    let price: Vec<f64> = (0..200u8).map(f64::from).collect();
    let staff: Vec<u32> = (0..200).collect();
    let industry = vec![1u8; 200];
    let inputs = Inputs {
        columns: &[Column::Numbers(&price), Column::Counts(&staff)],
        categories: &[Column::Byte(&industry)],
        scalars: &[3.0],
    };
    let patterns: [fn(usize) -> bool; 5] = [
        |_| true,
        |_| false,
        |row| (60..140).contains(&row),
        |row| row % 3 == 1,
        |row| row == 199 || (5..9).contains(&row),
    ];
    for pattern in patterns {
        let strategy: Vec<u16> = (0..200).map(|row| pattern(row).into()).collect();
        check(&rule(), &inputs, 200, Some((&strategy, 1)));
    }
}

#[test]
fn threads_change_no_bit() {
    let rows = 100_003;
    let price: Vec<f64> = (0..rows).map(|row| (row % 977) as f64 / 13.0).collect();
    let staff: Vec<u32> = (0..rows as u32).map(|row| row % 91).collect();
    let industry: Vec<u16> = (0..rows).map(|row| (row % 8) as u16).collect();
    let inputs = Inputs {
        columns: &[Column::Numbers(&price), Column::Counts(&staff)],
        categories: &[Column::Short(&industry)],
        scalars: &[1.02],
    };
    let program = Program::new(&rule());
    let run = |threads: usize| {
        let mut results = vec![vec![0.0; rows]; 4];
        let mut outputs: Vec<&mut [f64]> = results.iter_mut().map(Vec::as_mut_slice).collect();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap()
            .install(|| program.run(&inputs, &mut outputs, Some((&industry, 3))));
        results
    };
    let one = run(1);
    assert_eq!(run(2), one);
    assert_eq!(run(7), one);
}

#[test]
fn a_rule_without_outputs_or_firms_does_nothing() {
    let nothing = Inputs {
        columns: &[],
        categories: &[],
        scalars: &[],
    };
    let program = Program::new(&Graph::new());
    assert!(program.is_empty());
    program.run(&nothing, &mut [], None);
    let mut graph = Graph::new();
    let one = graph.constant(1.0);
    graph.output("one", one);
    Program::new(&graph).run(&nothing, &mut [&mut []], None);
}

#[test]
fn registers_are_used_again() {
    let mut graph = Graph::new();
    let mut sum = graph.column("x");
    for round in 1..=99u8 {
        let step = graph.constant(f64::from(round) + 0.5);
        let scaled = graph.binary(Binary::Divide, sum, step);
        sum = graph.binary(Binary::Add, scaled, sum);
    }
    graph.output("sum", sum);
    let program = Program::new(&graph);
    assert_eq!(program.len(), 198);
    assert!(program.registers <= 3, "{} registers", program.registers);
}

#[test]
#[should_panic(expected = "differ in length")]
fn columns_of_different_lengths_are_refused() {
    let inputs = Inputs {
        columns: &[Column::Numbers(&[1.0; 3]), Column::Byte(&[1; 2])],
        categories: &[Column::Byte(&[1; 3])],
        scalars: &[1.0],
    };
    let mut results = [[0.0; 3]; 4];
    let mut outputs: Vec<&mut [f64]> = results.iter_mut().map(|row| &mut row[..]).collect();
    Program::new(&rule()).run(&inputs, &mut outputs, None);
}
