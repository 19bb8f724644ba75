//! Draws addressed by what they are for.
//!
//! A stream of draws is found by (seed, run, period, purpose, block), never by how many draws
//! came before. A branch that draws once more in one market shifts no other draw, and no draw
//! depends on threads.

use rand::{Rng, RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// A stream of draws.
pub type Stream = Xoshiro256PlusPlus;

/// Rows of a table that draw from one stream, the block of which is their place; other draws follow
/// from another number, which is why it is not the number of rows that a thread takes at a time.
pub(crate) const ROWS_PER_STREAM: usize = 4096;

/// All draws of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    seed: u64,
    run: u64,
}

impl Draws {
    /// Draws of run `run` under `seed`.
    pub fn new(seed: u64, run: u64) -> Self {
        Draws { seed, run }
    }

    /// The stream for `purpose` in `period`; `block` is a product, a block of agents, or 0.
    pub fn stream(&self, period: u32, purpose: &str, block: u64) -> Stream {
        let key = [
            self.seed,
            self.run,
            u64::from(period),
            name_hash(purpose),
            block,
        ];
        let mut seed = [0; 32];
        for (lane, bytes) in seed.chunks_exact_mut(8).enumerate() {
            let mut state = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(lane as u64 + 1);
            for word in key {
                state = mix(state ^ word).wrapping_add(0x9e37_79b9_7f4a_7c15);
            }
            bytes.copy_from_slice(&mix(state).to_le_bytes());
        }
        Stream::from_seed(seed)
    }
}

/// The finaliser of splitmix64.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// FNV-1a: a name keeps its stream whatever else is added.
fn name_hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A standard normal draw, by the transform of Box and Muller, with the same bits on every platform.
pub fn normal(stream: &mut Stream) -> f64 {
    let radius = (-2.0 * libm::log(1.0 - uniform(stream))).sqrt();
    radius * libm::cos(std::f64::consts::TAU * uniform(stream))
}

/// Fills `draws` with exponential draws of mean 1, with the same bits on every platform; in single precision, which
/// is enough for chance.
pub fn exponentials(stream: &mut Stream, draws: &mut [f32]) {
    for pair in draws.chunks_mut(2) {
        let bits = stream.next_u64();
        for (draw, bits) in pair.iter_mut().zip([bits as u32, (bits >> 32) as u32]) {
            *draw = part(bits);
        }
    }
    for draw in draws {
        *draw = -logarithm(*draw);
    }
}

/// Fills `draws` with standard normal draws, by the transform of Box and Muller, in the same way.
pub fn normals(stream: &mut Stream, draws: &mut [f32]) {
    for pair in draws.chunks_mut(2) {
        let bits = stream.next_u64();
        let radius = (-2.0 * logarithm(part(bits as u32))).sqrt();
        let (sin, cos) = libm::sincosf(std::f32::consts::TAU * part((bits >> 32) as u32));
        for (draw, direction) in pair.iter_mut().zip([cos, sin]) {
            *draw = radius * direction;
        }
    }
}

/// Tells a `number` of draws from (0, 1), in single precision, with the same bits on every platform.
#[expect(
    clippy::inline_always,
    reason = "compiled for the processor it is called on"
)]
#[inline(always)]
pub fn parts(stream: &mut Stream, number: usize, mut tell: impl FnMut(f32)) {
    for _ in 0..number / 2 {
        let bits = stream.next_u64();
        tell(part(bits as u32));
        tell(part((bits >> 32) as u32));
    }
    if number % 2 == 1 {
        tell(part(stream.next_u64() as u32));
    }
}

/// A number of (0, 1) from random bits, odd multiples of `2⁻²⁴`.
#[inline]
fn part(bits: u32) -> f32 {
    (2 * (bits >> 9) + 1) as i32 as f32 / 16_777_216.0
}

/// The natural logarithm of a positive number, to single precision, many at a time.
///
/// Source: Abramowitz and Stegun (1964), 4.1.27.   `ln m = 2 (s + s³/3 + s⁵/5 + ...)`, `s = (m-1)/(m+1)`
#[inline]
fn logarithm(x: f32) -> f32 {
    const ROOT_OF_HALF: i32 = 0x3f35_04f3;
    let bits = x.to_bits() as i32;
    let exponent = (bits - ROOT_OF_HALF) >> 23;
    let mantissa = f32::from_bits((bits - (exponent << 23)) as u32);
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let q = s * s;
    let series = 1.0 + q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0))));
    exponent as f32 * std::f32::consts::LN_2 + 2.0 * s * series
}

