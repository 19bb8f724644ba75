//! Differences between two branches with the same draws: their mean over the runs, the 90 % band of
//! that mean, and its size beside the reference.
//!
//! The band is that of Student's t: it needs only sums, which are kept as runs come in, and with few runs
//! it is as wide as it must be. The bootstrap of `effects.parquet` stays between the figures there are,
//! so that two runs which happen to agree in sign would be enough for a check. With many runs the two
//! bands agree. One run alone has none: there the difference is what it is.

/// Differences of one series in one quarter, run by run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Differences {
    runs: u32,
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
    /// Lower end of the band of the mean.
    pub low: f64,
    /// Upper end of the band of the mean.
    pub high: f64,
    /// Mean difference in per cent of the mean of the reference; nothing where that is 0.
    pub pct: Option<f64>,
}

impl Differences {
    /// One run more, of the branch and of the reference.
    pub fn add(&mut self, own: f64, reference: f64) {
        self.runs += 1;
        let difference = own - reference;
        let off = difference - self.mean;
        self.mean += off / f64::from(self.runs);
        self.squares += off * (difference - self.mean);
        self.reference += reference;
    }

    /// What they amount to; nothing without a run.
    pub fn effect(&self) -> Option<Effect> {
        if self.runs == 0 {
            return None;
        }
        let runs = f64::from(self.runs);
        let wide = match self.runs {
            1 => 0.0,
            _ => student(self.runs - 1) * (self.squares / (runs - 1.0) / runs).sqrt(),
        };
        let level = (self.reference / runs).abs();
        Some(Effect {
            mean: self.mean,
            low: self.mean - wide,
            high: self.mean + wide,
            pct: (level > 0.0).then(|| 100.0 * self.mean / level),
        })
    }
}

/// The figure that Student's t with `freedom` degrees of freedom exceeds in 5 % of all cases.
///
/// Source: Abramowitz and Stegun (1964), table 26.10; from 31 on the first two terms of 26.7.5.
fn student(freedom: u32) -> f64 {
    const TABLE: [f64; 30] = [
        6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771,
        1.761, 1.753, 1.746, 1.740, 1.734, 1.729, 1.725, 1.721, 1.717, 1.714, 1.711, 1.708, 1.706,
        1.703, 1.701, 1.699, 1.697,
    ];
    const NORMAL: f64 = 1.644_853_627;
    let place = freedom.max(1) as usize - 1;
    TABLE.get(place).copied().unwrap_or_else(|| {
        NORMAL + (NORMAL * NORMAL * NORMAL + NORMAL) / (4.0 * f64::from(freedom))
    })
}

#[cfg(test)]
mod tests {
    use super::{Differences, student};

    #[test]
    fn a_band_worked_by_hand() {
        let mut differences = Differences::default();
        assert_eq!(differences.effect(), None);
        differences.add(103.0, 100.0);
        let one = differences.effect().unwrap();
        assert_eq!((one.low, one.mean, one.high), (3.0, 3.0, 3.0));
        assert_eq!(one.pct, Some(3.0));
        differences.add(101.0, 100.0);
        differences.add(105.0, 100.0);
        // Mean 3, deviation 2, error 2 / sqrt 3, t of two degrees of freedom 2.920.
        let three = differences.effect().unwrap();
        assert!((three.mean - 3.0).abs() < 1e-12);
        assert!((three.high - three.mean - 2.920 * 2.0 / 3.0_f64.sqrt()).abs() < 1e-12);
        assert!((three.mean - three.low - (three.high - three.mean)).abs() < 1e-12);
    }

    #[test]
    fn the_table_goes_over_into_the_formula() {
        assert!((student(31) - 1.6955).abs() < 2e-3);
        assert!((student(120) - 1.6577).abs() < 1e-3);
        assert!(student(30) > student(31) && student(100_000) > 1.6448);
    }
}
