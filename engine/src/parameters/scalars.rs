//! Scalar parameters: declared once with unit, symbol, range and meaning; set by name.

/// What is known of one scalar parameter.
#[derive(Clone, Copy, Debug)]
pub struct ScalarDescription {
    /// Name in scenarios.
    pub name: &'static str,
    /// Unit.
    pub unit: &'static str,
    /// Symbol in the published model; `extension` marks parameters it does not have.
    pub symbol: &'static str,
    /// Smallest value allowed.
    pub low: f64,
    /// Largest value allowed.
    pub high: f64,
    /// One sentence.
    pub meaning: &'static str,
}

macro_rules! scalars {
    ($(#[doc = $meaning:literal] $name:ident = $default:expr, $unit:literal, $symbol:literal, $low:literal ..= $high:literal;)*) => {
        /// Rates, shares and constants of the model.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Scalars {
            $(#[doc = $meaning] #[doc = concat!(" [", $unit, "] ", $symbol)] pub $name: f64,)*
        }

        impl Default for Scalars {
            fn default() -> Self {
                Scalars { $($name: $default,)* }
            }
        }

        impl Scalars {
            /// Description of every scalar parameter.
            pub const DESCRIPTIONS: &'static [ScalarDescription] = &[
                $(ScalarDescription {
                    name: stringify!($name),
                    unit: $unit,
                    symbol: $symbol,
                    low: $low,
                    high: $high,
                    meaning: $meaning.trim_ascii(),
                },)*
            ];

            /// Value of the parameter called `name`.
            pub fn get(&self, name: &str) -> Option<f64> {
                match name {
                    $(stringify!($name) => Some(self.$name),)*
                    _ => None,
                }
            }

            /// The parameter called `name`, to be changed; the range is checked with the model.
            pub fn get_mut(&mut self, name: &str) -> Option<&mut f64> {
                match name {
                    $(stringify!($name) => Some(&mut self.$name),)*
                    _ => None,
                }
            }
        }
    };
}

scalars! {
    /// Personal income tax on wages net of employee contributions, and on dividends.
    tax_income = 0.0, "rate", "τ^INC", -1.0..=1.0;
    /// Tax on positive profits of firms and bank.
    tax_corporate = 0.0, "rate", "τ^FIRM", -1.0..=1.0;
    /// Net product taxes on household consumption.
    tax_value_added = 0.0, "rate", "τ^VAT", -0.99..=10.0;
    /// Employers' social contributions on wages.
    tax_social_employer = 0.0, "rate", "τ^SIF", -1.0..=10.0;
    /// Employees' social contributions on wages.
    tax_social_employee = 0.0, "rate", "τ^SIW", -1.0..=1.0;
    /// Net product taxes on exports.
    tax_export = 0.0, "rate", "τ^EXP", -0.99..=10.0;
    /// Net product taxes on housing investment.
    tax_capital_formation = 0.0, "rate", "τ^CF", -0.99..=10.0;
    /// Net product taxes on government consumption; recorded in GDP, never collected.
    tax_government = 0.0, "rate", "τ^G", -0.99..=10.0;
    /// Unemployment benefit as a share of the last wage.
    unemployment_replacement = 0.0, "share", "θ^UB", 0.0..=10.0;
    /// Share of expected income spent on consumption, taxes included.
    propensity_to_consume = 0.0, "share", "ψ", 0.0..=10.0;
    /// Share of expected income spent on housing investment, taxes included.
    propensity_to_invest_in_housing = 0.0, "share", "ψ^H", 0.0..=10.0;
    /// Spread of the lending rate over the policy rate.
    risk_premium = 0.0, "rate/quarter", "μ", -1.0..=1.0;
    /// Share of after-tax profit paid out; may exceed 1.
    dividend_payout = 0.0, "share", "θ^DIV", 0.0..=10.0;
    /// Instalment on outstanding loans.
    loan_repayment = 0.05, "share/quarter", "θ", 0.0..=1.0;
    /// Smallest bank equity per unit of loans.
    capital_requirement = 0.03, "ratio", "ζ", 1e-9..=1e9;
    /// Ceiling on a firm's loans relative to the expected value of its capital.
    loan_to_value = 0.6, "ratio", "ζ^LTV", 0.0..=1e9;
    /// Loans left with a refinanced firm relative to the value of its capital.
    bankruptcy_loan_ratio = 0.5, "ratio", "ζ^b", 0.0..=1e9;
    /// Average rate on government debt.
    government_bond_rate = 0.0, "rate/quarter", "r^G", -1.0..=1.0;
    /// Smoothing of the policy rate.
    taylor_smoothing = 0.0, "weight", "ρ", -10.0..=10.0;
    /// Real equilibrium rate in the policy rule.
    real_equilibrium_rate = 0.0, "rate/quarter", "r*", -1.0..=1.0;
    /// Inflation target.
    inflation_target = 0.0, "rate/quarter", "π*", -1.0..=1.0;
    /// Weight on inflation in the policy rule.
    taylor_inflation = 0.0, "weight", "ξ^π", -1e3..=1e3;
    /// Weight on growth in the policy rule.
    taylor_growth = 0.0, "weight", "ξ^γ", -1e3..=1e3;
    /// Most that labour can be worked above normal intensity.
    max_labour_intensity = 1.5, "ratio", "1.5", 1.0..=1e3;
    /// How fast the chance of a visit falls with a seller's price.
    price_sensitivity = 2.0, "1/index", "2", 0.0..=1e3;
    /// Weight of prices, against sizes, in the choice of a seller.
    price_weight = 0.5, "share", "1/2", 0.0..=1.0;
    /// Benefits of inactive persons relative to what the model pays; 1 in the published model.
    benefit_inactive_level = 1.0, "ratio", "extension", 0.0..=1e3;
    /// Net transfers to all persons relative to what the model pays; 1 in the published model.
    benefit_other_level = 1.0, "ratio", "extension", 0.0..=1e3;
    /// Trend growth of labour productivity and wage rates; 0 in the published model.
    productivity_trend = 0.0, "rate/quarter", "extension", -0.1..=0.1;
    /// Common trend of government consumption, exports and imports; 0 in the published model.
    demand_trend = 0.0, "log points/quarter", "extension", -0.1..=0.1;
    /// Share of the gap between desired and present capital that investment closes each quarter; 0 in the published model.
    investment_adjustment = 0.0, "share/quarter", "extension", 0.0..=1.0;
    /// Capacity utilisation that investment aims at, used where `investment_adjustment` is positive.
    target_utilisation = 0.85, "share", "extension", 0.01..=1.0;
}