/// A uniform draw from `[0, 1)`.
pub fn uniform(stream: &mut Stream) -> f64 {
    stream.random()
}

/// The number at `place` in a row of numbers of [0, 1) that begins at `first` and whose every stretch
/// is spread evenly.   `(x_0 + n φ) mod 1`, `φ = (√5 - 1)/2`
///
/// Source: Kuipers and Niederreiter (1974), chapter 2, theorem 3.4: the discrepancy of `n` multiples of
/// a number whose partial quotients are bounded, here by 1, is of the order `log(n)/n`.
pub(crate) fn spread(first: f64, place: usize) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    (first + GOLDEN * place as f64).fract()
}

/// A uniform draw from `0..bound`, and the 64 bits left over, uniform and independent of it.
#[inline]
pub fn below(stream: &mut Stream, bound: u64) -> (u64, u64) {
    let product = u128::from(stream.next_u64()) * u128::from(bound);
    ((product >> 64) as u64, product as u64)
}

/// The place in which `draw` falls if [0, 1) is shared out by weight; none without weights.
pub(crate) fn weighted(weights: &[f64], draw: f64) -> Option<usize> {
    let mut left = draw * weights.iter().sum::<f64>();
    let mut last = None;
    for (place, &weight) in weights.iter().enumerate() {
        if weight > 0.0 {
            if left < weight {
                return Some(place);
            }
            left -= weight;
            last = Some(place);
        }
    }
    last
}

/// Puts `items` in uniformly random order.
pub fn shuffle<T>(stream: &mut Stream, items: &mut [T]) {
    for last in (1..items.len()).rev() {
        let (other, _) = below(stream, last as u64 + 1);
        items.swap(last, other as usize);
    }
}

/// Lists longer than this are shuffled in clusters.
pub const SHUFFLED_SINGLY: usize = 1 << 17;
/// Neighbours that stay together in a long list: a cache line of row numbers.
const CLUSTER: usize = 16;

/// Puts rows in random order, in the `room` of another list; the neighbours of a long list stay together
/// in clusters.
///
/// Every row's place is uniform. Shuffling millions of rows singly, and reading tables in that
/// order, takes four times as long as all that is done with the rows.
pub fn shuffle_rows<T: Copy>(stream: &mut Stream, rows: &mut Vec<T>, room: &mut Vec<T>) {
    if rows.len() <= SHUFFLED_SINGLY {
        return shuffle(stream, rows);
    }
    let mut clusters: Vec<u32> = (0..rows.len().div_ceil(CLUSTER) as u32).collect();
    shuffle(stream, &mut clusters);
    room.clear();
    room.reserve(rows.len());
    for cluster in clusters {
        let first = cluster as usize * CLUSTER;
        room.extend_from_slice(&rows[first..rows.len().min(first + CLUSTER)]);
    }
    std::mem::swap(rows, room);
}

