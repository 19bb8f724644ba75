//! What was observed: the series of the data that a series of the model forecasts, in the units of the
//! data.
//!
//! Source: the specification, section 10.2. Capital formation with inventories is no target: what was
//! observed of it in the base quarter is mostly a change of valuables, which the model does not have.

use engine::calibration::tables::{Quarter, QuarterlyTable, Tables};
use engine::parameters::Frequency;

use crate::report::measures::yearly;
use Shape::{Flow, Price, Rate};

/// How a forecast in the units of the data is made from a simulated series `x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// `z x_k / x_0`, with `z` observed in the base quarter.
    Grown,
    /// `z + 100 (x_k - x_0)`.
    Added,
    /// `100 x_k`.
    PerCent,
    /// `100 ((1 + x_k)^4 - 1)`.
    PerCentAYear,
}

/// What a series is over a year, and how its errors are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Quarters add up; errors are differences of logs.
    Flow,
    /// A year is the mean of its quarters; errors are differences of logs.
    Price,
    /// A year is the mean of its quarters; errors are plain differences.
    Rate,
}

/// A series of the model that can be held against data.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Name in the record.
    pub series: &'static str,
    /// Unit of the data.
    pub unit: &'static str,
    /// How the forecast is made.
    pub path: Path,
    /// What it is over a year.
    pub shape: Shape,
    /// What was observed.
    source: Source,
}

#[derive(Clone, Copy, Debug)]
enum Source {
    /// Columns of the quarterly table, added, and those taken off.
    Columns(&'static [&'static str], &'static [&'static str]),
    /// The GDP deflator.
    Deflator,
    /// Its growth on the quarter before \[%\].
    Inflation,
    /// A column of the foreign table.
    Foreign(&'static str),
    /// Growth of the foreign deflator on the quarter before \[%\].
    ForeignInflation,
}

const MILLION: &str = "million/quarter";
const VOLUME: &str = "million/quarter, prices of the data";

const fn level(
    series: &'static str,
    unit: &'static str,
    plus: &'static [&'static str],
    minus: &'static [&'static str],
) -> Target {
    Target {
        series,
        unit,
        path: Path::Grown,
        shape: Flow,
        source: Source::Columns(plus, minus),
    }
}

const fn other(
    series: &'static str,
    unit: &'static str,
    path: Path,
    shape: Shape,
    source: Source,
) -> Target {
    Target {
        series,
        unit,
        path,
        shape,
        source,
    }
}

/// All targets, in the order of the record.
pub const TARGETS: [Target; 23] = [
    level("nominal_gdp", MILLION, &["gdp_nominal"], &[]),
    level("real_gdp", VOLUME, &["gdp_real"], &[]),
    level("nominal_gva", MILLION, &["gva_nominal"], &[]),
    level("real_gva", VOLUME, &["gva_real"], &[]),
    level(
        "nominal_household_consumption",
        MILLION,
        &["household_consumption_nominal", "npish_consumption_nominal"],
        &[],
    ),
    level(
        "real_household_consumption",
        VOLUME,
        &["household_consumption_real", "npish_consumption_real"],
        &[],
    ),
    level(
        "nominal_government_consumption",
        MILLION,
        &["government_consumption_nominal"],
        &[],
    ),
    level(
        "real_government_consumption",
        VOLUME,
        &["government_consumption_real"],
        &[],
    ),
    level(
        "nominal_fixed_capitalformation",
        MILLION,
        &["fixed_investment_nominal"],
        &[],
    ),
    level(
        "real_fixed_capitalformation",
        VOLUME,
        &["fixed_investment_real"],
        &[],
    ),
    level(
        "nominal_fixed_capitalformation_dwellings",
        MILLION,
        &["dwellings_investment_nominal"],
        &[],
    ),
    level(
        "real_fixed_capitalformation_dwellings",
        VOLUME,
        &["dwellings_investment_real"],
        &[],
    ),
    level("nominal_exports", MILLION, &["exports_nominal"], &[]),
    level("real_exports", VOLUME, &["exports_real"], &[]),
    level("nominal_imports", MILLION, &["imports_nominal"], &[]),
    level("real_imports", VOLUME, &["imports_real"], &[]),
    level(
        "compensation_employees",
        MILLION,
        &["compensation_of_employees"],
        &[],
    ),
    level(
        "wages",
        MILLION,
        &["compensation_of_employees"],
        &["employers_social_contributions"],
    ),
    other(
        "policy_rate",
        "% a year",
        Path::PerCentAYear,
        Rate,
        Source::Columns(&["bank_rate"], &[]),
    ),
    other(
        "foreign_real_gdp",
        VOLUME,
        Path::Grown,
        Flow,
        Source::Foreign("gdp_real"),
    ),
    other(
        "unemployment_rate",
        "%",
        Path::Added,
        Rate,
        Source::Columns(&["unemployment_rate"], &[]),
    ),
    other(
        "gdp_deflator",
        "ratio of nominal to real GDP",
        Path::Grown,
        Price,
        Source::Deflator,
    ),
    other(
        "inflation",
        "% on the quarter before",
        Path::PerCent,
        Rate,
        Source::Inflation,
    ),
];

