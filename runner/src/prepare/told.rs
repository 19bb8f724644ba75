//! What is simulated, in words: how many agents, and how buyers meet sellers.

use engine::calibration::Businesses;
use engine::parameters::BuyerMatching;

use super::Prepared;
use crate::scenario::place::{Located, Problem};
use crate::scenario::spec::ScenarioSpec;
use crate::words::{one_in, rounded, thousands};

/// How often as many or as few agents as were asked for are told without a warning.
const FAR: f64 = 2.0;

impl Prepared {
    /// How many agents there are.
    pub fn agents(&self) -> String {
        format!(
            "{}: {} persons, {}",
            one_in(self.scenario.economy.scale),
            thousands(self.persons()),
            self.firms_in_words()
        )
    }

    /// How many firms there are, and whether they are all businesses.
    pub fn firms_in_words(&self) -> String {
        let all = self.scenario.economy.businesses == Some(Businesses::All);
        let of_what = if all { ", registered or not" } else { "" };
        format!("{} firms{of_what}", thousands(self.firms()))
    }

    /// How many agents were asked for, if any number was.
    pub fn nearest_to(&self) -> Option<String> {
        let economy = &self.scenario.economy;
        let number = |(key, number): &(&str, u64)| format!("{} {key}", thousands(*number));
        let asked: Vec<String> = economy.numbers.iter().map(number).collect();
        (!asked.is_empty()).then(|| format!("the nearest to {}", asked.join(" and ")))
    }

    /// How buyers are matched with sellers; nothing where the default was left as it is.
    pub fn matching(&self) -> Option<String> {
        let economy = &self.scenario.economy;
        let how = match economy.matching() {
            BuyerMatching::Aggregate => {
                "aggregate: buyers that want little meet sellers all at once"
            }
            BuyerMatching::Exact if economy.matching.is_some() => return None,
            BuyerMatching::Exact => "exact: every purchase is drawn singly",
        };
        Some(match economy.matching {
            Some(_) => how.to_owned(),
            None => format!("{how}, as \"auto\" has it at this scale"),
        })
    }

    /// What to say where all businesses are firms because more `firms` were asked for in the file than
    /// are registered.
    pub(super) fn beyond_registered(
        &self,
        spec: &ScenarioSpec,
        firms: Option<&Located<f64>>,
    ) -> Option<Problem> {
        let meant = spec.economy.businesses.is_none() && self.scenario.economy.businesses.is_some();
        let firms = firms.filter(|_| meant)?;
        let registered = self
            .calibration
            .with_assumptions(|it| it.businesses = Businesses::Registered);
        let (registered, _) = registered.agents(1.0);
        let message = format!(
            "firms is {}, more than are registered: all businesses are firms",
            thousands(firms.value as u64)
        );
        let remedy = format!(
            "write businesses = \"all\" beside it if that is meant, or at most {registered} firms"
        );
        Some(Problem::new(&firms.place, message, remedy))
    }

    /// What to say where numbers of firms and persons were asked for that are far from any which the
    /// model can have together.
    pub(super) fn far_from_asked(&self, spec: &ScenarioSpec) -> Option<Problem> {
        let numbers = &self.scenario.economy.numbers;
        let [(first, firms), (second, persons)] = numbers[..] else {
            return None;
        };
        let ratio = self.persons() as f64 / persons as f64;
        let off = ratio.max(ratio.recip());
        let ratio = self.firms() as f64 / firms as f64;
        let off = off.max(ratio).max(ratio.recip());
        if off <= FAR {
            return None;
        }
        let message = format!(
            "{} {first} and {} {second} do not go together: the nearest are {} and {}, {} times off",
            thousands(firms),
            thousands(persons),
            thousands(self.firms()),
            thousands(self.persons()),
            rounded((10.0 * off).round() / 10.0)
        );
        let remedy = "give one of the two, or a scale";
        let (_, place) = spec.economy.numbers().next()?;
        Some(Problem::new(&place.place, message, remedy))
    }
}
