//! Firms as buyers of a product: each visits sellers, or those that want little buy all at once.

use rayon::prelude::*;

use super::crowd::{Lottery, members};
use super::parted_firms::{Parted, part};
use super::passes::{Crowded, Passes, Unit};
use super::rationing::CLUSTER;
use super::types::{Budgets, Purchases, Sellers};
use crate::numeric::{nz, pos};
use crate::random::Stream;

/// Spending of firms over the products of a group.
#[derive(Debug, Default)]
pub(super) struct Spending {
    /// On intermediate goods and on investment goods, by firm \[million\]; empty where crowds buy all products.
    materials: Vec<f64>,
    investment: Vec<f64>,
    /// The same of firms that visit singly among a crowd or are not served, less what the crowd's price books
    /// for all they wanted.
    of_some: Vec<(u32, [f64; 2])>,
    /// What crowds spent.
    pub of_crowds: CrowdPrices,
}

impl Spending {
    /// Adds what was spent but by crowds.
    pub fn add_to(&self, purchases: &mut Purchases) {
        let Purchases {
            materials_spending,
            investment_spending,
            ..
        } = purchases;
        for (sum, terms) in [
            (&mut *materials_spending, &self.materials),
            (&mut *investment_spending, &self.investment),
        ] {
            sum.par_iter_mut()
                .zip(terms)
                .for_each(|(sum, term)| *sum += term);
        }
        for &(firm, [materials, investment]) in &self.of_some {
            materials_spending[firm as usize] += materials;
            investment_spending[firm as usize] += investment;
        }
    }

    /// Books what a firm `bought` at `unit_cost`, less what crowds' prices book for all it wanted.
    fn charge(
        &mut self,
        firm: u32,
        bought: [f64; 2],
        unit_cost: f64,
        wanted: [f64; 2],
        price: f64,
    ) {
        let of = |kind: usize| unit_cost * bought[kind] - price * wanted[kind];
        self.of_some.push((firm, [of(0), of(1)]));
    }
}

/// What firms spend that buy with crowds, for all they want: prices of a unit of intermediate goods, by
/// industry, and of a unit of investment, summed over products that crowds buy \[index\].
#[derive(Debug, Default)]
pub(super) struct CrowdPrices {
    materials: Vec<f64>,
    investment: f64,
}

impl CrowdPrices {
    /// 0 for every industry.
    pub fn of(budgets: &Budgets) -> Self {
        CrowdPrices {
            materials: vec![0.0; budgets.first_firm.len() - 1],
            investment: 0.0,
        }
    }

    /// Adds what a crowd pays for a unit of `product`.
    fn pay(&mut self, budgets: &Budgets, product: usize, price: f64) {
        let shares = budgets.input_shares.of_product(product);
        for (unit, share) in self.materials.iter_mut().zip(shares) {
            *unit += share * price;
        }
        self.investment += budgets.investment_shares[product] * price;
    }

    /// Adds those of other products.
    pub fn add(&mut self, others: &CrowdPrices) {
        for (sum, other) in self.materials.iter_mut().zip(&others.materials) {
            *sum += other;
        }
        self.investment += others.investment;
    }

    /// Adds to spending what all firms want at these prices.
    pub fn charge(&self, budgets: &Budgets, purchases: &mut Purchases) {
        let industries = budgets.first_firm.windows(2).zip(&self.materials);
        for (rows, &materials_price) in industries {
            let rows = rows[0] as usize..rows[1] as usize;
            let at = |price: f64, wanted: &[f64], spending: &mut [f64]| {
                if price > 0.0 {
                    (&mut spending[rows.clone()], &wanted[rows.clone()])
                        .into_par_iter()
                        .for_each(|(spending, wanted)| *spending += price * wanted);
                }
            };
            at(
                materials_price,
                budgets.materials,
                purchases.materials_spending,
            );
            at(
                self.investment,
                budgets.investment,
                purchases.investment_spending,
            );
        }
    }
}

/// Room that firms' purchases are put together in.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// What each firm, or each that visits singly among a crowd, spent on the product \[million\], and what it
    /// missed \[goods\].
    spent: Vec<f64>,
    missed: Vec<f64>,
}

