//! T-market and stochastic runs of Austria.

use std::path::Path;

use engine::parameters::{BuyerMatching, SellerWeights, Switches};

use super::data;

fn mean(column: &[f64]) -> f64 {
    column.iter().sum::<f64>() / column.len() as f64
}

/// Runs of the market test.
const SEEDS: u64 = 40;

/// Means over seeds of the quantities of SPEC A.5 after one quarter.
///
/// The published means and standard deviations are those of single runs over many seeds. With `n`
/// seeds of our own the mean must lie within three standard errors of the difference of two means,
/// taken generously as one third of the published deviation.
#[test]
fn t_market_first_quarter_against_published_means() {
    let Some(folder) = data::folder() else { return };
    for matching in [BuyerMatching::Exact, BuyerMatching::Aggregate] {
        first_quarter(&folder, matching);
    }
}

fn first_quarter(folder: &Path, matching: BuyerMatching) {
    let switches = Switches {
        matching,
        ..Switches::default()
    };
    let published = [
        ("mean I_h", 0.32975, 0.002_535_1),
        ("mean C_h", 3.973, 0.029_366),
        ("mean I_i", 20.5075, 0.12763),
        ("mean ΔM_i", 109.3163, 0.68033),
        ("mean P̄_i", 1.0031, 0.004_472_6),
        ("mean P^CF_i", 1.0031, 0.004_472_6),
        ("C_j", 14_752.241_3, 126.7441),
        ("C_l", 34_188.125_8, 666.275),
        ("mean Q^d_i", 216.2474, 1.2275),
        ("mean Q^d,m_g", 535.7522, 9.6082),
    ];
    let mut runs = vec![Vec::new(); published.len()];
    for seed in 0..SEEDS {
        let mut simulation = data::austria(folder, switches, seed);
        simulation.step().unwrap();
        let e = &simulation.economy;
        let found = [
            mean(&e.households.housing_investment),
            mean(&e.households.consumption),
            mean(&e.firms.investment),
            mean(&e.firms.materials_bought),
            mean(&e.firms.materials_price),
            mean(&e.firms.investment_price),
            e.government.consumption,
            e.foreign.consumption,
            mean(&e.firms.demand),
            mean(&e.foreign.demand),
        ];
        for (run, value) in runs.iter_mut().zip(found) {
            run.push(value);
        }
    }
    for ((name, expected, deviation), run) in published.iter().zip(&runs) {
        let found = mean(run);
        let distance = (found - expected) / deviation;
        println!(
            "{name}: mean {found:.4}, published {expected} ({deviation}), {distance:+.2} s.d."
        );
    }
    for ((name, expected, deviation), run) in published.iter().zip(&runs) {
        let distance = (mean(run) - expected) / deviation;
        assert!(
            distance.abs() < 1.0,
            "{name}: {distance:+.2} standard deviations from the published mean"
        );
        let far = run
            .iter()
            .filter(|&&value| (value - expected).abs() > 3.0 * deviation)
            .count();
        assert!(
            far <= 2,
            "{name}: {far} of {SEEDS} runs beyond three standard deviations"
        );
    }
}

#[test]
fn twelve_stochastic_quarters_balance_in_both_weightings_and_matchings() {
    let Some(folder) = data::folder() else { return };
    for (seller_weights, matching) in [
        (SellerWeights::Renormalised, BuyerMatching::Exact),
        (SellerWeights::Frozen, BuyerMatching::Exact),
        (SellerWeights::Renormalised, BuyerMatching::Aggregate),
        (SellerWeights::Frozen, BuyerMatching::Aggregate),
    ] {
        let switches = Switches {
            seller_weights,
            matching,
            ..Switches::default()
        };
        for seed in 0..4 {
            let mut simulation = data::austria(&folder, switches, seed);
            for _ in 0..12 {
                simulation.step().unwrap();
            }
            let gdp = simulation.record().real_gdp;
            assert!(
                (65_000.0..85_000.0).contains(&gdp),
                "real GDP {gdp} after 12 quarters"
            );
            assert_eq!(simulation.record().refinanced_firms, 0.0);
        }
    }
}
