//! Dates of a scenario as periods that are simulated.

use super::{Checker, Ground};
use crate::scenario::place::Located;
use crate::scenario::time::{Date, letter};

impl Checker<'_> {
    /// A date that can be read.
    pub(super) fn date(&mut self, key: &str, date: &Located<String>) -> Option<Date> {
        let read = Date::parse(&date.value, self.frequency);
        if read.is_none() {
            let message = format!("{key} = \"{}\" is no date", date.value);
            let remedy = "write \"2020Q3\", \"2020-07\" or \"2020\"";
            self.refuse(&date.place, message, remedy);
        }
        read
    }

    /// The first period of `date` as a simulated one; 1 is the first.
    pub(super) fn simulated(
        &mut self,
        key: &str,
        date: &Located<String>,
        ground: &Ground,
    ) -> Option<u32> {
        let read = self.date(key, date)?;
        let period = read.first.since(ground.base);
        let name = self.frequency.name();
        let horizon = self.horizon;
        let (first, last) = (ground.base.plus(1), ground.base.plus(horizon));
        let text = &date.value;
        if period < 1 {
            let message =
                format!("{key} = \"{text}\" is before the first simulated {name}, {first}");
            self.refuse(
                &date.place,
                message,
                format!("begin in \"{first}\" or later"),
            );
            return None;
        }
        if period as u32 > horizon {
            let message = format!("{key} = \"{text}\" is after the last simulated {name}, {last}");
            let letter = letter(self.frequency);
            let remedy =
                format!("begin earlier, or set a longer horizon than \"{horizon}{letter}\"");
            self.refuse(&date.place, message, remedy);
            return None;
        }
        Some(period as u32)
    }
}
