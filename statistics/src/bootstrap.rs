//! Percentile bands of a statistic of runs, by drawing runs anew with replacement.
//!
//! Source: Efron and Tibshirani (1993), chapter 13. The statistic is computed for `resamples` draws
//! of as many runs as there are; the band lies between the quantiles `(1 - coverage) / 2` and
//! `(1 + coverage) / 2` of what comes out. Runs are drawn whole, with all their branches and dates,
//! so that what belongs together stays together.

use crate::Unavailable;
use crate::draws::Draws;
use crate::quantile;
use crate::unavailable::{at_least, same_length};

/// How often runs are drawn anew, and from which seed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resampling {
    /// Number of draws of all runs.
    pub resamples: usize,
    /// Share of the resampled statistics that lies within a band, between 0 and 1.
    pub coverage: f64,
    /// Seed of the draws.
    pub seed: u64,
}

/// A statistic and where it lies when runs are drawn anew [unit of the statistic].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// The statistic of the runs as they are.
    pub estimate: f64,
    /// Lower end of the band.
    pub low: f64,
    /// Upper end of the band.
    pub high: f64,
    /// How many of the resamples gave a figure; the band rests on these.
    pub resamples: usize,
}

impl Resampling {
    /// The band of one statistic of `runs` runs. The statistic is given the places of the drawn runs,
    /// and gives none where it does not exist.
    ///
    /// # Errors
    /// Without runs or resamples, for a coverage outside 0 to 1, or if the statistic of the runs as
    /// they are, or that of every resample, does not exist.
    pub fn band(
        &self,
        runs: usize,
        statistic: impl Fn(&[usize]) -> Option<f64>,
    ) -> Result<Band, Unavailable> {
        let bands = self.bands(runs, 1, |drawn, figures| {
            figures[0] = statistic(drawn).unwrap_or(f64::NAN);
        })?;
        bands[0].ok_or(Unavailable::Constant)
    }

    /// The bands of `width` statistics at once, such as a path of effects; the same runs are drawn for
    /// all of them. The statistic writes its figures, and not-a-number where one does not exist; the
    /// band is none where that is so for the runs as they are or in every resample.
    ///
    /// # Errors
    /// Without runs or resamples, or for a coverage outside 0 to 1.
    pub fn bands(
        &self,
        runs: usize,
        width: usize,
        statistic: impl Fn(&[usize], &mut [f64]),
    ) -> Result<Vec<Option<Band>>, Unavailable> {
        at_least(1, runs)?;
        at_least(1, self.resamples)?;
        if !(self.coverage > 0.0 && self.coverage < 1.0) {
            return Err(Unavailable::Outside {
                what: "coverage",
                value: self.coverage,
                range: "0 to 1",
            });
        }
        let mut drawn: Vec<usize> = (0..runs).collect();
        let mut figures = vec![f64::NAN; width];
        statistic(&drawn, &mut figures);
        let estimates = figures.clone();

        let mut resampled = vec![Vec::with_capacity(self.resamples); width];
        let mut draws = Draws::new(self.seed);
        for _ in 0..self.resamples {
            drawn.fill_with(|| draws.below(runs));
            figures.fill(f64::NAN);
            statistic(&drawn, &mut figures);
            for (sample, &figure) in resampled.iter_mut().zip(&figures) {
                if !figure.is_nan() {
                    sample.push(figure);
                }
            }
        }
        let bands = estimates.iter().zip(resampled);
        Ok(bands
            .map(|(&estimate, sample)| self.between(estimate, &sample))
            .collect())
    }

    /// The band of a statistic of values, one a run.
    ///
    /// # Errors
    /// As for [`Resampling::band`].
    pub fn of(
        &self,
        values: &[f64],
        statistic: impl Fn(&[f64]) -> Option<f64>,
    ) -> Result<Band, Unavailable> {
        self.band(values.len(), |drawn| statistic(&pick(values, drawn)))
    }

    /// The band of a statistic of pairs, such as a run with a shock and the same run without; a pair is
    /// drawn as a whole.
    ///
    /// # Errors
    /// As for [`Resampling::band`], and if the two differ in length.
    pub fn paired(
        &self,
        left: &[f64],
        right: &[f64],
        statistic: impl Fn(&[f64], &[f64]) -> Option<f64>,
    ) -> Result<Band, Unavailable> {
        same_length(left, right)?;
        self.band(left.len(), |drawn| {
            statistic(&pick(left, drawn), &pick(right, drawn))
        })
    }

    fn between(&self, estimate: f64, sample: &[f64]) -> Option<Band> {
        if estimate.is_nan() {
            return None;
        }
        let sorted = quantile::sorted(sample);
        Some(Band {
            estimate,
            low: quantile::quantile(&sorted, (1.0 - self.coverage) / 2.0)?,
            high: quantile::quantile(&sorted, f64::midpoint(1.0, self.coverage))?,
            resamples: sorted.len(),
        })
    }
}

fn pick(values: &[f64], drawn: &[usize]) -> Vec<f64> {
    drawn.iter().map(|&run| values[run]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moments::mean;

    const RESAMPLING: Resampling = Resampling {
        resamples: 2000,
        coverage: 0.9,
        seed: 1,
    };

    #[test]
    fn runs_that_agree_have_no_width() {
        let band = RESAMPLING.of(&[3.0; 5], mean).unwrap();
        assert_eq!((band.estimate, band.low, band.high), (3.0, 3.0, 3.0));
        assert_eq!(band.resamples, 2000);
    }

    #[test]
    fn of_two_runs_reaches_both() {
        // The mean of two draws of {0, 1} is 0, 1/2, 1 with chances 1/4, 1/2, 1/4.
        let band = RESAMPLING.of(&[0.0, 1.0], mean).unwrap();
        assert_eq!((band.estimate, band.low, band.high), (0.5, 0.0, 1.0));
    }

    #[test]
    fn pairs_stay_together() {
        let left = [5.0, 9.0, 1.0, 7.0];
        let right = [4.0, 8.0, 0.0, 6.0];
        let difference = |l: &[f64], r: &[f64]| Some(mean(l)? - mean(r)?);
        let band = RESAMPLING.paired(&left, &right, difference).unwrap();
        assert_eq!((band.estimate, band.low, band.high), (1.0, 1.0, 1.0));
    }

    #[test]
    fn statistics_that_do_not_exist_are_told() {
        let ratio = |values: &[f64]| (values[0] != 0.0).then(|| 1.0 / values[0]);
        let some = RESAMPLING.of(&[1.0, 0.0], ratio).unwrap();
        assert!(some.resamples > 900 && some.resamples < 1100);
        assert!(RESAMPLING.of(&[0.0, 1.0], ratio).is_err());
        assert!(RESAMPLING.of(&[], mean).is_err());
        let wide = Resampling {
            coverage: 1.0,
            ..RESAMPLING
        };
        assert!(wide.of(&[1.0], mean).is_err());
    }

    #[test]
    fn several_statistics_use_the_same_runs() {
        let values = [1.0, 4.0, 9.0, 2.0];
        let both = RESAMPLING
            .bands(4, 2, |drawn, figures| {
                let sum: f64 = drawn.iter().map(|&run| values[run]).sum();
                figures[0] = sum / 4.0;
                figures[1] = sum;
            })
            .unwrap();
        let (one, four) = (both[0].unwrap(), both[1].unwrap());
        assert_eq!(4.0 * one.low, four.low);
        assert_eq!(one, RESAMPLING.of(&values, mean).unwrap());
    }
}
