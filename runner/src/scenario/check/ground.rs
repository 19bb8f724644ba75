//! What the calibration says that a check needs: dates, codes, values.

use std::sync::Arc;

use engine::parameters::{Industry, Model, Scalars};

use crate::scenario::time::Period;

/// The calibration of a scenario, as far as it could be read.
pub struct Ground {
    /// Base quarter; the first simulated one is the next.
    pub base: Period,
    /// Industries, which are also products, in order.
    pub industries: Vec<Industry>,
    /// The model of the base quarter; nothing where the scale will not do.
    pub opening: Option<Arc<Model>>,
}

impl Ground {
    /// Scalar parameters of the base quarter with `set` in place.
    pub fn scalars(&self, set: &[(String, f64)]) -> Option<Scalars> {
        let mut scalars = self.opening.as_ref()?.parameters().scalars.clone();
        for (name, value) in set {
            if let Some(parameter) = scalars.get_mut(name) {
                *parameter = *value;
            }
        }
        Some(scalars)
    }
}
