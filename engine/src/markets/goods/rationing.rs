//! The rationing pass: buyers visit sellers, one visit per buyer and round, until demand or supply ends.

use super::aggregate::Aggregate;
use super::comers::{Alike, Listed};
use super::crowd::in_bundle;
use super::random_visits::RandomVisits;
use super::visits::Visits;

/// Buyers of a cluster, who come together.
pub const CLUSTER: usize = 16;
/// Clusters that are read together, because memory answers to many at once sooner than to one after the
/// other.
pub const CLUSTERS: usize = 16;
/// Clusters whose visits are drawn together, which is what makes them cheap.
const DRAWN: usize = 4;

/// Bundles of neighbouring clusters at least that are put in order, and clusters in a bundle at most: memory gives
/// neighbours sooner, and fewer bundles would show in who goes without when goods end.
const BUNDLES: usize = 1 << 14;
const MOST_IN_BUNDLE: usize = 32;

/// Buyers in random order; what is drawn for each pass is the order of clusters of neighbours, of very many of bundles
/// of them.
pub trait Crowd {
    /// Number of clusters.
    fn clusters(&self) -> usize;
    /// What each in these clusters wants, not negative; the last cluster is filled up with zeros.
    fn want(&self, clusters: &[u32], wanted: &mut [[f64; CLUSTER]]);
    /// Bits of those in a cluster whose purchases are to be told.
    fn told(&self, cluster: usize) -> u16;
}

/// Nobody.
impl Crowd for () {
    fn clusters(&self) -> usize {
        0
    }

    fn want(&self, _clusters: &[u32], _wanted: &mut [[f64; CLUSTER]]) {}

    fn told(&self, _cluster: usize) -> u16 {
        0
    }
}

/// Matches buyers with sellers, whose `available` goods are used up.
///
/// Source: SPEC 2.6. In each round every buyer visits one seller. If the seller has more than is
/// wanted the buyer is served; otherwise the buyer takes what is there, the seller is sold out,
/// and the buyer waits for the next round. At the end `waiting` holds those not fully served and what
/// they still want. `trade(buyer, seller, amount)` is told of the purchases of those listed in
/// `waiting` and of those of the `crowd` for whom that was asked; of others it may be.
pub fn pass<V: Visits>(
    crowd: &dyn Crowd,
    waiting: &mut Vec<(u32, f64)>,
    available: &mut [f64],
    visits: &mut V,
    trade: impl FnMut(u32, usize, f64),
) {
    let mut round = Round {
        available,
        visits,
        trade,
        waiting,
    };
    round.crowd(crowd);
    round.rounds();
}

/// Parts in which those who come singly come among a crowd that buys at once; with fewer, who is left
/// without when goods end depends on who came first in a part (0.1 % with 8).
const STAGES: usize = 16;

/// Sellers for each of those who wait, up to which those come together: with more it takes longer to go through all
/// sellers than to visit singly.
const SELLERS_EACH: usize = 8;

/// The same with a crowd that buys at once, among those `waiting` and those `alike`; returns what it could not
/// spend.
///
/// `trade` is told of the purchases of all others.
pub fn pass_at_once(
    crowd: &mut Aggregate,
    alike: &mut [Alike],
    listed: &mut Listed,
    waiting: &mut Vec<(u32, f64)>,
    available: &mut [f64],
    visits: &mut RandomVisits,
    trade: impl FnMut(u32, usize, f64),
) -> f64 {
    listed.take(waiting, visits);
    let mut round = Round {
        available,
        visits,
        trade,
        waiting,
    };
    let part = crowd.wanted() / STAGES as f64;
    crowd.visit(0.5 * part, round.available, round.visits);
    for stage in 1..=STAGES {
        // In the last, until all found a seller that had something.
        let times = if stage == STAGES { STAGES } else { 1 };
        for _ in 0..times {
            listed.come((stage, STAGES), &mut round);
            for buyers in &mut *alike {
                buyers.come((stage, STAGES), &mut round);
            }
            if listed.left().count() == 0 && alike.iter().all(|of| of.left().next().is_none()) {
                break;
            }
        }
        let wanted = if stage == STAGES { 0.5 * part } else { part };
        crowd.visit(wanted, round.available, round.visits);
    }
    round.waiting.extend(listed.left());
    round.waiting.extend(alike.iter().flat_map(Alike::left));
    let unspent = crowd.end(round.available, round.visits);
    while SELLERS_EACH * round.waiting.len() > round.available.len() && round.visits.any_left() {
        listed.take(round.waiting, round.visits);
        listed.come((1, 1), &mut round);
        round.waiting.extend(listed.left());
    }
    round.rounds();
    unspent
}

