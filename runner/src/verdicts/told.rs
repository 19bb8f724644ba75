//! A verdict in words.

use std::fmt::Write;

use super::Verdict;
use crate::words;

impl Verdict {
    /// The check and what was found, on one line.
    pub fn line(&self) -> String {
        let mut text = self.name.clone();
        match (&self.first, self.measured) {
            (Some(offence), _) => {
                let _ = write!(text, ": ");
                let _ = match offence.value {
                    Some(value) => write!(text, "{}", self.figure(value)),
                    None => write!(text, "the accounts do not balance"),
                };
                let _ = match offence.run {
                    Some(run) => write!(
                        text,
                        " in branch {}{}, run {run}, {}",
                        offence.branch,
                        words::at_point(offence.point),
                        offence.date
                    ),
                    None => write!(
                        text,
                        " is the mean {} {}; demanded: {}",
                        self.mean, offence.date, self.limit
                    ),
                };
            }
            (None, _) if self.measurements == 0 => text.push_str(": nothing was measured"),
            (None, Some(measured)) => {
                let _ = write!(text, " (nearest: {})", self.figure(measured));
            }
            (None, None) => {}
        }
        text
    }

    /// A figure with its unit; of a difference also its band, and what it is of the reference.
    fn figure(&self, value: f64) -> String {
        let mut text = words::rounded(value);
        if let Some(unit) = &self.unit {
            let _ = write!(text, " {unit}");
        }
        let mut beside = Vec::new();
        if let Some(pct) = self.pct {
            beside.push(format!("{pct:.2} % of the reference"));
        }
        if let (Some(low), Some(high)) = (self.low, self.high)
            && low < high
        {
            let band = [low, high].map(words::rounded);
            beside.push(format!("90 % band {} to {}", band[0], band[1]));
        }
        if !beside.is_empty() {
            let _ = write!(text, " ({})", beside.join(", "));
        }
        text
    }
}
