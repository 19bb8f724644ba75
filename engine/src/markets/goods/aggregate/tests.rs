//! Aggregate matching against the same market with single visits.

use super::super::comers::{Alike, Listed};
use super::super::random_visits::{Memory, RandomVisits, Weights};
use super::super::rationing::{CLUSTER, pass, pass_at_once};
use super::*;
use crate::random::{Draws, Stream};
use proptest::prelude::*;

/// A market: buyers unequal as incomes are, some equal large ones, sellers unequal as firms are.
struct Market {
    wanted: Vec<f64>,
    large: Vec<f64>,
    weights: Weights,
    goods: Vec<f64>,
    frozen: bool,
}

impl Market {
    fn new(buyers: usize, sellers: usize, slack: f64, frozen: bool) -> Self {
        let quantile = |place: usize, of: usize| (place as f64 + 0.5) / of as f64;
        let wanted: Vec<f64> = (0..buyers)
            .map(|buyer| libm::exp(4.0 * (quantile(buyer * 7919 % buyers, buyers) - 0.5)))
            .collect();
        // Pareto with exponent 1.2.
        let sizes = (0..sellers).map(|rank| libm::pow(quantile(rank, sellers), -1.0 / 1.2));
        let sizes: Vec<f64> = sizes.collect();
        let scale = slack * wanted.iter().sum::<f64>() / sizes.iter().sum::<f64>();
        let price = |seller: usize| 0.8 + 0.4 * quantile(seller * 5 % sellers, sellers);
        Market {
            wanted,
            large: Vec::new(),
            weights: Weights {
                price: (0..sellers)
                    .map(|seller| libm::exp(-2.0 * price(seller)))
                    .collect(),
                size: sizes.clone(),
            },
            goods: sizes.iter().map(|size| scale * size).collect(),
            frozen,
        }
    }

    /// With `count` more buyers, who want so many `times` as much as all others together.
    fn with_large(mut self, count: usize, times: f64) -> Self {
        let more = times * self.wanted.iter().sum::<f64>();
        self.goods
            .iter_mut()
            .for_each(|goods| *goods *= 1.0 + times);
        self.large = vec![more / count as f64; count];
        self
    }

    fn moments(&self) -> Moments {
        let mut moments = Moments::default();
        self.wanted
            .iter()
            .for_each(|wanted| moments.add_buyers(*wanted, 1));
        moments
    }

    fn open(&self) -> Vec<u32> {
        (0..self.goods.len() as u32).collect()
    }

    fn visits(&self, stream: Stream) -> RandomVisits {
        let memory = Memory::default();
        RandomVisits::new(
            memory,
            &self.open(),
            &self.weights,
            0.5,
            self.frozen,
            stream,
        )
    }

    /// What each seller sells, large buyers included.
    fn sold(&self, left: &[f64]) -> Vec<f64> {
        let goods = self.goods.iter().zip(left);
        goods.map(|(goods, left)| goods - left).collect()
    }

    /// What each seller sells if every buyer visits.
    fn singly(&self, seed: u64) -> Vec<f64> {
        let mut stream = Draws::new(seed, 0).stream(1, "singly", 0);
        let mut all = [&self.wanted[..], &self.large].concat();
        random::shuffle(&mut stream, &mut all);
        let wanted: Vec<[f64; CLUSTER]> = all
            .chunks(CLUSTER)
            .map(|few| std::array::from_fn(|place| few.get(place).copied().unwrap_or(0.0)))
            .collect();
        let mut left = self.goods.clone();
        let mut visits = self.visits(stream);
        pass(
            &wanted,
            &mut Vec::new(),
            &mut left,
            &mut visits,
            |_, _, _| {},
        );
        self.sold(&left)
    }

    /// The same at once, with what the crowd misses and what large buyers do, who are listed or `alike`.
    fn at_once(&self, seed: u64, alike: bool) -> (Vec<f64>, [f64; 2]) {
        let mut left = self.goods.clone();
        let mut crowd = Aggregate::default();
        let mut visits = self.visits(Draws::new(seed, 0).stream(1, "at once", 0));
        assert!(crowd.begin(
            &self.open(),
            self.moments(),
            self.large.iter().sum(),
            &mut visits
        ));
        let places: Vec<u32> = (0..self.large.len() as u32).collect();
        let (mut alike, mut large) = match self.large.first() {
            Some(&wanted) if alike => (vec![Alike::new(&places, wanted)], Vec::new()),
            _ => (Vec::new(), (0..).zip(self.large.iter().copied()).collect()),
        };
        let unspent = pass_at_once(
            &mut crowd,
            &mut alike,
            &mut Listed::default(),
            &mut large,
            &mut left,
            &mut visits,
            |_, _, _| {},
        );
        let missed = large.iter().map(|(_, missed)| missed).sum::<f64>();
        (self.sold(&left), [unspent, missed])
    }
}

