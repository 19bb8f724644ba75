//! Buyers who all want the same, as foreign consumers do: many come together, and which of them came where is no
//! matter.
//!
//! Source: Devroye (1986), Non-Uniform Random Variate Generation, V.3. `n` uniform numbers in their order are the
//! sums of the first `1, ..., n` of `n + 1` exponential gaps, divided by the sum of all; laid along sellers'
//! chances, they tell how many visit each seller.

use super::random_visits::RandomVisits;
use super::visits::Visits;
use crate::numeric::pos;
use crate::random;

/// Buyers of one kind.
#[derive(Debug)]
pub(super) struct Alike<'a> {
    /// Number of all, and places of those still to come.
    all: usize,
    coming: &'a [u32],
    /// What each wants, more than nothing.
    wanted: f64,
    /// Gaps between visits.
    gaps: Vec<f32>,
}

impl<'a> Alike<'a> {
    /// Buyers at `places`, each of whom wants `wanted`.
    pub fn new(places: &'a [u32], wanted: f64) -> Self {
        Alike {
            all: places.len(),
            coming: places,
            wanted,
            gaps: Vec::new(),
        }
    }

    /// What all want.
    pub fn wanted_in_all(&self) -> f64 {
        self.all as f64 * self.wanted
    }

    /// As many come as are to have come by a `stage`; who finds a seller sold out meanwhile comes along next time.
    /// `waiting` is told of those served in part, with what they still want, `trade` of purchases, some together.
    pub fn come(
        &mut self,
        (stage, stages): (usize, usize),
        available: &mut [f64],
        visits: &mut RandomVisits,
        waiting: &mut Vec<(u32, f64)>,
        trade: &mut impl FnMut(u32, usize, f64),
    ) {
        let later = self.all - stage * self.all / stages;
        let number = self.coming.len().saturating_sub(later);
        if number == 0 || !visits.any_left() {
            return;
        }
        let mut gaps = std::mem::take(&mut self.gaps);
        gaps.resize(number + 1, 0.0);
        random::exponentials(visits.stream(), &mut gaps);
        let mut visits_at = gaps[..number].iter().scan(0.0, |at, &gap| {
            *at += f64::from(gap);
            Some(*at)
        });
        let all: f64 = gaps.iter().copied().map(f64::from).sum();
        let [by_price, by_size] = visits.rates().map(|rate| rate * all);
        let (mut chances, mut next) = (0.0, visits_at.next());
        for (seller, available) in available.iter_mut().enumerate() {
            let weights = visits.weights();
            chances += by_price * weights.price[seller] + by_size * weights.size[seller];
            let mut came = 0;
            while next.is_some_and(|at| at <= chances) {
                came += 1;
                next = visits_at.next();
            }
            if came == 0 {
                continue;
            }
            let goods = *available;
            let wanted = came as f64 * self.wanted;
            if goods > wanted {
                trade(self.coming[0], seller, wanted);
                *available = goods - wanted;
                self.coming = &self.coming[came..];
                continue;
            }
            trade(self.coming[0], seller, goods);
            *available = 0.0;
            visits.sold_out(seller);
            let whole = came.min((goods / self.wanted) as usize);
            self.coming = &self.coming[whole..];
            let rest = pos(goods - whole as f64 * self.wanted);
            if whole < came && rest > 0.0 {
                waiting.push((self.coming[0], self.wanted - rest));
                self.coming = &self.coming[1..];
            }
        }
        self.gaps = gaps;
    }

    /// Those still to come, with what they want.
    pub fn left(&self) -> impl Iterator<Item = (u32, f64)> {
        self.coming.iter().map(|&place| (place, self.wanted))
    }
}
