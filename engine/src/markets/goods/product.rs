//! The market for one product: firms first, then final users; real demand first, then spare capacity.

use super::crowd::{Lottery, Parted, Without, members};
use super::firm_wants::FirmWants;
use super::firms::{Firms, Room, Spending};
use super::missed::Missed;
use super::passes::{Buyers, Crowded, Passes, Scratch, Unit};
use super::rationing::Crowd;
use super::types::{Budgets, Matching, ProductOutcome, Sellers};
use super::users::Users;
use crate::numeric::nz;
use crate::random::{SHUFFLED_SINGLY, Stream};

/// Memory that markets use one after the other.
#[derive(Debug, Default)]
pub(super) struct Memory {
    buyers: Vec<(u32, f64)>,
    firms: Room,
    scratch: Scratch,
}

/// Clears products one after the other.
pub(super) struct Market<'a> {
    budgets: &'a Budgets<'a>,
    users: &'a Users<'a>,
    firms: Firms<'a>,
    /// Buyers still to be served, and what they still want of the product \[goods or million\].
    buyers: Vec<(u32, f64)>,
    /// Goods that foreign consumers and the government bought singly.
    real_exports: f64,
    real_government: f64,
    /// What users that went without wanted.
    missed: Missed,
    lottery: Lottery,
    scratch: Scratch,
}

/// Passes of a product.
pub(super) const PASSES: usize = 4;

impl<'a> Market<'a> {
    /// Crowds may buy the products `at_once`.
    pub fn new(
        budgets: &'a Budgets<'a>,
        users: &'a Users<'a>,
        memory: Memory,
        at_once: impl Iterator<Item = usize>,
    ) -> Self {
        Market {
            budgets,
            users,
            firms: Firms::new(budgets, memory.firms, at_once),
            buyers: memory.buyers,
            real_exports: 0.0,
            real_government: 0.0,
            missed: Missed::default(),
            lottery: Lottery::default(),
            scratch: memory.scratch,
        }
    }

    /// What firms spent, and the memory.
    pub fn into_parts(self) -> (Spending, Memory) {
        let (spending, firms) = self.firms.into_parts();
        let memory = Memory {
            buyers: self.buyers,
            firms,
            scratch: self.scratch,
        };
        (spending, memory)
    }

    /// Clears one product; every pass has draws of its own.
    ///
    /// Source: SPEC 4.14.3, 4.14.4.
    pub fn clear(
        &mut self,
        product: usize,
        mut sellers: Sellers,
        matching: Matching,
        streams: [Stream; PASSES],
    ) -> ProductOutcome {
        let mut stock = sellers.supply.clone();
        let mut spare = std::mem::take(&mut sellers.spare_capacity);
        let sellers = &sellers;
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut passes = Passes::new(sellers, matching, &mut scratch);
        let [firms_draws, missed_draws, users_draws, unspent_draws] = streams;

        self.firms_buy(product, sellers, &mut passes, &mut stock, firms_draws);
        let unserved_firms = self.buyers.clone();
        let firms = &self.firms;
        let in_crowd = |firm| firms.in_crowd(product, firm);
        let missed = Unserved {
            unit: Unit::Real,
            without: &Without::default(),
            listed: &mut self.buyers,
        };
        missed.would_buy(
            in_crowd,
            &mut passes,
            [&mut spare, &mut stock],
            missed_draws,
        );

        let before = stock.clone();
        let parted = Parted::new(product, self.budgets, self.users, sellers);
        let without = self.users_buy(
            product,
            &parted,
            sellers,
            &mut passes,
            &mut stock,
            users_draws,
        );
        let sold = before
            .iter()
            .zip(&stock)
            .map(|(before, after)| before - after);
        let mut outcome = self.book_users(product, sold.sum(), &parted, without.is_some());
        let without = without.unwrap_or_default();
        let unspent = Unserved {
            unit: Unit::Money,
            without: &without,
            listed: &mut self.buyers,
        };
        let in_crowd = |place| parted.in_crowd(place);
        unspent.would_buy(
            in_crowd,
            &mut passes,
            [&mut spare, &mut stock],
            unspent_draws,
        );
        outcome.without = without.clusters;
        self.scratch = scratch;

        outcome.unserved_firms = unserved_firms;
        let left = sellers.supply.iter().zip(&stock);
        outcome.seller_demand = left.map(|(supply, left)| supply - left).collect();
        outcome
    }

    fn firms_buy(
        &mut self,
        product: usize,
        sellers: &Sellers,
        passes: &mut Passes,
        stock: &mut [f64],
        draws: Stream,
    ) {
        let (firms, listed) = (&mut self.firms, &mut self.buyers);
        if passes.at_once()
            && firms.buy_at_once(product, sellers, passes, stock, draws.clone(), listed)
        {
            return;
        }
        firms.begin();
        listed.clear();
        let budgets = self.budgets;
        // Very many would stay in clusters in a list, too.
        let clusters = FirmWants { budgets, product };
        let crowd: &dyn Crowd = if budgets.materials.len() > SHUFFLED_SINGLY {
            &clusters
        } else {
            firms.list(product, listed);
            &()
        };
        let mut buyers = Buyers {
            unit: Unit::Real,
            crowd,
            listed,
        };
        passes.pass(&mut buyers, stock, draws, |firm, seller, quantity| {
            firms.pay(firm, quantity * sellers.price[seller]);
        });
        firms.book(product, &self.buyers);
    }

