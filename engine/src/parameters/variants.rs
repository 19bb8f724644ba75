//! Which variant of the published model runs: one switch per difference, and three named profiles.

use std::str::FromStr;

/// A named setting of all switches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// The published model, with a lower bound on the policy rate.
    #[default]
    Reference,
    /// The authors' deterministic MATLAB program.
    MatlabDet,
    /// The BeforeIT.jl package, version 0.5.
    JuliaCompat,
}

/// How employment targets are rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmploymentRounding {
    /// Halves away from zero.
    #[default]
    HalfAwayFromZero,
    /// Halves to the even neighbour.
    HalfToEven,
}

impl EmploymentRounding {
    /// The whole number next to so many persons, at least one.
    pub fn staff(self, persons: f64) -> u32 {
        let whole = persons as u32;
        let rest = persons - f64::from(whole);
        let up = match self {
            EmploymentRounding::HalfAwayFromZero => rest >= 0.5,
            EmploymentRounding::HalfToEven => rest > 0.5 || rest == 0.5 && whole % 2 == 1,
        };
        whole.saturating_add(u32::from(up)).max(1)
    }
}

/// How capacity caps the targets of investment and employment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CapacityCap {
    /// Each firm by its own capacity.
    #[default]
    PerFirm,
    /// All firms by the first firm whose target and capacity differ.
    WholeVector,
}

/// What becomes of a seller's chance of a visit when others are sold out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SellerWeights {
    /// Prices and sizes are normalised over the sellers left.
    #[default]
    Renormalised,
    /// Weights are normalised once, at the start of a pass.
    Frozen,
}

/// How buyers are matched with sellers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BuyerMatching {
    /// Every buyer visits sellers.
    #[default]
    Exact,
    /// Those that want little all at once, in the same law, where sellers of a product expect many of them.
    Aggregate,
}

/// When the correlated innovations are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShockTest {
    /// When every entry of the covariance is zero.
    #[default]
    ExactZero,
    /// When the entries add up to less than 1e-8 in absolute value.
    SmallSum,
}

/// What the policy rate responds to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PolicyRule {
    /// Inflation and growth of the foreign economy, as published.
    #[default]
    Foreign,
    /// Expected domestic inflation and growth.
    Domestic,
    /// Nothing: the rate stays where it is.
    Fixed,
}

/// One switch per difference between the published programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switches {
    /// Every draw is replaced by a rule; for tests.
    pub deterministic: bool,
    /// How employment targets are rounded.
    pub employment_rounding: EmploymentRounding,
    /// How capacity caps investment and employment targets.
    pub capacity_cap: CapacityCap,
    /// Whether the policy rate stays at or above zero.
    pub zero_lower_bound: bool,
    /// What becomes of chances when sellers are sold out.
    pub seller_weights: SellerWeights,
    /// How buyers are matched with sellers.
    pub matching: BuyerMatching,
    /// When the correlated innovations are left out.
    pub shock_covariance_test: ShockTest,
}

/// A switch, or a value of one, that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownSwitch {
    /// No such switch.
    #[error("there is no switch `{0}`; the switches are: {list}", list = Switches::NAMES.join(", "))]
    Name(String),
    /// No such value.
    #[error("switch `{name}` cannot be `{value}`; it can be {allowed}")]
    Value {
        /// The switch.
        name: String,
        /// What was asked for.
        value: String,
        /// What there is.
        allowed: &'static str,
    },
}

impl Default for Switches {
    fn default() -> Self {
        Switches {
            deterministic: false,
            employment_rounding: EmploymentRounding::default(),
            capacity_cap: CapacityCap::default(),
            zero_lower_bound: true,
            seller_weights: SellerWeights::default(),
            matching: BuyerMatching::default(),
            shock_covariance_test: ShockTest::default(),
        }
    }
}

impl Switches {
    /// Names of the switches.
    pub const NAMES: [&'static str; 7] = [
        "deterministic",
        "employment_rounding",
        "capacity_cap",
        "zero_lower_bound",
        "seller_weights",
        "matching",
        "shock_covariance_test",
    ];

    /// The switches of a profile.
    pub fn of(profile: Profile) -> Self {
        match profile {
            Profile::Reference => Switches::default(),
            Profile::MatlabDet => Switches {
                deterministic: true,
                zero_lower_bound: false,
                ..Switches::default()
            },
            Profile::JuliaCompat => Switches {
                employment_rounding: EmploymentRounding::HalfToEven,
                capacity_cap: CapacityCap::WholeVector,
                seller_weights: SellerWeights::Frozen,
                shock_covariance_test: ShockTest::SmallSum,
                ..Switches::default()
            },
        }
    }

