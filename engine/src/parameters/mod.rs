//! Everything that is fixed before a run: parameters, initial conditions, and the choice of variant.
//!
//! [`Parameters`] and [`InitialConditions`] are plain data, as written by a calibration or read
//! from a parameter file. [`Model::new`] checks them together; only a [`Model`] can be simulated.

mod check;
mod frequency;
mod initial_conditions;
mod process;
mod scalars;
mod variants;

use std::ops::RangeInclusive;

pub use check::{Problem, problems_of};
pub use frequency::Frequency;
pub use initial_conditions::InitialConditions;
pub use process::Process;
pub use scalars::{ScalarDescription, Scalars};
pub use variants::{
    BuyerMatching, CapacityCap, EmploymentRounding, PolicyRule, Profile, SellerWeights, ShockTest,
    Switches, UnknownSwitch,
};

/// A square matrix of shares: row = product used, column = industry using it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InputShares {
    size: usize,
    by_product: Vec<f64>,
}

impl InputShares {
    /// Takes rows of equal length; none if the matrix is not square.
    pub fn from_rows(rows: &[Vec<f64>]) -> Option<Self> {
        let size = rows.len();
        rows.iter()
            .all(|row| row.len() == size)
            .then(|| InputShares {
                size,
                by_product: rows.concat(),
            })
    }

    /// Number of products.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Share of `product` in the intermediate input of `industry`.
    pub fn get(&self, product: usize, industry: usize) -> f64 {
        self.by_product[product * self.size + industry]
    }

    /// Shares of `product` in the inputs of every industry.
    pub fn of_product(&self, product: usize) -> &[f64] {
        &self.by_product[product * self.size..(product + 1) * self.size]
    }

    /// Price of each industry's bundle of inputs: sum over g of `a_gs` `prices_g`.
    pub fn bundle_prices(&self, prices: &[f64]) -> Vec<f64> {
        let mut bundle = vec![0.0; self.size];
        for (product, price) in prices.iter().enumerate() {
            for (sum, share) in bundle.iter_mut().zip(self.of_product(product)) {
                *sum += share * price;
            }
        }
        bundle
    }
}

/// Name and place in the classification of one industry, which is also a product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Industry {
    /// Code, such as `C20`.
    pub code: String,
    /// Section letter, such as `C`.
    pub section: String,
    /// Name in words.
    pub name: String,
}

/// Bands of sizes of an industry's firms \[workers\], and the firms in each \[count\].
pub type SizeBands = Vec<(RangeInclusive<u32>, u32)>;

/// Parameters of the model. Shapes: one entry per industry (or product) unless said otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parameters {
    /// Industries, in order; the products have the same codes.
    pub industries: Vec<Industry>,
    /// Rates, shares and constants.
    pub scalars: Scalars,
    /// Firms per industry \[count\], `I_s`.
    pub firms_per_industry: Vec<u32>,
    /// Firms of every industry by size; empty where sizes follow a power law.
    pub size_bands: Vec<SizeBands>,
    /// Workers and firm owners, the unemployed and the banker \[persons\], `H_act`.
    pub active_persons: u32,
    /// Inactive persons \[persons\], `H_inact`.
    pub inactive_persons: u32,
    /// Buyers on behalf of government \[count\], `J`.
    pub government_entities: u32,
    /// Buyers of exports \[count\], `L`.
    pub foreign_consumers: u32,
    /// Output per employee \[goods/person/quarter\], `ᾱ_s`.
    pub labour_productivity: Vec<f64>,
    /// Output per unit of intermediate input \[goods/goods\], `β_s`; infinite where none is used.
    pub intermediate_productivity: Vec<f64>,
    /// Output per unit of capital \[goods/goods/quarter\], `κ_s`.
    pub capital_productivity: Vec<f64>,
    /// Depreciation at full capacity \[share/quarter\], `δ_s`.
    pub depreciation_rate: Vec<f64>,
    /// Gross wage \[million/person/quarter\], `w̄_s`.
    pub wage_rate: Vec<f64>,
    /// Net taxes on products used \[share of output\], `τ^Y_s`.
    pub tax_products: Vec<f64>,
    /// Other net taxes on production \[share of output\], `τ^K_s`.
    pub tax_production: Vec<f64>,
    /// Composition of intermediate input, `a_gs`.
    pub input_shares: InputShares,
    /// Composition of firms' investment \[share\], `b^CF_g`.
    pub firm_investment_shares: Vec<f64>,
    /// Composition of housing investment \[share\], `b^CFH_g`.
    pub housing_investment_shares: Vec<f64>,
    /// Composition of household consumption \[share\], `b^HH_g`.
    pub consumption_shares: Vec<f64>,
    /// Composition of government consumption \[share\], `c^G_g`.
    pub government_shares: Vec<f64>,
    /// Composition of exports \[share\], `c^E_g`.
    pub export_shares: Vec<f64>,
    /// Composition of imports \[share\], `c^I_g`.
    pub import_shares: Vec<f64>,
    /// Foreign output.
    pub foreign_output: Process,
    /// Foreign inflation, in `log(1 + rate)`.
    pub foreign_inflation: Process,
    /// Real government consumption.
    pub government_consumption: Process,
    /// Real exports.
    pub exports: Process,
    /// Real imports.
    pub imports: Process,
    /// Covariance of the innovations to foreign output, exports, imports, `C`.
    pub shock_covariance: [[f64; 3]; 3],
    /// Length of a period; what is said of a quarter holds of it.
    pub frequency: Frequency,
    /// Which variant of the model runs.
    pub switches: Switches,
    /// What the policy rate responds to.
    pub policy_rule: PolicyRule,
}

impl Parameters {
    /// Number of industries and of products.
    pub fn products(&self) -> usize {
        self.industries.len()
    }

    /// Number of firms.
    pub fn firms(&self) -> usize {
        self.firms_per_industry.iter().map(|&n| n as usize).sum()
    }
}

/// Parameters and initial conditions that were checked together; the only thing that can be run.
#[derive(Clone, Debug)]
pub struct Model {
    parameters: Parameters,
    initial: InitialConditions,
}

impl Model {
    /// Checks both.
    ///
    /// # Errors
    /// Every problem found, not only the first.
    pub fn new(parameters: Parameters, initial: InitialConditions) -> Result<Self, Vec<Problem>> {
        let problems = problems_of(&parameters, &initial);
        if problems.is_empty() {
            Ok(Model {
                parameters,
                initial,
            })
        } else {
            Err(problems)
        }
    }

    /// The parameters.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// The initial conditions.
    pub fn initial(&self) -> &InitialConditions {
        &self.initial
    }
}
