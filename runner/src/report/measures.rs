//! What the summary and the plot show of a run: the few series they need, and figures made of them.

use engine::parameters::Frequency;
use engine::record::Record;

use super::Band;
use crate::evaluation::common::common;
use crate::scenario::time::Period;

/// The series of one run that the report needs, one value per period, the base period first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    frequency: Frequency,
    real_gdp: Vec<f64>,
    nominal_gdp: Vec<f64>,
    deflator: Vec<f64>,
    unemployment: Vec<f64>,
    policy_rate: Vec<f64>,
    debt: Vec<f64>,
}

impl Path {
    /// Takes them from the rows of a run, which are in the order of the engine's series.
    pub fn of(rows: &[Vec<f64>], frequency: Frequency) -> Self {
        let series = |name: &str| -> Vec<f64> {
            let place = Record::COLUMNS
                .iter()
                .position(|column| column.name == name);
            place
                .map(|place| rows.iter().map(|row| row[place]).collect())
                .unwrap_or_default()
        };
        Path {
            frequency,
            real_gdp: series("real_gdp"),
            nominal_gdp: series("nominal_gdp"),
            deflator: series("gdp_deflator"),
            unemployment: series("unemployment_rate"),
            policy_rate: series("policy_rate"),
            debt: series("government_debt"),
        }
    }

    /// Whether it has the same figures as `other`; a figure that does not exist equals itself.
    pub fn same(&self, other: &Path) -> bool {
        let bits = |path: &Path| -> Vec<u64> {
            let series = [
                &path.real_gdp,
                &path.nominal_gdp,
                &path.deflator,
                &path.unemployment,
                &path.policy_rate,
                &path.debt,
            ];
            series
                .into_iter()
                .flatten()
                .map(|value| value.to_bits())
                .collect()
        };
        bits(self) == bits(other)
    }

    /// Figures in a path of `rows` periods, what holds them included.
    pub fn figures(rows: u64) -> u64 {
        6 * (rows + 3) + 2
    }

    /// Real GDP, base period = 100.
    pub fn gdp_index(&self, period: usize) -> Option<f64> {
        Some(100.0 * self.real_gdp.get(period)? / self.real_gdp[0])
    }

    /// Growth of real GDP on the same period of the year before \[%\].
    pub fn growth(&self, period: usize) -> Option<f64> {
        self.on_year_before(&self.real_gdp, period)
    }

    /// Growth of the GDP deflator on the same period of the year before \[%\].
    pub fn inflation(&self, period: usize) -> Option<f64> {
        self.on_year_before(&self.deflator, period)
    }

    /// Growth of the GDP deflator on the period before, as a yearly rate \[%\].
    pub fn annualised_inflation(&self, period: usize) -> Option<f64> {
        let before = period.checked_sub(1)?;
        let rate = self.deflator.get(period)? / self.deflator[before] - 1.0;
        Some(yearly(rate, self.frequency))
    }

    /// Whether prices more than double within a year, more than half of the active are unemployed, or
    /// real GDP changes by more than half in a period, in any period after the base period.
    pub fn implausible(&self) -> [bool; 3] {
        let mut found = [false; 3];
        for period in 1..self.real_gdp.len() {
            let year = period.saturating_sub(self.year());
            let prices = self.deflator[period] / self.deflator[year];
            let growth = self.real_gdp[period] / self.real_gdp[period - 1];
            found[0] |= prices.is_nan() || prices > 2.0;
            found[1] |= self.unemployment[period] > 0.5;
            found[2] |= !(0.5..=1.5).contains(&growth);
        }
        found
    }

    /// Unemployed among the active \[%\].
    pub fn unemployment(&self, period: usize) -> Option<f64> {
        self.unemployment.get(period).map(|rate| 100.0 * rate)
    }

    /// Policy rate \[% a year\].
    pub fn policy_rate(&self, period: usize) -> Option<f64> {
        let rate = self.policy_rate.get(period)?;
        Some(yearly(*rate, self.frequency))
    }

