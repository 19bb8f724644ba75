//! What the summary says of effects beyond the tables: how much the same draws narrow them, and what
//! government consumption adds to GDP.

use std::fmt::Write;

use super::measures::Runs;
use crate::evaluation::bands::Moments;
use crate::evaluation::multipliers::SPENDING;
use crate::evaluation::states::State;
use crate::results::{BranchStates, Multipliers};
use crate::scenario::time::Period;
use crate::words::{count, wrap};

/// One line per branch that has a band, and one per branch of government consumption.
pub fn text(
    branches: &[(String, Runs)],
    multipliers: &[Multipliers],
    (base, horizon): (Period, u32),
) -> String {
    let mut text = String::new();
    let mut line = |words: &str| {
        for line in wrap(words, 100) {
            let _ = writeln!(text, "{line}");
        }
    };
    let (_, reference) = &branches[0];
    for (name, runs) in &branches[1..] {
        let Some((times, n)) = narrowed(runs, reference, horizon as usize) else {
            continue;
        };
        line(&format!(
            "{name}: the same draws make the band of its effect on real GDP in {} {times:.1} times narrower; {}",
            base.plus(horizon),
            count(n as u64, "paired run"),
        ));
    }
    for found in multipliers {
        let last = found.rows.iter().rfind(|row| !row.peak);
        // The deficit is what is left when GDP has moved; who divides by it reads the table.
        let Some(row) = last.filter(|_| found.instrument == SPENDING) else {
            continue;
        };
        line(&format!(
            "{}: 1 of government consumption adds {:.2}{} to GDP, summed over {}",
            branches[found.branch].0,
            row.value,
            banded(row.band),
            count(row.period as u64, "quarter"),
        ));
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// A small table per branch whose effects are split: how many runs are in which state, and what becomes
/// of real GDP in each, also per unit of government consumption.
pub fn by_state(
    branches: &[(String, Runs)],
    found: &[BranchStates],
    (base, horizon): (Period, u32),
) -> String {
    let mut text = String::new();
    for own in found {
        let title = format!(
            "{}: effect on real GDP in {}, by the state of {} within a year of {}",
            branches[own.branch].0,
            base.plus(horizon),
            branches[0].0,
            base.plus(own.states.start as u32),
        );
        for line in wrap(&title, 100) {
            let _ = writeln!(text, "{line}");
        }
        for state in State::ALL {
            let runs = count(own.states.runs(state) as u64, "run");
            let effect = own.output[state as usize];
            let effect = effect.map_or("-".to_owned(), |moments| {
                format!("{:+.2} %{}", moments.mean, banded(moments.band()))
            });
            let multiplier = own.multiplier[state as usize].map_or(String::new(), |row| {
                let band = banded(row.band);
                format!("; 1 of government consumption adds {:.2}{band}", row.value)
            });
            let name = state.name();
            let _ = writeln!(text, "  {name:<14}{runs:>12}  {effect}{multiplier}");
        }
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// A band behind its figure, if there is one.
fn banded(band: Option<(f64, f64)>) -> String {
    band.map_or(String::new(), |(low, high)| {
        format!(" [{low:.2},{high:.2}]")
    })
}

/// How many times the standard deviation of differences of independent runs is that of paired ones,
/// for real GDP, and the pairs it rests on; nothing where nothing differs, or too few pairs tell.
fn narrowed(runs: &Runs, reference: &Runs, quarter: usize) -> Option<(f64, usize)> {
    let pairs = runs.iter().zip(reference).filter_map(|(own, other)| {
        let (own, other) = (own.as_ref()?, other.as_ref()?);
        Some((own.gdp_index(quarter)?, other.gdp_index(quarter)?))
    });
    let (own, other): (Vec<f64>, Vec<f64>) = pairs.unzip();
    let differences: Vec<f64> = own
        .iter()
        .zip(&other)
        .map(|(own, other)| own - other)
        .collect();
    let paired = Moments::of(&differences)?;
    let sd = |figures: &[f64]| Moments::of(figures).map_or(0.0, |moments| moments.sd);
    let unpaired = (sd(&own) * sd(&own) + sd(&other) * sd(&other)).sqrt();
    let times = unpaired / paired.sd;
    (paired.n > 2 && times.is_finite()).then_some((times, paired.n))
}