impl Room {
    fn clear(&mut self, firms: usize) {
        for column in [&mut self.spent, &mut self.missed] {
            column.clear();
            column.resize(firms, 0.0);
        }
    }
}

/// Firms as buyers, product by product.
pub(super) struct Firms<'a> {
    budgets: &'a Budgets<'a>,
    spending: Spending,
    room: Room,
    lottery: Lottery,
    /// Products that crowds may buy.
    parted: Vec<Parted>,
    /// What a firm of the crowd wants of the product at most \[goods\].
    limit: f64,
}

impl<'a> Firms<'a> {
    /// Crowds may buy the products `at_once`.
    pub fn new(budgets: &'a Budgets<'a>, room: Room, at_once: impl Iterator<Item = usize>) -> Self {
        Firms {
            budgets,
            spending: Spending {
                of_crowds: CrowdPrices::of(budgets),
                ..Spending::default()
            },
            room,
            lottery: Lottery::default(),
            parted: part(budgets, at_once),
            limit: 0.0,
        }
    }

    pub fn into_parts(self) -> (Spending, Room) {
        (self.spending, self.room)
    }

    /// No firm has bought the product yet.
    pub fn begin(&mut self) {
        self.room.clear(self.budgets.materials.len());
    }

    /// Lists what firms want.   `d_i = a_{g,s(i)} ΔM^d_i + b^CF_g I^d_i`
    pub fn list(&self, product: usize, listed: &mut Vec<(u32, f64)>) {
        let b = self.budgets;
        for (rows, materials_share, investment_share) in b.buying_industries(product) {
            let first = rows.start as u32;
            let wants = b.materials[rows.clone()].iter().zip(&b.investment[rows]);
            for (firm, (materials, investment)) in (first..).zip(wants) {
                let demand = materials_share * materials + investment_share * investment;
                if demand > 0.0 {
                    listed.push((firm, demand));
                }
            }
        }
    }

    /// A firm has paid.
    pub fn pay(&mut self, firm: u32, money: f64) {
        self.room.spent[firm as usize] += money;
    }

    /// Splits what firms spent on the product over materials and investment, if some are `unserved`.
    ///
    /// `N̄_{i,g} = n_i ΔM_{i,g}/c_i`, `N^CF_{i,g} = n_i I_{i,g}/c_i` with `c_i = ΔM_{i,g} + I_{i,g}`.
    pub fn book(&mut self, product: usize, unserved: &[(u32, f64)]) {
        let b = self.budgets;
        let Room { spent, missed } = &mut self.room;
        let Spending {
            materials,
            investment,
            ..
        } = &mut self.spending;
        for column in [&mut *materials, &mut *investment] {
            column.resize(b.materials.len(), 0.0);
        }
        for &(firm, unserved) in unserved {
            missed[firm as usize] = unserved;
        }
        for (rows, materials_share, investment_share) in b.buying_industries(product) {
            let wants = b.materials[rows.clone()]
                .iter()
                .zip(&b.investment[rows.clone()]);
            let got = missed[rows.clone()].iter().zip(&spent[rows.clone()]);
            let spending = materials[rows.clone()].iter_mut();
            let spending = spending.zip(&mut investment[rows]);
            for (((materials, investment), (&missed, spent)), (on_materials, on_investment)) in
                wants.zip(got).zip(spending)
            {
                let wanted = [materials_share * materials, investment_share * investment];
                let [materials, investment] = bought(wanted, missed);
                let unit_cost = spent / nz(materials + investment);
                *on_materials += unit_cost * materials;
                *on_investment += unit_cost * investment;
            }
        }
    }

