//! Mean and quantiles over runs.

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
    pub fn of(mut figures: Vec<f64>) -> Option<Band> {
        if figures.is_empty() {
            return None;
        }
        let mean = figures.iter().sum::<f64>() / figures.len() as f64;
        figures.sort_by(f64::total_cmp);
        Some(Band {
            mean,
            low: quantile(&figures, 0.05),
            high: quantile(&figures, 0.95),
        })
    }
}

/// The `share` quantile of sorted figures, linear between neighbours.
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let (below, above) = (place.floor(), place.ceil());
    let weight = place - below;
    sorted[below as usize] * (1.0 - weight) + sorted[above as usize] * weight
}

#[cfg(test)]
mod tests {
    use super::Band;

    #[test]
    fn bands_of_a_few_figures() {
        let band = Band::of((0..=20).rev().map(f64::from).collect()).unwrap();
        assert_eq!((band.mean, band.low, band.high), (10.0, 1.0, 19.0));
        assert_eq!(
            Band::of(vec![3.0]).map(|band| (band.low, band.high)),
            Some((3.0, 3.0))
        );
        assert_eq!(Band::of(Vec::new()), None);
    }
}
