//! What the summary says of forecasts: errors by quarters ahead, beside those of rivals.

use std::fmt::Write;

use statistics::evaluation::Accuracy;

use crate::evaluation::forecasts::observed::{Shape, Target};
use crate::evaluation::forecasts::{HORIZONS, Score};
use crate::scenario::time::Period;
use crate::words::wrap;

/// Series that are shown, and what they are called.
pub const SHOWN: [(&str, &str); 6] = [
    ("real_gdp", "real GDP, %"),
    ("inflation", "inflation, points"),
    ("real_household_consumption", "consumption, %"),
    ("real_fixed_capitalformation", "fixed investment, %"),
    ("policy_rate", "policy rate, points"),
    ("unemployment_rate", "unemployment, points"),
];

/// The block; nothing where nothing can be compared.
pub fn text(scores: &[Score], branches: &[String], base: Period) -> String {
    let mut text = String::new();
    for (branch, name) in branches.iter().enumerate() {
        let own: Vec<&Score> = scores
            .iter()
            .filter(|score| score.branch == branch)
            .collect();
        let horizons = HORIZONS
            .iter()
            .filter(|&&horizon| own.iter().any(|score| score.horizon == horizon));
        let horizons: Vec<u32> = horizons.copied().collect();
        if horizons.is_empty() {
            continue;
        }
        let title = format!(
            "FORECASTS {name} from {base} against what came: errors of the model, an AR(1) and a VAR(1)"
        );
        let _ = writeln!(text, "{title}");
        let mut head = format!("  {:<21}", "quarters ahead");
        for horizon in &horizons {
            let date = format!("{horizon} ({})", base.plus(*horizon));
            let _ = write!(head, "  {date:>17}");
        }
        let _ = writeln!(text, "{head}");
        for (series, label) in SHOWN {
            let cell = |horizon: &u32| {
                let wanted = |score: &&&Score| (score.series, score.horizon) == (series, *horizon);
                own.iter().find(wanted).map(|score| cell(score))
            };
            let cells: Vec<Option<String>> = horizons.iter().map(cell).collect();
            if cells.iter().all(Option::is_none) {
                continue;
            }
            let mut row = format!("  {label:<21}");
            for cell in cells {
                let _ = write!(row, "  {:>17}", cell.unwrap_or_default());
            }
            let _ = writeln!(text, "{}", row.trim_end());
        }
    }
    if !text.is_empty() {
        let why = "Forecast less actual: 100 log points, or percentage points of rates. There is one \
                   origin, so a root mean squared error is the size of one error, and the tests of \
                   Diebold and Mariano and of Mincer and Zarnowitz are left out.";
        for line in wrap(why, 98) {
            let _ = writeln!(text, "  {line}");
        }
        text.push('\n');
    }
    text
}

/// The three errors.
fn cell(score: &Score) -> String {
    let rate = Target::find(score.series).is_some_and(|target| target.shape == Shape::Rate);
    let error = |found: &Option<Accuracy>| match found {
        Some(found) if rate => format!("{:+.2}", found.bias),
        Some(found) => format!("{:+.1}", 100.0 * found.bias),
        None => "-".into(),
    };
    score
        .accuracies
        .iter()
        .map(error)
        .collect::<Vec<_>>()
        .join(" ")
}
