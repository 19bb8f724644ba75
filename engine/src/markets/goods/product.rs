//! The market for one product: firms first, then final users; real demand first, then spare capacity.

use super::passes::Passes;
use super::rationing::Unit;
use super::types::{Budgets, Matching, ProductOutcome, Sellers, Shortfalls};
use crate::numeric::{nz, pos};
use crate::random::Stream;

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