    /// Small firms buy all at once among large ones, unless they are too few for that; `left` are then
    /// those that were not served.
    pub fn buy_at_once(
        &mut self,
        product: usize,
        sellers: &Sellers,
        passes: &mut Passes,
        stock: &mut [f64],
        draws: Stream,
        left: &mut Vec<(u32, f64)>,
    ) -> bool {
        // Who goes without has draws of its own.
        let mut without = draws.clone();
        let Some(place) = self.parted.iter().position(|of| of.product == product) else {
            return false;
        };
        let parted = self.parted.swap_remove(place);
        let (moments, singly) = (parted.moments(), parted.singly);
        self.limit = parted.limit;
        left.clear();
        left.extend(
            (0..)
                .zip(&singly)
                .map(|(place, &(_, wanted))| (place, wanted)),
        );
        let crowd = Crowded {
            unit: Unit::Real,
            moments,
            alike: &mut [],
            listed: left,
        };
        self.room.clear(singly.len());
        let Room { spent, missed } = &mut self.room;
        let pay = |place: u32, seller: usize, quantity: f64| {
            spent[place as usize] += quantity * sellers.price[seller];
        };
        let Some(unserved) = passes.pass_at_once(crowd, stock, draws, pay) else {
            return false;
        };
        let sold = passes.sold_to_crowd().iter().zip(&sellers.price);
        let money: f64 = sold.map(|(goods, price)| goods * price).sum();
        let price = money / nz(moments.sum - unserved);
        let b = self.budgets;
        self.spending.of_crowds.pay(b, product, price);
        for (buyer, unserved) in &mut *left {
            let place = *buyer as usize;
            (*buyer, missed[place]) = (singly[place].0, *unserved);
        }
        let purchases = singly.iter().zip(spent.iter().zip(&*missed));
        let mut purchases = purchases.peekable();
        for (rows, materials_share, investment_share) in b.buying_industries(product) {
            let of_industry = |((firm, _), _): &(&(u32, f64), _)| (*firm as usize) < rows.end;
            while let Some((&(firm, _), (spent, &missed))) = purchases.next_if(of_industry) {
                let row = firm as usize;
                let wanted = [
                    materials_share * b.materials[row],
                    investment_share * b.investment[row],
                ];
                let bought = bought(wanted, missed);
                let unit_cost = spent / nz(bought[0] + bought[1]);
                self.spending.charge(firm, bought, unit_cost, wanted, price);
            }
        }

        let of_large = left.len();
        let mut lottery = std::mem::take(&mut self.lottery);
        let want = |clusters: &[u32], wanted: &mut [[f64; CLUSTER]]| {
            let firms = clusters.iter().flat_map(|&cluster| members(cluster));
            for (wanted, firm) in wanted.as_flattened_mut().iter_mut().zip(firms) {
                *wanted = self.in_crowd(product, firm);
            }
        };
        let mut all = Vec::new();
        let list = |cluster, wanted: &[f64; CLUSTER]| {
            let buyers = members(cluster).zip(*wanted);
            all.extend(buyers.filter(|(_, wanted)| *wanted > 0.0));
        };
        let clusters = b.materials.len().div_ceil(CLUSTER);
        lottery.leave(unserved, clusters, want, list, &mut without, left);
        left.append(&mut all);
        self.lottery = lottery;
        for &(firm, missed) in &left[of_large..] {
            let wanted = wanted_by(b, product, firm);
            let bought = bought(wanted, missed);
            self.spending.charge(firm, bought, price, wanted, price);
        }
        true
    }

    /// What a firm that buys with the crowd wants \[goods\]; 0 of others.
    pub fn in_crowd(&self, product: usize, firm: u32) -> f64 {
        let demand = demand(self.budgets, product, firm);
        if demand <= self.limit { demand } else { 0.0 }
    }
}

/// What a firm wants of a product in all \[goods\]; 0 where there is none, as at the end of the last cluster.
pub(super) fn demand(b: &Budgets, product: usize, firm: u32) -> f64 {
    if firm as usize >= b.materials.len() {
        return 0.0;
    }
    let [materials, investment] = wanted_by(b, product, firm);
    materials + investment
}

/// What a firm wants of a product: materials and investment \[goods\].
fn wanted_by(b: &Budgets, product: usize, firm: u32) -> [f64; 2] {
    let materials_share = b.input_shares.of_product(product)[b.industry_of(firm)];
    let firm = firm as usize;
    [
        materials_share * b.materials[firm],
        b.investment_shares[product] * b.investment[firm],
    ]
}

/// What is bought of what is wanted: materials before investment.
fn bought([materials, investment]: [f64; 2], missed: f64) -> [f64; 2] {
    [
        materials - pos(missed - investment),
        pos(investment - missed),
    ]
}