/// Growth of the foreign deflator, beside the others because its own history is what the model's law is
/// estimated from.
pub const FOREIGN_INFLATION: Target = other(
    "foreign_inflation",
    "% on the quarter before",
    Path::PerCent,
    Rate,
    Source::ForeignInflation,
);

impl Target {
    /// The target called `series`.
    pub fn find(series: &str) -> Option<Target> {
        let all = TARGETS.iter().chain([&FOREIGN_INFLATION]);
        all.copied().find(|target| target.series == series)
    }

    /// What was observed in `quarter`, if anything was.
    pub fn observed(&self, tables: &Tables, quarter: Quarter) -> Option<f64> {
        let home = |name| tables.quarterly.get(name, quarter);
        let value = match self.source {
            Source::Columns(plus, minus) => {
                let sum = |names: &[&'static str]| {
                    let values = names.iter().map(|name| home(name));
                    values.sum::<Option<f64>>()
                };
                sum(plus)? - sum(minus)?
            }
            Source::Deflator => deflator(&tables.quarterly, quarter)?,
            Source::Foreign(name) => tables.foreign.get(name, quarter)?,
            Source::Inflation => inflation(&tables.quarterly, quarter)?,
            Source::ForeignInflation => inflation(&tables.foreign, quarter)?,
        };
        value.is_finite().then_some(value)
    }

    /// What a simulated `x` is in the unit of the data, without regard to what was observed.
    pub fn simulated(&self, x: f64) -> f64 {
        match self.path {
            Path::Grown => x,
            _ => self.forecast(0.0, x, 0.0),
        }
    }

    /// The forecast that the simulated `x_k` and `x_0` mean, where `base` was observed.
    pub fn forecast(&self, base: f64, now: f64, first: f64) -> f64 {
        match self.path {
            Path::Grown => base * now / first,
            Path::Added => base + 100.0 * (now - first),
            Path::PerCent => 100.0 * now,
            Path::PerCentAYear => yearly(now, Frequency::Quarter),
        }
    }

    /// How far a forecast is off: `log f - log a`, or `f - a` of a rate.
    pub fn error(&self, forecast: f64, actual: f64) -> f64 {
        match self.shape {
            Rate => forecast - actual,
            Flow | Price => libm::log(forecast) - libm::log(actual),
        }
    }

    /// The value over a year of its four quarters.
    pub fn annual(&self, quarters: &[f64]) -> f64 {
        let sum: f64 = quarters.iter().sum();
        match self.shape {
            Flow => sum,
            Price | Rate => sum / quarters.len() as f64,
        }
    }
}

/// Nominal over real GDP.
fn deflator(table: &QuarterlyTable, quarter: Quarter) -> Option<f64> {
    Some(table.get("gdp_nominal", quarter)? / table.get("gdp_real", quarter)?)
}

/// Growth of the deflator on the quarter before \[%\].
fn inflation(table: &QuarterlyTable, quarter: Quarter) -> Option<f64> {
    let before = deflator(table, quarter.plus(-1))?;
    Some(100.0 * (deflator(table, quarter)? / before - 1.0))
}
