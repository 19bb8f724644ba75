//! Rules that a scenario may replace, and series that it may hold to data.

use crate::parameters::InitialConditions;

/// How many times its value of the base quarter a value may be that a scenario gives.
pub(crate) const FURTHEST: f64 = 1e6;

/// A rule whose value may be given for a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The central bank's rate.
    PolicyRate,
    /// The bank's rate on loans.
    LendingRate,
    /// Growth that everybody expects.
    ExpectedGrowth,
    /// Inflation that everybody expects.
    ExpectedInflation,
    /// Real consumption of the government.
    GovernmentConsumption,
    /// Real exports asked for.
    ExportDemand,
    /// Real imports offered.
    ImportSupply,
    /// Real output of the foreign economy.
    ForeignOutput,
    /// Inflation of the foreign economy.
    ForeignInflation,
}

impl Rule {
    /// Every rule.
    pub const ALL: &[Rule] = &[
        Rule::PolicyRate,
        Rule::LendingRate,
        Rule::ExpectedGrowth,
        Rule::ExpectedInflation,
        Rule::GovernmentConsumption,
        Rule::ExportDemand,
        Rule::ImportSupply,
        Rule::ForeignOutput,
        Rule::ForeignInflation,
    ];

    /// Name in scenarios.
    pub fn name(self) -> &'static str {
        match self {
            Rule::PolicyRate => "policy_rate",
            Rule::LendingRate => "lending_rate",
            Rule::ExpectedGrowth => "expected_growth",
            Rule::ExpectedInflation => "expected_inflation",
            Rule::GovernmentConsumption => "government_consumption",
            Rule::ExportDemand => "export_demand",
            Rule::ImportSupply => "import_supply",
            Rule::ForeignOutput => "foreign_output",
            Rule::ForeignInflation => "foreign_inflation",
        }
    }

    /// The rule called `name`.
    pub fn find(name: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.name() == name)
    }

    /// Unit of its value.
    pub fn unit(self) -> &'static str {
        match self {
            Rule::PolicyRate
            | Rule::LendingRate
            | Rule::ExpectedGrowth
            | Rule::ExpectedInflation
            | Rule::ForeignInflation => "rate/quarter",
            Rule::GovernmentConsumption | Rule::ExportDemand | Rule::ImportSupply => {
                "goods/quarter"
            }
            Rule::ForeignOutput => "million/quarter, its own base prices",
        }
    }

    /// What the rule sets and what it remembers, in one sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Rule::PolicyRate => {
                "Rate of the central bank; the rule that smooths it goes on from the rate given."
            }
            Rule::LendingRate => "Rate on loans and overdrafts; policy rate and spread without it.",
            Rule::ExpectedGrowth => "Growth of gross output that everybody expects.",
            Rule::ExpectedInflation => "Inflation that everybody expects.",
            Rule::GovernmentConsumption => {
                "Real consumption the government plans; its process goes on from there."
            }
            Rule::ExportDemand => "Real exports asked for; their process goes on from there.",
            Rule::ImportSupply => "Real imports offered; their process goes on from there.",
            Rule::ForeignOutput => {
                "Real output of the foreign economy; its process goes on from there."
            }
            Rule::ForeignInflation => {
                "Inflation of the foreign economy; its process goes on from there."
            }
        }
    }

    /// Phase that applies the rule.
    pub fn phase(self) -> &'static str {
        match self {
            Rule::PolicyRate => "policy_rate",
            Rule::LendingRate => "lending_rate",
            Rule::ExpectedGrowth | Rule::ExpectedInflation => "expectations",
            Rule::GovernmentConsumption => "government_demand",
            Rule::ExportDemand | Rule::ImportSupply => "foreign_trade",
            Rule::ForeignOutput | Rule::ForeignInflation => "foreign_economy",
        }
    }

    /// Largest value that may be given where the economy began at `initial`: so far from it that the
    /// accounts can no longer be told from rounding.
    pub fn most(self, initial: &InitialConditions) -> f64 {
        let base = match self {
            Rule::GovernmentConsumption => initial.government_consumption,
            Rule::ExportDemand => initial.exports,
            Rule::ImportSupply => initial.imports,
            Rule::ForeignOutput => initial.foreign_output,
            _ => 0.0,
        };
        if base > 0.0 {
            FURTHEST * base
        } else {
            f64::MAX
        }
    }

    /// Smallest and largest value that may be given.
    pub fn range(self) -> (f64, f64) {
        if self.unit() == "rate/quarter" {
            super::RATES
        } else {
            (f64::MIN_POSITIVE, 1e18)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::PERIOD;

    #[test]
    fn every_rule_is_found_by_its_name_and_has_a_phase() {
        for (place, &rule) in Rule::ALL.iter().enumerate() {
            assert_eq!(rule as usize, place);
            assert_eq!(Rule::find(rule.name()), Some(rule));
            assert!(PERIOD.iter().any(|phase| phase.name == rule.phase()));
            assert!(rule.meaning().ends_with('.') && rule.range().0 < rule.range().1);
        }
        assert_eq!(Rule::find("pricing"), None);
    }
}
