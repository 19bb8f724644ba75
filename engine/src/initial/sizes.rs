//! How the employees of an industry are split over its firms.

use std::ops::RangeInclusive;

use crate::parameters::SizeBands;
use crate::random::{self, Stream};

/// Sizes that add up to `employees`, at least one each, roughly a power law of density exponent 2.
///
/// Source: SPEC 2.5. `x_k = 1/(1 - u_k)`, scaled and rounded, then corrected by single persons at
/// random firms until the total is met.
pub fn power_law(firms: u32, employees: u32, stream: &mut Stream) -> Vec<u32> {
    debug_assert!(employees >= firms, "checked with the model");
    if firms == 1 {
        return vec![employees];
    }
    let draws: Vec<f64> = (0..firms)
        .map(|_| 1.0 / (1.0 - random::uniform(stream)))
        .collect();
    let total: f64 = draws.iter().sum();
    let mut sizes: Vec<u32> = draws
        .iter()
        .map(|x| (f64::from(employees) * x / total).round().max(1.0) as u32)
        .collect();
    correct(&mut sizes, employees, |_| 1, stream);
    sizes
}

/// Sizes that add up to `employees`, at least one each, as many in each of `bands` as it says.
///
/// In a closed band they are drawn by the same power law cut to the band; in an open one they begin
/// with its lower end. What is left is shared by the power law among the firms of the highest band that
/// has any. Where nothing is left but too many are there, single persons go from random firms, within
/// their bands as long as there is room.
pub fn banded(bands: &SizeBands, employees: u32, stream: &mut Stream) -> Vec<u32> {
    let mut sizes = Vec::new();
    let mut least = Vec::new();
    for (range, firms) in bands {
        least.extend(std::iter::repeat_n(*range.start(), *firms as usize));
        sizes.extend((0..*firms).map(|_| within(range, stream)));
    }
    debug_assert!(employees as usize >= sizes.len(), "checked with the model");
    let left = i64::from(employees) - sizes.iter().map(|&n| i64::from(n)).sum::<i64>();
    let highest = bands
        .iter()
        .rev()
        .map(|(_, firms)| *firms)
        .find(|&firms| firms > 0);
    if let (1.., Some(firms)) = (left, highest) {
        // Everybody has one in a split, which is one more than here.
        let more = power_law(firms, left as u32 + firms, stream);
        let highest = sizes.iter_mut().rev();
        highest.zip(more).for_each(|(size, more)| *size += more - 1);
    }
    correct(&mut sizes, employees, |row| least[row], stream);
    correct(&mut sizes, employees, |_| 1, stream);
    // Nothing else about a firm shall follow from its band.
    random::shuffle(stream, &mut sizes);
    sizes
}

/// A size by the power law in a closed band, the lower end of an open one.
fn within(band: &RangeInclusive<u32>, stream: &mut Stream) -> u32 {
    let share = random::uniform(stream);
    if *band.end() >= OPEN {
        return *band.start();
    }
    let (low, above) = (f64::from(*band.start()), f64::from(*band.end()) + 1.0);
    let size = 1.0 / (1.0 / low - share * (1.0 / low - 1.0 / above));
    (size as u32).clamp(*band.start(), *band.end())
}

/// From here on a band has no upper end.
const OPEN: u32 = u32::MAX - 1;

/// Adds or takes single persons at random firms until the sizes add up to `employees`, or all are the
/// smallest that they may be.
fn correct(
    sizes: &mut [u32],
    employees: u32,
    smallest: impl Fn(usize) -> u32,
    stream: &mut Stream,
) {
    loop {
        let excess = sizes.iter().map(|&n| i64::from(n)).sum::<i64>() - i64::from(employees);
        let all = 0..sizes.len();
        let mut rows: Vec<usize> = match excess {
            0 => return,
            ..0 => all.collect(),
            1.. => all.filter(|&row| sizes[row] > smallest(row)).collect(),
        };
        if rows.is_empty() {
            return;
        }
        let changes = rows.len().min(excess.unsigned_abs() as usize);
        random::choose(stream, &mut rows, changes);
        for &row in &rows[..changes] {
            sizes[row] = if excess < 0 {
                sizes[row] + 1
            } else {
                sizes[row] - 1
            };
        }
    }
}

/// Deterministic variant: equal sizes, halves rounded away from zero; they need not add up.
///
/// Source: SPEC 6.1.
pub fn equal(firms: u32, employees: u32) -> Vec<u32> {
    vec![equal_size(firms, employees); firms as usize]
}

/// Employees of each firm in the deterministic variant \[persons\].
pub fn equal_size(firms: u32, employees: u32) -> u32 {
    (f64::from(employees) / f64::from(firms)).round().max(1.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Draws;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sizes_are_positive_and_add_up(firms in 1_u32..200, extra in 0_u32..5000, seed in any::<u64>()) {
            let sizes = power_law(firms, firms + extra, &mut Draws::new(seed, 0).stream(0, "test", 0));
            prop_assert_eq!(sizes.len(), firms as usize);
            prop_assert!(sizes.iter().all(|&n| n >= 1));
            prop_assert_eq!(sizes.iter().sum::<u32>(), firms + extra);
        }
    }

    #[test]
    fn large_firms_follow_the_power_law() {
        // P(N > x) is about c/x: twice the size, half the firms.
        let sizes = power_law(
            100_000,
            1_000_000,
            &mut Draws::new(5, 0).stream(0, "test", 0),
        );
        let above = |size: u32| sizes.iter().filter(|&&n| n > size).count() as f64;
        for size in [5, 10, 20, 40] {
            let ratio = above(size) / above(2 * size);
            assert!((1.7..2.4).contains(&ratio), "{size}: {ratio}");
        }
    }

    #[test]
    fn bands_are_met_and_the_open_one_takes_what_is_left() {
        let bands = vec![
            (1..=1, 500),
            (1..=3, 300),
            (4..=8, 60),
            (9..=18, 20),
            (249..=OPEN, 4),
        ];
        let sizes = banded(&bands, 4000, &mut Draws::new(5, 0).stream(0, "test", 0));
        assert_eq!(sizes.len(), 884);
        assert_eq!(sizes.iter().sum::<u32>(), 4000);
        let between = |range: RangeInclusive<u32>| -> usize {
            sizes.iter().filter(|&size| range.contains(size)).count()
        };
        let found = [1..=3, 4..=8, 9..=18, 19..=248, 249..=OPEN].map(between);
        assert_eq!(found, [800, 60, 20, 0, 4]);
        assert!(between(2..=3) > 20 && sizes[..500].iter().any(|&size| size > 3));
    }

    #[test]
    fn where_bands_leave_no_room_the_total_is_met_all_the_same() {
        let draws = || Draws::new(7, 0).stream(0, "test", 0);
        let many = banded(&vec![(1..=1, 3), (1..=3, 2)], 30, &mut draws());
        assert_eq!(many.iter().sum::<u32>(), 30);
        let few = banded(
            &vec![(1..=1, 3), (4..=8, 2), (249..=OPEN, 1)],
            8,
            &mut draws(),
        );
        assert_eq!(few.iter().sum::<u32>(), 8);
        assert!(few.iter().all(|&size| size >= 1));
    }

    #[test]
    fn equal_sizes_round_halves_up() {
        assert_eq!(equal(2, 5), [3, 3]);
        assert_eq!(equal(3, 4), [1, 1, 1]);
    }
}
