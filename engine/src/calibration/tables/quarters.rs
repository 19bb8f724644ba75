//! Quarters of the calendar and series over them.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::bounds::{Bounds, Kind};
use super::csv::CsvTable;
use crate::parameters::Problem;

/// A quarter of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    /// Quarters since the first of year 0.
    index: i32,
}

impl Quarter {
    /// The quarter `count` later; earlier if negative.
    #[must_use]
    pub fn plus(self, count: i32) -> Self {
        Quarter {
            index: self.index + count,
        }
    }

    /// Quarters from `earlier` to this one.
    pub fn since(self, earlier: Quarter) -> i32 {
        self.index - earlier.index
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Q{}", self.index / 4, self.index % 4 + 1)
    }
}

/// A text that is no quarter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a quarter is written like 2019Q4")]
pub struct NotAQuarter;

impl FromStr for Quarter {
    type Err = NotAQuarter;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (year, quarter) = text.split_once('Q').ok_or(NotAQuarter)?;
        let year: u16 = year.parse().map_err(|_| NotAQuarter)?;
        match quarter.parse::<u8>() {
            Ok(quarter @ 1..=4) => Ok(Quarter {
                index: i32::from(year) * 4 + i32::from(quarter) - 1,
            }),
            _ => Err(NotAQuarter),
        }
    }
}

/// Quarterly series without a gap, by column name.
#[derive(Clone, Debug, Default)]
pub struct QuarterlyTable {
    first: Quarter,
    series: BTreeMap<String, Vec<f64>>,
}

impl QuarterlyTable {
    /// Reads `file`, whose quarters must follow each other and include `from..=to`, and whose
    /// figures must be plausible for their kind. Of each column the first wild figure is told.
    pub fn read(
        files: &BTreeMap<String, String>,
        file: &'static str,
        columns: &[(&str, Kind)],
        (from, to): (Quarter, Quarter),
        bounds: &Bounds,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let mut names = vec!["period"];
        names.extend(columns.iter().map(|(name, _)| *name));
        let table = CsvTable::read(files, file, &names, problems)?;
        let before = problems.len();
        let mut told: Vec<&str> = Vec::new();
        let mut quarters: Vec<Quarter> = Vec::new();
        let mut series: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for row in table.rows() {
            let Ok(quarter) = row.text("period").parse::<Quarter>() else {
                let message = format!("`{}` is not a quarter", row.text("period"));
                problems.push(Problem::new(row.place(), message, "write it like 2019Q4"));
                continue;
            };
            if let Some(last) = quarters.last() {
                let expected = last.plus(1);
                if quarter != expected {
                    let message = format!("{quarter} follows {last}");
                    let remedy = format!("add {expected}: quarters follow each other");
                    problems.push(Problem::new(row.place(), message, remedy));
                }
            }
            quarters.push(quarter);
            for (name, kind) in columns {
                let value = row.number(name, kind.sign(), problems);
                let values = series.entry((*name).to_owned()).or_default();
                let before = values.last().copied();
                values.push(value);
                // What is no number has been told already.
                if value.is_nan() || before.is_some_and(f64::is_nan) || told.contains(name) {
                    continue;
                }
                if let Some(objection) = kind.objection(&row, value, before, bounds) {
                    told.push(name);
                    let message = format!("`{name}` in {quarter}: {objection}");
                    let remedy = "correct it or the quarter before; the bounds stand under \
                                  [plausible] in calibration.toml";
                    problems.push(Problem::new(row.place(), message, remedy));
                }
            }
        }
        let (first, last) = (*quarters.first()?, *quarters.last()?);
        if first > from || last < to {
            let message = format!("runs from {first} to {last}");
            let remedy = format!("it must contain {from} to {to}");
            problems.push(Problem::new(file, message, remedy));
        }
        (problems.len() == before).then_some(QuarterlyTable { first, series })
    }

