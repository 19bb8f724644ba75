//! Productive capital and its consumption, by product.
//!
//! Source: SPEC 9.4.2, 9.4.4, 9.7 (iv).
//!
//! Differs: consumption of fixed capital by industry is an estimate that exceeds the surplus of
//! some industries. It is capped there and the excess spread over the others, so that no industry
//! loses money for ever and the total stays.

use super::assumptions::Assumptions;
use super::tables::IndustryFigures;
use crate::numeric::nz;

/// Capital stocks and their consumption; vectors have one entry per product.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Capital {
    /// Net stock of fixed assets without dwellings \[million\], `A`.
    pub productive: Vec<f64>,
    /// Net stock of dwellings \[million\], `DW`.
    pub dwellings: f64,
    /// Consumption of fixed capital \[million/year\], `CFC`.
    pub consumption: Vec<f64>,
    /// Products without recorded capital, which have the average of their section.
    pub without_record: Vec<usize>,
    /// Products at the ceiling.
    pub capped: Vec<usize>,
    /// What the others were multiplied by to make up for it \[ratio\].
    pub spread: f64,
}

/// Capital by product from figures by industry.
///
/// `A_s = (fixed assets_s - dwellings_s) X_s / output_s`,
/// `CFC_s = (consumption_s - consumption in dwellings_s) X_s / output_s`, where `X_s` is output by
/// product and `output_s` that by industry.
pub fn capital(
    industries: &[IndustryFigures],
    output: &[f64],
    gross_surplus: &[f64],
    interest: f64,
    assumptions: &Assumptions,
) -> Capital {
    let to_product = |figures: &IndustryFigures, output: f64| output / nz(figures.output);
    let mut capital = Capital {
        dwellings: industries.iter().map(|i| i.net_capital_dwellings).sum(),
        spread: 1.0,
        ..Capital::default()
    };
    for (figures, &output) in industries.iter().zip(output) {
        let assets = figures.net_capital - figures.net_capital_dwellings;
        let dwellings = if assumptions.dwellings_in_capital_consumption {
            0.0
        } else {
            figures.capital_consumption_dwellings
        };
        let consumption = figures.capital_consumption - dwellings;
        let ratio = to_product(figures, output);
        capital.productive.push(assets * ratio);
        capital.consumption.push(consumption * ratio);
    }
    fill_missing(industries, output, &mut capital);
    limit(
        industries,
        gross_surplus,
        interest,
        assumptions,
        &mut capital,
    );
    capital
}

/// An industry with output but no capital gets the average of its section, or of the economy.
fn fill_missing(industries: &[IndustryFigures], output: &[f64], capital: &mut Capital) {
    let intensity = |among: &dyn Fn(usize) -> bool| {
        let known = || (0..output.len()).filter(|&s| capital.productive[s] > 0.0 && among(s));
        let assets: f64 = known().map(|s| capital.productive[s]).sum();
        let made: f64 = known().map(|s| output[s]).sum();
        (made > 0.0).then(|| assets / made)
    };
    let missing: Vec<usize> = (0..output.len())
        .filter(|&s| capital.productive[s] <= 0.0 && output[s] > 0.0)
        .collect();
    let filled: Vec<f64> = missing
        .iter()
        .map(|&s| {
            let section = &industries[s].industry.section;
            let same = |other: usize| industries[other].industry.section == *section;
            let average = intensity(&same).or_else(|| intensity(&|_| true));
            average.unwrap_or(0.0) * output[s]
        })
        .collect();
    for (&s, assets) in missing.iter().zip(filled) {
        capital.productive[s] = assets;
    }
    capital.without_record = missing;
}

