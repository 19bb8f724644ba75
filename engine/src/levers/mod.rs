//! Levers: what a scenario may push, by how much, and what that does to the value in force.
//!
//! A lever is a wedge on what the model's own rule gives. The rule never sees the wedge: what it
//! remembers is its own value, so that a shock ends by not being pulled any more, and undoing it is
//! never a division. Every scalar parameter is a lever, and so are the values that phases set
//! ([`registry`] lists them). [`Rule`] names the rules that a scenario may replace.
//!
//! [`Simulation::pull`](crate::simulation::Simulation::pull) pulls levers for a quarter,
//! [`Simulation::give`](crate::simulation::Simulation::give) replaces what a rule says in it.

mod in_force;
pub mod registry;
mod rule;
mod waiting;

use std::sync::Arc;

pub(crate) use in_force::InForce;
pub use in_force::OutOfRange;
pub(crate) use in_force::shown;
pub use registry::{all, find};
pub(crate) use rule::FURTHEST;
pub use rule::Rule;
pub use waiting::{Unknown, Waiting};

use crate::parameters::Frequency;

/// Smallest and largest rate per quarter that can be in force: beyond it, a yearly rate or one in per
/// cent was meant.
pub(crate) const RATES: (f64, f64) = (-0.5, 0.5);

/// How a size is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Percentage points; of the yearly rate where the value is a rate of interest or growth per quarter.
    Pp,
    /// Per cent of the value without the shock.
    Pct,
    /// The value itself, in the unit of the lever.
    Level,
    /// Added to the value, in the unit of the lever.
    Add,
}

impl Size {
    /// All of them.
    pub const ALL: [Size; 4] = [Size::Pp, Size::Pct, Size::Level, Size::Add];

    /// Word in scenarios.
    pub fn name(self) -> &'static str {
        match self {
            Size::Pp => "pp",
            Size::Pct => "pct",
            Size::Level => "level",
            Size::Add => "add",
        }
    }
}

/// What a pull may pick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Nothing: there is one value.
    Whole,
    /// Products, by the code of the industry that makes them.
    Products,
    /// Industries: the firms in them.
    Industries,
}

/// Description of one lever.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lever {
    /// Name in scenarios.
    pub name: &'static str,
    /// Unit of the value in force.
    pub unit: &'static str,
    /// Sizes that have a meaning for it.
    pub sizes: &'static [Size],
    /// What a pull may pick.
    pub reach: Reach,
    /// Phase that puts it in force; `period_start` for scalar parameters, which hold the whole quarter.
    pub phase: &'static str,
    /// Section of the model specification that has the value, or `extension`.
    pub source: &'static str,
    /// One sentence.
    pub meaning: &'static str,
    /// Smallest value in force.
    pub low: f64,
    /// Largest value in force.
    pub high: f64,
}

impl Lever {
    /// The value in force, given what the rule says, in an economy of periods of `frequency`.
    pub fn apply(&self, wedge: Wedge, value: f64, frequency: Frequency) -> f64 {
        if self.is_rate() {
            wedge.apply_to_rate(value, frequency)
        } else {
            wedge.apply(value)
        }
    }

    /// Whether it is a scalar parameter, which holds for a whole quarter.
    pub fn is_parameter(&self) -> bool {
        self.phase == "period_start"
    }

    /// Whether it is a rate of interest or growth per quarter, which people quote per year.
    pub fn is_rate(&self) -> bool {
        self.unit == "rate/quarter"
    }
}

/// A wedge in the user's figures: `Pp` 1.0 is one percentage point, `Pct` 1.0 one per cent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wedge {
    /// How `value` is meant.
    pub size: Size,
    /// By how much.
    pub value: f64,
}

impl Wedge {
    /// The value in force.   `v + x/100`, `v (1 + x/100)`, `x`, `v + x` for pp, pct, level, add
    ///
    /// A size of zero leaves the value as it is, to the last bit.
    pub fn apply(self, value: f64) -> f64 {
        match self.size {
            Size::Pp => value + self.value / 100.0,
            Size::Pct => value * (1.0 + self.value / 100.0),
            Size::Level => self.value,
            Size::Add => value + self.value,
        }
    }