    /// Values of `name` from `from` to `to`; both must be in the table, as checked when it was read.
    pub fn window(&self, name: &str, from: Quarter, to: Quarter) -> &[f64] {
        let position = |quarter: Quarter| quarter.since(self.first) as usize;
        &self.series[name][position(from)..=position(to)]
    }

    /// Makes every series what it is in `quarter`, which must be in the table.
    pub fn hold(&mut self, quarter: Quarter) {
        let position = quarter.since(self.first) as usize;
        for values in self.series.values_mut() {
            let value = values[position];
            values.fill(value);
        }
    }

    /// Makes the series `name` `value` in all quarters; nothing without such a series.
    pub fn fill(&mut self, name: &str, value: f64) {
        if let Some(values) = self.series.get_mut(name) {
            values.fill(value);
        }
    }

    /// All quarters, in order.
    pub fn quarters(&self) -> impl Iterator<Item = Quarter> {
        let count = self.series.values().next().map_or(0, Vec::len);
        (0..count).map(|position| self.first.plus(position as i32))
    }

    /// The value of `name` in `quarter`, if the table has it.
    pub fn get(&self, name: &str, quarter: Quarter) -> Option<f64> {
        let position = usize::try_from(quarter.since(self.first)).ok()?;
        self.series.get(name)?.get(position).copied()
    }

    /// The value of `name` in `quarter`, which must be in the table.
    pub fn at(&self, name: &str, quarter: Quarter) -> f64 {
        self.window(name, quarter, quarter)[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quarter(text: &str) -> Quarter {
        text.parse().unwrap()
    }

    fn read(text: &str, from: &str, to: &str) -> (Option<QuarterlyTable>, Vec<Problem>) {
        let files = BTreeMap::from([("q.csv".to_owned(), text.to_owned())]);
        let mut problems = Vec::new();
        let columns = [("gdp", Kind::Level)];
        let range = (quarter(from), quarter(to));
        let bounds = Bounds {
            level_change: 2.5,
            ..Bounds::default()
        };
        let table = QuarterlyTable::read(&files, "q.csv", &columns, range, &bounds, &mut problems);
        (table, problems)
    }

    #[test]
    fn quarters_are_counted_across_years() {
        assert_eq!(quarter("2020Q1").since(quarter("2018Q4")), 5);
        assert_eq!(quarter("1999Q4").plus(1).to_string(), "2000Q1");
        assert!("2019q4".parse::<Quarter>().is_err());
        assert!("2019Q5".parse::<Quarter>().is_err());
    }

    #[test]
    fn a_window_is_cut_out_by_quarter() {
        let (table, problems) = read(
            "period,gdp\n2019Q3,1\n2019Q4,2\n2020Q1,3\n",
            "2019Q3",
            "2020Q1",
        );
        assert!(problems.is_empty());
        let table = table.unwrap();
        assert_eq!(
            table.window("gdp", quarter("2019Q4"), quarter("2020Q1")),
            [2.0, 3.0]
        );
        assert_eq!(table.at("gdp", quarter("2019Q3")), 1.0);
    }

    #[test]
    fn the_first_jump_is_told_with_both_figures() {
        let text = "period,gdp\n2019Q3,1\n2019Q4,1e300\n2020Q1,3\n";
        let (table, problems) = read(text, "2019Q3", "2020Q1");
        assert!(table.is_none() && problems.len() == 1);
        assert_eq!(problems[0].key, "q.csv:3");
        assert!(problems[0].message.contains("from 1 to 1e300"));
    }

    #[test]
    fn gaps_and_truncation_are_told() {
        let (_, problems) = read("period,gdp\n2019Q3,1\n2020Q1,3\n", "2019Q3", "2020Q1");
        assert_eq!(problems[0].key, "q.csv:3");
        assert!(problems[0].remedy.contains("2019Q4"));
        let (_, problems) = read("period,gdp\n2019Q3,1\n", "2019Q3", "2019Q4");
        assert!(problems[0].remedy.contains("2019Q3 to 2019Q4"));
    }
}
