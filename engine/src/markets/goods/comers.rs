//! Buyers who come in stages, many together, each of whom visits one seller.
//!
//! Source: Devroye (1986), Non-Uniform Random Variate Generation, V.3. `n` uniform numbers in their order are the
//! sums of the first `1, ..., n` of `n + 1` exponential gaps, divided by the sum of all; laid along sellers'
//! chances, they tell how many visit each seller. Sellers are read in their order, and no table of chances is made.
//! Where they are few, the numbers are taken as they are drawn.
//!
//! Differs from single visits: who finds a seller sold out by another of the same stage comes along next time.

use pulp::{Arch, Simd, WithSimd};

use super::random_visits::{BLOCK, RandomVisits, Weights};
use super::rationing::Round;
use super::visits::Visits;
use crate::numeric::pos;
use crate::random;

impl<T: FnMut(u32, usize, f64)> Round<'_, RandomVisits, T> {
    /// A `number` of buyers visit; `visit` is told of sellers that some come to, in their order, and of how many come.
    fn lay(&mut self, number: usize, visit: impl FnMut(&mut Self, usize, usize)) {
        if number == 0 || !self.visits.any_left() {
            return;
        }
        if self.available.len() <= FEW {
            Arch::new().dispatch(AmongFew {
                round: self,
                number,
                visit,
            });
            return;
        }
        let mut gaps = std::mem::take(self.visits.gaps());
        gaps.resize(number + 1, 0.0);
        random::exponentials(self.visits.stream(), &mut gaps);
        Arch::new().dispatch(Line {
            round: self,
            gaps: &gaps,
            visit,
        });
        *self.visits.gaps() = gaps;
    }

    /// A buyer takes what a seller has left.
    fn sell_out(&mut self, seller: usize, buyer: u32, wanted: f64) {
        let goods = std::mem::take(&mut self.available[seller]);
        (self.trade)(buyer, seller, goods);
        self.visits.sold_out(seller);
        if goods < wanted {
            self.waiting.push((buyer, wanted - goods));
        }
    }
}

/// Sellers that a visit is compared with all at once, at most.
const FEW: usize = 2 * BLOCK;

/// Sellers in the same line, few enough that marks need no order.
struct AmongFew<'r, R, F> {
    round: &'r mut R,
    number: usize,
    visit: F,
}

impl<'a, T, F> WithSimd for AmongFew<'_, Round<'a, RandomVisits, T>, F>
where
    T: FnMut(u32, usize, f64),
    F: FnMut(&mut Round<'a, RandomVisits, T>, usize, usize),
{
    type Output = ();

    #[expect(
        clippy::inline_always,
        reason = "compiled for the processor it is called on"
    )]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let AmongFew {
            round,
            number,
            mut visit,
        } = self;
        let [by_price, by_size] = round.visits.rates();
        let Weights { price, size } = round.visits.weights();
        let (mut ends, mut reached) = ([0.0_f32; FEW], 0.0);
        let chances = price
            .iter()
            .zip(size)
            .map(|(p, s)| by_price * p + by_size * s);
        for (end, chance) in ends.iter_mut().zip(chances.chain(std::iter::repeat(0.0))) {
            reached += chance;
            *end = reached as f32;
        }
        let mut beyond = [0_u32; FEW];
        random::parts(round.visits.stream(), number, |part| {
            // One that is closed ends where the one before it does.
            let mark = part * reached as f32;
            for (beyond, end) in beyond.iter_mut().zip(ends) {
                *beyond += u32::from(end < mark);
            }
        });
        let mut before = number as u32;
        for (seller, beyond) in beyond.into_iter().enumerate() {
            let came = before - beyond;
            before = beyond;
            if came > 0 {
                visit(round, seller, came as usize);
            }
        }
    }
}

/// Sellers in a line, as long as their chances, along which visits are laid.
struct Line<'r, R, F> {
    round: &'r mut R,
    gaps: &'r [f32],
    visit: F,
}

impl<'a, T, F> WithSimd for Line<'_, Round<'a, RandomVisits, T>, F>
where
    T: FnMut(u32, usize, f64),
    F: FnMut(&mut Round<'a, RandomVisits, T>, usize, usize),
{
    type Output = ();

    #[expect(
        clippy::inline_always,
        reason = "compiled for the processor it is called on"
    )]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Line {
            round,
            gaps,
            mut visit,
        } = self;
        let (eights, last) = gaps.as_chunks::<BLOCK>();
        let mut lanes = [0.0; BLOCK];
        for eight in eights {
            for (lane, gap) in lanes.iter_mut().zip(eight) {
                *lane += f64::from(*gap);
            }
        }
        let all: f64 = lanes
            .into_iter()
            .chain(last.iter().map(|&gap| gap.into()))
            .sum();
        let mut marks = gaps[..gaps.len() - 1].iter().scan(0.0, |mark, &gap| {
            *mark += f64::from(gap);
            Some(*mark)
        });
        let mut next = marks.next();
        let [by_price, by_size] = round.visits.rates().map(|rate| rate * all);
        let mut reached = 0.0;
        // Those whom nobody visits are passed over together.
        for block in 0..round.available.len().div_ceil(BLOCK) {
            let Weights { price, size } = round.visits.weights();
            let weights = [price, size].map(|of| &of.as_chunks::<BLOCK>().0[block]);
            let mut ends: [f64; BLOCK] = std::array::from_fn(|seller| {
                by_price * weights[0][seller] + by_size * weights[1][seller]
            });
            // Sums up to each, of both halves side by side.
            for seller in 1..BLOCK / 2 {
                ends[seller] += ends[seller - 1];
                ends[BLOCK / 2 + seller] += ends[BLOCK / 2 + seller - 1];
            }
            for seller in BLOCK / 2..BLOCK {
                ends[seller] += ends[BLOCK / 2 - 1];
            }
            let before = reached;
            reached += ends[BLOCK - 1];
            if next.is_none_or(|mark| mark > reached) {
                continue;
            }
            // Marks beyond the end of each.
            let (mut marked, mut beyond) = (0, [0_u64; BLOCK]);
            while let Some(mark) = next.filter(|&mark| mark <= reached) {
                // One that is closed ends where the one before it does; so does one after the last.
                let within = (mark - before).min(ends[BLOCK - 1]);
                for (beyond, &end) in beyond.iter_mut().zip(&ends) {
                    *beyond += u64::from(end < within);
                }
                marked += 1;
                next = marks.next();
            }
            let mut came = [0; BLOCK];
            let before = [marked].into_iter().chain(beyond);
            for (came, (before, beyond)) in came.iter_mut().zip(before.zip(beyond)) {
                *came = before - beyond;
            }
            let visited = came.iter().zip(0..);
            let mut visited = visited.fold(0, |bits, (&came, seller)| {
                bits | u64::from(came > 0) << seller
            });
            while visited != 0 {
                let seller = visited.trailing_zeros() as usize;
                visited &= visited - 1;
                visit(round, BLOCK * block + seller, came[seller] as usize);
            }
        }
    }
}

