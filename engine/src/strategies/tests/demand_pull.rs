//! SPEC 8.5 (a), quantity and price as in CANVAS, against a plain loop over the same formulas.

use super::*;

/// `x` where demand and the firm's price say so, else 0, in the order of the table in SPEC 8.5.
fn part(g: &mut Graph, last_target: Node, when_dear: bool) -> Node {
    let (demand, price) = (g.column("demand"), g.column("price"));
    let market = g.column("market_price");
    let (zero, one) = (g.constant(0.0), g.constant(1.0));
    let ratio = g.binary(Binary::Divide, demand, last_target);
    let x = g.binary(Binary::Subtract, ratio, one);
    let idle = g.compare(Comparison::Equal, last_target, zero);
    let x = g.select(idle, zero, x);
    let low = g.constant(-0.5);
    let x = g.binary(Binary::Maximum, low, x);
    let enough = g.compare(Comparison::LessOrEqual, last_target, demand);
    let dear = g.compare(Comparison::GreaterOrEqual, price, market);
    let (if_dear, if_cheap) = if when_dear { (x, zero) } else { (zero, x) };
    let excess = g.select(dear, if_dear, if_cheap);
    let lack = g.select(dear, if_cheap, if_dear);
    g.select(enough, excess, lack)
}

/// `start (1 + a) (1 + b)`.
fn grown(g: &mut Graph, start: Node, a: Node, b: Node) -> Node {
    let one = g.constant(1.0);
    let (a, b) = (g.binary(Binary::Add, one, a), g.binary(Binary::Add, one, b));
    let first = g.binary(Binary::Multiply, start, a);
    g.binary(Binary::Multiply, first, b)
}

fn demand_pull(share: f64) -> Strategy {
    let quantity = graph(|g| {
        let target = g.column("target_output");
        let growth = g.scalar("expected_growth");
        let pull = part(g, target, true);
        grown(g, target, growth, pull)
    });
    let price = graph(|g| {
        let last_target = g.column("last_target_output");
        let (price, cost_push) = (g.column("price"), g.column("cost_push"));
        let inflation = g.scalar("expected_inflation");
        let pull = part(g, last_target, false);
        let pushed = grown(g, price, cost_push, inflation);
        let one = g.constant(1.0);
        let pull = g.binary(Binary::Add, one, pull);
        g.binary(Binary::Multiply, pushed, pull)
    });
    strategy(
        "demand pull",
        share,
        vec![(Decision::Quantity, quantity), (Decision::Price, price)],
    )
}

fn x(demand: f64, target: f64) -> f64 {
    let x = if target == 0.0 {
        0.0
    } else {
        demand / target - 1.0
    };
    if x > -0.5 { x } else { -0.5 }
}

/// Growth and price change that demand pulls, for one firm.
fn pulls(demand: f64, target: f64, price: f64, market: f64) -> (f64, f64) {
    let x = x(demand, target);
    match (target <= demand, price >= market) {
        (true, true) | (false, false) => (x, 0.0),
        (true, false) | (false, true) => (0.0, x),
    }
}

/// Four quarters; every firm is compared, bit by bit, with the loop. Returns the last state.
fn four_quarters(threads: usize, share: f64) -> crate::economy::Economy {
    let mut simulation = adopted(&model(), &together(vec![demand_pull(share)]));
    let mut before = simulation.economy.clone();
    let (mut compared, mut pulled) = (0, 0);
    let look = |site: &str, simulation: &mut Simulation| {
        let (now, firms) = (&simulation.economy, &simulation.economy.firms);
        let follows = |firm: usize| firms.strategy[firm] == 1;
        let market = |firm: usize| now.aggregate.product_price[usize::from(firms.industry[firm])];
        let pulls = |firm: usize| {
            let was = &before.firms;
            pulls(
                was.demand[firm],
                was.target_output[firm],
                was.price[firm],
                market(firm),
            )
        };
        match site {
            "period_start" => before = now.clone(),
            "after_production_plan" => {
                for firm in (0..firms.output.len()).filter(|&firm| follows(firm)) {
                    let (growth, _) = pulls(firm);
                    let expected = before.firms.target_output[firm]
                        * (1.0 + now.aggregate.expected_growth)
                        * (1.0 + growth);
                    assert_eq!(firms.target_output[firm].to_bits(), expected.to_bits());
                    compared += 1;
                    pulled += usize::from(growth != 0.0);
                }
            }
            "after_pricing" => {
                for firm in (0..firms.output.len()).filter(|&firm| follows(firm)) {
                    let (_, inflation) = pulls(firm);
                    let expected = before.firms.price[firm]
                        * (1.0 + firms.cost_push[firm])
                        * (1.0 + now.aggregate.expected_inflation)
                        * (1.0 + inflation);
                    assert_eq!(firms.price[firm].to_bits(), expected.to_bits());
                    pulled += usize::from(inflation != 0.0);
                }
            }
            _ => {}
        }
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap();
    pool.install(|| watch(&mut simulation, 4, look));
    let firms = simulation.economy.firms.output.len();
    assert!(compared >= (3.9 * share * firms as f64) as usize);
    assert!(pulled >= compared / 4, "demand pulled only {pulled} times");
    simulation.economy
}

#[test]
fn every_firm_decides_as_in_the_formulas_on_any_number_of_threads() {
    let one = four_quarters(1, 1.0);
    assert!(one == four_quarters(3, 1.0));
}

#[test]
fn some_firms_can_follow_it_among_others() {
    let some = four_quarters(2, 0.4);
    let followers = some.firms.strategy.iter().filter(|&&code| code == 1);
    let share = followers.count() as f64 / some.firms.strategy.len() as f64;
    assert!((share - 0.4).abs() < 1e-3, "{share}");
}
