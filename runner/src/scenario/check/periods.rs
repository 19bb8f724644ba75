//! Quarters or months: how long a period is, how many there are, and what needs quarters.

use engine::parameters::{Frequency, ScalarDescription};

use super::{Checker, HORIZON, cut};
use crate::scenario::place::{Located, Place, Problem};
use crate::scenario::spec::OutputSpec;
use crate::scenario::time;
use crate::words;

impl Checker<'_> {
    pub(super) fn frequency(&mut self, frequency: Option<&Located<String>>) -> Frequency {
        let Some(frequency) = frequency else {
            return Frequency::default();
        };
        frequency.value.parse().unwrap_or_else(|_| {
            let message = format!("there are no periods of a \"{}\"", cut(&frequency.value));
            let remedy = words::instead(&frequency.value, ["quarter", "month"]);
            self.refuse(&frequency.place, message, remedy);
            Frequency::default()
        })
    }

    pub(super) fn horizon(&mut self, horizon: Option<&Located<String>>) -> u32 {
        let default = Located::new(HORIZON.to_owned(), Place::Default);
        let horizon = horizon.unwrap_or(&default);
        time::periods(&horizon.value, self.frequency).unwrap_or_else(|(message, remedy)| {
            self.refuse(&horizon.place, format!("horizon {message}"), remedy);
            1
        })
    }

    /// Refuses what needs quarters, as the data are, where periods are months; whether it did.
    pub(super) fn no_quarters(&mut self, place: &Place, message: &str) -> bool {
        let refused = self.frequency != Frequency::Quarter;
        if refused {
            let remedy = "leave it out, or leave out frequency = \"month\"";
            self.refuse(place, message, remedy);
        }
        refused
    }

    /// Whether the summary tells of forecasts, which are held against quarterly data.
    pub(super) fn forecasts(&mut self, output: &OutputSpec) -> bool {
        let asked = output.forecasts.as_ref().filter(|asked| asked.value);
        asked.is_some_and(|asked| {
            let message = "forecasts are held against published figures, which are quarterly";
            !self.no_quarters(&asked.place, message)
        })
    }

    /// Notes that a parameter with a quarter in its unit is set by the month where periods are months.
    pub(super) fn per_month(&mut self, about: &ScalarDescription, value: &Located<f64>) {
        let unit = self.frequency.unit(about.unit);
        if unit != about.unit {
            let message = format!(
                "`{}` = {} is in {unit}",
                about.name,
                words::number(value.value)
            );
            let remedy = "docs/months.md tells what a figure by the quarter is by the month";
            self.notes.push(Problem::new(&value.place, message, remedy));
        }
    }
}
