//! What figures of a kind can be: declared once in `calibration.toml`, applied to every cell.

use super::csv::{Row, Sign};
use super::settings::Settings;
use super::shown::shown;

/// Lowest and highest plausible value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Range {
    /// Lowest.
    pub low: f64,
    /// Highest.
    pub high: f64,
}

impl Range {
    /// Whether `value` lies in the range; NaN does not.
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// Plausible sizes and changes of figures. The values and reasons stand in `calibration.toml`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bounds {
    /// Largest change of a level from one quarter to the next \[share\].
    pub level_change: f64,
    /// The same of a volatile level \[share\].
    pub volatile_change: f64,
    /// Largest balance over nominal GDP of the quarter \[share\].
    pub balance: f64,
    /// Rates of interest \[per cent a year\].
    pub interest_rate: Range,
    /// Largest change of a rate of interest from one quarter to the next \[percentage points\].
    pub interest_change: f64,
    /// Unemployment rate \[per cent\].
    pub unemployment_rate: Range,
    /// Largest annual flow over annual GDP \[ratio\].
    pub flow: f64,
    /// Largest stock over annual GDP \[ratio\].
    pub stock: f64,
    /// Residents over active and inactive persons \[ratio\].
    pub population: Range,
    /// Parameters and ratios of the finished model, by name.
    pub model: Vec<(&'static str, Range)>,
}

impl Bounds {
    /// Reads `[plausible]`, with a range for each of `quantities` of the model.
    pub fn read(settings: &mut Settings, quantities: &[&'static str]) -> Self {
        let mut largest = |name: &str| settings.number(&format!("plausible.{name}"), 0.0, 1e9);
        let mut bounds = Bounds {
            level_change: largest("level_change"),
            volatile_change: largest("volatile_change"),
            balance: largest("balance"),
            interest_change: largest("interest_change"),
            flow: largest("flow"),
            stock: largest("stock"),
            ..Bounds::default()
        };
        let mut range = |name: &str| {
            let mut end =
                |end: &str| settings.number(&format!("plausible.{name}.{end}"), -1e9, 1e9);
            Range {
                low: end("low"),
                high: end("high"),
            }
        };
        bounds.interest_rate = range("interest_rate");
        bounds.unemployment_rate = range("unemployment_rate");
        bounds.population = range("population");
        bounds.model = (quantities.iter())
            .map(|&name| (name, range(&format!("model.{name}"))))
            .collect();
        bounds
    }
}

/// What a quarterly column measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// An amount that moves little from quarter to quarter.
    #[default]
    Level,
    /// An amount that may stop and start again, such as building in 2020.
    Volatile,
    /// Something added less something taken away: either sign, small beside GDP.
    Balance,
    /// A rate of interest \[per cent a year\].
    InterestRate,
    /// A rate of interest per year \[fraction\].
    InterestFraction,
    /// Unemployed persons over active ones \[per cent\].
    UnemploymentRate,
}

impl Kind {
    /// Names in `calibration.toml`.
    pub const NAMES: [(&'static str, Kind); 6] = [
        ("level", Kind::Level),
        ("volatile", Kind::Volatile),
        ("balance", Kind::Balance),
        ("interest_rate", Kind::InterestRate),
        ("interest_fraction", Kind::InterestFraction),
        ("unemployment_rate", Kind::UnemploymentRate),
    ];

    /// What its numbers may be.
    pub fn sign(self) -> Sign {
        match self {
            Kind::Level | Kind::Volatile | Kind::UnemploymentRate => Sign::Positive,
            Kind::Balance | Kind::InterestRate | Kind::InterestFraction => Sign::Any,
        }
    }

    /// Why `value` in `row` cannot be; `before` is that of the quarter before.
    pub fn objection(
        self,
        row: &Row,
        value: f64,
        before: Option<f64>,
        bounds: &Bounds,
    ) -> Option<String> {
        let outside = |range: Range, value: f64, unit: &str| {
            let Range { low, high } = range;
            (!range.contains(value))
                .then(|| format!("{} is outside {low} to {high} {unit}", shown(value)))
        };
        let jump = |limit: f64| {
            let before = before?;
            let ratio = value / before;
            let high = 1.0 + limit;
            (!(high.recip()..=high).contains(&ratio)).then(|| {
                let (from, to) = (shown(before), shown(value));
                format!(
                    "goes from {from} to {to} within a quarter, by more than a factor of {high}"
                )
            })
        };
        let rate = |percent: f64| {
            let step = |before: f64| {
                let change = value * percent - before * percent;
                (change.abs() > bounds.interest_change).then(|| {
                    let change = shown(change);
                    let most = bounds.interest_change;
                    format!("changes by {change} percentage points within a quarter, not by {most} at most")
                })
            };
            outside(bounds.interest_rate, value * percent, "per cent a year")
                .or_else(|| before.and_then(step))
        };
        match self {
            Kind::Level => jump(bounds.level_change),
            Kind::Volatile => jump(bounds.volatile_change),
            Kind::InterestRate => rate(1.0),
            Kind::InterestFraction => rate(100.0),
            Kind::UnemploymentRate => outside(bounds.unemployment_rate, value, "per cent"),
            Kind::Balance => {
                let gdp: f64 = row.text("gdp_nominal").parse().unwrap_or(f64::NAN);
                let most = bounds.balance;
                (value.abs() > most * gdp).then(|| {
                    format!(
                        "{} is more than {most} of GDP ({})",
                        shown(value),
                        shown(gdp)
                    )
                })
            }
        }
    }
}
