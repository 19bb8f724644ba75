//! Whether figures are as large as the model's own: an index that is taken for levels, or a rate in
//! per cent a year, would otherwise be followed without a word.

use engine::levers::{Lever, Rule};
use engine::parameters::Frequency;

use super::bounds::{per_period, scale};
use super::{Checker, Ground};
use crate::scenario::branch::{Shock, Values};
use crate::scenario::data::Row;
use crate::scenario::place::Place;
use crate::scenario::spec::SeriesSpec;
use crate::scenario::time::Period;
use crate::words;

/// Times by which a level of a file may differ from the model's, unless it is said to be a level.
const FILE: f64 = 5.0;
/// Times by which a level may differ from the model's without a warning.
const LEVEL: f64 = 20.0;
/// Difference between two rates per quarter that is told: about four points of the yearly rate.
const RATE: f64 = 0.01;
/// The same in the base quarter, for which data and model should agree: one point.
const RATE_IN_BASE: f64 = 0.0025;
/// Difference between two rates per quarter that nobody means: 46 per cent a year.
const NOT_MEANT: f64 = 0.1;
/// The same in the base quarter: 22 per cent a year.
const NOT_MEANT_IN_BASE: f64 = 0.05;

/// A rate per period in per cent a year, for people.
fn yearly(rate: f64, frequency: Frequency) -> String {
    let per_cent = 100.0 * (frequency.yearly_factor(rate) - 1.0);
    format!(
        "{} % a year",
        words::rounded((100.0 * per_cent).round() / 100.0)
    )
}

impl Checker<'_> {
    /// Refuses, or warns of, figures of a file that are taken as levels and are far from the model's
    /// own; `first` is the first quarter that is followed.
    pub(super) fn like_the_model(
        &mut self,
        rule: Rule,
        spec: &SeriesSpec,
        rows: &[Row],
        first: u32,
        ground: &Ground,
    ) -> Option<()> {
        let of_base = |row: &&Row| row.period == ground.base && row.value.is_some();
        let followed = |row: &&Row| row.period >= ground.base.plus(first) && row.value.is_some();
        let base = rows.iter().find(of_base);
        let Some(row) = base.or_else(|| rows.iter().find(followed)) else {
            return Some(());
        };
        let (Some(value), Some(model)) = (row.value, own(rule, ground)) else {
            return Some(());
        };
        let said = spec.meaning.as_ref().map(|meaning| &meaning.place);
        let place = said.unwrap_or(&spec.place).clone();
        let found = Found {
            rule,
            value,
            model,
            period: row.period,
            base: ground.base.to_string(),
        };
        if is_rate(rule) {
            self.rate_like_the_model(&found, said.is_some(), base.is_some(), &place)
        } else {
            self.level_like_the_model(&found, said.is_some(), base.is_some(), &place)
        }
    }

    fn rate_like_the_model(
        &mut self,
        found: &Found,
        said: bool,
        in_base: bool,
        place: &Place,
    ) -> Option<()> {
        let gap =
            (found.value - found.model).abs() * f64::from(self.frequency.periods_per_quarter());
        let (told, not_meant) = if in_base {
            (RATE_IN_BASE, NOT_MEANT_IN_BASE)
        } else {
            (RATE, NOT_MEANT)
        };
        let remedy = format!(
            "for per cent a year write as = \"percent_a_year\"; a level is a rate per {}, {} is \
             about 1 % a year",
            self.frequency.name(),
            match self.frequency {
                Frequency::Quarter => "0.0025",
                Frequency::Month => "0.0008",
            }
        );
        if gap > not_meant && (in_base || !said) {
            self.refuse(place, found.rates(), remedy);
            return None;
        }
        if gap > told && moves_slowly(found.rule) {
            self.remark(place, found.rates(), remedy);
        }
        Some(())
    }

    fn level_like_the_model(
        &mut self,
        found: &Found,
        said: bool,
        in_base: bool,
        place: &Place,
    ) -> Option<()> {
        // What is not above 0 is refused where it stands.
        if found.value <= 0.0 || !far(found.value, found.model, FILE) {
            return Some(());
        }
        if !said {
            let index = if in_base {
                "if it is an index, or in another unit, write as = \"index\"".to_owned()
            } else {
                format!(
                    "if it is an index, or in another unit, add a row for {} and write as = \"index\"",
                    found.base
                )
            };
            let remedy = format!(
                "{index}; if these are the levels, in {}, write as = \"level\"",
                self.frequency.unit(found.rule.unit())
            );
            self.refuse(place, found.levels(), remedy);
            return None;
        }
        if far(found.value, found.model, LEVEL) {
            let remedy = "an index, or another unit, is as = \"index\"";
            self.remark(place, found.levels(), remedy);
        }
        Some(())
    }

    /// Warns of a level given in the scenario itself that is far from the model's own.
    pub(super) fn far_from_model(
        &mut self,
        rule: Rule,
        value: f64,
        place: &Place,
        ground: &Ground,
    ) {
        let Some(model) = own(rule, ground) else {
            return;
        };
        let name = rule.name();
        if is_rate(rule) {
            if moves_slowly(rule) {
                self.far_rate(name, value, model, place);
            }
        } else {
            self.far_level(name, rule.unit(), value, model, place);
        }
    }

    /// The same for the levels of shocks to what phases set.
    pub(super) fn shocks_far_from_model(&mut self, shocks: &[Shock], ground: &Ground) {
        for shock in shocks {
            let (Some(rule), Values::Fixed(sizes)) = (Rule::find(shock.lever.name), &shock.values)
            else {
                continue;
            };
            if shock.size == engine::levers::Size::Level
                && let Some(largest) = largest(sizes)
            {
                self.far_from_model(rule, largest, &shock.place, ground);
            }
        }
    }

    /// Warns of a level of a parameter that is far from what it is without the shock;
    /// whether it did.
    pub(super) fn far_from_parameter(
        &mut self,
        lever: &Lever,
        (value, parameter): (f64, f64),
        place: &Place,
    ) -> bool {
        let before = self.remarks.len();
        if lever.is_rate() {
            self.far_rate(lever.name, value, parameter, place);
        } else {
            self.far_level(lever.name, lever.unit, value, parameter, place);
        }
        self.remarks.len() > before
    }

    fn far_rate(&mut self, name: &str, value: f64, model: f64, place: &Place) {
        let frequency = self.frequency;
        if (value - model).abs() * f64::from(frequency.periods_per_quarter()) <= RATE {
            return;
        }
        let message = format!(
            "`{name}` = {} a {} is {}; the model begins with {}",
            words::rounded(value),
            frequency.name(),
            yearly(value, frequency),
            yearly(model, frequency)
        );
        let per_cent = 100.0 * value;
        let remedy = if per_cent > -100.0 {
            format!(
                "if {} % a year is meant, write {}",
                words::rounded(per_cent),
                words::rounded(per_period(per_cent, frequency))
            )
        } else {
            scale("rate/quarter", frequency)
        };
        self.remark(place, message, remedy);
    }

    fn far_level(&mut self, name: &str, unit: &str, value: f64, model: f64, place: &Place) {
        if value == 0.0 || model == 0.0 || !far(value, model, LEVEL) {
            return;
        }
        let message = format!(
            "`{name}` = {} is far from {}, which the model begins with",
            words::rounded(value),
            words::rounded(model)
        );
        let unit = self.frequency.unit(unit);
        let remedy =
            format!("a level is the value itself, in {unit}; `pct` changes it by per cent");
        self.remark(place, message, remedy);
    }
}

