//! Rules as graphs, the same as loops in the manner of a phase, and the firms they run on.

use engine::kernel::{Binary, Column, Comparison, Graph, Node, Unary};
use rayon::prelude::*;

/// As in the phases of the engine.
const ROWS_PER_TASK: usize = 4096;

/// Numbers between `low` and `high` that look unordered.
pub fn spread(count: usize, salt: u64, low: f64, high: f64) -> Vec<f64> {
    (0..count as u64)
        .map(|row| {
            let mixed = (row + 1)
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(29)
                .wrapping_mul(salt | 1);
            low + (high - low) * ((mixed >> 11) as f64 / (1u64 << 53) as f64)
        })
        .collect()
}

/// Columns of the rules.
pub struct Firms {
    price: Vec<f64>,
    wage_rate: Vec<f64>,
    labour_productivity: Vec<f64>,
    intermediate_productivity: Vec<f64>,
    depreciation_rate: Vec<f64>,
    capital_productivity: Vec<f64>,
    bundle_price: Vec<f64>,
    inventory: Vec<f64>,
    expected_sales: Vec<f64>,
}

impl Firms {
    pub fn new(count: usize) -> Self {
        Self {
            price: spread(count, 3, 0.9, 1.2),
            wage_rate: spread(count, 5, 5.0, 9.0),
            labour_productivity: spread(count, 7, 10.0, 30.0),
            intermediate_productivity: spread(count, 11, 1.5, 3.0),
            depreciation_rate: spread(count, 13, 0.01, 0.03),
            capital_productivity: spread(count, 17, 0.1, 0.4),
            bundle_price: spread(count, 19, 0.95, 1.15),
            inventory: spread(count, 23, 0.0, 4.0),
            expected_sales: spread(count, 29, 5.0, 15.0),
        }
    }

    pub fn column(&self, name: &str) -> Column<'_> {
        Column::Numbers(self.numbers(name))
    }

    pub fn numbers(&self, name: &str) -> &[f64] {
        match name {
            "price" => &self.price,
            "wage_rate" => &self.wage_rate,
            "labour_productivity" => &self.labour_productivity,
            "intermediate_productivity" => &self.intermediate_productivity,
            "depreciation_rate" => &self.depreciation_rate,
            "capital_productivity" => &self.capital_productivity,
            "bundle_price" => &self.bundle_price,
            "inventory" => &self.inventory,
            "expected_sales" => &self.expected_sales,
            _ => unreachable!("no such column"),
        }
    }
}

/// Scalars of the rules.
pub fn scalar(name: &str) -> f64 {
    match name {
        "labour_tax" => 1.15,
        "consumer_price" => 1.02,
        "capital_price" => 1.03,
        "expected_inflation" => 0.005,
        _ => unreachable!("no such scalar"),
    }
}

/// Writes a rule as one writes a formula.
struct Writer(Graph);

impl Writer {
    fn number(&mut self, value: f64) -> Node {
        self.0.constant(value)
    }
    fn add(&mut self, a: Node, b: Node) -> Node {
        self.0.binary(Binary::Add, a, b)
    }
    fn less_one(&mut self, a: Node) -> Node {
        let one = self.number(1.0);
        self.0.binary(Binary::Subtract, a, one)
    }
    fn times(&mut self, a: Node, b: Node) -> Node {
        self.0.binary(Binary::Multiply, a, b)
    }
    fn over(&mut self, a: Node, b: Node) -> Node {
        self.0.binary(Binary::Divide, a, b)
    }
    fn scaled(&mut self, factor: f64, a: Node) -> Node {
        let factor = self.number(factor);
        self.times(factor, a)
    }
    fn one_plus(&mut self, a: Node) -> Node {
        let one = self.number(1.0);
        self.add(one, a)
    }
    fn finish(mut self, price: Node) -> Graph {
        self.0.output("price", price);
        self.0
    }
}

/// Columns of the branching rule.
pub const BRANCHING_FIELDS: [&str; 7] = [
    "price",
    "inventory",
    "expected_sales",
    "wage_rate",
    "labour_productivity",
    "intermediate_productivity",
    "bundle_price",
];

/// A firm with full stores lowers its price, another passes costs on; in part, and not below cost.
pub fn branching_rule() -> Graph {
    let mut w = Writer(Graph::new());
    let (price, inventory) = (w.0.column("price"), w.0.column("inventory"));
    let (sales, inflation) = (
        w.0.column("expected_sales"),
        w.0.scalar("expected_inflation"),
    );
    let (wage, productivity) = (w.0.column("wage_rate"), w.0.column("labour_productivity"));
    let (input, bundle) = (
        w.0.column("intermediate_productivity"),
        w.0.column("bundle_price"),
    );
    let limit = w.scaled(0.2, sales);
    let full = w.0.compare(Comparison::Greater, inventory, limit);
    let lower = w.scaled(0.99, price);
    let (labour, input) = (w.over(wage, productivity), w.over(bundle, input));
    let cost = w.add(labour, input);
    let push = w.over(cost, price);
    let push = w.scaled(0.05, push);
    let push = w.one_plus(push);
    let factor = w.one_plus(inflation);
    let raised = w.times(price, push);
    let raised = w.times(raised, factor);
    let chosen = w.0.select(full, lower, raised);
    let (new, old) = (w.scaled(0.7, chosen), w.scaled(0.3, price));
    let smooth = w.add(new, old);
    let floor = w.scaled(1.02, cost);
    let result = w.0.binary(Binary::Maximum, smooth, floor);
    w.finish(result)
}