/// One round: buyers come, make their visits, and wait for the next or are done.
pub(super) struct Round<'a, V, T> {
    pub available: &'a mut [f64],
    pub visits: &'a mut V,
    pub trade: T,
    /// Those for the next round.
    pub waiting: &'a mut Vec<(u32, f64)>,
}

impl<V: Visits, T: FnMut(u32, usize, f64)> Round<'_, V, T> {
    fn crowd(&mut self, crowd: &dyn Crowd) {
        let number = crowd.clusters();
        let size = number.div_ceil(BUNDLES).clamp(1, MOST_IN_BUNDLE);
        let mut bundles: Vec<u32> = (0..number.div_ceil(size) as u32).collect();
        self.visits.order(&mut bundles);
        let (mut sellers, mut wanted) = ([[0; CLUSTER]; DRAWN], [[0.0; CLUSTER]; CLUSTERS]);
        let mut clusters = Vec::new();
        for bundles in bundles.chunks(CLUSTERS.div_ceil(size)) {
            clusters.clear();
            clusters.extend(bundles.iter().flat_map(|&it| in_bundle(it, size, number)));
            for batch in clusters.chunks(CLUSTERS) {
                crowd.want(batch, &mut wanted);
                for (batch, wanted) in batch.chunks(DRAWN).zip(wanted.chunks(DRAWN)) {
                    self.choose(sellers.as_flattened_mut());
                    for ((&cluster, wanted), sellers) in batch.iter().zip(wanted).zip(&sellers) {
                        let buyer = |place| cluster * CLUSTER as u32 + place;
                        self.visit(wanted, buyer, crowd.told(cluster as usize), sellers);
                    }
                }
            }
        }
    }

    /// Those who wait come again, until nobody waits or nothing is left.
    fn rounds(&mut self) {
        let mut coming = Vec::new();
        while !self.waiting.is_empty() && self.visits.any_left() {
            std::mem::swap(self.waiting, &mut coming);
            self.visits.order_list(&mut coming);
            self.come(&coming);
            coming.clear();
        }
        // The larger memory is kept.
        if coming.capacity() > self.waiting.capacity() {
            coming.append(self.waiting);
            std::mem::swap(self.waiting, &mut coming);
        }
    }

    fn come(&mut self, coming: &[(u32, f64)]) {
        let (mut sellers, mut wanted) = ([0; CLUSTER], [0.0; CLUSTER]);
        for buyers in coming.chunks(CLUSTER) {
            self.choose(&mut sellers[..buyers.len()]);
            for (wanted, buyer) in wanted.iter_mut().zip(buyers) {
                *wanted = buyer.1;
            }
            wanted[buyers.len()..].fill(0.0);
            let buyer = |place| buyers[place as usize].0;
            let told = u16::MAX >> (CLUSTER - buyers.len());
            self.visit(&wanted, buyer, told, &sellers);
        }
    }

    fn choose(&mut self, sellers: &mut [u32]) {
        if self.visits.any_left() {
            self.visits.choose(sellers);
        }
    }

    /// Buyers visit the sellers chosen for them.
    #[inline]
    fn visit(
        &mut self,
        wanted: &[f64; CLUSTER],
        buyer: impl Fn(u32) -> u32,
        mut told: u16,
        sellers: &[u32; CLUSTER],
    ) {
        let total = total(wanted);
        let only = self.visits.only();
        let only = only.filter(|&seller| self.available[seller] > total);
        if let Some(seller) = only {
            self.available[seller] -= total;
        } else {
            for place in 0..CLUSTER {
                let (wanted, seller) = (wanted[place], sellers[place] as usize);
                let left = self.available[seller] - wanted;
                if left > 0.0 {
                    self.available[seller] = left;
                } else if wanted > 0.0 {
                    told &= !(1 << place);
                    self.late(buyer(place as u32), wanted, seller);
                }
            }
        }
        while told != 0 {
            let place = told.trailing_zeros();
            told &= told - 1;
            let seller = only.unwrap_or(sellers[place as usize] as usize);
            (self.trade)(buyer(place), seller, wanted[place as usize]);
        }
    }

    /// The seller has not more than is wanted, or has sold out since it was chosen.
    #[cold]
    fn late(&mut self, buyer: u32, wanted: f64, mut seller: usize) {
        if !self.visits.any_left() {
            return self.waiting.push((buyer, wanted));
        }
        if self.available[seller] == 0.0 {
            seller = self.visits.instead();
        }
        let bought = wanted.min(self.available[seller]);
        self.available[seller] -= bought;
        (self.trade)(buyer, seller, bought);
        if self.available[seller] == 0.0 {
            self.visits.sold_out(seller);
        }
        if bought < wanted {
            self.waiting.push((buyer, wanted - bought));
        }
    }
}

