//! The range of a parameter, and what is told of a number outside the range of what it is given for.

use engine::levers;
use engine::parameters::{Frequency, ScalarDescription, Scalars};

use super::{Checker, VARS};
use crate::scenario::place::{Located, Place};
use crate::words;

impl Checker<'_> {
    /// The parameter called `name`; `a_lever` is what to do with the name of a lever.
    pub(super) fn parameter(
        &mut self,
        name: &str,
        place: &Place,
        a_lever: &str,
    ) -> Option<&'static ScalarDescription> {
        let known = Scalars::DESCRIPTIONS.iter();
        let found = known.clone().find(|about| about.name == name);
        if found.is_none() {
            let remedy = match levers::find(name) {
                Some(_) => a_lever.to_owned(),
                None => words::nearest_or(name, known.map(|about| about.name), VARS),
            };
            self.refuse(place, format!("there is no parameter `{name}`"), remedy);
        }
        found
    }

    /// Refuses a value that the parameter `about` cannot have.
    pub(super) fn allowed(
        &mut self,
        about: &ScalarDescription,
        value: &Located<f64>,
    ) -> Option<()> {
        let range = (about.low, about.high);
        if (about.low..=about.high).contains(&value.value) {
            return Some(());
        }
        let (name, number) = (about.name, words::number(value.value));
        let message = format!("{name} = {number} is {}", outside(value.value, range));
        let remedy = in_unit(value.value, range, about.unit, self.frequency);
        self.refuse(&value.place, message, remedy);
        None
    }
}

/// A rate per period, from one in per cent a year.
pub fn per_period(per_cent_a_year: f64, frequency: Frequency) -> f64 {
    frequency.rate_of_yearly_factor(1.0 + per_cent_a_year / 100.0)
}

/// What a `value` outside `low` to `high` is.
pub fn outside(value: f64, (low, high): (f64, f64)) -> String {
    if low == f64::MIN_POSITIVE && value < low {
        return "not above 0".to_owned();
    }
    if low == f64::MIN_POSITIVE {
        return format!("above {}", words::number(high));
    }
    format!("outside {} to {}", words::number(low), words::number(high))
}

/// How a `value` in `unit` may be meant that is outside `low` to `high`.
pub fn in_unit(value: f64, (low, high): (f64, f64), unit: &str, frequency: Frequency) -> String {
    let hundredth = value / 100.0;
    if value.abs() < 1.0 || !(low..=high).contains(&hundredth) {
        return scale(unit, frequency);
    }
    let per_cent = words::number(value);
    if unit == "rate/quarter" {
        return format!(
            "for {per_cent} % a year write {}, the rate per {}",
            words::rounded(per_period(value, frequency)),
            frequency.name()
        );
    }
    if is_part(unit) {
        return format!("for {per_cent} % write {}", words::rounded(hundredth));
    }
    scale(unit, frequency)
}

/// What numbers in `unit` look like.
pub fn scale(unit: &str, frequency: Frequency) -> String {
    let name = frequency.name();
    match (unit, frequency) {
        ("rate/quarter", Frequency::Quarter) => {
            format!("rates are per {name}: 0.0025 is about 1 % a year")
        }
        ("rate/quarter", Frequency::Month) => {
            format!("rates are per {name}: 0.0008 is about 1 % a year")
        }
        _ if is_part(unit) => format!("its unit is {}: 0.1 is 10 %", frequency.unit(unit)),
        _ => format!("its unit is {}", frequency.unit(unit)),
    }
}

/// Whether people say numbers in `unit` in per cent.
fn is_part(unit: &str) -> bool {
    unit.starts_with("share") || unit.starts_with("rate")
}