/// A figure of a file and the model's own.
struct Found {
    rule: Rule,
    value: f64,
    model: f64,
    period: Period,
    base: String,
}

impl Found {
    fn rates(&self) -> String {
        format!(
            "`{}` = {} in {} is {}; the model has {} in {}",
            self.rule.name(),
            words::rounded(self.value),
            self.period,
            yearly(self.value, self.period.frequency()),
            yearly(self.model, self.period.frequency()),
            self.base
        )
    }

    fn levels(&self) -> String {
        format!(
            "`{}` is {} in {}; the model has {} in {}",
            self.rule.name(),
            words::rounded(self.value),
            self.period,
            words::rounded(self.model),
            self.base
        )
    }
}

/// Whether `value` is more than `times` as large as `model`, or as small.
fn far(value: f64, model: f64, times: f64) -> bool {
    !(1.0 / times..=times).contains(&(value / model))
}

/// The size that is farthest from 0.
pub fn largest(sizes: &[Option<f64>]) -> Option<f64> {
    let sizes = sizes.iter().flatten().copied();
    sizes.max_by(|one, other| one.abs().total_cmp(&other.abs()))
}

/// Whether `rule` gives a rate per quarter.
pub fn is_rate(rule: Rule) -> bool {
    rule.unit() == "rate/quarter"
}

/// Whether a rate is set by somebody, so that it does not jump.
fn moves_slowly(rule: Rule) -> bool {
    matches!(rule, Rule::PolicyRate | Rule::LendingRate)
}

/// The model's own value of `rule` in the base quarter, where it has one.
pub fn own(rule: Rule, ground: &Ground) -> Option<f64> {
    let model = ground.opening.as_ref()?;
    let (initial, parameters) = (model.initial(), model.parameters());
    Some(match rule {
        Rule::PolicyRate => initial.policy_rate,
        Rule::LendingRate => initial.policy_rate + parameters.scalars.risk_premium,
        Rule::ForeignInflation => initial.foreign_inflation,
        Rule::ExpectedInflation => *initial.inflation_history.last()?,
        Rule::ExpectedGrowth => match initial.output_history[..] {
            [.., before, last] => last / before - 1.0,
            _ => return None,
        },
        Rule::GovernmentConsumption => initial.government_consumption,
        Rule::ExportDemand => initial.exports,
        Rule::ImportSupply => initial.imports,
        Rule::ForeignOutput => initial.foreign_output,
    })
}
