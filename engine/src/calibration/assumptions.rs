//! The assumptions of a calibration, each with its reason; all values come from `calibration.toml`.

use super::tables::{Quarter, Settings};
use crate::parameters::PolicyRule;

/// How persons are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Persons {
    /// Employed, unemployed and inactive of a labour force survey; jobs split them over industries.
    #[default]
    LabourForce,
    /// A job is a person and the inactive are the rest of the population, as published.
    Jobs,
}

/// Which businesses are firms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Businesses {
    /// Registered enterprises, of sizes by the published model's power law.
    #[default]
    Registered,
    /// All, of which the unregistered have one worker each, of sizes by published bands.
    All,
}

impl Businesses {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Businesses::Registered => "registered",
            Businesses::All => "all",
        }
    }
}

/// Which property income households have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PropertyIncome {
    /// Received less paid.
    #[default]
    Net,
    /// Received, as published.
    Received,
}

/// Which loans firms have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FirmLoans {
    /// In all currencies, and from abroad.
    #[default]
    All,
    /// In domestic currency from domestic banks.
    Sterling,
}

/// Which other transfers households get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OtherTransfers {
    /// Whatever closes the government's budget.
    #[default]
    Residual,
    /// The same, but never negative, as published.
    PositiveResidual,
}

/// Where the weights of the policy rule are from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PolicyWeights {
    /// Least squares on the sample of the rule.
    #[default]
    Estimated,
    /// The `imposed_` values.
    Imposed,
}

/// Values that are no published figures. The reasons stand in `calibration.toml`.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers a question of its own with yes or no"
)]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assumptions {
    /// Instalment on loans \[rate/quarter\], `θ`.
    pub loan_repayment: f64,
    /// Bank equity per unit of loans \[ratio\], `ζ`.
    pub capital_requirement: f64,
    /// Ceiling of loans over capital \[ratio\], `ζ^LTV`.
    pub loan_to_value: f64,
    /// Loans left with a refinanced firm over capital \[ratio\], `ζ^b`.
    pub bankruptcy_loan_ratio: f64,
    /// Utilisation of capacity at the start \[share\], `ω`.
    pub capacity_utilisation: f64,
    /// Inflation target \[rate/year\].
    pub annual_inflation_target: f64,
    /// Government buyers per firm \[ratio\].
    pub government_entities_per_firm: f64,
    /// Foreign buyers per firm \[ratio\].
    pub foreign_consumers_per_firm: f64,
    /// How far rows and columns of the input-output table may be off \[million\].
    pub largest_imbalance: f64,
    /// Vintage of accounts whose flows are rescaled.
    pub later_vintage: String,
    /// By how much \[ratio\].
    pub later_vintage_factor: f64,
    /// Floor of labour and capital productivity.
    pub smallest_productivity: f64,
    /// Whether firms bear the consumption of fixed capital in dwellings.
    pub dwellings_in_capital_consumption: bool,
    /// Most of the gross surplus that may be consumption of fixed capital \[share\].
    pub capital_consumption_ceiling: f64,
    /// How often the surplus after consumption of fixed capital must cover interest \[ratio\].
    pub capital_consumption_interest_cover: f64,
    /// Industries whose excess over the ceiling is dropped, not spread \[codes\].
    pub capital_consumption_not_spread: Vec<String>,
    /// Product that dwellings are made of; none for the composition of all capital formation.
    pub dwellings_product: Option<String>,
    /// Whether mixed income includes the operating surplus of households.
    pub household_operating_surplus: bool,
    /// Which property income households have.
    pub property_income: PropertyIncome,
    /// Which other transfers households get.
    pub other_transfers: OtherTransfers,
    /// Unemployment benefit over the last wage \[share\], `θ^UB`.
    pub unemployment_replacement: f64,
    /// How persons are counted.
    pub persons: Persons,
    /// Whether the employed of the labour force survey include owners of firms.
    pub owners_among_employed: bool,
    /// Which businesses are firms.
    pub businesses: Businesses,
    /// Most firms that may exist only because an industry needs one \[share\].
    pub largest_share_of_lifted_firms: f64,
    /// Which loans firms have.
    pub firm_loans: FirmLoans,
    /// Whether a part of interest paid is that on bonds.
    pub bonds_share_interest: bool,
    /// Risk weight of loans \[ratio\].
    pub bank_risk_weight: f64,
    /// Whether trade is estimated without valuables.
    pub trade_without_valuables: bool,
    /// What the policy rate responds to.
    pub policy_rule: PolicyRule,
    /// First quarter of the sample of the policy rule.
    pub policy_sample_first: Quarter,
    /// Last quarter of the sample of the policy rule.
    pub policy_sample_last: Quarter,
    /// Where the weights of the policy rule are from.
    pub policy_weights: PolicyWeights,
    /// Weights of the rule where they are imposed.
    pub imposed_rule: ImposedRule,
    /// Trends that the published model does not have.
    pub growth: GrowthExtension,
    /// Whether everything that would make the economy move is taken out; no file states it.
    pub(super) steady_state: bool,
}