    /// Sets one switch by name.
    ///
    /// # Errors
    /// If the switch or the value does not exist.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), UnknownSwitch> {
        let refuse = |allowed| UnknownSwitch::Value {
            name: name.to_owned(),
            value: value.to_owned(),
            allowed,
        };
        match name {
            "deterministic" => {
                self.deterministic = on_or_off(value).ok_or_else(|| refuse("on or off"))?
            }
            "zero_lower_bound" => {
                self.zero_lower_bound = on_or_off(value).ok_or_else(|| refuse("on or off"))?
            }
            "employment_rounding" => {
                self.employment_rounding = match value {
                    "half_away_from_zero" => EmploymentRounding::HalfAwayFromZero,
                    "half_to_even" => EmploymentRounding::HalfToEven,
                    _ => return Err(refuse("half_away_from_zero or half_to_even")),
                }
            }
            "capacity_cap" => {
                self.capacity_cap = match value {
                    "per_firm" => CapacityCap::PerFirm,
                    "whole_vector" => CapacityCap::WholeVector,
                    _ => return Err(refuse("per_firm or whole_vector")),
                }
            }
            "seller_weights" => {
                self.seller_weights = match value {
                    "renormalised" => SellerWeights::Renormalised,
                    "frozen" => SellerWeights::Frozen,
                    _ => return Err(refuse("renormalised or frozen")),
                }
            }
            "matching" => self.matching = value.parse()?,
            "shock_covariance_test" => {
                self.shock_covariance_test = match value {
                    "exact_zero" => ShockTest::ExactZero,
                    "small_sum" => ShockTest::SmallSum,
                    _ => return Err(refuse("exact_zero or small_sum")),
                }
            }
            _ => return Err(UnknownSwitch::Name(name.to_owned())),
        }
        Ok(())
    }
}

fn on_or_off(value: &str) -> Option<bool> {
    match value {
        "on" | "true" => Some(true),
        "off" | "false" => Some(false),
        _ => None,
    }
}

impl FromStr for Profile {
    type Err = UnknownSwitch;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "reference" => Ok(Profile::Reference),
            "matlab_det" => Ok(Profile::MatlabDet),
            "julia_compat" => Ok(Profile::JuliaCompat),
            _ => Err(UnknownSwitch::Value {
                name: "profile".into(),
                value: text.into(),
                allowed: "reference, matlab_det or julia_compat",
            }),
        }
    }
}

impl BuyerMatching {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            BuyerMatching::Exact => "exact",
            BuyerMatching::Aggregate => "aggregate",
        }
    }
}

impl FromStr for BuyerMatching {
    type Err = UnknownSwitch;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "exact" => Ok(BuyerMatching::Exact),
            "aggregate" => Ok(BuyerMatching::Aggregate),
            _ => Err(UnknownSwitch::Value {
                name: "matching".into(),
                value: text.into(),
                allowed: "exact or aggregate",
            }),
        }
    }
}

impl FromStr for PolicyRule {
    type Err = UnknownSwitch;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "foreign" => Ok(PolicyRule::Foreign),
            "domestic" => Ok(PolicyRule::Domestic),
            "fixed" => Ok(PolicyRule::Fixed),
            _ => Err(UnknownSwitch::Value {
                name: "policy_rule".into(),
                value: text.into(),
                allowed: "domestic, foreign or fixed",
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EmploymentRounding::{HalfAwayFromZero, HalfToEven};

    #[test]
    fn staff_is_what_the_library_rounds_to_and_at_least_one() {
        let below_half = 0.5_f64.next_down();
        for persons in [
            0.0,
            below_half,
            0.5,
            1.0,
            1.5,
            2.5,
            3.5,
            1e6 + 0.5,
            5e9,
            f64::INFINITY,
        ] {
            for persons in [persons, persons + 0.25, -persons] {
                let staff = |rounded: f64| rounded.max(1.0) as u32;
                assert_eq!(HalfAwayFromZero.staff(persons), staff(persons.round()));
                assert_eq!(HalfToEven.staff(persons), staff(persons.round_ties_even()));
            }
        }
        assert_eq!(HalfAwayFromZero.staff(f64::NAN), 1);
    }
}