/// Mean, standard deviation and share of replications that are sold out, by seller.
fn figures(sales: &[Vec<f64>], goods: &[f64]) -> Vec<[f64; 3]> {
    let count = sales.len() as f64;
    let of = |seller: usize| {
        let column = sales.iter().map(|sold| sold[seller]);
        let mean = column.clone().sum::<f64>() / count;
        let variance = column.clone().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count;
        let out = column.filter(|&sold| sold >= goods[seller]).count();
        [mean, variance.sqrt(), out as f64 / count]
    };
    (0..goods.len()).map(of).collect()
}

/// Kolmogorov and Smirnov's distance of two samples.
fn distance(mut first: Vec<f64>, mut second: Vec<f64>) -> f64 {
    first.sort_unstable_by(f64::total_cmp);
    second.sort_unstable_by(f64::total_cmp);
    let below =
        |sample: &[f64], x: f64| sample.partition_point(|y| *y <= x) as f64 / sample.len() as f64;
    let gap = |x: &f64| (below(&first, *x) - below(&second, *x)).abs();
    first.iter().chain(&second).map(gap).fold(0.0, f64::max)
}

#[test]
fn sellers_sell_what_they_sell_to_buyers_that_come_singly() {
    const RUNS: u64 = 400;
    for (buyers, large, times, sellers, slack, frozen, alike) in [
        (60, 0, 0.5, 12, 1.05, false, false),
        (60, 0, 0.5, 12, 1.5, false, false),
        (300, 0, 0.5, 60, 1.2, false, false),
        (300, 0, 0.5, 60, 1.2, true, false),
        (4_000, 0, 0.5, 12, 1.05, false, false),
        (4_000, 0, 0.5, 12, 1.5, false, false),
        (20_000, 0, 0.5, 60, 1.2, false, false),
        (20_000, 0, 0.5, 60, 1.2, true, false),
        (4_000, 100, 0.5, 12, 1.05, false, false),
        (20_000, 500, 0.5, 60, 1.2, false, false),
        (4_000, 100, 0.5, 12, 1.05, false, true),
        (20_000, 500, 0.5, 60, 1.2, false, true),
        (20_000, 500, 0.5, 60, 1.2, true, true),
        (60, 300, 4.0, 60, 1.05, false, false),
        (60, 300, 4.0, 60, 1.2, false, true),
    ] {
        let mut market = Market::new(buyers, sellers, slack, frozen);
        if large > 0 {
            market = market.with_large(large, times);
        }
        let singly: Vec<_> = (0..RUNS).map(|seed| market.singly(seed)).collect();
        let at_once = (0..RUNS).map(|seed| market.at_once(seed, alike).0);
        let at_once: Vec<_> = at_once.collect();
        let one = figures(&singly, &market.goods);
        let other = figures(&at_once, &market.goods);
        let mut apart = 0;
        for seller in 0..sellers {
            let ([mean, sd, out], [mean_2, sd_2, out_2]) = (one[seller], other[seller]);
            let name =
                format!("seller {seller} of {sellers}, {buyers} and {large} buyers, slack {slack}");
            // Five standard errors of a difference of means and of shares, and 2 in 1000 of goods.
            let error = 5.0 * ((sd * sd + sd_2 * sd_2) / RUNS as f64).sqrt();
            let near = error + 0.002 * market.goods[seller];
            assert!((mean - mean_2).abs() < near, "{name}: mean {mean} {mean_2}");
            let share = 0.5 * (out + out_2);
            let near = 5.0 * (2.0 * share * (1.0 - share) / RUNS as f64).sqrt() + 0.02;
            assert!((out - out_2).abs() < near, "{name}: sold out {out} {out_2}");
            let column = |sales: &[Vec<f64>]| sales.iter().map(|sold| sold[seller]).collect();
            // The distance that two samples of one law exceed in 1 of 100.
            if distance(column(&singly), column(&at_once)) > 1.63 * (2.0 / RUNS as f64).sqrt() {
                apart += 1;
            }
        }
        assert!(
            apart <= 1 + sellers / 20,
            "{apart} of {sellers} sellers, slack {slack}"
        );
    }
}

