//! The market for one product: firms first, then final users; real demand first, then spare capacity.

use super::passes::Passes;
use super::rationing::Unit;
use super::types::{Budgets, Matching, ProductOutcome, Sellers};
use crate::numeric::{nz, pos};
use crate::random::Stream;

/// Spending of firms over the products of a group, by firm \[million\].
pub(super) struct Spending {
    /// On intermediate goods.
    pub materials: Vec<f64>,
    /// On investment goods.
    pub investment: Vec<f64>,
}

/// Clears products one after the other, with scratch memory of its own.
pub(super) struct Market<'a> {
    budgets: &'a Budgets<'a>,
    spending: Spending,
    /// Buyers still to be served.
    buyers: Vec<u32>,
    /// What each buyer still wants of the product \[goods or million\].
    wanted: Vec<f64>,
    /// What each firm spent on the product \[million\].
    spent: Vec<f64>,
}

impl<'a> Market<'a> {
    pub fn new(budgets: &'a Budgets<'a>) -> Self {
        let (firms, households) = (budgets.materials.len(), budgets.consumption.len());
        let users = households + budgets.foreign.0 as usize + budgets.government.0 as usize;
        Market {
            budgets,
            spending: Spending {
                materials: vec![0.0; firms],
                investment: vec![0.0; firms],
            },
            buyers: Vec::new(),
            wanted: vec![0.0; firms.max(users)],
            spent: vec![0.0; firms],
        }
    }

    pub fn into_spending(self) -> Spending {
        self.spending
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
        let spent = &mut self.spent;
        streams.pass(
            Unit::Real,
            &mut self.buyers,
            &mut self.wanted,
            sellers,
            &mut stock,
            |buyer, seller, quantity| {
                spent[buyer as usize] += quantity * sellers.price[seller];
            },
        );
        let unserved_firms = self.book_firms(product);
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
        let mut outcome =
            self.book_users(product, [real_households, real_exports, real_government]);
        streams.spare(
            Unit::Money,
            &mut self.buyers,
            &mut self.wanted,
            sellers,
            &mut spare,
            &mut stock,
        );

        outcome.unserved_firms = unserved_firms;
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
                    self.spent[row] = 0.0;
                    self.buyers.push(firm);
                }
            }
        }
    }

    /// Splits what firms spent on the product over materials and investment; returns those unserved.
    ///
    /// `N̄_{i,g} = n_i ΔM_{i,g}/c_i`, `N^CF_{i,g} = n_i I_{i,g}/c_i` with `c_i = ΔM_{i,g} + I_{i,g}`.
    fn book_firms(&mut self, product: usize) -> Vec<(u32, f64)> {
        let b = self.budgets;
        let investment_share = b.investment_shares[product];
        for (industry, &input_share) in b.input_shares.of_product(product).iter().enumerate() {
            if input_share == 0.0 && investment_share == 0.0 {
                continue;
            }
            for row in b.first_firm[industry] as usize..b.first_firm[industry + 1] as usize {
                let materials = input_share * b.materials[row];
                let investment = investment_share * b.investment[row];
                if materials + investment <= 0.0 {
                    continue;
                }
                let unserved = pos(self.wanted[row]);
                let materials_bought = materials - pos(unserved - investment);
                let investment_bought = pos(investment - unserved);
                let unit_cost = self.spent[row] / nz(materials_bought + investment_bought);
                self.spending.materials[row] += unit_cost * materials_bought;
                self.spending.investment[row] += unit_cost * investment_bought;
            }
        }
        self.buyers
            .iter()
            .map(|&firm| (firm, self.wanted[firm as usize]))
            .collect()
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

    /// What final users bought of the product, and which households went without.
    ///
    /// Real purchases of households are split over consumption and housing in proportion to spending.
    fn book_users(&self, product: usize, real: [f64; 3]) -> ProductOutcome {
        let b = self.budgets;
        let [real_households, real_exports, real_government] = real;
        let (households, exporters) = self.bounds();
        let mut unserved_households = Vec::new();
        let (mut consumption_missed, mut housing_missed) = (0.0, 0.0);
        let (mut exports_missed, mut government_missed) = (0.0, 0.0);
        for &buyer in &self.buyers {
            let unserved = self.wanted[buyer as usize];
            if buyer < households {
                let housing = b.housing_split[product] * b.housing[buyer as usize];
                consumption_missed += pos(unserved - housing);
                housing_missed += housing.min(unserved);
                unserved_households.push((buyer, unserved));
            } else if buyer < exporters {
                exports_missed += unserved;
            } else {
                government_missed += unserved;
            }
        }
        let wanted = |(count, budget): (u32, f64), split: &[f64]| {
            f64::from(count) * (split[product] * budget)
        };
        let consumption = b.consumption_split[product] * b.household_totals.0 - consumption_missed;
        let housing = b.housing_split[product] * b.household_totals.1 - housing_missed;
        let real_per_money = real_households / nz(consumption + housing);
        ProductOutcome {
            unserved_households,
            real_consumption: real_per_money * consumption,
            real_housing: real_per_money * housing,
            exports: (
                wanted(b.foreign, b.export_split) - exports_missed,
                real_exports,
            ),
            government: (
                wanted(b.government, b.government_split) - government_missed,
                real_government,
            ),
            ..ProductOutcome::default()
        }
    }
}