    /// Government debt over GDP of the last year, or of as much of it as there is \[%\].
    pub fn debt_ratio(&self, period: usize) -> Option<f64> {
        let debt = self.debt.get(period)?;
        let year = &self.nominal_gdp[(period + 1).saturating_sub(self.year())..=period];
        let mean = year.iter().sum::<f64>() / year.len() as f64;
        Some(100.0 * debt / (self.year() as f64 * mean))
    }

    /// Periods in a year.
    fn year(&self) -> usize {
        self.frequency.periods_per_year() as usize
    }

    fn on_year_before(&self, series: &[f64], period: usize) -> Option<f64> {
        let before = period.checked_sub(self.year())?;
        Some(100.0 * (series.get(period)? / series[before] - 1.0))
    }
}

/// A rate per period as a yearly one \[%\].
pub fn yearly(rate: f64, frequency: Frequency) -> f64 {
    100.0 * (frequency.yearly_factor(rate) - 1.0)
}

/// A row of the summary: a calendar year, or the base period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// `2020`, `2019Q4`, `2020 from Q3`, or `2022 to Q2`; with months `2019-12`, `2020 from 07`, or `2022 to 06`.
    pub label: String,
    /// First period, counted from the base period.
    pub first: usize,
    /// Last period, counted from the base period.
    pub last: usize,
}

/// The base period and the calendar years of a run.
pub fn spans(base: Period, horizon: u32) -> Vec<Span> {
    let mut spans = vec![Span {
        label: base.to_string(),
        first: 0,
        last: 0,
    }];
    let mut first = 1;
    while first <= horizon {
        let start = base.plus(first);
        let year = base.frequency().periods_per_year();
        let last = (first + year - start.number() as u32).min(horizon);
        let end = base.plus(last);
        let within = |period: Period| match base.frequency() {
            Frequency::Quarter => format!("Q{}", period.number()),
            Frequency::Month => format!("{:02}", period.number()),
        };
        let edge = |word: &str, there: bool, period: Period| {
            if there {
                format!(" {word} {}", within(period))
            } else {
                String::new()
            }
        };
        let from = edge("from", start.number() > 1, start);
        let to = edge("to", !end.ends_year(), end);
        let label = format!("{}{from}{to}", start.year());
        spans.push(Span {
            label,
            first: first as usize,
            last: last as usize,
        });
        first = last + 1;
    }
    spans
}

