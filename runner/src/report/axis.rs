//! Axes: round ticks upwards, quarters along.

use super::html::shown::grouped;
use crate::scenario::time::Period;

/// Part of a step by which figures may be beyond the last tick.
const OVER: f64 = 0.03;

/// A vertical axis with round ticks.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Its lowest value.
    pub low: f64,
    /// Its highest value.
    pub high: f64,
    /// Distance of its ticks.
    pub step: f64,
}

impl Axis {
    /// An axis for figures from `low` to `high`; one that is to be seen as flat where all are equal.
    pub fn around(low: f64, high: f64) -> Self {
        let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
        let size = low.abs().max(high.abs());
        let least = if size > 0.0 { size * 1e-3 } else { 1.0 };
        let (low, high) = if high - low < least {
            (low - least, high + least)
        } else {
            (low, high)
        };
        let step = round_step((high - low) / 4.0);
        Axis {
            low: (low / step + OVER).floor() * step,
            high: (high / step - OVER).ceil() * step,
            step,
        }
    }

    /// Where lines and labels are.
    pub fn ticks(&self) -> Vec<f64> {
        let count = ((self.high - self.low) / self.step).round() as usize;
        let ticks = (0..=count).map(|tick| self.low + tick as f64 * self.step);
        ticks
            .map(|tick| {
                if tick.abs() < self.step * 1e-6 {
                    0.0
                } else {
                    tick
                }
            })
            .collect()
    }

    /// The label of a tick.
    pub fn label(&self, value: f64) -> String {
        grouped(&self.plain(value))
    }

    /// The label in plain figures.
    pub fn plain(&self, value: f64) -> String {
        let mut scaled = self.step;
        let mut digits = 0;
        while digits < 9 && (scaled - scaled.round()).abs() > 1e-6 * scaled {
            scaled *= 10.0;
            digits += 1;
        }
        format!("{value:.digits$}")
    }
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten that is at least `size`.
pub fn round_step(size: f64) -> f64 {
    let mut power = 1.0;
    while power > size && power > 1e-300 {
        power /= 10.0;
    }
    while power * 10.0 <= size && power < 1e300 {
        power *= 10.0;
    }
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|step| *step >= size * (1.0 - 1e-9))
        .unwrap_or(size)
}

/// Periods that have a label: first periods of years, or some periods of a short run.
pub fn dates(base: Period, horizon: usize) -> Vec<(usize, String)> {
    let periods = 0..=horizon;
    let date = |t: usize| base.plus(t as u32);
    let year = base.frequency().periods_per_year() as usize;
    if horizon < 2 * year {
        let step = horizon.saturating_sub(1) / 4 + 1;
        return periods
            .step_by(step)
            .map(|t| (t, date(t).to_string()))
            .collect();
    }
    let years = horizon / year;
    let step = [1, 2, 5, 10, 20, 50, 100, 200];
    let step = step.into_iter().find(|step| years / step <= 6);
    let step = step.unwrap_or(500) as i32;
    periods
        .filter(|&t| date(t).number() == 1 && date(t).year() % step == 0)
        .map(|t| (t, date(t).year().to_string()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Axis, dates};
    use crate::scenario::time::Period;

    #[test]
    fn ticks_are_round_at_every_size() {
        let axis = Axis::around(-0.4, 2.9);
        assert_eq!(axis.ticks(), [-1.0, 0.0, 1.0, 2.0, 3.0]);
        assert_eq!(axis.label(-1.0), "\u{2212}1");
        let axis = Axis::around(0.0, 0.002);
        assert_eq!(axis.label(axis.ticks()[1]), "0.0005");
        let axis = Axis::around(1_000_000.0, 1_900_000.0);
        assert_eq!(axis.label(axis.ticks()[0]), "1\u{202f}000\u{202f}000");
        // Even figures are a line in the middle.
        let axis = Axis::around(5.0, 5.0);
        assert!(axis.low < 5.0 && axis.high > 5.0);
        assert_eq!(Axis::around(0.0, 0.0).ticks().len(), 5);
    }

    #[test]
    fn labels_of_dates_are_few() {
        let base = Period::parse("2019Q4").unwrap();
        let labels = |horizon| -> Vec<String> {
            dates(base, horizon)
                .into_iter()
                .map(|(_, label)| label)
                .collect()
        };
        assert_eq!(labels(2), ["2019Q4", "2020Q1", "2020Q2"]);
        assert_eq!(labels(6), ["2019Q4", "2020Q2", "2020Q4", "2021Q2"]);
        assert_eq!(labels(12), ["2020", "2021", "2022"]);
        assert_eq!(labels(40), ["2020", "2022", "2024", "2026", "2028"]);
        let base = Period::parse("2019-12").unwrap();
        let labels = |horizon| -> Vec<String> {
            let labels = dates(base, horizon).into_iter();
            labels.map(|(_, label)| label).collect()
        };
        assert_eq!(
            labels(12),
            ["2019-12", "2020-03", "2020-06", "2020-09", "2020-12"]
        );
        assert_eq!(labels(36), ["2020", "2021", "2022"]);
    }
}
