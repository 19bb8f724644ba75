//! Moments, quantiles and bootstrap bands of figures over runs.

use engine::random::{Draws, below};
use statistics::moments::{mean, standard_deviation};
use statistics::quantile;

/// Resamples of a bootstrap.
const RESAMPLES: usize = 500;
/// Most groups that are resampled.
const GROUPS: usize = 200;
/// Share of the resampled figures inside a band.
pub const COVERED: f64 = 0.9;

/// Mean, standard deviation and number of some figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// Mean.
    pub mean: f64,
    /// Standard deviation over runs, with n - 1; 0 of one figure.
    pub sd: f64,
    /// Figures there are.
    pub n: usize,
}

impl Moments {
    /// Of the finite ones among `figures`; nothing if there are none.
    pub fn of(figures: &[f64]) -> Option<Moments> {
        let figures = finite(figures);
        Some(Moments {
            mean: mean(&figures)?,
            sd: standard_deviation(&figures).unwrap_or(0.0),
            n: figures.len(),
        })
    }
}

/// The finite ones among `figures`, ascending.
pub fn sorted(figures: &[f64]) -> Vec<f64> {
    quantile::sorted(&finite(figures))
}

fn finite(figures: &[f64]) -> Vec<f64> {
    let finite = figures.iter().copied().filter(|figure| figure.is_finite());
    finite.collect()
}

/// Resamples of runs, the same for all figures, so that what is compared is comparable.
///
/// Runs are put together in at most 200 groups of equal size, run r in group r modulo their number:
/// the mean over resampled groups varies as that over resampled runs does, and its cost does not
/// grow with the runs, as that of [`statistics::bootstrap`] does.
pub struct Bootstrap {
    groups: usize,
    resamples: Vec<Vec<u32>>,
}

impl Bootstrap {
    /// Resamples of `runs`, drawn under `seed`.
    pub fn new(runs: usize, seed: u64) -> Self {
        let groups = runs.min(GROUPS);
        let draws = Draws::new(seed, 0);
        let resample = |index: usize| {
            let mut stream = draws.stream(0, "bootstrap", index as u64);
            let mut times = vec![0; groups];
            for _ in 0..groups {
                times[below(&mut stream, groups as u64).0 as usize] += 1;
            }
            times
        };
        Bootstrap {
            groups,
            resamples: (0..RESAMPLES).map(resample).collect(),
        }
    }

    /// Band of a ratio of sums over runs, from run by run what is above and what is below; figures
    /// that are not finite are left out.
    pub fn ratio(&self, above: &[f64], below: &[f64]) -> Option<(f64, f64)> {
        let mut sums = vec![(0.0, 0.0); self.groups];
        for (run, (above, below)) in above.iter().zip(below).enumerate() {
            if above.is_finite() && below.is_finite() {
                let sum = &mut sums[run % self.groups];
                sum.0 += above;
                sum.1 += below;
            }
        }
        let ratio = |times: &Vec<u32>| {
            let sum = |pick: fn(&(f64, f64)) -> f64| -> f64 {
                let groups = times.iter().zip(&sums);
                groups
                    .map(|(&times, sum)| f64::from(times) * pick(sum))
                    .sum()
            };
            sum(|sum| sum.0) / sum(|sum| sum.1)
        };
        let ratios: Vec<f64> = self.resamples.iter().map(ratio).collect();
        let ratios = sorted(&ratios);
        let tail = (1.0 - COVERED) / 2.0;
        let bound = |share| quantile::quantile(&ratios, share);
        Some((bound(tail)?, bound(1.0 - tail)?))
    }

    /// Band of the mean of `figures`.
    pub fn mean(&self, figures: &[f64]) -> Option<(f64, f64)> {
        let ones: Vec<f64> = figures.iter().map(|_| 1.0).collect();
        self.ratio(figures, &ones)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_by_hand() {
        let moments = Moments::of(&[1.0, f64::NAN, 3.0]).unwrap();
        assert_eq!((moments.mean, moments.n), (2.0, 2));
        assert!((moments.sd - 2.0_f64.sqrt()).abs() < 1e-15);
        assert_eq!(Moments::of(&[f64::NAN]), None);
        assert_eq!(Moments::of(&[4.0]).unwrap().sd, 0.0);
    }

    #[test]
    fn a_band_of_the_mean_is_as_wide_as_theory_says() {
        for runs in [100, 2000] {
            // Figures of a normal distribution, by a sum of uniform ones.
            let mut stream = Draws::new(5, 0).stream(0, "test", 0);
            let mut uniform = || (below(&mut stream, 1 << 30).0 as f64) / (1_u64 << 30) as f64;
            let figure = |_| (0..12).map(|_| uniform()).sum::<f64>() - 6.0;
            let figures: Vec<f64> = (0..runs).map(figure).collect();
            let moments = Moments::of(&figures).unwrap();
            let (low, high) = Bootstrap::new(runs, 1).mean(&figures).unwrap();
            // 5 and 95 per cent of a normal mean are 1.645 standard errors away.
            let error = moments.sd / (runs as f64).sqrt();
            for bound in [moments.mean - low, high - moments.mean] {
                let apart = bound / error / 1.645;
                assert!((0.85..1.15).contains(&apart), "{runs}: {apart}");
            }
        }
    }

    #[test]
    fn a_ratio_without_noise_has_a_band_of_no_width() {
        let above = [2.0, 4.0, 6.0];
        let below = [1.0, 2.0, 3.0];
        assert_eq!(Bootstrap::new(3, 1).ratio(&above, &below), Some((2.0, 2.0)));
    }
}