/// Caps consumption of fixed capital at
/// `min(ceiling B^G_s, B^G_s - cover interest A_s/Σ A)` and spreads the excess in proportion.
fn limit(
    industries: &[IndustryFigures],
    gross_surplus: &[f64],
    interest: f64,
    assumptions: &Assumptions,
    capital: &mut Capital,
) {
    let total_assets = nz(capital.productive.iter().sum());
    let highest: Vec<f64> = (gross_surplus.iter().zip(&capital.productive))
        .map(|(surplus, assets)| {
            let interest = interest * assets / total_assets;
            let covered = surplus - assumptions.capital_consumption_interest_cover * interest;
            (assumptions.capital_consumption_ceiling * surplus)
                .min(covered)
                .max(0.0)
        })
        .collect();
    let estimate = capital.consumption.clone();
    let dropped: f64 = (0..estimate.len())
        .filter(|&s| {
            let code = &industries[s].industry.code;
            assumptions.capital_consumption_not_spread.contains(code)
        })
        .map(|s| (estimate[s] - highest[s]).max(0.0))
        .sum();
    let total: f64 = estimate.iter().sum::<f64>() - dropped;
    let mut is_capped = vec![false; estimate.len()];
    // Spreading may push further industries to the ceiling: repeat until none is added.
    loop {
        let mut added = false;
        for s in 0..estimate.len() {
            if !is_capped[s] && capital.consumption[s] > highest[s] {
                is_capped[s] = true;
                added = true;
            }
        }
        if !added {
            break;
        }
        let sum_where = |capped: bool, values: &[f64]| -> f64 {
            (0..values.len())
                .filter(|&s| is_capped[s] == capped)
                .map(|s| values[s])
                .sum()
        };
        let free = sum_where(false, &estimate);
        capital.spread = (total - sum_where(true, &highest)) / nz(free);
        for s in 0..estimate.len() {
            capital.consumption[s] = if is_capped[s] {
                highest[s]
            } else {
                estimate[s] * capital.spread
            };
        }
    }
    capital.capped = (0..estimate.len()).filter(|&s| is_capped[s]).collect();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::Industry;

    fn figures(code: &str, output: f64, capital: f64, consumption: f64) -> IndustryFigures {
        IndustryFigures {
            industry: Industry {
                code: code.into(),
                section: code[..1].into(),
                name: String::new(),
            },
            output,
            net_capital: capital,
            capital_consumption: consumption,
            ..IndustryFigures::default()
        }
    }

    fn assumptions() -> Assumptions {
        Assumptions {
            capital_consumption_ceiling: 0.9,
            capital_consumption_interest_cover: 1.5,
            ..Assumptions::default()
        }
    }

    #[test]
    fn the_excess_is_spread_over_the_others() {
        // Capital 100, 100, 200, interest 8: a quarter of it, 2, falls on A1, covered 1.5 times.
        // Ceilings: min(9, 10 - 3) = 7; min(36, 40 - 3) = 36; min(45, 50 - 6) = 44.
        // Estimates 17, 10, 20: A1 keeps 7, the 10 too many go to the others, 40/30 each.
        let industries = [
            figures("A1", 50.0, 100.0, 17.0),
            figures("A2", 100.0, 100.0, 10.0),
            figures("B", 80.0, 200.0, 20.0),
        ];
        let outputs = [50.0, 100.0, 80.0];
        let found = capital(
            &industries,
            &outputs,
            &[10.0, 40.0, 50.0],
            8.0,
            &assumptions(),
        );
        let expected = [7.0, 40.0 / 3.0, 80.0 / 3.0];
        for (found, expected) in found.consumption.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12);
        }
        assert_eq!(found.capped, [0]);
        assert!((found.spread - 4.0 / 3.0).abs() < 1e-12);

        let mut dropped = assumptions();
        dropped.capital_consumption_not_spread = vec!["A1".into()];
        let found = capital(&industries, &outputs, &[10.0, 40.0, 50.0], 8.0, &dropped);
        assert_eq!(found.consumption, [7.0, 10.0, 20.0]);
    }

    #[test]
    fn figures_by_industry_are_moved_to_products_and_dwellings_left_out() {
        let mut house = figures("L", 100.0, 500.0, 30.0);
        house.net_capital_dwellings = 300.0;
        house.capital_consumption_dwellings = 10.0;
        let found = capital(&[house], &[50.0], &[1e6], 0.0, &assumptions());
        assert_eq!(found.productive, [100.0]);
        assert_eq!(found.dwellings, 300.0);
        assert_eq!(found.consumption, [10.0]);
    }

    #[test]
    fn missing_capital_is_the_average_of_the_section() {
        let industries = [
            figures("A1", 50.0, 100.0, 1.0),
            figures("A2", 10.0, 0.0, 0.0),
            figures("B", 80.0, 800.0, 1.0),
            figures("C", 1.0, 0.0, 0.0),
        ];
        let found = capital(
            &industries,
            &[50.0, 10.0, 80.0, 1.0],
            &[1e6; 4],
            0.0,
            &assumptions(),
        );
        // 100/50 per unit of output in section A; 900/130 in the economy.
        assert_eq!(found.productive[1], 20.0);
        assert!((found.productive[3] - 900.0 / 130.0).abs() < 1e-12);
        assert_eq!(found.without_record, [1, 3]);
    }
}
