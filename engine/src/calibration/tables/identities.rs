//! Sums that quarterly series must satisfy, as `calibration.toml` declares them.

use super::quarters::{Quarter, QuarterlyTable};
use super::settings::Settings;
use super::shown::shown;
use crate::parameters::Problem;

const SECTION: &str = "tables.quarterly.identities";

/// A series that others add up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Identity {
    /// The total.
    pub whole: String,
    /// What is added.
    pub plus: Vec<String>,
    /// What is taken away.
    pub minus: Vec<String>,
    /// Largest difference over the total, by discrepancies and chaining \[share\].
    pub tolerance: f64,
}

/// Reads the declared identities, which may name any of `columns`.
pub fn read(settings: &mut Settings, columns: &[&str]) -> Vec<Identity> {
    let count = settings.names_under(SECTION).len();
    let mut identities = Vec::new();
    for position in 0..count {
        let key = |name: &str| format!("{SECTION}.{position}.{name}");
        let identity = Identity {
            whole: settings.text(&key("whole")),
            plus: settings.list(&key("plus")),
            minus: settings.list(&key("minus")),
            tolerance: settings.number(&key("tolerance"), 0.0, 1.0),
        };
        let named = [&identity.whole]
            .into_iter()
            .chain(&identity.plus)
            .chain(&identity.minus);
        for name in named.filter(|name| !columns.contains(&name.as_str())) {
            let message = format!("names `{name}`");
            settings.refuse(
                &key("whole"),
                &message,
                "name described columns of quarterly.csv",
            );
        }
        identities.push(identity);
    }
    identities
}

/// The first quarter in which each identity does not hold.
pub fn check(table: &QuarterlyTable, identities: &[Identity], problems: &mut Vec<Problem>) {
    for identity in identities {
        let broken = |quarter: &Quarter| {
            let sum = |names: &[String]| -> f64 {
                names.iter().map(|name| table.at(name, *quarter)).sum()
            };
            let whole = table.at(&identity.whole, *quarter);
            let parts = sum(&identity.plus) - sum(&identity.minus);
            let difference = (parts - whole).abs();
            difference.is_nan() || difference > identity.tolerance * whole.abs()
        };
        if let Some(quarter) = table.quarters().find(broken) {
            let message = format!(
                "`{}` is {}, but its parts do not add up to it",
                identity.whole,
                shown(table.at(&identity.whole, quarter))
            );
            let remedy = format!(
                "check {} and {}",
                identity.plus.join(", "),
                identity.minus.join(", ")
            );
            problems.push(Problem::new(
                format!("quarterly.csv: {quarter}"),
                message,
                remedy,
            ));
        }
    }
}
