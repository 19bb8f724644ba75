//! How long a period is, and what rates per period are worth in a year.

use std::borrow::Cow;
use std::str::FromStr;

use super::UnknownSwitch;

/// Length of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frequency {
    /// A quarter of a year, as published.
    #[default]
    Quarter,
    /// A month.
    Month,
}

impl Frequency {
    /// Word for a period.
    pub fn name(self) -> &'static str {
        match self {
            Frequency::Quarter => "quarter",
            Frequency::Month => "month",
        }
    }

    /// Periods in a quarter.
    pub fn periods_per_quarter(self) -> u32 {
        match self {
            Frequency::Quarter => 1,
            Frequency::Month => 3,
        }
    }

    /// Periods in a year.
    pub fn periods_per_year(self) -> u32 {
        4 * self.periods_per_quarter()
    }

    /// What grows by `rate` a period, as a factor a year.   `(1 + r)^4`, or `(1 + r)^12`
    pub fn yearly_factor(self, rate: f64) -> f64 {
        let growth = 1.0 + rate;
        let quarter = match self {
            Frequency::Quarter => growth,
            Frequency::Month => growth * growth * growth,
        };
        let half = quarter * quarter;
        half * half
    }

    /// The rate per period of what grows by `factor` a year.   `f^(1/4) - 1`, or `f^(1/12) - 1`
    pub fn rate_of_yearly_factor(self, factor: f64) -> f64 {
        let quarter = factor.sqrt().sqrt();
        match self {
            Frequency::Quarter => quarter - 1.0,
            Frequency::Month => libm::cbrt(quarter) - 1.0,
        }
    }

    /// A `unit` that is stated for quarters, as it is for these periods.
    pub fn unit(self, unit: &str) -> Cow<'_, str> {
        match self {
            Frequency::Quarter => Cow::Borrowed(unit),
            Frequency::Month => Cow::Owned(unit.replace("quarter", "month")),
        }
    }
}

impl FromStr for Frequency {
    type Err = UnknownSwitch;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "quarter" => Ok(Frequency::Quarter),
            "month" => Ok(Frequency::Month),
            _ => Err(UnknownSwitch::Value {
                name: "frequency".into(),
                value: text.into(),
                allowed: "quarter or month",
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Frequency;

    #[test]
    fn a_year_has_four_quarters_or_twelve_months() {
        // 1.1^4 = 1.4641; 1.01^12 = 1.126 825 030 131 969 7.
        assert!((Frequency::Quarter.yearly_factor(0.1) - 1.4641).abs() < 1e-15);
        assert!((Frequency::Month.yearly_factor(0.01) - 1.126_825_030_131_97).abs() < 1e-14);
        for frequency in [Frequency::Quarter, Frequency::Month] {
            let rate = frequency.rate_of_yearly_factor(frequency.yearly_factor(0.003));
            assert!((rate - 0.003).abs() < 1e-15);
        }
        assert_eq!(
            Frequency::Month.unit("goods/person/quarter"),
            "goods/person/month"
        );
        assert_eq!(Frequency::Quarter.unit("rate/quarter"), "rate/quarter");
        assert_eq!("month".parse(), Ok(Frequency::Month));
        assert!("week".parse::<Frequency>().is_err());
    }
}
