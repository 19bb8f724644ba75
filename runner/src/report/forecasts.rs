//! What the summary says of forecasts: errors by quarters ahead, beside those of rivals.

use std::fmt::Write;

use crate::evaluation::forecasts::{HORIZONS, Score};
use crate::scenario::time::Quarter;
use crate::words::wrap;

/// Series that are shown, and what they are called.
const SHOWN: [(&str, &str); 6] = [
    ("real_gdp", "real GDP, %"),
    ("inflation", "inflation, points"),
    ("real_household_consumption", "consumption, %"),
    ("real_fixed_capitalformation", "fixed investment, %"),
    ("policy_rate", "policy rate, points"),
    ("unemployment_rate", "unemployment, points"),
];

/// The block; nothing where nothing can be compared.
pub fn text(scores: &[Score], branches: &[String], base: Quarter) -> String {
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
            let mut row = format!("  {label:<21}");
            for horizon in &horizons {
                let found = own
                    .iter()
                    .find(|score| score.series == series && score.horizon == *horizon);
                let _ = write!(
                    row,
                    "  {:>17}",
                    found.map_or(String::new(), |score| cell(score))
                );
            }
            if row.len() > label.len().max(21) + 2 && !row.trim_end().ends_with(label) {
                let _ = writeln!(text, "{}", row.trim_end());
            }
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
    let points = ["inflation", "policy_rate", "unemployment_rate"].contains(&score.series);
    let error = |found: &Option<statistics::evaluation::Accuracy>| match found {
        Some(found) if points => format!("{:+.2}", found.bias),
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
