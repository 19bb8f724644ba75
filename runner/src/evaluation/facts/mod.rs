//! Stylised facts: how the series of an economy move, and how its firms differ.
//!
//! Levels are logs times 100, rates per cent. Cycles are those of Hodrick and Prescott (lambda 1600) and
//! of Hamilton (two years ahead, from one year). Estimators: crate `statistics`.

pub mod bands;
pub mod firms;

use statistics::correlation::{autocorrelations, cross_correlation, relative_standard_deviation};
use statistics::filters::{
    HAMILTON_QUARTERLY, HODRICK_PRESCOTT_QUARTERLY, hamilton, hodrick_prescott,
};
use statistics::moments::standard_deviation;
use statistics::regression::line;

use super::forecasts::observed::{Shape, Target};

/// The series that facts are about; GDP is the first.
pub const SERIES: [&str; 9] = [
    "real_gdp",
    "real_household_consumption",
    "real_fixed_capitalformation",
    "real_government_consumption",
    "real_exports",
    "real_imports",
    "unemployment_rate",
    "inflation",
    "policy_rate",
];
// Places in `SERIES`.
const GDP: usize = 0;
const CONSUMPTION: usize = 1;
const INVESTMENT: usize = 2;
const UNEMPLOYMENT: usize = 6;
const INFLATION: usize = 7;
/// Furthest lead and lag.
pub const REACH: i32 = 4;
/// Quarters of a year.
const YEAR: usize = 4;

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What is measured.
    pub name: &'static str,
    /// Series; empty if it is about two, or about firms.
    pub series: &'static str,
    /// Filter; empty without one.
    pub filter: &'static str,
    /// Quarters by which the series comes later than itself, or than GDP.
    pub lag: i32,
}

impl Fact {
    /// A fact without filter and lag.
    const fn plain(name: &'static str) -> Self {
        Fact {
            name,
            series: "",
            filter: "",
            lag: 0,
        }
    }
}

/// Change of unemployment per point of growth.
const OKUN: Fact = Fact::plain("okun_slope");
/// Inflation per point of unemployment.
const PHILLIPS: Fact = Fact::plain("phillips_slope");
/// The exponent of the largest tenth of firms.
pub const FIRM_SIZES: Fact = Fact::plain("firm_size_exponent");
/// Log-likelihood per firm by which Laplace fits a year's growth of output better than the normal, among
/// the firms that do not grow at the commonest rate.
pub const FIRM_GROWTH: Fact = Fact::plain("firm_growth_laplace");
/// The facts of firms: of their sizes, of their growth, and the share that grows at the commonest rate.
pub const FIRMS: [Fact; 3] = [FIRM_SIZES, FIRM_GROWTH, Fact::plain("firm_growth_tied")];

/// The facts of an economy, always the same and in the same order; no number where one cannot be
/// measured.
pub type Facts = Vec<(Fact, f64)>;

/// The facts of the series in the order of [`SERIES`], in the units of the data.
pub fn facts(series: &[Vec<f64>]) -> Facts {
    let mut facts = Facts::new();
    for filter in ["hodrick_prescott", "hamilton"] {
        let cycles: Vec<Vec<f64>> = (series.iter().zip(SERIES))
            .map(|(series, name)| cycle(series, name, filter))
            .collect();
        let gdp = &cycles[GDP];
        let mut push = |name, series, lag, value: Option<f64>| {
            let fact = Fact {
                name,
                series,
                filter,
                lag,
            };
            facts.push((fact, value.unwrap_or(f64::NAN)));
        };
        for (cycle, name) in cycles.iter().zip(SERIES) {
            push("deviation", name, 0, standard_deviation(cycle));
            let relative = relative_standard_deviation(cycle, gdp);
            push("relative_deviation", name, 0, relative);
            let own = autocorrelations(cycle, REACH as usize);
            for lag in 1..=REACH {
                let value = own.as_ref().map(|own| own[lag as usize]);
                push("autocorrelation", name, lag, value);
            }
            for lag in -REACH..=REACH {
                let value = cross_correlation(cycle, gdp, lag as isize);
                push("cross_correlation", name, lag, value);
            }
        }
    }
    facts.push((OKUN, okun(series)));
    facts.push((PHILLIPS, phillips(series)));
    facts
}

/// The series of the data units that a simulated series is.
pub fn in_data_units(name: &str, simulated: &[f64]) -> Vec<f64> {
    let target = Target::find(name);
    let figure = |&x: &f64| {
        target
            .as_ref()
            .map_or(f64::NAN, |target| target.simulated(x))
    };
    simulated.iter().map(figure).collect()
}

