//! Rules of firms as columns: every operation alone, and whole rules against loops written by hand.
//!
//! `operation` runs on one thread over firms that fit into the second cache and shows which loop
//! the compiler did not vectorise. `rule` runs on all threads: about 15 operations and a branch, the
//! model's own pricing, and one with `exp` and `pow`; `by_hand` is the same arithmetic as a loop in
//! the manner of a phase. Other ways to evaluate the same rule belong into the group `rule` too.

mod lua;
mod rules;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use engine::kernel::{Binary, Column, Comparison, Graph, Inputs, Node, Program, Unary};

use lua::Called;
use rules::{
    Firms, branching_by_hand, branching_rule, pricing_by_hand, pricing_rule, scalar, spread,
    transcendental_rule,
};

/// Firms of the group `operation`.
const FEW: usize = 32 * 1024;

/// Firms of the group `rule`.
const MANY: [(&str, usize); 2] = [("1M", 1_000_000), ("5M", 5_000_000)];

/// A graph whose only output is what `build` makes of two columns.
fn of_two(build: impl FnOnce(&mut Graph, Node, Node) -> Node) -> Program {
    let mut graph = Graph::new();
    let (a, b) = (graph.column("a"), graph.column("b"));
    graph.category_in("industry", &[0]);
    let result = build(&mut graph, a, b);
    graph.output("result", result);
    Program::new(&graph)
}

fn operations(criterion: &mut Criterion) {
    let (a, b) = (spread(FEW, 1, 0.1, 10.0), spread(FEW, 77, 0.1, 4.0));
    let industry: Vec<u16> = (0..FEW).map(|row| (row * 7919 % 62) as u16).collect();
    let counts: Vec<u32> = (0..FEW).map(|row| row as u32 % 1000).collect();
    let numbers = [Column::Numbers(&a), Column::Numbers(&b)];
    let mixed = [Column::Counts(&counts), Column::Numbers(&b)];
    let categories = [Column::Short(&industry)];
    let mut result = vec![0.0; FEW];
    let mut group = criterion.benchmark_group("operation");
    group.throughput(Throughput::Elements(FEW as u64));
    let threads = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let threads = threads.expect("a thread");
    let mut bench = |name: String, program: &Program, columns: &[Column<'_>], only| {
        let inputs = Inputs {
            columns,
            categories: &categories,
            scalars: &[],
        };
        group.bench_function(name, |timer| {
            threads.install(|| {
                timer.iter(|| program.run(black_box(&inputs), &mut [&mut result], only));
            });
        });
    };
    for operation in Unary::ALL {
        let program = of_two(|graph, a, _| graph.unary(operation, a));
        bench(format!("{operation:?}"), &program, &numbers, None);
    }
    for operation in Binary::ALL {
        let program = of_two(|graph, a, b| graph.binary(operation, a, b));
        bench(format!("{operation:?}"), &program, &numbers, None);
    }
    for comparison in Comparison::ALL {
        let program = of_two(|graph, a, b| {
            let mask = graph.compare(comparison, a, b);
            graph.select(mask, a, b)
        });
        bench(
            format!("{comparison:?} and Select"),
            &program,
            &numbers,
            None,
        );
    }
    let masks = |combine: fn(&mut Graph, Node, Node) -> Node| {
        of_two(|graph, a, b| {
            let one = graph.constant(1.0);
            let low = graph.compare(Comparison::Less, a, one);
            let high = graph.compare(Comparison::Less, one, b);
            let mask = combine(graph, low, high);
            graph.select(mask, a, b)
        })
    };
    bench(
        "And, two Less, Select".into(),
        &masks(Graph::and),
        &numbers,
        None,
    );
    bench(
        "Or, two Less, Select".into(),
        &masks(Graph::or),
        &numbers,
        None,
    );
    for (name, codes) in [("1", vec![5]), ("4 ranges", vec![1, 5, 6, 9, 20, 21])] {
        let program = of_two(|graph, a, b| {
            let mask = graph.category_in("industry", &codes);
            graph.select(mask, a, b)
        });
        bench(
            format!("Category of {name} and Select"),
            &program,
            &numbers,
            None,
        );
    }
    let add = of_two(|graph, a, b| graph.binary(Binary::Add, a, b));
    bench("Add of counts".into(), &add, &mixed, None);
    bench(
        "Add for every 62nd".into(),
        &add,
        &numbers,
        Some((&industry[..], 5)),
    );
    group.finish();
}

/// A rule as a loop of its own.
type ByHand = fn(&Firms, &mut [f64]);

fn whole_rules(criterion: &mut Criterion) {
    for (size, count) in MANY {
        let firms = Firms::new(count);
        let mut result = vec![0.0; count];
        let mut group = criterion.benchmark_group("rule");
        group.sample_size(10);
        group.throughput(Throughput::Elements(count as u64));
        for (name, graph) in [
            ("branching", branching_rule()),
            ("pricing", pricing_rule()),
            ("exp_and_pow", transcendental_rule()),
        ] {
            let program = Program::new(&graph);
            let columns: Vec<Column<'_>> = graph
                .columns()
                .iter()
                .map(|name| firms.column(name))
                .collect();
            let scalars: Vec<f64> = graph.scalars().iter().map(|name| scalar(name)).collect();
            let inputs = Inputs {
                columns: &columns,
                categories: &[],
                scalars: &scalars,
            };
            group.bench_function(BenchmarkId::new(name, size), |timer| {
                timer.iter(|| program.run(black_box(&inputs), &mut [&mut result], None));
            });
        }
        for (name, by_hand) in [
            ("branching_by_hand", branching_by_hand as ByHand),
            ("pricing_by_hand", pricing_by_hand),
        ] {
            group.bench_function(BenchmarkId::new(name, size), |timer| {
                timer.iter(|| by_hand(black_box(&firms), &mut result));
            });
        }
        group.finish();
    }
}

/// The branching rule called for each firm, on one thread as Lua has no other way; agrees with the
/// loop written by hand.
fn called(criterion: &mut Criterion) {
    const COUNT: usize = 100_000;
    let firms = Firms::new(COUNT);
    let called = Called::new().expect("a state of Lua");
    let mut result = vec![0.0; COUNT];
    let mut by_hand = vec![0.0; COUNT];
    called.run(&firms, &mut result).expect("a result");
    branching_by_hand(&firms, &mut by_hand);
    assert_eq!(result, by_hand);
    let mut group = criterion.benchmark_group("rule");
    group.sample_size(10);
    group.throughput(Throughput::Elements(COUNT as u64));
    group.bench_function("branching_in_lua", |timer| {
        timer.iter(|| {
            called
                .run(black_box(&firms), &mut result)
                .expect("a result")
        });
    });
    group.bench_function("branching_in_lua_bare", |timer| {
        timer.iter(|| called.run_bare(black_box(&mut result)).expect("a result"));
    });
    group.finish();
}

criterion_group!(benches, operations, whole_rules, called);
criterion_main!(benches);