/// A sum in four lanes.
pub fn total(terms: &[f64; CLUSTER]) -> f64 {
    let mut lanes = [0.0; 4];
    for four in terms.as_chunks::<4>().0 {
        for (lane, term) in lanes.iter_mut().zip(four) {
            *lane += term;
        }
    }
    lanes.iter().sum()
}

/// Buyers of whom everything is told.
#[cfg(test)]
impl Crowd for Vec<[f64; CLUSTER]> {
    fn clusters(&self) -> usize {
        self.len()
    }

    fn want(&self, clusters: &[u32], wanted: &mut [[f64; CLUSTER]]) {
        for (wanted, &cluster) in wanted.iter_mut().zip(clusters) {
            *wanted = self[cluster as usize];
        }
    }

    fn told(&self, _cluster: usize) -> u16 {
        u16::MAX
    }
}

#[cfg(test)]
mod tests {
    use super::super::random_visits::{Memory, RandomVisits, Weights};
    use super::super::visits::FirstListed;
    use super::*;
    use crate::random::Draws;
    use proptest::prelude::*;

    fn clusters(wanted: &[f64]) -> Vec<[f64; CLUSTER]> {
        let clusters = wanted.chunks(CLUSTER);
        clusters
            .map(|few| std::array::from_fn(|place| few.get(place).copied().unwrap_or(0.0)))
            .collect()
    }

    #[test]
    fn the_first_seller_serves_until_sold_out() {
        let mut waiting = vec![(0, 4.0), (1, 4.0), (2, 4.0)];
        let mut available = [6.0, 5.0];
        let mut trades = Vec::new();
        let mut visits = FirstListed::new(vec![0, 1]);
        pass(&(), &mut waiting, &mut available, &mut visits, |b, s, q| {
            trades.push((b, s, q));
        });
        // Buyer 1 takes the last 2 of seller 0 and waits; buyer 2 gets 4 from seller 1; then buyer 1 gets its last 1.
        trades.sort_by_key(|&(buyer, seller, _)| (buyer, seller));
        assert_eq!(trades, [(0, 0, 4.0), (1, 0, 2.0), (1, 1, 1.0), (2, 1, 4.0)]);
        assert_eq!((available, waiting), ([0.0, 0.0], vec![(1, 1.0)]));
    }

