//! What goes into the goods market and what comes out of it.

use std::ops::Range;

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
        /// Whether buyers that want little are matched all at once where sellers expect many of them.
        aggregate: bool,
    },
}

impl Matching {
    /// Whether buyers that want little are matched all at once.
    pub(super) fn at_once(self) -> bool {
        matches!(
            self,
            Matching::Random {
                aggregate: true,
                ..
            }
        )
    }
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
    /// What the firms of an industry want together, intermediate and investment goods \[goods\].
    pub firm_totals: &'a [[f64; 2]],
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

impl Budgets<'_> {
    /// The industry of a firm.
    pub(super) fn industry_of(&self, firm: u32) -> usize {
        self.first_firm.partition_point(|&first| first <= firm) - 1
    }

    /// Firms of the industries that buy a product, with its shares in their materials and investment.
    pub(super) fn buying_industries(
        &self,
        product: usize,
    ) -> impl Iterator<Item = (Range<usize>, f64, f64)> {
        let investment_share = self.investment_shares[product];
        let industries = self.first_firm.windows(2);
        let industries = industries.zip(self.input_shares.of_product(product));
        industries
            .filter(move |&(_, &materials_share)| materials_share != 0.0 || investment_share != 0.0)
            .map(move |(rows, &materials_share)| {
                let rows = rows[0] as usize..rows[1] as usize;
                (rows, materials_share, investment_share)
            })
    }
}

/// What one product's market means for aggregates, for its sellers, and for those it left wanting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProductOutcome {
    /// Demand met or missed, by seller \[goods\], `Q^d_{f,g}`.
    pub seller_demand: Vec<f64>,
    /// Firms not fully served, and what they missed \[goods\], `u_i`.
    pub unserved_firms: Vec<(u32, f64)>,
    /// Households not fully served, and what they could not spend \[million\], `u_h`.
    pub unserved_households: Vec<(u32, f64)>,
    /// Clusters of users of which those that buy at once got nothing.
    pub(super) without: Vec<u32>,
    /// Household consumption \[goods\], `R^C_g`.
    pub real_consumption: f64,
    /// Housing investment \[goods\], `R^CF_g`.
    pub real_housing: f64,
    /// Exports \[million\] and \[goods\], `C_{L,g}`, `R_{L,g}`.
    pub exports: (f64, f64),
    /// Government consumption \[million\] and \[goods\], `C_{J,g}`, `R_{J,g}`.
    pub government: (f64, f64),
}

/// What buyers got of all products together.
#[derive(Debug)]
pub struct Purchases<'a> {
    /// Intermediate goods bought, by firm \[goods\], `ΔM_i`.
    pub materials: &'a mut [f64],
    /// Investment goods bought, by firm \[goods\], `I_i`.
    pub investment: &'a mut [f64],
    /// Spent on intermediate goods, by firm \[million\], `Σ_g N̄_{i,g}`.
    pub materials_spending: &'a mut [f64],
    /// Spent on investment goods, by firm \[million\], `Σ_g N^CF_{i,g}`.
    pub investment_spending: &'a mut [f64],
    /// Consumption, by household \[million\], `C_h`.
    pub consumption: &'a mut [f64],
    /// Housing investment, by household \[million\], `I_h`.
    pub housing: &'a mut [f64],
}