/// Chooses `amount` distinct items uniformly and moves them to the front.
pub fn choose<T>(stream: &mut Stream, items: &mut [T], amount: usize) {
    for first in 0..amount.min(items.len()) {
        let (other, _) = below(stream, (items.len() - first) as u64);
        items.swap(first, first + other as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_depends_on_every_part_of_its_address() {
        let first =
            |draws: Draws, period, purpose, block| draws.stream(period, purpose, block).next_u64();
        let draws = Draws::new(1, 2);
        let here = first(draws, 3, "goods_market", 4);
        assert_eq!(here, first(draws, 3, "goods_market", 4));
        assert_ne!(here, first(Draws::new(2, 2), 3, "goods_market", 4));
        assert_ne!(here, first(Draws::new(1, 3), 3, "goods_market", 4));
        assert_ne!(here, first(draws, 4, "goods_market", 4));
        assert_ne!(here, first(draws, 3, "labour_market", 4));
        assert_ne!(here, first(draws, 3, "goods_market", 5));
    }

    #[test]
    fn every_order_of_three_is_equally_likely() {
        let mut stream = Draws::new(7, 0).stream(0, "test", 0);
        let mut seen = std::collections::BTreeMap::new();
        for _ in 0..60_000 {
            let mut items = [0, 1, 2];
            shuffle(&mut stream, &mut items);
            *seen.entry(items).or_insert(0) += 1;
        }
        assert_eq!(seen.len(), 6);
        // Standard deviation of a count is 91.
        assert!(
            seen.values().all(|&n: &i32| (n - 10_000).abs() < 450),
            "{seen:?}"
        );
    }

    #[test]
    fn long_lists_keep_every_row_and_move_clusters() {
        let mut stream = Draws::new(7, 0).stream(0, "test", 0);
        let rows: Vec<u32> = (0..SHUFFLED_SINGLY as u32 + 5).collect();
        let mut ordered = rows.clone();
        shuffle_rows(&mut stream, &mut ordered, &mut Vec::new());
        let first = ordered.iter().position(|&row| row == 0).unwrap();
        assert_ne!(first, 0);
        assert_eq!(ordered[first..first + CLUSTER], rows[..CLUSTER]);
        ordered.sort_unstable();
        assert_eq!(ordered, rows);
    }

    #[test]
    fn normals_have_mean_zero_and_variance_one() {
        let mut stream = Draws::new(7, 1).stream(0, "test", 0);
        let draws: Vec<f64> = (0..100_000).map(|_| normal(&mut stream)).collect();
        let mean = draws.iter().sum::<f64>() / 1e5;
        let variance = draws.iter().map(|z| z * z).sum::<f64>() / 1e5;
        assert!(mean.abs() < 0.015 && (variance - 1.0).abs() < 0.02);
    }

    #[test]
    fn normals_drawn_together_have_the_moments_of_their_law_and_no_correlation() {
        let mut draws = vec![0.0; 200_001];
        normals(&mut Draws::new(3, 1).stream(0, "test", 0), &mut draws);
        let count = draws.len() as f64;
        let moment = |power| draws.iter().map(|&z| f64::from(z).powi(power)).sum::<f64>() / count;
        // Four standard errors: the variances of z, z², z³ and z⁴ are 1, 2, 15 and 96.
        for (power, expected, variance) in [
            (1, 0.0, 1.0),
            (2, 1.0, 2.0),
            (3, 0.0, 15.0),
            (4, 3.0, 96.0_f64),
        ] {
            assert!(
                (moment(power) - expected).abs() < 4.0 * (variance / count).sqrt(),
                "{power}"
            );
        }
        let pairs = draws.as_chunks::<2>().0;
        let products = pairs.iter().map(|[a, b]| f64::from(a * b)).sum::<f64>();
        assert!(products.abs() < 4.0 * (count / 2.0).sqrt());
    }

    #[test]
    fn exponentials_have_mean_and_deviation_one_and_the_tail_of_their_law() {
        let mut draws = vec![0.0; 200_001];
        exponentials(&mut Draws::new(1, 0).stream(1, "test", 0), &mut draws);
        let count = draws.len() as f64;
        let mean =
            |of: fn(f64) -> f64| draws.iter().map(|&x| of(f64::from(x))).sum::<f64>() / count;
        // Four standard errors: the variances of x and x² are 1 and 20.
        assert!((mean(|x| x) - 1.0).abs() < 4.0 / count.sqrt());
        assert!((mean(|x| x * x) - 2.0).abs() < 4.0 * (20.0 / count).sqrt());
        let above = mean(|x| f64::from(u8::from(x > 5.0)));
        let expected = libm::exp(-5.0);
        assert!((above - expected).abs() < 4.0 * (expected / count).sqrt());
        assert!(draws.iter().all(|&x| x > 0.0 && x < 17.0));
    }

    #[test]
    fn logarithms_are_those_of_the_library() {
        for place in 1..=1_000_000 {
            let x = place as f32 / 1_000_000.0;
            let exact = libm::log(f64::from(x));
            assert!(
                (f64::from(logarithm(x)) - exact).abs() < 3e-7 * (1.0 - exact),
                "{x}"
            );
        }
    }

    #[test]
    fn chosen_items_are_distinct_and_uniform() {
        let mut stream = Draws::new(9, 0).stream(0, "test", 0);
        let mut counts = [0; 5];
        for _ in 0..50_000 {
            let mut items = [0, 1, 2, 3, 4];
            choose(&mut stream, &mut items, 2);
            assert_ne!(items[0], items[1]);
            counts[items[0]] += 1;
            counts[items[1]] += 1;
        }
        assert!(
            counts.iter().all(|&n: &i32| (n - 20_000).abs() < 600),
            "{counts:?}"
        );
    }
}
