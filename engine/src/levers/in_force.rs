//! What is pulled and given in the present quarter, as phases use it.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::{Lever, Pull, Rule, registry};
use crate::parameters::{Frequency, Parameters};

/// A lever or a rule whose value in force has no meaning.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error(
    "{name} would be {value} ({unit}) in period {period}, {range}; ask for a smaller change",
    value = shown(*.value),
    range = outside(*.low, *.high)
)]
pub struct OutOfRange {
    /// Name of the lever or rule.
    pub name: &'static str,
    /// Unit of the value.
    pub unit: Cow<'static, str>,
    /// Value that would be in force.
    pub value: f64,
    /// Smallest value allowed.
    pub low: f64,
    /// Largest value allowed.
    pub high: f64,
    /// Period being simulated.
    pub period: u32,
}

/// A number, with an exponent where it has many digits.
pub(crate) fn shown(value: f64) -> String {
    let size = value.abs();
    if size.is_finite() && (size >= 1e7 || size > 0.0 && size < 1e-9) {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}

fn outside(low: f64, high: f64) -> String {
    if low == f64::MIN_POSITIVE {
        format!("not above 0 and at most {high:.3e}")
    } else {
        format!("outside {} to {}", shown(low), shown(high))
    }
}

/// Pulls and given values of a quarter, and the first of them that is out of range.
#[derive(Clone, Debug)]
pub(crate) struct InForce {
    pub(super) pulls: Vec<Pull>,
    pub(super) given: [Option<f64>; Rule::ALL.len()],
    pub(super) outside: OnceLock<OutOfRange>,
    pub(super) period: u32,
    pub(super) frequency: Frequency,
}

impl InForce {
    /// Nothing pulled, nothing given, in an economy of quarters.
    pub(crate) const fn nothing() -> Self {
        InForce {
            frequency: Frequency::Quarter,
            pulls: Vec::new(),
            given: [None; Rule::ALL.len()],
            outside: OnceLock::new(),
            period: 0,
        }
    }

    /// The same in an economy of periods of `frequency`.
    pub(crate) fn every(frequency: Frequency) -> Self {
        InForce {
            frequency,
            ..InForce::nothing()
        }
    }

    /// Pulls `pulls` in quarter `period` instead of what was pulled before.
    pub(crate) fn pull(&mut self, pulls: &[Pull], period: u32) {
        self.period = period;
        self.pulls.clear();
        self.pulls.extend_from_slice(pulls);
    }

    /// What is pulled.
    pub(crate) fn pulls(&self) -> &[Pull] {
        &self.pulls
    }

    /// Gives the value of `rule` in quarter `period`.
    pub(crate) fn give(&mut self, rule: Rule, value: f64, period: u32) {
        self.period = period;
        self.within((rule.name(), rule.unit()), value, rule.range());
        self.given[rule as usize] = Some(value);
    }

    /// Notes `value` of `rule` if it is above `most`, which is far from where the rule began.
    pub(crate) fn bound(&mut self, rule: Rule, value: f64, most: f64) {
        let (low, high) = rule.range();
        self.within((rule.name(), rule.unit()), value, (low, high.min(most)));
    }

    /// The value given for `rule`.
    pub(crate) fn given(&self, rule: Rule) -> Option<f64> {
        self.given[rule as usize]
    }

    /// The first value out of range.
    pub(crate) fn outside(&self) -> Option<&OutOfRange> {
        self.outside.get()
    }

    /// Pulls of `lever`, in order.
    pub(crate) fn pulls_of(&self, lever: &Lever) -> impl Iterator<Item = &Pull> {
        self.pulls
            .iter()
            .filter(move |pull| pull.lever.name == lever.name)
    }

    /// `value` of `lever` after one pull.
    pub(crate) fn pulled(&self, lever: &Lever, pull: &Pull, value: f64) -> f64 {
        lever.apply(pull.wedge, value, self.frequency)
    }

    /// The value in force where the rule says `value`.
    pub(crate) fn on(&self, lever: &Lever, value: f64) -> f64 {
        let mut pulled = false;
        let mut in_force = value;
        for pull in self.pulls_of(lever) {
            in_force = self.pulled(lever, pull, in_force);
            pulled = true;
        }
        if pulled {
            self.check(lever, in_force);
        }
        in_force
    }

    /// The same for every product of `values`.
    pub(crate) fn on_products(&self, lever: &Lever, values: &mut [f64]) {
        for pull in self.pulls_of(lever) {
            for (product, value) in values.iter_mut().enumerate() {
                if pull.picks(product) {
                    *value = self.pulled(lever, pull, *value);
                    self.check(lever, *value);
                }
            }
        }
    }

    /// Whether any parameter is pulled.
    pub(crate) fn on_parameters(&self) -> bool {
        self.pulls.iter().any(|pull| acts_on_parameters(pull.lever))
    }

    /// Puts the parameters in force, given those of the branch.
    pub(crate) fn apply_to(&self, parameters: &mut Parameters) {
        for lever in registry::all().filter(|lever| lever.is_parameter()) {
            if let Some(value) = parameters.scalars.get_mut(lever.name) {
                *value = self.on(lever, *value);
            }
        }
        let [government, exports, imports] = SHARES;
        self.on_products(government, &mut parameters.government_shares);
        self.on_products(exports, &mut parameters.export_shares);
        self.on_products(imports, &mut parameters.import_shares);
    }

    /// Notes `value` if it is outside the range of `lever`.
    pub(crate) fn check(&self, lever: &Lever, value: f64) {
        self.within((lever.name, lever.unit), value, (lever.low, lever.high));
    }

    fn within(&self, about: (&'static str, &'static str), value: f64, range: (f64, f64)) {
        let ((name, unit), (low, high)) = (about, range);
        if !(low..=high).contains(&value) {
            self.outside.get_or_init(|| OutOfRange {
                name,
                unit: self.frequency.unit(unit),
                value,
                low,
                high,
                period: self.period,
            });
        }
    }
}

/// Levers that scale shares of products in the parameters.
static SHARES: [&Lever; 3] = [
    &registry::GOVERNMENT_CONSUMPTION,
    &registry::EXPORT_DEMAND,
    &registry::IMPORT_SUPPLY,
];

/// Whether the value in force of `lever` is one of the parameters.
fn acts_on_parameters(lever: &Lever) -> bool {
    lever.is_parameter() || SHARES.iter().any(|share| share.name == lever.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::levers::{Size, Wedge};

    fn pull(lever: &str, rows: Option<&[u16]>, size: Size, value: f64) -> Pull {
        Pull {
            lever: registry::find(lever).unwrap(),
            rows: rows.map(Into::into),
            wedge: Wedge { size, value },
        }
    }

    #[test]
    fn a_later_pull_acts_on_the_result_of_the_earlier() {
        let mut levers = InForce::nothing();
        levers.pull(
            &[
                pull("tax_income", None, Size::Add, 0.1),
                pull("tax_income", None, Size::Pct, 50.0),
            ],
            1,
        );
        let lever = registry::find("tax_income").unwrap();
        // (0.2 + 0.1) * 1.5
        assert!((levers.on(lever, 0.2) - 0.45).abs() < 1e-15);
        assert_eq!(levers.outside(), None);
    }

    #[test]
    fn shares_of_picked_products_are_scaled() {
        let mut levers = InForce::nothing();
        levers.pull(
            &[
                pull("export_demand", Some(&[1]), Size::Pct, 20.0),
                pull("import_supply", None, Size::Pct, -50.0),
            ],
            1,
        );
        let mut parameters = Parameters {
            government_shares: vec![0.25, 0.75],
            export_shares: vec![0.5, 0.5],
            import_shares: vec![0.5, 0.5],
            ..Parameters::default()
        };
        assert!(levers.on_parameters());
        levers.apply_to(&mut parameters);
        assert_eq!(parameters.government_shares, [0.25, 0.75]);
        assert_eq!(parameters.export_shares, [0.5, 0.6]);
        assert_eq!(parameters.import_shares, [0.25, 0.25]);
    }

    #[test]
    fn what_leaves_the_range_is_noted_once_with_its_value() {
        let mut levers = InForce::nothing();
        levers.pull(
            &[
                pull("tax_income", None, Size::Pp, 90.0),
                pull("propensity_to_consume", None, Size::Level, -1.0),
            ],
            7,
        );
        let mut parameters = Parameters::default();
        parameters.scalars.tax_income = 0.5;
        levers.apply_to(&mut parameters);
        let outside = levers.outside().unwrap();
        assert_eq!((outside.name, outside.period), ("tax_income", 7));
        assert_eq!(
            outside.to_string(),
            "tax_income would be 1.4 (rate) in period 7, outside -1 to 1; ask for a smaller change"
        );
    }

    #[test]
    fn a_given_value_must_be_possible() {
        let mut levers = InForce::nothing();
        levers.give(Rule::PolicyRate, 0.01, 3);
        assert_eq!(levers.given(Rule::PolicyRate), Some(0.01));
        assert_eq!(levers.given(Rule::LendingRate), None);
        assert_eq!(levers.outside(), None);
        levers.bound(Rule::ExportDemand, 5.0, 10.0);
        assert_eq!(levers.outside(), None);
        levers.bound(Rule::ExportDemand, 11.0, 10.0);
        assert_eq!(
            levers.outside().unwrap().to_string(),
            "export_demand would be 11 (goods/quarter) in period 3, not above 0 and at most 1.000e1; ask for a smaller change"
        );
        let mut levers = InForce::nothing();
        levers.give(Rule::ExportDemand, 0.0, 3);
        assert_eq!(levers.outside().unwrap().name, "export_demand");
    }
}
