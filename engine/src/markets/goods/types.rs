//! What goes into the goods market and what comes out of it.

use crate::parameters::InputShares;

/// Sellers of one product: the domestic firms of the industry, then the foreign seller.
#[derive(Clone, Debug, Default)]
pub struct Sellers {
    /// Price \[index\].
    pub price: Vec<f64>,
    /// Output and inventories \[goods\]; also the size that draws visits.
    pub supply: Vec<f64>,
    /// What could be made beyond it \[goods/quarter\].
    pub spare_capacity: Vec<f64>,
}

/// How buyers choose sellers.
#[derive(Clone, Copy, Debug)]
pub enum Matching {
    /// Buyers in list order take the first seller that has goods.
    FirstListed,
    /// Buyers in random order visit sellers at random.
    Random {
        /// How fast chances fall with the price, 2 in the published model.
        price_sensitivity: f64,
        /// Weight of prices against sizes, 1/2 in the published model.
        price_weight: f64,
        /// Whether chances are normalised once, at the start of a pass.
        frozen: bool,
    },
}

/// What all buyers want, and how it is split over products.
#[derive(Clone, Copy, Debug)]
pub struct Budgets<'a> {
    /// First firm of each industry, and the number of firms.
    pub first_firm: &'a [u32],
    /// Intermediate goods wanted, by firm \[goods\], `ΔM^d_i`.
    pub materials: &'a [f64],
    /// Investment goods wanted, by firm \[goods\], `I^d_i`.
    pub investment: &'a [f64],
    /// Composition of intermediate input, `a_gs`.
    pub input_shares: &'a InputShares,
    /// Composition of firms' investment, `b^CF_g`.
    pub investment_shares: &'a [f64],
    /// Consumption, by household \[million\], `C^d_h`.
    pub consumption: &'a [f64],
    /// Housing investment, by household \[million\], `I^d_h`.
    pub housing: &'a [f64],
    /// All households' consumption and housing investment \[million\], `Σ C^d_h`, `Σ I^d_h`.
    pub household_totals: (f64, f64),
    /// Split of consumption over products, `b̂^HH_g`.
    pub consumption_split: &'a [f64],
    /// Split of housing investment, `b̂^CFH_g`.
    pub housing_split: &'a [f64],
    /// Number and budget of foreign consumers \[million\], `L`, `C^d_l`.
    pub foreign: (u32, f64),
    /// Split of exports, `ĉ^E_g`.
    pub export_split: &'a [f64],
    /// Number and budget of government entities \[million\], `J`, `C^d_j`.
    pub government: (u32, f64),
    /// Split of government consumption, `ĉ^G_g`.
    pub government_split: &'a [f64],
}

/// What one product's market means for aggregates and for its sellers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProductOutcome {
    /// Demand met or missed, by seller \[goods\], `Q^d_{f,g}`.
    pub seller_demand: Vec<f64>,
    /// Household consumption \[goods\], `R^C_g`.
    pub real_consumption: f64,
    /// Housing investment \[goods\], `R^CF_g`.
    pub real_housing: f64,
    /// Exports \[million\] and \[goods\], `C_{L,g}`, `R_{L,g}`.
    pub exports: (f64, f64),
    /// Government consumption \[million\] and \[goods\], `C_{J,g}`, `R_{J,g}`.
    pub government: (f64, f64),
}

/// What buyers spent and went without, summed over products.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shortfalls {
    /// Intermediate goods missed, by firm \[goods\].
    pub materials: Vec<f64>,
    /// Investment goods missed, by firm \[goods\].
    pub investment: Vec<f64>,
    /// Spent on intermediate goods, by firm \[million\], `Σ_g N̄_{i,g}`.
    pub materials_spending: Vec<f64>,
    /// Spent on investment goods, by firm \[million\], `Σ_g N^CF_{i,g}`.
    pub investment_spending: Vec<f64>,
    /// Consumption missed, by household \[million\].
    pub consumption: Vec<f64>,
    /// Housing investment missed, by household \[million\].
    pub housing: Vec<f64>,
}

impl Shortfalls {
    fn columns(&mut self) -> [&mut Vec<f64>; 6] {
        [
            &mut self.materials,
            &mut self.investment,
            &mut self.materials_spending,
            &mut self.investment_spending,
            &mut self.consumption,
            &mut self.housing,
        ]
    }

    /// Adds another group of products.
    pub fn add(&mut self, other: &Shortfalls) {
        let others = [
            &other.materials,
            &other.investment,
            &other.materials_spending,
            &other.investment_spending,
            &other.consumption,
            &other.housing,
        ];
        for (sum, other) in self.columns().into_iter().zip(others) {
            for (sum, term) in sum.iter_mut().zip(other) {
                *sum += term;
            }
        }
    }
}
