//! The market for one product: firms first, then final users; real demand first, then spare capacity.

use super::rationing::{Unit, pass};
use super::visits::{FirstListed, RandomVisits};
use super::{Matching, Sellers};
use crate::numeric::{nz, pos};
use crate::parameters::InputShares;
use crate::random::Stream;

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

/// Clears products one after the other, with scratch memory of its own.
pub(super) struct Market<'a> {
    budgets: &'a Budgets<'a>,
    shortfalls: Shortfalls,
    buyers: Vec<u32>,
    wanted: Vec<f64>,
    spending: Vec<f64>,
}

impl<'a> Market<'a> {
    pub fn new(budgets: &'a Budgets<'a>) -> Self {
        let (firms, households) = (budgets.materials.len(), budgets.consumption.len());
        let users = households + budgets.foreign.0 as usize + budgets.government.0 as usize;
        Market {
            budgets,
            shortfalls: Shortfalls {
                materials: vec![0.0; firms],
                investment: vec![0.0; firms],
                materials_spending: vec![0.0; firms],
                investment_spending: vec![0.0; firms],
                consumption: vec![0.0; households],
                housing: vec![0.0; households],
            },
            buyers: Vec::new(),
            wanted: vec![0.0; firms.max(users)],
            spending: vec![0.0; firms],
        }
    }

    pub fn into_shortfalls(self) -> Shortfalls {
        self.shortfalls
    }

    /// Clears one product.
    ///
    /// Source: SPEC 4.14.3, 4.14.4.
    pub fn clear(
        &mut self,
        product: usize,
        sellers: &Sellers,
        matching: Matching,
        stream: Stream,
    ) -> ProductOutcome {
        let mut stock = sellers.supply.clone();
        let mut spare = sellers.spare_capacity.clone();
        let mut streams = Passes { matching, stream };

        self.firms_want(product);
        let spending = &mut self.spending;
        streams.pass(
            Unit::Real,
            &mut self.buyers,
            &mut self.wanted,
            sellers,
            &mut stock,
            |buyer, seller, quantity| {
                spending[buyer as usize] += quantity * sellers.price[seller];
            },
        );
        self.book_firms(product);
        streams.spare(
            Unit::Real,
            &mut self.buyers,
            &mut self.wanted,
            sellers,
            &mut spare,
            &mut stock,
        );

        self.users_want(product);
        let (households, exporters) = self.bounds();
        let (mut real_households, mut real_exports, mut real_government) = (0.0, 0.0, 0.0);
        streams.pass(
            Unit::Money,
            &mut self.buyers,
            &mut self.wanted,
            sellers,
            &mut stock,
            |buyer, _, quantity| {
                if buyer < households {
                    real_households += quantity;
                } else if buyer < exporters {
                    real_exports += quantity;
                } else {
                    real_government += quantity;
                }
            },
        );
        let mut outcome = self.book_users(product, real_households, real_exports, real_government);
        streams.spare(
            Unit::Money,
            &mut self.buyers,
            &mut self.wanted,
            sellers,
            &mut spare,
            &mut stock,
        );

        outcome.seller_demand = sellers
            .supply
            .iter()
            .zip(&stock)
            .map(|(supply, left)| supply - left)
            .collect();
        outcome
    }

    /// Buyer numbers at which foreign consumers and government entities begin.
    fn bounds(&self) -> (u32, u32) {
        let households = self.budgets.consumption.len() as u32;
        (households, households + self.budgets.foreign.0)
    }

    /// Stage A demand.   `d_i = a_{g,s(i)} ΔM^d_i + b^CF_g I^d_i`
    fn firms_want(&mut self, product: usize) {
        let b = self.budgets;
        let investment_share = b.investment_shares[product];
        self.buyers.clear();
        for (industry, &input_share) in b.input_shares.of_product(product).iter().enumerate() {
            if input_share == 0.0 && investment_share == 0.0 {
                continue;
            }
            for firm in b.first_firm[industry]..b.first_firm[industry + 1] {
                let row = firm as usize;
                let demand = input_share * b.materials[row] + investment_share * b.investment[row];
                if demand > 0.0 {
                    self.wanted[row] = demand;
                    self.spending[row] = 0.0;
                    self.buyers.push(firm);
                }
            }
        }
    }

    /// What firms bought of the product: shortfalls are charged first to investment.
    ///
    /// `ΔM_{i,g} = m_i - pos(u_i - v_i)`, `I_{i,g} = pos(v_i - u_i)`;
    /// `N̄_{i,g} = n_i ΔM_{i,g}/c_i`, `N^CF_{i,g} = n_i I_{i,g}/c_i` with `c_i = ΔM_{i,g} + I_{i,g}`.
    fn book_firms(&mut self, product: usize) {
        let b = self.budgets;
        let investment_share = b.investment_shares[product];
        for (industry, &input_share) in b.input_shares.of_product(product).iter().enumerate() {
            if input_share == 0.0 && investment_share == 0.0 {
                continue;
            }
            for row in b.first_firm[industry] as usize..b.first_firm[industry + 1] as usize {
                let (materials, investment) = (
                    input_share * b.materials[row],
                    investment_share * b.investment[row],
                );
                if materials + investment <= 0.0 {
                    continue;
                }
                let unserved = self.wanted[row];
                let materials_missed = pos(unserved - investment);
                let (materials_bought, investment_bought) =
                    (materials - materials_missed, pos(investment - unserved));
                let unit_cost = self.spending[row] / nz(materials_bought + investment_bought);
                self.shortfalls.materials_spending[row] += unit_cost * materials_bought;
                self.shortfalls.investment_spending[row] += unit_cost * investment_bought;
                if unserved > 0.0 {
                    self.shortfalls.materials[row] += materials_missed;
                    self.shortfalls.investment[row] += investment - investment_bought;
                }
            }
        }
    }