    /// Users buy; if some did at once, returns who of them went without.
    fn users_buy(
        &mut self,
        product: usize,
        parted: &Parted,
        sellers: &Sellers,
        passes: &mut Passes,
        stock: &mut [f64],
        draws: Stream,
    ) -> Option<Without> {
        (self.real_exports, self.real_government) = (0.0, 0.0);
        let (budgets, users, real_exports, real_government) = (
            self.budgets,
            self.users,
            &mut self.real_exports,
            &mut self.real_government,
        );
        let mut told = |place: u32, seller: usize, money: f64| {
            let user = users.user(place);
            if user >= users.bounds[0] {
                let real = if user < users.bounds[1] {
                    &mut *real_exports
                } else {
                    &mut *real_government
                };
                *real += money / sellers.price[seller];
            }
        };
        if passes.at_once() {
            // Who goes without has draws of its own.
            let mut without = draws.clone();
            parted.list_rich(&mut self.buyers);
            let crowd = Crowded {
                unit: Unit::Money,
                moments: parted.crowd(),
                alike: &mut parted.alike(),
                listed: &mut self.buyers,
            };
            if let Some(unspent) = passes.pass_at_once(crowd, stock, draws.clone(), &mut told) {
                let (left, missed) = (&mut self.buyers, &mut self.missed);
                return Some(self.lottery.leave(
                    unspent,
                    users.clusters(),
                    |clusters, wanted| parted.want(clusters, wanted),
                    |cluster, wanted| missed.add_cluster(budgets, users, product, cluster, wanted),
                    &mut without,
                    left,
                ));
            }
        }
        self.buyers.clear();
        let crowd = users.want(product, self.budgets);
        let mut buyers = Buyers {
            unit: Unit::Money,
            crowd: &crowd,
            listed: &mut self.buyers,
        };
        passes.pass(&mut buyers, stock, draws, told);
        None
    }

    /// What final users bought of the product, and which households went without.
    ///
    /// Goods of households, of what was `sold`, are split over consumption and housing in proportion to
    /// spending; so are those of others who bought at once with them.
    fn book_users(
        &mut self,
        product: usize,
        sold: f64,
        parted: &Parted,
        at_once: bool,
    ) -> ProductOutcome {
        let b = self.budgets;
        let mut unserved_households = Vec::new();
        let mut missed = std::mem::take(&mut self.missed);
        for &(place, unserved) in &self.buyers {
            let user = self.users.user(place);
            if missed.add(b, self.users, product, (user, unserved)) {
                unserved_households.push((user, unserved));
            }
        }
        unserved_households.sort_unstable_by_key(|&(household, _)| household);
        let wanted = |(count, budget): (u32, f64), split: &[f64]| {
            f64::from(count) * (split[product] * budget)
        };
        let consumption = b.consumption_split[product] * b.household_totals.0 - missed.consumption;
        let housing = b.housing_split[product] * b.household_totals.1 - missed.housing;
        let exports = wanted(b.foreign, b.export_split) - missed.exports;
        let government = wanted(b.government, b.government_split) - missed.government;
        let at_once = [parted.foreign, parted.government].map(|all| all && at_once);
        let singly = [self.real_exports, self.real_government];
        let mut money = consumption + housing;
        for (at_once, spent) in at_once.iter().zip([exports, government]) {
            if *at_once {
                money += spent;
            }
        }
        let real_per_money = (sold - singly[0] - singly[1]) / nz(money);
        let real = |kind: usize, spent: f64| {
            if at_once[kind] {
                real_per_money * spent
            } else {
                singly[kind]
            }
        };
        ProductOutcome {
            unserved_households,
            real_consumption: real_per_money * consumption,
            real_housing: real_per_money * housing,
            exports: (exports, real(0, exports)),
            government: (government, real(1, government)),
            ..ProductOutcome::default()
        }
    }
}

/// Those that were not served: whole clusters of a crowd, and others.
struct Unserved<'a> {
    unit: Unit,
    without: &'a Without,
    listed: &'a mut Vec<(u32, f64)>,
}

impl Unserved<'_> {
    /// They would have bought from sellers that could have made more; those of a crowd all at once, if they
    /// are enough. `in_crowd` tells what a buyer of it wants, 0 of others.
    fn would_buy(
        self,
        in_crowd: impl Fn(u32) -> f64,
        passes: &mut Passes,
        [spare, stock]: [&mut [f64]; 2],
        draws: Stream,
    ) {
        if passes.at_once() {
            let (mut moments, mut singly) = (self.without.missed, Vec::new());
            for &(buyer, wanted) in &*self.listed {
                if in_crowd(buyer) > 0.0 {
                    moments.add_buyers(wanted, 1);
                } else {
                    singly.push((buyer, wanted));
                }
            }
            let crowd = Crowded {
                unit: self.unit,
                moments,
                alike: &mut [],
                listed: &mut singly,
            };
            if moments.sum > 0.0
                && (passes.spare_at_once(crowd, spare, stock, draws.clone())).is_some()
            {
                return;
            }
        }
        for place in (self.without.clusters.iter()).flat_map(|&cluster| members(cluster)) {
            let wanted = in_crowd(place);
            if wanted > 0.0 {
                self.listed.push((place, wanted));
            }
        }
        let mut buyers = Buyers {
            unit: self.unit,
            crowd: &(),
            listed: self.listed,
        };
        passes.spare(&mut buyers, spare, stock, draws);
    }
}