#[test]
fn buyers_alike_miss_what_they_miss_singly() {
    const RUNS: u64 = 400;
    for (count, slack) in [(20, 1.05), (100, 0.99), (400, 0.9)] {
        let market = Market::new(4_000, 12, slack, false).with_large(count, 0.5);
        let buyers = market.wanted.len() as u32;
        let singly = |seed| {
            let mut waiting: Vec<(u32, f64)> = (0..)
                .zip([&market.wanted[..], &market.large].concat())
                .collect();
            let mut visits = market.visits(Draws::new(seed, 0).stream(1, "singly", 0));
            let mut left = market.goods.clone();
            pass(&(), &mut waiting, &mut left, &mut visits, |_, _, _| {});
            let of_large = waiting.iter().filter(|(buyer, _)| *buyer >= buyers);
            of_large.map(|(_, missed)| missed).sum::<f64>()
        };
        let alike = |seed| market.at_once(seed, true).1[1];
        let moments = |missed: Vec<f64>| {
            let mean = missed.iter().sum::<f64>() / RUNS as f64;
            let squares = missed.iter().map(|m| (m - mean) * (m - mean));
            (mean, squares.sum::<f64>() / RUNS as f64)
        };
        let (one, variance) = moments((0..RUNS).map(singly).collect());
        let (other, variance_2) = moments((0..RUNS).map(alike).collect());
        let error = ((variance + variance_2) / RUNS as f64).sqrt();
        assert!(error > 0.0 || slack > 1.0, "nobody misses anything");
        assert!(
            (one - other).abs() <= 4.0 * error,
            "{count}: {one} {other} {error}"
        );
    }
}

#[test]
fn few_buyers_are_not_matched_at_once() {
    let market = Market::new(20, 12, 1.2, false);
    let mut visits = market.visits(Draws::new(1, 0).stream(1, "few", 0));
    assert!(!Aggregate::default().begin(&market.open(), market.moments(), 0.0, &mut visits));
}

#[test]
fn who_owes_goods_to_firms_sells_none() {
    let mut market = Market::new(4_000, 12, 1.2, false);
    market.goods[3] = -5.0;
    let open: Vec<u32> = (0..12).filter(|&seller| seller != 3).collect();
    let stream = Draws::new(1, 0).stream(1, "owed", 0);
    let memory = Memory::default();
    let mut visits = RandomVisits::new(memory, &open, &market.weights, 0.5, false, stream);
    let (mut crowd, mut left) = (Aggregate::default(), market.goods.clone());
    assert!(crowd.begin(&open, market.moments(), 0.0, &mut visits));
    pass_at_once(
        &mut crowd,
        &mut [],
        &mut Listed::default(),
        &mut Vec::new(),
        &mut left,
        &mut visits,
        |_, _, _| {},
    );
    assert_eq!((left[3], crowd.sold()[3]), (-5.0, 0.0));
}

#[test]
fn too_little_is_sold_to_the_last() {
    let market = Market::new(4_000, 12, 0.9, false);
    assert_eq!(market.at_once(1, false).0, market.goods);
}

proptest! {
    #[test]
    fn all_demand_is_sold_and_nobody_sells_more_than_there_is(
        slack in 0.98_f64..1.02,
        sellers in 1_usize..40,
        buyers in 300_usize..3000,
        large in 0_usize..20,
        alike in any::<bool>(),
        seed in any::<u64>(),
    ) {
        let mut market = Market::new(buyers, sellers, slack, false);
        if large > 0 {
            market = market.with_large(large, 0.5);
        }
        let (sold, [of_crowd, of_large]) = market.at_once(seed, alike);
        let missed = of_crowd + of_large;
        let total: f64 = sold.iter().sum();
        let wanted = market.moments().sum + market.large.iter().sum::<f64>();
        prop_assert!(((total + missed) / wanted - 1.0).abs() < 1e-12, "{} {} {}", total, missed, wanted);
        let left: f64 = market.goods.iter().sum::<f64>() - total;
        prop_assert!(missed < 1e-9 * wanted || left < 1e-9 * wanted, "{} {}", missed, left);
        for (sold, goods) in sold.iter().zip(&market.goods) {
            prop_assert!(*sold >= 0.0 && sold <= goods);
        }
    }
}
