//! What a sweep says, as a small table per branch: one row per parameter and measure, one column per
//! series.

use std::fmt::Write;

use crate::scenario::Scenario;
use crate::scenario::sweep::{Method, Sweep};
use crate::sensitivity::{Figure, Index, Measure, Measured, Over};

/// Series that are shown.
const COLUMNS: usize = 4;
/// Branches that are shown.
const BRANCHES: usize = 4;

/// The tables as text.
pub fn text(scenario: &Scenario, sweep: &Sweep, measured: &Measured, last: &str) -> String {
    let (about, measures): (&str, &[Measure]) = match sweep.method {
        Method::Grid | Method::Sobol { .. } => (
            "share of the variance due to each parameter, alone and in total",
            &[Measure::FirstOrder, Measure::Total],
        ),
        Method::Morris { .. } => (
            "mean size and spread of the effect of moving each parameter over its range",
            &[Measure::MuStar, Measure::Sigma],
        ),
        Method::LatinHypercube { .. } => (
            "correlation with each parameter over the points",
            &[Measure::Correlation],
        ),
    };
    let mut text = format!("Sensitivity: {about} [90 % band]\n");
    for (branch, shown) in scenario.branches.iter().take(BRANCHES).enumerate() {
        let figure = if branch == 0 {
            Figure::Level
        } else {
            Figure::Difference
        };
        let columns: Vec<(&str, &[Index])> = measured
            .iter()
            .filter(|(outcome, _)| {
                (outcome.branch, outcome.figure, outcome.over) == (branch, figure, Over::Last)
            })
            .map(|(outcome, indices)| (outcome.series_name(), &indices[..]))
            .take(COLUMNS)
            .collect();
        let of = match figure {
            Figure::Level => String::new(),
            Figure::Difference => format!(", difference from {}", scenario.branches[0].name),
        };
        let title = format!("{}{of}, {last}", shown.name);
        text.push_str(&table(&title, sweep, measures, &columns));
    }
    let hidden = scenario.branches.len().saturating_sub(BRANCHES);
    let series = sweep.of.len().saturating_sub(COLUMNS);
    if hidden + series > 0 {
        text.push_str("More branches, series and means over time are in sensitivity.parquet.\n");
    }
    text.push('\n');
    text
}

fn table(title: &str, sweep: &Sweep, measures: &[Measure], columns: &[(&str, &[Index])]) -> String {
    let mut head = vec![String::new(); 2];
    head.extend(columns.iter().map(|(name, _)| (*name).to_owned()));
    let mut rows = vec![head];
    for (place, dimension) in sweep.dimensions.iter().enumerate() {
        for (number, measure) in measures.iter().enumerate() {
            let name = if number == 0 {
                dimension.name()
            } else {
                String::new()
            };
            let mut row = vec![name, measure.name().to_owned()];
            row.extend(columns.iter().map(|(_, indices)| {
                let wanted = |index: &&Index| (index.dimension, index.measure) == (place, *measure);
                indices
                    .iter()
                    .find(wanted)
                    .map_or_else(|| "-".to_owned(), cell)
            }));
            rows.push(row);
        }
    }
    let width = |column: usize| {
        let widths = rows.iter().map(|row| row[column].chars().count());
        widths.max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
    let mut text = format!("{title}\n");
    for row in &rows {
        let mut line = String::from("  ");
        for (column, cell) in row.iter().enumerate() {
            let width = widths[column];
            let _ = match column {
                0 | 1 => write!(line, "{cell:<width$}  "),
                _ => write!(line, "{cell:>width$}  "),
            };
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

fn cell(index: &Index) -> String {
    let (low, high) = index.band;
    let value = short(index.value);
    if low.is_finite() && high.is_finite() {
        format!("{value} [{},{}]", short(low), short(high))
    } else {
        value
    }
}

/// A figure in three digits, or two behind the point where it is below 10.
fn short(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 {
        "0".to_owned()
    } else if !(0.001..1e7).contains(&size) {
        format!("{value:.1e}")
    } else if size < 0.1 {
        format!("{value:.3}")
    } else if size < 10.0 {
        format!("{value:.2}")
    } else {
        format!("{value:.0}")
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn figures_are_short() {
        let told = [0.0, 0.5576, -0.012, 3.4e-5, 1234.5].map(short);
        assert_eq!(told, ["0", "0.56", "-0.012", "3.4e-5", "1234"]);
    }
}