    /// Stage B demand, in the order households, foreign consumers, government entities.
    fn users_want(&mut self, product: usize) {
        let b = self.budgets;
        let (consumption_share, housing_share) =
            (b.consumption_split[product], b.housing_split[product]);
        self.buyers.clear();
        if consumption_share != 0.0 || housing_share != 0.0 {
            for (row, (consumption, housing)) in b.consumption.iter().zip(b.housing).enumerate() {
                let demand = consumption_share * consumption + housing_share * housing;
                if demand > 0.0 {
                    self.wanted[row] = demand;
                    self.buyers.push(row as u32);
                }
            }
        }
        let mut first = b.consumption.len() as u32;
        for ((count, budget), split) in [
            (b.foreign, b.export_split),
            (b.government, b.government_split),
        ] {
            let demand = split[product] * budget;
            if demand > 0.0 {
                self.wanted[first as usize..(first + count) as usize].fill(demand);
                self.buyers.extend(first..first + count);
            }
            first += count;
        }
    }

    /// What final users bought of the product: shortfalls are charged first to housing.
    ///
    /// `C_{h,g} = b̂^HH_g C^d_h - pos(u_h - b̂^CFH_g I^d_h)`, `I_{h,g} = pos(b̂^CFH_g I^d_h - u_h)`;
    /// real purchases of households are split in proportion to their spending.
    fn book_users(
        &mut self,
        product: usize,
        real_households: f64,
        real_exports: f64,
        real_government: f64,
    ) -> ProductOutcome {
        let b = self.budgets;
        let (households, exporters) = self.bounds();
        let (mut consumption_missed, mut housing_missed) = (0.0, 0.0);
        let (mut exports_missed, mut government_missed) = (0.0, 0.0);
        for &buyer in &self.buyers {
            let row = buyer as usize;
            let unserved = self.wanted[row];
            if buyer < households {
                let housing = b.housing_split[product] * b.housing[row];
                let missed_of_consumption = pos(unserved - housing);
                let missed_of_housing = housing.min(unserved);
                self.shortfalls.consumption[row] += missed_of_consumption;
                self.shortfalls.housing[row] += missed_of_housing;
                consumption_missed += missed_of_consumption;
                housing_missed += missed_of_housing;
            } else if buyer < exporters {
                exports_missed += unserved;
            } else {
                government_missed += unserved;
            }
        }
        let wanted = |(count, budget): (u32, f64), split: &[f64]| {
            f64::from(count) * (split[product] * budget)
        };
        let spent_on_consumption =
            b.consumption_split[product] * b.household_totals.0 - consumption_missed;
        let spent_on_housing = b.housing_split[product] * b.household_totals.1 - housing_missed;
        let real_per_money = real_households / nz(spent_on_consumption + spent_on_housing);
        ProductOutcome {
            seller_demand: Vec::new(),
            real_consumption: real_per_money * spent_on_consumption,
            real_housing: real_per_money * spent_on_housing,
            exports: (
                wanted(b.foreign, b.export_split) - exports_missed,
                real_exports,
            ),
            government: (
                wanted(b.government, b.government_split) - government_missed,
                real_government,
            ),
        }
    }
}

/// The passes of one product, which share a stream of draws.
struct Passes {
    matching: Matching,
    stream: Stream,
}

impl Passes {
    /// Buyers take goods from stock.
    fn pass(
        &mut self,
        unit: Unit,
        buyers: &mut Vec<u32>,
        wanted: &mut [f64],
        sellers: &Sellers,
        stock: &mut [f64],
        trade: impl FnMut(u32, usize, f64),
    ) {
        let open: Vec<u32> = (0..stock.len() as u32)
            .filter(|&seller| stock[seller as usize] > 0.0)
            .collect();
        self.visit(unit, buyers, wanted, sellers, open, stock, trade);
    }

    /// Unserved demand is registered with sellers that could have made more; no goods move.
    fn spare(
        &mut self,
        unit: Unit,
        buyers: &mut Vec<u32>,
        wanted: &mut [f64],
        sellers: &Sellers,
        spare: &mut [f64],
        stock: &mut [f64],
    ) {
        let open = (0..spare.len() as u32)
            .filter(|&seller| spare[seller as usize] > 0.0 && sellers.supply[seller as usize] > 0.0)
            .collect();
        self.visit(
            unit,
            buyers,
            wanted,
            sellers,
            open,
            spare,
            |_, seller, quantity| stock[seller] -= quantity,
        );
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one pass has two sides, a unit and a sink; grouping them would only rename them"
    )]
    fn visit(
        &mut self,
        unit: Unit,
        buyers: &mut Vec<u32>,
        wanted: &mut [f64],
        sellers: &Sellers,
        open: Vec<u32>,
        available: &mut [f64],
        trade: impl FnMut(u32, usize, f64),
    ) {
        if buyers.is_empty() || open.is_empty() {
            return;
        }
        match self.matching {
            Matching::FirstListed => {
                pass(
                    unit,
                    buyers,
                    wanted,
                    &sellers.price,
                    available,
                    &mut FirstListed::new(open),
                    trade,
                );
            }
            Matching::Random {
                price_sensitivity,
                price_weight,
                frozen,
            } => {
                // Passes follow each other on one stream: each starts where a jump leads from the last.
                let stream = self.stream.clone();
                self.stream.jump();
                let mut visits = RandomVisits::new(
                    open,
                    &sellers.price,
                    &sellers.supply,
                    price_sensitivity,
                    price_weight,
                    frozen,
                    stream,
                );
                pass(
                    unit,
                    buyers,
                    wanted,
                    &sellers.price,
                    available,
                    &mut visits,
                    trade,
                );
            }
        }
    }
}