/// Logs times 100 of a level, a rate as it is.
fn scaled(series: &[f64], name: &str) -> Vec<f64> {
    match Target::find(name).map(|target| target.shape) {
        Some(Shape::Rate) | None => series.to_vec(),
        Some(_) => series.iter().map(|x| 100.0 * libm::log(*x)).collect(),
    }
}

/// The cycle; empty if there is none.
fn cycle(series: &[f64], name: &str, filter: &str) -> Vec<f64> {
    let scaled = scaled(series, name);
    let parts = match filter {
        "hamilton" => hamilton(&scaled, HAMILTON_QUARTERLY),
        _ => hodrick_prescott(&scaled, HODRICK_PRESCOTT_QUARTERLY),
    };
    parts.map(|parts| parts.cycle).unwrap_or_default()
}

/// Change of unemployment on a year before per point of growth of real GDP on a year before.
fn okun(series: &[Vec<f64>]) -> f64 {
    let on_year = |series: &[f64]| -> Vec<f64> {
        let pairs = series.iter().zip(series.iter().skip(YEAR));
        pairs.map(|(before, now)| now - before).collect()
    };
    let growth = on_year(&scaled(&series[GDP], SERIES[GDP]));
    line(&growth, &on_year(&series[UNEMPLOYMENT])).map_or(f64::NAN, |line| line.slope)
}

/// Inflation over four quarters per point of unemployment in the last of them.
fn phillips(series: &[Vec<f64>]) -> f64 {
    let yearly = series[INFLATION].windows(YEAR);
    let yearly: Vec<f64> = yearly.map(|rates| rates.iter().sum()).collect();
    let unemployment = series[UNEMPLOYMENT].get(YEAR - 1..).unwrap_or_default();
    line(unemployment, &yearly).map_or(f64::NAN, |line| line.slope)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// GDP that swings around a trend, and unemployment that falls by a half of what it rises.
    fn economy() -> Vec<Vec<f64>> {
        let swing: Vec<f64> = (0..40)
            .map(|t| libm::sin(f64::from(t) * 0.7) + 0.3 * libm::sin(f64::from(t * t) * 0.37))
            .collect();
        let gdp = |(t, swing): (usize, &f64)| libm::exp(0.005 * t as f64 + 0.01 * swing);
        let gdp: Vec<f64> = swing.iter().enumerate().map(gdp).collect();
        let twice: Vec<f64> = gdp.iter().map(|x| x * x).collect();
        let unemployment: Vec<f64> = gdp.iter().map(|x| 5.0 - 50.0 * libm::log(*x)).collect();
        let inflation = unemployment.iter().map(|u| 1.0 - 0.1 * u).collect();
        let mut series = vec![gdp.clone(), twice];
        series.extend([gdp.clone(), gdp.clone(), gdp.clone(), gdp]);
        series.extend([unemployment, inflation, swing]);
        series
    }

    fn value(facts: &Facts, name: &str, series: &str, filter: &str, lag: i32) -> f64 {
        let wanted = |other: &Fact| {
            other.name == name
                && other.series == series
                && other.filter == filter
                && other.lag == lag
        };
        facts
            .iter()
            .find(|(other, _)| wanted(other))
            .map_or(f64::NAN, |(_, value)| *value)
    }

    #[test]
    fn what_was_built_in_is_found() {
        let facts = facts(&economy());
        let near = |one: f64, other: f64| assert!((one - other).abs() < 1e-9, "{one} {other}");
        near(value(&facts, "okun_slope", "", "", 0), -0.5);
        for filter in ["hodrick_prescott", "hamilton"] {
            let of = |name, series, lag| value(&facts, name, series, filter, lag);
            near(
                of("relative_deviation", "real_household_consumption", 0),
                2.0,
            );
            near(of("cross_correlation", "unemployment_rate", 0), -1.0);
            near(
                of("cross_correlation", "real_gdp", 3),
                of("autocorrelation", "real_gdp", 3),
            );
        }
    }

    #[test]
    fn a_run_that_is_too_short_has_no_facts() {
        let short: Vec<Vec<f64>> = economy()
            .iter()
            .map(|series| series[..2].to_vec())
            .collect();
        let known = facts(&economy());
        let facts = facts(&short);
        assert!(
            facts
                .iter()
                .zip(&known)
                .all(|(one, other)| one.0 == other.0)
        );
        assert!(value(&facts, "okun_slope", "", "", 0).is_nan());
        assert!(value(&facts, "deviation", "real_gdp", "hamilton", 0).is_nan());
    }
}