/// One column of the summary.
pub struct Measure {
    /// Three lines of heading.
    pub head: [&'static str; 3],
    /// The last of them where not all years are whole.
    pub part: &'static str,
    /// Digits after the point.
    pub digits: usize,
    /// The figure of a run in a span, if it has one.
    pub figure: fn(&Path, &Span) -> Option<f64>,
}

/// The columns of the summary.
pub const MEASURES: [Measure; 5] = [
    Measure {
        head: ["real GDP", "growth, %", "Q4 on Q4"],
        part: "on year ago",
        digits: 1,
        figure: |path, span| path.growth(span.last),
    },
    Measure {
        head: ["inflation", "deflator, %", "Q4 on Q4"],
        part: "on year ago",
        digits: 1,
        figure: |path, span| path.inflation(span.last),
    },
    Measure {
        head: ["unemployment", "rate, %", "mean of year"],
        part: "mean",
        digits: 1,
        figure: |path, span| mean(span, |period| path.unemployment(period)),
    },
    Measure {
        head: ["policy rate", "% a year", "mean of year"],
        part: "mean",
        digits: 2,
        figure: |path, span| mean(span, |period| path.policy_rate(period)),
    },
    Measure {
        head: ["public debt", "% of GDP", "end of year"],
        part: "at the end",
        digits: 1,
        figure: |path, span| path.debt_ratio(span.last),
    },
];

fn mean(span: &Span, figure: impl Fn(usize) -> Option<f64>) -> Option<f64> {
    let figures: Option<Vec<f64>> = (span.first..=span.last).map(figure).collect();
    figures.map(|figures| figures.iter().sum::<f64>() / figures.len() as f64)
}

/// Paths of the runs of a branch, by run; none where the run failed.
pub type Runs = Vec<Option<Path>>;

/// What is told of a branch.
#[derive(Clone, Copy)]
pub enum Told<'a> {
    /// Levels, over the runs that are common to all branches.
    Levels(&'a [bool]),
    /// Differences from a reference, over the runs that both have.
    Differences(&'a Runs),
}

/// The runs that levels of `branches` rest on.
pub fn common_runs(branches: &[(String, Runs)]) -> Vec<bool> {
    let runs = branches.first().map_or(0, |(_, runs)| runs.len());
    common(branches.len(), runs, |branch, run| {
        branches[branch].1.get(run).is_some_and(Option::is_some)
    })
}

/// `figure` over the runs, or its difference.
pub fn band(runs: &Runs, told: Told, figure: impl Fn(&Path) -> Option<f64>) -> Option<Band> {
    let figures = runs.iter().enumerate().filter_map(|(run, path)| {
        let own = figure(path.as_ref()?)?;
        let figure = match told {
            Told::Differences(reference) => own - figure(reference.get(run)?.as_ref()?)?,
            Told::Levels(common) => common.get(run)?.then_some(own)?,
        };
        figure.is_finite().then_some(figure)
    });
    Band::of(&figures.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::{Path, spans};
    use crate::scenario::time::Period;

    fn labels(base: &str, horizon: u32) -> Vec<(String, usize, usize)> {
        let spans = spans(Period::parse(base).unwrap(), horizon);
        spans
            .into_iter()
            .map(|span| (span.label, span.first, span.last))
            .collect()
    }

    #[test]
    fn years_of_a_run() {
        let row = |label: &str, first, last| (label.to_owned(), first, last);
        assert_eq!(
            labels("2019Q4", 6),
            [
                row("2019Q4", 0, 0),
                row("2020", 1, 4),
                row("2021 to Q2", 5, 6)
            ]
        );
        assert_eq!(
            labels("2010Q1", 4),
            [
                row("2010Q1", 0, 0),
                row("2010 from Q2", 1, 3),
                row("2011 to Q1", 4, 4)
            ]
        );
        assert_eq!(
            labels("2020-06", 3),
            [row("2020-06", 0, 0), row("2020 from 07 to 09", 1, 3)]
        );
        assert_eq!(
            labels("2019-12", 18),
            [
                row("2019-12", 0, 0),
                row("2020", 1, 12),
                row("2021 to 06", 13, 18)
            ]
        );
    }

    #[test]
    fn what_no_economy_does_is_found() {
        let path = |real_gdp: &[f64], deflator: &[f64], unemployment: f64| Path {
            real_gdp: real_gdp.to_vec(),
            deflator: deflator.to_vec(),
            unemployment: vec![unemployment; real_gdp.len()],
            ..Path::default()
        };
        let found = |path: Path| path.implausible();
        assert_eq!(found(path(&[1.0, 1.4], &[1.0, 1.9], 0.4)), [false; 3]);
        assert_eq!(
            found(path(&[1.0, 0.4], &[1.0, 1.0], 0.1)),
            [false, false, true]
        );
        assert_eq!(
            found(path(&[1.0, 1.0], &[1.0, 2.1], 0.6)),
            [true, true, false]
        );
        let slowly = [1.0, 1.3, 1.5, 1.7, 1.9, 2.5];
        assert_eq!(found(path(&[1.0; 6], &slowly, 0.0)), [false; 3]);
    }

    #[test]
    fn figures_worked_by_hand() {
        let path = Path {
            real_gdp: vec![100.0, 101.0, 102.0, 103.0, 104.0],
            nominal_gdp: vec![100.0; 5],
            deflator: vec![1.0, 1.0, 1.0, 1.0, 1.02],
            unemployment: vec![0.05; 5],
            policy_rate: vec![0.01; 5],
            debt: vec![320.0; 5],
            ..Path::default()
        };
        assert!((path.growth(4).unwrap() - 4.0).abs() < 1e-12);
        assert!((path.inflation(4).unwrap() - 2.0).abs() < 1e-12);
        assert_eq!(path.growth(3), None);
        assert!((path.policy_rate(0).unwrap() - 4.060_401).abs() < 1e-9);
        assert_eq!(
            (path.debt_ratio(0), path.debt_ratio(4)),
            (Some(80.0), Some(80.0))
        );
        assert!((path.annualised_inflation(4).unwrap() - 8.243_216).abs() < 1e-6);
    }
}
