//! The summary: one table per branch, one row per year, mean and 5 to 95 % band of the runs.

use std::fmt::Write;

use engine::parameters::Frequency;

use super::Band;
use super::measures::{MEASURES, Measure, Runs, Span, Told, band, common_runs, spans};
use crate::scenario::time::Period;

/// From here on a figure is shown with an exponent.
const TOO_LONG: f64 = 1e7;

/// Runs of all branches, and how to show them.
pub struct Tables<'a> {
    /// Base quarter.
    pub base: Period,
    /// Quarters simulated.
    pub horizon: u32,
    /// Names of the branches and their runs.
    pub branches: &'a [(String, Runs)],
}

impl Tables<'_> {
    /// The tables as text, at most 100 columns wide; widths fit the figures.
    pub fn text(&self) -> String {
        let spans = spans(self.base, self.horizon);
        let frequency = self.base.frequency();
        let table = |title: &str, spans, runs, told| table(title, spans, runs, told, frequency);
        let mut text = String::new();
        let reference = &self.branches[0];
        let common = common_runs(self.branches);
        for (index, (name, runs)) in self.branches.iter().enumerate() {
            if runs.iter().all(Option::is_none) {
                let _ = writeln!(text, "{name}: no run came to its end\n");
                continue;
            }
            let title = if self.branches.len() == 1 { "" } else { name };
            text.push_str(&table(title, &spans, runs, Told::Levels(&common)));
            if index > 0 && reference.1.iter().any(Option::is_some) {
                let title = format!(
                    "{name}: difference from {}, same draws, percentage points",
                    reference.0
                );
                let told = Told::Differences(&reference.1);
                text.push_str(&table(&title, &spans[1..], runs, told));
            }
        }
        text
    }
}

/// One table.
fn table(title: &str, spans: &[Span], runs: &Runs, told: Told, frequency: Frequency) -> String {
    let good = runs.iter().flatten().count();
    let banded = good > 1;
    let label = spans.iter().map(|span| span.label.len()).max().unwrap_or(0);
    let columns: Vec<Vec<String>> = MEASURES
        .iter()
        .map(|measure| column(measure, spans, runs, told, (banded, frequency)))
        .collect();
    let mut text = String::new();
    if !title.is_empty() {
        let _ = writeln!(text, "{title}");
    }
    for row in 0..columns[0].len() {
        let head = if row < 3 { "" } else { &spans[row - 3].label };
        let mut line = format!("{head:<label$}");
        for column in &columns {
            line.push_str("  ");
            line.push_str(&column[row]);
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text.push('\n');
    text
}

/// Heading and cells of one measure, all of one width.
fn column(
    measure: &Measure,
    spans: &[Span],
    runs: &Runs,
    told: Told,
    (banded, frequency): (bool, Frequency),
) -> Vec<String> {
    let bands: Vec<Option<Band>> = spans
        .iter()
        .map(|span| band(runs, told, |path| (measure.figure)(path, span)))
        .collect();
    let number = |value: f64| {
        if value.abs() >= TOO_LONG {
            return format!("{value:.1e}");
        }
        let text = format!("{value:.*}", measure.digits);
        if text.trim_start_matches(['-', '0', '.']).is_empty() {
            text.replace('-', "")
        } else {
            text
        }
    };
    let signed = |value: f64| match number(value) {
        text if matches!(told, Told::Differences(_))
            && value > 0.0
            && text.contains(|c: char| ('1'..='9').contains(&c)) =>
        {
            format!("+{text}")
        }
        text => text,
    };
    let width = |pick: fn(&Band) -> f64, show: &dyn Fn(f64) -> String| {
        bands
            .iter()
            .flatten()
            .map(|band| show(pick(band)).len())
            .max()
            .unwrap_or(1)
    };
    let (mean, low, high) = (
        width(|band| band.mean, &signed),
        width(|band| band.low, &number),
        width(|band| band.high, &number),
    );
    let cells = bands.iter().map(|band| match band {
        None => "-".to_owned(),
        Some(band) if banded => {
            let (lowest, highest) = (number(band.low), number(band.high));
            let bounds = format!("[{lowest:>low$},{highest:>high$}]");
            let bounds = if lowest == highest {
                " ".repeat(bounds.len())
            } else {
                bounds
            };
            format!("{:>mean$} {bounds}", signed(band.mean))
        }
        Some(band) => signed(band.mean),
    });
    let [first, second, third] = measure.head;
    let whole = spans.iter().all(|span| !span.label.contains(' '));
    let third = if whole { third } else { measure.part };
    let third = match frequency {
        Frequency::Quarter => third.to_owned(),
        Frequency::Month => third.replace("Q4", "Dec"),
    };
    let head = [first.to_owned(), second.to_owned(), third];
    let column: Vec<String> = head.into_iter().chain(cells).collect();
    let widest = column
        .iter()
        .map(|cell| cell.chars().count())
        .max()
        .unwrap_or(0);
    column
        .into_iter()
        .map(|cell| format!("{cell:>widest$}"))
        .collect()
}
