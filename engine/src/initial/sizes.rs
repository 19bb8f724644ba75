//! How the employees of an industry are split over its firms.

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
    loop {
        let excess = sizes.iter().map(|&n| i64::from(n)).sum::<i64>() - i64::from(employees);
        let mut rows: Vec<usize> = match excess {
            0 => return sizes,
            ..0 => (0..sizes.len()).collect(),
            1.. => (0..sizes.len()).filter(|&row| sizes[row] > 1).collect(),
        };
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
    fn equal_sizes_round_halves_up() {
        assert_eq!(equal(2, 5), [3, 3]);
        assert_eq!(equal(3, 4), [1, 1, 1]);
    }
}
