//! A path as sizes quarter by quarter: from where to where, how large, on what.

use std::sync::Arc;

use engine::levers::{Lever, Reach, Size};

use super::{Checker, Ground};
use crate::scenario::branch::Values;
use crate::scenario::place::{Located, Place};
use crate::scenario::spec::{Given, PathSpec};
use crate::scenario::time;
use crate::words;

/// A part of a path: sizes of one kind on some rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Rows; all if nothing.
    pub rows: Option<Arc<[u16]>>,
    /// How the sizes are meant.
    pub size: Size,
    /// The sizes.
    pub values: Values,
}

/// How long a path acts.
enum Duration {
    /// Up to a quarter, counted from the first simulated one; it may be after the horizon.
    To(u32),
    /// For ever.
    Always,
    /// For ever, shrinking by a factor a quarter.
    Decay(f64),
}

/// Examples of how long a path can last.
const HOW_LONG: &str = "write lasting = \"4q\", to = \"2021Q4\", decay = 0.7 or permanent = true";

impl Checker<'_> {
    /// The path `spec` of `lever`, every size multiplied by `factor`.
    pub(super) fn pieces(
        &mut self,
        lever: &Lever,
        spec: &PathSpec,
        factor: f64,
        ground: &Ground,
    ) -> Option<Vec<Piece>> {
        let sized = self.size_of(lever, spec);
        let rows = self.rows_of(lever, spec, ground);
        let (size, given) = sized?;
        let pieces = self.over_time(spec, size, given, factor, ground);
        let (rows, pieces) = (rows?, pieces?);
        let with_rows = pieces.into_iter().map(|(size, values)| Piece {
            rows: rows.clone(),
            size,
            values,
        });
        Some(with_rows.collect())
    }

    /// The only size of a path, if the lever takes it.
    fn size_of<'a>(
        &mut self,
        lever: &Lever,
        spec: &'a PathSpec,
    ) -> Option<(Size, &'a Located<Given>)> {
        let takes = words::choice(lever.sizes.iter().map(|size| size.name()));
        match &spec.sizes[..] {
            [] => {
                self.missing(spec, "the path has no size", format!("write {takes}"));
                None
            }
            [(size, given)] if lever.sizes.contains(size) => Some((*size, given)),
            [(size, given)] => {
                let message = format!("`{}` cannot be changed by `{}`", lever.name, size.name());
                self.refuse(&given.place, message, format!("write {takes}"));
                None
            }
            [(first, _), (second, given), ..] => {
                let message = format!(
                    "the path has two sizes, `{}` and `{}`",
                    first.name(),
                    second.name()
                );
                let remedy = "write two paths in a list, the second with combine = \"stack\"";
                self.refuse(&given.place, message, remedy);
                None
            }
        }
    }

    /// The rows that the filters of a path pick: nothing inside where it has none.
    #[expect(
        clippy::option_option,
        reason = "what is wrong, and what is unfiltered"
    )]
    fn rows_of(
        &mut self,
        lever: &Lever,
        spec: &PathSpec,
        ground: &Ground,
    ) -> Option<Option<Arc<[u16]>>> {
        let (right, wrong, wrong_word) = match lever.reach {
            Reach::Products => (&spec.products, &spec.industries, "industries"),
            Reach::Industries => (&spec.industries, &spec.products, "products"),
            Reach::Whole => {
                for (word, filter) in [
                    ("products", &spec.products),
                    ("industries", &spec.industries),
                ] {
                    if let Some(filter) = filter {
                        let message =
                            format!("`{}` is one figure for the whole economy", lever.name);
                        self.refuse(&filter.place, message, format!("leave out `{word}`"));
                    }
                }
                return Some(None);
            }
        };
        if let Some(filter) = wrong {
            let right_word = if wrong_word == "products" {
                "industries"
            } else {
                "products"
            };
            let message = format!("`{}` goes by {right_word}, not by {wrong_word}", lever.name);
            self.refuse(
                &filter.place,
                message,
                format!("write {right_word} = {{ ... }}"),
            );
            return None;
        }
        match right {
            None => Some(None),
            Some(chosen) => self.rows(chosen, ground).map(Some),
        }
    }

    /// Sizes quarter by quarter.
    pub(super) fn over_time(
        &mut self,
        spec: &PathSpec,
        size: Size,
        given: &Located<Given>,
        factor: f64,
        ground: &Ground,
    ) -> Option<Vec<(Size, Values)>> {
        self.numbers_of(given)?;
        let first = if let Some(from) = &spec.from {
            self.simulated("from", from, ground)
        } else {
            let message = "the path does not say from when on";
            let remedy = format!("write from = \"{}\"", ground.base.plus(1));
            self.missing(spec, message, remedy);
            None
        };
        let duration = self.duration(spec, given, first, ground);
        let (first, duration) = (first?, duration?);
        self.after_is_possible(spec, &duration)?;
        let horizon = self.horizon;
        let last = match duration {
            Duration::To(last) => last.min(horizon),
            Duration::Always | Duration::Decay(_) => horizon,
        };
        let mut fixed = vec![None; horizon as usize];
        let mut pieces = Vec::new();
        if let Given::Function(function) = &given.value {
            pieces.push((
                size,
                Values::Function {
                    function: function.clone(),
                    first,
                    last,
                    factor,
                },
            ));
        } else {
            let mut left = 1.0;
            for quarter in first..=last {
                let value = match &given.value {
                    Given::Number(number) => *number,
                    Given::List(list) => list[(quarter - first) as usize].value,
                    Given::Function(_) => break,
                };
                fixed[quarter as usize - 1] = Some(factor * value * left);
                if let Duration::Decay(decay) = duration {
                    left *= decay;
                }
            }
        }
        if let Some(after) = &spec.after {
            fixed[last as usize..].fill(Some(factor * after.value));
        }
        if fixed.iter().any(Option::is_some) {
            pieces.push((size, Values::Fixed(fixed)));
        }
        Some(pieces)
    }

    /// Refuses a path without something, unless that may be among what could not be read.
    fn missing(&mut self, spec: &PathSpec, message: &str, remedy: impl Into<String>) {
        if spec.whole {
            self.refuse(&spec.place, message, remedy);
        }
    }

    /// Refuses sizes that are no numbers, and lists that were refused already.
    fn numbers_of(&mut self, given: &Located<Given>) -> Option<()> {
        let mut good = true;
        let mut look = |value: f64, place: &Place| {
            if !value.is_finite() {
                good = false;
                let (message, remedy) = if value.is_nan() {
                    (
                        "a size is no number (NaN)",
                        "write a number; is 0 divided by 0?",
                    )
                } else {
                    (
                        "a size is infinite",
                        "write a number; is something divided by 0?",
                    )
                };
                self.refuse(place, message, remedy);
            }
        };
        match &given.value {
            Given::Number(number) => look(*number, &given.place),
            Given::List(list) if list.is_empty() => return None,
            Given::List(list) => list.iter().for_each(|size| look(size.value, &size.place)),
            Given::Function(_) => {}
        }
        good.then_some(())
    }

    fn duration(
        &mut self,
        spec: &PathSpec,
        given: &Located<Given>,
        first: Option<u32>,
        ground: &Ground,
    ) -> Option<Duration> {
        let said: Vec<(&str, &Place)> = [
            ("to", spec.to.as_ref().map(|to| &to.place)),
            ("lasting", spec.lasting.as_ref().map(|span| &span.place)),
            ("decay", spec.decay.as_ref().map(|decay| &decay.place)),
            ("permanent", spec.permanent.as_ref().map(|flag| &flag.place)),
        ]
        .into_iter()
        .filter_map(|(word, place)| Some((word, place?)))
        .collect();
        if let Given::List(list) = &given.value {
            if let Some((word, place)) = said.first() {
                let message = format!(
                    "a list of {} lasts {}, whatever `{word}` says",
                    words::count(list.len() as u64, "number"),
                    words::count(list.len() as u64, "quarter")
                );
                self.refuse(place, message, format!("leave out `{word}`"));
                return None;
            }
            return Some(Duration::To(first? + list.len() as u32 - 1));
        }
        match said[..] {
            [] => {
                self.missing(spec, "the path does not say how long it lasts", HOW_LONG);
                None
            }
            [_] => self.only_duration(spec, given, first, ground),
            [(one, _), (two, place), ..] => {
                let message = format!("the path says twice how long it lasts: `{one}` and `{two}`");
                self.refuse(place, message, "leave one of them out");
                None
            }
        }
    }

    /// The duration of a path that says it once.
    fn only_duration(
        &mut self,
        spec: &PathSpec,
        given: &Located<Given>,
        first: Option<u32>,
        ground: &Ground,
    ) -> Option<Duration> {
        if let Some(to) = &spec.to {
            let last = self.date("to", to)?.last.since(ground.base);
            if last < first? as i32 {
                let message = format!("the path ends in \"{}\", before it begins", to.value);
                self.refuse(
                    &to.place,
                    message,
                    format!(
                        "`to` is the last {} in which it acts; write a later one",
                        self.frequency.name()
                    ),
                );
                return None;
            }
            return Some(Duration::To(last as u32));
        }
        if let Some(lasting) = &spec.lasting {
            return match time::periods(&lasting.value, self.frequency) {
                Ok(periods) => Some(Duration::To(first? + periods - 1)),
                Err((message, remedy)) => {
                    self.refuse(&lasting.place, format!("lasting = {message}"), remedy);
                    None
                }
            };
        }
        if let Some(decay) = &spec.decay {
            if !(decay.value > 0.0 && decay.value < 1.0) {
                let message = format!("decay is {}", words::number(decay.value));
                let remedy = format!(
                    "it is what is left after a {}, above 0 and below 1; for a size that stays \
                     write permanent = true",
                    self.frequency.name()
                );
                self.refuse(&decay.place, message, remedy);
                return None;
            }
            if matches!(given.value, Given::Function(_)) {
                let message = "a function cannot decay";
                let remedy = "let the function return smaller sizes, and say how long it lasts";
                self.refuse(&decay.place, message, remedy);
                return None;
            }
            return Some(Duration::Decay(decay.value));
        }
        if let Some(permanent) = &spec.permanent
            && !permanent.value
        {
            let message = "permanent = false does not say how long the path lasts";
            self.refuse(&permanent.place, message, HOW_LONG);
            return None;
        }
        Some(Duration::Always)
    }

    fn after_is_possible(&mut self, spec: &PathSpec, duration: &Duration) -> Option<()> {
        let Some(after) = &spec.after else {
            return Some(());
        };
        let refusal = match duration {
            Duration::To(_) if after.value.is_finite() => return Some(()),
            Duration::To(_) => "`after` is no number",
            Duration::Always => "nothing comes after a path that is permanent",
            Duration::Decay(_) => "nothing comes after a path that decays without end",
        };
        let remedy = match duration {
            Duration::To(_) => "write the size that stays from then on",
            Duration::Always => {
                "leave out `after`, or write `lasting` or `to` instead of `permanent`"
            }
            Duration::Decay(_) => {
                "leave out `after`, or write `lasting` or `to` instead of `decay`"
            }
        };
        self.refuse(&after.place, refusal, remedy);
        None
    }
}