    /// The same for a rate per quarter, where percentage points are those of the yearly rate.
    /// `(1 + v')^4 = (1 + v)^4 + x/100`, with 12 in place of 4 where a period is a month
    ///
    /// No such rate exists where the right side is negative; the result is then no number.
    fn apply_to_rate(self, rate: f64, frequency: Frequency) -> f64 {
        if self.size != Size::Pp || self.value == 0.0 {
            return self.apply(rate);
        }
        frequency.rate_of_yearly_factor(frequency.yearly_factor(rate) + self.value / 100.0)
    }
}

/// One lever pulled in one quarter. A later pull of the same lever acts on the result of the earlier.
#[derive(Clone, Debug, PartialEq)]
pub struct Pull {
    /// The lever.
    pub lever: &'static Lever,
    /// Industries or products, as indices from 0; all if none.
    pub rows: Option<Arc<[u16]>>,
    /// By how much.
    pub wedge: Wedge,
}

impl Pull {
    /// Whether industry or product `row` is picked.
    pub(crate) fn picks(&self, row: usize) -> bool {
        self.rows
            .as_ref()
            .is_none_or(|rows| rows.iter().any(|&picked| usize::from(picked) == row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::Frequency::{Month, Quarter};

    fn applied(size: Size, value: f64, to: f64) -> f64 {
        Wedge { size, value }.apply(to)
    }

    #[test]
    fn worked_by_hand() {
        assert!((applied(Size::Pp, 1.5, 0.2) - 0.215).abs() < 1e-15);
        assert!((applied(Size::Pct, -10.0, 0.2) - 0.18).abs() < 1e-15);
        assert_eq!(applied(Size::Level, 0.3, 0.2), 0.3);
        assert_eq!(applied(Size::Add, 0.25, 0.5), 0.75);
    }

    #[test]
    fn percentage_points_of_a_rate_are_those_of_the_year() {
        let wedge = |size, value| Wedge { size, value };
        // 1.1^4 = 1.4641 and 1.2^4 = 2.0736 are 60.95 points apart.
        let risen = wedge(Size::Pp, 60.95).apply_to_rate(0.1, Quarter);
        assert!((risen - 0.2).abs() < 1e-15, "{risen}");
        let rate: f64 = 0.001;
        for (frequency, periods) in [(Quarter, 4), (Month, 12)] {
            let risen = wedge(Size::Pp, 1.0).apply_to_rate(rate, frequency);
            let yearly = |rate: f64| (1.0 + rate).powi(periods) - 1.0;
            assert!((yearly(risen) - yearly(rate) - 0.01).abs() < 3e-15);
        }
        assert_eq!(wedge(Size::Add, 0.5).apply_to_rate(0.25, Quarter), 0.75);
        assert_eq!(wedge(Size::Level, 0.5).apply_to_rate(0.25, Quarter), 0.5);
        assert!(wedge(Size::Pp, -200.0).apply_to_rate(0.0, Month).is_nan());
    }

    #[test]
    fn a_size_of_zero_changes_no_bit() {
        for value in [0.1, 1.0 / 3.0, -0.007, 1e9 / 7.0, f64::INFINITY] {
            for size in [Size::Pp, Size::Pct, Size::Add] {
                let wedge = Wedge { size, value: 0.0 };
                assert_eq!(wedge.apply(value).to_bits(), value.to_bits());
                let applied = wedge.apply_to_rate(value, Month);
                assert_eq!(applied.to_bits(), value.to_bits());
            }
        }
    }

    #[test]
    fn a_pull_picks_its_rows_or_all() {
        let mut pull = Pull {
            lever: &registry::IMPORT_PRICE,
            rows: None,
            wedge: Wedge {
                size: Size::Pct,
                value: 1.0,
            },
        };
        assert!(pull.picks(0) && pull.picks(61));
        pull.rows = Some([3, 5].into());
        assert!(pull.picks(3) && pull.picks(5) && !pull.picks(4));
    }
}
