//! What facts are where the model was calibrated, and what a run may have.
//!
//! The band of a fact is what the country's own data have over all stretches as long as a run, up to the
//! base quarter, widened on both sides by a half of its width and at least 0.1. The exponent of firm
//! sizes may be 0.5 away from that of the country's enterprises; growth of the firms that do
//! not grow as most do must be closer to Laplace than to the normal (Bottazzi and Secchi 2006).

use engine::calibration::Calibration;
use engine::record::Record;

use super::{
    CONSUMPTION, FIRM_GROWTH, FIRM_SIZES, FIRMS, Fact, Facts, GDP, INVESTMENT, OKUN, PHILLIPS,
    SERIES, UNEMPLOYMENT, facts, firms, in_data_units,
};
use crate::batch::RunResult;
use crate::evaluation::forecasts::observed::Target;
use crate::scenario::{Demand, Scenario};

/// Facts that are checked, by the name that a scenario gives them.
pub const CHECKED: [(&str, Fact); 11] = [
    ("gdp_autocorrelation", cyclical("autocorrelation", GDP, 1)),
    ("consumption_volatility", volatility(CONSUMPTION)),
    ("investment_volatility", volatility(INVESTMENT)),
    ("unemployment_volatility", volatility(UNEMPLOYMENT)),
    ("consumption_comovement", comovement(CONSUMPTION)),
    ("investment_comovement", comovement(INVESTMENT)),
    ("unemployment_comovement", comovement(UNEMPLOYMENT)),
    ("okun_slope", OKUN),
    ("phillips_slope", PHILLIPS),
    ("firm_size_exponent", FIRM_SIZES),
    ("firm_growth_laplace", FIRM_GROWTH),
];

/// Least distance by which a band is widened.
const WIDER: f64 = 0.1;
/// How far the exponent of firm sizes may be off.
const SIZES: f64 = 0.5;

const fn volatility(series: usize) -> Fact {
    cyclical("relative_deviation", series, 0)
}

const fn comovement(series: usize) -> Fact {
    cyclical("cross_correlation", series, 0)
}

const fn cyclical(name: &'static str, series: usize, lag: i32) -> Fact {
    Fact {
        name,
        series: SERIES[series],
        filter: "hodrick_prescott",
        lag,
    }
}

/// The facts of the country up to the base quarter; only that of firms if one of the series was not
/// observed.
pub fn observed(calibration: &Calibration) -> Facts {
    let mut found = series(calibration).map_or_else(Facts::new, |series| facts(&series));
    let industries = calibration.tables().industries.iter();
    let bands: Vec<[f64; 7]> = industries.map(|figures| figures.size_bands).collect();
    found.push((FIRM_SIZES, firms::exponent_of_bands(&bands)));
    found
}

/// The series from the first quarter of the calibration's sample to the base quarter.
fn series(calibration: &Calibration) -> Option<Vec<Vec<f64>>> {
    let about = calibration.about();
    let count = about.base_quarter.since(about.first_quarter);
    let series = SERIES.iter().map(|name| {
        let target = Target::find(name)?;
        let quarters = 0..=count;
        quarters
            .map(|step| target.observed(calibration.tables(), about.first_quarter.plus(step)))
            .collect()
    });
    series.collect()
}

/// The value of `fact` among `facts`; no number if it is not among them.
pub fn value(facts: &Facts, fact: Fact) -> f64 {
    let found = facts.iter().find(|(other, _)| *other == fact);
    found.map_or(f64::NAN, |(_, value)| *value)
}

/// The facts of a run.
pub fn of_run(run: &RunResult) -> Facts {
    let series = SERIES.map(|name| {
        let place = Record::COLUMNS
            .iter()
            .position(|column| column.name == name);
        let x: Vec<f64> = place.map_or_else(Vec::new, |place| {
            run.series.iter().map(|row| row[place]).collect()
        });
        in_data_units(name, &x)
    });
    let mut found = facts(&series);
    found.extend(FIRMS.into_iter().zip(run.firms));
    found
}

/// Gives the checks of facts that have no bounds of their own those of the country.
pub fn settle(scenario: &mut Scenario, calibration: &Calibration) {
    let length = scenario.horizon as usize + 1;
    let mut known: Option<Vec<(f64, f64)>> = None;
    for check in &mut scenario.checks {
        if let Demand::Fact {
            fact,
            bounds: bounds @ None,
            ..
        } = &mut check.demand
        {
            *bounds = Some(known.get_or_insert_with(|| bands(calibration, length))[*fact]);
        }
    }
}

/// The bands of [`CHECKED`] for runs of `length` quarters; without bounds where the country has no data.
fn bands(calibration: &Calibration, length: usize) -> Vec<(f64, f64)> {
    let free = (f64::NEG_INFINITY, f64::INFINITY);
    let series = series(calibration).unwrap_or_else(|| vec![Vec::new(); SERIES.len()]);
    let length = length.min(series[0].len()).max(1);
    let stretches: Vec<Facts> = (0..(series[0].len() + 1).saturating_sub(length))
        .map(|start| {
            let cut = series
                .iter()
                .map(|series| series[start..start + length].to_vec());
            facts(&cut.collect::<Vec<_>>())
        })
        .collect();
    let whole = observed(calibration);
    let band = |(_, fact): &(&str, Fact)| {
        if *fact == FIRM_GROWTH {
            return (0.0, f64::INFINITY);
        }
        if *fact == FIRM_SIZES {
            let exponent = value(&whole, *fact);
            return if exponent.is_nan() {
                free
            } else {
                (exponent - SIZES, exponent + SIZES)
            };
        }
        let values = stretches.iter().map(|facts| value(facts, *fact));
        let values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if low > high {
            return free;
        }
        let wider = (0.5 * (high - low)).max(WIDER);
        (low - wider, high + wider)
    };
    CHECKED.iter().map(band).collect()
}
