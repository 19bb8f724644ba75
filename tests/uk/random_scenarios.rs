//! Random scenarios: whatever the size, seed, variant, matching and levers, one thread and three give
//! the same bytes, and the books balance.
//!
//! `SCENARIOS=10000 SEED=3 cargo test -p runner --test suite -- random_scenarios --nocapture` is a
//! long run.

use std::cell::Cell;
use std::convert::Infallible;
use std::sync::Arc;

use engine::calibration::Calibration;
use engine::economy::Economy;
use engine::levers::{self, Lever, Pull, Reach, Size, Wedge};
use engine::parameters::{
    BuyerMatching, CapacityCap, EmploymentRounding, Model, PolicyRule, SellerWeights, ShockTest,
    Switches,
};
use engine::simulation::{Simulation, Stopped};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Scenarios where nothing else is asked for.
const SCENARIOS: u32 = 100;

/// What is simulated.
#[derive(Clone, Debug)]
struct Scenario {
    /// Persons of whom one is simulated.
    one_in: f64,
    seed: u64,
    quarters: u32,
    switches: Switches,
    policy_rule: PolicyRule,
    /// What is pulled from the second quarter on.
    pulls: Vec<Pull>,
}

fn switches() -> impl Strategy<Value = Switches> {
    (
        prop::bool::weighted(0.1),
        select(vec![
            EmploymentRounding::HalfAwayFromZero,
            EmploymentRounding::HalfToEven,
        ]),
        select(vec![CapacityCap::PerFirm, CapacityCap::WholeVector]),
        any::<bool>(),
        select(vec![SellerWeights::Renormalised, SellerWeights::Frozen]),
        select(vec![BuyerMatching::Exact, BuyerMatching::Aggregate]),
        select(vec![ShockTest::ExactZero, ShockTest::SmallSum]),
    )
        .prop_map(
            |(
                deterministic,
                employment_rounding,
                capacity_cap,
                zero_lower_bound,
                seller_weights,
                matching,
                shock_covariance_test,
            )| Switches {
                deterministic,
                employment_rounding,
                capacity_cap,
                zero_lower_bound,
                seller_weights,
                matching,
                shock_covariance_test,
            },
        )
}

/// Up to a percentage point or ten per cent, everywhere or in some industries.
fn pull() -> impl Strategy<Value = Pull> {
    let levers: Vec<&'static Lever> = levers::all().collect();
    let rows = prop::option::of(prop::collection::vec(0_u16..20, 1..4));
    (select(levers), -1.0..1.0, rows).prop_map(|(lever, part, rows)| {
        let points = lever.sizes.contains(&Size::Pp);
        let (size, most) = if points {
            (Size::Pp, 1.0)
        } else {
            (Size::Pct, 10.0)
        };
        let rows = rows.filter(|_| lever.reach != Reach::Whole);
        Pull {
            lever,
            rows: rows.map(Into::into),
            wedge: Wedge {
                size,
                value: most * part,
            },
        }
    })
}

fn scenario() -> impl Strategy<Value = Scenario> {
    let rules = vec![PolicyRule::Foreign, PolicyRule::Domestic, PolicyRule::Fixed];
    let pulls = prop::collection::vec(pull(), 0..5);
    let size = 1500.0..20_000.0;
    (
        size,
        any::<u64>(),
        1_u32..5,
        switches(),
        select(rules),
        pulls,
    )
        .prop_map(
            |(one_in, seed, quarters, switches, policy_rule, pulls)| Scenario {
                one_in,
                seed,
                quarters,
                switches,
                policy_rule,
                pulls,
            },
        )
}

/// Bits of the series of every quarter and of the state at the end, and that state; or why it stopped,
/// which it does where an account does not balance.
fn simulated(
    scenario: &Scenario,
    model: &Arc<Model>,
    threads: usize,
) -> Result<(Vec<u64>, Economy), Stopped<Infallible>> {
    super::on_threads(threads, || {
        let opening = Simulation::new(Arc::clone(model), scenario.seed, 0);
        let mut simulation = opening.map_err(Stopped::Imbalance)?;
        let mut bits = Vec::new();
        for quarter in 0..scenario.quarters {
            if quarter > 0 {
                simulation.pull(&scenario.pulls);
            }
            simulation.step()?;
            bits.extend(simulation.record().values().into_iter().map(f64::to_bits));
        }
        bits.extend(super::bits(&simulation.economy));
        Ok((bits, simulation.economy))
    })
}

fn check(
    calibration: &Calibration,
    scenario: &Scenario,
    finished: &Cell<u32>,
) -> Result<(), TestCaseError> {
    let (mut parameters, initial) = calibration.model(1.0 / scenario.one_in).unwrap();
    parameters.switches = scenario.switches;
    parameters.policy_rule = scenario.policy_rule;
    let model = Arc::new(Model::new(parameters, initial).unwrap());
    let one = simulated(scenario, &model, 1);
    match &one {
        Ok(_) => finished.set(finished.get() + 1),
        // A lever may push what is in force out of its range.
        Err(Stopped::OutOfRange(_)) => {}
        Err(stopped) => return Err(TestCaseError::fail(stopped.to_string())),
    }
    let same = one == simulated(scenario, &model, 3);
    prop_assert!(same, "1 and 3 threads differ");
    Ok(())
}

#[test]
fn one_thread_and_three_give_the_same_bytes_and_the_books_balance() {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let cases = number("SCENARIOS").unwrap_or(SCENARIOS);
    let seed = number("SEED").unwrap_or(7).to_le_bytes().repeat(8);
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    };
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let (calibration, finished) = (super::calibration(), Cell::new(0));
    TestRunner::new_with_rng(config, random)
        .run(&scenario(), |scenario| {
            check(&calibration, &scenario, &finished)
        })
        .unwrap();
    println!("{} of {cases} finished", finished.get());
    assert!(finished.get() * 10 > cases * 8);
}
