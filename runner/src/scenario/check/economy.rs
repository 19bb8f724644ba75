//! `economy`: calibration, periods, scale, policy rule.

use engine::calibration::{Businesses, PolicyWeights};
use engine::parameters::{BuyerMatching, PolicyRule};

use super::{CALIBRATION, Checker, SCALE, cut};
use crate::scenario::place::Located;
use crate::scenario::spec::EconomySpec;
use crate::scenario::{EconomyChoice, POLICY_WEIGHTS};
use crate::words;

/// Numbers of agents are below it.
const MOST: f64 = 1e15;

impl Checker<'_> {
    pub(super) fn economy(&mut self, economy: &EconomySpec) -> EconomyChoice {
        let policy_rule = economy.policy_rule.as_ref().and_then(|rule| {
            let parsed = rule.value.parse::<PolicyRule>().ok();
            if parsed.is_none() {
                let remedy = words::instead(&rule.value, ["domestic", "foreign", "fixed"]);
                self.refuse(
                    &rule.place,
                    format!("there is no policy rule \"{}\"", rule.value),
                    remedy,
                );
            }
            parsed
        });
        EconomyChoice {
            calibration: economy
                .calibration
                .as_ref()
                .map_or(CALIBRATION.into(), |name| name.value.clone()),
            frequency: self.frequency(economy.frequency.as_ref()),
            scale: self.scale(economy.scale.as_ref()),
            numbers: self.numbers(economy),
            businesses: self.businesses(economy.businesses.as_ref()),
            matching: self.matching(economy.matching.as_ref()),
            policy_rule,
            policy_weights: self.policy_weights(economy.policy_weights.as_ref()),
            growth: economy.growth.as_ref().map(|growth| growth.value),
            steady_state: self.steady_state(economy),
        }
    }

    fn businesses(&mut self, businesses: Option<&Located<String>>) -> Option<Businesses> {
        let businesses = businesses?;
        let known = [Businesses::Registered, Businesses::All];
        let found = known.into_iter().find(|it| it.name() == businesses.value);
        if found.is_none() {
            let message = format!("there are no businesses \"{}\"", cut(&businesses.value));
            let remedy = words::instead(&businesses.value, known.map(Businesses::name));
            self.refuse(&businesses.place, message, remedy);
        }
        found
    }

    /// How buyers are matched; nothing if the size decides.
    fn matching(&mut self, matching: Option<&Located<String>>) -> Option<BuyerMatching> {
        let Some(matching) = matching else {
            return Some(BuyerMatching::default());
        };
        let word = matching.value.as_str();
        if word == "auto" {
            return None;
        }
        let parsed = word.parse().ok();
        if parsed.is_none() {
            let message = format!("there is no matching \"{}\"", cut(word));
            let remedy = words::instead(word, ["exact", "aggregate", "auto"]);
            self.refuse(&matching.place, message, remedy);
        }
        parsed
    }

    /// A steady state has a rate that stays and no trends; nothing else can be asked of it.
    fn steady_state(&mut self, economy: &EconomySpec) -> bool {
        if !economy.steady_state.as_ref().is_some_and(|it| it.value) {
            return false;
        }
        let places = [
            (
                "policy_rule",
                economy.policy_rule.as_ref().map(|it| &it.place),
            ),
            (
                "policy_weights",
                economy.policy_weights.as_ref().map(|it| &it.place),
            ),
            ("growth", economy.growth.as_ref().map(|it| &it.place)),
        ];
        for (key, place) in places {
            if let Some(place) = place {
                let message = format!("`steady_state` leaves no choice of `{key}`");
                self.refuse(place, message, format!("remove `{key}` or `steady_state`"));
            }
        }
        true
    }

    fn policy_weights(&mut self, weights: Option<&Located<String>>) -> Option<PolicyWeights> {
        let weights = weights?;
        let found = POLICY_WEIGHTS
            .iter()
            .find(|(name, _)| *name == weights.value);
        if found.is_none() {
            let message = format!("there are no policy weights \"{}\"", cut(&weights.value));
            let remedy = words::instead(&weights.value, POLICY_WEIGHTS.map(|(name, _)| name));
            self.refuse(&weights.place, message, remedy);
        }
        found.map(|(_, weights)| *weights)
    }

    /// Numbers of agents in place of the scale.
    fn numbers(&mut self, economy: &EconomySpec) -> Vec<(&'static str, u64)> {
        let mut numbers = Vec::new();
        for (key, number) in economy.numbers() {
            let remedy = if economy.scale.is_some() {
                let message = format!("`{key}` is another way to give `scale`");
                self.refuse(&number.place, message, "remove one of them");
                continue;
            } else if key == "households" && economy.persons.is_some() {
                let message = "`households` is another word for `persons`";
                self.refuse(&number.place, message, "remove one of them");
                continue;
            } else if key == "firms" {
                "give a whole number, such as 2753, or a scale, such as 1/1000"
            } else {
                "give a whole number, such as 53416, or a scale, such as 1/1000"
            };
            let value = number.value;
            if (1.0..MOST).contains(&value) && value.fract() == 0.0 {
                numbers.push((key, value as u64));
            } else {
                let message = format!(
                    "{key} is {}, which is no number of them",
                    words::number(value)
                );
                self.refuse(&number.place, message, remedy);
            }
        }
        numbers
    }

    fn scale(&mut self, scale: Option<&Located<f64>>) -> f64 {
        let Some(scale) = scale else { return SCALE };
        if !(scale.value > 0.0 && scale.value <= 1.0) {
            let message = format!(
                "scale is {}, which is not above 0 and at most 1",
                words::number(scale.value)
            );
            let remedy = "it is model persons per real person; 1/1000 is a good start";
            self.refuse(&scale.place, message, remedy);
            return SCALE;
        }
        scale.value
    }
}
