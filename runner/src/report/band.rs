//! Mean and band of a figure over runs.

use statistics::moments::mean;
use statistics::quantile::{quantile, sorted};

/// Mean and 5 to 95 % band of a figure over runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Mean.
    pub mean: f64,
    /// 5 % quantile.
    pub low: f64,
    /// 95 % quantile.
    pub high: f64,
}

impl Band {
    /// Of some figures, if there are any.
    pub fn of(figures: &[f64]) -> Option<Band> {
        let sorted = sorted(figures);
        Some(Band {
            mean: mean(figures)?,
            low: quantile(&sorted, 0.05)?,
            high: quantile(&sorted, 0.95)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Band;

    #[test]
    fn bands_of_a_few_figures() {
        let figures: Vec<f64> = (0..=20).rev().map(f64::from).collect();
        let band = Band::of(&figures).unwrap();
        assert_eq!((band.mean, band.low, band.high), (10.0, 1.0, 19.0));
        assert_eq!(
            Band::of(&[3.0]).map(|band| (band.low, band.high)),
            Some((3.0, 3.0))
        );
        assert_eq!(Band::of(&[]), None);
    }
}