/// Weights of the policy rule that are set, not estimated.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ImposedRule {
    /// Smoothing \[weight\], `ρ`.
    pub smoothing: f64,
    /// Weight on inflation, `ξ^π`.
    pub inflation: f64,
    /// Weight on growth, `ξ^γ`.
    pub growth: f64,
    /// Real equilibrium rate \[rate/quarter\], `r*`.
    pub real_rate: f64,
}

/// Trends that the published model does not have; all zero where the extension is off.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GrowthExtension {
    /// Whether the extension is on.
    pub enabled: bool,
    /// Growth of labour productivity and wages \[rate/quarter\].
    pub productivity_trend: f64,
    /// Trend of government consumption, exports, imports \[log points/quarter\].
    pub demand_trend: f64,
    /// Share of the gap to desired capital closed each quarter \[share/quarter\].
    pub investment_adjustment: f64,
    /// Utilisation that investment aims at \[share\].
    pub target_utilisation: f64,
}

impl GrowthExtension {
    /// Trend of demand, 0 where the extension is off \[log points/quarter\].
    pub fn trend_of_demand(&self) -> f64 {
        if self.enabled { self.demand_trend } else { 0.0 }
    }
}

/// One assumption with its reason, for reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// Name.
    pub key: String,
    /// Symbol in the published model; empty if it has none.
    pub symbol: String,
    /// Unit; empty for choices that are yes or no.
    pub unit: String,
    /// Why.
    pub reason: String,
}

/// Reads every assumption and its reason.
pub(super) fn read(settings: &mut Settings) -> (Assumptions, Vec<Reason>) {
    let reasons = reasons(settings);
    let assumptions = Reader { settings }.assumptions();
    (assumptions, reasons)
}

fn reasons(settings: &mut Settings) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for section in ["assumptions", "growth_extension"] {
        for name in settings.names_under(section) {
            let key = format!("{section}.{name}");
            reasons.push(Reason {
                symbol: settings
                    .optional_text(&format!("{key}.symbol"))
                    .unwrap_or_default(),
                unit: settings
                    .optional_text(&format!("{key}.unit"))
                    .unwrap_or_default(),
                reason: settings.text(&format!("{key}.reason")),
                key,
            });
        }
    }
    reasons
}

struct Reader<'a> {
    settings: &'a mut Settings,
}