    #[test]
    fn supply_that_equals_demand_is_sold_out_without_anyone_waiting() {
        let (mut waiting, mut available) = (Vec::new(), [5.0]);
        let mut visits = FirstListed::new(vec![0]);
        pass(
            &clusters(&[2.0, 3.0]),
            &mut waiting,
            &mut available,
            &mut visits,
            |_, _, _| {},
        );
        assert_eq!((available, waiting), ([0.0], vec![]));
    }

    #[test]
    fn a_crowd_and_a_list_of_the_same_buyers_fare_alike() {
        let wanted: Vec<f64> = (0..200).map(|buyer| f64::from(buyer % 7)).collect();
        let listed = (0..).zip(&wanted).filter(|(_, wanted)| **wanted > 0.0);
        let mut listed: Vec<(u32, f64)> = listed.map(|(buyer, wanted)| (buyer, *wanted)).collect();
        let run = |wanted: &[f64], waiting: &mut Vec<(u32, f64)>| {
            let crowd = clusters(wanted);
            let (mut trades, mut available) = (Vec::new(), [150.0, 100.0, 75.0]);
            let mut visits = FirstListed::new(vec![2, 0, 1]);
            pass(&crowd, waiting, &mut available, &mut visits, |b, s, q| {
                trades.push((b, s, q))
            });
            trades.retain(|&(_, _, amount)| amount > 0.0);
            trades.sort_by_key(|&(buyer, seller, _)| (buyer, seller));
            trades
        };
        let mut waiting = Vec::new();
        assert_eq!(run(&wanted, &mut waiting), run(&[], &mut listed));
        assert_eq!(waiting, listed);
        assert!(!waiting.is_empty());
    }

    proptest! {
        #[test]
        fn goods_are_conserved_and_nobody_gets_more_than_wanted(
            demand in prop::collection::vec(0.01_f64..20.0, 1..200),
            supply in prop::collection::vec(0.01_f64..400.0, 1..12),
            prices in prop::collection::vec(0.2_f64..3.0, 12),
            crowded in any::<bool>(),
            frozen in any::<bool>(),
            seed in any::<u64>(),
        ) {
            let weights = Weights {
                price: prices[..supply.len()].iter().map(|price| libm::exp(-2.0 * price)).collect(),
                size: supply.clone(),
            };
            let run = || {
                let listed: Vec<(u32, f64)> = (0..).zip(demand.iter().copied()).collect();
                let (wanted, mut waiting) = if crowded { (&demand[..], Vec::new()) } else { (&[][..], listed) };
                let crowd = clusters(wanted);
                let mut available = supply.clone();
                let mut bought = vec![0.0; demand.len()];
                let mut sold = vec![0.0; supply.len()];
                let sellers: Vec<u32> = (0..supply.len() as u32).collect();
                let stream = Draws::new(seed, 0).stream(1, "test", 0);
                let mut visits = RandomVisits::new(Memory::default(), &sellers, &weights, 0.5, frozen, stream);
                pass(&crowd, &mut waiting, &mut available, &mut visits, |b, s, q| {
                    if q > 0.0 {
                        bought[b as usize] += q;
                    }
                    sold[s] += q;
                });
                (available, waiting, bought, sold)
            };
            let (available, waiting, bought, sold) = run();
            prop_assert_eq!(&run(), &(available.clone(), waiting.clone(), bought.clone(), sold.clone()));
            let mut missed = vec![0.0; demand.len()];
            for &(buyer, left) in &waiting {
                prop_assert!(left > 0.0 && missed[buyer as usize] == 0.0);
                missed[buyer as usize] = left;
            }
            for b in 0..demand.len() {
                prop_assert!((bought[b] + missed[b] - demand[b]).abs() < 1e-9);
            }
            for s in 0..supply.len() {
                prop_assert!(available[s] >= 0.0);
                prop_assert!((sold[s] + available[s] - supply[s]).abs() < 1e-9);
            }
            prop_assert!(waiting.is_empty() || available.iter().all(|&a| a == 0.0));
        }
    }
}