/// Buyers in random order, with what they want; their memory is used again and again.
#[derive(Debug, Default)]
pub(super) struct Listed {
    all: Vec<(u32, f64)>,
    /// How many have come.
    come: usize,
    /// Those who come, and those of them who come again.
    coming: Vec<(u32, f64)>,
    late: Vec<(u32, f64)>,
}

impl Listed {
    /// Takes those who are `waiting` in place of those it had, in random order.
    pub fn take(&mut self, waiting: &mut Vec<(u32, f64)>, visits: &mut RandomVisits) {
        self.all.clear();
        std::mem::swap(&mut self.all, waiting);
        visits.order_list(&mut self.all);
        self.come = 0;
        self.late.clear();
    }

    /// As many come as are to have come by a `stage`.
    pub fn come<T: FnMut(u32, usize, f64)>(
        &mut self,
        (stage, stages): (usize, usize),
        round: &mut Round<RandomVisits, T>,
    ) {
        let until = stage * self.all.len() / stages;
        self.coming.clear();
        self.coming.extend_from_slice(&self.all[self.come..until]);
        self.come = until;
        for late in self.late.drain(..) {
            let place = random::below(round.visits.stream(), self.coming.len() as u64 + 1).0;
            self.coming.push(late);
            let last = self.coming.len() - 1;
            self.coming.swap(place as usize, last);
        }
        let mut buyers = self.coming.iter().copied();
        let late = &mut self.late;
        round.lay(self.coming.len(), |round, seller, came| {
            for (buyer, wanted) in buyers.by_ref().take(came) {
                let goods = round.available[seller];
                if goods > wanted {
                    round.available[seller] = goods - wanted;
                    (round.trade)(buyer, seller, wanted);
                } else if goods > 0.0 {
                    round.sell_out(seller, buyer, wanted);
                } else {
                    late.push((buyer, wanted));
                }
            }
        });
        late.extend(buyers);
    }

    /// Those who found no seller that had something.
    pub fn left(&self) -> impl Iterator<Item = (u32, f64)> {
        self.late.iter().copied()
    }
}

/// Buyers who all want the same, as foreign consumers do; which of them came where is no matter.
#[derive(Debug)]
pub(super) struct Alike<'a> {
    /// Number of all, and places of those still to come.
    all: usize,
    coming: &'a [u32],
    /// What each wants, more than nothing if there are any.
    wanted: f64,
}

impl<'a> Alike<'a> {
    /// Buyers at `places`, each of whom wants `wanted`.
    pub fn new(places: &'a [u32], wanted: f64) -> Self {
        Alike {
            all: places.len(),
            coming: places,
            wanted,
        }
    }

    /// What all want.
    pub fn wanted_in_all(&self) -> f64 {
        self.all as f64 * self.wanted
    }

    /// As many come as are to have come by a `stage`; purchases from a seller are told together.
    pub fn come<T: FnMut(u32, usize, f64)>(
        &mut self,
        (stage, stages): (usize, usize),
        round: &mut Round<RandomVisits, T>,
    ) {
        let later = self.all - stage * self.all / stages;
        let number = self.coming.len().saturating_sub(later);
        let (coming, each) = (&mut self.coming, self.wanted);
        round.lay(number, |round, seller, came| {
            let goods = round.available[seller];
            let wanted = came as f64 * each;
            if goods > wanted {
                round.available[seller] = goods - wanted;
                (round.trade)(coming[0], seller, wanted);
                *coming = &coming[came..];
                return;
            }
            let whole = came.min((goods / each) as usize);
            let rest = pos(goods - whole as f64 * each);
            let buyer = coming[whole.min(coming.len() - 1)];
            if whole < came && rest > 0.0 {
                *coming = &coming[whole + 1..];
                round.sell_out(seller, buyer, goods + each - rest);
            } else {
                *coming = &coming[whole..];
                round.sell_out(seller, buyer, goods);
            }
        });
    }

    /// Those who found no seller that had something.
    pub fn left(&self) -> impl Iterator<Item = (u32, f64)> {
        self.coming.iter().map(|&place| (place, self.wanted))
    }
}