impl Reader<'_> {
    fn number(&mut self, name: &str, low: f64, high: f64) -> f64 {
        self.settings
            .number(&format!("assumptions.{name}.value"), low, high)
    }

    fn flag(&mut self, name: &str) -> bool {
        self.settings.flag(&format!("assumptions.{name}.value"))
    }

    fn text(&mut self, name: &str) -> String {
        self.settings.text(&format!("assumptions.{name}.value"))
    }

    fn choice<T: Copy>(&mut self, name: &str, choices: &[(&str, T)]) -> T {
        self.settings
            .choice(&format!("assumptions.{name}.value"), choices)
    }

    fn quarter(&mut self, name: &str) -> Quarter {
        self.settings.parsed(&format!("assumptions.{name}.value"))
    }

    fn assumptions(&mut self) -> Assumptions {
        Assumptions {
            loan_repayment: self.number("loan_repayment", 0.0, 1.0),
            capital_requirement: self.number("capital_requirement", 1e-9, 1.0),
            loan_to_value: self.number("loan_to_value", 0.0, 1e9),
            bankruptcy_loan_ratio: self.number("bankruptcy_loan_ratio", 0.0, 1e9),
            capacity_utilisation: self.number("capacity_utilisation", 0.01, 1.0),
            annual_inflation_target: self.number("annual_inflation_target", -0.1, 1.0),
            government_entities_per_firm: self.number("government_entities_per_firm", 0.0, 10.0),
            foreign_consumers_per_firm: self.number("foreign_consumers_per_firm", 0.0, 10.0),
            largest_imbalance: self.number("largest_imbalance", 0.0, 1e9),
            later_vintage: self.text("later_vintage"),
            later_vintage_factor: self.number("later_vintage_factor", 0.1, 10.0),
            smallest_productivity: self.number("smallest_productivity", 1e-300, 1.0),
            dwellings_in_capital_consumption: self.flag("dwellings_in_capital_consumption"),
            capital_consumption_ceiling: self.number("capital_consumption_ceiling", 0.0, 1e9),
            capital_consumption_interest_cover: self.number(
                "capital_consumption_interest_cover",
                0.0,
                1e3,
            ),
            capital_consumption_not_spread: (self.settings)
                .list("assumptions.capital_consumption_not_spread.value"),
            dwellings_product: Some(self.text("dwellings_product")).filter(|it| it != "uniform"),
            household_operating_surplus: self.flag("household_operating_surplus"),
            property_income: self.choice(
                "property_income",
                &[
                    ("net", PropertyIncome::Net),
                    ("received", PropertyIncome::Received),
                ],
            ),
            other_transfers: self.choice(
                "other_transfers",
                &[
                    ("residual", OtherTransfers::Residual),
                    ("positive_residual", OtherTransfers::PositiveResidual),
                ],
            ),
            unemployment_replacement: self.number("unemployment_replacement", 0.0, 1.0),
            persons: self.choice(
                "persons",
                &[
                    ("labour_force", Persons::LabourForce),
                    ("jobs", Persons::Jobs),
                ],
            ),
            owners_among_employed: self.flag("owners_among_employed"),
            businesses: self.choice(
                "businesses",
                &[Businesses::Registered, Businesses::All].map(|it| (it.name(), it)),
            ),
            largest_share_of_lifted_firms: self.number("largest_share_of_lifted_firms", 0.0, 1.0),
            firm_loans: self.choice(
                "firm_loans",
                &[("all", FirmLoans::All), ("sterling", FirmLoans::Sterling)],
            ),
            bonds_share_interest: self.flag("bonds_share_interest"),
            bank_risk_weight: self.number("bank_risk_weight", 0.0, 12.5),
            trade_without_valuables: self.flag("trade_without_valuables"),
            policy_rule: self.choice(
                "policy_rule",
                &[
                    ("domestic", PolicyRule::Domestic),
                    ("foreign", PolicyRule::Foreign),
                    ("fixed", PolicyRule::Fixed),
                ],
            ),
            policy_sample_first: self.quarter("policy_sample_first"),
            policy_sample_last: self.quarter("policy_sample_last"),
            policy_weights: self.choice(
                "policy_weights",
                &[
                    ("estimated", PolicyWeights::Estimated),
                    ("imposed", PolicyWeights::Imposed),
                ],
            ),
            imposed_rule: ImposedRule {
                smoothing: self.number("imposed_smoothing", 0.0, 1.0),
                inflation: self.number("imposed_inflation", -1e3, 1e3),
                growth: self.number("imposed_growth", -1e3, 1e3),
                real_rate: self.number("imposed_real_rate", -1.0, 1.0),
            },
            growth: self.growth(),
            steady_state: false,
        }
    }

    fn growth(&mut self) -> GrowthExtension {
        let mut number = |name: &str, low, high| {
            self.settings
                .number(&format!("growth_extension.{name}.value"), low, high)
        };
        GrowthExtension {
            productivity_trend: number("productivity_trend", -0.1, 0.1),
            demand_trend: number("demand_trend", -0.1, 0.1),
            investment_adjustment: number("investment_adjustment", 0.0, 1.0),
            target_utilisation: number("target_utilisation", 0.01, 1.0),
            enabled: self.settings.flag("growth_extension.enabled.value"),
        }
    }
}
