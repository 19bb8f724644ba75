//! The market for one product: firms first, then final users; real demand first, then spare capacity.

use super::passes::{Buyers, Passes, Scratch, Unit};
use super::rationing::{CLUSTER, CROWD, Crowd};
use super::types::{Budgets, Matching, ProductOutcome, Sellers};
use super::users::Users;
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
    users: &'a Users,
    spending: Spending,
    /// Buyers still to be served, and what they still want of the product \[goods or million\].
    buyers: Vec<(u32, f64)>,
    /// What users want, by place \[million\].
    wanted: Vec<[f64; CLUSTER]>,
    /// Clusters of users, in no order that means anything; empty until they are drawn from.
    clusters: Vec<u32>,
    /// What each firm spent on the product \[million\], and what it missed \[goods\].
    spent: Vec<f64>,
    missed: Vec<f64>,
    scratch: Scratch,
}

/// Passes of a product.
pub(super) const PASSES: usize = 4;

impl<'a> Market<'a> {
    pub fn new(budgets: &'a Budgets<'a>, users: &'a Users) -> Self {
        let firms = budgets.materials.len();
        Market {
            budgets,
            users,
            spending: Spending {
                materials: vec![0.0; firms],
                investment: vec![0.0; firms],
            },
            buyers: Vec::new(),
            wanted: Vec::new(),
            clusters: Vec::new(),
            spent: vec![0.0; firms],
            missed: vec![0.0; firms],
            scratch: Scratch::default(),
        }
    }

    pub fn into_spending(self) -> Spending {
        self.spending
    }

    /// Clears one product; every pass has draws of its own.
    ///
    /// Source: SPEC 4.14.3, 4.14.4.
    pub fn clear(
        &mut self,
        product: usize,
        sellers: &Sellers,
        matching: Matching,
        streams: [Stream; PASSES],
    ) -> ProductOutcome {
        let mut stock = sellers.supply.clone();
        let mut spare = sellers.spare_capacity.clone();
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut passes = Passes::new(sellers, matching, &mut scratch);
        let [firms_draws, missed_draws, users_draws, unspent_draws] = streams;

        self.firms_want(product);
        let spent = &mut self.spent;
        let mut buyers = Buyers {
            unit: Unit::Real,
            crowd: Crowd::default(),
            listed: &mut self.buyers,
        };
        passes.pass(
            &mut buyers,
            &mut stock,
            firms_draws,
            |buyer, seller, quantity| {
                spent[buyer as usize] += quantity * sellers.price[seller];
            },
        );
        let unserved_firms = self.book_firms(product);
        let mut buyers = Buyers {
            unit: Unit::Real,
            crowd: Crowd::default(),
            listed: &mut self.buyers,
        };
        passes.spare(&mut buyers, &mut spare, &mut stock, missed_draws);

        let before = stock.clone();
        let real = self.users_buy(product, sellers, &mut passes, &mut stock, users_draws);
        let sold = before
            .iter()
            .zip(&stock)
            .map(|(before, after)| before - after);
        let mut outcome = self.book_users(product, sold.sum(), real);
        self.users_would_buy(&mut passes, &mut spare, &mut stock, unspent_draws);
        self.scratch = scratch;

        outcome.unserved_firms = unserved_firms;
        let left = sellers.supply.iter().zip(&stock);
        outcome.seller_demand = left.map(|(supply, left)| supply - left).collect();
        outcome
    }

    /// Users buy; returns the goods that foreign consumers and the government bought.
    fn users_buy(
        &mut self,
        product: usize,
        sellers: &Sellers,
        passes: &mut Passes,
        stock: &mut [f64],
        draws: Stream,
    ) -> [f64; 2] {
        let (mut real_exports, mut real_government) = (0.0, 0.0);
        let Users { order, bounds, .. } = self.users;
        let mut told = |place: u32, seller: usize, money: f64| {
            let user = order[place as usize];
            if user >= bounds[0] {
                let real = if user < bounds[1] {
                    &mut real_exports
                } else {
                    &mut real_government
                };
                *real += money / sellers.price[seller];
            }
        };
        if passes.at_once()
            && self.households_buy_at_once(product, passes, stock, draws.clone(), &mut told)
        {
            return [real_exports, real_government];
        }
        self.buyers.clear();
        self.wanted.resize(self.users.told.len(), [0.0; CLUSTER]);
        self.users.want(product, self.budgets, &mut self.wanted);
        let mut buyers = Buyers {
            unit: Unit::Money,
            crowd: Crowd {
                wanted: &self.wanted,
                told: &self.users.told,
            },
            listed: &mut self.buyers,
        };
        passes.pass(&mut buyers, stock, draws, told);
        [real_exports, real_government]
    }

