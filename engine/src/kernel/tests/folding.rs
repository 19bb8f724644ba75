//! What is known at building is computed then; what would change a bit is left alone.

use crate::kernel::{Binary, Comparison, Graph, Unary};

#[test]
fn equal_parts_are_one_node() {
    let mut graph = Graph::new();
    let (a, b) = (graph.column("a"), graph.column("b"));
    let sum = graph.binary(Binary::Add, a, b);
    assert_eq!(graph.binary(Binary::Add, b, a), sum);
    let less = graph.compare(Comparison::Less, a, b);
    assert_eq!(graph.compare(Comparison::Greater, b, a), less);
    assert_eq!(graph.column("a"), a);
    assert_eq!(graph.columns(), ["a", "b"]);
    assert_eq!(graph.len(), 4);
}

#[test]
fn constants_are_folded() {
    let mut graph = Graph::new();
    let (three, minus_two) = (graph.constant(3.0), graph.constant(-2.0));
    let rest = graph.binary(Binary::Modulo, three, minus_two);
    assert_eq!(graph.constant_of(rest), Some(-1.0));
    let less = graph.compare(Comparison::Less, rest, three);
    assert_eq!(graph.truth_of(less), Some(true));
    let column = graph.column("x");
    assert_eq!(graph.select(less, column, three), column);
    let zero = graph.constant(0.0);
    let nan = graph.binary(Binary::Divide, zero, zero);
    let root = graph.unary(Unary::SquareRoot, minus_two);
    assert_eq!(nan, root);
}

#[test]
fn adding_zero_stays_since_it_changes_a_sign() {
    let mut graph = Graph::new();
    let x = graph.column("x");
    let (zero, minus_zero, one) = (
        graph.constant(0.0),
        graph.constant(-0.0),
        graph.constant(1.0),
    );
    assert_ne!(zero, minus_zero);
    assert_ne!(graph.binary(Binary::Add, x, zero), x);
    assert_eq!(graph.binary(Binary::Add, x, minus_zero), x);
    assert_eq!(graph.binary(Binary::Subtract, x, zero), x);
    assert_eq!(graph.binary(Binary::Multiply, one, x), x);
    assert_ne!(graph.binary(Binary::Multiply, zero, x), zero);
}

#[test]
fn masks_are_simplified() {
    let mut graph = Graph::new();
    let (x, zero) = (graph.column("x"), graph.constant(0.0));
    let (yes, no) = (graph.truth(true), graph.truth(false));
    let less = graph.compare(Comparison::Less, x, zero);
    let not_less = graph.not(less);
    assert_ne!(
        not_less,
        graph.compare(Comparison::GreaterOrEqual, x, zero),
        "both are false for NaN"
    );
    assert_eq!(graph.not(not_less), less);
    assert_eq!(graph.and(less, not_less), no);
    assert_eq!(graph.or(less, not_less), yes);
    assert_eq!(graph.select(less, yes, no), less);
    assert_eq!(graph.select(less, no, yes), not_less);
    let picked = graph.select(not_less, x, zero);
    assert_eq!(picked, graph.select(less, zero, x));
}

#[test]
fn sets_of_categories_are_shared_and_an_empty_one_is_false() {
    let mut graph = Graph::new();
    let several = graph.category_in("industry", &[7, 5, 6, 5]);
    assert_eq!(graph.category_in("industry", &[5, 6, 7]), several);
    assert_ne!(graph.category("industry", 5), several);
    let none = graph.category_in("industry", &[]);
    assert_eq!(graph.truth_of(none), Some(false));
    assert_eq!(graph.categories(), ["industry"]);
}

#[test]
fn what_needs_no_firm_is_uniform() {
    let mut graph = Graph::new();
    let (inflation, one) = (graph.scalar("inflation"), graph.constant(1.0));
    let factor = graph.binary(Binary::Add, one, inflation);
    let high = graph.compare(Comparison::Greater, factor, one);
    let price = graph.column("price");
    let raised = graph.binary(Binary::Multiply, price, factor);
    assert!(graph.is_uniform(factor) && graph.is_uniform(high));
    assert!(!graph.is_uniform(raised));
}

#[test]
fn a_graph_shows_what_its_outputs_need() {
    let mut graph = Graph::new();
    let (price, inflation) = (graph.column("price"), graph.scalar("inflation"));
    graph.column("unused");
    let construction = graph.category_in("industry", &[4, 5]);
    let raised = graph.binary(Binary::Multiply, price, inflation);
    let result = graph.select(construction, raised, price);
    graph.output("price", result);
    assert_eq!(
        graph.to_string(),
        "%0 = column price\n%1 = scalar inflation\n%3 = industry in 4..=5\n\
         %4 = Multiply %0 %1\n%5 = select %3 %4 %0\nprice: %5\n"
    );
}

#[test]
#[should_panic(expected = "of a rule")]
fn a_mask_is_no_number() {
    let mut graph = Graph::new();
    let mask = graph.category("industry", 1);
    graph.unary(Unary::Exp, mask);
}
