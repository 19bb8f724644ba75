//! Months: flows of a third, the same stocks, and in three months what a quarter has.

use std::sync::Arc;

use super::shipped::uk;
use crate::calibration::Assumptions;
use crate::initial;
use crate::parameters::{Frequency, Model, Parameters};
use crate::random::Draws;
use crate::record::{Record, opening};
use crate::simulation::Simulation;
use crate::tables::{Firms, Kind};

const FREQUENCIES: [Frequency; 2] = [Frequency::Quarter, Frequency::Month];

/// The shipped models of quarters and of months.
fn models(change: fn(&mut Assumptions)) -> [Arc<Model>; 2] {
    let calibration = uk().with_assumptions(change);
    FREQUENCIES.map(|frequency| {
        let calibration = calibration.with_frequency(frequency);
        let (parameters, initial) = calibration.model(1e-3).unwrap();
        Arc::new(Model::new(parameters, initial).unwrap())
    })
}

fn agree(name: &str, found: f64, expected: f64, tolerance: f64) {
    let error = (found - expected).abs();
    let both_missing = found.is_nan() && expected.is_nan();
    assert!(
        both_missing || error <= tolerance * expected.abs().max(1e-9),
        "{name}: {found} instead of {expected}"
    );
}

#[test]
fn accounts_of_the_base_month_are_a_third_and_stocks_are_the_same() {
    let records = models(|_| ()).map(|model| {
        let economy = initial::economy(&model, Draws::new(1, 0));
        opening(&economy, &model).national
    });
    let [quarter, month] = records.map(|record| record.values());
    for (column, (quarter, month)) in Record::COLUMNS.iter().zip(quarter.iter().zip(&month)) {
        let expected = match column.kind {
            Kind::Flow => quarter / 3.0,
            // Rates of interest are a third, growth compounds; both are compared below.
            Kind::Rate if column.unit == "rate/quarter" => continue,
            _ => *quarter,
        };
        agree(column.name, *month, expected, 1e-12);
    }
}

#[test]
fn columns_of_firms_at_the_start_are_thirds_or_the_same() {
    let [quarter, month] = models(|_| ()).map(|model| initial::economy(&model, Draws::new(1, 0)));
    let firms = quarter.firms.output.len();
    for column in Firms::COLUMNS {
        let [quarter, month] =
            [&quarter, &month].map(|it| it.firms.values_of(column.name).unwrap());
        for row in 0..firms {
            let (Some(quarter), Some(month)) = (quarter.number(row), month.number(row)) else {
                continue;
            };
            let per_quarter = column.unit.contains("/quarter");
            let expected = if per_quarter { quarter / 3.0 } else { quarter };
            agree(column.name, month, expected, 1e-12);
        }
    }
}

#[test]
fn three_months_of_expected_flows_are_a_quarter() {
    let [quarter, month] = models(|_| ());
    let [q, m] = [&quarter, &month].map(|model| &model.parameters().scalars);
    let three = |monthly: f64, quarterly: f64, name: &str| {
        agree(name, 3.0 * monthly, quarterly, 1e-14);
    };
    let rates = [&quarter, &month].map(|model| model.initial().policy_rate);
    three(rates[1], rates[0], "interest on deposits");
    three(
        rates[1] + m.risk_premium,
        rates[0] + q.risk_premium,
        "interest on loans",
    );
    three(
        m.government_bond_rate,
        q.government_bond_rate,
        "interest on debt",
    );
    // What three instalments leave is what one leaves.
    let left = |rate: f64| 1.0 - rate;
    agree(
        "instalments",
        left(m.loan_repayment).powi(3),
        left(q.loan_repayment),
        1e-14,
    );
    for (monthly, quarterly) in [
        (m.inflation_target, q.inflation_target),
        (m.productivity_trend, q.productivity_trend),
    ] {
        agree("growth", (1.0 + monthly).powi(3), 1.0 + quarterly, 1e-14);
    }
    agree(
        "smoothing",
        m.taylor_smoothing.powi(3),
        q.taylor_smoothing,
        1e-14,
    );
    // Levels of what the model does not explain, a quarter on and without innovations.
    let processes = |p: &Parameters| [p.government_consumption, p.exports, p.imports];
    let levels = |model: &Model| {
        let initial = model.initial();
        [
            initial.government_consumption,
            initial.exports,
            initial.imports,
        ]
    };
    for place in 0..3 {
        let ahead = |model: &Model, periods: i32| {
            let process = processes(model.parameters())[place];
            let start = libm::log(levels(model)[place]);
            (0..periods).fold(start, |log, _| process.ar * log + process.constant)
        };
        let (after_quarter, after_months) = (ahead(&quarter, 1), ahead(&month, 3));
        agree(
            "level",
            libm::exp(after_months),
            libm::exp(after_quarter) / 3.0,
            1e-11,
        );
    }
}

/// Where nothing moves, what comes about is what is expected.
#[test]
fn three_months_of_a_steady_economy_are_a_quarter_of_it() {
    let [quarter, month] = models(Assumptions::rest).map(|model| {
        let periods = model.parameters().frequency.periods_per_quarter();
        let mut simulation = Simulation::new(model, 3, 0).unwrap();
        let mut sums = vec![0.0; Record::COLUMNS.len()];
        for _ in 0..periods {
            simulation.step().unwrap();
            let values = simulation.economy.accounts.national.values();
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += value;
            }
        }
        sums.iter_mut()
            .zip(Record::COLUMNS)
            .for_each(|(sum, column)| {
                if column.kind != Kind::Flow {
                    *sum /= f64::from(periods);
                }
            });
        sums
    });
    for name in [
        "real_gdp",
        "nominal_gdp",
        "wages",
        "real_household_consumption",
        "real_exports",
    ] {
        let place = Record::COLUMNS
            .iter()
            .position(|column| column.name == name)
            .unwrap();
        agree(name, month[place], quarter[place], 1e-9);
    }
}