    /// Households buy all at once among other users, unless they are too few for that; `told(place, seller,
    /// money)` is told of the others' purchases.
    fn households_buy_at_once(
        &mut self,
        product: usize,
        passes: &mut Passes,
        stock: &mut [f64],
        draws: Stream,
        mut told: impl FnMut(u32, usize, f64),
    ) -> bool {
        // Who goes without has draws of its own.
        let mut without = draws.clone();
        without.jump();
        let (users, budgets) = (self.users, self.budgets);
        users.list_others(product, budgets, &mut self.buyers);
        let crowd = users.crowd(product, budgets);
        let told = |place, seller, money| {
            if place != CROWD {
                told(place, seller, money);
            }
        };
        let unspent = passes.pass_at_once(crowd, &mut self.buyers, stock, draws, told);
        if let Some(unspent) = unspent {
            let known = self.clusters.len() as u32;
            self.clusters.extend(known..users.told.len() as u32);
            let (clusters, left) = (&mut self.clusters, &mut self.buyers);
            users.leave_unspent(product, budgets, unspent, &mut without, clusters, left);
        }
        unspent.is_some()
    }

    /// Users that could not spend all would have bought from sellers that could have made more.
    fn users_would_buy(
        &mut self,
        passes: &mut Passes,
        spare: &mut [f64],
        stock: &mut [f64],
        draws: Stream,
    ) {
        if passes.at_once() {
            let (crowd, mut others) = self.users.apart(&self.buyers);
            let unspent = passes.spare_at_once(crowd, &mut others, spare, stock, draws.clone());
            if unspent.is_some() {
                return;
            }
        }
        let mut buyers = Buyers {
            unit: Unit::Money,
            crowd: Crowd::default(),
            listed: &mut self.buyers,
        };
        passes.spare(&mut buyers, spare, stock, draws);
    }

    /// Stage A demand.   `d_i = a_{g,s(i)} ΔM^d_i + b^CF_g I^d_i`
    fn firms_want(&mut self, product: usize) {
        let b = self.budgets;
        self.buyers.clear();
        self.spent.fill(0.0);
        for (rows, materials_share, investment_share) in b.buying_industries(product) {
            let first = rows.start as u32;
            let wants = b.materials[rows.clone()].iter().zip(&b.investment[rows]);
            for (firm, (materials, investment)) in (first..).zip(wants) {
                let demand = materials_share * materials + investment_share * investment;
                if demand > 0.0 {
                    self.buyers.push((firm, demand));
                }
            }
        }
    }

    /// Splits what firms spent on the product over materials and investment; returns those unserved.
    ///
    /// `N̄_{i,g} = n_i ΔM_{i,g}/c_i`, `N^CF_{i,g} = n_i I_{i,g}/c_i` with `c_i = ΔM_{i,g} + I_{i,g}`.
    fn book_firms(&mut self, product: usize) -> Vec<(u32, f64)> {
        let b = self.budgets;
        for &(firm, missed) in &self.buyers {
            self.missed[firm as usize] = missed;
        }
        for (rows, materials_share, investment_share) in b.buying_industries(product) {
            let wants = b.materials[rows.clone()]
                .iter()
                .zip(&b.investment[rows.clone()]);
            let got = self.missed[rows.clone()]
                .iter()
                .zip(&self.spent[rows.clone()]);
            let spending = self.spending.materials[rows.clone()].iter_mut();
            let spending = spending.zip(&mut self.spending.investment[rows]);
            for (((materials, investment), (&missed, spent)), (on_materials, on_investment)) in
                wants.zip(got).zip(spending)
            {
                let (materials, investment) =
                    (materials_share * materials, investment_share * investment);
                let materials_bought = materials - pos(missed - investment);
                let investment_bought = pos(investment - missed);
                let unit_cost = spent / nz(materials_bought + investment_bought);
                *on_materials += unit_cost * materials_bought;
                *on_investment += unit_cost * investment_bought;
            }
        }
        for &(firm, _) in &self.buyers {
            self.missed[firm as usize] = 0.0;
        }
        self.buyers.clone()
    }

    /// What final users bought of the product, and which households went without.
    ///
    /// Goods of households, of what was `sold`, are split over consumption and housing in proportion to
    /// spending; the others bought `real_exports` and `real_government`.
    fn book_users(
        &self,
        product: usize,
        sold: f64,
        [real_exports, real_government]: [f64; 2],
    ) -> ProductOutcome {
        let b = self.budgets;
        let [households, exporters] = self.users.bounds;
        let mut unserved_households = Vec::new();
        let (mut consumption_missed, mut housing_missed) = (0.0, 0.0);
        let (mut exports_missed, mut government_missed) = (0.0, 0.0);
        for &(place, unserved) in &self.buyers {
            let buyer = self.users.order[place as usize];
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
        let exports = wanted(b.foreign, b.export_split) - exports_missed;
        let government = wanted(b.government, b.government_split) - government_missed;
        let real_per_money = (sold - real_exports - real_government) / nz(consumption + housing);
        ProductOutcome {
            unserved_households,
            real_consumption: real_per_money * consumption,
            real_housing: real_per_money * housing,
            exports: (exports, real_exports),
            government: (government, real_government),
            ..ProductOutcome::default()
        }
    }
}
