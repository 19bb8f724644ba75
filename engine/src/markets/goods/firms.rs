//! Firms as buyers of a product: each visits sellers, or those that want little buy all at once.

use rayon::prelude::*;

use super::aggregate::Moments;
use super::crowd::{Lottery, limit, members};
use super::passes::{Crowded, Passes, Unit};
use super::rationing::CLUSTER;
use super::types::{Budgets, Purchases, Sellers};
use crate::numeric::{nz, pos};
use crate::random::Stream;

/// Spending of firms over the products of a group.
#[derive(Debug, Default)]
pub(super) struct Spending {
    /// On intermediate goods and on investment goods, by firm, less what crowds spent \[million\].
    pub materials: Vec<f64>,
    pub investment: Vec<f64>,
    /// What crowds spent.
    pub of_crowds: CrowdPrices,
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
    /// What each firm spent on the product \[million\], and what it missed \[goods\]: 0 between products.
    spent: Vec<f64>,
    missed: Vec<f64>,
    /// Firms that visit singly, in the order of their numbers, with what they want.
    singly: Vec<(u32, f64)>,
}

/// Firms as buyers, product by product.
pub(super) struct Firms<'a> {
    budgets: &'a Budgets<'a>,
    spending: Spending,
    room: Room,
    lottery: Lottery,
    /// What a firm of the crowd wants of the product at most \[goods\].
    limit: f64,
}

impl<'a> Firms<'a> {
    pub fn new(budgets: &'a Budgets<'a>, mut room: Room) -> Self {
        let firms = budgets.materials.len();
        room.spent.resize(firms, 0.0);
        room.missed.resize(firms, 0.0);
        Firms {
            budgets,
            spending: Spending {
                materials: vec![0.0; firms],
                investment: vec![0.0; firms],
                of_crowds: CrowdPrices::of(budgets),
            },
            room,
            lottery: Lottery::default(),
            limit: 0.0,
        }
    }

    pub fn into_parts(self) -> (Spending, Room) {
        (self.spending, self.room)
    }

    /// Lists what firms want.   `d_i = a_{g,s(i)} ΔM^d_i + b^CF_g I^d_i`
    pub fn want(&mut self, product: usize, listed: &mut Vec<(u32, f64)>) {
        let b = self.budgets;
        listed.clear();
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
        let Room { spent, missed, .. } = &mut self.room;
        for &(firm, unserved) in unserved {
            missed[firm as usize] = unserved;
        }
        for (rows, materials_share, investment_share) in b.buying_industries(product) {
            let wants = b.materials[rows.clone()]
                .iter()
                .zip(&b.investment[rows.clone()]);
            let got = missed[rows.clone()].iter().zip(&spent[rows.clone()]);
            let spending = self.spending.materials[rows.clone()].iter_mut();
            let spending = spending.zip(&mut self.spending.investment[rows]);
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
        for &(firm, _) in unserved {
            missed[firm as usize] = 0.0;
        }
        spent.fill(0.0);
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
        without.jump();
        self.limit = limit(self.wanted_in_all(product), sellers);
        let moments = self.part(product, left);
        self.room.singly.clone_from(left);
        let crowd = Crowded {
            unit: Unit::Real,
            moments,
            listed: left,
        };
        let spent = &mut self.room.spent;
        let pay = |firm: u32, seller: usize, quantity: f64| {
            spent[firm as usize] += quantity * sellers.price[seller];
        };
        let Some(unserved) = passes.pass_at_once(crowd, stock, draws, pay) else {
            return false;
        };
        let sold = passes.sold_to_crowd().iter().zip(&sellers.price);
        let money: f64 = sold.map(|(goods, price)| goods * price).sum();
        let price = money / nz(moments.sum - unserved);
        let b = self.budgets;
        self.spending.of_crowds.pay(b, product, price);

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
        for &(firm, unserved) in &left[..of_large] {
            self.room.missed[firm as usize] = unserved;
        }
        for place in 0..self.room.singly.len() {
            let firm = self.room.singly[place].0;
            let [spent, missed] = [&mut self.room.spent, &mut self.room.missed]
                .map(|column| std::mem::take(&mut column[firm as usize]));
            let [materials, investment] = bought(wanted(b, product, firm), missed);
            let unit_cost = spent / nz(materials + investment);
            self.charge(product, firm, [materials, investment], unit_cost, price);
        }
        for &(firm, missed) in &left[of_large..] {
            let bought = bought(wanted(b, product, firm), missed);
            self.charge(product, firm, bought, price, price);
        }
        true
    }

    /// Books what a firm `bought` at `unit_cost`, less what crowds' prices book for all it wanted.
    fn charge(&mut self, product: usize, firm: u32, bought: [f64; 2], unit_cost: f64, price: f64) {
        let wanted = wanted(self.budgets, product, firm);
        let spending = [&mut self.spending.materials, &mut self.spending.investment];
        for ((spending, bought), wanted) in spending.into_iter().zip(bought).zip(wanted) {
            spending[firm as usize] += unit_cost * bought - price * wanted;
        }
    }

    /// What all firms want of a product \[goods\].
    fn wanted_in_all(&self, product: usize) -> f64 {
        let b = self.budgets;
        let shares = b.input_shares.of_product(product).iter();
        let investment_share = b.investment_shares[product];
        let of_industry = |(share, [materials, investment]): (&f64, &[f64; 2])| {
            share * materials + investment_share * investment
        };
        shares.zip(b.firm_totals).map(of_industry).sum()
    }

    /// Lists firms that want more than the limit; returns what the others want.
    fn part(&mut self, product: usize, listed: &mut Vec<(u32, f64)>) -> Moments {
        const LANES: usize = 8;
        let (b, limit) = (self.budgets, self.limit);
        listed.clear();
        let mut lanes = [[0.0; LANES]; 3];
        for (rows, materials_share, investment_share) in b.buying_industries(product) {
            let materials = b.materials[rows.clone()].chunks(LANES);
            let investment = b.investment[rows.clone()].chunks(LANES);
            for (first, (materials, investment)) in
                (rows.start..).step_by(LANES).zip(materials.zip(investment))
            {
                let mut demand = [0.0; LANES];
                for (demand, (m, i)) in demand.iter_mut().zip(materials.iter().zip(investment)) {
                    *demand = materials_share * m + investment_share * i;
                }
                let mut large = 0;
                for lane in 0..LANES {
                    let d = demand[lane];
                    let small = if d <= limit { d } else { 0.0 };
                    large += u32::from(d > limit);
                    lanes[0][lane] += small;
                    lanes[1][lane] += small * small;
                    lanes[2][lane] += small * small * small;
                }
                if large > 0 {
                    let listing = (first as u32..).zip(demand);
                    listed.extend(listing.filter(|&(_, demand)| demand > limit));
                }
            }
        }
        let [sum, squares, cubes] = lanes.map(|lanes| lanes.iter().sum());
        Moments {
            sum,
            squares,
            cubes,
        }
    }

    /// What a firm that buys with the crowd wants \[goods\]; 0 of others.
    pub fn in_crowd(&self, product: usize, firm: u32) -> f64 {
        if firm as usize >= self.budgets.materials.len() {
            return 0.0;
        }
        let [materials, investment] = wanted(self.budgets, product, firm);
        let demand = materials + investment;
        if demand <= self.limit { demand } else { 0.0 }
    }
}

/// What a firm wants of a product: materials and investment \[goods\].
fn wanted(b: &Budgets, product: usize, firm: u32) -> [f64; 2] {
    let industry = b.first_firm.partition_point(|&first| first <= firm) - 1;
    let materials_share = b.input_shares.of_product(product)[industry];
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
