//! Whether the values in force stay within what a lever allows, as far as that is known before the
//! model runs.

use engine::levers::{Size, Wedge};
use engine::parameters::Parameters;

use super::Checker;
use crate::scenario::branch::{Shock, Values};
use crate::words;

impl Checker<'_> {
    /// Refuses shocks that take a parameter out of its range, or a quantity below nothing.
    pub(super) fn in_range(&mut self, shocks: &[Shock], parameters: &Parameters) {
        let mut names: Vec<&str> = shocks.iter().map(|shock| shock.lever.name).collect();
        names.dedup();
        for name in names {
            let of_lever = shocks.iter().filter(|shock| shock.lever.name == name);
            let of_lever: Vec<&Shock> = of_lever.collect();
            match parameters.scalars.get(name) {
                Some(value) => self.known_value(&of_lever, value),
                None => self.unknown_value(&of_lever),
            }
        }
    }

    /// A parameter: its value in force is known in every quarter.
    fn known_value(&mut self, shocks: &[&Shock], parameter: f64) {
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
                value = lever.apply(wedge, value);
                if !(lever.low..=lever.high).contains(&value) {
                    let message = format!(
                        "`{}` would be {} (it is {} without the shock), which is {}",
                        lever.name,
                        words::rounded(value),
                        words::rounded(parameter),
                        words::outside(value, (lever.low, lever.high))
                    );
                    let remedy = if shock.size == Size::Level {
                        words::in_unit(value, (lever.low, lever.high), lever.unit)
                    } else {
                        format!("choose a smaller size; {}", words::scale(lever.unit))
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
                Size::Pct => lever.low >= 0.0 && size < -100.0,
                Size::Pp | Size::Add => false,
            };
            if let Some(size) = sizes.iter().flatten().find(|size| impossible(**size)) {
                let (message, remedy) = if shock.size == Size::Level {
                    (
                        format!(
                            "`{}` = {} is {}",
                            lever.name,
                            words::rounded(*size),
                            words::outside(*size, (lever.low, lever.high))
                        ),
                        words::in_unit(*size, (lever.low, lever.high), lever.unit),
                    )
                } else {
                    (
                        format!(
                            "pct = {} takes more of `{}` than there is",
                            words::rounded(*size),
                            lever.name
                        ),
                        "-100 takes all of it".to_owned(),
                    )
                };
                self.refuse(&shock.place, message, remedy);
            }
        }
    }
}
