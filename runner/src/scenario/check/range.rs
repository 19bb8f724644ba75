//! Whether the values in force stay within what a lever allows, as far as that is known before the
//! model runs.

use engine::levers::{Lever, Size, Wedge};
use engine::parameters::Scalars;

use super::{Checker, bounds};
use crate::scenario::branch::{Shock, Values};
use crate::words;

/// Largest change in per cent: the figures of the levers that take one end a little above it.
const MOST_PER_CENT: f64 = 1e9;

impl Checker<'_> {
    /// Refuses shocks that take a parameter out of its range, or a quantity below nothing.
    pub(super) fn in_range(&mut self, shocks: &[Shock], scalars: &Scalars) {
        let mut names: Vec<&str> = shocks.iter().map(|shock| shock.lever.name).collect();
        names.dedup();
        for name in names {
            let of_lever = shocks.iter().filter(|shock| shock.lever.name == name);
            let of_lever: Vec<&Shock> = of_lever.collect();
            match scalars.get(name) {
                Some(value) => self.known_value(&of_lever, value),
                None => self.unknown_value(&of_lever),
            }
        }
    }

    /// A parameter: its value in force is known in every quarter.
    fn known_value(&mut self, shocks: &[&Shock], parameter: f64) {
        let mut warned = false;
        let Some(lever) = shocks.first().map(|shock| shock.lever) else {
            return;
        };
        for quarter in 0..self.horizon as usize {
            let mut value = parameter;
            for shock in shocks {
                let Values::Fixed(sizes) = &shock.values else {
                    return;
                };
                let Some(size) = sizes[quarter] else { continue };
                let wedge = Wedge {
                    size: shock.size,
                    value: size,
                };
                value = lever.apply(wedge, value, self.frequency);
                if shock.size == Size::Level
                    && !warned
                    && self.far_from_parameter(lever, (value, parameter), &shock.place)
                {
                    warned = true;
                }
                if !(lever.low..=lever.high).contains(&value) {
                    let message = format!(
                        "`{}` would be {} (it is {} without the shock), which is {}",
                        lever.name,
                        words::rounded(value),
                        words::rounded(parameter),
                        bounds::outside(value, (lever.low, lever.high))
                    );
                    let remedy = if shock.size == Size::Level {
                        bounds::in_unit(value, (lever.low, lever.high), lever.unit, self.frequency)
                    } else {
                        format!(
                            "choose a smaller size; {}",
                            bounds::scale(lever.unit, self.frequency)
                        )
                    };
                    self.refuse(&shock.place, message, remedy);
                    return;
                }
            }
        }
    }

    /// A value that the model makes: only what is impossible whatever it is.
    fn unknown_value(&mut self, shocks: &[&Shock]) {
        for shock in shocks {
            let lever = shock.lever;
            let Values::Fixed(sizes) = &shock.values else {
                continue;
            };
            let impossible = |size: f64| match shock.size {
                Size::Level => !(lever.low..=lever.high).contains(&size),
                Size::Pct => pct_of(lever, size).is_some(),
                Size::Pp | Size::Add => false,
            };
            if let Some(size) = sizes.iter().flatten().find(|size| impossible(**size)) {
                let (message, remedy) = pct_of(lever, *size)
                    .filter(|_| shock.size == Size::Pct)
                    .unwrap_or_else(|| {
                        let range = (lever.low, lever.high);
                        let (name, level) = (lever.name, words::rounded(*size));
                        let message =
                            format!("`{name}` = {level} is {}", bounds::outside(*size, range));
                        (
                            message,
                            bounds::in_unit(*size, range, lever.unit, self.frequency),
                        )
                    });
                self.refuse(&shock.place, message, remedy);
            }
        }
    }
}

/// What is wrong with a change of so many per cent whatever it changes, if anything is.
fn pct_of(lever: &Lever, size: f64) -> Option<(String, String)> {
    let told = words::rounded(size);
    let name = lever.name;
    let (message, remedy) = if size > MOST_PER_CENT {
        (
            format!("pct = {told} makes more of `{name}` than can be"),
            "100 doubles it",
        )
    } else if lever.low > 0.0 && size <= -100.0 {
        (
            format!("pct = {told} leaves nothing of `{name}`, which must be above 0"),
            "write a size above -100",
        )
    } else if lever.low >= 0.0 && size < -100.0 {
        (
            format!("pct = {told} takes more of `{name}` than there is"),
            "-100 takes all of it",
        )
    } else {
        return None;
    };
    Some((message, remedy.to_owned()))
}
