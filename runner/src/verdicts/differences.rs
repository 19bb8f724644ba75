//! Differences between two branches with the same draws: their mean over the runs, the 90 % band of
//! that mean, and its size beside the reference.
//!
//! The band is that of [`Moments`], as in `effects.parquet`, from sums that are kept as runs come in.

use crate::evaluation::bands::Moments;

/// Differences of one series in one quarter, run by run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Differences {
    runs: usize,
    mean: f64,
    /// Sum of squared deviations from the mean.
    squares: f64,
    /// Sum of the reference.
    reference: f64,
}

/// What the differences of a quarter amount to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Mean difference.
    pub mean: f64,
    /// Band of the mean; nothing of one run.
    pub band: Option<(f64, f64)>,
    /// Mean difference in per cent of the mean of the reference; nothing where that is 0.
    pub pct: Option<f64>,
}

/// What is smaller, as a part of the reference, is rounding.
const ROUNDING: f64 = 1e-10;

impl Differences {
    /// One run more, of the branch and of the reference.
    pub fn add(&mut self, own: f64, reference: f64) {
        self.runs += 1;
        let difference = own - reference;
        let off = difference - self.mean;
        self.mean += off / self.runs as f64;
        self.squares += off * (difference - self.mean);
        self.reference += reference;
    }

    /// What they amount to; nothing without a run.
    pub fn effect(&self) -> Option<Effect> {
        let runs = self.runs as f64;
        let level = (self.reference / runs).abs();
        let shown = |figure: f64| {
            if figure.abs() <= ROUNDING * level {
                0.0
            } else {
                figure
            }
        };
        let moments = Moments {
            mean: self.mean,
            sd: (self.squares / (runs - 1.0)).sqrt(),
            n: self.runs,
        };
        let mean = shown(self.mean);
        (self.runs > 0).then(|| Effect {
            mean,
            band: (moments.band()).map(|(low, high)| (shown(low), shown(high))),
            pct: (level > 0.0).then(|| 100.0 * mean / level),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Differences;

    #[test]
    fn a_band_worked_by_hand() {
        let mut differences = Differences::default();
        assert_eq!(differences.effect(), None);
        differences.add(103.0, 100.0);
        let one = differences.effect().unwrap();
        assert_eq!((one.mean, one.band), (3.0, None));
        assert_eq!(one.pct, Some(3.0));
        differences.add(101.0, 100.0);
        differences.add(105.0, 100.0);
        // Mean 3, deviation 2, error 2 / sqrt 3, t of two degrees of freedom 2.920.
        let three = differences.effect().unwrap();
        let (low, high) = three.band.unwrap();
        assert!((three.mean - 3.0).abs() < 1e-12);
        assert!((high - three.mean - 2.920 * 2.0 / 3.0_f64.sqrt()).abs() < 1e-12);
        assert!((three.mean - low - (high - three.mean)).abs() < 1e-12);
    }

    #[test]
    fn rounding_is_no_difference() {
        let mut differences = Differences::default();
        for reference in [100.0, 101.0, 102.0] {
            differences.add(reference - 2e-14, reference);
        }
        let effect = differences.effect().unwrap();
        assert_eq!((effect.mean, effect.band), (0.0, Some((0.0, 0.0))));
    }
}