pub fn branching_by_hand(firms: &Firms, result: &mut [f64]) {
    let factor = 1.0 + scalar("expected_inflation");
    let columns = (
        &firms.price,
        &firms.inventory,
        &firms.expected_sales,
        &firms.wage_rate,
        &firms.labour_productivity,
        &firms.intermediate_productivity,
        &firms.bundle_price,
    );
    (result.par_iter_mut(), columns.into_par_iter())
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(
            |(result, (price, inventory, sales, wage, productivity, input, bundle))| {
                let cost = wage / productivity + bundle / input;
                let chosen = if *inventory > 0.2 * sales {
                    0.99 * price
                } else {
                    price * (1.0 + 0.05 * (cost / price)) * factor
                };
                let smooth = 0.7 * chosen + 0.3 * price;
                let floor = 1.02 * cost;
                *result = if smooth < floor { floor } else { smooth };
            },
        );
}

/// The model's own rule, `pricing`.
pub fn pricing_rule() -> Graph {
    let mut w = Writer(Graph::new());
    let price = w.0.column("price");
    let (wage, productivity) = (w.0.column("wage_rate"), w.0.column("labour_productivity"));
    let (tax, consumer) = (w.0.scalar("labour_tax"), w.0.scalar("consumer_price"));
    let labour = w.times(tax, wage);
    let labour = w.over(labour, productivity);
    let ratio = w.over(consumer, price);
    let ratio = w.less_one(ratio);
    let labour = w.times(labour, ratio);
    let (input, bundle) = (
        w.0.column("intermediate_productivity"),
        w.0.column("bundle_price"),
    );
    let one = w.number(1.0);
    let input = w.over(one, input);
    let ratio = w.over(bundle, price);
    let ratio = w.less_one(ratio);
    let input = w.times(input, ratio);
    let depreciation = w.0.column("depreciation_rate");
    let capital_productivity = w.0.column("capital_productivity");
    let capital = w.over(depreciation, capital_productivity);
    let capital_price = w.0.scalar("capital_price");
    let ratio = w.over(capital_price, price);
    let ratio = w.less_one(ratio);
    let capital = w.times(capital, ratio);
    let push = w.add(labour, input);
    let push = w.add(push, capital);
    let inflation = w.0.scalar("expected_inflation");
    let (push, factor) = (w.one_plus(push), w.one_plus(inflation));
    let change = w.times(push, factor);
    let result = w.times(price, change);
    w.finish(result)
}

pub fn pricing_by_hand(firms: &Firms, result: &mut [f64]) {
    let factor = 1.0 + scalar("expected_inflation");
    let (tax, consumer) = (scalar("labour_tax"), scalar("consumer_price"));
    let capital_price = scalar("capital_price");
    let columns = (
        &firms.price,
        &firms.bundle_price,
        &firms.wage_rate,
        &firms.labour_productivity,
        &firms.intermediate_productivity,
        &firms.depreciation_rate,
        &firms.capital_productivity,
    );
    (result.par_iter_mut(), columns.into_par_iter())
        .into_par_iter()
        .with_min_len(ROWS_PER_TASK)
        .for_each(
            |(result, (price, bundle, wage, productivity, input, depreciation, capital))| {
                let labour_cost = tax * wage / productivity * (consumer / *price - 1.0);
                let input_cost = 1.0 / input * (bundle / price - 1.0);
                let capital_cost = depreciation / capital * (capital_price / *price - 1.0);
                *result = price * ((1.0 + (labour_cost + input_cost + capital_cost)) * factor);
            },
        );
}

/// Costs with an elasticity, and a logistic reaction to stores.
pub fn transcendental_rule() -> Graph {
    let mut w = Writer(Graph::new());
    let (price, inventory) = (w.0.column("price"), w.0.column("inventory"));
    let (sales, bundle) = (w.0.column("expected_sales"), w.0.column("bundle_price"));
    let gap = w.over(inventory, sales);
    let gap = w.scaled(4.0, gap);
    let power = w.0.unary(Unary::Exp, gap);
    let whole = w.one_plus(power);
    let one = w.number(1.0);
    let weight = w.over(one, whole);
    let elasticity = w.number(0.7);
    let cost = w.0.binary(Binary::Power, bundle, elasticity);
    let step = w.times(weight, cost);
    let step = w.scaled(0.1, step);
    let change = w.one_plus(step);
    let result = w.times(price, change);
    w.finish(result)
}
